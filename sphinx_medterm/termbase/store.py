"""The compiled data files in one SQLite database: written whole or not at all, then read only.

It lies beside the pages that Sphinx has read, and belongs to this machine: it is remade whenever
there is any doubt about it, never repaired.
"""

from __future__ import annotations

import json
import os
import sqlite3
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any
from weakref import WeakSet

from sphinx_medterm.digest import core_digest
from sphinx_medterm.termbase.open_file import OpenFile
from sphinx_medterm.termbase.own_files import move, part_of, remove, remove_leftovers

LINE_SIZE = 4
"""Bytes of a line number."""

_TABLES = """
CREATE TABLE meta (version TEXT, written INTEGER);
CREATE TABLE fields (data TEXT); -- what readers see of records, as JSON
CREATE TABLE files (
    id INTEGER PRIMARY KEY,
    name BLOB,      -- as the project names it, in UTF-8 as far as it is proper Unicode
    number INTEGER, -- its place among all files
    glossary TEXT,  -- the short name of the collection, as names are compared
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


def _version(settings: str) -> str:
    """Give what a store must bear to be used: the digest of the code that decides what is in it.

    :param settings: a stamp of the settings that decide it, too.
    """
    return f"{core_digest()} {settings}"


def stored_name(file: Path | str) -> bytes:
    """Return the name of a file as the store keeps it, which need not be proper Unicode."""
    return str(file).encode("utf-8", "surrogatepass")


@lru_cache(100)
def file_of(stored: bytes) -> Path:
    """Return the file whose name the store keeps."""
    return Path(stored.decode("utf-8", "surrogatepass"))


class StoreError(Exception):
    """The store cannot be written or read; the message says where, and what to do."""


class Store:
    """A database of compiled records. Several threads may read it at once.

    :ivar file: where it lies; ``None`` if it is in memory only.
    :ivar is_private: whether the file is for this store alone, and removed when it is closed.
    """

    def __init__(
        self,
        connect: Callable[[], sqlite3.Connection],
        file: Path | None,
        opened: OpenFile | None = None,
    ) -> None:
        """Connect to a database.

        :param opened: the file, if it is only read.
        """
        self.file = file
        self.is_private = False
        self._lock = Lock()
        self._opened = opened
        self._connect = connect
        self._connection: sqlite3.Connection | None = connect()
        _STORES.add(self)

    @classmethod
    def in_memory(cls) -> Store:
        """Make an empty store that lasts as long as the process."""
        store = cls(
            lambda: sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False), None
        )
        store.create_tables()
        return store

    @classmethod
    def open(cls, file: Path, settings: str = "") -> Store | None:
        """Open a store for reading; gives none if it is missing, damaged or of another version.

        :param settings: a stamp of the settings that decide what is in it.
        """
        try:
            opened = OpenFile(file)
        except OSError:
            return None
        try:
            store = cls(opened.connect, file, opened)
        except (OSError, sqlite3.Error):
            opened.close()
            return None
        try:
            (stated,) = store.rows("SELECT version, written * 1000000000 FROM meta")
            is_right = stated == (_version(settings), opened.modified())
        except (ValueError, StoreError):
            is_right = False
        if not is_right:
            store.close()
        return store if is_right else None

    # ------------------------------------------------------------------ reading

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Run a query.

        :raises StoreError: if the file is damaged, or cannot be read for another reason.
        """
        try:
            with self._lock:
                return self._own_connection().execute(query, values).fetchall()
        except (OSError, sqlite3.DatabaseError) as error:
            if _is_damage(error):
                raise self.damaged(error) from error
            reason = f"the compiled terms in {self.file} cannot be read: {error}"
            raise StoreError(f"{reason}; build again") from error

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

    def parsed(self, text: str) -> Any:
        """Return what a column holds as JSON.

        :raises StoreError: if it holds something else.
        """
        try:
            return json.loads(text)
        except ValueError as error:
            raise self.damaged(error) from error

    def damaged(self, error: Exception) -> StoreError:
        """Remove the file, so that the next build makes it again, and word the error."""
        if self._opened is not None and self._opened.is_in_place():
            with suppress(OSError):
                remove(self._opened.path)
        return StoreError(f"the compiled terms in {self.file} are damaged: {error}; build again")

    def _own_connection(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = self._connect()
        return self._connection

    def leave_to_parent(self) -> None:
        """Neither use nor close what a process that was just made by forking has inherited."""
        self._lock = Lock()  # another thread of the parent may have held the old one
        self.is_private = False
        if self._opened is not None and self._connection is not None:
            _INHERITED.append(self._connection)
            self._connection = None

    # ------------------------------------------------------------------ writing

    def run(self, statement: str, *values: object) -> None:
        """Run a statement that changes the store."""
        self._own_connection().execute(statement, values)

    def run_many(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Run a statement for each row."""
        self._own_connection().executemany(statement, rows)

    def create_tables(self) -> None:
        """Make an empty store of a new database."""
        self._own_connection().executescript(_TABLES)

    def build_indexes(self) -> None:
        """Build what look-ups need; after the rows are there, which takes less time."""
        for statement in _INDEXES:
            self.run(statement)

    def copy_to(self, target: Path) -> None:
        """Copy the file that was opened, which may have another name by now or none."""
        if self._opened is None:
            raise TypeError("only a store that is read can be copied")
        self._opened.copy_to(target)

    def close(self) -> None:
        """Let go of the file."""
        if self._connection is not None:
            self._connection.close()
        if self._opened is not None:
            self._opened.close()
            if self.is_private:
                with suppress(OSError):
                    self._opened.path.unlink(missing_ok=True)

    def __del__(self) -> None:
        with suppress(AttributeError):  # if it could not be opened
            self.close()


_STORES: WeakSet[Store] = WeakSet()
_INHERITED: list[sqlite3.Connection] = []
"""Connections of the process that this one was forked from: to be left as they are."""


def _leave_all_to_parent() -> None:
    for store in list(_STORES):
        store.leave_to_parent()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_leave_all_to_parent)


def _is_damage(error: Exception) -> bool:
    """Return whether an error tells of a wrong content, not of a lack of files, memory or luck."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:  # Python found it, not SQLite: text that is not UTF-8
        return isinstance(error, sqlite3.OperationalError)
    is_other_schema = code == sqlite3.SQLITE_ERROR and str(error).startswith("no such ")
    return is_other_schema or code & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


def replace(
    file: Path,
    old: Store | None,
    change: Callable[[Store], None],
    settings: str = "",
    is_private: bool = False,
) -> Store | None:
    """Make a new store, from the old one if there is any, and put it in the place of the file.

    :param change: is given a copy of the old store, or an empty one, to be brought up to date.
    :param settings: a stamp of the settings that decide what is in it.
    :param is_private: leave the file as it is.
    :returns: nothing if the store is in place, where others may replace it at any moment; or the
        store under a name of its own, if it is private or the system refuses to move it.
    :raises StoreError: if it cannot be written; then the old one is still there.
    """
    part = part_of(file)
    store = None
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        remove_leftovers(file.parent)
        _write(part, old, change, settings)
        if not is_private and _is_moved(part, file):
            return None
        store = Store.open(part, settings)
    except (OSError, sqlite3.Error) as error:
        reason = f"the compiled terms cannot be kept in {file}: {error}"
        raise StoreError(f"{reason}; see that there is room and that it can be written") from error
    finally:
        if store is None:
            with suppress(OSError):
                part.unlink(missing_ok=True)
    if store is None:
        raise StoreError(f"the compiled terms in {part} cannot be read; build again")
    store.is_private = True
    return store


def _is_moved(part: Path, file: Path) -> bool:
    try:
        move(part, file)
    except PermissionError:
        return False
    return True


def _write(part: Path, old: Store | None, change: Callable[[Store], None], settings: str) -> None:
    if old is not None:
        old.copy_to(part)
        old.close()  # some systems do not let a file be replaced while it is open
    store = Store(lambda: sqlite3.connect(part, isolation_level=None), part)
    try:
        # A part that was not finished is never used, so nothing need be safe from a crash.
        for setting in ("journal_mode = OFF", "synchronous = OFF"):
            store.run(f"PRAGMA {setting}")
        if old is None:
            store.create_tables()
        store.run("BEGIN")
        change(store)
        written = int(time.time()) // 2 * 2  # some file systems keep no odd seconds
        store.run("DELETE FROM meta")
        store.run("INSERT INTO meta VALUES (?, ?)", _version(settings), written)
        store.run("COMMIT")
    finally:
        store.close()
    # The store bears the time of its own file: whatever writes to the file later changes that.
    os.utime(part, (written, written))
