"""The long forms that mentions show for abbreviations, in the number that they ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sphinx_medterm.names.normal import normalise
from sphinx_medterm.names.plural_forms import certain_plural
from sphinx_medterm.names.spelling import looser_spellings, spelling
from sphinx_medterm.termbase.base import Termbase
from sphinx_medterm.termbase.inflected import is_noun

if TYPE_CHECKING:
    from sphinx_medterm.records.term_names import Form, Synonym, Variant


class LongForm(NamedTuple):
    """What a term is called.

    :ivar is_certain: whether it is in the number that was asked for.
    """

    text: str
    is_certain: bool = True


def long_form(termbase: Termbase, key: str, name: str, *, plural: bool = False) -> LongForm:
    """Return what a mention writes out: the name itself, or else the label of the term.

    Keys, hidden labels and abbreviations are not written out.

    :param name: the name that is mentioned, without a sense.
    :param plural: whether the plural is asked for; it is that of the data file or made by rule.
    """
    term, label = termbase.term(key), termbase.label(key)
    shown = name if _is_written_out(termbase, key, name) else label
    if not plural or (shown == name and termbase.find(name).plural):
        return LongForm(shown)
    declared = [form.label for form in term.forms if form.number == "plural"]
    if declared and normalise(shown) == normalise(label):
        return LongForm(declared[0])
    if is_noun(term) and (made := certain_plural(shown)) is not None:
        return LongForm(made)
    if declared and _spellings(shown) & _spellings(label):
        return LongForm(declared[0])
    return LongForm(shown, is_certain=False)


def _is_written_out(termbase: Termbase, key: str, name: str) -> bool:
    """Return whether a name is visible in the entry of the term, and not an abbreviation.

    Another spelling of a visible name counts as one, but not the key.
    """
    term = termbase.term(key)
    names: tuple[Synonym | Variant | Form, ...] = (*term.synonyms, *term.variants, *term.forms)
    visible = [termbase.label(key), *(other.label for other in names)]
    if normalise(name) in map(normalise, visible):
        return not is_short(termbase, key, name)
    spellings = _spellings(name)
    is_spelling = name != key and any(spellings & _spellings(label) for label in visible)
    return is_spelling and not is_short(termbase, key, name)


def _spellings(name: str) -> set[str]:
    normal = normalise(name)
    key = spelling(normal)
    return {key, *looser_spellings(normal, key)}


def is_short(termbase: Termbase, key: str, name: str) -> bool:
    """Return whether a name is an abbreviation of a term, or the plural of one, in any case."""
    forms = termbase.abbreviations(key)
    return normalise(name) in {normalise(form) for form in (*forms, *forms.values())}


def has_plural(termbase: Termbase, key: str, short: str) -> bool:
    """Return whether the plural of an abbreviation is certain: not that of ``AIDS``."""
    if not short.endswith("S"):
        return True
    return any(one.plural for one in termbase.term(key).abbreviations if one.label == short)
