"""Former keys: names, references and messages that follow a term when its key changes."""

from __future__ import annotations

from typing import Any

import pytest

from sphinx_medterm.termbase.base import Termbase
from sphinx_medterm.termbase.former_notes import former_key_notes

from .conftest import Load, compiled

TERMS: dict[str, dict[str, Any]] = {
    "marrow": {
        "label": "bone marrow",
        "former_keys": ["medulla", "red-marrow", "RM", "Red Tissue"],
        "senses": {"adult": "x", "fetal": "y"},
    },
    "cord": {"label": "spinal cord", "synonyms": ["medulla"], "definition": "x"},
    "renin": {"abbreviations": ["rm"], "definition": "x"},
    "cell": {"definition": "x", "former_keys": ["corpuscle", "marrow"]},
    "body": {"definition": "x", "former_keys": ["corpuscle"]},
    "user": {
        "definition": "x",
        "status": "deprecated",
        "replaced_by": "corpuscle",
        "broader": ["red-marrow", "cord"],
        "related": ["red-marrow", "marrow"],
        "related_conditions": [{"term": "red-marrow"}],
        "see_also": ["marrow", "marrow"],
    },
}


@pytest.fixture(scope="module")
def termbase() -> Termbase:
    """Compile the terms above."""
    return compiled({"terms": TERMS})


@pytest.mark.parametrize(
    ("name", "keys", "sense", "is_former"),
    [
        ("red-marrow", ["marrow"], "", True),
        ("Red-Marrow", ["marrow"], "", True),
        ("red marrow", ["marrow"], "", True),
        ("red-marrow#adult", ["marrow"], "adult", True),
        ("red-marrow#none", [], "", False),
        ("t:red-marrow", ["marrow"], "", True),
        ("red-tissue", ["marrow"], "", True),  # as keys are read
        ("RM", ["renin"], "", False),  # a name of another term, whatever its capitals
        ("medulla", ["cord"], "", False),  # a synonym of another term
        ("marrow", ["marrow"], "", False),  # a key, and a former one of another term
        ("corpuscle", ["body"], "", True),  # of two terms that had it, the first
        ("red-marrows", [], "", False),  # a key has no plural
        ("bone marrow", ["marrow"], "", False),
    ],
)
def test_a_former_key_is_found_if_no_term_has_the_name_now(
    termbase: Termbase, name: str, keys: list[str], sense: str, is_former: bool
) -> None:
    """It is compared as keys are, selects senses and glossaries, and is weaker than all names."""
    match = termbase.find(name)
    assert (list(match.keys), match.sense, match.is_former) == (keys, sense, is_former)


def test_former_keys_are_not_names_for_readers(termbase: Termbase) -> None:
    """They are neither shown nor found in running text, and are not keys."""
    assert termbase.lookup.find_in_prose("red-marrow") == ()
    assert termbase.brief("marrow").names == ["bone marrow"]
    assert "red-marrow" not in termbase
    with pytest.raises(KeyError):
        termbase.term("red-marrow")


def test_references_are_read_as_the_key_that_a_term_has_now(termbase: Termbase) -> None:
    """Everything that follows from references sees that key, each once where it has changed."""
    term = termbase.term("user")
    assert term.replaced_by == "body"
    assert term.broader == ("marrow", "cord")
    assert term.related == ("marrow",)
    assert term.related_conditions[0].term == "marrow"
    assert term.see_also == ("marrow", "marrow")
    assert termbase.term("marrow").narrower == ("user",)
    assert set(termbase.depends.leads_to("user")) == {"marrow", "cord", "body"}


