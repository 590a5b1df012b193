"""Names in running text that become links by themselves: which, where, and in every build."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from .conftest import TERMS, Build, Built, Project
from .test_incremental import assert_as_clean, edit, outputs

GLOSSARY = "\n\n.. medterm:glossary::\n   :hide: relations, conditions\n"
ALL = {"medterm_autolink": "all"}


def linked(built: Built, name: str = "index.html", within: str = "section") -> list[str]:
    """List what the automatic links of a page show, with the key if it is another word."""
    found = []
    for link in built.html(name).select(f"{within} a.medterm-auto"):
        key = str(link["href"]).rpartition("#medterm-")[2]
        shown = " ".join(link.get_text().split())
        found.append(shown if shown == key else f"{shown}={key}")
    return found


PROSE = "section > :not(.medterm-glossary)"
"""What stands on a page above its glossary."""


# ---------------------------------------------------------------------- which

SECTIONS = """\
Anemia, anemia.

One
---

Anemias and bleeding; anemia.

Inner
~~~~~

ANM, bleeding.

Two
---

Of anemia.
"""


@pytest.mark.parametrize(
    ("mode", "found"),
    [
        ("off", []),
        ("first", ["Anemia=anemia", "bleeding"]),
        (
            "section",
            ["Anemia=anemia", "Anemias=anemia", "bleeding", "ANM=anemia", "bleeding", "anemia"],
        ),
        (
            "all",
            ["Anemia=anemia", "anemia", "Anemias=anemia", "bleeding", "anemia"]
            + ["ANM=anemia", "bleeding", "anemia"],
        ),
    ],
)
def test_modes(page: Build, project: Project, mode: str, found: list[str]) -> None:
    """The first on a page, the first in each innermost section, or all."""
    project.write({"words.rst": f"Words\n=====\n{GLOSSARY}"})
    built = page(f"{SECTIONS}\n.. toctree::\n\n   words\n", medterm_autolink=mode)
    assert linked(built) == found


@pytest.mark.parametrize(
    "mention",
    [
        ":medterm:`ANM`",
        ":term:`anaemia`",
        ":any:`anemia`",
        ":medterm:abbr:`ANM`",
        ":medterm:def:`anemia`",
    ],
)
def test_mention_counts_as_the_first(page: Build, mention: str) -> None:
    """Whatever its role; what stands before it is the first itself."""
    built = page(f"{mention} and anemia, bleeding.{GLOSSARY}", medterm_autolink="first")
    assert linked(built, within=PROSE) == ["bleeding"]
    built = page(f"Anemia and {mention}.{GLOSSARY}", medterm_autolink="first")
    assert linked(built, within=PROSE) == ["Anemia=anemia"]


def test_mention_of_something_else_is_no_first(page: Build) -> None:
    """A reference of another kind, or one that leads to a term of Sphinx's own glossary."""
    text = (
        ".. glossary::\n\n   anemia\n      another\n\n:doc:`anemia <index>`, :term:`anemia`, anemia"
    )
    assert linked(page(f"{text}{GLOSSARY}", medterm_autolink="first"), within=PROSE) == ["anemia"]


def test_link_of_an_abbreviation_is_marked_as_one(page: Build) -> None:
    """As in mentions; the classes tell automatic links apart."""
    built = page(f"Of ANM and anm.{GLOSSARY}", **ALL)
    link = built.one("section > p > a")
    assert link.abbr is not None
    assert link["class"] == ["medterm", "medterm-auto", "medterm-word", "reference", "internal"]
    assert built.one("section > p").get_text() == "Of ANM and anm."


def test_text_is_kept_to_the_letter(page: Build) -> None:
    """White space, quotes and what stands between names stay as they are."""
    text = 'The "anemia",\n*bleeding*\n-- low  red\ncount zebra.'
    off, on = page(text + GLOSSARY), page(text + GLOSSARY, **ALL)
    assert on.one("section > p").get_text() == off.one("section > p").get_text()
    assert linked(on, within=PROSE) == [
        "anemia",
        "bleeding",
        "low red count=anemia",
        "Zebra=zebra"[6:],
    ]


