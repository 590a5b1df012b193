"""The pictures of the documentation, taken from the demo: ``python -m tests.judges.pictures``."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from tests.judges.chromium import chromium
from tests.judges.demo import DOCS, build_demo
from tests.judges.look import open_card

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FloatRect, Page

MARGIN = 16
DENSITY = 1.35
"""Pixels for each CSS pixel: sharp on dense screens, and below 200 kB."""


class Picture(NamedTuple):
    """A picture of the demo.

    :ivar frame: opens a page and gives the part of it that is taken.
    :ivar audience: whom the demo is built for.
    """

    frame: Callable[[Page], FloatRect]
    audience: str = "both"


def entry(page: Page) -> FloatRect:
    """Frame the entry of the article, from its headword to its word parts."""
    return _entry_down_to(page, ".medterm-parts")


def meanings(page: Page) -> FloatRect:
    """Frame the entry of the article, from its headword to its definitions."""
    return _entry_down_to(page, ".medterm-definition")


def _entry_down_to(page: Page, part: str) -> FloatRect:
    page.goto(f"{page.url}article.html")
    shown = page.locator(".medterm-entry")
    box = shown.bounding_box()
    last = shown.locator(part).bounding_box()
    assert box
    assert last
    bottom = last["y"] + last["height"]
    return {**box, "height": bottom - box["y"]}


def card(page: Page) -> FloatRect:
    """Frame a mention in the article with its card open, and the text around them."""
    page.goto(f"{page.url}article.html")
    opened = open_card(page).bounding_box()
    word = page.locator(".medterm-open").bounding_box()
    assert opened
    assert word
    text = page.locator("article section section > p").first.bounding_box()
    assert text
    top = min(opened["y"], word["y"])
    bottom = max(opened["y"] + opened["height"], word["y"] + word["height"])
    return {**text, "y": top, "height": bottom - top + 2 * word["height"]}


PICTURES = {
    "entry.png": Picture(entry),
    "card.png": Picture(card),
    "manual.png": Picture(meanings, "professional"),
    "leaflet.png": Picture(meanings, "plain"),
}
"""All pictures, by the names of their files."""


def take(browser: Browser, site: Path, name: str, frame: Callable[[Page], FloatRect]) -> Path:
    """Take a picture, with more pixels than it is shown with on most screens.

    The window is high enough for all of it: a full-page picture would move cards that are open.
    """
    page = browser.new_page(viewport={"width": 1280, "height": 2400}, device_scale_factor=DENSITY)
    page.goto(f"{site.as_uri()}/")
    box = frame(page)
    file = DOCS / "images" / name
    page.screenshot(
        path=file,
        clip={
            "x": box["x"] - MARGIN,
            "y": box["y"] - MARGIN,
            "width": box["width"] + 2 * MARGIN,
            "height": box["height"] + 2 * MARGIN,
        },
    )
    page.close()
    return file


def main() -> None:
    """Take all pictures and say how large they are."""
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        for audience in sorted({picture.audience for picture in PICTURES.values()}):
            site = Path(folder, audience)
            build_demo("html", site, Path(folder, "doctrees"), _settings(audience))
            for name, picture in PICTURES.items():
                if picture.audience == audience:
                    file = take(browser, site, name, picture.frame)
                    print(f"{file}: {file.stat().st_size // 1024} kB")


def _settings(audience: str) -> list[str]:
    return ["html_theme=furo", f"medterm_audience={audience}"]


if __name__ == "__main__":
    main()
