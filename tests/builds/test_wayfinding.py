"""How readers find their way on pages with entries: letters, headings, permalinks, the filter."""

from __future__ import annotations

import zipfile
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag

from .conftest import TITLES, Built, Project

LABELS = [*"abcdefghijklm", "étude", "Бета", "9th", "+sign", "中", "ıx"]
"""Labels that start with letters of several scripts, a digit and a sign."""
SIDEBARS = {"html_sidebars": {"**": ["localtoc.html", "navigation.html"]}}
INDEX = "I\n=\n\n.. toctree::\n\n   words\n   more\n"
WORDS = "Words\n=====\n\nFirst\n-----\n\n.. medterm:glossary::\n\nLast\n----\n\nThe end.\n"


def data(*labels: str) -> str:
    """Write terms of some labels."""
    lines = [f'  t{number}: {{label: "{one}", definition: x}}' for number, one in enumerate(labels)]
    senses = "{one: {definition: first}, two: {definition: second}}"
    return "\n".join(["terms:", *lines, f"  zeta: {{senses: {senses}}}"])


@pytest.fixture
def words(project: Project) -> Project:
    """Write a project with a glossary below a heading."""
    project.write({"terms.yaml": data(*LABELS), "index.rst": INDEX, "words.rst": WORDS})
    project.write({"more.rst": "More\n====\n\n.. medterm:: a\n"})
    project.conf = {**TITLES, **SIDEBARS}
    return project


def ids(page: BeautifulSoup | Tag) -> list[str]:
    """List the ids of letters."""
    return [str(one.get("id", "")) for one in page.select(".medterm-letter")]


def contents(built: Built, name: str = "words.html") -> list[str]:
    """List the links of the contents of a page."""
    found = built.html(name).select(".sphinxsidebarwrapper > div:first-child a, .localtoc a")
    return [str(one.get("href", "")) for one in found if "#" in str(one.get("href"))]


def test_letters_of_all_scripts_have_ids(words: Project) -> None:
    """Each letter stands once, digits and signs first, and the bar leads to all of them."""
    built = words.build()
    page = built.html("words.html")
    letters = [one.get_text() for one in page.select(".medterm-letter")]
    assert letters == [*"#BCDEFGHIJKLMSZ", "Б", "中"]
    found = ids(page)
    assert found[:2] == ["medterm_letter-0", "medterm_letter-B"]
    assert len({*found}) == len(found)
    assert [str(one["href"])[1:] for one in page.select(".medterm-letters a")] == found


def test_letters_are_in_the_contents_of_their_page_alone(words: Project) -> None:
    """Below the section of the glossary, in builds of one and of several processes."""
    expected = ["#first", *(f"#{one}" for one in ids(words.build().html("words.html"))), "#last"]
    assert [one for one in contents(words.build(out="again")) if one in expected] == expected
    parallel = words.build(parallel=2, out="parallel", doctrees="p")
    assert [one for one in contents(parallel) if one in expected] == expected
    assert "medterm_letter" not in parallel.text("index.html")
    assert "medterm_letter" not in parallel.text("more.html")


def test_tables_of_contents_on_other_pages_list_no_letters(project: Project) -> None:
    """Whichever page was written just before: here the one with the glossary."""
    project.write({"terms.yaml": data(*LABELS), "a.rst": "A\n=\n\n.. medterm:glossary::\n"})
    project.write({"index.rst": "I\n=\n\n.. toctree::\n\n   a\n"})
    for parallel in (0, 2):
        built = project.build(parallel=parallel, out=f"out{parallel}")
        assert "medterm_letter" in built.text("a.html")
        assert "medterm_letter" not in built.text("index.html")


def test_contents_follow_the_letters(words: Project) -> None:
    """After an edit of the data, which reads no page, and when another page is written."""
    words.build()
    words.write({"terms.yaml": data(*LABELS, "Quark")})
    built = words.build()
    assert built.read == []
    assert contents(built).count("#medterm_letter-Q") == 1
    words.write({"more.rst": "More\n====\n\nNo entry.\n"})
    assert contents(words.build()).count("#medterm_letter-Q") == 1
    words.write({"words.rst": WORDS.replace("The end", "Over")})
    assert contents(words.build()).count("#medterm_letter-Q") == 1
    assert words.build().written == []


def test_several_glossaries_have_ids_of_their_own(words: Project) -> None:
    """On a page, and on several that become one."""
    again = ".. medterm:glossary::\n   :no-index:\n\n"
    words.write({"more.rst": f"More\n====\n\n{again}{again}"})
    page = words.build().html("more.html")
    found = [str(one["id"]) for one in page.select("[id]")]
    assert len({*found}) == len(found)
    assert "medterm_letter-B" in found
    assert "medterm_letter-B-2" in found
    names = [str(one["aria-label"]) for one in page.select("nav.medterm-letters")]
    assert names == ["Letters", "Letters 2"]
    single = words.build("singlehtml").html("index.html")
    found = [str(one["id"]) for one in single.select("[id]")]
    assert len({*found}) == len(found)
    for link in single.select(".medterm-letters a, .sphinxsidebar a[href*=medterm_letter]"):
        assert str(link["href"])[1:] in found
    words.build("latex", warns=["pdfLaTeX cannot print"])


