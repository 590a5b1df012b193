"""One of the documents that a build makes, with the places of the entries in it."""

from __future__ import annotations

from collections.abc import Callable, Set
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx_medterm.ext.project.placement import Placement
    from sphinx_medterm.ext.project.written import WrittenPages
    from sphinx_medterm.ext.reading.uses import PageUses


class Document:
    """Pages that readers have together: a web site, or a book or manual assembled from pages.

    Links lead to entries in the same document, so a term has an entry of its own in each.

    :ivar start: the page that it starts with.
    :ivar docnames: the pages that are written in it.
    """

    def __init__(
        self,
        start: str,
        docnames: frozenset[str],
        written: WrittenPages,
        place: Callable[[Document], Placement],
    ) -> None:
        self.start = start
        self.docnames = docnames
        self._written = written
        self._place = place

    @cached_property
    def pages(self) -> dict[str, PageUses]:
        """What each of its pages uses from the termbase."""
        return self._written.uses(self.docnames)

    @cached_property
    def placement(self) -> Placement:
        """The places of all entries in it."""
        return self._place(self)

    def unlike(self, docnames: Set[str]) -> tuple[int, int]:
        """Return how many of some pages it lacks, and how many others it has."""
        own = self.docnames | {self.start}
        return len(docnames - own), len(own - docnames)
