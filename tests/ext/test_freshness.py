"""Which pages are written again: those that show something else than when they were written."""

from __future__ import annotations

from collections.abc import Callable, Collection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_medterm.ext.project import freshness
from sphinx_medterm.ext.project.build import Build
from sphinx_medterm.ext.project.page_contents import PageContents
from sphinx_medterm.termbase.own_files import kept_json

from .conftest import Project

DATA: dict[str, Any] = {"terms": {"ant": {"definition": "x"}, "bee": {"definition": "y"}}}
PAGES = {
    "index": "None.",
    "a": ":medterm:`ant`",
    "b": ":medterm:`bee`",
    "w": ".. medterm:glossary::\n",
}
OTHER_ANT = {"terms": {**DATA["terms"], "ant": {"definition": "z"}}}
OTHER_BEE = {"terms": {**DATA["terms"], "bee": {"definition": "z"}}}


@pytest.fixture
def project(on_disk: Project) -> Project:
    """Give a project of four pages that keeps files."""
    return on_disk.but(data=DATA, pages=PAGES)


def write(project: Project, only: Collection[str] = (), fails: bool = False) -> set[str]:
    """Build, and write pages: those that are stale, or only some.

    :returns: the pages that were stale.
    """
    build = project.build()
    stale = freshness.stale_pages(build)
    freshness.begin_writing(build)
    build.resolved_pages |= {*only} or {*stale}
    if not fails:
        freshness.finish_writing(build)
    return {*stale}


def digest_files(project: Project) -> list[Path]:
    """List the files of digests."""
    return [file for file in project.folder.glob("medterm-*.json") if "names" not in file.name]


def test_all_pages_are_stale_at_first_and_none_afterwards(project: Project) -> None:
    """Whether they take something from the termbase or not."""
    assert write(project) == {*PAGES}
    assert write(project) == set()


@pytest.mark.parametrize(
    ("edit", "stale"),
    [
        (lambda project: project, set()),
        (lambda project: project.but(data=OTHER_ANT), {"a", "w"}),
        (lambda project: project.but_page(index=":medterm:`bee`"), {"index"}),
        (lambda project: project.but_page(b=".. medterm:: bee\n"), {"b", "w"}),
        (lambda project: project.but_page(new="None."), {"new"}),
        (lambda project: project.but(pages={"index": "", "w": PAGES["w"]}), set()),
        (lambda project: project.but(contents={"index": ["b"]}), set()),
        (lambda project: project.but(tags=["long"]), set()),
        (lambda project: project.set(medterm_cards="text"), {"a", "b", "w"}),
        (lambda project: project.but(fields={"a": {"medterm-cards": "off"}}), {"a"}),
        (lambda project: project.set(medterm_files=["other.yaml"]), set()),
    ],
)
def test_an_edit_makes_just_those_pages_stale_that_show_it(
    project: Project, edit: Callable[[Project], Project], stale: set[str]
) -> None:
    """There, and back again, when pages that were gone are new."""
    write(project)
    edited = edit(project)
    assert write(edited) == stale
    assert write(edited) == set()
    assert write(project) == (stale & PAGES.keys()) | (PAGES.keys() - edited.pages.keys())


ABBREVIATED = {"terms": {"ant": {"definition": "x", "abbreviations": ["AN"]}}}


@pytest.mark.parametrize(
    ("edit", "stale"),
    [
        (lambda project: project.but(tags=["long"]), {"index", "a"}),
        (lambda project: project.but(contents={"index": ["b", "a"]}), {"a", "b"}),
        (lambda project: project.but(std_terms={"owl": ("w", "term-owl")}), {"std"}),
        (lambda project: project.set(gettext_compact=False), {"index", "a", "b", "std", "w"}),
    ],
)
def test_what_is_neither_data_nor_text_makes_pages_stale(
    on_disk: Project, edit: Callable[[Project], Project], stale: set[str]
) -> None:
    """Tags, the order of pages, terms of Sphinx's own, and the names of catalogues."""
    abbreviated = ":medterm:abbr:`AN`"
    project = on_disk.but(
        data=ABBREVIATED,
        pages={
            "index": f".. only:: long\n\n   {abbreviated}\n",
            "a": abbreviated,
            "b": abbreviated,
            "std": ":std:term:`owl`",
            "w": ".. medterm:glossary::\n",
        },
        contents={"index": ["a", "b"]},
        config={"medterm_first_use": "project"},
    )
    write(project)
    assert write(edit(project)) == stale
    assert write(edit(project)) == set()


