"""The data files on disk: which there are, and whether they have changed."""

from __future__ import annotations

import time
from collections.abc import Iterable
from glob import glob
from hashlib import blake2b, file_digest
from pathlib import Path

from sphinx_medterm.diagnostics import Diagnostic, Severity, Subtype

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


def status_of(file: Path, now: int | None = None) -> str:
    """Describe a file so that any later change to it is seen, without reading it.

    :param now: the time, in nanoseconds.
    :returns: size, times and number on disk; nothing if the file is missing, or has been changed
        so lately that its times may stay the same when it is changed once more.
    """
    try:
        found = file.stat()
    except OSError:
        return ""
    latest = max(found.st_mtime_ns, found.st_ctime_ns)
    if (now or time.time_ns()) - latest < _SETTLED:
        return ""
    return f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}"


def digest_of(file: Path) -> bytes:
    """Give a digest of the content of a file; a missing or unreadable one has its own."""
    try:
        with file.open("rb") as content:
            return file_digest(content, lambda: blake2b(digest_size=16)).digest()
    except OSError as error:
        return type(error).__name__.encode()
