"""What all records share: the base class, the form of keys, and the marks on fields.

Harmless ways of writing are accepted: a plain text in place of a mapping with one field, where a
record has such a shorthand, and a single value in place of a list.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, ClassVar, Literal, get_args, get_origin

from pydantic import (
    BaseModel,
    ConfigDict,
    GetJsonSchemaHandler,
    ValidationInfo,
    model_validator,
)
from pydantic_core import CoreSchema

from sphinx_medterm.diagnostics import RecordPath
from sphinx_medterm.names.characters import UNSEEN

_WORD = rf"[^\W_{UNSEEN}]+"  # some letters are invisible fillers
KEY = re.compile(rf"{_WORD}(?:[._-]{_WORD})*")
"""A key: letters and digits, with single ``-``, ``_`` or ``.`` between them. It becomes part of an
id, where ``--`` sets the key of a sense apart."""

PART_KEY = re.compile(rf"-?{_WORD}(?:[._-]{_WORD})*-?")
"""The key of a word part may start or end with a hyphen, as word parts do."""

KEY_RULE = "use letters and digits, with single - _ . between them"

Section = Literal["terms", "word_parts", "sources"]
"""The sections of a data file that hold records by key."""

SECTIONS: tuple[Section, ...] = ("sources", "word_parts", "terms")
"""All of them, those first that others refer to."""


@dataclass(frozen=True)
class Ref:
    """Marks a field that holds keys of other records.

    :ivar table: the section of the data files that the keys are looked up in.
    :ivar lends: fields of that record that are shown here unless this record has its own; if it is
        empty, the label of that record is shown.
    """

    table: Section
    lends: tuple[str, ...] = ()


@dataclass(frozen=True)
class OwnKey:
    """Marks a field that holds keys of its own record."""


@dataclass(frozen=True)
class Markup:
    """Marks a text with markup, as ``sphinx_medterm.data_text`` reads it."""


class Record(BaseModel):
    """The base class of records, which cannot be changed and accept only their own fields."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    shorthand: ClassVar[str] = ""
    """The field that a plain text in place of the mapping sets; empty if there is none."""

    list_shorthand: ClassVar[str] = ""
    """The field that a list in place of the mapping sets; empty if there is none."""

    @model_validator(mode="before")
    @classmethod
    def _expand(cls, data: Any, info: ValidationInfo) -> Any:
        if isinstance(data, dict):
            return cls._from_mapping(data)
        if isinstance(data, str) and cls.shorthand:
            return cls._from_text(data, info.context)
        if isinstance(data, list | tuple) and cls.list_shorthand:
            return {cls.list_shorthand: data}
        return data

    @classmethod
    def _from_mapping(cls, data: Mapping[str, Any]) -> Mapping[str, Any]:
        lists = lists_of(cls)
        is_usual = None not in data.values() and (
            not lists or all(isinstance(data[name], list) for name in lists.keys() & data.keys())
        )
        if is_usual:
            return data
        # A field without a value counts as absent; a field that does not exist is reported.
        return {
            name: _as_list(value, are_keys=lists[name]) if name in lists else value
            for name, value in data.items()
            if value is not None or name not in cls.model_fields
        }

    @classmethod
    def _from_text(cls, text: str, _context: Any) -> Mapping[str, Any]:
        return {cls.shorthand: text}

    def to_json(self) -> str:
        """Write the record as JSON, with the fields that its data file has."""
        return self.model_dump_json(exclude_unset=True)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        schema = handler.resolve_ref_schema(handler(core_schema))
        if not cls.shorthand:
            return schema
        short = cls._short_schema(schema["properties"][cls.shorthand])
        short["description"] = f"Short for a mapping with the field {cls.shorthand!r}."
        lists = []
        if cls.list_shorthand:
            items = schema["properties"][cls.list_shorthand]["items"]
            about = f"Short for a mapping with the field {cls.list_shorthand!r}."
            lists = [{"type": "array", "items": items, "description": about}]
        return {"anyOf": [short, *lists, dict(schema)], "title": cls.__name__}

    @classmethod
    def _short_schema(cls, field: Mapping[str, Any]) -> dict[str, Any]:
        """Describe a text in place of the mapping, which may be whatever the field accepts."""
        return {
            name: rule for name, rule in field.get("anyOf", [field])[0].items() if name != "title"
        }


def records_within(value: Any) -> list[tuple[RecordPath, Record]]:
    """List the records in a field, be it one, a list or a mapping of them, with their paths in it.

    :param value: the value of the field; ``None`` if it is not given.
    """
    if isinstance(value, tuple):
        return [((index,), item) for index, item in enumerate(value)]
    if isinstance(value, Record):
        return [((), value)]
    return [((key,), item) for key, item in value.items()] if value else []


@cache
def lists_of(model: type[Record]) -> Mapping[str, bool]:
    """Return the fields of a record that hold lists, and of each whether the items are keys."""
    return {
        name: _is_key(get_args(info.annotation)[0])
        for name, info in model.model_fields.items()
        if get_origin(info.annotation) is tuple
    }


def _is_key(item: Any) -> bool:
    marks = get_args(item) if get_origin(item) is Annotated else ()
    return any(isinstance(mark, Ref | OwnKey) for mark in marks)


def _as_list(value: Any, *, are_keys: bool) -> Any:
    """Make a list of a single value. No key has a comma, so a text may hold several keys."""
    if isinstance(value, list | tuple):
        return value
    if are_keys and isinstance(value, str) and "," in value:
        return [key for key in map(str.strip, value.split(",")) if key] or [value]
    return [value]
