"""The general index: labels, and names that refer to them with a link."""

from __future__ import annotations

import re

import pytest

from .conftest import Build, Built, Project

TERMS = """\
terms:
  aml: {label: acute myeloid leukemia, abbreviations: [AML], hidden_labels: [leuk], definition: x}
  ms: {label: multiple sclerosis, abbreviations: [MS], definition: x}
  mitral: {label: mitral stenosis, abbreviations: [MS], synonyms: [sclerosis], definition: x}
  sclerosis: {definition: x}
  hooft: {label: "'t Hooft sign", synonyms: ["(-)-tubing", "β-tube", 5-tube, żuraw], definition: x}
  tex: {label: "a $x$ b", synonyms: ["c; $d$"], definition: x}
"""
PAGE = ".. medterm:glossary::\n"


@pytest.fixture
def terms(project: Project) -> Project:
    """Give a project with terms that have names of all kinds."""
    project.write({"terms.yaml": TERMS})
    return project


def lines(built: Built, name: str = "genindex.html") -> dict[str, list[str]]:
    """List the lines of the index, each with its links."""
    found = built.html(name).select("td li")
    return {
        " ".join(one.get_text().split()): [
            f"{link.get_text()} {str(link['href']).partition('#')[2]}" for link in one.select("a")
        ]
        for one in found
    }


def test_names_refer_to_the_label_with_a_link(terms: Project, page: Build) -> None:
    """On one line, for each term that has the name."""
    shown = lines(page(PAGE))
    label = "acute myeloid leukemia"
    assert shown[label] == [f"{label} medterm-aml"]
    assert shown[f"AML, see {label}"] == [f"{label} medterm-aml"]
    assert shown["MS, see mitral stenosis, see multiple sclerosis"] == [
        "mitral stenosis medterm-mitral",
        "multiple sclerosis medterm-ms",
    ]


def test_a_label_that_is_a_name_of_another_term_keeps_its_own_link(
    terms: Project, page: Build
) -> None:
    """The reference stands below it, as in a dictionary."""
    shown = lines(page(PAGE))
    assert shown["sclerosis see mitral stenosis"] == [
        "sclerosis medterm-sclerosis",
        "see mitral stenosis medterm-mitral",
    ]
    assert shown["see mitral stenosis"]


def test_no_hidden_label_and_no_plural_by_rule_is_listed(terms: Project, page: Build) -> None:
    """Only what an entry shows as a name."""
    text = page(PAGE).html("genindex.html").get_text()
    assert "leuk\n" not in text
    assert "leukemias" not in text


def test_names_with_signs_are_listed_under_their_letter(terms: Project, page: Build) -> None:
    """Greek letters and digits have groups of their own."""
    index = page(PAGE).html("genindex.html")
    groups = {
        heading.get_text(): [" ".join(one.get_text().split()) for one in table.select("li")]
        for heading, table in zip(index.select("h2"), index.select("table.indextable"), strict=True)
    }
    hooft = "'t Hooft sign"
    assert groups["T"] == [hooft, f"(-)-tubing, see {hooft}"]
    assert groups["Β"] == [f"β-tube, see {hooft}"]
    assert groups["Z"] == [f"żuraw, see {hooft}"]
    assert groups["Symbols"] == [f"5-tube, see {hooft}"]
    assert len(groups) == len(index.select("h2"))


def test_mathjax_is_kept_from_names_and_labels(terms: Project, page: Build) -> None:
    """Whatever looks like a formula is not one."""
    index = page(PAGE).html("genindex.html")
    marked = {span.get_text() for span in index.select("span.mathjax_ignore")}
    assert marked == {"a $x$ b", "c, $d$"}


def test_every_page_of_a_split_index_refers(terms: Project, page: Build) -> None:
    """As does the whole index on one page."""
    built = page(PAGE, html_split_index=True)
    line = "AML, see acute myeloid leukemia"
    assert line in lines(built, "genindex-A.html")
    assert line in lines(built, "genindex-all.html")


def test_words_follow_the_language(terms: Project, page: Build) -> None:
    """In the words of Sphinx, wherever the label stands in them."""
    assert "AML, siehe acute myeloid leukemia" in lines(page(PAGE, language="de"))
    japanese = [line for line in lines(page(PAGE, language="ja")) if line.startswith("AML")]
    assert len(japanese) == 1
    assert lines(page(PAGE, language="ja"))[japanese[0]] == ["acute myeloid leukemia medterm-aml"]


def test_e_books_refer_as_web_pages_do(terms: Project, page: Build) -> None:
    """With links to the pages of the book."""
    index = page(PAGE, builder="epub", epub_copyright="A", version="1").text("genindex.xhtml")
    assert re.search(r'AML, see <a href="index.xhtml#medterm-aml">acute', index)


def test_paper_refers_as_books_do(terms: Project, page: Build) -> None:
    """LaTeX has a command for it; an Info file has a line of its own, which leads to the entry."""
    tex = page(PAGE, builder="latex")
    text = next(tex.out.glob("*.tex")).read_text(encoding="utf-8")
    assert r"\index{AML@\medtermindexed{AML}|see{acute myeloid leukemia}}" in text
    info = next(page(PAGE, builder="texinfo").out.glob("*.texi")).read_text(encoding="utf-8")
    assert "@geindex AML@comma{} see acute myeloid leukemia\n" in info
    assert "@geindex acute myeloid leukemia\n" in info


def test_a_new_label_reaches_the_index(terms: Project, page: Build) -> None:
    """Although the page with the name has not been edited."""
    page(PAGE)
    terms.write({"terms.yaml": TERMS.replace("acute myeloid leukemia", "acute leukemia")})
    built = terms.build()
    assert built.read == []
    assert "AML, see acute leukemia" in lines(built)
