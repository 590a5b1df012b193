"""``medterm check``: check data files as a build does, but without Sphinx."""

from __future__ import annotations

import argparse
import datetime
import os
import sys
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_medterm import __version__
from sphinx_medterm.codes import BUILT_IN
from sphinx_medterm.diagnostics import Diagnostic, Severity, Subtype, summed_up
from sphinx_medterm.formats.files import DEFAULT_FILES, SETTINGS_FILE, expand_globs, reading_pipes
from sphinx_medterm.formats.read import lines_of
from sphinx_medterm.reports.explanations import type_named
from sphinx_medterm.reports.listing import Findings, as_annotation, as_json
from sphinx_medterm.reports.notes import notes
from sphinx_medterm.reports.sarif import as_sarif
from sphinx_medterm.reports.terminal import (
    add_color_option,
    add_examples,
    painted,
    painter,
    showing_progress,
    wants_color,
)
from sphinx_medterm.termbase.load import load_termbase
from sphinx_medterm.termbase.settings import (
    Settings,
    chosen_files,
    nearest_settings,
    read_code_systems,
    systems_of,
)

if TYPE_CHECKING:
    from sphinx_medterm.cli.main import Subparsers
    from sphinx_medterm.codes import CodeSystems
    from sphinx_medterm.termbase.base import Termbase

_ONLY_NOTES = frozenset({Subtype.UNDEFINED, Subtype.REVIEW})
"""The types that nothing but notes have."""

_STANDARD_INPUT = "-"
_UNNAMED = "<stdin>"
_NOTHING_FOUND = (
    "no data file found; name files or folders (a dot stands for this folder), list them under "
    f"'files' in the table [tool.medterm] of {SETTINGS_FILE}, or create {DEFAULT_FILES[0]} in this "
    "folder"
)

EXAMPLES = {
    "medterm check": "check the data files of this project",
    "medterm check terms/ parts.toml": "check a folder and a file",
    "medterm check --notes": "also list what is unfinished",
    "medterm check -W --format github": "check in GitHub Actions, and fail on warnings",
    "medterm check - --stdin-filename a.yaml": "check what an editor has not saved yet",
}


def add_to(commands: Subparsers) -> argparse.ArgumentParser:
    """Add the command with its options, and return its parser."""
    check = commands.add_parser(
        "check",
        help="check data files and report every problem",
        description="Check data files and report every problem on a line of its own, with file, "
        "line and column. The files are checked together, so they can refer to each other. The "
        "exit status is 0 if no error is found, 1 if any is, and 2 if the command is wrong or no "
        "file is found.",
    )
    _add_what(check)
    _add_how(check)
    add_examples(check, EXAMPLES)
    return check


def _add_what(check: argparse.ArgumentParser) -> None:
    """Add what decides which files are checked, and against what."""
    check.add_argument(
        "files",
        nargs="*",
        metavar="FILE",
        help="a data file, a folder of data files, a glob in quotes, a pipe, or `-` for the "
        "standard input. If you name none, the command reads the files that `[tool.medterm]` in "
        f"`{SETTINGS_FILE}` lists, or else a file such as `{DEFAULT_FILES[0]}`",
    )
    check.add_argument(
        "--stdin-filename",
        type=Path,
        metavar="NAME",
        help="the name of the file that you pass as standard input. Messages show it, and its "
        "suffix decides the format. Without a name, the input is read as YAML or JSON",
    )
    check.add_argument(
        "--other-glossaries",
        action="store_true",
        help="count unknown names, but do not report them, because a build looks them up in other "
        "glossaries and projects. You can also set `other_glossaries = true` in `[tool.medterm]`",
    )
    check.add_argument(
        "--code-systems",
        type=Path,
        metavar="FILE",
        help="a JSON, TOML or YAML file that describes your own code systems, as "
        "`medterm_code_systems` does in `conf.py`. It replaces `code_systems` in `[tool.medterm]`",
    )


