"""The JSON Schema: made from the records, shipped with the package, and true to the checks."""

# ruff: noqa: E501  (a case of the tables is one line)

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest
from pydantic_core import SchemaValidator

from sphinx_medterm.formats.read import read_file
from sphinx_medterm.records.json_schema import json_schema
from sphinx_medterm.records.model import Term
from sphinx_medterm.records.record import Record
from sphinx_medterm.records.term_file import RECORDS, TermFile
from sphinx_medterm.records.validation import Records

from .samples import PATTERN_SAMPLES

Check = Callable[..., Records]

DEMO = Path(__file__).parents[2] / "docs" / "terms.yaml"


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    """Give the schema as it is generated."""
    return json_schema()


def record_of(schema: dict[str, Any], model: type[Record]) -> dict[str, Any]:
    """Give the part of the schema that describes the mapping of a record."""
    definition: dict[str, Any] = schema if model is TermFile else schema["$defs"][model.__name__]
    if "anyOf" in definition:
        (definition,) = [part for part in definition["anyOf"] if part.get("type") == "object"]
    return definition


def test_the_shipped_schema_is_the_generated_one(schema: dict[str, Any]) -> None:
    """What editors read is what the checks do: ``medterm schema -o`` brings it up to date."""
    shipped = resources.files("sphinx_medterm") / "schema" / "medterm.schema.json"
    assert json.loads(shipped.read_text(encoding="utf-8")) == schema


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_the_schema_describes_every_field(schema: dict[str, Any], model: type[Record]) -> None:
    """Every field of every record is there, with words on what it is for, and no other."""
    described = record_of(schema, model)
    assert described["additionalProperties"] is False
    fields = {*model.model_fields, *({"$schema"} if model is TermFile else ())}
    assert set(described["properties"]) == fields
    for name in model.model_fields:
        assert described["properties"][name].get("description"), name
    required = {name for name, info in model.model_fields.items() if info.is_required()}
    assert set(described.get("required", ())) == required


@pytest.mark.parametrize(
    "model",
    [model for model in RECORDS if model not in (TermFile, Term)],
    ids=lambda model: model.__name__,
)
def test_the_schema_knows_short_forms(schema: dict[str, Any], model: type[Record]) -> None:
    """A plain text is accepted wherever the checks accept it, and the field it stands for told."""
    short, full = schema["$defs"][model.__name__]["anyOf"]
    assert full["type"] == "object"
    assert rules_for(schema, short, "SYSTEM:CODE")
    assert f"'{model.shorthand}'" in short["description"]


def test_one_pronunciation_needs_no_list(schema: dict[str, Any]) -> None:
    """A pronunciation may be one, or a list of them."""
    one, many, none = schema["$defs"]["Term"]["properties"]["pronunciation"]["anyOf"]
    assert one == many["items"] == {"$ref": "#/$defs/Pronunciation"}
    assert (many["type"], none) == ("array", {"$ref": "#/$defs/Empty"})


KINDS: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}


def rules_for(schema: dict[str, Any], rule: Any, value: Any) -> list[Any]:
    """List the alternatives of a rule that are meant for values of this kind."""
    if "$ref" in rule:
        return rules_for(schema, schema["$defs"][rule["$ref"].rpartition("/")[2]], value)
    if "anyOf" in rule:
        return [found for part in rule["anyOf"] for found in rules_for(schema, part, value)]
    if "not" in rule:
        return [] if rules_for(schema, rule["not"], value) else [rule]
    return [rule] if type(value) in KINDS[rule["type"]] else []


def misfits(schema: dict[str, Any], rule: Any, value: Any, path: str = "") -> Iterator[str]:
    """List where a value does not fit a schema of the few kinds that are used here."""
    rules = rules_for(schema, rule, value)
    if not rules:
        yield f"{path}: no {type(value).__name__}"
    for found in rules:
        if isinstance(value, dict):
            yield from misfits_in_mapping(schema, found, value, path)
        elif isinstance(value, list):
            for index, item in enumerate(value):
                yield from misfits(schema, found["items"], item, f"{path}[{index}]")
        elif not is_allowed(found, value):
            yield f"{path}: {value!r}"


