"""JSON, parsed at full speed; positions are found only when there is something to report."""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from functools import cache
from itertools import tee
from pathlib import Path
from typing import Any

from sphinx_medterm.diagnostics import Position, RecordPath, Subtype, quoted
from sphinx_medterm.formats.document import (
    Document,
    Marks,
    bracket_too_deep,
    nests_too_deep,
    position_at,
    positions_at,
)
from sphinx_medterm.names.characters import has_half_character

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+', re.DOTALL)
_LONGEST_NUMBER = 400


def read(text: str, file: Path, known: Collection[bytes]) -> Document:
    """Read a JSON file. See :func:`sphinx_medterm.formats.read_file`."""
    document = Document(file=file, text=text)
    is_faulty = False

    def sound(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        """Keep the first value of each key that is whole."""
        nonlocal is_faulty
        record = dict(pairs)
        if len(record) < len(pairs) or any(map(has_half_character, record)):
            is_faulty = True
            record = {}
            for key, value in pairs:
                if not has_half_character(key):
                    record.setdefault(key, value)
        return record

    if not text.strip():
        return document
    try:
        document.data = json.loads(text, object_pairs_hook=sound, parse_int=_whole_number)
    except json.JSONDecodeError as error:
        place = Position(error.lineno, error.colno)
        document.report(Subtype.SYNTAX, f"not well-formed JSON: {error.msg}", place)
        return document
    except RecursionError:
        document.reject_nesting(_place_of_nesting(text))
        return document
    if nests_too_deep(document.data):
        document.reject_nesting(_place_of_nesting(text))
        return document
    scan = cache(lambda: _scan(text))
    document.find_marks = lambda: scan().marks
    for path, place in scan().unused if is_faulty else ():
        _report_key(document, path, place)
    return document


def _place_of_nesting(text: str) -> Position:
    return position_at(text, bracket_too_deep(text, _TOKEN) or 0)


def _report_key(document: Document, path: RecordPath, place: Position) -> None:
    """Report a key that is not used."""
    key = str(path[-1])
    if has_half_character(key):
        message = f"the key {quoted(key)} contains half a character; it is left out with its value"
        document.report(Subtype.VALUE, message, place, path, "write the whole character")
    else:
        document.report_repeated(key, place, path)


def _whole_number(digits: str) -> int | float:
    """Read a number of any length; Python does not convert thousands of digits to an integer."""
    return int(digits) if len(digits) <= _LONGEST_NUMBER else float(digits)


def _scan(text: str) -> _Scanner:
    """Find the positions of all keys and items, and of keys that are not used.

    :param text: well-formed JSON.
    """
    scanner = _Scanner()
    tokens, starts = tee(_TOKEN.finditer(text))
    places = positions_at(text, (token.start() for token in starts))
    for token, place in zip(tokens, places, strict=True):
        scanner.take(token[0], place)
    return scanner


class _Scanner:
    """Follows the tokens of a JSON text and knows the path of each value."""

    def __init__(self) -> None:
        self.marks: Marks = {}
        self.unused: list[tuple[RecordPath, Position]] = []
        self._path: list[str | int] = []  # of the value that comes next
        self._keys: list[set[str] | None] = []  # seen so far in each mapping around; None in a list
        self._key_comes = False

    def take(self, token: str, place: Position) -> None:
        """Process one token."""
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
        if seen is not None and (key in seen or has_half_character(key)):
            self.unused.append((tuple(self._path), place))
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
