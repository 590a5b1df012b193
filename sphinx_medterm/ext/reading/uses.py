"""What a page takes from the termbase, found when it has been read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from docutils import nodes
from sphinx import addnodes

from sphinx_medterm.ext.nodes import medterm_placeholder
from sphinx_medterm.ext.views.view import View
from sphinx_medterm.names.mentions import KINDS, NAMING_KINDS, WORDED_KINDS

Places = dict[str, tuple[int | None, int]]
"""For each name that a page mentions, the line of the first mention, and how many there are."""

USUAL_ROLE = "medterm"
"""The name under which mentions by all roles of the domain are known to settings."""

AUTOLINK = "autolink"
"""The name under which links that nobody wrote are known to settings."""


_OTHER_ROLES = frozenset({("std", "term"), ("", "any")})


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
    :ivar views: its directives that place entries, in order.
    """

    mentions: tuple[str, ...] = ()
    worded: tuple[Worded, ...] = ()
    abbreviated: tuple[tuple[str, tuple[str, ...]], ...] = ()
    manners: tuple[tuple[str, str, str], ...] = ()
    other_names: tuple[str, ...] = ()
    views: tuple[View, ...] = ()

    @property
    def names(self) -> list[str]:
        """The names of terms that its mentions of all kinds point to."""
        worded = (mention.target for mention in self.worded if mention.kind in NAMING_KINDS)
        return [*self.mentions, *worded]


def uses_on(document: nodes.document) -> tuple[PageUses, Places]:
    """Find out what a page takes from the termbase, and where it mentions terms."""
    found = _Found()
    for node in document.findall(nodes.Element):
        if isinstance(node, medterm_placeholder):
            found.note_view(node)
        elif isinstance(node, addnodes.pending_xref):
            found.note_reference(node)
    return found.uses(), found.places


def is_own_mention(node: addnodes.pending_xref) -> bool:
    """Return whether a reference mentions a term, and not by Sphinx's role ``external``."""
    return node.get("refdomain") == "medterm" and "intersphinx" not in node


def role_of(node: nodes.Element) -> str:
    """Give the name of the role that a mention was written with, as settings know it."""
    if node["refdomain"] == "medterm":
        return str(node.get("role", USUAL_ROLE))
    return str(node["reftype"])  # "term" or "any"


class _Found:
    """What has been found on a page, each once and in order."""

    def __init__(self) -> None:
        self.mentions: dict[str, dict[tuple[str, str], None]] = {}
        self.worded: dict[Worded, None] = {}
        self.abbreviated: dict[tuple[str, tuple[str, ...]], None] = {}
        self.others: dict[str, None] = {}
        self.views: list[View] = []
        self.places: Places = {}

    def note_view(self, node: medterm_placeholder) -> None:
        """Note a placeholder, and number it."""
        node["index"] = len(self.views)
        self.views.append(node["view"])

    def note_reference(self, node: addnodes.pending_xref) -> None:
        """Note a reference, if it may lead to a term."""
        own = node.attributes
        kind = own.get("refdomain"), own["reftype"]
        if is_own_mention(node):
            self._note_mention(node, kind[1], own["reftarget"], own.get("audience", ""))
        elif kind in _OTHER_ROLES and "intersphinx" not in own:
            self.others[own["reftarget"]] = None

    def _note_mention(self, node: nodes.Element, kind: str, name: str, audience: str) -> None:
        if kind in WORDED_KINDS:
            self.worded[Worded(kind, name, audience)] = None
        else:
            self.mentions.setdefault(name, {})[role_of(node), audience] = None
        if KINDS[kind].counts_uses and not node["refexplicit"] and not in_title(node):
            self.abbreviated[name, conditions(node)] = None
        if kind in NAMING_KINDS:
            line, count = self.places.get(name, (node.line, 0))
            self.places[name] = line, count + 1

    def uses(self) -> PageUses:
        """Give it all."""
        return PageUses(
            mentions=tuple(self.mentions),
            manners=tuple(self._manners()),
            worded=tuple(self.worded),
            abbreviated=tuple(self.abbreviated),
            other_names=tuple(self.others),
            views=tuple(self.views),
        )

    def _manners(self) -> Iterator[tuple[str, str, str]]:
        """List the mentions of names that are not all by the usual role for the usual audience."""
        for name, manners in self.mentions.items():
            if list(manners) != [(USUAL_ROLE, "")]:
                yield from ((name, *manner) for manner in manners)


def in_title(node: nodes.Node) -> bool:
    """Return whether a node stands in a title."""
    parent = node.parent
    while parent is not None and not isinstance(parent, nodes.title):
        parent = parent.parent
    return parent is not None


def conditions(node: nodes.Node) -> tuple[str, ...]:
    """List the expressions of the ``only`` directives that a node stands in."""
    found = []
    parent = node.parent
    while parent is not None:
        if isinstance(parent, addnodes.only):
            found.append(str(parent["expr"]))
        parent = parent.parent
    return tuple(found)
