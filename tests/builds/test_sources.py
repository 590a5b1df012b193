"""The sources of entries: their marks, how they are listed, and how readers are told to cite."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from sphinx_medterm.ext.render.citing import letters

from .conftest import TITLES, Build, Built, Project
from .test_entries import entry, words

DATA = """\
sources:
  book: {title: A book of words, authors: Doe J, year: 2001, pmid: "12345"}
  onto: {title: An ontology, version: "3", licence: CC BY 4.0, note: Thanks to all.}
  sound: {title: Sounds, licence: CC0, accessed: 2026-01-02, url: "https://example.org/sounds"}
  tie: {title: Ties}
  note: {title: Notes}
word_parts:
  an-: {gloss: without, sources: [book]}
terms:
  anemia:
    pronunciation: {respelling: uh-NEE-mee-uh, sources: [sound]}
    senses:
      blood: {definition: too little blood, plain_definition: thin blood, sources: [book]}
      other: {definition: another use, sources: [note]}
    etymology: {parts: [an-], sources: [book]}
    related_conditions: [{label: Malaria, sources: [tie]}, {label: Worms, relation: cause}]
    codes: ["HP:0001903"]
    reviewed: 2026-11-22
    sources: [onto, book]
  zebra: {definition: an unlikely diagnosis, sources: [onto]}
