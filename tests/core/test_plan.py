"""The plan of the package: names, sizes, and rooms that one finds one's way in."""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

import sphinx_medterm

PACKAGE = Path(sphinx_medterm.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))
MODULES = [file for file in FILES if file.stem not in ("__init__", "__main__")]
FOLDERS = [file for file in FILES if file.stem == "__init__" and file.parent != PACKAGE]

MOST_LINES = 400
MOST_LINES_OF_A_FUNCTION = 60
MOST_ENTRIES = {PACKAGE: 15, PACKAGE / "ext": 14}
"""How many files and folders may stand side by side."""

NOT_COUNTED = {"__pycache__", "py.typed"}


def name_of(file: Path) -> str:
    """Return the name of a file in the package."""
    return file.relative_to(PACKAGE).as_posix()


def test_no_two_modules_have_one_name() -> None:
    """Whoever says a name means one of them."""
    counts = Counter(file.stem.strip("_") for file in MODULES)
    assert not [name for name, count in counts.items() if count > 1]


@pytest.mark.parametrize("folder", MOST_ENTRIES, ids=name_of)
def test_a_folder_can_be_looked_over(folder: Path) -> None:
    """Its entries fit in one look."""
    entries = {entry.name for entry in folder.iterdir()} - NOT_COUNTED
    assert len(entries) <= MOST_ENTRIES[folder]


@pytest.mark.parametrize("file", FILES, ids=name_of)
def test_a_module_says_what_it_is_for_and_is_short(file: Path) -> None:
    """Its docstring is what the plan in the docs shows of it."""
    text = file.read_text(encoding="utf-8")
    tree = ast.parse(text)
    purpose = (ast.get_docstring(tree) or "").partition("\n\n")[0]
    assert purpose
    assert not re.search(r"(?<!`):\w+:`(?!`)", purpose), "the plan shows no roles"
    assert len(text.splitlines()) <= MOST_LINES
    for function in functions_in(tree):
        lines = (function.end_lineno or function.lineno) - function.lineno + 1
        assert lines <= MOST_LINES_OF_A_FUNCTION, function.name


def functions_in(tree: ast.AST) -> Iterator[ast.FunctionDef]:
    """Go through all functions and methods."""
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize("file", FOLDERS, ids=name_of)
def test_importing_one_module_of_a_folder_loads_no_other(file: Path) -> None:
    """Files of folders hold no code, apart from those that are the way in to what is in them."""
    code = ast.parse(file.read_text(encoding="utf-8")).body[1:]
    assert not code or name_of(file) in ("codes/__init__.py", "ext/__init__.py")
