"""What a page uses from the termbase, collected when it has been read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx import addnodes

from sphinx_medterm.ext.nodes import medterm_placeholder
from sphinx_medterm.ext.views.view import View
from sphinx_medterm.names.mentions import INSERTING_KINDS, KINDS, NAMING_KINDS

if TYPE_CHECKING:
    from sphinx.util.tags import Tags

Places = dict[str, tuple[int | None, int]]
"""For each name that a page mentions, the line of its first mention, and their number."""

USUAL_ROLE = "medterm"
"""The name that settings use for all roles of the domain."""

AUTOLINK = "autolink"
"""The name that settings use for automatic links."""

OTHER_ROLES = frozenset({("std", "term"), ("", "any")})
"""Domain and type of Sphinx's own references that may lead to terms."""


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
    """All that one page uses from the termbase.

    :ivar mentions: the names that its ``medterm`` roles point to.
    :ivar insertions: its mentions of other kinds, which insert text of the term.
    :ivar abbreviations: the names of those that are written out at their first use, in order, each
        with the conditions of the ``only`` directives around it.
    :ivar detailed_mentions: name, role and audience of all mentions of a name, if any of them has a
        role of its own, or another audience than the page.
    :ivar other_names: the names that its ``term`` and ``any`` roles point to.
    :ivar others_at: where they do.
    :ivar inserted_at: where its insertions are, by their kind.
    :ivar views: the views that its directives place, in order.
    """

    mentions: tuple[str, ...] = ()
    insertions: tuple[Insertion, ...] = ()
    abbreviations: tuple[tuple[str, tuple[str, ...]], ...] = ()
    detailed_mentions: tuple[tuple[str, str, str], ...] = ()
    other_names: tuple[str, ...] = ()
    views: tuple[View, ...] = ()
    others_at: Places = field(default_factory=dict, compare=False, repr=False)
    inserted_at: dict[str, Places] = field(default_factory=dict, compare=False, repr=False)

    @property
    def names(self) -> list[str]:
        """The names of terms that its mentions of all kinds point to."""
        return [*self.mentions, *self.names_inserted(NAMING_KINDS)]

    def names_inserted(self, kinds: Set[str]) -> Iterator[str]:
        """List the names that its insertions of some kinds point to."""
        return (insertion.target for insertion in self.insertions if insertion.kind in kinds)


def collect_uses(document: nodes.document) -> tuple[PageUses, Places]:
    """Return what a page uses from the termbase, and where it mentions terms."""
    found = _Collector()
    for node in document.findall(nodes.Element):
        if isinstance(node, medterm_placeholder):
            found.note_view(node)
        elif isinstance(node, addnodes.pending_xref):
            found.note_reference(node)
    return found.uses(), found.places


def is_own_mention(node: addnodes.pending_xref) -> bool:
    """Return whether a reference mentions a term of this project (not by the ``external`` role)."""
    return node.get("refdomain") == "medterm" and "intersphinx" not in node


def role_of(node: nodes.Element) -> str:
    """Return the name that settings use for the role of a mention."""
    if node["refdomain"] == "medterm":
        return str(node.get("role", USUAL_ROLE))
    return str(node["reftype"])  # "term" or "any"


class _Collector:
    """Collects what a page uses, each item once and in order."""

    def __init__(self) -> None:
        self.mentions: dict[str, dict[tuple[str, str], None]] = {}
        self.insertions: dict[Insertion, None] = {}
        self.abbreviations: dict[tuple[str, tuple[str, ...]], None] = {}
        self.others: Places = {}
        self.inserted: dict[str, Places] = {}
        self.views: list[View] = []
        self.places: Places = {}

    def note_view(self, node: medterm_placeholder) -> None:
        """Note a placeholder, and number it."""
        node["index"] = len(self.views)
        self.views.append(replace(node["view"], only=conditions(node)))

    def note_reference(self, node: addnodes.pending_xref) -> None:
        """Note a reference, if it may lead to a term."""
        own = node.attributes
        kind = own.get("refdomain"), own["reftype"]
        if is_own_mention(node):
            self._note_mention(node, kind[1], own["reftarget"], own.get("audience", ""))
        elif kind in OTHER_ROLES and "intersphinx" not in own:
            _count(self.others, own["reftarget"], node)

    def _note_mention(self, node: nodes.Element, kind: str, name: str, audience: str) -> None:
        if kind in INSERTING_KINDS:
            self.insertions[Insertion(kind, name, audience)] = None
            _count(self.inserted.setdefault(kind, {}), name, node)
        else:
            self.mentions.setdefault(name, {})[role_of(node), audience] = None
        if KINDS[kind].counts_uses and not node["refexplicit"] and not in_title(node):
            self.abbreviations[name, conditions(node)] = None
        if kind in NAMING_KINDS:
            _count(self.places, name, node)

    def uses(self) -> PageUses:
        """Return all that was collected."""
        return PageUses(
            mentions=tuple(self.mentions),
            detailed_mentions=tuple(self._detailed_mentions()),
            insertions=tuple(self.insertions),
            abbreviations=tuple(self.abbreviations),
            other_names=tuple(self.others),
            views=tuple(self.views),
            others_at=self.others,
            inserted_at=self.inserted,
        )

    def _detailed_mentions(self) -> Iterator[tuple[str, str, str]]:
        """List the mentions of names that have another role or audience anywhere."""
        for name, details in self.mentions.items():
            if list(details) != [(USUAL_ROLE, "")]:
                yield from ((name, *detail) for detail in details)


def _count(places: Places, name: str, node: nodes.Node) -> None:
    line, count = places.get(name, (node.line, 0))
    places[name] = line, count + 1


def in_title(node: nodes.Node) -> bool:
    """Return whether a node is part of a title, or of a list of the titles on its page."""
    parent = node.parent
    while parent is not None and not _is_title(parent):
        parent = parent.parent
    return parent is not None


def _is_title(node: nodes.Element) -> bool:
    return isinstance(node, nodes.title) or "contents" in node["classes"]


def conditions(node: nodes.Node) -> tuple[str, ...]:
    """Return the expressions of the ``only`` directives around a node."""
    found = []
    parent = node.parent
    while parent is not None:
        if isinstance(parent, addnodes.only):
            found.append(str(parent["expr"]))
        parent = parent.parent
    return tuple(found)


def holds(tags: Tags, only: Iterable[str]) -> bool:
    """Return whether a build with these tags includes what has these conditions."""
    return all(_holds(tags, expression) for expression in only)


def _holds(tags: Tags, expression: str) -> bool:
    try:
        return tags.eval_condition(expression)
    except Exception:  # Sphinx warns about it, and keeps the content
        return True
