"""References between records: which fields hold them, and what to do when they lead nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Annotated, Any, TypeVar, cast, get_args, get_origin

from sphinx_medterm.diagnostics import RecordPath, Subtype, quoted
from sphinx_medterm.matching import did_you_mean
from sphinx_medterm.model import Markup, Record, Ref, Section, Source, Term, WordPart
from sphinx_medterm.records import Records

R = TypeVar("R", bound=Record)


@dataclass(frozen=True, slots=True)
class Tables:
    """All records of a project by key, section by section."""

    sources: dict[str, Source] = field(default_factory=dict)
    word_parts: dict[str, WordPart] = field(default_factory=dict)
    terms: dict[str, Term] = field(default_factory=dict)

    def section(self, name: Section) -> dict[str, Record]:
        """Give the table of a section."""
        return cast("dict[str, Record]", getattr(self, name))


@dataclass(frozen=True)
class _Fields:
    """Which fields hold references, which texts with markup, and which records with either."""

    references: dict[str, Section]
    texts: tuple[str, ...]
    with_references: tuple[str, ...]
    with_texts: tuple[str, ...]


@cache
def _fields(model: type[Record]) -> _Fields:
    references: dict[str, Section] = {}
    texts, with_references, with_texts = [], [], []
    for name, info in model.model_fields.items():
        marks = [*info.metadata, *_marks_in(info.annotation)]
        for mark in marks:
            if isinstance(mark, Ref):
                references[name] = mark.table
            elif isinstance(mark, Markup):
                texts.append(name)
            elif isinstance(mark, type):
                inner = _fields(mark)
                if inner.references or inner.with_references:
                    with_references.append(name)
                if inner.texts or inner.with_texts:
                    with_texts.append(name)
    return _Fields(references, tuple(texts), tuple(with_references), tuple(with_texts))


def _marks_in(annotation: Any) -> Iterator[Any]:
    """List the marks, and the record types, inside an annotation."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    elif get_origin(annotation) is Annotated:
        first, *marks = get_args(annotation)
        yield from marks
        yield from _marks_in(first)
    else:
        for part in get_args(annotation):
            yield from _marks_in(part)


def texts_in(record: Record) -> Iterator[str]:
    """List all texts with markup in a record and in the records inside it."""
    fields = _fields(type(record))
    for name in fields.texts:
        value = getattr(record, name)
        if isinstance(value, str):
            yield value
        elif value:
            yield from value
    for name in fields.with_texts:
        for _place, inner in _inner(getattr(record, name)):
            yield from texts_in(inner)


def _inner(value: Any) -> list[tuple[RecordPath, Record]]:
    """List the records in a field, whether it holds one, a list or a mapping of them."""
    if isinstance(value, Record):
        return [((), value)]
    if isinstance(value, tuple):
        return [((index,), item) for index, item in enumerate(value)]
    return [((key,), item) for key, item in value.items()] if value else []


def without_dangling(tables: Tables, records: Records, key: str) -> Term:
    """Give a term without references that lead nowhere, and without conditions left nameless."""
    term = cleaned(tables, records, records.terms[key], ("terms", key))
    conditions = term.related_conditions
    named = tuple(c for c in conditions if c.term or c.label)
    if len(named) == len(conditions):
        return term
    for index, condition in enumerate(conditions):
        if condition not in named:
            message = "a condition that names no term and has no label is left out"
            path = ("terms", key, "related_conditions", index)
            records.report(Subtype.RECORD, message, path)
    return term.model_copy(update={"related_conditions": named})


def cleaned(tables: Tables, records: Records, record: R, path: RecordPath) -> R:
    """Give the record without references to what does not exist, and report each of those."""
    fields = _fields(type(record))
    update: dict[str, Any] = {}
    for name, section in fields.references.items():
        if value := getattr(record, name):
            kept = _existing(tables, records, section, value, (*path, name))
            if kept != value:
                update[name] = kept
    for name in fields.with_references:
        value = getattr(record, name)
        for place, inner in _inner(value):
            kept = cleaned(tables, records, inner, (*path, name, *place))
            if kept is not inner:
                update[name] = _put(update.get(name, value), place, kept)
    return record.model_copy(update=update) if update else record


def _existing(
    tables: Tables, records: Records, section: Section, value: Any, path: RecordPath
) -> Any:
    table = tables.section(section)
    if isinstance(value, str):
        if value in table:
            return value
        _report_dangling(table, records, section, value, path)
        return None
    if all(key in table for key in value):
        return value
    for index, key in enumerate(value):
        if key not in table:
            _report_dangling(table, records, section, key, (*path, index))
    return tuple(key for key in value if key in table)


def _report_dangling(
    table: dict[str, Record], records: Records, section: Section, key: str, path: RecordPath
) -> None:
    kind = {"terms": "term", "word_parts": "word part", "sources": "source"}[section]
    hint = did_you_mean(key, table) or f"define it under '{section}:'"
    message = f"there is no {kind} with the key {quoted(key)}; the reference is left out"
    records.report(Subtype.REFERENCE, message, path, hint)


def _put(value: Any, place: RecordPath, inner: Record) -> Any:
    if not place:
        return inner
    if isinstance(value, tuple):
        index = int(place[0])
        return (*value[:index], inner, *value[index + 1 :])
    return {**value, place[0]: inner}
