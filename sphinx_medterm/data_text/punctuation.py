"""Where markup may begin and end, by the characters around it.

The rules and the characters are those of reStructuredText ("Inline markup recognition rules"), plus
the punctuation that was added to Unicode after docutils made its tables.
"""

from __future__ import annotations

import unicodedata
from functools import cache

_OPENERS = frozenset("\"'(<[{")
_CLOSERS = frozenset("\"')>]}")
_DELIMITERS = frozenset("-/:")
_CLOSING = frozenset("\\.,;!?\0")
_PUNCTUATION = {"Ps": "(", "Pe": ")", "Pi": '"', "Pf": '"', "Pd": "-", "Po": "-"}
"""The ASCII character that acts like all characters of a category."""
_EXCEPTIONS = {
    **dict.fromkeys("‚„", '"'),  # their category only opens
    "\ufd3e": "(",
    "\ufd3f": ")",  # as intended before Unicode had right-to-left pairs
    **dict.fromkeys("§¶\u0f14\u1360⌈⌉⌊⌋", "a"),  # formerly symbols, and not punctuation to docutils
    **dict.fromkeys("\u166d\u19de\u19df", "-"),  # now symbols
}
_QUOTES = ("«»", "‘’", "“”", "‹›", "⸂⸃", "⸄⸅", "⸉⸊", "⸌⸍", "⸜⸝", "⸠⸡", "‚‛", "„‟")
_LIKE_PAIRS = ("»»", "‘‚", "’’", "‚‘", "‚’", "“„", "„“", "„”", "””", "››", "〝〞", "<>", '""', "''")
_PAIRS = frozenset({*_QUOTES, *(pair[::-1] for pair in _QUOTES), *_LIKE_PAIRS})


@cache
def _alike(character: str) -> str:
    """Return the ASCII character that acts the same."""
    if character.isascii():
        return character
    if character.isspace():
        return " "
    alike = _EXCEPTIONS.get(character)
    return alike or _PUNCTUATION.get(unicodedata.category(character), "a")


def may_precede(character: str) -> bool:
    """Return whether markup may begin after a character."""
    alike = _alike(character)
    return alike in _OPENERS or alike in _DELIMITERS or alike.isspace()


def may_follow(character: str) -> bool:
    """Return whether markup may end before a character.

    :param character: a null character stands for a backslash.
    """
    alike = _alike(character)
    is_mark = alike in _CLOSERS or alike in _DELIMITERS or alike in _CLOSING
    return is_mark or alike.isspace()


@cache
def are_pair(opening: str, closing: str) -> bool:
    """Return whether two characters are a pair of quotes or brackets."""
    if opening + closing in _PAIRS:
        return True
    if _alike(opening) not in "([{" or _alike(closing) not in ")]}" or opening == "〝":
        return False
    return 1 <= ord(closing) - ord(opening) <= 2
