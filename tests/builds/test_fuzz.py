"""Some texts, names and pages of strangers, and those that something was once wrong with, built."""

from __future__ import annotations

from pathlib import Path

from tests.fuzz import builds
from tests.fuzz.__main__ import BUILT, made, read

FOUND = sorted(Path(__file__).parents[1].joinpath("fuzz", "found").glob("*.json"))


def test_builds_of_what_strangers_write_are_well_formed() -> None:
    """In every format; the fuzzer tries many more, on demand."""
    inputs = [*made("text", 40, 1), *made("name", 20, 1), *made("page", 20, 1)]
    assert list(builds.faults(inputs)) == []


def test_builds_of_what_was_once_wrong_are_well_formed() -> None:
    """Each is one of a kind of fault that has been mended."""
    inputs = [one for one in map(read, FOUND) if one.kind in BUILT]
    assert list(builds.faults(inputs)) == []
