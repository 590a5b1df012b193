"""The content of a card: a short form of the entry, without links."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_medterm.ext.messages import _
from sphinx_medterm.ext.render.context import Context
from sphinx_medterm.ext.render.etymology import sum_of_parts
from sphinx_medterm.ext.render.headword import short_headword
from sphinx_medterm.ext.render.parts import labelled_paragraphs, subject_field
from sphinx_medterm.ext.render.text import Nodes, numbered_list

if TYPE_CHECKING:
    from sphinx_medterm.records.model import Sense

_SPOKEN = frozenset({"medterm-ipa", "medterm-respelling"})
"""The classes of what is unreadable when it is broken."""


def render_card(context: Context, sense: str = "") -> Nodes:
    """Return the content of a card; nothing if it would show only the label.

    :param context: the surroundings; the card hides the same sections.
    :param sense: key of the one sense to show; empty for all senses.
    """
    headword = short_headword(context)
    body = [*_meanings(context, sense), *_word_parts(context)]
    if not body and len(headword) == 1:
        return []
    card = nodes.container("", headword, *body)
    _remove_links(card)
    _keep_words_whole(headword)
    return card.children


def _meanings(context: Context, sense: str) -> Nodes:
    if not context.shows("definition"):
        return []
    meanings = context.term.meanings
    if sense in meanings:
        return _meaning(context, meanings[sense])
    if len(meanings) == 1:
        return _meaning(context, next(iter(meanings.values())))
    if not meanings:
        return []
    items = [nodes.list_item("", *_meaning(context, one, 1)) for one in meanings.values()]
    return [numbered_list(*items)]


def _meaning(context: Context, sense: Sense, longest: int | None = None) -> Nodes:
    """Return the definition of a sense, and the plain one if the page is for both audiences.

    :param longest: how many paragraphs of each are shown; by default all.
    """
    definition, *plain = context.definitions(sense) or [""]
    paragraphs = context.paragraphs(definition)[:longest] if definition else [nodes.paragraph()]
    if sense.subject_field:
        paragraphs[0].insert(0, subject_field(sense.subject_field, is_alone=not definition))
    if not paragraphs[0].children:
        return []
    title = _("In plain words")
    return [
        *paragraphs,
        *(line for text in plain for line in labelled_paragraphs(context, title, text)[:longest]),
    ]


def _word_parts(context: Context) -> Nodes:
    """Return the word as the sum of its parts."""
    parts = sum_of_parts(context) if context.shows("etymology") else []
    return [nodes.paragraph("", "", *parts, classes=["medterm-card-parts"])] if parts else []


def _remove_links(card: nodes.Element) -> None:
    """Replace links by their content, since the card itself belongs to a link."""
    for link in list(card.findall(addnodes.pending_xref)) + list(card.findall(nodes.reference)):
        link.replace_self(link.children)
    for formula in list(card.findall(nodes.math)):
        formula.replace_self(nodes.literal("", formula.astext()))


def _keep_words_whole(headword: nodes.Element) -> None:
    """Mark the words of transcriptions and respellings, which have hyphens and slashes in them.

    Style sheets break lines only between them.
    """
    for spoken in list(headword.findall(nodes.inline)):
        words = spoken.astext().split() if _SPOKEN.intersection(spoken["classes"]) else []
        pieces: Nodes = []
        for word in words:
            pieces += [nodes.Text(" "), nodes.inline("", word, classes=["medterm-piece"])]
        if pieces:
            spoken.children = []
            spoken += pieces[1:]
