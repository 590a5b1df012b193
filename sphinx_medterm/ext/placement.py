"""Which entry stands where: worked out from what all pages hold, once they are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from sphinx_medterm.matching import sort_key
from sphinx_medterm.mentions import NAMING_KINDS
from sphinx_medterm.termbase import Termbase


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

    :ivar kind: see :data:`sphinx_medterm.mentions.KINDS`.
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

    def on_page(self, docname: str) -> list[str]:
        """List the terms whose entries stand on a page."""
        return [key for key, place in self.entries.items() if place.docname == docname]


def place_entries(
    pages: Mapping[str, PageUses],
    termbase: Termbase,
    linked: Callable[[], Iterable[str]] = tuple,
) -> Placement:
    """Decide where each entry stands.

    Entry directives come first, in the order of page names; then the glossaries of used terms, and
    last the glossaries of all terms, each with what has no entry yet.

    :param linked: lists the terms whose names in running text may be linked by themselves.
    """
    placement = Placement()
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
        candidates = used_terms(pages, termbase, linked()) if use.used else set(termbase)
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


def used_terms(
    pages: Mapping[str, PageUses], termbase: Termbase, linked: Iterable[str] = ()
) -> set[str]:
    """Find the terms that pages mention or show, and those that their entries lead to in turn.

    :param linked: the terms whose names in running text may be linked by themselves.
    """
    names = {name for uses in pages.values() for name in uses.names}
    names |= {
        use.name for uses in pages.values() for use in uses.placed if isinstance(use, EntryUse)
    }
    waiting = [match.key for name in names if (match := termbase.find(name)).keys]
    waiting += linked
    used: set[str] = set()
    while waiting:
        key = waiting.pop()
        if key not in used:
            used.add(key)
            waiting += termbase.depends.leads_to(key)
    return used
