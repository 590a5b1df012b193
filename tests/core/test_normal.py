"""Comparing names, and sorting them as dictionaries do."""

from __future__ import annotations

import unicodedata
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_medterm.names.normal import (
    capitals,
    initial,
    normalise,
    sort_key,
)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Anemia", "anemia"),
        ("bone  marrow\n", "bone marrow"),
        ("Straße", "STRASSE"),
        ("An\u0061\u0308mie", "ANÄMIE"),
        ("ΣΊΣΥΦΟΣ", "σίσυφος"),
        ("bone\u00a0marrow", "bone marrow"),
        ("\u2003bone\u202f\tmarrow", "bone marrow"),
        ("ΑΣΘΕΝΉΣ", "ασθενής"),
        ("ᾼ", "αι"),
        ("ǰ", "ǰ"),
        ("\u212b", "å"),
        ("T\u2010cell", "t-cell"),
        ("T\u2011cell", "t-cell"),
        ("T\u2013cell", "t-cell"),
        ("T\u2014cell", "t-cell"),
        ("T\u2212cell", "t-cell"),
        ("T\uff0dcell", "t-cell"),
        ("Crohn\u2019s", "crohn's"),
        ("Crohn\u2018s", "crohn's"),
        ("Crohn\u02bcs", "crohn's"),
        ("Crohn\u2032s", "crohn's"),
        ("Crohn\u00b4s", "crohn's"),
        ("Crohn`s", "crohn's"),
        ("Crohn\uff07s", "crohn's"),
        ("ŉ", "'n"),
        ("hemo\u00adlysis", "hemolysis"),
        ("hemo\u200blysis", "hemolysis"),
        ("hemo\u2060lysis", "hemolysis"),
        ("\ufeffhemolysis", "hemolysis"),
        ("e\u200b\u0301", "é"),
        ("می\u200cخواهم", "میخواهم"),
        ("क्\u200dष", "क्ष"),
        ("נפרון\u200f", "נפרון"),
        ("כליה\u200e \u2067א\u2069", "כליה א"),
        ("ورم\u061c", "ورم"),
        ("♥\ufe0f", "♥"),
        ("a\u034fb\u3164", "ab"),
    ],
)
def test_spellings_of_one_name_are_alike(one: str, other: str) -> None:
    """Case, white space and the encoding of accents make no other name."""
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("anemia", "anaemia"),
        ("co-factor", "cofactor"),
        ("co-factor", "co factor"),
        ("resume", "résumé"),
    ],
)
def test_different_names_stay_different(one: str, other: str) -> None:
    """Letters, accents and hyphens count."""
    assert normalise(one) != normalise(other)


CHARACTERS = st.text(
    st.characters(codec="utf-8")
    | st.sampled_from("`´’-–\u00ad\u200b\u0345\u0301\u0308\u1fbf\u1ffd\u1feeŉẞΐΰǰᾳﬃİΣς ")
)


@given(CHARACTERS)
def test_normal_forms_are_final(text: str) -> None:
    """Law: a name in normal form stays as it is, composed and without needless space."""
    once = normalise(text)
    assert normalise(once) == once
    assert once == unicodedata.normalize("NFC", once)
    assert once == " ".join(once.split())


@given(CHARACTERS)
def test_capitals_are_all_that_is_kept(text: str) -> None:
    """Law: the form with capitals has the same normal form, and is final too."""
    assert normalise(capitals(text)) == normalise(text)
    assert capitals(capitals(text)) == capitals(text)


@given(CHARACTERS, st.sampled_from(["NFC", "NFD"]))
def test_canonical_equivalents_agree(text: str, form: Literal["NFC", "NFD"]) -> None:
    """Law: how accents are encoded makes no other name."""
    other = unicodedata.normalize(form, text)
    assert normalise(other) == normalise(text)
    assert capitals(other) == capitals(text)


@given(st.text())
def test_caseless_matches_agree(text: str) -> None:
    """Law: canonical caseless matches are one name (Unicode, D145)."""
    folded = unicodedata.normalize("NFD", unicodedata.normalize("NFD", text).casefold())
    assert normalise(folded) == normalise(text)


def test_capitals_are_kept() -> None:
    """What is typed in capitals can be told from the same word in small letters."""
    assert capitals(" ALL  \u2013 x`s") == "ALL - x's"
    assert capitals("all") != capitals("ALL")


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


@pytest.mark.parametrize("label", ["𝔘lna", "Ⓤlna", "ℌand", "№ 5"])
def test_letters_of_other_looks_sort_like_plain_ones(label: str) -> None:
    """Their case shows only once they are plain: 𝔘 has no small letter."""
    plain = unicodedata.normalize("NFKD", label)
    assert sort_key(label)[0] == sort_key(plain)[0]
    assert initial(label) == initial(plain) == plain[0]


def test_labels_sort_without_what_nobody_sees() -> None:
    """Joiners, soft hyphens and marks of direction do not drive words apart."""
    labels = ["می\u200cb", "میa", "\u200fa", "a\u00adc", "ab"]
    assert sorted(labels, key=sort_key) == ["\u200fa", "ab", "a\u00adc", "میa", "می\u200cb"]
    assert initial("\u200fneuron") == "N"


@pytest.mark.parametrize(
    ("label", "letter"),
    [("anemia", "A"), ("Éclair", "E"), ("5-HT", "#"), ("(x)", "X"), ("β-cell", "Β"), ("+", "#")],
)
def test_labels_stand_under_letters(label: str, letter: str) -> None:
    """The letter of a label is that of its first word; digits and signs have one together."""
    assert initial(label) == letter
