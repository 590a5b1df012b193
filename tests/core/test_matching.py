"""Comparing names, suggesting near ones, and sorting as dictionaries do."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_medterm.matching import (
    initial,
    normalise,
    sort_key,
)
from sphinx_medterm.suggesting import did_you_mean, suggest


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anemia", "anemia"),
        ("bone  marrow\n", "bone marrow"),
        ("Straße", "STRASSE"),
        ("An\u0061\u0308mie", "ANÄMIE"),
        ("ΣΊΣΥΦΟΣ", "σίσυφος"),
        ("bone\u00a0marrow", "bone marrow"),
    ],
)
def test_spellings_of_one_name_are_alike(one: str, other: str) -> None:
    """Case, white space and the encoding of accents make no other name."""
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    ("one", "other"), [("anemia", "anaemia"), ("co-factor", "cofactor"), ("resume", "résumé")]
)
def test_different_names_stay_different(one: str, other: str) -> None:
    """Letters, accents and hyphens count."""
    assert normalise(one) != normalise(other)


@given(st.text())
def test_normal_forms_are_final(text: str) -> None:
    """Law: a name in normal form without odd letters stays as it is."""
    once = normalise(text)
    assert once == unicodedata.normalize("NFC", once)
    assert once == " ".join(once.split())


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("lable", ["label"]),
        ("LABEL", ["label"]),
        ("defintion", ["definition", "plain_definition"]),
        ("seealso", ["see_also"]),
        ("xyzzy", []),
        ("", []),
    ],
)
def test_near_names_are_suggested_best_first(name: str, expected: list[str]) -> None:
    """A slip of the pen finds its word; an unrelated word finds none."""
    known = ["label", "definition", "plain_definition", "see_also", "codes"]
    found = suggest(name, known)
    assert found[:1] == expected[:1]
    assert set(found) <= set(expected)


def test_names_may_come_as_a_mapping() -> None:
    """The keys of a table are suggested, not what stands under them."""
    assert suggest("marow", {"marrow": "x", "arrow": "marow"}) == ["marrow", "arrow"]


def test_suggestions_are_limited_and_stable() -> None:
    """Equally near names come in alphabetical order, and no more than asked for."""
    known = ["term e", "term d", "term c", "term b", "term a"]
    assert suggest("term x", known) == ["term a", "term b", "term c"]
    assert suggest("term x", known, 1) == ["term a"]


@pytest.mark.parametrize(
    ("limit", "hint"),
    [(1, "did you mean 'term a'?"), (2, "did you mean 'term a' or 'term b'?")],
)
def test_suggestions_are_worded(limit: int, hint: str) -> None:
    """The hint is a question with the names in quotes, or nothing at all."""
    assert did_you_mean("term", ["term b", "term a"], limit) == hint
    assert did_you_mean("unlike", ["term b", "term a"], limit) == ""


def test_labels_sort_as_in_a_dictionary() -> None:
    """Accents, case and marks do not drive words apart."""
    labels = ["zebra", "Éclair", "alpha-beta", "Alpha", "eclair", "alpha centauri", "β-cell"]
    assert sorted(labels, key=sort_key) == [
        "Alpha",
        "alpha-beta",
        "alpha centauri",
        "eclair",
        "Éclair",
        "zebra",
        "β-cell",
    ]


@pytest.mark.parametrize(
    ("label", "letter"),
    [("anemia", "A"), ("Éclair", "E"), ("5-HT", "#"), ("(x)", "X"), ("β-cell", "Β"), ("+", "#")],
)
def test_labels_stand_under_letters(label: str, letter: str) -> None:
    """The letter of a label is that of its first word; digits and signs have one together."""
    assert initial(label) == letter
