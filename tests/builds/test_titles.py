"""A title with a mention says the same wherever it is shown, and follows the data."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
from sphinx.util.inventory import InventoryFile

from sphinx_medterm.names.mentions import KINDS

from .conftest import TITLES, Built, Project
from .outcome import without_checksums

DATA = """\
word_parts: {{an-: {{label: an-, gloss: {gloss}}}}}
terms:
  anemia:
    label: {label}
    abbreviations: [ANM]
    pronunciation: {{ipa: "{ipa}"}}
    codes: [{{system: HP, code: "0001903", display: {display}}}]
    etymology: {{parts: [an-]}}
    definition: "{definition}"
    plain_definition: {plain}
"""
OLD = {
    "gloss": "without",
    "label": "anemia",
    "ipa": "a",
    "display": "old name",
    "definition": "too little :medterm:`ANM` or 10\\\\ :sup:`6`",
    "plain": "thin blood",
}
NEW = {
    "gloss": "lacking",
    "label": "anaemia",
    "ipa": "b",
    "display": "new name",
    "definition": "few *red* cells",
    "plain": "pale blood",
}
SHOWN = {
    ":medterm:abbr:`ANM`": ("ANM", "ANM"),
    ":medterm:short:`ANM`": ("ANM", "ANM"),
    ":medterm:short:`ANM +plural`": ("ANMs", "ANMs"),
    ":medterm:long:`ANM`": ("anemia", "anaemia"),
    ":medterm:long:`ANM +plural`": ("anemias", "anaemias"),
    ":medterm:long:`ANM +capital`": ("Anemia", "Anaemia"),
    ":medterm:full:`ANM`": ("anemia (ANM)", "anaemia (ANM)"),
    ":medterm:def:`ANM`": ("too little ANM or 106", "few red cells"),
    ":medterm:plain:`ANM`": ("thin blood", "pale blood"),
    ":medterm:pron:`ANM`": ("/a/", "/b/"),
    ":medterm:etym:`ANM`": ("an- “without”", "an- “lacking”"),
    ":medterm:part:`an-`": ("an- (“without”)", "an- (“lacking”)"),
    ":medterm:code:`HP:0001903`": ("HP:0001903 (old name)", "HP:0001903 (new name)"),
    ":medterm:`ANM`": ("ANM", "ANM"),
    ":medterm:`text <ANM>`": ("text", "text"),
    ":medterm:long:`text <ANM>`": ("text", "text"),
}
"""What mentions show in a title, by the old data and by the new."""

INDEX = """\
Root
====

.. toctree::

   first
   titled
   last

:doc:`titled`, :ref:`page` and :ref:`section`
"""
TITLED = """\
.. _page:

The {0}
=======================================================

.. contents::

.. _section:

Of {0}
-------------------------------------------------------

Text.

