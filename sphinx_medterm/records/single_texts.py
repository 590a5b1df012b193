"""Single texts where a list of names is allowed, which may have been meant as several names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any, get_args, get_origin

from sphinx_medterm.diagnostics import RecordPath
from sphinx_medterm.names.suggest import LONGEST_HINT
from sphinx_medterm.records.record import Record, lists_of
from sphinx_medterm.records.texts import Name

_SHORT_FOR_NAMES = ("label", "code")
"""The fields that a single text stands for if it is a name; sentences have commas of their own."""

_SEPARATORS = {",": "comma", ";": "semicolon"}


def texts_with_separators(
    model: type[Record], data: Mapping[str, Any], path: RecordPath = ()
) -> Iterator[tuple[RecordPath, str]]:
    """Yield the texts that seem to hold several names in place of a list, each with its path."""
    for name, item in _lists_of_names(model).items():
        value = data.get(name)
        if isinstance(value, str):
            if separator_in(value):
                yield (*path, name), value
        elif item and value:
            for place, inner in _records_in(value, is_keyed=name not in lists_of(model)):
                if isinstance(inner, dict):
                    yield from texts_with_separators(item, inner, (*path, name, place))


def _records_in(value: Any, *, is_keyed: bool) -> Iterable[tuple[int | str, Any]]:
    """List what may be records in a value, each with its number or key."""
    if is_keyed:
        return value.items() if isinstance(value, dict) else ()
    return enumerate(value if isinstance(value, list | tuple) else [value])


@cache
def _lists_of_names(model: type[Record]) -> Mapping[str, type[Record] | None]:
    """Return the fields with lists of names, each with the records in it that have such fields.

    Records under keys, such as senses, are among them if they have such fields.
    """
    fields: dict[str, type[Record] | None] = {}
    for name in lists_of(model):
        item = get_args(model.model_fields[name].annotation)[0]
        if item == Name:
            fields[name] = None
        elif (
            isinstance(item, type)
            and issubclass(item, Record)
            and item.shorthand in _SHORT_FOR_NAMES
        ):
            fields[name] = item if _lists_of_names(item) else None
    for name, info in model.model_fields.items():
        if get_origin(info.annotation) is dict:
            item = get_args(info.annotation)[1]
            if issubclass(item, Record) and _lists_of_names(item):
                fields[name] = item
    return fields


def separator_in(text: str) -> str:
    """Return the word for the sign in a text that separates names; empty if it has none."""
    return next((word for sign, word in _SEPARATORS.items() if sign in text), "")


def separator_hint(text: str) -> str:
    """Return a hint how to write several names, and how to write one with its comma."""
    if len(text) > LONGEST_HINT or not text.isprintable():
        return "put several names in [ ]"
    listed = text if "," in text else text.replace(";", ",")
    return f'several names are written [{listed}], and one with a {separator_in(text)} ["{text}"]'
