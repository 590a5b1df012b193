"""What is wrong with a data file or a page, and where."""

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
    """The kinds of warning, as ``suppress_warnings = ["medterm.unknown"]`` names them."""

    FILE = "file"
    """A data file is missing, cannot be read, is not UTF-8, has an unknown suffix, or is not a
    regular file but, for instance, a device. An empty file is a warning, and so are compiled terms
    that cannot be kept for the next build, and a page for a letter that cannot be written, or whose
    file is there already."""
    SYNTAX = "syntax"
    """A data file is not well-formed YAML, TOML or JSON. In YAML only the record with the fault is
    left out; if all records are inside ``{…}``, also what follows it. If a comma ends a text inside
    ``{…}``, only that text is left out. A comment that may cut a text short is a warning."""
    LIMIT = "limit"
    """A data file is too large, nests too deeply, or grows too large through aliases. The file is
    not used."""
    DUPLICATE_KEY = "duplicate_key"
    """A key appears twice in a mapping, or two files define the same term, word part or source.
    The first one is used. Or a former key of a term leads to another term, which has it as its key
    or as a former key too."""
    FIELD = "field"
    """A record has an unknown field. The field is left out."""
    VALUE = "value"
    """A value has the wrong type or form. The smallest part that contains it is left out. Or it
    is a text that stands for one to be written, a name in quotes, a name that a mention reads as
    something else, or an unknown language. Then it is shown as written."""
    CODE = "code"
    """A code cannot belong to its system because of its check digit, or a text is not a code of the
    form `SYSTEM:CODE`. It is left out. A code that looks unlike those of its system, which a new
    release may have, is shown as written, without a link; so is a code of an unknown system whose
    name is almost that of a known one."""
    RECORD = "record"
    """A record cannot be used at all, for instance a term with neither a label nor a definition."""
    REFERENCE = "reference"
    """A record names a term, word part or source that does not exist. The reference is left out."""
    MARKUP = "markup"
    """Text of a data file has markup that is wrong or not supported there, such as HTML. Its words
    are shown. Builds and `medterm check` report this once for each place in the file."""
    MEDIA = "media"
    """A picture or sound that a record names is missing, outside of the project, too large, or not
    what its suffix says; the entry is shown without it. Or a picture has no `alt`, the words for
    whoever does not see it."""
    CONTRADICTION = "contradiction"
    """Records say something of themselves or of each other that cannot be true, such as a term that
    is broader than itself, or a date that comes before another one. A reference of a term to itself
    is left out; everything else is shown as written."""
    REPEATED = "repeated"
    """A record says the same thing twice, such as a synonym that is also the label. It is shown as
    written."""
    DEPRECATED = "deprecated"
    """A page or a data text uses a name that should no longer be used. This is reported once for
    each name, with the name to use instead."""
    OPTION = "option"
    """A directive or configuration value names an unknown section of entries; a directive, mention
    or page asks for an unknown audience or kind of hover card; or the description of a code system
    of the project is wrong."""
    UNKNOWN = "unknown"
    """A page mentions a term that no data file has."""
    AMBIGUOUS = "ambiguous"
    """A page mentions a name that several terms share. The first key in alphabetical order is
    linked. `medterm check --notes` lists such names, whether or not they are mentioned."""
    UNDEFINED = "undefined"
    """A term has no definition. Only `medterm check --notes` says so."""
    REVIEW = "review"
    """The day on which a term should have been reviewed has passed. Only `medterm check --notes`
    says so."""
    LACKING = "lacking"
    """A mention asks for something that its term does not have: an abbreviation that may be used, a
    definition, a pronunciation or an etymology. The name of the term is shown. Or it asks for a
    plural that is not certain; then the singular is shown."""
    NO_ENTRY = "no_entry"
    """A page mentions a term that has data but no entry that a link can lead to. It is shown
    without a link."""
    DUPLICATE = "duplicate"
    """A term has a second entry. Links go to the first one."""
    EMPTY_GLOSSARY = "empty_glossary"
    """A glossary directive has no terms to show."""
    LATEX = "latex"
    """Texts of the data have characters that the LaTeX engine has no signs for. They are printed as
    boxes with the number of the character, as in browsers, and can still be copied from the PDF.
    This is reported once for each build."""
    AUDIENCE = "audience"
    """A term has no definition for the audience of a page. The definition for the other audience is
    shown. This is reported once for each term and audience."""


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
    def text(self) -> str:
        """The message with the path inside the record and the hint."""
        path = f"{format_path(self.path)}: " if self.path else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{path}{self.message}{hint}"

    def __str__(self) -> str:
        location = f"{self.location}: " if self.location else ""
        return f"{location}{self.severity}: {self.text} [medterm.{self.subtype}]"


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
