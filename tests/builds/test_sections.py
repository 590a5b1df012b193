"""The sections of entries, by audience: decided when pages are written, in every build alike."""

from __future__ import annotations

from typing import Any

import pytest

from sphinx_medterm.termbase.config_values import SECTIONS

from .conftest import Build, Built, Project
from .test_incremental import assert_as_clean

TERMS = """\
sources: {book: {title: Book}}
word_parts: {-al: {gloss: of, note: a part's note}}
terms:
  renal:
    pronunciation: {respelling: REE-nul, note: stress marks added}
    forms: [{label: renals, note: seldom}]
    synonyms: [{label: nephric, note: older name}]
    variants: [{label: ren-al, note: in old books}]
    abbreviations: [{label: RNL, note: used in tables}]
    senses:
      organ:
        definition: of the kidney
        plain_definition: of the kidneys
        scope_note: not of the adrenal
        codes: ["HP:0000001"]
        related: [gland]
      look: {definition: like one}
    etymology: {parts: [-al], note: from Latin}
    related_conditions:
      - {term: stone, relation: cause, note: annotated as frequent, sources: [book]}
      - {label: gout, codes: ["HP:0000002"]}
    codes: ["HP:0000003"]
    see_also: [stone]
    translations: {de: renal}
    reviewed: 2026-01-01
    sources: [book]
  gland: {definition: a gland}
  stone: {definition: a stone, codes: ["HP:0000004"]}
"""
ENTRY = ".. medterm:: renal\n"
QUIET = {"suppress_warnings": ["medterm.no_entry", "medterm.audience"]}
SELECTORS = {
    **{name: f".medterm-{name}" for name in SECTIONS},
    "pronunciation": ".medterm-respelling",
    "codes": ".medterm-code",
}
NOTES = [
    "stress marks added",
    "seldom",
    "older name",
    "in old books",
    "used in tables",
    "annotated as frequent",
]
"""The remarks of editors."""


@pytest.fixture(autouse=True)
def _terms(project: Project) -> None:
    """Write a term that has everything."""
    project.write({"terms.yaml": TERMS})


def order(built: Built, name: str = "index.html") -> list[str]:
    """List the sections of the entry on a page below the pronunciation, in order."""
    kinds = {f"medterm-{section}": section for section in SECTIONS if section != "pronunciation"}
    entry = built.one("#medterm-renal", name)
    return [
        kinds[found]
        for block in entry.select(".medterm-section")
        for found in block["class"]
        if found in kinds
    ]


DEFAULT = ["definition", "forms", "synonyms", "etymology", "conditions", "relations"]
DEFAULT += ["translations", "codes", "sources", "reviewed"]


@pytest.mark.parametrize(
    ("settings", "options", "expected"),
    [
        ({}, "", DEFAULT),
        (
            {"medterm_sections": ["codes", "synonyms", "definition"]},
            "",
            ["codes", "synonyms", "definition"],
        ),
        ({"medterm_sections": {"plain": ["codes"]}}, "", DEFAULT),
        (
            {"medterm_sections": {"plain": ["forms", "definition"]}},
            "   :audience: plain\n",
            ["forms", "definition"],
        ),
        (
            {"medterm_sections": ["reviewed", "codes"]},
            "   :show: codes forms reviewed\n",
            ["reviewed", "codes", "forms"],
        ),
        ({"medterm_sections": ["reviewed", "codes"]}, "   :hide: codes\n", ["reviewed"]),
        (
            {"medterm_hide": ["reviewed", "codes"], "medterm_audience": "plain"},
            "   :show: codes\n",
            ["codes"],
        ),
    ],
)
def test_sections_have_the_order_of_the_project(
    page: Build, settings: dict[str, Any], options: str, expected: list[str]
) -> None:
    """Whatever the order in an option."""
    assert order(page(ENTRY + options, **QUIET, **settings)) == expected


@pytest.mark.parametrize(
    ("name", "value"),
    [("medterm_sections", "codes,forms"), ("medterm_sections.both", "codes,forms")],
)
def test_sections_can_be_set_on_the_command_line(page: Build, name: str, value: str) -> None:
    """With ``-D``, for all audiences or for one."""
    assert order(page(ENTRY, **{name: value}, **QUIET)) == ["codes", "forms"]


