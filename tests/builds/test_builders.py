"""Every output format shows the full entry."""

from __future__ import annotations

import re
import zipfile
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

from .conftest import Built, Project

INDEX = """\
Page
====

See :medterm:`Anaemia`.

.. medterm:: anemia

   A remark.

.. toctree::

   words
"""
WORDS = "Words\n=====\n\n.. medterm:glossary::\n"
CONF = {
    "project": "Demo",
    "version": "1",
    "copyright": "2026, nobody",
    "latex_engine": "xelatex",
    "man_pages": [("index", "demo", "Demo", "", 1)],
    "texinfo_documents": [("index", "demo", "Demo", "", "demo", "Demo", "Misc")],
}
PARTS = [
    "anemia",
    "noun",
    "uh-NEE-mee-uh",
    "ANM",
    "low red count",
    "anaemia",
    "anemias",
    "hematology",
    "too little",
    "hemoglobin",
    "thin blood",
    "a finding, no disease",
    "anemia of pregnancy",
    "lack of force",
    "prefix",
    "Ancient Greek",
    "ἀν-",
    "without",
    "By way of Latin",
    "bleeding",
    "a common one",
    "0001892",
    "Malaria",
    "ICD-10 B54",
    "polycythemia",
    "Anämie",
    "A book of words",
    "10.1000/xyz123",
    "2026-11-22",
    "A remark",
]
FILES = {
    "html": "index.html",
    "dirhtml": "index.html",
    "singlehtml": "index.html",
    "latex": "demo.tex",
    "text": "index.txt",
    "man": "demo.1",
    "texinfo": "demo.texi",
    "xml": "index.xml",
    "pseudoxml": "index.pseudoxml",
}


@pytest.fixture
def demo(project: Project) -> Project:
    """Give a project of two pages with all kinds of uses."""
    project.conf = CONF
    project.write({"index.rst": INDEX, "words.rst": WORDS})
    return project


def plain(text: str, builder: str) -> str:
    """Undo what a format does to letters and line ends."""
    if builder == "xml":
        text = "".join(ElementTree.fromstring(text).itertext())
    if "html" in builder:
        text = BeautifulSoup(text, "html.parser").get_text()
    if builder == "latex":
        text = re.sub(r"\\sphinxhyphen\{\}", "-", text).replace("{[}", "[").replace("{]}", "]")
    if builder == "man":
        text = text.replace("\\-", "-").replace("\\&", "")
    return " ".join(text.split())


@pytest.mark.parametrize("builder", FILES)
def test_builder_shows_the_full_entry(demo: Project, builder: str) -> None:
    """All that the record holds is in the output, and no builder warns."""
    text = plain(demo.build(builder, nitpicky=True).text(FILES[builder]), builder)
    assert [part for part in PARTS if part not in text] == []


def test_blocks_of_an_entry_begin_paragraphs_of_a_man_page(demo: Project) -> None:
    """A container alone would run together with the text before it."""
    lines = demo.build("man").text("demo.1").splitlines()
    for start in (r"\fBanemia\fP", r"\fBSynonyms:\fP", r"\fBEtymology\fP"):
        (place,) = (n for n, line in enumerate(lines) if line.startswith(start))
        assert lines[place - 1] == ".sp"


def test_epub_shows_the_full_entry_with_its_style(demo: Project) -> None:
    """The style sheet goes into the book."""
    built = demo.build("epub")
    with zipfile.ZipFile(built.out / "Demo.epub") as book:
        text = plain(book.read("index.xhtml").decode(), "html")
        assert "_static/medterm.css" in book.namelist()
        assert "medterm.css" in book.read("index.xhtml").decode()
    assert [part for part in PARTS if part not in text] == []


def test_gettext_collects_the_data_texts_with_their_place(demo: Project) -> None:
    """Definitions, notes and examples are messages; names and codes are not."""
    catalogue = demo.build("gettext").text("index.pot")
    messages = set(re.findall(r'^msgid "(.+)"$', catalogue, re.MULTILINE))
    assert {
        "too little :medterm:`hemoglobin` in the *blood*",
        "thin blood",
        "a finding, no disease",
        "anemia of pregnancy",
        "lack of force",
        "By way of Latin.",
        "a common one",
        "A remark.",
    } <= messages
    assert not messages & {"anemia", "low red count", "Etymology"}
    line = (
        demo.src.joinpath("terms.yaml").read_text(encoding="utf-8").splitlines().index("  anemia:")
        + 1
    )
    assert f"terms.yaml:{line}\n" in catalogue


