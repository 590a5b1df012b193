"""A database file that stays the same while it is read, even if another one replaces it."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import suppress
from pathlib import Path


class OpenFile:
    """A file that stays open for reading when its name is given to another file, or removed.

    Another build may replace the file at any moment. A process made by forking needs its own
    connection, and must see the same data as its parent.
    """

    def __init__(self, path: Path) -> None:
        """Open a file.

        :raises OSError: if it cannot be opened.
        """
        self.path = path
        self._descriptor = os.open(path, os.O_RDONLY)

    def modified(self) -> int:
        """Return the time of the last change, in nanoseconds."""
        return os.fstat(self._descriptor).st_mtime_ns

    def is_in_place(self) -> bool:
        """Return whether the name still leads to this file."""
        try:
            return os.path.samestat(self.path.stat(), os.fstat(self._descriptor))
        except OSError:
            return False

    def connect(self) -> sqlite3.Connection:
        """Connect to this file by its name, or to a copy if another file has its name now."""
        with suppress(sqlite3.OperationalError):
            connection = _read_only(self.path)
            # While it is open, no other file can have its number: the connection is to this file.
            if self.is_in_place():
                return connection
            connection.close()
        from tempfile import TemporaryDirectory  # seldom needed, and slow to import

        with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            copy = Path(folder, self.path.name)
            self.copy_to(copy)
            return _read_only(copy)  # the connection outlives the name

    def copy_to(self, target: Path) -> None:
        """Copy this file."""
        if not hasattr(os, "pread"):  # on Windows, where an open file cannot be replaced
            shutil.copyfile(self.path, target)
            return
        with target.open("wb") as copy:
            while chunk := os.pread(self._descriptor, 1 << 20, copy.tell()):
                copy.write(chunk)

    def close(self) -> None:
        """Close the file."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def _read_only(file: Path) -> sqlite3.Connection:
    address = f"{file.absolute().as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(address, uri=True, check_same_thread=False)
