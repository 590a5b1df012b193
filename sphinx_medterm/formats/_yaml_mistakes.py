"""The usual mistakes in YAML, each with a message of its own.

The parser notices many of them only later in the file, and names them by rules that few people
know. So lines that it cannot read are gone through again, with an eye to what people get wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple, NoReturn

import yaml

from sphinx_medterm.diagnostics import Position
from sphinx_medterm.formats._yaml_values import (
    COLON,
    WIDE_SPACES,
    MistakeError,
    Spot,
    after_braces,
    after_quotes,
    check_first,
    check_item,
    check_plain,
    check_rest,
    check_start,
    is_block,
)
from sphinx_medterm.names.characters import described

_SPACES = "indent with spaces"
_HINT = "indent with spaces, quote text that contains ': ' or starts with one of `[]{}*&!|>%@"
_UNCLOSED = {
    "while scanning a simple key",
    "while scanning a quoted scalar",
    "while parsing a flow mapping",
    "while parsing a flow sequence",
}  # faults that the parser notices after the place where they are
_LEAD = re.compile(f"[ \\t{WIDE_SPACES}]*+")
_KEY = re.compile(
    r"(?:\"(?:[^\"\\]|\\.)*+\"[ \t]*+|'(?:[^']|'')*+'[ \t]*+"
    r"|(?![\"'\[{#|>@`%*&!\]},])(?:(?:[^: \t]|:(?![ \t]|$))++[ \t]*+(?!#))*+):(?=[ \t]|$)"
)
_PROPERTY = re.compile(r"(?:&[^\s,\[\]{}]+|!\S*)(?:[ \t]+|$)")
_FIELD = re.compile(r"[a-z][a-z_]*[ \t]*:")
_WIDTH = re.compile(r"[|>][-+]?([1-9])")


class Mistake(NamedTuple):
    """What is wrong with the YAML of some lines, where, and what may be done about it.

    :ivar is_readable: whether the parser can read them, but not as a mapping.
    """

    place: Position
    message: str
    hint: str
    is_readable: bool = False


def find_mistake(text: str, error: yaml.MarkedYAMLError | None, first: int = 0) -> Mistake:
    """Find out why some lines cannot be read.

    :param text: the lines.
    :param error: what the parser says; ``None`` if it can read them, but not as a mapping.
    :param first: the number of the first line that is in question, from 0.
    """
    lines = text.split("\n")
    mark: Any = error.problem_mark if error else None
    if mark is not None and text[mark.index : mark.index + 1] == "\t":
        return Mistake(_position(mark), "a tab cannot be used as indentation", _SPACES)
    try:
        _Lines(lines).read()
        if error is None:
            _check_name(lines, first)
    except MistakeError as found:
        # If the parser has stopped before that place, the reason is another one.
        if mark is None or found.place.row <= mark.line:
            return Mistake(found.place.position, found.message, found.hint, error is None)
    if error is None:
        message = "expected a name with a colon after it"
        return Mistake(Position(first + 1, 1), message, _HINT, True)
    return _other(lines, error)


def _other(lines: Sequence[str], error: yaml.MarkedYAMLError) -> Mistake:
    """Report what is none of the usual mistakes in the words of the parser."""
    mark: Any = error.context_mark if error.context in _UNCLOSED else error.problem_mark
    said = " ".join(filter(None, (error.context, error.problem)))
    message = f"this is not well-formed YAML (the parser says: {said})"
    row = min(mark.line, len(lines) - 1)
    return Mistake(Position(row + 1, min(mark.column, len(lines[row])) + 1), message, _HINT)


def _position(mark: Any) -> Position:
    return Position(mark.line + 1, mark.column + 1)


def _check_name(lines: Sequence[str], row: int) -> None:
    """Check whether a line has a name with a colon.

    :raises MistakeError: if it is clear why it has not.
    """
    text = lines[row].lstrip(" ")
    place = Spot(row, len(lines[row]) - len(text))
    check_start(text, place)
    if not _KEY.match(text):
        message = "expected a name with a colon after it"
        raise MistakeError(place, message, "write a colon after the name, or delete this line")


class Collection(NamedTuple):
    """A list or mapping in block style."""

    indent: int
    is_list: bool


class _Plain(NamedTuple):
    """A text without quotes, which may go on on the next line.

    :ivar is_alone: whether it begins on a line of its own.
    :ivar cut: the place of the comment that ends it.
    """

    text: str
    place: Spot
    is_alone: bool
    cut: Spot | None


class _Lines:
    """Goes through lines in block style until it comes to a mistake."""

    def __init__(self, lines: Sequence[str]) -> None:
        self.lines = lines
        self.row = 0
        self.open = [Collection(-1, False)]
        self.waits = True  # for the value after a key
        self.plain: _Plain | None = None
        self.item: tuple[str, Spot] | None = None  # the last name that begins with '-'
        self.block_indent = 0  # of the text in a block that ends here
        self.block_above = 0  # the same, for the line before

    def read(self) -> None:
        """Go through all lines.

        :raises MistakeError: if one is found.
        """
        while self.row < len(self.lines):
            line = self.lines[self.row]
            content = line.strip(" \t")
            if content and content[0] != "#" and not line.startswith(("---", "...", "%")):
                self._line(line)
            self.row += 1

    def _line(self, line: str) -> None:
        self.block_above, self.block_indent = self.block_indent, 0
        lead = _LEAD.match(line)
        indent = lead.end() if lead else 0
        text = line[indent:]
        spaces = len(line) - len(line.lstrip(" "))
        if spaces < indent and line[spaces] != "\t":
            self._wide_space(line, spaces)
        if self.plain and indent > self.open[-1].indent:
            self._continue(self.plain, text, indent)
            return
        is_item = _is_item(text)
        self._settle(indent, text, is_item)
        self.plain = None
        self._content(indent, text)

    def _at(self, column: int) -> Spot:
        return Spot(self.row, column)

    def _wide_space(self, line: str, column: int) -> None:
        text = line[column:].lstrip()
        if self.plain and column > self.open[-1].indent and not _KEY.match(text):
            return  # a text may hold such spaces
        message = (
            f"the indentation contains {described(line[column])}, which is not an ordinary space"
        )
        raise MistakeError(self._at(column), message, "indent with ordinary spaces")

    def _continue(self, plain: _Plain, text: str, column: int) -> None:
        """Check a line that goes on with a text without quotes."""
        if plain.cut:
            message = (
                "' #' begins a comment, so the text ends here, but it continues on the next line"
            )
            raise MistakeError(
                plain.cut, message, "put the text in quotes, or on the line after '>-'"
            )
        colon = COLON.search(text)
        comment = text.find(" #")
        if colon and not 0 <= comment < colon.start():
            if plain.is_alone:
                check_start(plain.text, plain.place)
            self._check_last_item(column)
            if _FIELD.match(text):
                message = (
                    "this line is indented more than the one above it, so it continues that text"
                )
                hint = "indent it like its neighbors, or if it belongs there, quote the text"
                raise MistakeError(self._at(column), message, hint)
            message = "text without quotes cannot contain a colon and a space (': ')"
            place = self._at(column + colon.start())
            raise MistakeError(place, message, "put the text in quotes, or on the line after '>-'")
        cut = self._at(column + comment + 1) if comment >= 0 else None
        self.plain = plain._replace(cut=cut)

    def _settle(self, indent: int, text: str, is_item: bool) -> None:
        """Find the list or mapping that a line belongs to."""
        top = self.open[-1]
        if self.waits and (
            indent > top.indent or (is_item and indent == top.indent and not top.is_list)
        ):
            return
        self.waits = False
        inner: Collection | None = None
        while self.open[-1].indent > indent:
            inner = self.open.pop()
        if self.open[-1].is_list and self.open[-1].indent == indent and not is_item:
            self._after_list(indent, text)
        if self.open[-1].indent < indent:
            self._wrong_indent(indent, inner, text)
        if is_item and not self.open[-1].is_list:
            message = "expected the name of a field or record, not a list item"
            raise MistakeError(self._at(indent), message, "indent it like the list it belongs to")

    def _after_list(self, indent: int, text: str) -> None:
        """Continue with the mapping that holds a list of the same indentation."""
        if len(self.open) > 1 and self.open[-2].indent == indent:
            self.open.pop()
            return
        check_item(text, self._at(indent))
        message = "this line is among list items, but does not begin with '- '"
        raise MistakeError(
            self._at(indent), message, "write '- ' before it, or correct its indentation"
        )

    def _check_last_item(self, indent: int) -> None:
        """Check whether a line goes on with a list item that lacks a space after its '-'."""
        if self.item and self.item[1].column + 1 == indent:
            check_item(*self.item)

    def _wrong_indent(self, indent: int, inner: Collection | None, text: str) -> None:
        place = self._at(indent)
        self._check_last_item(indent)
        if self.block_above and not _KEY.match(text):
            self._below_block(place)
        wanted = inner.indent if inner else self.open[-1].indent
        spaces = "1 space" if indent == 1 else f"{indent} spaces"
        message = f"this line is indented by {spaces}, but the lines it belongs with by {wanted}"
        raise MistakeError(place, message, "indent it like its neighbors")

    def _content(self, column: int, text: str) -> None:
        """Check what a line has after its indentation."""
        is_alone = True
        while _is_item(text):
            if self.open[-1] != (column, True):
                self.open.append(Collection(column, True))
            rest = text[1:].lstrip(" \t")
            column += len(text) - len(rest)
            text, self.waits, is_alone = rest, True, False
        while found := _PROPERTY.match(text):
            column, text = column + found.end(), text[found.end() :]
        if not text or text[0] == "#":
            return
        if key := _KEY.match(text):
            self._key(column, text, key.end())
        else:
            self._value(column, text, is_alone)

    def _key(self, column: int, text: str, end: int) -> None:
        """Check a name with its value.

        :param end: the offset after the colon.
        """
        if text[0] == ":":
            raise MistakeError(
                self._at(column), "the name before this colon is missing", "write it"
            )
        if self.open[-1] != (column, False):
            self.open.append(Collection(column, False))
        if text[0] == "-":
            self.item = text, self._at(column)
        self.waits = True
        value = text[end:].lstrip(" \t")
        if value and value[0] != "#":
            self._value(column + len(text) - len(value), value, False)

    def _value(self, column: int, text: str, is_alone: bool) -> None:
        place = self._at(column)
        if is_alone and not self.waits:
            self._no_key(text, place)
        self.waits = False
        while found := _PROPERTY.match(text):
            column, text = column + found.end(), text[found.end() :]
            place = self._at(column)
        if not text or text[0] == "#":
            self.waits = True
            return
        if text[0] in "\"'":
            self.row, _column = after_quotes(self.lines, place, self.open[-1].indent)
        elif text[0] in "[{":
            end = after_braces(self.lines, place, self.open[-1].indent)
            check_rest(self.lines, place, end)
            self.row = end.row
        elif is_block(text):
            self._block(text)
        else:
            check_first(text, place)
            cut = check_plain(text, place)
            where = None if cut is None else self._at(column + cut)
            self.plain = _Plain(text, place, is_alone, where)

    def _no_key(self, text: str, place: Spot) -> None:
        """Report a line without a colon where a field belongs."""
        if self.block_above:
            self._below_block(place)
        check_first(text, place)
        check_start(text, place)
        if text[0] in "\"'[{":
            self._value(place.column, text, False)
        message = "this line is neither a field, since no colon follows a name, nor part of a text"
        hint = "indent it more if it belongs to the text above it"
        raise MistakeError(place, message, hint)

    def _below_block(self, place: Spot) -> NoReturn:
        message = "this line is indented less than the text above it, so it is not part of it"
        raise MistakeError(place, message, f"indent it by {self.block_above} spaces")

    def _block(self, text: str) -> None:
        """Skip the lines of a text in a block."""
        base = self.open[-1].indent
        width = _WIDTH.match(text)
        indent = max(base, 0) + int(width[1]) if width else 0
        for row in range(self.row + 1, len(self.lines)):
            line = self.lines[row].rstrip(" ")
            spaces = len(line) - len(line.lstrip(" "))
            if line and not indent and spaces > base:
                indent = spaces
            if line and (not indent or spaces < indent):
                break
            self.row = row
        self.block_indent = indent


def _is_item(text: str) -> bool:
    return text == "-" or text.startswith(("- ", "-\t"))
