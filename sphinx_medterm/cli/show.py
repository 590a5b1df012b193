"""``medterm show``: print the entry of a term."""

from __future__ import annotations

import argparse
import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_medterm.diagnostics import quoted
from sphinx_medterm.formats.files import reading_pipes
from sphinx_medterm.reports.entry_data import entry_of
from sphinx_medterm.reports.entry_lines import entry_lines
from sphinx_medterm.reports.terminal import (
    add_color_option,
    add_examples,
    painter,
    showing_progress,
    text_width,
    wants_color,
)
from sphinx_medterm.termbase.load import load_termbase
from sphinx_medterm.termbase.settings import chosen_files, nearest_settings, systems_of

if TYPE_CHECKING:
    from sphinx_medterm.cli.main import Subparsers

EXAMPLES = {
    "medterm show anemia": "print an entry",
    "medterm show neurology:MS": "print an entry from one of several files",
    "medterm show anemia terms.yaml --format json": "write the entry for a program",
}


def add_to(commands: Subparsers) -> argparse.ArgumentParser:
    """Add the command with its options, and return its parser."""
    show = commands.add_parser(
        "show",
        help="print the entry of a term",
        description="Print the entry of a term as text. If several terms share the name, print the "
        "entries of all. The exit status is 1 if no term has the name.",
    )
    show.add_argument(
        "name",
        type=_name,
        metavar="NAME",
        help="any name of the term, written as in the role `medterm`",
    )
    show.add_argument(
        "files",
        nargs="*",
        default=[],  # or usage errors would ask for it
        metavar="FILE",
        help="data files, folders or globs. If you name none, the command reads the same files as "
        "`medterm check`",
    )
    show.add_argument(
        "--format", choices=("text", "json"), default="text", help="how to write the entry"
    )
    add_color_option(show)
    add_examples(show, EXAMPLES)
    return show


def _name(given: str) -> str:
    """Return a name as text, even if its bytes are not."""
    return given.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def run(options: argparse.Namespace) -> int:
    """Print the entries that a name stands for.

    :returns: the exit status: 0, 1 if no term has the name, 2 if no file was found.
    """
    settings = nearest_settings(Path())
    with reading_pipes(options.files):
        files, faults = chosen_files(options.files, settings, Path())
        progress = showing_progress(sys.stderr)
        termbase = load_termbase(files, systems=systems_of(settings), progress=progress)
        faults = [*settings.diagnostics, *faults, *termbase.diagnostics]
        keys = termbase.find(options.name).keys
        entries = [entry_of(termbase, key) for key in keys]
    if not files:
        return _failed(options, "no data file found; name files or folders after the name", 2)
    if not keys:
        # What is wrong with the files may be why there is no such term.
        left_out = "terms may be left out: see 'medterm check'" if faults else ""
        hint = termbase.lookup.hint(options.name) or left_out
        reason = f"no term has the name {quoted(options.name)}"
        return _failed(options, f"{reason} ({hint})" if hint else reason, 1)
    if options.format == "json":
        print(json.dumps({"version": 1, "entries": entries}, indent=2))
        return 0
    paint = painter(wants_color(options.color, sys.stdout, os.environ))
    width = text_width()
    print("\n\n".join("\n".join(entry_lines(entry, width, paint)) for entry in entries))
    return 0


def _failed(options: argparse.Namespace, message: str, status: int) -> int:
    print(f"{options.prog}: {message}", file=sys.stderr)
    return status
