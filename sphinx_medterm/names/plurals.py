"""The singulars that a word may be the plural of, in English and Latin or Greek."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from sphinx_medterm.names.spelling import spelling
from sphinx_medterm.names.word_lists import singulars_of, word_lists

_WORDS = word_lists()
NOT_PLURALS = _WORDS.invariable | _WORDS.unchanged | _WORDS.singular_s | _WORDS.not_plural
"""Words that look like plurals, and are not read as such."""
_SINGULARS = singulars_of(_WORDS.irregular, _WORDS.classical)
"""The singulars of plurals that the tables know; no rule is tried for these."""
_LATIN_SINGULARS = singulars_of(_WORDS.classical)
_KNOWN = {
    (spelling(many), spelling(one))
    for table in (_WORDS.irregular, _WORDS.classical)
    for one, several in table.items()
    for many in several
}
"""Plurals and singulars of the tables, in the spelling that all their spellings share."""
_FAMILY = re.compile(r"(?:aceae|idae|oideae)$")
"""Ends of the names of families and subfamilies of plants and animals."""

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
SINGULAR_ENDS = ("ss", "us", "is")
"""Ends of words whose *s* is not that of an English plural."""


def singulars(word: str) -> tuple[str, ...]:
    """List the words whose plural a normalised word may be; a rule keeps at least three letters."""
    if word in NOT_PLURALS:
        return ()
    if known := known_singulars(word):
        return known
    return tuple(dict.fromkeys([*_classical_singulars(word), *english_singulars(word)]))


def known_singulars(word: str) -> tuple[str, ...]:
    """List the nouns in the tables that have this plural, in the spelling of the word."""
    if word in _SINGULARS:
        return _SINGULARS[word]
    key = spelling(word)
    ones = _SINGULARS.get(key, ()) if key != word else ()
    return tuple(with_ending(word, key, one) for one in ones)


def with_ending(word: str, one: str, other: str) -> str:
    """Return a word with the ending that another form of it has.

    :param word: a word in any spelling and case.
    :param one: the same form of the word, in its usual spelling.
    :param other: the other form: ``naevus``, ``nevus`` and ``nevi`` make ``naevi``.
    """
    kept = next(n for n in range(len(one), -1, -1) if other.startswith(one[:n]))
    return word[: len(word) - len(one) + kept] + other[kept:]


def is_usual(plural: str, singular: str) -> bool:
    """Return whether a plural is English or known, and so needs no guess."""
    return singular in english_singulars(plural) or is_known(plural, singular)


def is_known(plural: str, singular: str) -> bool:
    """Return whether the word lists know a plural: as that of a word, or by how the words end."""
    plural, singular = spelling(plural), spelling(singular)
    return (plural, singular) in _KNOWN or any(
        plural.endswith(many) and singular == plural.removesuffix(many) + one
        for one, many in _WORDS.endings.items()
    )


def _classical_singulars(word: str) -> Iterator[str]:
    """Yield the words whose classical plural a word may be, unless they have none."""
    if not _FAMILY.search(word):
        yield from (one for one in _by_rule(word, _CLASSICAL) if one not in _WORDS.elements)


def _by_rule(word: str, rules: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Replace each ending that leaves at least three letters of the word."""
    if word[-1:] not in _LAST_LETTERS:
        return
    for ending, other in rules:
        if word.endswith(ending) and len(word) >= len(ending) + 3:
            yield word.removesuffix(ending) + other


def english_singulars(word: str) -> Iterator[str]:
    """Yield the words whose English plural a word may be."""
    if word.endswith("s") and not word.endswith(SINGULAR_ENDS):
        yield from _by_rule(word, _ENGLISH)
        if _SIBILANT.search(word):
            yield word.removesuffix("es")


def latin_singulars(word: str) -> tuple[str, ...]:
    """List the words whose plural a word may be in a Latin phrase."""
    if word.endswith(("us", "ies")) and word not in _WORDS.not_plural:
        return (word,)  # of the fourth or fifth declension: many ductus, many facies
    if word in NOT_PLURALS:
        return ()
    return _LATIN_SINGULARS.get(word) or tuple(dict.fromkeys(_classical_singulars(word)))


def latin_adjectives(word: str) -> tuple[str, ...]:
    """List the adjectives whose plural a word may be when it goes with a Latin noun."""
    return (*latin_singulars(word), *_by_rule(word, _ADJECTIVES))


def latin_genitives(word: str) -> tuple[str, ...]:
    """List the Latin genitives whose plural a word may be."""
    return tuple(_by_rule(word, _GENITIVES))
