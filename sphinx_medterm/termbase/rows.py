"""The rows of a store: one class for each table, and one for each kind of answer.

A column stands here and nowhere else: the tables are created from these classes. To add one, add a
field, and fill it where such rows are made: most of them in :mod:`sphinx_medterm.termbase.compile`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sphinx_medterm.records.record import Section

# ---------------------------------------------------------------------- tables


class MetaRow(NamedTuple):
    """The store itself; the table has one row."""

    version: str  # digests of the code and the settings that decide what is in the store


class FieldsRow(NamedTuple):
    """The fields of records; the table has one row."""

    data: str  # what readers see of them, as JSON


class RelationsRow(NamedTuple):
    """What terms say of each other; the table has at most one row."""

    sound: str  # a digest of it, if it could all be true; or else empty


class FileRow(NamedTuple):
    """A data file."""

    id: int
    name: bytes  # as the project names it, in UTF-8 as far as it is proper Unicode
    number: int  # its place among all files
    digest: bytes  # of its content
    glossary: str  # the short name of the collection, as names are compared
    spans: bytes  # digests of the lines of each record, joined
    lines: bytes  # the first line of each record, in _LINE_SIZE bytes
    broken: bool  # not all of its records could be read


class RecordRow(NamedTuple):
    """A term, word part or source; only terms have a label and what depends on it."""

    id: int
    file: int
    section: str
    key: str
    span: bytes | None  # digest of its lines, if it is valid and has lines of its own
    shadowed: bool = False  # an earlier file has a record with this key
    label: str | None = None
    sort: str | None = None  # what the label is sorted by
    names: str | None = None  # all shown names as JSON, if there are more than the label
    abbreviations: str | None = None  # with plurals, and if they may be used, as JSON, if any
    senses: str | None = None  # a short title for each key, as JSON, if there are any
    forms: str | None = None  # with whether they are made by rule, as JSON, if there are any
    relations: int | None = None  # a digest of its key and of what it says of other terms
    silent: bool | None = None  # its names in running text are never linked automatically
    deprecated: bool | None = None  # the term should no longer be used, whatever its name
    data: str = ""  # the record as JSON, without dangling references
    stated: str | None = None  # the same with dangling references, if there are any


class NameRow(NamedTuple):
    """A name of a term. A key that is compared as it stands needs no row."""

    name: str  # as names are compared
    written: str | None  # as it is written, but for signs that look alike, if that differs
    strict: bool  # its capitals count
    spelling: str | None  # the same for all ways to spell it, if that differs
    rank: int
    plural: bool
    record: int
    deprecated: bool = False  # it should no longer be used
    loose: bool = False  # the spelling counts only if nothing else has it


class FormerRow(NamedTuple):
    """A key that a term, or one that was merged into it, had before."""

    former: str
    record: int


class CodeRow(NamedTuple):
    """A code that a term states."""

    system: str
    code: str
    display: str | None  # what the system calls it
    exact: bool  # the code means exactly what the term means
    record: int
    sense: str | None = None  # whose code it is: empty for the term itself; none of a condition's


class LinkRow(NamedTuple):
    """A reference from one record to another, or a mention in its texts."""

    record: int
    field: str  # for a mention, its kind
    section: str  # of the record that is meant; empty for a mention
    target: str  # its key, or the name that is mentioned
    sense: str = ""  # the sense that refers to a term; empty if the term itself does
    stated: str | None = None  # the former key that stands in the place of its key, if one does


class AttachmentRow(NamedTuple):
    """A picture or sound that a term names: one row for each format that it may have."""

    record: int
    file: str  # its name, as the record has it
    name: str  # the same with the suffix of the format
    digest: bytes = b""  # of its content
    usable: bool = False  # it can be shown


class Attached(NamedTuple):
    """A picture or sound, with where it is named.

    :ivar place: the term that names it.
    :ivar data_file: the file with that term.
    :ivar number: the id of its row.
    """

    place: Place
    data_file: str
    number: int
    row: AttachmentRow


class DiagnosticRow(NamedTuple):
    """A diagnostic about a file."""

    file: int
    across: bool  # it depends on other files
    line: int  # 0 if it has no position
    column: int
    data: str  # the rest of it, as JSON


Row = (
    MetaRow
    | FieldsRow
    | RelationsRow
    | FileRow
    | RecordRow
    | NameRow
    | FormerRow
    | CodeRow
    | LinkRow
    | AttachmentRow
    | DiagnosticRow
)

TABLES: dict[type[Row], str] = {
    MetaRow: "meta",
    FieldsRow: "fields",
    RelationsRow: "relations",
    FileRow: "files",
    RecordRow: "records",
    NameRow: "names",
    FormerRow: "former_keys",
    CodeRow: "codes",
    LinkRow: "links",
    AttachmentRow: "attachments",
    DiagnosticRow: "diagnostics",
}

# ---------------------------------------------------------------------- answers


class File(NamedTuple):
    """A data file, as the last build saw it."""

    id: int
    name: str  # with its capitals, which paths ignore on some systems
    digest: bytes


class Place(NamedTuple):
    """A record, and the file and lines that it is from."""

    record: int
    file: int
    section: Section
    key: str
    span: bytes | None


class Mentioned(NamedTuple):
    """A mention in texts of records; see :class:`LinkRow`."""

    kind: str
    target: str
    records: int  # how many records mention it
    place: Place  # the first of them, by file and key


class Shown(NamedTuple):
    """What lists and other entries show of a term; see :class:`RecordRow`."""

    label: str
    sort: str
    names: str | None
    abbreviations: str | None
    senses: str | None
    forms: str | None


class Stated(NamedTuple):
    """A code that a term, or a sense of it, has itself; see :class:`CodeRow`."""

    key: str
    system: str
    code: str
    sense: str


class Named(NamedTuple):
    """A term that has a name; see :class:`NameRow`."""

    key: str
    written: str
    strict: bool
    rank: int
    plural: bool


class Spelt(NamedTuple):
    """A term that has a name, and how that is spelt in keys."""

    key: str
    written: str
    strict: bool
    spelling: str
    rank: int
    loose: bool


class OwnName(NamedTuple):
    """A name of a certain term; see :class:`NameRow`."""

    name: str
    written: str
    strict: bool
    spelling: str
    rank: int
    deprecated: bool
    loose: bool = False
