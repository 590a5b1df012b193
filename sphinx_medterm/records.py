"""From plain data to records: check everything, report everything, lose as little as possible.

A record with a fault is not lost: the smallest part that holds the fault is taken out (an unknown
field, an item of a list) and the rest is checked again, until it is right or nothing is left.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar, get_args

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from sphinx_medterm.diagnostics import Diagnostic, RecordPath, Severity, Subtype
from sphinx_medterm.formats import Document
from sphinx_medterm.matching import did_you_mean
from sphinx_medterm.model import (
    DOI_PATTERN,
    KEY,
    NAME_PATTERN,
    PART_KEY,
    URL_PATTERN,
    Glossary,
    Record,
    Source,
    Term,
    TermFile,
    WordPart,
)

R = TypeVar("R", bound=Record)


@dataclass(kw_only=True)
class Records:
    """The usable records of one document.

    :ivar document: where they come from.
    :ivar diagnostics: what was wrong with them.
    """

    document: Document
    glossary: Glossary = field(default_factory=Glossary)
    sources: dict[str, Source] = field(default_factory=dict)
    word_parts: dict[str, WordPart] = field(default_factory=dict)
    terms: dict[str, Term] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    written_keys: dict[tuple[str, str], str] = field(default_factory=dict)

    def report(
        self,
        subtype: Subtype,
        message: str,
        path: RecordPath,
        hint: str = "",
        severity: Severity = Severity.ERROR,
    ) -> None:
        """Note what is wrong with the value at a path of the document.

        :param path: with keys as the records have them.
        """
        written = path
        if len(path) > 1:
            key = self.written_keys.get((str(path[0]), str(path[1])), path[1])
            written = (path[0], key, *path[2:])
        self.diagnostics.append(
            Diagnostic(
                severity=severity,
                subtype=subtype,
                message=message,
                file=self.document.file,
                position=self.document.locate(written),
                path=path,
                hint=hint,
            )
        )


def read_records(document: Document) -> Records:
    """Make records of a document's data.

    :param document: a data file as its format's reader gives it.
    :returns: all records that can be used, and what is wrong with them and with the others.
    """
    records = Records(document=document, diagnostics=list(document.diagnostics))
    data = document.data
    if data is None:
        return records
    if not isinstance(data, dict):
        message = f"{_describe(data)} where the sections {_spoken(_SECTIONS)} belong"
        records.report(Subtype.VALUE, message, ())
        return records
    _check_sections(data, records)
    glossary = _checked({"glossary": data.get("glossary") or {}}, dict[str, Glossary], records, ())
    records.glossary = glossary.get("glossary", records.glossary)
    records.sources = _table(data, "sources", Source, records)
    records.word_parts = _table(data, "word_parts", WordPart, records)
    records.terms = _with_senses(_table(data, "terms", Term, records), records)
    return records


_SECTIONS = tuple(TermFile.model_fields)


def _check_sections(data: dict[str, Any], records: Records) -> None:
    """Report sections that do not exist; most often the terms stand at the top of the file."""
    for name in data:
        if name not in _SECTIONS and name != "$schema":
            hint = did_you_mean(name, _SECTIONS, 1)
            hint = hint or f"a file has the sections {_spoken(_SECTIONS)}; terms go under 'terms:'"
            records.report(
                Subtype.FIELD, f"there is no section {name!r}; it is left out", (name,), hint
            )


def _table(data: dict[str, Any], section: str, model: type[R], records: Records) -> dict[str, R]:
    """Check all records of a section."""
    table = data.get(section)
    if table is None:
        return {}
    if not isinstance(table, dict):
        message = f"{_describe(table)} where a mapping from keys to records belongs"
        records.report(Subtype.VALUE, message, (section,))
        return {}
    pattern = PART_KEY if model is WordPart else KEY
    entries = {}
    for written, value in table.items():
        key = "-".join(unicodedata.normalize("NFC", written).split())
        if not pattern.fullmatch(key):
            hint = (
                "use letters and digits with single - _ . between them, and put the name in 'label'"
            )
            message = f"{written!r} cannot be a key; the record is left out"
            records.report(Subtype.RECORD, message, (section, written), hint)
            continue
        entries[key] = value
        if key != written:
            records.written_keys[section, key] = written
            message = f"the key {written!r} is read as {key!r}"
            hint = f"write {key!r}, and the name in 'label'"
            path = (section, key)
            records.report(Subtype.VALUE, message, path, hint, Severity.WARNING)
            if model is Term and isinstance(value, dict) and "label" not in value:
                entries[key] = {**value, "label": written}
    checked: dict[str, R] = _checked(entries, dict[str, model], records, (section,))  # type: ignore[valid-type]
    return checked


def _with_senses(terms: dict[str, Term], records: Records) -> dict[str, Term]:
    """Leave out senses without a definition, and terms without a sense."""
    kept = {}
    for key, term in terms.items():
        path: RecordPath = ("terms", key)
        if term.senses:
            term = _with_definitions(term, path, records)
        if term.senses or term.definition or term.plain_definition:
            kept[key] = term
        else:
            hint = "write 'definition: …', or 'senses:' with a definition each"
            records.report(Subtype.RECORD, "a term without definition is left out", path, hint)
    return kept


def _with_definitions(term: Term, path: RecordPath, records: Records) -> Term:
    if term.definition or term.plain_definition:
        message = "has both a definition of its own and senses; it is shown as the first sense"
        hint = "move it under 'senses:' with a key"
        records.report(Subtype.VALUE, message, path, hint, Severity.WARNING)
    senses = {}
    for key, sense in term.senses.items():
        here: RecordPath = (*path, "senses", key)
        if not KEY.fullmatch(key):
            hint = "use letters and digits with single - _ . between them"
            message = f"{key!r} cannot be a key; the sense is left out"
            records.report(Subtype.RECORD, message, here, hint)
        elif sense.definition is None and sense.plain_definition is None:
            records.report(Subtype.RECORD, "a sense without definition is left out", here)
        else:
            senses[key] = sense
    return term if len(senses) == len(term.senses) else term.model_copy(update={"senses": senses})


# ------------------------------------------------------------------ check, take out, check again


def _checked(data: dict[str, Any], kind: Any, records: Records, at: RecordPath) -> Any:
    """Validate a table of records and return those that can be used.

    :param data: plain data by key; it may be changed.
    :param kind: what it should be, ``dict[str, Term]``.
    :param at: path of the table in the document.
    """
    adapter = _adapter(kind)
    reported: set[RecordPath] = set()
    good: dict[str, Any] = {}
    while data:
        try:
            return good | adapter.validate_python(data)
        except ValidationError as error:
            faults = error.errors(include_url=False)
        wrong = {str(fault["loc"][0]) for fault in faults if fault["loc"]}
        good |= adapter.validate_python({k: v for k, v in data.items() if k not in wrong})
        data = {key: value for key, value in data.items() if key in wrong}
        paths = [_report_fault(fault, data, kind, records, at, reported) for fault in faults]
        for path in sorted(paths, key=_last_items_first, reverse=True):
            _take_out(data, path)
            reported.add(path)
    return good


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def _last_items_first(path: RecordPath) -> tuple[tuple[bool, int, str], ...]:
    return tuple((isinstance(p, str), p if isinstance(p, int) else 0, str(p)) for p in path)


def _report_fault(
    fault: ErrorDetails,
    data: Any,
    kind: Any,
    records: Records,
    at: RecordPath,
    reported: set[RecordPath],
) -> RecordPath:
    """Report one fault, and return the path of the part that must go because of it."""
    if fault["type"] == "missing":
        name, path = fault["loc"][-1], _real_path(fault["loc"][:-1], data)
        if (*path, name) not in reported:
            message = f"{name!r} is missing; {_part(path, at)} is left out"
            subtype = Subtype.RECORD if len(path) < 2 else Subtype.VALUE
            records.report(subtype, message, at + path)
        return path
    path = _real_path(fault["loc"], data)
    subtype, message, hint = _explain(fault, kind)
    records.report(subtype, message, at + path, hint)
    return path


def _part(path: RecordPath, at: RecordPath) -> str:
    return f"this {(at + path)[-2]} item" if path and isinstance(path[-1], int) else "this record"


def _real_path(loc: tuple[int | str, ...], data: Any) -> RecordPath:
    """Drop from pydantic's location what is no place in the data."""
    path: list[int | str] = []
    for part in loc:
        is_key = isinstance(data, dict) and part in data
        if is_key or (isinstance(data, list) and isinstance(part, int) and part < len(data)):
            data = data[part]
            path.append(part)
    return tuple(path)


