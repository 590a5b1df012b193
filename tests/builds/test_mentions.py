"""The role: what it finds, shows, links and warns about."""

from __future__ import annotations

import pytest

from .conftest import Build, Project

ENTRY = "\n\n.. medterm:: anemia\n   :show: definition\n"
GLOSSARY = "\n\n.. medterm:glossary::\n"


@pytest.mark.parametrize(
    "name",
    [
        "anemia",
        "Anemia",
        "ANEMIA",
        "anaemia",
        "low red count",
        "Low  Red Count",
        "ANM",
        "anemias",
        "anemmia",
    ],
)
def test_every_name_of_a_term_links_to_its_entry_and_shows_what_was_typed(
    page: Build, name: str
) -> None:
    """Label, variant, synonym, abbreviation, form and hidden label are found in any case."""
    link = page(f":medterm:`{name}`{GLOSSARY}").one("section > p > a.medterm")
    assert link["href"] == "#medterm-anemia"
    assert link.get_text() == name


def test_abbreviation_is_marked_as_one_where_it_is_written_as_declared(page: Build) -> None:
    """``ANM`` is an ``abbr``; the same letters in another case are words."""
    built = page(f":medterm:`ANM` :medterm:`Anm` :medterm:`ANM <zebra>`{GLOSSARY}")
    links = built.html().select("section > p > a.medterm")
    assert [link.abbr is not None for link in links] == [True, False, False]
    assert links[0].get_text() == "ANM"


def test_key_is_found_when_the_label_differs(page: Build, project: Project) -> None:
    """A key is a name too."""
    project.write({"terms.yaml": "terms: {rbc: {label: red cell, definition: a cell}}"})
    link = page(f":medterm:`rbc`{GLOSSARY}").one("section > p > a.medterm")
    assert link["href"] == "#medterm-rbc"


def test_explicit_title_is_shown_in_place_of_the_name(page: Build) -> None:
    """``shown <name>`` works as in every role of Sphinx."""
    link = page(f":medterm:`thin blood <anemia>`{GLOSSARY}").one("section > p > a.medterm")
    assert (link.get_text(), link["href"]) == ("thin blood", "#medterm-anemia")


def test_exclamation_mark_makes_no_link(page: Build) -> None:
    """``!word`` is shown as text, whether known or not."""
    built = page(f":medterm:`!anemia` and :medterm:`!nonsense`{GLOSSARY}")
    assert not built.html().select("section > p a.medterm")
    assert "anemia and nonsense" in built.html().get_text()


def test_name_with_hash_links_to_the_sense(page: Build) -> None:
    """``key#sense`` leads to the one meaning, and is not shown with it."""
    built = page(f":medterm:`thin <anemia#blood>` :medterm:`Anaemia#blood`{GLOSSARY}")
    first, second = built.html().select("section > p > a.medterm")
    assert first["href"] == second["href"] == "#medterm-anemia--blood"
    assert (first.get_text(), second.get_text()) == ("thin", "Anaemia")


def test_mention_links_across_pages(page: Build, project: Project) -> None:
    """The entry may stand on any page."""
    project.write({"words.rst": "Words\n=====\n\n.. medterm:glossary::\n"})
    built = page(":medterm:`anemia`\n\n.. toctree::\n\n   words\n")
    assert built.one("a.medterm")["href"] == "words.html#medterm-anemia"


def test_qualified_role_is_the_same_role(page: Build) -> None:
    """``medterm:term`` is the role under its name in the domain."""
    link = page(f":medterm:term:`Anemia`{GLOSSARY}").one("section > p > a.medterm")
    assert link["href"] == "#medterm-anemia"


def test_unknown_term_warns_at_its_line_with_suggestions(page: Build) -> None:
    """The page and line, and what was meant."""
    built = page(
        f"Text.\n\n:medterm:`anemai`{GLOSSARY}",
        warns=["index.rst:6: WARNING: unknown term 'anemai' (did you mean 'anemia'"],
    )
    assert "[medterm.unknown]" in built.warnings[0]
    assert built.warnings[0].count("' or '") <= 2


def test_unknown_sense_names_the_senses_there_are(page: Build) -> None:
    """A sense that does not exist is an unknown name."""
    page(
        f":medterm:`anemia#bone`{GLOSSARY}",
        warns=["unknown term 'anemia#bone' (it has the senses anemia#blood, anemia#figurative)"],
    )


def test_term_without_entry_is_shown_as_text_and_warned_about_once(page: Build) -> None:
    """The warning says what to write where."""
    built = page(
        ":medterm:`anemia` :medterm:`anaemia` :medterm:`Zebra`",
        warns=[
            "index.rst:4: WARNING: the term 'anemia' has no entry on any page, so it is not "
            "linked (show it on a page by the directive 'medterm' or 'medterm:glossary') "
            "[medterm.no_entry]",
            "the term 'zebra' has no entry",
        ],
    )
    assert "anemia anaemia Zebra" in built.html().get_text()
    assert not built.html().select("a.medterm")


