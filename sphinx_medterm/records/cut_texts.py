"""Texts that a comment of YAML cuts short: ``definition: too few # see a textbook``.

In other fields comments are usual, so only texts with markup are warned about.
"""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_medterm.diagnostics import Diagnostic, RecordPath, Severity, Subtype
from sphinx_medterm.formats.document import Document
from sphinx_medterm.names.normal import as_key
from sphinx_medterm.records.explain import record_at
from sphinx_medterm.records.term_file import TermFile
from sphinx_medterm.records.visible_fields import fields_of


def cut_texts(document: Document) -> Iterator[Diagnostic]:
    """Yield a warning for each text of a document that a comment may have cut short."""
    for path, position in document.comments:
        if _takes_markup(path):
            section, key, *inside = path
            yield Diagnostic(
                severity=Severity.WARNING,
                subtype=Subtype.SYNTAX,
                message="' #' begins a comment, so the text ends here",
                file=document.file,
                position=position,
                path=(section, as_key(str(key)), *inside),
                hint="put the text in quotes if this belongs to it, else the comment above it",
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
