"""The recipes for continuous integration, and the way from a glossary of Sphinx: they work."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.doc_blocks import DOCS, ROOT, small_project

from .repository import make_repository, run_in

RECIPES = DOCS / "build" / "recipes"
PAGE = (DOCS / "build" / "ci.rst").read_text("utf-8")
NOT_RUN = "pip install -r docs/requirements.txt"
"""It needs a package index."""


def commands_in(value: Any) -> Iterator[str]:
    """List the commands of a recipe, by the keys that services know."""
    if isinstance(value, list):
        for item in value:
            yield from commands_in(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key in {"run", "entry"}:
                yield item
            elif key in {"script", "before_script"}:
                yield from item
            else:
                yield from commands_in(item)


def commands() -> Iterator[tuple[str, str]]:
    """List the commands of the recipes, each with its file."""
    for file in sorted(RECIPES.glob("*.y*ml")):
        for command in commands_in(yaml.safe_load(file.read_text("utf-8"))):
            yield file.name, command


RUN = [one for one in commands() if one[1] != NOT_RUN]
CHECKS = [one for one in RUN if "medterm check" in one[1]]


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """Make a repository of the example project, with the settings."""
    files = {f"docs/{name}": text for name, text in small_project().items()}
    make_repository(
        tmp_path, files | {"pyproject.toml": (RECIPES / "settings.toml").read_text("utf-8")}
    )
    return tmp_path


def test_every_recipe_is_shown_and_has_commands_that_run() -> None:
    """A file that the page does not include would be tested for nothing."""
    names = {file.name for file in RECIPES.iterdir()}
    assert {*re.findall(r"literalinclude:: recipes/(.+)", PAGE)} == names
    without = {"readthedocs.yaml", "settings.toml"}  # the service, and the tools, know what to run
    assert {name for name, _command in RUN} == names - without


@pytest.mark.parametrize(("_recipe", "command"), RUN)
def test_the_commands_of_a_recipe_run(repository: Path, _recipe: str, command: str) -> None:
    """In a project without a mistake."""
    run_in(repository, command)


@pytest.mark.parametrize(("_recipe", "command"), CHECKS)
def test_the_checks_of_a_recipe_stop_at_a_mistake(
    repository: Path, _recipe: str, command: str
) -> None:
    """With the exit status that fails a job or a commit."""
    terms = repository / "docs" / "terms.yaml"
    text = terms.read_text("utf-8").replace("see_also: [hemat", "see_also: [hemmat")
    terms.write_text(text, encoding="utf-8")
    run_in(repository, command, status=1)


def test_read_the_docs_is_told_where_the_settings_are() -> None:
    """The paths are those of the other recipes."""
    told = yaml.safe_load(RECIPES.joinpath("readthedocs.yaml").read_text("utf-8"))
    assert told["sphinx"] == {"configuration": "docs/conf.py", "fail_on_warning": True}
    settings = tomllib.loads(RECIPES.joinpath("settings.toml").read_text("utf-8"))
    assert settings == {"tool": {"medterm": {"files": ["docs/terms.yaml"]}}}


def test_a_glossary_can_be_migrated_without_losing_links_or_addresses(tmp_path: Path) -> None:
    """Both states build without a warning, and all that led to the old entries leads to the new."""
    addresses = []
    for state in ("before", "after"):
        folder = tmp_path / state
        shutil.copytree(DOCS / "samples" / f"migrate-{state}", folder / "docs")
        command = [sys.executable, "-m", "sphinx", "-q", "-n", "-W", "docs", "html"]
        subprocess.run(command, cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=True)
        page = (folder / "html" / "glossary.html").read_text("utf-8")
        addresses.append({*re.findall(r'id="(term-[\w-]+)"', page)})
        assert "glossary.html#" in (folder / "html" / "index.html").read_text("utf-8")
    assert addresses[0]
    assert addresses[0] <= addresses[1]
