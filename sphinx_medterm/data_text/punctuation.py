"""Where markup may begin and end, by the characters around it.

The rules and the characters are those of reStructuredText ("Inline markup recognition rules"); the
characters are told by their Unicode category.
"""

from __future__ import annotations

import unicodedata
from functools import cache

_OPENERS = "\"'(<[{"
_CLOSERS = "\"')>]}"
_LOW_QUOTES = "‚„"  # by their category they only open
_QUOTES = ("«»", "‘’", "“”", "‹›", "⸂⸃", "⸄⸅", "⸉⸊", "⸌⸍", "⸜⸝", "⸠⸡", "‚‛", "„‟")
_OTHER_PAIRS = frozenset({"»»", "‘‚", "’’", "‚‘", "‚’", "“„", "„“", "„”", "””", "››"})
_PAIRS = frozenset({*_QUOTES, *(pair[::-1] for pair in _QUOTES), *_OTHER_PAIRS, '""', "''"})


@cache
def may_precede(character: str) -> bool:
    """Return whether markup may begin after a character."""
    if character.isascii():
        return character in _OPENERS or character in "-/:" or character.isspace()
    return character.isspace() or unicodedata.category(character) in _BEFORE


@cache
def may_follow(character: str) -> bool:
    """Return whether markup may end before a character.

    :param character: a null character stands for a backslash.
    """
    if character.isascii():
        is_mark = character in _CLOSERS or character in "-/:\\.,;!?\0"
        return is_mark or character.isspace()
    if character.isspace() or character in _LOW_QUOTES:
        return True
    return unicodedata.category(character) in _AFTER


_BEFORE = frozenset({"Ps", "Pi", "Pf", "Pd", "Po"})
_AFTER = frozenset({"Pe", "Pi", "Pf", "Pd", "Po"})


@cache
def are_pair(opening: str, closing: str) -> bool:
    """Return whether two characters set what stands between them in quotes or brackets."""
    if opening + closing in _PAIRS:
        return True
    if opening == "<":
        return closing == ">"
    distance = ord(closing) - ord(opening)
    is_opening = unicodedata.category(opening) == "Ps" and opening not in _LOW_QUOTES
    return is_opening and 1 <= distance <= 2 and unicodedata.category(closing) == "Pe"
