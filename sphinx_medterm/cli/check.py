"""``medterm check``: check data files as a build does, but without Sphinx."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_medterm.codes import BUILT_IN, CodeSystems
from sphinx_medterm.codes.own import read_own
from sphinx_medterm.diagnostics import Diagnostic, Severity, Subtype, summed_up
from sphinx_medterm.formats.files import expand_globs, reading_pipes
from sphinx_medterm.formats.read import read_file
from sphinx_medterm.termbase.load import load_termbase

if TYPE_CHECKING:
    from sphinx_medterm.cli.main import Subparsers


def add_to(commands: Subparsers) -> argparse.ArgumentParser:
    """Add the command with its options, and return its parser."""
    check = commands.add_parser(
        "check",
        help="check data files",
        description="Check data files as one termbase and report everything that is wrong, one "
        "finding a line, with file, line and column. Exit status 1 if there are errors.",
    )
    check.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="a data file, a glob in quotes, or a pipe, whose content is taken for YAML or JSON if "
        "its name has no suffix",
    )
    check.add_argument(
        "-W", "--warnings-as-errors", action="store_true", help="exit with 1 on warnings too"
    )
    check.add_argument("-q", "--quiet", action="store_true", help="print findings only")
    check.add_argument(
        "--code-systems",
        type=Path,
        metavar="FILE",
        help="a JSON, TOML or YAML file that describes further code systems, as "
        "`medterm_code_systems` does in `conf.py`",
    )
    return check


def run(options: argparse.Namespace) -> int:
    """Check the data files and print what is wrong with them.

    :returns: the exit status: 1 if there are errors or no files, or else 0.
    """
    files, diagnostics = expand_globs(options.files, Path())
    named = [*options.files, *filter(None, [options.code_systems])]
    with reading_pipes(named):
        systems, faults = _code_systems(options.code_systems)
        termbase = load_termbase(files, systems=systems)
        diagnostics += [*summed_up(faults), *termbase.diagnostics]
    for diagnostic in diagnostics:
        print(diagnostic)
    if not options.quiet:
        print(_summary(diagnostics, len(termbase), len(files)), file=sys.stderr)
    failing = {Severity.ERROR, *([Severity.WARNING] if options.warnings_as_errors else [])}
    nothing_checked = not files
    return int(nothing_checked or any(d.severity in failing for d in diagnostics))


def _code_systems(file: Path | None) -> tuple[CodeSystems, list[Diagnostic]]:
    """Return the code systems of a project from a file, and what is wrong with the file."""
    if file is None:
        return BUILT_IN, []
    document = read_file(file)
    own, faults = read_own(document.data)
    for path, message, hint in faults:
        document.report(Subtype.OPTION, message, document.locate(path), path, hint)
    return BUILT_IN.with_own(own), document.diagnostics


def _summary(diagnostics: Sequence[Diagnostic], terms: int, files: int) -> str:
    counts: Counter[Severity] = Counter()
    for diagnostic in diagnostics:
        counts[diagnostic.severity] += diagnostic.count
    told = (Severity.ERROR, Severity.WARNING)
    found = ", ".join(_count(counts[severity], severity) for severity in told)
    return f"{_count(terms, 'term')} in {_count(files, 'file')}: {found}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
