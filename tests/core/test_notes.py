"""Notes on a termbase, rule by rule."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

import pytest

from sphinx_medterm.diagnostics import Severity
from sphinx_medterm.reports.notes import notes, without_definition
from sphinx_medterm.termbase.base import Origin, Termbase
from sphinx_medterm.termbase.load import load_termbase

from .conftest import Load

TODAY = datetime.date(2026, 7, 15)
MANY = 10_000
DEFINED = {"definition": "x"}


def noted(load: Load, terms: dict[str, Any]) -> list[str]:
    """Return the notes on some terms, without file and line."""
    found = notes(load(json.dumps({"terms": terms})), TODAY)
    assert {note.severity for note in found} <= {Severity.NOTE}
    return [f"{note.path[1]}: {note.message} [{note.subtype}]" for note in found]


@pytest.mark.parametrize(
    ("term", "is_noted"),
    [
        ({"definition": "x"}, False),
        ({"plain_definition": "x"}, False),
        ({"senses": {"a": {"definition": "x"}}}, False),
        ({"senses": {"a": {"plain_definition": "x"}, "b": {"definition": "y"}}}, False),
        ({"translations": {"de": {"definition": "x"}}, "definition": "y"}, False),
    ],
)
def test_terms_with_any_definition_are_not_noted(
    load: Load, term: dict[str, Any], is_noted: bool
) -> None:
    """For professionals or lay readers, in a sense or the short way."""
    assert bool(noted(load, {"a": term})) is is_noted


class Undefined:
    """A termbase of terms without definitions."""

    def stated(self, section: str) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield two terms."""
        yield "a", {"label": "A"}
        yield "b", {"senses": {"x": {"examples": ["y"]}}}

    def origin(self, key: str) -> Origin:
        """Return some place."""
        return Origin(Path("terms.yaml"), 1)


def test_terms_without_a_definition_are_noted() -> None:
    """One that has senses without a definition as well."""
    found = without_definition(cast("Termbase", Undefined()))
    assert [str(note) for note in found] == [
        f"terms.yaml:1:1: note: terms.{key}: the term has no definition"
        " (add 'definition', if readers need one) [medterm.undefined]"
        for key in ("a", "b")
    ]


@pytest.mark.parametrize(
    ("one", "other", "name"),
    [
        ({"label": "anemia"}, {"synonyms": ["anemia"]}, "anemia"),
        ({"label": "Anemia"}, {"synonyms": ["anemia"]}, ""),
        ({"abbreviations": ["mg"]}, {"synonyms": ["Mg"]}, ""),
        ({"synonyms": ["Thin blood"]}, {"synonyms": ["Thin  blood"]}, "Thin blood"),
        ({"abbreviations": ["MS"]}, {"abbreviations": ["MS"]}, "MS"),
        ({}, {"label": "a"}, "a"),
        ({}, {"synonyms": ["a"]}, "a"),
        ({}, {"synonyms": ["A"]}, ""),
        ({"variants": ["x"]}, {"forms": ["x"]}, "x"),
        ({"abbreviations": ["MS"]}, {"synonyms": ["ms"]}, ""),
        ({"hidden_labels": ["x"]}, {"synonyms": ["x"]}, ""),
        ({"label": "A"}, {"label": "B"}, ""),
        ({"label": "x"}, {"synonyms": ["a"]}, ""),
        ({"synonyms": ["x"], "variants": ["x"]}, {}, ""),
    ],
)
def test_names_of_two_terms_are_noted(
    load: Load, one: dict[str, Any], other: dict[str, Any], name: str
) -> None:
    """Names that readers see, written alike: a mention of any other finds its own term."""
    found = noted(load, {"a": DEFINED | one, "b": DEFINED | other})
    assert found == [f"a: '{name}' is a name of several terms: a, b [ambiguous]"] * bool(name)


def test_a_name_of_many_terms_is_noted_once(load: Load) -> None:
    """With all of them."""
    terms = {key: {**DEFINED, "synonyms": ["x"]} for key in ("c", "a", "b")}
    assert noted(load, terms) == ["a: 'x' is a name of several terms: a, b, c [ambiguous]"]


@pytest.mark.parametrize(
    ("due", "is_noted"),
    [
        ("2026-07-14", True),
        ("2026-07-15", False),
        ("2026-07-16", False),
        ("2026-06", True),
        ("2026-07", False),
        ("2025", True),
        ("2026", False),
    ],
)
def test_overdue_reviews_are_noted(load: Load, due: str, is_noted: bool) -> None:
    """A month or a year is over when the next one has begun."""
    found = noted(load, {"a": {**DEFINED, "reviewed": {"date": "2000", "due": due}}})
    assert found == [f"a: the review of this term was due {due} [review]"] * is_noted


@pytest.mark.parametrize(
    ("term", "is_noted"),
    [
        ({"status": "deprecated"}, True),
        ({"status": "deprecated", "replaced_by": "b"}, False),
        ({"status": "admitted"}, False),
        ({}, False),
    ],
)
def test_deprecated_terms_without_a_successor_are_noted(
    load: Load, term: dict[str, Any], is_noted: bool
) -> None:
    """Readers want to know what to use."""
    found = noted(load, {"a": DEFINED | term, "b": DEFINED})
    said = "a: the term is deprecated, but does not say which term to use instead [deprecated]"
    assert found == [said] * is_noted


def test_notes_stand_in_the_order_of_the_files(load: Load) -> None:
    """From top to bottom, whatever rule they come from."""
    reviewed = {"date": "2000", "due": "2001"}
    both = {"status": "deprecated", "definition": "x"}, {"reviewed": reviewed, "definition": "x"}
    files = {"b.yaml": "zy", "a.yaml": "xw"}
    texts = {
        file: json.dumps({"terms": dict(zip(keys, both, strict=True))}, indent=1)
        for file, keys in files.items()
    }
    termbase = load(texts)
    found = [(str(note.file), note.path[1]) for note in notes(termbase, TODAY)]
    assert found == [("b.yaml", "z"), ("b.yaml", "y"), ("a.yaml", "x"), ("a.yaml", "w")]


@pytest.mark.parametrize("suffix", ["yaml", "json"])
def test_many_notes_take_linear_time(tmp_path: Path, suffix: str) -> None:
    """Of each kind, the first are listed and the others counted; a quadratic rule would hang."""
    term = {"definition": "x", "status": "deprecated", "reviewed": {"date": "2000", "due": "2001"}}
    terms = {f"t{n}": {**term, "synonyms": [f"s{n // 2}"]} for n in range(MANY)}
    # Records on lines of their own are YAML as well.
    lines = "\n".join(f"  {key}: {json.dumps(value)}" for key, value in terms.items())
    text = json.dumps({"terms": terms}) if suffix == "json" else f"terms:\n{lines}\n"
    file = tmp_path / f"terms.{suffix}"
    file.write_text(text, encoding="utf-8")
    found = notes(load_termbase(file), TODAY)
    assert sum(note.count for note in found) == MANY * 5 // 2
    assert len(found) == 3 * 21
