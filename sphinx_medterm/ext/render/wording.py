"""What a mention shows, kind by kind: an abbreviation, a definition, a pronunciation …"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_medterm import inflection
from sphinx_medterm.ext.nodes import medterm_abbreviation
from sphinx_medterm.ext.render.etymology import sum_of_parts
from sphinx_medterm.ext.render.headword import spoken_once
from sphinx_medterm.ext.render.parts import Nodes, bracketed
from sphinx_medterm.matching import normalise

if TYPE_CHECKING:
    from sphinx_medterm.ext.render.context import Context


@dataclass(frozen=True, kw_only=True)
class Said:
    """A mention whose term is known.

    :ivar name: the name as it is written, without sense and options.
    :ivar sense: key of the sense that is addressed; empty if none is.
    :ivar plural: the name is one of a plural, or a plural is asked for.
    :ivar capital: a capital letter is asked for.
    :ivar is_first: it is the first use of the abbreviation.
    """

    name: str
    sense: str = ""
    plural: bool = False
    capital: bool = False
    is_first: bool = True


def word(context: Context, kind: str, said: Said) -> Nodes:
    """Say what a mention shows.

    :param context: that of the term that is mentioned.
    :param kind: any but ``term``, ``code`` and ``part``, which name no term or show what is typed.
    :returns: nothing if the term does not have what is to be shown.
    """
    return _WORDINGS[kind](context, said)


# ---------------------------------------------------------------------- names


def _short(context: Context, said: Said) -> Nodes:
    forms = context.termbase.abbreviations(context.key)
    short = context.termbase.abbreviation_for(context.key, said.name)
    if not short:
        return []
    return [medterm_abbreviation("", forms[short] if said.plural else short)]


def _long(context: Context, said: Said) -> Nodes:
    name = said.name
    if not _is_written_out(context, name):
        name = _plural_label(context) if said.plural else context.label
    elif said.plural and not context.termbase.find(name).plural:
        name = inflection.plural(name)
    wants_capital = said.capital or (said.name[:1].isupper() and not _is_short(context, said.name))
    return [nodes.Text(name[:1].upper() + name[1:] if wants_capital else name)]


def _plural_label(context: Context) -> str:
    declared = [form.label for form in context.term.forms if form.number == "plural"]
    return declared[0] if declared else inflection.plural(context.label)


def _is_written_out(context: Context, name: str) -> bool:
    """Tell whether a name is one that is shown of the term, and no abbreviation.

    Keys and hidden labels are not shown; another spelling of one that is shown is as good.
    """
    term = context.term
    names = [n.label for n in (*term.synonyms, *term.variants, *term.forms)]
    shown = {_spelt(label) for label in (context.label, *names)}
    return _spelt(name) in shown and not _is_short(context, name)


def _spelt(name: str) -> str:
    return inflection.spelling(normalise(name))


def _is_short(context: Context, name: str) -> bool:
    forms = context.termbase.abbreviations(context.key)
    return normalise(name) in {normalise(form) for form in (*forms, *forms.values())}


def _full(context: Context, said: Said) -> Nodes:
    if not (short := _short(context, said)):
        return []
    return [*_long(context, said), nodes.Text(" ("), *short, nodes.Text(")")]


def _abbr(context: Context, said: Said) -> Nodes:
    return _full(context, said) if said.is_first else _short(context, said)


# ---------------------------------------------------------------------- contents


def _definition(context: Context, said: Said) -> Nodes:
    meanings = context.term.meanings
    sense = meanings.get(said.sense) or next(iter(meanings.values()))
    text = context.definitions(sense)[0]
    first, _blank, _rest = text.partition("\n\n")
    quoted = replace(context, is_quoted=True)
    return [nodes.inline("", "", *quoted.inline(" ".join(first.split())))]


def _plain(context: Context, said: Said) -> Nodes:
    return _definition(replace(context, audience="plain"), said)


def _pronunciation(context: Context, said: Said) -> Nodes:
    return spoken_once(context)


def _etymology(context: Context, said: Said) -> Nodes:
    history = context.term.etymology
    if history is None:
        return []
    if history.parts:
        return sum_of_parts(context)
    note, _blank, _rest = (history.note or "").partition("\n\n")
    return replace(context, is_quoted=True).inline(" ".join(note.split())) if note else []


def word_part(context: Context, key: str, shown: str) -> Nodes:
    """Write a word part and what it means.

    :raises KeyError: if there is none with that key.
    """
    part = context.termbase.word_part(key)
    name = nodes.emphasis("", shown or part.label or key, classes=["medterm-part"])
    return [name, *bracketed(f"“{part.gloss}”" if part.gloss else None)]


_WORDINGS: dict[str, Callable[[Context, Said], Nodes]] = {
    "abbr": _abbr,
    "short": _short,
    "long": _long,
    "full": _full,
    "def": _definition,
    "plain": _plain,
    "pron": _pronunciation,
    "etym": _etymology,
}
