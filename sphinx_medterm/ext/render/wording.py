"""What a mention inserts, by kind: an abbreviation, a definition, a pronunciation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_medterm.diagnostics import Subtype
from sphinx_medterm.ext.nodes import medterm_abbreviation
from sphinx_medterm.ext.render.context import LONGEST_QUOTED, TooLongError
from sphinx_medterm.ext.render.etymology import sum_of_parts
from sphinx_medterm.ext.render.headword import main_pronunciation
from sphinx_medterm.ext.render.parts import bracketed, linked_code
from sphinx_medterm.ext.render.text import Nodes
from sphinx_medterm.names.mentions import INSERTING_KINDS, KINDS, PAGE, USUAL, Kind, Target
from sphinx_medterm.names.normal import normalise
from sphinx_medterm.names.rules import plural
from sphinx_medterm.names.spelling import spelling
from sphinx_medterm.names.suggest import question

if TYPE_CHECKING:
    from sphinx import addnodes

    from sphinx_medterm.ext.render.context import Context, IsFirst
    from sphinx_medterm.records.model import Form, Synonym, Variant
    from sphinx_medterm.termbase.lookup import Match


MOST_QUOTED = 20
"""How many quotations the data texts of one entry may contain; any others become links.

If all terms quoted each other, the size of a page would grow with the cube of their number.
"""


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
    kind = KINDS[role]
    if kind.target is not Target.TERM:
        return _OTHERS[kind.wording](context, node)
    match = context.termbase.find(name)
    is_admitted = not kind.quotes or _admit_quotation(context, node)
    if node["refexplicit"] or not match.keys or not is_admitted:
        return [_link(node, node.children)]
    inner = context.for_term(match.key)
    inner.audience = node.get("audience", inner.audience)
    if kind.audience and kind.audience != PAGE:
        inner.audience = kind.audience
    mention = _known_mention(inner, node, match, is_first)
    fault = _missing_text
    try:
        inserted = _WORDINGS[kind.wording](inner, mention)
    except TooLongError:
        inserted, fault = [], _too_long
    if not inserted:
        context.warn(node, *fault(kind, inner))
        inserted = _long(inner, mention)
    if kind.quotes:
        return [nodes.inline("", "", *inserted, classes=[f"medterm-text-{role}"])]
    return [_link(node, inserted)]


def _admit_quotation(context: Context, node: addnodes.pending_xref) -> bool:
    """Return whether one more quotation is allowed; warn about the first that is not."""
    if context.is_quoted:
        return False
    number = next(context.quotations)
    if number == MOST_QUOTED + 1:
        message = f"the entry quotes more than {MOST_QUOTED} terms; the others are only linked"
        context.warn(node, message, "use ':medterm:' to link", Subtype.MARKUP)
    return number <= MOST_QUOTED


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


def _missing_text(kind: Kind, context: Context) -> tuple[str, str]:
    """Return message and hint about a term without the field that a mention shows."""
    key = context.key
    if kind.needs == "abbreviations" and context.term.abbreviations:
        message = f"the term {key!r} has no abbreviation that should be used; its name is shown"
        return message, "use ':medterm:', or add an abbreviation to it"
    return f"the term {key!r} has no {kind.needs} to show", f"add the field {kind.needs!r} to it"


def _too_long(kind: Kind, context: Context) -> tuple[str, str]:
    """Return message and hint about a text that is too long to be quoted."""
    message = f"the {kind.wording} of {context.key!r} is too long to be quoted; its name is shown"
    return message, f"start it with a paragraph of at most {LONGEST_QUOTED:,} characters"


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
    name = mention.name
    if not _is_written_out(context, name):
        name = _plural_label(context) if mention.plural else context.label
    elif mention.plural and not context.termbase.find(name).plural:
        name = plural(name)
    wants_capital = mention.capital or (
        mention.name[:1].isupper() and not _is_short(context, mention.name)
    )
    return [nodes.Text(name[:1].upper() + name[1:] if wants_capital else name)]


def _plural_label(context: Context) -> str:
    declared = [form.label for form in context.term.forms if form.number == "plural"]
    return declared[0] if declared else plural(context.label)


def _is_written_out(context: Context, name: str) -> bool:
    """Return whether a name is visible in the entry of the term, and not an abbreviation.

    Keys and hidden labels are not visible; another spelling of a visible name counts as one.
    """
    term = context.term
    names: tuple[Synonym | Variant | Form, ...] = (*term.synonyms, *term.variants, *term.forms)
    visible = {_spelt(label) for label in (context.label, *(name.label for name in names))}
    return _spelt(name) in visible and not _is_short(context, name)


def _spelt(name: str) -> str:
    return spelling(normalise(name))


def _is_short(context: Context, name: str) -> bool:
    forms = context.termbase.abbreviations(context.key)
    return normalise(name) in {normalise(form) for form in (*forms, *forms.values())}


def _full(context: Context, mention: KnownMention) -> Nodes:
    if not (short := _usable_short(context, mention)):
        return []
    return [*_long(context, mention), nodes.Text(" ("), *short, nodes.Text(")")]


def _abbr(context: Context, mention: KnownMention) -> Nodes:
    return (_full if mention.is_first else _usable_short)(context, mention)


# ---------------------------------------------------------------------- contents


def _definition(context: Context, mention: KnownMention) -> Nodes:
    meanings = context.term.meanings
    sense = meanings.get(mention.sense) or next(iter(meanings.values()))
    return context.first_paragraph(context.definitions(sense)[0])


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
    try:
        part = context.termbase.word_part(key)
    except KeyError:
        hint = context.termbase.word_part_hint(key)
        context.warn(node, f"unknown word part {key!r}", hint, Subtype.UNKNOWN)
        return node.children
    shown = node.astext() if node["refexplicit"] else part.label or key
    name = nodes.emphasis("", shown, classes=["medterm-part"])
    return [name, *bracketed(f"“{part.gloss}”" if part.gloss else None)]


def _code(context: Context, node: addnodes.pending_xref) -> Nodes:
    """Return a code, linked to its page, with its name in the system."""
    systems, written = context.termbase.systems, node["reftarget"]
    parsed = systems.parse(written)
    if parsed is None:
        hint = "write a code as SYSTEM:CODE, such as MESH:D006411"
        context.warn(node, f"{written!r} is not a code", hint, Subtype.CODE)
        return node.children
    if fault := systems.fault(*parsed):
        context.warn(node, fault.message, fault.hint, Subtype.CODE)
        return node.children
    if parsed[0] not in systems and (near := systems.near_miss(parsed[0])):
        message = f"there is no code system {parsed[0]!r}"
        context.warn(node, message, question([near]), Subtype.CODE)
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
