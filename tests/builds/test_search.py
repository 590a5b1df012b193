"""Sphinx's own search: words and codes that lead to entries, and what results say of them."""

from __future__ import annotations

from typing import Any

import pytest
from sphinx.util.inventory import InventoryFile

from .conftest import Build, Built, Project
from .outcome import search_index

TERMS = """\
terms:
  aml:
    label: acute myeloid leukemia
    abbreviations: [AML]
    synonyms: [acute myelogenous leukemia]
    codes: [{system: ICD10CM, code: C92.0}, {system: ICD10, code: C92.0}]
    definition: x
  leukemia: {definition: x, hidden_labels: [leukaimia]}
  mega: {label: megakaryocyte, forms: [{label: megakaryocytes, number: plural}], definition: x}
  ms: {label: multiple sclerosis, abbreviations: [MS], definition: x}
  mitral: {label: mitral stenosis, abbreviations: [MS], definition: x}
  emh:
    label: extramedullary hematopoiesis
    senses:
      finding: {definition: x, codes: [{system: HP, code: "0001978"}]}
    related_conditions: [{label: anemia, relation: cause, codes: [{system: ICD10, code: D64.9}]}]
  red: {label: extramedullary, part_of_speech: adjective, definition: x}
  lt: {label: "p < 0.05 & more", abbreviations: ["Crohn's"], definition: x}
"""
PAGE = ".. medterm:glossary::\n"


@pytest.fixture
def terms(project: Project) -> Project:
    """Give a project with terms that have names of all kinds."""
    project.search = True
    project.write({"terms.yaml": TERMS})
    return project


def found(built: Built) -> dict[str, list[tuple[str, str, int]]]:
    """List all that the search finds: by what is shown, where it leads, as what, and how early."""
    index = search_index(built.text("searchindex.js"))
    shown: dict[str, list[tuple[str, str, int]]] = {}
    for prefix, _page, _domain, _kind, told, priority, target, name in index["objects"]:
        whole = f"{prefix}.{name}" if prefix else name
        shown.setdefault(whole, []).append((target, told, priority))
    return shown


def test_results_say_what_a_name_stands_for(terms: Project, page: Build) -> None:
    """A label is a term; all else refers to it."""
    results = found(page(PAGE))
    assert results["acute myeloid leukemia"] == [("medterm-aml", "term", 0)]
    see = "see acute myeloid leukemia"
    assert results["AML"] == [("medterm-aml", see, 0)]
    assert results["acute myelogenous leukemia"] == [("medterm-aml", see, 0)]
    assert results["acute myeloid leukemias"] == [("medterm-aml", see, 1)]
    assert results["AMLs"] == [("medterm-aml", see, 1)]
    assert results["leukemias"] == [("medterm-leukemia", "see leukemia", 1)]
    assert results["megakaryocytes"] == [("medterm-mega", "see megakaryocyte", 1)]
    assert results["C92.0"] == [("medterm-aml", see, 0)]
    emh = "see extramedullary hematopoiesis"
    assert results["HP:0001978"] == [("medterm-emh--finding", emh, 0)]


def test_results_hold_nothing_that_is_hidden_or_made_up(terms: Project, page: Build) -> None:
    """Hidden labels, keys, codes of other conditions, plurals of adjectives."""
    results = found(page(PAGE))
    assert not results.keys() & {"leukaimia", "aml", "D64.9", "extramedullarys", "mega"}


def test_a_name_of_two_terms_leads_to_both(terms: Project, page: Build) -> None:
    """Each says which."""
    results = found(page(PAGE))
    assert results["MS"] == [
        ("medterm-mitral", "see mitral stenosis", 0),
        ("medterm-ms", "see multiple sclerosis", 0),
    ]


def test_codes_that_entries_hide_are_not_found(terms: Project, page: Build) -> None:
    """Nor are those of senses."""
    assert not found(page(f"{PAGE}   :hide: codes\n")).keys() & {"C92.0", "HP:0001978"}
    hidden = found(page(f"{PAGE}   :hide: definition\n"))
    assert hidden["HP:0001978"][0][0] == "medterm-emh"


def test_plurals_by_rule_are_those_of_english(terms: Project, page: Build) -> None:
    """Declared ones count in every language."""
    results = found(page(PAGE, language="de"))
    assert "megakaryocytes" in results
    assert "leukemias" not in results


def test_second_build_finds_the_same(terms: Project, page: Build) -> None:
    """Also after a page was edited that has no entry."""
    terms.write({"other.rst": ":orphan:\n\nOther\n=====\n"})
    first = found(page(PAGE))
    terms.write({"other.rst": ":orphan:\n\nOther\n=====\n\nMore.\n"})
    second = terms.build()
    assert second.read == ["other"]
    assert found(second) == first


def test_renamed_term_is_renamed_in_results(terms: Project, page: Build) -> None:
    """What stands for it says so."""
    page(PAGE)
    terms.write({"terms.yaml": TERMS.replace("acute myeloid leukemia", "acute leukemia")})
    assert found(terms.build())["AML"] == [("medterm-aml", "see acute leukemia", 0)]


def test_inventory_has_a_type_for_each_kind_of_name(terms: Project, page: Build) -> None:
    """Each name once, so that a line of another project leads to one place."""
    built = page(PAGE)
    with built.out.joinpath("objects.inv").open("rb") as file:
        inventory: Any = InventoryFile.load(file, "", lambda _base, uri: uri)
    assert {kind for kind in inventory if kind.startswith("medterm:")} == {
        f"medterm:{kind}" for kind in ("term", "name", "form", "code", "sense")
    }
    assert {"aml", "acute myeloid leukemia"} <= {*inventory["medterm:term"]}
    assert {"AML", "MS"} <= {*inventory["medterm:name"]}
    assert {"leukemias", "megakaryocytes"} <= {*inventory["medterm:form"]}
    assert {*inventory["medterm:code"]} == {"C92.0", "HP:0001978"}


def test_mentions_in_other_projects_lead_to_names_and_forms(
    terms: Project, page: Build, project: Project
) -> None:
    """By every role that takes a name, as in the project itself."""
    inventory = str(page(PAGE).out / "objects.inv")
    here = Project(
        project.root / "here", {"extensions": ["sphinx_medterm", "sphinx.ext.intersphinx"]}
    )
    here.write({"conf.py": "", "terms.yaml": "terms: {x: {definition: y}}"})
    text = ":medterm:`AML` :medterm:`leukemias` :external:medterm:term:`MegaKaryocytes`"
    here.write({"index.rst": f"Page\n====\n\n{text}\n\n.. medterm:: x\n"})
    built = here.build(intersphinx_mapping={"there": ("https://example.org/", inventory)})
    links = [
        str(link["href"]).partition("#")[2] for link in built.html().select("a.external[title]")
    ]
    assert links == ["medterm-aml", "medterm-leukemia", "medterm-mega"]