def test_glossary_of_direct_use_reports_no_terms_that_it_leaves_out(project: Project) -> None:
    """What its entries mention besides is a word, and nothing is amiss; one on a page is."""
    project.write(
        {
            "terms.yaml": 'terms: {a: {definition: "a :medterm:`b`", see_also: [c]}, b: {definition'
            ": x}, c: {definition: x}}",
            "index.rst": "I\n=\n\n:medterm:`a`\n\n.. medterm:glossary::\n   :used: direct\n",
        }
    )
    built = project.build()
    assert [one["id"] for one in built.html().select(".medterm-entry")] == ["medterm-a"]
    assert [link.get_text() for link in built.html().select("a.medterm")] == ["a"]
    assert "a b" in built.one("#medterm-a").get_text()


@pytest.mark.parametrize("builder", ["html", "text"])
@pytest.mark.parametrize("audience", ["both", "professional", "plain"])
def test_lay_readers_are_shown_no_codes_and_no_remarks_of_editors(
    page: Build, builder: str, audience: str
) -> None:
    """Neither of the term nor of its senses and conditions; what explains the word stays."""
    built = page(ENTRY, builder=builder, medterm_audience=audience, **QUIET)
    shown = built.text("index.txt") if builder == "text" else built.one("#medterm-renal").get_text()
    is_lay = audience == "plain"
    for number in range(1, 5):
        assert (f"HP:000000{number}" in shown) != is_lay
    for note in (*NOTES, "Last reviewed"):
        assert (note in shown) != is_lay
    for kept in ("from Latin", "a part's note", "REE-nul", "nephric", "gout"):
        assert kept in shown.replace("’", "'")


@pytest.mark.parametrize("note", NOTES)
def test_remarks_are_hidden_and_shown_by_name(page: Build, note: str) -> None:
    """As any other section."""
    hidden = page(f"{ENTRY}   :hide: notes\n", **QUIET).one("#medterm-renal").get_text()
    assert note not in hidden
    shown = page(f"{ENTRY}   :audience: plain\n   :show: {', '.join(SECTIONS)}\n", **QUIET).one(
        "#medterm-renal"
    )
    assert note in shown.get_text()


CARD = "#medterm_card-renal"


@pytest.mark.parametrize(
    ("settings", "text", "shows", "lacks"),
    [
        ({}, f":medterm:`renal`\n\n{ENTRY}", ["REE-nul", "of the kidney", "“of”"], ["HP:"]),
        # What its entry hides …
        ({}, f":medterm:`renal`\n\n{ENTRY}   :hide: etymology\n", ["REE-nul"], ["“of”"]),
        ({"medterm_hide": ["etymology"]}, f":medterm:`renal`\n\n{ENTRY}", ["REE-nul"], ["“of”"]),
        ({"medterm_sections": ["definition"]}, f":medterm:`renal`\n\n{ENTRY}", ["of the"], ["REE"]),
        (
            {"medterm_sections": {"plain": ["definition"]}},
            f":medterm:`renal`\n\n{ENTRY}   :audience: plain\n",
            ["of the kidney"],
            ["REE-nul", "“of”"],
        ),
        # … and what it would hide from the readers of the card.
        (
            {"medterm_sections": {"plain": ["definition"]}},
            f":medterm:`renal +plain`\n\n{ENTRY}",
            ["of the kidneys"],
            ["REE-nul", "“of”"],
        ),
        (
            {"medterm_sections": {"plain": ["definition"]}},
            f":medterm:`renal +plain`\n\n{ENTRY}   :show: pronunciation, definition\n",
            ["REE-nul", "of the kidneys"],
            ["“of”"],
        ),
    ],
)
def test_cards_hide_what_entries_hide(
    page: Build, settings: dict[str, Any], text: str, shows: list[str], lacks: list[str]
) -> None:
    """For the readers of the entry, and for their own."""
    card = page(text, **QUIET, **settings).one(".medterm-card").get_text()
    assert [part for part in shows if part not in card] == []
    assert [part for part in lacks if part in card] == []


@pytest.mark.parametrize(
    ("setting", "warning"),
    [
        (
            {"medterm_sections": ["code", "definition"]},
            "conf.py: medterm_sections[0]: WARNING: entries have no section 'code'"
            " (did you mean 'codes'?) [medterm.option]",
        ),
        (
            {"medterm_sections": {"plain": ["definition", "note"]}},
            "conf.py: medterm_sections.plain[1]: WARNING: entries have no section 'note'"
            " (did you mean 'notes'?) [medterm.option]",
        ),
        (
            {"medterm_sections": {"lay": ["definition"]}},
            "conf.py: medterm_sections.lay: WARNING: unknown audience 'lay'",
        ),
        ({"medterm_sections": 7}, "The config value `medterm_sections' has type `int'"),
    ],
)
def test_faulty_settings_are_reported(page: Build, setting: dict[str, Any], warning: str) -> None:
    """With their place and a hint; the rest of them counts."""
    page(f"{ENTRY}   :show: definition\n", warns=[warning], **QUIET, **setting)


