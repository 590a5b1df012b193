"""From plain data to records: what is reported, where, in which words, and what survives."""

# ruff: noqa: E501  (a case of the tables is one line)

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError
from pydantic_core._pydantic_core import list_all_errors

from sphinx_medterm.diagnostics import Severity, Subtype
from sphinx_medterm.formats.document import Document
from sphinx_medterm.formats.read import READERS
from sphinx_medterm.names.characters import name_flaw
from sphinx_medterm.records import near_fields
from sphinx_medterm.records.collected import Records
from sphinx_medterm.records.misfits import explain
from sphinx_medterm.records.model import Code, Reviewed, Sense, Source, Term, WordPart
from sphinx_medterm.records.near_fields import field_hint
from sphinx_medterm.records.record import Record
from sphinx_medterm.records.remarks import RELATIONS
from sphinx_medterm.records.term_file import RECORDS, Glossary
from sphinx_medterm.records.term_names import Synonym
from sphinx_medterm.records.validation import read_records
from sphinx_medterm.records.visible import ONE_SENSE
from sphinx_medterm.termbase.base import Termbase

Check = Callable[..., Records]
Load = Callable[..., Termbase]


def lines(records: Records) -> list[str]:
    """Write the findings as the command line prints them, in the order of their places."""
    found = sorted(records.diagnostics, key=lambda d: (d.position or (0, 0), d.path == ()))
    return [str(diagnostic) for diagnostic in found]


def shown(records: Records) -> dict[str, Any]:
    """Write the terms as plain data, without what they do not say."""
    return {key: plain(term) for key, term in records.terms.items()}


def plain(term: Term) -> Any:
    """Write a term as plain data."""
    return json.loads(term.model_dump_json(exclude_defaults=True))


D = "definition: x"

# ------------------------------------------------------------------ whole files


@pytest.mark.parametrize(
    ("name", "content", "what"),
    [
        ("t.yaml", "- terms\n", "a list"),
        ("t.yaml", "terms\n", "the text 'terms'"),
        ("t.json", "[]", "a list"),
        ("t.json", "22", "the number 22"),
        ("t.json", "false", "the truth value false"),
        ("t.json", '""', "the text ''"),
    ],
)
def test_a_file_that_is_no_mapping_is_reported(
    check: Check, name: str, content: str, what: str
) -> None:
    """A list or a scalar at the top of a file is named, with the sections that belong there."""
    records = check(content, name)
    assert lines(records) == [
        f"{name}:1:1: error: expected the sections glossary, sources, word_parts and terms,"
        f" not {what} [medterm.value]"
    ]
    assert shown(records) == {}


def test_terms_without_their_section_are_reported(check: Check) -> None:
    """Terms at the top of a file are not guessed at; the hint says where they go."""
    hint = "a file has the sections glossary, sources, word_parts and terms; terms go under 'terms:', indented"
    records = check(f"anemia:\n  {D}\nmarrow:\n  {D}\n")
    assert lines(records) == [
        "terms.yaml:1:1: error: anemia: unknown section 'anemia'; it is left out"
        f" ({hint}) [medterm.field]",
        "terms.yaml:3:1: error: marrow: unknown section 'marrow'; it is left out"
        f" ({hint}) [medterm.field]",
    ]


def test_a_misspelt_section_is_reported(check: Check) -> None:
    """A section that is nearly right costs itself, and the hint names the right one."""
    records = check(f"wordparts: {{}}\nterms: {{a: {{{D}}}}}\n")
    assert lines(records) == [
        "terms.yaml:1:1: error: wordparts: unknown section 'wordparts'; it is left out"
        " (did you mean 'word_parts'?) [medterm.field]"
    ]
    assert shown(records) == {"a": {"definition": "x"}}


def test_a_json_file_may_name_its_schema(check: Check) -> None:
    """The field ``$schema`` at the top is for editors, and no fault."""
    records = check('{"$schema": "x", "terms": {"a": {"definition": "x"}}}', "t.json")
    assert (lines(records), list(records.terms)) == ([], ["a"])


KEY_EACH = "put each record under a key of its own, such as 'my-key: …' instead of '- …'"
LINES_BELOW = "write its records on the lines below it, indented more, such as 'my-key: …'"


@pytest.mark.parametrize("section", ["terms", "sources", "word_parts"])
@pytest.mark.parametrize(
    ("value", "what", "hint"),
    [
        ("[x]", "a list", KEY_EACH),
        ("\n- label: x\n- label: y", "a list", KEY_EACH),
        ("x", "the text 'x'", LINES_BELOW),
        ("''", "the text ''", LINES_BELOW),
    ],
)
def test_a_section_that_is_no_mapping_is_reported(
    check: Check, section: str, value: str, what: str, hint: str
) -> None:
    """A section of another kind costs that section only."""
    other = "glossary: {title: T}\n"
    records = check(f"{other}{section}: {value}\n")
    assert lines(records) == [
        f"terms.yaml:2:1: error: {section}: expected a mapping from keys to records, not {what}"
        f" ({hint}) [medterm.value]"
    ]
    assert records.glossary.title == "T"


@pytest.mark.parametrize(
    ("value", "what"), [("[]", "a list"), ("0", "the number 0"), ("false", "the truth value false")]
)
def test_a_glossary_that_is_no_mapping_is_reported(check: Check, value: str, what: str) -> None:
    """What a file is about may be text or a mapping, and nothing else in silence."""
    records = check(f'{{"glossary": {value}}}', "t.json")
    assert lines(records) == [
        f"t.json:1:2: error: glossary: expected text or a mapping, not {what}; it is left out"
        " [medterm.value]"
    ]


@pytest.mark.parametrize("section", ["glossary", "sources", "word_parts", "terms"])
def test_an_empty_section_is_no_fault(check: Check, section: str) -> None:
    """A section that is still to be filled is not complained about."""
    assert lines(check(f"{section}:\n")) == []


# ------------------------------------------------------------------ unknown fields


