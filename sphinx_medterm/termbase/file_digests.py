"""Whether data files have changed: by their status on disk, and else by their content."""

from __future__ import annotations

import time
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

from sphinx_medterm.formats.files import content_of, status_on_disk
from sphinx_medterm.termbase.own_files import keep_json, kept_json

_SETTLED = 2 * 10**9
"""Nanoseconds after which a file that is written to again has another time on any file system."""


class Status(NamedTuple):
    """What shows that a file has been changed, without reading it.

    :ivar modified: nanoseconds; so is ``changed``.
    :ivar changed: the time when it was last written, renamed or given other times.
    :ivar number: the number of the file on disk.
    """

    size: int
    modified: int
    changed: int
    number: int

    def is_settled(self, now: int | None = None) -> bool:
        """Return whether the next change will show, since the last one is some time ago.

        :param now: the time, in nanoseconds.
        """
        return (now or time.time_ns()) - max(self.modified, self.changed) >= _SETTLED


def status_of(file: Path) -> Status | None:
    """Return the status of a file, if it is there."""
    try:
        found = status_on_disk(file)
    except OSError:
        return None
    return Status(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def digest_of(file: Path) -> bytes:
    """Return a digest of the content of a file; one that cannot be read has its own."""
    try:
        return blake2b(content_of(file), digest_size=16).digest()
    except OSError as error:
        return f"{type(error).__name__}: {error.strerror}".encode()


class Digests:
    """Digests of data files, by name.

    The digest of a file is kept with its status, so that a file with the same status is not read in
    later builds. A file that was changed a moment ago may be changed again without another status:
    it is read each time until it has settled.
    """

    def __init__(self, base: Path, kept: Path | None = None) -> None:
        """Begin a build.

        :param base: the folder that names are relative to.
        :param kept: where digests are kept, if they are.
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
        """Return whether a file has been changed since its digest was last asked for."""
        return status_of(self._base / name) != self._seen[name]

    def save(self) -> None:
        """Keep the digests of files that have settled, and forget those of other files."""
        if self._kept and self._settled != self._before:
            data = {
                name: [status, digest.hex()] for name, (status, digest) in self._settled.items()
            }
            keep_json(self._kept, data)


def _read(kept: Path) -> dict[str, tuple[Status, bytes]]:
    """Read the digests that were kept; none if they are missing or damaged."""
    try:
        return {
            name: (Status(*status), bytes.fromhex(digest))
            for name, (status, digest) in kept_json(kept).items()
        }
    except (ValueError, TypeError, AttributeError):
        return {}
