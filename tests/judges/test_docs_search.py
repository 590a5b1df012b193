"""Words that readers of the documentation search for lead to the page that they need."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.judges.conftest import Demo
from tests.judges.demo import DOCS
from tests.judges.judges import need_modules
from tests.judges.server import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

LISTED = tomllib.loads((DOCS / "search-words.toml").read_text("utf-8"))
FOUND_AS_WELL = {
    "start/install": ["how to install", "version"],
    "start/questions": ["questions"],
    "write/cards": ["tooltip", "popup", "hover card", "hovercard"],
    "write/abbreviations": ["acronym", "abbreviation"],
    "write/automatic-links": ["automatic links"],
    "terms/names": ["homonym", "synonym", "misspelling", "spelling"],
    "terms/relations": ["broader"],
    "terms/codes": ["SNOMED"],
    "terms/licenses": ["license", "licence"],
    "terms/check": ["typo"],
    "terms/editor": ["schema", "editor"],
    "build/ci": ["GitHub"],
    "build/look": ["theme", "color", "colour", "font"],
    "build/large": ["incremental", "parallel", "slow build"],
    "build/fix-warnings": ["error", "warning"],
    "gallery": ["gallery"],
    "reference/configuration": ["configuration"],
    "project/changelog": ["changelog"],
    "contributing": ["contributing"],
}
"""Words that nobody has to list: other forms of listed ones, parts of them, and titles."""


@pytest.fixture(scope="module")
def address(demo: Demo) -> Iterator[str]:
    """Serve the documentation, whose search loads its index."""
    need_modules("playwright")
    with served(demo()) as served_at:
        yield served_at


def wanted() -> Iterator[tuple[str, str]]:
    """Yield each page with each word that leads to it."""
    for words_of in (LISTED, FOUND_AS_WELL):
        for page, words in words_of.items():
            yield from ((page, word) for word in words)


def test_words_of_readers_lead_to_their_page(browser: Browser, address: str) -> None:
    """Among the first three results is a page that helps."""
    view = browser.new_page()
    missed = {}
    for page, word in wanted():
        view.goto(f"{address}/search.html?q={quote(word)}")
        view.wait_for_selector("#search-results h2:text-is('Search Results')")
        links = view.locator("#search-results ul.search > li > a").all()[:3]
        found = [str(link.get_attribute("href")).partition(".html")[0] for link in links]
        if page not in found:
            missed[page, word] = found
    view.close()
    assert missed == {}