def _add_how(check: argparse.ArgumentParser) -> None:
    """Add what decides which findings are shown, and how."""
    check.add_argument(
        "--format",
        choices=_FORMATS,
        default="text",
        help="how to write the problems: as lines of text, a JSON object, a SARIF log, or "
        "annotations for GitHub Actions. Default: text",
    )
    check.add_argument(
        "-W", "--warnings-as-errors", action="store_true", help="exit with 1 on warnings, too"
    )
    check.add_argument("-q", "--quiet", action="store_true", help="leave out the summary")
    check.add_argument(
        "--notes",
        action="store_true",
        help="also print notes on what is valid, but perhaps unfinished: terms without a "
        "definition, names that several terms share, overdue reviews, deprecated terms without a "
        "replacement, and former keys in use. If you select `medterm.undefined` or "
        "`medterm.review`, notes are printed, too",
    )
    for name, which in (("select", "only these types"), ("ignore", "all types but these")):
        check.add_argument(
            f"--{name}",
            type=_types,
            action="extend",
            default=[],
            metavar="TYPES",
            help=f"report {which}, such as `markup,deprecated`",
        )
    add_color_option(check)


def _types(given: str) -> list[Subtype]:
    """Read a list of types of findings.

    :raises argparse.ArgumentTypeError: if there is no such type.
    """
    types = []
    for name in filter(None, map(str.strip, given.split(","))):
        try:
            types.append(type_named(name))
        except ValueError as error:
            raise argparse.ArgumentTypeError(str(error)) from None
    return types


def run(options: argparse.Namespace) -> int:
    """Check the data files and print what is wrong with them.

    :returns: the exit status: 1 if there are errors, 2 if no file was found, or else 0.
    """
    if options.stdin_filename and _STANDARD_INPUT not in options.files:
        reason = f"--stdin-filename names the file that {_STANDARD_INPUT!r} stands for"
        options.refuse(f"{reason} (write {_STANDARD_INPUT!r} among the files)")
    options.notes = options.notes or not _ONLY_NOTES.isdisjoint(options.select)
    standard_input = None
    if _STANDARD_INPUT in options.files:
        standard_input = options.stdin_filename or Path(_UNNAMED)
    settings = nearest_settings(Path())
    named = [*options.files, *filter(None, [options.code_systems])]
    with reading_pipes(named, standard_input):
        files, diagnostics = _files(options.files, standard_input, settings)
        systems, faults = _code_systems(options.code_systems, settings)
        progress = showing_progress(sys.stderr)
        termbase = load_termbase(files, systems=systems, progress=progress)
        diagnostics = [*settings.diagnostics, *diagnostics, *faults, *termbase.all_diagnostics()]
        diagnostics += notes(termbase, datetime.date.today()) if options.notes else []
        has_others = bool(options.other_glossaries or settings.values.get("other_glossaries"))
        left = _left_to_builds(termbase, diagnostics, has_others)
        wanted = _wanted(diagnostics, options, has_others)
        findings = Findings(wanted, len(termbase), len(files), left)
        _FORMATS[options.format](findings, options)
    if not files:
        print(f"{options.prog}: error: {_NOTHING_FOUND}", file=sys.stderr)
        return 2
    if not options.quiet:
        print(_summary(findings, options.notes), file=sys.stderr)
    failing = {Severity.ERROR, *([Severity.WARNING] if options.warnings_as_errors else [])}
    return int(any(diagnostic.severity in failing for diagnostic in wanted))


# ---------------------------------------------------------------------- what is checked


def _files(
    patterns: Collection[str], standard_input: Path | None, settings: Settings
) -> tuple[list[Path], list[Diagnostic]]:
    """Return the files to check, each once, and what is wrong with their names."""
    if not patterns:
        return chosen_files([], settings, Path())
    # The same file may be named in several ways, and the standard input takes its place.
    files: dict[str, Path] = {}
    diagnostics: list[Diagnostic] = []
    for pattern in patterns:
        found: list[Path] = []
        if pattern != _STANDARD_INPUT:
            found, faults = expand_globs([pattern], Path())
            diagnostics += faults
        elif standard_input:
            files[os.path.abspath(standard_input)] = standard_input  # noqa: PTH100
        for file in found:
            files.setdefault(os.path.abspath(file), file)  # noqa: PTH100  # links are files, too
    return list(files.values()), diagnostics


