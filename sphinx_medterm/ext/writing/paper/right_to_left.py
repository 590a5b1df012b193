"""Words that run from right to left in formats of TeX, which orders only letters in a word."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes

if TYPE_CHECKING:
    from sphinx.writers.latex import LaTeXTranslator

_LETTERS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
"""The blocks of right-to-left scripts (Unicode, DerivedBidiClass)."""
_WORDS = re.compile(rf"[{_LETTERS}]++((?:(?![{_LETTERS}])[\W\d_])++[{_LETTERS}]++)*+")
"""Words with what is between them; with a group if there is more than one."""


class medterm_reversed(nodes.inline):  # noqa: N801
    """Words that run from right to left."""

    tagname = "inline"


def visit_reversed(translator: LaTeXTranslator, _node: medterm_reversed) -> None:
    """Turn the direction round."""
    translator.body.append(r"\medtermreversed{")


def depart_reversed(translator: LaTeXTranslator, _node: medterm_reversed) -> None:
    """Turn it back."""
    translator.body.append("}")


def mark_reversed(text: nodes.Text) -> None:
    """Mark all words of a text that run from right to left."""
    parts: list[nodes.Node] = []
    end = 0
    for found in _WORDS.finditer(text):
        if found[1] is None:
            continue  # the letters of one word are in order
        before = nodes.Text(text[end : found.start()])
        parts += [before, medterm_reversed("", found[0])]
        end = found.end()
    if parts:
        text.parent.replace(text, [*parts, nodes.Text(text[end:])])
