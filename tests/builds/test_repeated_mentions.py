"""Mentions of terms that are linked already: which of them are links, in every format."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import TITLES, Build, Built, Project
from .test_incremental import assert_as_clean

TERMS = """\
terms:
  ant: {definition: "near a :medterm:`bee`, and a :medterm:`bee` again", synonyms: [emmet],
        abbreviations: [AN], broader: [bee]}
  bee: {definition: "not an :medterm:`ant`, an :medterm:`ant`"}
  dog: {senses: {one: barks, two: bites}}
  cat: {definition: "has :medterm:`ant` and :medterm:`ant`"}
"""
GLOSSARY = "\n\n.. medterm:glossary::\n"
PAGE = """\
:medterm:`ant`, :medterm:`emmet <emmet>`, :medterm:`ants`.

One
---

:medterm:`ant` and :medterm:`Emmet`; :medterm:`bee`.

Inner
~~~~~

:medterm:`bee`, :medterm:`bee`, :medterm:`one <ant>`.

Two
---

:medterm:`an ant <ant>`.
"""
WORDS = ["ant", "emmet", "ants", "ant", "Emmet", "bee", "bee", "bee", "one", "an ant"]
LINKED = {
    "all": [*range(10)],
    "section": [0, 3, 5, 6, 8, 9],
    "first": [0, 5],
}


@pytest.fixture(autouse=True)
def _terms(project: Project) -> None:
    """Write terms that mention each other."""
    project.write({"terms.yaml": TERMS, "words.rst": f"Words\n=====\n{GLOSSARY}"})


CONTENTS = "\n.. toctree::\n\n   words\n"


def links(built: Built, name: str = "index.html", within: str = "section > p") -> list[str]:
    """List what the links to entries on a page show, outside of entries."""
    return [link.get_text() for link in built.html(name).select(f"{within} a.medterm")]


@pytest.mark.parametrize("mode", LINKED)
@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml"])
def test_modes(page: Build, mode: str, builder: str) -> None:
    """All, the first in each innermost section, or the first on a page; the words are the same."""
    built = page(PAGE + CONTENTS, builder=builder, medterm_mentions=mode)
    assert links(built) == [WORDS[number] for number in LINKED[mode]]
    shown = built.html("index.html").get_text()
    assert "ant, emmet, ants." in shown
    assert "ant and Emmet; bee." in shown


@pytest.mark.parametrize("mode", LINKED)
def test_modes_on_paper(page: Build, mode: str) -> None:
    """As on web pages."""
    built = page(PAGE + CONTENTS, builder="latex", medterm_mentions=mode, **TITLES)
    text = built.text("p.tex").partition("Words}")[0]
    assert text.count("{words:medterm-") == len(LINKED[mode])


@pytest.mark.parametrize("mode", LINKED)
def test_modes_in_text(page: Build, mode: str) -> None:
    """A format without links shows the same words in any case."""
    built = page(PAGE + CONTENTS, builder="text", medterm_mentions=mode)
    assert "ant, emmet, ants." in built.text("index.txt")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        # Whatever their roles; words that are inserted stay.
        (":medterm:abbr:`ant` :medterm:abbr:`ant` :medterm:short:`ant`", ["ant (AN)"]),
        (":medterm:long:`ant` :medterm:`ant`", ["ant"]),
        (":medterm:term:`ant` :medterm:`ant +plain`", ["ant"]),
        # A sense is left out only after itself, and counts as its term.
        (":medterm:`dog` :medterm:`one <dog#one>` :medterm:`dog`", ["dog", "one"]),
        (":medterm:`1 <dog#one>` :medterm:`2 <dog#two>` :medterm:`3 <dog#one>`", ["1", "2"]),
        (":medterm:`one <dog#one>` :medterm:`dog`", ["one"]),
        # What leads to an entry by Sphinx's own roles is a link, and counts as one.
        (":term:`ant` :term:`ant` :medterm:`ant`", ["ant", "ant"]),
        # What is not a link does not count.
        (":medterm:`!ant` :medterm:`ant`", ["ant"]),
        (":medterm:def:`cat` :medterm:`ant` :medterm:`cat`", ["ant", "cat"]),
        (":medterm:pron:`cat` :medterm:`cat`", ["cat"]),
        # Mentions in texts that are quoted count, but those on the page come first.
        (":medterm:def:`cat`", ["ant"]),
        (":medterm:def:`cat`; :medterm:def:`cat`", ["ant"]),
    ],
)
def test_mentions_of_all_kinds_count(page: Build, text: str, shown: list[str]) -> None:
    """As far as they are links."""
    built = page(
        f"{text}\n{CONTENTS}",
        medterm_mentions="first",
        suppress_warnings=["medterm"],
    )
    assert links(built) == shown


def test_mentions_inside_links_do_not_count(page: Build) -> None:
    """Such as those in titles that link to a table of contents, which are words."""
    text = ".. contents::\n\nOf :medterm:`ant`\n-------------------\n\n:medterm:`ant`.\n"
    built = page(text + CONTENTS, medterm_mentions="first")
    assert links(built) == ["ant"]


def test_what_a_build_leaves_out_does_not_count(page: Build) -> None:
    """The next one is the first."""
    text = ".. only:: latex\n\n   :medterm:`ant`\n\n:medterm:`emmet` :medterm:`ant`\n"
    assert links(page(text + CONTENTS, medterm_mentions="first")) == ["emmet"]


@pytest.mark.parametrize(
    ("mentions", "autolink", "shown"),
    [
        ("first", "off", ["ant=role", "bee=role"]),
        ("first", "first", ["ant=auto", "bee=role"]),
        ("section", "first", ["ant=auto", "bee=role", "emmet=role"]),
        ("first", "section", ["ant=auto", "bee=role", "ant=auto", "bee=auto"]),
        ("section", "section", ["ant=auto", "bee=role", "emmet=role", "bee=auto"]),
        ("all", "first", ["ant=auto", "ant=role", "bee=role", "emmet=role"]),
        ("first", "all", ["ant=auto", "bee=role", "bee=auto", "ant=auto", "bee=auto"]),
    ],
)
def test_automatic_links_and_mentions_know_of_each_other(
    page: Build, mentions: str, autolink: str, shown: list[str]
) -> None:
    """What either has linked is linked already, each by the setting for itself."""
    text = "An ant, :medterm:`ant`, :medterm:`bee`, bee.\n\nB\n-\n\n:medterm:`emmet`, ant, bee.\n"
    built = page(text + CONTENTS, medterm_mentions=mentions, medterm_autolink=autolink)
    found = [
        f"{link.get_text()}={'auto' if 'medterm-auto' in link['class'] else 'role'}"
        for link in built.html().select("section > p a.medterm")
    ]
    assert found == shown


@pytest.mark.parametrize("mode", ["section", "first"])
def test_an_entry_is_a_page_of_its_own(page: Build, project: Project, mode: str) -> None:
    """Its relations stay links; what an author remarks follows after its texts."""
    project.write({"words.rst": ":orphan:\n\nNothing\n=======\n"})
    remark = "\n   Of :medterm:`bee`, :medterm:`cat` and :medterm:`cat`.\n"
    built = page(f":medterm:`bee`\n\n.. medterm:: ant\n{remark}{GLOSSARY}", medterm_mentions=mode)
    entry = built.one("#medterm-ant")
    assert [link.get_text() for link in entry.select("a.medterm")] == ["bee", "bee", "cat"]
    assert [link.get_text() for link in entry.select(".medterm-relations a")] == ["bee"]
    other = built.one("#medterm-cat")
    assert [link.get_text() for link in other.select("a.medterm")] == ["ant"]
    assert links(built) == ["bee"]


@pytest.mark.parametrize(
    ("own", "expected"), [("first", 1), ("section", 2), ("all", 3), ("nothing", 1)]
)
def test_pages_have_modes_of_their_own(project: Project, own: str, expected: int) -> None:
    """In a field at their top; a faulty one counts as none."""
    text = f"Page\n====\n\n:medterm:`ant` :medterm:`ant`\n\nB\n-\n\n:medterm:`ant`\n{CONTENTS}"
    project.write({"index.rst": f":medterm-mentions: {own}\n\n{text}"})
    warns = ["invalid value 'nothing' for 'medterm-mentions'"] if own == "nothing" else []
    assert len(links(project.build(medterm_mentions="first", warns=warns))) == expected


def test_warnings_do_not_depend_on_it(page: Build) -> None:
    """An unknown name and one without an entry are counted in all their places."""
    text = ":medterm:`wasp` :medterm:`wasp` :medterm:`ant` :medterm:`ant`"
    said = [page(text, check=False, medterm_mentions=mode).warnings for mode in LINKED]
    assert said[0] == said[1] == said[2]
    assert "2 times" in " ".join(said[0]) or "twice" in " ".join(said[0])


PAGES = {
    "index.rst": f"I\n=\n{CONTENTS}   once\n   twice\n   own\n   quoted\n   two\n",
    "once.rst": "O\n=\n\n:medterm:`ant`\n",
    "twice.rst": "T\n=\n\n:medterm:`ant` :medterm:`emmet`\n\nB\n-\n\n:medterm:`ant`\n",
    "own.rst": ":medterm-mentions: first\n\nOwn\n===\n\n:medterm:`ant` :medterm:`emmet`\n",
    "quoted.rst": "Q\n=\n\n:medterm:def:`cat`\n",
    "two.rst": "Two\n===\n\n:medterm:`ant` :medterm:`bee`\n",
}


@pytest.mark.parametrize("builder", ["html", "singlehtml", "text", "latex"])
@pytest.mark.parametrize("parallel", [0, 2])
def test_another_mode_reads_no_page_and_is_as_a_clean_build(
    project: Project, builder: str, parallel: int
) -> None:
    """Law: in each format, with one process or two."""
    project.conf = {**TITLES}
    project.write(PAGES)
    project.build(builder, parallel=parallel)
    for mode in ("first", "section", "all"):
        project.conf["medterm_mentions"] = mode
        built = project.build(builder, parallel=parallel)
        assert built.read == []
        if builder in ("html", "text"):
            assert {"once", "own"}.isdisjoint(built.written)
        assert_as_clean(project, built, builder)


def test_data_decide_what_is_the_same_term(project: Project) -> None:
    """After a synonym has moved, pages with its mentions are as after a clean build."""
    project.conf = {"medterm_mentions": "first"}
    project.write(PAGES)
    built = project.build()
    assert links(built, "twice.html") == ["ant"]
    moved = TERMS.replace("synonyms: [emmet],", "").replace("bee: {", "bee: {synonyms: [emmet], ")
    project.write({"terms.yaml": moved})
    built = project.build()
    assert (built.read, links(built, "twice.html")) == ([], ["ant", "emmet"])
    assert_as_clean(project, built)


def test_mentions_in_markdown_follow_as_well(project: Project) -> None:
    """With the field in the front matter."""
    conf: dict[str, Any] = {"extensions": ["sphinx_medterm", "myst_parser"]}
    project.conf = conf
    text = "{medterm}`ant` {medterm}`ant`\n\n## B\n\n{medterm}`ant`\n"
    project.write({"words.rst": f":orphan:\n\nWords\n=====\n{GLOSSARY}"})
    for mode, number in (("first", 1), ("section", 2), ("all", 3)):
        project.write({"index.md": f"---\nmedterm-mentions: {mode}\n---\n\n# Page\n\n{text}"})
        assert len(links(project.build())) == number
