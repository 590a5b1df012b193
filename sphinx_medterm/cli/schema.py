"""``medterm schema``: print the JSON Schema of data files."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_medterm.diagnostics import file_name
from sphinx_medterm.reports.terminal import add_examples

if TYPE_CHECKING:
    from sphinx_medterm.cli.main import Subparsers


def add_to(commands: Subparsers) -> argparse.ArgumentParser:
    """Add the command with its options, and return its parser."""
    schema = commands.add_parser(
        "schema",
        help="print the JSON Schema of data files",
        description="Print the JSON Schema of data files. With it, editors complete the names of "
        "fields and mark errors while you type.",
    )
    schema.add_argument(
        "-o", "--output", type=Path, metavar="FILE", help="write the schema to a file"
    )
    add_examples(schema, {"medterm schema -o medterm.schema.json": "write the schema to a file"})
    return schema


def run(options: argparse.Namespace) -> int:
    """Print the schema, or write it to a file.

    :returns: the exit status: 0, or 2 if the file cannot be written.
    """
    from sphinx_medterm.records.json_schema import json_schema  # other commands need no model

    text = json.dumps(json_schema(), indent=2, ensure_ascii=False) + "\n"
    if not options.output:
        sys.stdout.write(text)
        return 0
    try:
        options.output.write_text(text, encoding="utf-8")
    except OSError as error:
        print(f"medterm: {file_name(options.output)}: {error.strerror}", file=sys.stderr)
        return 2
    return 0
