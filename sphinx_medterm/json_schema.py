"""The format of data files as a JSON Schema, made from the records, for editors and other tools.

It accepts all that the readers of data files accept. In YAML these take every value for the text
that it is and an empty one for none, while other readers make numbers, truth values and null of
some; so the schema allows for these.
"""

from __future__ import annotations

from typing import Any, Final

from sphinx_medterm.model import TermFile

_Schema = dict[str, Any]

_TRUTH_VALUES = ("true", "false", "yes", "no", "on", "off", "t", "f", "y", "n", "1", "0")


def _any_case(word: str) -> str:
    return "".join(f"[{c.upper()}{c}]" if c.isalpha() else c for c in word)


_TRUTH: Final[_Schema] = {
    "type": ["boolean", "string", "integer"],
    "pattern": f"^({'|'.join(map(_any_case, _TRUTH_VALUES))})$",
    "minimum": 0,
    "maximum": 1,
}


def json_schema() -> _Schema:
    """Describe the format as a JSON Schema (draft 2020-12)."""
    schema = TermFile.model_json_schema()
    _allow_one(schema["$defs"]["Term"]["properties"]["pronunciation"])
    for record in (schema, *schema["$defs"].values()):
        for part in record.get("anyOf", [record]):
            _allow_absent(part)
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
    if rest.get("type") == "boolean":
        rest |= _TRUTH
    kinds = [kind for kind in rest.pop("anyOf", []) if kind != {"type": "null"}]
    if len(kinds) == 1 and "type" in kinds[0]:
        rest |= kinds.pop()
    if kinds:
        return {"anyOf": [*kinds, {"type": "null"}], **rest}
    if "enum" in rest or "$ref" in rest:
        value = {key: rest.pop(key) for key in ("type", "enum", "$ref") if key in rest}
        return {"anyOf": [value, {"type": "null"}], **rest}
    types = rest["type"] if isinstance(rest["type"], list) else [rest["type"]]
    return {**rest, "type": [*types, "null"]}
