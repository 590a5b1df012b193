"""An explanation of a type of warning, as lines for a terminal and as Markdown."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from sphinx_medterm.diagnostics import Subtype
from sphinx_medterm.reports.explanations import Block, Explanation, blocks, explanation
from sphinx_medterm.reports.terminal import Paint

LANGUAGES = {".py": "python", ".rst": "rst", ".svg": "xml", ".toml": "toml", ".yaml": "yaml"}
"""The languages of examples, by suffix."""

_CODE_INDENT = "    "
_NARROWEST = 20


def type_lines(types: Iterable[Subtype], width: int, paint: Paint) -> Iterator[str]:
    """Yield a list of types, each with its summary, and how to read more."""
    names = {subtype: f"medterm.{subtype}" for subtype in types}
    margin = max(map(len, names.values())) + 2
    for subtype, name in names.items():
        lines = _wrapped(explanation(subtype).summary, width - margin)
        yield paint(name, "bold") + " " * (margin - len(name)) + lines[0]
        yield from (" " * margin + line for line in lines[1:])
    yield ""
    yield from _wrapped("`medterm explain TYPE` explains one of them.", width)


def explanation_lines(explained: Explanation, width: int, paint: Paint) -> Iterator[str]:
    """Yield an explanation as lines.

    :param width: that of the terminal, in columns.
    """
    yield paint(f"medterm.{explained.subtype}", "bold")
    last = ""
    for block in blocks(explained):
        if not block.kind == last == "item" and last != "heading":
            yield ""
        yield from _lines(block, width, paint)
        last = block.kind


def _lines(block: Block, width: int, paint: Paint) -> Iterator[str]:
    if block.kind == "heading":
        yield paint(block.text, "bold")
    elif block.kind == "code":
        if block.title:
            yield paint(block.title, "dim")
        yield from (f"{_CODE_INDENT}{line}".rstrip() for line in block.text.split("\n"))
    else:
        mark = "- " if block.kind == "item" else ""
        yield from _wrapped(block.text, width, mark)


def _wrapped(text: str, width: int, mark: str = "") -> list[str]:
    return textwrap.wrap(
        text,
        max(width, _NARROWEST),
        initial_indent=mark,
        subsequent_indent=" " * len(mark),
        break_long_words=False,
        break_on_hyphens=False,
    )


def as_markdown(explained: Explanation) -> str:
    """Return an explanation as Markdown, without its name."""
    lines: list[str] = []
    last = ""
    for block in blocks(explained):
        if lines and not block.kind == last == "item":
            lines.append("")
        lines += _markdown(block)
        last = block.kind
    return "\n".join(lines)


def _markdown(block: Block) -> list[str]:
    if block.kind == "heading":
        return [f"## {block.text}"]
    if block.kind == "code":
        title = [f"`{block.title}`", ""] if block.title else []
        return [*title, f"```{language_of(block)}", *block.text.split("\n"), "```"]
    return [f"- {block.text}" if block.kind == "item" else block.text]


def language_of(block: Block) -> str:
    """Return the language of a block of code."""
    return LANGUAGES.get(PurePath(block.title).suffix, "text")
