"""What the command line prints, run on files of the docs while these are built."""

from __future__ import annotations

import io
import os
import re
import shlex
from collections.abc import Sequence
from contextlib import chdir, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, ClassVar
from unittest.mock import patch

from docutils import nodes
from docutils.parsers.rst import directives
from medterm_reference import described_files
from medterm_words import WIDTH, wrapped
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata

from sphinx_medterm.cli.main import main

_COLOR = re.compile(r"\x1b\[[\d;]*+m")


def output_of(arguments: Sequence[str], folder: Path) -> tuple[int, str]:
    """Run a command in a folder.

    :returns: the exit status, and what a terminal of a usual width shows, without colours.
    """
    shown = io.StringIO()
    # The page must not depend on the terminal of whoever builds it.
    with (
        patch.dict(os.environ, {"COLUMNS": str(WIDTH)}),
        chdir(folder),
        redirect_stdout(shown),
        redirect_stderr(shown),
    ):
        try:
            status = main(arguments)
        except SystemExit as stopped:
            status = int(stopped.code or 0)
    return status, _COLOR.sub("", shown.getvalue())


class OutputDirective(SphinxDirective):
    """Shows a command and what it prints: ``.. medterm-output:: check terms.yaml``.

    The option ``folder`` names the folder in which it is run, relative to the page; ``status`` is
    the exit status that it must have, 0 if it is not given.
    """

    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[Any] = {
        "folder": directives.unchanged_required,
        "status": directives.nonnegative_int,
    }

    def run(self) -> list[nodes.Node]:
        """Run the command and show it as a block of code."""
        folder = Path(self.env.relfn2path(self.options.get("folder", "."))[1])
        if not folder.is_dir():
            raise self.error(f"{self.name}: there is no folder {self.options['folder']!r}")
        for file in [*folder.rglob("*.*"), *described_files()]:
            self.env.note_dependency(str(file))
        command = " ".join(self.arguments[0].split())
        try:
            arguments = shlex.split(command)
        except ValueError as error:
            raise self.error(f"{self.name}: {command}: {error}") from error
        status, printed = output_of(arguments, folder)
        expected = self.options.get("status", 0)
        if status != expected:
            said = f"'medterm {command}' has the exit status {status}, not {expected}"
            raise self.error(f"{self.name}: {said}; it prints:\n{printed}")
        text = f"$ medterm {command}\n{wrapped(printed)}"
        block = nodes.literal_block(text, text, language="console")
        self.set_source_info(block)
        return [block]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directive."""
    app.add_directive("medterm-output", OutputDirective)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
