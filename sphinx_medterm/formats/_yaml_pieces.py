"""The pieces of a YAML file with mistakes, read one by one so that each mistake costs only one.

A piece is a record of a section in block style, with the comments after it, or whatever else begins
at the start of a line: the glossary, a section in braces, a stray word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import yaml

from sphinx_medterm.diagnostics import Position, Subtype, quoted
from sphinx_medterm.formats._yaml_mistakes import Mistake, find_mistake
from sphinx_medterm.formats.document import Document, positions_at
from sphinx_medterm.names.characters import described

LOADER = getattr(yaml, "CLoader", yaml.Loader)
PARSER_TOO_DEEP = "exceeded maximum nesting depth"  # of the parser, which looks ahead for brackets

_TOP = re.compile(
    r"^(?:(?:\"[^\"\n]*+\"|'[^'\n]*+'|[^\s\u200b\u2060\ufeff:#\]},][^:\n]*+):(?=\s)"
    r"|---|\.\.\.|%|[\[{])",
    re.MULTILINE,
)
_STRAY = re.compile(r"^[^\s\u200b\u2060\ufeff#].*+\n?", re.MULTILINE)
_HEAD_WITHOUT_COLON = re.compile(
    r"^(glossary|terms|word_parts|sources)[ \t]*+([\uff1a\ufe55\ua789\u2236]?)[ \t]*+(?=#|$)",
    re.MULTILINE,
)
_SECTION = re.compile(r"(terms|word_parts|sources):[ \t]*(?:#.*)?$", re.MULTILINE)
_ANY_SECTION = re.compile(r"(?:glossary|terms|word_parts|sources)[ \t]*:")
_BRACES = re.compile(r"(?:[^\s:#]++[ \t]*+:[ \t]*+)?[\[{]")
_CONTENT = re.compile(r"^( +)(?=[^\s#])", re.MULTILINE)
_DOCUMENT = ("---", "...", "%")
_OPENS = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_CLOSES = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
_NODES = (*_OPENS, yaml.ScalarEvent, yaml.AliasEvent)
_NAME = re.compile(r"\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^:\uff1a]*+))")
_HEAD = re.compile(r"(\s*+)(?![-#])[^\s:][^:]*+:[ \t]*+(\{)?(?:#.*)?")


_STRAY_MESSAGE = "this line is not indented, so it belongs to no record"


class Piece(NamedTuple):
    """A piece of a file.

    :ivar section: the section that holds it; empty if it is not a record.
    :ivar start: offset of its first line in the text.
    :ivar end: offset of the line after it.
    :ivar line: number of its first line, from 1.
    """

    section: str
    start: int
    end: int
    line: int


class Broken(NamedTuple):
    """A piece with a mistake.

    :ivar key: of the record; empty if it is not one.
    """

    piece: Piece
    key: str
    mistake: Mistake


def broken_pieces(text: str) -> list[Broken]:
    """Find the pieces of a file that cannot be read alone."""
    broken: list[Broken] = []
    for pieces in _divided(text):
        usual = _indent(text, pieces[0]) if len(pieces) == 1 else _indent(text, pieces[1])
        for piece in pieces:
            broken += _mistakes(text, piece, usual)
    return broken


def with_sound_heads(text: str, document: Document) -> str:
    """Report names of sections without a colon, and write the colon."""
    found = list(_HEAD_WITHOUT_COLON.finditer(text))
    for head, place in zip(found, positions_at(text, [h.start() for h in found]), strict=True):
        message, hint = f"no colon follows {quoted(head[1])}", "write a colon after it"
        if head[2]:
            place = place._replace(column=place.column + head.start(2) - head.start())
            message, hint = (
                f"{described(head[2])} is not a colon in YAML",
                "write an ordinary colon",
            )
        document.report(Subtype.SYNTAX, message, place, (head[1],), hint)
    return _HEAD_WITHOUT_COLON.sub(r"\1: ", text)


def without(text: str, pieces: Iterable[Piece]) -> str:
    """Replace pieces by empty lines."""
    parts: list[str] = []
    kept = 0
    for piece in pieces:
        parts += [text[kept : piece.start], "\n" * text.count("\n", piece.start, piece.end)]
        kept = piece.end
    return "".join([*parts, text[kept:]])


def _divided(text: str) -> Iterator[list[Piece]]:
    """Divide a file into pieces; those of one section come together."""
    line, counted = 1, 0
    tops = list(_tops(text))
    if (first := _STRAY.search(text)) and first.start() not in tops[:1]:
        tops.insert(0, first.start())
    for top, end in pairwise([*tops, len(text)]):
        section = _SECTION.match(text, top)
        starts = _record_starts(text, section.end(), end) if section else []
        pieces = []
        for start, after in pairwise([*(starts or [top]), end]):
            line += text.count("\n", counted, start)
            counted = start
            name = section[1] if section and starts else ""
            pieces.append(Piece(name, start, after, line))
        yield pieces


def _tops(text: str) -> Iterator[int]:
    """Find the lines at which pieces begin, other than records."""
    in_braces = False
    for top in _TOP.finditer(text):
        if in_braces and not _ANY_SECTION.match(text, top.start()):
            continue
        in_braces = _BRACES.match(text, top.start()) is not None
        yield top.start()


def _record_starts(text: str, start: int, end: int) -> list[int]:
    """Find the lines with the usual indentation of records, and the first one.

    A record that is indented less or more than the others must not hide them.
    """
    first = _CONTENT.search(text, start, end)
    if first is None:
        return []
    lines: list[re.Match[str]] = []
    was_item = False
    for match in _CONTENT.finditer(text, start, end):
        is_item = text.startswith("- ", match.end())
        if match[1] <= first[1] and not (is_item and was_item):  # which belongs to a list above
            lines.append(match)
        was_item = is_item
    ((indent, _count),) = Counter(match[1] for match in lines).most_common(1)
    starts = [match.start() for match in lines if match[1] == indent]
    return starts if starts[0] == first.start() else [first.start(), *starts]


def _mistakes(text: str, piece: Piece, indent: int) -> list[Broken]:
    """List what is wrong with a piece: nothing, or one mistake, or one for each of several records.

    :param indent: the usual indentation of records.
    """
    head = f"{piece.section}:\n" if piece.section else ""
    alone = head + text[piece.start : piece.end]
    levels = 2 if head else 1
    if alone.startswith(_DOCUMENT):
        return []
    is_sound, error = _check(alone, levels)
    if is_sound:
        if not head or _indent(text, piece) == indent:
            return []
        here = _indent(text, piece)
        message = f"this record is indented by {here} spaces, the others by {indent}"
        mistake = Mistake(Position(2, here + 1), message, "indent it like the others")
    elif stray := _stray_lines(text, piece, alone, levels):
        return stray
    else:
        mistake = find_mistake(alone, error, levels - 1)
    at = [piece.start]
    if head and mistake.place.line > 2:
        at = _later_records(piece, alone, mistake.place.line) or at
    return list(_reported(text, piece, at, mistake, bool(head)))


def _stray_lines(text: str, piece: Piece, alone: str, levels: int) -> list[Broken]:
    """Report lines that belong to no piece, if there is no other mistake in a piece."""
    head, _line_end, inner = alone.partition("\n")
    blanked = _STRAY.sub("\n", inner)
    if blanked == inner or not _check(f"{head}\n{blanked}", levels)[0]:
        return []
    start = piece.end - len(inner)
    line = piece.line + text.count("\n", piece.start, start)
    broken = []
    for found in _STRAY.finditer(inner):
        number = line + inner.count("\n", 0, found.start())
        mistake = Mistake(Position(number, 1), _STRAY_MESSAGE, "delete it, or indent it", True)
        part = Piece("", start + found.start(), start + found.end(), number)
        broken.append(Broken(part, "", mistake))
    return broken


def _reported(
    text: str, piece: Piece, starts: Sequence[int], mistake: Mistake, is_record: bool
) -> Iterator[Broken]:
    """Yield the records that have a mistake, which begin at some places of a piece."""
    line = piece.line + text.count("\n", piece.start, starts[0])
    own = mistake.place.line - is_record + piece.line - 1
    place = Position(own, mistake.place.column)
    for start, end in pairwise([*starts, piece.end]):
        part = Piece(piece.section, start, end, line)
        yield Broken(part, _key(text, part), mistake._replace(place=place))
        lines = text.count("\n", start, end)
        line, place = line + lines, place._replace(line=place.line + lines)


def _later_records(piece: Piece, alone: str, number: int) -> list[int]:
    """Find records that begin inside a piece because their indentation is wrong.

    :param number: the line of ``alone`` that the mistake is in.
    """
    lines = alone.split("\n")
    line = lines[number - 1]
    if (
        not _begins_record(lines, number - 1)
        or not _check("\n".join(lines[: number - 1]), 2, True)[0]
    ):
        return []
    lead = line[: len(line) - len(line.lstrip())]
    starts = []
    offset = piece.start
    for row, written in enumerate(lines[1:], 1):
        is_same = written.startswith(lead) and not written[len(lead) :][:1].isspace()
        if row == number - 1 or (row >= number and is_same and _HEAD.match(written)):
            starts.append(offset)
        offset += len(written) + 1
    return starts


def _begins_record(lines: Sequence[str], row: int) -> bool:
    """Return whether a line with a wrong indentation is that of a record rather than of a field.

    :param lines: those of a section with a record that begins in the second line.
    """
    head = _HEAD.match(lines[row])
    first = _HEAD.match(lines[1])
    if not head or not first:
        return False
    inner = [len(line) - len(line.lstrip(" ")) for line in lines if _CONTENT.match(line)]
    if len(inner) == 1 or first[2]:  # the other record is written on one line
        return True
    record, field = inner[0], inner[1]
    if head[2]:
        return head[1].isspace() and "\t" not in head[1] and len(head[1]) * 2 < record + field
    following = next((line for line in lines[row + 1 :] if line.strip()), "")
    if head.end() < len(lines[row]):
        return False
    return following.startswith("\t\t") or len(following) - len(following.lstrip(" ")) == field


def _check(
    text: str, levels: int, has_value: bool = False
) -> tuple[bool, yaml.MarkedYAMLError | None]:
    """Check whether a piece is a mapping with one key, or that in a mapping with one key.

    :param has_value: whether that key must have a value.
    :returns: whether it is, and what the parser says if it cannot read it.
    """
    nodes = [0] * (levels + 1)
    depth = 0
    is_sound = True
    next_event = LOADER(text).get_event
    try:
        while not isinstance(event := next_event(), yaml.StreamEndEvent):
            if isinstance(event, _NODES) and depth <= levels:
                nodes[depth] += 1
                is_key = bool(depth and nodes[depth] % 2)
                is_mapping = isinstance(event, yaml.MappingStartEvent)
                is_sound &= is_key or is_mapping or depth == levels
                is_sound &= not (has_value and depth == levels and _is_empty(event))
            depth += isinstance(event, _OPENS) - isinstance(event, _CLOSES)
            is_sound &= nodes[0] <= 1
    except yaml.MarkedYAMLError as error:
        return error.problem == PARSER_TOO_DEEP, error
    return is_sound and all(count == 2 for count in nodes[1:]), None


def _is_empty(event: yaml.Event) -> bool:
    return isinstance(event, yaml.ScalarEvent) and not event.value and not event.style


def _indent(text: str, piece: Piece) -> int:
    """Return the indentation of the first line of a piece."""
    found = _CONTENT.match(text, piece.start)
    return len(found[1]) if found else 0


def _key(text: str, piece: Piece) -> str:
    """Return the key of a record with a mistake, as far as it can be made out."""
    if not piece.section:
        return ""
    line = text[piece.start : piece.end].partition("\n")[0]
    found = _NAME.match(line)
    return next((name.strip() for name in found.groups() if name), "") if found else ""
