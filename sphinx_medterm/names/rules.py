"""Names found by rule (spelling variants, plurals, and both at once)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, product
from typing import NamedTuple

from sphinx_medterm.names.normal import normalise
from sphinx_medterm.names.plural_forms import head, phrase_in_singular
from sphinx_medterm.names.plurals import (
    NO_PLURALS,
    NO_S,
    is_known,
    is_usual,
    latin_adjectives,
    latin_singulars,
    singulars,
)
from sphinx_medterm.names.spelling import LIGATURES, spelling
from sphinx_medterm.names.word_lists import word_lists

_NOT_ALONE = word_lists().not_alone
_BREAK = re.compile(r"([ -])")
_INNER_HYPHEN = re.compile(r"(?<=\w)-(?=\w)")
_INITIALS = re.compile(r"(?:.*[ -])?(?=[0-9]*[A-Z])[A-Z0-9]{3,}s")
_AT_MOST = 100


class Reading(NamedTuple):
    """A key under which a name may be found by rule.

    :ivar name: the key, as :func:`~sphinx_medterm.names.spelling.spelling` makes it.
    :ivar plural: whether the name was read as a plural.
    """

    name: str
    plural: bool


def readings(name: str, *, in_prose: bool = False) -> tuple[Reading, ...]:
    """List the keys under which a name may be found by rule, the best first, each once.

    :param name: a normalised name, or one in its own case, in which ``SSRIs`` is recognised as
        the plural of ``SSRI``.
    :param in_prose: read classical plurals only of nouns that the word lists know.
    """
    text = normalise(name).translate(LIGATURES)
    found = {spelling(form): False for form in _with_fewer_hyphens(text)}
    if _INITIALS.fullmatch(name):
        found.setdefault(spelling(text[:-1]), True)
    words = _BREAK.split(text)
    for singular in _in_singular(words):
        if in_prose and not _is_sure(words, _BREAK.split(singular)):
            continue
        for form in _with_fewer_hyphens(singular):
            found.setdefault(spelling(form), True)
    if eponym := _without_s(text):
        found.setdefault(spelling(eponym), False)
    return tuple(Reading(*item) for item in islice(found.items(), _AT_MOST))


def stems(word: str) -> tuple[str, ...]:
    """List the words that may replace a normalised word anywhere in a name, by rule."""
    by_rule = (*singulars(word), *latin_adjectives(word))
    without_s = [word[:-1]] if word.endswith("s") else []  # SSRIs, or Crohns
    return tuple(dict.fromkeys([*by_rule, *without_s]))


def _with_fewer_hyphens(name: str) -> Iterator[str]:
    """Yield a name as it is, without hyphens inside words, and without each one of them."""
    yield name
    if "-" not in name:
        return
    yield _INNER_HYPHEN.sub("", name)
    for hyphen in islice(_INNER_HYPHEN.finditer(name), 4):
        yield name[: hyphen.start()] + name[hyphen.end() :]


def _in_singular(words: list[str]) -> Iterator[str]:
    """Yield the singulars that a name may have; what is between the words stays in place."""
    if len(words) == 1 and words[0] in _NOT_ALONE:
        return
    if phrase := phrase_in_singular(words):
        yield "".join(phrase)
    last = len(words) - 1
    noun = head(words)
    if noun != last:
        yield from _replaced(words, {noun: singulars(words[noun])})
        yield from _replaced(words, {noun: singulars(words[noun]), last: singulars(words[last])})
    yield from _replaced(words, {last: singulars(words[last])})
    if " " in words:
        yield from _latin_phrases("".join(words).split(" "))


def _is_sure(words: list[str], singular: list[str]) -> bool:
    """Return whether a name can hardly be anything else than a plural of another.

    In a Latin phrase, the noun decides: ``venae cavae``, or ``ductus ejaculatorii``, in which it
    does not change.
    """
    if singular == phrase_in_singular(words):
        return True
    changed = [pair for pair in zip(words, singular, strict=True) if pair[0] != pair[1]]
    if all(is_usual(*pair) for pair in changed):
        return True
    noun, one = words[0], singular[0]
    return len(words) > 1 and (noun.endswith(("us", "ies")) if noun == one else is_known(noun, one))


def _without_s(name: str) -> str:
    """Read the first of several words as a possessive whose apostrophe is missing or misplaced.

    ``crohns disease`` is Crohn's, and ``travellers' diarrhoea`` the traveller's.
    """
    first, space, rest = name.partition(" ")
    first = first.removesuffix("'")
    if not space or len(first) < 5 or first in NO_PLURALS or not first.endswith("s"):
        return ""
    return "" if first.endswith(NO_S) else f"{first[:-1]} {rest}"


def _latin_phrases(words: list[str]) -> Iterator[str]:
    """Read the first word of a phrase as a Latin plural, alone or with up to two adjectives."""
    noun = {0: latin_singulars(words[0])}
    if not noun[0]:
        return
    phrases = [noun]
    for n in range(1, min(len(words), 3)):
        phrases.insert(0, phrases[0] | {n: latin_adjectives(words[n])})
    for phrase in phrases:
        yield from _replaced(words, phrase, " ")


def _replaced(
    words: list[str], changes: Mapping[int, Iterable[str]], between: str = ""
) -> Iterator[str]:
    for choice in product(*changes.values()):
        changed = dict(zip(changes, choice, strict=True))
        yield between.join(changed.get(n, word) for n, word in enumerate(words))
