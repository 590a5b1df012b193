"""The data files on disk: how they are found and opened."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from glob import glob
from pathlib import Path
from typing import BinaryIO

from sphinx_medterm.diagnostics import Diagnostic, Severity, Subtype, file_name

DEFAULT_FILES = ("terms.yaml", "terms.yml", "terms.toml", "terms.json")
"""The names to look for when no data file is named."""

MAX_SIZE = 256 * 2**20
"""The largest data file, in bytes: several times what large terminologies need."""

# Opening a pipe that nothing writes to would take forever. Windows has neither flag.
_AT_ONCE = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_NOCTTY", 0)

_KINDS = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)

_piped: dict[Path, bytes | OSError] = {}


def expand_globs(patterns: Iterable[str], base: Path) -> tuple[list[Path], list[Diagnostic]]:
    """Return the files that paths and globs name.

    Matches of globs need not be regular files: reading them reports what they are.

    :param patterns: paths or globs relative to ``base``; a glob that is also the name of a file
        means that file.
    :returns: the files, each once, in the given order and sorted within a glob, and what is wrong.
    """
    files: dict[Path, None] = {}
    diagnostics = []
    for pattern in patterns:
        if not any(sign in pattern for sign in "*?[") or _is_there(base / pattern):
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


def _is_there(file: Path) -> bool:
    """Return whether something other than a folder has this name, even a dangling link."""
    return os.path.lexists(file) and not file.is_dir()


def _matching(pattern: str, base: Path) -> list[Path]:
    # Path.glob() raises errors for patterns such as "**.yaml" and absolute ones.
    names = glob(pattern, root_dir=base, recursive=True)  # noqa: PTH207
    return sorted(Path(name) for name in names if _is_there(base / name))


def content_of(file: Path) -> bytes:
    """Read a data file, without ever waiting for it.

    :raises OSError: if it cannot be read, is not a regular file, or is too large.
    """
    if (content := _piped.get(file)) is not None:
        if isinstance(content, OSError):
            raise content
        return content
    # Merely opening a device may have an effect, so the kind is checked before and after opening.
    _check(status_on_disk(file))
    with open(file, "rb", opener=_open_at_once) as found:
        _check(os.fstat(found.fileno()))
        return _limited(found)


def _open_at_once(name: str, flags: int) -> int:
    return os.open(name, flags | _AT_ONCE)


def status_on_disk(file: Path) -> os.stat_result:
    """Return the status of a file.

    :raises OSError: if the file does not exist, or no file can have that name.
    """
    try:
        return file.stat()
    except ValueError as error:  # such as a null character
        raise OSError(errno.EINVAL, "no file can have this name") from error


def _check(status: os.stat_result) -> None:
    """Check that a file is a regular file of a reasonable size.

    :raises OSError: if it is not.
    """
    for is_kind, kind in _KINDS:
        if is_kind(status.st_mode):
            raise OSError(errno.EINVAL, f"it is {kind}, not a regular file")
    if status.st_size > MAX_SIZE:
        raise _too_large()


def _limited(file: BinaryIO) -> bytes:
    """Read an open file to its end.

    :raises OSError: if it is too large, or has no content yet.
    """
    content: bytes | None = file.read(MAX_SIZE + 1)
    if content is None:  # some system files look regular, but have nothing to read yet
        raise OSError(errno.EAGAIN, "it has no content yet")
    if len(content) > MAX_SIZE:
        raise _too_large()
    return content


def _too_large() -> OSError:
    return OSError(errno.EFBIG, f"it has more than {MAX_SIZE // 2**20} MB")


@contextmanager
def reading_pipes(names: Iterable[str | Path]) -> Iterator[None]:
    """Allow files that a user has named one by one to be pipes, or a terminal.

    A pipe can be read only once, so its content is kept meanwhile.

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
    """Return whether a file is a pipe that has been read."""
    return file in _piped


def _is_pipe(file: Path) -> bool:
    """Return whether a file is a pipe, or something like a pipe, such as redirected input."""
    with suppress(OSError):
        mode = status_on_disk(file).st_mode
        is_redirected = stat.S_ISREG(mode) and file.is_relative_to("/dev")
        return stat.S_ISFIFO(mode) or is_redirected or (stat.S_ISCHR(mode) and _is_terminal(file))
    return False


def _is_terminal(file: Path) -> bool:
    with suppress(OSError), open(file, "rb", buffering=0, opener=_open_at_once) as found:
        return found.isatty()
    return False


def _content_of_pipe(file: Path) -> bytes | OSError:
    """Read a pipe to its end, or return the error that prevents it."""
    try:
        with file.open("rb") as found:
            return _limited(found)
    except OSError as error:
        return error
