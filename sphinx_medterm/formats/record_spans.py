"""The lines of each record in a YAML file, found without parsing it.

A large file that has changed in one place need not be read as a whole. Records whose lines are the
same as last time are replaced by blank lines before the parser sees the text, so line numbers stay
the same. This works only for files in block style, as people write them; the reader checks
afterwards that each record begins where it was expected.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import pairwise
from typing import NamedTuple

_TOP_LINE = re.compile(r"\n(?=[^\s#])")
_SECTION = re.compile(r"(terms|word_parts|sources):[ \t]*(?:#.*)?$", re.MULTILINE)
_FIRST_RECORD = re.compile(r"\n( +)(?=[^\s#])")


class Span(NamedTuple):
    """The text of one record, with the comments and blank lines after it.

    :ivar section: the section it is in.
    :ivar start: offset of its first line in the text.
    :ivar end: offset of the line after it.
    :ivar line: number of its first line, from 1.
    :ivar digest: digest of its section and text.
    """

    section: str
    start: int
    end: int
    line: int
    digest: bytes


def find_spans(text: str) -> list[Span]:
    """Find the records in the sections of a file; none in sections that are not in block style."""
    spans: list[Span] = []
    line, counted = 1, 0
    tops = [0, *(match.end() for match in _TOP_LINE.finditer(text)), len(text)]
    for top, end in pairwise(tops):
        if not (section := _SECTION.match(text, top)):
            continue
        starts = _record_starts(text, section.end(), end)
        for start, after in pairwise([*starts, end]):
            line += text.count("\n", counted, start)
            counted = start
            written = f"{section[1]}\n{text[start:after]}".encode()
            digest = blake2b(written, digest_size=16).digest()
            spans.append(Span(section[1], start, after, line, digest))
    return spans


def _record_starts(text: str, start: int, end: int) -> list[int]:
    """Find the lines with the same indent as the first record of a section."""
    first = _FIRST_RECORD.search(text, start, end)
    if first is None:
        return []
    indent = first[1]
    less = rf"\n {{1,{len(indent) - 1}}}(?=[^\s#])"
    if len(indent) > 1 and re.compile(less).search(text, start, end):
        return []
    record = re.compile(rf"\n{indent}(?=[^\s#])")
    return [match.start() + 1 for match in record.finditer(text, start, end)]


def repeated(spans: Iterable[Span]) -> set[bytes]:
    """Return the digests of spans that occur more than once in a file."""
    digests = [span.digest for span in spans]
    if len(set(digests)) == len(digests):
        return set()
    return {digest for digest, count in Counter(digests).items() if count > 1}


def batches(spans: Sequence[Span], size: int) -> Iterator[Sequence[Span]]:
    """Yield spans in groups, after an empty group for everything that is not a record."""
    yield ()
    for start in range(0, len(spans), size):
        yield spans[start : start + size]


def only(text: str, spans: Iterable[Span]) -> str:
    """Return a text with only some records and the heads of their sections, on the same lines."""
    parts: list[str] = []
    line, section = 1, ""
    for span in spans:
        if span.section != section:
            section = span.section
            parts.append("\n" * (span.line - 1 - line) + f"{section}:\n")
            line = span.line
        written = text[span.start : span.end]
        parts += ["\n" * (span.line - line), written]
        line = span.line + written.count("\n")
    return "".join(parts)


def blanked(text: str, spans: Iterable[Span], known: Collection[bytes]) -> str:
    """Replace the spans whose digests are known by empty lines."""
    if not known:
        return text
    parts: list[str] = []
    kept = 0
    for span in spans:
        if span.digest in known:
            parts += [text[kept : span.start], "\n" * text.count("\n", span.start, span.end)]
            kept = span.end
    return "".join([*parts, text[kept:]])
