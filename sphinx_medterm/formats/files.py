"""The data files on disk: how they are found and opened."""

from __future__ import annotations

import errno
import os
import stat
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from glob import glob
from pathlib import Path
from typing import BinaryIO

from sphinx_medterm.diagnostics import Diagnostic, Severity, Subtype, file_name

DEFAULT_FILES = ("terms.yaml", "terms.yml", "terms.toml", "terms.json")
"""The names to look for when no data file is named."""

SETTINGS_FILE = "pyproject.toml"
"""The name of the file that may hold the settings of a project, and never holds terms."""

_SCHEMA_END = ".schema.json"
"""How names of JSON Schemas end, such as the one that editors need beside the terms."""

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

_SUFFIXES = frozenset(Path(name).suffix for name in DEFAULT_FILES)
_GLOB_SIGNS = "*?["

_piped: dict[Path, bytes | OSError] = {}


def expand_globs(patterns: Iterable[str], base: Path) -> tuple[list[Path], list[Diagnostic]]:
    """Return the files that paths, folders and globs name.

    A folder stands for all data files in it and in the folders below it, except hidden ones,
    settings and JSON Schemas.
    Matches of globs need not be regular files: reading them reports what they are.

    :param patterns: paths or globs relative to ``base``; a glob that is also the name of a file
        or folder means that one.
    :returns: the files, each once, in the given order and sorted within a folder or glob, and what
        is wrong.
    """
    files: dict[Path, None] = {}
    diagnostics: list[Diagnostic] = []
    for pattern in patterns:
        if _is_folder(base / pattern):
            found = _files_in(pattern, base, diagnostics)
        elif is_glob(pattern) and not _is_there(base / pattern):
            found = _matching(pattern, base)
            if not found:
                hint = f"globs are relative to {file_name(base)}"
                diagnostics.append(_nothing(f"no data file matches '{file_name(pattern)}'", hint))
        else:
            found = [Path(pattern)]
        files |= dict.fromkeys(found)
    return list(files), diagnostics


def is_glob(pattern: str) -> bool:
    """Return whether a path has signs of a glob in it."""
    return any(sign in pattern for sign in _GLOB_SIGNS)


def default_files(base: Path) -> list[Path]:
    """Return the data files with usual names in a folder."""
    return [Path(name) for name in DEFAULT_FILES if os.path.exists(base / name)]  # noqa: PTH110  # never an error


def _nothing(message: str, hint: str) -> Diagnostic:
    return Diagnostic(severity=Severity.WARNING, subtype=Subtype.FILE, message=message, hint=hint)


def _is_there(file: Path) -> bool:
    """Return whether something other than a folder has this name, even a dangling link."""
    return os.path.lexists(file) and not _is_folder(file)


def _is_folder(file: Path) -> bool:
    # Unlike the methods of paths, this is no error for names that are too long or out of reach.
    return os.path.isdir(file)  # noqa: PTH112


def _matching(pattern: str, base: Path) -> list[Path]:
    # Path.glob() raises errors for patterns such as "**.yaml" and absolute ones.
    names = glob(pattern, root_dir=base, recursive=True)  # noqa: PTH207
    wanted = (name for name in names if not name.endswith(_SCHEMA_END))
    return sorted(Path(name) for name in wanted if _is_there(base / name))


def _files_in(folder: str, base: Path, diagnostics: list[Diagnostic]) -> list[Path]:
    """Return the data files in a folder and below it, and report what cannot be looked into."""
    found: list[Path] = []
    unread: list[OSError] = []
    for parent, folders, names in os.walk(base / folder, onerror=unread.append):
        folders[:] = [name for name in folders if not name.startswith(".")]
        below = Path(folder, Path(parent).relative_to(base / folder))
        found += [below / name for name in names if may_hold_terms(name)]
    shown = file_name(folder)
    for error in unread:
        message = f"the folder '{file_name(error.filename)}' cannot be read: {error.strerror}"
        diagnostics.append(_nothing(message, "allow it to be read, or move it elsewhere"))
    if not found and not unread:
        suffixes = ", ".join(sorted(_SUFFIXES))
        diagnostics.append(
            _nothing(
                f"the folder '{shown}' contains no data file",
                f"known suffixes: {suffixes}",
            )
        )
    return sorted(found)


