"""Texts without quotes that YAML accepts, but reads in another way than they were meant."""

from __future__ import annotations

import re
from typing import NamedTuple

from sphinx_medterm.diagnostics import Severity
from sphinx_medterm.formats._yaml_values import MistakeError, Spot, check_colon, check_item

_START = Spot(0, 0)
_COMMENT = re.compile(r"[ \t]++(?=#)")
_ITEM_IN_TEXT = re.compile(r"\n[ \t]*+(?=- )")
_WRAPPED = 60
"""How far a line reaches, if the text goes on in the next one because it was too long."""


class Doubt(NamedTuple):
    """What a text was more likely meant as.

    :ivar offset: of the place in the text.
    """

    offset: int
    message: str
    hint: str
    severity: Severity


def comment_after(text: str, end: int) -> int | None:
    """Find the comment that ends a text.

    :param end: the offset after the text.
    """
    found = _COMMENT.match(text, end)
    return found.end() if found else None


def doubt(written: str, is_record: bool) -> Doubt | None:
    """Return what a text that begins on a line of its own was more likely meant as.

    :param written: the text as in the file, with its line ends.
    :param is_record: whether it stands in place of a record.
    """
    line, *more = written.split("\n")
    try:
        check_item(line, _START)
        if is_record:
            check_colon(line, _START)
    except MistakeError as found:
        if is_record or any(other.lstrip(" \t").startswith("-") for other in more):
            message = f"{found.message}; it is left out"
            return Doubt(found.place.column, message, found.hint, Severity.ERROR)
        message = "this is read as a text that begins with '-'"
        hint = "write a space after the '-' of a list item, or put the text in quotes"
        return Doubt(0, message, hint, Severity.WARNING)
    return None


def item_in_text(written: str, column: int) -> Doubt | None:
    """Return what is wrong with a text that goes on with a line like a list item.

    A dash that comes to stand there because a long line was wrapped is part of the text.

    :param column: of the start of the text, from 0.
    """
    for found in _ITEM_IN_TEXT.finditer(written):
        start = written.rfind("\n", 0, found.start()) + 1
        end = found.start() - start + (0 if start else column)
        if end < _WRAPPED:
            message = "this '- ' belongs to the text above it, because the line is indented more"
            hint = "indent it like the items around it, or put the text in quotes"
            return Doubt(found.end(), message, hint, Severity.WARNING)
    return None
