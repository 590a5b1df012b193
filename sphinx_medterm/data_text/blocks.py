"""The blocks of a data text: paragraphs and lists, and text that looks like other blocks.

Their first lines show what blocks are, as in docutils. All words are kept: what data text cannot
have becomes paragraphs, and is reported.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence, Set

from sphinx_medterm.data_text.inline import read_inline
from sphinx_medterm.data_text.lines import (
    BULLET,
    OTHER_BULLET,
    RUN_ON,
    RUN_ON_BULLETS,
    Line,
    Marker,
    begins_item,
    end_of_block,
    end_of_indented,
    filled,
    lettered,
    lines_of,
    marker_at,
    marker_of,
    next_filled,
)
from sphinx_medterm.data_text.other_blocks import OTHER_BLOCKS, OtherBlock, cells_of
from sphinx_medterm.data_text.tree import Block, Fault, ItemList, Paragraph, Span
from sphinx_medterm.names.characters import with_single_blanks

MAX_LEVELS = 2
"""How many levels of lists there may be."""

_LINE_ACROSS = re.compile(r"([!-/:-@[-`{-~])\1*+$")


def read_blocks(text: str) -> tuple[list[Block], list[Fault]]:
    """Read the blocks of a data text, and find what it cannot have."""
    reader = _Reader()
    lines = lines_of(text)
    # A text may have no words at all, such as a comment without text: it is shown as it is.
    blocks = reader.read(lines) or [reader.paragraph(filled(lines))]
    first_of_place = {fault.start: fault for fault in reversed(reader.faults)}
    return blocks, sorted(first_of_place.values(), key=lambda fault: fault.start)


class _Reader:
    """Reads blocks.

    :ivar faults: the faults in them.
    """

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def read(self, lines: Sequence[Line], level: int = 0) -> list[Block]:
        """Read lines that begin at the same column.

        :param level: how many lists they are in.
        """
        blocks: list[Block] = []
        here = 0
        while (here := next_filled(lines, here)) < len(lines):
            if marker := marker_at(lines, here):
                here = self._list(lines, here, marker, level, blocks)
            else:
                here = self._other(lines, here, level, blocks)
        return blocks

    def _report(self, message: str, hint: str, line: Line) -> None:
        self.faults.append(Fault(message, hint, line.stripped().start))

    def _refuse(self, what: str, hint: str, line: Line) -> None:
        self._report(f"{what} is not supported in data text", hint, line)

    # ------------------------------------------------------------------ lists

    def _list(
        self, lines: Sequence[Line], start: int, first: Marker, level: int, blocks: list[Block]
    ) -> int:
        """Read a list, and return the number of the line after it."""
        here, items, marker = start, list[list[Line]](), first
        while True:
            item, here = self._item(lines, here, marker.width)
            items.append(item)
            following = next_filled(lines, here)
            found = marker_at(lines, following)
            if found is None or not found.goes_on(first, len(items)):
                break
            here, marker = following, found
        if here < len(lines) and lines[here].text:
            hint = "put one there, or indent the line like the text above it"
            self._report("a list needs a blank line after it", hint, lines[here])
        blocks += self._items(items, first, level, lines[start:here])
        return here

    def _items(
        self, items: Sequence[list[Line]], first: Marker, level: int, lines: Sequence[Line]
    ) -> list[Block]:
        """Turn items into a list if one is allowed here, or else into paragraphs."""
        if not any(map(filled, items)):
            self._report("the list is empty", "write its text, or leave it out", lines[0])
            return [self.paragraph(filled(lines))]
        if level >= MAX_LEVELS:
            hint = f"lists can be {MAX_LEVELS} levels deep; write the inner one as a sentence"
            self._refuse("a list at this level", hint, lines[0])
            return [self.paragraph(words) for item in items if (words := filled(item))]
        self._check_items(items, first)
        read = [tuple(self.read(item, level + 1)) for item in items]
        return [ItemList(first.start, tuple(item for item in read if item))]

    def _check_items(self, items: Sequence[list[Line]], first: Marker) -> None:
        """Report items without a text, and a list that has become one line."""
        for item in items:
            if not filled(item):
                self._report("the list item is empty", "write its text, or leave it out", item[0])
        if len(items) == len(filled(items[0])) == 1 and first.style in RUN_ON_BULLETS:
            self._check_run_on(items[0][0], first.style, 0)

    def _check_run_on(self, line: Line, bullet: str, start: int) -> None:
        """Report a line in which another bullet comes before a word."""
        at = line.text.find(f" {bullet} ", start)
        if at >= 0 and line.text[at + 3 : at + 4].isalpha():
            hint = "begin the text with | in YAML, which keeps its lines"
            self._report("a list has become one line", hint, line.without(at + 1))

    def _item(self, lines: Sequence[Line], start: int, width: int) -> tuple[list[Line], int]:
        """Return the lines of an item, and the number of the line after it."""
        item, here = [lines[start].without(width)], start + 1
        while here < len(lines):
            line = lines[here]
            if not line.text:
                following = next_filled(lines, here)
                if following == len(lines) or lines[following].indent < width:
                    break
            elif not line.indent:
                break
            elif line.indent < width:
                message = "this line of a list is not indented like the text above it"
                self._report(message, f"indent it by {width} spaces", line)
            item.append(line.without(min(width, line.indent)))
            here += 1
        return item, here

    # ------------------------------------------------------------------ other blocks

    def _other(self, lines: Sequence[Line], start: int, level: int, blocks: list[Block]) -> int:
        """Read a paragraph, or a block that data text cannot have."""
        end = end_of_block(lines, start)
        block = lines[start:end]
        first = block[0]
        if first.indent:
            what = "list" if marker_of(first.stripped()) else "paragraph"
            self._refuse(f"an indented {what}", "align it with the others", first)
            blocks.append(self.paragraph(block))
            return end
        for kind in OTHER_BLOCKS:
            if kind.first.match(first.text):
                end = end_of_indented(lines, end) if kind.has_indented else end
                blocks += self._refused(lines[start:end], kind)
                return end
        if _is_title(block):
            what = "a horizontal line" if len(block) == 1 else "a title"
            self._refuse(what, "leave out the line of punctuation", first)
            words = [line for line in block if not _LINE_ACROSS.match(line.text)]
            blocks.append(self.paragraph(words or block))
        elif items := lettered(block):
            self._refuse(
                "a list with letters as numbers", "begin its items with * or with 1. 2. 3.", first
            )
            blocks += map(self.paragraph, items)
        elif block[-1].text.endswith("::"):
            return self._literal(lines, start, end, blocks)
        else:
            blocks.append(self._text(block, level))
        return end

    def _refused(self, lines: Sequence[Line], kind: OtherBlock) -> list[Block]:
        """Turn the words of a block that data text cannot have into a paragraph, if it has any."""
        self._refuse(kind.what, kind.hint, lines[0])
        words = filled(map(kind.words_of, lines))
        if not words:
            return []
        if not kind.is_table:
            return [self.paragraph(words)]
        cells: list[Line] = []
        breaks = set()
        for row in words:
            breaks.add(len(cells))
            cells += cells_of(row)
        return [self.paragraph(cells, ", ", breaks)] if cells else []

    def _literal(self, lines: Sequence[Line], start: int, end: int, blocks: list[Block]) -> int:
        """Read a paragraph that ends with two colons, and the literal block after it."""
        block = list(lines[start:end])
        last = block[-1]
        at = last.without(len(last.text) - 2)
        self._refuse("a literal block", "write ``text`` for literal text", at)
        is_alone = last.text[-3:-2] in ("", " ")
        block[-1] = Line(last.start, last.text[:-2].rstrip(" ") if is_alone else last.text[:-1])
        words, code_end = filled(block), end_of_indented(lines, end)
        code = filled(lines[end:code_end])
        blocks += [self._text(words)] if words else []
        blocks += [self.paragraph(code)] if code else []
        if not words and not code:
            blocks.append(self.paragraph(lines[start:end]))
        return code_end

    def _text(self, block: Sequence[Line], level: int = 0) -> Paragraph:
        """Turn lines into a paragraph; report lists and indented text in it."""
        if len(block) > 1 and block[1].indent:
            self._refuse("a definition list", "write a sentence, or a list", block[0])
        elif indented := next((line for line in block if line.indent), None):
            self._refuse("indented text", "align it with the others", indented)
        for line in block:
            if found := RUN_ON.search(line.text):
                self._check_run_on(line, found[1], found.end())
        marked = [n for n, line in enumerate(block) if begins_item(line)]
        if not self._is_list(block, marked, level):
            return self.paragraph(block)
        first = marked[0]
        items = [_without_bullet(line) if begins_item(line) else line for line in block]
        is_led_to = block[first - 1].text.endswith(":")
        return self.paragraph(items, breaks={*marked[is_led_to:]} - {0})

    def _is_list(self, block: Sequence[Line], marked: Sequence[int], level: int) -> bool:
        """Report what looks like a list but is not one; a single line may be text."""
        if not marked:
            return False
        first = marked[0]
        is_led_to = first and (block[first - 1].text.endswith(":") or level)
        if len(marked) == 1 and not (is_led_to and marker_of(block[first])):
            return False
        if not first and marker_of(block[0]) and len(marked) < len(block):
            return False
        if not marker_of(block[first]):
            what = f"a list with the bullet {block[first].text[0]}"
            self._refuse(what, "begin its items with * or with -", block[first])
        elif first:
            message = "a list needs a blank line before it"
            self._report(message, "put one there", block[first])
        else:
            message = "the numbers of the list are not consecutive"
            self._report(
                message, "correct the numbers, or begin each item with #.", block[marked[1]]
            )
        return True

    # ------------------------------------------------------------------ paragraphs

    def paragraph(
        self, block: Sequence[Line], separator: str = " ", breaks: Set[int] = frozenset()
    ) -> Paragraph:
        """Join lines into a paragraph.

        :param separator: what replaces the line breaks.
        :param breaks: the numbers of lines that get a semicolon before them instead.
        """
        pieces, starts, offsets, length = list[str](), list[int](), list[int](), 0
        for number, line in enumerate(line.stripped() for line in block):
            if number:
                pieces.append("; " if number in breaks else separator)
                length += len(pieces[-1])
            starts.append(length)
            offsets.append(line.start)
            pieces.append(line.text)
            length += len(line.text)

        def moved(at: int) -> int:
            number = bisect_right(starts, at) - 1
            return offsets[number] + at - starts[number]

        text = "".join(pieces)
        spans, faults = read_inline(text)
        self.faults += [fault._replace(start=moved(fault.start)) for fault in faults]
        placed = spans
        if offsets != starts:
            placed = [s._replace(start=moved(s.start), end=moved(s.end - 1) + 1) for s in spans]
        return Paragraph(with_single_blanks(text).strip(" "), tuple(_trimmed(placed)))


def _is_title(block: Sequence[Line]) -> bool:
    """Return whether a block is a title, or a line of signs between two parts of a text."""
    if _LINE_ACROSS.match(block[0].text):
        return len(block[0].text) >= 4
    if len(block) < 2 or not _LINE_ACROSS.match(block[1].text):
        return False
    return len(block[1].text) >= min(4, len(block[0].text))


def _without_bullet(line: Line) -> Line:
    """Remove the bullet from a line; a number is kept, as it has a meaning."""
    bullet = BULLET.match(line.text) or OTHER_BULLET.match(line.text)
    return line.without(bullet.end()) if bullet else line


def _trimmed(spans: list[Span]) -> list[Span]:
    """Remove the blanks at both ends of a paragraph."""
    if spans and not spans[0].role and spans[0].text.startswith(" "):
        spans[0] = spans[0]._replace(text=spans[0].text.lstrip(" "))
    if spans and not spans[-1].role and spans[-1].text.endswith(" "):
        spans[-1] = spans[-1]._replace(text=spans[-1].text.rstrip(" "))
    return [span for span in spans if span.text]
