"""What every format's reader returns: plain data, diagnostics, and a way to find places."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from sphinx_medterm.diagnostics import (
    Diagnostic,
    Position,
    RecordPath,
    Severity,
    Subtype,
    quoted,
)
from sphinx_medterm.formats.record_spans import Span

Marks = dict[RecordPath, Position]

MAX_DEPTH = 40
"""How deep mappings and lists may nest; a term needs six levels."""

TOO_DEEP = f"more than {MAX_DEPTH} levels of nesting"


class EntangledError(Exception):
    """The records of a file cannot be separated, so it has to be read as a whole."""


class TooMuchError(Exception):
    """The file exceeds a limit."""

    def __init__(self, message: str, place: Position) -> None:
        super().__init__(message)
        self.message = message
        self.place = place


@dataclass(kw_only=True)
class Document:
    """One data file as plain dicts, lists and scalars.

    :ivar file: the file, as diagnostics name it.
    :ivar text: its text, in which positions are counted.
    :ivar digest: of the content that it was read from, or of the error if there was none.
    :ivar data: its data; ``None`` if it could not be read.
    :ivar diagnostics: what its reader found wrong.
    :ivar comments: paths of texts without quotes that a comment ends, the places of these
        comments, and whether nothing is left of the text.
    :ivar lost: sections and keys of the records that are left out because they cannot be read.
    :ivar is_cut_short: whether it has not been read to its end.
    :ivar find_marks: finds the position of every key and list item; called only when a position is
        needed, since most files have nothing to report.
    :ivar spans: the lines of each record, read or skipped, if the format can separate records
        without reading them and nothing in this file prevents it.
    :ivar skipped: digests of the spans that were known and have not been read.
    :ivar span_of: the span of each record that has been read, by section and key. A repeated key
        has none.
    """

    file: Path
    text: str = ""
    digest: bytes = b""
    data: Any = None
    diagnostics: list[Diagnostic] = field(default_factory=list)
    comments: list[tuple[RecordPath, Position, bool]] = field(default_factory=list)
    lost: list[tuple[str, str]] = field(default_factory=list)
    is_cut_short: bool = False
    find_marks: Callable[[], Marks] = dict
    spans: list[Span] = field(default_factory=list)
    skipped: Collection[bytes] = ()
    span_of: dict[tuple[str, str], Span] = field(default_factory=dict)
    _alignments: dict[tuple[RecordPath, str], tuple[list[int], list[int]]] = field(
        default_factory=dict
    )

    @property
    def is_broken(self) -> bool:
        """Whether some of its records, or all of them, could not be read."""
        has_errors = any(one.severity is Severity.ERROR for one in self.diagnostics)
        is_unread = self.data is None and has_errors
        return is_unread or self.is_cut_short or bool(self.lost)

    def diagnostic(
        self,
        subtype: Subtype,
        message: str,
        position: Position | None,
        path: RecordPath = (),
        hint: str = "",
        severity: Severity = Severity.ERROR,
    ) -> Diagnostic:
        """Return what is wrong with the file at a position."""
        return Diagnostic(
            severity=severity,
            subtype=subtype,
            message=message,
            file=self.file,
            position=position,
            path=path,
            hint=hint,
        )

    def report(
        self,
        subtype: Subtype,
        message: str,
        position: Position | None,
        path: RecordPath = (),
        hint: str = "",
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Note what is wrong with the file at a position."""
        self.diagnostics.append(self.diagnostic(subtype, message, position, path, hint, severity))

    def report_repeated(self, key: str, place: Position, path: RecordPath) -> None:
        """Note a key that its mapping has already."""
        message = f"the key {quoted(key)} appears twice here; the first one is used"
        hint = "put the contents of both under one of them, and delete the other"
        self.report(Subtype.DUPLICATE_KEY, message, place, path, hint)

    def reject_nesting(self, place: Position) -> None:
        """Discard the data of a file that nests too deeply."""
        self.data = None
        self.report(Subtype.LIMIT, TOO_DEEP, place)

    @cached_property
    def _marks(self) -> Marks:
        return self.find_marks()

    def locate(self, path: RecordPath) -> Position:
        """Find the position of the value at a path, or else of the innermost part that holds it."""
        return self._marks.get(self._marked(path), Position(1, 1))

    def _marked(self, path: RecordPath) -> RecordPath:
        """Return the longest beginning of a path whose place is known."""
        found: RecordPath = ()
        for part in path:
            if (*found, part) in self._marks:
                found = (*found, part)
            elif isinstance(part, str) and (*found, 0) not in self._marks:
                # A number may be of an item in a list of one, which needs no brackets; and a name,
                # that of the field that a list in place of a mapping sets.
                break
        return found

    def locate_in(self, path: RecordPath, value: str, offset: int) -> Position:
        """Find a position inside the text at a path, or else the position of that text.

        A file may write a text in many ways: on several lines, in quotes, with escapes. But pieces
        that look the same in all of these follow one another in the file as in the text.

        :param value: the text as it was read.
        :param offset: the offset of a character in it.
        """
        marked = self._marked(path)
        place = self._marks.get(marked, Position(1, 1))
        is_alone = path[len(marked) :] in ((), (0,))  # otherwise other texts have the same position
        if not is_alone or not self.text or not _AS_IT_STANDS.match(value, offset):
            return place
        starts, found = self._aligned(marked, value)
        number = bisect_right(starts, offset) - 1
        if number < 0:
            return place
        at = found[number] + offset - starts[number]
        line = bisect_right(self._line_starts, at)
        return Position(line, at - self._line_starts[line - 1] + 1)

    def _aligned(self, marked: RecordPath, value: str) -> tuple[list[int], list[int]]:
        """Return the offsets of the pieces of a text, in it and in the file.

        They are empty if some of it is written in another way.
        """
        if (marked, value) not in self._alignments:
            start, end = self._extent(self._marks[marked], str(marked[-1]))
            pieces: list[int] = []
            found: list[int] = []
            for piece in _AS_IT_STANDS.finditer(value):
                if (at := self.text.find(piece[0], start, end)) < 0:
                    pieces, found = [], []
                    break
                pieces.append(piece.start())
                found.append(at)
                start = at + len(piece[0])
            # Kept, since one text may have thousands of faults.
            self._alignments[marked, value] = pieces, found
        return self._alignments[marked, value]

    def _extent(self, place: Position, key: str) -> tuple[int, int]:
        """Return the start and end of a text in the file, given the position of its key."""
        start = self._offset_of(place)
        following = bisect_right(self._mark_offsets, start)
        end = [*self._mark_offsets[following : following + 1], len(self.text)][0]
        start += self.text[start : start + 1] in ('"', "'")
        if self.text.startswith(key, start):
            after = _AFTER_KEY.match(self.text, start + len(key))
            start = after.end() if after else start
        signs = _BEFORE_VALUE.match(self.text, start)
        return (signs.end() if signs else start), end

    def _offset_of(self, place: Position) -> int:
        return self._line_starts[place.line - 1] + place.column - 1

    @cached_property
    def _mark_offsets(self) -> list[int]:
        return sorted(set(map(self._offset_of, self._marks.values())))

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(found.end() for found in _LINE_END.finditer(self.text))]


