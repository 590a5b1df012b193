"""JSON: parsed at full speed; lines are looked for only when there is something to report."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from pathlib import Path
from typing import Any

from sphinx_medterm.diagnostics import Position, RecordPath, Subtype, quoted
from sphinx_medterm.formats._document import Document, Marks, place_of_nesting

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)
_LONGEST_NUMBER = 400


def read(text: str, file: Path, known: Collection[bytes]) -> Document:
    """Read a JSON file. See :func:`sphinx_medterm.formats.read_file`."""
    document = Document(file=file)
    repeated = False

    def first_wins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        nonlocal repeated
        record = dict(pairs)
        if len(record) < len(pairs):
            repeated = True
            record = {}
            for key, value in pairs:
                record.setdefault(key, value)
        return record

    try:
        document.data = json.loads(text, object_pairs_hook=first_wins, parse_int=_whole_number)
    except json.JSONDecodeError as error:
        place = Position(error.lineno, error.colno)
        document.report(Subtype.SYNTAX, f"not well-formed JSON: {error.msg}", place)
        return document
    except RecursionError:
        document.report(Subtype.LIMIT, "too many levels of nesting", place_of_nesting(text))
        return document
    document.find_marks = lambda: _scan(text)[0]
    if repeated:
        for path, place in _scan(text)[1]:
            key = quoted(str(path[-1]))
            message = f"the key {key} stands twice in this mapping; the first one counts"
            document.report(Subtype.DUPLICATE_KEY, message, place, path)
    return document


def _whole_number(digits: str) -> int | float:
    """Read a number of any length; Python refuses to make integers of thousands of digits."""
    return int(digits) if len(digits) <= _LONGEST_NUMBER else float(digits)


def _scan(text: str) -> tuple[Marks, list[tuple[RecordPath, Position]]]:
    """Find the places of all keys and items, and of the keys that stand twice.

    :param text: well-formed JSON.
    """
    scanner = _Scanner()
    line, line_start, last = 1, 0, 0
    for match in _TOKEN.finditer(text):
        start = match.start()
        if newlines := text.count("\n", last, start):
            line += newlines
            line_start = text.rfind("\n", last, start) + 1
        last = start
        scanner.take(match.group(), Position(line, start - line_start + 1))
    return scanner.marks, scanner.repeated


class _Scanner:
    """Follows the tokens of a JSON text and knows the path of each value."""

    def __init__(self) -> None:
        self.marks: Marks = {}
        self.repeated: list[tuple[RecordPath, Position]] = []
        self._path: list[str | int] = []  # of the value that comes next
        self._keys: list[set[str] | None] = []  # seen so far in each mapping around; None in a list
        self._key_comes = False

    def take(self, token: str, place: Position) -> None:
        """Go on by one token."""
        if token == ",":
            self._key_comes = self._keys[-1] is not None
            if not self._key_comes:
                self._path[-1] = int(self._path[-1]) + 1
        elif token in "]}":
            self._close()
        elif self._key_comes:
            self._key(json.loads(token), place)
        elif token != ":":
            self._value(token, place)

    def _key(self, key: str, place: Position) -> None:
        self._path.append(key)
        self._key_comes = False
        seen = self._keys[-1]
        if seen is not None and key in seen:
            self.repeated.append((tuple(self._path), place))
        elif seen is not None:
            seen.add(key)
            self.marks.setdefault(tuple(self._path), place)

    def _value(self, token: str, place: Position) -> None:
        if self._keys and self._keys[-1] is None:
            self.marks.setdefault(tuple(self._path), place)
        if token == "[":
            self._keys.append(None)
            self._path.append(0)
        elif token == "{":
            self._keys.append(set())
            self._key_comes = True
        else:
            self._end_of_value()

    def _close(self) -> None:
        if self._keys.pop() is None:
            self._path.pop()
        self._key_comes = False
        self._end_of_value()

    def _end_of_value(self) -> None:
        if self._keys and self._keys[-1] is not None:
            self._path.pop()
