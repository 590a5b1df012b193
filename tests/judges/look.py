"""Pictures of the demo in every theme, on one sheet: ``python -m tests.judges.look [folder]``.

A person looks at it; what a test can tell is in ``test_look.py``.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from tests.judges.chromium import chromium
from tests.judges.demo import THEMES, build_demo

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

DESK, PHONE, SMALL_PHONE, SHEET = 1280, 360, 320, 720
"""Widths in CSS pixels: two screens, the narrowest that WCAG 2.2 SC 1.4.10 asks for, and paper."""

_RICHEST = """entries => {
  const size = entry => entry.querySelectorAll("*").length;
  entries.reduce((most, entry) => size(entry) > size(most) ? entry : most).dataset.richest = "";
}"""

TOO_WIDE = """() => {
  const page = document.scrollingElement;
  const inner = [...document.querySelectorAll(".medterm-entry, .medterm-entry *")]
    .filter(one => one.scrollWidth > one.clientWidth && one.clientWidth > 1
      && getComputedStyle(one).display !== "inline")
    .map(one => one.outerHTML.slice(0, 120));
  const measured = page.scrollWidth;
  document.querySelectorAll(".medterm-entry").forEach(one => { one.style.display = "none"; });
  return measured > page.scrollWidth ? [`the page: ${measured}`, ...inner] : inner;
}"""
"""Lists what of the entries is wider than its place."""


def richest_entry(page: Page) -> Locator:
    """Find the entry of a page that consists of the most elements."""
    page.locator(".medterm-entry").evaluate_all(_RICHEST)
    return page.locator("[data-richest]")


# ---------------------------------------------------------------------- what is taken

Take = Callable[["Page", Path], None]


def take_entry(page: Page, file: Path) -> None:
    """Take the richest entry, whole."""
    richest_entry(page).screenshot(path=file)


def take_surroundings(page: Page, file: Path) -> None:
    """Take what the window shows around the beginning of the richest entry."""
    richest_entry(page).evaluate("entry => scrollBy(0, entry.getBoundingClientRect().top - 250)")
    page.screenshot(path=file)


def open_card(page: Page) -> Locator:
    """Open the card of the second mention of the article's own term."""
    words = page.locator("section section > p a.medterm-word")
    words.get_by_text("extramedullary", exact=True).nth(1).hover()
    card = page.locator(".medterm-card:popover-open")
    card.wait_for()
    return card


def take_card(page: Page, file: Path) -> None:
    """Take what the window shows around an open card."""
    open_card(page)
    page.screenshot(path=file)


@dataclass(frozen=True, kw_only=True)
class Shot:
    """One picture, to be taken in each theme."""

    title: str
    page: str
    width: int
    scheme: Literal["light", "dark"] = "light"
    media: Literal["screen", "print"] = "screen"
    take: Take = take_entry


SHOTS = [
    Shot(title="article", page="article.html", width=DESK, take=take_surroundings),
    Shot(title="article", page="article.html", width=DESK, scheme="dark", take=take_surroundings),
    *(
        Shot(title="entry", page="article.html", width=width, scheme=scheme)
        for width in (DESK, PHONE, SMALL_PHONE)
        for scheme in ("light", "dark")
    ),
    *(
        Shot(title="card", page="article.html", width=width, scheme=scheme, take=take_card)
        for width in (DESK, SMALL_PHONE)
        for scheme in ("light", "dark")
    ),
    Shot(title="glossary", page="glossary.html", width=DESK, take=take_surroundings),
    Shot(title="glossary, entry", page="glossary.html", width=DESK),
    Shot(title="glossary, entry", page="glossary.html", width=PHONE, scheme="dark"),
    Shot(title="entry on paper", page="article.html", width=SHEET, media="print"),
]
"""All pictures."""


# ---------------------------------------------------------------------- taking them


@contextmanager
def opened(browser: Browser, page: Path, shot: Shot) -> Iterator[Page]:
    """Open a page of the demo as a shot wants it."""
    height = 900 if shot.width == DESK else 720
    context = browser.new_context(
        viewport={"width": shot.width, "height": height}, color_scheme=shot.scheme
    )
    try:
        tab = context.new_page()
        tab.emulate_media(media=shot.media)
        tab.goto(page.as_uri())
        yield tab
    finally:
        context.close()


def take_all(folder: Path, themes: Iterable[str]) -> dict[tuple[int, str], str]:
    """Build the demo and take all pictures; gives their files by number and theme."""
    taken = {}
    with chromium() as browser:
        for theme in themes:
            site = folder / "sites" / theme
            build_demo("html", site, folder / "doctrees" / theme, [f"html_theme={theme}"])
            for number, shot in enumerate(SHOTS):
                file = folder / f"{theme}-{number:02}.png"
                with opened(browser, site / shot.page, shot) as page:
                    shot.take(page, file)
                taken[number, theme] = file.name
            print(f"{theme}: {len(SHOTS)} pictures", flush=True)
    return taken


# ---------------------------------------------------------------------- the sheet

_SHEET = """\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>sphinx-medterm in {count} themes</title>
<style>
  body {{ font: 15px/1.4 sans-serif; margin: 1rem; background: #eee; color: #222 }}
  section {{ display: flex; gap: 1rem; align-items: start; overflow-x: auto; padding: 1rem 0 }}
  figure {{ margin: 0; flex: none }}
  img {{ max-width: 46rem; border: 1px solid #999; background: #fff }}
</style>
<body>
{rows}
"""


def sheet(taken: dict[tuple[int, str], str], themes: Iterable[str]) -> str:
    """Lay the pictures out, one row for each shot."""
    rows = []
    for number, shot in enumerate(SHOTS):
        caption = f"{shot.title}, {shot.width} px, {shot.scheme}, {shot.media}"
        figures = (
            f'<figure><a href="{taken[number, theme]}"><img src="{taken[number, theme]}" '
            f'alt="{escape(caption)}, {theme}"></a><figcaption>{theme}</figcaption></figure>'
            for theme in themes
        )
        rows.append(f"<h2>{escape(caption)}</h2>\n<section>{''.join(figures)}</section>")
    return _SHEET.format(count=len(list(themes)), rows="\n".join(rows))


def main(arguments: list[str]) -> None:
    """Take the pictures and say where the sheet is."""
    folder = Path(arguments[0] if arguments else tempfile.mkdtemp(prefix="medterm-look-")).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    page = folder / "index.html"
    page.write_text(sheet(take_all(folder, THEMES), THEMES), encoding="utf-8")
    print(f"Open {page}")


if __name__ == "__main__":
    main(sys.argv[1:])
