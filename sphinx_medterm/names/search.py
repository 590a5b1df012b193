"""Names of terms in running text: all that occur, and those of them that count.

A text is read as a sequence of tokens. A token is a word (letters, marks and digits, with
apostrophes between them) or a sign. A name is a sequence of tokens with white space, a hyphen or
nothing between them, so no span begins or ends inside a word.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import accumulate
from typing import NamedTuple, Protocol

from sphinx_medterm.names.characters import IGNORABLE
from sphinx_medterm.names.normal import APOSTROPHES, HYPHENS, normalise
from sphinx_medterm.names.rules import stems
from sphinx_medterm.names.spelling import spelling, without_accents_in_key
from sphinx_medterm.names.word_lists import word_lists

_DASHES = "\u2014\u2015\u2043\u2e3a\u2e3b\ufe31\ufe32\ufe58"
"""Dashes and bullets that set parts of a sentence apart, even without spaces around them."""

_ALIKE = str.maketrans(
    dict.fromkeys(set(HYPHENS) - set(_DASHES), "-") | dict.fromkeys(APOSTROPHES, "'")
)
_SUPERSCRIPT_MINUS = "\u207b"
_CHARGE = re.compile(r"(?<=\w)-(?=\s|$)|^-$")
"""A hyphen at the end of a word of a name. In texts, superscripts mark the charges of ions."""
_JOINING = ("'", "-")
"""Signs that two words of a name may have between them."""
_PLUS = ("+", "\u207a")
_LONGEST_SYMBOL = 2
"""The longest symbol of an element, in letters: ``Na`` is not a name in ``Na+``."""
_MOST_JOINED = 6
"""How many parts joined by hyphens may form one word."""
LONGEST = 25
"""The longest name that is searched for, in words and signs.

A search may go on from each word of a text for as long as a name does. The longest name in the
Human Phenotype Ontology has 20.
"""


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
    :ivar token: a word or a sign.
    :ivar next: what may stand between two tokens of a name, and the second of them.
    """

    word: re.Pattern[str]
    token: re.Pattern[str]
    next: re.Pattern[str]


@lru_cache(256)
def _patterns(marks: str) -> _Patterns:
    """Return the patterns for texts with these marks inside words."""
    inner = rf"[\w{re.escape(marks)}]"
    word = rf"\w{inner}*+(?:'{inner}++)*+"  # what has matched is not tried again in parts
    token = rf"{word}|[^\w\s'\0-]"
    return _Patterns(
        re.compile(f"({word})"),
        re.compile(token),
        re.compile(rf"(?:'?\s++|'?-)?({token})"),
    )


def _marks(text: str) -> str:
    """List the characters of a text that are not letters but may be part of a word."""
    return "".join(
        sorted(c for c in set(text) if c in IGNORABLE or unicodedata.category(c) in _INSIDE)
    )


_INSIDE = ("Mn", "Mc", "Me", "Cf")
_TOKENS = _patterns("").token


def _tokens(name: str) -> tuple[str, ...]:
    """Split a name into tokens."""
    if "-" in name:
        name = _CHARGE.sub(_SUPERSCRIPT_MINUS, name)
    if name.isascii():
        return tuple(_TOKENS.findall(name))
    return tuple(_patterns(_marks(name)).token.findall(name.translate(_ALIKE)))


# ---------------------------------------------------------------------- all names, token by token

_Rows = dict[str, bool]
"""All rows of tokens that names begin with, and whether the row is a name itself. Each token has a
space before it.

Unlike a tree, strings and tuples of them cost the garbage collector nothing.
"""


def _rows(names: Iterable[tuple[str, ...]]) -> _Rows:
    rows: _Rows = {}
    for name in names:
        row = ""
        for token in name:
            row = f"{row} {token}"
            rows.setdefault(row, False)
        rows[row] = True
    return rows


class _Forms(dict[str, tuple[str, ...]]):
    """For each token seen so far, what it may be as names are spelt, in rows of tokens."""

    def __init__(self, tokens: set[str]) -> None:
        super().__init__()
        self._tokens = tokens  # of names

    def __missing__(self, token: str) -> tuple[str, ...]:
        forms = (form for form in _alternatives(token) if self._tokens.issuperset(form))
        found = self[token] = tuple(" ".join(("", *form)) for form in forms)
        return found


