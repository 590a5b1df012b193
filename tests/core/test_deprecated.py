"""Names that should no longer be used, and what to write instead."""

from __future__ import annotations

from typing import Any

import pytest

from sphinx_medterm.termbase.base import Termbase
from sphinx_medterm.termbase.deprecated import deprecated

from .conftest import compiled

OLD = "deprecated"
TERMS: dict[str, dict[str, Any]] = {
    "down-syndrome": {
        "label": "Down syndrome",
        "synonyms": [{"label": "mongolism", "status": OLD}, "trisomy 21"],
        "abbreviations": [{"label": "MON", "status": OLD}, "DS"],
    },
    "fit": {"label": "seizure", "synonyms": [{"label": "fit", "status": "superseded"}]},
    "ms": {
        "label": "multiple sclerosis",
        "abbreviations": [{"label": "MS", "status": OLD}, {"label": "DSc", "status": OLD}],
    },
    "consumption": {"status": "superseded", "replaced_by": "phthisis", "synonyms": ["wasting"]},
    "phthisis": {"status": OLD, "replaced_by": "tb"},
    "tb": {"label": "tuberculosis", "abbreviations": ["TB"]},
    "humour": {"status": OLD},
    "one": {"status": OLD, "replaced_by": "two"},
    "two": {"status": OLD, "replaced_by": "one"},
    "dropsy": {"synonyms": [{"label": "edema", "status": OLD}]},
    "edema": {"senses": {"lung": "x", "skin": "x"}},
    "ague": {"synonyms": [{"label": "fever", "status": OLD}]},
    "malaria": {"synonyms": [{"label": "fever", "status": OLD}, {"label": "ague fit"}]},
    "chill": {"synonyms": [{"label": "cold", "status": OLD}]},
    "coryza": {"synonyms": ["cold"], "variants": ["koryza"]},
    "swelling": {
        "synonyms": [{"label": "tumour", "status": OLD}],
        "variants": ["tumour"],
        "hidden_labels": ["tumuor"],
        "senses": {"a": "x", "b": "x"},
    },
    "gland": {"senses": {"a": "x"}, "synonyms": [{"label": "glandule", "status": OLD}]},
}


@pytest.fixture(scope="module")
def termbase() -> Termbase:
    """Compile the terms above."""
    return compiled({"terms": {key: {"definition": "x", **term} for key, term in TERMS.items()}})


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("Down syndrome", None),
        ("trisomy 21", None),
        ("DS", None),
        ("down-syndrome", None),
        ("mongolism", "write 'Down syndrome'"),
        ("Mongolism", "write 'Down syndrome'"),
        ("mongolisms", "write 'Down syndrome'"),
        ("t:mongolism", "write 'Down syndrome'"),
        ("MON", "write 'DS'"),
        ("MONs", "write 'DS'"),
        ("fit", "write 'seizure'"),  # a key, but readers see an old name
        ("ms", None),  # a key, not the abbreviation
        ("MS", "write 'multiple sclerosis'"),
        ("consumption", "write 'tuberculosis'"),
        ("wasting", "write 'tuberculosis'"),
        ("phthisis", "write 'tuberculosis'"),
        ("tuberculosis", None),
        ("humour", "name the term to use instead in the field 'replaced_by' of 'humour'"),
        ("humors", "name the term to use instead in the field 'replaced_by' of 'humour'"),
        ("one", "name the term to use instead in the field 'replaced_by' of 'two'"),
        ("edema", None),  # the label of another term
        ("edema#lung", None),
        ("fever", "write 'ague'"),  # of two terms that share it, neither wants it
        ("cold", None),  # the other one admits it
        ("tumour", None),  # the same name is also a spelling
        ("tumor", None),
        ("tumuor", None),
        ("glandule#a", "write 'gland#a'"),
        ("unknown", None),
    ],
)
def test_a_name_with_a_status_that_advises_against_it_is_told_with_a_better_one(
    termbase: Termbase, name: str, hint: str | None
) -> None:
    """What counts is the name as it is written, in any spelling, and the term it stands for."""
    found = deprecated(termbase.find(name), name, termbase)
    assert found == (None if hint is None else (f"{name!r} should no longer be used", hint))


def test_the_number_of_mentions_is_told(termbase: Termbase) -> None:
    """The message reads as a sentence."""
    times = ", mentioned 3 times here"
    found = deprecated(termbase.find("fit"), "fit", termbase, times=times)
    assert found is not None
    assert found[0] == "'fit', mentioned 3 times here, should no longer be used"


@pytest.mark.parametrize(
    ("name", "within", "is_told"),
    [
        ("mongolism", "down-syndrome", False),
        ("mongolism", "tb", True),
        ("consumption", "consumption", False),
        ("consumption", "phthisis", False),
        ("consumption", "tb", False),
        ("consumption", "edema", True),
        ("phthisis", "consumption", True),
    ],
)
def test_a_term_may_speak_of_its_own_old_names(
    termbase: Termbase, name: str, within: str, is_told: bool
) -> None:
    """And of the terms that it replaces, directly or through others."""
    found = deprecated(termbase.find(name), name, termbase, within=within)
    assert (found is not None) == is_told


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("down-syndrome", "DS"),
        ("DS", "DS"),
        ("MON", "DS"),
        ("MONs", "DS"),
        ("multiple sclerosis", ""),
        ("MS", ""),
        ("TB", "TB"),
    ],
)
def test_an_abbreviation_that_should_not_be_used_is_never_chosen(
    termbase: Termbase, name: str, short: str
) -> None:
    """Not even if that one is asked for: it is replaced, or the term has none."""
    assert termbase.abbreviation_for(termbase.find(name).key, name) == short


def test_a_termbase_without_old_names_is_not_searched_for_any() -> None:
    """One query tells that there are none."""
    termbase = compiled({"terms": {"a": {"definition": "x", "synonyms": ["b"]}}})
    assert termbase.lookup.deprecated == {}
    assert deprecated(termbase.find("b"), "b", termbase) is None
