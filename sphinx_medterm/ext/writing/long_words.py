"""Very long words in the text format, whose writer breaks them into lines in quadratic time."""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

_LONGEST = 400
"""A longer word is broken: one that readers know as a word is shorter."""
_PIECE = 60
"""The length of the pieces, which fit on a line."""


class BreakWords(SphinxPostTransform):
    """Breaks very long words into pieces, as the writer would, but in linear time."""

    formats = ("text",)
    default_priority: ClassVar[int] = 900  # after everything that makes text

    def run(self, **kwargs: Any) -> None:
        """Break the words of all blocks, in which markup may join several texts into one word."""
        for block in list(self.document.findall(nodes.TextElement)):
            if isinstance(block, nodes.Inline | nodes.FixedTextElement):
                continue
            texts = [text for text in block.findall(nodes.Text) if text]
            whole = "".join(texts)
            if len(whole) > _LONGEST and (breaks := _breaks_in(whole)):
                _break(texts, breaks)


def _breaks_in(text: str) -> set[int]:
    """Return the offsets at which the very long words of a text are broken."""
    found: set[int] = set()
    end = 0
    for word in text.split():
        start = text.index(word, end)
        end = start + len(word)
        if len(word) > _LONGEST:
            found.update(range(start + _PIECE, end, _PIECE))
    return found


def _break(texts: list[nodes.Text], breaks: set[int]) -> None:
    start = 0
    for text in texts:
        cuts = [offset - start for offset in range(start, start + len(text)) if offset in breaks]
        if cuts:
            bounds = zip([0, *cuts], [*cuts, len(text)], strict=True)
            pieces = " ".join(text[begin:end] for begin, end in bounds)
            text.parent.replace(text, nodes.Text(pieces))
        start += len(text)
