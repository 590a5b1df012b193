"""Changes of files, found by their status on disk, or else by their content."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import NamedTuple

from sphinx_medterm.digest import content_digest, error_digest
from sphinx_medterm.formats.files import content_and_status, status_on_disk
from sphinx_medterm.termbase.own_files import keep_json, kept_json

_SETTLED = 2 * 10**9
"""Nanoseconds after which writing to a file again changes its time on any file system."""


class Status(NamedTuple):
    """What shows that a file has changed, without reading it.

    :ivar modified: in nanoseconds, as is ``changed``.
    :ivar changed: when it was last written or renamed, or its times were set.
    :ivar number: the inode number.
    """

    size: int
    modified: int
    changed: int
    number: int

    @classmethod
    def of(cls, found: os.stat_result) -> Status:
        """Return these parts of what the system knows of a file."""
        return cls(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)

    def is_settled(self, now: int | None = None) -> bool:
        """Return whether the last change is so long ago that the next one will show.

        :param now: the time, in nanoseconds.
        """
        return (now or time.time_ns()) - max(self.modified, self.changed) >= _SETTLED


def status_of(file: Path) -> Status | None:
    """Return the status of a file, or ``None`` if it cannot be found."""
    try:
        return Status.of(status_on_disk(file))
    except OSError:
        return None


def _read(file: Path) -> tuple[bytes, Status | None]:
    """Read a file.

    :returns: the digest of its content, or of the error if it cannot be read; and the status with
        which it had that content, if that is known: its name may lead to another file by now.
    """
    try:
        content, status = content_and_status(file)
    except OSError as error:
        return error_digest(error), None
    return content_digest(content), Status.of(status) if status else None


class Digests:
    """Digests of data files, by name.

    A digest is kept with the status of its file, so that later builds do not read a file with the
    same status. A file that was changed a moment ago may change again without a new status: it is
    read each time, until it has settled.
    """

    def __init__(self, base: Path, kept: Path | None = None) -> None:
        """Start a build.

        :param base: the folder that names are relative to.
        :param kept: the file that digests are kept in, if any.
        """
        self._base = base
        self._kept = kept
        self._before = _kept_in(kept) if kept else {}
        self._settled: dict[str, tuple[Status, bytes]] = {}

    def of(self, name: str, now: int | None = None) -> bytes:
        """Return the digest of a file as it is now.

        :param now: the time, in nanoseconds.
        """
        file = self._base / name
        now = now or time.time_ns()  # before the file is read
        known = self._settled.get(name) or self._before.get(name)
        if known and known[0] == status_of(file):
            self._settled[name] = known
            return known[1]
        digest, status = _read(file)
        if status and status.is_settled(now):
            self._settled[name] = status, digest
        return digest

    def save(self) -> None:
        """Keep the digests of the files that have settled, and no others."""
        if self._kept and self._settled != self._before:
            data = {
                name: [status, digest.hex()] for name, (status, digest) in self._settled.items()
            }
            keep_json(self._kept, data)


def _kept_in(kept: Path) -> dict[str, tuple[Status, bytes]]:
    """Read the digests that were kept, or none if they are missing or damaged."""
    try:
        return {
            name: (Status(*status), bytes.fromhex(digest))
            for name, (status, digest) in kept_json(kept).items()
        }
    except (ValueError, TypeError, AttributeError):
        return {}
