"""A database file that stays the same while it is read, even if another one replaces it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from sphinx_medterm.formats.files import open_regular

_CHUNK = 2**20


class OpenFile:
    """A file that stays open for reading when its name is given to another file, or removed.

    Another build may replace the file at any moment. A process made by forking needs its own
    connection, and must see the same data as its parent.
    """

    def __init__(self, path: Path) -> None:
        """Open a file.

        :raises OSError: if it cannot be opened, or is not a regular file.
        """
        self.path = path
        with open_regular(path) as file:
            self._descriptor = os.dup(file.fileno())  # garbage collectors warn of open files

    def status(self) -> os.stat_result:
        """Return the status of the open file, whatever its name leads to by now."""
        return os.fstat(self._descriptor)

    def is_in_place(self) -> bool:
        """Return whether the name still leads to this file."""
        try:
            return os.path.samestat(self.path.stat(), self.status())
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
        with target.open("wb") as copy:
            copy.writelines(self.chunks())

    def chunks(self) -> Iterator[bytes]:
        """Iterate over the content of this file."""
        if not hasattr(os, "pread"):  # on Windows, where an open file cannot be replaced
            with self.path.open("rb") as file:
                yield from iter(lambda: file.read(_CHUNK), b"")
            return
        place = 0
        while chunk := os.pread(self._descriptor, _CHUNK, place):
            yield chunk
            place += len(chunk)

    def close(self) -> None:
        """Close the file."""
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1


def _read_only(file: Path) -> sqlite3.Connection:
    address = f"{file.absolute().as_uri()}?mode=ro&immutable=1"
    return sqlite3.connect(address, uri=True, check_same_thread=False)
