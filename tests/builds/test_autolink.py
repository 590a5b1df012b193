"""Names in running text that become links by themselves: which, where, and in every build."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from sphinx_medterm.termbase.own_files import keep_json

from .conftest import TERMS, Build, Built, Project, write_catalogue
from .test_incremental import assert_as_clean, edit, outputs
from .together import Together

GLOSSARY = "\n\n.. medterm:glossary::\n   :hide: relations, conditions\n"
ALL: dict[str, Any] = {"medterm_autolink": "all"}


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
            [
                *("Anemia=anemia", "anemia", "Anemias=anemia", "bleeding", "anemia"),
                *("ANM=anemia", "bleeding", "anemia"),
            ],
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
    ],
)
def test_mention_counts_as_the_first(page: Build, mention: str) -> None:
    """Whatever its role; what stands before it is the first itself."""
    built = page(f"{mention} and anemia, bleeding.{GLOSSARY}", medterm_autolink="first")
    assert linked(built, within=PROSE) == ["bleeding"]


def test_quotation_is_no_link_and_does_not_count(page: Build) -> None:
    """The name after it is the first that leads to the entry."""
    built = page(f":medterm:def:`anemia`, of anemia.{GLOSSARY}", medterm_autolink="first")
    assert linked(built, within=PROSE) == ["anemia"]


@pytest.mark.parametrize(
    "text",
    [
        ":medterm:`anemia`\n-----------------\n\n",
        ":medterm:`anemia`\n   Of anemia.\n\n",
        ".. rst-class:: no-medterm-links\n\n:medterm:`anemia`\n\n",
    ],
)
def test_mention_counts_as_the_first_where_no_name_is_linked(page: Build, text: str) -> None:
    """In titles, in terms of lists, and in what has opted out."""
    built = page(f"{text}Anemia, bleeding.{GLOSSARY}", medterm_autolink="first")
    assert linked(built, within=PROSE) == ["bleeding"]


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
    text = 'T\\he "a\\nemia\\ ",\n*bleeding*\n-- low  red\ncount zebra.'
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
    "unlinked term": ":term:`!anemia` :any:`!anemia`",
    "role": ".. role:: no-medterm-links\n\n:no-medterm-links:`anemia`",
    "image": ".. image:: none.png\n   :alt: anemia",
    "only": ".. only:: latex\n\n   anemia",
}


AFTER = "\n\n.. container:: after\n\n   Zebra."


def together(folder: Path, texts: Iterable[str], **conf: Any) -> Together:
    """Build pages with these texts, and one with a glossary."""
    project = Project(folder, conf)
    words = f"Page\n====\n{GLOSSARY}"
    project.write({"conf.py": "", "terms.yaml": TERMS, "index.rst": words, "none.png": ""})
    return Together(project, texts)


@pytest.fixture(scope="module")
def outside(tmp_path_factory: pytest.TempPathFactory) -> Together:
    """Build pages with names outside running text, and one in it."""
    texts = [text + AFTER for text in NOT_IN.values()]
    return together(tmp_path_factory.mktemp("outside"), texts, medterm_autolink="first")


@pytest.mark.parametrize("text", NOT_IN.values(), ids=NOT_IN)
def test_not_in(outside: Together, text: str) -> None:
    """Titles, links, code and the like are no running text."""
    name = outside.page(text + AFTER)
    assert linked(outside.built, name) == ["Zebra=zebra"]
    assert linked(outside.built, name, within=".after") == ["Zebra=zebra"]


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


@pytest.fixture(scope="module")
def inside(tmp_path_factory: pytest.TempPathFactory) -> Together:
    """Build pages with names in running text."""
    return together(tmp_path_factory.mktemp("inside"), IN.values(), **ALL)


@pytest.mark.parametrize("text", IN.values(), ids=IN)
def test_in(inside: Together, text: str) -> None:
    """All else is."""
    assert linked(inside.built, inside.page(text)) == ["anemia", "bleeding"]


CAPTIONS = ["figure", "table caption", "code caption"]


@pytest.fixture(scope="module")
def without_captions(tmp_path_factory: pytest.TempPathFactory) -> Together:
    """Build pages with names in captions, which are left out."""
    texts = [IN[name] for name in CAPTIONS]
    folder = tmp_path_factory.mktemp("captions")
    return together(folder, texts, **ALL, medterm_autolink_captions=False)


@pytest.mark.parametrize("name", CAPTIONS)
def test_captions_are_left_alone_if_so_set(without_captions: Together, name: str) -> None:
    """By ``medterm_autolink_captions``; legends are no captions."""
    page = without_captions.page(IN[name])
    assert linked(without_captions.built, page) == ["bleeding"]


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
    built = project.build(warns=["invalid value 'some' for 'medterm-autolink'"], **ALL)
    assert linked(built, within=PROSE) == ["Anemia=anemia"]


def test_inline_opt_outs_in_markdown(project: Project) -> None:
    """By attributes of MyST, and by the exclamation mark."""
    pytest.importorskip("myst_parser")
    text = (
        "# Page\n\n{.no-medterm-links}\nOf anemia.\n\n[anemia]{.no-medterm-links},"
        " {medterm}`!anemia`, bleeding, `zebra`.\n\n```{medterm:glossary}\n```\n"
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
            ["bleeding", "hemoglobin", "zebra", "zebra", "zebra", *(["bleeding"] * 6)],
        ),
    ],
)
def test_entries_are_linked_like_prose(
    page: Build, project: Project, mode: str, found: list[str]
) -> None:
    """Definitions, notes and examples; not the term itself, nor names, origins and sources."""
    project.write({"terms.yaml": ENTRIES})
    built = page("Zebra, bleeding.\n\n.. medterm:glossary::\n", medterm_autolink=mode)
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


def test_a_capital_inside_a_sentence_makes_a_name(page: Build) -> None:
    """It is no plural of a lower-case name there, and may be one at the beginning."""
    text = (
        "Of Hemoglobins. Hemoglobins, hemoglobins (Hemoglobins); *of* Hemoglobins, of Hemoglobin."
    )
    shown = ("Hemoglobins", "hemoglobins", "Hemoglobin")
    assert linked(page(text + GLOSSARY, **ALL), within=PROSE) == [f"{x}=hemoglobin" for x in shown]


# ---------------------------------------------------------------------- every build

PAGES = {
    "index.rst": "Page\n====\n\n.. toctree::\n\n   one\n   two\n   plain\n   words\n",
    "one.rst": "One\n===\n\nOf anemia and a zebra. Low blood.\n",
    "two.rst": "Two\n===\n\nOf anaemia, anemia, and gore.\n",
    "plain.rst": "Plain\n=====\n\nNothing here.\n",
    "words.rst": "Words\n=====\n\n.. medterm:glossary::\n",
}


@pytest.fixture
def built_once(project: Project) -> Project:
    """Give a project that has been built with all links."""
    project.conf = dict(ALL)
    project.write(PAGES)
    project.build()
    return project


def test_parallel_build_equals_serial_build(project: Project) -> None:
    """Byte for byte."""
    more = {f"p{n}.rst": f"P\n=\n\nOf anemia, zebras {'and gore ' * n}.\n" for n in range(12)}
    tree = "".join(f"   p{n}\n" for n in range(12))
    project.write({**PAGES, **more, "index.rst": PAGES["index.rst"] + tree})
    serial = project.build(out="serial", medterm_autolink="first")
    shutil.rmtree(project.root / "doctrees")
    parallel = project.build(out="parallel", parallel=4, medterm_autolink="first")
    assert outputs(serial.out) == outputs(parallel.out)
    assert linked(parallel, "p3.html") == ["anemia", "zebras=zebra"]


def test_second_build_without_change_does_nothing(
    built_once: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No page is read or written, no text searched, no name of the termbase looked at."""
    monkeypatch.delattr("sphinx_medterm.termbase.lookup.Lookup.names_in_prose")
    built = built_once.build()
    assert (built.read, built.written) == ([], [])


