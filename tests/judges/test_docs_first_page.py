"""The first page of the documentation, as it meets the eye."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.judges.conftest import Demo
from tests.judges.judges import need_modules

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator


def bottom(found: Locator) -> float:
    """Return where an element ends, in pixels from the top of the window."""
    box = found.bounding_box()
    assert box
    return float(box["y"] + box["height"])


def test_one_screen_shows_the_way_in(browser: Browser, demo: Demo) -> None:
    """Install line, input beside its result, four doors and all guides, without scrolling."""
    need_modules("playwright")
    view = browser.new_page(viewport={"width": 1440, "height": 900})
    view.goto(demo().joinpath("index.html").as_uri())
    doors = view.locator("dl.doors > dd")
    assert doors.count() == 4
    places = [*doors.all(), *view.locator(".sidebar-tree > ul > li > a").all()]
    assert max(map(bottom, places)) <= 900
    written, result = view.locator(".at-work pre").first, view.locator(".at-work .example-result a")
    left, right = written.bounding_box(), result.bounding_box()
    assert left
    assert right
    assert left["x"] + left["width"] < right["x"]
    result.hover()
    card = view.locator(".medterm-card:visible")
    card.wait_for()
    assert "formation of blood cells" in card.inner_text()
    view.close()


@pytest.mark.parametrize("width", [320, 390, 768, 1024])
def test_nothing_runs_out_of_a_small_screen(browser: Browser, demo: Demo, width: int) -> None:
    """Neither the page nor its code has to be scrolled sideways."""
    view = browser.new_page(viewport={"width": width, "height": 800})
    view.goto(demo().joinpath("index.html").as_uri())
    wide = "list => list.filter(e => e.scrollWidth > e.clientWidth + 1).map(e => e.outerHTML)"
    assert view.eval_on_selector_all("html, .at-work pre", wide) == []
    view.close()