@pytest.mark.parametrize(
    ("record", "place", "path", "field", "hint"),
    [
        ("lable: A", (4, 5), "terms.a", "lable", "label"),
        ("synonyms: [{label: y, scop: exact}]", (4, 27), "terms.a.synonyms[0]", "scop", "scope"),
        ("variants: [{label: y, regoin: US}]", (4, 27), "terms.a.variants[0]", "regoin", "region"),
        ("forms: [{label: y, numer: plural}]", (4, 24), "terms.a.forms[0]", "numer", "number"),
        ("abbreviations: [{label: y, stats: z}]", (4, 32), "terms.a.abbreviations[0]", "stats", "status"),
        ("pronunciation: {ipa: y, regio: US}", (4, 29), "terms.a.pronunciation", "regio", "region"),
        ("pronunciation: [{ipa: y, regio: US}]", (4, 30), "terms.a.pronunciation[0]", "regio", "region"),
        ("etymology: {part: []}", (4, 17), "terms.a.etymology", "part", "parts"),
        ("reviewed: {date: 2026, duee: 2027}", (4, 28), "terms.a.reviewed", "duee", "due"),
        ("codes: [{system: ZZ, code: y, macth: exact}]", (4, 35), "terms.a.codes[0]", "macth", "match"),
        ("translations: {es: {lable: y}}", (4, 25), "terms.a.translations.es", "lable", "label"),
        ("senses: {s: {definition: y, exmples: []}}", (4, 33), "terms.a.senses.s", "exmples", "examples"),
        ("senses: {sources: {definition: y, scopenote: z}}", (4, 39), "terms.a.senses.sources", "scopenote", "scope_note"),
        ("related_conditions: [{label: y, relaton: z}]", (4, 37), "terms.a.related_conditions[0]", "relaton", "relation"),
        ("related_conditions: [{label: y, codes: [{system: ZZ, code: z, dsplay: w}]}]", (4, 67), "terms.a.related_conditions[0].codes[0]", "dsplay", "display"),
    ],
)  # fmt: skip
def test_a_misspelt_field_is_reported(
    check: Check, record: str, place: tuple[int, int], path: str, field: str, hint: str
) -> None:
    """On every level a field that does not exist costs that field, and the hint names the right."""
    records = check(f"terms:\n  a:\n    {D}\n    {record}\n")
    errors = [str(d) for d in records.diagnostics if d.severity is Severity.ERROR]
    assert errors == [
        f"terms.yaml:{place[0]}:{place[1]}: error: {path}.{field}: unknown field {field!r};"
        f" it is left out (did you mean {hint!r}?) [medterm.field]"
    ]
    left = check(f"terms:\n  a:\n    {D}\n    {record.replace(field, 'zzzzzz')}\n")
    assert shown(records) == shown(left) != {}
    assert "did you mean" not in "".join(lines(left))


@pytest.mark.parametrize(
    ("section", "key", "field", "hint"),
    [
        ("sources", "s", "jurnal", "journal"),
        ("word_parts", "a-", "glos", "gloss"),
        ("terms", "label", "lable", "label"),
        ("terms", "sources", "sorces", "sources"),
        ("terms", "senses", "sensess", "senses"),
    ],
)
def test_the_name_of_a_record_does_not_mislead_suggestions(
    check: Check, section: str, key: str, field: str, hint: str
) -> None:
    """A record may have the name of a field, and its fields are suggested all the same."""
    records = check(f"{section}:\n  {key}: {{{field}: x}}\n")
    assert lines(records)[-1] == (
        f"terms.yaml:2:{6 + len(key)}: error: {section}.{key}.{field}: unknown field"
        f" {field!r}; it is left out (did you mean {hint!r}?) [medterm.field]"
    )


def test_a_misspelt_field_of_the_glossary_is_reported(check: Check) -> None:
    """What a file is about is checked like any record."""
    records = check("glossary: {titel: T, lang: en}\n")
    assert lines(records) == [
        "terms.yaml:1:12: error: glossary.titel: unknown field 'titel'; it is left out"
        " (did you mean 'title'?) [medterm.field]"
    ]
    assert records.glossary.lang == "en"


def test_merge_keys_are_unknown_fields(check: Check) -> None:
    """``<<`` merges nothing; it is reported like any field that does not exist."""
    records = check(f"terms:\n  a: &a {{{D}}}\n  b:\n    <<: *a\n    label: B\n  c: {{{D}}}\n")
    assert lines(records) == [
        "terms.yaml:4:5: error: terms.b.<<: unknown field '<<'; it is left out [medterm.field]",
    ]
    assert records.terms["b"].definition is None


# ------------------------------------------------------------------ wrong types


@pytest.mark.parametrize(
    ("record", "column", "text", "kept"),
    [
        ('"label": 22', 0, "label: expected text, not the number 22; it is left out (quote it: \"22\")", {}),
        ('"label": 1e30', 0, "label: expected text, not the number 1e+30; it is left out (put it in quotes)", {}),
        ('"label": true', 0, "label: expected text, not the truth value true; it is left out (quote it: \"true\")", {}),
        ('"label": NaN', 0, "label: expected text, not the number nan; it is left out (put it in quotes)", {}),
        ('"label": ["y"]', 0, "label: expected text, not a list; it is left out", {}),
        ('"label": {"y": "z"}', 0, 'label: expected text, not a mapping; it is left out (text that contains a colon needs quotes: "y: z")', {}),
        ('"label": ""', 0, "label: the text is empty; it is left out", {}),
        ('"label": " "', 0, "label: the text is empty; it is left out", {}),
        ('"label": "y\\u0007"', 0, "label: 'y\\x07' is not accepted: it contains the control character U+0007; it is left out (did you mean 'y'?)", {}),
        ('"label": "\\ud800"', 0, "label: the text contains half a character (a lone surrogate); it is left out", {}),
        ('"synonyms": ""', 0, "synonyms: the text is empty; it is left out", {}),
        ('"synonyms": {"label": ["y"]}', 14, "synonyms.label: expected text, not a list; 'synonyms' is left out", {}),
        ('"synonyms": 22', 0, "synonyms: expected text or a mapping, not the number 22; it is left out", {}),
        ('"broader": {"y": "z"}', 0, 'broader: expected text, not a mapping; it is left out (text that contains a colon needs quotes: "y: z")', {}),
        ('"hidden_labels": 22', 0, "hidden_labels: expected text, not the number 22; it is left out (quote it: \"22\")", {}),
        ('"autolink": "nope"', 0, "autolink: expected true or false, not the text 'nope'; it is left out", {}),
        ('"autolink": 22', 0, "autolink: expected true or false, not the number 22; it is left out", {}),
        ('"autolink": []', 0, "autolink: expected true or false, not a list; it is left out", {}),
        ('"synonyms": [22, "y"]', 14, "synonyms[0]: expected text or a mapping, not the number 22; this item of 'synonyms' is left out", {"synonyms": ["y"]}),
        ('"synonyms": ["y", ["z"]]', 19, "synonyms[1]: expected text or a mapping, not a list; this item of 'synonyms' is left out", {"synonyms": ["y"]}),
        ('"synonyms": ["", "y"]', 14, "synonyms[0]: the text is empty; this item of 'synonyms' is left out", {"synonyms": ["y"]}),
        ('"synonyms": [{"note": "z"}, "y"]', 14, "synonyms[0]: 'label' is missing; this item of 'synonyms' is left out", {"synonyms": ["y"]}),
        ('"synonyms": [{"label": 22}, "y"]', 15, "synonyms[0].label: expected text, not the number 22; this item of 'synonyms' is left out (quote it: \"22\")", {"synonyms": ["y"]}),
        ('"hidden_labels": ["y", true, "z"]', 24, "hidden_labels[1]: expected text, not the truth value true; this item of 'hidden_labels' is left out (quote it: \"true\")", {"hidden_labels": ["y", "z"]}),
        ('"codes": [{"system": "MESH", "code": 22}, "ZZ:1"]', 30, "codes[0].code: expected text, not the number 22; this item of 'codes' is left out (quote it: \"22\")", {"codes": ["ZZ:1"]}),
        ('"senses": [{"definition": "y"}]', 0, "senses: expected a mapping, not a list; it is left out (put each sense under a key of its own)", {}),
        ('"senses": {"definition": "y", "plain_definition": "z"}', 0, "senses: expected senses under keys, not the fields of a sense; it is left out (put them under a key, or for a single sense, into the term without 'senses:')", {}),
        ('"etymology": ["a-", ["b"]]', 21, "etymology[1]: expected text, not a list; this item of 'etymology' is left out", {"etymology": {"parts": ["a-"]}}),
        ('"pronunciation": 22', 0, "pronunciation: expected text or a mapping, not the number 22; it is left out", {}),
        ('"pronunciation": {"ipa": 22, "region": "US"}', 19, "pronunciation.ipa: expected text, not the number 22; it is left out (quote it: \"22\")", {"pronunciation": {"region": "US"}}),
        ('"reviewed": {"by": "z"}', 0, "reviewed: 'date' is missing; it is left out", {}),
        ('"reviewed": {"date": 2026, "by": "z"}', 14, "reviewed.date: expected text, not the number 2026; 'reviewed' is left out (quote it: \"2026\")", {}),
        ('"reviewed": "2026-02-30"', 0, "reviewed: '2026-02-30' is not accepted: 2026-02 has no day 30; it is left out", {}),
        ('"reviewed": "2026-13"', 0, "reviewed: '2026-13' is not accepted: a month is a number from 01 to 12; it is left out", {}),
        ('"reviewed": "22.11.2026"', 0, "reviewed: '22.11.2026' is not accepted: write a date as 2026-11-22, 2026-11 or 2026; it is left out", {}),
        ('"translations": {"e s": {"label": "y"}, "es": "z"}', 18, "translations.e s: 'e s' is not accepted: it is not a language tag, such as 'la' or 'pt-BR'; it is left out", {"translations": {"es": "z"}}),
        ('"status": "prefered"', 0, "status: 'status' must be preferred, admitted, deprecated or superseded, not 'prefered'; it is left out (did you mean 'preferred'?)", {}),
        ('"status": true', 0, "status: 'status' must be preferred, admitted, deprecated or superseded, not true; it is left out", {}),
        ('"status": ["y"]', 0, "status: 'status' must be preferred, admitted, deprecated or superseded, not a list; it is left out", {}),
    ],
)  # fmt: skip
def test_a_wrong_value_costs_the_smallest_part(
    check: Check, record: str, column: int, text: str, kept: dict[str, Any]
) -> None:
    """A value that does not fit is named where it stands; all around it stays."""
    records = check(f'{{"terms": {{"a": {{"definition": "x",\n{record}}}}}}}', "t.json")
    assert lines(records) == [f"t.json:2:{column or 1}: error: terms.a.{text} [medterm.value]"]
    good = json.dumps({"terms": {"a": {"definition": "x"} | kept}})
    assert records.terms == check(good, "t.json").terms
    assert lines(check(good, "t.json")) == []


