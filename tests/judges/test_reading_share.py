"""How much of a glossary is what readers come for: heights, measured in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.judges.conftest import Demo

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WIDTH = 1440
TALLEST = 22_000
"""Height of the demo's glossary in CSS pixels; with codes and sources in view it had 38,800."""
LEAST = 0.25
"""Share of definitions, plain words and examples in that; it was 0.14."""

_SHARE = """page => {
  const height = one => one.getBoundingClientRect().height;
  const sum = selector =>
    [...page.querySelectorAll(selector)].map(height).reduce((a, b) => a + b, 0);
  const beside = ".medterm-scope, .medterm-sense-relations, .medterm-sense-codes";
  return (sum(".medterm-definition") - sum(beside)) / height(page);
}"""


@pytest.fixture
def glossary(browser: Browser, demo: Demo) -> Iterator[Page]:
    """Open the demo's glossary."""
    context = browser.new_context(viewport={"width": WIDTH, "height": 900})
    page = context.new_page()
    page.goto(demo("html", "furo").joinpath("glossary.html").as_uri())
    yield page
    context.close()


def test_glossary_is_not_too_long(glossary: Page) -> None:
    """What few readers need takes one line of an entry."""
    assert glossary.evaluate("document.documentElement.scrollHeight") <= TALLEST


def test_readers_find_what_they_come_for(glossary: Page) -> None:
    """A good part of the page explains words."""
    assert glossary.locator("article").evaluate(_SHARE) >= LEAST


def test_proof_is_in_print_though_it_is_folded(glossary: Page) -> None:
    """A sheet cannot be unfolded."""
    listed = glossary.locator(".medterm-source-list").first
    assert not listed.is_visible()
    glossary.emulate_media(media="print")
    assert listed.evaluate("one => one.getBoundingClientRect().height") > 0
    assert listed.evaluate("one => one.checkVisibility({contentVisibilityAuto: true})")


def test_link_to_a_source_unfolds_it(glossary: Page) -> None:
    """Readers who follow a mark see what it stands for."""
    mark = glossary.locator("a.medterm-cite").first
    address = str(mark.get_attribute("href"))
    mark.click()
    source = glossary.locator(f"[id='{address.removeprefix('#')}']")
    source.wait_for(state="visible")
    assert source.evaluate("one => one.closest('details').open")


def test_keys_unfold_what_is_folded(glossary: Page) -> None:
    """As they do with any such element."""
    summary = glossary.locator(".medterm-proof > summary").first
    summary.focus()
    glossary.keyboard.press("Enter")
    assert summary.evaluate("one => one.parentElement.open")
