"""The store, an SQLite database of compiled data files: opening, forking, damage, replacing.

It is written completely or not at all, and then only read. It is a cache of this machine, beside
the pages that Sphinx has read: whenever there is any doubt about it, it is made again.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Any
from weakref import WeakSet

from sphinx_medterm.diagnostics import file_name
from sphinx_medterm.digest import core_digest
from sphinx_medterm.termbase.open_file import OpenFile
from sphinx_medterm.termbase.own_files import move, part_of, remove, remove_leftovers
from sphinx_medterm.termbase.rows import MetaRow
from sphinx_medterm.termbase.seal import is_sound, seal
from sphinx_medterm.termbase.tables import Tables


def _version(settings: str) -> str:
    """Return the version that a store must have to be used.

    :param settings: a digest of the settings that decide what is in it, as the code does.
    """
    return f"{core_digest()} {settings}"


class StoreError(Exception):
    """A store that cannot be written or read.

    :ivar message: where it is, and why.
    :ivar hint: what to do.
    """

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(f"{message}; {hint}")
        self.message = message
        self.hint = hint


class Store:
    """A database of compiled records. Several threads may read it at once.

    :ivar file: where it is; ``None`` if it is in memory.
    :ivar is_private: whether nothing else uses the file, which is removed when it is closed.
    """

    def __init__(
        self,
        connect: Callable[[], sqlite3.Connection],
        file: Path | None,
        opened: OpenFile | None = None,
    ) -> None:
        """Connect to a database.

        :param opened: the file, if it is read only.
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
        """Make an empty store in memory."""
        store = cls(lambda: sqlite3.connect(":memory:", check_same_thread=False), None)
        tables = Tables(store)
        tables.create()
        tables.put(MetaRow(version=""))
        return store

    @classmethod
    def open(cls, file: Path, settings: str = "", is_new: bool = False) -> Store | None:
        """Open a store for reading, unless it is missing, damaged or of another version.

        :param settings: a digest of the settings that decide what is in it.
        :param is_new: whether this process has just made it, so that it need not be checked.
        """
        try:
            opened = OpenFile(file)
        except OSError:
            return None
        try:
            if not is_new and not is_sound(opened):
                opened.close()
                return None
            store = cls(opened.connect, file, opened)
        except (OSError, sqlite3.Error):
            opened.close()
            return None
        try:
            is_right = Tables(store).meta() == (_version(settings),)
        except (ValueError, StoreError):
            is_right = False
        if not is_right:
            store.close()
        return store if is_right else None

    # ------------------------------------------------------------------ reading

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Return the rows that a query finds.

        :raises StoreError: if the file is damaged, or cannot be read for another reason.
        """
        try:
            with self._lock:
                return self._own_connection().execute(query, values).fetchall()
        except UnicodeEncodeError:
            return []  # half a character, which nothing in a store has
        except (OSError, sqlite3.DatabaseError) as error:
            if _is_damage(error):
                raise self.damaged(error) from error
            reason = f"the compiled terms in {self.file} cannot be read: {error}"
            raise StoreError(reason, "build again") from error

    def parsed(self, text: str) -> Any:
        """Return the value of a column that holds JSON.

        :raises StoreError: if it holds something else.
        """
        try:
            return json.loads(text)
        except ValueError as error:
            raise self.damaged(error) from error

    def damaged(self, error: Exception) -> StoreError:
        """Remove the file, so that the next build makes it again, and return an error to raise."""
        if self._opened is not None and self._opened.is_in_place():
            with suppress(OSError):
                remove(self._opened.path)
        return StoreError(f"the compiled terms in {self.file} are damaged: {error}", "build again")

    def _own_connection(self) -> sqlite3.Connection:
        if self._connection is None:
            self._connection = self._connect()
        return self._connection

    def leave_to_parent(self) -> None:
        """Neither use nor close what this process, just made by forking, has inherited."""
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

    def commit(self) -> None:
        """Write what has been changed since the last time."""
        self._own_connection().commit()

    def copy_to(self, target: Path) -> None:
        """Copy the file that was opened, even if it has been renamed or removed since."""
        if self._opened is None:
            raise TypeError("only a store that is open for reading can be copied")
        self._opened.copy_to(target)

    def close(self) -> None:
        """Close the connection and the file."""
        if self._connection is not None:
            self._connection.close()
        if self._opened is not None:
            self._opened.close()
            if self.is_private:
                with suppress(OSError):
                    self._opened.path.unlink(missing_ok=True)

    def __del__(self) -> None:
        with suppress(AttributeError):  # it could not be opened
            self.close()


_STORES: WeakSet[Store] = WeakSet()
_INHERITED: list[sqlite3.Connection] = []
"""Connections of the process that this one was forked from, kept so that they stay open."""


def _leave_all_to_parent() -> None:
    for store in list(_STORES):
        store.leave_to_parent()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_leave_all_to_parent)


def _is_damage(error: Exception) -> bool:
    """Return whether an error means wrong content, rather than a file that cannot be read now."""
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
    """Make a new store, from the old one if there is any, and replace the file with it.

    :param change: brings a copy of the old store, or an empty store, up to date.
    :param settings: a digest of the settings that decide what is in it.
    :param is_private: do not replace the file.
    :returns: ``None`` if the store is in place, where others may replace it at any moment; or the
        store, in a file with another name, if it is private or the system refuses to move it.
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
        store = Store.open(part, settings, is_new=True)
    except (OSError, sqlite3.Error) as error:
        raise _cannot_be_stored(file, error) from error
    finally:
        if store is None:
            with suppress(OSError):
                part.unlink(missing_ok=True)
    if store is None:
        raise StoreError(f"the compiled terms in {part} cannot be read", "build again")
    store.is_private = True
    return store


def _cannot_be_stored(file: Path, error: OSError | sqlite3.Error) -> StoreError:
    message = f"the compiled terms cannot be stored in {file_name(file)}"
    if os.path.isdir(file):  # noqa: PTH112  # never an error
        return StoreError(f"{message}: it is a folder", "remove this folder")
    reason = getattr(error, "strerror", None) or error
    return StoreError(f"{message}: {reason}", "check the free space and the permissions")


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
    store = Store(lambda: sqlite3.connect(part, check_same_thread=False), part)
    tables = Tables(store)
    try:
        tables.write_unsafely()
        if old is None:
            tables.create()
        change(store)
        tables.put(MetaRow(_version(settings)))
        store.commit()
    finally:
        store.close()
    seal(part)
