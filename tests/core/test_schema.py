"""The JSON Schema: made from the records, shipped with the package, and true to the checks."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from sphinx_medterm.formats import read_file
from sphinx_medterm.model import RECORDS, Record, Term, TermFile, json_schema

DEMO = Path(__file__).parents[2] / "docs" / "terms.yaml"


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    """Give the schema as it is generated."""
    return json_schema()


def record_of(schema: dict[str, Any], model: type[Record]) -> dict[str, Any]:
    """Give the part of the schema that describes the mapping of a record."""
    definition: dict[str, Any] = schema if model is TermFile else schema["$defs"][model.__name__]
    if "anyOf" in definition:
        (definition,) = [part for part in definition["anyOf"] if part["type"] == "object"]
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
    kinds = [part["type"] for part in schema["$defs"][model.__name__]["anyOf"]]
    assert kinds == ["string", "object"]
    short = schema["$defs"][model.__name__]["anyOf"][0]
    assert f"'{model.shorthand}'" in short["description"]


def test_one_pronunciation_needs_no_list(schema: dict[str, Any]) -> None:
    """A pronunciation may be one, or a list of them."""
    one, many = schema["$defs"]["Term"]["properties"]["pronunciation"]["anyOf"]
    assert one == many["items"] == {"$ref": "#/$defs/Pronunciation"}
    assert many["type"] == "array"


KINDS: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int, str),
    "null": (type(None),),
}


def rules_for(schema: dict[str, Any], rule: Any, value: Any) -> list[Any]:
    """List the alternatives of a rule that are meant for values of this kind."""
    if "$ref" in rule:
        return rules_for(schema, schema["$defs"][rule["$ref"].rpartition("/")[2]], value)
    if "anyOf" in rule:
        return [found for part in rule["anyOf"] for found in rules_for(schema, part, value)]
    return [rule] if isinstance(value, KINDS[rule["type"]]) else []


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
        elif value not in found.get("enum", [value]):
            yield f"{path}: {value!r}"


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
