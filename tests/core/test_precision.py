"""Words that rules come near without being meant: none is read wrongly in silence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_medterm.names.plurals import is_usual
from sphinx_medterm.names.rules import readings
from sphinx_medterm.names.spelling import spelling
from sphinx_medterm.names.word_lists import word_lists
from sphinx_medterm.termbase.base import Termbase

from .conftest import compiled, finder_of, with_labels
from .misreadings import IN_ROLES_ONLY, NAMES, NEVER, WRONG

LISTS = word_lists()
TABLE = [
    (many, one)
    for table in (LISTS.classical, LISTS.irregular)
    for one, several in table.items()
    for many in several
]


def found_in(text: str, *labels: str) -> list[str]:
    """List the words of a text that are linked to one of these labels."""
    return words_found(with_labels(*labels), text)


def words_found(base: Termbase, text: str) -> list[str]:
    """List the words of a text that are linked."""
    return [
        text[found.start : found.end]
        for found in finder_of(base).find(text)
        if base.lookup.linkable(found.keys)
    ]


@pytest.mark.parametrize(("typed", "label"), NEVER)
def test_words_of_their_own_are_not_read_as_plurals(typed: str, label: str) -> None:
    """Elements, families, places and other words find nothing, in roles and in running text."""
    base = with_labels(label)
    assert base.find(typed).keys == ()
    assert base.lookup.find_in_prose(typed) == ()


@pytest.mark.parametrize(
    ("typed", "label"),
    [("sharp transients", "sharp transient"), ("patient rights", "patient right")],
)
def test_words_that_are_not_read_alone_are_read_in_longer_names(typed: str, label: str) -> None:
    """There the last word is a noun."""
    assert with_labels(label).lookup.find_in_prose(typed) == ("t0",)


@pytest.mark.parametrize(("typed", "label"), IN_ROLES_ONLY)
def test_running_text_is_read_by_the_word_lists_with_labels(typed: str, label: str) -> None:
    """A role may name any term; in running text, no classical ending is a guess."""
    base = with_labels(label)
    assert base.find(typed).keys == ("t0",)
    assert base.lookup.find_in_prose(typed) == ()


@pytest.mark.parametrize(("name", "label"), NAMES)
def test_a_capital_inside_a_sentence_makes_a_name(name: str, label: str) -> None:
    """A capitalised word is no plural of a lower-case name, except where a sentence begins."""
    assert found_in(f"Now {name} is here.", label) == []
    assert found_in(f"{name} is here.", label) == [name]
    assert found_in(f"Now {name} is here.", label.capitalize()) == [name]
    assert found_in(f"Now {name.lower()} and {name.upper()}.", label) == [
        name.lower(),
        name.upper(),
    ]
    assert with_labels(label).find(name).keys == ("t0",)


@pytest.mark.parametrize(
    ("text", "times"),
    [
        ("Bones", 1),
        ("Here. Bones", 1),
        ("Here: Bones", 1),
        ("Here? “Bones”", 1),
        ("(Here.) Bones", 1),
        ("“Here!” (Bones)", 1),
        ("Dr. Bones", 1),
        ("“Bones” (Bones)", 1),
        ("Here, Bones", 0),
        ("Here (Bones)", 0),
        ("Here\nBones", 0),
        ("Here – Bones", 0),
        (" Bones", 0),  # after emphasis, say
    ],
)
def test_where_a_sentence_may_begin(text: str, times: int) -> None:
    """After a sign that may end one, whatever brackets and quotation marks are between."""
    assert found_in(text, "bone") == ["Bones"] * times


@pytest.mark.parametrize(
    ("text", "labels", "found"),
    [
        ("Now Lymph nodes and T-cells", ["lymph node", "T cell"], ["Lymph nodes", "T-cells"]),
        ("Now Red Blood Cells", ["red blood cell"], ["Red Blood Cells"]),
        ("Now Bone and Haemoglobin", ["bone", "hemoglobin"], ["Bone", "Haemoglobin"]),
        ("Now Poles and poles", ["Pole", "pole"], ["Poles", "poles"]),
        ("Now EMHs and SSRIs", ["EMH", "SSRI"], ["EMHs", "SSRIs"]),
        ("Now Bones", ["bone", "Bones"], ["Bones"]),
    ],
)
def test_other_capitals_do_no_harm(text: str, labels: list[str], found: list[str]) -> None:
    """Only a plural that is a single word may be a name by its capital."""
    assert found_in(text, *labels) == found


@pytest.mark.parametrize(
    ("text", "label", "found"),
    [
        ("Most patients care about it.", "patient care", []),
        ("Patients care about it.", "Patient care", []),
        ("These drugs test positive.", "drug test", []),
        ("Here nerves block it.", "nerve block", []),
        ("Insects bite.", "insect bite", []),
        ("the patients’ care", "patient care", ["patients’ care"]),
        ("the patient's care", "patient care", ["patient's care"]),
        ("of Crohns disease", "Crohn disease", ["Crohns disease"]),
        ("of Crohns disease", "crohn disease", ["Crohns disease"]),
        ("of crohns disease", "Crohn disease", []),
        ("of crohns disease", "Crohn's disease", ["crohns disease"]),
        ("Crohns disease is it.", "Crohn’s disease", ["Crohns disease"]),
        ("of travellers diarrhoea", "traveler's diarrhea", ["travellers diarrhoea"]),
        ("of Sjögrens syndrome", "Sjogren syndrome", ["Sjögrens syndrome"]),
        ("of sjögrens syndrome", "Sjogren syndrome", []),
    ],
)
def test_a_noun_with_its_verb_is_not_a_possessive(text: str, label: str, found: list[str]) -> None:
    """Without an apostrophe, only a name is read so, or what is declared with an apostrophe."""
    assert found_in(text, label) == found
    for name in found:
        assert with_labels(label).find(name).keys == ("t0",)


def test_a_missing_apostrophe_is_understood_in_roles() -> None:
    """There, the words are a name and no sentence."""
    assert with_labels("patient care").find("patients care").keys == ("t0",)


SYMBOLS = ["A", "As", "At", "Be", "Can", "He", "His", "I", "In", "K", "Met", "No", "Pro", "C"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("A patient. As a result (at last). At night; I saw: He was. In all. No effect.", []),
        ("His heart. Met criteria. “Can it?” Be careful! Pro and con.", []),
        ("vitamin K, hepatitis C, type I, group A, P < 0.05, C-reactive protein", []),
        ("with He and As, and of His", ["He", "As", "His"]),
        ("Fe is iron, Na+ is not Na, and CAN is no can", ["Fe", "Na"]),
        ("HE, HIS and MET", []),
    ],
)
def test_a_word_that_begins_a_sentence_is_not_a_symbol(text: str, found: list[str]) -> None:
    """Its capital has no meaning, and a single letter may mean anything."""
    names = [*SYMBOLS, "Fe", "Na"]
    terms = {f"t{n}": {"definition": "x", "abbreviations": [s]} for n, s in enumerate(names)}
    base = compiled({"terms": terms})
    assert words_found(base, text) == found
    assert all(base.find(s).keys == (f"t{n}",) for n, s in enumerate(names))


@pytest.mark.parametrize(
    ("many", "one"),
    [
        ("culture media", "culture medium"),
        ("contrast media", "contrast medium"),
        ("half-lives", "half-life"),
        ("tea leaves", "tea leaf"),
    ],
)
def test_plurals_that_are_other_words_are_read_in_longer_names(many: str, one: str) -> None:
    """There, nothing else can be meant."""
    assert found_in(f"Two {many} here.", one) == [many]
    assert found_in(f"It {many.split()[-1].split('-')[-1]} here.", one.split()[-1]) == []


@pytest.mark.parametrize(("many", "one"), TABLE)
def test_all_plurals_of_the_tables_are_read_in_running_text(many: str, one: str) -> None:
    """They are no guess, but for those that are other words as well."""
    is_other = many in LISTS.ambiguous or many in LISTS.not_plural
    plurals = {reading.name for reading in readings(many, in_prose=True) if reading.plural}
    assert (spelling(one) in plurals) != is_other


@given(
    st.sampled_from(sorted(LISTS.endings.items())),
    st.text("abcdefgilmnoprstu", min_size=1, max_size=8),
)
def test_compounds_have_the_plurals_of_their_last_part(ending: tuple[str, str], start: str) -> None:
    """Law: what stands before an ending that the tables know does not matter."""
    one, many = ending
    assert is_usual(start + many, start + one)


@pytest.mark.parametrize(("typed", "label"), sorted(WRONG))
def test_what_is_still_read_wrongly_is_known(typed: str, label: str) -> None:
    """A word that is mended is taken out of the table."""
    assert with_labels(label).lookup.find_in_prose(typed) == ("t0",)


def test_the_table_is_large_and_says_nothing_twice() -> None:
    """Each kind of word is tried."""
    assert len(set(NEVER)) == len(NEVER) >= 80
