"""The lines of data files on which texts mention something."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

import pytest

from sphinx_medterm.records.collected import Records
from sphinx_medterm.termbase.data_files import DataFiles
from sphinx_medterm.termbase.exact_places import ExactPlaces

from .conftest import Load


def test_files_are_read_once_for_places_that_change_between_them(
    load: Load, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A glossary is sorted by label, so its warnings come from all files in turn."""
    text = "terms:\n" + "".join(
        f"  {{0}}{number}:\n    definition: |\n      see\n      `x <https://example.org/{number}>`__\n"
        for number in range(5)
    )
    reads: list[Path] = []
    records = DataFiles.records

    def counted(files: DataFiles, name: Path, known: Collection[bytes]) -> Records:
        reads.append(name)
        return records(files, name, known)

    monkeypatch.setattr(DataFiles, "records", counted)
    termbase = load({f"{name}.yaml": text.format(name) for name in "abc"})
    places = ExactPlaces(termbase)
    reads.clear()
    for number in range(5):
        for name in "abc":
            place = places.of_link(f"{name}{number}", f"https://example.org/{number}")
            assert str(place) == f"{name}.yaml:{4 * number + 5}"
    assert sorted(map(str, reads)) == ["a.yaml", "b.yaml", "c.yaml"]
