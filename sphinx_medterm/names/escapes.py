"""Backslashes in data text and mentions, which take away the meaning of the next character.

While a text is read, a null character replaces each of them, as in docutils, so that offsets stay
the same.
"""

from __future__ import annotations

import re

from sphinx_medterm.names.characters import with_single_blanks

_BACKSLASH = re.compile(r"\\(.?)", re.DOTALL)
_ESCAPE = re.compile(r"\0[ \n]?")


def escaped(text: str) -> str:
    """Replace each backslash that is not escaped itself by a null character."""
    return _BACKSLASH.sub("\0\\1", text.replace("\0", "\ufffd"))


def unescaped(text: str) -> str:
    """Remove the marks of escapes, and a blank after them."""
    return _ESCAPE.sub("", text) if "\0" in text else text


def shown(text: str) -> str:
    """Return a text as readers see it: without the marks of escapes, on one line."""
    return with_single_blanks(unescaped(text))


def literally(text: str) -> str:
    """Return a text with its backslashes, on one line."""
    return with_single_blanks(text.replace("\0", "\\"))
