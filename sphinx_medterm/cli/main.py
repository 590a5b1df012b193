"""The entry point of the command line."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from importlib import import_module
from io import TextIOWrapper
from typing import TYPE_CHECKING, Protocol, cast

from sphinx_medterm import __version__

if TYPE_CHECKING:
    # The class is generic for type checkers only.
    Subparsers = argparse._SubParsersAction[argparse.ArgumentParser]

COMMANDS = ("check", "schema")
"""All commands, in the order of the help; each is a module of this package."""


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
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # not every terminal can show every character
            stream.reconfigure(errors="backslashreplace")
    options = parser().parse_args(arguments)
    status: int = options.run(options)
    return status


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands and their options."""
    made = argparse.ArgumentParser(prog="medterm", description="Work with files of medical terms.")
    made.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = made.add_subparsers(required=True, metavar="COMMAND")
    for name in COMMANDS:
        command = cast("Command", import_module(f"{__package__}.{name}"))
        command.add_to(commands).set_defaults(run=command.run)
    return made