def test_no_block_stands_in_a_paragraph(demo: Project) -> None:
    """Lists and tables inside a paragraph are faults in HTML, EPUB and manual pages."""
    page = ElementTree.fromstring(demo.build("xml").text("index.xml"))
    blocks = {"bullet_list", "enumerated_list", "paragraph", "table", "container"}
    paragraphs = list(page.iter("paragraph"))
    assert paragraphs
    assert [p for p in paragraphs if blocks & {child.tag for child in p}] == []


def internal_links(built: Built, name: str) -> set[str]:
    """List the addresses of all links to terms on a page."""
    return {str(a["href"]) for a in built.html(name).select("a.medterm")}


@pytest.mark.parametrize(
    ("builder", "page", "expected"),
    [
        ("html", "words.html", "index.html#medterm-anemia"),
        ("dirhtml", "words/index.html", "../#medterm-anemia"),
        ("singlehtml", "index.html", "#medterm-anemia"),
    ],
)
def test_links_between_pages_fit_the_builder(
    demo: Project, builder: str, page: str, expected: str
) -> None:
    """Each kind of web page has its own addresses."""
    assert expected in internal_links(demo.build(builder), page)


@pytest.mark.parametrize("builder", ["html", "singlehtml"])
def test_no_link_is_dead_and_no_id_stands_twice(demo: Project, builder: str) -> None:
    """Every address inside a page or between pages exists."""
    built = demo.build(builder)
    names = ["index.html", "words.html"] if builder == "html" else ["index.html"]
    pages = {name: built.html(name) for name in names}
    for name, soup in pages.items():
        ids = [tag["id"] for tag in soup.select("[id]")]
        assert len(ids) == len(set(ids))
        for link in soup.select("[role=main] a.internal[href*='#']"):
            target, _hash, fragment = str(link["href"]).partition("#")
            assert pages[target or name].find(id=fragment), link


def test_latex_defines_every_target_it_refers_to(demo: Project) -> None:
    """A hyperref without label would be dead in the PDF."""
    text = demo.build("latex").text("demo.tex")
    used = set(re.findall(r"\\hyperref\[\\detokenize\{([^}]*medterm[^}]*)\}\]", text))
    made = set(re.findall(r"\\label\{\\detokenize\{([^}]*medterm[^}]*)\}\}", text))
    assert used
    assert used <= made
    assert len(made) == len(re.findall(r"\\label\{\\detokenize\{[^}]*medterm", text))


def test_latex_leaves_the_letters_of_abbreviations_alone(demo: Project) -> None:
    """Sphinx sets abbreviations in small capitals; mRNA would be MRNA."""
    demo.write({"words.rst": f"{WORDS}\n:medterm:`ANM`\n"})
    assert r"\sphinxcrossref{ANM}" in demo.build("latex").text("demo.tex")


def test_texinfo_defines_every_target_it_refers_to(demo: Project) -> None:
    """Info readers can follow the links."""
    text = demo.build("texinfo").text("demo.texi")
    used = set(re.findall(r"@ref\{([^,}]+),,", text))
    made = set(re.findall(r"@anchor\{([^}]+)\}", text))
    assert re.search(r"@ref\{[^,}]+,,anemia\}", text)
    assert used <= made


def test_style_sheet_is_copied_for_web_pages_only(demo: Project) -> None:
    """Other formats have no use for it."""
    assert demo.build("html").out.joinpath("_static", "medterm.css").exists()
    assert not list(demo.build("text").out.rglob("*.css"))


def test_search_finds_labels_synonyms_and_text(demo: Project) -> None:
    """The search index has the objects, and the words of definitions."""
    demo.search = True
    index = demo.build("html").text("searchindex.js")
    for name in ("anemia", "anaemia", "low red count", "ANM"):
        assert f'"{name}"' in index
    assert "pregnanc" in index  # stemmed
