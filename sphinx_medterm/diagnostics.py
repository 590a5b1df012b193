"""Diagnostics: the problems of a data file or a page, and their places."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import PurePath
from typing import NamedTuple

RecordPath = tuple[str | int, ...]
"""The way to a value inside a file: ``("terms", "anemia", "senses", "adult", "sources", 0)``."""

SHOWN_OF_A_KIND = 20
"""How many diagnostics of a kind are listed for a file; the others are counted."""

LISTED = 10
"""How many items of a list a message names; the others are counted."""

_LONGEST_QUOTE = 40
_LONGEST_NAME = 100
_JOINERS = "\u200c\u200d"  # invisible, but needed in many scripts
_UNDECODED = range(0xDC80, 0xDD00)  # how Python keeps the bytes of a name that is not UTF-8
_VARIABLE = re.compile(r"""'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|U\+[0-9A-F]+|0x[0-9a-f]+|\d+""")


class Severity(StrEnum):
    """How bad a fault is; by default, ``medterm check`` fails on errors only.

    A note is about something that is not wrong, but that a keeper of terms may want to know.
    """

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Subtype(StrEnum):
    """The types of warning, as ``suppress_warnings = ["medterm.unknown"]`` names them.

    ``reports/warnings/`` has a file for each, which explains it.
    """

    FILE = "file"
    SYNTAX = "syntax"
    LIMIT = "limit"
    DUPLICATE_KEY = "duplicate_key"
    FIELD = "field"
    VALUE = "value"
    CODE = "code"
    RECORD = "record"
    REFERENCE = "reference"
    MARKUP = "markup"
    MEDIA = "media"
    CONTRADICTION = "contradiction"
    REPEATED = "repeated"
    DEPRECATED = "deprecated"
    OPTION = "option"
    UNKNOWN = "unknown"
    AMBIGUOUS = "ambiguous"
    UNDEFINED = "undefined"
    REVIEW = "review"
    LACKING = "lacking"
    NO_ENTRY = "no_entry"
    DUPLICATE = "duplicate"
    EMPTY_GLOSSARY = "empty_glossary"
    LATEX = "latex"
    AUDIENCE = "audience"


class Position(NamedTuple):
    """A place in a text file: line and column, both counted from 1."""

    line: int
    column: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """What is wrong with a data file in one place; as a text, it is the whole message on one line.

    :ivar severity: whether it is an error, a warning or a note.
    :ivar subtype: the kind of fault.
    :ivar message: what is wrong, and what is left out because of it.
    :ivar file: the file, as it was named; ``None`` if it is not about a file.
    :ivar position: the line and column; ``None`` if it is about the whole file.
    :ivar path: the path of the value in the data; empty if it is not about a value.
    :ivar hint: what may be done about it; may be empty.
    :ivar name: a name that is unknown in the data files, and that other glossaries may know.
    :ivar count: how many diagnostics it stands for: more than 1 if similar ones are summed up.
    """

    severity: Severity
    subtype: Subtype
    message: str
    file: PurePath | None = None
    position: Position | None = None
    path: RecordPath = ()
    hint: str = ""
    name: str = ""
    count: int = 1

    @property
    def location(self) -> str:
        """The place as compilers print it, ``file:line:column``; empty without a file."""
        if self.file is None:
            return ""
        return ":".join(map(str, (file_name(self.file), *(self.position or ()))))

    @property
    def statement(self) -> str:
        """The message with the path inside the record before it."""
        return f"{format_path(self.path)}: {self.message}" if self.path else self.message

    @property
    def text(self) -> str:
        """The message with the path inside the record and the hint."""
        return f"{self.statement} ({self.hint})" if self.hint else self.statement

    @property
    def advice(self) -> str:
        """The text, with a hint in any case, for those who have the command line at hand."""
        return with_hint(self.statement, self.hint, self.subtype)

    def __str__(self) -> str:
        location = f"{self.location}: " if self.location else ""
        return f"{location}{self.severity}: {self.text} [medterm.{self.subtype}]"


def with_hint(message: str, hint: str, subtype: str) -> str:
    """Return a message with its hint, or with one that leads to the explanation of its type."""
    explained = f"run 'medterm explain {subtype}'"
    return f"{message} ({hint or explained})"


def summed_up(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Replace diagnostics that repeat often in a file by their number.

    Diagnostics are of one kind if their messages differ only in numbers and in what they quote.

    :param diagnostics: the diagnostics in the order of the list.
    :returns: the first :data:`SHOWN_OF_A_KIND` of each kind, and one for all others of the
        kind, at the place of the first of these.
    """
    shown: list[Diagnostic] = []
    counts: Counter[tuple[object, ...]] = Counter()
    places: dict[tuple[object, ...], int] = {}
    for diagnostic in diagnostics:
        shape = _VARIABLE.sub("", diagnostic.message)
        kind: tuple[object, ...] = (diagnostic.file, diagnostic.severity, diagnostic.subtype, shape)
        counts[kind] += 1
        if counts[kind] > SHOWN_OF_A_KIND:
            if kind in places:
                continue
            places[kind] = len(shown)
        shown.append(diagnostic)
    for kind, place in places.items():
        more = counts[kind] - SHOWN_OF_A_KIND
        if more > 1:
            message = f"{more:,} more of this kind from here on: {shown[place].message}"
            shown[place] = replace(shown[place], message=message, count=more)
    return shown


def listed(names: Sequence[str], separator: str = ", ") -> str:
    """Return names as a list in a message: the first few, and how many more there are."""
    # One more name takes no more space than its number.
    shown = names if len(names) <= LISTED + 1 else names[:LISTED]
    text = separator.join(shortened(name, _LONGEST_NAME) for name in shown)
    more = len(names) - len(shown)
    return f"{text} and {more:,} more" if more else text


def aside(times: str) -> str:
    """Return how often something is mentioned, if it is said, as an aside in a sentence."""
    return f"{times}," if times else ""


def spoken(names: Iterable[str], conjunction: str = "and") -> str:
    """Return names as a list in a sentence: ``a, b and c``."""
    *most, last = names
    return f"{', '.join(most)} {conjunction} {last}" if most else last


def file_name(file: PurePath | str) -> str:
    """Return the name of a file for a message, with escapes for what would spoil the line.

    Control characters, characters that change the direction of writing, and bytes that are not
    UTF-8 are escaped. Ordinary names stay as they are, so that they can be clicked on.
    """
    name = str(file)
    return name if name.isprintable() else "".join(map(_printable, name))


def _printable(character: str) -> str:
    if character.isprintable() or character in _JOINERS:
        return character
    if ord(character) in _UNDECODED:
        return f"\\x{ord(character) - 0xDC00:02x}"
    return character.encode("unicode_escape").decode("ascii")


def format_path(path: RecordPath) -> str:
    """Return a path in readable form: ``terms.anemia.senses.adult.sources[0]``."""
    text = ""
    for part in path:
        text += f"[{part}]" if isinstance(part, int) else f".{_plain(part)}"
    return text.removeprefix(".")


def _plain(name: str) -> str:
    return name if name.isprintable() and len(name) <= _LONGEST_QUOTE else quoted(name)


def quoted(text: str) -> str:
    """Return a text of a data file for a message: in quotes, on one line, shortened if long."""
    return repr(shortened(text))


def shortened(text: str, longest: int = _LONGEST_QUOTE) -> str:
    """Return a text that is too long for a message in shortened form."""
    return text if len(text) <= longest else text[: longest - 3] + "…"
