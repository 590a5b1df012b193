"""What is wrong with a data file or a page, and where."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import NamedTuple

RecordPath = tuple[str | int, ...]
"""The way to a value inside a file: ``("terms", "anemia", "senses", "adult", "sources", 0)``."""


_LONGEST_QUOTE = 40


class Severity(StrEnum):
    """How bad a finding is; ``medterm check`` fails on errors only."""

    ERROR = "error"
    WARNING = "warning"


class Subtype(StrEnum):
    """The kinds of warning, as ``suppress_warnings = ["medterm.unknown"]`` names them."""

    FILE = "file"
    """A data file is missing, cannot be read, is not UTF-8, or has a suffix of no known format."""
    SYNTAX = "syntax"
    """A data file is not well-formed YAML, TOML or JSON. What stands before the fault is used where
    the format allows it."""
    LIMIT = "limit"
    """A data file nests too deeply or multiplies itself through aliases. The file is not used."""
    DUPLICATE_KEY = "duplicate_key"
    """A key stands twice in one mapping, or two files define the same term, word part or source.
    The first one counts."""
    FIELD = "field"
    """A record has a field that does not exist. The field is left out."""
    VALUE = "value"
    """A value has the wrong type or form. The smallest part that holds it is left out."""
    CODE = "code"
    """A code cannot be one of its system, by its shape or its check digit. The code is left out. A
    code whose system is unknown, but has almost the name of a known one, is shown as written."""
    RECORD = "record"
    """A record cannot be used at all, for instance a term without any definition."""
    REFERENCE = "reference"
    """A record names a term, word part or source that does not exist. The reference is left out."""
    MARKUP = "markup"
    """Text of a data file has markup that is faulty or not allowed there. It is shown as text."""
    OPTION = "option"
    """A directive or configuration value names a section of entries that does not exist, a
    directive, mention or page asks for an audience or a kind of hover cards that does not, or a
    code system of the project is described wrongly."""
    UNKNOWN = "unknown"
    """A page mentions a term that no data file has."""
    AMBIGUOUS = "ambiguous"
    """A page mentions a name that several terms share. The first key in alphabetical order is
    linked."""
    LACKING = "lacking"
    """A mention is to show what its term does not have: an abbreviation, a pronunciation, an
    etymology. The name of the term is shown."""
    NO_ENTRY = "no_entry"
    """A page mentions a term that has data but no entry on any page. It is shown without a link."""
    DUPLICATE = "duplicate"
    """A term has a second entry. Links go to the first one."""
    EMPTY_GLOSSARY = "empty_glossary"
    """A glossary directive has no terms to show."""
    AUDIENCE = "audience"
    """A term has no definition for the audience that a page shows it to. The definition for the
    other audience is shown. This is said once for each term and audience."""


class Position(NamedTuple):
    """A place in a text file, both counted from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One finding about a data file."""

    severity: Severity
    subtype: Subtype
    message: str
    file: Path | None = None
    position: Position | None = None
    path: RecordPath = ()
    hint: str = ""

    @property
    def location(self) -> str:
        """Where it is, as compilers print it: ``file:line:column``."""
        if self.file is None:
            return ""
        return ":".join(str(part) for part in (self.file, *(self.position or ())))

    @property
    def text(self) -> str:
        """The message with the path inside the record and the hint."""
        path = f"{format_path(self.path)}: " if self.path else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{path}{self.message}{hint}"

    def __str__(self) -> str:
        location = f"{self.location}: " if self.location else ""
        return f"{location}{self.severity}: {self.text} [medterm.{self.subtype}]"


def format_path(path: RecordPath) -> str:
    """Write a path the way it is spoken: ``terms.anemia.senses.adult.sources[0]``."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{_plain(part)}"
    return text.removeprefix(".")


def _plain(name: str) -> str:
    return name if name.isprintable() and len(name) <= _LONGEST_QUOTE else quoted(name)


def quoted(text: str) -> str:
    """Put a text of a data file into a message: in quotes, on one line, and cut if it is long."""
    return repr(shortened(text))


def shortened(text: str) -> str:
    """Cut a text that is too long for a message."""
    return text if len(text) <= _LONGEST_QUOTE else text[: _LONGEST_QUOTE - 3] + "…"
