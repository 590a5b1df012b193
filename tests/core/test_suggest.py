"""Suggesting the names that a misspelt one was meant to be."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_medterm.names.normal import normalise
from sphinx_medterm.names.suggest import Suggester, _plain, did_you_mean, sound
from tests.core.words import RULES

LABELS = sorted({label for _typed, label in RULES})
_KNOWN = """
    pneumonia pneumothorax psoriasis sclerosis siderosis cirrhosis pharynx larynx diarrhea asthma
    hemorrhage hemorrhoid tonsillitis rheumatism icterus xanthoma ascites abscess catarrh eczema
    phlegm haemophilia pterygium gnathic mnemonic wrist knuckle vaccine cachexia ischium quinsy
    dysphagia physician thyroid typhoid eosinophil leukocyte rhinitis isthmus schizophrenia
    scirrhous syncope zygoma scythe glaucoma ophthalmology aneurysm phlebitis jaundice
"""
NAMES = _KNOWN.split()


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
    found = Suggester(known).near(name)
    assert found[:1] == expected[:1]
    assert set(found) <= set(expected)


def test_names_may_come_as_a_mapping() -> None:
    """The keys of a table are suggested, not what stands under them."""
    assert Suggester({"marrow": "x", "arrow": "marow"}).near("marow") == ["marrow", "arrow"]


def test_suggestions_are_limited_and_stable() -> None:
    """Equally near names come in alphabetical order, and no more than asked for."""
    known = ["term e", "term d", "term c", "term b", "term a"]
    assert Suggester(known).near("term x") == ["term a", "term b", "term c"]
    assert Suggester(known).near("term x", 1) == ["term a"]


@pytest.mark.parametrize(
    ("limit", "hint"),
    [(1, "did you mean 'term a'?"), (2, "did you mean 'term a' or 'term b'?")],
)
def test_suggestions_are_worded(limit: int, hint: str) -> None:
    """The hint is a question with the names in quotes, or nothing at all."""
    assert did_you_mean("term", ["term b", "term a"], limit) == hint
    assert did_you_mean("unlike", ["term b", "term a"], limit) == ""


@pytest.mark.parametrize(
    ("heard", "meant"),
    [
        ("numonia", "pneumonia"),
        ("numothoraks", "pneumothorax"),
        ("sirosis", "cirrhosis"),
        ("farinks", "pharynx"),
        ("larinks", "larynx"),
        ("diarea", "diarrhea"),
        ("soriasis", "psoriasis"),
        ("hemorage", "hemorrhage"),
        ("asma", "asthma"),
        ("tonsilitis", "tonsillitis"),
        ("rumatism", "rheumatism"),
        ("neumothorax", "pneumothorax"),
        ("ikterus", "icterus"),
        ("santoma", "xanthoma"),
        ("asites", "ascites"),
        ("absess", "abscess"),
        ("katar", "catarrh"),
        ("flegm", "phlegm"),
        ("hemofilia", "haemophilia"),
        ("terigium", "pterygium"),
        ("nathik", "gnathic"),
        ("nemonik", "mnemonic"),
        ("rist", "wrist"),
        ("nuckle", "knuckle"),
        ("vaksine", "vaccine"),
        ("kakexia", "cachexia"),
        ("iskium", "ischium"),
        ("dispnea", "dyspnea"),
        ("disfagia", "dysphagia"),
        ("fisician", "physician"),
        ("tiroid", "thyroid"),
        ("tifoid", "typhoid"),
        ("eosinofil", "eosinophil"),
        ("lukocyte", "leukocyte"),
        ("rinitis", "rhinitis"),
        ("ismus", "isthmus"),
        ("skizofrenia", "schizophrenia"),
        ("sinkope", "syncope"),
        ("newmonia", "pneumonia"),
        ("glawcoma", "glaucoma"),
        ("opthalmology", "ophthalmology"),
        ("anurism", "aneurysm"),
        ("fleebitis", "phlebitis"),
        ("jondis", "jaundice"),
    ],
)
def test_names_written_by_ear_find_their_word(heard: str, meant: str) -> None:
    """Who writes a word as it sounds is asked for it first, among many others."""
    assert Suggester([*LABELS, *NAMES]).near(heard, 1) == [meant]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("pharynx", "farinks", True),
        ("pneumonia", "numonia", True),
        ("psoas", "soas", True),
        ("trauma", "troma", True),
        ("ileum", "ilium", False),
        ("lipsitch", "lisitch", False),
    ],
)
def test_alike_sounds_have_one_key(one: str, other: str, alike: bool) -> None:
    """Letters for one sound make no other key, nor do those that are silent where they stand."""
    assert (sound(one) == sound(other)) == alike


@pytest.mark.parametrize(
    ("slip", "meant"),
    [
        ("psoriaiss", "psoriasis"),
        ("cirrohsis", "cirrhosis"),
        ("eczmea", "eczema"),
        ("phraynx", "pharynx"),
        ("hemorrhagge", "hemorrhage"),
        ("hemorrhod", "hemorrhoid"),
        ("Leukocite", "leukocyte"),
        ("extramedulary", "extramedullary"),
        ("corpus lutuem", "corpus luteum"),
    ],
)
def test_slips_of_the_pen_find_their_word(slip: str, meant: str) -> None:
    """A letter too many, too few, wrong or in the wrong place."""
    assert Suggester([*LABELS, *NAMES]).near(slip, 1) == [meant]


def test_letters_in_the_wrong_order_are_one_slip() -> None:
    """Two letters that changed places are nearer than two that are wrong."""
    known = ["cirrbbsis", "cirrhosis", "cirrhhsiss"]
    assert Suggester(known).near("cirrohsis") == ["cirrhosis", "cirrbbsis", "cirrhhsiss"]


@pytest.mark.parametrize("word", ["kitchen", "window", "qwertz", "by", "", "貧血", "!?"])
def test_unrelated_words_find_nothing(word: str) -> None:
    """Better no suggestion than a silly one."""
    assert Suggester(NAMES).near(word) == []


def test_names_are_suggested_as_they_are_written() -> None:
    """Capitals and accents of a known name are kept, and each comes once."""
    assert Suggester(["Ménière’s disease"] * 2).near("menieres disease") == ["Ménière’s disease"]


def test_many_misses_at_once() -> None:
    """Each distinct name is answered as it would be alone."""
    suggester = Suggester(NAMES)
    for name in ["numonia", "asma", "numonia", "xyz"]:
        assert suggester.hint(name) == did_you_mean(name, NAMES)


def test_of_very_many_equal_names_the_first_are_suggested() -> None:
    """Whatever the order they are known in, and however many there are."""
    known = [f"form {number}" for number in range(300, 100, -1)]
    assert Suggester(known).near("form") == ["form 101", "form 102", "form 103"]


@given(st.sampled_from(LABELS), st.permutations(LABELS))
def test_the_order_of_the_names_does_not_matter(name: str, known: list[str]) -> None:
    """Law: a known name is nearest to itself, and the answer does not depend on the order."""
    assert Suggester(known).near(name)[0] == name
    assert Suggester(known).near(f"{name}x") == Suggester(LABELS).near(f"{name}x")


@given(st.sets(st.text(st.characters(codec="utf-8")).map(normalise)))
def test_every_name_has_a_sound(names: set[str]) -> None:
    """Law: what a name sounds like does not depend on its neighbours."""
    suggester = Suggester(names)
    assert suggester._sounds == [sound(_plain(name)) for name in sorted(names)]
