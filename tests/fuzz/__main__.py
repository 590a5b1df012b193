"""The command line of the fuzzer; see the package."""

from __future__ import annotations

import argparse
import json
import random
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from types import FrameType

from hypothesis import HealthCheck, Phase, given, seed, settings

import tests.fuzz
from tests.fuzz import builds
from tests.fuzz.builds import Given
from tests.fuzz.core import CHECKS
from tests.fuzz.inputs import KINDS

SHARES = {"file": 25, "file name": 10, "name": 25, "text": 30, "page": 10}
"""How many of a hundred inputs are of each kind."""

BUILT = ("text", "name", "page")
STEP = 2_000
"""How many inputs are made at a time."""
BATCH = 200
"""How many of them are in one build."""
SLOW, HANGING = 1, 60
"""Seconds after which an input of usual length is too slow, and any is given up."""
USUAL = 50_000
"""The length of such an input; longer ones may take longer in proportion."""


class HangError(Exception):
    """An input that takes very long."""


@contextmanager
def limited() -> Iterator[None]:
    """Give up after a while."""

    def give_up(_signal: int, _frame: FrameType | None) -> None:
        raise HangError(f"more than {HANGING} seconds")

    signal.signal(signal.SIGALRM, give_up)
    signal.alarm(HANGING)
    try:
        yield
    finally:
        signal.alarm(0)


def made(kind: str, number: int, start: int) -> list[Given]:
    """Make inputs of a kind, the same ones for the same start."""
    found: dict[Given, None] = {}

    @seed(start)
    @settings(
        max_examples=number,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=[*HealthCheck],
    )
    @given(KINDS[kind]())
    def collect(content: str) -> None:
        found[Given(kind, content)] = None

    collect()
    return [*found]


def fault_of(one: Given) -> str:
    """Return what is wrong with an input by itself; empty if nothing is."""
    start = time.process_time()
    try:
        with limited():
            fault = next(CHECKS[one.kind](one.content), "") if one.kind in CHECKS else ""
    except Exception as error:  # whatever it is, it is a fault
        return builds._told(error)
    taken = time.process_time() - start
    is_slow = taken > SLOW * max(1, len(one.content) / USUAL)
    return fault or (f"takes {taken:.1f} s" if is_slow else "")


class Report:
    """What has been found, and how many inputs there were."""

    def __init__(self, folder: Path) -> None:
        self.counts: Counter[str] = Counter()
        self.faults: Counter[str] = Counter()
        self._folder = folder

    def note(self, one: Given, fault: str) -> None:
        """Keep an input that something is wrong with; of one kind of fault, a few."""
        kind = " ".join(word for word in fault.split() if not any(map(str.isdigit, word)))[:60]
        self.faults[kind] += 1
        if self.faults[kind] > 3:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        data = json.dumps({"kind": one.kind, "content": one.content, "fault": fault}, indent=1)
        file = self._folder / f"{sha256(data.encode()).hexdigest()[:12]}.json"
        file.write_text(data + "\n", encoding="utf-8")
        print(f"{file}: {one.kind}: {fault}", flush=True)


def run(inputs: Sequence[Given], report: Report) -> None:
    """Try inputs by themselves, and those that can be built, together."""
    sound = []
    for one in inputs:
        report.counts[one.kind] += 1
        if fault := fault_of(one):
            report.note(one, fault)
        elif one.kind in BUILT:
            sound.append(one)
    for start in range(0, len(sound), BATCH):
        for one, fault in builds.guilty(sound[start : start + BATCH]):
            report.note(one, fault)


def main() -> None:
    """Make inputs until there are enough."""
    parser = argparse.ArgumentParser(
        description=tests.fuzz.__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("file", type=Path, nargs="*", help="inputs to try again")
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--kind", choices=KINDS, action="append")
    parser.add_argument("--seed", type=int, default=random.randrange(2**32))  # noqa: S311
    parser.add_argument("--failures", type=Path, default=Path("fuzz-failures"))
    options = parser.parse_args()
    report = Report(options.failures)
    began, seed_of_batch = time.monotonic(), options.seed
    if options.file:
        run([read(file) for file in options.file], report)
    else:
        print(f"--seed {options.seed}", flush=True)
        while report.counts.total() < options.inputs:
            for kind in options.kind or KINDS:
                share = 100 if options.kind else SHARES[kind]
                run(made(kind, STEP * share // 100, seed_of_batch), report)
                taken = time.monotonic() - began
                print(f"{report.counts.total()} inputs, {taken:.0f} s", file=sys.stderr, flush=True)
            seed_of_batch += 1
    counts = ", ".join(f"{number} × {kind}" for kind, number in sorted(report.counts.items()))
    print(f"{counts}; {time.monotonic() - began:.0f} s; {report.faults.total()} failures")
    sys.exit(1 if report.faults else 0)


def read(file: Path) -> Given:
    """Return an input that was written because something was wrong with it."""
    found = json.loads(file.read_text(encoding="utf-8"))
    return Given(found["kind"], found["content"])


if __name__ == "__main__":
    main()
