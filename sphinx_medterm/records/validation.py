"""From plain data to records: check everything, report everything, lose as little as possible.

A record with a fault is not lost: the smallest part that holds the fault is taken out (an unknown
field, an item of a list) and the rest is checked again, until it is right or nothing is left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from sphinx_medterm.codes import BUILT_IN, CodeSystems
from sphinx_medterm.diagnostics import (
    RecordPath,
    Severity,
    Subtype,
    quoted,
    spoken,
)
from sphinx_medterm.formats.document import Document
from sphinx_medterm.names.normal import as_key
from sphinx_medterm.names.suggest import did_you_mean
from sphinx_medterm.records.collected import Records
from sphinx_medterm.records.document_findings import findings_in
from sphinx_medterm.records.misfits import describe, explain, hint_for_record, record_at
from sphinx_medterm.records.model import (
    CODE_FAULT,
    Code,
    Source,
    Term,
    Translation,
    WordPart,
)
from sphinx_medterm.records.record import KEY, KEY_RULE, PART_KEY, Record
from sphinx_medterm.records.remarks import remark_on
from sphinx_medterm.records.senses import with_senses
from sphinx_medterm.records.single_texts import (
    separator_hint,
    separator_in,
    texts_with_separators,
)
from sphinx_medterm.records.term_file import Glossary, TermFile

R = TypeVar("R", bound=Record)


def read_records(document: Document, systems: CodeSystems = BUILT_IN) -> Records:
    """Turn the data of a document into records.

    :param document: a data file as its reader returns it.
    :param systems: the code systems that codes are checked against.
    :returns: all usable records, and what is wrong with these and the others.
    """
    diagnostics = [*document.diagnostics, *findings_in(document)]
    records = Records(document=document, systems=systems, diagnostics=diagnostics)
    data = document.data
    if data is None:
        return records
    if not isinstance(data, dict):
        message = f"expected the sections {spoken(_SECTIONS)}, not {describe(data)}"
        records.report(Subtype.VALUE, message, ())
        return records
    _check_sections(data, records)
    if data.get("glossary") is not None:
        found = _checked({"glossary": data["glossary"]}, dict[str, Glossary], records, ())
        records.glossary = found.get("glossary", records.glossary)
    records.sources = _table(data, "sources", Source, records)
    records.word_parts = _table(data, "word_parts", WordPart, records)
    records.terms = with_senses(_table(data, "terms", Term, records), records)
    remark_on(records)
    for key, term in records.terms.items():
        if term.codes or term.related_conditions or term.senses:
            _check_codes(term, records, key)
        if term.related_conditions:
            records.terms[key] = without_nameless(term, records, key)
    return records


_SECTIONS = tuple(TermFile.model_fields)


def _check_sections(data: dict[str, Any], records: Records) -> None:
    """Report unknown sections; most often the terms are at the top level of the file."""
    for name in data:
        if name not in _SECTIONS and name != "$schema":
            hint = did_you_mean(name, _SECTIONS, 1)
            sections = f"a file has the sections {spoken(_SECTIONS)}"
            hint = hint or f"{sections}; terms go under 'terms:', indented"
            message = f"unknown section {quoted(name)}; it is left out"
            records.report(Subtype.FIELD, message, (name,), hint)


def _report_shape(value: Any, section: str, records: Records) -> None:
    """Report a section that has no records by key."""
    message = f"expected a mapping from keys to records, not {describe(value)}"
    hint = "write its records on the lines below it, indented more, such as 'my-key: …'"
    if isinstance(value, list):
        hint = "put each record under a key of its own, such as 'my-key: …' instead of '- …'"
    records.report(Subtype.VALUE, message, (section,), hint)


def _table(data: dict[str, Any], section: str, model: type[R], records: Records) -> dict[str, R]:
    """Check all records of a section."""
    table = data.get(section)
    if table is None:
        return {}
    if not isinstance(table, dict):
        _report_shape(table, section, records)
        return {}
    pattern = PART_KEY if model is WordPart else KEY
    entries: dict[str, Any] = {}
    for written, value in table.items():
        if written.isascii() and pattern.fullmatch(written):
            entries[written] = value
            continue
        key = as_key(written)
        if not pattern.fullmatch(key):
            message = f"{quoted(written)} cannot be a key; the record is left out"
            hint = f"{KEY_RULE}, and put the name in 'label'"
            records.report(Subtype.RECORD, message, (section, written), hint)
        elif key in entries or (key != written and key in table):
            message = f"{quoted(written)} is read as the key {quoted(key)}, which is already taken"
            hint = "the record is left out; give it a key of its own"
            records.report(Subtype.DUPLICATE_KEY, message, (section, written), hint)
        elif key != written:
            entries[key] = _with_label(value, written, model)
            records.written_keys[section, key] = written
            message = f"the key {quoted(written)} is read as {quoted(key)}"
            hint = f"write {quoted(key)}, and the name in 'label'"
            records.report(Subtype.VALUE, message, (section, key), hint, Severity.WARNING)
        else:
            entries[key] = value
    checked: dict[str, R] = _checked(entries, dict[str, model], records, (section,))  # type: ignore[valid-type]
    for key in checked:
        if isinstance(entries[key], dict):
            _warn_of_separators(entries[key], model, records, (section, key))
    return checked


def _warn_of_separators(
    data: dict[str, Any], model: type[Record], records: Records, path: RecordPath
) -> None:
    """Warn about single texts that may have been meant as several names."""
    for inner, text in texts_with_separators(model, data):
        message = f"{quoted(text)} is read as one name, with its {separator_in(text)}"
        hint = separator_hint(text)
        records.report(Subtype.VALUE, message, (*path, *inner), hint, Severity.WARNING)


def _with_label(value: Any, written: str, model: type[Record]) -> Any:
    """Keep a key that had to be changed as the label that it was meant to be."""
    if "label" in model.model_fields and isinstance(value, dict) and value.get("label") is None:
        return {**value, "label": written}
    return value


def without_nameless(term: Term, records: Records, key: str) -> Term:
    """Leave out conditions that have neither a term nor a label."""
    conditions = term.related_conditions
    named = tuple(c for c in conditions if c.term or c.label)
    if len(named) == len(conditions):
        return term
    at: RecordPath = ("terms", key, "related_conditions")
    nameless = [i for i, c in enumerate(conditions) if not (c.term or c.label)]
    for index in nameless:
        message = "a condition with neither a term nor a label is left out"
        records.report(Subtype.RECORD, message, (*at, index))
    records.leave_out(at, nameless)
    return term.model_copy(update={"related_conditions": named})


def _check_codes(term: Term, records: Records, key: str) -> None:
    """Warn about codes that look unlike those of their system, and about misspelt systems."""
    for path, code in _codes_of(term):
        if fault := records.systems.doubt(code.system, code.code):
            at: RecordPath = ("terms", key, *path)
            if code.system in records.systems:
                at = _place_of_code(at, records)
            records.report(Subtype.CODE, fault.message, at, fault.hint, Severity.WARNING)


def _place_of_code(path: RecordPath, records: Records) -> RecordPath:
    """Return the path of the code itself, which may be written without its system before it."""
    section, key, *inner = path
    data = records.document.data[section]
    data = data.get(records.written_keys.get((str(section), str(key)), key))
    return (section, key, *_real_path((*inner, "code"), data))


def _codes_of(term: Term) -> Iterator[tuple[RecordPath, Code]]:
    for number, code in enumerate(term.codes):
        yield ("codes", number), code
    for name, sense in term.senses.items():
        for number, code in enumerate(sense.codes):
            yield ("senses", name, "codes", number), code
    for place, condition in enumerate(term.related_conditions):
        for number, code in enumerate(condition.codes):
            yield ("related_conditions", place, "codes", number), code


# ------------------------------------------------------------------ check, take out, check again


def _checked(data: dict[str, Any], kind: Any, records: Records, at: RecordPath) -> Any:
    """Validate a table of records, and return the usable ones in their order.

    :param data: plain data by key; it may be changed.
    :param kind: the type it should have, such as ``dict[str, Term]``.
    :param at: the path of the table in the document.
    """
    adapter = _adapter(kind)
    good: dict[str, Any] = {}
    rest = data
    while rest:
        try:
            good |= adapter.validate_python(rest, context=records.systems)
            break
        except ValidationError as error:
            faults = error.errors(include_url=False)
        wrong = {str(fault["loc"][0]) for fault in faults if fault["loc"]}
        right = {key: value for key, value in rest.items() if key not in wrong}
        good |= adapter.validate_python(right, context=records.systems)
        rest = {key: value for key, value in rest.items() if key in wrong}
        faulty = dict.fromkeys(_report_fault(fault, rest, kind, records, at) for fault in faults)
        _take_out(rest, faulty, records, at)
    return {key: good[key] for key in data if key in good}


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _report_fault(
    fault: ErrorDetails, data: Any, kind: Any, records: Records, at: RecordPath
) -> RecordPath:
    """Report one fault, and return the path of the part that is left out because of it."""
    loc = fault["loc"]
    path = lost = _real_path(loc, data)
    if _is_not_given(fault, kind):
        return lost
    subtype, message, hint = explain(fault, kind)
    if fault["type"] == CODE_FAULT:
        path = _real_path((*loc, "code"), data)
    elif path[-1] == loc[-1] and _is_required(kind, loc):
        lost = path[:-1]
    if at and len(lost) == 1:
        subtype, hint = Subtype.RECORD, hint or hint_for_record(lost[0], data[lost[0]], kind)
    records.report(subtype, f"{message}; {_part(at, path, lost)} is left out", at + path, hint)
    return lost


def _is_not_given(fault: ErrorDetails, kind: Any) -> bool:
    """Return whether an item of a list, or a translation, is ``null``: programs write it so."""
    is_item = isinstance(fault["loc"][-1], int) or record_at(kind, fault["loc"]) is Translation
    return fault["input"] is None and is_item


def _is_required(kind: Any, loc: tuple[int | str, ...]) -> bool:
    record = record_at(kind, loc[:-1])
    info = record.model_fields.get(str(loc[-1])) if record else None
    return info is not None and info.is_required()


def _part(at: RecordPath, path: RecordPath, lost: RecordPath) -> str:
    """Name the part that is left out because of a fault at a path."""
    if at and len(lost) == 1:
        return "the record"
    if isinstance(lost[-1], int):
        return f"this item of {str(lost[-2])!r}"
    return "it" if path == lost else quoted(lost[-1])


def _real_path(loc: tuple[int | str, ...], data: Any) -> RecordPath:
    """Drop from a location of pydantic what is not a place in the data."""
    path: list[int | str] = []
    for part in loc:
        is_key = isinstance(data, dict) and part in data
        if is_key or (isinstance(data, list) and isinstance(part, int) and part < len(data)):
            data = data[part]
            path.append(part)
    return tuple(path)


def _take_out(data: Any, faulty: Iterable[RecordPath], records: Records, at: RecordPath) -> None:
    """Remove the parts at some paths from the data, inner parts first."""
    parts: dict[RecordPath, list[Any]] = {}
    for path in faulty:
        parts.setdefault(path[:-1], []).append(path[-1])
    # Removing items from a list changes item numbers, on which the paths of inner parts depend.
    for path in sorted(parts, key=len, reverse=True):
        holder = data
        for part in path:
            holder = holder[part]
        if isinstance(holder, list):
            gone = set(parts[path])
            holder[:] = [item for number, item in enumerate(holder) if number not in gone]
            records.leave_out(at + path, sorted(gone))
        else:
            for key in parts[path]:
                del holder[key]
