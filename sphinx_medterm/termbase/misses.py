"""Messages about mentions that lead to no term, or to several."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from sphinx_medterm.diagnostics import Subtype, aside, file_name, listed, quoted
from sphinx_medterm.names.mentions import KINDS, Kind, Mention, Target, kind_in_plural
from sphinx_medterm.termbase.base import Termbase
from sphinx_medterm.termbase.long_forms import LongForm, has_plural, long_form
from sphinx_medterm.termbase.lookup import Match

LONGEST_QUOTED = 5000
"""The longest paragraph that is quoted, in characters; for a longer one, the name is shown.

The longest definition in the Human Phenotype Ontology has 1700.
"""

MOST_QUOTED = 20
"""How many quotations the data texts of one entry may contain; any others become links.

If all terms quoted each other, the size of a page would grow with the cube of their number.
"""


class Miss(NamedTuple):
    """What is wrong with what a mention names.

    :ivar is_name: whether a name is unknown, or that of several terms.
    """

    subtype: Subtype
    message: str
    hint: str
    is_name: bool = False


def miss_of(mention: Mention, termbase: Termbase, times: str = "") -> Miss | None:
    """Return what is wrong with what a mention names, if anything.

    :param mention: a mention of one of the kinds in ``KINDS``, or one in the plural.
    :param times: how often it is mentioned, in words, for messages about names.
    """
    if plural_of := kind_in_plural(mention.kind):
        return _without_plural(KINDS[plural_of], mention.target, termbase)
    kind = KINDS[mention.kind]
    return _JUDGES[kind.target](kind, mention.target, termbase, times)


def unknown_term(name: str, times: str = "") -> str:
    """Return the message about a name that no term has.

    :param times: how often it is mentioned, in words.
    """
    return f"unknown term {name!r}{times}"


def several_terms(name: str, match: Match, termbase: Termbase, times: str = "") -> tuple[str, str]:
    """Return message and hint about a name that several terms have.

    :param times: how often it is mentioned, in words.
    """
    message = f"{name!r}{aside(times)} is a name of several terms: {listed(match.keys)}"
    return message, f"{match.key!r} is used; {termbase.lookup.which(match)}"


def first_mend(files: Sequence[Path]) -> str:
    """Return a hint that names may be unknown because of files that could not be read in full."""
    names = listed([file_name(file.name) for file in files])
    return f"{names} could not be read completely; fix that first"


def _term(kind: Kind, name: str, termbase: Termbase, times: str) -> Miss | None:
    match = termbase.find(name)
    if not match.keys:
        hint = termbase.lookup.hint(name)
        return Miss(Subtype.UNKNOWN, unknown_term(name, times), hint, is_name=True)
    if len(match.keys) > 1:
        message, hint = several_terms(name, match, termbase, times)
        return Miss(Subtype.AMBIGUOUS, message, hint, is_name=True)
    if kind.needs and not _has(kind, match, termbase):
        return _lacking(kind, match, termbase)
    if _is_too_long(kind, match, termbase):
        message = f"the {kind.wording} of {match.key!r} is too long to be quoted; its name is shown"
        hint = f"start it with a paragraph of at most {LONGEST_QUOTED:,} characters"
        return Miss(Subtype.LACKING, message, hint)
    return _without_plural(kind, name, termbase) if match.plural else None


def _without_plural(kind: Kind, name: str, termbase: Termbase) -> Miss | None:
    """Return what is wrong if a mention shows a name whose plural is not certain."""
    match = termbase.find(name)
    if not match.keys or not kind.has_number:
        return None
    as_typed = kind.wording == "short form"
    short = termbase.abbreviation_for(match.key, match.name, as_typed=as_typed)
    long = long_form(termbase, match.key, match.name, plural=True)
    if not long.is_certain and not (short and as_typed):
        return _no_plural(repr(long.text), _plural_hint(match.key, long, termbase))
    if short and kind.wording != "long form" and not has_plural(termbase, match.key, short):
        hint = f"add 'plural' to it in the term {match.key!r}: {{label: {short}, plural: …}}"
        return _no_plural(f"the abbreviation {short!r}", hint)
    return None


def _no_plural(name: str, hint: str) -> Miss:
    message = f"the plural of {name} is not certain; it is shown as it is"
    return Miss(Subtype.LACKING, message, hint)


def _plural_hint(key: str, long: LongForm, termbase: Termbase) -> str:
    if long.text == termbase.label(key):
        form = "{label: …, number: plural}"
        forms = f"list its plural among the 'forms' of the term {key!r}: {form}"
        return f"{forms}; or use the singular"
    return f"write its plural yourself: ':medterm:`… <{long.text}>`'"


def _lacking(kind: Kind, match: Match, termbase: Termbase) -> Miss:
    if kind.needs == "abbreviations" and termbase.abbreviations(match.key):
        message = f"the term {match.key!r} has no abbreviation that should be used"
        hint = "use ':medterm:', or add an abbreviation to it"
        return Miss(Subtype.LACKING, f"{message}; its name is shown", hint)
    message = f"the term {match.key!r} has no {kind.needs} to show"
    return Miss(Subtype.LACKING, message, f"add the field {kind.needs!r} to it")


def _has(kind: Kind, match: Match, termbase: Termbase) -> bool:
    """Return whether a term has what a kind of mention needs."""
    if kind.needs == "abbreviations":
        as_typed = kind.wording == "short form"
        return bool(termbase.abbreviation_for(match.key, match.name, as_typed=as_typed))
    term = termbase.term(match.key)
    if kind.needs == "definition":
        sense = term.meaning(match.sense)
        return bool(sense and (sense.definition or sense.plain_definition))
    value = getattr(term, kind.needs)
    if kind.needs == "pronunciation":
        return any(one.ipa or one.respelling for one in value)
    if kind.needs == "etymology":
        return bool(value and (value.parts or value.note))
    return bool(value)


def _is_too_long(kind: Kind, match: Match, termbase: Termbase) -> bool:
    """Return whether a mention quotes a text that is too long for that."""
    if kind.wording not in ("definition", "etymology"):
        return False
    term = termbase.term(match.key)
    texts: list[str | None] = []
    if kind.wording == "definition" and (sense := term.meaning(match.sense)):
        texts = [sense.definition, sense.plain_definition]
    elif kind.wording == "etymology" and term.etymology and not term.etymology.parts:
        texts = [term.etymology.note]
    return any(_is_long(text) for text in texts if text)


def _is_long(text: str) -> bool:
    """Return whether the first paragraph of a text is too long to be quoted."""
    if len(text) <= LONGEST_QUOTED:
        return False
    # Parsing takes time, and a build without changes parses no texts.
    from sphinx_medterm.data_text.parse import first_sentence
    from sphinx_medterm.data_text.tree import length_of

    return length_of(first_sentence(text)) > LONGEST_QUOTED


def _word_part(kind: Kind, key: str, termbase: Termbase, times: str) -> Miss | None:
    if termbase.depends.has(key, "word_parts"):
        return None
    message = f"unknown word part {quoted(key)}{times}"
    return Miss(Subtype.UNKNOWN, message, termbase.word_part_hint(key))


def _code(kind: Kind, written: str, termbase: Termbase, times: str) -> Miss | None:
    systems = termbase.systems
    if (parsed := systems.parse(written)) is None:
        hint = systems.suggestion(written) or "write a code as SYSTEM:CODE, such as MESH:D006411"
        return Miss(Subtype.CODE, f"{quoted(written)} is not a code", hint)
    fault = systems.doubt(*parsed)
    return Miss(Subtype.CODE, fault.message, fault.hint) if fault else None


_JUDGES: Mapping[Target, Callable[[Kind, str, Termbase, str], Miss | None]] = {
    Target.TERM: _term,
    Target.WORD_PART: _word_part,
    Target.CODE: _code,
}
