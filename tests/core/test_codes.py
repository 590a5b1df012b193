"""Code systems: their names, how codes are written, and where their pages are."""

from __future__ import annotations

import pytest

from sphinx_medterm import codes


@pytest.mark.parametrize(
    ("written", "key"),
    [
        ("MESH", "MESH"),
        ("MeSH", "MESH"),
        ("msh", "MESH"),
        ("ICD-10-CM", "ICD10CM"),
        ("icd 10", "ICD10"),
        ("HPO", "HP"),
        ("Orphanet", "ORPHA"),
        ("Mondo", "MONDO"),
        ("X-Y Z", "X-Y Z"),
        ("", ""),
    ],
)
def test_systems_are_known_by_their_usual_names(written: str, key: str) -> None:
    """Hyphens, spaces and case do not matter; an unknown system stays as it is written."""
    assert codes.system_key(written) == key


@pytest.mark.parametrize(
    ("system", "code", "bare"),
    [
        ("HP", "HP:0001978", "0001978"),
        ("HP", "HPO:0001978", "0001978"),
        ("HP", "hp: 0001978", "0001978"),
        ("HP", "0001978", "0001978"),
        ("HP", "MP:0001978", "MP:0001978"),
        ("HP", "HP:", "HP:"),
        ("X", "X:1", "1"),
        ("X", "Y:1", "Y:1"),
    ],
)
def test_the_prefix_of_the_system_is_taken_off(system: str, code: str, bare: str) -> None:
    """A code may repeat its system, and never loses another prefix."""
    assert codes.bare_code(system, code) == bare


@pytest.mark.parametrize(
    ("system", "code", "notation", "title"),
    [
        ("HP", "0001978", "HP:0001978", "Human Phenotype Ontology"),
        ("ICD10CM", "D47.4", "ICD-10-CM D47.4", "ICD-10-CM"),
        ("ORPHA", "231", "ORPHA:231", "Orphanet"),
        ("X", "1", "X 1", "X"),
    ],
)
def test_codes_are_written_as_their_system_does(
    system: str, code: str, notation: str, title: str
) -> None:
    """Some systems write codes with their key before a colon, others with their name."""
    assert codes.notation(system, code) == notation
    assert codes.title(system) == title


@pytest.mark.parametrize(
    ("system", "code", "address"),
    [
        ("HP", "0001978", "https://purl.obolibrary.org/obo/HP_0001978"),
        ("MESH", "D006411", "https://meshb.nlm.nih.gov/record/ui?ui=D006411"),
        ("MESH", 'a b/"<>', "https://meshb.nlm.nih.gov/record/ui?ui=a%20b%2F%22%3C%3E"),
        ("ORPHA", "231", "https://www.orpha.net/en/disease/detail/231"),
        ("ICD10CM", "D47.4", "https://icd10cmtool.cdc.gov/?query=D47.4"),
        ("ICD11", "2A20.2", ""),
        ("X", "1", ""),
    ],
)
def test_codes_have_addresses(system: str, code: str, address: str) -> None:
    """A code leads to its official page if there is one, whatever signs it holds."""
    assert codes.address(system, code) == address


def test_every_system_is_complete() -> None:
    """Each system is known by its own key, has a title, and pages with a place for the code."""
    for key, system in codes.SYSTEMS.items():
        assert codes.system_key(key) == system.key == key
        assert system.title
        assert not system.page or "{code}" in system.page
        assert not system.page or system.page.startswith("https://")
