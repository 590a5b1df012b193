"""What commands print, as the docs show it: ``python -m tests.samples`` writes it again.

With ``--programs FOLDER``, the programs of another environment are run, and nothing is written: a
sample that they print in another way is a failure. ``NAME...`` chooses samples by their beginnings.
"""

from __future__ import annotations

import argparse
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[1]
DOCS = ROOT / "docs"
sys.path.insert(0, str(DOCS / "_ext"))

from medterm_words import wrapped  # noqa: E402

FOLDER = DOCS / "samples"

MODULES = {"sphinx-build": "sphinx", "medterm": "sphinx_medterm"}
"""The modules that commands run, so that no environment has to be activated."""


class Sample(NamedTuple):
    """A command with what it prints or writes; its fields are explained in ``samples.toml``."""

    name: str
    project: str
    run: str
    edits: tuple[tuple[str, str, str], ...] = ()
    status: int = 0
    prompt: bool = False
    wrap: bool = False
    file: str = ""
    first: str = ""
    last: str = ""

    @property
    def shown_in(self) -> Path:
        """The file that the pages include."""
        return FOLDER / f"{self.name}.txt"

    def shown(self, programs: Path | None = None) -> str:
        """Run the command in a copy of its project, and return what is shown of the result.

        :param programs: a folder with the programs to run; default: run the code beside this file.
        :raises AssertionError: if an edit does not fit, or the exit status is another one.
        """
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name).resolve()
            shutil.copytree(DOCS / self.project, folder / "docs")
            for edited, old, new in self.edits:
                _replace(folder / edited, old, new)
            printed = self._output(folder, programs)
            text = (folder / self.file).read_text("utf-8") if self.file else printed
        prompt = f"$ {self.run}\n" if self.prompt else ""
        return prompt + self._part_of(text.replace(str(folder), "…"))

    def _output(self, folder: Path, programs: Path | None) -> str:
        program, *arguments = shlex.split(self.run)
        here = [sys.executable, "-m", MODULES[program]]
        if program == "sphinx-build":  # Sphinx before 8 does not show the types by itself
            arguments += ["-D", "show_warning_types=1"]
        done = subprocess.run(
            [*([str(programs / program)] if programs else here), *arguments],
            cwd=folder,
            env={
                **os.environ,
                "PYTHONPATH": "" if programs else str(ROOT),
                "NO_COLOR": "1",
                "COLUMNS": "100",
            },
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == self.status, f"{self.name}: {self.run}\n{done.stdout}"
        return done.stdout

    def _part_of(self, text: str) -> str:
        lines = text.splitlines()
        start = _index_of(self.first, lines) if self.first else 0
        end = _index_of(self.last, lines) + 1 if self.last else len(lines)
        part = "".join(f"{line.rstrip()}\n" for line in lines[start:end])
        return wrapped(part) if self.wrap else part


def _replace(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert text.count(old) == 1, f"{file.name} has {text.count(old)} times {old!r}"
    file.write_text(text.replace(old, new), encoding="utf-8")


def _index_of(beginning: str, lines: list[str]) -> int:
    return next(number for number, line in enumerate(lines) if line.startswith(beginning))


def samples() -> list[Sample]:
    """Return all samples of the documentation."""
    listed = tomllib.loads(FOLDER.joinpath("samples.toml").read_text("utf-8"))
    return [_sample(name, fields) for name, fields in listed.items()]


def _sample(name: str, fields: dict[str, Any]) -> Sample:
    first, last = fields.pop("from", ""), fields.pop("to", "")
    edits = tuple(tuple(edit) for edit in fields.pop("edits", ()))
    return Sample(name, edits=edits, first=first, last=last, **fields)


def main() -> None:
    """Write or compare samples."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", default=[""], metavar="NAME")
    parser.add_argument("--programs", type=Path)
    given = parser.parse_args()
    chosen = [sample for sample in samples() if sample.name.startswith(tuple(given.names))]
    for sample in chosen or parser.error("there is no such sample"):
        shown = sample.shown(given.programs)
        if not given.programs:
            sample.shown_in.write_text(shown, encoding="utf-8")
        elif shown != sample.shown_in.read_text("utf-8"):
            sys.exit(f"{sample.shown_in} is not what is printed:\n{shown}")
        print(sample.shown_in)


if __name__ == "__main__":
    main()
