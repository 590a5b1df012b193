"""Blocks of reStructuredText and Markdown that data text does not allow, and the alternatives."""

from __future__ import annotations

import re
from typing import NamedTuple

from sphinx_medterm.data_text.lines import Line

_LINK_HINT = "write the address in the text: `text <https://…>`_"
_LIST_HINT = "write a list"
_SENTENCE_HINT = "write a sentence"


class OtherBlock(NamedTuple):
    """A kind of block that data text cannot have.

    :ivar first: matches its first line.
    :ivar what: its name in messages.
    :ivar hint: what to do.
    :ivar sign: matches the beginning of a line that is not part of its words.
    :ivar has_indented: whether indented lines after it belong to it.
    """

    first: re.Pattern[str]
    what: str
    hint: str
    sign: re.Pattern[str] | None = None
    has_indented: bool = False

    @property
    def is_table(self) -> bool:
        """Whether its lines are rows."""
        return self.what == _TABLE

    def words_of(self, line: Line) -> Line:
        """Return the words of a line; perhaps none."""
        line = line.stripped()
        found = self.sign.match(line.text) if self.sign else None
        return line.without(found.end()) if found else line


_TABLE = "a table"


def _explicit(first: str, what: str, hint: str, sign: str = r"\.\. *") -> OtherBlock:
    """Describe a block that begins with two full stops."""
    return OtherBlock(re.compile(first), what, hint, re.compile(sign), has_indented=True)


OTHER_BLOCKS = (
    _explicit(r"\.\. +\[[^\]\s]+\](?: |$)", "a footnote", "name a source in 'sources:'"),
    _explicit(r"\.\. +_", "a link target", _LINK_HINT, r"\.\. +_(?:_: *)?"),
    _explicit(r"\.\. +\|", "a substitution", "write the text itself", r"\.\. +\|[^|]*\|[\w -]*::"),
    _explicit(
        r"\.\. *[\w:+.-]+ ?::(?: |$)",
        "a directive",
        "write its text as a paragraph",
        r"\.\. *[\w:+.-]+ ?:: *",
    ),
    _explicit(r"\.\.(?: |$)", "a comment", "leave it out, or begin it with # in the data file"),
    OtherBlock(re.compile(r"__(?: |$)"), "a link target", _LINK_HINT, re.compile(r"__ *")),
    OtherBlock(
        re.compile(r":(?![: ])(?:[^:\\]|\\.|:(?![ `]|$))*+(?<! ):(?: |$)"),
        "a field list",
        _SENTENCE_HINT,
        re.compile(r":(?=\S)"),
    ),
    OtherBlock(
        re.compile(r"(?:[-+][a-zA-Z0-9]|(?:--|/)[a-zA-Z0-9][\w-]*+)(?:[ =](?:\w+|<[^<>]+>))?  +\S"),
        "an option list",
        _SENTENCE_HINT,
    ),
    OtherBlock(
        re.compile(r">>>(?: |$)"),
        "a Python session",
        "write ``text`` for literal text",
        re.compile(r">>> ?|\.\.\. ?"),
    ),
    OtherBlock(re.compile(r"\|.*\|$"), _TABLE, _LIST_HINT, re.compile(r"[-+=:| ]*+$")),
    OtherBlock(re.compile(r"\+-[-+]+-\+$"), _TABLE, _LIST_HINT, re.compile(r"[-+=:| ]*+$")),
    OtherBlock(re.compile(r"=+(?: +=+)+$"), _TABLE, _LIST_HINT, re.compile(r"[= ]+$")),
    OtherBlock(
        re.compile(r"\|(?: |$)"), "a line block", "write a list, or paragraphs", re.compile(r"\| *")
    ),
    OtherBlock(
        re.compile(r"```|~~~"),
        "a block of code",
        "write ``text`` for literal text",
        re.compile(r"```+|~~~+"),
    ),
    OtherBlock(
        re.compile(r"#{1,6} +\S"), "a Markdown heading", _SENTENCE_HINT, re.compile(r"#+ +")
    ),
    OtherBlock(
        re.compile(r">+ ?(?=[^\W\d]|[*`])"),
        "a Markdown quotation",
        "put the text in quotes",
        re.compile(r">+ ?"),
    ),
)
"""All of them that can be recognised by their first line."""


def cells_of(row: Line) -> list[Line]:
    """Split a row of a table into cells."""
    cells, start = [], row.start
    for text in re.split(r"(\||  +)", row.text):
        if text.strip(" |"):
            cells.append(Line(start, text.rstrip(" ")))
        start += len(text)
    return cells
