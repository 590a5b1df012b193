"""Plain data from the parser's events.

Every scalar stays the text that it is in the file, so codes such as ``1E30`` and labels such as
``no`` are safe; only an empty value and a plain ``null`` or ``~`` count as absent. The schema
defines the types.
"""

from __future__ import annotations

import re
from copy import deepcopy
from pathlib import Path
from typing import Any

import yaml

from sphinx_medterm.diagnostics import Position, RecordPath, Severity, Subtype, quoted
from sphinx_medterm.formats._yaml_aliases import PART_OF_TEXT, Anchored, Size, Unused, report_unused
from sphinx_medterm.formats._yaml_escapes import lost_command
from sphinx_medterm.formats._yaml_flow import Braces, Frame
from sphinx_medterm.formats._yaml_mistakes import find_mistake
from sphinx_medterm.formats._yaml_pieces import LOADER, PARSER_TOO_DEEP
from sphinx_medterm.formats._yaml_plain import comment_after, doubt, item_in_text
from sphinx_medterm.formats._yaml_values import WIDE_SPACES
from sphinx_medterm.formats.document import (
    MAX_DEPTH,
    TOO_DEEP,
    Document,
    Marks,
    TooMuchError,
    positions_at,
)
from sphinx_medterm.names.characters import described

_NULLS = {"", "~", "null", "Null", "NULL"}
"""What means that there is no value, without quotes (YAML 1.2 §10.3.2)."""
_TEXT_TAGS = {"!", "tag:yaml.org,2002:str", "tag:yaml.org,2002:map", "tag:yaml.org,2002:seq"}
_QUOTE = "put the text in quotes"
_QUOTE_COMMAS = "a comma ends the text there; put text that contains commas in quotes"
_BLANKS = {" ", "\t"}
_HIDDEN = re.compile(r"[ \t]++#[^\s#]")
"""A comment that may have been meant as a text; most have a space after the sign."""
_RECORD_LEVEL = 2
"""How many mappings are open where a record is."""
_DROPPED = object()  # in place of a key whose value is not used
_NO_COLON = object()  # in place of what has no colon, and so is not a key; an empty value follows


