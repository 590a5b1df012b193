"""The tables of a store, and all that is asked of them.

Only this module and :mod:`.file_tables` run SQL.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sphinx_medterm.termbase import queries
from sphinx_medterm.termbase.file_tables import FileTables, file_of
from sphinx_medterm.termbase.rows import (
    TABLES,
    Attached,
    AttachmentRow,
    FieldsRow,
    LinkRow,
    Mentioned,
    MetaRow,
    Named,
    OwnName,
    Place,
    RelationsRow,
    Row,
    Shown,
    Spelt,
    Stated,
)

if TYPE_CHECKING:
    from sphinx_medterm.records.record import Section


class Tables(FileTables):
    """Queries and changes of a store, each with a name."""

    # ------------------------------------------------------------------ the store as a whole

    def write_unsafely(self) -> None:
        """Write fast, which is safe because nobody uses a file that a crash left unfinished."""
        self._run("PRAGMA journal_mode = OFF")
        self._run("PRAGMA synchronous = OFF")

    def create(self) -> None:
        """Create the tables in an empty database."""
        for kind, table in TABLES.items():
            columns = ", ".join(f'"{name}"' for name in kind._fields)
            self._run(f"CREATE TABLE {table} ({columns})".replace('"id"', "id INTEGER PRIMARY KEY"))
        self._run("CREATE UNIQUE INDEX files_by_name ON files (name)")

    def build_indexes(self) -> None:
        """Build what look-ups need; this takes less time once the rows are there."""
        for index in queries.INDEXES:
            self._run(f"CREATE INDEX IF NOT EXISTS {index}")

    def add(self, kind: type[Row], rows: Iterable[Row]) -> None:
        """Add rows, all of one kind."""
        marks = ", ".join("?" * len(kind._fields))
        self._run_many(f"INSERT INTO {TABLES[kind]} VALUES ({marks})", rows)

    def put(self, row: MetaRow | FieldsRow | RelationsRow) -> None:
        """Replace the row of a table that has only one."""
        self._run(f"DELETE FROM {TABLES[type(row)]}")
        self.add(type(row), [row])

    def meta(self) -> MetaRow:
        """Return the row about the store itself."""
        (row,) = self._rows(f"SELECT {', '.join(MetaRow._fields)} FROM meta")
        return MetaRow(*row)

    def fields(self) -> FieldsRow:
        """Return the row about the fields of records."""
        (row,) = self._rows("SELECT * FROM fields")
        return FieldsRow(*row)

    # ------------------------------------------------------------------ records

    def _of_record(self, columns: str, section: str, key: str) -> tuple[Any, ...]:
        """Return columns of the record that counts, if several have its key.

        :raises KeyError: if there is none with this key.
        """
        for row in self._rows(f"SELECT {columns} {queries.OF_KEY}", section, key):
            return row
        raise KeyError(key)

    def data(self, section: str, key: str) -> str:
        """Return a record as JSON.

        :raises KeyError: if there is none with this key.
        """
        return str(self._of_record("data", section, key)[0])

    def stated(self, section: Section) -> list[tuple[str, str]]:
        """List the records of a section as JSON, by key, file by file."""
        return [(key, data) for key, data in self._rows(queries.STATED, section)]

    def shown(self, key: str) -> Shown:
        """Return what lists and other entries show of a term.

        :raises KeyError: if there is none with this key.
        """
        return Shown(*self._of_record(", ".join(Shown._fields), "terms", key))

    def place(self, section: str, key: str) -> Place:
        """Return where a record is from.

        :raises KeyError: if there is none with this key.
        """
        return Place(*self._of_record("id, file, section, key, span", section, key))

    def places(self, file: int) -> list[Place]:
        """List the records of a file."""
        query = "SELECT id, file, section, key, span FROM records WHERE file = ?"
        return [Place(*row) for row in self._rows(query, file)]

    def has(self, section: str, key: str) -> bool:
        """Return whether there is a record with this key."""
        return bool(self._rows(f"SELECT 1 {queries.OF_KEY}", section, key))

    def keys(self, section: Section) -> list[str]:
        """List the keys of a section."""
        return self._column("SELECT DISTINCT key FROM records WHERE section = ?", section)

    def labels(self) -> dict[str, str]:
        """Return the labels of all terms, by their keys."""
        return dict(self._rows(queries.LABELS))

    def glossary_of(self, key: str) -> str:
        """Return the collection name of the data file that a term is from."""
        query = f"SELECT glossary FROM files WHERE id = (SELECT file {queries.OF_KEY})"
        (glossary,) = self._column(query, "terms", key)
        return str(glossary)

    def terms(self) -> list[str]:
        """List the keys of all terms, in the alphabetical order of their labels."""
        return self._column(f"{queries.KNOWN} ORDER BY sort, label, key")

    def first_letters(self) -> list[str]:
        """List what the labels of terms begin with, as they are sorted."""
        query = "SELECT DISTINCT substr(sort, 1, 1) FROM records"
        return self._column(f"{query} WHERE section = 'terms' AND NOT shadowed")

    def count_terms(self) -> int:
        """Return how many terms there are."""
        return int(self._column(f"SELECT count(*) FROM ({queries.KNOWN})")[0])

    def last_record(self) -> int:
        """Return the highest id of a record, or 0."""
        return int(self._column("SELECT coalesce(max(id), 0) FROM records")[0])

    def remove_records(self, records: Sequence[int]) -> None:
        """Remove records, and everything that they say."""
        for table in ("records", "names", "former_keys", "codes", "links", "attachments"):
            column = "id" if table == "records" else "record"
            query = f"DELETE FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))"
            self._run(query, _json(records))

    # ------------------------------------------------------------------ records of several files

    def restore(self) -> None:
        """Undo :meth:`shadow`, :meth:`amend` and :meth:`rename`."""
        self._run(queries.AS_STATED)
        self._run(queries.LINKS_AS_STATED)

    def repeated(self) -> list[tuple[Place, bool]]:
        """List the records whose key an earlier file has, and whether they differ from it."""
        return [(Place(*place), bool(differs)) for *place, differs in self._rows(queries.REPEATED)]

    def shadow(self, records: Iterable[int]) -> None:
        """Hide records whose key an earlier file has, until :meth:`restore`."""
        self._run_many("UPDATE records SET shadowed = 1 WHERE id = ?", [(one,) for one in records])

    def dangling(self) -> list[Place]:
        """List the records that refer to others that do not exist."""
        return [Place(*row) for row in self._rows(queries.DANGLING)]

    def relations(self) -> list[tuple[str, str, str, str]]:
        """List what terms say of others that exist: key, field, the other's key, and the sense."""
        return self._rows(queries.RELATIONS)

    def relations_digest(self) -> str:
        """Return a digest of which terms there are and what they say of each other."""
        return str(self._column(queries.RELATIONS_DIGEST)[0])

    def sound_relations(self) -> str:
        """Return the digest of relations that are known to be sound; empty if they are not."""
        return str(next(iter(self._column("SELECT sound FROM relations")), ""))

    def amend(self, record: int, data: str) -> None:
        """Change the data of a record, until :meth:`restore`."""
        change = "data = ?, stated = coalesce(stated, data)"
        self._run(f"UPDATE records SET {change} WHERE id = ?", data, record)

    def former_keys(self) -> list[tuple[str, str]]:
        """List the former keys, each with the key of a term that has had it, in order."""
        return [(former, key) for former, key in self._rows(queries.FORMER_KEYS)]

    def rename(self, former: str, key: str) -> None:
        """Let references to a former key lead to the key, until :meth:`restore`."""
        self._run(queries.RENAME, key, former, former)

    def renamed(self) -> list[Place]:
        """List the records with references to former keys."""
        return [Place(*row) for row in self._rows(queries.RENAMED)]

    # ------------------------------------------------------------------ pictures and sounds

    def attachments(self) -> list[Attached]:
        """List the pictures and sounds that terms name."""
        rows = self._rows(queries.ATTACHMENTS)
        return [
            Attached(Place(*place), str(file_of(name)), number, AttachmentRow(*row))
            for *place, name, number, row in ((*one[:7], one[7:]) for one in rows)
        ]

    def attached(self, key: str) -> list[AttachmentRow]:
        """List the pictures and sounds that a term names."""
        return [AttachmentRow(*row) for row in self._rows(queries.ATTACHED, key)]

    def note_attachments(self, changed: Iterable[tuple[bytes, bool, int]]) -> None:
        """Note what pictures and sounds contain now, and whether they can be shown.

        :param changed: the digest, whether it can be shown, and the id of each row.
        """
        self._run_many("UPDATE attachments SET digest = ?, usable = ? WHERE rowid = ?", changed)

    # ------------------------------------------------------------------ names, codes and links

    def _in(self, glossary: str, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Run a query, for one glossary if it is named."""
        if glossary:
            return self._rows(query + queries.IN_GLOSSARY, *values, glossary)
        return self._rows(query, *values)

    def named(self, name: str, glossary: str = "") -> list[Named]:
        """List the terms that have a name, written in any capitals."""
        return [Named(*row) for row in self._in(glossary, queries.NAMED, name)]

    def spelt(self, names: Sequence[str], rank: int, glossary: str = "") -> list[Spelt]:
        """List the terms that have one of some names, in any spelling.

        :param rank: the strongest kind of name to take.
        """
        wanted = _json(names)
        return [Spelt(*row) for row in self._in(glossary, queries.SPELT, wanted, wanted, rank)]

    def known(self, keys: Sequence[str], glossary: str = "", labels: bool = False) -> list[str]:
        """List those keys that terms have.

        :param labels: list only those that are labels, too.
        """
        condition = "AND label = key" if labels else ""
        query = f"{queries.KNOWN} {condition} AND key IN ({', '.join('?' * len(keys))})"
        return [key for (key,) in self._in(glossary, query, *keys)]

    def in_prose(self, strongest: int, weakest: int) -> list[tuple[Any, ...]]:
        """List everything that decides which names are found in running text.

        :param strongest: names must be weaker than this.
        :param weakest: names must be stronger than this.
        :returns: rows that begin with a name, spelt as keys are.
        """
        return self._rows(queries.IN_PROSE, strongest, weakest)

    def names_of(self, key: str) -> list[OwnName]:
        """List the names of a term, except a key or label that is compared as it is."""
        return [OwnName(*row) for row in self._rows(queries.NAMES_OF, key)]

    def deprecated(self) -> list[tuple[str, bool]]:
        """List the terms with names that should no longer be used, and whether all are such."""
        return [(key, bool(wholly)) for key, wholly in self._rows(queries.WITH_DEPRECATED)]

    def silent(self) -> list[str]:
        """List the terms that are never linked automatically."""
        return self._column("SELECT key FROM records WHERE silent AND NOT shadowed")

    def names(self, rank: int) -> list[str]:
        """List all names that are stronger than a rank."""
        return self._column("SELECT DISTINCT name FROM names WHERE rank < ?", rank)

    def shared_names(self, strongest: int, weakest: int) -> list[tuple[str, str]]:
        """List the names that several terms have, with the keys of these as JSON.

        :param strongest: the strongest kind of name to take, apart from keys that are labels.
        :param weakest: the weakest.
        """
        return list(self._rows(queries.SHARED, strongest, weakest, strongest))

    def own_codes(self) -> list[Stated]:
        """List the codes of terms and senses, those first that mean just the same."""
        return [Stated(*row) for row in self._rows(queries.OWN_CODES)]

    def display(self, system: str, code: str) -> str:
        """Return what a code means: by its system, or else by a term with this meaning."""
        return next(iter(self._column(queries.DISPLAY, code, system)), "")

    def links(self, section: str, key: str) -> list[LinkRow]:
        """List the references and mentions in a record."""
        return [LinkRow(*row) for row in self._rows(queries.LINKS, section, key)]

    def mentioned(self, kinds: Collection[str]) -> list[str]:
        """List the names that mentions of some kinds have."""
        return self._column(queries.MENTIONED, _json([*kinds]))

    def mentioning(self, names: Sequence[str], kinds: Collection[str]) -> list[Place]:
        """List the records whose texts mention some names, file by file."""
        values = _json(names), _json([*kinds])
        return [Place(*row) for row in self._rows(queries.MENTIONING, *values)]

    def unclear(self, names: Collection[str]) -> Iterator[Mentioned]:
        """List what texts mention, each once, without names that are clearly those of one term.

        :param names: the kinds of mention that need nothing but a name.
        """
        for kind, target, records, *place, _order in self._rows(queries.UNCLEAR, _json([*names])):
            yield Mentioned(kind, target, records, Place(*place))

    def count_links(self, kinds: Collection[str]) -> int:
        """Return how many mentions of some kinds there are in texts, each once for a record."""
        return int(self._column(queries.COUNT_LINKS, _json([*kinds]))[0])

    def links_to(self, key: str) -> list[tuple[str, str]]:
        """List the terms that refer to a term, each with the field that does."""
        return [(other, field) for other, field in self._rows(queries.LINKS_TO, key)]


def _json(values: Sequence[str] | Sequence[int]) -> str:
    return json.dumps(values, ensure_ascii=False)
