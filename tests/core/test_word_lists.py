"""The lists of words that the rules for names use, which are data."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from sphinx_medterm.names import word_lists as module
from sphinx_medterm.names.spelling import spelling
from sphinx_medterm.names.word_lists import WordLists, singulars_of, word_lists

LANGUAGES = sorted(file.stem for file in Path(module.__file__).with_name("words").iterdir())


@pytest.fixture(params=LANGUAGES)
def lists(request: pytest.FixtureRequest) -> WordLists:
    """Return the lists of each language."""
    return word_lists(request.param)


def test_english_has_lists() -> None:
    """It is the language whose rules there are."""
    assert "en" in LANGUAGES


def test_words_are_written_as_they_are_compared(lists: WordLists) -> None:
    """In small letters and without gaps, or they would never be found."""
    words = {word for listed in lists if isinstance(listed, frozenset) for word in listed}
    words |= {*lists.endings, *lists.endings.values()}
    words |= {*lists.spellings, *lists.spellings.values(), *lists.greek.values(), *lists.latin}
    for known in (lists.irregular, lists.classical):
        words |= {*known, *(many for several in known.values() for many in several)}
    for one, many in lists.phrases.items():
        words |= {*one.split(), *many.split()}
    endings = {e for group in lists.latin.values() for pair in group.items() for e in pair}
    assert [word for word in words | endings if not (word.isalpha() and word.islower())] == []


def test_no_word_is_in_two_lists(lists: WordLists) -> None:
    """One of them would be without effect."""
    singulars = [*lists.invariable, *lists.singular_s, *lists.not_plural]
    plurals = [*lists.irregular, *lists.classical]
    assert len(set(singulars)) == len(singulars)
    assert len(set(plurals)) == len(plurals)
    known = singulars_of(lists.irregular, lists.classical)
    assert {*lists.invariable, *lists.singular_s, *lists.not_alone}.isdisjoint(known)
    assert lists.ambiguous <= known.keys()


def test_elements_have_no_plurals_in_the_tables(lists: WordLists) -> None:
    """What the tables know is not left to a rule that leaves elements alone."""
    assert lists.elements.isdisjoint(lists.classical)


def test_nouns_and_phrases_stand_in_one_spelling(lists: WordLists) -> None:
    """All spellings of a name share a key, so that one of two entries would be lost."""
    for table in (lists.classical, lists.irregular, lists.phrases):
        assert len({spelling(one) for one in table}) == len(table)


def test_phrases_have_as_many_words_in_the_plural(lists: WordLists) -> None:
    """Word by word, the endings of one are those of the other."""
    for one, many in lists.phrases.items():
        assert len(one.split()) == len(many.split()) > 1


def test_endings_of_latin_adjectives_do_not_hide_each_other(lists: WordLists) -> None:
    """The first that fits a word counts: *nasalia* is not of *nasalium*."""
    for endings in lists.latin.values():
        for either in (list(endings), list(endings.values())):
            assert not [b for a, b in combinations(either, 2) if b.endswith(a)]


def test_the_greek_alphabet_is_whole(lists: WordLists) -> None:
    """Each letter has a name of its own, but for the sigma that only ends words."""
    assert sorted(lists.greek) == list("αβγδεζηθικλμνξοπρστυφχψω")
    assert len(set(lists.greek.values())) == len(lists.greek)
