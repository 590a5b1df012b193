"""Labels before entries and ``:name:`` on directives, as everywhere in Sphinx."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup

from .conftest import TERMS, TITLES, Project

INDEX = """\
Page
====

.. toctree::

   words

:ref:`my-label`, :ref:`typed <my-label>`, :ref:`named`, :ref:`typed <my-glossary>`,
:ref:`two`, `here`_, |sub|

.. |sub| replace:: :ref:`My-Label`

.. _here:

.. medterm:: bleeding
"""
WORDS = """\
Words
=====

.. _my-label:
.. _two:

.. medterm:: anemia
   :name: named

.. _figure:

.. figure:: x.png

   A figure

.. medterm:glossary::
   :name: my-glossary
"""
LABELS = ("my-label", "my-label", "named", "my-glossary", "two", "my-label")
SHOWN = ("{}", "typed", "{}", "typed", "{}", "{}")


def write(project: Project, label: str, **pages: str) -> None:
    """Write pages, and data with a label of the term."""
    named = TERMS.replace("  anemia:\n", f"  anemia:\n    label: {label}\n")
    project.write({**pages, "terms.yaml": named})


@pytest.fixture
def labelled(project: Project) -> Project:
    """Return a project with labels before entries."""
    project.conf = {**TITLES, "nitpicky": True, "numfig": True}
    (project.src / "x.png").write_bytes(b"")
    write(project, "anemia", **{"index.rst": INDEX, "words.rst": WORDS})
    return project


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml"])
def test_a_label_before_an_entry_shows_its_term(labelled: Project, builder: str) -> None:
    """And its link leads to the entry, by an id that is there."""
    words = {"html": "words.html", "dirhtml": "words/index.html"}.get(builder, "index.html")
    for label in ("anemia", "low blood"):
        write(labelled, label)
        built = labelled.build(builder)
        links = [span.parent for span in built.html().select("a > .std-ref")]
        assert [link.get_text() for link in links if link] == [one.format(label) for one in SHOWN]
        # On the one page of singlehtml, Sphinx puts the name of the document before every id.
        addresses = [str(link["href"]).rpartition("#")[2] for link in links if link]
        assert addresses == [*LABELS]
        page = built.html(words)
        for address in addresses:
            (target,) = page.select(f'[id="{address}"]')
            entry = target.find_parent(class_="medterm-entry")
            assert (entry or target).get("id") in {"medterm-anemia", "my-glossary"}
        assert built.html().select_one("[id=here]") is not None


def test_labels_lead_to_entries_in_latex_and_texinfo(labelled: Project) -> None:
    """Each is defined once."""
    text = labelled.build("latex").text("p.tex")
    for label in ("my-label", "named", "my-glossary", "two"):
        assert len(re.findall(rf"\\label\{{\\detokenize\{{words:{label}\}}\}}", text)) == 1
        assert rf"\hyperref[\detokenize{{words:{label}}}]" in text
    text = labelled.build("texinfo").text("p.texi")
    for label in ("my-label", "named", "my-glossary", "two"):
        assert len(re.findall(rf"@anchor\{{words {label}\}}", text)) == 1


@pytest.mark.parametrize("builder", ["text", "man", "xml", "pseudoxml", "epub"])
def test_labels_show_the_term_in_every_format(labelled: Project, builder: str) -> None:
    """Those without links as well."""
    labelled.conf["epub_copyright"] = "A"
    name = {"man": "p.1", "epub": "index.xhtml", "text": "index.txt"}.get(
        builder, f"index.{builder}"
    )
    write(labelled, "low blood")
    text = labelled.build(builder).text(name)
    assert BeautifulSoup(text, "html.parser").get_text().count("low blood") >= SHOWN.count("{}")


def test_a_label_in_markdown_shows_its_term(project: Project) -> None:
    """It precedes the directive there, too."""
    project.conf = {"extensions": ["sphinx_medterm", "myst_parser"]}
    page = "# Page\n\n{ref}`my-label` {ref}`named`\n\n(my-label)=\n"
    page += "```{medterm} anemia\n:name: named\n```\n\n```{medterm:glossary}\n```\n"
    project.write({"index.md": page})
    links = project.build().html().select("section > p a")
    assert [link.get_text() for link in links] == ["anemia"] * 2
    assert [link["href"] for link in links] == ["#my-label", "#named"]


def test_a_label_before_an_entry_of_an_unknown_term_has_no_title(labelled: Project) -> None:
    """Sphinx says so; links with a text lead to where the entry would be."""
    labelled.build()
    labelled.write({"terms.yaml": "terms:\n  bleeding: {definition: x}\n"})
    built = labelled.build(check=False)
    assert any("my-label" in warning for warning in built.warnings)
    assert built.html("words.html").select_one("[id=my-label]") is not None
    labelled.write({"terms.yaml": TERMS})
    labels = labelled.build().html().select("a > .std-ref")
    assert labels[0].get_text() == "anemia"


def test_a_label_that_is_taken_away_is_gone(labelled: Project) -> None:
    """As with any other label."""
    labelled.build()
    labelled.write({"words.rst": WORDS.replace(".. _my-label:\n", "")})
    built = labelled.build(check=False)
    assert any("my-label" in warning for warning in built.warnings)


def test_numbered_references_are_as_before(labelled: Project) -> None:
    """Their labels belong to figures."""
    labelled.write({"index.rst": INDEX + "\n:numref:`figure`\n"})
    assert labelled.build().one(".std-numref").get_text() == "Fig. 1"


def test_two_entries_of_one_name_are_reported_by_docutils(labelled: Project) -> None:
    """As with any directive that has names."""
    labelled.write({"words.rst": WORDS.replace("my-glossary", "named")})
    warnings = labelled.build(check=False).warnings
    assert any('Duplicate explicit target name: "named"' in warning for warning in warnings)
