"""What authors write in the argument and the options of a glossary."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_medterm.ext.views.glossary_options import Range, names_in, ranges_in

KNOWN = {"aml", "leukemia", "bone marrow", "bone", "Leukemia, Myeloid", "Myeloid"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("aml", ["aml"]),
        ("aml leukemia", ["aml", "leukemia"]),
        ("aml, leukemia", ["aml", "leukemia"]),
        ("aml,leukemia,", ["aml", "leukemia"]),
        ("aml\nleukemia", ["aml", "leukemia"]),
        ("aml leukemia\nbone marrow", ["aml", "leukemia", "bone marrow"]),
        # What is a name is never split, neither at spaces nor at commas.
        ("bone marrow", ["bone marrow"]),
        ("bone  marrow", ["bone marrow"]),
        ("Leukemia, Myeloid", ["Leukemia, Myeloid"]),
        ("aml, bone marrow", ["aml", "bone marrow"]),
        # What is not is reported as it is written, unless all of its words are names.
        ("bone leukemia", ["bone", "leukemia"]),
        ("bone marow", ["bone marow"]),
        ("aml, bone marow", ["aml", "bone marow"]),
        ("nobody", ["nobody"]),
        (",", []),
    ],
)
def test_names_end_where_their_author_means(text: str, expected: list[str]) -> None:
    """At commas and line ends, and at spaces between names."""
    assert list(names_in(text, KNOWN.__contains__)) == expected


@given(st.text(alphabet="ab ,\n"), st.sets(st.sampled_from(["a", "b", "a b", "a, b"])))
def test_names_have_all_words_in_order(text: str, known: set[str]) -> None:
    """Law: splitting loses nothing but commas and spaces."""
    found = list(names_in(text, known.__contains__))
    assert " ".join(found).replace(",", " ").split() == text.replace(",", " ").split()
    assert all(name.strip() for name in found)


@pytest.mark.parametrize(
    ("text", "letters", "missing"),
    [
        ("A-C", "ABC", "#DЖ"),
        ("a-c", "ABC", "#D"),
        ("A, C, F-H", "ACFGH", "#BDEI"),
        ("A C F–H", "ACFGH", "BDE"),
        ("A - C", "ABC", "D"),
        ("A-A", "A", "B#"),
        ("#", "#", "AZ"),
        ("0-9, A", "#A", "B"),
        ("7", "#", "A"),
        ("É", "E", "F"),
        ("E\u0301", "E", "F"),
        ("А-Г", "АБВГ", "ABД"),
        ("α-γ", "ΑΒΓ", "AΔ"),
        ("", "", "A#"),
    ],
)
def test_letters_are_those_of_a_glossary(text: str, letters: str, missing: str) -> None:
    """In any script, and however the range is written."""
    found, others = ranges_in(text)
    assert not others
    assert all(any(one.has(letter) for one in found) for letter in letters)
    assert not any(one.has(letter) for one in found for letter in missing)


@pytest.mark.parametrize(
    "part", ["AB", "A-", "-", "-C", "C-A", "A-C-E", "A-#", "#-C", "A..C", "all"]
)
def test_what_is_no_letter_is_told(part: str) -> None:
    """The rest counts even so."""
    assert ranges_in(f"X, {part}") == ([Range("X", "X")], [part])
