"""Plurals to show, made by the rules of English medical texts where these are certain."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from sphinx_medterm.names.normal import HYPHENS
from sphinx_medterm.names.plurals import (
    SINGULAR_ENDS,
    english_singulars,
    known_singulars,
    with_ending,
)
from sphinx_medterm.names.spelling import spelling
from sphinx_medterm.names.word_lists import word_lists

_WORDS = word_lists()

_Changes = Sequence[tuple[str, str]]
"""The last words of a name, each with the form that replaces it, as they stand in the tables."""
_Agreeing = Mapping[str, tuple[str, Mapping[str, str]]]
"""Latin nouns with their other number, and how the adjectives that agree with them change."""


def _regular(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return f"{word}es"
    return f"{word[:-1]}ies" if word.endswith("y") else f"{word}s"


def _made(plurals: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, str]]:
    """Return singulars with the plural that is made, by the key that all their spellings share."""
    return {spelling(one): (one, many[0]) for one, many in plurals.items()}


_NOUNS = _made(_WORDS.irregular) | _made(_WORDS.classical)
_PHRASES = {spelling(one): (one, many) for one, many in _WORDS.phrases.items()}
_PHRASES_IN_PLURAL = {spelling(many): (many, one) for one, many in _WORDS.phrases.items()}
_REGULAR = {spelling(word) for word in _WORDS.regular | _WORDS.singular_s}
_NO_PLURAL = {spelling(word) for word in _WORDS.uncountable | _WORDS.invariable}
_LATIN_NOUNS: _Agreeing = {
    noun: (next(many for many in _WORDS.classical[noun] if many != _regular(noun)), adjectives)
    for noun, adjectives in _WORDS.latin.items()
}
_LATIN_NOUNS_IN_PLURAL: _Agreeing = {
    plural: (noun, {many: one for one, many in adjectives.items()})
    for noun, (plural, adjectives) in _LATIN_NOUNS.items()
}
_LONGEST_PHRASE = max(phrase.count(" ") + 1 for phrase in _PHRASES)

_BREAK = re.compile(rf"([\s{re.escape('-' + HYPHENS)}])")
_PARTICIPLE = re.compile(r"...[^e]ed$")
_ARTICLES = {"a", "an", "the"}
_CONJUNCTIONS = {"and", "or", "&"}
_SETS_OFF = (",", ";", ":", ")", "]")
"""Ends of words after which the noun of a name is not the last word: ``anemia, aplastic``."""
_SEPARATE = re.compile(r"(?:[gstx]ion|ing|ment|ure|ia|is|oma|omy|ity|ness|pain)$")
"""Ends of what is most likely a noun of its own before an *and*: "acute pain and fever"."""
_LATIN = re.compile(r"(?:us|um|is|a|os|ix|ex|io|as|sphincter|cancer|(?<!ri)(?<!maj)(?<!min)or)$")
_GENITIVE = re.compile(r"(?<![st])is$|^(?:testis|genus)$")
"""Latin nouns whose genitive is written like the nominative: "corpus penis", "dens axis"."""
_ROMAN = re.compile("[IVXLCDM]++")

_DISEASES_IN_IA = (
    "alg|alges|arthr|capn|card|cephal|clon|cras|cus|dips|dont|dyn|ectas|em|esthes|genes|geus|gloss"
    "|gnath|gnos|gyr|kines|kym|lal|lex|malac|man|mel|mnes|onych|ophthalm|ops|op|orex|osm|ox|pen|peps"
    "|phag|phas|phil|phob|phon|phor|phren|plak|plas|pleg|prax|rrhag|somn|sperm|sthen|stom|tax|therm"
    "|thym|ton|trich|troph|ur"
)
_CERTAIN = tuple(
    (re.compile(pattern), ending, many)
    for pattern, ending, many in (
        (".[aeioy]sis$", "is", "es"),
        ("(?:cocc|bacill)us$", "us", "i"),
        ("bacterium$", "um", "a"),
        ("virus$", "", "es"),
        (f".(?:oma|edema|rrhea|pnea|(?:{_DISEASES_IN_IA})ia)$", "", "s"),
        ("(?:[gstx]ion|neuron|oo|ff|[aeo]y|gen|een)$", "", "s"),
        ("(?:[lnt]ch|[eo]ach|eech|ouch|sh|ss|zz)(?<!fish)(?<!ness)$", "", "es"),
        (".[^aeiou]y(?<![ao]ry)(?<!ology)$", "y", "ies"),
        (".woman$", "an", "en"),
        (".foot$", "oot", "eet"),
        (".tooth$", "ooth", "eeth"),
        (".child$", "", "ren"),
    )
)
"""Ends of words, in American spelling, with the ending that the plural replaces, and its own."""
_NOT_CERTAIN = re.compile(
    r"(?:us|um|on|is|ae|[aiou]|[sxzf]|fe|ch|en|man|fish|mouse|ale|are|ile|ior|[ao]u?ry|[iu]y"
    r"|...[^e]ed|(?<!organ)(?<!mechan)(?<!morph)(?<!embol)(?<!metabol)(?<!pr)ism|ology"
    r"|[aeiouy][^\W\d_]{0,4}ing)$|^..?$"
)
"""Ends of words that may be Latin or Greek, or no nouns, and of what is not a word."""
_NO_PLURAL_IN_S = (*SINGULAR_ENDS, "ics", "ops", "os", "as")
"""Ends of words that are not certain to be plurals, though they end in *s*."""


def certain_plural(name: str) -> str | None:
    """Return the plural of a name, in the same case and spelling, if it is certain.

    That of a name that is a plural already is the name itself.
    """
    words = _BREAK.split(name)
    folded = [word.lower() for word in words]
    end = head(folded) + 1
    after = [word for word in folded[end + 3 :: 2] if word not in _ARTICLES]
    if len(after) > 1 and after[-1] in _WORDS.heads:
        return None  # the plural of "point of care test" is that of its last word
    made = _plural(words[:end])
    return None if made is None else "".join([*made, *words[end:]])


def plural_abbreviation(short: str) -> str:
    """Return the plural of an abbreviation, or the abbreviation if it ends in an *s* itself."""
    return short if short[-1:] in ("s", "S") else f"{short}s"


def head(words: Sequence[str]) -> int:
    """Return which word the plural of a name changes: that before a preposition, or the last.

    :param words: the words in small letters, with what is between them.
    """
    found = last = len(words) - 1
    last_space = max((n for n in range(1, last, 2) if words[n] == " "), default=0)
    for n in range(2, last, 2):
        # The noun of "mother-in-law" is the mother, that of "loss-of-function variant" the variant.
        is_inner = words[n - 1] != " " and n < last_space
        if words[n] in _WORDS.prepositions and not is_inner:
            found = n - 2
            break
    while 2 <= found < last and _PARTICIPLE.search(words[found]):  # "anemia associated with"
        found -= 2
    return found


def _plural(words: list[str]) -> list[str] | None:
    """Return a name up to its noun, with what is between the words, in the plural."""
    folded = [word.lower() for word in words]
    if changes := _phrase(folded, _PHRASES):
        return _with_endings(words, changes)
    if changes := _phrase(folded, _PHRASES_IN_PLURAL):
        before = folded[: -2 * len(changes)]
        return None if before and _is_latin(before[-1]) else words
    many = _plural_word(words[-1])
    if many is None:
        is_plural = _agreeing(folded, _LATIN_NOUNS_IN_PLURAL)
        return words if is_plural else _with_endings(words, _agreeing(folded, _LATIN_NOUNS))
    if _is_list(folded[:-1]) or (len(words) > 2 and _may_be_genitive(folded, many)):
        return None
    return [*words[:-1], many]


def _is_list(before: list[str]) -> bool:
    """Return whether several nouns stand before the last word of a name, or what sets it off."""
    words = ["", *before[::2]]
    return any(word.endswith(_SETS_OFF) for word in words) or any(
        word in _CONJUNCTIONS and (n == len(words) - 1 or _SEPARATE.search(words[n - 1]))
        for n, word in enumerate(words)
    )


def _may_be_genitive(folded: list[str], many: str) -> bool:
    """Return whether the last word may depend on a Latin noun before it, which would change.

    :param many: the plural of the last word: that of "ani" in "sphincter ani" is the word itself.
    """
    looks_so = many.lower() == folded[-1] or _GENITIVE.search(folded[-1])
    return bool(looks_so) and _is_latin(folded[-3])  # "otitis media", "os coxae"


def _is_latin(word: str) -> bool:
    """Return whether a word may be a Latin noun in the singular."""
    return not known_singulars(word) and bool(word in _NOUNS or _LATIN.search(word))


def phrase_in_singular(words: list[str]) -> list[str] | None:
    """Return a name that ends with the plural of a Latin phrase, in the singular.

    :param words: the words in small letters, with what is between them.
    """
    end = head(words) + 1
    phrase = words[:end]
    changes = _phrase(phrase, _PHRASES_IN_PLURAL) or _agreeing(phrase, _LATIN_NOUNS_IN_PLURAL)
    made = _with_endings(phrase, changes)
    return None if made is None else [*made, *words[end:]]


def _phrase(folded: list[str], phrases: Mapping[str, tuple[str, str]]) -> _Changes | None:
    """Return how the phrase that a name ends with changes, if it is in a table."""
    words = folded[::2]
    if any(between != " " for between in folded[1::2][1 - _LONGEST_PHRASE :]):
        return None
    for count in range(min(_LONGEST_PHRASE, len(words)), 1, -1):
        if found := phrases.get(spelling(" ".join(words[-count:]))):
            one, other = found
            return list(zip(one.split(), other.split(), strict=True))
    return None


def _agreeing(folded: list[str], nouns: _Agreeing) -> _Changes | None:
    """Return how a Latin noun changes with an adjective that agrees with it: ``os nasale``."""
    if len(folded) < 3 or folded[-2] != " " or folded[-3] not in nouns:
        return None
    noun, adjective = folded[-3], folded[-1]
    other, endings = nouns[noun]
    for ending, agreeing in endings.items():
        if adjective.endswith(ending):
            return [(noun, other), (adjective, adjective.removesuffix(ending) + agreeing)]
    return None


def _with_endings(words: list[str], changes: _Changes | None) -> list[str] | None:
    """Change the endings of the last words of a name."""
    if changes is None:
        return None
    changed = [*words]
    for n, (one, many) in enumerate(reversed(changes)):
        changed[-1 - 2 * n] = with_ending(changed[-1 - 2 * n], one, many)
    return changed


def _plural_word(word: str) -> str | None:
    """Return the plural of a word, in the same case and spelling, if it is certain.

    That of a plural is the word itself.
    """
    folded = word.lower()
    key = spelling(folded)
    if key in _NO_PLURAL or not (folded.isalpha() and folded[-1].isascii()):
        return None
    if any(map(str.isupper, word[1:])):
        return _plural_initials(word) if sum(map(str.isupper, word)) > 1 else None  # mmHg
    if key in _NOUNS:
        return with_ending(word, *_NOUNS[key])
    if key in _REGULAR:
        return _regular(word)
    if folded in _WORDS.unchanged or known_singulars(folded):
        return word
    for pattern, ending, many in _CERTAIN:
        if pattern.search(key):
            return word[: len(word) - len(ending)] + many
    if _NOT_CERTAIN.search(folded):
        return word if _is_plural(folded) else None
    return f"{word}s"


def _is_plural(word: str) -> bool:
    """Return whether a word in small letters is the certain plural of another, by a rule."""
    if not word.endswith("s") or word.endswith(_NO_PLURAL_IN_S):
        return False
    return any(_plural_word(one) == word for one in english_singulars(word))


def _plural_initials(word: str) -> str | None:
    """Return the plural of an abbreviation, unless it may be none: ``AIDS``, ``IgG4``, ``XII``."""
    if word.endswith("s") and word[-3:-1].isupper():
        return word
    is_certain = word.isalpha() and "A" <= word[-1] <= "Z" and not word.endswith("S")
    return f"{word}s" if is_certain and not _ROMAN.fullmatch(word) else None
