"""The argument and the options of a glossary: names of terms, and letters."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from sphinx_medterm.names.characters import normalised
from sphinx_medterm.names.normal import HYPHENS, NO_LETTER, initial

LETTERS_HINT = "write letters and ranges, such as 'A-C, F'; '#' stands for digits and symbols"


def names_in(text: str, knows: Callable[[str], bool]) -> Iterator[str]:
    """List the names of terms in a text, separated by commas or line ends, or else by spaces.

    A name is not split, nor is a text split at spaces if some of its words are not names.

    :param knows: returns whether there is a term of that name.
    """
    for line in filter(None, map(str.strip, text.splitlines())):
        if knows(line):
            yield line
            continue
        for part in filter(None, map(str.strip, line.split(","))):
            words = part.split()
            whole = " ".join(words)
            yield from words if not knows(whole) and all(map(knows, words)) else [whole]


class Range(NamedTuple):
    """A range of letters, both ends included."""

    first: str
    last: str

    def has(self, letter: str) -> bool:
        """Return whether a letter is in it; digits and signs are in no range of letters."""
        if NO_LETTER in (letter, self.first):
            return letter == self.first
        return self.first <= letter <= self.last


_DASHES = str.maketrans(dict.fromkeys(HYPHENS, "-"))


def ranges_in(text: str) -> tuple[list[Range], list[str]]:
    """Return the ranges of letters in a text, and what in it is not a letter or a range."""
    found, others = [], []
    words = " ".join(text.translate(_DASHES).replace(",", " ").split())
    for part in words.replace(" - ", "-").split():
        made = _range(part)
        if made is None:
            others.append(part)
        else:
            found.append(made)
    return found, others


def _range(part: str) -> Range | None:
    if part == "0-9":
        return Range(NO_LETTER, NO_LETTER)
    first, dash, last = part.partition("-")
    ends = Range(_letter(first), _letter(last if dash else first))
    is_ordered = ends.first <= ends.last and (NO_LETTER not in ends or ends.first == ends.last)
    return ends if all(ends) and is_ordered else None


def _letter(written: str) -> str:
    """Return the letter that a glossary lists a single character under; empty for more of them."""
    return initial(written) if len(normalised("NFC", written)) == 1 else ""
