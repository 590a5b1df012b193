"""XeLaTeX judges entries in all places where a directive can stand."""

from __future__ import annotations

from tests.builds.conftest import Project
from tests.builds.test_entries_in_places import write_all
from tests.judges.printed import not_in, typeset


def test_an_entry_can_be_typeset_wherever_it_is(project: Project) -> None:
    """In tables of all kinds, notes, lists, footnotes and legends, with all of its conditions."""
    keys = write_all(project)
    book = typeset(project.build("latex").out)
    assert not_in(book, [f"{key}-7" for key in keys]) == []
