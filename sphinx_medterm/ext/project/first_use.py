"""The first use of each abbreviation: on a page, in a section, or in the whole project."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_medterm.ext.reading.uses import in_title

if TYPE_CHECKING:
    from sphinx_medterm.ext.reading.uses import PageUses
    from sphinx_medterm.ext.render.context import TermAbbreviation
    from sphinx_medterm.termbase.base import Termbase


class FirstUses:
    """Decides for each use on a page, in order, whether it is the first one.

    Titles do not count: they show the abbreviation, as tables of contents do. What the build leaves
    out of the page must have been removed.
    """

    def __init__(self, scope: str, earlier: Mapping[TermAbbreviation, str]) -> None:
        """Start with a page, or with several that are assembled into one document.

        :param scope: ``document``, ``section`` or ``project``.
        :param earlier: the page with the first use of each abbreviation; empty for an assembled
            document.
        """
        self._scope = scope
        self._earlier = earlier
        self._seen: set[tuple[object, TermAbbreviation]] = set()

    def record(self, node: nodes.Element, short: TermAbbreviation) -> bool:
        """Record a use, and return whether it is the first one."""
        if in_title(node):
            return False
        docname = str(node["refdoc"])
        place = (self._place(node, docname), short)
        is_first = place not in self._seen
        self._seen.add(place)
        if self._scope == "project":
            return is_first and self._earlier.get(short, docname) == docname
        return is_first

    def _place(self, node: nodes.Node, docname: str) -> object:
        if self._scope == "project":
            return None
        if self._scope == "document":
            return docname
        while node.parent is not None and not isinstance(node, nodes.section):
            node = node.parent
        return docname, id(node)


def first_pages(
    order: Iterable[str], pages: Mapping[str, PageUses], termbase: Termbase
) -> dict[TermAbbreviation, str]:
    """Return the page with the first use of each abbreviation.

    :param order: the names of the pages in reading order.
    """
    first: dict[TermAbbreviation, str] = {}
    for docname in order:
        for short in abbreviations_on(pages[docname], termbase) if docname in pages else ():
            first.setdefault(short, docname)
    return first


def shown_abbreviation(termbase: Termbase, name: str) -> list[TermAbbreviation]:
    """Return the abbreviation that a mention by the role ``abbr`` shows, if the term has one."""
    match = termbase.find(name)
    if not match.keys:
        return []
    short = termbase.abbreviation_for(match.key, name)
    return [(match.key, short)] if short else []


def abbreviations_on(uses: PageUses, termbase: Termbase) -> Iterator[TermAbbreviation]:
    """List the abbreviations that a page writes out if it has their first use."""
    for name in uses.abbreviations:
        yield from shown_abbreviation(termbase, name)