_AFTER_KEY = re.compile(r"[\"']?\s*[:=]")
_LINE_END = re.compile("\n")
_BEFORE_VALUE = re.compile(
    r"(?:[ \t]*+[&!]\S*+)*+(?:[ \t]*+(?:[|>][-+0-9]*+)?[ \t]*+(?:#[^\n]*+)?\n)?"
)
"""What may come before a text in YAML: an anchor, a tag, a block indicator, a comment."""
_AS_IT_STANDS = re.compile(r"[!#-&(-.0-\[\]-~]{1,20}")
"""A piece of text that looks the same in all formats, with any quotes."""


def position_at(text: str, offset: int) -> Position:
    """Turn a character offset into a line and a column."""
    return next(positions_at(text, [offset]))


def positions_at(text: str, offsets: Iterable[int]) -> Iterator[Position]:
    """Turn character offsets, in ascending order, into lines and columns."""
    line, line_start, last = 1, 0, 0
    for offset in offsets:
        if newlines := text.count("\n", last, offset):
            line += newlines
            line_start = text.rfind("\n", last, offset) + 1
        last = offset
        yield Position(line, offset - line_start + 1)


def nests_too_deep(data: Any) -> bool:
    """Return whether mappings and lists nest more than :data:`MAX_DEPTH` levels deep."""
    level: list[Any] = [[data]]
    for _ in range(MAX_DEPTH + 1):
        level = [
            item
            for nest in level
            for item in (nest.values() if isinstance(nest, dict) else nest)
            if isinstance(item, dict | list)
        ]
        if not level:
            return False
    return True


def bracket_too_deep(text: str, tokens: re.Pattern[str]) -> int | None:
    """Find the bracket that opens one level more than :data:`MAX_DEPTH`.

    :param tokens: matches brackets, and as a whole what may hold others.
    """
    depth = 0
    for match in tokens.finditer(text):
        depth += _STEPS.get(match[0], 0)
        if depth > MAX_DEPTH:
            return match.start()
    return None


_STEPS = {"[": 1, "{": 1, "]": -1, "}": -1}
