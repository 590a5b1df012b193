"""Characters that are invisible, and characters that data files may not contain."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, Literal, NamedTuple

_IGNORABLE_RANGES = (
    *((0xAD, 0xAD), (0x34F, 0x34F), (0x61C, 0x61C), (0x115F, 0x1160), (0x17B4, 0x17B5)),
    *((0x180B, 0x180F), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164)),
    *((0xFE00, 0xFE0F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFF8)),
    *((0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF)),
)
IGNORABLE: Final = frozenset(
    chr(code) for first, last in _IGNORABLE_RANGES for code in range(first, last + 1)
)
"""Characters that show nothing of their own: soft hyphens, joiners, marks of direction, fillers …

Unicode 16, DerivedCoreProperties, ``Default_Ignorable_Code_Point``. Many scripts need some of them,
so they are shown as written. They are ignored only when names are compared (Unicode, D146).
"""

SOFT_HYPHEN: Final = "\u00ad"

_BLANK = frozenset("\u2800\ufff9\ufffa\ufffb")
"""The empty Braille pattern, and the marks of interlinear notes."""
_UNSEEN_ALONE = frozenset({"Zs", "Zl", "Zp", "Cc", "Cs", "Mn", "Mc", "Me"})

# The following go into character classes of regular expressions. The escapes mean the same to
# Python, to Rust, and to ECMAScript with the flag u.

CONTROLS: Final = r"\u0000-\u0008\u000e-\u001f\u007f-\u0084\u0086-\u009f"
"""Control characters, except the tab and those that end lines."""
NONCHARACTERS: Final = r"\ufdd0-\ufdef\ufffe\uffff"
"""Code points of the first plane that are not characters (Unicode, 23.7 Noncharacters)."""
OVERRIDES: Final = r"\u202d\u202e"
"""Controls that reverse everything after them, whatever its script."""
DIRECTIONS: Final = r"\u202a-\u202e\u2066-\u2069"
"""Controls that change the direction of the text after them until another ends it (UAX #9, 2)."""
BLANKS: Final = r"\u0009-\u000d\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000"
"""White space (Unicode, ``White_Space``)."""
UNSEEN: Final = "".join(
    rf"\u{first:04x}-\u{last:04x}" for first, last in _IGNORABLE_RANGES if last <= 0xFFFF
)
"""The ignorable characters of the first plane."""

_ASTRAL = "".join(
    chr(plane + last) for plane in range(0x10000, 0x110000, 0x10000) for last in (0xFFFE, 0xFFFF)
)
_ASTRAL_UNSEEN = "".join(
    f"{chr(first)}-{chr(last)}" for first, last in _IGNORABLE_RANGES if first > 0xFFFF
)
_NEVER = rf"{CONTROLS}{NONCHARACTERS}{_ASTRAL}\ud800-\udfff"
_NOT_IN_NAMES = re.compile(f"[{_NEVER}{DIRECTIONS}]")
_NOT_IN_TEXTS = re.compile(f"[{_NEVER}{OVERRIDES}]")
_NOT_IN_IDENTIFIERS = re.compile(f"[{_NEVER}{BLANKS}{UNSEEN}{_ASTRAL_UNSEEN}]")
_GAPS = re.compile(r"[ \t\n\v\f\r\x85\u2028\u2029]+")
_SIMPLE_GAPS = re.compile(r"[ \t\n]+")
_LINE_ENDS = re.compile(r"\r\n?|[\v\f\x85\u2028]")
_DIRECTION = re.compile(f"[{DIRECTIONS}]")
MOST_MARKS: Final = 30
"""How many marks one letter may have (UAX #15, 13 Stream-Safe Text Format).

The time that Python takes to put more of them in order grows with the square of their number.
"""
_SIGN = r"[^\w\s\0-\x7f]"
_MAYBE_MARKS = re.compile(rf"{_SIGN}{{{MOST_MARKS + 1},}}")
"""So many combining characters, or other signs, in a row that ordering them may take long."""
_MANY_MARKS = re.compile(rf"{_SIGN}{{{MOST_MARKS}}}(?={_SIGN})")
"""The same, in pieces that a joiner is to separate."""
_ENDS = {"\u202a": "\u202c", "\u202b": "\u202c"} | dict.fromkeys("\u2066\u2067\u2068", "\u2069")
"""What ends an embedding or an isolate, by what begins it."""


class Flaw(NamedTuple):
    """Why a text is not allowed.

    :ivar reason: words that continue "it is not accepted: …".
    :ivar mended: the text without the fault; empty if that is not obvious.
    """

    reason: str
    mended: str = ""


def is_visible(text: str) -> bool:
    """Return whether a text has a character that readers see without any other."""
    return any(
        unicodedata.category(c) not in _UNSEEN_ALONE and c not in IGNORABLE and c not in _BLANK
        for c in text
    )


def on_one_line(text: str) -> str:
    """Replace each run of spaces, tabs and line breaks (Unicode has several) by one space."""
    return _GAPS.sub(" ", text).strip(" ")


def as_name(text: str) -> str:
    """Return a name on one line, without soft hyphens.

    These would get into inventories, indexes and searches, where nothing is hyphenated.
    """
    return on_one_line(text.replace(SOFT_HYPHEN, ""))


def with_single_blanks(text: str) -> str:
    """Replace each run of spaces, tabs and line feeds by one space, also at the ends.

    In data text, all other line breaks have become line feeds before.
    """
    if "  " in text or "\n" in text or "\t" in text:
        return _SIMPLE_GAPS.sub(" ", text)
    return text


def with_line_feeds(text: str) -> str:
    """Replace all line breaks by line feeds, and a paragraph separator by two."""
    return _LINE_ENDS.sub("\n", text.replace("\u2029", "\n\n"))


def name_flaw(name: str) -> Flaw | None:
    """Find why a text of one line cannot be a name.

    A name is visible and does not affect the text around it, wherever it is shown.
    """
    return _holding(_NOT_IN_NAMES, name) or _showing_nothing(name) or _overladen(name)


def text_flaw(text: str) -> Flaw | None:
    """Find why a text cannot be shown.

    Unlike in names, the direction may change, but not beyond the end of a paragraph.
    """
    return (
        _holding(_NOT_IN_TEXTS, text)
        or _showing_nothing(text)
        or _overladen(text)
        or _left_open(text)
    )


def identifier_flaw(identifier: str) -> Flaw | None:
    """Find why a text cannot be part of an address: it has gaps or invisible characters."""
    return _holding(_NOT_IN_IDENTIFIERS, identifier)


def _holding(forbidden: re.Pattern[str], text: str) -> Flaw | None:
    found = forbidden.search(text)
    if not found:
        return None
    mended = forbidden.sub(_replacement, text).strip()
    reason = f"it contains {described(found[0])}{_place(text, found.start())}"
    return Flaw(reason, mended if is_visible(mended) else "")


def _replacement(found: re.Match[str]) -> str:
    """Return the replacement of a forbidden character: a space for white space, or else nothing."""
    return " " if found[0].isspace() else ""


def _showing_nothing(text: str) -> Flaw | None:
    if is_visible(text):
        return None
    return Flaw("it contains no visible character")


def normalised(form: Literal["NFC", "NFD", "NFKC", "NFKD"], text: str) -> str:
    """Normalise a text in linear time, with joiners among very many marks (UAX #15, section 13)."""
    return unicodedata.normalize(form, _MANY_MARKS.sub("\\g<0>\u034f", text))


def has_many_marks(text: str) -> bool:
    """Return whether a letter of a text has more marks than any script needs."""
    if len(text) <= MOST_MARKS or text.isascii():
        return False
    for run in _MAYBE_MARKS.finditer(text):
        marks = 0
        for c in run[0]:
            if unicodedata.combining(c):
                marks += 1
            elif c not in IGNORABLE:  # these are removed before names are compared
                marks = 0
            if marks > MOST_MARKS:
                return True
    return False


def has_half_character(text: str) -> bool:
    """Return whether a text has a lone surrogate, which is half a character."""
    return not text.isascii() and any("\ud800" <= c <= "\udfff" for c in text)


def _overladen(text: str) -> Flaw | None:
    if not has_many_marks(text):
        return None
    return Flaw(f"it contains more than {MOST_MARKS} marks on one letter")


def _left_open(text: str) -> Flaw | None:
    """Find a change of direction that does not end in its paragraph, or an end without a change."""
    if not _DIRECTION.search(text):
        return None
    start = 0
    for paragraph in text.split("\n\n"):
        place = _unpaired(paragraph)
        if place is not None:
            place += start
            what = "ends" if text[place] in _ENDS else "begins"
            reason = f"nothing in its paragraph {what} {described(text[place])}"
            return Flaw(f"{reason}{_place(text, place)}")
        start += len(paragraph) + 2
    return None


def _unpaired(paragraph: str) -> int | None:
    """Return the place of the first direction control without a counterpart."""
    begun: list[int] = []
    for found in _DIRECTION.finditer(paragraph):
        if found[0] in _ENDS:
            begun.append(found.start())
        elif begun and _ENDS[paragraph[begun[-1]]] == found[0]:
            begun.pop()
        else:
            return found.start()
    return begun[0] if begun else None


def described(character: str) -> str:
    """Name an invisible character."""
    code = f"U+{ord(character):04X}"
    category = unicodedata.category(character)
    if category == "Cc":
        return f"the control character {code}"
    if category == "Cs":
        return f"{code}, which is half a character"
    name = unicodedata.name(character, "")
    return f"{code} {name}" if name else f"{code}, which is not a character"


_LONGEST_WITHOUT_PLACE = 40
_WORDS_BEFORE = 20


def _place(text: str, index: int) -> str:
    """Describe where in a long text a character is."""
    before = text[max(index - _WORDS_BEFORE, 0) : index].strip()
    if not before or len(text) <= _LONGEST_WITHOUT_PLACE:
        return ""
    _part, _space, words = before.partition(" ")
    return f", after {words or before!r}"