def test_an_unknown_kind_of_use_is_reported(page: Build) -> None:
    """The glossary is one of used terms all the same."""
    built = page(
        ".. medterm:glossary::\n   :used: driect\n\n:medterm:`gland`\n",
        warns=["index.rst:4: WARNING: invalid value 'driect' for 'used'"],
    )
    assert not built.html().select("#medterm-stone")


# ---------------------------------------------------------------------- after a change of settings

PAGES = {
    "entry.rst": f"E\n=\n\n{ENTRY}",
    "lay.rst": f"L\n=\n\n{ENTRY}   :no-index:\n   :audience: plain\n",
    "fixed.rst": f"F\n=\n\n{ENTRY}   :no-index:\n   :show: definition\n",
    "bare.rst": "B\n=\n\n.. medterm:: stone\n   :hide: codes\n\n.. medterm:: gland\n",
    "card.rst": "C\n=\n\n:medterm:`renal`\n",
    "lay-card.rst": "C\n=\n\n:medterm:`renal +plain`\n",
    "index.rst": "I\n=\n\n.. toctree::\n   :glob:\n\n   *\n",
}
CARDS = {"card", "lay-card", "bare"}
"""The pages with links to the entry, of the last one in another entry."""

LISTS = {"index"}
"""The pages that Sphinx writes whenever it writes one that they list."""

CHANGES: dict[str, tuple[dict[str, Any], set[str]]] = {
    "codes hidden": ({"medterm_hide": ["codes"]}, {"entry"}),
    "reviews hidden": ({"medterm_hide": ["reviewed"]}, {"entry"}),
    "word parts hidden": ({"medterm_hide": ["etymology"]}, {"entry", "lay", *CARDS}),
    "codes for all": (
        {"medterm_sections": {"plain": [*SECTIONS]}},
        {"lay"},
    ),
    "notes alone of lay readers": (
        {"medterm_sections": {"plain": [name for name in SECTIONS if name != "notes"]}},
        {"lay"},
    ),
    "definitions first": (
        {
            "medterm_sections": {
                "both": ["definition", *reversed([n for n in SECTIONS if n != "definition"])]
            }
        },
        {"entry"},
    ),
    "for others": ({"medterm_sections": {"professional": ["definition"]}}, set()),
    "less on cards": (
        {"medterm_sections": {"plain": ["definition", "sources"]}},
        {"lay", "lay-card"},
    ),
    "sections that nothing has": ({"medterm_sections": {"both": [*SECTIONS]}}, set()),
}


@pytest.mark.parametrize("builder", ["html", "text"])
@pytest.mark.parametrize("change", CHANGES)
def test_settings_write_the_pages_again_that_show_something_else(
    project: Project, builder: str, change: str
) -> None:
    """Law: none is read, just these are written, and all are as after a clean build."""
    settings, expected = CHANGES[change]
    project.conf |= QUIET
    project.write(PAGES)
    project.build(builder)
    project.conf |= settings
    built = project.build(builder)
    cards = CARDS if builder == "text" else set()
    assert (built.read, {*built.written} - LISTS) == ([], expected - cards)
    assert_as_clean(project, built, builder)
    for name in settings:
        del project.conf[name]
    back = project.build(builder)
    assert (back.read, {*back.written} - LISTS) == ([], expected - cards)
    assert_as_clean(project, back, builder)


def test_settings_decide_which_senses_have_addresses(project: Project) -> None:
    """In the index of objects and in links, though no page with a link is read again."""
    project.conf |= QUIET
    project.write({**PAGES, "card.rst": "C\n=\n\n:medterm:`renal#organ`\n"})
    built = project.build()
    assert built.one("a.medterm", "card.html")["href"] == "entry.html#medterm-renal--organ"
    project.conf["medterm_sections"] = ["synonyms"]
    built = project.build()
    assert built.read == []
    assert built.one("a.medterm", "card.html")["href"] == "entry.html#medterm-renal"
    assert_as_clean(project, built)


def test_messages_of_all_readers_are_extracted(project: Project) -> None:
    """Whatever the sections of each; what no reader is shown is not extracted."""
    project.conf |= QUIET | {
        "medterm_sections": {
            "both": ["definition"],
            "plain": ["etymology"],
            "professional": ["notes", "forms"],
        }
    }
    project.write(PAGES)
    built = project.build("gettext")
    text = built.text("entry.pot")
    assert "from Latin" in text
    assert "seldom" in text
    assert "older name" not in text
