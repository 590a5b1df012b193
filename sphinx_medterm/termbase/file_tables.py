"""The data files that a store has been compiled from, and what is wrong with each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Protocol

from sphinx_medterm.termbase import queries
from sphinx_medterm.termbase.rows import DiagnosticRow, File

_LINE_SIZE = 4


class Database(Protocol):
    """What runs statements: a :class:`~sphinx_medterm.termbase.store.Store`."""

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Return the rows that a query finds."""

    def run(self, statement: str, *values: object) -> None:
        """Run a statement that changes the database."""

    def run_many(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        """Run a statement for each row."""


class FileTables:
    """Queries and changes of the tables about files."""

    def __init__(self, database: Database) -> None:
        self._rows = database.rows
        self._run = database.run
        self._run_many = database.run_many

    def _column(self, query: str, *values: object) -> list[Any]:
        return [value for (value,) in self._rows(query, *values)]

    def files(self) -> list[File]:
        """List the files, in their order."""
        rows = self._rows("SELECT id, name, digest FROM files ORDER BY number")
        return [File(file, str(file_of(name)), digest) for file, name, digest in rows]

    def file_name(self, file: int) -> Path:
        """Return the name of a file."""
        (name,) = self._column("SELECT name FROM files WHERE id = ?", file)
        return file_of(name)

    def note_file(self, name: str, number: int, digest: bytes) -> None:
        """Note the place and the digest of a file, which may be new."""
        self._run(queries.NOTE_FILE, _stored(name), number, digest)

    def set_digest(self, file: int, digest: bytes) -> None:
        """Note the digest of what has been read of a file."""
        self._run("UPDATE files SET digest = ? WHERE id = ?", digest, file)

    def digest(self, file: int) -> bytes:
        """Return the digest of what has been read of a file."""
        return bytes(self._column("SELECT digest FROM files WHERE id = ?", file)[0])

    def set_glossary(self, file: int, glossary: str) -> None:
        """Note the collection name of a file."""
        self._run("UPDATE files SET glossary = ? WHERE id = ?", glossary, file)

    def set_broken(self, file: int, broken: bool) -> None:
        """Note whether some records of a file could not be read."""
        self._run("UPDATE files SET broken = ? WHERE id = ?", broken, file)

    def broken_files(self) -> list[Path]:
        """List the files of which some records could not be read."""
        return [*map(file_of, self._column("SELECT name FROM files WHERE broken ORDER BY number"))]

    def set_lines(self, file: int, lines: Sequence[tuple[bytes, int]]) -> None:
        """Note on which line of a file each span begins."""
        spans = b"".join(span for span, _line in lines)
        numbers = b"".join(line.to_bytes(_LINE_SIZE, "big") for _span, line in lines)
        self._run("UPDATE files SET spans = ?, lines = ? WHERE id = ?", spans, numbers, file)

    def lines(self, file: int) -> dict[bytes, int]:
        """Return on which line of a file each span begins."""
        ((spans, lines),) = self._rows("SELECT spans, lines FROM files WHERE id = ?", file)
        numbers = [int.from_bytes(line, "big") for line in _cut(lines, _LINE_SIZE)]
        size = len(spans) // len(numbers) if numbers else 1
        return dict(zip(_cut(spans, size), numbers, strict=True))

    def remove_file(self, file: int) -> None:
        """Remove a file that no records are from any more."""
        self._run("DELETE FROM files WHERE id = ?", file)

    def diagnostics(self) -> Iterator[tuple[Path, DiagnosticRow]]:
        """List all diagnostics, each with its file: file by file, from top to bottom."""
        for name, *row in self._rows(queries.DIAGNOSTICS):
            yield file_of(name), DiagnosticRow(*row)

    def remove_diagnostics(self, file: int) -> None:
        """Remove the diagnostics of a file that do not depend on other files."""
        self._run("DELETE FROM diagnostics WHERE file = ? AND NOT across", file)

    def remove_diagnostics_across_files(self) -> None:
        """Remove the diagnostics of all files that depend on other files."""
        self._run("DELETE FROM diagnostics WHERE across")


def _stored(name: str) -> bytes:
    return name.encode("utf-8", "surrogatepass")


@lru_cache(100)
def file_of(stored: bytes) -> Path:
    """Return the name of a file, as it is stored."""
    return Path(stored.decode("utf-8", "surrogatepass"))


def _cut(joined: bytes, size: int) -> list[bytes]:
    return [joined[start : start + size] for start in range(0, len(joined), size)]