@pytest.mark.parametrize(
    ("old", "new", "written"),
    [
        # a new name, a new term
        ("synonyms: [low red count]", "synonyms: [low red count, low blood]", {"one", "words"}),
        ("  zebra: ", "  gore: {definition: shed}\n  zebra: ", {"two", "words"}),
        ("  zebra: ", "  yak: {definition: an animal}\n  zebra: ", {"words"}),
        # names that are gone
        ("{label: Zebra, ", "{label: Quagga, hidden_labels: [Zebra], ", {"one", "words"}),
        ("variants: [{label: anaemia,", "variants: [{label: anæmic,", {"words"}),
        ("  zebra: {label: Zebra, definition: an unlikely diagnosis}\n", "", {"one", "words"}),
        # a term that opts out
        ("{label: Zebra, ", "{label: Zebra, autolink: false, ", {"one"}),
        # a name that two terms have
        (
            "{label: Zebra, ",
            "{label: Zebra, synonyms: [low red count, gore], ",
            {"two", "words"},
        ),
        ("{label: Zebra, ", "{label: Zebra, synonyms: [bleeding], ", {"words"}),
        # no name
        ("an unlikely diagnosis", "a striped animal", {"one", "words"}),
        ("loss of blood", "loss of much blood", {"words"}),
        ("loss of blood", "loss of red cells or gore", {"words"}),
    ],
)
def test_edit_of_data_writes_the_pages_that_hold_the_name(
    built_once: Project, old: str, new: str, written: set[str]
) -> None:
    """And reads none of them."""
    edit(built_once, old, new)
    built = built_once.build(medterm_std_terms=True)
    assert built.read == []
    assert set(built.written) - {"index"} == written
    assert_as_clean(built_once, built)


