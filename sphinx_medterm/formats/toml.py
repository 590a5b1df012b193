"""TOML, by the standard library; lines are found from headers and keys at the start of lines."""

from __future__ import annotations

import datetime
import re
import tomllib
from pathlib import Path
from typing import Any

from sphinx_medterm.diagnostics import Diagnostic, Position, RecordPath, Severity, Subtype
from sphinx_medterm.formats._document import Document, Marks

_ERROR_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")
_PART = r"(?:[A-Za-z0-9_-]+|\"(?:[^\"\\\n]|\\.)*\"|'[^'\n]*')"
_NAME = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
_HEADER = re.compile(rf"^[ \t]*(\[\[?)[ \t]*({_NAME})[ \t]*\]")
_KEY = re.compile(rf"^[ \t]*({_NAME})[ \t]*=")


def read(text: str, file: Path) -> Document:
    """Read a TOML file. See :func:`sphinx_medterm.formats.read_file`."""
    document = Document(file=file, find_marks=lambda: _find_marks(text))
    try:
        document.data = _dates_as_text(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        _report(document, Subtype.SYNTAX, f"not well-formed TOML: {_message(error)}", text, error)
    except RecursionError:
        _report(document, Subtype.LIMIT, "too many levels of nesting", text)
    except ValueError as error:  # a number of thousands of digits
        _report(document, Subtype.VALUE, f"not usable TOML: {error}", text)
    return document


def _message(error: Exception) -> str:
    return _ERROR_PLACE.sub("", str(error))


def _report(
    document: Document, subtype: Subtype, message: str, text: str, error: Exception | None = None
) -> None:
    place = None
    if error is not None and (match := _ERROR_PLACE.search(str(error))):
        last_line = text.count("\n") + 1
        place = Position(int(match[1] or last_line), int(match[2] or 1))
    document.diagnostics.append(
        Diagnostic(
            severity=Severity.ERROR,
            subtype=subtype,
            message=message,
            file=document.file,
            position=place,
        )
    )


def _dates_as_text(value: Any) -> Any:
    """Write dates the way they stand in the file (ISO 8601); the schema knows them as text."""
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
    for number, line in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(line):
            name = _parts(header[2])
            table = _with_indices(name[:-1], items) + name[-1:]
            if header[1] == "[[":
                items[table] = items.get(table, -1) + 1
                marks.setdefault(table, Position(number, header.start(1) + 1))
                table = (*table, items[table])
            marks.setdefault(table, Position(number, header.start(1) + 1))
        elif key := _KEY.match(line):
            path = table + _parts(key[1])
            marks.setdefault(path, Position(number, key.start(1) + 1))
    return marks


def _parts(name: str) -> tuple[str, ...]:
    """Take a dotted name apart, by the library's own rules."""
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
    """Put the current item's number behind the name of every array of tables."""
    path: RecordPath = ()
    for part in name:
        path = (*path, part)
        if path in items:
            path = (*path, items[path])
    return path
