"""A view is one class: placement, links, cards and digests follow from what it says of itself."""

from __future__ import annotations

import pytest

from . import list_view
from .conftest import Built, Project

DATA = r"""
terms:
  one: {definition: "first"}
  two: {label: "deux $x$", synonyms: [zwei], definition: "second", plain_definition: "2nd"}
  three: {definition: "third; see :medterm:`one`"}
  four: {definition: "fourth"}
"""
PAGES = {
    "index.rst": "I\n=\n\n.. toctree::\n\n   list\n   entry\n   others\n   nothing\n",
    "list.rst": "L\n=\n\n.. medterm:list::\n\n   three\n   zwei\n",
    "entry.rst": "E\n=\n\n.. medterm:: two\n",
    "others.rst": "O\n=\n\n.. medterm:glossary::\n   :used:\n",
    "nothing.rst": "N\n=\n",
}
EDITS: dict[str, dict[str, str]] = {
    "a label": {"terms.yaml": DATA.replace("deux", "due")},
    "a definition, which the card shows": {"terms.yaml": DATA.replace("third;", "the third;")},
    "a name": {"terms.yaml": DATA.replace("[zwei]", "[zweite]").replace("fourth", "4", 1)},
    "another term of that name": {
        "terms.yaml": DATA.replace("synonyms: [zwei], ", "").replace("four: {", "zwei: {")
    },
    "the place of an entry": {"entry.rst": "E\n=\n", "nothing.rst": "N\n=\n\n.. medterm:: two\n"},
    "the sections of an entry": {"entry.rst": "E\n=\n\n.. medterm:: two\n   :hide: definition\n"},
    "the page without its entry": {"others.rst": "O\n=\n"},
    "the list": {"list.rst": "L\n=\n\n.. medterm:list::\n   :audience: plain\n\n   one\n"},
}
NAMES = [name.removesuffix(".rst") for name in PAGES]


@pytest.fixture
def listing(project: Project) -> Project:
    """Write a project with a list of terms."""
    project.write({"terms.yaml": DATA, **PAGES})
    project.conf = {"extensions": ["sphinx_medterm", list_view.__name__]}
    return project


def said(built: Built) -> dict[str, str]:
    """Return what the pages say."""
    return {name: built.html(f"{name}.html").select_one("[role=main]").decode() for name in NAMES}  # type: ignore[union-attr]


@pytest.mark.parametrize("edit", EDITS)
def test_pages_with_a_view_of_links_follow_edits(listing: Project, edit: str) -> None:
    """After each edit they say what a clean build says."""
    before = said(listing.build(check=False))
    listing.write(EDITS[edit])
    after, clean = listing.build(check=False), listing.build(out="clean", doctrees="d", check=False)
    assert said(after) == said(clean) != before


@pytest.mark.parametrize("builder", ["html", "latex", "text", "man", "dummy", "gettext"])
def test_a_view_of_links_is_written_in_every_format(listing: Project, builder: str) -> None:
    """Without a warning; on web pages, as links with cards."""
    built = listing.build(builder)
    if builder != "html":
        return
    links = {link["href"]: link.get_text() for link in built.html("list.html").select(".listed a")}
    assert links == {"others.html#medterm-three": "three", "entry.html#medterm-two": "deux $x$"}
    assert len(built.html("list.html").select(".medterm-card")) == 2


def test_what_a_view_names_is_in_use(listing: Project) -> None:
    """A glossary of used terms has them, and those that their entries lead to."""
    entries = listing.build().html("others.html").select(".medterm-entry")
    assert [entry["id"] for entry in entries] == ["medterm-one", "medterm-three"]


def test_a_view_of_links_ignores_what_only_entries_show(listing: Project) -> None:
    """Its page is not written for a code of a term, which its card does not show."""
    listing.build()
    listing.write({"terms.yaml": DATA.replace("two: {", 'two: {codes: ["HP:0001892"], ')})
    written = listing.build().written
    assert "entry" in written
    assert "list" not in written


def test_links_of_a_copy_lead_from_the_page_that_it_is_on(listing: Project) -> None:
    """To-do lists copy what stands on a page in another folder."""
    listing.conf["extensions"] = [*listing.conf["extensions"], "sphinx.ext.todo"]
    todo = ":orphan:\n\nT\n=\n\n.. todo::\n\n   .. medterm:list::\n\n      two\n"
    listing.write({"deep/todo.rst": todo, "nothing.rst": "N\n=\n\n.. todolist::\n"})
    listing.build(check=False, todo_include_todos=True)
    listing.write({"nothing.rst": "Nothing\n=======\n\n.. todolist::\n"})
    built = listing.build(check=False, todo_include_todos=True)
    links = built.html("nothing.html").select("ul.listed a")
    assert [link["href"] for link in links] == ["entry.html#medterm-two"]
