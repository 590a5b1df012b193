"""YAML, read as a whole, or without the records that have not changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import yaml

from sphinx_medterm.diagnostics import Position, Subtype
from sphinx_medterm.formats._yaml_builder import Builder
from sphinx_medterm.formats._yaml_characters import with_plain_lines, without_forbidden
from sphinx_medterm.formats._yaml_pieces import broken_pieces, with_sound_heads, without
from sphinx_medterm.formats.document import Document, EntangledError, Marks
from sphinx_medterm.formats.record_spans import Span, batches, blanked, find_spans, only, repeated

PART = 5_000
"""How many records are read at a time: enough to be fast, few enough to need little memory."""


def read(text: str, file: Path, known: Collection[bytes]) -> Document:
    """Read a YAML file. See :func:`sphinx_medterm.formats.read_file`."""
    text = with_plain_lines(text)
    return _read_rest(text, file, *_spans(text, known))


def read_in_parts(text: str, file: Path, known: Collection[bytes]) -> Iterator[Document]:
    """Read a YAML file part by part. See :func:`sphinx_medterm.formats.read_in_parts`."""
    text = with_plain_lines(text)
    spans, skipped = _spans(text, known)
    wanted = [span for span in spans if span.digest not in skipped]
    if len(wanted) <= PART:
        yield _read_rest(text, file, spans, skipped)
        return
    everything = {span.digest for span in spans}
    for part in batches(wanted, PART):
        written = only(text, part) if part else blanked(text, spans, everything)
        document = _read_spans(written, file, spans, part)
        if not document.spans:
            raise EntangledError
        document.skipped = skipped
        yield document


def _read_rest(text: str, file: Path, spans: list[Span], skipped: set[bytes]) -> Document:
    """Read a file without the spans to skip, or all of it if that is not possible."""
    wanted = [span for span in spans if span.digest not in skipped]
    document = _read_spans(blanked(text, spans, skipped), file, spans, wanted)
    if document.spans:
        document.skipped = skipped
    elif skipped:
        return _read_rest(text, file, spans, set())
    return document


def _spans(text: str, known: Collection[bytes]) -> tuple[list[Span], set[bytes]]:
    """Return the spans of a file, and the digests of those that need not be read."""
    spans = find_spans(text)
    skipped = {span.digest for span in spans}.intersection(known)
    return spans, skipped - repeated(spans)


def _read_spans(text: str, file: Path, spans: list[Span], wanted: Sequence[Span]) -> Document:
    """Read a text in which only some of a file's spans are left."""
    builder = _built(text, file)
    if builder.fault:
        return _read_pieces(text, file)
    document = builder.document
    document.data = builder.root
    document.text = builder.text
    document.find_marks = lambda: _find_marks(text, file)
    sections = {span.section for span in spans}
    records = [(name, line) for name, line in builder.record_lines if name[0] in sections]
    as_expected = [line for _name, line in records] == [span.line for span in wanted]
    if as_expected and builder.is_sound and not builder.shares_anchors:
        document.spans = spans
        counts = Counter(name for name, _line in records)
        document.span_of = {
            name: span
            for (name, _line), span in zip(records, wanted, strict=True)
            if counts[name] == 1
        }
    return document


def _find_marks(text: str, file: Path) -> Marks:
    return _built(text, file, with_marks=True).marks or {}


def _built(text: str, file: Path, with_marks: bool = False) -> Builder:
    builder = Builder(file, {} if with_marks else None)
    try:
        builder.build(text)
    except yaml.reader.ReaderError:  # raised before anything is built
        builder.build(without_forbidden(text, builder.document))
    return builder


# ------------------------------------------------------------------ files with mistakes


def _read_pieces(text: str, file: Path) -> Document:
    """Read a file with mistakes piece by piece, so that each costs its own piece only."""
    document = Document(file=file)
    text = without_forbidden(text.removeprefix("\ufeff"), document)
    text = with_sound_heads(text, document)
    broken = broken_pieces(text)
    document.text = without(text, (part.piece for part in broken if part.piece.section))
    parts = [(without(text, (part.piece for part in broken)), 0)]
    for piece, key, mistake in broken:
        if piece.section:
            message, path = f"{mistake.message}; the record is left out", (piece.section, key)
            document.report(Subtype.SYNTAX, message, mistake.place, path, mistake.hint)
            document.lost.append((piece.section, key))
        elif mistake.is_readable:
            message = f"{mistake.message}; it is left out"
            document.report(Subtype.SYNTAX, message, mistake.place, hint=mistake.hint)
        else:
            parts.append((text[piece.start : piece.end], piece.line - 1))
    for part, line in parts:
        _add_part(document, part, line)
    document.diagnostics.sort(key=lambda diagnostic: diagnostic.position or Position(0, 0))
    document.find_marks = lambda: _marks_of_parts(parts, file)
    return document


def _add_part(document: Document, part: str, line: int) -> None:
    """Add what a part of a file says, up to its first mistake.

    :param line: how many lines there are before it.
    """
    builder = _built(part, document.file)
    builder.give_up()
    for diagnostic in builder.document.diagnostics:
        place = _moved(diagnostic.position or Position(1, 1), line)
        document.diagnostics.append(replace(diagnostic, position=place))
    document.lost += builder.document.lost
    document.is_cut_short |= builder.document.is_cut_short
    document.comments += [
        (path, _moved(at, line), is_whole) for path, at, is_whole in builder.document.comments
    ]
    if document.data is None and (not line or isinstance(builder.root, dict)):
        document.data = builder.root
    elif isinstance(document.data, dict) and isinstance(builder.root, dict):
        document.data = builder.root | document.data


def _marks_of_parts(parts: Iterable[tuple[str, int]], file: Path) -> Marks:
    marks: Marks = {}
    for part, line in parts:
        found = _find_marks(part, file)
        marks = {path: _moved(place, line) for path, place in found.items()} | marks
    return marks


def _moved(place: Position, lines: int) -> Position:
    return place._replace(line=place.line + lines)
