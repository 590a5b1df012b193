"""What a page takes from the termbase, found when it has been read."""

from __future__ import annotations

from typing import cast

from docutils import nodes
from sphinx import addnodes

from sphinx_medterm.ext.first_use import conditions, in_title
from sphinx_medterm.ext.nodes import medterm_entry, medterm_glossary
from sphinx_medterm.ext.placement import EntryUse, GlossaryUse, PageUses
from sphinx_medterm.mentions import NAMING_KINDS, Mention

Places = dict[str, tuple[int | None, int]]
"""For each name that a page mentions, the line of the first mention, and how many there are."""


def uses_on(document: nodes.document) -> tuple[PageUses, Places]:
    """Find out what a page takes from the termbase, and where it mentions terms."""
    mentions: dict[str, None] = {}
    worded: dict[Mention, None] = {}
    abbreviated: dict[tuple[str, tuple[str, ...]], None] = {}
    others: dict[str, None] = {}
    placed: list[EntryUse | GlossaryUse] = []
    places: Places = {}
    for found in document.findall(_is_use):
        node = cast("nodes.Element", found)
        if isinstance(node, medterm_entry | medterm_glossary):
            node["index"] = len(placed)
            placed.append(_placed(node))
            continue
        domain, kind, name = node["refdomain"], node["reftype"], node["reftarget"]
        if domain != "medterm":
            others[name] = None
            continue
        if kind == "term":
            mentions[name] = None
        else:
            worded[Mention(kind, name)] = None
        if kind == "abbr" and not node["refexplicit"] and not in_title(node):
            abbreviated[name, conditions(node)] = None
        if kind in NAMING_KINDS:
            line, count = places.get(name, (node.line, 0))
            places[name] = line, count + 1
    uses = PageUses(
        mentions=tuple(mentions),
        worded=tuple(worded),
        abbreviated=tuple(abbreviated),
        other_names=tuple(others),
        placed=tuple(placed),
    )
    return uses, places


def _is_use(node: nodes.Node) -> bool:
    if isinstance(node, addnodes.pending_xref):
        kind = node["refdomain"], node["reftype"]
        return kind[0] == "medterm" or kind in {("std", "term"), ("", "any")}
    return isinstance(node, medterm_entry | medterm_glossary)


def _placed(node: medterm_entry | medterm_glossary) -> EntryUse | GlossaryUse:
    if isinstance(node, medterm_glossary):
        return GlossaryUse(line=node.line, hide=tuple(node["hide"]), used=node["used"])
    return EntryUse(
        name=node["name"],
        line=node.line,
        hide=tuple(node["hide"]),
        anchored=node["anchored"],
    )
