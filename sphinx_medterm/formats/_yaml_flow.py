"""Mappings in braces and lists in brackets while YAML is being read.

In braces, a comma ends a text: ``{definition: in liver, or spleen}``.

YAML reads the rest of such a text as a key without a value, which no data file means.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any, cast

from sphinx_medterm.diagnostics import Position

_BETWEEN = re.compile(r"(?:\s+|#[^\n]*)*")


@dataclass(slots=True)
class Frame:
    """A mapping or list that is being filled.

    :ivar key: in a mapping, the key of the next value: a text, or the reader's placeholder for a
        value that is not used; ``None`` if a key comes next.
    """

    container: dict[str, Any] | list[Any]
    anchor: str | None
    key: Any = None
    key_mark: Any = None

    @property
    def takes_value(self) -> bool:
        """Whether a value comes next that is used."""
        return type(self.key) is str or type(self.container) is list


@dataclass(slots=True)
class Braces(Frame):
    """A mapping in braces.

    :ivar text: the text of the whole file.
    :ivar text_key: the key of the last value, if that is a text without quotes.
    :ivar text_anchor: the anchor of that text.
    :ivar is_cut: whether there was a key without a colon after that text already.
    """

    text: str = ""
    text_key: str | None = None
    text_anchor: str | None = None
    is_cut: bool = False
    _end: Any = None  # mark of the end of the last value, or key without one

    def note_scalar(self, event: Any) -> None:
        """Note a value that is a scalar."""
        is_text = isinstance(self.key, str) and not event.style and event.value
        self.text_key = self.key if is_text else None
        self.text_anchor = event.anchor
        self.is_cut = False
        self._end = event.end_mark

    def note_other(self, event: Any) -> None:
        """Note the end of a value that is a list, a mapping or an alias."""
        self.text_key, self.is_cut = None, False
        self._end = event.end_mark

    def note_end(self, event: Any) -> None:
        """Note that a key without value ends here."""
        self._end = event.end_mark

    def has_colon(self, event: Any) -> bool:
        """Return whether a colon comes after a key."""
        end = event.end_mark.index
        is_next = self.text.startswith(":", end)
        return is_next or self.text.startswith(":", _after_blanks(self.text, end))

    def comma(self) -> Position | None:
        """Find the comma after the last value, if there is a value."""
        if self._end is None:
            return None
        blanks = self.text[self._end.index : _after_blanks(self.text, self._end.index)]
        *lines, last = blanks.split("\n")
        column = len(last) if lines else self._end.column + len(last)
        return Position(self._end.line + len(lines) + 1, column + 1)


def _after_blanks(text: str, offset: int) -> int:
    """Skip blanks, line ends and comments."""
    return cast("re.Match[str]", _BETWEEN.match(text, offset)).end()
