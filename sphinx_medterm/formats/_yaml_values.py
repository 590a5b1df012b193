"""Values of YAML with mistakes: quotes that end a text too early, or unclosed brackets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple, NoReturn

from sphinx_medterm.diagnostics import Position, quoted
from sphinx_medterm.names.characters import described

WIDE_SPACES = "".join(map(chr, (0xA0, 0x1680, *range(0x2000, 0x200C), 0x202F, 0x205F, 0x2060)))
WIDE_SPACES += "\u3000\ufeff"
"""What looks like a usual space, or like none, at the beginning of a line."""

QUOTES_OR_BLOCK = "put the text in quotes, or write '>-' here and the text on the next line"
_INNER_SINGLE = "write it twice ('') inside single quotes, or put the text in double quotes"
_INNER_DOUBLE = r"write \" inside double quotes, or put the text in single quotes"
_ESCAPES = re.compile(
    r'\\(?:[0abt\tnvfre "/\\N_LP]|$|x[0-9A-Fa-f]{2}'
    r"|u(?![dD][89A-Fa-f])[0-9A-Fa-f]{4}|U(?:000[0-9A-Fa-f]|0010)[0-9A-Fa-f]{4})"
)
_END = {"'": re.compile(r"(?:[^']|'')*+(')?"), '"': re.compile(r'(?:[^"\\]|\\.|\\$)*+(")?')}
_NAMES = {"'": "single", '"': "double"}
_NOTHING = re.compile(r"[ \t]*+(?:$|(?<=[ \t])#)")
_NEXT_IN_FLOW = re.compile(r"[ \t]*+(?:$|(?<=[ \t])#|[,\]}:])")
FIELD = re.compile(r"[ \t]*+(?:-[ ]+)*+[\w.-]++[ \t]*+:(?=[ \t]|$)")
"""A line that looks like that of a field."""
_OPENS_QUOTE = re.compile(r"[ \t]*+(?:-[ ]+)*+[\w.-]++[ \t]*+:[ \t]*+$")
COLON = re.compile(r":(?=[ \t]|$)")
COMMENT = re.compile(r"(?:^|[ \t])#")
_TYPOGRAPHIC = "“”„‟‘’‚«»‹›「『＂"
_FLOW = re.compile(
    r"(?P<blank>[ \t]++)|(?P<comment>(?:^|(?<=[ \t]))#.*+)"
    r"|(?P<open>[\[{])|(?P<close>[\]}])|(?P<comma>,)|(?P<quote>[\"'])"
    r"|(?P<colon>:(?=[ \t,\[\]{}]|$))"
    r"|(?P<plain>(?:[^ \t,\[\]{}:]|:(?![ \t,\[\]{}]|$)|[ \t](?!#))++)"
)
_PAIRS = {"[": "]", "{": "}"}
_ALIAS = re.compile(r"\*[\w-]++[ \t]*+(?:$|[ \t]#|:)")
_BLOCK = re.compile(r"[|>](?:[-+]?[1-9]?|[1-9][-+])[ \t]*+(?:$|(?<=[ \t])#)")
_BLOCK_AND_TEXT = re.compile(r"([|>][-+]?)[ \t]")

_JOINED = re.compile(r"[\w.-]+?(:)([^ \t/])")
_WIDE_COLON = re.compile(r"[\w.-]+?[ \t]?([\uff1a\ufe55\ua789\u2236])")
_WORD = re.compile(r"[\w.-]+[ \t]*(?:#|$)")
_ITEM_WITHOUT_SPACE = re.compile(r"-[^\W\d]")


class Spot(NamedTuple):
    """A place in the lines, counted from 0."""

    row: int
    column: int

    @property
    def position(self) -> Position:
        """The place as users count."""
        return Position(self.row + 1, self.column + 1)


class MistakeError(Exception):
    """A mistake is found.

    :ivar place: where the hand must go.
    """

    def __init__(self, place: Spot, message: str, hint: str) -> None:
        super().__init__(message)
        self.place = place
        self.message = message
        self.hint = hint


def after_quotes(lines: Sequence[str], start: Spot, indent: int, in_flow: bool = False) -> Spot:
    """Find the end of a text in quotes.

    :param indent: the indentation of the mapping or list that it is in.
    :raises MistakeError: if it does not end, or ends too early, or has a wrong escape.
    """
    quote = lines[start.row][start.column]
    swallows_field = False
    row, column = start.row, start.column + 1
    while True:
        line = lines[row]
        found = _END[quote].match(line, column)
        end = found.end(1) if found and found[1] else -1
        if quote == '"':
            _check_escapes(line, Spot(row, column), end if end >= 0 else len(line))
        if end >= 0:
            break
        row, column = row + 1, 0
        if row == len(lines):
            _unclosed(start, quote)
        swallows_field |= is_field(lines[row], indent)
    next_in = _NEXT_IN_FLOW.match if in_flow else _NOTHING.match
    if not next_in(lines[row], end) and not COLON.match(lines[row], end):
        opens = _OPENS_QUOTE.match(lines[row][: end - 1]) if row > start.row else None
        if opens or swallows_field:
            _unclosed(start, quote)
        _check_comma(lines[row], Spot(row, end))
        message = f"this {_NAMES[quote]} quote ends the text, but more text follows"
        hint = _INNER_SINGLE if quote == "'" else _INNER_DOUBLE
        raise MistakeError(Spot(row, end - 1), message, hint)
    return Spot(row, end)


def is_field(line: str, indent: int) -> bool:
    """Return whether a line looks like that of another field, which no text should hold."""
    return len(line) - len(line.lstrip(" ")) <= indent and FIELD.match(line) is not None


def _unclosed(start: Spot, quote: str) -> NoReturn:
    message = f"this {_NAMES[quote]} quote begins a text, but no quote ends it"
    raise MistakeError(start, message, "write one after the text, or delete this one")


def _check_escapes(line: str, start: Spot, end: int) -> None:
    at = line.find("\\", start.column, end)
    while at >= 0:
        found = _ESCAPES.match(line, at)
        if not found:
            escape = quoted(line[at : at + 2]).replace("\\\\", "\\")
            message = f"in double quotes, {escape} is not a valid escape sequence"
            if re.match(r"\\[uUx]", line[at : at + 2]):
                message = f"in double quotes, {escape} needs the code of a character after it"
            hint = "put the text in single quotes, or write two backslashes"
            raise MistakeError(Spot(start.row, at), message, hint)
        at = line.find("\\", found.end(), end)


def after_braces(lines: Sequence[str], start: Spot, indent: int) -> Spot:
    """Find the end of a list in brackets or a mapping in braces.

    :param indent: the indentation of the mapping or list that it is in.
    :raises MistakeError: if there is a mistake in it.
    """
    return _Flow(lines, indent).end(start)


class _Flow:
    """Goes through brackets and braces, up to the one that closes the first."""

    def __init__(self, lines: Sequence[str], indent: int) -> None:
        self.lines = lines
        self.indent = indent
        self.open: list[Spot] = []
        self.colons: list[int] = []  # in the current item of each
        self.is_start = True  # of an item, or of a value after a colon
        self.last = ""  # kind of token
        self.value: tuple[str, Spot] | None = None  # the text without quotes that began last

    def end(self, start: Spot) -> Spot:
        """Find the end of the brackets or braces that open at a spot."""
        row, column = start
        while True:
            line = self.lines[row]
            while token := _FLOW.match(line, column):
                if token.lastgroup == "quote":
                    row, column = after_quotes(self.lines, Spot(row, column), self.indent, True)
                    line, self.is_start, self.last = self.lines[row], False, "quote"
                    continue
                self._take(token.lastgroup or "", token[0], Spot(row, column))
                if token.lastgroup not in ("blank", "comment"):
                    self.last = token.lastgroup or ""
                column = token.end()
                if not self.open:
                    return Spot(row, column)
            row, column = row + 1, 0
            if row == len(self.lines) or is_field(self.lines[row], self.indent):
                self._unclosed()

    def _unclosed(self) -> NoReturn:
        start = self.open[-1]
        sign = self.lines[start.row][start.column]
        message = f"no {quoted(_PAIRS[sign])} closes this {quoted(sign)}"
        raise MistakeError(start, message, f"write {quoted(_PAIRS[sign])} at its end")

    def _take(self, kind: str, sign: str, place: Spot) -> None:
        if kind == "open":
            self.open.append(place)
            self.colons.append(0)
            self.is_start = True
        elif kind == "close":
            self._close(sign, place)
        elif kind == "comma":
            if self.last in ("comma", "open"):
                raise MistakeError(place, "nothing comes before this comma", "delete it")
            self.colons[-1] = 0
            self.is_start = True
        elif kind == "colon":
            self.colons[-1] += 1
            self.is_start = True
            if self.colons[-1] > 1:
                if self.value:
                    _check_typographic(*self.value)
                message = (
                    "inside […] and {…}, text without quotes cannot contain a colon and a space"
                )
                hint = "put the text in quotes, or a comma before the next field"
                raise MistakeError(place, message, hint)
        elif kind == "plain":
            if self.is_start:
                self.value = sign, place
                check_first(sign, place, in_flow=True)
            self.is_start = False

    def _close(self, sign: str, place: Spot) -> None:
        start = self.open.pop()
        opening = self.lines[start.row][start.column]
        if _PAIRS[opening] != sign:
            message = f"{quoted(sign)} does not close what {quoted(opening)} opens"
            raise MistakeError(place, message, f"write {quoted(_PAIRS[opening])}")
        self.colons.pop()
        self.is_start = False


def check_rest(lines: Sequence[str], start: Spot, end: Spot) -> None:
    """Check that nothing follows a list in brackets or a mapping in braces.

    :raises MistakeError: if something does.
    """
    rest = lines[end.row][end.column :]
    if _NOTHING.match(lines[end.row], end.column) or COLON.match(rest.lstrip(" ")):
        return
    _check_comma(lines[end.row], end)
    sign = lines[start.row][start.column]
    follows = rest.lstrip(" \t")
    if follows[0] in "]}":
        place = Spot(end.row, end.column + len(rest) - len(follows))
        raise MistakeError(place, f"{quoted(follows[0])} closes nothing", "delete it")
    what = "a list" if sign == "[" else "a mapping"
    message = f"a value that starts with {quoted(sign)} is {what}, but text follows it"
    raise MistakeError(start, message, QUOTES_OR_BLOCK)


def _check_comma(line: str, end: Spot) -> None:
    """Check whether there is only a comma after a value."""
    rest = line[end.column :].rstrip(" \t")
    if rest.lstrip(" \t") == ",":
        place = _after(end, len(rest) - 1)
        message = "outside of […] and {…}, no comma is needed after a value"
        raise MistakeError(place, message, "delete it")


def check_first(text: str, place: Spot, in_flow: bool = False) -> None:
    """Check whether a text without quotes may start with its first character.

    :param in_flow: whether it is inside brackets or braces.
    :raises MistakeError: if it may not.
    """
    sign = text[0]
    is_wrong = sign in "]},%@`" or text[:2] in ("& ", "- ", "? ") or text == "&"
    is_wrong |= sign == "*" and not _ALIAS.match(text)
    is_wrong |= sign in "|>" and (in_flow or not _BLOCK.match(text))
    if not is_wrong:
        return
    if block := _BLOCK_AND_TEXT.match(text):
        message = f"after {quoted(block[1])} the text begins on the next line"
        raise MistakeError(place, message, "move it there, or put it in quotes")
    message = f"text that starts with {quoted(sign)} needs quotes"
    raise MistakeError(place, message, QUOTES_OR_BLOCK)


def is_block(text: str) -> bool:
    """Return whether a block of text begins here."""
    return _BLOCK.match(text) is not None


def check_plain(text: str, place: Spot) -> int | None:
    """Check a line of a text without quotes.

    :returns: the offset of the comment that ends it; ``None`` if there is none.
    :raises MistakeError: if it holds a colon and a space.
    """
    comment = COMMENT.search(text)
    cut = comment.end() - 1 if comment else None
    colon = COLON.search(text[:cut])
    if colon:
        _check_typographic(text, place)
        message = "text without quotes cannot contain a colon and a space (': ')"
        raise MistakeError(Spot(place.row, place.column + colon.start()), message, QUOTES_OR_BLOCK)
    return cut


def _check_typographic(text: str, place: Spot) -> None:
    if text[0] in _TYPOGRAPHIC:
        message = f"{quoted(text[0])} is not a quote in YAML, so the colon ends the text"
        raise MistakeError(place, message, "put the text in straight quotes: \" or '")


def check_start(text: str, place: Spot) -> None:
    """Check whether a line without a name and a colon was meant as a field or a list item.

    :raises MistakeError: if so.
    """
    check_colon(text, place)
    check_item(text, place)
    if _WORD.match(text):
        name = quoted(text.partition("#")[0].strip())
        hint = "write a colon after it, or indent the line if it belongs to the text above it"
        raise MistakeError(place, f"no colon follows {name}", hint)


def check_colon(text: str, place: Spot) -> None:
    """Check whether a line begins with a name and something that was meant as its colon.

    :raises MistakeError: if so.
    """
    if found := _JOINED.match(text):
        message, hint = "a field needs a space after its colon", "write a space here"
        if found[2] in WIDE_SPACES:
            message = f"{message}, and {described(found[2])} is not an ordinary one"
        raise MistakeError(_after(place, found.start(1)), message, hint)
    if found := _WIDE_COLON.match(text):
        message = f"{described(found[1])} is not a colon in YAML"
        hint = "write an ordinary colon and a space"
        raise MistakeError(_after(place, found.start(1)), message, hint)


def check_item(text: str, place: Spot) -> None:
    """Check whether a line was meant as a list item.

    :raises MistakeError: if so.
    """
    if _ITEM_WITHOUT_SPACE.match(text):
        message = "a list item needs a space after its '-'"
        raise MistakeError(place, message, "write '- '")


def _after(place: Spot, columns: int) -> Spot:
    return place._replace(column=place.column + columns)