@pytest.mark.parametrize(
    ("record", "text"),
    [
        ("label = 22", "terms.a.label: expected text, not the number 22; it is left out (quote it: \"22\")"),
        ("label = 1.50", "terms.a.label: expected text, not the number 1.5; it is left out (put it in quotes)"),
        ("label = true", "terms.a.label: expected text, not the truth value true; it is left out (quote it: \"true\")"),
        ("synonyms = 22", "terms.a.synonyms: expected text or a mapping, not the number 22; it is left out"),
        ("codes = [{system = 'ZZ', code = 22}]", "terms.a.codes[0].code: expected text, not the number 22; this item of 'codes' is left out (quote it: \"22\")"),
    ],
)  # fmt: skip
def test_numbers_in_toml_are_to_be_quoted(check: Check, record: str, text: str) -> None:
    """TOML has numbers and truth values of its own; where text belongs, the hint says so."""
    records = check(f"[terms.a]\ndefinition = 'x'\n{record}\n", "t.toml")
    assert lines(records) == [f"t.toml:3:1: error: {text} [medterm.value]"]
    assert shown(records) == {"a": {"definition": "x"}}


@pytest.mark.parametrize(
    ("field", "value", "reason"),
    [
        ("url", '"javascript:alert(1)"', "'javascript:alert(1)' is not accepted: it is not an address: only http:// and https:// are accepted"),
        ("url", '"www.example.org"', "'www.example.org' is not accepted: it is not an address: only http:// and https:// are accepted"),
        ("url", '"https://a.example/\\"onclick"', "'https://a.example/\"onclick' is not accepted: it is not an address: an address cannot contain '\"'"),
        ("doi", '"https://doi.org/11.1000/1"', "'https://doi.org/11.1000/1' is not accepted: it is not a DOI, such as 10.1000/182"),
        ("doi", '"10.١٢٣٤/x"', "'10.١٢٣٤/x' is not accepted: it is not a DOI, such as 10.1000/182"),
        ("pmid", '"PMID x"', "'PMID x' is not accepted: a PubMed number has up to 9 digits and nothing else"),
        ("pmid", '"1234567890"', "'1234567890' is not accepted: a PubMed number has up to 9 digits and nothing else"),
        ("pmid", "20204423", "expected text, not the number 20204423"),
        ("pmcid", '"PMC"', "'PMC' is not accepted: write a PubMed Central number as PMC1234567"),
        ("isbn", '"978-3-16-148410-1"', "'978-3-16-148410-1' is not accepted: its check digit is wrong"),
        ("isbn", '"080442957Y"', "'080442957Y' is not accepted: an ISBN has 10 or 13 digits, with or without hyphens"),
        ("isbn", '"12345678901"', "'12345678901' is not accepted: an ISBN has 10 or 13 digits"),
        ("isbn", '"9773161484100"', "'9773161484100' is not accepted: an ISBN of 13 digits begins with 978 or 979"),
        ("authors", '[]', "expected text, not a list"),
        ("authors", '["A", 22]', "expected text, not a list"),
        ("authors", '[{"family": "A"}]', "expected text, not a list"),
        ("accessed", '"2026-02-30"', "'2026-02-30' is not accepted: 2026-02 has no day 30"),
        ("accessed", '"0000"', "'0000' is not accepted: there is no year 0"),
        ("year", '"MMX"', "'MMX' is not a whole number"),
        ("year", '"٢٠١٠"', "'٢٠١٠' is not a whole number"),
        ("year", '"1_000"', "'1_000' is not a whole number"),
        ("year", "true", "true is not a whole number"),
        ("year", "NaN", "nan is not a whole number"),
        ("year", "2010.5", "2010.5 is not a whole number"),
        ("year", "1" * 5000, "inf is not a whole number"),
        ("year", "[2010]", "a list is not a whole number"),
        ("year", "20100", "20100 is not a year from 0 to 9999"),
        ("year", "-1", "-1 is not a year from 0 to 9999"),
    ],
)  # fmt: skip
def test_a_source_is_checked(check: Check, field: str, value: str, reason: str) -> None:
    """Addresses, numbers and dates of a source have their form, or are left out."""
    content = f'{{"sources": {{"s": {{"title": "T",\n"{field}": {value}}}}}}}'
    (line,) = lines(check(content, "t.json"))
    assert line.startswith(f"t.json:2:1: error: sources.s.{field}: {reason}; it is left out")
    assert check(content, "t.json").sources["s"].model_dump(exclude_defaults=True) == {"title": "T"}


