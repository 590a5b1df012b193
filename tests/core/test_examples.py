"""The examples that Hypothesis makes up are the same in every run, unless others are asked for."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st


def examples() -> list[object]:
    """Make up some examples."""
    made: list[object] = []

    @settings(settings.get_profile("same"))
    @given(st.one_of(st.integers(), st.text(), st.binary(), st.floats(allow_nan=False)))
    def note(example: object) -> None:
        made.append(example)

    note()
    return made


def test_examples_do_not_depend_on_the_modules_that_are_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else they would change with the order of the tests, and with every constant in the code."""
    before = examples()
    constants = [value for n in range(1000, 1100) for value in (n, n / 7, f"text {n}", b"%d" % n)]
    tmp_path.joinpath("constants_of_ours.py").write_text(f"X = {constants}\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setitem(sys.modules, "constants_of_ours", import_module("constants_of_ours"))
    assert examples() == before