def may_hold_terms(name: str) -> bool:
    """Return whether a file in a folder is taken for a data file, going by its name."""
    if name.startswith(".") or name == SETTINGS_FILE or name.endswith(_SCHEMA_END):
        return False
    return Path(name).suffix.lower() in _SUFFIXES


def content_and_status(file: Path) -> tuple[bytes, os.stat_result | None]:
    """Read a data file, without ever waiting for it.

    :returns: its content, and the status of the very file that was read, whatever its name leads
        to by now; no status if the file changed meanwhile, or is a pipe.
    :raises OSError: if it cannot be read, is not a regular file, or is too large.
    """
    if (content := _piped.get(file)) is not None:
        if isinstance(content, OSError):
            raise content
        return content, None
    with open_regular(file) as found:
        before = os.fstat(found.fileno())
        _check(before)
        content = _limited(found)
        after = os.fstat(found.fileno())
    return content, after if _changes(before) == _changes(after) else None


def content_of(file: Path) -> bytes:
    """Read a data file, without ever waiting for it.

    :raises OSError: if it cannot be read, is not a regular file, or is too large.
    """
    return content_and_status(file)[0]


def open_regular(file: Path) -> BinaryIO:
    """Open a regular file for reading, without ever waiting for it.

    :raises OSError: if it cannot be opened, or is not a regular file.
    """
    # Merely opening a device may have an effect, so the kind is checked before and after opening.
    _check_kind(status_on_disk(file))
    found = open(file, "rb", opener=_open_at_once)  # noqa: SIM115  # the caller closes it
    try:
        _check_kind(os.fstat(found.fileno()))
    except OSError:
        found.close()
        raise
    return found


def _open_at_once(name: str, flags: int) -> int:
    return os.open(name, flags | _AT_ONCE)


def _changes(status: os.stat_result) -> tuple[int, int, int]:
    return status.st_size, status.st_mtime_ns, status.st_ctime_ns


def status_on_disk(file: Path) -> os.stat_result:
    """Return the status of a file.

    :raises OSError: if the file does not exist, or no file can have that name.
    """
    try:
        return file.stat()
    except ValueError as error:  # such as a null character
        raise OSError(errno.EINVAL, "no file can have this name") from error


def is_missing(file: Path) -> bool:
    """Return whether there is certainly no file or folder of this name."""
    try:
        status_on_disk(file)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except OSError:
        pass
    return False


def _check_kind(status: os.stat_result) -> None:
    """Check that a file is a regular file.

    :raises OSError: if it is not.
    """
    for is_kind, kind in _KINDS:
        if is_kind(status.st_mode):
            raise OSError(errno.EINVAL, f"it is {kind}, not a regular file")


def _check(status: os.stat_result) -> None:
    """Check that a file is a regular file of a reasonable size.

    :raises OSError: if it is not.
    """
    _check_kind(status)
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
def reading_pipes(
    names: Iterable[str | Path], standard_input: Path | None = None
) -> Iterator[None]:
    """Allow files that a user has named one by one to be pipes, or a terminal.

    A pipe can be read only once, so its content is kept meanwhile.

    :param names: paths, relative to the current folder.
    :param standard_input: the name of a file that takes its content from the standard input,
        whether or not a file of this name exists.
    """
    pipes = [file for file in map(Path, names) if _is_pipe(file)]
    try:
        if standard_input:
            pipes.append(standard_input)
            _piped[standard_input] = _standard_input()
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


def _standard_input() -> bytes | OSError:
    """Read the standard input to its end, or return the error that prevents it."""
    if sys.stdin is None:  # as in programs without a console
        return OSError(errno.EBADF, "there is no standard input")
    try:
        return _limited(sys.stdin.buffer)
    except OSError as error:
        return error
