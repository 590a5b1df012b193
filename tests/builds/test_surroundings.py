"""The extension among others: further builders, odd places, the project's own documentation."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from .conftest import Build, Project

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("builder", ["dummy", "changes", "json", "pickle", "htmlhelp", "qthelp"])
def test_other_builders_work_too(page: Build, project: Project, builder: str) -> None:
    """Also those that nobody has thought of."""
    project.search = project.theme_files = True
    page(":medterm:`anemia`\n\n.. medterm:glossary::\n", builder=builder)


def test_link_check_sees_the_addresses_of_entries(page: Build) -> None:
    """Addresses of sources and codes are checked like those of the pages."""
    built = page(
        ".. medterm:: anemia\n",
        builder="linkcheck",
        linkcheck_ignore=[".*"],
        suppress_warnings=["medterm.no_entry"],
    )
    assert "https://doi.org/10.1000/xyz123" in built.text("output.json")


def test_entry_in_lists_admonitions_and_tables(page: Build) -> None:
    """The directive works wherever directives do, on paper too."""
    text = (
        "* .. medterm:: bleeding\n\n"
        ".. note::\n\n   .. medterm:: zebra\n\n"
        ".. list-table::\n\n   * - .. medterm:: anemia\n          :hide: conditions\n"
    )
    quiet = {"suppress_warnings": ["medterm.no_entry"]}
    built = page(text, **quiet)
    assert (
        len(built.html().select("li .medterm-entry, .note .medterm-entry, td .medterm-entry")) == 3
    )
    page(text, builder="latex", **quiet)


@pytest.mark.parametrize("builder", ["html", "singlehtml", "latex", "text", "texinfo", "man"])
def test_entries_in_todo_lists(project: Project, builder: str) -> None:
    """A list of to-dos copies entries to its page, from scratch and after an edit of that page."""
    project.conf.update(
        extensions=["sphinx_medterm", "sphinx.ext.todo"], todo_include_todos=True, nitpicky=True
    )
    todo = ".. todo::\n\n   .. medterm:: anemia\n\n.. todo::\n\n   .. medterm:glossary::\n"
    project.write(
        {
            "index.rst": "Page\n====\n\n.. toctree::\n\n   a/todo\n   b\n",
            "a/todo.rst": f"To do\n=====\n\n{todo}",
            "b.rst": "List\n====\n\n.. todolist::\n",
        }
    )
    project.build(builder)
    project.write({"b.rst": "Again\n=====\n\n.. todolist::\n"})
    built = project.build(builder)
    if builder == "html":
        listed = built.html("b.html")
        assert len(listed.select(".medterm-entry")) == 5
        assert not listed.select("[id^=medterm-]")
        links = {str(link["href"]) for link in listed.select("a.medterm")}
        assert {link for link in links if not link.startswith("a/todo.html#medterm-")} == set()


def test_getting_started_files_build_without_a_warning(tmp_path: Path) -> None:
    """What a newcomer is told to write works as it stands."""
    project = Project(tmp_path, search=True, theme_files=True)
    shutil.copytree(DOCS / "start" / "example", project.src)
    built = project.build()
    assert built.html().select("a.medterm")
    assert built.html().select("div.medterm-entry")
