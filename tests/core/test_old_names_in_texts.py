"""Names in the texts of data files that should no longer be used."""

from __future__ import annotations

import pytest

from sphinx_medterm.names.mentions import KINDS, NAMING_KINDS

from .conftest import Load

TERMS = """\
terms:
  seizure:
    definition: "once :medterm:`fit`"
    synonyms: [{label: fit, status: deprecated}]
    pronunciation: {ipa: i}
    etymology: old
    abbreviations: [SZ]
  consumption: {definition: "not :medterm:`consumption`", status: superseded, replaced_by: tb}
  tb: {label: tuberculosis, definition: "once :medterm:`consumption`"}
"""
FIT = "'fit'{} should no longer be used (write 'seizure') [medterm.deprecated]"


def told(load: Load, rest: str) -> list[str]:
    """Tell what is wrong with a file that begins with the terms above."""
    return [str(diagnostic) for diagnostic in load(TERMS + rest).diagnostics]


def test_a_term_may_speak_of_its_own_old_names(load: Load) -> None:
    """And of those of the terms that it replaces."""
    assert told(load, "") == []


@pytest.mark.parametrize("kind", KINDS)
def test_an_old_name_in_any_role_is_found(load: Load, kind: str) -> None:
    """With the place of the mention; a code or word part is not a name."""
    found = told(load, f"  user: {{definition: 'x :medterm:{kind}:`this <fit>`'}}\n")
    is_name = kind in NAMING_KINDS
    place = "terms.yaml:10:25: warning: terms.user.definition: "
    assert [line for line in found if "deprecated" in line] == [place + FIT.format("")] * is_name


def test_a_name_is_told_once_with_the_number_of_records(load: Load) -> None:
    """At its first place, by the order of files and keys."""
    found = told(
        load,
        "  user:\n    definition: x\n    related_conditions: [{label: y, note: ':medterm:`fit`'}]\n"
        "  zebra: {definition: ':medterm:`fit` :medterm:`fit` :medterm:`!consumption`'}\n"
        "word_parts:\n  x-: {gloss: y, note: 'of :medterm:`fit`'}\n",
    )
    message = FIT.format(", mentioned in 3 records,")
    path = "terms.user.related_conditions[0].note"
    assert found == [f"terms.yaml:12:44: warning: {path}: {message}"]


def test_what_follows_from_a_status_in_another_file_is_found(load: Load) -> None:
    """The record of the name and the text that mentions it need not stand together."""
    found = load({"a.yaml": TERMS, "b.yaml": "terms: {x: {definition: 'a :medterm:`fit`'}}\n"})
    assert [str(one.file) for one in found.diagnostics] == ["b.yaml"]