def _take_out(data: Any, path: RecordPath) -> None:
    for part in path[:-1]:
        if isinstance(data, dict):
            data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
        else:
            return
    last = path[-1]
    if isinstance(data, dict):
        data.pop(last, None)
    elif isinstance(data, list) and isinstance(last, int) and last < len(data):
        del data[last]


# ------------------------------------------------------------------ words for what is wrong

_PATTERNS = {
    NAME_PATTERN: "it holds a control character",
    DOI_PATTERN: "it is no DOI: a DOI starts with '10.' and has no address before it",
    URL_PATTERN: "it is no address: only http:// and https:// are accepted",
}
_WANTED = {"string_type": "text", "tuple_type": "a list", "dict_type": "a mapping"}


def _explain(fault: ErrorDetails, kind: Any) -> tuple[Subtype, str, str]:
    """Say in words what pydantic found: subtype, message, hint."""
    error, value = fault["type"], fault["input"]
    name = str(fault["loc"][-1])
    if error == "extra_forbidden":
        hint = did_you_mean(name, _field_names(kind, fault["loc"][:-1]), 1)
        return Subtype.FIELD, f"there is no field {name!r}; it is left out", hint
    message, hint = f"{_short(value)}: {_lower(fault['msg'])}", ""
    if error in _WANTED or error.startswith("model_"):
        message = f"{_describe(value)} where {_WANTED.get(error, 'a mapping')} belongs"
        hint = _type_hint(error, value)
    elif error == "string_too_short":
        message = "the text is empty"
    elif error == "string_pattern_mismatch":
        pattern = fault["ctx"]["pattern"]
        reason = _PATTERNS.get(pattern, f"it does not have the form {pattern}")
        message = f"{_short(value)} is not accepted: {reason}"
    elif error == "string_unicode":
        message = "the text holds half a character (a lone surrogate)"
    elif error == "literal_error":
        choices = [str(choice).strip("'") for choice in _choices(fault["ctx"]["expected"])]
        message = f"{_short(value)} is none of {_spoken(choices)}"
        hint = did_you_mean(str(value), choices, 1)
    elif error == "value_error":
        message = f"{_short(value)}: {fault['ctx']['error']}"
    elif error.startswith("int_"):
        message = f"{_short(value)} is no whole number"
    return Subtype.VALUE, f"{message}; it is left out", hint


