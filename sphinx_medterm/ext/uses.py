"""What a page takes from the termbase, found when it has been read."""

from __future__ import annotations

from collections.abc import Iterator

from docutils import nodes
from sphinx import addnodes

from sphinx_medterm.ext.first_use import conditions, in_title
from sphinx_medterm.ext.nodes import medterm_entry, medterm_glossary
from sphinx_medterm.ext.placement import EntryUse, GlossaryUse, PageUses, Worded
from sphinx_medterm.names.mentions import KINDS, NAMING_KINDS, WORDED_KINDS

Places = dict[str, tuple[int | None, int]]
"""For each name that a page mentions, the line of the first mention, and how many there are."""

USUAL_ROLE = "medterm"
"""The name under which mentions by all roles of the domain are known to settings."""

AUTOLINK = "autolink"
"""The name under which links that nobody wrote are known to settings."""


_PLACED = (medterm_entry, medterm_glossary)
_OTHER_ROLES = frozenset({("std", "term"), ("", "any")})


def uses_on(document: nodes.document) -> tuple[PageUses, Places]:
    """Find out what a page takes from the termbase, and where it mentions terms."""
    found = _Found()
    for node in document.findall(nodes.Element):
        if isinstance(node, _PLACED):
            found.note_placed(node)
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
        self.placed: list[EntryUse | GlossaryUse] = []
        self.places: Places = {}

    def note_placed(self, node: medterm_entry | medterm_glossary) -> None:
        """Note a placeholder, and number it."""
        node["index"] = len(self.placed)
        self.placed.append(_placed(node))

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
            placed=tuple(self.placed),
        )

    def _manners(self) -> Iterator[tuple[str, str, str]]:
        """List the mentions of names that are not all by the usual role for the usual audience."""
        for name, manners in self.mentions.items():
            if list(manners) != [(USUAL_ROLE, "")]:
                yield from ((name, *manner) for manner in manners)


def _placed(node: medterm_entry | medterm_glossary) -> EntryUse | GlossaryUse:
    if isinstance(node, medterm_glossary):
        return GlossaryUse(
            line=node.line,
            hide=tuple(node["hide"]),
            used=node["used"],
            audience=node["audience"],
        )
    return EntryUse(
        name=node["name"],
        line=node.line,
        hide=tuple(node["hide"]),
        anchored=node["anchored"],
        audience=node["audience"],
    )
