"""The data files on disk: which there are, and whether they have changed."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from glob import glob
from hashlib import blake2b, file_digest
from pathlib import Path
from typing import NamedTuple

from sphinx_medterm.diagnostics import Diagnostic, Severity, Subtype
from sphinx_medterm.own_files import keep_text

DEFAULT_FILES = ("terms.yaml", "terms.yml", "terms.toml", "terms.json")
"""What is looked for when no data file is named."""

_SETTLED = 2 * 10**9
"""Nanoseconds after which a file that is written to again has another time on any file system."""


def expand_globs(patterns: Iterable[str], base: Path) -> tuple[list[Path], list[Diagnostic]]:
    """Find the files that names and globs mean.

    :param patterns: paths or globs relative to ``base``.
    :returns: the files, each once, in the order named and sorted within a glob; and what is wrong.
    """
    files: dict[Path, None] = {}
    diagnostics = []
    for pattern in patterns:
        if not any(sign in pattern for sign in "*?["):
            files[Path(pattern)] = None
            continue
        found = _matching(pattern, base)
        if not found:
            diagnostics.append(
                Diagnostic(
                    severity=Severity.WARNING,
                    subtype=Subtype.FILE,
                    message=f"no data file matches {pattern!r}",
                    hint=f"globs are relative to {base}",
                )
            )
        files |= dict.fromkeys(found)
    return list(files), diagnostics


def _matching(pattern: str, base: Path) -> list[Path]:
    # Path.glob() raises errors for patterns such as "**.yaml" and absolute ones.
    names = glob(pattern, root_dir=base, recursive=True)  # noqa: PTH207
    return sorted(Path(name) for name in names if (base / name).is_file())


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
        found = file.stat()
    except OSError:
        return None
    return Status(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def digest_of(file: Path) -> bytes:
    """Give a digest of the content of a file; a missing or unreadable one has its own."""
    try:
        with file.open("rb") as content:
            return file_digest(content, lambda: blake2b(digest_size=16)).digest()
    except OSError as error:
        return type(error).__name__.encode()


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
            keep_text(self._kept, json.dumps(data))


def _read(kept: Path) -> dict[str, tuple[Status, bytes]]:
    """Read the digests that were kept; none if they are missing or damaged."""
    try:
        data = json.loads(kept.read_text(encoding="utf-8"))
        return {
            name: (Status(*status), bytes.fromhex(digest))
            for name, (status, digest) in data.items()
        }
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
