"""From a data text to its blocks, and to the spans that readers see.

The mentions in a text, its faults, and what readers see all follow from what :func:`parse` returns.
The grammar is a subset of reStructuredText, whatever the markup of the pages: paragraphs, lists,
the inline markup of :data:`ROLES`, and links. Anything else is reported, and its words are shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from sphinx_medterm.data_text.blocks import read_blocks
from sphinx_medterm.data_text.inline import read_inline
from sphinx_medterm.data_text.lines import RUN_ON
from sphinx_medterm.data_text.plain import has_no_markup
from sphinx_medterm.data_text.tree import DataText, Fault, Paragraph, Sentence, Span, sentences

_SIGNS = frozenset("*|\\\n")
_FIRST = re.compile(r"[-+•‣⁃#>:]|\.\.|\(?[0-9#]{1,9}[.)](?: |$)|/|=|__")


def parse(text: str) -> DataText:
    """Parse a data text.

    :returns: its blocks, which have all words of the text, and its faults.
    """
    if not text.strip():
        return DataText(())
    if _is_plain(text):
        return DataText((Paragraph(text, (Span("", text, start=0, end=len(text)),)),))
    blocks, faults = read_blocks(text)
    return DataText(tuple(blocks), tuple(faults))


def first_sentence(text: str) -> Sentence:
    """Return the first paragraph of a data text as one sentence, with the list it introduces."""
    return sentences(parse(text).blocks)[0]


def parse_line(text: str) -> tuple[tuple[Span, ...], tuple[Fault, ...]]:
    """Parse a text as one paragraph, whatever it looks like, as for the translation of one."""
    spans, faults = read_inline(text)
    return tuple(spans), tuple(faults)


def translated(paragraph: Paragraph, translate: Callable[[str], str]) -> tuple[Span, ...]:
    """Return the spans of a paragraph in another language.

    :param translate: translates its source; returns what it does not know unchanged.
    """
    said = translate(paragraph.source)
    return paragraph.spans if said == paragraph.source else parse_line(said)[0]


def _is_plain(text: str) -> bool:
    """Return whether a text is one of the many without anything that could be markup."""
    is_one_line = _SIGNS.isdisjoint(text) and "  " not in text and not _FIRST.match(text)
    return is_one_line and has_no_markup(text) and not RUN_ON.search(text)