def test_names_in_definitions_follow_the_data(built_once: Project) -> None:
    """The page with the entry is written when a name in it appears elsewhere."""
    built_once.write(
        {
            "words.rst": "Words\n=====\n\n.. medterm:: bleeding\n\n.. medterm:: anemia\n"
            "   :show: codes\n",
            "plain.rst": "Plain\n=====\n\n.. medterm:: zebra\n",
        }
    )
    edit(built_once, "{definition: loss of blood,", '{definition: "loss of extra\\\\-med stripes",')
    assert linked(built_once.build(), "words.html") == []
    edit(built_once, "label: Zebra,", "label: Zebra, synonyms: [stripe, extra-med],")
    built = built_once.build()
    assert built.read == []
    assert linked(built, "words.html") == ["extra-med=zebra", "stripes=zebra"]
    assert_as_clean(built_once, built)


def test_entry_that_comes_and_goes(built_once: Project) -> None:
    """Its links come and go with it."""
    edit(built_once, "glossary::", "glossary::\n   :used:", "words.rst")
    built = built_once.build()
    assert linked(built, "one.html") == ["anemia", "zebra"]
    edit(built_once, "glossary::\n   :used:", "", "words.rst")
    edit(built_once, ".. medterm:", "", "words.rst")
    built = built_once.build()
    assert linked(built, "one.html") == []
    assert_as_clean(built_once, built)
    edit(built_once, "Nothing here.", ".. medterm:: zebra", "plain.rst")
    built = built_once.build()
    assert linked(built, "one.html") == ["zebra"]
    assert_as_clean(built_once, built)


def test_entry_that_moves_takes_its_links_along(built_once: Project) -> None:
    """The pages with its name are written again."""
    edit(built_once, "Nothing here.", ".. medterm:: zebra", "plain.rst")
    built = built_once.build()
    assert built.one("section a.medterm-auto[href$=zebra]", "one.html")["href"] == (
        "plain.html#medterm-zebra"
    )
    assert_as_clean(built_once, built)


def test_glossary_of_used_terms_has_those_that_are_linked(built_once: Project) -> None:
    """As far as they stand on pages; names in entries bring no more of them."""
    edit(built_once, "glossary::", "glossary::\n   :used:", "words.rst")
    edit(built_once, "an unlikely diagnosis", "a hemoglobin with stripes and no bleeding")
    edit(built_once, "see_also: [hemoglobin]", "see_also: []")
    edit(built_once, "{term: bleeding, ", "{label: bleeding, ")
    edit(built_once, ":medterm:`hemoglobin`", "hemoglobin")
    built = built_once.build()
    ids = [entry["id"] for entry in built.html("words.html").select(".medterm-entry")]
    assert ids == ["medterm-anemia", "medterm-polycythemia", "medterm-zebra"]
    edit(built_once, "Nothing here.", "Some bleeding.", "plain.rst")
    built = built_once.build()
    assert linked(built, "plain.html") == ["bleeding"]
    assert built.html("words.html").select("#medterm-bleeding")
    assert_as_clean(built_once, built)


