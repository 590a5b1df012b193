"""The pictures of the documentation, taken from the demo: ``python -m tests.judges.pictures``."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple

from tests.judges.chromium import chromium
from tests.judges.demo import DOCS, build_demo
from tests.judges.judges import program, run
from tests.judges.look import open_card
from tests.judges.printed import typeset

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FloatRect, Page

IMAGES = DOCS / "images"
MARGIN = 16
SHOWN = "bone-marrow"
"""The key of the term whose entry the gallery shows."""


class Picture(NamedTuple):
    """A picture of the demo.

    :ivar frame: opens a page and returns the part of it that is taken.
    :ivar audience: whom the demo is built for.
    :ivar width: of the window, in CSS pixels.
    :ivar density: pixels for each CSS pixel.
    """

    frame: Callable[[Page], FloatRect]
    audience: str = "both"
    theme: str = "furo"
    scheme: Literal["light", "dark"] = "light"
    width: int = 1280
    density: float = 1.35

    @property
    def site(self) -> tuple[str, str]:
        """The theme and the audience of the site that it is taken from."""
        return self.theme, self.audience


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


def whole_entry(page: Page) -> FloatRect:
    """Frame the entry that the gallery shows."""
    page.goto(f"{page.url}glossary.html")
    shown = page.locator(f".medterm-entry[id='medterm-{SHOWN}']")
    shown.scroll_into_view_if_needed()
    box = shown.bounding_box()
    assert box
    return box


GALLERY = {
    f"gallery-{name}.png": Picture(whole_entry, theme=theme, density=1)
    for name, theme in (
        ("alabaster", "alabaster"),
        ("book", "sphinx_book_theme"),
        ("furo", "furo"),
        ("pydata", "pydata_sphinx_theme"),
        ("rtd", "sphinx_rtd_theme"),
    )
}

PICTURES = {
    "entry.png": Picture(entry),
    "card.png": Picture(card),
    "manual.png": Picture(meanings, "professional"),
    "leaflet.png": Picture(meanings, "plain"),
    **GALLERY,
    "gallery-dark.png": Picture(whole_entry, scheme="dark", density=1),
    "gallery-phone.png": Picture(whole_entry, width=360, density=1),
}
"""All pictures of web pages, by the names of their files."""


def take(browser: Browser, site: Path, name: str, picture: Picture) -> Path:
    """Take a picture.

    The window is high enough for all of it: a full-page picture would move cards that are open.
    """
    page = browser.new_page(
        viewport={"width": picture.width, "height": 2400},
        device_scale_factor=picture.density,
        color_scheme=picture.scheme,
    )
    page.goto(f"{site.as_uri()}/")
    box = picture.frame(page)
    left = max(box["x"] - MARGIN, 0)
    file = IMAGES / name
    page.screenshot(
        path=file,
        clip={
            "x": left,
            "y": box["y"] - MARGIN,
            "width": min(box["width"] + 2 * MARGIN, picture.width - left),
            "height": box["height"] + 2 * MARGIN,
        },
    )
    page.close()
    return file


def take_paper(folder: Path) -> Path:
    """Take the page of the book on which the entry of the gallery begins."""
    program("pdftoppm", "poppler-utils")
    build_demo("latex", folder / "latex", folder / "doctrees-latex")
    book = typeset(folder / "latex")
    label = SHOWN.replace("-", " ")
    number = max(
        number
        for number, lines in enumerate(book.pages, 1)
        if f"{label} noun" in lines and any(line.startswith("Narrower:") for line in lines)
    )
    pdf = folder / "latex" / "sphinx-medterm.pdf"
    file = IMAGES / "gallery-paper.png"
    shape = ["-png", "-singlefile", "-r", "80", "-f", str(number), "-l", str(number)]
    done = run("pdftoppm", *shape, pdf, file.with_suffix(""))
    assert done.returncode == 0, done.stderr
    return file


def main() -> None:
    """Take all pictures and say how large they are."""
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        for theme, audience in sorted({picture.site for picture in PICTURES.values()}):
            site = Path(folder, theme, audience)
            settings = [f"html_theme={theme}", f"medterm_audience={audience}"]
            build_demo("html", site, Path(folder, "doctrees", theme), settings)
            for name, picture in PICTURES.items():
                if picture.site == (theme, audience):
                    _say(take(browser, site, name, picture))
        _say(take_paper(Path(folder)))


def _say(file: Path) -> None:
    print(f"{file}: {file.stat().st_size // 1024} kB", flush=True)


if __name__ == "__main__":
    main()
