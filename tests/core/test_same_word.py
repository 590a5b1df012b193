"""One word in many spellings: accents, scripts, Greek letters, hyphens, habits of languages."""

from __future__ import annotations

from functools import cache
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_medterm.cli.main import main
from sphinx_medterm.names.accents import accents_agree, without_accents
from sphinx_medterm.names.normal import normalise
from sphinx_medterm.names.plural_forms import certain_plural
from sphinx_medterm.names.scripts import capital_letters
from sphinx_medterm.names.spelling import looser_spellings, spelling
from sphinx_medterm.names.suggest import Suggester
from sphinx_medterm.termbase.base import Termbase

from .conftest import Load, compiled, finder_of, with_labels
from .same_words import (
    ACCENTS,
    BRITISH,
    DIFFERENT,
    GREEK,
    HYPHENS,
    IN_ROLES,
    LATIN,
    SAME,
    SCRIPTS,
)
from .words import pairs

TEXT = "The {} is it."


def words_found(base: Termbase, text: str) -> list[str]:
    """List the names that are found in a text."""
    return [text[found.start : found.end] for found in finder_of(base).find(text)]


# ---------------------------------------------------------------------- the same word


@pytest.mark.parametrize(("typed", "declared"), SAME)
def test_the_same_word_is_found(typed: str, declared: str) -> None:
    """In a role, and in running text from its beginning to its end."""
    base = with_labels(declared)
    assert base.find(typed).keys == ("t0",)
    assert words_found(base, TEXT.format(typed)) == [typed]


@pytest.mark.parametrize(("typed", "declared"), IN_ROLES)
def test_some_words_are_found_only_where_a_name_is_asked_for(typed: str, declared: str) -> None:
    """In a text, they may be something else."""
    base = with_labels(declared)
    assert base.find(typed).keys == ("t0",)
    assert words_found(base, TEXT.format(typed)) == []


@pytest.mark.parametrize(("typed", "declared"), DIFFERENT)
def test_another_word_is_not_found(typed: str, declared: str) -> None:
    """However alike they look, neither in a role nor in a text."""
    base = with_labels(declared)
    assert base.find(typed).keys == ()
    assert words_found(base, TEXT.format(typed)) == []


def test_the_tables_are_large_and_say_nothing_twice() -> None:
    """Each kind is tried on many words."""
    assert all(len(table) >= 20 for table in (ACCENTS, SCRIPTS, GREEK, HYPHENS, BRITISH, LATIN))
    assert len(set(SAME)) == len(SAME) >= 280
    assert len(set(DIFFERENT)) == len(DIFFERENT) >= 90


@cache
def everything() -> tuple[Termbase, list[str]]:
    """Compile all that the tables declare and type, each a term of its own."""
    names = {normalise(name): name for pair in [*SAME, *DIFFERENT] for name in pair}
    return with_labels(*names.values()), [*names.values()]


def test_an_exact_spelling_wins() -> None:
    """If all spellings are terms of their own, each finds itself and nothing else."""
    base, names = everything()
    for number, name in enumerate(names):
        assert base.find(name).keys == (f"t{number}",), name
        if "- " not in f"{name} " and len(name) > 2:  # others are not looked for in texts
            assert words_found(base, TEXT.format(name)) == [name]


@pytest.mark.parametrize(
    ("typed", "declared", "found"),
    [
        ("resumes", ["resume", "résumé"], "resume"),
        ("recovers", ["recover", "re-cover"], "recover"),
        ("coops", ["co-op", "co-ops x"], "co-op"),
        ("Meniere", ["Ménière", "meniere's"], "meniere's"),
        ("sjoegren", ["Sjögren", "Sjøgren"], ""),
        ("nonword", ["non-word", "nön-word"], ""),
        ("mullerian", ["müllerian", "mùllerian"], ""),
        ("Müllerian", ["mullerian", "mùllerian"], "mullerian"),
        ("antimullerian", ["anti-müllerian", "anti-mullerian"], ""),
        ("IL2", ["IL-2", "I-L2"], ""),
    ],
)
def test_the_nearest_spelling_counts_if_it_is_one(
    typed: str, declared: list[str], found: str
) -> None:
    """What differs by habit alone comes before accents and hyphens; two terms are no answer."""
    keys = with_labels(*declared).find(typed).keys
    assert [declared[int(key[1:])] for key in keys] == [found][: bool(found)]


@pytest.mark.parametrize(
    ("one", "other"),
    pairs("""
practise = practice; naevus = nevus; metre = meter; disc = disk; programme = program
licence = license; oedema = edema; T-cell = T cell; β-cell = beta cell; pre-eclampsia = preeclampsia
Crohn disease = Crohn's disease; Sjögren syndrome = Sjogren syndrome; haem = heme; CO₂ = CO2
fibre = fiber; IL-2 receptor = IL2 receptor; α₁-antitrypsin = alpha-1-antitrypsin; rosé = rose
"""),
)
def test_plurals_of_two_spellings_are_told_apart(one: str, other: str) -> None:
    """If both are terms, the plural of each leads to it, since it is spelt as that is."""
    base = with_labels(one, other)
    for number, name in enumerate((one, other)):
        many = certain_plural(name) or f"{name}s"
        assert base.find(many).keys == (f"t{number}",), many
        assert words_found(base, TEXT.format(many)) == [many]


