"""The format of data files as a JSON Schema, made from the records, for editors and other tools.

The readers of data files read every YAML value as text, and an empty one as absent. Other readers
turn some values into numbers, truth values and null, so the schema allows these. It is stricter
than the readers in two ways: it allows no white space around identifiers, addresses, language tags,
dates and years, and no more than four digits in a year, including zeros.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sphinx_medterm.records.term_file import TermFile

_Schema = dict[str, Any]

_TRUTH_VALUES = ("true", "false", "yes", "no", "on", "off", "t", "f", "y", "n", "1", "0")


def _any_case(word: str) -> str:
    return "".join(f"[{c.upper()}{c}]" if c.isalpha() else c for c in word)


_TRUTH: Final[list[_Schema]] = [
    {"type": "boolean"},
    {"type": "string", "pattern": f"^({'|'.join(map(_any_case, _TRUTH_VALUES))})$"},
    {"type": "integer", "minimum": 0, "maximum": 1},
]
"""What pydantic accepts as a truth value."""


def _none_of(*types: str) -> _Schema:
    return {"not": {"anyOf": [{"type": name} for name in types]}}


# Editors offer the values of a type, such as null and true, unless it is described like this.
_DEFINITIONS: Final[_Schema] = {
    "Empty": {
        "description": "No value: the field is not given.",
        **_none_of("string", "number", "boolean", "object", "array"),
    },
    "Scalar": {
        "description": "What some readers of YAML turn a text without quotes into.",
        **_none_of("string", "object", "array", "null"),
    },
}
_OF_TYPE: Final = {
    "string": ("minLength", "pattern"),
    "integer": ("minimum", "maximum"),
    "array": ("items",),
    "object": ("additionalProperties", "patternProperties"),
}
"""The rules that concern values of one type."""


def json_schema() -> _Schema:
    """Describe the format as a JSON Schema (draft 2020-12)."""
    schema = TermFile.model_json_schema()
    _allow_one(schema["$defs"]["Term"]["properties"]["pronunciation"])
    for record in (schema, *schema["$defs"].values()):
        for part in record.get("anyOf", [record]):
            _allow_absent(part)
    _take_types_apart(schema)
    schema["$defs"] |= _DEFINITIONS
    # JSON files name their schema in a field of this name.
    schema["properties"]["$schema"] = {"type": "string", "title": "Schema"}
    schema["title"] = "sphinx-medterm data file"
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _allow_one(field: _Schema) -> None:
    """Allow a single item in place of a list."""
    items = field.pop("items")
    del field["type"]
    field["anyOf"] = [items, {"type": "array", "items": items}]


def _allow_absent(record: _Schema) -> None:
    """Allow fields that are not required to have no value."""
    required = record.get("required", ())
    for name, field in record.get("properties", {}).items():
        if name not in required:
            record["properties"][name] = _optional(field)


def _optional(field: _Schema) -> _Schema:
    rest = dict(field)
    if rest.get("default", "") is None:
        del rest["default"]  # editors would write it
    kinds = [kind for kind in rest.pop("anyOf", []) if kind != {"type": "null"}]
    kinds = kinds or [{key: rest.pop(key) for key in list(rest) if key not in _ANNOTATIONS}]
    if kinds == [{"type": "boolean"}]:
        kinds = _TRUTH
    return {"anyOf": [*kinds, {"$ref": "#/$defs/Empty"}], **rest}


_ANNOTATIONS = ("title", "description", "default")


def _take_types_apart(part: Any) -> None:
    """Turn rules for several types, which some tools warn about, into alternatives."""
    for inner in part.values() if isinstance(part, dict) else part:
        if isinstance(inner, dict | list):
            _take_types_apart(inner)
    if isinstance(part, dict) and isinstance(part.get("type"), list):
        types = part.pop("type")
        part["anyOf"] = [_of_type(name, part) for name in types if name in _OF_TYPE]
        if {"number", "boolean"}.intersection(types):
            part["anyOf"].append({"$ref": "#/$defs/Scalar"})
    if isinstance(part, dict) and "anyOf" in part:
        part["anyOf"] = list(_flat(part["anyOf"]))


def _of_type(name: str, rule: _Schema) -> _Schema:
    rules = {key: rule.pop(key) for key in _OF_TYPE[name] if key in rule}
    return {"type": name, **rules}


def _flat(kinds: list[_Schema]) -> Iterator[_Schema]:
    """List alternatives, and replace those that are only lists of alternatives by these."""
    for kind in kinds:
        if kind.keys() == {"anyOf"}:
            yield from kind["anyOf"]
        else:
            yield kind
