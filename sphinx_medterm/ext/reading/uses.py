"""What a page uses of the termbase, collected when it has been read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, field, replace
from itertools import chain, count
from typing import NamedTuple, TypeVar

from docutils import nodes
from docutils.utils import get_source_line
from sphinx import addnodes

from sphinx_medterm.ext.messages import other_file, source_of
from sphinx_medterm.ext.nodes import ancestors, medterm_placeholder
from sphinx_medterm.ext.reading.conditions import Conditions, conditions_in
from sphinx_medterm.ext.views.view import View
from sphinx_medterm.names.mentions import (
    INSERTING_KINDS,
    KINDS,
    KINDS_WITH_NUMBER,
    NAMING_KINDS,
    in_plural,
)


class Spot(NamedTuple):
    """Where a page first mentions a name, and how often it does.

    :ivar file: the file with that line, if it is not the page itself.
    """

    line: int | None
    times: int = 1
    file: str = ""


Spots = dict[str, Spot]
"""Where a page mentions each name."""

T = TypeVar("T")

USUAL_ROLE = "medterm"
"""The name that settings use for all roles of the domain."""

AUTOLINK = "autolink"
"""The name that settings use for automatic links."""

_OTHER_ROLES = frozenset({("std", "term"), ("", "any"), (None, "myst")})
_MYST_PAGE = "doc", "myst"
"""A link of MyST to a page, or to an id on it."""


class Insertion(NamedTuple):
    """A mention that inserts text of its term, or a code or word part.

    :ivar kind: see :data:`sphinx_medterm.names.mentions.KINDS`.
    :ivar audience: its audience, if it differs from that of the page.
    """

    kind: str
    target: str
    audience: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageUses:
    """All that a page, or a part of it, uses from the termbase.

    :ivar mentions: the names that its ``medterm`` roles point to.
    :ivar insertions: its mentions of other kinds, which insert text of the term.
    :ivar abbreviations: the names of those that are written out at their first use, in order.
    :ivar detailed_mentions: name, role and audience of all mentions of a name, if any of them has a
        role of its own, or another audience than the page.
    :ivar other_names: the names that its ``term`` and ``any`` roles, and links of MyST, point to.
    :ivar views: the views that its directives place, in order.
    :ivar has_todo_list: whether it repeats the to-do notes of all pages.
    :ivar mentioned_at: where its mentions of terms are, those that insert text included.
    :ivar others_at: where its other names are.
    :ivar inserted_at: where its insertions are, by their kind, and again those in the plural.
    """

    mentions: tuple[str, ...] = ()
    insertions: tuple[Insertion, ...] = ()
    abbreviations: tuple[str, ...] = ()
    detailed_mentions: tuple[tuple[str, str, str], ...] = ()
    other_names: tuple[str, ...] = ()
    views: tuple[View, ...] = ()
    has_todo_list: bool = False
    mentioned_at: Spots = field(default_factory=dict, compare=False, repr=False)
    others_at: Spots = field(default_factory=dict, compare=False, repr=False)
    inserted_at: dict[str, Spots] = field(default_factory=dict, compare=False, repr=False)

    def copied(self, file: object) -> PageUses:
        """Return what another page uses that has a copy of this one; entries in it do not count.

        :param file: the file of this page.
        """

        def spots_in(spots: Spots) -> Spots:
            return {
                name: spot._replace(file=spot.file or str(file)) for name, spot in spots.items()
            }

        return replace(
            self,
            views=(),
            mentioned_at=spots_in(self.mentioned_at),
            others_at=spots_in(self.others_at),
            inserted_at={kind: spots_in(spots) for kind, spots in self.inserted_at.items()},
        )

    @property
    def may_repeat_terms(self) -> bool:
        """Whether it may mention a term more than once: in itself, or in texts that it shows."""
        if self.views or self.insertions or self.has_todo_list:
            return True
        return (
            sum(spot.times for spot in (*self.mentioned_at.values(), *self.others_at.values())) > 1
        )

    @property
    def names(self) -> list[str]:
        """The names of terms that its mentions of all kinds point to."""
        return [*self.mentions, *self.names_inserted(NAMING_KINDS)]

    def names_inserted(self, kinds: Set[str]) -> Iterator[str]:
        """List the names that its insertions of some kinds point to."""
        return (insertion.target for insertion in self.insertions if insertion.kind in kinds)


Parts = dict[Conditions, PageUses]
"""What the parts of a page use, by the conditions on which a build has them."""


def collect_uses(document: nodes.document) -> Parts:
    """Return what each part of a page uses from the termbase."""
    conditions, page = conditions_in(document), _Page(document)
    for node in document.findall(nodes.Element):
        if isinstance(node, medterm_placeholder):
            page.part(conditions(node)).note_view(node)
        elif isinstance(node, addnodes.pending_xref):
            page.part(conditions(node)).note_reference(node)
        elif node.tagname == "todolist":
            page.part(conditions(node)).has_todo_list = True
    return page.uses()


def united(parts: Sequence[PageUses]) -> PageUses:
    """Return what a page with these parts uses."""
    if len(parts) == 1:
        return parts[0]

    def each_once(get: Callable[[PageUses], Iterable[T]]) -> tuple[T, ...]:
        return tuple(dict.fromkeys(chain.from_iterable(map(get, parts))))

    views = sorted((view for part in parts for view in part.views), key=lambda view: view.index)
    kinds = dict.fromkeys(kind for part in parts for kind in part.inserted_at)
    return PageUses(
        mentions=each_once(lambda part: part.mentions),
        insertions=each_once(lambda part: part.insertions),
        abbreviations=each_once(lambda part: part.abbreviations),
        detailed_mentions=each_once(_all_details(parts)),
        other_names=each_once(lambda part: part.other_names),
        views=tuple(views),
        has_todo_list=any(part.has_todo_list for part in parts),
        mentioned_at=_summed(part.mentioned_at for part in parts),
        others_at=_summed(part.others_at for part in parts),
        inserted_at={
            kind: _summed(part.inserted_at.get(kind, {}) for part in parts) for kind in kinds
        },
    )


def _all_details(parts: Sequence[PageUses]) -> Callable[[PageUses], Iterable[tuple[str, str, str]]]:
    """Return what lists the mentions of names that need details because of any part."""
    detailed = {name for part in parts for name, _role, _own in part.detailed_mentions}

    def details(part: PageUses) -> Iterable[tuple[str, str, str]]:
        own = {name for name, _role, _own in part.detailed_mentions}
        usual = [name for name in part.mentions if name in detailed - own]
        return [*part.detailed_mentions, *((name, USUAL_ROLE, "") for name in usual)]

    return details


def _summed(parts: Iterable[Spots]) -> Spots:
    """Return where a page mentions names, given where its parts do."""
    found: Spots = {}
    for name, spot in chain.from_iterable(part.items() for part in parts):
        if (known := found.get(name)) is None:
            found[name] = spot
        else:
            first = min(known, spot, key=lambda one: (one.file, one.line or 0))
            found[name] = first._replace(times=known.times + spot.times)
    return found


def is_own_mention(node: addnodes.pending_xref) -> bool:
    """Return whether a reference mentions a term of this project (not by the ``external`` role)."""
    return node.get("refdomain") == "medterm" and "intersphinx" not in node


def other_name(node: addnodes.pending_xref) -> str:
    """Return the name of a term, or the id of an entry, that another role may point to."""
    own = node.attributes
    kind = own.get("refdomain"), own["reftype"]
    if kind == _MYST_PAGE:
        return str(own.get("reftargetid") or "")
    return str(own["reftarget"]) if kind in _OTHER_ROLES and "intersphinx" not in own else ""


def role_of(node: nodes.Element) -> str:
    """Return the name that settings use for the role of a mention."""
    if node["refdomain"] == "medterm":
        return str(node.get("role", USUAL_ROLE))
    return str(node["reftype"])  # "term" or "any"


class _Page:
    """Collects what the parts of a page use."""

    def __init__(self, document: nodes.document) -> None:
        self._source = source_of(document)
        self._parts: dict[Conditions | None, _Collector] = {}
        self._numbers = count()

    def part(self, conditions: Conditions | None) -> _Collector:
        """Return what collects the uses of a part; of those that no output shows, for nothing."""
        if conditions not in self._parts:
            self._parts[conditions] = _Collector(self._source, self._numbers)
        return self._parts[conditions]

    def uses(self) -> Parts:
        """Return what was collected, in the order of the parts."""
        found = {key: part.uses() for key, part in self._parts.items() if key is not None}
        return {key: uses for key, uses in found.items() if uses != PageUses()}


class _Collector:
    """Collects what a part of a page uses, each item once and in order."""

    def __init__(self, source: str, numbers: Iterator[int]) -> None:
        self.has_todo_list = False
        self._source = source
        self._numbers = numbers
        self._mentions: dict[str, dict[tuple[str, str], None]] = {}
        self._insertions: dict[Insertion, None] = {}
        self._abbreviations: dict[str, None] = {}
        self._views: list[View] = []
        self._mentioned_at: Spots = {}
        self._others_at: Spots = {}
        self._inserted_at: dict[str, Spots] = {}

    def note_view(self, node: medterm_placeholder) -> None:
        """Note a placeholder, and number it."""
        node["view"] = replace(node["view"], index=next(self._numbers))
        self._views.append(node["view"])

    def note_reference(self, node: addnodes.pending_xref) -> None:
        """Note a reference, if it may lead to a term."""
        own = node.attributes
        kind = own.get("refdomain"), own["reftype"]
        if is_own_mention(node):
            self._note_mention(node, kind[1], own["reftarget"], own.get("audience", ""))
        elif name := other_name(node):
            self._count(self._others_at, name, node)

    def _note_mention(self, node: nodes.Element, kind: str, name: str, audience: str) -> None:
        if kind in INSERTING_KINDS:
            self._insertions[Insertion(kind, name, audience)] = None
            self._count(self._inserted_at.setdefault(kind, {}), name, node)
            if kind in KINDS_WITH_NUMBER and "plural" in node.get("forms", ()):
                self._count(self._inserted_at.setdefault(in_plural(kind), {}), name, node)
        else:
            self._mentions.setdefault(name, {})[role_of(node), audience] = None
        if KINDS[kind].counts_uses and not node["refexplicit"] and not in_title(node):
            self._abbreviations[name] = None
        if kind in NAMING_KINDS:
            self._count(self._mentioned_at, name, node)

    def _count(self, spots: Spots, name: str, node: nodes.Node) -> None:
        if known := spots.get(name):
            spots[name] = known._replace(times=known.times + 1)
            return
        source, line = get_source_line(node)
        spots[name] = Spot(line, 1, other_file(source, self._source))

    def uses(self) -> PageUses:
        """Return all that was collected."""
        return PageUses(
            mentions=tuple(self._mentions),
            insertions=tuple(self._insertions),
            abbreviations=tuple(self._abbreviations),
            detailed_mentions=tuple(self._detailed_mentions()),
            other_names=tuple(self._others_at),
            views=tuple(self._views),
            has_todo_list=self.has_todo_list,
            mentioned_at=self._mentioned_at,
            others_at=self._others_at,
            inserted_at=self._inserted_at,
        )

    def _detailed_mentions(self) -> Iterator[tuple[str, str, str]]:
        """List the mentions of names that have another role or audience anywhere."""
        for name, details in self._mentions.items():
            if list(details) != [(USUAL_ROLE, "")]:
                yield from ((name, *detail) for detail in details)


def in_title(node: nodes.Node) -> bool:
    """Return whether a node is part of a title, or of a list of the titles on its page."""
    return any(map(_is_title, ancestors(node)))


def _is_title(node: nodes.Element) -> bool:
    return isinstance(node, nodes.title) or "contents" in node["classes"]