"""
QUIET: dict[str, Any] = {"suppress_warnings": ["medterm.audience"]}
TERMS = ".. medterm:: anemia\n\n.. medterm:: zebra\n"
BOTH = f"{TERMS}\nSub\n---\n\nThe end.\n"


@pytest.fixture
def written(project: Project) -> Project:
    """Write the data."""
    project.write({"terms.yaml": DATA})
    return project


@pytest.mark.parametrize(
    ("number", "shown"),
    [(1, "a"), (26, "z"), (27, "aa"), (52, "az"), (53, "ba"), (702, "zz"), (703, "aaa")],
)
def test_marks_go_on_after_the_last_letter(number: int, shown: str) -> None:
    """As columns of a spreadsheet do."""
    assert letters(number) == shown


def ids_of(built: Built) -> list[str]:
    """List all ids of a page, each of which stands once."""
    found = [str(tag["id"]) for tag in built.html().select("[id]")]
    assert len(found) == len(set(found))
    return found


def marks_in(built: Built) -> Iterator[str]:
    """List the addresses of all marks in a page."""
    for tag in built.html().select("a.medterm-cite"):
        assert tag.get_text()[1:-1].isalpha()
        yield str(tag["href"])


@pytest.mark.parametrize("style", ["entry", "page", "line"])
def test_marks_lead_to_sources_and_are_no_numbers(
    page: Build, written: Project, style: str
) -> None:
    """Footnotes of the page have numbers."""
    built = page(BOTH, medterm_sources=style)
    ids = ids_of(built)
    marks = [*marks_in(built)]
    assert len(marks) > 3
    assert all(mark.removeprefix("#") in ids for mark in marks)


@pytest.mark.parametrize("style", ["entry", "page", "line"])
@pytest.mark.parametrize("place", [0, 2, 4])
def test_sources_are_complete_wherever_they_stand(
    page: Build, written: Project, style: str, place: int
) -> None:
    """They list what the sections after them cite as well."""
    order = ["definition", "pronunciation", "conditions", "codes"]
    order.insert(place, "sources")
    built = page(TERMS, medterm_sources=style, medterm_sections=order)
    ids = ids_of(built)
    marks = [*marks_in(built)]
    assert len(marks) > 2
    assert all(mark.removeprefix("#") in ids for mark in marks)
    for source in ("A book of words", "Notes", "Ties", "Sounds", "An ontology"):
        assert source in words(built.html().select("body")[0])


ENTRY = [
    "[a] Doe J. A book of words. 2001. PubMed 12345 (also for the whole entry)",
    "[b] Notes.",
    "[c] Ties.",
    "[d] Sounds. License: CC0. Accessed 2026-01-02. https://example.org/sounds",
    "[e] An ontology. Version 3. License: CC BY 4.0. Thanks to all.",
]


def test_each_source_of_an_entry_says_what_it_supports(page: Build, written: Project) -> None:
    """By a mark after that, or by the words above it in the list."""
    shown = entry(page(TERMS)).select(".medterm-sources")[0]
    assert words(shown).splitlines() == [
        "Sources",
        *ENTRY[:3],
        "For the pronunciation:",
        ENTRY[3],
        "For the whole entry:",
        ENTRY[4],
    ]


def test_headword_and_pronunciation_have_no_marks(page: Build, written: Project) -> None:
    """Nobody reads about sources before the meaning."""
    shown = entry(page(TERMS))
    assert [tag.name for tag in shown.find_all(recursive=False)][:2] == ["p", "p"]
    assert words(shown.select(".medterm-pronunciation")[0]) == "uh-NEE-mee-uh"


def test_one_list_of_a_page_has_each_source_once(page: Build, written: Project) -> None:
    """At its end, with one series of marks; sources without marks in the text are in a line."""
    built = page(BOTH, medterm_sources="page")
    (listed,) = built.html().select(".medterm-page-sources")
    assert listed.find_previous(string="The end.")
    assert [words(item) for item in listed.select("li")] == [
        "[a] Doe J. A book of words. 2001. PubMed 12345",
        "[b] Notes.",
        "[c] Ties.",
        ENTRY[3],
        ENTRY[4],
    ]
    lines = [words(tag) for tag in built.html().select(".medterm-sources")]
    assert lines == [
        "Sources: for the pronunciation [d], for the whole entry [a] [e]",
        "Sources: for the whole entry [e]",
    ]
    assert not listed.select(".medterm-credits")


def test_sources_in_a_line_are_titles(page: Build, written: Project) -> None:
    """Linked, and without anything else; what they leave out is named once on the page."""
    built = page(BOTH, medterm_sources="line")
    shown = entry(built).select(".medterm-sources")[0]
    assert words(shown) == (
        "Sources: [a] A book of words (for the whole entry); [b] Notes; [c] Ties; "
        "[d] Sounds (for the pronunciation); [e] An ontology (for the whole entry)"
    )
    assert shown.find_parent("details") is None
    assert shown.select("a")[0]["href"] == "https://pubmed.ncbi.nlm.nih.gov/12345/"
    assert words(built.one(".medterm-page-sources")) == (
        "Credits: Sounds. License: CC0. An ontology. Version 3. License: CC BY 4.0. Thanks to all."
    )


def test_no_sources_means_no_marks(page: Build, written: Project) -> None:
    """Nothing of them is left in the entry."""
    built = page(BOTH, medterm_sources="none")
    assert not built.html().select(".medterm-cite, .medterm-sources, .medterm-page-sources")
    assert entry(built).select("summary")[0].get_text() == "Codes (1)"


def test_lay_readers_see_neither_versions_nor_licences(page: Build, written: Project) -> None:
    """Except once, at the end of the page."""
    built = page(BOTH, medterm_audience="plain", **QUIET)
    shown = words(entry(built).select(".medterm-sources")[0])
    assert all(hidden not in shown for hidden in ("Version", "License", "Accessed", "Thanks"))
    assert "[a] Doe J. A book of words. 2001. PubMed 12345" in shown
    assert words(built.one(".medterm-page-sources")).startswith("Credits: Sounds. License: CC0.")


def test_a_source_named_in_full_needs_no_credits(page: Build, written: Project) -> None:
    """Wherever that is on the page."""
    built = page(".. medterm:: anemia\n   :audience: plain\n\n.. medterm:: zebra\n", **QUIET)
    assert words(built.one(".medterm-page-sources")) == "Credits: Sounds. License: CC0."


def test_hidden_sources_have_no_credits(page: Build, written: Project) -> None:
    """Nor are they in the list of a page."""
    text = ".. medterm:: anemia\n   :hide: sources\n   :audience: plain\n"
    for style in ("entry", "page"):
        built = page(text, medterm_sources=style, **QUIET)
        assert not built.html().select(".medterm-page-sources, .medterm-cite")


def test_a_page_may_have_its_own_way(page: Build, project: Project, written: Project) -> None:
    """By a field at its top."""
    field = ":medterm-sources: page\n\n"
    project.write({"other.rst": f"{field}Other\n=====\n\n.. medterm:: zebra\n"})
    built = page(".. medterm:: anemia\n\n.. toctree::\n\n   other\n")
    assert built.html("other.html").select(".medterm-page-sources")
    assert not built.html().select(".medterm-page-sources")


@pytest.mark.parametrize("builder", ["singlehtml", "latex", "text", "man", "texinfo", "epub"])
@pytest.mark.parametrize("style", ["entry", "page", "line", "none"])
def test_every_format_has_the_sources(
    page: Build, project: Project, written: Project, builder: str, style: str
) -> None:
    """At the end of each page's own text, also where several pages make one document."""
    project.conf = {**TITLES, "latex_engine": "xelatex"}
    project.write({"other.rst": "Other\n=====\n\n.. medterm:: zebra\n\nAfter.\n"})
    built = page(
        ".. medterm:: anemia\n\nBefore.\n\n.. toctree::\n\n   other\n",
        builder=builder,
        medterm_sources=style,
    )
    name = {"latex": "p.tex", "man": "p.1", "texinfo": "p.texi", "text": "index.txt"}
    name |= {"epub": "index.xhtml", "singlehtml": "index.html"}
    text = built.text(name[builder]).replace("{[}", "[").replace("{]}", "]")
    assert ("[e]" in text) == (style != "none")
    assert ("Doe J" in text) == (style in ("entry", "page"))
    if builder == "singlehtml":
        ids_of(built)
    if builder == "singlehtml" and style == "page":
        texts = [words(tag) for tag in built.html().select(".medterm-page-sources")]
        assert [len(shown.splitlines()) for shown in texts] == [6, 2]
        assert text.index("Before.") < text.index("medterm-page-sources") < text.index("After.")


# ---------------------------------------------------------------------- folding


