"""Names of terms in running text: all spans of it that are names, and which of them count.

A text is taken for a row of tokens: words, which are letters, marks and digits with apostrophes
between them, and signs. A name may be a row of tokens with white space, a hyphen, or nothing
between each two, so no span begins or ends inside a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

from sphinx_medterm.inflection import spelling, stems
from sphinx_medterm.matching import APOSTROPHES, HYPHENS, INVISIBLE, normalise

_DASHES = "\u2014\u2015\u2043\u2e3a\u2e3b\ufe31\ufe32\ufe58"
"""Dashes and bullets that set parts of a sentence apart, even without spaces around them."""

_ALIKE = str.maketrans(
    dict.fromkeys(set(HYPHENS) - set(_DASHES), "-") | dict.fromkeys(APOSTROPHES, "'")
)
_MOST_JOINED = 6
"""How many parts with hyphens between them may be one word."""


class Found(NamedTuple):
    """A span of a text that is a name.

    :ivar keys: keys of the terms that have it.
    """

    start: int
    end: int
    keys: tuple[str, ...]


class _Patterns(NamedTuple):
    """How words are found in a text.

    :ivar word: a word.
    :ivar next: what may stand between two tokens of a name, and the second of them.
    """

    word: re.Pattern[str]
    next: re.Pattern[str]


@lru_cache(256)
def _patterns(marks: str) -> _Patterns:
    """Make the patterns for texts that have these marks inside words."""
    inner = rf"[\w{re.escape(marks)}]"
    word = rf"\w{inner}*(?:'{inner}+)*"
    return _Patterns(re.compile(word), re.compile(rf"(?:'?\s+|'?-)?({word}|[^\w\s'\0-])"))


def _marks(text: str) -> str:
    """List the characters of a text that may stand inside a word and are no letters."""
    return "".join(
        sorted(c for c in set(text) if c in INVISIBLE or unicodedata.category(c) in _INSIDE)
    )


_INSIDE = ("Mn", "Mc", "Me", "Cf")
_TOKENS = _patterns("").next


def _tokens(name: str) -> tuple[str, ...]:
    """Take a name apart."""
    if name.isascii():
        return tuple(_TOKENS.findall(name))
    return tuple(_patterns(_marks(name)).next.findall(name.translate(_ALIKE)))


# ---------------------------------------------------------------------- all names, token by token

_END = ""
"""Under this key stands whether a name ends with the tokens that lead there."""

_Node = dict[str, Any]
"""By the next token of names: the node behind it, or the rests of these names until it is asked."""


def _tree(rests: Iterable[tuple[str, ...]]) -> _Node:
    node: _Node = {}
    for rest in rests:
        if rest:
            node.setdefault(rest[0], []).append(rest[1:])
        else:
            node[_END] = True
    return node


def _child(node: _Node, token: str) -> _Node | None:
    child = node.get(token)
    if type(child) is list:
        child = node[token] = _tree(child)
    return child


class Names:
    """All names, in a form in which texts are searched for them in one go."""

    def __init__(self, names: Iterable[str]) -> None:
        """Take the names.

        :param names: each as :func:`sphinx_medterm.inflection.spelling` writes it.
        """
        self._root = _tree(map(_tokens, names))
        self._alternatives = cache(_alternatives)
        self._starts = cache(self._is_start)

    def spans(self, text: str) -> Iterator[tuple[int, int]]:
        """Find all spans that may be names: those that are, and perhaps some that are not."""
        marks = ""
        if not text.isascii():
            text, marks = text.translate(_ALIKE), _marks(text)
        patterns, starts = _patterns(marks), self._starts
        for word in patterns.word.finditer(text):
            if starts(word[0]) or text[word.end() : word.end() + 1] == "-":
                start = word.start()
                if not _is_joined_before(text, start):
                    ends = set(self._ends(text, patterns, start, self._root))
                    yield from ((start, end) for end in sorted(ends))

    def _is_start(self, token: str) -> bool:
        return any(form[0] in self._root for form in self._alternatives(token))

    def _ends(self, text: str, patterns: _Patterns, at: int, node: _Node) -> Iterator[int]:
        """Find where names end of which some tokens have been seen.

        :param at: where these tokens end.
        :param node: where they lead.
        """
        for token, end in _steps(text, patterns, at):
            for form in self._alternatives(token):
                child: _Node | None = node
                for part in form:
                    child = _child(child, part) if child is not None else None
                if child is None:
                    continue
                if _END in child and not _is_joined_behind(text, end):
                    yield end
                if len(child) > (_END in child):
                    yield from self._ends(text, patterns, end, child)


def _alternatives(token: str) -> list[tuple[str, ...]]:
    """List what a token may be in the spelling of names: itself, or what it is the plural of."""
    word = normalise(token)
    forms = (_tokens(spelling(form)) for form in (word, *stems(word)))
    return [form for form in dict.fromkeys(forms) if form]


def _steps(text: str, patterns: _Patterns, at: int) -> Iterator[tuple[str, int]]:
    """Give the next token and its end; then together with those that hyphens join to it."""
    found = patterns.next.match(text, at)
    if found is None:
        return
    token, end = found[1], found.end()
    yield token, end
    for _ in range(_MOST_JOINED - 1):
        more = patterns.word.match(text, end + 1) if text[end : end + 1] == "-" else None
        if more is None:
            return
        token, end = token + more[0], more.end()
        yield token, end


def _is_joined_before(text: str, start: int) -> bool:
    """Tell whether a word is joined to what stands before it: by a hyphen, or in an address."""
    before = text[start - 1 : start]
    return before == "-" or (before in (".", "@") and text[start - 2 : start - 1].isalnum())


def _is_joined_behind(text: str, end: int) -> bool:
    behind = text[end : end + 1]
    return behind == "-" or (behind in (".", "@") and text[end + 1 : end + 2].isalnum())


# ---------------------------------------------------------------------- those that count


class ProseFinder:
    """Finds the names of terms in running text."""

    def __init__(self, names: Iterable[str], look_up: Callable[[str], tuple[str, ...]]) -> None:
        """Take all names.

        :param names: each as :func:`sphinx_medterm.inflection.spelling` writes it.
        :param look_up: lists the terms that words of running text stand for.
        """
        self._names = Names(names)
        self._look_up = cache(look_up)

    def find(self, text: str) -> list[Found]:
        """Find the names that count, from left to right: of those that overlap, the longest."""
        return longest(self.find_all(text))

    def find_all(self, text: str) -> list[Found]:
        """Find all names, although they may overlap."""
        look_up = self._look_up
        return [
            Found(start, end, keys)
            for start, end in self._names.spans(text)
            if (keys := look_up(" ".join(text[start:end].split())))
        ]


def longest(found: Iterable[Found]) -> list[Found]:
    """Choose the longest of names that overlap, of two as long the first."""
    chosen: list[Found] = []
    for group in _overlapping(found):
        best: list[Found] = []
        for each in sorted(group, key=lambda f: (f.start - f.end, f.start)):
            if all(each.end <= other.start or other.end <= each.start for other in best):
                best.append(each)
        chosen += sorted(best)
    return chosen


def _overlapping(found: Iterable[Found]) -> Iterator[list[Found]]:
    """Put those together that overlap, one by one."""
    group: list[Found] = []
    end = 0
    for each in sorted(found):
        if group and each.start >= end:
            yield group
            group = []
        group.append(each)
        end = max(end, each.end) if len(group) > 1 else each.end
    if group:
        yield group
