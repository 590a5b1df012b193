"""The blocks of a data text: paragraphs and lists, and what looks like other blocks.

Blocks are told apart by their first lines, as docutils does it. All text is kept: what cannot stand
in a data text becomes paragraphs, and is reported.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from sphinx_medterm.data_text.inline import read_inline
from sphinx_medterm.data_text.tree import Block, Fault, ItemList, Paragraph, Span

MAX_LEVELS = 2
"""How many levels of lists there may be."""

_BULLET = re.compile(r"[-+*•‣⁃](?: +|$)")
_NUMBER = re.compile(r"(?:\((?P<parens>[0-9]{1,9}|#)\)|(?P<plain>[0-9]{1,9}|#)(?P<sign>[.)]))(?: +|$)")
_LETTER = re.compile(r"\(?(?P<word>[a-zA-Z]|[ivxlcdm]++|[IVXLCDM]++)[.)] +(?=\S)")
_PUNCTUATION_LINE = re.compile(r"([!-/:-@[-`{-~])\1*+$")
_BLANKS = re.compile(r"[ \t\n]+")


class Line(NamedTuple):
    """A line of a data text.

    :ivar start: offset of its first character in the data text.
    :ivar text: without the blanks at its end.
    """

    start: int
    text: str

    @property
    def indent(self) -> int:
        """How many blanks it begins with."""
        return len(self.text) - len(self.text.lstrip())

    def without(self, count: int) -> Line:
        """Return the line without its first characters."""
        return Line(self.start + count, self.text[count:])


def lines_of(text: str) -> list[Line]:
    """Take a text apart into lines."""
    found, start = [], 0
    for line in text.split("\n"):
        found.append(Line(start, line.replace("\t", " ").rstrip()))
        start += len(line) + 1
    return found


class _Kind(NamedTuple):
    """A kind of block that data text cannot have.

    :ivar first: what its first line is like.
    :ivar what: its name in messages.
    :ivar hint: what to write instead.
    :ivar drop: what is taken off each of its lines, as it is no words.
    """

    first: re.Pattern[str]
    what: str
    hint: str = "leave it out, or begin the line with another word"
    drop: re.Pattern[str] | None = None


_ROW = re.compile(r"[|+][-=+:|\s]*+$|^[|+]|[|+]$")
_OTHER_KINDS = (
    _Kind(
        re.compile(r"\.\. +\[[^\]\s]+\](?: |$)"),
        "a footnote",
        "name a source in 'sources:'",
        re.compile(r"^\.\. +"),
    ),
    _Kind(
        re.compile(r"\.\. +_"),
        "a target of links",
        "write the address in the text: `text <https://…>`_",
        re.compile(r"^\.\. +_"),
    ),
    _Kind(
        re.compile(r"\.\. +\|"),
        "a substitution",
        "write the text itself",
        re.compile(r"^\.\. +\|[^|]*\| *[\w-]*::"),
    ),
    _Kind(
        re.compile(r"\.\. *[\w:+.-]+ ?::(?: |$)"),
        "a directive",
        "write its text as a paragraph",
        re.compile(r"^\.\. *[\w:+.-]+ ?:: *"),
    ),
    _Kind(
        re.compile(r"\.\.(?: |$)"),
        "a comment",
        "leave it out; a comment of the data file begins with #",
        re.compile(r"^\.\. *"),
    ),
    _Kind(
        re.compile(r"__(?: |$)"),
        "a target of links",
        "write the address in the text: `text <https://…>`_",
        re.compile(r"^__ *"),
    ),
    _Kind(
        re.compile(r":(?![: ])(?:[^:\\]|\\.|:(?![ `]|$))*+(?<! ):(?: |$)"),
        "a field list",
        "write a sentence",
        re.compile(r"^:(?=\S)"),
    ),
    _Kind(
        re.compile(r"(?:[-+][a-zA-Z0-9]|(?:--|/)[a-zA-Z0-9][\w-]*+)(?:[ =](?:\w+|<[^<>]+>))?  +\S"),
        "an option list",
        "write a sentence",
    ),
    _Kind(
        re.compile(r">>>(?: |$)"),
        "a session of Python",
        drop=re.compile(r"^>>> ?|^\.\.\. ?"),
    ),
    _Kind(
        re.compile(r"\|.*\|$"),
        "a table",
        "write a list",
        _ROW,
    ),
    _Kind(
        re.compile(r"\|(?: |$)"),
        "a line block",
        "write a list, or paragraphs",
        re.compile(r"^\| *"),
    ),
    _Kind(
        re.compile(r"\+-[-+]+-\+$"),
        "a table",
        "write a list",
        _ROW,
    ),
    _Kind(
        re.compile(r"=+(?: +=+)+$"),
        "a table",
        "write a list",
        re.compile(r"^[= ]+$"),
    ),
    _Kind(
        re.compile(r"```|~~~"),
        "a block of code",
        "write ``text`` for literal text",
        re.compile(r"^(?:```+|~~~+).*$"),
    ),
    _Kind(
        re.compile(r"#{1,6} +\S"),
        "a heading of Markdown",
        "write a sentence",
        re.compile(r"^#+ +| +#+$"),
    ),
    _Kind(
        re.compile(r">+ ?(?=[^\W\d]|\*|`)"),
        "a quotation of Markdown",
        "put the text in quotes",
        re.compile(r"^>+ ?"),
    ),
)
"""The kinds of blocks that docutils or a reader of Markdown would see, by their first lines."""


class _Blocks:
    """Reads the blocks of a data text.

    :ivar faults: what is wrong with it, block by block.
    """

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def read(self, lines: Sequence[Line], level: int = 0) -> list[Block]:
        """Read lines that begin at the same column.

        :param level: how many lists they stand in.
        """
        blocks: list[Block] = []
        here = 0
        while here < len(lines):
            if not lines[here].text:
                here += 1
            elif _BULLET.match(lines[here].text) or _is_numbered(lines, here):
                here = self._read_list(lines, here, level, blocks)
            else:
                here = self._read_other(lines, here, blocks)
        return blocks

    def _refuse(self, what: str, hint: str, line: Line) -> None:
        self.faults.append(Fault(f"{what} is not possible in data text", hint, line.start))

    # ------------------------------------------------------------------ lists

    def _read_list(
        self, lines: Sequence[Line], start: int, level: int, blocks: list[Block]
    ) -> int:
        """Read a list, and return the number of the line after it."""
        here, items = start, []
        first = _marker(lines[start].text)
        marker = first
        while marker is not None and marker.goes_on(first, len(items)):
            inner, here = self._item(lines, here, marker.width)
            items.append(inner)
            next_line = _next_filled(lines, here)
            is_next = next_line < len(lines) and (
                _BULLET.match(lines[next_line].text) or _is_numbered(lines, next_line)
            )
            marker = _marker(lines[next_line].text) if is_next else None
            here = next_line if marker and marker.goes_on(first, len(items)) else here
            if here < len(lines) and lines[here].text and here != next_line:
                break
        if here < len(lines) and lines[here].text and not _marks_same(lines[here], first):
            message = "a list ends without a blank line"
            hint = "put a blank line after it, or indent the line as the text above it"
            self.faults.append(Fault(message, hint, lines[here].start))
        if level >= MAX_LEVELS:
            hint = f"lists may nest {MAX_LEVELS} levels deep; write the inner one as a sentence"
            self._refuse("a list at this level", hint, lines[start])
            blocks += [
                self._paragraph(_filled(item)) for item in items if _filled(item)
            ]
            return here
        read = [tuple(self.read(item, level + 1)) for item in items]
        if any(read):
            blocks.append(ItemList(first.number, tuple(item for item in read if item)))
        else:
            self.faults.append(Fault("a list without a text", "write a word", lines[start].start))
            blocks.append(self._paragraph(lines[start:here]))
        return here

    def _item(self, lines: Sequence[Line], start: int, width: int) -> tuple[list[Line], int]:
        """Take the lines of an item, and the number of the line after it."""
        taken, here = [lines[start].without(width)], start + 1
        while here < len(lines):
            line = lines[here]
            if not line.text:
                following = _next_filled(lines, here)
                if following == len(lines) or lines[following].indent < width:
                    break
                taken.append(line)
            elif line.indent >= width:
                taken.append(line.without(width))
            elif line.indent:
                message = "a line of a list that is not indented as the text above it"
                self.faults.append(Fault(message, f"indent it by {width} spaces", line.start))
                taken.append(line.without(line.indent))
            else:
                break
            here += 1
        return taken, here

    # ------------------------------------------------------------------ other blocks

    def _read_other(self, lines: Sequence[Line], start: int, blocks: list[Block]) -> int:
        """Read a paragraph, or what cannot stand in a data text."""
        end = _block_end(lines, start)
        block = lines[start:end]
        if block[0].indent:
            self._refuse("an indented paragraph", "begin it where the others begin", block[0])
            blocks.append(self._paragraph(block))
            return end
        for kind in _OTHER_KINDS:
            if kind.first.match(block[0].text):
                end = _with_indented(lines, end) if kind.first.pattern.startswith(r"\.\.") else end
                return self._read_refused(lines, start, end, kind, blocks)
        if self._is_titled(block):
            return end if self._read_title(block, blocks) else end
        if letters := _lettered(block):
            hint = "begin its items with * or with 1. 2. 3."
            self._refuse("a list with letters", hint, block[0])
            blocks += [self._paragraph(item) for item in letters]
            return end
        if len(block) > 1 and block[1].indent:
            self._refuse("a definition list", "write a sentence or a list", block[0])
        elif indented := next((line for line in block if line.indent), None):
            self._refuse("an indented text", "begin it where the others begin", indented)
        if block[-1].text.endswith("::"):
            return self._read_literal(lines, start, end, blocks)
        blocks.append(self._text(block))
        return end

    def _read_refused(
        self, lines: Sequence[Line], start: int, end: int, kind: _Kind, blocks: list[Block]
    ) -> int:
        self._refuse(kind.what, kind.hint, lines[start])
        if kind.what == "a table":
            blocks.append(self._table(lines[start:end], kind))
            return end
        kept = [_stripped(line, kind.drop) for line in lines[start:end]]
        blocks.append(self._paragraph(_filled(kept) or lines[start:end]))
        return end

    def _table(self, lines: Sequence[Line], kind: _Kind) -> Paragraph:
        """Read a table row by row."""
        cells: list[Line] = []
        breaks = []
        for line in _filled([_stripped(line, kind.drop) for line in lines]):
            breaks.append(len(cells))
            cells += _cells(line)
        return self._paragraph(cells or lines, ", ", frozenset(breaks))

    def _is_titled(self, block: Sequence[Line]) -> bool:
        """Return whether a block is a title, or a line between two parts of a text."""
        if _PUNCTUATION_LINE.match(block[0].text):
            return len(block[0].text) >= 4 and len(block) in (1, 2, 3)
        if len(block) < 2 or not _PUNCTUATION_LINE.match(block[1].text):
            return False
        return len(block[1].text) >= min(4, len(block[0].text))

    def _read_title(self, block: Sequence[Line], blocks: list[Block]) -> bool:
        what = "a line across" if len(block) == 1 else "a title"
        self._refuse(what, "write a sentence", block[0])
        words = [line for line in block if not _PUNCTUATION_LINE.match(line.text)]
        blocks.append(self._paragraph(words or block))
        return True

    def _read_literal(
        self, lines: Sequence[Line], start: int, end: int, blocks: list[Block]
    ) -> int:
        """Read a paragraph that ends with two colons, and the literal block after it."""
        block = list(lines[start:end])
        last = block[-1]
        at = Line(last.start + len(last.text) - 2, "::")
        self._refuse("a literal block", "write ``text`` for literal text", at)
        shown = last.text[:-2].rstrip() if last.text[:-2].endswith(" ") else last.text[:-1]
        block[-1] = Line(last.start, shown.removesuffix(":") if shown == ":" else shown)
        if words := _filled(block):
            blocks.append(self._text(words))
        code_end = _with_indented(lines, end)
        if code := _filled(lines[end:code_end]):
            blocks.append(self._paragraph(code))
        if not words and not code:
            blocks.append(self._paragraph(lines[start:end]))
        return code_end

    # ------------------------------------------------------------------ paragraphs

    def _text(self, block: Sequence[Line]) -> Block:
        """Make a paragraph, unless it holds a list that is not set apart."""
        marked = [n for n, line in enumerate(block) if n and _begins_item(line.text)]
        is_list = len(marked) > 1 or (
            bool(marked) and block[marked[0] - 1].text.rstrip("*").endswith(":")
        )
        if not is_list:
            return self._paragraph(block)
        first = block[marked[0]]
        message = "a list is not set apart from the text before it"
        self.faults.append(Fault(message, "put a blank line before it", first.start))
        items = [_stripped(line, _BULLET) if n in marked else line for n, line in enumerate(block)]
        breaks = frozenset(marked[1:])
        return self._paragraph(items, breaks=breaks)

    def _paragraph(
        self,
        block: Sequence[Line],
        separator: str = " ",
        breaks: frozenset[int] = frozenset(),
    ) -> Paragraph:
        """Make a paragraph of some lines.

        :param separator: what stands between the lines in place of a line break.
        :param breaks: the numbers of lines before which a semicolon stands.
        """
        text, places = "", []
        pieces: list[str] = []
        length = 0
        for number, line in enumerate(block):
            stripped = line.without(line.indent)
            if number:
                between = "; " if number in breaks else separator
                pieces.append(between)
                length += len(between)
            places.append((length, stripped.start))
            pieces.append(stripped.text)
            length += len(stripped.text)
        text = "".join(pieces)
        spans, faults = read_inline(text)
        starts = [start for start, _offset in places]

        def offset(at: int) -> int:
            number = bisect_right(starts, at) - 1
            start, begin = places[max(number, 0)]
            return begin + at - start

        self.faults += [fault._replace(start=offset(fault.start)) for fault in faults]
        moved = (span._replace(start=offset(span.start), end=offset(span.end)) for span in spans)
        return Paragraph(_BLANKS.sub(" ", text).strip(" "), _trimmed(tuple(moved)))


def read_blocks(text: str) -> tuple[list[Block], list[Fault]]:
    """Read the blocks of a data text, and report what cannot stand in one."""
    reader = _Blocks()
    blocks = reader.read(lines_of(text))
    return blocks, sorted(reader.faults, key=lambda fault: fault.start)


# ---------------------------------------------------------------------- lines


class _Marker(NamedTuple):
    """What an item of a list begins with.

    :ivar style: the bullet, or how numbers are written.
    :ivar number: none for bullets.
    :ivar width: how many characters it takes.
    """

    style: str
    number: int | None
    width: int
    is_counted: bool = False

    def goes_on(self, first: _Marker, count: int) -> bool:
        """Return whether it goes on with a list after a number of items."""
        if self.style != first.style:
            return False
        is_next = first.number is None or self.is_counted
        return is_next or self.number == first.number + count


def _marker(text: str) -> _Marker | None:
    if bullet := _BULLET.match(text):
        return _Marker(text[0], None, bullet.end())
    if number := _NUMBER.match(text):
        written = number["parens"] or number["plain"]
        counted = written == "#"
        style = "()" if number["parens"] else number["sign"]
        return _Marker(style, 1 if counted else int(written), number.end(), counted)
    return None


def _is_numbered(lines: Sequence[Line], at: int) -> bool:
    """Return whether a line begins an item with a number; a line of text may begin with one, too.

    The line after an item is blank, indented, or the next item.
    """
    number = _NUMBER.match(lines[at].text)
    if number is None:
        return False
    if at + 1 == len(lines) or not lines[at + 1].text or lines[at + 1].indent:
        return True
    marker, following = _marker(lines[at].text), _marker(lines[at + 1].text)
    return bool(marker and following and following.goes_on(marker, 1))


def _begins_item(text: str) -> bool:
    return bool((found := _BULLET.match(text)) and found.end() < len(text))


def _marks_same(line: Line, first: _Marker) -> bool:
    marker = _marker(line.text)
    return marker is not None and marker.style == first.style


def _next_filled(lines: Sequence[Line], start: int) -> int:
    while start < len(lines) and not lines[start].text:
        start += 1
    return start


def _block_end(lines: Sequence[Line], start: int) -> int:
    while start < len(lines) and lines[start].text:
        start += 1
    return start


def _with_indented(lines: Sequence[Line], end: int) -> int:
    """Return the number of the line after the indented ones that follow a block."""
    while (following := _next_filled(lines, end)) < len(lines) and lines[following].indent:
        end = _block_end(lines, following)
    return end


def _filled(lines: Sequence[Line]) -> list[Line]:
    return [line for line in lines if line.text.strip()]


def _stripped(line: Line, pattern: re.Pattern[str] | None) -> Line:
    """Take off a line what is no words."""
    if pattern is None:
        return line
    text = line.text.strip()
    line = line.without(line.indent)
    if found := pattern.match(text):
        line = line.without(found.end())
        text = line.text
    if found := pattern.search(text):
        line = Line(line.start, text[: found.start()] if found.end() == len(text) else text)
    return line


def _cells(row: Line) -> list[Line]:
    """Take a row of a table apart."""
    cells, start = [], row.start
    for text in re.split(r"(\||  +)", row.text):
        if text.strip(" |"):
            cells.append(Line(start, text.rstrip()))
        start += len(text)
    return cells


def _lettered(block: Sequence[Line]) -> list[list[Line]]:
    """Take apart a list whose items begin with letters or Roman numbers; empty if it is none."""
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
    is_row = len(words) > 1 and (_follows(words[0], words[1]))
    return items if is_row else []


def _follows(first: str, second: str) -> bool:
    """Return whether a letter or a Roman number comes next."""
    if len(first) == len(second) == 1 and ord(second) == ord(first) + 1:
        return True
    return (first.lower(), second.lower()) in {("i", "ii"), ("v", "vi"), ("x", "xi")}


def _trimmed(spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Take the blanks off both ends of a paragraph."""
    kept = list(spans)
    if kept and not kept[0].role:
        kept[0] = kept[0]._replace(text=kept[0].text.lstrip(" "))
    if kept and not kept[-1].role:
        kept[-1] = kept[-1]._replace(text=kept[-1].text.rstrip(" "))
    return tuple(span for span in kept if span.text)
