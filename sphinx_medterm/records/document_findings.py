"""Problems in a data file that is well-formed."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_medterm.diagnostics import Diagnostic, RecordPath, Severity, Subtype
from sphinx_medterm.formats.document import Document
from sphinx_medterm.names.normal import as_key
from sphinx_medterm.records.misfits import record_at
from sphinx_medterm.records.record import lists_of
from sphinx_medterm.records.term_file import TermFile
from sphinx_medterm.records.visible_fields import fields_of

_LEAST = 2
"""How long the path of a field is at least, which is one of the glossary."""


def findings_in(document: Document) -> Iterator[Diagnostic]:
    """Yield warnings about an empty file, and about texts that comments of YAML cut short or hide.

    After values other than texts with markup, comments are usual.
    """
    if document.data is None and not document.diagnostics:
        message, hint = "the file is empty", "write its terms under 'terms:'"
        yield document.diagnostic(Subtype.FILE, message, None, (), hint, Severity.WARNING)
    hint = "put the text in quotes if this belongs to it, else the comment above it"
    for (*path,), position, is_whole in document.comments:
        if (_takes_text if is_whole else _takes_markup)(tuple(path)):
            path[1] = as_key(str(path[1]))
            there = "there is no text here" if is_whole else "the text ends here"
            message = f"' #' begins a comment, so {there}"
            yield document.diagnostic(
                Subtype.SYNTAX, message, position, tuple(path), hint, Severity.WARNING
            )


def _takes_markup(path: RecordPath) -> bool:
    """Return whether the value at a path is a text with markup, or short for a record with one."""
    if not path or path[0] not in TermFile.model_fields:
        return False
    if record := record_at(TermFile, path):
        name = record.shorthand
    else:
        *inside, name = path if isinstance(path[-1], str) else path[:-1]  # type: ignore[assignment]
        record = record_at(TermFile, tuple(inside))
    return record is not None and name in fields_of(record) and fields_of(record)[name].has_markup


def _takes_text(path: RecordPath) -> bool:
    """Return whether the value at a path is a text, or an item of a list, which may be one."""
    if len(path) < _LEAST or path[0] not in TermFile.model_fields:
        return False
    record = record_at(TermFile, path[:-1])
    if record is None or isinstance(path[-1], int):
        return isinstance(path[-1], int)
    field = fields_of(record).get(str(path[-1]))
    return field is not None and not field.inner and path[-1] not in lists_of(record)
