"""The lines of a data text, and the markers of list items."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

BULLET = re.compile(r"[-+*•‣⁃](?: +|$)")
OTHER_BULLET = re.compile(r"[·∙◦▪▫■□●○▸►–—→] +(?=\S)")
"""Bullets of other markup; a single line with one of them is text."""
RUN_ON_BULLETS = "*•‣⁃"
"""Bullets that have no other meaning between words."""
RUN_ON = re.compile(rf": ([-{RUN_ON_BULLETS}])(?= [^\W\d_])")
"""The next item of a list whose line breaks are lost."""
_NUMBER = re.compile(
    r"(?:\((?P<parens>[0-9]{1,9}|#)\)|(?P<plain>[0-9]{1,9}|#)(?P<sign>[.)]))(?: +|$)"
)
_LETTER = re.compile(r"\(?(?P<word>[a-zA-Z]|[ivxlcdm]++|[IVXLCDM]++)[.)] +(?=\S)")


class Line(NamedTuple):
    """A line of a data text, or a part of one.

    :ivar start: offset of its first character in the data text.
    :ivar text: its text without trailing blanks.
    """

    start: int
    text: str

    @property
    def indent(self) -> int:
        """How many blanks it begins with."""
        return len(self.text) - len(self.text.lstrip(" "))

    def without(self, count: int) -> Line:
        """Return the line without its first characters."""
        return Line(self.start + count, self.text[count:])

    def stripped(self) -> Line:
        """Return the line without leading blanks."""
        return self.without(self.indent)


def lines_of(text: str) -> list[Line]:
    """Split a text into lines."""
    found, start = [], 0
    for line in text.split("\n"):
        found.append(Line(start, line.replace("\t", " ").rstrip(" ")))
        start += len(line) + 1
    return found


def filled(lines: Iterable[Line]) -> list[Line]:
    """Return the lines that are not blank."""
    return [line for line in lines if line.text.strip(" ")]


def next_filled(lines: Sequence[Line], start: int) -> int:
    """Return the number of the first line that is not blank, from one on."""
    while start < len(lines) and not lines[start].text:
        start += 1
    return start


def end_of_block(lines: Sequence[Line], start: int) -> int:
    """Return the number of the first blank line, from one on."""
    while start < len(lines) and lines[start].text:
        start += 1
    return start


def end_of_indented(lines: Sequence[Line], end: int) -> int:
    """Return the number of the line after the indented blocks that follow a block."""
    while (following := next_filled(lines, end)) < len(lines) and lines[following].indent:
        end = following
        while end < len(lines) and lines[end].indent:
            end += 1
        if end < len(lines) and lines[end].text:
            break
    return end


# ---------------------------------------------------------------------- items of lists


class Marker(NamedTuple):
    """The marker of a list item.

    :ivar style: the bullet, or the signs around the number.
    :ivar number: its number; none for bullets, and for ``#``.
    :ivar width: how many characters it has, including the blanks after it.
    """

    style: str
    number: int | None
    width: int

    @property
    def start(self) -> int | None:
        """The number of the first item of a list that begins with it; none for bullets."""
        return None if BULLET.match(self.style) else self.number or 1

    def goes_on(self, first: Marker, count: int) -> bool:
        """Return whether it continues a list that has a number of items."""
        if self.style != first.style:
            return False
        return self.number is None or self.number == (first.number or 1) + count


def marker_at(lines: Sequence[Line], at: int) -> Marker | None:
    """Return the marker of the list item that begins at a line, if one does.

    A line of text may also begin with a number. A list item is followed by a line that is blank,
    indented, or the next item.
    """
    if at >= len(lines) or (marker := marker_of(lines[at])) is None:
        return None
    if marker.start is None or at + 1 == len(lines):
        return marker
    following = lines[at + 1]
    if not following.text or following.indent:
        return marker
    next_marker = marker_of(following)
    return marker if next_marker and next_marker.goes_on(marker, 1) else None


def marker_of(line: Line) -> Marker | None:
    """Return the marker of a line that looks like a list item, if it does."""
    text = line.text
    if bullet := BULLET.match(text):
        return Marker(text[0], None, bullet.end())
    if number := _NUMBER.match(text):
        written = number["parens"] or number["plain"]
        style = "()" if number["parens"] else number["sign"]
        return Marker(style, None if written == "#" else int(written), number.end())
    return None


def begins_item(line: Line) -> bool:
    """Return whether a line looks like a list item, whatever comes before it."""
    marker = marker_of(line)
    is_item = marker is not None and marker.width < len(line.text)
    return is_item or bool(OTHER_BULLET.match(line.text))


def lettered(block: Sequence[Line]) -> list[list[Line]]:
    """Split a list whose items begin with letters or Roman numbers; empty if it is not one.

    A single such line is text: a name such as *E. coli* begins with a letter, too.
    """
    items: list[list[Line]] = []
    words: list[str] = []
    for line in block:
        if letter := _LETTER.match(line.text):
            items.append([line])
            words.append(letter["word"])
        elif items:
            items[-1].append(line)
        else:
            return []
    return items if len(words) > 1 and _follows(words[0], words[1]) else []


def _follows(first: str, second: str) -> bool:
    """Return whether a letter or a Roman number comes next."""
    if len(first) == len(second) == 1 and ord(second) == ord(first) + 1:
        return True
    return (first.lower(), second.lower()) in {("i", "ii"), ("v", "vi"), ("x", "xi")}
