"""All terms of a project, read from the store on demand, by key or by name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from sphinx_medterm.diagnostics import (
    Diagnostic,
    Position,
    Severity,
    Subtype,
    file_name,
    summed_up,
)
from sphinx_medterm.digest import text_digest
from sphinx_medterm.names.mentions import NAMING_KINDS, SPHINX_LABEL, SPHINX_TERM
from sphinx_medterm.names.normal import capitals, initial
from sphinx_medterm.names.suggest import Suggester
from sphinx_medterm.records.media_files import suffix_of
from sphinx_medterm.termbase.attachments import MediaFile, path_of
from sphinx_medterm.termbase.data_files import DataFiles
from sphinx_medterm.termbase.dependencies import Dependencies
from sphinx_medterm.termbase.lookup import Lookup, Match, Rank
from sphinx_medterm.termbase.rows import AttachmentRow, DiagnosticRow, Stated
from sphinx_medterm.termbase.store import Store
from sphinx_medterm.termbase.tables import Tables

if TYPE_CHECKING:
    # Building the model takes long, and a build without changes needs no records.
    from sphinx_medterm.records.collected import Records
    from sphinx_medterm.records.media_files import Formats
    from sphinx_medterm.records.model import Source, Term, WordPart
    from sphinx_medterm.records.record import Record, Section

R = TypeVar("R", bound="Record")


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
    :ivar senses: a short title of each sense, by the key of the sense.
    """

    label: str
    names: list[str]
    senses: dict[str, str]


