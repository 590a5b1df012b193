"""What pydantic finds wrong with a value, in the words of the data files."""

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
from sphinx_medterm.records.record import Record
from sphinx_medterm.records.texts import (
    DATE_PATTERN,
    DOI_PATTERN,
    LANG_PATTERN,
    PMCID_PATTERN,
    PMID_PATTERN,
    TEXT_FAULT,
)

_PATTERNS = {
    LANG_PATTERN: "it is not a language tag, such as 'la' or 'pt-BR'",
    DATE_PATTERN: "a date is written 2026-11-22, or 2026-11, or 2026",
    PMID_PATTERN: "a PubMed number has digits only",
    PMCID_PATTERN: "a PubMed Central number is written PMC1234567",
    DOI_PATTERN: "it is not a DOI: a DOI starts with '10.' and has no address before it",
}
_NEEDLESS = {
    DOI_PATTERN: re.compile(r"(?:https?://)?(?:dx\.)?doi\.org/|doi:\s*", re.IGNORECASE),
    PMID_PATTERN: re.compile(r"PMID:?\s*", re.IGNORECASE),
    PMCID_PATTERN: re.compile(r"(?:PMCID:?\s*)?(?:PMC)?", re.IGNORECASE),
}
"""What people often write before an identifier that is not part of it."""
_NEEDED = {PMCID_PATTERN: "PMC"}
_WANTED = {"string_type": "text", "tuple_type": "a list", "dict_type": "a mapping"}


def explain(fault: ErrorDetails, kind: Any) -> tuple[Subtype, str, str]:
    """Describe what pydantic found: subtype, message, hint."""
    error, value, loc = fault["type"], fault["input"], fault["loc"]
    if error == "extra_forbidden":
        record, name = record_at(kind, loc[:-1]), str(loc[-1])
        hint = did_you_mean(name, record.model_fields, 1) if record else ""
        return Subtype.FIELD, f"there is no field {quoted(name)}", hint
    if error == CODE_FAULT:
        return Subtype.CODE, fault["ctx"]["message"], fault["ctx"]["hint"]
    message, hint = f"{_short(value)}: {_lower(fault['msg'])}", ""
    if error in _WANTED or error.startswith("model_"):
        message = f"{describe(value)} where {_wanted(error, kind, loc)} belongs"
        hint = _type_hint(error, value)
    elif error == "string_too_short":
        message = "the text is empty"
    elif error in ("string_pattern_mismatch", TEXT_FAULT):
        reason, hint = _rejection(fault)
        message = f"{_short(value)} is not accepted: {reason}"
    elif error == "string_unicode":
        message = "the text holds half a character (a lone surrogate)"
    elif error == "literal_error":
        choices = [choice.strip("'") for choice in _choices(fault["ctx"]["expected"])]
        message = f"{_short(value)} is not one of {spoken(choices)}"
        hint = did_you_mean(value, choices, 1) if isinstance(value, str) else ""
    elif error == "value_error":
        message = f"{_short(value)}: {fault['ctx']['error']}"
    elif error.startswith("int_") or error == "finite_number":
        message = f"{_short(value)} is not a whole number"
    return Subtype.VALUE, message, hint


def hint_for_record(key: Any, kind: Any) -> str:
    """Return a hint for a record that cannot be read; most often it is a field of another one."""
    record = record_at(kind, (key,))
    is_field = record is not None and key in record.model_fields
    return f"if {quoted(key)} is a field, indent it more than the key of its record" * is_field


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
    ascii_digits = "".join(str(unicodedata.decimal(c, c)) for c in visible).strip()
    needless = _NEEDLESS.get(pattern)
    found = needless.match(ascii_digits) if needless else None
    meant = _NEEDED.get(pattern, "") + ascii_digits[found.end() if found else 0 :]
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
    if error == "tuple_type" and isinstance(value, str):
        is_short = len(value) <= LONGEST_HINT and value.isprintable()
        return f'write ["{value}"]' if is_short else "put it in [ ]"
    return ""


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


def _lower(message: str) -> str:
    return message[:1].lower() + message[1:]


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
