"""The format of data files as a JSON Schema, made from the records, for editors and other tools.

The readers of data files read every YAML value as text, and an empty one as absent. Other readers
turn some values into numbers, truth values and null, so the schema allows these. Whatever the
readers accept without a finding, it accepts.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sphinx_medterm.codes import SYSTEMS
from sphinx_medterm.names.characters import BLANKS, CONTROLS, NONCHARACTERS, UNSEEN
from sphinx_medterm.records.term_file import TermFile
from sphinx_medterm.records.visible import ONE_SENSE

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
        "description": "What some YAML parsers read instead of text without quotes.",
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

# The letters and digits of all scripts have no name that all engines know.
_ASCII_SIGNS = r"\u0000-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u007f"
_WORD = f"[^{_ASCII_SIGNS}{CONTROLS}{NONCHARACTERS}{BLANKS}{UNSEEN}]+"
KEY_PATTERN: Final = rf"^{_WORD}([._-]{_WORD})*$"
PART_KEY_PATTERN: Final = rf"^-?{_WORD}([._-]{_WORD})*-?$"
"""Nearly the same as the expressions of the checks; some signs are taken for letters."""

_ID: Final = "urn:sphinx-medterm:data-file"


def json_schema() -> _Schema:
    """Describe the format as a JSON Schema (draft 2020-12)."""
    schema = TermFile.model_json_schema()
    records = schema["$defs"]
    for record in (schema, *records.values()):
        for part in record.get("anyOf", [record]):
            _allow_absent(part)
    _offer_systems(records["Code"])
    _limit_keys(schema["properties"], "terms", "sources")
    _limit_keys(schema["properties"], "word_parts", pattern=PART_KEY_PATTERN)
    _limit_keys(records["Term"]["properties"], "senses")
    (languages,) = _mappings(records["Term"]["properties"]["translations"])
    ((pattern, languages["additionalProperties"]),) = languages.pop("patternProperties").items()
    _limit_keys(records["Term"]["properties"], "translations", pattern=pattern)
    named = ("label", *ONE_SENSE[:2], "senses")
    records["Term"]["anyOf"] = [{"required": [name]} for name in named]
    _take_types_apart(schema)
    records |= _DEFINITIONS
    # JSON files name their schema in a field of this name.
    schema["properties"]["$schema"] = {"type": "string", "title": "Schema"}
    schema["title"] = "sphinx-medterm data file"
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": _ID, **schema}


def _offer_systems(code: _Schema) -> None:
    """Have editors offer the known code systems, though there may be others."""
    short, full = code["anyOf"]
    short["examples"] = [f"{s.key}:{s.example}" for s in SYSTEMS.values() if s.example]
    system = full["properties"]["system"]
    other = {name: system.pop(name) for name in list(system) if name not in _ANNOTATIONS}
    system["anyOf"] = [{"type": "string", "enum": list(SYSTEMS)}, other]


def _limit_keys(fields: _Schema, *names: str, pattern: str = KEY_PATTERN) -> None:
    """Require the keys of mappings to match a pattern."""
    for name in names:
        for mapping in _mappings(fields[name]):
            mapping["propertyNames"] = {"pattern": pattern}


def _mappings(field: _Schema) -> list[_Schema]:
    return [kind for kind in field["anyOf"] if kind.get("type") == "object"]


def _allow_absent(record: _Schema) -> None:
    """Allow fields that are not required to have no value, and single items in place of lists."""
    required = record.get("required", ())
    for name, field in record.get("properties", {}).items():
        if name not in required:
            record["properties"][name] = _optional(field)


def _alternatives(kind: _Schema) -> list[_Schema]:
    """Return what may stand in place of a value: of a list, one of its items."""
    if kind.get("type") != "array":
        return [kind]
    items = kind["items"]
    return [items, {**kind, "items": {"anyOf": [items, {"$ref": "#/$defs/Empty"}]}}]


def _optional(field: _Schema) -> _Schema:
    rest = dict(field)
    if not isinstance(rest.get("default"), str | bool):
        rest.pop("default", None)  # editors would write it
    kinds = [kind for kind in rest.pop("anyOf", []) if kind != {"type": "null"}]
    kinds = kinds or [{key: rest.pop(key) for key in list(rest) if key not in _ANNOTATIONS}]
    if kinds == [{"type": "boolean"}]:
        kinds = _TRUTH
    kinds = [alternative for kind in kinds for alternative in _alternatives(kind)]
    kinds = [kind for number, kind in enumerate(kinds) if kind not in kinds[:number]]
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
