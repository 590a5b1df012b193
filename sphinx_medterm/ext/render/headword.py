"""The headword: the first line of an entry, as in a dictionary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_medterm.ext.messages import _
from sphinx_medterm.ext.nodes import medterm_label, medterm_lead
from sphinx_medterm.ext.render.parts import joined, labelled, localised, section, status_note
from sphinx_medterm.ext.render.text import Nodes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_medterm.ext.render.context import Context
    from sphinx_medterm.records.term_names import Pronunciation


def headword(context: Context) -> medterm_lead:
    """Return a line with label, pronunciations, part of speech and status."""
    label = medterm_label("", context.label, classes=["medterm-label"])
    spoken = [_pronunciation(p) + context.cite(p.sources) for p in _pronunciations(context)]
    return _line(context, label, spoken)


def short_headword(context: Context) -> medterm_lead:
    """Return the same with only one pronunciation, the first."""
    label = nodes.strong("", context.label, classes=["medterm-label"])
    spoken = main_pronunciation(context)
    return _line(context, label, [spoken] if spoken else [])


def main_pronunciation(context: Context) -> Nodes:
    """Return the first pronunciation, nothing if there is none.

    A respelling that stands elsewhere may be of another pronunciation than the first transcription.
    """
    for spoken in _pronunciations(context):
        if notations := _notations(spoken.ipa, spoken.respelling):
            return notations
    return []


def _line(context: Context, label: nodes.Node, spoken: list[Nodes]) -> medterm_lead:
    term = context.term
    line = medterm_lead("", "", label, classes=["medterm-headword"])
    if spoken:
        parent = nodes.inline("", "", classes=["medterm-pronunciation"])
        line += [nodes.Text(" "), joined(parent, spoken, "; ")]
    if term.part_of_speech:
        word = nodes.emphasis("", localised(term.part_of_speech), classes=["medterm-pos"])
        line += [nodes.Text(" "), word]
    if known := status_note(term.status):
        line += nodes.Text(f" ({known}")
        if term.replaced_by:
            line += [nodes.Text("; " + _("use") + " "), context.link(term.replaced_by)]
        line += nodes.Text(")")
    return line


def _pronunciations(context: Context) -> Sequence[Pronunciation]:
    return context.term.pronunciation if context.shows("pronunciation") else ()


def _pronunciation(spoken: Pronunciation) -> Nodes:
    """Return one pronunciation, preceded by its region."""
    notations = _notations(spoken.ipa, spoken.respelling)
    if not spoken.region:
        return notations
    region = nodes.inline("", spoken.region, classes=["medterm-region"])
    return [region, nodes.Text(" "), *notations] if notations else [region]


def _notations(ipa: str | None, respelling: str | None) -> Nodes:
    """Return the given notations; an IPA transcription is put between slashes."""
    notations: Nodes = []
    if ipa:
        marked = ipa if ipa[0] in "/[" else f"/{ipa}/"
        notations.append(nodes.inline("", marked, classes=["medterm-ipa"]))
    if respelling:
        notations += [nodes.Text(" ")] if notations else []
        notations.append(nodes.inline("", respelling, classes=["medterm-respelling"]))
    return notations


def pronunciation_notes(context: Context) -> nodes.Node | None:
    """Return the notes on pronunciations as a section, if there are any."""
    noted = [p for p in context.term.pronunciation if p.note and context.shows("notes")]
    if not noted:
        return None
    items = [[*_pronunciation(p), nodes.Text(": "), *context.note(p.note)] for p in noted]
    return section("pronunciation-notes", labelled(_("Pronunciation"), items, "; "))