def test_shared_label_warns_and_links_the_first_key(page: Build, project: Project) -> None:
    """Two terms may share a label; the warning names both keys."""
    project.write(
        {
            "terms.yaml": "terms:\n"
            "  ms-heart: {label: MS, definition: a valve}\n"
            "  ms-brain: {label: MS, definition: a sclerosis}\n"
        }
    )
    built = page(
        f":medterm:`MS` :medterm:`x <ms-heart>`{GLOSSARY}",
        warns=[
            "index.rst:4: WARNING: 'MS' is a name of several terms: ms-brain, ms-heart "
            "('ms-brain' is used; write a key (ms-brain, ms-heart)) [medterm.ambiguous]"
        ],
    )
    links = [link["href"] for link in built.html().select("section > p > a.medterm")]
    assert links == ["#medterm-ms-brain", "#medterm-ms-heart"]


def test_label_is_stronger_than_another_terms_synonym(page: Build, project: Project) -> None:
    """A synonym does not make the label of another term ambiguous."""
    project.write(
        {
            "terms.yaml": "terms:\n"
            "  pith: {definition: a core}\n"
            "  marrow: {definition: a tissue, synonyms: [pith]}\n"
        }
    )
    assert (
        page(f":medterm:`Pith`{GLOSSARY}").one("section > p > a.medterm")["href"] == "#medterm-pith"
    )


@pytest.mark.parametrize("subtype", ["unknown", "no_entry"])
def test_warnings_can_be_suppressed_by_subtype(page: Build, subtype: str) -> None:
    """``suppress_warnings`` knows the subtypes."""
    name = {"unknown": "nonsense", "no_entry": "anemia"}[subtype]
    page(f":medterm:`{name}`", suppress_warnings=[f"medterm.{subtype}"])


def test_std_term_role_finds_entries_by_any_name(page: Build) -> None:
    """``:term:`` works as if the entries stood in a Sphinx glossary."""
    built = page(f":term:`anemia` :term:`LOW red count` :term:`anemias`{GLOSSARY}")
    links = {a["href"] for a in built.html().select("section > p a.reference.internal")}
    assert links == {"#medterm-anemia"}


def test_std_terms_can_be_turned_off(page: Build) -> None:
    """Then ``:term:`` does not find entries."""
    page(
        f":term:`anemia`{GLOSSARY}",
        medterm_std_terms=False,
        warns=["term not in glossary: 'anemia'"],
    )


def test_own_sphinx_glossary_comes_first(page: Build) -> None:
    """A term of the project's own glossary keeps its ``:term:`` links, without any warning."""
    built = page(f":term:`anemia`\n\n.. glossary::\n\n   anemia\n      mine\n{GLOSSARY}")
    (link,) = built.html().select("section > p > a.reference.internal")
    assert link["href"] == "#term-anemia"


@pytest.mark.parametrize("std_terms", [True, False])
def test_any_role_finds_entries_without_ambiguity(page: Build, std_terms: bool) -> None:
    """``:any:`` resolves to the one entry, however it is listed."""
    built = page(f":any:`low red count`{GLOSSARY}", medterm_std_terms=std_terms)
    (link,) = built.html().select("section > p > a.reference.internal")
    assert link["href"] == "#medterm-anemia"


def test_mention_in_title_table_and_footnote(page: Build) -> None:
    """The role works wherever inline markup does."""
    built = page(
        "About :medterm:`anemia`\n-----------------------\n\n"
        "==================  =\n:medterm:`anaemia`   x\n==================  =\n\n"
        f"See [#f]_.\n\n.. [#f] :medterm:`ANM`.\n{GLOSSARY}"
    )
    links = built.html().select("h2 a.medterm, section > table a.medterm, aside a.medterm")
    assert [link["href"] for link in links] == ["#medterm-anemia"] * 3


def test_nitpicky_build_is_silent_about_links_inside_entries(page: Build) -> None:
    """See-also of a term without entry is shown as text; the data is not at fault."""
    built = page(".. medterm:: anemia\n", nitpicky=True, warns=["'hemoglobin' has no entry"])
    assert "polycythemia" in built.one(".medterm-relations").get_text()


def test_external_projects_are_reached_through_intersphinx(page: Build, project: Project) -> None:
    """Unknown here, known there: by plain role and by the ``external`` role."""
    other = project.root / "other"
    there = Project(other)
    there.write({"conf.py": "", "terms.yaml": "terms: {ruga: {definition: a fold}}"})
    there.write({"index.rst": "Page\n====\n\n.. medterm:glossary::\n"})
    inventory = there.build().out / "objects.inv"
    built = page(
        ":medterm:`ruga` :external:medterm:term:`ruga` :external:term:`ruga`",
        extensions=["sphinx_medterm", "sphinx.ext.intersphinx"],
        intersphinx_mapping={"there": ("https://example.org/", str(inventory))},
    )
    links = [a["href"] for a in built.html().select("section > p > a.external")]
    assert links == ["https://example.org/index.html#medterm-ruga"] * 3