def test_names_do_not_reach_over_markup(page: Build) -> None:
    """A name of several words lies in one piece of text."""
    assert linked(page(f"Low *red* count, *low red count*.{GLOSSARY}", **ALL), within=PROSE) == [
        "low red count=anemia"
    ]


def test_terms_without_entry_are_not_linked(page: Build) -> None:
    """Nor is anything said of them."""
    assert linked(page("Anemia and zebra.\n\n.. medterm:: zebra\n", **ALL)) == ["zebra"]


def test_names_of_several_terms_are_not_linked(page: Build, project: Project) -> None:
    """Nor are shorter names inside them."""
    terms = "terms:\n" + "".join(
        f"  {key}: {{label: {label}, definition: x}}\n"
        for key, label in [("a", "heat stroke"), ("b", "heat stroke"), ("stroke", "stroke")]
    )
    project.write({"terms.yaml": terms})
    assert linked(page(f"Heat stroke, stroke.{GLOSSARY}", **ALL), within=PROSE) == ["stroke"]


def test_term_opts_out(page: Build, project: Project) -> None:
    """By ``autolink: false``, which mentions do not care about."""
    edit(project, "label: Zebra,", "label: Zebra, autolink: false,")
    built = page(f"Zebra, :medterm:`zebra`, anemia.{GLOSSARY}", **ALL)
    assert linked(built, within=PROSE) == ["anemia"]
    assert len(built.html().select("section > p > a.medterm")) == 2


def test_autolink_must_be_a_truth_value(page: Build, project: Project) -> None:
    """A word is a fault in the data file."""
    edit(project, "label: Zebra,", "label: Zebra, autolink: never,")
    page("Text.", warns=["terms.zebra.autolink"])


# ---------------------------------------------------------------------- where

NOT_IN = {
    "title": "anemia\n------\n\nText.",
    "rubric": ".. rubric:: anemia",
    "topic": ".. topic:: anemia\n\n   Text.",
    "admonition": ".. admonition:: anemia\n\n   Text.",
    "sidebar": ".. sidebar:: anemia\n\n   Text.",
    "link": "`anemia <https://example.org>`_",
    "address": "https://example.org/anemia anemia.example.org",
    "reference": ":doc:`anemia <index>`",
    "mention": ":medterm:`the anemia <bleeding>`",
    "unlinked mention": ":medterm:`!anemia`",
    "download": ":download:`anemia <terms.yaml>`",
    "target": "_`anemia`",
    "title reference": ":title:`anemia`",
    "literal": "``anemia``",
    "literal block": "::\n\n   anemia",
    "code": ":code:`anemia`",
    "code block": ".. code-block:: text\n\n   anemia",
    "doctest": ">>> anemia",
    "file": ":file:`anemia`",
    "keys": ":kbd:`anemia`",
    "label of a program": ":guilabel:`anemia`",
    "menu": ":menuselection:`anemia --> bleeding`",
    "command": ":command:`anemia` :program:`bleeding` :manpage:`zebra(1)`",
    "raw": ".. raw:: html\n\n   <p>anemia</p>",
    "math": ":math:`anemia`\n\n.. math:: anemia",
    "comment": ".. anemia",
    "citation": "[anemia]_\n\n.. [anemia] Text.",
    "footnote": "[#anemia]_\n\n.. [#anemia] Text.",
    "abbreviation": ":abbr:`ANM (anemia)`",
    "definition": ":dfn:`anemia`",
    "index": ".. index:: anemia\n\nText.",
    "signature": ".. py:function:: anemia(bleeding)",
    "field name": ":anemia: text",
    "option": "--anemia  text",
    "defined term": "anemia\n   Text.",
    "contents": ".. contents::\n\nanemia\n------\n\nText.",
    "version": ".. versionadded:: 1\n",
    "class": ".. rst-class:: no-medterm-links\n\nOf anemia.",
    "container": ".. container:: no-medterm-links\n\n   Of *anemia*.\n\n   .. note:: Of anemia.",
    "role": ".. role:: no-medterm-links\n\n:no-medterm-links:`anemia`",
    "image": ".. image:: none.png\n   :alt: anemia",
    "only": ".. only:: latex\n\n   anemia",
}


