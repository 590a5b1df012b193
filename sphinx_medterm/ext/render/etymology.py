"""The etymology: the word parts, and the history of the word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_medterm.ext.messages import _
from sphinx_medterm.ext.render.parts import (
    heading,
    joined,
    labelled_blocks,
    localised,
    section,
)
from sphinx_medterm.ext.render.text import Nodes, append

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sphinx_medterm.ext.render.context import Context
    from sphinx_medterm.records.model import WordPart

Parts = list[tuple[str, "WordPart"]]


def etymology(context: Context) -> nodes.Node | None:
    """Return the word parts, followed by their notes and the history of the word.

    In formats without style sheets, a line with the sum of the parts comes before their list.
    """
    history = context.term.etymology
    if history is None or not (history.parts or history.note):
        return None
    built: list[nodes.Element] = [heading(_("Etymology"))]
    if not history.note:
        built[0] += context.cite(history.sources)
    if history.parts:
        parts = [(key, context.termbase.word_part(key)) for key in history.parts]
        built += [] if context.styled else [_joined_parts(parts)]
        built += [_part_list(context, parts), *_notes(context, parts)]
    if history.note:
        built += context.blocks(history.note)
        append(built, context.cite(history.sources))
    return section("etymology", *built)


def sum_of_parts(context: Context) -> Nodes:
    """Return the word as the sum of its parts, each with its meaning; nothing without parts."""
    etymology = context.term.etymology
    summands: list[Nodes] = []
    for key in etymology.parts if etymology else ():
        part = context.termbase.word_part(key)
        gloss = [nodes.Text(f" “{part.gloss}”")] if part.gloss else []
        summands.append([nodes.strong("", part.label or key), *gloss])
    return joined(nodes.inline(), summands, " + ").children


def _joined_parts(parts: Parts) -> nodes.paragraph:
    names: Iterable[Nodes] = ([nodes.strong("", part.label or key)] for key, part in parts)
    return joined(nodes.paragraph(), names, " + ")


def _part_list(context: Context, parts: Parts) -> nodes.bullet_list:
    items = nodes.bullet_list(bullet="*", classes=["medterm-parts"])
    for key, part in parts:
        items += nodes.list_item("", _word_part(context, key, part))
    return items


def _word_part(context: Context, key: str, part: WordPart) -> nodes.paragraph:
    """Return a part with its kind, origin and gloss.

    Style sheets stack them, and hide the punctuation that separates them in text.
    """
    line = nodes.paragraph("", "", nodes.strong("", part.label or key))
    details: list[Nodes] = [[nodes.Text(localised(part.kind))]] if part.kind else []
    if part.lang or part.form:
        details.append(_origin(context, part))
    if details:
        origin = joined(nodes.inline("", "", classes=["medterm-origin"]), details, ", ")
        line += [_punctuation(" ("), origin, _punctuation(")")]
    if part.gloss:
        gloss = nodes.inline("", f"“{part.gloss}”", classes=["medterm-gloss"])
        line += [_punctuation(": "), gloss]
    line += context.cite(part.sources)
    return line


def _origin(context: Context, part: WordPart) -> Nodes:
    origin: Nodes = [nodes.Text(context.language_name(part.lang))] if part.lang else []
    if part.form:
        origin += [nodes.Text(" ")] if origin else []
        classes = ["medterm-form", *([f"language-{part.lang}"] if part.lang else [])]
        origin.append(nodes.emphasis("", part.form, classes=classes))
    return origin


def _punctuation(text: str) -> nodes.inline:
    return nodes.inline("", text, classes=["medterm-punctuation"])


def _notes(context: Context, parts: Parts) -> list[nodes.Element]:
    """Return the notes of the parts, each once."""
    noted = {key: part for key, part in parts if part.note}
    return [
        paragraph
        for key, part in noted.items()
        for paragraph in labelled_blocks(
            context, part.label or key, part.note or "", "medterm-part-note"
        )
    ]
