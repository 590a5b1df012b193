"""Pictures and sounds of an entry, or their words in formats that have none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_medterm.ext.messages import _
from sphinx_medterm.ext.nodes import medterm_audio, medterm_block, medterm_figure
from sphinx_medterm.ext.render.parts import joined, labelled, section
from sphinx_medterm.ext.render.text import Nodes, append
from sphinx_medterm.records.media_files import PICTURES, SOUNDS, suffix_of

if TYPE_CHECKING:
    from sphinx_medterm.ext.render.context import Context
    from sphinx_medterm.records.model import Sense, Term
    from sphinx_medterm.records.pictures import Figure
    from sphinx_medterm.records.term_names import Pronunciation


def figures(context: Context) -> nodes.Node | None:
    """Return the pictures of the term itself as a section, if there are any."""
    shown = _figures(context, context.term)
    return section("figures", *shown) if shown else None


def sense_figures(context: Context, sense: Sense) -> Nodes:
    """Return the pictures of a sense, which are hidden as those of the term are."""
    return _figures(context, sense) if context.shows("figures") else []


def _figures(context: Context, record: Term | Sense) -> Nodes:
    return [node for figure in record.figures for node in _figure(context, figure)]


def _figure(context: Context, figure: Figure) -> Nodes:
    """Return a picture with the text below it; nothing if its file cannot be used."""
    if not context.extract and not context.termbase.media(context.key, figure.file, PICTURES):
        return []
    alt = context.words(figure.alt) if figure.alt else context.label
    image, legend = _image(context, figure.file, alt), _legend(context, figure)
    if image is None:
        named = labelled(_("Figure"), [[nodes.Text(alt)]])
        return [medterm_block("", named, *legend, classes=["medterm-figure"])]
    shown = medterm_figure("", image, classes=["medterm-figure"])
    if legend:
        shown += nodes.legend("", *legend)
    return [shown]


def _image(context: Context, file: str, alt: str) -> nodes.image | None:
    """Return a picture in all formats that the builder can use, from which Sphinx chooses one.

    :returns: ``None`` if it can use none of them.
    """
    uris: dict[str, str] = {}
    for name, path in context.termbase.media(context.key, file, PICTURES):
        kind = PICTURES[suffix_of(name)]
        if kind in context.media.pictures:
            uris.setdefault(kind, context.media.ship(path, context.docname))
    if not uris:
        return None
    return nodes.image("", uri=next(iter(uris.values())), candidates=uris, alt=alt)


def _legend(context: Context, figure: Figure) -> list[nodes.Element]:
    """Return what stands below a picture: caption, credit and license."""
    blocks = context.blocks(figure.caption) if figure.caption else []
    said = [_("Credit: {name}").format(name=figure.credit)] if figure.credit else []
    said += [_("License: {name}").format(name=figure.licence)] if figure.licence else []
    if said:
        blocks.append(nodes.paragraph("", ". ".join(said), classes=["medterm-credit"]))
    if marks := context.cite(figure.sources):
        blocks = blocks or [nodes.paragraph()]
        append(blocks[:-1] if said and len(blocks) > 1 else blocks, marks)
    return blocks


# ---------------------------------------------------------------------- sounds


def sounds(context: Context) -> nodes.Node | None:
    """Return the recordings of the word as a section, where they can be played."""
    played = [(spoken, _audio(context, spoken)) for spoken in context.term.pronunciation]
    items = [_with_region(spoken, audio) for spoken, audio in played if audio]
    if not items:
        return None
    line = nodes.paragraph(classes=["medterm-sounds"])
    return section("sounds", joined(line, items, " "))


def _with_region(spoken: Pronunciation, audio: nodes.Node) -> Nodes:
    shown = nodes.inline(classes=["medterm-sound"])
    if spoken.region:
        region = nodes.inline("", spoken.region, classes=["medterm-region"])
        shown += [region, nodes.Text(" ")]
    shown += audio
    return [shown]


def _audio(context: Context, spoken: Pronunciation) -> medterm_audio | None:
    """Return a control that plays a recording, in all formats that there are."""
    if not spoken.audio or not context.media.sounds:
        return None
    formats = []
    for name, path in context.termbase.media(context.key, spoken.audio, SOUNDS):
        kind = SOUNDS[suffix_of(name)]
        if kind in context.media.sounds:
            formats.append((context.media.ship_sound(path, context.docname), kind))
    if not formats:
        return None
    label = _("Pronunciation of {name}").format(name=context.label)
    if spoken.region:
        label += f" ({spoken.region})"
    return medterm_audio("", formats=formats, label=label)