@pytest.mark.parametrize("text", NOT_IN.values(), ids=NOT_IN)
def test_not_in(page: Build, project: Project, text: str) -> None:
    """Titles, links, code and the like are no running text."""
    project.src.joinpath("none.png").write_bytes(b"")
    built = page(f"{text}\n\n.. container:: after\n\n   Zebra.{GLOSSARY}", medterm_autolink="first")
    assert linked(built, within="section > :not(.medterm-glossary)") == ["Zebra=zebra"]
    assert linked(built, within=".after") == ["Zebra=zebra"]


IN = {
    "emphasis": "*anemia* **bleeding**",
    "list": "* anemia\n* bleeding",
    "definition": "term\n   anemia and bleeding",
    "note": ".. note:: anemia\n\n   bleeding",
    "quote": "   anemia\n\n   bleeding",
    "lines": "| anemia\n| bleeding",
    "footnote": "[#]_\n\n.. [#] anemia, bleeding",
    "table": "=====  ========\nanemia bleeding\n=====  ========".replace(
        "anemia ", "anemia  "
    ).replace("=====  ", "======  "),
    "description": ".. py:function:: f()\n\n   anemia\n\n   :param x: bleeding",
    "figure": ".. figure:: none.png\n\n   anemia\n\n   bleeding",
    "table caption": ".. list-table:: anemia\n\n   * - bleeding",
    "code caption": ".. code-block:: text\n   :caption: anemia\n\n   x\n\nbleeding",
    "only": ".. only:: html\n\n   anemia\n\n   bleeding",
    "changed": ".. versionchanged:: 1\n   anemia\n\n   bleeding",
}


@pytest.mark.parametrize("text", IN.values(), ids=IN)
def test_in(page: Build, project: Project, text: str) -> None:
    """All else is."""
    project.src.joinpath("none.png").write_bytes(b"")
    built = page(f"{text}{GLOSSARY}", **ALL)
    assert linked(built, within="section > :not(.medterm-glossary)") == ["anemia", "bleeding"]


@pytest.mark.parametrize("name", ["figure", "table caption", "code caption"])
def test_captions_are_left_alone_if_so_set(page: Build, project: Project, name: str) -> None:
    """By ``medterm_autolink_captions``; legends are no captions."""
    project.src.joinpath("none.png").write_bytes(b"")
    built = page(f"{IN[name]}{GLOSSARY}", **ALL, medterm_autolink_captions=False)
    assert linked(built, within="section > :not(.medterm-glossary)") == ["bleeding"]


def test_what_only_leaves_out_is_no_first(page: Build) -> None:
    """It is not there."""
    text = ".. only:: latex\n\n   anemia and :medterm:`zebra`\n\nAnemia, zebra."
    built = page(f"{text}{GLOSSARY}", medterm_autolink="first")
    assert linked(built, within=PROSE) == ["Anemia=anemia", "zebra"]


# ---------------------------------------------------------------------- per page


@pytest.mark.parametrize(
    ("project_says", "page_says", "count"),
    [("off", "all", 2), ("all", "off", 0), ("all", "first", 1), ("off", "FIRST", 1)],
)
@pytest.mark.parametrize("suffix", ["rst", "md"])
def test_field_of_a_page(
    project: Project, project_says: str, page_says: str, count: int, suffix: str
) -> None:
    """A page may be linked though the project is not, and the other way round."""
    pytest.importorskip("myst_parser")
    front = {
        "rst": f":medterm-autolink: {page_says}\n\nPage\n====\n",
        "md": f"---\nmedterm-autolink: {page_says}\n---\n# Page\n",
    }
    words = f":orphan:\n\nWords\n=====\n{GLOSSARY}"
    project.write({f"index.{suffix}": f"{front[suffix]}\nAnemia, anemia.\n", "words.rst": words})
    extensions = ["sphinx_medterm", "myst_parser"]
    built = project.build(extensions=extensions, medterm_autolink=project_says)
    assert len(linked(built)) == count


def test_unknown_mode_of_a_page_is_reported(project: Project) -> None:
    """It counts as unset."""
    project.write({"index.rst": f":medterm-autolink: some\n\nPage\n====\n\nAnemia.{GLOSSARY}"})
    built = project.build(warns=["'medterm-autolink' cannot be 'some'"], **ALL)
    assert linked(built, within=PROSE) == ["Anemia=anemia"]


