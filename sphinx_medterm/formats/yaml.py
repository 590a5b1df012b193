"""YAML, read as a whole, or without the records that have not changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import yaml

from sphinx_medterm.formats._yaml_builder import Builder
from sphinx_medterm.formats._yaml_characters import with_plain_lines, without_forbidden
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
    document = builder.document
    document.data = builder.root
    document.text = text.removeprefix("\ufeff")  # which the parser does not count
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
