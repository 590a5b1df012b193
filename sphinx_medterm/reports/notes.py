"""Notes on a termbase: records that are correct, but perhaps unfinished, rule by rule."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from functools import partial
from pathlib import PurePath

from sphinx_medterm.diagnostics import (
    Diagnostic,
    Position,
    Severity,
    Subtype,
    listed,
    quoted,
    summed_up,
)
from sphinx_medterm.termbase.base import Termbase
from sphinx_medterm.termbase.former_notes import former_key_notes

_DEFINITIONS = ("definition", "plain_definition")


def notes(termbase: Termbase, today: datetime.date) -> list[Diagnostic]:
    """Return what there is to note: file by file, from top to bottom, and summed up."""
    rules = (
        without_definition,
        with_shared_names,
        partial(overdue, today=today),
        without_successor,
        former_key_notes,
    )
    found = [note for rule in rules for note in rule(termbase)]
    order: dict[PurePath | None, int] = {}
    for file in termbase.files:
        order[file] = len(order)
    found.sort(key=lambda note: (order.get(note.file, 0), note.position or (0, 0)))
    return summed_up(found)


def without_definition(termbase: Termbase) -> Iterator[Diagnostic]:
    """Note the terms that no sense has a definition of."""
    for key, term in termbase.stated("terms"):
        senses = [term, *term.get("senses", {}).values()]
        if not any(sense.get(field) for sense in senses for field in _DEFINITIONS):
            hint = "add 'definition', if readers need one"
            yield _note(termbase, key, Subtype.UNDEFINED, "the term has no definition", hint)


def with_shared_names(termbase: Termbase) -> Iterator[Diagnostic]:
    """Note the names that several terms have, each once, at the first of these terms."""
    for name, keys in termbase.shared_names():
        message = f"{quoted(name)} is a name of several terms: {listed(keys)}"
        hint = "mentions must choose one, by its key or a sense"
        yield _note(termbase, keys[0], Subtype.AMBIGUOUS, message, hint)


def overdue(termbase: Termbase, today: datetime.date) -> Iterator[Diagnostic]:
    """Note the terms that should have been reviewed before a day."""
    for key, term in termbase.stated("terms"):
        due = (term.get("reviewed") or {}).get("due") or ""
        # A year or a month is over when the next one has begun.
        if due and due < today.isoformat()[: len(due)]:
            message = f"the review of this term was due {due}"
            hint = "review it, and set new dates in 'reviewed'"
            yield _note(termbase, key, Subtype.REVIEW, message, hint, "reviewed", "due")


def without_successor(termbase: Termbase) -> Iterator[Diagnostic]:
    """Note the deprecated terms that do not name the term to use instead."""
    for key, term in termbase.stated("terms"):
        if term.get("status") == "deprecated" and not term.get("replaced_by"):
            message = "the term is deprecated, but does not say which term to use instead"
            hint = "name a term in 'replaced_by'"
            yield _note(termbase, key, Subtype.DEPRECATED, message, hint, "status")


def _note(
    termbase: Termbase, key: str, subtype: Subtype, message: str, hint: str, *path: str
) -> Diagnostic:
    file, line = termbase.origin(key)
    return Diagnostic(
        severity=Severity.NOTE,
        subtype=subtype,
        message=message,
        file=file,
        position=Position(line, 1),
        path=("terms", key, *path),
        hint=hint,
    )
