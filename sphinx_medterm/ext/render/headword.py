"""The headword: the first line of an entry, which names the term as dictionaries do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_medterm.ext.messages import _
from sphinx_medterm.ext.nodes import medterm_label
from sphinx_medterm.ext.render.parts import Nodes, joined, labelled, section, speak, status

if TYPE_CHECKING:
    from sphinx_medterm.ext.render.context import Context
    from sphinx_medterm.model import Pronunciation


def headword(context: Context) -> nodes.paragraph:
    """Write label, pronunciation, part of speech and status on one line."""
    term = context.term
    line = nodes.paragraph("", "", classes=["medterm-headword"])
    line += medterm_label("", context.label, classes=["medterm-label"])
    if term.pronunciation and context.shows("pronunciation"):
        spoken = nodes.inline("", "", classes=["medterm-pronunciation"])
        items = [_spoken(p) + context.cite(p.sources) for p in term.pronunciation]
        line += [nodes.Text(" "), joined(spoken, items, "; ")]
    if term.part_of_speech:
        word = nodes.emphasis("", speak(term.part_of_speech), classes=["medterm-pos"])
        line += [nodes.Text(" "), word]
    if known := status(term.status):
        line += nodes.Text(f" ({known}")
        if term.replaced_by:
            line += [nodes.Text("; " + _("use") + " "), context.link(term.replaced_by)]
        line += nodes.Text(")")
    return line


def _spoken(spoken: Pronunciation) -> Nodes:
    """Write one pronunciation, with the region in front."""
    shown: Nodes = []
    if spoken.region:
        shown.append(nodes.inline("", spoken.region, classes=["medterm-region"]))
    if spoken.ipa:
        ipa = spoken.ipa if spoken.ipa[0] in "/[" else f"/{spoken.ipa}/"
        shown.append(nodes.inline("", ipa, classes=["medterm-ipa"]))
    if spoken.respelling:
        shown.append(nodes.inline("", spoken.respelling, classes=["medterm-respelling"]))
    for place in range(len(shown) - 1, 0, -1):
        shown.insert(place, nodes.Text(" "))
    return shown


def pronunciation_notes(context: Context) -> nodes.Node | None:
    """Say what there is to say of the pronunciations, below the headword."""
    noted = [p for p in context.term.pronunciation if p.note]
    if not noted:
        return None
    items = [[*_spoken(p), nodes.Text(f": {p.note}")] for p in noted]
    return section("pronunciation-notes", labelled(_("Pronunciation"), items, "; "))
