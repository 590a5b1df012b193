"""Words that readers of the docs search for, which a table gives to pages."""

from __future__ import annotations

import json
from typing import Any

import pytest

from .conftest import Build, Built, Project

CONF: dict[str, Any] = {
    "extensions": ["sphinx_medterm", "medterm_search_words"],
    "medterm_files": [],
}


def index_of(built: Built) -> dict[str, Any]:
    """Return the index entries that the search of a build knows."""
    text = built.text("searchindex.js")
    index = json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))
    entries: dict[str, Any] = index["indexentries"]
    return entries


@pytest.fixture
def searched(project: Project) -> Project:
    """Give a project whose builds write the index of the search."""
    project.search = True
    return project


def test_words_of_the_table_lead_to_the_title_of_their_page(page: Build, searched: Project) -> None:
    """They rank as main entries, and the page need not contain them."""
    searched.write({"search-words.toml": 'index = ["Tooltip", "A-Z"]\n'})
    built = page("Some text.", **CONF)
    title = built.one("section")["id"]
    assert index_of(built) == {word: [[0, title, True]] for word in ("tooltip", "a-z")}
    assert "Tooltip" in built.text("genindex.html")


def test_a_new_word_is_found_after_the_next_build(page: Build, searched: Project) -> None:
    """Pages are read again when the table changes, and only then."""
    searched.write({"search-words.toml": 'index = ["popup"]\n'})
    page("Some text.", **CONF)
    assert searched.build(**CONF).read == []
    searched.write({"search-words.toml": 'index = ["tooltip"]\n'})
    assert list(index_of(searched.build(**CONF))) == ["tooltip"]


def test_words_for_a_page_that_is_gone_are_reported(page: Build, searched: Project) -> None:
    """A page that is renamed must not lose its words silently."""
    searched.write({"search-words.toml": 'indx = ["popup"]\n'})
    page("Some text.", warns=["search-words.toml: there is no page 'indx'"], **CONF)


def test_pages_without_a_table_or_a_title_stay_as_they_are(page: Build, searched: Project) -> None:
    """There is no place to lead to."""
    assert index_of(page("Some text.", **CONF)) == {}
    searched.write({"search-words.toml": 'bare = ["popup"]\n', "bare.rst": ":orphan:\n\nText.\n"})
    assert index_of(searched.build(**CONF)) == {}
