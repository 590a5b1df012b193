"""The places of entries, computed from the views on all pages after reading."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import cache

from sphinx_medterm.ext.reading.uses import PageUses
from sphinx_medterm.ext.views.view import View
from sphinx_medterm.names.normal import initial, sort_key
from sphinx_medterm.termbase.base import Termbase

LeadsTo = Callable[[str, Set[str]], Iterable[str]]
"""Lists the terms that an entry leads to, given its term and the pages it is on."""


@dataclass(frozen=True, slots=True)
class Place:
    """The place of the one entry of a term that links lead to.

    :ivar index: the number of the view on the page.
    :ivar line: the line of its directive.
    :ivar hide: the sections that the entry hides.
    :ivar file: the file with that line, if it is not the page itself.
    """

    docname: str
    index: int
    line: int | None
    hide: tuple[str, ...] = ()
    file: str = ""


@dataclass(slots=True)
class Placement:
    """The places of all entries.

    :ivar entries: the place of each term that has an entry.
    :ivar members: the terms of each view in order, by page and number.
    """

    entries: dict[str, Place] = field(default_factory=dict)
    members: dict[tuple[str, int], list[str]] = field(default_factory=dict)

    def is_at(self, key: str, docname: str, index: int) -> bool:
        """Return whether links to a term lead to its entry in this view."""
        place = self.entries.get(key)
        return place is not None and (place.docname, place.index) == (docname, index)


def place_entries(
    pages: Mapping[str, PageUses],
    termbase: Termbase,
    linked: Callable[[], Iterable[str]],
    leads_to: LeadsTo,
) -> Placement:
    """Decide where each entry is placed.

    Views choose their terms turn by turn, within a turn in the order of page names. Links to a term
    lead to the first view that shows it.

    :param linked: lists the terms whose names in running text may be linked automatically.
    :param leads_to: lists the terms that an entry leads to.
    """
    placement = Placement()
    views = [(docname, view) for docname in sorted(pages) for view in pages[docname].views]
    terms = _Terms(pages, views, termbase, linked, leads_to, placement)
    for docname, view in sorted(views, key=lambda placed: placed[1].turn):
        members = view.choose(docname, terms)
        placement.members[docname, view.index] = members
        if view.is_anchored:
            place = Place(docname, view.index, view.line, view.hide, view.file)
            for key in members:
                placement.entries.setdefault(key, place)
    return placement


class _Terms:
    """The terms that a view can choose from."""

    def __init__(
        self,
        pages: Mapping[str, PageUses],
        views: list[tuple[str, View]],
        termbase: Termbase,
        linked: Callable[[], Iterable[str]],
        leads_to: LeadsTo,
        placement: Placement,
    ) -> None:
        self._pages = pages
        self._views = views
        self._termbase = termbase
        self._linked = linked
        self._leads_to = leads_to
        self._placement = placement
        self.letter = cache(lambda key: initial(termbase.label(key)))

    def find(self, name: str) -> tuple[str, ...]:
        return self._termbase.find(name).keys[:1]

    def all(self) -> Iterable[str]:
        return self._termbase

    def used(self, docname: str) -> set[str]:
        named = self._named_by_views()

        def lead(key: str) -> Iterable[str]:
            return self._leads_to(key, named.get(key, {docname}))

        return _with_others([*self._mentioned(), *named, *self._linked()], lead)

    def in_order(self, keys: Iterable[str]) -> list[str]:
        label = self._termbase.label
        return sorted({*keys}, key=lambda key: (sort_key(label(key)), key))

    def without_entry(self, keys: Iterable[str]) -> list[str]:
        return self.in_order(key for key in keys if key not in self._placement.entries)

    def _named_by_views(self) -> dict[str, set[str]]:
        """Return the terms that authors of views name, with the pages of the views."""
        found: dict[str, set[str]] = {}
        for docname, view in self._views:
            for name in view.names_by(self._termbase.knows):
                for key in self.find(name):
                    found.setdefault(key, set()).add(docname)
        return found

    def _mentioned(self) -> Iterator[str]:
        """List the terms that pages mention."""
        names = {name for uses in self._pages.values() for name in uses.names}
        return (key for name in names for key in self.find(name))


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
