"""Where a link to an entry leads: what is marked there, and whether the theme's header hides it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.judges.axe import violations
from tests.judges.conftest import Demo
from tests.judges.demo import THEMES

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

Arrive = Callable[..., "Page"]
ENTRY, SENSE = "medterm-intramedullary", "medterm-intramedullary--marrow"
SOURCE = "medterm_source-intramedullary-1"

_SEEN = """target => {
  const entry = target.closest(".medterm-entry");
  const shown = target === entry ? entry.querySelector(".medterm-label") : target;
  const box = shown.getClientRects()[0];
  const hit = document.elementFromPoint(box.x + 8, box.y + 3);
  const style = (one, pseudo) => getComputedStyle(one, pseudo);
  return {
    inView: box.y >= 0 && box.y < innerHeight / 2,
    onTop: entry.contains(hit),
    marked: style(entry.querySelector(".medterm-label")).backgroundColor !== "rgba(0, 0, 0, 0)",
    barred: style(target.closest("li") ?? target, "::before").borderInlineStartWidth === "3px",
    framed: [entry, target].some((one) => style(one).outlineStyle !== "none"),
  };
}"""
_PLAIN = {"inView": True, "onTop": True, "marked": False, "barred": False, "framed": False}


@pytest.fixture
def arrive(browser: Browser, demo: Demo) -> Iterator[Arrive]:
    """Return a function that follows a link to an entry of the glossary."""
    contexts = []

    def follow(anchor: str, theme: str = "furo", width: int = 1440, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 800}, **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(f"{demo(theme=theme).joinpath('glossary.html').as_uri()}#{anchor}")
        return page

    yield follow
    for context in contexts:
        context.close()


def seen(page: Page) -> Any:
    """Return what can be seen of the target of a page, when that has come to rest."""
    last = None
    while (place := page.evaluate("scrollY")) != last:
        last = place
        page.wait_for_timeout(200)
    return page.locator(":target").evaluate(_SEEN)


@pytest.mark.parametrize("width", [1440, 375])
@pytest.mark.parametrize("theme", THEMES)
def test_headword_is_marked_and_no_header_hides_it(arrive: Arrive, theme: str, width: int) -> None:
    """Of an entry and of a sense; a sense has a bar as well. Nothing has a frame."""
    assert seen(arrive(ENTRY, theme, width)) == _PLAIN | {"marked": True}
    assert seen(arrive(SENSE, theme, width)) == _PLAIN | {"marked": True, "barred": True}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marked_headword_is_readable(arrive: Arrive, scheme: str) -> None:
    """Also for those who need contrast."""
    page = arrive(ENTRY, color_scheme=scheme)
    assert violations(page, ".medterm-entry:target > .medterm-headword") == set()


def test_source_of_an_entry_has_a_bar_alone(arrive: Arrive) -> None:
    """Who follows a citation mark knows the entry."""
    page = arrive(ENTRY)
    page.evaluate("id => { location.hash = id }", SOURCE)
    assert {**seen(page), "inView": True, "onTop": True} == _PLAIN | {"barred": True}


def test_nothing_is_marked_on_paper(arrive: Arrive) -> None:
    """The reader of a printed page has followed no link."""
    page = arrive(SENSE)
    page.emulate_media(media="print")
    found = seen(page)
    assert (found["marked"], found["barred"], found["framed"]) == (False, False, False)
