"""The errors that pydantic finds in a value, in the vocabulary of data files."""

from __future__ import annotations

import re
import unicodedata
from types import UnionType
from typing import Any, Union, get_args, get_origin

from pydantic_core import ErrorDetails

from sphinx_medterm.diagnostics import Subtype, quoted, shortened, spoken
from sphinx_medterm.names.characters import IGNORABLE, normalised
from sphinx_medterm.names.suggest import LONGEST_HINT, did_you_mean, question
from sphinx_medterm.records.model import CODE_FAULT
from sphinx_medterm.records.near_fields import field_hint
from sphinx_medterm.records.record import Record
from sphinx_medterm.records.texts import (
    DATE_PATTERN,
    DOI_PATTERN,
    ISBN_PATTERN,
    LANG_PATTERN,
    PMCID_PATTERN,
    PMID_PATTERN,
    SHAPE_FAULT,
    TEXT_FAULT,
    WRITTEN,
)

_PATTERNS = {
    LANG_PATTERN: "it is not a language tag, such as 'la' or 'pt-BR'",
    DATE_PATTERN: "write a date as 2026-11-22, 2026-11 or 2026",
    PMID_PATTERN: "a PubMed number has up to 9 digits and nothing else",
    PMCID_PATTERN: "write a PubMed Central number as PMC1234567",
    DOI_PATTERN: "it is not a DOI, such as 10.1000/182",
    ISBN_PATTERN: "an ISBN has 10 or 13 digits, with or without hyphens",
}
_WANTED = {"string_type": "text", "tuple_type": "a list", "dict_type": "a mapping"}
_OWN = {CODE_FAULT: Subtype.CODE, SHAPE_FAULT: Subtype.VALUE}
"""The error types whose message is our own."""


def explain(fault: ErrorDetails, kind: Any) -> tuple[Subtype, str, str]:
    """Describe what pydantic found: subtype, message, hint."""
    error, value, loc = fault["type"], fault["input"], fault["loc"]
    if error == "extra_forbidden":
        record, name = record_at(kind, loc[:-1]), str(loc[-1])
        hint = field_hint(record, name) if record else ""
        return Subtype.FIELD, f"unknown field {quoted(name)}", hint
    if error in _OWN:
        return _OWN[error], fault["ctx"]["message"], fault["ctx"]["hint"]
    if error == "missing":
        return (
            Subtype.VALUE,
            f"{loc[-1]!r} is missing",
            _colon_hint(value, record_at(kind, loc[:-1])),
        )
    if error in _WANTED or error.startswith("model_"):
        message = f"expected {_wanted(error, kind, loc)}, not {describe(value)}"
        return Subtype.VALUE, message, _type_hint(error, value)
    message, hint = _misfit(fault)
    return Subtype.VALUE, message, hint


def hint_for_record(key: Any, value: Any, kind: Any) -> str:
    """Return a hint for a record that cannot be read; most often it is a field of another one."""
    record = record_at(kind, (key,))
    if record is not None and key in record.model_fields:
        return f"if {quoted(key)} is a field, indent it more than the key of its record"
    if value is None or (isinstance(value, str) and record is not None and not record.shorthand):
        examples = "'label: …' or 'definition: …'"
        return f"write its fields on the lines below it, indented more, such as {examples}"
    return ""


def _misfit(fault: ErrorDetails) -> tuple[str, str]:
    """Describe why a value of the right type does not fit, with a hint."""
    error, value = fault["type"], fault["input"]
    if error == "string_too_short":
        return "the text is empty", ""
    if error == "string_unicode":
        return "the text contains half a character (a lone surrogate)", ""
    if error in ("string_pattern_mismatch", TEXT_FAULT):
        reason, hint = _rejection(fault)
        return f"{_short(value)} is not accepted: {reason}", hint
    if error == "literal_error":
        choices = [choice.strip("'") for choice in _choices(fault["ctx"]["expected"])]
        hint = did_you_mean(value, choices, 1) if isinstance(value, str) else ""
        place = next((part for part in reversed(fault["loc"]) if isinstance(part, str)), "")
        return f"{place!r} must be {spoken(choices, 'or')}, not {_short(value)}", hint
    if error.startswith("bool_"):
        return f"expected true or false, not {describe(value)}", ""
    if error in ("greater_than_equal", "less_than_equal"):
        return f"{_short(value)} is not a year from 0 to 9999", ""
    if error.startswith("int_") or error == "finite_number":
        return f"{_short(value)} is not a whole number", ""
    return f"{describe(value)} does not belong here", ""


