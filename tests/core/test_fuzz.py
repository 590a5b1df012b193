"""Some inputs of strangers in each run, and those that something was once wrong with."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fuzz.__main__ import fault_of, made, read
from tests.fuzz.core import CHECKS

FOUND = sorted(Path(__file__).parents[1].joinpath("fuzz", "found").glob("*.json"))


@pytest.mark.parametrize("kind", CHECKS)
def test_nothing_is_wrong_with_what_strangers_write(kind: str) -> None:
    """The fuzzer tries many more, on demand."""
    inputs = made(kind, 60, 1)
    assert len(inputs) > 20
    assert {one.content: fault for one in inputs if (fault := fault_of(one))} == {}


@pytest.mark.parametrize("file", FOUND, ids=lambda file: file.stem)
def test_what_was_once_wrong_is_right(file: Path) -> None:
    """Each is one of a kind of fault that has been mended."""
    assert fault_of(read(file)) == ""
