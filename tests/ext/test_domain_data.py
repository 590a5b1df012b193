"""What is kept of pages: noted, forgotten, and taken over from parallel processes."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_medterm.ext.reading.domain_data import DomainData
from sphinx_medterm.ext.reading.running_text import PageProse
from sphinx_medterm.ext.reading.uses import collect_uses

from .conftest import read_page

PAGES = {
    "empty": "Nothing.",
    "a": ":medterm:`ant` :medterm:def:`ant`",
    "b": ".. medterm:: bee\n\n.. medterm:glossary::\n   :used:\n",
    "c": "\n\n:medterm:abbr:`C`",
    "d": ":any:`ant`",
}
READ = {docname: collect_uses(read_page(text)) for docname, text in PAGES.items()}
PROSE = {"c", "empty"}
"""The pages whose running text is kept."""
TITLES = {"a", "empty"}
"""The pages with a label of an entry."""


def fresh() -> dict[str, Any]:
    """Return the data of a domain that has read nothing."""
    return deepcopy(dict(DomainData.INITIAL))


def note(data: dict[str, Any], docname: str) -> None:
    """Read a page."""
    DomainData(data).note_page(docname, READ[docname], ())
    if docname in PROSE:
        DomainData(data).note_prose(docname, {(): PageProse.of([PAGES[docname]])})
    if docname in TITLES:
        DomainData(data).note_titles(docname, {"label": docname})


def noted(*docnames: str) -> dict[str, Any]:
    """Read pages."""
    data = fresh()
    for docname in docnames:
        note(data, docname)
    return data


def test_a_page_that_takes_nothing_is_not_kept() -> None:
    """Unless its running text is, in which names may be linked."""
    data = fresh()
    DomainData(data).note_page("empty", READ["empty"], ())
    assert data == fresh()
    note(data, "empty")
    assert (DomainData(data).uses, [*DomainData(data).prose]) == ({}, ["empty"])


def test_a_page_that_is_forgotten_leaves_nothing() -> None:
    """Whether it was there or not."""
    data = noted("a", "b")
    for docname in ("c", "empty"):
        note(data, docname)
        DomainData(data).forget(docname)
    DomainData(data).forget("nowhere")
    assert data == noted("a", "b")


def test_entries_are_listed_again_after_a_page_is_forgotten() -> None:
    """Sphinx forgets what it has listed for the page."""
    data = noted("a", "b")
    kept = DomainData(data)
    kept.note_lists("digest", "terms")
    assert (kept.listed, kept.std_terms) == ("digest", "terms")
    kept.forget("a")
    assert (kept.listed, kept.std_terms) == ("", "terms")


CHANGES: dict[str, tuple[Callable[[dict[str, Any]], None], bool]] = {
    "read with": (lambda data: note(data, "a"), False),
    "read without": (lambda data: note(data, "b"), True),
    "merged with": (lambda data: DomainData(data).merge({"a"}, noted("a")), False),
    "merged without": (lambda data: DomainData(data).merge({"b"}, noted("a", "b")), True),
    "removed with": (lambda data: DomainData(data).forget("empty"), False),
    "removed without": (lambda data: DomainData(data).forget("b"), True),
}
"""Changes of pages with and without titles, and whether the titles that were made stay right."""


@pytest.mark.parametrize("change", CHANGES)
def test_titles_are_made_again_after_a_page_with_any_has_changed(change: str) -> None:
    """Whether it was read here or in another process, or was removed."""
    act, is_right = CHANGES[change]
    data = noted("b", "empty")
    DomainData(data).note_titles_made("project", "words")
    act(data)
    assert DomainData(data).titles_made == (("project", "words") if is_right else ("", ""))


@given(
    st.lists(st.sampled_from([*PAGES]), unique=True),
    st.integers(0, 5),
    st.sets(st.sampled_from([*PAGES])),
)
def test_parallel_reading_is_as_serial(order: list[str], cut: int, before: set[str]) -> None:
    """Law: whatever pages are read in which process, and were there before."""
    ours, mine, theirs = noted(*sorted(before)), order[:cut], order[cut:]
    for docname in order:
        DomainData(ours).forget(docname)
    chunks = [pickle.loads(pickle.dumps(ours)) for _ in range(2)]  # noqa: S301
    for chunk, docnames in zip(chunks, (mine, theirs), strict=True):
        for docname in docnames:
            note(chunk, docname)
        DomainData(ours).merge({*docnames}, pickle.loads(pickle.dumps(chunk)))  # noqa: S301
    assert ours == noted(*sorted(before | {*order}))


def test_data_of_a_domain_are_plain_but_for_types_of_ours() -> None:
    """They can be pickled, and are equal afterwards."""
    data = noted(*PAGES)
    assert pickle.loads(pickle.dumps(data)) == data  # noqa: S301