def _rejection(fault: ErrorDetails) -> tuple[str, str]:
    """Describe why a text is not accepted, with a hint."""
    context = fault["ctx"]
    if fault["type"] == TEXT_FAULT:
        return context["message"], context["hint"]
    return _PATTERNS[context["pattern"]], _meant(fault["input"], context["pattern"])


def _meant(value: str, pattern: str) -> str:
    """Return a hint if a text matches a pattern once it is cleaned up.

    Invisible characters and what people write before an identifier are removed; digits of other
    scripts and letters of other widths become ASCII.
    """
    if len(value) > 2 * LONGEST_HINT:
        return ""
    visible = "".join(c for c in normalised("NFKC", value) if c not in IGNORABLE)
    meant = "".join(str(unicodedata.decimal(c, c)) for c in visible).strip()
    if pattern in WRITTEN:
        meant = WRITTEN[pattern].bare_of(meant) or meant
    fits = len(meant) <= LONGEST_HINT and re.fullmatch(pattern, meant)
    return question([meant]) if fits else ""


def _wanted(error: str, kind: Any, loc: tuple[int | str, ...]) -> str:
    """Name what is expected in a place where there is something else."""
    if error in _WANTED:
        return _WANTED[error]
    record = record_at(kind, loc)
    return "text or a mapping" if record is not None and record.shorthand else "a mapping"


def _type_hint(error: str, value: Any) -> str:
    if error == "string_type" and isinstance(value, int | float):
        # A decimal number may have been written in another way than Python prints it.
        return "put it in quotes" if isinstance(value, float) else f'quote it: "{_short(value)}"'
    return _colon_hint(value) if error == "string_type" else ""


def _colon_hint(value: Any, record: type[Record] | None = None) -> str:
    """Return a hint if a mapping may have been meant as a text with a colon in it.

    :param record: the record that the text would be short for, if it is one.
    """
    if not isinstance(value, dict) or len(value) != 1 or (record and not record.shorthand):
        return ""
    ((name, text),) = value.items()
    if not isinstance(text, str) or (record and name in record.model_fields):
        return ""
    if record and record.shorthand == "code":
        return question([f"{name}:{text}"])
    written = f"{name}: {text}"
    if len(written) > LONGEST_HINT or not written.isprintable() or '"' in written:
        return "text that contains a colon needs quotes"
    return f'text that contains a colon needs quotes: "{written}"'


def _choices(expected: str) -> list[str]:
    return expected.replace(" or ", ", ").split(", ")


def describe(value: Any) -> str:
    """Name a value in the words of the formats, not of Python."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return f"the truth value {_short(value)}"
    if isinstance(value, int | float):
        return f"the number {_short(value)}"
    if isinstance(value, str):
        return f"the text {_short(value)}"
    return "a list" if isinstance(value, list | tuple) else "a mapping"


def _short(value: Any) -> str:
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        # Python does not print integers of thousands of digits in decimal.
        is_huge = isinstance(value, int) and value.bit_length() > 1000
        return shortened(hex(value) if is_huge else str(value))  # type: ignore[arg-type]
    return describe(value)


def record_at(kind: Any, loc: tuple[int | str, ...]) -> type[Record] | None:
    """Follow a location through the types of the model to the record there."""
    for part in loc:
        kind = _inside(kind, part)
    return next((k for k in _alternatives(kind) if _is_record(k)), None)


def _inside(kind: Any, part: int | str) -> Any:
    """Return the type of what a value of some type has under a key or number."""
    for alternative in _alternatives(kind):
        if _is_record(alternative):
            info = alternative.model_fields.get(str(part))
            return info.annotation if info else None
        if get_origin(alternative) in (dict, tuple):
            return get_args(alternative)[get_origin(alternative) is dict]
    return None


def _alternatives(kind: Any) -> tuple[Any, ...]:
    """Split a union such as ``Etymology | None``."""
    return get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,)


def _is_record(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Record)