class _Starts(dict[str, tuple[str, ...]]):
    """For each token seen so far, the rows it makes that names begin with; mostly none."""

    def __init__(self, rows: _Rows, forms: _Forms) -> None:
        super().__init__()
        self._rows = rows
        self._forms = forms

    def __missing__(self, token: str) -> tuple[str, ...]:
        start = self[token] = tuple(form for form in self._forms[token] if form in self._rows)
        return start


class Names:
    """All names, in a form in which one pass over a text finds them.

    :ivar too_long: those that are not searched for, see ``LONGEST``.
    """

    def __init__(self, names: Iterable[str]) -> None:
        """Prepare the names.

        :param names: each as :func:`sphinx_medterm.names.spelling.spelling` writes it.
        """
        taken_apart: list[tuple[str, ...]] = []
        self.too_long: list[str] = []
        for name in names:
            if len(tokens := _tokens(name)) <= LONGEST:
                taken_apart.append(tokens)
            else:
                self.too_long.append(name)
        self._rows = _rows(taken_apart)
        self._forms = _Forms({token for name in taken_apart for token in name})
        self._starts = _Starts(self._rows, self._forms)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Find all spans that may be names: those that are, and perhaps some that are not."""
        marks = ""
        if not text.isascii():
            text, marks = text.translate(_ALIKE), _marks(text)
        patterns, starts = _patterns(marks), self._starts
        pieces = patterns.word.split(text)
        found: set[tuple[int, int]] = set()
        for first in self._promising(pieces):
            found.update(self._spans(text, patterns, *first))
        for start in _starts_of_joined(pieces):
            for token, end in _joined(text, patterns, start):
                if rows := starts[token]:
                    found.update(self._spans(text, patterns, start, end, rows))
        return sorted(found)

    def _promising(self, pieces: list[str]) -> Iterator[tuple[int, int, Sequence[str]]]:
        """Find the few words that are names, or that names begin with.

        :param pieces: words, and what is before, between and after them.
        :returns: the start and end of each word, and its rows.
        """
        forms, known = self._forms, self._rows
        words, gaps = [*pieces[1::2], ""], [*pieces[2::2], ""]
        ends: list[int] = []
        for index, rows in enumerate(map(self._starts.__getitem__, words)):
            if rows:
                sign = gaps[index].lstrip()[:1]
                following = forms[sign or words[index + 1]]
                if (
                    (following and self._extended(rows, following))
                    or sign in _JOINING
                    or (not sign and gaps[index + 1] == "-")
                    or True in map(known.get, rows)
                ):
                    ends = ends or list(accumulate(map(len, pieces)))
                    yield ends[2 * index], ends[2 * index + 1], rows

    def _spans(
        self, text: str, patterns: _Patterns, start: int, end: int, rows: Sequence[str]
    ) -> Iterator[tuple[int, int]]:
        """Find the names that begin with a token.

        :param start: offset of the token, which extends to ``end``.
        :param rows: the rows it makes.
        """
        forms, known = self._forms, self._rows
        waiting = [(end, rows)]
        while waiting:
            end, rows = waiting.pop()
            if True in map(known.get, rows) and not _is_joined(text, start, end):
                yield start, end
            if (found := patterns.next.match(text, end)) is None:
                continue
            if longer := self._extended(rows, forms[found[1]]):
                waiting.append((found.end(), longer))
            if text[found.end() : found.end() + 1] == "-":
                for token, end in _joined(text, patterns, found.start(1)):
                    if longer := self._extended(rows, forms[token]):
                        waiting.append((end, longer))

    def _extended(self, rows: Iterable[str], forms: Iterable[str]) -> list[str]:
        """Return the known rows that are longer by a token in one of its forms."""
        known = self._rows
        return [longer for row in rows for form in forms if (longer := row + form) in known]


def _alternatives(token: str) -> list[tuple[str, ...]]:
    """List what a token may be as names are spelt: itself, or what it is the plural of."""
    word = normalise(token)
    keys = [spelling(form) for form in (word, *stems(word))]
    if not token.isascii():
        keys += [word, *(plain for key in keys for plain in without_accents_in_key(key))]
    forms = map(_tokens, keys)
    return [form for form in dict.fromkeys(forms) if form]


def _starts_of_joined(pieces: list[str]) -> Iterator[int]:
    """Find where words joined by hyphens begin.

    :param pieces: words, and what is before, between and after them.
    """
    gaps = pieces[::2]
    hyphens = [index for index, gap in enumerate(gaps) if gap == "-" and index]
    ends = list(accumulate(map(len, pieces))) if hyphens else []
    for index in hyphens:
        if gaps[index - 1] != "-":
            yield ends[2 * index - 2]


def _joined(text: str, patterns: _Patterns, start: int) -> Iterator[tuple[str, int]]:
    """Join hyphenated words into one: the first two, the first three …, each with its end."""
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
    """Return whether a hyphen, a charge or an address joins a span to the text around it."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before == "-" or after in ("-", _SUPERSCRIPT_MINUS):
        return True
    if after in _PLUS and end - start <= _LONGEST_SYMBOL:
        return True
    return (before in (".", "@") and text[start - 2 : start - 1].isalnum()) or (
        after in (".", "@") and text[end + 1 : end + 2].isalnum()
    )


