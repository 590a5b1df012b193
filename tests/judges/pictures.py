"""The pictures of the documentation, taken from the demo: ``python -m tests.judges.pictures``."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tests.judges.chromium import chromium
from tests.judges.demo import DOCS, build_demo
from tests.judges.look import open_card

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FloatRect, Page

MARGIN = 16
DENSITY = 1.4
"""Pixels for each CSS pixel: sharp on dense screens, and below 200 kB."""


def entry(page: Page) -> FloatRect:
    """Frame the entry of the article, from its headword to its word parts."""
    page.goto(f"{page.url}article.html")
    shown = page.locator(".medterm-entry")
    box = shown.bounding_box()
    last = shown.locator(".medterm-parts").bounding_box()
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


PICTURES: dict[str, Callable[[Page], FloatRect]] = {"entry.png": entry, "card.png": card}
"""Each picture, with what opens its page and frames it."""


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
        site = Path(folder, "site")
        build_demo("html", site, Path(folder, "doctrees"), ["html_theme=furo"])
        for name, frame in PICTURES.items():
            file = take(browser, site, name, frame)
            print(f"{file}: {file.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
