"""Programs that read pages find the text of a card where the entry is, and nowhere else."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.builds.conftest import Build, Project
from tests.judges.card_page import build_cards, opened
from tests.judges.judges import need_modules, npm_file, run
from tests.judges.server import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PHRASE = "loss of blood"
"""The definition of a term that ``index.html`` mentions and ``words.html`` explains."""


# ---------------------------------------------------------------------- search engines

_ASK_PAGEFIND = """async (phrase) => {
  const pagefind = await import("/pagefind/pagefind.js");
  const found = await pagefind.search(`"${phrase}"`);
  const pages = await Promise.all(found.results.map((result) => result.data()));
  return pages.map((page) => page.url).sort();
}"""


@pytest.mark.parametrize("printed", [False, True])
def test_pagefind_finds_a_definition_on_the_page_of_its_entry_only(
    browser: Browser, tmp_path: Path, printed: bool
) -> None:
    """And words of their own on all pages that have them."""
    pagefind = npm_file("MEDTERM_PAGEFIND", "pagefind", ".bin/pagefind")
    html = build_cards(tmp_path, medterm_print_terms=printed)
    done = run(pagefind, "--site", html)
    assert done.returncode == 0, done.stdout + done.stderr
    view = browser.new_page()
    with served(html) as address:
        view.goto(f"{address}/index.html")
        assert view.evaluate(_ASK_PAGEFIND, PHRASE) == ["/words.html"]
        own = view.evaluate(_ASK_PAGEFIND, "make the page as long")
        assert own == ["/", "/words.html"]
    view.close()


def test_summary_of_a_search_result_has_no_text_of_cards(
    browser: Browser, page: Build, project: Project
) -> None:
    """The search looks for stems, so the first "bodi" of the page would be that of the card."""
    need_modules("playwright")
    words = "Words\n=====\n\n.. medterm:glossary::\n"
    terms = "terms: {cell: {definition: among the smallest of bodies}}"
    project.write({"terms.yaml": terms, "words.rst": words})
    text = "Each :medterm:`cell` of a body.\n\n.. toctree::\n   :hidden:\n\n   words\n"
    built = page(text, html_theme="alabaster")
    view = browser.new_page()
    with served(built.out) as address:
        view.goto(f"{address}/search.html?q=body")
        view.wait_for_function("document.querySelectorAll('#search-results .context').length == 2")
        results = view.locator("#search-results li").all_inner_texts()
    view.close()
    summaries = {"Words" if result.startswith("Words") else "Page": result for result in results}
    assert "smallest" in summaries["Words"]
    assert "smallest" not in summaries["Page"]


# ---------------------------------------------------------------------- reader modes

_READ = "new Readability(document.cloneNode(true)).parse().textContent"


@pytest.mark.parametrize("kind", ["full", "text"])
def test_reader_mode_shows_no_cards(browser: Browser, tmp_path: Path, kind: str) -> None:
    """Neither those that have not been opened nor those that are closed again."""
    readability = npm_file(
        "MEDTERM_READABILITY", "@mozilla/readability", "@mozilla/readability/Readability.js"
    )
    html = build_cards(tmp_path, medterm_cards=kind)
    with opened(browser, html / "index.html") as view:
        view.page.add_script_tag(path=readability)
        for _time in range(2):
            read = view.page.evaluate(_READ)
            assert "make the page as long as pages are" in read
            assert PHRASE not in read
            view.hover("bleeding")
            assert PHRASE in view.card.inner_text()
            view.page.keyboard.press("Escape")
            view.move_away()