def is_allowed(rule: dict[str, Any], value: Any) -> bool:
    """Tell whether a scalar is one of those that a rule allows."""
    if isinstance(value, str):
        fits = re.search(rule.get("pattern", ""), value) and len(value) >= rule.get("minLength", 0)
        return bool(fits) and value in rule.get("enum", [value])
    if type(value) in (int, float):
        return bool(rule.get("minimum", value) <= value <= rule.get("maximum", value))
    return True


def misfits_in_mapping(
    schema: dict[str, Any], rule: Any, value: dict[str, Any], path: str
) -> Iterator[str]:
    """List where a mapping does not fit."""
    further = rule.get("additionalProperties", False)
    for pattern in rule.get("patternProperties", {}).values():
        further = pattern
    yield from (f"{path}: no {name}" for name in rule.get("required", ()) if name not in value)
    for name, inner in value.items():
        inner_rule = rule.get("properties", {}).get(name, further)
        if inner_rule is False:
            yield f"{path}: unknown {name}"
        else:
            yield from misfits(schema, inner_rule, inner, f"{path}.{name}")


def test_the_demo_fits_the_schema(schema: dict[str, Any]) -> None:
    """An editor finds nothing wrong with the terms of the documentation."""
    document = read_file(DEMO)
    assert document.data["terms"]
    assert list(misfits(schema, schema, document.data)) == []


@pytest.mark.parametrize(
    ("data", "misfit"),
    [
        ({"terms": {"a": {"lable": "A"}}}, ".terms.a: unknown lable"),
        ({"terms": {"a": {"synonyms": "b"}}}, ".terms.a.synonyms: no str"),
        ({"terms": {"a": {"codes": [{"code": "b"}]}}}, ".terms.a.codes[0]: no system"),
        ({"terms": {"a": {"status": "new"}}}, ".terms.a.status: 'new'"),
        ({"words": {}}, ": unknown words"),
    ],
)
def test_the_schema_refuses_what_the_checks_refuse(
    schema: dict[str, Any], data: Any, misfit: str
) -> None:
    """A fault is marked while it is typed, at the place that the checks name."""
    assert list(misfits(schema, schema, data)) == [misfit]


# ------------------------------------------------------------------ other readers of YAML

TYPED_BY_OTHERS: dict[str, Any] = {
    "terms: {a: {definition: x, label: 5}}": {"label": 5},
    "terms: {a: {definition: x, label: 1E30}}": {"label": 1e30},
    "terms: {a: {definition: x, label: no}}": {"label": False},
    "terms: {a: {definition: x, synonyms: [5, no]}}": {"synonyms": [5, False]},
    "terms: {a: {definition: x, hidden_labels: [5]}}": {"hidden_labels": [5]},
    "terms: {a: {definition: x, pronunciation: 5}}": {"pronunciation": 5},
    "terms: {a: {definition: x, synonyms: }}": {"synonyms": None},
    "terms: {a: {definition: x, label: , status: , senses: , etymology: }}": {
        "label": None,
        "status": None,
        "senses": None,
        "etymology": None,
    },
    "terms: {a: {definition: x, pronunciation: }}": {"pronunciation": None},
    "terms: {a: {definition: x, autolink: no}}": {"autolink": False},
    "terms: {a: {definition: x, autolink: 'No'}}": {"autolink": "No"},
    "terms: {a: {definition: x, autolink: 0}}": {"autolink": 0},
    "terms: {a: {definition: x, autolink: }}": {"autolink": None},
    "terms: {a: {definition: x, codes: [{system: ICD10CM, code: 22, version: 2026}]}}": {
        "codes": [{"system": "ZZ", "code": 22, "version": 2026}]
    },
    "terms: {a: {definition: x, reviewed: 2026}}": {"reviewed": 2026},
    "terms: {a: {definition: x, reviewed: {date: 2026-11-22, by: 5, due: }}}": {
        "reviewed": {"date": "2026-11-22", "by": 5, "due": None}
    },
    "terms: {a: {definition: 5}}": {"definition": 5},
    "terms: {a: {senses: {s: 5}}}": {"senses": {"s": 5}},
}


