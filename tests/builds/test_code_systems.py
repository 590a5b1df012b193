"""Code systems in a build: the configured ones, and codes that cannot be right."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Build, Project

LOCAL = {
    "LOCAL": {
        "title": "Local list",
        "pattern": "[A-Z]+",
        "page": "https://local.example/{code}",
        "aliases": ["WL"],
    }
}
TERMS = "terms: {x: {definition: y, codes: ['WL:AB', 'SNOMED:22298006', 'ZZ:1']}}"


def shown(page: Build, **options: Any) -> list[tuple[str, str]]:
    """Build an entry, and give its codes with their addresses."""
    line = page(".. medterm:: x\n", **options).one(".medterm-codes")
    return [
        (
            code.get_text(),
            str(code.parent["href"]) if code.parent and code.parent.name == "a" else "",
        )
        for code in line.select(".medterm-code")
    ]


def test_codes_of_configured_systems_are_shown_and_linked(page: Build, project: Project) -> None:
    """Under the title, to the page; codes of unknown systems stay as they are written."""
    project.write({"terms.yaml": TERMS})
    assert shown(page, medterm_code_systems=LOCAL) == [
        ("Local list AB", "https://local.example/AB"),
        ("SNOMED CT 22298006", "http://snomed.info/id/22298006"),
        ("ZZ 1", ""),
    ]


def test_codes_of_unknown_shape_are_shown_without_a_link(page: Build, project: Project) -> None:
    """With a warning at file, line and column; what looks like markup or an address is text."""
    odd = "<b>?x=//evil.example"
    project.write({"terms.yaml": TERMS.replace("WL:AB", f"WL:{odd}")})
    file = project.src / "terms.yaml"
    warning = f"{file}:1:36: WARNING: terms.x.codes[0]: {odd!r} does not look like a code of LOCAL"
    assert shown(page, medterm_code_systems=LOCAL, warns=[warning]) == [
        (f"Local list {odd}", ""),
        ("SNOMED CT 22298006", "http://snomed.info/id/22298006"),
        ("ZZ 1", ""),
    ]


def test_codes_with_a_wrong_check_digit_are_left_out_of_the_page(
    page: Build, project: Project
) -> None:
    """With an error at file, line and column, since they can be codes of nothing."""
    project.write({"terms.yaml": TERMS.replace("WL:AB", "LOINC:718-8")})
    warning = "terms.x.codes[0]: '718-8' cannot be a code of LOINC: its check digit is wrong"
    codes = shown(page, warns=[warning])
    assert [text for text, _address in codes] == ["SNOMED CT 22298006", "ZZ 1"]


def test_a_mention_of_a_code_of_unknown_shape_is_shown_without_a_link(page: Build) -> None:
    """As in an entry; with a wrong check digit, the text stays as it is typed."""
    warns = ["'C1' does not look like a code of UMLS", "'718-8' cannot be a code of LOINC"]
    body = page(":medterm:code:`UMLS:C1` and :medterm:code:`LOINC:718-8`\n", warns=warns)
    text = body.one("p").get_text()
    assert text == "UMLS C1 and LOINC:718-8"
    assert body.one("p").find("a") is None


def test_a_changed_configuration_checks_and_writes_anew(page: Build, project: Project) -> None:
    """Whatever the data files were compiled with before."""
    project.write({"terms.yaml": TERMS})
    assert shown(page)[0] == ("WL AB", "")
    assert shown(page, medterm_code_systems=LOCAL)[0][0] == "Local list AB"
    renamed = {"LOCAL": {**LOCAL["LOCAL"], "title": "Another list"}}
    assert shown(page, medterm_code_systems=renamed)[0][0] == "Another list AB"
    stricter = {"LOCAL": {**LOCAL["LOCAL"], "pattern": "[A-Z]"}}
    warning = "terms.x.codes[0]: 'AB' does not look like a code of LOCAL"
    codes = shown(page, medterm_code_systems=stricter, warns=[warning])
    assert codes[0] == ("Local list AB", "")
    assert shown(page)[0] == ("WL AB", "")


def test_a_build_with_configured_systems_does_nothing_without_changes(
    page: Build, project: Project
) -> None:
    """The configuration is plain, so that Sphinx sees that it is the same."""
    project.write({"terms.yaml": TERMS, "index.rst": "Page\n====\n\n.. medterm:: x\n"})
    project.build(medterm_code_systems=LOCAL)
    again = project.build(medterm_code_systems=LOCAL)
    assert (again.read, again.written) == ([], [])
    assert "reading terms" not in again.shown


@pytest.mark.parametrize(
    ("own", "warning"),
    [
        (
            {"LOCAL": {"page": "ftp://a.example/{code}"}},
            "conf.py: medterm_code_systems.LOCAL.page: WARNING: it is not an address: only http://"
            " and https:// are accepted; it is left out (run 'medterm explain option')"
            " [medterm.option]",
        ),
        (
            {"LOCAL": {"patern": "x"}},
            "conf.py: medterm_code_systems.LOCAL.patern: WARNING: unknown field 'patern'; it is"
            " left out (did you mean 'pattern'?) [medterm.option]",
        ),
        (
            ["LOCAL"],
            "conf.py: medterm_code_systems: WARNING: expected a mapping of code systems to their"
            " fields (run 'medterm explain option') [medterm.option]",
        ),
    ],
)
def test_faults_in_the_configuration_are_told(page: Build, own: Any, warning: str) -> None:
    """With the name of the value and the place in it; the build goes on."""
    page("Text.\n", medterm_code_systems=own, warns=[warning])
