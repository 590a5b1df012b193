"""Jupyter Book 1, with its own versions of Sphinx and MyST, builds the book that the docs show."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup

from tests.builds.conftest import parsed
from tests.judges.judges import missing, run

if TYPE_CHECKING:
    from playwright.sync_api import Browser

VARIABLE = "MEDTERM_JUPYTER_BOOK"
BOOK = Path(__file__).parents[2] / "docs" / "write" / "jupyter-book"


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the book's pages; a warning would have stopped its build."""
    out = tmp_path_factory.mktemp("book")
    options = ("-W", "-n", "--keep-going", "--path-output", out)
    # It cannot be installed beside the newest Sphinx.
    program = os.environ.get(VARIABLE) or missing("Jupyter Book 1", f"name it in {VARIABLE}")
    done = run(program, "build", *options, BOOK)
    assert done.returncode == 0, done.stdout + done.stderr
    return out / "_build" / "html"


def page(book: Path, name: str) -> BeautifulSoup:
    """Return a page of the book, parsed."""
    return parsed((book / f"{name}.html").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("name", "entries"),
    [
        ("report", ["medterm-extramedullary"]),
        ("counting", []),
        ("glossary", ["medterm-bone-marrow", "medterm-hematopoiesis"]),
    ],
)
def test_entries_stand_on_the_pages_of_a_book(book: Path, name: str, entries: list[str]) -> None:
    """In Markdown, by the directive and in the glossary; the notebook has none."""
    assert [entry["id"] for entry in page(book, name).select(".medterm-entry")] == entries


@pytest.mark.parametrize(
    ("name", "written", "automatic"),
    [
        ("report", ["extramedullary", "marrow"], ["Extra-medullary"]),
        ("counting", ["hematopoiesis"], ["bone marrow"]),
    ],
)
def test_mentions_of_a_book_are_links(
    book: Path, name: str, written: list[str], automatic: list[str]
) -> None:
    """By a role and by themselves, on a page in Markdown and in a notebook."""
    links = page(book, name).select("section > p a.medterm")
    found = [(link.text, "medterm-auto" in link["class"]) for link in links]
    assert sorted(found) == sorted(
        [*((text, False) for text in written), *((text, True) for text in automatic)]
    )


@pytest.mark.parametrize("name", ["report", "counting", "glossary"])
def test_links_of_a_book_lead_to_entries(book: Path, name: str) -> None:
    """Those of its cards as well."""
    for link in page(book, name).select("a.medterm, .medterm-card a"):
        address = urlsplit(str(link["href"]))
        target = page(book, address.path.removesuffix(".html") or name)
        assert target.find(id=unquote(address.fragment)), link


@pytest.mark.parametrize(
    ("name", "terms"),
    [
        ("report", ["extramedullary", "bone-marrow", "hematopoiesis"]),
        ("counting", ["hematopoiesis", "bone-marrow"]),
        ("glossary", []),
    ],
)
def test_pages_of_a_book_have_cards(book: Path, name: str, terms: list[str]) -> None:
    """One for each term that the page links, with the script and the style sheet."""
    html = page(book, name)
    cards = [str(card["id"]) for card in html.select(".medterm-card")]
    assert sorted(cards) == sorted(f"medterm_card-{term}" for term in terms)
    for file in ("medterm-card.js", "medterm-card.css"):
        used = file in str(html.head)
        assert used == bool(terms)
        assert not used or (book / "_static" / file).is_file()


def test_cards_of_a_book_open_over_its_theme(book: Path, browser: Browser) -> None:
    """As the mouse is over an automatic link in a notebook."""
    page = browser.new_page()
    page.goto((book / "counting.html").as_uri())
    page.locator("a.medterm-auto").hover()
    card = page.locator(".medterm-card:popover-open")
    card.wait_for()
    assert "soft tissue in the cavities of bones" in card.inner_text()
    page.close()