class Builder:
    """Builds plain data from events; with marks, it also keeps the position of every value."""

    def __init__(self, file: Path, marks: Marks | None = None) -> None:
        self.document = Document(file=file)
        self.root: Any = None
        self.marks = marks
        self.text = ""
        self.is_sound = True
        self.fault: yaml.MarkedYAMLError | None = None
        self.shares_anchors = False
        self.record_lines: list[tuple[tuple[str, str], int]] = []  # by section and key
        self._stack: list[Frame] = []
        self._anchors: dict[str, Anchored] = {}
        self._unused: Unused = {}
        self._aliased = Size(0, 0)

    def build(self, text: str) -> None:
        """Build everything, or everything before the first fault.

        :raises yaml.reader.ReaderError: if the text contains characters that YAML does not allow.
        """
        self.root, self._stack, self._aliased = None, [], Size(0, 0)
        self._unused.clear()
        self.text = text.removeprefix("\ufeff")  # which the parser does not count
        reported = len(self.document.diagnostics)
        try:
            self._consume(text)
        except yaml.MarkedYAMLError as error:
            if error.problem == PARSER_TOO_DEEP and error.problem_mark is not None:
                del self.document.diagnostics[reported:]
                self.build(text[: error.problem_mark.index])  # far enough to find our own limit
            else:
                self.fault, self.is_sound = error, False
        except TooMuchError as error:
            self.root, self.is_sound = None, False
            self.document.report(Subtype.LIMIT, error.message, error.place)

    def give_up(self) -> None:
        """Report why reading ends at the fault, and keep what is complete."""
        if self.fault is None:
            return
        mistake = find_mistake(self.text, self.fault)
        is_lone_word = self.fault.context == "while scanning a simple key"
        column = self.fault.context_mark.column if is_lone_word else None  # type: ignore[union-attr]
        path = self._without_unfinished(column)
        hint = mistake.hint
        if self.root:
            hint += "; everything before this place is used"
            hint += ", except this record" if path else ""
        self.document.report(Subtype.SYNTAX, mistake.message, mistake.place, path, hint)
        self.document.is_cut_short = True
        if len(path) > 1:
            self.document.lost.append((str(path[0]), str(path[1])))

    def _without_unfinished(self, column: int | None) -> RecordPath:
        """Drop the record that is cut short, and return its path.

        :param column: where the next record should have begun; ``None`` if the fault is elsewhere.
        """
        # The mapping of the section if it is one, else that of the file.
        depth = int(len(self._stack) > 1 and isinstance(self._stack[1].container, dict))
        frame = self._stack[depth] if self._stack else None
        if frame is None or not isinstance(frame.key, str) or isinstance(frame.container, list):
            return ()
        if column is not None and column <= frame.key_mark.column:
            return ()
        frame.container.pop(frame.key, None)
        return (*self._path_to(depth), frame.key)

    def _consume(self, text: str) -> None:
        next_event = LOADER(text).get_event
        stack = self._stack
        documents = 0
        while True:
            event = next_event()
            kind = type(event)
            if kind is yaml.ScalarEvent:
                self._scalar(event)
            elif kind is yaml.MappingStartEvent:
                self._open({}, event)
            elif kind is yaml.SequenceStartEvent:
                self._open([], event)
            elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
                self._close(stack.pop(), event)
            elif kind is yaml.AliasEvent:
                self._alias(event)
            elif kind is yaml.StreamEndEvent:
                kept = {name: self._unused[name] for name in self._unused if name in self._anchors}
                report_unused(kept, self.document)
                return
            elif kind is yaml.DocumentStartEvent:
                documents += 1
                if documents > 1:
                    message = "a second YAML document starts here and is not used"
                    hint = "put all records of a file in one document"
                    self.document.report(Subtype.SYNTAX, message, _place(event), hint=hint)
                    self.is_sound = False
                    return

    def _scalar(self, event: Any) -> None:
        text = event.value
        is_null = not event.style and (not text or (text in _NULLS and event.tag is None))
        value = None if is_null else text
        if event.tag is not None:
            self._tag(event, is_plain=not event.style)
        if event.anchor is not None:
            self._anchors[event.anchor] = Anchored(value, len(self.record_lines))
            if not event.style:
                self._unused.setdefault(event.anchor, (_place(event), self._path()))
        if event.style == '"':
            self._check_escapes(event)
        frame = self._stack[-1] if self._stack else None
        if not event.style and frame and frame.takes_value:
            value = self._plain(value, frame, event) if value else self._absent(value, event)
        if frame is None or type(frame.container) is not dict:
            self._attach(value, event)
        elif frame.key is None:
            self._key(frame, text, event)
        else:
            if isinstance(frame, Braces) and frame.key is not _NO_COLON:
                frame.note_scalar(event)
            if isinstance(frame.key, str) and value is not _DROPPED:
                frame.container[frame.key] = value
            frame.key = None

    def _plain(self, value: str, frame: Frame, event: Any) -> Any:
        """Check a text without quotes, and return what stands for it in the data."""
        start, end = event.start_mark, event.end_mark
        if self.text[end.index : end.index + 1] in _BLANKS:
            self._note_comment(end)
        has_lines = end.line > start.line
        is_alone = frame.key_mark is not None and start.line > frame.key_mark.line
        if not has_lines and not is_alone:
            return value
        written = self.text[start.index : end.index]
        is_record = is_alone and len(self._stack) == _RECORD_LEVEL
        found = doubt(written, is_record) if is_alone else None
        found = found or (item_in_text(written, start.column) if has_lines else None)
        if found is None:
            return value
        (place,) = positions_at(written, [found.offset])
        column = place.column + (start.column if place.line == 1 else 0)
        position = Position(start.line + place.line, column)
        report = self.document.report
        report(Subtype.SYNTAX, found.message, position, self._path(), found.hint, found.severity)
        if found.severity != Severity.ERROR:
            return value
        if is_record:
            self.document.lost.append((str(self._stack[0].key), str(frame.key)))
            self.is_sound = False  # the key may be that of another record
        return _DROPPED if is_record else None

    def _absent(self, value: str | None, event: Any) -> str | None:
        """Note a comment in place of a value, unless there is a space after its sign."""
        end = event.end_mark.index
        if not event.value and _HIDDEN.match(self.text, end):
            self._note_comment(event.end_mark, is_whole=True)
        return value

    def _note_comment(self, end: Any, is_whole: bool = False) -> None:
        """Note where a comment ends a text, which may have been meant as part of it."""
        comment = comment_after(self.text, end.index)
        if comment is not None:
            place = Position(end.line + 1, end.column + 1 + comment - end.index)
            self.document.comments.append((self._path(), place, is_whole))

    def _check_escapes(self, event: Any) -> None:
        """Warn about a backslash in double quotes that does not mean a backslash."""
        written = self.text[event.start_mark.index : event.end_mark.index]
        if "\\" in written and (escape := lost_command(written)):
            message = f"in double quotes, {escape} does not mean a backslash and a letter"
            hint = "use single quotes, a block that begins with >-, or two backslashes"
            place, path = _place(event), self._path()
            self.document.report(Subtype.SYNTAX, message, place, path, hint, Severity.WARNING)

    def _key(self, frame: Frame, key: str, event: Any) -> None:
        if isinstance(frame, Braces) and not frame.has_colon(event):
            self._without_colon(frame, key, event)
            return
        if len(self._stack) == 2:
            section = str(self._stack[0].key)
            self.record_lines.append(((section, key), event.start_mark.line + 1))
        if key in frame.container:
            self.document.report_repeated(key, _place(event), (*self._path_to(-1), key))
            frame.key = _DROPPED
            self.is_sound &= len(self._stack) > 1  # what looks like a section is not one
            return
        if key and key[0] in WIDE_SPACES and not event.style:
            self._wide_space(key, event)
            frame.key = _DROPPED
            return
        frame.key = key
        frame.key_mark = event.start_mark
        if self.marks is not None:
            self.marks.setdefault((*self._path_to(-1), key), _place(event))

    def _wide_space(self, key: str, event: Any) -> None:
        message = f"the indentation contains {described(key[0])}, which is not an ordinary space"
        message = f"{message}; {quoted(key.strip())} is left out"
        path = self._path_to(-1)
        self.document.report(
            Subtype.SYNTAX, message, _place(event), path, "indent with ordinary spaces"
        )

    def _without_colon(self, frame: Braces, key: str, event: Any) -> None:
        """Report a key without a colon; most often a comma has ended the text before it."""
        if not self._cut_text(frame):
            message = f"inside {{…}}, no colon follows {quoted(key)}; it is left out"
            hint = "write a space after the colon" if ":" in key else _QUOTE_COMMAS
            place = frame.comma() or _place(event)
            self.document.report(Subtype.SYNTAX, message, place, self._path_to(-1), hint)
        self._anchors.pop(event.anchor, None)
        frame.key = _NO_COLON
        frame.note_end(event)

    def _cut_text(self, frame: Braces) -> bool:
        """Leave out a text that is cut short, as what follows it in braces cannot be a key.

        :returns: whether there is such a text.
        """
        if (name := frame.text_key) is None:
            return False
        if not frame.is_cut:
            message = f"inside {{…}}, a comma ends the text: this one cuts {quoted(name)} short"
            place, path = frame.comma(), (*self._path_to(-1), name)
            report = self.document.report
            report(Subtype.SYNTAX, f"{message}; it is left out", place, path, _QUOTE)
            frame.container.pop(name, None)  # type: ignore[call-arg,arg-type]
            self._anchors.pop(frame.text_anchor or "", None)
            frame.is_cut = True
        return True

    def _attach(self, value: Any, event: Any) -> None:
        if not self._stack:
            self.root = value
            return
        frame = self._stack[-1]
        if isinstance(frame.container, list):
            if self.marks is not None:
                self.marks.setdefault(self._path(), _place(event))
            frame.container.append(value)
        elif frame.key is None:
            frame.key = _DROPPED
            message = "a key must be text; it is left out with its value"
            self.document.report(Subtype.VALUE, message, _place(event), self._path_to(-1))
        elif frame.key is _DROPPED:
            frame.key = None
        else:
            frame.container[frame.key] = value
            if type(value) is not dict and type(value) is not list:
                frame.key = None

    def _open(self, container: dict[str, Any] | list[Any], event: Any) -> None:
        if event.tag is not None:
            self._tag(event)
        if len(self._stack) >= MAX_DEPTH:
            raise TooMuchError(TOO_DEEP, _place(event))
        self._attach(container, event)
        frame = Frame(container, event.anchor)
        if isinstance(container, dict) and event.flow_style:
            frame = Braces(container, event.anchor, text=self.text)
        self._stack.append(frame)

    def _path(self) -> RecordPath:
        """Return the path of the next value."""
        path = self._path_to(None)
        last = path[-1] if path else None
        return (*path[:-1], last + 1) if isinstance(last, int) else path

    def _path_to(self, depth: int | None) -> RecordPath:
        """Return the path of the mapping or list at a depth of the stack."""
        return tuple(
            len(frame.container) - 1
            if isinstance(frame.container, list)
            else (frame.key if isinstance(frame.key, str) else "?")
            for frame in self._stack[:depth]
        )

    def _close(self, frame: Frame, event: Any) -> None:
        if frame.anchor:
            self._anchors[frame.anchor] = Anchored(frame.container, len(self.record_lines))
        self._end_of_value(event)

    def _end_of_value(self, event: Any) -> None:
        """Continue after a list, a mapping or an alias, which may also have been a key."""
        if not self._stack:
            return
        frame = self._stack[-1]
        if isinstance(frame, Braces):
            if frame.key is not _DROPPED:
                frame.note_other(event)
            elif not frame.has_colon(event):
                self._cut_text(frame)
                frame.key = _NO_COLON
                frame.note_end(event)
        if isinstance(frame.key, str):
            frame.key = None

    def _alias(self, event: Any) -> None:
        if event.anchor not in self._anchors:
            name = quoted(f"*{event.anchor}")
            message = f"the alias {name} has no anchor before it; it is left out"
            self.document.report(Subtype.SYNTAX, message, _place(event), self._path())
            self.is_sound = False
            self._skip()
            self._end_of_value(event)
            return
        anchored = self._anchors[event.anchor]
        self._unused.pop(event.anchor, None)
        self.shares_anchors |= anchored.record != len(self.record_lines)
        size, before = anchored.size, self._aliased
        self._aliased = Size(before.values + size.values, before.characters + size.characters)
        if excess := self._aliased.excess:
            raise TooMuchError(f"aliases add more than {excess}", _place(event))
        if len(self._stack) + size.levels > MAX_DEPTH:
            raise TooMuchError(TOO_DEEP, _place(event))
        self._attach(deepcopy(anchored.value), event)
        self._end_of_value(event)

    def _skip(self) -> None:
        """Continue as if there were no value, or key, here."""
        frame = self._stack[-1] if self._stack else None
        if frame is not None and isinstance(frame.container, dict):
            frame.key = _DROPPED if frame.key is None else None

    def _tag(self, event: Any, is_plain: bool = False) -> None:
        """Warn of a tag, unless it only says that this is a text.

        A '!' before a text without quotes was meant as part of it.
        """
        if event.tag in _TEXT_TAGS and not (is_plain and event.tag == "!"):
            return
        message = f"the tag {quoted(event.tag)} has no meaning here; the value is read as it is"
        hint = PART_OF_TEXT if is_plain else ""
        place, path, severity = _place(event), self._path(), Severity.WARNING
        self.document.report(Subtype.VALUE, message, place, path, hint, severity)


def _place(event: Any) -> Position:
    return _position(event.start_mark)


def _position(mark: Any) -> Position:
    return Position(mark.line + 1, mark.column + 1)
