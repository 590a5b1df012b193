"""The data files on disk: which there are, how they are opened, and whether they have changed."""

from __future__ import annotations

import errno
import json
import os
import stat
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache
from glob import glob
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO, NamedTuple

from sphinx_medterm.diagnostics import Diagnostic, Severity, Subtype, file_name
from sphinx_medterm.own_files import keep_text

DEFAULT_FILES = ("terms.yaml", "terms.yml", "terms.toml", "terms.json")
"""What is looked for when no data file is named."""

MAX_SIZE = 256 * 2**20
"""Bytes that a data file may have at the most: several times what large terminologies need."""

# Opening a pipe that nobody writes to would take forever. Windows has neither flag.
_AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)

_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)

_piped: dict[Path, bytes | OSError] = {}

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
                    message=f"no data file matches '{file_name(pattern)}'",
                    hint=f"globs are relative to {file_name(base)}",
                )
            )
        files |= dict.fromkeys(found)
    return list(files), diagnostics


def _matching(pattern: str, base: Path) -> list[Path]:
    # Path.glob() raises errors for patterns such as "**.yaml" and absolute ones.
    names = glob(pattern, root_dir=base, recursive=True)  # noqa: PTH207
    return sorted(Path(name) for name in names if (base / name).is_file())


def content_of(file: Path) -> bytes:
    """Read a data file; nothing but a regular file, and never wait for it.

    :raises OSError: if it cannot be read, is of another kind, or is too large.
    """
    if (content := _piped.get(file)) is not None:
        if isinstance(content, OSError):
            raise content
        return content
    # Merely opening a device may have an effect, so its kind is asked before, and then again.
    _check(_status(file))
    with open(file, "rb", opener=_open_at_once) as found:
        _check(os.fstat(found.fileno()))
        return _limited(found)


def _open_at_once(name: str, flags: int) -> int:
    return os.open(name, flags | _AT_ONCE)


def _status(file: Path) -> os.stat_result:
    """Ask the system about a file.

    :raises OSError: if there is no such file, or the system cannot have one of that name.
    """
    try:
        return file.stat()
    except ValueError as error:  # such as a null character
        raise OSError(errno.EINVAL, "no file can have this name") from error


def _check(status: os.stat_result) -> None:
    """Accept a regular file of a reasonable size.

    :raises OSError: if it is anything else.
    """
    for is_kind, kind in _KINDS:
        if is_kind(status.st_mode):
            raise OSError(errno.EINVAL, f"it is {kind}, not a regular file")
    if status.st_size > MAX_SIZE:
        raise _too_large()


def _limited(file: BinaryIO) -> bytes:
    """Read an open file to its end.

    :raises OSError: if the end does not come.
    """
    content: bytes | None = file.read(MAX_SIZE + 1)
    if content is None:  # some files of the system look regular, but have nothing to read yet
        raise OSError(errno.EAGAIN, "it has no content yet")
    if len(content) > MAX_SIZE:
        raise _too_large()
    return content


def _too_large() -> OSError:
    return OSError(errno.EFBIG, f"it has more than {MAX_SIZE // 2**20} MB")


@contextmanager
def reading_pipes(names: Iterable[str | Path]) -> Iterator[None]:
    """Let files that a user has named one by one be pipes, or a terminal.

    A pipe can be read only once, so what comes out of it is kept for the time being.

    :param names: paths, relative to the current folder.
    """
    pipes = [file for file in map(Path, names) if _is_pipe(file)]
    try:
        for file in pipes:
            if file not in _piped:
                _piped[file] = _content_of_pipe(file)
        yield
    finally:
        for file in pipes:
            _piped.pop(file, None)


def is_piped(file: Path) -> bool:
    """Tell whether a file is a pipe that has been read."""
    return file in _piped


def _is_pipe(file: Path) -> bool:
    """Tell whether a file is a pipe, or what stands for one, such as a redirected input."""
    with suppress(OSError):
        mode = _status(file).st_mode
        is_redirected = stat.S_ISREG(mode) and file.is_relative_to("/dev")
        return stat.S_ISFIFO(mode) or is_redirected or (stat.S_ISCHR(mode) and _is_terminal(file))
    return False


def _is_terminal(file: Path) -> bool:
    with suppress(OSError), open(file, "rb", buffering=0, opener=_open_at_once) as found:
        return found.isatty()
    return False


def _content_of_pipe(file: Path) -> bytes | OSError:
    """Read a pipe to its end, or tell why that cannot be done."""
    try:
        with file.open("rb") as found:
            return _limited(found)
    except OSError as error:
        return error


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
        found = _status(file)
    except OSError:
        return None
    return Status(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino)


def digest_of(file: Path) -> bytes:
    """Give a digest of the content of a file; one that cannot be read has its own."""
    try:
        return blake2b(content_of(file), digest_size=16).digest()
    except OSError as error:
        return f"{type(error).__name__}: {error.strerror}".encode()


def stored_name(file: Path | str) -> bytes:
    """Write the name of a file as the store keeps it, which need not be proper Unicode."""
    return str(file).encode("utf-8", "surrogatepass")


@lru_cache(100)
def named(stored: bytes) -> Path:
    """Give the file whose name the store keeps."""
    return Path(stored.decode("utf-8", "surrogatepass"))


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