def test_a_year_may_be_written_as_text_or_number(check: Check) -> None:
    """YAML has no numbers here, and JSON has: both give the year."""
    in_yaml = check("sources: {s: {year: 2010}}")
    in_json = check('{"sources": {"s": {"year": 2010}}}', "t.json")
    assert in_yaml.sources["s"].year == in_json.sources["s"].year == 2010
    assert lines(in_yaml) + lines(in_json) == []


def test_a_huge_integer_is_reported(check: Check) -> None:
    """An integer that Python does not print is named all the same, in short."""
    records = check(f"[terms.a]\ndefinition = 'x'\nlabel = 0x{'f' * 5000}\n", "t.toml")
    assert lines(records) == [
        "t.toml:3:1: error: terms.a.label: expected text, not the number"
        ' 0xfffffffffffffffffffffffffffffffffff…; it is left out (quote it: "0xfffffffffffffffffffffffffffffffffff…")'
        " [medterm.value]"
    ]


@pytest.mark.parametrize(
    "record",
    [
        {"x" * 10_000: "y"},
        {"label": ["x" * 10_000], "status": "x" * 10_000},
        {"synonyms": {"label": "y", "x" * 10_000: "y"}},
        {"synonyms": "x, " * 5_000},
        {"synonyms": "x,\ny"},
        {"senses": {"x" * 10_000 + "!": "y"}},
        {"codes": ["x" * 10_000]},
        {"line\nend\x1b[31m": "y"},
    ],
)
def test_messages_stay_short_and_on_one_line(check: Check, record: dict[str, Any]) -> None:
    """Long values and names are cut, and none of them can break or colour a message."""
    content = json.dumps({"terms": {"a": {"definition": "x"} | record}})
    found = lines(check(content, "t.json"))
    assert found
    for line in found:
        assert len(line) < 300
        assert line.isprintable()


# ------------------------------------------------------------------ as little as possible is lost


def test_good_items_keep_their_order(check: Check) -> None:
    """Items with faults leave, the others stay in the order they were written."""
    records = check(
        '{"terms": {"a": {"definition": "x", "synonyms":\n'
        '["one", 2,\n"three", {"note": "four"},\n{"label": "five", "scope": "wide"}, 6]}}}',
        "t.json",
    )
    assert [synonym.label for synonym in records.terms["a"].synonyms] == ["one", "three", "five"]
    assert [line.partition(": expected")[0].partition(": '")[0] for line in lines(records)] == [
        "t.json:2:9: error: terms.a.synonyms[1]",
        "t.json:3:10: error: terms.a.synonyms[3]",
        "t.json:4:19: error: terms.a.synonyms[4].scope",
        "t.json:4:37: error: terms.a.synonyms[5]",
    ]


def test_an_item_with_two_faults_does_not_cost_the_next(check: Check) -> None:
    """Two things missing in one item take out one item."""
    records = check(f"terms:\n  a:\n    {D}\n    codes: [{{display: y}}, ZZ:1, ZZ:2]\n")
    left_out = "is missing; this item of 'codes' is left out [medterm.value]"
    assert lines(records) == [
        f"terms.yaml:4:13: error: terms.a.codes[0]: 'system' {left_out}",
        f"terms.yaml:4:13: error: terms.a.codes[0]: 'code' {left_out}",
    ]
    assert [code.code for code in records.terms["a"].codes] == ["1", "2"]


def test_all_faults_of_a_record_are_reported_once(check: Check) -> None:
    """Many faults in one record are all found in one go, each of them once."""
    records = check(
        "terms:\n  a:\n    definition: [x]\n    plain_definition: y\n    label: {z: w}\n"
        "    lable: v\n    status: u\n    synonyms: {label: [t]}\n    codes: [s, ZZ:1]\n"
        "    reviewed: {date: r, by: me}\n    senses:\n      q: {definitoin: p}\n"
    )
    assert [line.partition(" ")[0] for line in lines(records)] == [
        "terms.yaml:2:3:",  # both a definition and senses
        "terms.yaml:3:5:",
        "terms.yaml:5:5:",
        "terms.yaml:6:5:",
        "terms.yaml:7:5:",
        "terms.yaml:8:16:",
        "terms.yaml:9:13:",
        "terms.yaml:10:16:",
        "terms.yaml:12:7:",  # a sense without definition
        "terms.yaml:12:11:",
    ]
    assert shown(records) == {
        "a": {"plain_definition": "y", "codes": [{"system": "ZZ", "code": "1"}]}
    }


def test_a_faulty_record_costs_no_other_and_no_order(check: Check) -> None:
    """Terms come out in the order of the file, whether something was wrong with them or not."""
    records = check(
        f"terms:\n  c: {{{D}, lable: y}}\n  a: {{{D}}}\n  d: y\n  b: {{{D}, status: z}}\n  e:\n"
    )
    assert list(records.terms) == ["c", "a", "b"]
    hint = "(write its fields on the lines below it, indented more, such as 'label: …' or 'definition: …')"
    assert lines(records)[1:4:2] == [
        "terms.yaml:4:3: error: terms.d: expected a mapping, not the text 'y';"
        f" the record is left out {hint} [medterm.record]",
        "terms.yaml:6:3: error: terms.e: expected a mapping, not nothing;"
        f" the record is left out {hint} [medterm.record]",
    ]


@pytest.mark.parametrize("section", ["sources", "word_parts"])
def test_faulty_sources_and_word_parts_are_left_out(check: Check, section: str) -> None:
    """A source or word part of the wrong kind costs itself."""
    records = check(f"{section}:\n  a: [x]\n  b: y\n")
    assert lines(records) == [
        f"terms.yaml:2:3: error: {section}.a: expected text or a mapping, not a list;"
        " the record is left out [medterm.record]"
    ]
    assert list(getattr(records, section)) == ["b"]


# ------------------------------------------------------------------ definitions


@pytest.mark.parametrize(
    "fields",
    [
        "label: A",
        "label: A, codes: ['ZZ:1'], broader: [b]",
        "label: A, definition: ",
        "label: A, subject_field: y, scope_note: z, examples: w",
        "label: A, senses: {}",
    ],
)
def test_a_term_with_a_label_needs_no_definition(check: Check, fields: str) -> None:
    """Ontologies and lists of abbreviations have names, and often nothing more."""
    records = check(f"terms: {{a: {{{fields}}}}}\n")
    assert (lines(records), list(records.terms)) == ([], ["a"])


