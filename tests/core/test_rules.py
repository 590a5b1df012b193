"""Finding names by rule: plurals, spellings of habit, and both in phrases."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_medterm.names.normal import capitals, normalise
from sphinx_medterm.names.plural_forms import certain_plural
from sphinx_medterm.names.plurals import singulars
from sphinx_medterm.names.rules import readings
from sphinx_medterm.names.spelling import spelling
from tests.core.words import CLASSICAL_PLURALS, ENGLISH_PLURALS, ORDINARY, RULES, TRAPS

LABELS = list(dict.fromkeys([*(label for _typed, label in RULES), *TRAPS.split()]))
LABEL = st.sampled_from([label for _typed, label in RULES])
MEDICAL = LABEL | st.sampled_from([typed for typed, _label in RULES])
LETTERS = st.text("aeiousrnltchpyxgmzfvdbæœéβκ'- ", max_size=14)


class Names:
    """A stand-in for a termbase: what is declared wins, then what a rule finds, if it is one."""

    def __init__(self, labels: Iterable[str]) -> None:
        self.declared = {normalise(label): label for label in labels}
        self.by_rule: dict[str, set[str]] = defaultdict(set)
        for name, label in self.declared.items():
            self.by_rule[spelling(name)].add(label)

    def find(self, typed: str) -> str:
        """Give the one label a name stands for, or nothing."""
        if (name := normalise(typed)) in self.declared:
            return self.declared[name]
        keys = [reading.name for reading in readings(capitals(typed))]
        found = {label for key in keys for label in self.by_rule.get(key, ())}
        return found.pop() if len(found) == 1 else ""


ALL = Names(LABELS)


def without_twins(wanted: str) -> Names:
    """Make a termbase of all labels, but for the other spellings of one."""
    key = spelling(normalise(wanted))
    return Names(one for one in LABELS if one == wanted or spelling(normalise(one)) != key)


@pytest.mark.parametrize(("typed", "label"), RULES)
def test_names_are_found_by_rule(typed: str, label: str) -> None:
    """A plural or another spelling finds its label, and no other, among all of them."""
    names = without_twins(label) if ALL.find(typed) != label else ALL
    assert names.find(typed) == label


def test_the_table_is_large_and_says_nothing_twice() -> None:
    """The rules are tried on hundreds of words."""
    assert len(set(RULES)) == len(RULES) >= 320
    assert len(set(ORDINARY.split())) >= 150


@pytest.mark.parametrize("word", sorted(set(ORDINARY.split())))
def test_ordinary_words_find_nothing(word: str) -> None:
    """No rule makes a term of a word that is none, not even with traps among the labels."""
    assert ALL.find(word) == ""


def test_two_terms_are_no_answer() -> None:
    """A plural that may belong to two words finds neither."""
    names = Names(["base", "basis"])
    assert names.find("bases") == ""
    assert Names(["basis"]).find("bases") == "basis"


def test_what_is_declared_wins() -> None:
    """A plural with an entry of its own is not taken for that of another."""
    assert Names(["bacterium", "bacteria"]).find("Bacteria") == "bacteria"


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("cortices", ("cortex",)),
        ("feet", ("foot",)),
        ("axes", ("ax", "axe", "axis")),
        ("ids", ()),
        ("does", ()),
        ("ears", ("ear",)),
        ("diabetes", ()),
        ("abscess", ()),
        ("", ()),
    ],
)
def test_singulars_of_a_word(word: str, expected: tuple[str, ...]) -> None:
    """Rules leave three letters at least, and words that are no plurals alone."""
    assert singulars(word) == expected


def test_the_best_reading_comes_first() -> None:
    """A name is first what it says; then hyphens go, and only then is it a plural."""
    assert [tuple(reading[:3]) for reading in readings("t-cells")] == [
        ("t cells", False, "t-cells"),
        ("tcells", False, "t-cells"),
        ("t cell", True, "t-cell"),
        ("tcell", True, "t-cell"),
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("aerogenous", "erogenous"),
        ("four", "for"),
        ("poet", "pet"),
        ("haem", "hem"),
        ("leucine", "leukine"),
        ("timbre", "timber"),
        ("filling", "filing"),
        ("prize", "prise"),
        ("vertebrae", "vertebre"),
        ("λόγος β", "λόγος γ"),
        ("άλφα", "alpha"),
        ("-emia", "emia"),
    ],
)
def test_spellings_that_make_other_words(one: str, other: str) -> None:
    """Letters count where no habit of spelling varies them."""
    assert spelling(one) != spelling(other)


@given(LETTERS | MEDICAL.map(normalise) | st.text(max_size=12).map(normalise))
def test_spelling_keys_are_final(name: str) -> None:
    """Law: the key of a key is itself."""
    assert spelling(spelling(normalise(name))) == spelling(normalise(name))


@given(st.lists(MEDICAL | LETTERS, max_size=6).map(" ".join))
def test_readings_are_few_and_each_once(name: str) -> None:
    """Law: its own key first, no reading twice, and not too many."""
    found = readings(normalise(name))
    assert found[0][:2] == (spelling(normalise(name)), False)
    assert len({reading.name for reading in found}) == len(found) <= 100


@given(LETTERS)
def test_no_word_is_its_own_singular(word: str) -> None:
    """Law: a plural differs from what it is the plural of."""
    assert word not in singulars(word)


@given(LABEL)
def test_plurals_are_read_back(name: str) -> None:
    """Law: a plural as it is written finds the name that it was made of."""
    written = capitals(certain_plural(capitals(name)) or name)
    assert spelling(normalise(name)) in {reading.name for reading in readings(written)}


@pytest.mark.parametrize("label", [label for _t, label in [*ENGLISH_PLURALS, *CLASSICAL_PLURALS]])
def test_plurals_find_their_label(label: str) -> None:
    """A plural as it is written finds the label, among all labels."""
    assert without_twins(label).find(certain_plural(label) or label) == label
