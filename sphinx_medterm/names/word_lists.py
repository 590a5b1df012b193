"""Lists of words by language, kept as data in ``words/en.toml``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple


class WordLists(NamedTuple):
    """What the rules of a language need to know about single words, all without capitals.

    :ivar invariable: words that look like plurals and have none, or are used as singulars.
    :ivar unchanged: words of the same kind whose plural is the same, or that are plurals only.
    :ivar singular_s: singulars that end in *s*, with a plural in *es*.
    :ivar not_plural: other singulars that a rule would take for plurals.
    :ivar not_alone: words that look like plurals of adjectives: read only in longer names.
    :ivar ambiguous: plurals that are other words more often, where they stand alone.
    :ivar openers: words that sentences begin with, where their capital has no meaning.
    :ivar elements: names of elements and ions, which have no plural in -a.
    :ivar prepositions: words that end the part of a name that its plural changes.
    :ivar heads: nouns that may be the head of a name though a preposition stands before them.
    :ivar regular: nouns with a regular plural, though others that end like them have none.
    :ivar uncountable: words that have no plural, and words at the end of names that are no nouns.
    :ivar irregular: English nouns with the plurals that no rule makes, the usual one first.
    :ivar classical: nouns from Latin and Greek with their plurals, the usual one first.
    :ivar endings: ends that many nouns from Latin and Greek have, with those of their plurals.
    :ivar phrases: Latin phrases with their plurals.
    :ivar spellings: spellings that no rule covers, with the spellings they are compared as.
    :ivar greek: the names of Greek letters.
    :ivar latin: first words of Latin names, with the endings of adjectives that agree with them:
        those of the plural by those of the singular, the longer ones first.
    """

    invariable: frozenset[str]
    unchanged: frozenset[str]
    singular_s: frozenset[str]
    not_plural: frozenset[str]
    not_alone: frozenset[str]
    ambiguous: frozenset[str]
    openers: frozenset[str]
    elements: frozenset[str]
    prepositions: frozenset[str]
    heads: frozenset[str]
    regular: frozenset[str]
    uncountable: frozenset[str]
    irregular: Mapping[str, tuple[str, ...]]
    classical: Mapping[str, tuple[str, ...]]
    endings: Mapping[str, str]
    phrases: Mapping[str, str]
    spellings: Mapping[str, str]
    greek: Mapping[str, str]
    latin: Mapping[str, Mapping[str, str]]


@cache
def word_lists(language: str = "en") -> WordLists:
    """Read the lists of a language."""
    file = Path(__file__).parent / "words" / f"{language}.toml"
    data: dict[str, Any] = tomllib.loads(file.read_text(encoding="utf-8"))
    return WordLists(
        invariable=frozenset(data["invariable"]),
        unchanged=frozenset(data["unchanged"]),
        singular_s=frozenset(data["singular_s"]),
        not_plural=frozenset(data["not_plural"]),
        not_alone=frozenset(data["not_alone"]),
        ambiguous=frozenset(data["ambiguous"]),
        openers=frozenset(data["openers"]),
        elements=frozenset(data["elements"]),
        prepositions=frozenset(data["prepositions"]),
        heads=frozenset(data["heads"]),
        regular=frozenset(data["regular"]),
        uncountable=frozenset(data["uncountable"]),
        irregular=_split(data["irregular"]),
        classical=_split(data["classical"]),
        endings=data["endings"],
        phrases=data["phrases"],
        spellings=data["spellings"],
        greek=data["greek"],
        latin={noun: group["adjectives"] for group in data["latin"] for noun in group["nouns"]},
    )


def _split(plurals: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    return {singular: tuple(words.split()) for singular, words in plurals.items()}


def singulars_of(*plurals: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return the singulars of each plural in tables of plurals by their singulars."""
    found: dict[str, tuple[str, ...]] = {}
    for table in plurals:
        for singular, many in table.items():
            for plural in many:
                found[plural] = (*found.get(plural, ()), singular)
    return found