@pytest.mark.parametrize("fields", ["", "codes: ['ZZ:1']", "examples: [y]", "senses: {}"])
def test_a_term_with_neither_label_nor_definition_is_left_out(check: Check, fields: str) -> None:
    """A key alone says nothing to readers."""
    records = check(f"terms:\n  b: {{{fields}}}\n  c: {{{D}}}\n")
    assert lines(records) == [
        "terms.yaml:2:3: error: terms.b: a term with neither a label nor a definition is left out"
        " (write 'label: …' or 'definition: …', or 'senses:' with a definition each)"
        " [medterm.record]"
    ]
    assert list(records.terms) == ["c"]


def test_a_single_sense_needs_no_key(check: Check) -> None:
    """Its fields may stand in the term, where they mean what they mean in a sense."""
    sense = f"{D}, plain_definition: y, subject_field: f, scope_note: n, examples: [e]"
    short = check(f"terms: {{a: {{{sense}}}}}")
    long = check(f"terms: {{a: {{senses: {{s: {{{sense}}}}}}}}}")
    assert lines(short) + lines(long) == []
    assert short.terms["a"].meanings[""] == long.terms["a"].meanings["s"]
    in_both = {
        "sources",
        "codes",
        "figures",
        *RELATIONS,
    }  # of the term, they are those of its one sense
    assert set(ONE_SENSE) == Sense.model_fields.keys() - in_both


@pytest.mark.parametrize("field", ["subject_field", "scope_note", "examples"])
def test_fields_of_a_sense_beside_keyed_senses_belong_to_none(check: Check, field: str) -> None:
    """Which of several senses they are about, nobody knows."""
    records = check(f"terms:\n  a:\n    senses: {{s: x}}\n    {field}: y\n")
    assert lines(records) == [
        f"terms.yaml:4:5: error: terms.a.{field}: {field!r} is outside 'senses', so it belongs"
        " to no sense; it is left out (move it into the sense that it is about)"
        " [medterm.value]"
    ]
    assert shown(records) == {"a": {"senses": {"s": {"definition": "x"}}}}
    with_own = check(f"terms:\n  a:\n    {D}\n    senses: {{s: x}}\n    {field}: y\n")
    assert [d.severity for d in with_own.diagnostics] == [Severity.WARNING]


def test_a_sense_without_definition_is_left_out(check: Check) -> None:
    """A sense needs a definition of either kind; the others are kept."""
    records = check(
        "terms:\n  a:\n    senses:\n      one: {subject_field: y}\n      two: z\n"
        "      three: {plain_definition: w}\n      -bad: v\n"
    )
    assert lines(records) == [
        "terms.yaml:4:7: error: terms.a.senses.one: a sense without a definition is left out"
        " [medterm.record]",
        "terms.yaml:7:7: error: terms.a.senses.-bad: '-bad' cannot be a key; the sense is left"
        " out (use letters and digits, with single - _ . between them) [medterm.record]",
    ]
    assert list(records.terms["a"].senses) == ["two", "three"]


def test_a_definition_beside_senses_is_warned_of(check: Check) -> None:
    """Nothing is lost of a term with both, but its first sense cannot be linked to."""
    records = check(f"terms:\n  a:\n    {D}\n    senses: {{s: y}}\n")
    assert lines(records) == [
        "terms.yaml:2:3: warning: terms.a: has both a definition of its own and senses; it is"
        " shown as the first sense (move it under 'senses:' with a key) [medterm.value]"
    ]
    meanings = records.terms["a"].meanings
    assert [(key, sense.definition) for key, sense in meanings.items()] == [("", "x"), ("s", "y")]


# ------------------------------------------------------------------ keys


@pytest.mark.parametrize(
    "key", ["anemia", "Anämie", "貧血", "covid-19", "a.b_c-1", "22", "1E30", "no"]
)
def test_possible_keys(check: Check, key: str) -> None:
    """Letters and digits of any script make a key, with single marks between them."""
    records = check(f"terms: {{{key}: {{{D}}}}}\n")
    assert (lines(records), list(records.terms)) == ([], [key])


@pytest.mark.parametrize(
    "key",
    [
        "-a",
        "a-",
        "a--b",
        "a/b",
        "a#b",
        "<a>",
        "_",
        "",
        "a:b",
        "\u200b",
        "\u3164",
        "a\u115f",
        "\uffa0",
    ],
)
def test_impossible_keys(check: Check, key: str) -> None:
    """A key that makes no id costs its record."""
    content = json.dumps({"terms": {key: {"definition": "x"}, "b": {"definition": "y"}}}, indent=0)
    records = check(content, "t.json")
    assert lines(records)[0].endswith(
        f"{key!r} cannot be a key; the record is left out (use letters and digits, with"
        " single - _ . between them, and put the name in 'label') [medterm.record]"
    )
    assert lines(records)[0].startswith("t.json:3:1: error: terms.")
    assert list(records.terms) == ["b"]


@pytest.mark.parametrize("key", ["extra-", "-ary", "-o-", "medull"])
def test_keys_of_word_parts_may_end_in_hyphens(check: Check, key: str) -> None:
    """A word part is named as it is written."""
    records = check(f"word_parts: {{{key}: outside}}\n")
    assert lines(records) == []
    assert records.word_parts[key].gloss == "outside"


@pytest.mark.parametrize("key", ["--a", "a--", "-", "a b/"])
def test_impossible_keys_of_word_parts(check: Check, key: str) -> None:
    """One hyphen at either end is all."""
    records = check(f'word_parts: {{"{key}": outside}}\n')
    assert [d.subtype for d in records.diagnostics] == [Subtype.RECORD]
    assert records.word_parts == {}


def test_a_key_with_spaces_is_read_with_hyphens(check: Check) -> None:
    """A name in the place of a key is made one, and stays the label."""
    records = check(
        f"terms:\n  bone  marrow: {{{D}}}\n  Cooley anemia:\n    {D}\n    label: C\n    lable: y\n"
        "word_parts: {two words: z}\n"
    )
    assert lines(records) == [
        "terms.yaml:2:3: warning: terms.bone-marrow: the key 'bone  marrow' is read as"
        " 'bone-marrow' (write 'bone-marrow', and the name in 'label') [medterm.value]",
        "terms.yaml:3:3: warning: terms.Cooley-anemia: the key 'Cooley anemia' is read as"
        " 'Cooley-anemia' (write 'Cooley-anemia', and the name in 'label') [medterm.value]",
        "terms.yaml:6:5: error: terms.Cooley-anemia.lable: unknown field 'lable'; it is left"
        " out (did you mean 'label'?) [medterm.field]",
        "terms.yaml:7:14: warning: word_parts.two-words: the key 'two words' is read as"
        " 'two-words' (write 'two-words', and the name in 'label') [medterm.value]",
    ]
    assert [(k, t.label) for k, t in records.terms.items()] == [
        ("bone-marrow", "bone marrow"),
        ("Cooley-anemia", "C"),
    ]


def test_decomposed_keys_are_composed(check: Check) -> None:
    """Two ways to encode an accent make one key (Unicode NFC)."""
    records = check(f"terms: {{ana\u0308mie: {{{D}}}}}\n")
    assert list(records.terms) == ["anämie"]
    assert [d.severity for d in records.diagnostics] == [Severity.WARNING]


