"""Which entry stands where: worked out from what all pages hold, once they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from sphinx_medterm.names.mentions import NAMING_KINDS
from sphinx_medterm.names.normal import sort_key
from sphinx_medterm.termbase.base import Termbase

LeadsTo = Callable[[str, Set[str]], Iterable[str]]
"""Lists the terms that the entry of a term on some pages leads to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryUse:
    """An entry directive on a page."""

    name: str
    line: int | None
    hide: tuple[str, ...] = ()
    anchored: bool = True
    audience: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryUse:
    """A glossary directive on a page."""

    line: int | None
    hide: tuple[str, ...] = ()
    used: bool = False
    audience: str = ""


class Worded(NamedTuple):
    """A mention that shows something of its term, or a code or word part.

    :ivar kind: see :data:`sphinx_medterm.names.mentions.KINDS`.
    :ivar audience: whom it is for, if that is not the page's.
    """

    kind: str
    target: str
    audience: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageUses:
    """All that one page takes from the termbase.

    :ivar mentions: the names its ``medterm`` roles point to.
    :ivar worded: its mentions of other kinds, which show something of the term.
    :ivar abbreviated: those of them that are written out at their first use, in order, each with
        the conditions of the directives ``only`` around it.
    :ivar manners: of mentions by another role, or for another audience, than is usual on the page:
        name, role and audience. All mentions of the same name are among them.
    :ivar other_names: the names that its ``term`` and ``any`` roles point to.
    :ivar placed: its entry and glossary directives, in order.
    """

    mentions: tuple[str, ...] = ()
    worded: tuple[Worded, ...] = ()
    abbreviated: tuple[tuple[str, tuple[str, ...]], ...] = ()
    manners: tuple[tuple[str, str, str], ...] = ()
    other_names: tuple[str, ...] = ()
    placed: tuple[EntryUse | GlossaryUse, ...] = ()

    @property
    def names(self) -> list[str]:
        """The names of terms that its mentions of all kinds point to."""
        worded = (mention.target for mention in self.worded if mention.kind in NAMING_KINDS)
        return [*self.mentions, *worded]


@dataclass(frozen=True, slots=True)
class Place:
    """Where the one entry of a term stands that links lead to.

    :ivar index: the number of the directive among those of the page.
    """

    docname: str
    index: int
    line: int | None
    hide: tuple[str, ...] = ()


@dataclass(slots=True)
class Placement:
    """The places of all entries.

    :ivar entries: for each term that has an entry, its place.
    :ivar members: for each glossary directive (page and number), its terms in order.
    """

    entries: dict[str, Place] = field(default_factory=dict)
    members: dict[tuple[str, int], list[str]] = field(default_factory=dict)

    def is_at(self, key: str, docname: str, index: int) -> bool:
        """Tell whether a directive holds the entry that links to a term lead to."""
        place = self.entries.get(key)
        return place is not None and (place.docname, place.index) == (docname, index)


def place_entries(
    pages: Mapping[str, PageUses],
    termbase: Termbase,
    linked: Callable[[], Iterable[str]],
    leads_to: LeadsTo,
) -> Placement:
    """Decide where each entry stands.

    Entry directives come first, in the order of page names; then the glossaries of used terms, and
    last the glossaries of all terms, each with what has no entry yet.

    :param linked: lists the terms whose names in running text may be linked by themselves.
    :param leads_to: lists the terms that the entry of a term leads to.
    """
    placement = Placement()
    entries = _pages_of_entries(pages, termbase)
    for docname, index, use in _directives(pages):
        if isinstance(use, EntryUse) and use.anchored and (match := termbase.find(use.name)).keys:
            place = Place(docname, index, use.line, use.hide)
            placement.entries.setdefault(match.key, place)
    glossaries = [
        (docname, index, use)
        for docname, index, use in _directives(pages)
        if isinstance(use, GlossaryUse)
    ]
    for docname, index, use in sorted(glossaries, key=lambda g: not g[2].used):
        if use.used:
            used = [*_mentioned(pages, termbase), *entries, *linked()]
            candidates = _with_others(used, partial(_leads_to, leads_to, entries, docname))
        else:
            candidates = set(termbase)
        keys = candidates - placement.entries.keys()
        members = sorted(keys, key=lambda key: (sort_key(termbase.label(key)), key))
        placement.members[docname, index] = members
        place = Place(docname, index, use.line, use.hide)
        placement.entries |= dict.fromkeys(members, place)
    return placement


def _directives(
    pages: Mapping[str, PageUses],
) -> Iterator[tuple[str, int, EntryUse | GlossaryUse]]:
    for docname in sorted(pages):
        for index, use in enumerate(pages[docname].placed):
            yield docname, index, use


def _pages_of_entries(pages: Mapping[str, PageUses], termbase: Termbase) -> dict[str, set[str]]:
    """List the terms that have entry directives, each with the pages of these."""
    found: dict[str, set[str]] = {}
    for docname, _index, use in _directives(pages):
        if isinstance(use, EntryUse) and (match := termbase.find(use.name)).keys:
            found.setdefault(match.key, set()).add(docname)
    return found


def _mentioned(pages: Mapping[str, PageUses], termbase: Termbase) -> Iterator[str]:
    """List the terms that pages mention."""
    names = {name for uses in pages.values() for name in uses.names}
    return (match.key for name in names if (match := termbase.find(name)).keys)


def _leads_to(
    leads_to: LeadsTo, entries: Mapping[str, Set[str]], glossary: str, key: str
) -> Iterable[str]:
    """List what a term leads to from the pages of its entries, or else from a glossary."""
    return leads_to(key, entries.get(key, {glossary}))


def _with_others(keys: Iterable[str], leads_to: Callable[[str], Iterable[str]]) -> set[str]:
    """Add to terms those that their entries lead to, and so on."""
    waiting = list(keys)
    found: set[str] = set()
    while waiting:
        key = waiting.pop()
        if key not in found:
            found.add(key)
            waiting += leads_to(key)
    return found