def _code_systems(file: Path | None, settings: Settings) -> tuple[CodeSystems, list[Diagnostic]]:
    """Return the code systems of a project, and what is wrong with the file that has them."""
    if file is None:
        return systems_of(settings), []
    own, faults = read_code_systems(file)
    return BUILT_IN.with_own(own), faults


# ---------------------------------------------------------------------- what is reported


def _left_to_builds(
    termbase: Termbase, diagnostics: Iterable[Diagnostic], has_other_glossaries: bool
) -> dict[str, int]:
    """Count what only a build can check, by its kind; kinds that do not occur are left out."""
    unknown = sum(d.count for d in diagnostics if d.name)
    counts = {
        "unknown": unknown if has_other_glossaries else 0,
        "references": termbase.count_references_to_pages(),
    }
    return {kind: count for kind, count in counts.items() if count}


_LEFT = {
    "unknown": (
        "name is unknown here",
        "names are unknown here",
        "looks {them} up in other projects",
    ),
    "references": (
        "reference leads to a page, or to a glossary of Sphinx",
        "references lead to pages, or to glossaries of Sphinx",
        "follows {them}",
    ),
}


def _wanted(
    diagnostics: Iterable[Diagnostic], options: argparse.Namespace, has_other_glossaries: bool
) -> list[Diagnostic]:
    """Return the findings that the user wants to see, without those that are left to builds."""
    types = set(options.select or Subtype) - set(options.ignore)
    hidden = () if options.notes else (Severity.NOTE,)
    wanted = [
        one
        for one in diagnostics
        if one.subtype in types
        and one.severity not in hidden
        and not (one.name and has_other_glossaries)
    ]
    # A person reads only so much of a kind; a program wants all of it.
    return wanted if options.format in _FOR_PROGRAMS else summed_up(wanted)


def _summary(findings: Findings, has_notes: bool) -> str:
    counts = findings.counts()
    told = (Severity.ERROR, Severity.WARNING, *([Severity.NOTE] if has_notes else []))
    found = ", ".join(_count(counts[severity], severity) for severity in told)
    lines = [f"{_count(findings.terms, 'term')} in {_count(findings.files, 'file')}: {found}"]
    lines += [_left_in_words(kind, count) for kind, count in findings.left.items()]
    return "\n".join(lines)


def _left_in_words(kind: str, count: int) -> str:
    one, many, act = _LEFT[kind]
    them = "it" if count == 1 else "them"
    return f"{count:,} {one if count == 1 else many}; a build {act.format(them=them)}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


# ---------------------------------------------------------------------- formats


def _print_text(findings: Findings, options: argparse.Namespace) -> None:
    paint = painter(wants_color(options.color, sys.stdout, os.environ))
    for diagnostic in findings.diagnostics:
        print(painted(diagnostic, paint))


def _print_json(findings: Findings, options: argparse.Namespace) -> None:
    print(as_json(findings))


def _print_sarif(findings: Findings, options: argparse.Namespace) -> None:
    print(as_sarif(findings.diagnostics, __version__, lambda file: lines_of(Path(file))))


def _print_annotations(findings: Findings, options: argparse.Namespace) -> None:
    for diagnostic in findings.diagnostics:
        print(as_annotation(diagnostic))


_FOR_PROGRAMS = ("json", "sarif")
_FORMATS: dict[str, Callable[[Findings, argparse.Namespace], None]] = {
    "text": _print_text,
    "json": _print_json,
    "sarif": _print_sarif,
    "github": _print_annotations,
}
