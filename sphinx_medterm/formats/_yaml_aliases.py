"""The size that aliases add to a YAML file: each repeats everything at its anchor."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from sphinx_medterm.diagnostics import Position, RecordPath, Severity, Subtype, quoted
from sphinx_medterm.formats.document import Document

MAX_ALIASED = 100_000
"""How many values aliases may add to a file in all."""

MAX_ALIASED_TEXT = 5_000_000
"""How many characters aliases may add to a file in all."""

PART_OF_TEXT = "put the text in quotes if this belongs to it"
"""The hint about signs that YAML takes away from the beginning of a text."""

Unused = dict[str, tuple[Position, RecordPath]]
"""Anchors before texts without quotes that no alias has named so far, each with its place."""


class Size(NamedTuple):
    """How large a value is.

    :ivar values: how many values it holds, itself included.
    :ivar characters: of all its texts and keys.
    :ivar levels: of mappings and lists.
    """

    values: int
    characters: int
    levels: int = 0

    @property
    def excess(self) -> str:
        """The limit for aliases that this exceeds; empty if there is none."""
        if self.values > MAX_ALIASED:
            return f"{MAX_ALIASED:,} values"
        return f"{MAX_ALIASED_TEXT:,} characters" if self.characters > MAX_ALIASED_TEXT else ""


@dataclass
class Anchored:
    """The value at an anchor.

    :ivar record: number of the record that the anchor is in.
    """

    value: Any
    record: int

    @cached_property
    def size(self) -> Size:
        """Its size, measured only once however often it is repeated."""
        return _measure(self.value)


def _measure(value: Any) -> Size:
    """Measure a tree; stop soon after it exceeds what aliases may add."""
    values, characters, levels = 0, 0, 0
    waiting = [(value, 0)]
    while waiting and not Size(values, characters).excess:
        item, level = waiting.pop()
        values += 1
        if isinstance(item, str):
            characters += len(item)
        elif isinstance(item, dict | list):
            levels = max(levels, level + 1)
            inner = item.values() if isinstance(item, dict) else item
            characters += sum(map(len, item)) if isinstance(item, dict) else 0
            waiting.extend((part, level + 1) for part in inner)
    return Size(values, characters, levels)


def report_unused(anchors: Unused, document: Document) -> None:
    """Warn of anchors that no alias names, since they were meant as the beginning of a text."""
    for anchor, (place, path) in anchors.items():
        message = f"the anchor {quoted(f'&{anchor}')} is not used, and it is not part of the text"
        document.report(Subtype.VALUE, message, place, path, PART_OF_TEXT, Severity.WARNING)
