"""YAML, built from the parser's events.

Every scalar stays the text it is in the file, so that codes such as ``1E30`` and labels such as
``no`` are safe; only an empty value counts as absent. The schema gives the types.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from sphinx_medterm.diagnostics import Diagnostic, Position, RecordPath, Severity, Subtype
from sphinx_medterm.formats._document import Document, Marks, position_at

MAX_DEPTH = 40
"""How deep mappings and lists may nest; a term needs six levels."""

MAX_ALIASED = 100_000
"""How many values aliases may add to a file in all."""

_LOADER = getattr(yaml, "CLoader", yaml.Loader)
_TEXT_TAGS = {None, "!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"}
_DROPPED = object()  # stands for a key that is no text


def read(text: str, file: Path) -> Document:
    """Read a YAML file. See :func:`sphinx_medterm.formats.read_file`."""
    builder = _Builder(file)
    builder.build(text)
    return Document(
        file=file,
        data=builder.root,
        diagnostics=builder.diagnostics,
        find_marks=lambda: _find_marks(text, file),
    )


def _find_marks(text: str, file: Path) -> Marks:
    builder = _Builder(file, marks={})
    builder.build(text)
    return builder.marks or {}


class _TooMuchError(Exception):
    """The file exceeds a limit."""

    def __init__(self, message: str, place: Position) -> None:
        super().__init__(message)
        self.message = message
        self.place = place


@dataclass(slots=True)
class _Frame:
    """A mapping or list that is being filled."""

    container: dict[str, Any] | list[Any]
    path: RecordPath
    anchor: str | None
    key: Any = None  # of the value to come, in a mapping


class _Builder:
    """Builds plain data from events; keeps the place of every value if asked for marks."""

    def __init__(self, file: Path, marks: Marks | None = None) -> None:
        self.file = file
        self.root: Any = None
        self.marks = marks
        self.diagnostics: list[Diagnostic] = []
        self._stack: list[_Frame] = []
        self._anchors: dict[str, Any] = {}
        self._aliased = 0

    def build(self, text: str) -> None:
        """Build everything, or what stands before the first fault."""
        try:
            self._consume(yaml.parse(text, Loader=_LOADER))
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            place = Position(mark.line + 1, mark.column + 1) if mark else None
            message = " ".join(filter(None, (error.context, error.problem)))
            self._give_up(Subtype.SYNTAX, f"not well-formed YAML: {message}", place)
        except yaml.reader.ReaderError as error:
            place = position_at(text, error.position)
            self._give_up(Subtype.SYNTAX, f"not well-formed YAML: {error.reason}", place)
        except _TooMuchError as error:
            self.root = None
            self._report(Subtype.LIMIT, error.message, error.place)

    def _give_up(self, subtype: Subtype, message: str, place: Position | None) -> None:
        """Drop the record that is cut short, and keep those before it."""
        hint = "indent with spaces, quote texts that hold ': ' or start with one of `[]{}*&!|>%@"
        if len(self._stack) > 1:
            record = self._stack[1]
            if isinstance(record.container, dict) and isinstance(record.key, str):
                record.container.pop(record.key, None)
            hint += "; what stands before this place is used"
        self._report(subtype, message, place, hint=hint)

    def _report(
        self,
        subtype: Subtype,
        message: str,
        place: Position | None,
        path: RecordPath = (),
        hint: str = "",
    ) -> None:
        self.diagnostics.append(
            Diagnostic(
                severity=Severity.ERROR,
                subtype=subtype,
                message=message,
                file=self.file,
                position=place,
                path=path,
                hint=hint,
            )
        )

    def _consume(self, events: Iterator[yaml.Event]) -> None:
        stack = self._stack
        documents = 0
        for event in events:
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self._scalar(event)
            elif kind is yaml.MappingStartEvent:
                self._open({}, event)
            elif kind is yaml.SequenceStartEvent:
                self._open([], event)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self._close(stack.pop())
            elif kind is yaml.AliasEvent:
                self._alias(event)
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    self._report(
                        Subtype.SYNTAX,
                        "a second YAML document starts here and is not used",
                        _place(event),
                        hint="one file holds one document",
                    )
                    return

    def _scalar(self, event: Any) -> None:
        value = event.value
        frame = self._stack[-1] if self._stack else None
        if frame is not None and frame.key is None and type(frame.container) is dict:
            self._key(frame, value, event)
            return
        if event.tag not in _TEXT_TAGS:
            self._tag(event)
        if value == "" and not event.style:
            value = None
        self._attach(value, event)
        if event.anchor:
            self._anchors[event.anchor] = value

    def _key(self, frame: _Frame, key: str, event: Any) -> None:
        path = (*frame.path, key)
        if key in frame.container:
            self._report(
                Subtype.DUPLICATE_KEY,
                f"the key {key!r} stands twice in this mapping; the first one counts",
                _place(event),
                path,
            )
            frame.key = _DROPPED
            return
        frame.key = key
        if self.marks is not None:
            self.marks.setdefault(path, _place(event))

    def _attach(self, value: Any, event: Any) -> None:
        if not self._stack:
            self.root = value
            return
        frame = self._stack[-1]
        if isinstance(frame.container, list):
            if self.marks is not None:
                self.marks.setdefault((*frame.path, len(frame.container)), _place(event))
            frame.container.append(value)
        elif frame.key is None:
            frame.key = _DROPPED
            place = _place(event)
            self._report(
                Subtype.VALUE,
                "a key must be text; it is left out with its value",
                place,
                frame.path,
            )
        elif frame.key is _DROPPED:
            frame.key = None
        else:
            frame.container[frame.key] = value
            if type(value) is not dict and type(value) is not list:
                frame.key = None

    def _open(self, container: dict[str, Any] | list[Any], event: Any) -> None:
        if event.tag not in _TEXT_TAGS:
            self._tag(event)
        parent = self._stack[-1] if self._stack else None
        if parent is None:
            path: RecordPath = ()
        elif isinstance(parent.container, list):
            path = (*parent.path, len(parent.container))
        else:
            path = (*parent.path, parent.key if isinstance(parent.key, str) else "?")
        if len(self._stack) >= MAX_DEPTH:
            raise _TooMuchError(f"more than {MAX_DEPTH} levels of nesting", _place(event))
        dropped = parent is not None and parent.key is _DROPPED
        self._attach(container, event)
        if parent is not None and dropped:
            parent.key = None
        self._stack.append(_Frame(container, path, event.anchor))

    def _close(self, frame: _Frame) -> None:
        if frame.anchor:
            self._anchors[frame.anchor] = frame.container
        if self._stack and isinstance(self._stack[-1].key, str):
            self._stack[-1].key = None

    def _alias(self, event: Any) -> None:
        if event.anchor not in self._anchors:
            raise yaml.MarkedYAMLError(
                None, None, f"the alias *{event.anchor} has no anchor before it", event.start_mark
            )
        value = self._anchors[event.anchor]
        self._aliased += _count(value, MAX_ALIASED)
        if self._aliased > MAX_ALIASED:
            raise _TooMuchError(f"aliases add more than {MAX_ALIASED:,} values", _place(event))
        self._attach(deepcopy(value), event)
        self._close(_Frame([], (), None))

    def _tag(self, event: Any) -> None:
        self.diagnostics.append(
            Diagnostic(
                severity=Severity.WARNING,
                subtype=Subtype.VALUE,
                message=f"the tag {event.tag!r} means nothing here; the value is read as it stands",
                file=self.file,
                position=_place(event),
            )
        )


def _place(event: Any) -> Position:
    mark = event.start_mark
    return Position(mark.line + 1, mark.column + 1)


def _count(value: Any, limit: int) -> int:
    """Count the values in a tree, giving up a little beyond the limit."""
    total, waiting = 0, [value]
    while waiting and total <= limit:
        item = waiting.pop()
        total += 1
        if isinstance(item, dict):
            waiting.extend(item.values())
        elif isinstance(item, list):
            waiting.extend(item)
    return total
