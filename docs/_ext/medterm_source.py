"""Records of the demo's data file, shown as they are written there."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

import yaml
from docutils import nodes
from docutils.parsers.rst import directives
from medterm_words import WIDTH
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata


class NotFoundError(Exception):
    """What is to be shown is not there, or cannot be cut out."""


class Block(NamedTuple):
    """A key of a mapping with its value: where it starts, and the line after its last one."""

    value: yaml.Node
    start: int
    column: int
    end: int


def excerpt(text: str, section: str, key: str, fields: Sequence[str] = ()) -> str:
    """Cut a record out of a YAML file, under the line of its section.

    Texts after ``>-`` are wrapped so that they fit a page, which changes nothing of what they say.

    :param fields: the fields to show, in this order; default: all. Fields inside of others have
        dots between their names, as in ``senses.marrow.figures``.
    :raises NotFoundError: if the file has no such record, or it shares its line with another.
    """
    lines = text.splitlines()
    whole = Block(_compose(text), 0, -1, len(lines))
    table = _child(whole, section, "the data file")
    record = _child(table, key, section)
    shown = [lines[table.start]]
    if not fields:
        shown += _wrapped(_lines_of(record, lines))
    heads: list[int] = []
    for field in fields:
        *parents, block = _path_to(field.split("."), record, key)
        new = [parent.start for parent in parents if parent.start not in heads]
        shown += [lines[start] for start in new]
        heads += new
        shown += _wrapped(_lines_of(block, lines))
    return "\n".join(shown) + "\n"


@lru_cache(maxsize=1)
def _compose(text: str) -> yaml.Node:
    """Read the file once for all directives of a build."""
    try:
        root = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as error:
        raise NotFoundError(f"the data file is not YAML: {' '.join(str(error).split())}") from error
    if root is None:
        raise NotFoundError("the data file is empty")
    return root


def _child(parent: Block, name: str, parent_name: str) -> Block:
    """Find a key of a mapping."""
    if not isinstance(parent.value, yaml.MappingNode):
        raise NotFoundError(f"{parent_name} is not a mapping, so it has no {name!r}")
    if parent.value.flow_style:
        raise NotFoundError(f"{parent_name} is written in braces, so {name!r} cannot be cut out")
    blocks = dict(_children(parent))
    if name not in blocks:
        close = get_close_matches(name, blocks, 1)
        hint = f"did you mean {close[0]!r}?" if close else f"it has {', '.join(blocks)}"
        raise NotFoundError(f"{parent_name} has no {name!r} ({hint})")
    return blocks[name]


def _path_to(names: Sequence[str], record: Block, key: str) -> list[Block]:
    """Return a record and the blocks that lead from it to a field."""
    path = [record]
    for name in names:
        path.append(_child(path[-1], name, key))
        key = name
    return path


def _children(parent: Block) -> Iterator[tuple[str, Block]]:
    """Divide the lines of a mapping among its keys."""
    pairs = parent.value.value
    starts = [key.start_mark.line for key, _value in pairs]
    for (key, value), start, end in zip(pairs, starts, [*starts[1:], parent.end], strict=True):
        yield str(key.value), Block(value, start, key.start_mark.column, end)


def _lines_of(block: Block, lines: Sequence[str]) -> list[str]:
    """Return the lines of a block without the blank lines and comments between it and the next."""
    kept = list(lines[block.start : block.end])
    while len(kept) > 1:
        last = kept[-1].lstrip()
        indent = len(kept[-1]) - len(last)
        if last and not (last.startswith("#") and indent <= block.column):
            break
        kept.pop()
    return kept


def _wrapped(lines: Sequence[str]) -> Iterator[str]:
    """Wrap the texts after ``>-`` that are too wide, if they are one paragraph."""
    folded: list[str] = []
    for line in lines:
        indent = _indent(line)
        if folded and line and indent <= _indent(folded[0]):
            yield from _one_text(folded)
            folded = []
        if folded or line.endswith(" >-"):
            folded.append(line)
        else:
            yield line
    if folded:
        yield from _one_text(folded)


def _one_text(lines: list[str]) -> list[str]:
    first, *text = lines
    if max(map(len, lines)) <= WIDTH or len({_indent(line) for line in text}) != 1:
        return lines
    margin = " " * _indent(text[0])
    whole = " ".join(map(str.strip, text))
    return [
        first,
        *textwrap.wrap(
            whole,
            WIDTH,
            initial_indent=margin,
            subsequent_indent=margin,
            break_long_words=False,
            break_on_hyphens=False,
        ),
    ]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


class SourceDirective(SphinxDirective):
    """Shows a record of the first data file: ``.. medterm-source:: terms leukemia``.

    The option ``fields`` names the fields to show, and no others; ``senses.marrow`` is one of them.
    """

    required_arguments = 2
    option_spec: ClassVar[Any] = {"fields": directives.unchanged_required}

    def run(self) -> list[nodes.Node]:
        """Show the record as a block of code."""
        section, key = self.arguments
        try:
            text = excerpt(self._data(), section, key, self.options.get("fields", "").split())
        except NotFoundError as error:
            raise self.error(f"{self.name}: {error}") from error
        block = nodes.literal_block(text, text, language="yaml")
        self.set_source_info(block)
        return [block]

    def _data(self) -> str:
        """Read the first data file."""
        files = self.config.medterm_files
        names = [files] if isinstance(files, str) else list(files)
        if not names:
            raise NotFoundError("medterm_files in conf.py names no data file")
        file = Path(self.env.srcdir, names[0])
        self.env.note_dependency(str(file))
        try:
            return file.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            reason = getattr(error, "strerror", None) or error
            raise NotFoundError(f"{names[0]} cannot be read: {reason}") from error


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directive; the extension has the setting that names the data files."""
    app.setup_extension("sphinx_medterm")
    app.add_directive("medterm-source", SourceDirective)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
