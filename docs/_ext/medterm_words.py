"""The words of the reference: help texts, what is printed, tables, custom properties and commands.

Nothing here knows the package that is described.
"""

from __future__ import annotations

import argparse
import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from docutils import nodes

Nodes = list[nodes.Node]


class UndescribedError(Exception):
    """A part of the code has no words, or words have lost their part of the code."""


def expect_words(what: str, found: Iterable[str], described: Iterable[str]) -> None:
    """Check that all that was found is described, and nothing else.

    :raises UndescribedError: if not, with all names.
    """
    found, described = set(found), set(described)
    faults = []
    if lacking := sorted(found - described):
        faults.append(f"not described: {', '.join(lacking)}")
    if left_over := sorted(described - found):
        faults.append(f"described, but not there: {', '.join(left_over)}")
    if faults:
        raise UndescribedError(f"{what}: {'; '.join(faults)}")


# ---------------------------------------------------------------------- text

_MARKUP = re.compile(
    r"""(?<!`) (?P<ticks>`{1,2}) (?P<literal>(?![\s`])[^`]*[^`\s]) (?P=ticks) (?!`)
      | (?<![\w*]) \* (?P<emphasis>(?![\s*`])[^*`]*[^*`\s]) \* (?![\w*])""",
    re.VERBOSE,
)
_SPECIAL = re.compile(r"[\\`*_|:@<]")


def inline(text: str) -> Nodes:
    """Make nodes of a help text: backticks, single or double, make literals, asterisks emphasis."""
    text = " ".join(text.split())
    made: Nodes = []
    end = 0
    for match in _MARKUP.finditer(text):
        if before := text[end : match.start()]:
            made.append(nodes.Text(before))
        kind = nodes.literal if match["literal"] else nodes.emphasis
        made.append(kind("", match["literal"] or match["emphasis"]))
        end = match.end()
    if rest := text[end:]:
        made.append(nodes.Text(rest))
    return made


def as_rest(text: str) -> str:
    """Write a help text as one line of reStructuredText that means the same."""
    # An escaped blank is nothing, but it parts markup from letters, and a text from a list's mark.
    return "".join(f"\\ {_node_as_rest(node)}" for node in inline(text))


def _node_as_rest(node: nodes.Node) -> str:
    words = node.astext()
    if isinstance(node, nodes.literal):
        return f"``{words}``"
    escaped = _SPECIAL.sub(r"\\\g<0>", words)
    return f"*{escaped}*" if isinstance(node, nodes.emphasis) else escaped


def listed(words: Sequence[str], conjunction: str = "and") -> str:
    """Join words to a list as a sentence has it."""
    *most, last = words
    return f"{', '.join(most)} {conjunction} {last}" if most else last


# ---------------------------------------------------------------------- what is printed

WIDTH = 88
"""Characters that fit in a line of a page."""

_INDENT = "   "


def wrapped(text: str) -> str:
    """Wrap the lines that are too long for a page; what continues a line is indented more."""
    return "".join(f"{part}\n" for line in text.splitlines() for part in _parts_of(line))


def _parts_of(line: str) -> list[str]:
    if len(line) <= WIDTH:
        return [line]
    indent = line[: len(line) - len(line.lstrip())] + _INDENT
    return textwrap.wrap(
        line, WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    )


# ---------------------------------------------------------------------- tables


def table(heads: Sequence[str], rows: Iterable[Sequence[Nodes]], widths: Sequence[int]) -> Any:
    """Make a table with a row of heads."""
    group = nodes.tgroup(cols=len(heads))
    group += [nodes.colspec(colwidth=width) for width in widths]
    group += nodes.thead("", _row([[nodes.Text(head)] for head in heads]))
    group += nodes.tbody("", *map(_row, rows))
    return nodes.table("", group, classes=["colwidths-given"])


def _row(cells: Iterable[Nodes]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", *cell)) for cell in cells))


# ---------------------------------------------------------------------- style sheets


def properties_set(sheet: str) -> dict[str, str]:
    """Read the custom properties that a style sheet sets, each with its first value."""
    found: dict[str, str] = {}
    for name, value in re.findall(r"(?<![\w-])(--medterm-[\w-]+)\s*:\s*([^;}]+)", _bare(sheet)):
        found.setdefault(name, " ".join(value.split()))
    return found


def properties_used(sheet: str) -> set[str]:
    """Find the custom properties that a style sheet looks for."""
    return set(re.findall(r"var\(\s*(--medterm-[\w-]+)", _bare(sheet)))


def _bare(sheet: str) -> str:
    return re.sub(r"/\*.*?\*/", " ", sheet, flags=re.DOTALL)


# ---------------------------------------------------------------------- command line


def commands(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Write a command and those below it as option descriptions of Sphinx."""
    yield from _options(parser)
    for command in below(parser):
        yield from ("", f".. rubric:: {command.prog}", "")
        yield from (as_rest(_filled_in(command, command.description or "")), "")
        yield from ("::", "", f"   {_usage(command)}", "")
        yield from commands(command)


def below(parser: argparse.ArgumentParser) -> list[argparse.ArgumentParser]:
    """Return the commands below a command, without those that are another name of one."""
    found: list[argparse.ArgumentParser] = []
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            found += action.choices.values()
    return list(dict.fromkeys(found))


def _usage(parser: argparse.ArgumentParser) -> str:
    """Return the usage as one line, without the colours that new Pythons write to a terminal."""
    plain = re.sub(r"\x1b\[[\d;]*m", "", parser.format_usage())
    return " ".join(plain.split()).removeprefix("usage: ")


def _options(parser: argparse.ArgumentParser) -> Iterator[str]:
    yield from (f".. program:: {parser.prog}", "")
    if parser.epilog:
        _title, *examples = parser.epilog.splitlines()
        yield from (".. code-block:: text", "", *(f" {line}" for line in examples), "")
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction) or action.help == argparse.SUPPRESS:
            continue
        if not action.help:
            raise UndescribedError(f"{parser.prog}: {action.dest} has no help")
        text = parser._get_formatter()._expand_help(action)
        yield from (f".. option:: {_names(action)}", "", f"   {as_rest(text)}", "")


def _names(action: argparse.Action) -> str:
    """Return the names of an option with what follows them, or that of an argument."""
    if not action.option_strings:
        return _metavar(action, action.dest)
    value = "" if action.nargs == 0 else f" {_metavar(action, action.dest.upper())}"
    return ", ".join(f"{name}{value}" for name in action.option_strings)


def _metavar(action: argparse.Action, usual: str) -> str:
    if isinstance(action.metavar, tuple):
        return " ".join(action.metavar)
    if action.metavar is not None:
        return action.metavar
    return f"{{{','.join(map(str, action.choices))}}}" if action.choices else usual


def _filled_in(parser: argparse.ArgumentParser, text: str) -> str:
    return text % {"prog": parser.prog} if "%(prog)" in text else text
