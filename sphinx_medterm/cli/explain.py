"""``medterm explain``: explain types of warnings."""

from __future__ import annotations

import argparse
import json
import os
import sys
from typing import TYPE_CHECKING

from sphinx_medterm.diagnostics import Subtype
from sphinx_medterm.reports.explanation_lines import explanation_lines, type_lines
from sphinx_medterm.reports.explanations import as_data, explanation, type_named
from sphinx_medterm.reports.terminal import (
    add_color_option,
    add_examples,
    painter,
    text_width,
    wants_color,
)

if TYPE_CHECKING:
    from sphinx_medterm.cli.main import Subparsers

EXAMPLES = {
    "medterm explain": "list all types",
    "medterm explain unknown": "explain the warning [medterm.unknown]",
}


def add_to(commands: Subparsers) -> argparse.ArgumentParser:
    """Add the command with its options, and return its parser."""
    explain = commands.add_parser(
        "explain",
        help="explain what a warning means, and how to fix it",
        description="Explain a type of warning: what it means, its usual causes, an example, the "
        "fix, and how to silence it. You find the type at the end of each message, in a build and "
        "in `medterm check`.",
    )
    explain.add_argument(
        "types",
        nargs="*",
        type=_type,
        default=[],  # or usage errors would ask for it
        metavar="TYPE",
        help="a type, such as `medterm.unknown` or `unknown`. If you name none, all are listed",
    )
    explain.add_argument(
        "--format", choices=("text", "json"), default="text", help="how to write the explanation"
    )
    add_color_option(explain)
    add_examples(explain, EXAMPLES)
    return explain


def _type(given: str) -> Subtype:
    """Read the name of a type.

    :raises argparse.ArgumentTypeError: if there is no such type.
    """
    try:
        return type_named(given)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def run(options: argparse.Namespace) -> int:
    """Print what types mean.

    :returns: the exit status: 0.
    """
    types = list(dict.fromkeys(options.types))
    if options.format == "json":
        explained = [as_data(explanation(subtype)) for subtype in types or Subtype]
        print(json.dumps({"version": 1, "types": explained}, indent=2))
        return 0
    paint = painter(wants_color(options.color, sys.stdout, os.environ))
    width = text_width()
    if types:
        shown = ("\n".join(explanation_lines(explanation(one), width, paint)) for one in types)
        print("\n\n".join(shown))
    else:
        print("\n".join(type_lines(Subtype, width, paint)))
    return 0