@pytest.mark.parametrize(("text", "fields"), TYPED_BY_OTHERS.items())
def test_the_schema_accepts_what_other_readers_of_yaml_make_of_texts(
    check: Check, schema: dict[str, Any], text: str, fields: dict[str, Any]
) -> None:
    """Numbers, truth values and null are texts and empty fields to us, and no fault to editors."""
    term = {"definition": "x"} | fields
    assert list(misfits(schema, schema, {"terms": {"a": term}})) == []
    records = check(text.replace("ICD10CM", "ZZ"))
    assert (records.diagnostics, list(records.terms)) == ([], ["a"])


@pytest.mark.parametrize(
    ("text", "data"),
    [
        ("terms:\nsources:\nword_parts:\nglossary:\n", dict.fromkeys(("terms", "sources", "word_parts", "glossary"))),
        ("glossary: {title: 5, version: 2026, lang: no}", {"glossary": {"title": 5, "version": 2026, "lang": False}}),
        ("glossary: 5", {"glossary": 5}),
        ("sources: {s: {title: 5, year: 2010, pmid: 123, volume: 7, url: }}", {"sources": {"s": {"title": 5, "year": 2010, "pmid": 123, "volume": 7, "url": None}}}),
        ("sources: {s: {year: '2010', pmid: '123'}}", {"sources": {"s": {"year": "2010", "pmid": "123"}}}),
        ("word_parts: {a-: 5}", {"word_parts": {"a-": 5}}),
    ],
)  # fmt: skip
def test_so_it_is_in_all_sections(
    check: Check, schema: dict[str, Any], text: str, data: Any
) -> None:
    """Sources, word parts and the glossary are treated like terms, and sections may be empty."""
    assert list(misfits(schema, schema, data)) == []
    assert check(text).diagnostics == []


@pytest.mark.parametrize("model", RECORDS, ids=lambda model: model.__name__)
def test_a_field_is_empty_in_the_schema_if_it_is_empty_in_the_checks(
    schema: dict[str, Any], model: type[Record]
) -> None:
    """Only what is required must have a value, and no editor writes null by itself."""
    described = record_of(schema, model)["properties"]
    for name, info in model.model_fields.items():
        assert bool(rules_for(schema, described[name], None)) is not info.is_required()
        assert described[name].get("default", "") is not None


# ------------------------------------------------------------------ patterns


def patterns(part: Any) -> Iterator[str]:
    """List all regular expressions of a schema."""
    if isinstance(part, dict):
        yield from part.get("patternProperties", {})
        if isinstance(part.get("pattern"), str):
            yield part["pattern"]
    for inner in part.values() if isinstance(part, dict) else part:
        if isinstance(inner, dict | list):
            yield from patterns(inner)


PATTERNS = sorted(set(patterns(json_schema())))
_ESCAPE = re.compile(r"\\(.)([0-9A-Fa-f]*)", re.DOTALL)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_patterns_have_only_escapes_that_all_engines_know(pattern: str) -> None:
    r"""ECMAScript with the flag u refuses others, and ``\d`` or ``\s`` are not the same to all."""
    for letter, digits in _ESCAPE.findall(pattern):
        assert letter in "^$\\.*+?()[]{}|/" or (letter == "u" and len(digits) >= 4)
    assert pattern.isascii()
    assert not re.search(r"\(\?|[*+?}]\+|&&|--|~~|\[\[", pattern), "not the same to all engines"


@pytest.mark.parametrize("pattern", PATTERNS)
def test_patterns_mean_the_same_to_python_and_rust(pattern: str) -> None:
    """The checks use Rust's expressions, other tools those of their language."""
    validator = SchemaValidator({"type": "str", "pattern": pattern})
    for text in PATTERN_SAMPLES:
        assert validator.isinstance_python(text) is bool(re.search(pattern, text)), text


def test_samples_tell_patterns_apart() -> None:
    """Each pattern accepts some of the samples and refuses others."""
    for pattern in PATTERNS:
        assert {bool(re.search(pattern, text)) for text in PATTERN_SAMPLES} == {True, False}
