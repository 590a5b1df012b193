"""Writers that have fewer nodes than Sphinx's own lose no words of entries and mentions."""

from __future__ import annotations

import pytest
from docutils import nodes

from sphinx_medterm.ext.writing.known_nodes import NODES_MADE
from sphinx_medterm.names.mentions import NAMING_KINDS

from . import sparse_writer
from .conftest import TERMS, Project
from .test_builders import PARTS

INDEX = """\
Page
====

:medterm:abbr:`ANM`, :medterm:`ANM`, :medterm:part:`an-`, :medterm:code:`HP:0001903`,
:medterm:def:`dose`, *ANM* and ANM.

.. medterm:: anemia

   A remark.

.. medterm:glossary::
"""
DOSE = """\
  dose:
    definition: >-
      :abbr:`mg (milligram)` of H\\ :sub:`2`\\ O, 10\\ :sup:`6`, :math:`a^2`, **strong**, ``code``
    examples: ["a\\n\\n1. b\\n2. c"]
"""
SHOWN = [
    *(part for part in PARTS if part != "2026-11-22"),
    "mg",
    "milligram",
    "a^2",
    "strong",
    "code",
    "without",
    "HP:0001903",
]


@pytest.fixture
def sparse(project: Project) -> Project:
    """Return a project whose writer may lack nodes."""
    project.conf = {
        "extensions": ["sphinx_medterm", sparse_writer.__name__],
        "medterm_autolink": "all",
    }
    project.write({"index.rst": INDEX, "terms.yaml": TERMS + DOSE})
    return project


@pytest.mark.parametrize("lacking", NODES_MADE, ids=lambda node: node.__name__)
def test_no_word_is_lost_with_a_node(sparse: Project, lacking: type[nodes.Element]) -> None:
    """It stands there without the node."""
    text = sparse.build("sparse", sparse_lacks=[lacking.__name__]).text("index.txt")
    assert [part for part in SHOWN if part not in text] == []


def test_a_raised_number_does_not_become_part_of_the_one_before(sparse: Project) -> None:
    """Ten to the sixth is not a hundred and six."""
    text = sparse.build("sparse", sparse_lacks=["superscript", "subscript"]).text("index.txt")
    assert "".join(text.split()).count("H_2O,10^6,") == 2


def test_no_word_is_lost_with_all_nodes(sparse: Project) -> None:
    """A writer may have nothing but paragraphs."""
    lacking = [node.__name__ for node in NODES_MADE if node is not nodes.paragraph]
    text = sparse.build("sparse", sparse_lacks=lacking).text("index.txt")
    assert [part for part in SHOWN if part not in text] == []


def test_a_builder_that_does_not_say_what_it_has_gets_no_abbreviations(sparse: Project) -> None:
    """They may be something else there, such as entries in a glossary."""
    text = sparse.build("silent").text("index.txt")
    assert "mg (milligram)" in text
    assert "anemia (ANM)" in text


def test_the_table_holds_every_node_that_is_made(sparse: Project) -> None:
    """Otherwise a writer without it would lose the words in it."""
    kinds = sorted(NAMING_KINDS)
    roles = "\n\n".join(f":medterm:{kind}:`anemia#blood`" for kind in kinds)
    sparse.write({"index.rst": f"{INDEX}\n{roles}\n"})
    made = set(sparse.build("node-names").text("index.txt").split())
    assert made - {node.__name__ for node in NODES_MADE} == set()
    assert made >= {"abbreviation", "medterm_abbreviation", "rubric", "index", "target"}


def test_abbreviations_of_pages_are_left_to_their_writer(sparse: Project) -> None:
    """Only those of terms are replaced."""
    words = ":abbr:`x (y)` and :medterm:short:`ANM`"
    sparse.write({"index.rst": f"Page\n====\n\n{words}\n\n.. medterm:glossary::\n"})
    text = sparse.build("sparse", sparse_lacks=["abbreviation"]).text("index.txt")
    assert "ANM" in text
    assert "x" not in text.split("and")[0]
