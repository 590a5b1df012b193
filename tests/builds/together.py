"""Pages that are built together, where each shows the same as in a build of its own."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .conftest import Built, Project, compare_warnings


class Together:
    """Pages of one project, by what is written on them.

    :ivar built: the build that made them all; :meth:`page` compares its warnings.
    """

    def __init__(self, project: Project, texts: Iterable[str], **options: Any) -> None:
        self._names = {text: f"page{number}" for number, text in enumerate(texts)}
        for text, name in self._names.items():
            project.write({f"{name}.rst": f":orphan:\n\nPage\n====\n\n{text}\n"})
        self.built: Built = project.build(check=False, **options)
        told = [self._told(name) for name in self._names.values()]
        compare_warnings(self.built.warnings, [line for lines in told for line in lines])

    def page(self, text: str, *warns: str) -> str:
        """Return the file of a page, and fail on any warning about it that is not expected.

        :param warns: a part of each warning, in any order.
        """
        name = self._names[text]
        compare_warnings(self._told(name), list(warns))
        return f"{name}.html"

    def _told(self, name: str) -> list[str]:
        return [line for line in self.built.warnings if f"{name}.rst:" in line]