def test_page_that_is_edited_is_searched_anew(built_once: Project) -> None:
    """Only what has changed is read."""
    edit(built_once, "Nothing here.", "A hemoglobin.", "plain.rst")
    built = built_once.build()
    assert built.read == ["plain"]
    assert linked(built, "plain.html") == ["hemoglobin"]
    assert_as_clean(built_once, built)


def test_page_that_begins_a_sentence_with_a_name_is_written_again(built_once: Project) -> None:
    """Where a name stands in its sentence decides whether it is linked."""
    name = "Hemoglobins"
    for text in (f"Of {name}.", f"{name} here. Of {name}.", f"Of {name}. {name}.", f"Of {name}."):
        built_once.write({"plain.rst": f"Plain\n=====\n\n{text}\n"})
        built = built_once.build()
        assert linked(built, "plain.html") == [f"{name}=hemoglobin"] * (text.count(name) - 1)
        assert_as_clean(built_once, built)


def test_pages_are_searched_once_while_names_stay(
    built_once: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Editing a definition searches no page; those written are searched for their links."""
    searched: list[str] = []
    find = "sphinx_medterm.ext.project.names_found.NamesFound._keep"

    def note(_found: Any, name: str, text: str, found: Any) -> Any:
        searched.append(text)
        return {}

    monkeypatch.setattr(find, note)
    edit(built_once, "loss of blood", "loss of much blood")
    built_once.build()
    assert searched == ["loss of much blood"]


@pytest.mark.parametrize("other", ["[broken", {}, {"names": 1, "found": 2}, None])
def test_memory_of_names_in_another_form_is_not_trusted(built_once: Project, other: object) -> None:
    """The texts are searched again."""
    file = built_once.root / "doctrees" / "medterm-names.json"
    file.unlink()
    if other is not None:
        keep_json(file, other)
    edit(built_once, "loss of blood", "loss of much blood")
    assert set(built_once.build().written) - {"index"} == {"words"}
    assert file.exists()


@pytest.mark.parametrize("first", ["off", "first", "section", "all"])
@pytest.mark.parametrize("second", ["off", "all"])
def test_changed_setting_takes_effect(project: Project, first: str, second: str) -> None:
    """In the project, and then on one page."""
    project.write(PAGES)
    project.build(medterm_autolink=first)
    project.conf = {"medterm_autolink": second}
    built = project.build()
    assert_as_clean(project, built)
    field = f":medterm-autolink: {first}\n\n"
    project.write({"two.rst": field + PAGES["two.rst"]})
    assert_as_clean(project, project.build())


def test_two_builders_on_the_same_doctrees(built_once: Project) -> None:
    """Each gets the links that the data give when it builds."""
    built_once.conf |= {"copyright": "nobody"}
    built_once.build("dirhtml", out="other")
    edit(built_once, "synonyms: [low red count]", "synonyms: [low red count, gore]")
    built_once.build()
    assert_as_clean(built_once, built_once.build("dirhtml", out="other"), "dirhtml")


# ---------------------------------------------------------------------- other formats

ASSEMBLED = {
    "index.rst": "Page\n====\n\nAnemia, anemia.\n\n"
    ".. toctree::\n\n   one\n   two\n   three\n   words\n",
    "one.rst": ":medterm-autolink: all\n\nOne\n===\n\nAnemia, anemia.\n",
    "two.rst": ":medterm-autolink: off\n\nTwo\n===\n\nAnemia, anemia.\n",
    "three.rst": "Three\n=====\n\nAnemia, anemia.\n",
    "words.rst": ":medterm-autolink: off\n\nWords\n=====\n\n.. medterm:glossary::\n",
}


def test_assembled_pages_keep_their_settings_and_first_names(project: Project) -> None:
    """Though all stand on one page of the output."""
    project.write(ASSEMBLED)
    built = project.build("singlehtml", medterm_autolink="first")
    sections = {"page": 1, "one": 2, "two": 0, "three": 1}
    for name, count in sections.items():
        links = built.html().select(f"#{name} > p > a.medterm-auto")
        assert [link["href"] for link in links] == ["#medterm-anemia"] * count


def test_links_on_paper(project: Project) -> None:
    """They lead to the labels of the entries."""
    project.write(ASSEMBLED)
    documents = [("index", "p.tex", "P", "A", "manual")]
    text = project.build("latex", medterm_autolink="first", latex_documents=documents).text("p.tex")
    body = text.partition("\\chapter{Words}")[0]
    assert body.count(r"{\hyperref[\detokenize{words:medterm-anemia}]{\sphinxcrossref{") == 4


@pytest.mark.parametrize("builder", ["text", "man", "texinfo", "epub", "xml", "pseudoxml"])
def test_every_format_can_be_written(built_once: Project, builder: str) -> None:
    """Without a warning, and with the same words."""
    conf: dict[str, Any] = {"copyright": "nobody", "version": "1"}
    conf["man_pages"] = [("index", "p", "p", "a", 7)]
    built_once.build(builder, **conf)


def test_text_is_the_same_with_and_without_links(built_once: Project) -> None:
    """Where links do not show."""
    on = built_once.build("text", out="on")
    off = built_once.build("text", out="off", medterm_autolink="off", doctrees="others")
    assert outputs(on.out) == outputs(off.out)


def test_messages_for_translation_are_the_same(built_once: Project) -> None:
    """Nothing is linked in them."""
    on = built_once.build("gettext", out="on", doctrees="g-on")
    off = built_once.build("gettext", out="off", doctrees="g-off", medterm_autolink="off")
    for name in ("one.pot", "words.pot"):
        lines = [built.text(name).partition("msgid")[2].partition("\n\n")[2] for built in (on, off)]
        assert lines[0] == lines[1]
    assert not on.out.joinpath("medterm-names.json").exists()
    assert not (built_once.root / "g-on" / "medterm-names.json").exists()


def test_names_are_those_of_the_translated_text(project: Project) -> None:
    """On pages, and in data text; a new name is found there, too."""
    said = {"Nothing here.": "Eine Zebra.", "loss of blood": "Verlust, wie\nbei einer Zebra, Gore"}
    write_catalogue(project, "de", "index", said)
    project.conf = {**ALL, "language": "de", "locale_dirs": ["locale"]}
    project.write(
        {
            "index.rst": "Page\n====\n\nNothing here.\n\n.. medterm:: bleeding\n"
            "   :hide: codes\n\n.. toctree::\n\n   two\n",
            "two.rst": "Two\n===\n\n.. medterm:: zebra\n",
        }
    )
    assert linked(project.build()) == ["Zebra=zebra", "Zebra=zebra"]
    edit(project, "{label: Zebra, ", "{label: Zebra, synonyms: [gore], ")
    built = project.build()
    assert linked(built) == ["Zebra=zebra", "Zebra=zebra", "Gore=zebra"]
    assert built.read == []
    assert_as_clean(project, built)


# ---------------------------------------------------------------------- dry run

DRY_TERMS = """\
terms:
  lead-1: {label: lead, definition: a metal}
  lead-2: {label: lead, definition: a wire}
  anemia:
    synonyms: [low red count]
    senses:
      one: {definition: "a zebra, or polycythemia"}
  polycythemia: {definition: too much}
  cold: {definition: x, autolink: false}
  zebra: {label: Zebra, definition: like anemia}
"""
DRY_PAGE = """\
Anemia
======

*Anemia*, a cold, polycythemia and ``anemia``;
a low red
count, zebra
and *zebra
or* zebra.

* a zebra
  lead

  .. note::

     lead

.. medterm:: anemia

   By zebras.

.. medterm:: zebra
   :hide: definition
"""
LISTED = """\
index.rst:4: "Anemia" -> anemia
index.rst:5: "low red count" -> anemia
index.rst:6: "zebra" -> zebra
index.rst:7: "zebra" -> zebra
index.rst:8: "zebra" -> zebra
index.rst:10: "zebra" -> zebra
terms.yaml:4: "zebra" -> zebra
index.rst:19: "zebras" -> zebra

8 links to 2 terms
      6 zebra
      2 anemia

4 not linked
index.rst:4: "polycythemia": the term 'polycythemia' has no entry on any page
index.rst:11: "lead": it is a name of several terms: lead-1, lead-2
index.rst:15: "lead": it is a name of several terms: lead-1, lead-2
terms.yaml:4: "polycythemia": the term 'polycythemia' has no entry on any page
"""


def test_dry_run_lists_links_and_what_is_not_linked(project: Project) -> None:
    """With the line of each name, and by ``all`` if the project links none."""
    project.write({"terms.yaml": DRY_TERMS, "index.rst": DRY_PAGE})
    built = project.build("medterm-autolink")
    assert built.text("autolink.txt") == LISTED
    assert all(line in built.shown for line in LISTED.splitlines())
    rows = [json.loads(line) for line in built.text("autolink.jsonl").splitlines()]
    assert rows[0] == {
        "page": "index.rst",
        "line": 4,
        "text": "Anemia",
        "key": "anemia",
        "reason": "",
    }
    assert [f"{row['page']}:{row['line']}" for row in rows if row["reason"]] == [
        "index.rst:4",
        "index.rst:11",
        "index.rst:15",
        "terms.yaml:4",
    ]
    assert sorted(file.name for file in built.out.iterdir()) == ["autolink.jsonl", "autolink.txt"]


def test_dry_run_lists_lines_of_markdown_pages(project: Project) -> None:
    """As well as the parser knows them."""
    pytest.importorskip("myst_parser")
    text = "# Page\n\nText.\n\nOf\nanemia.\n\n```{medterm} anemia\n:show: codes\n```\n"
    project.write({"index.md": text})
    built = project.build("medterm-autolink", extensions=["sphinx_medterm", "myst_parser"])
    assert built.text("autolink.txt").startswith('index.md:6: "anemia" -> anemia\n\n')


def test_dry_run_names_the_file_that_a_text_is_from(project: Project) -> None:
    """As for a page that includes another file."""
    project.write(
        {
            "part.txt": "Of\nanemia.\n",
            "index.rst": f"Page\n====\n\n.. include:: part.txt\n{GLOSSARY}",
        }
    )
    built = project.build("medterm-autolink")
    assert built.text("autolink.txt").startswith('part.txt:2: "anemia" -> anemia\n\n')


def test_dry_run_follows_the_setting_of_project_and_page(project: Project) -> None:
    """Pages that say ``off`` are left alone."""
    project.write(ASSEMBLED)
    lines = project.build("medterm-autolink", medterm_autolink="first").text("autolink.txt")
    assert lines.splitlines()[:4] == [
        'index.rst:4: "Anemia" -> anemia',
        'one.rst:6: "Anemia" -> anemia',
        'one.rst:6: "anemia" -> anemia',
        'three.rst:4: "Anemia" -> anemia',
    ]
    # What says nothing is all linked.
    lines = project.build("medterm-autolink", doctrees="others").text("autolink.txt")
    assert lines.count("two.rst") == lines.count("words.rst") == 0
    assert lines.count("-> anemia") == 6


def test_dry_run_is_the_same_in_each_build(project: Project) -> None:
    """In one that reads nothing, too, and with the doctrees of web pages."""
    project.write({**PAGES, "words.rst": "Words\n=====\n\n.. medterm:glossary::\n   :used:\n"})
    first = project.build("medterm-autolink", out="first", doctrees="others")
    again = project.build("medterm-autolink", out="first", doctrees="others")
    project.build(warns=["this glossary has no terms to show"])
    built = project.build("medterm-autolink", out="second")
    assert built.read == again.read == []
    assert built.text("autolink.txt") == first.text("autolink.txt") == again.text("autolink.txt")
    assert '"zebra" -> zebra' in built.text("autolink.txt")
