"""Data text as docutils reads it: what our own grammar is compared with.

The whole text goes through the parser of reStructuredText. Roles are not run: what stands in a role
is noted as docutils has found it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from types import SimpleNamespace
from typing import Any, NamedTuple, cast

from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser
from docutils.parsers.rst.languages import get_language
from docutils.parsers.rst.states import Inliner
from docutils.utils import new_document, unescape

from sphinx_medterm.data_text.tree import DataText, ItemList, Paragraph, Span
from sphinx_medterm.names.mentions import KINDS, USUAL, split_options, split_title

NAMES = {
    "": "emphasis",
    "abbreviation": "abbr",
    "subscript": "sub",
    "superscript": "sup",
    f"medterm:{USUAL}": "medterm",
}
"""Roles that have more than one name, and the default role."""

MENTIONS = ("term", "medterm", *(f"medterm:{kind}" for kind in KINDS if kind != USUAL))
KNOWN = (*MENTIONS, "ref", "abbr", "emphasis", "strong", "literal", "math", "sub", "sup")
"""The roles of data text."""

LINKED = re.compile(
    r"(?i)https?://[^/?#]|mailto:(?:[\w.%+'-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+)(?:\?.*)?$"
)
"""Addresses that data text links, too; ``a@b``, ``urn:a`` and the like are text there."""


ONE_LETTER = "a list of one item that has a letter"
"""Such as ``A. flavus``: a sentence in data text."""


class Piece(NamedTuple):
    """A piece of a line, as both sides tell it: role, what is shown, and where it leads."""

    role: str
    text: str
    target: str = ""


Block = tuple[Any, ...]
"""``("paragraph", pieces)`` or ``("list", start, items)``, as both sides tell it."""


@dataclass
class Reading:
    """What docutils takes a text for.

    :ivar blocks: paragraphs and lists, in which all is markup of data text as well.
    :ivar others: what is no markup of data text, by the name that docutils has for it.
    """

    blocks: list[Block] = field(default_factory=list)
    others: list[str] = field(default_factory=list)

    @property
    def pieces(self) -> list[Piece]:
        """All pieces of all paragraphs."""
        return list(_pieces(self.blocks))

    @property
    def is_plain(self) -> bool:
        """Whether there are only paragraphs without any markup."""
        return not self.others and all(
            block[0] == "paragraph" and all(not piece.role for piece in block[1])
            for block in self.blocks
        )


def read(text: str) -> Reading:
    """Read a text as docutils does, blocks and all."""
    document = new_document("data text", _settings())
    Parser(inliner=_inliner()).parse(text, document)
    reading = Reading()
    reading.blocks = _blocks(document.children, reading.others)
    return reading


def read_line(text: str) -> Reading:
    """Read a text as docutils reads a paragraph, whatever block it may look like."""
    document = new_document("data text", _settings())
    language = get_language("en", document.reporter)
    memo = SimpleNamespace(document=document, reporter=document.reporter, language=language)
    found, messages = cast("Any", _inliner()).parse(text, 0, memo, document)
    reading = Reading(others=[type(message).__name__ for message in messages])
    line = nodes.paragraph("", "", *found)
    reading.blocks = [("paragraph", _joined(list(_inline(line, reading.others))))]
    return reading


def told(text: DataText) -> list[Block]:
    """Tell our own reading of a text in the same way."""
    return _told(text.blocks)


def _told(blocks: tuple[Paragraph | ItemList, ...]) -> list[Block]:
    return [
        ("paragraph", pieces_of(block.spans))
        if isinstance(block, Paragraph)
        else ("list", block.start, [_told(item) for item in block.items])
        for block in blocks
    ]


def pieces_of(spans: tuple[Span, ...]) -> list[Piece]:
    """Tell our own reading of a line; blanks are one space, and texts side by side are one."""
    return _joined([_piece(span) for span in spans])


def without_links(blocks: list[Block]) -> list[Block]:
    """Take links for text, and leave out what is empty."""
    found: list[Block] = []
    for block in blocks:
        if block[0] == "list":
            found.append((*block[:2], [without_links(item) for item in block[2]]))
        elif line := _joined([_unlinked(piece) for piece in block[1]]):
            found.append(("paragraph", line))
    return found


def links(pieces: list[Piece]) -> list[Piece]:
    """Leave out all but links."""
    return [piece for piece in pieces if piece.role == "link"]


def _unlinked(piece: Piece) -> Piece:
    return Piece("", piece.text.removeprefix("mailto:")) if piece.role == "link" else piece


def mentions(pieces: list[Piece]) -> list[Piece]:
    """Leave out all but mentions."""
    return [piece for piece in pieces if piece.role in MENTIONS]


def pieces_in(text: DataText) -> list[Piece]:
    """List all pieces of all paragraphs of our own reading."""
    return list(_pieces(told(text)))


# ---------------------------------------------------------------------- docutils' side


@cache
def _settings() -> Any:
    settings = get_default_settings(Parser)
    settings.report_level = 5
    settings.halt_level = 6
    settings.file_insertion_enabled = False
    settings.raw_enabled = False
    return settings


@cache
def _inliner() -> Inliner:
    inliner = Inliner()
    inliner.init_customizations(_settings())
    cast("Any", inliner).interpreted = _note_role
    # The parser would make all patterns again for each text.
    cast("Any", inliner).init_customizations = lambda _settings: None
    return inliner


def _note_role(_raw: str, text: str, role: str, _lineno: int) -> tuple[list[nodes.Node], list[Any]]:
    name = role.lower()
    return [nodes.inline("", unescape(text), role=NAMES.get(name, name), content=text)], []


def _blocks(found: list[nodes.Node], others: list[str]) -> list[Block]:
    blocks: list[Block] = []
    for node in found:
        if isinstance(node, nodes.paragraph):
            blocks.append(("paragraph", _joined(list(_inline(node, others)))))
        elif isinstance(node, nodes.bullet_list):
            blocks.append(("list", None, _items(node, others)))
        elif isinstance(node, nodes.enumerated_list) and node["enumtype"] == "arabic":
            blocks.append(("list", node.get("start", 1), _items(node, others)))
        elif isinstance(node, nodes.enumerated_list) and len(node.children) == 1:
            others.append(ONE_LETTER)
        elif not (isinstance(node, nodes.system_message) and node["level"] < 2):
            others.append(type(node).__name__)
    return blocks


def _items(found: nodes.Element, others: list[str]) -> list[list[Block]]:
    items = [_blocks(cast("nodes.Element", item).children, others) for item in found.children]
    if any(_depth(block) > 1 for item in items for block in item):
        others.append("a third level of lists")
    return items


def _depth(block: Block) -> int:
    if block[0] == "paragraph":
        return 0
    return 1 + max((_depth(inner) for item in block[2] for inner in item), default=0)


def _inline(paragraph: nodes.Element, others: list[str]) -> Iterator[Piece]:
    for node in paragraph.children:
        shown = node.astext()
        if isinstance(node, nodes.Text):
            yield Piece("", shown)
        elif isinstance(node, nodes.emphasis | nodes.strong | nodes.literal):
            yield Piece(type(node).__name__, shown)
        elif isinstance(node, nodes.inline) and node["role"] in KNOWN:
            yield _of_role(node["role"], node["content"])
        elif isinstance(node, nodes.reference) and "refuri" in node:
            is_ours = LINKED.match(node["refuri"])
            yield Piece("link", shown, node["refuri"]) if is_ours else Piece("", shown)
        elif not (isinstance(node, nodes.target) and "refuri" in node):
            others.append(type(node).__name__)


def _of_role(role: str, content: str) -> Piece:
    reader = _READERS.get(role, _of_mention if role in MENTIONS else _of_text)
    return reader(role, content)


def _of_text(role: str, content: str) -> Piece:
    return Piece(role, unescape(content))


def _of_code(role: str, content: str) -> Piece:
    return Piece(role, unescape(content, restore_backslashes=True))


def _of_abbreviation(role: str, content: str) -> Piece:
    short, bracket, rest = unescape(content).partition(" (")
    if bracket and rest.endswith(")"):
        return Piece(role, short, rest[:-1])
    return _of_text(role, content)


def _of_mention(role: str, content: str) -> Piece:
    if content.startswith("!"):
        return Piece("unlinked", unescape(content[1:]))
    is_titled, title, target = split_title(content)
    name = split_options(target)[0] if role.startswith("medterm") else target
    name = " ".join(name.split())
    return Piece(role, title if is_titled else "", name.lower() if role == "ref" else name)


_READERS: dict[str, Callable[[str, str], Piece]] = {
    "literal": _of_code,
    "math": _of_code,
    "abbr": _of_abbreviation,
    "ref": _of_mention,
}

# ---------------------------------------------------------------------- both sides


def _piece(span: Span) -> Piece:
    if span.role in MENTIONS or span.role == "ref":
        target = " ".join(span.target.split())
        target = target.lower() if span.role == "ref" else target
        return Piece(span.role, span.text if span.is_titled else "", target)
    return Piece(span.role, span.text, span.target)


def _pieces(blocks: list[Block]) -> Iterator[Piece]:
    for block in blocks:
        if block[0] == "paragraph":
            yield from block[1]
        else:
            for item in block[2]:
                yield from _pieces(item)


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Make one of texts side by side, and one space of blanks; no-break spaces stay."""
    made: list[Piece] = [Piece("", "")]
    for piece in pieces:
        if not made[-1].role and not piece.role:
            made[-1] = Piece("", made[-1].text + piece.text)
        else:
            made.append(piece)
    first, *rest = made
    line = [first._replace(text=first.text.lstrip()), *rest]
    if not line[-1].role:
        line[-1] = line[-1]._replace(text=line[-1].text.rstrip())
    return [
        Piece(piece.role, _one_space(piece.text), _one_space(piece.target))
        for piece in line
        if piece.text or piece.role
    ]


def _one_space(text: str) -> str:
    return re.sub(r"\s*[ \t\n]\s*", " ", text)
