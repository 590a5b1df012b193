"""Plurals of words, English and classical: what one may be the plural of, and how one is made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sphinx_medterm.names.word_lists import word_lists

_WORDS = word_lists()
_IRREGULAR = _WORDS.irregular
NO_PLURALS = _WORDS.invariable | _WORDS.singular_s | _WORDS.not_plural
_KNOWN_PLURALS = {**_IRREGULAR, **_WORDS.regular}
"""Plurals that no rule makes, and those that follow a rule but need listing: no rule can know that
it is ``bronchi`` but ``sinuses``."""
_PLURALS = {ones[0]: many for many, ones in _KNOWN_PLURALS.items()}

_CLASSICAL = (
    ("ae", "a"),
    ("i", "us"),
    ("a", "um"),
    ("glia", "glion"),
    ("chondria", "chondrion"),
    ("zoa", "zoon"),
    ("zoa", "zoan"),
    ("ena", "enon"),
    ("cephala", "cephalon"),
    ("ses", "sis"),
    ("xes", "xis"),
    ("ides", "is"),
    ("mata", "ma"),
    ("ices", "ex"),
    ("ices", "ix"),
    ("aces", "ax"),
    ("yces", "yx"),
    ("yges", "yx"),
    ("nges", "nx"),
    ("uces", "ux"),
    ("iones", "io"),
    ("tates", "tas"),
    ("mina", "men"),
    ("ntes", "ns"),
    ("ua", "u"),
    ("eaux", "eau"),
)
_ADJECTIVES = (("es", "is"), ("ia", "e"), ("ntia", "ns"), ("ores", "or"), ("ora", "us"))
"""Plural and singular endings of Latin adjectives: ``venae pulmonales``, ``labia majora``."""
_GENITIVES = (("orum", "i"), ("arum", "ae"), ("ium", "is"), ("uum", "us"), ("um", "is"))
"""Endings of Latin genitives in both numbers: ``capita femorum``, ``colla scapularum``."""
_ENGLISH = (("ies", "y"), ("s", ""))
_LAST_LETTERS = {
    ending[-1] for ending, _other in (*_CLASSICAL, *_ADJECTIVES, *_GENITIVES, *_ENGLISH)
}
"""The last letters of regular plurals; most words end in another letter."""
_SIBILANT = re.compile(r"[^\W\d_].(?:[^s]s|ss|x|z|ch|sh|o)es$")
NO_S = ("ss", "us", "is")

_TO_PLURAL = tuple(
    (re.compile(pattern), ending)
    for pattern, ending in (
        (r"(..it|didym)is$", r"\1ides"),
        (r"(..s)is$", r"\1es"),
        (r"(cocc|cill)us$", r"\1i"),
        (r"(.eau)$", r"\1x"),
        (r"([^aeiou])y$", r"\1ies"),
        (r"(stomach|monarch)$", r"\1s"),
        (r"([sxz]|ch|sh)$", r"\1es"),
    )
)
_STAYS = re.compile(r"^$|[^a-z]$|(?<![^\W\d_])[^\W\d_]{1,2}$|(?:[iu]|ae|[^isu]s)$")
"""Ends of what is not a word, is too short to have a plural, or is a plural already."""
_ROMAN = re.compile("[IVX]+")


def singulars(word: str) -> tuple[str, ...]:
    """List the words whose plural a normalised word may be; a rule keeps at least three letters."""
    if word in NO_PLURALS:
        return ()
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    return tuple(dict.fromkeys([*_by_rule(word, _CLASSICAL), *_english_singulars(word)]))


def _by_rule(word: str, rules: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Replace each ending that leaves at least three letters of the word."""
    if word[-1:] not in _LAST_LETTERS:
        return
    for ending, other in rules:
        if word.endswith(ending) and len(word) >= len(ending) + 3:
            yield word.removesuffix(ending) + other


def _english_singulars(word: str) -> Iterator[str]:
    if word.endswith("s") and not word.endswith(NO_S):
        yield from _by_rule(word, _ENGLISH)
        if _SIBILANT.search(word):
            yield word.removesuffix("es")


def latin_singulars(word: str) -> tuple[str, ...]:
    """List the words whose plural a word may be in a Latin phrase."""
    if word.endswith(("us", "ies")) and word not in _WORDS.not_plural:
        return (word,)  # of the fourth or fifth declension: many ductus, many facies
    if word in NO_PLURALS:
        return ()
    return _IRREGULAR.get(word) or tuple(dict.fromkeys(_by_rule(word, _CLASSICAL)))


def latin_adjectives(word: str) -> tuple[str, ...]:
    """List the adjectives whose plural a word may be when it goes with a Latin noun."""
    return (*latin_singulars(word), *_by_rule(word, _ADJECTIVES))


def latin_genitives(word: str) -> tuple[str, ...]:
    """List the Latin genitives whose plural a word may be."""
    return tuple(_by_rule(word, _GENITIVES))


def plural_word(word: str) -> str:
    """Return the plural of a word in the same case, or the word if its plural is not certain."""
    if word.isupper() and len(word) > 1:
        return word if _ROMAN.fullmatch(word) else word + ("es" if word.endswith("S") else "s")
    folded = word.lower()
    many = _PLURALS.get(folded) or _regular_plural(folded)
    kept = next(n for n in range(len(word), -1, -1) if many.startswith(folded[:n]))
    return word[:kept] + many[kept:]


def _regular_plural(word: str) -> str:
    """Return the plural of a lower-case word, or the word itself if it stays as it is."""
    if word in _WORDS.singular_s:
        return f"{word}es"
    if _STAYS.search(word) or word in _WORDS.invariable or word in _KNOWN_PLURALS:
        return word
    for pattern, ending in _TO_PLURAL:
        changed, count = pattern.subn(ending, word)
        if count:
            return changed
    return f"{word}s"
