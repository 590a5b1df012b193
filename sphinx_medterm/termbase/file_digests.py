"""Whether data files have changed: judged by their status on disk, or else by their content."""

from __future__ import annotations

import time
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from sphinx_medterm.formats.files import content_of, status_on_disk
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

    def is_settled(self, now: int | None = None) -> bool:
        """Return whether the last change is so long ago that the next one will show.

        :param now: the time, in nanoseconds.
        """
        return (now or time.time_ns()) - max(self.modified, self.changed) >= _SETTLED


def status_of(file: Path) -> Status | None:
    """Return the status of a file, or ``None`` if it cannot be found."""
    try:
        found = status_on_disk(file)
    except OSError:
        return None
    return Status(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def digest_of(file: Path) -> bytes:
    """Return a digest of the content of a file, or of the error if it cannot be read."""
    try:
        return blake2b(content_of(file), digest_size=16).digest()
    except OSError as error:
        return f"{type(error).__name__}: {error.strerror}".encode()


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
        self._before = _read(kept) if kept else {}
        self._settled: dict[str, tuple[Status, bytes]] = {}
        self._seen: dict[str, Status | None] = {}

    def of(self, name: str, now: int | None = None) -> bytes:
        """Return the digest of a file as it is now.

        :param now: the time, in nanoseconds.
        """
        file = self._base / name
        status = self._seen[name] = status_of(file)  # before the file is read
        is_settled = status is not None and status.is_settled(now)
        known = self._settled.get(name) or self._before.get(name)
        digest = known[1] if known and known[0] == status else digest_of(file)
        if status and is_settled:
            self._settled[name] = status, digest
        return digest

    def is_outdated(self, name: str) -> bool:
        """Return whether a file has changed since its digest was last asked for."""
        return status_of(self._base / name) != self._seen[name]

    def save(self) -> None:
        """Keep the digests of the files that have settled, and no others."""
        if self._kept and self._settled != self._before:
            data = {
                name: [status, digest.hex()] for name, (status, digest) in self._settled.items()
            }
            keep_json(self._kept, data)


def _read(kept: Path) -> dict[str, tuple[Status, bytes]]:
    """Read the digests that were kept, or none if they are missing or damaged."""
    try:
        return {
            name: (Status(*status), bytes.fromhex(digest))
            for name, (status, digest) in kept_json(kept).items()
        }
    except (ValueError, TypeError, AttributeError):
        return {}