@pytest.mark.parametrize("keys", [("a b", "a-b"), ("a-b", "a b"), ("a b", "a  b")])
def test_two_keys_that_are_read_alike_are_reported(check: Check, keys: tuple[str, str]) -> None:
    """Where two names make one key, one record is left out, and never in silence."""
    first, second = keys
    records = check(f"terms:\n  {first}: {{definition: one}}\n  {second}: {{definition: two}}\n")
    (finding,) = [d for d in records.diagnostics if d.severity is Severity.ERROR]
    lost = "a b" if "a-b" in keys else "a  b"
    assert finding.subtype is Subtype.DUPLICATE_KEY
    assert finding.position == (2 + keys.index(lost), 3)
    assert finding.message == f"{lost!r} is read as the key 'a-b', which is already taken"
    assert finding.hint == "the record is left out; give it a key of its own"
    kept = "two" if keys.index(lost) == 0 else "one"
    assert [(k, t.definition) for k, t in records.terms.items()] == [("a-b", kept)]


# ------------------------------------------------------------------ what is allowed


def test_empty_values_are_absent(check: Check) -> None:
    """A field with nothing behind it is as good as no field, on every level."""
    records = check(
        "glossary: {title: }\nsources: {s: {title: T, year: }}\nterms:\n  a:\n    definition: x\n"
        "    synonyms:\n    label:\n    senses:\n    etymology: {parts: , note: y}\n    codes:\n"
        "    reviewed:\n    pronunciation:\n"
    )
    assert lines(records) == []
    assert shown(records) == {"a": {"definition": "x", "etymology": {"note": "y"}}}


@pytest.mark.parametrize("text", ["1E30", "22", "no", "2026-11-22", "1:30", "'null'", "0017"])
def test_yaml_labels_and_codes_stay_text(check: Check, text: str) -> None:
    """A label, a synonym or a code is the text that stands in the file."""
    records = check(
        f"terms:\n  b: {{{D}, synonyms: [{text}]}}\n  a:\n    {D}\n    label: {text}\n"
        f"    codes: [{{system: ZZ, code: {text}}}]\n    reviewed: 2026-11-22\n"
    )
    term, other = records.terms["a"], records.terms["b"]
    assert lines(records) == []
    text = text.strip("'")
    assert (term.label, other.synonyms[0].label, term.codes[0].code) == (text, text, text)


@pytest.mark.parametrize(
    ("short", "long"),
    [
        ("synonyms: [y]", "synonyms: [{label: y, status: admitted, scope: exact}]"),
        ("variants: [y]", "variants: [{label: y}]"),
        ("abbreviations: [y]", "abbreviations: [{label: y}]"),
        ("forms: [y]", "forms: [{label: y}]"),
        ("pronunciation: y", "pronunciation: [{respelling: y}]"),
        ("pronunciation: {ipa: y}", "pronunciation: [{ipa: y}]"),
        ("etymology: y", "etymology: {note: y}"),
        ("related_conditions: [y]", "related_conditions: [{label: y}]"),
        ("codes: ['HPO:HP:0001978']", "codes: [{system: HP, code: 'HP:0001978'}]"),
        ("codes: [ICD-10-CM:D47]", "codes: [{system: ICD10CM, code: D47}]"),
        ("translations: {es: y}", "translations: {es: {label: y}}"),
        ("reviewed: 2026", "reviewed: {date: 2026}"),
        ("label: ' y '", "label: y"),
        ("senses: {s: y}", "senses: {s: {definition: y}}"),
        ("etymology: [a-, -b]", "etymology: {parts: [a-, -b]}"),
        ("etymology: {parts: a-}", "etymology: {parts: [a-]}"),
        ("etymology: {parts: 'a-, -b'}", "etymology: {parts: [a-, -b]}"),
        ("synonyms: red marrow", "synonyms: [red marrow]"),
        ("synonyms: {label: y, scope: broad}", "synonyms: [{label: y, scope: broad}]"),
        ("abbreviations: {label: X}", "abbreviations: [{label: X}]"),
        ("variants: y", "variants: [y]"),
        ("forms: {label: y, number: plural}", "forms: [{label: y, number: plural}]"),
        ("hidden_labels: y", "hidden_labels: [y]"),
        ("examples: 'one, two'", "examples: ['one, two']"),
        ("senses: {s: {definition: y, examples: z, sources: k}}", "senses: {s: {definition: y, examples: [z], sources: [k]}}"),
        ("related_conditions: y", "related_conditions: [y]"),
        ("related_conditions: {label: y, codes: ZZ:1}", "related_conditions: [{label: y, codes: ['ZZ:1']}]"),
        ("codes: MESH:D000740", "codes: ['MESH:D000740']"),
        ("codes: {system: MESH, code: D000740}", "codes: ['MESH:D000740']"),
        ("sources: key", "sources: [key]"),
        ("sources: 'one, two'", "sources: [one, two]"),
        *((f"{name}: b", f"{name}: [b]") for name in ("broader", "narrower", "related", "contrast", "see_also")),
        ("broader: 'b , c,'", "broader: [b, c]"),
        ("label: hemo\u00adlysis", "label: hemolysis"),
    ],
)  # fmt: skip
def test_short_forms_mean_the_long_ones(check: Check, short: str, long: str) -> None:
    """A plain text in place of a mapping stands for its most telling field."""
    one, other = check(f"terms: {{a: {{{D}, {short}}}}}"), check(f"terms: {{a: {{{D}, {long}}}}}")
    assert one.terms == other.terms
    assert lines(one) == lines(other)


@pytest.mark.parametrize(
    ("field", "written", "kept"),
    [
        *(("doi", text, "10.1000/182") for text in ("10.1000/182", "doi:10.1000/182", "DOI: 10.1000/182", "doi 10.1000/182", "https://doi.org/10.1000/182", "http://dx.doi.org/10.1000/182", "doi.org/10.1000/182", "https://www.doi.org/10.1000/182", "doi:https://doi.org/10.1000/182", " 10.1000/182\n")),
        *(("pmid", text, "22") for text in ("22", "PMID 22", "PMID: 22", "pmid:22", "https://pubmed.ncbi.nlm.nih.gov/22/", "https://www.ncbi.nlm.nih.gov/pubmed/22")),
        *(("pmcid", text, "PMC22") for text in ("PMC22", "22", "pmc22", "PMCID: PMC22", "PMCID:22", "PMC 22", "https://pmc.ncbi.nlm.nih.gov/articles/PMC22/", "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC22")),
        *(("isbn", text, "978-3-16-148410-0") for text in ("978-3-16-148410-0", "978 3 16 148410 0", "ISBN 978-3-16-148410-0", "ISBN-13: 978\u20133\u201316\u2013148410\u20130")),
        ("isbn", "9783161484100", "9783161484100"),
        ("isbn", "ISBN-10 0-306-40615-2", "0-306-40615-2"),
        ("isbn", "080442957x", "080442957X"),
        ("authors", "Smith J, Jones K", "Smith J, Jones K"),
        ("authors", ["Smith J", " Jones K"], "Smith J, Jones K"),
        ("authors", ["Smith, John", "Jones, Karl"], "Smith, John; Jones, Karl"),
        ("authors", ["Smith J"], "Smith J"),
        ("authors", [" ", "Smith J", None], "Smith J"),
    ],
)  # fmt: skip
def test_a_source_takes_what_people_write(
    check: Check, field: str, written: Any, kept: str
) -> None:
    """Identifiers have their address or their name before them; all of it means the same."""
    records = check(json.dumps({"sources": {"s": {"title": "T", field: written}}}), "t.json")
    assert lines(records) == []
    assert getattr(records.sources["s"], field) == kept


