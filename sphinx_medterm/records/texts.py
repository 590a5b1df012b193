"""The kinds of text that a record may hold, each with its checks and its part of the JSON Schema.

Three kinds are for readers. A *name* is one visible line that does not affect the text around it. A
*line* may also change the direction of text. A *text* has paragraphs. The other kinds are for
programs: addresses, identifiers, dates.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from typing import Annotated, Any, Final

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError, PydanticKnownError

from sphinx_medterm.data_text.addresses import ADDRESS_PATTERN, address_flaw
from sphinx_medterm.names.characters import (
    BLANKS,
    CONTROLS,
    DIRECTIONS,
    NONCHARACTERS,
    OVERRIDES,
    UNSEEN,
    Flaw,
    has_many_marks,
    identifier_flaw,
    is_visible,
    name_flaw,
    on_one_line,
    text_flaw,
    with_line_feeds,
)
from sphinx_medterm.names.suggest import LONGEST_HINT, question

TEXT_FAULT: Final = "medterm_text"
"""The error type of a text that is not accepted; its context has a message and a hint."""

NAME_PATTERN = rf"^[^{CONTROLS}{NONCHARACTERS}{DIRECTIONS}]*$"
TEXT_PATTERN = rf"^[^{CONTROLS}{NONCHARACTERS}{OVERRIDES}]*$"
LANG_PATTERN = r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"
DATE_PATTERN = r"^[0-9]{4}(-[0-9]{2}){0,2}$"
PMID_PATTERN = r"^[1-9][0-9]{0,8}$"
PMCID_PATTERN = r"^PMC[0-9]+$"
DOI_PATTERN = rf"^10\.[0-9]{{4,9}}/[^{CONTROLS}{NONCHARACTERS}{BLANKS}{UNSEEN}]+$"
YEAR_PATTERN = r"^[0-9]{1,4}$"


def _error(flaw: Flaw) -> PydanticCustomError:
    mended = flaw.mended
    is_short = 0 < len(mended) <= LONGEST_HINT and mended.isprintable()
    hint = question([mended]) if is_short else "leave it out" if mended else ""
    context = {"message": flaw.reason, "hint": hint}
    return PydanticCustomError(TEXT_FAULT, "{message}", context)


def _is_plain(text: str) -> bool:
    """Return whether a text is one of the many that need no closer look.

    What Python calls printable has no control or format characters, and no white space but spaces.
    """
    return (
        text.isprintable()
        and "  " not in text
        and ("!" <= text[0] <= "~" or is_visible(text))
        and not has_many_marks(text)
    )


def _checked(read: Callable[[str], str], find_flaw: Callable[[str], Flaw | None]) -> AfterValidator:
    """Return a check of texts for readers."""

    def check(value: str) -> str:
        if _is_plain(value):
            return value
        text = read(value)
        if flaw := find_flaw(text):
            raise _error(flaw)
        return text

    return AfterValidator(check)


def _address(value: str) -> str:
    if flaw := address_flaw(value):
        raise _error(flaw._replace(reason=f"it is not an address: {flaw.reason}"))
    return value


def _identifier(value: str) -> str:
    if flaw := identifier_flaw(value):
        raise _error(flaw)
    return value


def _calendar_date(value: str) -> str:
    """Accept a year, a year and month, or a full date (ISO 8601)."""
    parts = [int(part) for part in value.split("-")]
    datetime.date(*(parts + [1] * (3 - len(parts))))
    return value


_WHOLE_NUMBER = re.compile(r"\s*-?[0-9]+\s*")


def _number(value: Any) -> Any:
    """Reject what pydantic would also accept as a number: ``True``, ``1_000``, ``2010.0``."""
    if isinstance(value, bool) or (isinstance(value, str) and not _WHOLE_NUMBER.fullmatch(value)):
        raise PydanticKnownError("int_type")
    return value


# Other readers of YAML turn some texts into numbers and truth values, and check these.
_SCALARS = ["string", "number", "boolean"]


def _schema(pattern: str, types: list[str] | str = "string", **more: Any) -> WithJsonSchema:
    return WithJsonSchema({"type": types, **more, "pattern": pattern})


_STRIPPED = StringConstraints(strip_whitespace=True, min_length=1)


def _of_form(pattern: str) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, pattern=pattern)


Name = Annotated[
    str, _STRIPPED, _checked(on_one_line, name_flaw), _schema(NAME_PATTERN, _SCALARS, minLength=1)
]
Line = Annotated[
    str, _STRIPPED, _checked(on_one_line, text_flaw), _schema(TEXT_PATTERN, _SCALARS, minLength=1)
]
Text = Annotated[
    str,
    _STRIPPED,
    _checked(with_line_feeds, text_flaw),
    _schema(TEXT_PATTERN, _SCALARS, minLength=1),
]
Url = Annotated[str, _STRIPPED, AfterValidator(_address), _schema(ADDRESS_PATTERN)]
Doi = Annotated[str, _of_form(DOI_PATTERN), AfterValidator(_identifier), _schema(DOI_PATTERN)]
Pmid = Annotated[
    str,
    _of_form(PMID_PATTERN),
    _schema(PMID_PATTERN, ["string", "integer"], minimum=1, maximum=999_999_999),
]
Pmcid = Annotated[str, _of_form(PMCID_PATTERN), _schema(PMCID_PATTERN)]
Lang = Annotated[str, _of_form(LANG_PATTERN), _schema(LANG_PATTERN, ["string", "boolean"])]
Date = Annotated[
    str,
    _of_form(DATE_PATTERN),
    AfterValidator(_calendar_date),
    _schema(DATE_PATTERN, ["string", "integer"], minimum=1000, maximum=9999),
]
Year = Annotated[
    int,
    Field(ge=0, le=9999),
    BeforeValidator(_number),
    _schema(YEAR_PATTERN, ["integer", "string"], minimum=0, maximum=9999),
]
