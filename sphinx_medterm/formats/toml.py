"""TOML, read by the standard library; positions come from headers and keys at line starts."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Collection
from pathlib import Path
from typing import Any

from sphinx_medterm.diagnostics import Position, RecordPath, Subtype
from sphinx_medterm.formats.document import (
    MAX_DEPTH,
    Document,
    Marks,
    bracket_too_deep,
    nests_too_deep,
    position_at,
)

_ERROR_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_PART = r"(?:[A-Za-z0-9_-]++|\"(?:[^\"\\\n]|\\.)*+\"|'[^'\n]*+')"
_NAME = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
_HEADER = re.compile(rf"^[ \t]*(\[\[?)[ \t]*({_NAME})[ \t]*\]")
_STRING_OR_COMMENT = re.compile(
    r"(\"{3}(?:[^\\]|\\.)*?\"{3}|'{3}.*?'{3})|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*'|#[^\n]*", re.DOTALL
)
_BRACKET = re.compile(rf"[\[\]{{}}]|{_STRING_OR_COMMENT.pattern}", re.DOTALL)
_DEEP_KEY = re.compile(
    r"(?:^[ \t]*+|[{,][ \t]*+)(?:(\[\[?+)[ \t]*+)?"
    rf"({_PART}(?:[ \t]*+\.[ \t]*+{_PART}){{{MAX_DEPTH}}})",
    re.MULTILINE,
)
_LONG_NUMBER = re.compile(r"\d[\d_]{4299,}")
_KEY = re.compile(rf"^[ \t]*({_NAME})[ \t]*=")


def read(text: str, file: Path, known: Collection[bytes]) -> Document:
    """Read a TOML file. See :func:`sphinx_medterm.formats.read_file`."""
    document = Document(file=file, text=text, find_marks=lambda: _find_marks(text))
    if key := _DEEP_KEY.search(text):  # for which the library needs quadratic time and space
        document.reject_nesting(position_at(text, key.start(1 if key[1] else 2)))
        return document
    try:
        data = tomllib.loads(text)
        if nests_too_deep(data):
            place = _place_of_nesting(text) or document.locate(_path_too_deep(data))
            document.reject_nesting(place)
        else:
            document.data = _dates_as_text(data) or None
    except tomllib.TOMLDecodeError as error:
        message = f"not well-formed TOML: {_ERROR_PLACE.sub('', str(error))}"
        document.report(Subtype.SYNTAX, message, _place(text, error))
    except RecursionError:
        document.reject_nesting(_place_of_nesting(text) or Position(1, 1))
    except ValueError:  # the standard library does not convert thousands of digits to an integer
        match = _LONG_NUMBER.search(text)
        place = position_at(text, match.start()) if match else Position(1, 1)
        message = "unusable TOML: a number with thousands of digits"
        document.report(Subtype.SYNTAX, message, place, hint="put it in quotes")
    return document


def _place_of_nesting(text: str) -> Position | None:
    """Find the bracket of a value that nests too deeply by itself, not by keys around it."""
    offset = bracket_too_deep(text, _BRACKET)
    return None if offset is None else position_at(text, offset)


def _path_too_deep(data: dict[str, Any]) -> RecordPath:
    """Find the first value that is nested too deeply; there must be one."""
    waiting: list[tuple[RecordPath, Any]] = [((), data)]
    while True:
        path, value = waiting.pop()
        if len(path) >= MAX_DEPTH:
            return path
        items = value.items() if isinstance(value, dict) else enumerate(value)
        inner = [((*path, key), item) for key, item in items if isinstance(item, dict | list)]
        waiting += reversed(inner)


def _place(text: str, error: tomllib.TOMLDecodeError) -> Position:
    match = _ERROR_PLACE.search(str(error))
    if match is None or match[1] is None:
        return position_at(text, len(text.rstrip("\n")))
    return Position(int(match[1]), int(match[2]))


def _dates_as_text(value: Any) -> Any:
    """Turn dates into text (ISO 8601), as the schema expects."""
    if isinstance(value, dict):
        return {key: _dates_as_text(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_dates_as_text(item) for item in value]
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return value


def _find_marks(text: str) -> Marks:
    marks: Marks = {}
    items: dict[RecordPath, int] = {}
    table: RecordPath = ()
    one_line_each = _STRING_OR_COMMENT.sub(_without_lines, text)
    for number, line in enumerate(one_line_each.split("\n"), 1):
        if header := _HEADER.match(line):
            name = _parts(header[2])
            table = _with_indices(name[:-1], items) + name[-1:]
            if header[1] == "[[":
                items[table] = items.get(table, -1) + 1
                table = (*table, items[table])
            _mark(marks, table, Position(number, header.start(1) + 1))
        elif key := _KEY.match(line):
            _mark(marks, table + _parts(key[1]), Position(number, key.start(1) + 1))
    return marks


def _mark(marks: Marks, path: RecordPath, place: Position) -> None:
    """Note the position of a value, and of all parts around it that had none yet."""
    for length in range(1, min(len(path), MAX_DEPTH) + 1):
        marks.setdefault(path[:length], place)


def _without_lines(match: re.Match[str]) -> str:
    """Empty a text of several lines, as its lines are not keys or headers."""
    return "\n" * match.group().count("\n") if match[1] else match.group()


def _parts(name: str) -> tuple[str, ...]:
    """Split a dotted name by the library's own rules."""
    try:
        node = tomllib.loads(f"{name} = 0")
    except tomllib.TOMLDecodeError:
        return (name,)
    parts = []
    while isinstance(node, dict):
        key, node = next(iter(node.items()))
        parts.append(key)
    return tuple(parts)


def _with_indices(name: tuple[str, ...], items: dict[RecordPath, int]) -> RecordPath:
    """Add the current item number after the name of every array of tables."""
    path: RecordPath = ()
    for part in name:
        path = (*path, part)
        if path in items:
            path = (*path, items[path])
    return path