def _type_hint(error: str, value: Any) -> str:
    if error == "string_type" and isinstance(value, bool):
        return f'quote it: "{str(value).lower()}"'
    if error == "string_type" and isinstance(value, int | float):
        return f'quote it: "{value}"'
    if error == "tuple_type" and isinstance(value, str):
        return f"write [{value}]"
    return ""


def _choices(expected: str) -> list[str]:
    return expected.replace(" or ", ", ").split(", ")


def _describe(value: Any) -> str:
    """Name what stands there in the words of the formats, not of Python."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return f"the truth value {str(value).lower()}"
    if isinstance(value, int | float):
        return f"the number {_short(value)}"
    if isinstance(value, str):
        return f"the text {_short(value)}"
    return "a list" if isinstance(value, list | tuple) else "a mapping"


def _short(value: Any) -> str:
    if isinstance(value, str):
        return repr(value if len(value) <= 40 else value[:37] + "…")
    if value is None or isinstance(value, int | float):
        text = str(value)
        return text if len(text) <= 40 else text[:37] + "…"
    return _describe(value)


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]


def _spoken(names: Iterable[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last


def _field_names(kind: Any, loc: tuple[int | str, ...]) -> Iterator[str]:
    """Follow a location through the types of the model to the record that stands there."""
    for part in loc:
        record = _record_in(kind)
        if record is not None and part in record.model_fields:
            kind = record.model_fields[str(part)].annotation
    record = _record_in(kind)
    return iter(record.model_fields if record is not None else ())


def _record_in(kind: Any) -> type[Record] | None:
    """Find the record type inside ``Etymology | None``, ``tuple[Code, ...]``, ``dict[str, …]``."""
    if isinstance(kind, type) and issubclass(kind, Record):
        return kind
    return next(filter(None, map(_record_in, get_args(kind))), None)
