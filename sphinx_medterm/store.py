"""The compiled data files in one SQLite database: written whole or not at all, then read only.

It lies beside the pages that Sphinx has read, and belongs to this machine: it is made anew whenever
there is any doubt about it, never repaired.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

_CODE = ("*.py", "codes/*.py", "formats/*.py")

LINE_SIZE = 4
"""Bytes of a line number."""

_TABLES = """
CREATE TABLE meta (version TEXT, written INTEGER);
CREATE TABLE files (
    id INTEGER PRIMARY KEY,
    name TEXT,      -- as the project names it
    number INTEGER, -- its place among all files
    glossary TEXT,  -- the short name of the collection, as names are compared
    status TEXT,    -- size, times and number on disk, when it was compiled
    digest BLOB,    -- of its content
    spans BLOB,     -- digests of all its records' lines, one behind the other
    lines BLOB      -- the first line of each, in LINE_SIZE bytes
);
CREATE TABLE records (
    id INTEGER PRIMARY KEY,
    file INTEGER,
    section TEXT,
    key TEXT,
    shadowed INTEGER DEFAULT 0, -- an earlier file has a record of the same key
    span BLOB,   -- digest of its lines, if it is right and can be told apart from others
    label TEXT,  -- of a term
    sort TEXT,   -- where the label stands in an alphabet
    names TEXT,  -- all shown names as JSON, if there are more than the label
    abbreviations TEXT, -- those among them, each with its plural, as JSON, if there are any
    codes TEXT,  -- as JSON, if there are any
    senses TEXT, -- a short title for each key, as JSON, if there are any
    silent INTEGER, -- whether names of the term in running text are never linked by themselves
    lacks TEXT,  -- for each audience what has no definition for it, as JSON, if there is any
    data TEXT,   -- the record as JSON, without references that lead nowhere
    stated TEXT  -- the same with them, if there are any
);
CREATE TABLE names (
    name TEXT,     -- as names are compared
    exact TEXT,    -- the same with its capitals, if they count
    spelling TEXT, -- the same for all ways to spell it, if that differs
    rank INTEGER,
    plural INTEGER,
    record INTEGER
);
CREATE TABLE codes (
    system TEXT,
    code TEXT,
    display TEXT,  -- what the system calls it
    exact INTEGER, -- whether the term is just what the code means
    record INTEGER
);
CREATE TABLE links (record INTEGER, field TEXT, section TEXT, target TEXT);
CREATE TABLE findings (
    file INTEGER,
    across INTEGER, -- whether it depends on other files
    line INTEGER,
    "column" INTEGER,
    data TEXT
);
"""
_INDEXES = (
    "CREATE INDEX IF NOT EXISTS records_by_key ON records (section, key)",
    "CREATE INDEX IF NOT EXISTS records_amended ON records (id)"
    " WHERE shadowed OR stated IS NOT NULL",
    "CREATE INDEX IF NOT EXISTS records_silent ON records (key) WHERE silent",
    "CREATE INDEX IF NOT EXISTS names_by_name ON names (name)",
    "CREATE INDEX IF NOT EXISTS names_by_record ON names (record)",
    "CREATE INDEX IF NOT EXISTS names_by_spelling ON names (spelling) WHERE spelling NOTNULL",
    "CREATE INDEX IF NOT EXISTS codes_by_code ON codes (code, system)",
    "CREATE INDEX IF NOT EXISTS codes_by_record ON codes (record)",
    "CREATE INDEX IF NOT EXISTS links_by_record ON links (record)",
    "CREATE INDEX IF NOT EXISTS links_by_target ON links (target)",
)


@cache
def _version(settings: str) -> str:
    """Give what a store must bear to be used: the digest of the code that decides what is in it.

    :param settings: a stamp of the settings that decide it, too.
    """
    folder = Path(__file__).parent
    code = sorted(file for glob in _CODE for file in folder.glob(glob))
    digest = blake2b(b"".join(file.read_bytes() for file in code), digest_size=16).hexdigest()
    return f"{digest} {settings}"


class StoreError(Exception):
    """The store cannot be written or read; the message says where, and what to do."""


class Store:
    """A database of compiled records.

    :ivar file: where it lies; ``None`` if it is in memory only.
    """

    def __init__(self, connect: Callable[[], sqlite3.Connection], file: Path | None = None) -> None:
        self.file = file
        self._connect = connect
        self._connection = connect()
        self._process = os.getpid()

    @classmethod
    def in_memory(cls) -> Store:
        """Make an empty store that lasts as long as the process."""
        store = cls(lambda: sqlite3.connect(":memory:", isolation_level=None))
        store.create_tables()
        return store

    @classmethod
    def open(cls, file: Path, settings: str = "") -> Store | None:
        """Open a store for reading; gives none if it is missing, damaged or of another version.

        :param settings: a stamp of the settings that decide what is in it.
        """
        address = f"{file.absolute().as_uri()}?mode=ro&immutable=1"
        try:
            modified = file.stat().st_mtime_ns
            store = cls(lambda: sqlite3.connect(address, uri=True), file)
            (stated,) = store.rows("SELECT version, written * 1000000000 FROM meta")
        except (OSError, ValueError, sqlite3.Error, StoreError):
            return None
        return store if stated == (_version(settings), modified) else None

    # ------------------------------------------------------------------ reading

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Run a query.

        :raises StoreError: if the file is damaged.
        """
        try:
            return self._own_connection().execute(query, values).fetchall()
        except sqlite3.DatabaseError as error:
            raise self.damaged(error) from error

    def row(self, query: str, *values: object) -> tuple[Any, ...] | None:
        """Run a query that has one row or none.

        :raises StoreError: if the file is damaged.
        """
        found = self.rows(query, *values)
        return found[0] if found else None

    def field(self, key: str, columns: str, section: str = "terms") -> tuple[Any, ...]:
        """Give columns of a record that is not hidden by another.

        :raises KeyError: if there is none with that key.
        """
        query = f"SELECT {columns} FROM records WHERE section = ? AND key = ? AND NOT shadowed"  # noqa: S608
        if (row := self.row(query, section, key)) is None:
            raise KeyError(key)
        return row

    def damaged(self, error: Exception) -> StoreError:
        """Remove the file, so that the next build makes it anew, and word the error."""
        if self.file is not None:
            self.close()  # some systems do not let a file be removed while it is open
            self.file.unlink(missing_ok=True)
        return StoreError(f"the compiled terms in {self.file} are damaged: {error}; build again")

    def _own_connection(self) -> sqlite3.Connection:
        if self._process != os.getpid():
            # A process made by forking must not use the connection that it has inherited.
            self._connection, self._process = self._connect(), os.getpid()
        return self._connection

    # ------------------------------------------------------------------ writing

    def run(self, statement: str, *values: object) -> None:
        """Run a statement that changes the store."""
        self._connection.execute(statement, values)

    def run_many(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Run a statement for each row."""
        self._connection.executemany(statement, rows)

    def create_tables(self) -> None:
        """Make an empty store of a new database."""
        self._connection.executescript(_TABLES)

    def build_indexes(self) -> None:
        """Build what look-ups need; after the rows are there, which takes less time."""
        for statement in _INDEXES:
            self.run(statement)

    def close(self) -> None:
        """Let go of the file; a process made by forking leaves what it has inherited alone."""
        if self._process == os.getpid():
            self._connection.close()

    def __del__(self) -> None:
        with suppress(AttributeError):  # if it could not be opened
            self.close()


def replace(
    file: Path, old: Store | None, change: Callable[[Store], None], settings: str = ""
) -> Store:
    """Make a new store, from the old one if there is any, and put it in the place of the file.

    :param change: is given a copy of the old store, or an empty one, to be brought up to date.
    :param settings: a stamp of the settings that decide what is in it.
    :raises StoreError: if it cannot be written; then the old one is still there.
    """
    part = file.with_name(file.name + ".part")
    try:
        _write(file, part, old, change, settings)
        part.replace(file)
    except (OSError, sqlite3.Error) as error:
        if part.is_file():
            part.unlink()
        reason = f"the compiled terms cannot be kept in {file}: {error}"
        raise StoreError(f"{reason}; see that there is room and that it can be written") from error
    store = Store.open(file, settings)
    if store is None:
        raise StoreError(f"the compiled terms in {file} cannot be read; build again")
    return store


def _write(
    file: Path, part: Path, old: Store | None, change: Callable[[Store], None], settings: str
) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    part.unlink(missing_ok=True)
    if old is not None:
        shutil.copyfile(file, part)
        old.close()  # some systems do not let a file be replaced while it is open
    store = Store(lambda: sqlite3.connect(part, isolation_level=None))
    try:
        if old is None:
            store.create_tables()
        # A part that was not finished is never used, so nothing need be safe from a crash.
        for setting in ("journal_mode = OFF", "synchronous = OFF"):
            store.run(f"PRAGMA {setting}")
        store.run("BEGIN")
        change(store)
        written = int(time.time())
        store.run("DELETE FROM meta")
        store.run("INSERT INTO meta VALUES (?, ?)", _version(settings), written)
        store.run("COMMIT")
    finally:
        store.close()
    # The store bears the time of its own file: whatever writes to the file later changes that.
    os.utime(part, (written, written))
