"""All terms of a project: read from the store when they are asked for, by key or by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from sphinx_medterm.codes import BUILT_IN, CodeSystems
from sphinx_medterm.diagnostics import (
    Diagnostic,
    Position,
    Severity,
    Subtype,
    file_name,
    summed_up,
)
from sphinx_medterm.digest import text_digest
from sphinx_medterm.names.normal import capitals
from sphinx_medterm.termbase.dependencies import Dependencies
from sphinx_medterm.termbase.lookup import Lookup, Match
from sphinx_medterm.termbase.store import LINE_SIZE, Store, file_of

if TYPE_CHECKING:
    # Building the model takes long, and a build that changes nothing needs no record.
    from sphinx_medterm.names.suggest import Suggester
    from sphinx_medterm.records.model import Source, Term, WordPart
    from sphinx_medterm.records.record import Record, Section
    from sphinx_medterm.records.validation import Records

R = TypeVar("R", bound="Record")

_DISPLAY = """
SELECT coalesce(display, label) FROM codes JOIN records ON records.id = codes.record
WHERE code = ? AND system = ? AND NOT shadowed AND (display NOTNULL OR exact)
ORDER BY display ISNULL, display, key LIMIT 1
"""


class Origin(NamedTuple):
    """Where a record is defined, as messages name it."""

    file: Path
    line: int

    def __str__(self) -> str:
        return f"{file_name(self.file)}:{self.line}"


class Brief(NamedTuple):
    """What lists, indexes and other entries show of a term.

    :ivar label: the preferred label; by default the key.
    :ivar names: the label, synonyms, variants and abbreviations, each once.
    :ivar senses: a short title of each sense, by its key.
    """

    label: str
    names: list[str]
    senses: dict[str, str]


class Termbase:
    """All terms, word parts and sources of a project.

    :ivar lookup: finds terms by their names.
    :ivar depends: knows what depends on what.
    :ivar systems: the code systems that its codes belong to.
    """

    def __init__(self, store: Store, base: Path, systems: CodeSystems = BUILT_IN) -> None:
        """Use a store that has been compiled.

        :param base: the folder that the names of files in it are relative to.
        """
        self._store = store
        self._base = base
        self.lookup = Lookup(store)
        self.depends = Dependencies(store, self.lookup)
        self.systems = systems
        self.term = lru_cache(4_000)(self._term)
        self._shown = lru_cache(20_000)(self._shown_of)
        self.abbreviations = lru_cache(20_000)(self._abbreviations_of)
        self._lines = lru_cache(8)(self._lines_of)
        self._read_again = lru_cache(8)(self._read_file)

    # ------------------------------------------------------------------ the collection

    @property
    def digest_of_files(self) -> str:
        """Stamp the content of all data files: with the same stamp, all is the same."""
        rows = self._store.rows("SELECT name, digest FROM files ORDER BY number")
        return text_digest(repr(rows))

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """What is wrong with the data files: file by file, from top to bottom, and summed up."""
        found = self._store.rows(
            "SELECT files.name, line, column, data FROM findings"
            " JOIN files ON files.id = findings.file"
            " ORDER BY files.number, line, column, findings.rowid"
        )
        return summed_up(
            _finding(file, line, column, self._store.parsed(data))
            for file, line, column, data in found
        )

    def __len__(self) -> int:
        ((count,),) = self._store.rows(
            "SELECT count(*) FROM records WHERE section = 'terms' AND NOT shadowed"
        )
        return int(count)

    def __contains__(self, key: object) -> bool:
        return key in self.lookup

    def __iter__(self) -> Iterator[str]:
        """Go through the keys of all terms, in the alphabetical order of their labels."""
        rows = self._store.rows(
            "SELECT key FROM records WHERE section = 'terms' AND NOT shadowed"
            " ORDER BY sort, label, key"
        )
        return (key for (key,) in rows)

    def in_order(self, keys: Iterable[str]) -> list[str]:
        """Put the keys of terms in the alphabetical order of their labels."""
        rows = [(*self._store.field(key, "sort, label"), key) for key in keys]
        return [key for _sort, _label, key in sorted(rows)]

    # ------------------------------------------------------------------ records by key

    def _term(self, key: str) -> Term:
        """Give a term, with the relations that other terms state.

        :raises KeyError: if there is none with that key.
        """
        from sphinx_medterm.records.model import Term

        term = self._record(Term, "terms", key)
        added: dict[str, tuple[str, ...]] = {}
        for other, relation in self.depends.stated_by_others(key):
            known = added.get(relation) or getattr(term, relation)
            if other != key and other not in known:
                added[relation] = (*known, other)
        return term.model_copy(update=added) if added else term

    def word_part(self, key: str) -> WordPart:
        """Give a word part.

        :raises KeyError: if there is none with that key.
        """
        from sphinx_medterm.records.model import WordPart

        return self._record(WordPart, "word_parts", key)

    def word_part_hint(self, key: str) -> str:
        """Suggest what the key of an unknown word part was meant to be."""
        return self._parts_suggester.hint(key)

    @cached_property
    def _parts_suggester(self) -> Suggester:
        from sphinx_medterm.names.suggest import Suggester

        rows = self._store.rows("SELECT key FROM records WHERE section = 'word_parts'")
        return Suggester(key for (key,) in rows)

    def source(self, key: str) -> Source:
        """Give a source.

        :raises KeyError: if there is none with that key.
        """
        from sphinx_medterm.records.model import Source

        return self._record(Source, "sources", key)

    def _record(self, model: type[R], section: Section, key: str) -> R:
        data = self.depends.data(key, section)
        try:
            return model.model_validate_json(data, context=self.systems)
        except ValueError as error:
            raise self._store.damaged(error) from error

    def label(self, key: str) -> str:
        """Give the preferred label of a term; by default its key.

        :raises KeyError: if there is no term with that key.
        """
        return str(self._shown(key)[0])

    def brief(self, key: str) -> Brief:
        """Give what lists and indexes show of a term.

        :raises KeyError: if there is no term with that key.
        """
        label, names, senses, _short = self._shown(key)
        parsed = self._store.parsed
        return Brief(label, parsed(names) if names else [label], parsed(senses) if senses else {})

    def _abbreviations_of(self, key: str) -> dict[str, str]:
        """Give the short forms of a term, in the case they are written in, with their plurals.

        Those that should be used come first.

        :raises KeyError: if there is no term with that key.
        """
        short = self._shown(key)[3]
        return dict(self._store.parsed(short)) if short else {}

    def _shown_of(self, key: str) -> tuple[Any, ...]:
        return self._store.field(key, "label, names, senses, abbreviations")

    def abbreviation_for(self, key: str, name: str) -> str:
        """Give the abbreviation that a name of a term is, or else the first one; may be empty.

        :param name: the abbreviation as it is written, or its plural, or another name.
        """
        forms = self.abbreviations(key)
        for short, plural in forms.items():
            if capitals(name) in (capitals(short), capitals(plural)):
                return short
        return next(iter(forms), "")

    def is_abbreviation(self, key: str, name: str) -> bool:
        """Tell whether a name of a term is one of its abbreviations, or the plural of one."""
        forms = self.abbreviations(key)
        return name in forms or name in forms.values()

    def display(self, system: str, code: str) -> str:
        """Give what a code system calls a code, if a data file says so.

        If none does, it is the label of a term that the code stands for.
        """
        row = self._store.row(_DISPLAY, code, system)
        return str(row[0]) if row else ""

    def origin(self, key: str, section: Section = "terms") -> Origin:
        """Tell in which file, and on which line of it, a record is defined."""
        file, span = self._store.field(key, "file, span", section)
        ((name,),) = self._store.rows("SELECT name FROM files WHERE id = ?", file)
        if span:
            return Origin(file_of(name), self._lines(file)[span])
        records = self._read_again(file, name)
        written = records.written_keys.get((section, key), key)
        return Origin(file_of(name), records.document.locate((section, written)).line)

    def _lines_of(self, file: int) -> dict[bytes, int]:
        """Give the first line of each span of a file."""
        query = "SELECT spans, lines FROM files WHERE id = ?"
        ((spans, lines),) = self._store.rows(query, file)
        count = len(lines) // LINE_SIZE
        size = len(spans) // count
        return {
            spans[n * size : (n + 1) * size]: int.from_bytes(
                lines[n * LINE_SIZE : (n + 1) * LINE_SIZE], "big"
            )
            for n in range(count)
        }

    def _read_file(self, number: int, name: bytes) -> Records:
        """Read the records of a file whose places the store does not know."""
        from sphinx_medterm.formats.read import read_file
        from sphinx_medterm.records.validation import read_records

        rows = self._store.rows("SELECT span FROM records WHERE file = ? AND span NOTNULL", number)
        known = {span for (span,) in rows}
        file = file_of(name)
        return read_records(read_file(self._base / file, file, known), self.systems)

    # ------------------------------------------------------------------ names

    def find(self, name: str) -> Match:
        """Look a name up, with all that :class:`~sphinx_medterm.termbase.lookup.Lookup` knows."""
        return self.lookup.find(name)


def _finding(name: bytes, line: int, column: int, fields: dict[str, Any]) -> Diagnostic:
    return Diagnostic(
        severity=Severity(fields["severity"]),
        subtype=Subtype(fields["subtype"]),
        message=fields["message"],
        file=file_of(name),
        position=Position(line, column) if line else None,
        path=tuple(fields["path"]),
        hint=fields["hint"],
    )
