"""``medterm diff``: print what changed between two states of a termbase."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_medterm.diagnostics import Severity, file_name
from sphinx_medterm.formats.files import may_hold_terms, reading_pipes
from sphinx_medterm.reports.change_lines import as_json, as_lines, as_markdown
from sphinx_medterm.reports.changes import changes_between
from sphinx_medterm.reports.terminal import COLOR_CHOICES, painter, showing_progress, wants_color
from sphinx_medterm.termbase.load import load_termbase
from sphinx_medterm.termbase.settings import (
    Settings,
    chosen_files,
    nearest_settings,
    systems_of,
)

if TYPE_CHECKING:
    from sphinx_medterm.cli.main import Subparsers
    from sphinx_medterm.termbase.base import Termbase

_REGULAR_FILE = b"100"
"""How the modes of regular files begin in the trees of Git."""


class _FailedError(Exception):
    """The states cannot be compared, for the reason in the message."""


def add_to(commands: Subparsers) -> argparse.ArgumentParser:
    """Add the command with its options, and return its parser."""
    diff = commands.add_parser(
        "diff",
        help="print what changed between two states of a termbase",
        description="Print which terms, word parts and sources have come, gone or got another key, "
        "and which of their fields say something else. How files are written and in which order is "
        "no change. Exit status 0, or 2 if the states cannot be compared.",
    )
    diff.add_argument(
        "states",
        nargs="*",
        metavar=("OLD", "NEW"),
        help="two states, each a data file, a folder or a glob in quotes. With `--git`, the data "
        "files to compare; without any, those that `medterm check` reads without any",
    )
    diff.add_argument(
        "--git",
        metavar="REV",
        help="compare with the state of a commit, branch or tag of the Git repository",
    )
    diff.add_argument(
        "--format",
        choices=("text", "json", "markdown"),
        default="text",
        help="how changes are written. Default: text",
    )
    diff.add_argument("--exit-code", action="store_true", help="exit with 1 if there are changes")
    diff.add_argument(
        "--color", choices=COLOR_CHOICES, default=COLOR_CHOICES[0], help="when to use colours"
    )
    return diff


def run(options: argparse.Namespace) -> int:
    """Print the changes.

    :returns: the exit status: 0, 1 if there are changes and the user asks for it, 2 on failure.
    """
    if not options.git and len(options.states) != 2:
        options.refuse("two states are needed, OLD and NEW, or --git and a commit")
    settings = nearest_settings(Path())
    try:
        with reading_pipes(options.states), tempfile.TemporaryDirectory() as folder:
            if options.git:
                base = _written_out(options.git, Path(folder))
                named = options.states or settings.files(Path())
                inside = [_in_repository(pattern, base, Path(folder)) for pattern in named]
                old = _load(inside, settings, base, options.git)
                new = _load(options.states, settings, Path(), "")
            else:
                old, new = (_load([state], settings, Path(), state) for state in options.states)
            changes = changes_between(old, new)
    except _FailedError as error:
        print(f"{options.prog}: error: {error}", file=sys.stderr)
        return 2
    if options.format == "json":
        print(as_json(changes))
    elif options.format == "markdown":
        _print("\n".join(as_markdown(changes)).rstrip("\n"))
    else:
        paint = painter(wants_color(options.color, sys.stdout, os.environ))
        _print("\n".join(as_lines(changes, paint)))
    return int(bool(changes) and options.exit_code)


def _print(text: str) -> None:
    if text:
        print(text)


def _load(patterns: Sequence[str], settings: Settings, base: Path, state: str) -> Termbase:
    """Read a state of the termbase, and say so if records may be missing.

    :param base: the folder that patterns are relative to.
    :param state: the name of the state; empty for that of the current files.
    :raises _FailedError: if there are no files.
    """
    here = Path()
    named = list(patterns) or settings.files(here)
    files, faults = chosen_files(named, Settings(), base)
    shown = file_name(state) if state else "the current files"
    if not files:
        raise _FailedError(f"no data file found in {shown}")
    progress = showing_progress(sys.stderr)
    termbase = load_termbase(files, base=base, systems=systems_of(settings), progress=progress)
    faults += termbase.diagnostics
    errors = sum(fault.count for fault in faults if fault.severity is Severity.ERROR)
    if errors:
        said = f"{errors:,} error{'' if errors == 1 else 's'} in {shown}"
        print(f"medterm diff: {said}, so some of it is left out", file=sys.stderr)
    return termbase


# ---------------------------------------------------------------------- Git


def _written_out(revision: str, folder: Path) -> Path:
    """Write the data files of a commit into a folder.

    :returns: the place in it that stands for the current folder.
    :raises _FailedError: if Git cannot read the commit.
    """
    if revision.startswith("-"):  # which Git would take for an option
        raise _FailedError(f"{revision!r} is not the name of a commit")
    inside = os.fsdecode(_git("rev-parse", "--show-prefix").rstrip(b"\n"))
    listing = _git("ls-tree", "-r", "-z", "--full-tree", revision)
    blobs = dict(_data_files(listing))
    contents = _git("cat-file", "--batch", given=b"\n".join(blobs.values()))
    for name, content in zip(blobs, _cut(contents), strict=True):
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    (folder / inside).mkdir(parents=True, exist_ok=True)
    return folder / inside


def _in_repository(pattern: str, base: Path, root: Path) -> str:
    """Return a pattern that means in a commit what it means in the current folder.

    :param base: the place that stands for the current folder in what was written out.
    :param root: the place that stands for the repository.
    :raises _FailedError: if it leads out of the repository, so that no commit has such files.
    """
    if os.path.isabs(pattern):  # noqa: PTH117  # a glob is no path
        pattern = os.path.relpath(pattern)
    whole = os.path.abspath(base / pattern)  # noqa: PTH100  # links stay as they are
    if not Path(whole).is_relative_to(root.absolute()):
        raise _FailedError(f"{file_name(pattern)} is not in the Git repository")
    return pattern


def _cut(contents: bytes) -> Iterator[bytes]:
    """Yield contents that Git has written one after the other, each after a line with its size."""
    start = 0
    while (end := contents.find(b"\n", start)) > 0:
        size = int(contents[start:end].split()[-1])
        yield contents[end + 1 : end + 1 + size]
        start = end + 1 + size + 1


def _data_files(listing: bytes) -> Iterator[tuple[Path, bytes]]:
    """Yield the files of a tree that may hold terms, each with the name of its content."""
    for entry in listing.split(b"\0"):
        about, _tab, name = entry.partition(b"\t")
        path = Path(os.fsdecode(name))
        if about.startswith(_REGULAR_FILE) and may_hold_terms(path.name):
            yield path, about.split()[2]


def _git(*arguments: str, given: bytes = b"") -> bytes:
    """Run Git, and return what it writes.

    :param given: its standard input.
    :raises _FailedError: with what Git says is wrong.
    """
    try:
        done = subprocess.run(["git", *arguments], input=given, capture_output=True, check=True)  # noqa: S603, S607
    except OSError as error:
        raise _FailedError(f"Git cannot be run: {error.strerror}") from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip() or f"status {error.returncode}"
        raise _FailedError(f"Git says: {said}") from error
    return done.stdout
