"""Mappings in braces, in which a comma ends a text: ``{definition: in liver, or spleen}``.

To YAML the rest of such a text is a key without a value. No data file means that.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from sphinx_medterm.diagnostics import Position

_BETWEEN = re.compile(r"(?:\s+|#[^\n\x85\u2028\u2029]*)*")
_LINE_END = re.compile("[\n\x85\u2028\u2029]")


@dataclass(slots=True)
class Braces:
    """A mapping in braces that is being read.

    :ivar text: of the whole file.
    :ivar text_key: the key of the last value, if that is a text without quotes.
    :ivar is_cut: whether a key without colon has stood behind that text already.
    """

    text: str
    text_key: str | None = None
    is_cut: bool = False
    _end: Any = None  # mark of the end of the last value, or key without one

    def note_value(self, key: Any, event: Any) -> None:
        """Note a value, when it is complete."""
        is_text = isinstance(key, str) and not getattr(event, "style", "none") and event.value
        self.text_key = key if is_text else None
        self.is_cut = False
        self.note_end(event)

    def note_end(self, event: Any) -> None:
        """Note that a value ends here, or a key that has none."""
        self._end = event.end_mark

    def has_colon(self, event: Any) -> bool:
        """Tell whether a colon comes after a key."""
        return self.text.startswith(":", _after_blanks(self.text, event.end_mark.index))

    def comma(self) -> Position | None:
        """Find the comma after the last value, if there has been any."""
        if self._end is None:
            return None
        blanks = self.text[self._end.index : _after_blanks(self.text, self._end.index)]
        *lines, last = _LINE_END.split(blanks)
        column = len(last) if lines else self._end.column + len(last)
        return Position(self._end.line + len(lines) + 1, column + 1)


def _after_blanks(text: str, offset: int) -> int:
    """Skip blanks, line ends and comments."""
    match = _BETWEEN.match(text, offset)
    return match.end() if match else offset
