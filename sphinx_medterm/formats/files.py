"""The data files on disk: which there are, and how they are opened."""

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


def expand_globs(patterns: Iterable[str], base: Path) -> tuple[list[Path], list[Diagnostic]]:
    """Find the files that names and globs mean.

    What globs match need not be regular files, so that reading them reports what they are.

    :param patterns: paths or globs relative to ``base``; what is there by the name of a glob is
        meant by it.
    :returns: the files, each once, in the order named and sorted within a glob; and what is wrong.
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
    """Return whether there is anything but a folder of this name, even a link to nothing."""
    return os.path.lexists(file) and not file.is_dir()


def _matching(pattern: str, base: Path) -> list[Path]:
    # Path.glob() raises errors for patterns such as "**.yaml" and absolute ones.
    names = glob(pattern, root_dir=base, recursive=True)  # noqa: PTH207
    return sorted(Path(name) for name in names if _is_there(base / name))


def content_of(file: Path) -> bytes:
    """Read a data file; nothing but a regular file, and never wait for it.

    :raises OSError: if it cannot be read, is of another kind, or is too large.
    """
    if (content := _piped.get(file)) is not None:
        if isinstance(content, OSError):
            raise content
        return content
    # Merely opening a device may have an effect, so its kind is asked before, and then again.
    _check(status_on_disk(file))
    with open(file, "rb", opener=_open_at_once) as found:
        _check(os.fstat(found.fileno()))
        return _limited(found)


def _open_at_once(name: str, flags: int) -> int:
    return os.open(name, flags | _AT_ONCE)


def status_on_disk(file: Path) -> os.stat_result:
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
    """Return whether a file is a pipe that has been read."""
    return file in _piped


def _is_pipe(file: Path) -> bool:
    """Return whether a file is a pipe, or what stands for one, such as a redirected input."""
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
