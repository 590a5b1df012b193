"""The entry point of the command line."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from io import TextIOWrapper
from typing import TYPE_CHECKING, Protocol, TextIO, cast

from sphinx_medterm import __version__
from sphinx_medterm.diagnostics import file_name, quoted
from sphinx_medterm.names.suggest import did_you_mean, question
from sphinx_medterm.reports.terminal import add_examples

if TYPE_CHECKING:
    # The class is generic for type checkers only.
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

COMMANDS = ("check", "explain", "show", "diff", "schema")
"""All commands, in the order of the help; each is a module of this package."""

EXAMPLES = {
    "medterm check": "check the data files of this project",
    "medterm explain unknown": "explain what a warning means, and how to fix it",
    "medterm show anemia": "print the entry of a term",
    "medterm diff --git v1.0": "list what changed since a release",
    "medterm check --help": "list the options of a command",
}


class Command(Protocol):
    """What the module of a command offers."""

    def add_to(self, commands: Subparsers) -> argparse.ArgumentParser:
        """Add the command with its options, and return its parser."""

    def run(self, options: argparse.Namespace) -> int:
        """Run the command.

        :returns: the exit status.
        """


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line.

    :param arguments: without the program's name; default: those of the process.
    :returns: the exit status: 0 if all is well, 1 if a data file has errors (2 for wrong usage).
    """
    _prepare_streams()
    options = _parsed(sys.argv[1:] if arguments is None else list(arguments))
    try:
        status: int = options.run(options)
        sys.stdout.flush()
    except BrokenPipeError:  # whoever reads the output has seen enough
        sys.stdout = _nowhere()  # for the flush at the end
        return 1
    except OSError as error:  # such as a full disk
        sys.stdout = _nowhere()
        with suppress(OSError):
            reason = error.strerror or str(error)
            print(f"{options.prog}: error: the output cannot be written: {reason}", file=sys.stderr)
        return 2
    return status


def _prepare_streams() -> None:
    """Make sure that what is printed can be, whether or not anybody can read it."""
    # Programs without a console have neither stream, nor have those that close them.
    if sys.stdout is None:
        sys.stdout = _nowhere()
    if sys.stderr is None:
        sys.stderr = _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # not every terminal can show every character
            stream.reconfigure(errors="backslashreplace")


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123


def _parsed(arguments: list[str]) -> argparse.Namespace:
    """Parse the arguments; whatever is wrong with those of a command shows its own usage."""
    made = parser()
    name = next((given for given in arguments if not given.startswith("-")), "")
    if name and name not in COMMANDS:
        hint = did_you_mean(name, COMMANDS, 1) or f"the commands are {', '.join(COMMANDS)}"
        made.error(f"unknown command {quoted(name)} ({hint})")
    if not name or arguments[0] != name:
        return made.parse_args(arguments)
    command = _command_parsers(made)[name]
    # Options may stand between files.
    options, unknown = command.parse_known_intermixed_args(arguments[1:])
    if unknown:
        known = [option for action in command._actions for option in action.option_strings]
        first = unknown[0].partition("=")[0]
        begun = [option for option in known if option.startswith(first) and len(first) > 2]
        hint = question(begun) or did_you_mean(first, known, 1)
        # What follows an unknown option may belong to it.
        options_only = [given for given in unknown if given.startswith("-")]
        reason = f"unrecognized arguments: {' '.join(map(file_name, options_only or unknown))}"
        command.error(f"{reason} ({hint})" if hint else reason)
    return options


def _command_parsers(made: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """Return the parser of each command."""
    (commands,) = (a for a in made._actions if isinstance(a, argparse._SubParsersAction))
    return dict(commands.choices)


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands and their options."""
    made = argparse.ArgumentParser(
        prog="medterm", description="Check, read and compare files of medical terms."
    )
    made.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    add_examples(made, EXAMPLES)
    commands = made.add_subparsers(required=True, title="commands", metavar="COMMAND")
    for name in COMMANDS:
        command = cast("Command", import_module(f"{__package__}.{name}"))
        added = command.add_to(commands)
        added.allow_abbrev = False  # or '--warnings' would quietly mean '--warnings-as-errors'
        added.set_defaults(run=command.run, refuse=added.error, prog=added.prog)
    return made
