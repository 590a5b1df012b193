"""Commands that are measured, and what each run of them costs."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from tests.benchmarks.projects import DATA, Project

LAUNCHER = str(Path(__file__).with_name("launcher.py"))

STORE = "medterm.sqlite"
"""The file, among the pages that were read, in which compiled data files are kept."""

PLAIN_YAML = "import yaml; yaml.load(open({!r}, encoding='utf-8'), Loader=yaml.CSafeLoader)"
LOAD = (
    "from pathlib import Path; from sphinx_medterm.termbase.load import load_termbase; "
    "load_termbase([Path({!r})])"
)

Start = Literal["nothing", "store", "last build"]
"""What a build finds: nothing, the compiled data files only, or all that the last build left."""


@dataclass(frozen=True)
class Cost:
    """What one run of a command has cost.

    :ivar processor: seconds of processor time, of all its processes.
    :ivar wall: seconds from start to end.
    :ivar memory: MB, of the largest of its processes.
    """

    processor: float
    wall: float
    memory: float


@dataclass(frozen=True)
class Command:
    """A command, and what has to be done before each run of it, which is not measured."""

    arguments: Sequence[str]
    prepare: Callable[[], object]

    def run(self) -> Cost:
        """Run it once.

        :raises RuntimeError: if it fails.
        """
        self.prepare()
        process = subprocess.run(
            [sys.executable, "-I", "-S", LAUNCHER, *self.arguments], capture_output=True, text=True
        )
        code, processor, wall, kilobytes = map(float, process.stdout.split())
        if code:
            said = process.stderr[-2000:]
            raise RuntimeError(f"failed: {' '.join(self.arguments)}\n{said}")
        return Cost(processor, wall, kilobytes / 1024)


def build(
    project: Project, *options: str, start: Start = "nothing", edited: str | None = None
) -> Command:
    """Build a project as web pages; a warning is a failure, since it may mean less work done.

    :param edited: key of the term whose definition is changed before each run.
    """
    output = project.folder / "_build"

    def prepare() -> None:
        project.ensure()
        if start != "last build":
            _remove(output, keep_store=start == "store")
        if edited is not None:
            _edit(project.folder / DATA, edited)

    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "html", *options]
    return Command([*command, str(project.folder), str(output)], prepare)


def load(project: Project) -> Command:
    """Read, check and compile the data file of a project."""
    return _python(project, LOAD)


def load_plain_yaml(project: Project) -> Command:
    """Read the data file of a project with PyYAML alone, which neither checks nor knows lines."""
    return _python(project, PLAIN_YAML)


def _python(project: Project, code: str) -> Command:
    file = str(project.folder / DATA)
    return Command([sys.executable, "-c", code.format(file)], project.ensure)


def _remove(output: Path, *, keep_store: bool) -> None:
    """Remove the output, but for the compiled data files if they are there and to be kept."""
    store = output / ".doctrees" / STORE
    kept = output.with_name(STORE)
    if keep_store and store.exists():
        store.replace(kept)
    shutil.rmtree(output, ignore_errors=True)
    if kept.exists():
        store.parent.mkdir(parents=True)
        kept.replace(store)


def _edit(file: Path, key: str) -> None:
    """Change the definition of a term to one that it has never had."""
    text = file.read_text(encoding="utf-8")
    pattern = re.compile(
        rf"^(  {key}:\n    label: .*\n    definition: ')(?:edit (\d+) )?", re.MULTILINE
    )
    edited, number = pattern.subn(
        lambda found: f"{found[1]}edit {int(found[2] or 0) + 1} ", text, count=1
    )
    if number != 1:
        raise ValueError(f"no term {key} in {file}")
    file.write_text(edited, encoding="utf-8")
