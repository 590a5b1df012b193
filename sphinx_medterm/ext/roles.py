"""The role ``medterm``: a mention of a term in running text."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.roles import XRefRole

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


def _text(rawsource: str, text: str, classes: Sequence[str] = ()) -> nodes.Text:
    """Show a text without an element around it: every node of a page costs time in each build."""
    return nodes.Text(text)


_OWN_NAMES = frozenset({"medterm", "medterm:term"})


class MentionRole(XRefRole):
    """Shows what is typed, linked to the entry of the term that it names.

    A role made of this one, with ``.. role:: name(medterm)``, notes its own name.

    The mention stays a light reference until its page is written, so that it follows every change
    of the data.
    """

    def __init__(self) -> None:
        super().__init__(warn_dangling=True, innernodeclass=_text)  # type: ignore[arg-type]

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Make the reference, under the same name however the role was called."""
        self._role = self.name
        self.name = "medterm:term"
        return super().run()

    def process_link(
        self,
        env: BuildEnvironment,
        refnode: nodes.Element,
        has_explicit_title: bool,
        title: str,
        target: str,
    ) -> tuple[str, str]:
        """Show the name without the sense that it is to be linked to."""
        if self._role not in _OWN_NAMES:
            refnode["role"] = self._role
        if not has_explicit_title:
            title = title.partition("#")[0] or title
            refnode["refexplicit"] = True  # what is typed is shown, in other projects' terms too
        return title, " ".join(target.split())
