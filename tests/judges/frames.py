"""What of the demo's web pages is in the pictures of the documentation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.judges.look import open_card

if TYPE_CHECKING:
    from playwright.sync_api import FloatRect, Locator, Page

SHOWN = "bone-marrow"
"""The key of the term whose entry the gallery shows."""

TAPPED = "primary myelofibrosis"
"""The word of the leaflet whose card is opened on a phone."""

LETTER = "E"
"""The letter of the index that is shown."""

SEARCHED = "marrow"

ABOVE = 200
"""CSS pixels above a part that is framed, more than what stays at the top of a window."""

ENTRY = f".medterm-entry[id='medterm-{SHOWN}']"


_QUIET = """
  .back-to-top, .content-icon-container { display: none !important }
  * { -webkit-tap-highlight-color: transparent }
"""
"""Hides buttons of the theme, and what a phone shows for a moment when it is tapped."""


def _box(part: Locator) -> FloatRect:
    """Return where a part of the page is in the window."""
    box = part.bounding_box()
    assert box, part
    return box


def _down_to(first: FloatRect, last: FloatRect) -> FloatRect:
    return {**first, "height": last["y"] + last["height"] - first["y"]}


def _go(page: Page, name: str) -> None:
    page.goto(page.url.replace("glossary.html", name))
    page.add_style_tag(content=_QUIET)


def _at_top(part: Locator, above: int) -> None:
    """Scroll until a part of the page has so many pixels above it."""
    part.evaluate(
        "(part, above) => scrollTo({ behavior: 'instant',"
        " top: scrollY + part.getBoundingClientRect().top - above })",
        above,
    )


# ---------------------------------------------------------------------- the article


def article_with_card(page: Page) -> None:
    """Show the beginning of the article with the card of its word open."""
    _go(page, "article.html")
    words = page.locator("section section > p a.medterm-word")
    word = words.get_by_text("extramedullary", exact=True).nth(1)
    _at_top(word.locator("xpath=ancestor::section[1]/*[self::h2]"), above=60)
    open_card(page)


def article_entry(page: Page) -> FloatRect:
    """Frame the entry of the article, from its headword to its word parts."""
    return _article_entry_down_to(page, ".medterm-parts")


def article_meanings(page: Page) -> FloatRect:
    """Frame the entry of the article, from its headword to its definitions."""
    return _article_entry_down_to(page, ".medterm-definition")


_HIDE_REST = """part => {
  for (let one = part; !one.matches(".medterm-entry"); one = one.parentElement)
    for (let next = one; next = next.nextElementSibling;) next.style.visibility = "hidden";
}"""


def _article_entry_down_to(page: Page, part: str) -> FloatRect:
    _go(page, "article.html")
    shown = page.locator(".medterm-entry")
    last = shown.locator(part)
    last.evaluate(_HIDE_REST)
    _at_top(shown, above=ABOVE)
    return _down_to(_box(shown), _box(last))


# ---------------------------------------------------------------------- the glossary


def whole_entry(page: Page) -> FloatRect:
    """Frame the entry that the gallery shows."""
    shown = _entry_alone(page)
    _at_top(shown, above=ABOVE)
    return _box(shown)


def entry_in_window(page: Page) -> None:
    """Show the entry of the gallery near the top of the window."""
    _at_top(_entry_alone(page), above=136)


def _entry_alone(page: Page) -> Locator:
    """Return the entry of the gallery, and hide the end of the one before it."""
    _go(page, "glossary.html")
    shown = page.locator(ENTRY)
    shown.evaluate("entry => { entry.previousElementSibling.style.visibility = 'hidden' }")
    return shown


def card_by_finger(page: Page) -> None:
    """Show the leaflet with a card that has been tapped open."""
    _go(page, "leaflet.html")
    word = page.locator("article a.medterm-word").get_by_text(TAPPED, exact=True).first
    _at_top(word, above=200)
    word.tap()
    page.locator(".medterm-card:popover-open").wait_for()


# ---------------------------------------------------------------------- finding


def letter_of_index(page: Page) -> FloatRect:
    """Frame a letter of the general index."""
    _go(page, "genindex.html")
    letter = page.locator(f"section#{LETTER}")
    _at_top(letter, above=ABOVE)
    return _box(letter)


def search_results(page: Page) -> FloatRect:
    """Search for a word, and frame the first results."""
    _go(page, f"search.html?q={SEARCHED}")
    results = page.locator("#search-results")
    last = results.locator("ul.search > li").nth(4)
    last.wait_for()
    results.locator(".search-summary").get_by_text("finished").wait_for()
    return _down_to(_box(results), _box(last))
