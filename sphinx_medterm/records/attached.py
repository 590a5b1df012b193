"""The files that a term names: pictures of the term and its senses, and sounds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sphinx_medterm.diagnostics import RecordPath
from sphinx_medterm.records.media_files import PICTURES, SOUNDS, Formats
from sphinx_medterm.records.model import Sense, Term


class Attached(NamedTuple):
    """A file that a term names.

    :ivar path: the path of its name in the record.
    :ivar file: its name, as the record has it.
    :ivar formats: the formats that it may have.
    """

    path: RecordPath
    file: str
    formats: Formats


def attached_in(term: Term) -> Iterator[Attached]:
    """List the files that a term and its senses name."""
    given = term.model_fields_set
    if "pronunciation" in given:
        for number, spoken in enumerate(term.pronunciation):
            if spoken.audio:
                yield Attached(("pronunciation", number, "audio"), spoken.audio, SOUNDS)
    if "figures" in given:
        yield from _pictures(term, ())
    for key, sense in term.senses.items():
        if sense.figures:
            yield from _pictures(sense, ("senses", key))


def _pictures(record: Term | Sense, path: RecordPath) -> Iterator[Attached]:
    for number, figure in enumerate(record.figures):
        yield Attached((*path, "figures", number, "file"), figure.file, PICTURES)
