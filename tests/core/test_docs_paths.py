"""The pages for those who change the code name files, and names in them, that are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLACES = (ROOT, ROOT / "sphinx_medterm", ROOT / ".ci" / "constraints")
PAGES = {
    page: (ROOT / "docs" / f"{page}.rst").read_text("utf-8") for page in ("contributing", "design")
}
MADE_BY_BUILDS = {"docs/_build", "medterm-digests.json", "medterm-names.json"}

PATH = re.compile(
    r"``((?!\.venv|\.\.)[\w.*/-]+(?:/[\w.*-]*|\.(?:json|md|png|py|rst|toml|txt|ya?ml)))``"
)
IN_FILE = re.compile(r"``(\w+)``\s+in\s+``([\w./]+\.py)``")


def matches(name: str) -> list[Path]:
    """Return the files and folders of a name, which may leave out one of the usual places."""
    return [found for place in PLACES for found in place.glob(name.rstrip("/"))]


@pytest.mark.parametrize("page", PAGES)
def test_files_that_a_page_names_exist(page: str) -> None:
    """Those of the package may be named without its folder."""
    named = set(PATH.findall(PAGES[page])) - MADE_BY_BUILDS
    assert len(named) > 10
    assert [name for name in sorted(named) if not matches(name)] == []


@pytest.mark.parametrize("page", PAGES)
def test_modules_that_commands_run_exist(page: str) -> None:
    """Such as ``python -m tests.benchmarks``; other modules are those of tools."""
    for module in re.findall(r"-m (tests\.[\w.]+)", PAGES[page]):
        assert matches(module.replace(".", "/") + "*")


def test_names_that_the_design_looks_for_in_a_file_are_there() -> None:
    """Each is defined at the start of a line."""
    named = IN_FILE.findall(PAGES["design"])
    assert len(named) >= 4
    for name, file in named:
        (found,) = matches(file)
        assert re.search(rf"^(?:class |def )?{name}\b", found.read_text("utf-8"), re.MULTILINE), (
            name
        )