@pytest.mark.parametrize(
    ("terms", "messages"),
    [
        (
            "  a: {definition: x, former_keys: [b]}\n  b: {definition: x}\n",
            ["terms.a.former_keys[0]: 'b' is the key of another term, and leads to that term"],
        ),
        (
            "  a: {definition: x, former_keys: [b]}\n"
            "  b: {label: b, status: superseded, replaced_by: a}\n",
            [],
        ),
        (
            "  a: {definition: x, former_keys: [b]}\n  c: {definition: x}\n"
            "  b: {label: b, status: superseded, replaced_by: c}\n",
            ["terms.a.former_keys[0]: 'b' is the key of another term, and leads to that term"],
        ),
        (
            "  a: {definition: x, former_keys: [c, a]}\n",
            ["terms.a.former_keys[1]: 'a' is still the key of this term"],
        ),
        (
            "  b: {definition: x, former_keys: [c]}\n  a: {definition: x, former_keys: [c]}\n",
            ["terms.b.former_keys[0]: 'c' is also a former key of 'a', and leads to that term"],
        ),
        (
            "  a: {definition: x, former_keys: [b c]}\n  b: {definition: x, broader: [b-c, d]}\n",
            ["terms.b.broader[1]: no term has the key 'd'; the reference is left out"],
        ),
        (
            "  a: {definition: x, former_keys: ['b--c', '!', ok]}\n",
            [
                "former_keys[0]: 'b--c' is not accepted: it cannot have been a key",
                "former_keys[1]: '!' is not accepted: it cannot have been a key",
            ],
        ),
        ("  a: {definition: x, former_keys: [b, b]}\n", []),
        ("  a: {definition: x, synonyms: [b], former_keys: [b]}\n", []),
    ],
)
def test_a_former_key_that_leads_elsewhere_is_reported(
    load: Load, terms: str, messages: list[str]
) -> None:
    """The record with the former key is named, whichever the other one is."""
    found = load(f"terms:\n{terms}").diagnostics
    assert len(found) == len(messages)
    for diagnostic, message in zip(found, messages, strict=True):
        assert message in diagnostic.text


def test_a_dangling_reference_beside_a_former_key_is_left_out(load: Load) -> None:
    """The other references of the record still lead to the key that a term has now."""
    termbase = load(
        "terms:\n  a: {definition: x, former_keys: [old]}\n"
        "  b: {definition: x, broader: [none, old], see_also: [a]}\n"
    )
    assert termbase.term("b").broader == ("a",)
    assert termbase.term("b").see_also == ("a",)
    assert [finding.path for finding in termbase.diagnostics] == [("terms", "b", "broader", 0)]


def test_a_record_that_is_left_out_has_no_former_keys(load: Load) -> None:
    """The first record with a key counts, and its former keys only."""
    termbase = load(
        {
            "one.yaml": "terms:\n  a: {definition: x, former_keys: [first]}\n",
            "two.yaml": "terms:\n  a: {definition: y, former_keys: [second]}\n",
        }
    )
    assert termbase.find("first").keys == ("a",)
    assert termbase.find("second").keys == ()
    assert [str(finding.subtype) for finding in termbase.diagnostics] == ["duplicate_key"]


USED = """\
word_parts:
  x-: {gloss: out, note: "as in :medterm:`old`"}
terms:
  new:
    former_keys: [old]
    senses: {a: x}
  user:
    definition: "See :medterm:`new` and
      :medterm:`this <old#a>`, or :term:`old`.

      :medterm:code:`old` :medterm:part:`old` :medterm:`!old`"
    related: [new, old]
    related_conditions: [{term: old, note: ":medterm:def:`old`"}]
  other: {definition: "of :medterm:`new`", sources: [old]}
sources:
  old: {title: A book}
"""


def test_former_keys_in_data_files_are_noted_where_they_stand(load: Load) -> None:
    """References and mentions, in all sections, with line and column."""
    termbase = load(USED)
    assert [str(note) for note in former_key_notes(termbase)] == [
        f"terms.yaml:{place}: note: {path}: {name!r} is a former key of 'new' (write {key!r})"
        " [medterm.deprecated]"
        for place, path, name, key in [
            ("2:33", "word_parts.x-.note", "old", "new"),
            ("9:7", "terms.user.definition", "old#a", "new#a"),
            ("9:35", "terms.user.definition", "old", "new"),
            ("12:20", "terms.user.related[1]", "old", "new"),
            ("13:27", "terms.user.related_conditions[0].term", "old", "new"),
            ("13:45", "terms.user.related_conditions[0].note", "old", "new"),
        ]
    ]
    assert [one for one in termbase.diagnostics if one.subtype == "reference"] == []


def test_without_former_keys_no_file_is_read_for_notes(load: Load) -> None:
    """Nothing can use one."""
    assert not [*former_key_notes(load("terms:\n  a: {definition: x}\n"))]


@pytest.mark.parametrize("written", ["a1, Old Name", ["a1", "Old Name"], "a1,Old Name,"])
def test_a_text_may_hold_several_former_keys(written: str | list[str]) -> None:
    """As it may hold the keys of other records: no key has a comma."""
    termbase = compiled({"terms": {"a": {"definition": "x", "former_keys": written}}})
    assert termbase.diagnostics == []
    assert termbase.term("a").former_keys == ("a1", "Old-Name")
