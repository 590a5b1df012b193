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
    :ivar joined: words that hyphens join.
    :ivar next: what may stand between two tokens of a name, and the second of them.
    """

    word: re.Pattern[str]
    joined: re.Pattern[str]
    next: re.Pattern[str]


@lru_cache(256)
def _patterns(marks: str) -> _Patterns:
    """Make the patterns for texts that have these marks inside words."""
    inner = rf"[\w{re.escape(marks)}]"
    word = rf"\w{inner}*+(?:'{inner}++)*+"  # what has matched is not tried again in parts
    return _Patterns(
        re.compile(word),
        re.compile(rf"{word}(?:-{word})+"),
        re.compile(rf"(?:'?\s+|'?-)?({word}|[^\w\s'\0-])"),
    )


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


class _Forms(dict[str, list[tuple[str, ...]]]):
    """What each token that has been seen may be in the spelling of names."""

    def __missing__(self, token: str) -> list[tuple[str, ...]]:
        forms = self[token] = _alternatives(token)
        return forms


class _Start:
    """A first token of names.

    :ivar nodes: where it leads.
    :ivar is_name: whether it is a name by itself.
    """

    __slots__ = ("_next", "is_name", "nodes")

    def __init__(self, nodes: list[_Node]) -> None:
        self.nodes = nodes
        self._next = {token for node in nodes for token in node}
        self.is_name = _END in self._next

    def goes_on(self, forms: Iterable[tuple[str, ...]]) -> bool:
        """Tell whether there is a name in which a token stands behind it."""
        return any(form[0] in self._next for form in forms)


class _Starts(dict[str, _Start | None]):
    """What each token that has been seen is at the beginning of names."""

    def __init__(self, root: _Node, forms: _Forms) -> None:
        super().__init__()
        self._root = root
        self._forms = forms

    def __missing__(self, token: str) -> _Start | None:
        nodes = _behind([self._root], self._forms[token])
        start = self[token] = _Start(nodes) if nodes else None
        return start


def _behind(nodes: Iterable[_Node], forms: Iterable[tuple[str, ...]]) -> list[_Node]:
    """Give the nodes that a token, in one of its forms, leads to."""
    found = []
    for node in nodes:
        for form in forms:
            child: _Node | None = node
            for token in form:
                child = _child(child, token) if child is not None else None
            if child is not None:
                found.append(child)
    return found


class Names:
    """All names, in a form in which texts are searched for them in one go."""

    def __init__(self, names: Iterable[str]) -> None:
        """Take the names.

        :param names: each as :func:`sphinx_medterm.inflection.spelling` writes it.
        """
        self._forms = _Forms()
        self._starts = _Starts(_tree(map(_tokens, names)), self._forms)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Find all spans that may be names: those that are, and perhaps some that are not."""
        marks = ""
        if not text.isascii():
            text, marks = text.translate(_ALIKE), _marks(text)
        patterns, starts = _patterns(marks), self._starts
        found: set[tuple[int, int]] = set()
        for start, span in self._promising(text, patterns):
            found.update(self._spans(text, patterns, span, start.nodes))
        for joined in patterns.joined.finditer(text) if "-" in text else ():
            for token, end in _joined(text, patterns, joined.start()):
                if first := starts[token]:
                    found.update(self._spans(text, patterns, (joined.start(), end), first.nodes))
        return sorted(found)

    def _promising(
        self, text: str, patterns: _Patterns
    ) -> Iterator[tuple[_Start, tuple[int, int]]]:
        """Find words that are names, or with which names may begin: few of all."""
        starts, forms = self._starts, self._forms
        start: _Start | None = None
        span = (0, 0)
        for word in patterns.word.finditer(text):
            token = word[0]
            if start is not None and (
                start.is_name or start.goes_on(forms[token]) or text[span[1] : word.start()] != " "
            ):
                yield start, span
            start, span = starts[token], word.span()
        if start is not None:
            yield start, span

    def _spans(
        self, text: str, patterns: _Patterns, first: tuple[int, int], nodes: list[_Node]
    ) -> Iterator[tuple[int, int]]:
        """Find the names that begin with a token.

        :param first: where the token stands.
        :param nodes: where it leads.
        """
        start = first[0]
        waiting = [(first[1], nodes)]
        while waiting:
            end, nodes = waiting.pop()
            if any(_END in node for node in nodes) and not _is_joined(text, start, end):
                yield start, end
            if (found := patterns.next.match(text, end)) is None:
                continue
            if behind := _behind(nodes, self._forms[found[1]]):
                waiting.append((found.end(), behind))
            if text[found.end() : found.end() + 1] == "-":
                for token, end in _joined(text, patterns, found.start(1)):
                    if behind := _behind(nodes, self._forms[token]):
                        waiting.append((end, behind))


def _alternatives(token: str) -> list[tuple[str, ...]]:
    """List what a token may be in the spelling of names: itself, or what it is the plural of."""
    word = normalise(token)
    forms = (_tokens(spelling(form)) for form in (word, *stems(word)))
    return [form for form in dict.fromkeys(forms) if form]


def _joined(text: str, patterns: _Patterns, start: int) -> Iterator[tuple[str, int]]:
    """Take words that hyphens join for one: the first two, the first three …, each with its end."""
    found = patterns.word.match(text, start)
    token = ""
    for _ in range(_MOST_JOINED):
        if found is None:
            return
        if token:
            yield token + found[0], found.end()
        token += found[0]
        end = found.end()
        found = patterns.word.match(text, end + 1) if text[end : end + 1] == "-" else None


def _is_joined(text: str, start: int, end: int) -> bool:
    """Tell whether a span is joined to what stands around it: by a hyphen, or in an address."""
    before, behind = text[start - 1 : start], text[end : end + 1]
    if before == "-" or behind == "-":
        return True
    return (before in (".", "@") and text[start - 2 : start - 1].isalnum()) or (
        behind in (".", "@") and text[end + 1 : end + 2].isalnum()
    )


# ---------------------------------------------------------------------- those that count


class ProseFinder:
    """Finds the names of terms in running text.

    It remembers what it has found: texts are searched before pages are written, and again then.
    """

    def __init__(self, names: Iterable[str], look_up: Callable[[str], tuple[str, ...]]) -> None:
        """Take all names.

        :param names: each as :func:`sphinx_medterm.inflection.spelling` writes it.
        :param look_up: lists the terms that words of running text stand for.
        """
        self._names = Names(names)
        self._look_up = cache(look_up)
        self._found: dict[str, list[Found]] = {}

    def find(self, text: str) -> list[Found]:
        """Find the names that count, from left to right: of those that overlap, the longest."""
        return longest(self.find_all(text))

    def find_all(self, text: str) -> list[Found]:
        """Find all names, although they may overlap."""
        if text not in self._found:
            look_up = self._look_up
            self._found[text] = [
                Found(start, end, keys)
                for start, end in self._names.spans(text)
                if (keys := look_up(" ".join(text[start:end].split())))
            ]
        return self._found[text]


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