@pytest.mark.parametrize(
    ("record", "path", "text"),
    [
        ("synonyms: 'b, c'", "synonyms", "b, c"),
        ("hidden_labels: 'b, c'", "hidden_labels", "b, c"),
        ("codes: 'ZZ:1, 2'", "codes", "ZZ:1, 2"),
        ("related_conditions: {label: y, codes: 'ZZ:1, 2'}", "related_conditions[0].codes", "ZZ:1, 2"),
        ("related_conditions: [{label: y, codes: 'ZZ:1, 2'}]", "related_conditions[0].codes", "ZZ:1, 2"),
    ],
)  # fmt: skip
def test_a_single_name_with_a_comma_is_warned_of(
    check: Check, record: str, path: str, text: str
) -> None:
    """It may be several names; as one, nothing is lost of it."""
    records = check(f"terms:\n  a:\n    {D}\n    {record}\n")
    (line,) = lines(records)
    assert line.partition("warning: ")[2] == (
        f"terms.a.{path}: {text!r} is read as one name, with its comma (several names are written"
        f' [{text}], and one with a comma ["{text}"]) [medterm.value]'
    )
    listed = check(f"terms:\n  a:\n    {D}\n    {record.replace(repr(text), f'[{text!r}]')}\n")
    assert (records.terms, lines(listed)) == (listed.terms, [])


def test_a_single_name_with_a_semicolon_is_warned_of(check: Check) -> None:
    """Semicolons separate names in many lists, but not in data files."""
    (line,) = lines(check(f"terms:\n  a:\n    {D}\n    synonyms: b; c\n"))
    assert line.partition("warning: ")[2] == (
        "terms.a.synonyms: 'b; c' is read as one name, with its semicolon (several names are"
        ' written [b, c], and one with a semicolon ["b; c"]) [medterm.value]'
    )
    assert lines(check(f'terms:\n  a:\n    {D}\n    synonyms: ["b; c"]\n')) == []


@pytest.mark.parametrize("field", ["pronunciation", "examples", "definition", "etymology"])
def test_a_sentence_may_have_commas(check: Check, field: str) -> None:
    """Where words are not names, a comma separates nothing."""
    assert lines(check(f"terms: {{a: {{label: A, {field}: 'b, c'}}}}")) == []


def test_places_in_a_list_in_place_of_a_mapping_are_exact(load: Load) -> None:
    """What is wrong with an item is reported there, whether or not its field is named."""
    termbase = load({"t.yaml": f"terms:\n  a:\n    {D}\n    etymology: [b-,\n      -c]\n"})
    assert [finding.position for finding in termbase.diagnostics] == [(4, 17), (5, 7)]


# ------------------------------------------------------------------ fields by other names

MEANT = {
    Term: {
        "label": "name term title Name prefLabel headword",
        "part_of_speech": "pos PartOfSpeech part-of-speech Part-of-Speech partofspeech",
        "broader": "parent parents is_a isa hypernym is-a",
        "narrower": "children child hyponym",
        "contrast": "opposite opposites antonym antonyms",
        "synonyms": "alias aliases aka also_known_as altLabel synonym",
        "abbreviations": "abbr acronym abbreviation",
        "definition": "description meaning def text",
        "plain_definition": "lay_definition simple plain plainDefinition",
        "scope_note": "note comment scopeNote notes",
        "examples": "example",
        "codes": "code ids xref xrefs",
        "etymology": "origin history",
        "sources": "reference references citation citations link website author source",
        "see_also": "see seealso seeAlso",
        "pronunciation": "ipa pron",
        "subject_field": "subject domain",
        "senses": "sense meanings",
        "forms": "form",
        "translations": "translation",
        "replaced_by": "replacement",
    },
    Source: {"title": "name label", "url": "link website", "authors": "author", "licence": "license"},
    Synonym: {"label": "name term synonym", "note": "comment description"},
    Sense: {"definition": "description meaning def text", "examples": "example", "scope_note": "note",
            "codes": "code ids xref", "broader": "is_a parent", "narrower": "child", "see_also": "see"},
    WordPart: {"gloss": "meaning definition", "form": "origin", "lang": "language", "kind": "type"},
    Code: {"system": "vocabulary", "code": "id", "display": "label name"},
    Reviewed: {"by": "reviewer"},
    Glossary: {"title": "name", "licence": "license"},
}  # fmt: skip


@pytest.mark.parametrize(
    ("record", "name", "field"),
    [
        (record, name, field)
        for record, fields in MEANT.items()
        for field, names in fields.items()
        for name in names.split()
    ],
)
def test_other_names_of_fields_lead_to_ours(record: type[Record], name: str, field: str) -> None:
    """People bring the words of other formats with them."""
    assert field_hint(record, name) == f"did you mean {field!r}?"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("audio", "write 'pronunciation: {audio: …}'"),
        *((name, "write 'status: deprecated'") for name in ("obsolete", "deprecated", "retired")),
        ("plural", "write 'forms: [{label: …, number: plural}]'"),
        ("icd10", "write 'codes: [ICD10:…]'"),
        ("ICD-10", "write 'codes: [ICD10:…]'"),
        ("mesh", "write 'codes: [MESH:…]'"),
        ("snomed", "write 'codes: [SNOMEDCT:…]'"),
        ("exactMatch", "write 'codes: [{system: …, code: …, match: exact}]'"),
        ("skos:broadMatch", ""),
        ("narrow_match", "write 'codes: [{system: …, code: …, match: narrow}]'"),
        ("x" * 100_000, ""),
    ],
)
def test_names_that_stand_for_a_value_lead_to_it(name: str, hint: str) -> None:
    """Such a field is not renamed, but written in another way."""
    assert field_hint(Term, name) == hint


def test_the_fields_that_are_meant_exist() -> None:
    """Hints name what a record has, and no field is taken for another name of one beside it."""
    known = {name for record in RECORDS for name in record.model_fields}
    stated = [how.partition(":")[0] for how in near_fields.HOW.values()]
    assert {*near_fields.NAMES, *stated} <= known
    for names in near_fields.NAMES.values():
        assert all(name == name.lower().strip("_") for name in names.split())


# ------------------------------------------------------------------ words

