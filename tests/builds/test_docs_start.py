"""The first pages for new readers: versions, the tutorial's project, the README's five lines."""

from __future__ import annotations

import json
import re
import tomllib

import pytest
from docutils import nodes

from tests.doc_blocks import DOCS, ROOT, blocks, trees

from .conftest import Project

PYPROJECT = tomllib.loads(ROOT.joinpath("pyproject.toml").read_text("utf-8"))["project"]
EXAMPLE = DOCS / "start" / "example"
VERSION = re.compile(r"\b(Python|Sphinx|docutils|MyST-Parser) (\d+(?:\.\d+)+)")


def required(name: str) -> str:
    """Return the oldest version that the package asks for."""
    if name == "Python":
        return str(PYPROJECT["requires-python"]).removeprefix(">=")
    listed = [*PYPROJECT["dependencies"], *PYPROJECT["optional-dependencies"]["docs"]]
    (found,) = (one for one in listed if one.startswith(f"{name.lower()}>="))
    return str(found.partition(">=")[2])


def test_versions_are_those_that_the_package_asks_for() -> None:
    """Those of the page about installing; it has one for everything that a user may choose."""
    rows = [
        " ".join(cell.astext() for cell in row.findall(nodes.entry))
        for row in trees()["start/install"].findall(nodes.row)
    ]
    versions = dict(VERSION.findall("\n".join(rows)))
    assert versions == {
        name: required(name) for name in ("Python", "Sphinx", "docutils", "MyST-Parser")
    }


def test_versions_that_other_pages_mention_are_the_same() -> None:
    """Whatever page or README names one; the changelog may speak of others as well."""
    for page, tree in trees().items():
        for sentence in re.split(r"[.:;!?]\s", " ".join(tree.astext().split())):
            if "newer" in sentence or page != "project/changelog":
                for name, version in VERSION.findall(sentence):
                    assert version == required(name), f"{page}: {sentence}"


@pytest.mark.parametrize("builder", ["html", "epub", "latex", "text", "man", "texinfo"])
def test_the_project_of_the_tutorial_is_built_without_a_warning(
    project: Project, builder: str
) -> None:
    """In every format, as it is: whoever tries another one meets no surprise."""
    project.write({file.name: file.read_text("utf-8") for file in EXAMPLE.iterdir()})
    project.build(builder)


def test_the_tutorial_is_the_same_in_markdown(project: Project) -> None:
    """Its page and its setting in Markdown make the text that those in reStructuredText make."""
    pytest.importorskip("myst_parser")
    files = {file.name: file.read_text("utf-8") for file in EXAMPLE.iterdir()}
    project.write(files)
    expected = project.build("text").text("index.txt")
    tutorial = DOCS.joinpath("start", "tutorial.rst").read_text("utf-8")
    (extensions,) = re.findall(r"``extensions = (.+?)``", tutorial)
    project.src.joinpath("index.rst").unlink()
    page = DOCS.joinpath("start", "example-markdown", "index.md").read_text("utf-8")
    project.write({"index.md": page})
    built = project.build("text", extensions=json.loads(extensions))
    assert built.text("index.txt") == expected


def test_the_five_lines_of_the_readme_are_a_project(project: Project) -> None:
    """They are all that it takes."""
    conf, terms, page, *_ = (block.text for block in blocks() if block.page == "README")
    project.write({"conf.py": conf, "terms.yaml": terms, "index.rst": f"Page\n====\n\n{page}"})
    built = project.build()
    assert built.one("a.medterm").get_text() == "extramedullary"
    assert built.one(".medterm-entry").get_text()
