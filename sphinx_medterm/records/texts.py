"""The kinds of text in records, each with its checks and its part of the JSON Schema.

Three kinds are for readers. A *name* is one visible line that does not affect the text around it. A
*line* may also change the direction of text. A *text* has paragraphs. The other kinds are for
programs: addresses, identifiers, dates.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from typing import Annotated, Any, Final, NamedTuple

from pydantic import AfterValidator, BeforeValidator, Field, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError, PydanticKnownError

from sphinx_medterm.codes.check_digits import isbn_flaw
from sphinx_medterm.data_text.addresses import ADDRESS_PATTERN, address_flaw
from sphinx_medterm.names.characters import (
    BLANKS,
    CONTROLS,
    DIRECTIONS,
    NONCHARACTERS,
    OVERRIDES,
    UNSEEN,
    Flaw,
    as_name,
    has_many_marks,
    identifier_flaw,
    is_visible,
    name_flaw,
    on_one_line,
    text_flaw,
    with_line_feeds,
)
from sphinx_medterm.names.suggest import LONGEST_HINT, question
from sphinx_medterm.records.media_files import PICTURES, SOUNDS, Formats, file_flaw, pattern_of

TEXT_FAULT: Final = "medterm_text"
"""The error type of a text that is not accepted; its context has a message and a hint."""

SHAPE_FAULT: Final = "medterm_shape"
"""The error type of a value of the wrong shape; its context has a message and a hint."""

NAME_PATTERN = rf"^[^{CONTROLS}{NONCHARACTERS}{DIRECTIONS}]*$"
TEXT_PATTERN = rf"^[^{CONTROLS}{NONCHARACTERS}{OVERRIDES}]*$"
LANG_PATTERN = r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$"
DATE_PATTERN = r"^[0-9]{4}(-[0-9]{2}){0,2}$"
PMID_PATTERN = r"^[1-9][0-9]{0,8}$"
PMCID_PATTERN = r"^PMC[0-9]+$"
DOI_PATTERN = rf"^10\.[0-9]{{4,9}}/[^{CONTROLS}{NONCHARACTERS}{BLANKS}{UNSEEN}]+$"
ISBN_PATTERN = r"^[0-9](-?[0-9]){8,11}-?[0-9X]$"
YEAR_PATTERN = r"^-?0*[0-9]{1,4}$"
_ISBN_GAP = r"[-\u0020\u00a0\u2010-\u2013]?"

_GAP = f"[{BLANKS}]*"


class _Written(NamedTuple):
    """How people write an identifier: with its address, or what it is.

    None of the expressions may mean another thing in other languages than in Python.

    :ivar before: what may come before the identifier.
    :ivar bare: the identifier itself.
    :ivar after: what may come after it.
    :ivar added: what it must begin with, if people leave that out.
    """

    before: str
    bare: str
    after: str = ""
    added: str = ""

    @property
    def pattern(self) -> str:
        """Return the pattern of all that is accepted."""
        return f"^{_GAP}{self.before}({self.bare}){self.after}{_GAP}$"

    def bare_of(self, text: str) -> str:
        """Return the bare identifier in a text; empty if it is not written in such a way."""
        found = re.fullmatch(f"{_GAP}{self.before}(?P<bare>{self.bare}){self.after}{_GAP}", text)
        return self.added + found["bare"] if found else ""

    def reader(self) -> BeforeValidator:
        """Return what reduces a text to the bare identifier; other values are left alone."""

        def read(value: Any) -> Any:
            return (isinstance(value, str) and self.bare_of(value)) or value

        return BeforeValidator(read)


_NLM = r"https?://(www\.)?"
DOI_WRITTEN = _Written(
    rf"([Dd][Oo][Ii]:?{_GAP}|([Hh][Tt][Tt][Pp][Ss]?://)?([Dd][Xx]\.|[Ww]{{3}}\.)?[Dd][Oo][Ii]\.[Oo][Rr][Gg]/)*",
    DOI_PATTERN[1:-1],
)
PMID_WRITTEN = _Written(
    rf"([Pp][Mm][Ii][Dd]:?{_GAP}|{_NLM}(pubmed\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pubmed)/)?",
    PMID_PATTERN[1:-1],
    "/?",
)
PMCID_WRITTEN = _Written(
    rf"([Pp][Mm][Cc][Ii][Dd]:?{_GAP}|{_NLM}(pmc\.ncbi\.nlm\.nih\.gov|ncbi\.nlm\.nih\.gov/pmc)/articles/)?([Pp][Mm][Cc]{_GAP})?",
    "[0-9]+",
    "/?",
    "PMC",
)
ISBN_WRITTEN = _Written(
    rf"([Ii][Ss][Bb][Nn](-1[03])?:?{_GAP})?",
    f"[0-9]({_ISBN_GAP}[0-9]){{8,11}}{_ISBN_GAP}[0-9Xx]",
)
WRITTEN = {
    DOI_PATTERN: DOI_WRITTEN,
    PMID_PATTERN: PMID_WRITTEN,
    PMCID_PATTERN: PMCID_WRITTEN,
    ISBN_PATTERN: ISBN_WRITTEN,
}
"""How people write identifiers, by the pattern of the bare ones."""


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
    year, month, day = [*map(int, value.split("-")), 1, 1][:3]
    if not year:
        raise _error(Flaw("there is no year 0"))
    if not 1 <= month <= 12:
        raise _error(Flaw("a month is a number from 01 to 12"))
    if not 1 <= day <= monthrange(year, month)[1]:
        raise _error(Flaw(f"{year:04}-{month:02} has no day {day:02}"))
    return value


def _with_hyphens(value: Any) -> Any:
    """Replace the dashes and spaces in an ISBN by hyphens."""
    number = _ISBN_GAPS.sub("-", value).upper() if isinstance(value, str) else ""
    return number if re.fullmatch(ISBN_PATTERN, number) else value


def _isbn(value: str) -> str:
    if flaw := isbn_flaw(value):
        context = {"message": flaw.reason, "hint": flaw.hint}
        raise PydanticCustomError(TEXT_FAULT, "{message}", context)
    return value


def _of_formats(formats: Formats) -> AfterValidator:
    """Return a check of the names of pictures or sounds."""

    def check(value: str) -> str:
        if flaw := file_flaw(value, formats):
            message, hint = flaw
            raise PydanticCustomError(TEXT_FAULT, "{message}", {"message": message, "hint": hint})
        return value

    return AfterValidator(check)


_ISBN_GAPS = re.compile(_ISBN_GAP.removesuffix("?"))


def _joined(value: Any) -> Any:
    """Join a list of texts, by semicolons if they have commas themselves."""
    if not isinstance(value, list | tuple) or not all(isinstance(v, str | None) for v in value):
        return value
    texts = [text.strip() for text in value if text and text.strip()]
    if not texts:
        return value
    return ("; " if any("," in text for text in texts) else ", ").join(texts)


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


def _with_gaps(pattern: str) -> str:
    """Allow white space around what a pattern matches, as the reader does."""
    return f"^{_GAP}{pattern[1:-1]}{_GAP}$"


_STRIPPED = StringConstraints(strip_whitespace=True, min_length=1)


def _of_form(pattern: str) -> StringConstraints:
    return StringConstraints(strip_whitespace=True, pattern=pattern)


_LINE = {"type": _SCALARS, "minLength": 1, "pattern": TEXT_PATTERN}

Name = Annotated[
    str, _STRIPPED, _checked(as_name, name_flaw), _schema(NAME_PATTERN, _SCALARS, minLength=1)
]
Line = Annotated[str, _STRIPPED, _checked(on_one_line, text_flaw), WithJsonSchema({**_LINE})]
Text = Annotated[
    str,
    _STRIPPED,
    _checked(with_line_feeds, text_flaw),
    _schema(TEXT_PATTERN, _SCALARS, minLength=1),
]
Authors = Annotated[
    str,
    _STRIPPED,
    _checked(on_one_line, text_flaw),
    BeforeValidator(_joined),
    WithJsonSchema({"anyOf": [{**_LINE}, {"type": "array", "items": {**_LINE}}]}),
]
Url = Annotated[str, _STRIPPED, AfterValidator(_address), _schema(_with_gaps(ADDRESS_PATTERN))]
Doi = Annotated[
    str,
    _of_form(DOI_PATTERN),
    AfterValidator(_identifier),
    DOI_WRITTEN.reader(),
    _schema(DOI_WRITTEN.pattern),
]
Pmid = Annotated[
    str,
    _of_form(PMID_PATTERN),
    PMID_WRITTEN.reader(),
    _schema(PMID_WRITTEN.pattern, ["string", "integer"], minimum=1, maximum=999_999_999),
]
Pmcid = Annotated[
    str,
    _of_form(PMCID_PATTERN),
    PMCID_WRITTEN.reader(),
    _schema(PMCID_WRITTEN.pattern, ["string", "integer"], minimum=0),
]
Isbn = Annotated[
    str,
    _of_form(ISBN_PATTERN),
    AfterValidator(_isbn),
    BeforeValidator(_with_hyphens),
    ISBN_WRITTEN.reader(),
    _schema(ISBN_WRITTEN.pattern, ["string", "integer"], minimum=0),
]
Lang = Annotated[
    str, _of_form(LANG_PATTERN), _schema(_with_gaps(LANG_PATTERN), ["string", "boolean"])
]
Date = Annotated[
    str,
    _of_form(DATE_PATTERN),
    AfterValidator(_calendar_date),
    _schema(_with_gaps(DATE_PATTERN), ["string", "integer"], minimum=1, maximum=9999),
]
Year = Annotated[
    int,
    Field(ge=0, le=9999),
    BeforeValidator(_number),
    _schema(_with_gaps(YEAR_PATTERN), ["integer", "string"], minimum=0, maximum=9999),
]
PictureFile = Annotated[
    str, _STRIPPED, _of_formats(PICTURES), _schema(_with_gaps(pattern_of(PICTURES)))
]
SoundFile = Annotated[str, _STRIPPED, _of_formats(SOUNDS), _schema(_with_gaps(pattern_of(SOUNDS)))]