WRONG: list[Any] = [
    None,
    True,
    22,
    2.5,
    float("nan"),
    10**30,
    "",
    "\ud800",
    "\x07",
    "nope",
    "a: b",
    [],
    [[]],
    {},
]
WRONG += [{"nope": "x"}, ["nope", None, 22, {}], {"nope": {"nope": "x"}}, date(2026, 1, 1)]
PYDANTIC = [
    re.sub(r"\\\{\w+\\\}", ".+?", re.escape(error["message_template_python"]))
    for error in list_all_errors()
    if error["type"] not in ("value_error", "assertion_error")
]
"""The messages of pydantic, as regular expressions."""


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_users_never_read_words_of_pydantic(model: type[Record]) -> None:
    """Whatever is wrong with a value, the message is in the words of data files."""
    theirs = re.compile("|".join(PYDANTIC), re.IGNORECASE)
    for name in model.model_fields:
        for value in WRONG:
            for data in ({name: value}, {name: [value]}, {name: {"x": value}}):
                try:
                    TypeAdapter(model).validate_python(data)
                except ValidationError as error:
                    for fault in error.errors(include_url=False):
                        _subtype, message, hint = explain(fault, model)
                        assert not theirs.search(message + hint)
                        assert not message.endswith("does not belong here"), fault


def test_every_record_refuses_changes_and_other_fields() -> None:
    """Records are made once and checked; nothing is added to them later."""
    for model in RECORDS:
        assert model.model_config.get("frozen") is True
        assert model.model_config.get("extra") == "forbid"


# ------------------------------------------------------------------ laws

WORDS = (
    st.text(
        st.characters(
            exclude_categories=["Cs", "Cc", "Cn"], exclude_characters="\x85\u2028\u2029\ufeff"
        ),
        min_size=1,
        max_size=8,
    )
    .map(str.strip)
    .filter(lambda text: bool(text) and name_flaw(text) is None)
)
KEYS = st.text("abc", min_size=1, max_size=3)
NAMES = WORDS | st.fixed_dictionaries({"label": WORDS}, optional={"note": WORDS})
SENSES = st.fixed_dictionaries(
    {"definition": WORDS},
    optional={"subject_field": WORDS, "examples": st.lists(WORDS, max_size=2)},
)
TERMS = st.fixed_dictionaries(
    {"definition": WORDS},
    optional={
        "label": WORDS,
        "status": st.sampled_from(["preferred", "deprecated"]),
        "synonyms": st.lists(NAMES, max_size=3),
        "variants": st.lists(NAMES, max_size=2),
        "codes": st.lists(
            st.fixed_dictionaries({"system": st.just("ZZ"), "code": WORDS}), max_size=2
        ),
        "senses": st.dictionaries(KEYS, SENSES, max_size=2),
        "pronunciation": st.fixed_dictionaries({"ipa": WORDS}),
        "reviewed": st.dates(min_value=date(1000, 1, 1)).map(str),
        "related_conditions": st.lists(st.fixed_dictionaries({"label": WORDS}), max_size=2),
    },
)
FILES = st.fixed_dictionaries(
    {"terms": st.dictionaries(KEYS, TERMS, max_size=3)},
    optional={"word_parts": st.dictionaries(KEYS, st.fixed_dictionaries({"gloss": WORDS}))},
)


def as_toml(value: Any) -> str:
    """Write a value as TOML in one line, strings as in JSON."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{as_toml(k)} = {as_toml(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_toml, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


@given(FILES)
def test_all_formats_give_the_same_records(data: dict[str, Any]) -> None:
    """Law: what is said in YAML, JSON or TOML gives equal records."""
    texts = {
        ".yaml": yaml.safe_dump(data, default_style='"', allow_unicode=True, sort_keys=False),
        ".json": json.dumps(data),
        ".toml": "\n".join(f"{section} = {as_toml(table)}" for section, table in data.items()),
    }
    read = [read_records(READERS[suffix](text, Path("t"), ())) for suffix, text in texts.items()]
    errors = [d for r in read for d in r.diagnostics if d.severity is Severity.ERROR]
    assert errors == []
    for records in read:
        assert list(records.terms) == list(data["terms"])
        assert records.terms == read[0].terms
        assert records.word_parts == read[0].word_parts


FIELDS = sorted({name for model in RECORDS for name in model.model_fields})
SCALARS = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=3)
    | st.sampled_from(
        ["x", "MESH:D1", "MESH:D006411", "exact", "2026-11-22", "10.1000/1", "en", "\ud800", "\x07"]
    )
)
JUNK = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(FIELDS) | st.text(max_size=3), inner, max_size=6)
    ),
    max_leaves=30,
)
TERM_JUNK = st.dictionaries(st.sampled_from(list(Term.model_fields)), JUNK, max_size=6)


@given(
    JUNK
    | st.dictionaries(
        st.sampled_from(["glossary", "sources", "word_parts", "terms"]),
        st.dictionaries(KEYS | st.text(max_size=3), JUNK | TERM_JUNK, max_size=3),
    )
)
def test_no_data_makes_the_checks_fail(data: Any) -> None:
    """Law: no error is raised, and every term that is used has a definition or a label."""
    records = read_records(Document(file=Path("t.json"), data=data))
    for term in records.terms.values():
        assert term.label or term.meanings
        assert all(s.definition or s.plain_definition for s in term.senses.values())
    for finding in records.diagnostics:
        assert str(finding).isprintable()


@given(st.lists(st.sampled_from(["good", 22, None, ["x"], {"note": "x"}, ""]), max_size=8))
def test_items_survive_or_are_reported(items: list[Any]) -> None:
    """Law: an item of a list is kept, in order, or reported, once and at its number, unless null."""
    data = {"terms": {"a": {"definition": "x", "synonyms": list(items)}}}
    records = read_records(Document(file=Path("t.json"), data=data))
    reported = [d.path[3] for d in records.diagnostics if d.severity is Severity.ERROR]
    faulty = [n for n, item in enumerate(items) if item not in ("good", None)]
    assert sorted(reported) == faulty
    assert len(records.terms["a"].synonyms) == items.count("good")


@pytest.mark.parametrize(
    ("field", "hint"),
    [
        ("synonyms: [one: two]", 'text that contains a colon needs quotes: "one: two"'),
        ("etymology:\n      - nephr: kidney", 'text that contains a colon needs quotes: "nephr: kidney"'),
        ("examples:\n      - Signs: pallor", 'text that contains a colon needs quotes: "Signs: pallor"'),
        ("codes: [OMIM: 254450]", "did you mean 'OMIM:254450'?"),
        ("codes:\n      - MESH: D000740", "did you mean 'MESH:D000740'?"),
        (f"examples: [{'x' * 100}: y]", "text that contains a colon needs quotes"),
        ("synonyms: [note: two]", ""),
        ("synonyms: [{one: two, three: four}]", ""),
        ("examples: [x: [y]]", ""),
    ],
)  # fmt: skip
def test_a_text_that_a_colon_made_a_mapping_has_a_hint(check: Check, field: str, hint: str) -> None:
    """Whether a text is all that belongs there, or stands for a record."""
    records = check(f"terms:\n  a:\n    definition: x\n    {field}\n", "t.yaml")
    assert {one.hint for one in records.diagnostics if one.subtype is Subtype.VALUE} == {hint}