def test_inline_opt_outs_in_markdown(project: Project) -> None:
    """By attributes of MyST, and by the exclamation mark."""
    pytest.importorskip("myst_parser")
    text = (
        "# Page\n\n{.no-medterm-links}\nOf anemia.\n\n[anemia]{.no-medterm-links}, {medterm}`!anemia`, bleeding,"
        " `zebra`.\n\n```{medterm:glossary}\n```\n"
    )
    project.write({"index.md": text})
    built = project.build(
        extensions=["sphinx_medterm", "myst_parser"],
        myst_enable_extensions=["attrs_inline", "attrs_block"],
        medterm_hide=["relations", "conditions"],
        **ALL,
    )
    assert linked(built, within=PROSE) == ["bleeding"]


# ---------------------------------------------------------------------- entries

ENTRIES = """\
sources: {book: {title: A zebra book}}
word_parts: {an-: {kind: prefix, gloss: zebra, note: as in bleeding}}
terms:
  anemia:
    senses:
      one:
        definition: "anemia, *bleeding* and :medterm:`hemoglobin`, hemoglobin"
        plain_definition: a zebra, a zebra
      two: {definition: zebra, scope_note: of bleeding, examples: [a bleeding anemia]}
    synonyms: [{label: other bleeding, note: bleeding}]
    etymology: {parts: [an-], note: from bleeding, sources: [book]}
    related_conditions: [{label: zebra, relation: bleeding, note: a bleeding}]
    translations: {de: {definition: zebra}}
    sources: [book]
  bleeding: {definition: loss}
  hemoglobin: {definition: a protein}
  zebra: {definition: an animal}
"""


@pytest.mark.parametrize(
    ("mode", "found"),
    [
        ("off", []),
        ("first", ["bleeding", "zebra"]),
        (
            "all",
            ["bleeding", "hemoglobin", "zebra", "zebra", "zebra", "bleeding", "bleeding"]
            + ["bleeding", "bleeding", "bleeding"],
        ),
    ],
)
def test_entries_are_linked_like_prose(
    page: Build, project: Project, mode: str, found: list[str]
) -> None:
    """Definitions, notes and examples; not the term itself, nor names, origins and sources."""
    project.write({"terms.yaml": ENTRIES})
    built = page(f"Zebra, bleeding.\n\n.. medterm:glossary::\n", medterm_autolink=mode)
    assert linked(built, within="#medterm-anemia") == found


def test_remarks_in_an_entry_belong_to_it(page: Build) -> None:
    """Its own term is not linked in them, and the entry is a page of its own."""
    text = "Zebra.\n\n.. medterm:: anemia\n   :show: codes\n\n   Anemia of a zebra, zebra.\n"
    built = page(f"{text}\nZebra, anemia.\n\n.. medterm:: zebra\n", medterm_autolink="first")
    assert linked(built) == ["Zebra=zebra", "zebra", "anemia"]


def test_quoted_definitions_are_not_linked(page: Build) -> None:
    """What mentions show is not what the author of the page wrote."""
    built = page(f":medterm:def:`hemoglobin`, :medterm:plain:`anemia`{GLOSSARY}", **ALL)
    assert linked(built, within=PROSE) == []


def test_links_have_cards_unless_their_role_is_left_out(page: Build) -> None:
    """``autolink`` is the name of their role."""
    text = f"Zebra.{GLOSSARY}"
    assert page(text, **ALL).html().select("#medterm_card-zebra")
    roles = ["medterm", "term"]
    assert not page(text, **ALL, medterm_card_roles=roles).html().select("#medterm_card-zebra")


def test_audience_of_an_entry_is_that_of_links_in_it(page: Build) -> None:
    """Their cards speak to the same readers."""
    text = (
        ".. medterm:: bleeding\n   :audience: professional\n\n   Of zebras.\n\n.. medterm:: zebra"
    )
    assert page(text, **ALL).html().select("#medterm_card_professional-zebra")


def test_lacks_of_cards_are_reported(page: Build) -> None:
    """A definition that is missing for the readers of a page."""
    page(
        "Hemoglobin.\n\n.. medterm:: hemoglobin\n   :audience: both\n",
        **ALL,
        medterm_audience="plain",
        warns=["the term 'hemoglobin' has no plain definition"],
    )
