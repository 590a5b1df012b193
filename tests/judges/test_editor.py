"""esbonio, a server for editors, offers names of terms in each role that takes one."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sphinx_medterm.names.mentions import KINDS, NAMING_KINDS
from tests.judges.judges import need_modules
from tests.judges.language_server import LanguageServer, sphinx_server

TERMS = """\
terms:
  emh: {label: extramedullary hematopoiesis, abbreviations: [EMH]}
  cell: {senses: {biology: {definition: a unit of life}, prison: {definition: a small room}}}
"""
NAMES = {
    *("extramedullary hematopoiesis", "extramedullary hematopoieses", "EMH", "EMHs", "emh"),
    *("cell", "cells", "cell#biology", "cell#prison"),
}
PAGES = {
    "restructuredtext": ("index.rst", "Page\n====\n\n.. medterm:glossary::\n\n", ":ROLE:`e|`\n"),
    "markdown": ("index.md", "# Page\n\n```{medterm:glossary}\n```\n\n", "{ROLE}`e|`\n"),
}
"""The file of each language, its text, and a mention as far as it has been typed."""

ROLES = ["medterm", *(f"medterm:{kind}" for kind in KINDS)]


@pytest.fixture(scope="module", params=PAGES)
def typing(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[LanguageServer, Path, str]]:
    """Open a page of a project that has been built: the server, the page, and what is typed."""
    need_modules("esbonio", "myst_parser")
    folder = tmp_path_factory.mktemp("project") / "docs"
    folder.mkdir()
    name, text, mention = PAGES[request.param]
    extensions = ["sphinx_medterm", "myst_parser"]
    for file, content in {
        "conf.py": f"extensions = {extensions}\n",
        "terms.yaml": TERMS,
        name: text,
    }.items():
        (folder / file).write_text(content, encoding="utf-8")
    page = folder / name
    with sphinx_server(folder, request.param) as server:
        server.open(page, text)
        server.wait_for("sphinx/appCreated")
        server.save(page)
        built = time.monotonic() + 60
        while not server.completions(page, text + mention.replace("ROLE", "medterm:term")):
            assert time.monotonic() < built, "the project has not been built"
            time.sleep(0.1)
        yield server, page, text + mention


@pytest.mark.parametrize("role", ROLES)
def test_names_are_offered(typing: tuple[LanguageServer, Path, str], role: str) -> None:
    """Labels, abbreviations, their plurals, keys and senses; none where no term is named."""
    server, page, text = typing
    kind = role.rpartition(":")[2]
    takes_name = role == "medterm" or kind in NAMING_KINDS
    assert set(server.completions(page, text.replace("ROLE", role))) == (
        NAMES if takes_name else set()
    )
