"""``medterm diff``: print what changed between two states of a termbase."""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_medterm.diagnostics import Diagnostic, Severity, file_name
from sphinx_medterm.formats.files import may_hold_terms, reading_pipes
from sphinx_medterm.reports.change_lines import as_json, as_lines, as_markdown
from sphinx_medterm.reports.changes import changes_between
from sphinx_medterm.reports.terminal import (
    add_color_option,
    add_examples,
    painter,
    showing_progress,
    wants_color,
)
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


EXAMPLES = {
    "medterm diff --git v1.0": "compare the files of this project with a release",
    "medterm diff old.yaml new.yaml": "compare two files",
    "medterm diff --git main --format markdown": "write release notes",
}


def add_to(commands: Subparsers) -> argparse.ArgumentParser:
    """Add the command with its options, and return its parser."""
    diff = commands.add_parser(
        "diff",
        help="list what changed between two states of the terms",
        description="List the terms, word parts and sources that were added, removed or renamed, "
        "and the fields that changed. The order of records and the layout of files do not count. "
        "The exit status is 0, or 2 if the states cannot be compared.",
    )
    diff.add_argument(
        "states",
        nargs="*",
        metavar="STATE",
        help="the old state and the new one, each a data file, a folder or a glob in quotes. With "
        "`--git`, name the data files to compare, or none for the files that `medterm check` "
        "reads by default",
    )
    diff.add_argument(
        "--git",
        metavar="REV",
        help="compare with a commit, branch or tag of the Git repository",
    )
    diff.add_argument(
        "--format",
        choices=("text", "json", "markdown"),
        default="text",
        help="how to write the changes. Default: text",
    )
    diff.add_argument("--exit-code", action="store_true", help="exit with 1 if anything changed")
    add_color_option(diff)
    add_examples(diff, EXAMPLES)
    return diff


def run(options: argparse.Namespace) -> int:
    """Print the changes.

    :returns: the exit status: 0, 1 if there are changes and the user asks for it, 2 on failure.
    """
    if not options.git and len(options.states) != 2:
        options.refuse("two states are needed, the old and the new one, or --git and a commit")
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
            _refuse_unread([old, new], may_lack_files=bool(options.git))
            changes = changes_between(old.termbase, new.termbase)
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


@dataclass(frozen=True)
class _State:
    """A state of the termbase.

    :ivar shown: its name in messages.
    :ivar errors: what is left out of it, and why.
    """

    termbase: Termbase
    shown: str
    errors: list[Diagnostic]

    def is_unread(self) -> bool:
        """Return whether nothing of it could be read, so that it looks empty."""
        from sphinx_medterm.records.record import SECTIONS  # the help needs no model

        records = (record for section in SECTIONS for record in self.termbase.stated(section))
        return bool(self.errors) and next(records, None) is None


def _refuse_unread(states: Sequence[_State], *, may_lack_files: bool) -> None:
    """Refuse to compare states that only look empty, and report those that miss some records.

    :param may_lack_files: whether one of the states may have none of the files, as before the
        commit that brought them.
    :raises _FailedError: if a state could not be read.
    """
    unread = [state for state in states if state.is_unread()]
    if unread and (len(unread) == len(states) or not may_lack_files):
        error = unread[0].errors[0]
        raise _FailedError(f"{error.location}: {error.text}")
    for state in states:
        if count := sum(error.count for error in state.errors):
            reason = f"{count:,} error{'' if count == 1 else 's'} in {state.shown}"
            print(f"medterm diff: {reason}, so some of it is left out", file=sys.stderr)


def _load(patterns: Sequence[str], settings: Settings, base: Path, state: str) -> _State:
    """Read a state of the termbase.

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
    errors = [fault for fault in faults if fault.severity is Severity.ERROR]
    return _State(termbase, shown, errors)


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
    if os.path.isabs(pattern):  # noqa: PTH117  # a glob is not a path
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
        reason = error.stderr.decode("utf-8", "replace").strip() or f"status {error.returncode}"
        raise _FailedError(f"Git says: {reason}") from error
    return done.stdout