.. medterm:glossary::
"""


def write(project: Project, mention: str, data: dict[str, str]) -> None:
    """Write a project with a mention in the titles of a page and of a section.

    Its pages are written once, and after that only its data.
    """
    project.conf = {**TITLES, "epub_copyright": "A", "html_theme": "alabaster"}
    pages = {
        "index.rst": INDEX,
        "first.rst": "First\n=====\n",
        "titled.rst": TITLED.format(mention),
        "last.rst": "Last\n====\n",
    }
    is_new = not project.src.joinpath("titled.rst").exists()
    project.write({**(pages if is_new else {}), "terms.yaml": DATA.format(**data)})


def squeezed(text: str) -> str:
    """Return a text with one blank between words."""
    return " ".join(text.split())


def titles_shown(built: Built) -> dict[str, str]:
    """Return what web pages show of the two titles, by place."""
    titled, index = built.html("titled.html"), built.html("index.html")
    first, last = built.html("first.html"), built.html("last.html")
    places: dict[str, Any] = {
        "heading": titled.select_one("h1 > a.toc-backref"),
        "contents": titled.select_one("nav.contents ul > li > p > a"),
        "section": titled.select_one("h2 > a.toc-backref"),
        "section in contents": titled.select_one("nav.contents ul ul a"),
        "toctree": index.select_one(".toctree-wrapper a[href='titled.html']"),
        "section in toctree": index.select_one(".toctree-wrapper ul ul a"),
        "navigation": first.select_one(".sphinxsidebar a[href='titled.html']"),
        "own page in navigation": titled.select_one(".sphinxsidebar li.current > a"),
        ":doc:": index.select_one("a > .doc"),
        ":ref:": index.select("a > .std-ref")[0],
        "section by :ref:": index.select("a > .std-ref")[1],
    }
    shown = {place: squeezed(tag.get_text()) for place, tag in places.items()}
    assert titled.title is not None
    shown["<title>"] = squeezed(titled.title.get_text()).partition(" —")[0]
    for page, rel in ((first, "next"), (last, "prev")):
        link = page.select_one(f"link[rel={rel}]")
        assert link is not None
        shown[rel] = squeezed(str(link["title"]))
    return shown


@pytest.mark.parametrize("mention", SHOWN)
def test_a_title_says_the_same_wherever_it_is_shown(project: Project, mention: str) -> None:
    """Headings, contents, navigation and links; and after a change of the data again."""
    for data, words in zip((OLD, NEW), SHOWN[mention], strict=True):
        write(project, mention, data)
        shown = titles_shown(project.build())
        of, the = f"Of {words}", f"The {words}"
        assert shown == {place: of if "section" in place else the for place in shown}


def test_a_change_of_the_data_reaches_search_inventory_and_books(project: Project) -> None:
    """They are made of what Sphinx has stored of the titles."""
    project.search = True
    for data, words in ((OLD, "anemia"), (NEW, "anaemia")):
        write(project, ":medterm:long:`ANM`", data)
        html = project.build()
        index = html.text("searchindex.js")
        titles = json.loads(index[index.index("{") : index.rindex("}") + 1])["titles"]
        assert f"The {words}" in titles
        with Path(html.out, "objects.inv").open("rb") as file:
            found = InventoryFile.load(file, "", lambda base, uri: base + uri)
        assert found["std:doc"]["titled"][3] == f"The {words}"
        assert found["std:label"]["section"][3] == f"Of {words}"
        with zipfile.ZipFile(next(project.build("epub").out.glob("*.epub"))) as book:
            for name in ("nav.xhtml", "toc.ncx"):
                text = "".join(ElementTree.fromstring(book.read(name)).itertext())
                assert f"The {words}" in text
                assert f"Of {words}" in text
        assert r"\label{\detokenize{titled::doc}}" in project.build("latex").text("p.tex")


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml", "text", "xml", "pseudoxml"])
def test_an_incremental_build_shows_what_a_clean_one_does(project: Project, builder: str) -> None:
    """In every format, and on all pages that show a title of another."""
    write(project, ":medterm:long:`ANM` (:medterm:abbr:`ANM`)", OLD)
    project.build(builder)
    write(project, ":medterm:long:`ANM` (:medterm:abbr:`ANM`)", NEW)
    built = project.build(builder)
    clean = project.build(builder, out="clean", doctrees="clean-doctrees")
    names = {file.name for file in clean.out.iterdir() if file.suffix in (".html", ".txt", ".xml")}
    for name in names:
        assert without_checksums(built.text(name)) == without_checksums(clean.text(name))
        assert "mention" not in built.text(name).replace("medterm", "")


def test_several_builders_share_the_pages_that_were_read(project: Project) -> None:
    """Each shows the data as they are when it runs."""
    mention = ":medterm:long:`ANM`"
    write(project, mention, OLD)
    project.build("html")
    project.build("text")
    write(project, mention, NEW)
    assert "The anaemia" in project.build("text").text("index.txt")
    assert set(titles_shown(project.build("html")).values()) == {"The anaemia", "Of anaemia"}
    write(project, mention, OLD)
    assert "The anemia" in project.build("text").text("index.txt")
    assert set(titles_shown(project.build("html")).values()) == {"The anemia", "Of anemia"}


def test_pages_read_and_written_in_parallel_show_the_same(project: Project) -> None:
    """What is stored of titles is merged with the pages."""
    write(project, ":medterm:long:`ANM`", OLD)
    project.write({f"page{n}.rst": f":orphan:\n\nPage {n}\n======\n" for n in range(8)})
    built = project.build(parallel=2)
    assert set(titles_shown(built).values()) == {"The anemia", "Of anemia"}
    write(project, ":medterm:long:`ANM`", NEW)
    built = project.build(parallel=2)
    assert set(titles_shown(built).values()) == {"The anaemia", "Of anaemia"}


def test_a_build_without_changes_writes_nothing(project: Project) -> None:
    """Nor does one whose changes no title shows write all pages."""
    write(project, ":medterm:long:`ANM`", OLD)
    project.build()
    assert project.build().written == []
    write(project, ":medterm:long:`ANM`", {**OLD, "plain": "weak blood"})
    assert project.build(medterm_audience="plain").warnings == []
    write(project, ":medterm:long:`ANM`", {**OLD, "plain": "dear blood"})
    assert project.build(medterm_audience="plain").written == ["index", "titled"]
    project.write({"first.rst": "First\n=====\n\nMore.\n"})
    assert project.build(medterm_audience="plain").written == ["first", "index"]


def test_a_title_that_loses_its_mention_is_shown_without(project: Project) -> None:
    """What was stored of it is forgotten with the page."""
    write(project, ":medterm:long:`ANM`", OLD)
    project.build()
    project.write({"titled.rst": TITLED.format("blood")})
    assert set(titles_shown(project.build()).values()) == {"The blood", "Of blood"}
    project.write({"index.rst": INDEX.replace("   titled\n", "").partition(":doc:")[0]})
    (project.src / "titled.rst").unlink()
    assert "titled" not in project.build().text("index.html")


def test_a_title_in_markdown_says_the_same(project: Project) -> None:
    """Its role is read by another parser."""
    project.conf = {"extensions": ["sphinx_medterm", "myst_parser"]}
    project.write(
        {
            "index.md": "# Root\n\n```{toctree}\npage\n```\n",
            "page.md": "# The {medterm:long}`ANM`\n\n```{medterm:glossary}\n```\n",
            "terms.yaml": DATA.format(**OLD),
        }
    )
    assert "The anemia" in project.build().html().get_text()


def test_names_of_terms_do_not_become_formulas_in_titles(project: Project) -> None:
    """MathJax looks for them in navigation, too."""
    write(project, ":medterm:long:`ANM`", {**OLD, "label": '"a $x$ b"'})
    link = project.build().html().select_one(".toctree-wrapper a[href='titled.html']")
    assert link is not None
    assert link.select_one(".mathjax_ignore") is not None
    assert re.search(r"The a \$x\$ b", link.get_text())


def test_empty_links_of_markdown_say_the_same_everywhere(project: Project) -> None:
    """They show the label, which Sphinx does not find in what it stores of the title."""
    index = "Root\n====\n\n.. toctree::\n\n   m\n\n:ref:`page`\n\n.. medterm:glossary::\n"
    page = "(page)=\n# On [](#zebra), <project:#anemia>\n\n## Of [](#zebra)\n\n[](#zebra)\n"
    project.write({"index.rst": index, "m.md": page})
    project.conf = {"extensions": ["sphinx_medterm", "myst_parser"], "html_theme": "alabaster"}
    for label in ("Zebra", "Zebu"):
        terms = project.src.joinpath("terms.yaml").read_text(encoding="utf-8")
        project.write({"terms.yaml": terms.replace("label: Zebra", f"label: {label}")})
        built = project.build()
        title = f"On {label}, anemia"
        assert built.one("head > title", "m.html").get_text().startswith(title)
        assert built.one("[role=main] h1", "m.html").get_text() == f"{title}¶"
        links = [link.get_text() for link in built.html().select('[role=main] a[href^="m.html"]')]
        assert links == [title, f"Of {label}", title]


def test_links_that_do_not_lead_to_terms_have_no_label_in_titles_either(project: Project) -> None:
    """With ``myst_ref_domains``, MyST may be told not to look among them."""
    index = "Root\n====\n\n.. toctree::\n\n   m\n\n.. medterm:glossary::\n"
    project.write({"index.rst": index, "m.md": "# On [](#zebra) alone\n\n"})
    built = project.build(
        extensions=["sphinx_medterm", "myst_parser"],
        myst_ref_domains=["py"],
        suppress_warnings=["myst"],
    )
    assert "Zebra" not in built.one("[role=main] h1", "m.html").get_text()
    assert "Zebra" not in built.one(".toctree-wrapper a").get_text()


@pytest.mark.parametrize("name", ["nobody", "more:nobody", "nobody#seen", ":", "nobody +plural"])
def test_an_unknown_mention_in_a_title_stops_nothing(project: Project, name: str) -> None:
    """It is shown as it is typed, in headings and in the contents, by whichever role."""
    titles = [f"On :medterm:{kind}:`{name}`" for kind in sorted(KINDS)]
    sections = "".join(f"{title}\n{'-' * 60}\n\n" for title in titles)
    project.write({"index.rst": f"Index\n=====\n\n.. toctree::\n\n   a\n\n{sections}"})
    project.write({"a.rst": f"On :medterm:`{name}`\n{'=' * 60}\n"})
    built = project.build(check=False)
    shown = name.partition(" ")[0].partition("#")[0] or name
    assert f"On {shown}" in built.one("[role=main] h1", "a.html").get_text()
    listed = built.html().select(".toctree-wrapper a")
    assert {link.get_text() for link in listed} == {f"On {shown}"}
    assert len(built.html().select("h2")) == len(KINDS)
