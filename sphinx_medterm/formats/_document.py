"""What every format's reader returns: plain data, findings, and a way to find places."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from sphinx_medterm.diagnostics import Diagnostic, Position, RecordPath

Marks = dict[RecordPath, Position]


@dataclass(kw_only=True)
class Document:
    """One data file as plain dicts, lists and scalars.

    :ivar file: the file, as diagnostics name it.
    :ivar data: what it holds; ``None`` if it could not be read.
    :ivar diagnostics: what its reader found wrong.
    :ivar find_marks: finds the position of every key and list item; called only when one is asked
        for, since most files have nothing to report.
    """

    file: Path
    data: Any = None
    diagnostics: list[Diagnostic] = field(default_factory=list)
    find_marks: Callable[[], Marks] = dict

    @cached_property
    def _marks(self) -> Marks:
        return self.find_marks()

    def locate(self, path: RecordPath) -> Position | None:
        """Find where the value at a path stands, or else the innermost part that holds it."""
        for length in range(len(path), 0, -1):
            if position := self._marks.get(path[:length]):
                return position
        return None


def position_at(text: str, offset: int) -> Position:
    """Turn a character offset into a line and a column."""
    before = text[:offset]
    return Position(before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1)
