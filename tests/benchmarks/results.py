"""The results of measures, and the table of them."""

from __future__ import annotations

import statistics
import textwrap
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tests.benchmarks.commands import Cost
from tests.benchmarks.measures import Measure

WIDTH = 100
MISSED = "*"
TOLERANCE = 0.05
"""How far a ratio may be above another that it is to be like: they vary so much from run to run."""


@dataclass(frozen=True)
class Result:
    """What the runs of a measure cost, pair by pair, ours first."""

    measure: Measure
    pairs: Sequence[tuple[Cost, Cost]]

    def __str__(self) -> str:
        ours, theirs = zip(*self.pairs, strict=True)
        return f"{self._median(ours)} against {self._median(theirs)}: {self.time:.2f} in time"

    @property
    def time(self) -> float:
        """The median of the ratios of time."""
        return statistics.median(
            self._seconds(ours) / self._seconds(theirs) for ours, theirs in self.pairs
        )

    @property
    def memory(self) -> float:
        """The median of the ratios of memory."""
        return statistics.median(ours.memory / theirs.memory for ours, theirs in self.pairs)

    def _median(self, costs: Sequence[Cost]) -> str:
        seconds = statistics.median(self._seconds(cost) for cost in costs)
        return f"{seconds:.1f} s, {statistics.median(cost.memory for cost in costs):.0f} MB"

    def _seconds(self, cost: Cost) -> float:
        return cost.wall if self.measure.wall else cost.processor


def compare(measure: Measure, runs: int) -> Result:
    """Run the two commands of a measure in turn, after a run of each that does not count."""
    measure.ours.run()
    measure.theirs.run()
    return Result(measure, [(measure.ours.run(), measure.theirs.run()) for _ in range(runs)])


def report(results: Sequence[Result], notes: Mapping[str, str]) -> str:
    """Write the table, and the notes on the measures in it."""
    rows = [("measure", "time", "memory", "reach"), *(_row(result, results) for result in results)]
    parts = [table(rows)]
    if any(MISSED in cell for row in rows for cell in row[1:3]):
        parts.append(f"{MISSED} misses what is to be reached")
    parts += [
        textwrap.fill(f"{result.measure.title}: {note}", WIDTH)
        for result in results
        if (note := notes.get(result.measure.name))
    ]
    return "\n\n".join(parts)


def table(rows: Sequence[Sequence[str]]) -> str:
    """Set a table in plain text."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in rows
    ]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])


def _row(result: Result, results: Sequence[Result]) -> tuple[str, str, str, str]:
    measure, reach = result.measure, result.measure.reach
    most = reach.time
    said = [f"{reach.time:g} time"] if reach.time is not None else []
    said += [f"{reach.memory:g} memory"] if reach.memory is not None else []
    if reach.like:
        other = next((each for each in results if each.measure.name == reach.like), None)
        most = other.time + TOLERANCE if other else None
        said.append("as plain pages")
    return (
        measure.title,
        _figure(result.time, most),
        "-" if measure.wall else _figure(result.memory, reach.memory),
        ", ".join(said) or "-",
    )


def _figure(ratio: float, most: float | None) -> str:
    return f"{ratio:.2f}" + (MISSED if most is not None and ratio > most else "")
