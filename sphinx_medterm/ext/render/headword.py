"""The headword: the first line of an entry, as in a dictionary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_medterm.ext.messages import _
from sphinx_medterm.ext.nodes import medterm_label, medterm_lead
from sphinx_medterm.ext.render.parts import joined, localised, section, status_note
from sphinx_medterm.ext.render.text import Nodes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_medterm.ext.render.context import Context
    from sphinx_medterm.records.term_names import Pronunciation


def headword(context: Context) -> medterm_lead:
    """Return a line with label, part of speech and status."""
    return _line(context, medterm_label("", context.label, classes=["medterm-label"]))


def short_headword(context: Context) -> medterm_lead:
    """Return the same with the first pronunciation."""
    label = nodes.strong("", context.label, classes=["medterm-label"])
    return _line(context, label, main_pronunciation(context))


def main_pronunciation(context: Context) -> Nodes:
    """Return the first pronunciation, nothing if there is none.

    A respelling that stands elsewhere may be of another pronunciation than the first transcription.
    """
    for spoken in _pronunciations(context):
        if notations := _notations(spoken.ipa, spoken.respelling):
            return notations
    return []


def _line(context: Context, label: nodes.Node, spoken: Sequence[nodes.Node] = ()) -> medterm_lead:
    term = context.term
    line = medterm_lead("", "", label, classes=["medterm-headword"])
    if spoken:
        line += [nodes.Text(" "), nodes.inline("", "", *spoken, classes=["medterm-pronunciation"])]
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


def pronunciation(context: Context) -> nodes.Node | None:
    """Return a line with all pronunciations, and one with the notes on them.

    Their sources have no marks here, which would stand before any meaning.
    """
    spoken = [p for p in context.term.pronunciation if p.ipa or p.respelling or not p.audio]
    if not spoken:
        return None
    lines = [joined(medterm_lead(), map(_pronunciation, spoken), "; ")]
    for one in spoken:
        context.cited.note(one.sources, _("for the pronunciation"))
    if noted := [p for p in spoken if p.note and context.shows("notes")]:
        lines.append(medterm_lead(classes=["medterm-pronunciation-notes"]))
        joined(lines[1], (_note(context, one, len(spoken) > 1) for one in noted), "; ")
    return section("pronunciation", *lines)


def _note(context: Context, spoken: Pronunciation, is_one_of_several: bool) -> Nodes:
    """Return the note on a pronunciation, which is named if there are others."""
    note = context.note(spoken.note)
    if not is_one_of_several:
        return note
    name = [nodes.Text(spoken.region)] if spoken.region else _pronunciation(spoken)
    return [*name, nodes.Text(": "), *note]
