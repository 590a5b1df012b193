"""What is reported of the examples that explain the types of warning.

``python -m tests.builds.explained`` runs the examples and writes their messages for the package.
"""

from __future__ import annotations

import io
import json
import tempfile
from collections.abc import Mapping
from contextlib import chdir, redirect_stdout
from pathlib import Path
from typing import Any

from sphinx_medterm.cli.main import main as medterm
from sphinx_medterm.diagnostics import Subtype
from sphinx_medterm.reports.explanations import BUILD, MESSAGES, Explanation, explanation

from .conftest import Project

UNSAID: dict[str, str] = {"conf.py": "", "index.rst": "Terms\n=====\n"}
"""The files of a project that has nothing to say in an example."""


def reported(
    command: str, files: Mapping[str, str], *options: str, builder: str = "", **conf: Any
) -> list[str]:
    """List what a command reports of a project.

    :param command: ``build``, or a form of ``medterm check``.
    :param options: further ones of the latter.
    :param builder: the builder of the former; default: ``html``.
    :param conf: further settings of the former.
    """
    with tempfile.TemporaryDirectory() as folder:
        project = Project(Path(folder).resolve())
        project.write({**UNSAID, **files})
        if command == BUILD:
            found = project.build(builder or "html", check=False, **conf).warnings
            return [line.replace(f"{project.src.as_posix()}/", "") for line in found]
        printed = io.StringIO()
        with chdir(project.src), redirect_stdout(printed):
            medterm([*command.split(), "--quiet", *options])
        return printed.getvalue().splitlines()


def messages_of(explained: Explanation) -> list[str]:
    """List what is reported of an example."""
    return reported(explained.reported_by[0], explained.example, builder=explained.builder)


def main() -> None:
    """Write the messages of all examples."""
    found = {str(subtype): messages_of(explanation(subtype)) for subtype in Subtype}
    MESSAGES.write_text(f"{json.dumps(found, indent=2, ensure_ascii=False)}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
