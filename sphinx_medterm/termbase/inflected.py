"""The inflected forms that readers may look up: declared forms, and certain plurals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_medterm.names.plural_forms import certain_plural, plural_abbreviation

if TYPE_CHECKING:
    from sphinx_medterm.records.model import Term
    from sphinx_medterm.records.term_names import Synonym, Variant

_NO_NOUNS = ("adj", "adv", "verb")
"""How the parts of speech begin that have no plural."""


def is_noun(term: Term) -> bool:
    """Return whether a term may have a plural."""
    return not (term.part_of_speech or "").lower().startswith(_NO_NOUNS)


def forms_of(term: Term, label: str) -> list[tuple[str, bool]]:
    """List the forms of a term's visible names, and whether each is made by rule.

    The names themselves are not among them.

    :param label: the preferred label.
    """
    others: tuple[Synonym | Variant, ...] = (*term.synonyms, *term.variants)
    declared = [form.label for form in term.forms]
    declared += [short.plural for short in term.abbreviations if short.plural]
    names = [label, *(other.label for other in others)]
    made = [certain_plural(name) for name in names] if is_noun(term) else []
    made += [plural_abbreviation(one.label) for one in term.abbreviations if not one.plural]
    shown = {*names, *(short.label for short in term.abbreviations)}
    found = {name: True for name in made if name} | dict.fromkeys(declared, False)
    return [(name, by_rule) for name, by_rule in found.items() if name not in shown]
