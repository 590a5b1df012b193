"""The places of entries, computed from the views on all pages when these have been read."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple

from sphinx_medterm.ext.project.looks import Look
from sphinx_medterm.ext.reading.uses import PageUses
from sphinx_medterm.ext.views.view import View
from sphinx_medterm.names.normal import initial, sort_key
from sphinx_medterm.termbase.base import Termbase
from sphinx_medterm.termbase.entry_sections import NOTHING_ASKED, Asked


class Ways(NamedTuple):
    """The ways by which terms come into use, apart from mentions on pages.

    :ivar linked: lists the terms whose names in the running text of a page may be linked
        automatically; of all pages, if it is empty.
    :ivar quoted: lists the terms that quotations on pages link to.
    :ivar leads_to: lists the terms that the entries of a term link to, given how they are shown.
    """

    linked: Callable[[str], Iterable[str]]
    quoted: Callable[[], Iterable[str]]
    leads_to: Callable[[str, Set[Look]], Iterable[str]]


LookOf = Callable[[str, View], Look]
"""Returns how a view on a page shows entries."""


@dataclass(frozen=True, slots=True)
class Place:
    """The place of the one entry of a term that links lead to.

    :ivar index: the number of the view on the page.
    :ivar line: the line of its directive.
    :ivar look: how the view shows entries.
    :ivar asked: the sections that its author asks for.
    :ivar file: the file with that line, if it is not the page itself.
    """

    docname: str
    index: int
    line: int | None
    look: Look
    asked: Asked = NOTHING_ASKED
    file: str = ""


@dataclass(slots=True)
class Placement:
    """The places of all entries.

    :ivar entries: the place of each term that has an entry.
    :ivar members: the terms of each view in order, by page and number.
    :ivar leaves_out_links: whether a view leaves out terms that its entries mention.
    """

    entries: dict[str, Place] = field(default_factory=dict)
    members: dict[tuple[str, int], list[str]] = field(default_factory=dict)
    leaves_out_links: bool = False

    def is_at(self, key: str, docname: str, index: int) -> bool:
        """Return whether links to a term lead to its entry in this view."""
        place = self.entries.get(key)
        return place is not None and (place.docname, place.index) == (docname, index)


def place_entries(
    pages: Mapping[str, PageUses],
    termbase: Termbase,
    look_of: LookOf,
    ways: Ways,
) -> Placement:
    """Decide where each entry is placed.

    Views choose their terms turn by turn, within a turn in the order of page names. Links to a term
    lead to the first view that shows it.

    :param look_of: returns how a view shows entries.
    :param ways: the ways by which terms come into use.
    """
    views = [*_views_on(sorted(pages), pages)]
    placement = Placement(leaves_out_links=any(view.leaves_out_links for _page, view in views))
    terms = _Terms(pages, termbase, look_of, ways, placement)
    for docname, view in sorted(views, key=lambda placed: placed[1].turn):
        members = view.choose(docname, terms)
        placement.members[docname, view.index] = members
        if view.is_anchored:
            look = look_of(docname, view)
            place = Place(docname, view.index, view.line, look, view.asked, view.file)
            for key in members:
                placement.entries.setdefault(key, place)
    return placement


class _Terms:
    """The terms that a view can choose from."""

    def __init__(
        self,
        pages: Mapping[str, PageUses],
        termbase: Termbase,
        look_of: LookOf,
        ways: Ways,
        placement: Placement,
    ) -> None:
        self._pages = pages
        self._termbase = termbase
        self._look_of = look_of
        self._ways = ways
        self._placement = placement
        self.letter = cache(lambda key: initial(termbase.label(key)))

    def find(self, name: str) -> tuple[str, ...]:
        return self._termbase.find(name).keys[:1]

    def all(self) -> Iterable[str]:
        return self._termbase

    def mentioned(self) -> set[str]:
        return self._mentioned(self._pages, "")

    def mentioned_on(self, docname: str) -> set[str]:
        return self._mentioned([docname], docname)

    def _mentioned(self, docnames: Collection[str], page: str) -> set[str]:
        """Return the terms that pages name, and those of the text of one page, or of all."""
        names = {name for docname in docnames for name in self._pages[docname].names}
        found = {key for name in names for key in self.find(name)}
        return found.union(self._named_by_views(docnames), self._ways.linked(page))

    def used(self, docname: str, view: View) -> set[str]:
        named, own = self._named_by_views(self._pages), self._look_of(docname, view)

        def lead(key: str) -> Iterable[str]:
            place = self._placement.entries.get(key)
            looks = {self._look_of(*there) for there in named.get(key, ())}
            return self._ways.leads_to(key, looks | {place.look if place else own})

        return _with_others([*self.mentioned(), *self._ways.quoted()], lead)

    def in_order(self, keys: Iterable[str]) -> list[str]:
        label = self._termbase.label
        return sorted({*keys}, key=lambda key: (sort_key(label(key)), key))

    def without_entry(self, keys: Iterable[str]) -> list[str]:
        return self.in_order(key for key in keys if key not in self._placement.entries)

    def _named_by_views(self, docnames: Iterable[str]) -> dict[str, set[tuple[str, View]]]:
        """Return the terms that authors of views name, with the views and their pages."""
        found: dict[str, set[tuple[str, View]]] = {}
        for docname, view in _views_on(docnames, self._pages):
            for name in view.names(self._termbase.knows):
                for key in self.find(name):
                    found.setdefault(key, set()).add((docname, view))
        return found


def _views_on(docnames: Iterable[str], pages: Mapping[str, PageUses]) -> Iterator[tuple[str, View]]:
    """List the views on pages, each with the name of its page."""
    return ((docname, view) for docname in docnames for view in pages[docname].views)


def _with_others(keys: Iterable[str], leads_to: Callable[[str], Iterable[str]]) -> set[str]:
    """Add the terms that entries lead to, and those that their entries lead to, and so on."""
    waiting = list(keys)
    found: set[str] = set()
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += leads_to(key)
    return found
