"""The text that a mention inserts, by kind: an abbreviation, a definition, a pronunciation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_medterm.ext.messages import translated, warn
from sphinx_medterm.ext.nodes import is_translated, medterm_abbreviation
from sphinx_medterm.ext.render.context import TooLongError
from sphinx_medterm.ext.render.etymology import sum_of_parts
from sphinx_medterm.ext.render.headword import main_pronunciation
from sphinx_medterm.ext.render.parts import bracketed, linked_code
from sphinx_medterm.ext.render.text import Nodes
from sphinx_medterm.names.mentions import (
    INSERTING_KINDS,
    KINDS,
    PAGE,
    USUAL,
    Mention,
    Target,
    in_plural,
)
from sphinx_medterm.termbase.long_forms import is_short, long_form
from sphinx_medterm.termbase.misses import MOST_QUOTED, miss_of

if TYPE_CHECKING:
    from sphinx import addnodes

    from sphinx_medterm.ext.render.context import Context, IsFirst
    from sphinx_medterm.termbase.lookup import Match


@dataclass(frozen=True, kw_only=True)
class KnownMention:
    """A mention whose term is known.

    :ivar name: the name as written, without sense and options.
    :ivar sense: key of the sense; empty if none was given.
    :ivar plural: whether the name is a plural, or the option ``plural`` was given.
    :ivar capital: whether the option ``capital`` was given.
    :ivar is_first: whether it is the first use of the abbreviation.
    """

    name: str
    sense: str = ""
    plural: bool = False
    capital: bool = False
    is_first: bool = True


def render_mention(context: Context, node: addnodes.pending_xref, is_first: IsFirst) -> Nodes:
    """Return the nodes that replace a mention when its page is written.

    :param context: the surroundings of the mention.
    :param node: the mention; a reference that remains is the same node.
    :param is_first: returns whether it is the first use of an abbreviation.
    """
    role, name = node["reftype"], node["reftarget"]
    if node["refdomain"] != "medterm" or role not in INSERTING_KINDS:
        return [node]
    if is_translated(node):  # pages and data files are judged as a whole
        _warn_of_miss(context, node)
    kind = KINDS[role]
    if kind.target is not Target.TERM:
        return _OTHERS[kind.wording](context, node)
    match = context.termbase.find(name)
    is_admitted = not kind.quotes or _is_admitted(context)
    if not match.keys or not is_admitted:
        return [_link(node, node.children)]
    inner = context.for_term(match.key)
    inner.audience = node.get("audience", inner.audience)
    if kind.audience and kind.audience != PAGE:
        inner.audience = kind.audience
    mention = _known_mention(inner, node, match, is_first)
    try:
        inserted = _WORDINGS[kind.wording](inner, mention)
    except TooLongError:
        inserted = []
    inserted = inserted or _long(inner, mention)
    if kind.quotes:
        return [nodes.inline("", "", *inserted, classes=[f"medterm-text-{role}"])]
    return [_link(node, inserted)]


def _warn_of_miss(context: Context, node: addnodes.pending_xref) -> None:
    """Warn about a mention in a translation that has nothing to show."""
    kinds = [node["reftype"]]
    if "plural" in node.get("forms", ()):
        kinds.append(in_plural(node["reftype"]))
    for kind in kinds:
        miss = miss_of(Mention(kind, node["reftarget"]), context.termbase)
        if miss and not miss.is_name:
            place = translated(context.termbase.origin(node["data_term"]))
            warn(miss.subtype, miss.message, place, miss.hint, once=True)


def _is_admitted(context: Context) -> bool:
    """Return whether one more quotation is allowed."""
    return not context.is_quoted and next(context.quotations) <= MOST_QUOTED


def _known_mention(
    context: Context,
    node: addnodes.pending_xref,
    match: Match,
    is_first: IsFirst,
) -> KnownMention:
    forms = node.get("forms", ())
    short = context.termbase.abbreviation_for(context.key, match.name)
    expands = KINDS[node["reftype"]].counts_uses and short
    return KnownMention(
        name=match.name,
        sense=match.sense,
        plural=match.plural or "plural" in forms,
        capital="capital" in forms,
        is_first=bool(expands) and is_first(node, (context.key, short)),
    )


def _link(node: addnodes.pending_xref, shown: Nodes) -> addnodes.pending_xref:
    """Turn a mention that inserts text into a plain mention that shows it."""
    text = shown[0] if len(shown) == 1 else nodes.inline("", "", *shown)
    node.children = []
    node += text
    node["reftype"], node["refexplicit"] = USUAL, True
    return node


# ---------------------------------------------------------------------- names


def _short(context: Context, mention: KnownMention) -> Nodes:
    """Return the abbreviation that is typed, or else one that should be used."""
    termbase, key = context.termbase, context.key
    return _abbreviation(
        context, mention, termbase.abbreviation_for(key, mention.name, as_typed=True)
    )


def _usable_short(context: Context, mention: KnownMention) -> Nodes:
    """Return the abbreviation for readers to learn, which is one that should be used."""
    short = context.termbase.abbreviation_for(context.key, mention.name)
    return _abbreviation(context, mention, short)


def _abbreviation(context: Context, mention: KnownMention, short: str) -> Nodes:
    if not short:
        return []
    plurals = context.termbase.abbreviations(context.key)
    return [medterm_abbreviation("", plurals[short] if mention.plural else short)]


def _long(context: Context, mention: KnownMention) -> Nodes:
    termbase, key = context.termbase, context.key
    name = long_form(termbase, key, mention.name, plural=mention.plural).text
    wants_capital = mention.capital or (
        mention.name[:1].isupper() and not is_short(termbase, key, mention.name)
    )
    return [nodes.Text(name[:1].upper() + name[1:] if wants_capital else name)]


def _full(context: Context, mention: KnownMention) -> Nodes:
    if not (short := _usable_short(context, mention)):
        return []
    return [*_long(context, mention), nodes.Text(" ("), *short, nodes.Text(")")]


def _abbr(context: Context, mention: KnownMention) -> Nodes:
    return (_full if mention.is_first else _usable_short)(context, mention)


# ---------------------------------------------------------------------- contents


def _definition(context: Context, mention: KnownMention) -> Nodes:
    meanings = context.term.meanings
    sense = meanings.get(mention.sense) or next(iter(meanings.values()), None)
    texts = context.definitions(sense) if sense else []
    return context.first_paragraph(texts[0]) if texts else []


def _pronunciation(context: Context, mention: KnownMention) -> Nodes:
    return main_pronunciation(context)


def _etymology(context: Context, mention: KnownMention) -> Nodes:
    history = context.term.etymology
    if history is None:
        return []
    if history.parts:
        return sum_of_parts(context)
    return context.first_paragraph(history.note) if history.note else []


# ---------------------------------------------------------------------- word parts and codes


def _word_part(context: Context, node: addnodes.pending_xref) -> Nodes:
    """Return a word part with its meaning."""
    key = node["reftarget"]
    if not context.termbase.depends.has(key, "word_parts"):
        return node.children
    part = context.termbase.word_part(key)
    shown = node.astext() if node["refexplicit"] else part.label or key
    name = nodes.emphasis("", shown, classes=["medterm-part"])
    return [name, *bracketed(f"“{part.gloss}”" if part.gloss else None)]


def _code(context: Context, node: addnodes.pending_xref) -> Nodes:
    """Return a code, linked to its page, with its name in the system."""
    systems = context.termbase.systems
    parsed = systems.parse(node["reftarget"])
    if parsed is None or ((fault := systems.fault(*parsed)) and fault.is_certain):
        return node.children
    if node["refexplicit"]:
        return [linked_code(context, *parsed, node.astext())]
    name = linked_code(context, *parsed)
    return [name, *bracketed(context.termbase.display(*parsed))]


_OTHERS: dict[str, Callable[[Context, addnodes.pending_xref], Nodes]] = {
    "word part": _word_part,
    "code": _code,
}
_WORDINGS: dict[str, Callable[[Context, KnownMention], Nodes]] = {
    "first use": _abbr,
    "short form": _short,
    "long form": _long,
    "both forms": _full,
    "definition": _definition,
    "pronunciation": _pronunciation,
    "etymology": _etymology,
}
