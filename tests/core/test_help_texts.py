"""The words of the tool itself: help texts, descriptions of fields and options, messages, hints."""

from __future__ import annotations

import argparse
import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import sphinx_medterm
from sphinx_medterm.cli.main import parser
from sphinx_medterm.codes.own import FIELDS
from sphinx_medterm.names.mentions import KINDS, OPTIONS
from sphinx_medterm.records.term_file import RECORDS
from sphinx_medterm.termbase.config_values import CHECK_VALUES, CONFIG_VALUES, NOT_PROSE, SECTIONS

from .british import british

PACKAGE = Path(sphinx_medterm.__file__).parent
OF_DATA = {"near_fields.py"}
"""Modules whose strings are words that data files may have, in any spelling."""
MODULES = sorted(path for path in PACKAGE.rglob("*.py") if path.name not in OF_DATA)
FEWEST_WORDS = 3
"""Shorter strings are names, formats and parts of code."""


def of_commands(command: argparse.ArgumentParser, name: str) -> Iterator[tuple[str, str]]:
    """Yield the texts of a command and of those below it, each with a name."""
    yield name, command.description or ""
    for action in command._actions:
        if isinstance(action, argparse._SubParsersAction):
            for below, made in action.choices.items():
                yield from of_commands(made, f"{name} {below}")
        else:
            yield f"{name} {action.dest}", action.help or ""


SENTENCES = {
    **{value.name: value.help for value in (*CONFIG_VALUES, *CHECK_VALUES)},
    **{record.__name__: record.__doc__ or "" for record in RECORDS},
    **{
        f"{record.__name__}.{name}": field.description or ""
        for record in RECORDS
        for name, field in record.model_fields.items()
    },
}
"""Texts of whole sentences."""

PHRASES = {
    **{f"section {name}": text for name, text in SECTIONS.items()},
    **{f"not prose {name}": text for name, text in NOT_PROSE.items()},
    **{f"role {name}": kind.shows for name, kind in KINDS.items()},
    **{f"option {name}": text for name, text in OPTIONS.items()},
    **{f"code system {name}": text for name, (_read, text) in FIELDS.items()},
    **dict(of_commands(parser(), "medterm")),
}
"""Texts that begin with a small letter or end without a full stop, as tables and helps do."""


@pytest.mark.parametrize("name", SENTENCES)
def test_descriptions_are_sentences(name: str) -> None:
    """They begin with a capital or a literal, and end with a full stop."""
    text = " ".join(SENTENCES[name].split())
    assert text[0].isupper() or text[0] == "`", text
    assert text.endswith("."), text


@pytest.mark.parametrize("name", [*SENTENCES, *PHRASES])
def test_help_texts_are_well_formed(name: str) -> None:
    """Literals are closed, no blank is doubled, and the spelling is American."""
    text = SENTENCES.get(name) or PHRASES[name]
    assert text.count("`") % 2 == 0, text
    assert "  " not in text.replace("\n", ""), text
    assert {*british(text)} == set()


def strings_in(module: Path) -> Iterator[str]:
    """Yield the strings of a module that may be words, without its docstrings."""
    tree = ast.parse(module.read_text(encoding="utf-8"))
    docs = {
        id(statement.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        for statement in node.body
        if isinstance(statement, ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.value


def test_messages_are_in_american_english() -> None:
    """Whatever the package may print is spelled alike."""
    texts = [text for module in MODULES for text in strings_in(module)]
    found = {text: [*british(text)] for text in texts if len(text.split()) >= FEWEST_WORDS}
    assert {text: words for text, words in found.items() if words} == {}
