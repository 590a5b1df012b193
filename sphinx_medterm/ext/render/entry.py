"""The entry of a term, section by section."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_medterm.ext.ids import index_entries
from sphinx_medterm.ext.messages import _
from sphinx_medterm.ext.nodes import MATHJAX_IGNORES, MATHJAX_PROCESSES, medterm_block
from sphinx_medterm.ext.render.condition_list import conditions
from sphinx_medterm.ext.render.context import Context
from sphinx_medterm.ext.render.etymology import etymology
from sphinx_medterm.ext.render.figures import figures, sense_figures, sounds
from sphinx_medterm.ext.render.headword import headword, pronunciation
from sphinx_medterm.ext.render.parts import (
    heading,
    labelled,
    labelled_blocks,
    localised,
    render_code,
    section,
    status_note,
    subject_field,
    titled_list,
    with_notes,
)
from sphinx_medterm.ext.render.proof import citation, reviewed, with_proof
from sphinx_medterm.ext.render.sources import sources
from sphinx_medterm.ext.render.text import Nodes, append, numbered_list, prepend
from sphinx_medterm.names.audiences import PLAIN

if TYPE_CHECKING:
    from sphinx_medterm.records.model import Code, Sense, Term


def render_entry(context: Context, remarks: Sequence[nodes.Node] = ()) -> medterm_block:
    """Return the whole entry of a term.

    :param remarks: the content that the author of the page added.
    """
    entry = medterm_block(classes=["medterm-entry", f"medterm-status-{context.term.status}"])
    if context.styled:
        entry["classes"] += MATHJAX_IGNORES
    # Inside the entry, because a page of a book may end before it.
    entry += [*_index(context), *context.anchor(entry, *context.ids()), headword(context)]
    entry += with_proof(context, _sections(context))
    if remarks:
        own = medterm_block("", *remarks, classes=["medterm-remarks"])
        if context.styled:
            own["classes"] += MATHJAX_PROCESSES
        entry += own
    entry += context.messages
    return entry


def _sections(context: Context) -> Iterator[tuple[str, nodes.Node]]:
    """List the sections that are shown and have something to show, each with its name.

    The sources are built last, wherever they stand: they list what all the others have cited.
    """
    shown = [name for name in context.sections if name in _SECTIONS]
    built = {
        name: _SECTIONS[name](context) for name in sorted(shown, key=lambda one: one == "sources")
    }
    for name in shown:
        if (found := built[name]) is not None:
            yield name, found


def _index(context: Context) -> Nodes:
    if not (context.anchored and context.targets):
        return []
    names = context.termbase.brief(context.key).names
    # As a block, it starts a new paragraph on paper.
    return [addnodes.index(entries=index_entries(names, context.key), inline=False)]


# ---------------------------------------------------------------------- sections


def _forms(context: Context) -> nodes.Node | None:
    forms = context.term.forms
    if not forms:
        return None
    items = [
        with_notes(
            form.label, localised(form.number) if form.number else None, context.note(form.note)
        )
        for form in forms
    ]
    return section("forms", labelled(_("Forms"), items))


def _definition(context: Context) -> nodes.Node | None:
    meanings = context.term.meanings
    if len(meanings) == 1:
        key, sense = next(iter(meanings.items()))
        if not key:
            shown = _sense(context, sense)  # empty if it is a scope note that experts alone see
            return section("definition", *shown) if shown else None
        only = medterm_block("", *_sense(context, sense), classes=["medterm-sense"])
        return section("definition", *context.anchor(only, *context.ids(key)), only)
    if not meanings:
        return None
    items = numbered_list()
    for key, sense in meanings.items():
        item = nodes.list_item("", *_sense(context, sense), classes=["medterm-sense"])
        if key:
            item.insert(0, context.anchor(item, *context.ids(key)))
        items += item
    return section("definition", items)


def _sense(context: Context, sense: Sense) -> Nodes:
    definition, *plain = context.definitions(sense) or [""]
    blocks = context.blocks(definition) if definition else []
    if sense.subject_field:
        prepend(blocks, subject_field(sense.subject_field, is_alone=not definition))
    if blocks:
        append(blocks, context.cite(sense.sources))
    built: Nodes = [*blocks]
    for text in plain:
        built += labelled_blocks(context, _("In plain words"), text, "medterm-plain")
    # It is about distinctions between the terms of experts.
    if sense.scope_note and context.audience != PLAIN:
        built += labelled_blocks(context, _("Scope"), sense.scope_note, "medterm-scope")
    if sense.examples:
        items = [context.blocks(example) for example in sense.examples]
        built.append(titled_list(_("Examples"), items, "medterm-examples"))
    return [*built, *sense_figures(context, sense), *_ties(context, sense)]


def _ties(context: Context, sense: Sense) -> Nodes:
    """Return the relations and codes of a sense, which are hidden as those of the term are."""
    lines: list[nodes.paragraph] = []
    if context.shows("relations"):
        lines += _relation_lines(context, sense, "medterm-sense-relations")
    if context.shows("codes") and sense.codes:
        lines.append(_code_line(context, sense.codes, "medterm-sense-codes"))
    return [*lines]


def _synonyms(context: Context) -> nodes.Node | None:
    term = context.term
    lines = []
    if term.synonyms:
        scopes = {"broad": _("broader"), "narrow": _("narrower"), "related": _("related")}
        items = [
            with_notes(s.label, scopes.get(s.scope), status_note(s.status), context.note(s.note))
            for s in term.synonyms
        ]
        lines.append(labelled(_("Synonyms"), items))
    if term.variants:
        variants = [with_notes(v.label, v.region, context.note(v.note)) for v in term.variants]
        lines.append(labelled(_("Variants"), variants))
    if term.abbreviations:
        short = [
            with_notes(
                a.label, status_note(a.status), context.note(a.note), node=nodes.abbreviation
            )
            for a in term.abbreviations
        ]
        lines.append(labelled(_("Abbreviations"), short))
    return section("synonyms", *lines) if lines else None


def _relations(context: Context) -> nodes.Node | None:
    lines = _relation_lines(context, context.term)
    return section("relations", *lines) if lines else None


def _relation_lines(context: Context, record: Term | Sense, *classes: str) -> list[nodes.paragraph]:
    """Return a line for each kind of relation that a term or a sense has."""
    relations = (
        (_("Contrast"), record.contrast),
        (_("Broader"), record.broader),
        (_("Narrower"), record.narrower),
        (_("Related"), record.related),
        (_("See also"), record.see_also),
    )
    return [
        labelled(title, [[context.link(key)] for key in keys], classes=classes)
        for title, keys in relations
        if keys
    ]


def _own_codes(context: Context) -> nodes.Node | None:
    codes = context.term.codes
    return section("codes", _code_line(context, codes)) if codes else None


def _code_line(context: Context, codes: Sequence[Code], *classes: str) -> nodes.paragraph:
    """Return a line with codes, each with what its system calls it."""
    items = []
    for code in codes:
        version = _("version {name}").format(name=code.version) if code.version else None
        display = code.display if code.display != context.label else None
        items.append(render_code(context, code, display, version))
    return labelled(_("Codes"), items, classes=classes)


def _translations(context: Context) -> nodes.Node | None:
    translations = context.term.translations
    if not translations:
        return None
    lines = []
    for lang, translation in translations.items():
        foreign = [f"language-{lang}"]
        label = nodes.strong("", translation.label or "", classes=[*foreign, "medterm-name"])
        items: list[Nodes] = [[label]] if translation.label else []
        items += [
            [nodes.inline("", "", *context.untranslated_line(text), classes=foreign)]
            for text in context.definitions(translation)
        ]
        lines.append(labelled(context.language_name(lang), items, "; "))
    return section("translations", heading(_("Translations")), *lines)


def _spoken(context: Context) -> nodes.Node | None:
    """Return how the word is spoken, in writing and as a recording."""
    parts = [part for part in (pronunciation(context), sounds(context)) if part is not None]
    return medterm_block("", *parts) if len(parts) > 1 else next(iter(parts), None)


_SECTIONS: dict[str, Callable[[Context], nodes.Node | None]] = {
    "pronunciation": _spoken,
    "definition": _definition,
    "figures": figures,
    "forms": _forms,
    "synonyms": _synonyms,
    "etymology": etymology,
    "conditions": conditions,
    "relations": _relations,
    "translations": _translations,
    "codes": _own_codes,
    "sources": sources,
    "reviewed": reviewed,
    "cite": citation,
}