class Termbase:
    """All terms, word parts and sources of a project.

    :ivar lookup: finds terms by their names.
    :ivar depends: knows what records say of each other.
    :ivar systems: the code systems that codes are checked against.
    """

    def __init__(self, store: Store, data_files: DataFiles) -> None:
        """Use a store that has been compiled from data files."""
        self._store = store
        self._tables = Tables(store)
        self._data_files = data_files
        self.lookup = Lookup(store)
        self.depends = Dependencies(store, self.lookup)
        self.systems = data_files.systems
        self._terms = lru_cache(4_000)(self._term_with_inverses)
        self._shown = lru_cache(20_000)(self._tables.shown)
        self.abbreviations = lru_cache(20_000)(self._abbreviations_of)
        self._attached = lru_cache(1_000)(self._attached_by_file)
        self._lines = lru_cache(8)(self._tables.lines)
        self._read_again = lru_cache(8)(self._read_file)
        self._read_whole = lru_cache(8)(partial(data_files.records, known=()))

    # ------------------------------------------------------------------ the collection

    @property
    def digest_of_files(self) -> str:
        """A digest of the names and contents of all data files, and of what they name."""
        files = [(file.name, file.digest) for file in self._tables.files()]
        attached = [(one.data_file, one.row) for one in self._tables.attachments()]
        return text_digest(repr((files, attached)))

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """What is wrong with the data files: file by file, from top to bottom, and summed up."""
        return summed_up(self.all_diagnostics())

    def all_diagnostics(self) -> Iterator[Diagnostic]:
        """List everything that is wrong with the data files, even if it repeats often."""
        return (self._diagnostic(file, row) for file, row in self._tables.diagnostics())

    def _diagnostic(self, file: Path, row: DiagnosticRow) -> Diagnostic:
        fields = self._store.parsed(row.data)
        return Diagnostic(
            severity=Severity(fields["severity"]),
            subtype=Subtype(fields["subtype"]),
            message=fields["message"],
            file=file,
            position=Position(row.line, row.column) if row.line else None,
            path=tuple(fields["path"]),
            hint=fields["hint"],
            name=fields["name"],
        )

    def broken_files(self) -> list[Path]:
        """List the data files of which some records could not be read."""
        return self._tables.broken_files()

    def count_references_to_pages(self) -> int:
        """Return how many terms and labels of pages texts refer to, which only a build knows."""
        return self._tables.count_links((SPHINX_TERM, SPHINX_LABEL))

    @property
    def files(self) -> list[Path]:
        """The data files, as diagnostics name them."""
        return list(self._data_files.names)

    def __len__(self) -> int:
        return self._tables.count_terms()

    def __contains__(self, key: object) -> bool:
        return key in self.lookup

    def __iter__(self) -> Iterator[str]:
        """Iterate over the keys of all terms, in the alphabetical order of their labels."""
        return iter(self._tables.terms())

    def in_order(self, keys: Iterable[str]) -> list[str]:
        """Sort the keys of terms in the alphabetical order of their labels."""
        rows = [(self._shown(key), key) for key in keys]
        return [
            key for shown, key in sorted(rows, key=lambda row: (row[0].sort, row[0].label, row[1]))
        ]

    # ------------------------------------------------------------------ records by key

    def term(self, key: str) -> Term:
        """Return a term, with the relations that other terms state.

        :raises KeyError: if there is none with this key.
        """
        return self._terms(key)

    def _term_with_inverses(self, key: str) -> Term:
        from sphinx_medterm.records.model import Term

        term = self._record(Term, "terms", key)
        added: dict[str, tuple[str, ...]] = {}
        for other, relation in self.depends.stated_by_others(key):
            known = added.get(relation) or getattr(term, relation)
            if other != key and other not in known:
                added[relation] = (*known, other)
        return term.model_copy(update=added) if added else term

    def word_part(self, key: str) -> WordPart:
        """Return a word part.

        :raises KeyError: if there is none with this key.
        """
        from sphinx_medterm.records.model import WordPart

        return self._record(WordPart, "word_parts", key)

    def word_part_hint(self, key: str) -> str:
        """Suggest what the key of an unknown word part was meant to be."""
        return self._parts_suggester.hint(key)

    @cached_property
    def _parts_suggester(self) -> Suggester:
        return Suggester(self._tables.keys("word_parts"))

    def source(self, key: str) -> Source:
        """Return a source.

        :raises KeyError: if there is none with this key.
        """
        from sphinx_medterm.records.model import Source

        return self._record(Source, "sources", key)

    def _record(self, model: type[R], section: Section, key: str) -> R:
        data = self.depends.data(key, section)
        try:
            return model.model_validate_json(data, context=self.systems)
        except ValueError as error:
            raise self._store.damaged(error) from error

    def stated(self, section: Section) -> Iterator[tuple[str, dict[str, Any]]]:
        """Iterate over what the files say of each record, as plain data, file by file.

        Relations that other terms state are not part of it, nor are references that lead nowhere.
        """
        for key, data in self._tables.stated(section):
            yield key, self._store.parsed(data)

    def shared_names(self) -> list[tuple[str, list[str]]]:
        """List the labels, synonyms, abbreviations and forms that several terms have.

        They are as names are compared, with capitals if these count; the keys are sorted.
        """
        rows = self._tables.shared_names(Rank.LABEL, Rank.OTHER)
        return [(name, sorted(self._store.parsed(keys))) for name, keys in rows]

    def label(self, key: str) -> str:
        """Return the preferred label of a term; by default its key.

        :raises KeyError: if there is no term with this key.
        """
        return self._shown(key).label

    def letters(self) -> list[str]:
        """List the letters that a glossary of all terms has; ``#`` for digits and signs."""
        return sorted({initial(first) for first in self._tables.first_letters()})

    def brief(self, key: str) -> Brief:
        """Return what lists and indexes show of a term.

        :raises KeyError: if there is no term with this key.
        """
        shown, parsed = self._shown(key), self._store.parsed
        names = parsed(shown.names) if shown.names else [shown.label]
        return Brief(shown.label, names, parsed(shown.senses) if shown.senses else {})

    def forms(self, key: str) -> list[tuple[str, bool]]:
        """List the forms of a term's visible names, and whether each is made by rule.

        :raises KeyError: if there is no term with this key.
        """
        forms = self._shown(key).forms
        return [(name, by_rule) for name, by_rule in self._store.parsed(forms)] if forms else []

    def own_codes(self) -> list[Stated]:
        """List the codes of terms and senses, those first that mean just the same."""
        return self._tables.own_codes()

    def _abbreviations_of(self, key: str) -> dict[str, str]:
        """Return the abbreviations of a term as they are written, with their plurals.

        Those that should be used come first.

        :raises KeyError: if there is no term with this key.
        """
        return {short: plural for short, plural, _is_usable in self._short(key)}

    def _short(self, key: str) -> list[tuple[str, str, bool]]:
        abbreviations = self._shown(key).abbreviations
        return self._store.parsed(abbreviations) if abbreviations else []

    def abbreviation_for(self, key: str, name: str, *, as_typed: bool = False) -> str:
        """Return the abbreviation that a name of a term is, or else the first one, if any.

        Those that should no longer be used do not count.

        :param name: the abbreviation as it is written, or its plural, or another name.
        :param as_typed: whether they do count if the name is one of them.
        """
        forms = self._short(key)
        for short, plural, is_usable in forms:
            if capitals(name) in (capitals(short), capitals(plural)) and (is_usable or as_typed):
                return short
        return next((short for short, _plural, is_usable in forms if is_usable), "")

    def is_abbreviation(self, key: str, name: str) -> bool:
        """Return whether a name of a term is one of its abbreviations, or the plural of one."""
        forms = self.abbreviations(key)
        return name in forms or name in forms.values()

    def display(self, system: str, code: str) -> str:
        """Return what a code means: as its system words it, if a data file says so.

        Otherwise, this is the label of a term that means the same; empty if there is none.
        """
        return self._tables.display(system, code)

    def origin(self, key: str, section: Section = "terms") -> Origin:
        """Return in which file, and on which line of it, a record is defined.

        :raises KeyError: if there is none with this key.
        """
        place = self._tables.place(section, key)
        name = self._tables.file_name(place.file)
        if place.span:
            return Origin(name, self._lines(place.file)[place.span])
        records = self._read_again(place.file, name)
        written = records.written_keys.get((section, key), key)
        return Origin(name, records.document.locate((section, written)).line)

    def records_of(self, key: str, section: Section = "terms") -> Records:
        """Read the file in which a record is defined again.

        :raises KeyError: if there is none with this key.
        """
        return self._read_whole(self._tables.file_name(self._tables.place(section, key).file))

    def records_with_former_keys(self) -> Iterator[Records]:
        """Read those records again, file by file, that use former keys of terms."""
        kinds = [*NAMING_KINDS, SPHINX_TERM]
        mentioned = self._tables.mentioned(kinds)
        names = [name for name in mentioned if self.find(name).is_former]
        by_file: dict[int, set[int]] = {}
        for place in (*self._tables.renamed(), *self._tables.mentioning(names, kinds)):
            by_file.setdefault(place.file, set()).add(place.record)
        for file, using in sorted(by_file.items()):
            others = [
                place.span for place in self._tables.places(file) if place.record not in using
            ]
            name = self._tables.file_name(file)
            yield self._data_files.records(name, {span for span in others if span})

    def _read_file(self, file: int, name: Path) -> Records:
        """Read the records of a file whose places the store does not know."""
        known = {place.span for place in self._tables.places(file) if place.span}
        return self._data_files.records(name, known)

    # ------------------------------------------------------------------ pictures and sounds

    def media(self, key: str, file: str, formats: Formats) -> list[MediaFile]:
        """Return a picture or sound that a term names, in all formats that can be shown.

        :param file: its name, as the term has it.
        :param formats: those of pictures or of sounds, which may share a name without its suffix.
        """
        data_file = self._tables.file_name(self._tables.place("terms", key).file)
        rows = self._attached(key).get(file, ())
        usable = [row.name for row in rows if row.usable and suffix_of(row.name) in formats]
        return [
            MediaFile(name, self._data_files.base / path_of(data_file, name)) for name in usable
        ]

    def _attached_by_file(self, key: str) -> dict[str, list[AttachmentRow]]:
        found: dict[str, list[AttachmentRow]] = {}
        for row in self._tables.attached(key):
            found.setdefault(row.file, []).append(row)
        return found

    def all_media(self) -> dict[tuple[str, str], list[str]]:
        """Return the names of all pictures and sounds that can be shown, by term and file."""
        found: dict[tuple[str, str], list[str]] = {}
        for place, _data_file, _number, row in self._tables.attachments():
            if row.usable:
                found.setdefault((place.key, row.file), []).append(row.name)
        return found

    def media_digest(self, key: str, files: Sequence[str]) -> str:
        """Return a digest of pictures and sounds that a term names; empty if it names none."""
        if not files:
            return ""
        attached = self._attached(key)
        rows = [row for file in dict.fromkeys(files) for row in attached.get(file, ())]
        return repr([(row.name, row.digest, row.usable) for row in rows])

    # ------------------------------------------------------------------ names

    def find(self, name: str) -> Match:
        """Look a name up, as :class:`~sphinx_medterm.termbase.lookup.Lookup` does."""
        return self.lookup.find(name)

    def knows(self, name: str) -> bool:
        """Return whether there is a term with a name."""
        return bool(self.find(name).keys)