@pytest.mark.parametrize(("count", "has_bar"), [(13, False), (14, True)])
def test_bar_is_for_glossaries_with_many_terms(project: Project, count: int, has_bar: bool) -> None:
    """Of fifteen terms and more; one has no letter of the others."""
    project.write({"terms.yaml": data(*LABELS[:count]), "index.rst": WORDS})
    built = project.build()
    assert bool(built.html().select(".medterm-bar")) is has_bar
    assert ("medterm-glossary.js" in built.text("index.html")) is has_bar


def test_page_of_one_letter_has_a_filter_alone(project: Project) -> None:
    """Its title says the letter."""
    project.write({"terms.yaml": data(*(f"a{number}" for number in range(20)))})
    project.write({"index.rst": "A\n=\n\n.. medterm:glossary::\n   :letters: a\n"})
    page = project.build().html()
    assert page.select(".medterm-filter")
    assert not page.select(".medterm-letters, .medterm-letter")
    assert {one["aria-level"] for one in page.select("[role=heading]")} == {"2"}


def test_headwords_are_headings_below_their_letter(words: Project) -> None:
    """By the depth of the sections; they are not in the contents."""
    built = words.build()
    page = built.html("words.html")
    assert {one.name for one in page.select(".medterm-letter")} == {"h3"}
    assert {one["aria-level"] for one in page.select(".medterm-glossary dfn")} == {"4"}
    assert {one["role"] for one in page.select(".medterm-glossary dfn")} == {"heading"}
    assert built.one(".medterm-entry dfn", "more.html")["aria-level"] == "2"


@pytest.mark.parametrize(
    ("settings", "shown"),
    [
        ({}, "¶"),
        ({"html_permalinks_icon": "<b>link</b>"}, "link"),
        ({"html_permalinks": False}, None),
    ],
)
def test_entries_and_senses_have_permalinks(
    words: Project, settings: dict[str, Any], shown: str | None
) -> None:
    """As the settings of Sphinx say; an entry without an id has none."""
    words.conf |= settings
    page = words.build().html("words.html")
    links = page.select("#medterm-zeta .headerlink")
    assert [one.get_text() for one in links] == [shown] * (3 if shown else 0)
    if shown:
        targets = ["#medterm-zeta", "#medterm-zeta--one", "#medterm-zeta--two"]
        assert [one["href"] for one in links] == targets
    words.write({"more.rst": "More\n====\n\n.. medterm:: zeta\n   :no-index:\n"})
    assert not words.build().html("more.html").select(".medterm-entry .headerlink")


@pytest.mark.parametrize("builder", ["text", "man", "texinfo", "latex", "pseudoxml", "gettext"])
def test_other_formats_have_letters_as_headings_alone(words: Project, builder: str) -> None:
    """No bar, no filter, no permalink."""
    built = words.build(builder, warns=["cannot print"] if builder == "latex" else [])
    text = "\n".join(
        one.read_text(encoding="utf-8", errors="replace")
        for one in built.out.rglob("*")
        if one.suffix in {".txt", ".1", ".texi", ".tex", ".pseudoxml", ".pot"}
    )
    for word in ("Filter the terms", "medterm_bar", "permalink", "¶", "Link to this"):
        assert word not in text


def test_books_have_letters_and_no_filter(words: Project) -> None:
    """The row of letters leads to places in the book; scripts are not for it."""
    built = words.build("epub")
    (file,) = built.out.glob("*.epub")
    book = zipfile.ZipFile(file)
    page = BeautifulSoup(book.read("words.xhtml"), "html.parser")
    assert [str(one["href"])[1:] for one in page.select(".medterm-letters a")] == ids(page)
    assert not page.select(".medterm-filter, .headerlink, script")


def test_words_of_the_bar_are_not_text_of_the_page(words: Project) -> None:
    """The search of Sphinx knows entries only."""
    words.search = True
    index = words.build().text("searchindex.js")
    assert '"filter"' not in index


def test_contents_are_never_stored_with_letters(words: Project) -> None:
    """Another builder that shares the pages finds them as they were read."""
    words.build()
    words.write({"more.rst": "More\n====\n\nNew.\n"})
    words.build()
    stored = words.root.joinpath("doctrees", "environment.pickle").read_bytes()
    assert b"medterm_letter-" not in stored