_AROUND = frozenset("()[]{}<>\"'‘’‚“”„‹›«»¡¿")
"""Brackets and quotation marks, which may stand between two sentences."""
_ENDING = frozenset(".!?:;…‼⁇⁈⁉。！？")
"""Signs after which a capital has no meaning of its own."""
_OPENERS = frozenset(map(str.capitalize, word_lists().openers))


def _begins_sentence(text: str, start: int) -> bool:
    """Return whether a word may begin a sentence.

    A text that begins with white space goes on after something else in its paragraph.
    """
    before = start - 1
    while before >= 0 and (text[before].isspace() or text[before] in _AROUND):
        before -= 1
    if before < 0:
        return not text[:1].isspace()
    return text[before] in _ENDING


# ---------------------------------------------------------------------- names of terms


class LookUp(Protocol):
    """Returns the terms that words of running text stand for."""

    def __call__(self, text: str, *, inside: bool = False) -> tuple[str, ...]:
        """Look up some words.

        :param inside: whether they begin with a capital inside a sentence.
        """


class ProseFinder:
    """Finds the names of terms in running text.

    It remembers what it has found: texts are searched before pages are written, and then again.
    """

    def __init__(self, names: Iterable[str], look_up: LookUp) -> None:
        """Prepare the search.

        :param names: all names, as :func:`sphinx_medterm.names.spelling.spelling` writes them.
        :param look_up: returns the terms that words of running text stand for.
        """
        self._names = Names(names)
        self._look_up = cache(look_up)
        self._found: dict[str, tuple[tuple[int, int, tuple[str, ...]], ...]] = {}

    def unsearched(self) -> dict[str, tuple[str, ...]]:
        """Return the names with too many words to search for, and their terms."""
        return {name: self._look_up(name) for name in sorted(self._names.too_long)}

    def find(self, text: str) -> list[Found]:
        """Find names from left to right; of those that overlap, only the longest."""
        return longest(self.find_all(text))

    def find_all(self, text: str) -> list[Found]:
        """Find all names, even those that overlap."""
        if text not in self._found:
            self._found[text] = tuple(
                (start, end, keys)
                for start, end in self._names.spans(text)
                if (keys := self._keys(text, start, end))
            )
        return [Found(*found) for found in self._found[text]]

    def _keys(self, text: str, start: int, end: int) -> tuple[str, ...]:
        """Return the terms that a span of a text stands for.

        A single letter is none: *K* may be potassium, but in "vitamin K" it is not. Nor is a word
        that has a capital because it begins a sentence, such as *He* and *As*.
        """
        name = " ".join(text[start:end].split())
        inside = text[start].isupper() and not _begins_sentence(text, start)
        if len(name) == 1 or (name in _OPENERS and not inside):
            return ()
        return self._look_up(name, inside=inside)


def longest(found: Iterable[Found]) -> list[Found]:
    """Choose the longest of overlapping names, and the first of two that are equally long."""
    in_order = sorted(found, key=lambda f: (f.start - f.end, f.start))
    taken = bytearray(max((each.end for each in in_order), default=0))
    chosen: list[Found] = []
    for start, end, keys in in_order:
        # Those chosen so far are no shorter, so none lies strictly inside this one.
        if not taken[start] and not taken[end - 1]:
            taken[start:end] = b"\1" * (end - start)
            chosen.append(Found(start, end, keys))
    return sorted(chosen)
