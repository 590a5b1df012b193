"""Accents and other marks on Latin letters: names without them, and how such names compare."""

from __future__ import annotations

import re

from sphinx_medterm.names.characters import normalised

UNDECOMPOSED = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "þ": "th"}
)
"""Letters that have no decomposition in Unicode, and what is typed for them."""
_TWO_LETTERS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"})
"""What is typed for umlauts and Nordic letters where there are only the letters of English."""
_MARKS = re.compile(r"(?<=[a-z])[\u0300-\u036f]++")
_MARKED = re.compile(r"([a-z][\u0300-\u036f]++|[øłđðħŧıþ])((?:e?s)?(?![^\W\d_]))?")
"""A letter with marks, and the end of its word if no other letter follows, except in a plural."""
_GRAVE, _ACUTE = "\u0300", "\u0301"


def without_accents(name: str) -> tuple[str, ...]:
    """List the ways to write a normalised name with the letters of English only.

    ``sjögren`` is typed ``sjogren`` or ``sjoegren``. Only Latin letters lose their marks: in other
    scripts, a mark may be a letter. There are none if the name has no such letters.
    """
    if name.isascii():
        return ()
    ways = (_without_marks(name), _without_marks(name.translate(_TWO_LETTERS)))
    return tuple(way for way in dict.fromkeys(ways) if way != name)


def _without_marks(name: str) -> str:
    letters = normalised("NFD", name.translate(UNDECOMPOSED))
    return normalised("NFC", _MARKS.sub("", letters))


def accents_agree(one: str, other: str) -> bool:
    """Return whether names that are the same without accents may be the same with them.

    They may if one of them has none, or if one has some of those of the other. Marks on the last
    letter of a word count: ``côté`` is not ``côte``. Grave and acute accents inside a word are
    easily mistaken for each other: ``Meniére`` is *Ménière*.
    """
    (inside, last), (inside_other, last_other) = _accents(one), _accents(other)
    if not (inside or last) or not (inside_other or last_other):
        return True
    return last == last_other and (inside <= inside_other or inside >= inside_other)


def _accents(name: str) -> tuple[set[str], list[str]]:
    """List the letters with marks: those inside words, and those at their ends."""
    inside: set[str] = set()
    last: list[str] = []
    if not name.isascii():
        for found in _MARKED.finditer(normalised("NFD", name.casefold())):
            if found[2] is None:
                inside.add(found[1].replace(_GRAVE, _ACUTE))
            else:
                last.append(found[1])
    return inside, last
