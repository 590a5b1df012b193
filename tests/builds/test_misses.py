"""Names that miss their term: told once each, with counts, the same in every kind of build."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Build, Project

PAGES = {
    "index.rst": "I\n=\n\n.. toctree::\n\n   a\n   b\n\n.. medterm:: hemoglobin\n",
    "a.rst": "A\n=\n\n:medterm:`anemai` and\n:medterm:`anemai`.\n",
    "b.rst": "B\n=\n\nText.\n\n:medterm:`anemai`, :medterm:`zebra`, :medterm:def:`xyzzy`\n",
}
UNKNOWN = "a.rst:4: WARNING: unknown term 'anemai', mentioned 3 times on 2 pages (did you mean 'an"
NO_ENTRY = "b.rst:6: WARNING: the term 'zebra' has no entry on any page, so it is not linked"
OTHER = "b.rst:6: WARNING: unknown term 'xyzzy' (run 'medterm explain unknown') [medterm.unknown]"
ALL = [UNKNOWN, NO_ENTRY, OTHER]


@pytest.mark.parametrize("parallel", [0, 2])
@pytest.mark.parametrize("builder", ["html", "latex", "gettext"])
def test_each_name_is_told_once_with_its_count(
    project: Project, parallel: int, builder: str
) -> None:
    """At its first mention in the order of pages, however the pages are built."""
    project.write(PAGES)
    project.build(builder, parallel=parallel, warns=ALL)


def test_a_build_without_changes_tells_the_same(project: Project) -> None:
    """What is wrong stays known until it is mended."""
    project.write(PAGES)
    project.build(warns=ALL)
    assert not project.build(warns=ALL).written
    project.write({"terms.yaml": project.src.joinpath("terms.yaml").read_text("utf-8") + "\n"})
    project.build(warns=ALL)


def test_a_page_that_is_read_again_moves_the_place(project: Project) -> None:
    """Lines are those of the pages as they are now."""
    project.write(PAGES)
    project.build(warns=ALL)
    project.write({"a.rst": "A\n=\n\nMore.\n\n:medterm:`anemai` and :medterm:`anemai`.\n"})
    project.build(warns=[UNKNOWN.replace(":4:", ":6:"), NO_ENTRY, OTHER])
    project.write({"a.rst": "A\n=\n"})
    project.build(warns=["b.rst:6: WARNING: unknown term 'anemai' (did", NO_ENTRY, OTHER])


def test_a_new_term_heals_the_pages_that_missed_it(project: Project) -> None:
    """They are written again, and nothing is told of the name any more."""
    project.write(PAGES)
    project.build(warns=ALL)
    terms = project.src.joinpath("terms.yaml").read_text("utf-8")
    project.write({"terms.yaml": f"{terms}  anemai: {{definition: x}}\n"})
    built = project.build(warns=["'anemai' has no entry", NO_ENTRY, OTHER])
    assert not built.read


def test_a_name_is_ignored_as_sphinx_does(page: Build) -> None:
    """``nitpick_ignore`` and its patterns hold for terms as well."""
    page(
        ":medterm:`one` :medterm:`two`",
        nitpicky=True,
        nitpick_ignore=[("medterm:term", "one")],
        nitpick_ignore_regex=[("medterm:.*", "tw.")],
    )


def test_names_of_other_projects_are_looked_up_in_every_build(
    page: Build, project: Project, tmp_path: Path
) -> None:
    """An inventory that comes is noticed, though no page mentions anything else."""
    there = Project(tmp_path / "other")
    there.write({"conf.py": "", "terms.yaml": "terms: {ruga: {definition: a fold}}"})
    there.write({"index.rst": "Page\n====\n\n.. medterm:glossary::\n"})
    inventory = there.build().out / "objects.inv"
    project.conf["extensions"] = ["sphinx_medterm", "sphinx.ext.intersphinx"]
    page(":medterm:`ruga`", warns=["unknown term 'ruga'"])
    for _ in range(2):
        mapping = {"there": ("https://example.org/", str(inventory))}
        project.build(intersphinx_mapping=mapping)


def test_shared_name_says_how_to_write_which(project: Project) -> None:
    """The key, the collection, or a sense."""
    project.write(
        {
            "heart.yaml": "terms: {ms-heart: {label: MS, definition: a valve}}",
            "brain.yaml": "terms: {ms-brain: {label: MS, senses: {late: {definition: x}}}}",
            "index.rst": "I\n=\n\n:medterm:`MS` :medterm:`heart:MS` :medterm:`MS#late`\n"
            "\n.. medterm:glossary::\n",
        }
    )
    built = project.build(
        medterm_files=["heart.yaml", "brain.yaml"],
        warns=[
            "index.rst:4: WARNING: 'MS' is a name of several terms: ms-brain, ms-heart "
            "('ms-brain' is used; write a key (ms-brain, ms-heart) or a collection "
            "name (brain:MS, heart:MS) or a sense (MS#late)) [medterm.ambiguous]"
        ],
    )
    links = built.html().select("section > p > a.medterm")
    assert [link["href"] for link in links] == [
        "#medterm-ms-brain",
        "#medterm-ms-heart",
        "#medterm-ms-brain--late",
    ]
    assert [link.get_text() for link in links] == ["MS", "MS", "MS"]


REASONS = {
    "index.rst": "I\n=\n\n.. toctree::\n   :glob:\n\n   ?\n\n.. medterm:: bleeding\n",
    "a.rst": ":medterm:abbr:`bleeding`, :medterm:short:`bleeding` :medterm:code:`HP:1`\n",
    "b.rst": ":medterm:part:`zz-` and\n:medterm:pron:`bleeding`\n\n.. medterm:: blood\n",
    "c.rst": ".. include:: d.inc\n",
    "d.inc": "Included.\n\n.. medterm:: bleeding\n\n.. medterm:: nobody\n",
    "e.rst": ".. medterm:glossary::\n   :used:\n",
}
TOLD = [
    "a.rst:1: WARNING: the term 'bleeding' has no abbreviations to show",
    "a.rst:1: WARNING: '1' does not look like a code of HP",
    "b.rst:1: WARNING: unknown word part 'zz-'",
    "b.rst:1: WARNING: the term 'bleeding' has no pronunciation to show",
    "b.rst:4: WARNING: unknown term 'blood'",
    "d.inc:5: WARNING: unknown term 'nobody'",
    "e.rst:1: WARNING: this glossary has no terms to show (no page mentions a term",
]


@pytest.mark.parametrize("builder", ["html", "text"])
def test_all_that_misses_is_told_in_every_build(project: Project, builder: str) -> None:
    """Also in one that writes no page; of an included file, the place in that file is named."""
    project.write(REASONS)
    second = "index.rst:9: WARNING: the term 'bleeding' already has an entry at "
    for _ in range(2):
        built = project.build(builder, warns=[*TOLD, second], suppress_warnings=["toc"])
        (line,) = [line for line in built.warnings if second in line]
        assert "d.inc:3 (links lead to that one" in line
    assert not built.written
