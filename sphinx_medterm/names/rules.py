"""Names found by rule: spelling variants, plurals, and both at once."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice, product
from typing import NamedTuple

from sphinx_medterm.names.normal import normalise
from sphinx_medterm.names.plural_forms import head, phrase_in_singular
from sphinx_medterm.names.plurals import (
    NOT_PLURALS,
    SINGULAR_ENDS,
    is_known,
    is_usual,
    latin_adjectives,
    latin_genitives,
    latin_singulars,
    singulars,
)
from sphinx_medterm.names.scripts import LIGATURES
from sphinx_medterm.names.spelling import spelling, with_fewer_hyphens, without_accents_in_key
from sphinx_medterm.names.word_lists import word_lists

_WORDS = word_lists()
_BREAK = re.compile(r"([ -])")
_INITIALS = re.compile(r"(?=[0-9]*[A-Z])[A-Z0-9]{3,}s")
_SHORT_END = re.compile(r"[^\W\d_]{3}-[^\W\d_]{2}(?<![siu])s$")
"""The plural of a word whose last part has two letters, such as ``follow-ups``."""
_AT_MOST = 100


class Reading(NamedTuple):
    """A key under which a name may be found by rule.

    :ivar name: the key, as :func:`~sphinx_medterm.names.spelling.spelling` makes it.
    :ivar plural: whether the name was read as a plural.
    :ivar written: the name in the singular, in the spelling that it is written in.
    :ivar possessive: whether it can only be a name that is declared with an apostrophe.
    """

    name: str
    plural: bool
    written: str = ""
    possessive: bool = False


def readings(name: str, *, in_prose: bool = False, inside: bool = False) -> tuple[Reading, ...]:
    """List the keys under which a name may be found by rule, the best first, each once.

    :param name: a normalised name, or one in its own case, in which ``SSRIs`` is recognised as
        the plural of ``SSRI``.
    :param in_prose: read classical plurals only of nouns that the word lists know.
    :param inside: whether the name begins with a capital inside a sentence, so it may be an eponym.
    """
    text = normalise(name).translate(LIGATURES)
    found: dict[str, Reading] = {}
    for forms, plural in _possible(name, text, in_prose=in_prose):
        written, *fewer = forms
        for form in (written, *fewer):
            key = spelling(form)
            found.setdefault(key, Reading(key, plural, written))
    if eponym := _without_s(text):
        is_verb = in_prose and not inside and "'" not in text.partition(" ")[0]
        key = spelling(eponym)
        found.setdefault(key, Reading(key, False, eponym, possessive=is_verb))
    return tuple(islice(found.values(), _AT_MOST))


def _possible(name: str, text: str, *, in_prose: bool) -> Iterator[tuple[Iterable[str], bool]]:
    """Yield what a name may be in the singular, as it is written and with fewer hyphens.

    :param text: the name in its normal form.
    :returns: for each, whether the name is its plural.
    """
    yield with_fewer_hyphens(text), False
    words, own = _BREAK.split(text), _BREAK.split(name)
    for n in dict.fromkeys((head(words), len(words) - 1)):
        if len(own) == len(words) and _INITIALS.fullmatch(own[n]):
            yield ("".join([*words[:n], words[n][:-1], *words[n + 1 :]]),), True
    for singular in _in_singular(words):
        if not in_prose or _is_sure(words, _BREAK.split(singular)):
            yield with_fewer_hyphens(singular), True
    if _SHORT_END.search(text):
        yield (text[:-1],), True


def looser_readings(found: Iterable[Reading], *, in_prose: bool = False) -> tuple[Reading, ...]:
    """List the keys under which a name may be found if it is not under others.

    They are those without accents, and ``A line`` for ``A-line``. In running text, the reverse
    would find an article and a noun.

    :param found: the other keys, as :func:`readings` lists them.
    """
    known = {reading.name: reading for reading in found}
    loose: dict[str, Reading] = {}
    for name, reading in known.items():
        looser = list(without_accents_in_key(name))
        if name.startswith(("a-",) if in_prose else ("a-", "a ")):
            looser.append(f"a{' ' if name[1] == '-' else '-'}{name[2:]}")
        for plain in looser:
            if plain not in known:
                loose.setdefault(plain, reading._replace(name=plain))
    return tuple(loose.values())


def stems(word: str) -> tuple[str, ...]:
    """List the words that may replace a normalised word anywhere in a name, by rule."""
    by_rule = (*singulars(word), *latin_adjectives(word), *latin_genitives(word))
    without_s = [word[:-1]] if word.endswith("s") else []  # SSRIs, or Crohns
    return tuple(dict.fromkeys([*by_rule, *without_s]))


def _in_singular(words: list[str]) -> Iterator[str]:
    """Yield the singulars that a name may have; what is between the words stays in place."""
    if len(words) == 1 and words[0] in _WORDS.not_alone:
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
    if len(words) == 1 and words[0] in _WORDS.ambiguous:
        return False  # "media" in "otitis media"; but "culture media" are several
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
    if not space or len(first) < 5 or first in NOT_PLURALS or not first.endswith("s"):
        return ""
    return "" if first.endswith(SINGULAR_ENDS) else f"{first[:-1]} {rest}"


def _latin_phrases(words: list[str]) -> Iterator[str]:
    """Read the first word of a phrase as a Latin plural, with up to two words that depend on it.

    These are adjectives or genitives, or do not change: ``labia majora``, ``capita femorum``,
    ``regiones colli laterales``.
    """
    noun = {0: latin_adjectives(words[0])}  # canales semicirculares
    if not noun[0]:
        return
    following = [
        {n: (*latin_adjectives(words[n]), *latin_genitives(words[n]))}
        for n in range(1, min(len(words), 3))
    ]
    for phrase in (
        *([noun | following[0] | following[1]] if len(following) > 1 else []),
        *(noun | one for one in following),
        {0: latin_singulars(words[0])},
    ):
        yield from _replaced(words, phrase, " ")


def _replaced(
    words: list[str], changes: Mapping[int, Iterable[str]], between: str = ""
) -> Iterator[str]:
    for choice in product(*changes.values()):
        changed = dict(zip(changes, choice, strict=True))
        yield between.join(changed.get(n, word) for n, word in enumerate(words))