@pytest.mark.parametrize(
    ("one", "other"),
    [(typed, declared) for typed, declared in [*ACCENTS, *SCRIPTS, *GREEK, *HYPHENS, *BRITISH]],
)
def test_what_is_the_same_word_is_so_the_other_way_round(one: str, other: str) -> None:
    """Which of them is declared makes no difference, plurals and possessives aside."""
    base = with_labels(one)
    key, wanted = spelling(normalise(one)), spelling(normalise(other))
    known = {key, *looser_spellings(normalise(one), key)}
    is_alike = known & {wanted, *looser_spellings(normalise(other), wanted)}
    if is_alike and capital_letters(one) == capital_letters(other):
        assert base.find(other).keys == ("t0",)


# ---------------------------------------------------------------------- wherever names stand


def test_capitals_count_in_abbreviations_however_they_are_spelt() -> None:
    """Greek letters have none that count, and an umlaut has that of its letter."""
    base = compiled(
        {
            "terms": {
                "interleukin": {"definition": "x", "abbreviations": ["IL-2", "TNF-α", "Δ9-THC"]},
                "cell": {"definition": "x", "abbreviations": ["B-ALL", "ÖGD", "MÜ", "ŁÐĦ"]},
            }
        }
    )
    for typed in ("IL2", "TNFalpha", "TNF-Alpha", "delta-9-THC", "Delta9-THC"):
        assert base.lookup.find_in_prose(typed) == ("interleukin",), typed
    for typed in ("BALL", "OGD", "OeGD", "MU", "MUs", "LDH"):
        assert base.lookup.find_in_prose(typed) == ("cell",), typed
    for typed in ("il2", "tnfalpha", "ball", "Ball", "ogd", "mu", "delta-9-thc"):
        assert base.lookup.find_in_prose(typed) == (), typed


def test_mentions_in_data_texts_are_read_alike() -> None:
    """A definition may spell the name of another term as it likes."""
    terms = {
        "a": {"label": "Sjögren syndrome", "definition": "x"},
        "b": {"label": "bee", "definition": "See :medterm:`Sjogren syndrome`, :medterm:`CO2`."},
        "c": {"label": "CO₂", "definition": "x"},
    }
    assert not compiled({"terms": terms}).diagnostics


def test_an_entry_is_shown_by_a_name_without_accents(
    load: Load, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """``medterm show`` asks as a role does."""
    load("terms: {a: {label: Ménière disease, definition: x}}")
    monkeypatch.chdir(tmp_path)
    assert main(["show", "Meniere's disease"]) == 0
    assert "Ménière disease" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("typed", "declared"),
    [
        ("Sjorgen syndrome", "Sjögren syndrome"),
        ("Mueller cell", "Muller cell"),
        ("Menniere disease", "Ménière disease"),
        ("beta-thalasemia", "β-thalassemia"),
        ("preeclamsia", "pre-eclampsia"),
    ],
)
def test_names_are_suggested_whatever_their_accents(typed: str, declared: str) -> None:
    """A slip of the finger is as near with accents as without."""
    assert Suggester([declared, "spleen"]).near(typed) == [declared]
    assert with_labels(declared).lookup.hint(typed) == f"did you mean '{declared}'?"


# ---------------------------------------------------------------------- laws

NAMES = st.sampled_from([name for pair in SAME for name in pair])
LETTERS = st.text("aeosßöøåéèçæα₁²⁻+-' 1x", max_size=12)
ANY = NAMES | LETTERS | st.text(max_size=10)


@given(ANY.map(normalise))
def test_names_without_accents_are_final(name: str) -> None:
    """Law: what has lost its accents has none to lose, and agrees with what it was."""
    for plain in without_accents(name):
        assert without_accents(plain) == ()
        assert accents_agree(plain, name)
        assert normalise(plain) == plain


@given(ANY, ANY)
def test_accents_agree_both_ways(one: str, other: str) -> None:
    """Law: it does not matter which of two names is declared; a name agrees with itself."""
    assert accents_agree(one, other) == accents_agree(other, one)
    assert accents_agree(one, one)


@given(ANY.map(normalise))
def test_looser_spellings_are_keys_of_their_own(name: str) -> None:
    """Law: each once, none of them the key itself, all of them final, and not many."""
    key = spelling(name)
    loose = looser_spellings(name, key)
    assert key not in loose
    assert len(set(loose)) == len(loose) <= 20
    assert all(spelling(one) == one for one in loose)


@given(ANY)
def test_capital_letters_are_those_of_the_name(name: str) -> None:
    """Law: they are upper case, and a name without capitals has none."""
    assert capital_letters(name) == "" or capital_letters(name).isupper()
    assert capital_letters(name.lower().lower()) == "" or not name.isascii()


@given(st.sets(NAMES, min_size=1, max_size=3))
def test_a_declared_name_is_never_that_of_another_term(labels: set[str]) -> None:
    """Law: whatever else is declared, in whatever order."""
    distinct = {normalise(label): label for label in sorted(labels)}
    for order in permutations(distinct.values()):
        base = with_labels(*order)
        assert [base.find(name).keys for name in order] == [(f"t{n}",) for n in range(len(order))]
