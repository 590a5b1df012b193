"""Which term a name stands for: capitals, ranks, glossaries, senses, rules, and hints."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_medterm.names.normal import counted_capitals, normalise
from sphinx_medterm.names.spelling import spelling
from sphinx_medterm.names.word_lists import word_lists
from sphinx_medterm.termbase.base import Termbase

from .conftest import Load, compiled
from .words import ORDINARY, RULES, TRAPS

TERMS: dict[str, dict[str, Any]] = {
    "all": {"label": "acute lymphoblastic leukemia", "abbreviations": ["ALL"]},
    "aids": {"label": "acquired immunodeficiency syndrome", "abbreviations": ["AIDS"]},
    "aid": {"label": "hearing aid", "synonyms": ["aid"]},
    "sclerosis": {"label": "multiple sclerosis", "abbreviations": ["MS"]},
    "stenosis": {"label": "mitral stenosis", "abbreviations": ["MS"]},
    "millisecond": {"abbreviations": ["ms"]},
    "rna": {"label": "messenger RNA", "abbreviations": ["mRNA"], "hidden_labels": ["m-RNA"]},
    "calr": {"label": "CALR"},
    "mri": {"label": "magnetic resonance imaging", "abbreviations": ["MRI"]},
    "emh": {
        "label": "extramedullary hematopoiesis",
        "abbreviations": [{"label": "EMH", "plural": "EMH foci"}],
        "forms": [{"label": "extramedullary hematopoieses", "number": "plural"}],
    },
    "ct": {"label": "CT", "synonyms": ["computed tomography"]},
    "bone-marrow": {"label": "bone marrow", "synonyms": ["medulla ossium"]},
    "base": {},
    "basis": {},
    "plasmacytoma": {},
    "haematoma": {},
    "crohn": {"label": "Crohn disease"},
    "as": {"label": "ankylosing spondylitis"},
}


@pytest.fixture(scope="module")
def termbase() -> Termbase:
    """Compile the terms above."""
    return compiled({"terms": {key: {"definition": "x", **term} for key, term in TERMS.items()}})


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("ALL", ["all"]),
        ("all", ["all"]),  # the key
        ("AIDS", ["aids"]),
        ("Aids", ["aids"]),  # the key, in other case
        ("MS", ["sclerosis", "stenosis"]),
        ("ms", ["millisecond"]),
        ("Ms", ["millisecond"]),
        ("mRNA", ["rna"]),
        ("MRNA", ["rna"]),  # nothing else can be meant
        ("m-RNA", ["rna"]),
        ("CALR", ["calr"]),
        ("mri", ["mri"]),
        ("MRIs", ["mri"]),
        ("mris", ["mri"]),
        ("EMH foci", ["emh"]),
        ("CTs", []),  # of a label, not of an abbreviation: the stem is too short
        ("Bone\u00a0Marrow", ["bone-marrow"]),
        ("bone‑marrow", ["bone-marrow"]),
        ("bone-marrow", ["bone-marrow"]),
        ("base", ["base"]),
        ("bases", []),  # of base, or of basis
        ("plasmacytomata", ["plasmacytoma"]),
        ("hematomas", ["haematoma"]),
        ("Crohn’s disease", ["crohn"]),
        ("nothing", []),
        ("", []),
    ],
)
def test_a_name_finds_its_terms(termbase: Termbase, name: str, keys: list[str]) -> None:
    """Declared names come first, with capitals that count; rules apply if one term results."""
    assert list(termbase.find(name).keys) == keys


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("ALL", "all"),
        ("all", ""),  # a key is not written for readers
        ("AIDS", "aids"),
        ("aids", ""),  # a plural of aid, or a key
        ("aid", "aid"),
        ("MS", ""),
        ("ms", ""),  # two letters without capitals
        ("mRNA", "rna"),
        ("mrna", ""),
        ("CALR", "calr"),
        ("calr", ""),
        ("MRIs", "mri"),
        ("EMH", "emh"),
        ("emh", ""),
        ("as", ""),
        ("Bone marrow", "bone-marrow"),
        ("bone-marrow", "bone-marrow"),  # another spelling of the label
        ("haematomata", "haematoma"),
        ("bases", ""),
        ("extramedullary hematopoieses", "emh"),
    ],
)
def test_running_text_is_read_with_care(termbase: Termbase, text: str, key: str) -> None:
    """Only what can hardly be anything else is found in it."""
    lookup = termbase.lookup
    assert lookup.linkable(lookup.find_in_prose(text)) == key


WRITTEN: dict[str, dict[str, Any]] = {
    "milligram": {"abbreviations": ["mg"]},
    "magnesium": {"synonyms": ["Mg"]},
    "measures": {"label": "Maße"},
    "mass": {"label": "Masse"},
    "pole": {},
    "nation": {"label": "Pole"},
    "white": {"label": "Zebra", "forms": ["ZEBRAS"]},
    "zebra": {"label": "black zebra", "hidden_labels": ["blAck Zebra"]},
    "Calf": {},
    "calves": {"label": "calf muscle", "hidden_labels": ["calf"]},
    "cat": {"label": "CAT scan", "abbreviations": ["CAT"]},
    "animal": {"label": "Cat"},
    "new-1": {"former_keys": ["Old"]},
    "new-2": {"former_keys": ["old"]},
    "micro": {"variants": ["ﬁbre", "Ärztin"]},
    "fiber": {"label": "fibre", "synonyms": ["ärztin"]},
    "cell-1": {"label": "T-cell"},
    "cell-2": {"label": "t-cell"},
    "crohn-1": {"label": "Crohn’s"},
    "crohn-2": {"label": "crohn's"},
}


@pytest.fixture(scope="module")
def written() -> Termbase:
    """Compile terms whose names differ only in how they are written."""
    return compiled({"terms": {key: {"definition": "x", **term} for key, term in WRITTEN.items()}})


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("mg", ["milligram"]),
        (" mg\u00ad", ["milligram"]),
        ("Mg", ["magnesium"]),
        ("MG", ["magnesium", "milligram"]),
        ("Masse", ["mass"]),
        ("Maße", ["measures"]),
        ("masse", ["mass", "measures"]),
        ("Pole", ["nation"]),
        ("pole", ["pole"]),
        ("POLE", ["pole"]),  # its key
        ("Poles", ["nation"]),
        ("poles", ["pole"]),
        ("POLES", []),
        ("Zebra", ["white"]),  # a label, although another term has the key
        ("zebra", ["zebra"]),
        ("blAck Zebra", ["zebra"]),
        ("Calf", ["Calf"]),
        ("calf", ["calves"]),  # a hidden label, although the key of another term differs in case
        ("CALF", ["Calf"]),
        ("CAT", ["cat"]),
        ("cat", ["cat"]),
        ("Cat", ["animal"]),
        ("Cats", ["animal"]),
        ("CATs", ["cat"]),
        ("Old", ["new-1"]),
        ("old", ["new-2"]),
        ("OLD", ["new-1"]),
        ("ﬁbre", ["micro"]),
        ("fibre", ["fiber"]),
        ("Fibre", ["fiber"]),
        ("A\u0308rztin", ["micro"]),
        ("a\u0308rztin", ["fiber"]),
        ("T‑cell", ["cell-1"]),
        ("t–cell", ["cell-2"]),
        ("T cells", ["cell-1"]),
        ("Crohn's", ["crohn-1"]),
        ("crohn´s", ["crohn-2"]),
    ],
)
def test_the_exact_spelling_comes_first(written: Termbase, name: str, keys: list[str]) -> None:
    """A name as it is written is an answer, whatever else is found in other capitals."""
    assert list(written.find(name).keys) == keys


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Masse", "mass"),
        ("Maße", "measures"),
        ("MASSE", ""),
        ("Pole", "nation"),
        ("pole", "pole"),
        ("Poles", "nation"),
        ("poles", "pole"),
        ("Zebra", "white"),
        ("Calf", "Calf"),
        ("calf", "calves"),
        ("CATs", "cat"),
        ("mg", ""),  # two letters without capitals that count
        ("Mg", ""),
    ],
)
def test_the_exact_spelling_comes_first_in_running_text(
    written: Termbase, text: str, key: str
) -> None:
    """What differs only in capitals is not in doubt."""
    lookup = written.lookup
    assert lookup.linkable(lookup.find_in_prose(text)) == key


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["mg", "Mg", "MG", "mG", "Maße", "Masse", "masse", "MASSE"]),
            st.sampled_from(["synonyms", "abbreviations", "hidden_labels", "forms"]),
        ),
        min_size=2,
        max_size=8,
        unique_by=lambda name: name[0],
    )
)
def test_a_name_of_one_term_alone_finds_it(names: list[tuple[str, str]]) -> None:
    """Whatever kind of name it is, and whatever other terms are called in other capitals."""
    terms = {f"t{n}": {"definition": "x", kind: [name]} for n, (name, kind) in enumerate(names)}
    termbase = compiled({"terms": terms})
    assert [termbase.find(name).keys for name, _kind in names] == [(key,) for key in terms]


@pytest.mark.parametrize(
    ("name", "plural"),
    [
        ("EMH", False),
        ("EMH foci", True),
        ("MRIs", True),
        ("extramedullary hematopoieses", True),
        ("plasmacytomas", True),
        ("plasmacytoma", False),
        ("hematoma", False),
        ("bone-marrow", False),
    ],
)
def test_plurals_are_told_apart(termbase: Termbase, name: str, plural: bool) -> None:
    """Declared or by rule, a plural is known to be one."""
    assert termbase.find(name).keys
    assert termbase.find(name).plural is plural


@pytest.mark.parametrize(
    ("name", "is_short", "form"),
    [
        ("EMH", True, "EMH"),
        ("kg", True, None),
        ("T", True, "T"),
        ("T", False, None),
        ("Zebra", False, None),
        ("CALR", False, "CALR"),
        ("mRNA", False, "mRNA"),
        ("Bone Marrow", False, None),
        ("ACUTE LEUKEMIA", False, None),
        ("β‑hCG", True, "β-hCG"),
    ],
)
def test_capitals_count_in_some_names(name: str, is_short: bool, form: str | None) -> None:
    """In abbreviations, and behind the first letter of a single word."""
    assert counted_capitals(name, is_short) == form


FILES = {
    "heart.yaml": "terms:\n  ms-heart: {label: MS, definition: a valve}\n",
    "brain.yaml": "glossary: {key: Neuro}\nterms:\n"
    "  ms-brain: {label: MS, senses: {acute: {definition: a}, late: {definition: b}}}\n",
}


@pytest.mark.parametrize(
    ("name", "keys", "shown"),
    [
        ("heart:MS", ["ms-heart"], "MS"),
        ("HEART:ms-heart", ["ms-heart"], "ms-heart"),
        ("neuro:MS", ["ms-brain"], "MS"),
        ("neuro:MS#late", ["ms-brain"], "MS"),
        ("MS#late", ["ms-brain"], "MS"),
        ("brain:MS", [], ""),
        ("neuro:ms-heart", [], ""),
        ("neuro:", [], ""),
        (":MS", [], ""),
    ],
)
def test_a_glossary_or_sense_says_which(load: Load, name: str, keys: list[str], shown: str) -> None:
    """A glossary is known by the key it gives itself, or else by the name of its file."""
    match = load(FILES).find(name)
    assert (list(match.keys), match.name) == (keys, shown)


def test_a_name_with_a_colon_is_a_name_first(load: Load) -> None:
    """What is declared with a colon is found with it."""
    termbase = load({"t.yaml": "terms: {a: {label: 't:b', definition: x}, b: {definition: y}}"})
    assert termbase.find("t:b").keys == ("a",)
    assert termbase.find("T:a").keys == ("a",)


def test_it_is_said_how_to_write_which(load: Load) -> None:
    """By key, by glossary if they differ, by a sense that only one has."""
    lookup = load(FILES).lookup
    assert lookup.which(lookup.find("MS")) == (
        "write a key (ms-brain, ms-heart) or a collection name (neuro:MS, heart:MS) "
        "or a sense (MS#acute, MS#late)"
    )


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("bases", "it may stand for 'base' or 'basis'; write the one you mean"),
        ("MS#x", "it has no senses"),
        ("plasmacytmoa", "did you mean 'plasmacytoma'?"),
        ("zzzzzz", ""),
    ],
)
def test_unknown_names_get_a_hint(termbase: Termbase, name: str, hint: str) -> None:
    """What it may stand for, what there is of it, or what comes near."""
    assert termbase.lookup.hint(name) == hint


def test_files_know_their_glossary_after_an_edit(load: Load) -> None:
    """A key of a glossary that is taken away leaves the name of the file."""
    assert load({"a.yaml": "glossary: {key: x}\nterms: {b: {definition: c}}"}).find("x:b").keys
    assert load({"a.yaml": "terms: {b: {definition: c}}"}).find("a:b").keys


def test_what_a_system_calls_a_code_is_known(load: Load) -> None:
    """Its display if a file has it, or else the label of a term that is said to be exactly it."""
    exact, broad = "system: HP, match: exact", "system: HP, match: broad"
    termbase = load(
        "terms:\n"
        f"  a: {{definition: x, codes: [{{{exact}, code: '0001978'}}, 'HP:0001744']}}\n"
        f"  b: {{definition: x, codes: [{{{broad}, code: '0000001'}}]}}\n"
        "  c: {definition: x, related_conditions: [{label: l, codes: ['MESH:D006411']}]}\n"
        f"  d: {{senses: {{s: {{definition: x, codes: [{{{exact}, code: '0000002'}}]}}}}}}\n"
        "  e: {definition: x, codes: [{system: MESH, code: D006411, display: H}]}\n"
    )
    assert termbase.display("HP", "0001978") == "a"
    assert termbase.display("HP", "0001744") == ""
    assert termbase.display("HP", "0000001") == ""
    assert termbase.display("HP", "0000002") == "d"
    assert termbase.display("MESH", "D006411") == "H"


@pytest.fixture(scope="module")
def words() -> Termbase:
    """Compile a term for each word of the tables, spelling twins left out."""
    twins: dict[str, str] = {}
    for label in [*(label for _typed, label in RULES), *TRAPS.split()]:
        twins.setdefault(spelling(normalise(label)), label)
    terms = {f"t{n}": {"label": label, "definition": "x"} for n, label in enumerate(twins.values())}
    return compiled({"terms": terms})


def test_medical_words_are_found_among_all_others(words: Termbase) -> None:
    """Each plural, spelling and phrase of the table leads to its word, in texts as well.

    Words of one or two letters are not looked for in texts, nor are plurals that are other words.
    """
    ambiguous = word_lists().ambiguous

    def in_prose(typed: str) -> tuple[str, ...]:
        return words.lookup.find_in_prose(typed, inside=typed[0].isupper() and " " in typed)

    missed = [
        typed
        for typed, label in RULES
        if not (keys := words.find(typed).keys)
        or spelling(normalise(words.label(keys[0]))) != spelling(normalise(label))
        or (words.lookup.linkable(in_prose(typed)) in keys) == (typed in ambiguous)
    ]
    assert not missed


def test_ordinary_words_are_no_terms(words: Termbase) -> None:
    """Neither in a role nor in a text."""
    names = set(ORDINARY.split())
    assert not {name for name in names if words.find(name).keys}
    assert not {name for name in names if words.lookup.find_in_prose(name)}
