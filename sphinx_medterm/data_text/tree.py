"""The elements of a data text: blocks, and the spans of their text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from sphinx_medterm.data_text.text_roles import is_mention, kind_of
from sphinx_medterm.names.mentions import (
    KINDS_WITH_NUMBER,
    SPHINX_LABEL,
    SPHINX_TERM,
    Mention,
    in_plural,
)


class Fault(NamedTuple):
    """Something in a data text that is not valid markup, or not complete.

    :ivar start: offset of its first character in the data text.
    """

    message: str
    hint: str
    start: int


_OF_SPHINX = {"term": SPHINX_TERM, "ref": SPHINX_LABEL}


class Span(NamedTuple):
    """A piece of a paragraph.

    :ivar role: empty for plain text, else one of :data:`sphinx_medterm.data_text.ROLES`, ``link``,
        or ``unlinked`` for a mention that begins with ``!``.
    :ivar text: what is shown, without markup.
    :ivar target: the name, code or key that is mentioned; the address of a link; the long form of
        an abbreviation.
    :ivar options: the options of a mention.
    :ivar is_titled: whether a mention shows a text other than its target.
    :ivar start: offset of its first character in the data text.
    :ivar end: offset of the character after it.
    """

    role: str
    text: str
    target: str = ""
    options: tuple[str, ...] = ()
    is_titled: bool = False
    start: int = 0
    end: int = 0

    @property
    def mention(self) -> Mention | None:
        """What it mentions, if anything; terms and labels of Sphinx are kinds of their own."""
        if is_mention(self.role):
            return Mention(kind_of(self.role), self.target)
        return Mention(_OF_SPHINX[self.role], self.target) if self.role in _OF_SPHINX else None

    @property
    def mentions(self) -> Iterator[Mention]:
        """What it mentions, and again what it mentions in the plural."""
        if mention := self.mention:
            yield mention
            if mention.kind in KINDS_WITH_NUMBER and "plural" in self.options:
                yield Mention(in_plural(mention.kind), mention.target)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph.

    :ivar source: its text with markup, on one line, as translators see it.
    """

    source: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list.

    :ivar start: the number of its first item; none if it has bullets.
    """

    start: int | None
    items: tuple[tuple[Block, ...], ...]


Block = Paragraph | ItemList


@dataclass(frozen=True, slots=True)
class DataText:
    """A parsed data text."""

    blocks: tuple[Block, ...]
    faults: tuple[Fault, ...] = ()

    def paragraphs(self) -> Iterator[Paragraph]:
        """Yield all paragraphs, including those in lists."""
        return paragraphs_in(self.blocks)

    def spans(self) -> Iterator[Span]:
        """Yield the spans of all paragraphs."""
        for paragraph in self.paragraphs():
            yield from paragraph.spans


def paragraphs_in(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    """Yield all paragraphs of some blocks, including those in lists."""
    for block in blocks:
        if isinstance(block, Paragraph):
            yield block
        else:
            for item in block.items:
                yield from paragraphs_in(item)


Sentence = list[str | Paragraph]
"""Paragraphs that are read as one, and the text between them."""


def length_of(sentence: Sentence) -> int:
    """Return how long a sentence is with its markup, in characters."""
    return sum(len(part if isinstance(part, str) else part.source) for part in sentence)


_ENDED = re.compile(r"[.,;:!?…]$|(?<!\w)(?:and|and/or|but|or|und|oder|et|ou)$")
"""What ends an item that needs no separator before the next: a sign, or a conjunction."""


def sentences(blocks: Sequence[Block]) -> list[Sentence]:
    """Turn blocks into sentences where only text is possible: a list continues its paragraph.

    ``Signs:`` with a list of two items becomes ``Signs: pallor; fatigue``. Numbers are kept: other
    sentences may refer to them, and a sentence may begin with one.
    """
    found: list[Sentence] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found.append([block])
        elif found:
            found[-1] += [" ", *_enumerated(block, "; ")]
        else:
            found.append(_enumerated(block, "; "))
    return found


def _enumerated(items: ItemList, separator: str) -> Sentence:
    """Join the items of a list, with their numbers if they have any."""
    said: Sentence = []
    for place, item in enumerate(items.items):
        if said:
            said.append(" " if _is_ended(said) else separator)
        if items.start is not None:
            said.append(f"{items.start + place}. ")
        for number, block in enumerate(item):
            if isinstance(block, Paragraph):
                said += [_before_paragraph(said), block] if number else [block]
            elif number and not _source(said).endswith(":"):
                said += [" (", *_enumerated(block, ", "), ")"]
            else:
                said += [" ", *_enumerated(block, ", ")] if number else _enumerated(block, ", ")
    return said


def _before_paragraph(said: Sentence) -> str:
    is_sentence = isinstance(said[-1], Paragraph) and not _is_ended(said)
    return ". " if is_sentence else " "


def _is_ended(said: Sentence) -> bool:
    return bool(_ENDED.search(_source(said)))


def _source(said: Sentence) -> str:
    last = said[-1]
    return last if isinstance(last, str) else last.source