def test_all_pages_are_stale_for_another_version(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also those that take nothing from the termbase."""
    write(project)
    monkeypatch.setattr(freshness, "code_digest", lambda: "other")
    assert write(project) == {*PAGES}


def test_pages_that_were_not_written_stay_stale(project: Project) -> None:
    """If a build writes only some, such as those that it was told to."""
    write(project)
    other = project.but(data=OTHER_ANT)
    assert write(other, only=["w"]) == {"a", "w"}
    assert write(other, only=["b"]) == {"a"}
    assert write(other) == {"a"}
    assert write(other) == set()


def test_all_pages_are_stale_when_writing_was_interrupted(project: Project) -> None:
    """Nobody knows how far it came."""
    write(project)
    assert write(project.but(data=OTHER_ANT), fails=True) == {"a", "w"}
    assert write(project) == {*PAGES}


def test_nothing_is_lost_when_a_build_fails_before_it_writes(project: Project) -> None:
    """Pages on disk are as they were."""
    write(project)
    freshness.stale_pages(project.but(data=OTHER_ANT).build())
    assert write(project) == set()
    assert write(project.but(data=OTHER_BEE)) == {"b", "w"}


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[broken",
        "null",
        "[]",
        "{}",
        "5",
        '{"project": "", "pages": {}}',
        '{"project": "", "pages": [], "findings": ["", [], []]}',
        '{"project": "", "pages": null, "findings": ["", [], []]}',
        '{"project": "", "pages": {}, "findings": null}',
        '{"project": "", "pages": {}, "findings": ["", [], [[1]]]}',
        '{"project": "", "pages": {}, "findings": ["", 5, []]}',
        '{"project": "", "pages": {}, "findings": ["", [], []], "more": 1}',
        "[" * 100_000,
    ],
)
def test_damaged_digests_are_not_trusted(project: Project, content: str) -> None:
    """All pages are written."""
    write(project)
    (file,) = digest_files(project)
    file.write_text(content, encoding="utf-8")
    assert write(project) == {*PAGES}
    assert write(project) == set()


def test_digests_are_kept_for_each_output_folder(project: Project) -> None:
    """What one builder has written, another has not."""
    for builder in ("html", "text", "dirhtml"):
        assert write(project.but(builder=builder)) == {*PAGES}
    assert len(digest_files(project)) == 3
    assert write(project.but(data=OTHER_ANT)) == {"a", "w"}
    assert write(project.but(data=OTHER_ANT, builder="text")) == {"w"}
    assert write(project.but(data=OTHER_ANT, builder="dirhtml")) == {"a", "w"}


def test_what_was_written_is_read_back(project: Project) -> None:
    """The digests of all pages, and what was wrong with the use of terms."""
    wrong = project.but_page(a=":medterm:`xyz`")
    write(wrong)
    (file,) = digest_files(project)
    kept = kept_json(file)
    assert kept.keys() == {"project", "pages", "findings"}
    build = wrong.build()
    assert freshness.stale_pages(build) == []
    assert build.digests == kept["pages"] == freshness.page_digests(build, PageContents(build))
    assert build.findings.unknown == ("xyz",)


def test_nothing_is_worked_out_when_nothing_has_changed(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No page is looked at, and the file of digests is left as it is."""
    write(project)
    asked: list[Build] = []
    monkeypatch.setattr(freshness, "PageContents", asked.append)
    build = project.build()
    assert freshness.stale_pages(build) == []
    before = [file.stat() for file in digest_files(project)]
    freshness.finish_writing(build)
    assert [file.stat() for file in digest_files(project)] == before
    assert asked == []


edits = st.sampled_from(
    [
        {"data": OTHER_ANT},
        {"data": OTHER_BEE},
        {"pages": {**PAGES, "b": ".. medterm:: bee\n"}},
        {"pages": {**PAGES, "index": ":medterm:`xyz`"}},
        {"pages": {"index": "None.", "w": PAGES["w"]}},
        {"config": {"medterm_cards": "text"}},
        {"fields": {"a": {"medterm-cards": "off"}}},
        {},
    ]
)
steps = st.lists(
    st.tuples(edits, st.sets(st.sampled_from([*PAGES])), st.sampled_from([False, False, True])),
    max_size=6,
)


@settings(max_examples=40)
@given(steps)
def test_stale_pages_are_those_that_differ_from_what_is_on_disk(
    history: list[tuple[dict[str, Any], set[str], bool]],
) -> None:
    """Law: whatever was edited, written, left out, or broke off in between."""
    with TemporaryDirectory() as folder:
        project = Project(data=DATA, pages=PAGES, folder=Path(folder))
        on_disk: dict[str, str] = {}
        for edit, only, fails in history:
            edited = project.but(**edit)
            build = edited.build()
            digests = freshness.page_digests(build, PageContents(build))
            stale = {doc for doc, digest in digests.items() if on_disk.get(doc) != digest}
            assert write(edited, only, fails) == stale
            written = only or stale
            left = {doc: old for doc, old in on_disk.items() if doc in digests}
            new = {doc: digest for doc, digest in digests.items() if doc in written}
            on_disk = {} if fails else left | new
