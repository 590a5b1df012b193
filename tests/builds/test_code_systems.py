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


def test_codes_that_cannot_be_right_are_left_out_of_the_page(page: Build, project: Project) -> None:
    """With a warning at file, line and column."""
    project.write({"terms.yaml": TERMS.replace("AB", "ab")})
    file = project.src / "terms.yaml"
    warning = f"{file}:1:36: WARNING: terms.x.codes[0]: 'ab' cannot be a code of LOCAL"
    codes = shown(page, medterm_code_systems=LOCAL, warns=[warning])
    assert [text for text, _address in codes] == ["SNOMED CT 22298006", "ZZ 1"]


def test_a_changed_configuration_checks_and_writes_anew(page: Build, project: Project) -> None:
    """Whatever the data files were compiled with before."""
    project.write({"terms.yaml": TERMS})
    assert shown(page)[0] == ("WL AB", "")
    assert shown(page, medterm_code_systems=LOCAL)[0][0] == "Local list AB"
    renamed = {"LOCAL": {**LOCAL["LOCAL"], "title": "Another list"}}
    assert shown(page, medterm_code_systems=renamed)[0][0] == "Another list AB"
    stricter = {"LOCAL": {**LOCAL["LOCAL"], "pattern": "[A-Z]"}}
    warning = "terms.x.codes[0]: 'AB' cannot be a code of LOCAL"
    assert len(shown(page, medterm_code_systems=stricter, warns=[warning])) == 2
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
            " and https:// are accepted; it is left out [medterm.option]",
        ),
        (
            {"LOCAL": {"patern": "x"}},
            "conf.py: medterm_code_systems.LOCAL.patern: WARNING: there is no field 'patern'; it is"
            " left out (did you mean 'pattern'?) [medterm.option]",
        ),
        (
            ["LOCAL"],
            "conf.py: medterm_code_systems: WARNING: a mapping from keys of code systems to fields"
            " is expected here [medterm.option]",
        ),
    ],
)
def test_faults_in_the_configuration_are_told(page: Build, own: Any, warning: str) -> None:
    """With the name of the value and the place in it; the build goes on."""
    page("Text.\n", medterm_code_systems=own, warns=[warning])
