"""The examples that explain types of warnings are true: what is reported, fixed and silenced."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from sphinx_medterm.diagnostics import Subtype
from sphinx_medterm.reports.explanations import BUILD, Explanation, explanation

from .conftest import Build, Project
from .explained import messages_of, reported

EXPLAINED = [explanation(subtype) for subtype in Subtype]


def name_of(explained: Explanation) -> str:
    """Return the name of a test case."""
    return str(explained.subtype)


each = pytest.mark.parametrize("explained", EXPLAINED, ids=name_of)


def commands(explained: Explanation) -> list[str]:
    """List the commands that report an example; only a build reads its pages."""
    is_about_pages = any(name.endswith(".rst") for name in explained.example)
    return [BUILD] if is_about_pages else [*explained.reported_by]


def alike(messages: list[str]) -> list[str]:
    """Word messages alike, whatever has reported them."""
    whole = [re.sub(r"^WARNING: (.+?): ", r"\1: WARNING: ", one) for one in messages]
    return [re.sub(r": (?:error|warning|WARNING): ", ": ", one, count=1) for one in whole]


@each
def test_the_messages_shown_are_those_of_the_example(explained: Explanation) -> None:
    """Word for word; ``python -m tests.builds.explained`` writes them."""
    assert [*explained.messages] == messages_of(explained)


@each
def test_all_that_report_a_type_say_the_same_of_the_example(explained: Explanation) -> None:
    """Builds and checks of data files."""
    for command in commands(explained):
        found = reported(command, explained.example, builder=explained.builder)
        assert alike(found) == alike([*explained.messages]), command


@each
def test_the_fix_leaves_nothing_to_report(explained: Explanation) -> None:
    """Neither that type nor another one."""
    for command in commands(explained):
        files = {**explained.example, **explained.fixed}
        assert reported(command, files, builder=explained.builder) == []


@pytest.mark.parametrize("explained", [one for one in EXPLAINED if one.silence], ids=name_of)
def test_the_way_to_silence_one_place_works(explained: Explanation) -> None:
    """Nothing else is reported instead."""
    for command in commands(explained):
        files = {**explained.example, **explained.silenced}
        assert reported(command, files, builder=explained.builder) == []


@each
def test_the_ways_to_silence_a_type_work(explained: Explanation) -> None:
    """In a build and on the command line."""
    name, example = f"medterm.{explained.subtype}", explained.example
    for command in commands(explained):
        if command == BUILD:
            conf = {"suppress_warnings": [name]}
            assert reported(command, example, builder=explained.builder, **conf) == []
        else:
            assert reported(command, example, "--ignore", name) == []


CHECKED: Mapping[str, Mapping[str, str]] = {
    "deprecated": {
        "terms.yaml": "terms:\n"
        "  a: {definition: x, synonyms: [{label: old, status: deprecated}]}\n"
        "  b: {definition: 'see :medterm:`old`'}\n"
    },
    "option": {
        "terms.yaml": "terms: {a: {definition: x}}",
        "pyproject.toml": "[tool.medterm]\nx = 1\n",
    },
    "unknown": {"terms.yaml": "terms: {a: {definition: 'see :medterm:`x`'}}"},
    "ambiguous": {
        "terms.yaml": "terms:\n"
        "  a: {definition: x, synonyms: [c]}\n"
        "  b: {definition: 'see :medterm:`c`', synonyms: [c]}\n"
    },
    "lacking": {
        "terms.yaml": "terms:\n  a: {definition: x}\n  b: {definition: 'say :medterm:pron:`a`'}\n"
    },
}
"""Data files with what examples show on a page, or in ``conf.py``."""


@pytest.mark.parametrize("kind", CHECKED)
def test_types_that_examples_show_on_pages_are_reported_of_data_files(kind: str) -> None:
    """And silenced on the command line."""
    (found,) = reported("check", CHECKED[kind])
    assert found.endswith(f"[medterm.{kind}]")
    assert reported("check", CHECKED[kind], "--ignore", kind) == []


def test_no_type_is_said_to_be_reported_without_a_test() -> None:
    """The tests above have all of them."""
    untried = {str(one.subtype) for one in EXPLAINED if {*one.reported_by} - {*commands(one)}}
    assert untried == {*CHECKED}


# ---------------------------------------------------------------------- hints


def test_a_build_names_the_explanation_of_what_has_no_better_hint(project: Project) -> None:
    """Once, whether it is about data or a page."""
    project.write(
        {
            "terms.yaml": "terms: {a: {definition: x, status: old}, b: {definition: y}}",
            "index.rst": "Of :medterm:`qqqq`.\n\n.. medterm:glossary::\n",
        }
    )
    found = [re.sub(r"^.*WARNING: ", "", one) for one in project.build(check=False).warnings]
    assert found == [
        "terms.a.status: 'status' must be preferred, admitted, deprecated or superseded, not 'old';"
        " it is left out (run 'medterm explain value') [medterm.value]",
        "unknown term 'qqqq' (run 'medterm explain unknown') [medterm.unknown]",
    ]


def test_what_a_data_text_names_has_one_hint(page: Build, project: Project) -> None:
    """A build stores such findings from one run to the next."""
    project.write({"terms.yaml": "terms: {a: {definition: 'of :medterm:`qqqq`'}}"})
    for _run in range(2):
        (found,) = page(".. medterm:glossary::", check=False).warnings
        hint = "(run 'medterm explain unknown')"
        assert found.endswith(f"unknown term 'qqqq' {hint} [medterm.unknown]")
