"""Characters that YAML does not allow, and line ends that only its parser sees."""

from __future__ import annotations

import re

from sphinx_medterm.diagnostics import Subtype
from sphinx_medterm.formats.document import Document, positions_at
from sphinx_medterm.names.characters import described

_NOT_IN_YAML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def with_plain_lines(text: str) -> str:
    """Replace characters that only the parser reads as line ends by spaces.

    So its lines are the same as in editors, in the other formats, and in spans.
    """
    return text.replace("\x85", " ").replace("\u2028", " ").replace("\u2029", " ")


def without_forbidden(text: str, document: Document) -> str:
    """Report characters that YAML does not allow, and replace them by U+FFFD."""
    offsets = [match.start() for match in _NOT_IN_YAML.finditer(text)]
    for offset, place in zip(offsets, positions_at(text, offsets), strict=True):
        message = f"YAML does not allow {described(text[offset])}"
        document.report(Subtype.SYNTAX, message, place, hint="it is read as U+FFFD; delete it")
    return _NOT_IN_YAML.sub("\ufffd", text)