def test_web_pages_fold_codes_and_proof_away(page: Build, written: Project) -> None:
    """In an element of HTML that needs no script; what is left over says how much is inside."""
    built = page(TERMS)
    folded = [tag.select("summary")[0].get_text() for tag in built.html().select("details")]
    assert folded == ["Codes and sources (6)", "Sources (1)"]
    first, second = built.html().select("details")
    assert first.select(".medterm-codes, .medterm-sources, .medterm-reviewed")
    assert words(second).startswith("Sources (1)\nFor the whole entry:\n[a]")
    assert "medterm-proof.js" in built.text("index.html")
    assert "medterm-proof.js" not in built.text("genindex.html")


@pytest.mark.parametrize("builder", ["epub", "xml", "json"])
def test_nothing_else_is_folded(page: Build, written: Project, builder: str) -> None:
    """Nobody can unfold it there, or it is not known whether they can."""
    built = page(TERMS, builder=builder, **TITLES)
    files = [*built.out.rglob("index.*")]
    assert files
    assert all("<details" not in file.read_text(encoding="utf-8") for file in files)


def test_short_lines_are_not_folded(page: Build, project: Project) -> None:
    """A line to open would be as long."""
    project.write({"terms.yaml": "terms: {a: {definition: b, reviewed: 2026-01-02}}"})
    assert not page(".. medterm:: a\n").html().select("details")


# ---------------------------------------------------------------------- how to cite


CITED: dict[str, Any] = {"medterm_cite": True, "project": "Words", "release": "1.2"}


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("anemia", "“anemia”, Words, version 1.2, 2026-11-22, index.html#medterm-anemia"),
        ("zebra", "“zebra”, Words, version 1.2, 2023-11-14, index.html#medterm-zebra"),
    ],
)
def test_entries_tell_how_to_cite_them(
    page: Build, written: Project, monkeypatch: pytest.MonkeyPatch, key: str, shown: str
) -> None:
    """The day is that of the review, or else that of the sources; never that of the build."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    (line,) = entry(page(TERMS, **CITED), key).select(".medterm-citation")
    assert words(line) == f"Cite this entry: {shown}"
    assert line.select("a")[0]["href"] == f"#medterm-{key}"


def test_no_day_is_better_than_that_of_the_build(
    page: Build, written: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same input makes the same bytes."""
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    (line,) = entry(page(TERMS, **CITED), "zebra").select(".medterm-citation")
    assert words(line) == "Cite this entry: “zebra”, Words, version 1.2, index.html#medterm-zebra"


@pytest.mark.parametrize(
    ("builder", "address"),
    [
        ("html", "https://example.org/d/index.html#medterm-zebra"),
        ("dirhtml", "https://example.org/d/#medterm-zebra"),
        ("singlehtml", "https://example.org/d/index.html#medterm-zebra"),
        ("text", "https://example.org/d\n"),
        ("epub", "https://example.org/d<"),
    ],
)
def test_address_of_an_entry_is_that_on_the_web(
    page: Build, written: Project, builder: str, address: str
) -> None:
    """A book names that of the project, since it does not know those of its pages."""
    built = page(TERMS, builder=builder, html_baseurl="https://example.org/d/", **TITLES | CITED)
    names = {"text": "index.txt", "epub": "index.xhtml"}
    assert address in built.text(names.get(builder, "index.html"))


def test_copies_of_an_entry_are_not_cited(page: Build, written: Project) -> None:
    """Links lead to the other one; nor is any entry if the project does not want it."""
    again = ".. medterm:: zebra\n   :no-index:\n\n"
    assert len(page(again + TERMS, **CITED).html().select(".medterm-citation")) == 2
    assert not page(again + TERMS).html().select(".medterm-citation")


# ---------------------------------------------------------------------- later builds


@pytest.mark.parametrize(
    ("setting", "changed"),
    [
        ({"medterm_sources": "page"}, {"index"}),
        ({"medterm_sources": "none"}, {"index"}),
        ({"medterm_cite": True}, {"index"}),
    ],
)
def test_settings_rewrite_just_the_pages_with_entries(
    page: Build, project: Project, written: Project, setting: dict[str, Any], changed: set[str]
) -> None:
    """No page is read again, and those that only mention terms stay as they are."""
    project.write({"other.rst": "Other\n=====\n\n:medterm:`zebra`\n"})
    text = f"{TERMS}\n.. toctree::\n\n   other\n"
    page(text)
    built = project.build(**setting)
    assert (built.read, set(built.written)) == ([], changed)
    again = project.build(**setting)
    assert (again.read, again.written) == ([], [])


def test_day_of_the_sources_rewrites_the_pages_that_name_it(
    page: Build, project: Project, written: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the data do."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    page(TERMS, **CITED)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1600000000")
    built = project.build(**CITED)
    assert built.written == ["index"]
    assert "2020-09-13" in built.text("index.html")


def test_unlisted_sources_change_no_page(page: Build, project: Project, written: Project) -> None:
    """Nobody sees them."""
    page(TERMS, medterm_sources="none")
    project.write({"terms.yaml": DATA.replace("An ontology", "Another ontology")})
    assert project.build(medterm_sources="none").written == []
    assert project.build().written == ["index"]
