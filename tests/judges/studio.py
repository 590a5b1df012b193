"""Where the pictures of the documentation are taken: a browser, and the demo in every format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from tests.judges.demo import build_demo
from tests.judges.judges import npm_file, program, run
from tests.judges.server import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FloatRect, Page

DENSITY = 2
"""Pixels for each CSS pixel, so that pictures are crisp on screens of phones as well."""

MARGIN = 16
"""CSS pixels around the framed part of a page."""

TALL = 2600
"""The height of a window for all of a framed part: full-page pictures would move open cards."""

Audience = Literal["both", "professional", "plain"]
Scheme = Literal["light", "dark"]
Frame = Callable[["Page"], "FloatRect | None"]
"""Opens a page of a site and returns the part of it that is taken, or None for the window."""


@dataclass(frozen=True)
class Studio:
    """What all pictures are taken with.

    :ivar folder: for what is built, to be deleted when the pictures have been taken.
    """

    browser: Browser
    folder: Path

    def demo(self, builder: str, *settings: str) -> Path:
        """Build the demo, unless it has been built so, and return the folder.

        :param settings: of the configuration, ``name=value``.
        """
        out = self.folder / "-".join([builder, *settings])
        if not out.exists():
            doctrees = self.folder / f"doctrees-{builder}"
            build_demo(builder, out, doctrees, settings, fresh=False)
        return out


Taker = Callable[[Studio, Path], None]
"""Takes a picture and writes it to a file."""


def web(
    frame: Frame,
    *settings: str,
    scheme: Scheme = "light",
    size: tuple[int, int] = (1280, TALL),
    density: float = DENSITY,
    touch: bool = False,
) -> Taker:
    """Return what takes a picture of a web page of the demo.

    :param settings: of the configuration, ``name=value``.
    :param size: of the window, in CSS pixels.
    :param touch: whether the screen is one for fingers.
    """

    def take(studio: Studio, file: Path) -> None:
        site = studio.demo("html", *settings)
        context = studio.browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            device_scale_factor=density,
            color_scheme=scheme,
            has_touch=touch,
            is_mobile=touch,
        )
        with served(site) as address, context:
            page = context.new_page()
            page.goto(f"{address}/glossary.html")
            part = frame(page)
            page.screenshot(path=file, clip=_with_margin(part, size[0]) if part else None)

    return take


def _with_margin(part: FloatRect, width: int) -> FloatRect:
    left = max(part["x"] - MARGIN, 0)
    return {
        "x": left,
        "y": max(part["y"] - MARGIN, 0),
        "width": min(part["width"] + 2 * MARGIN, width - left),
        "height": part["height"] + 2 * MARGIN,
    }


def take_sheet(pdf: Path, number: int, file: Path, dots: int = 120) -> None:
    """Take a page of a PDF.

    :param dots: pixels for each inch.
    """
    pdftoppm = program("pdftoppm", "poppler-utils")
    shape = ["-png", "-singlefile", "-r", str(dots), "-f", str(number), "-l", str(number)]
    done = run(pdftoppm, *shape, pdf, file.with_suffix(""))
    assert done.returncode == 0, done.stderr


_SHRINK = """
const [sharp, file] = process.argv.slice(1);
const shape = { palette: true, colours: 128, effort: 10, compressionLevel: 9, dither: 0.5 };
const { readFileSync, writeFileSync } = require("fs");
require(sharp)(readFileSync(file)).png(shape).toBuffer().then((png) => writeFileSync(file, png));
"""


def shrink(file: Path) -> None:
    """Write a PNG anew with a palette of its colors, which takes a third of the bytes."""
    node = program("node", "nodejs")
    sharp = npm_file("MEDTERM_SHARP", "sharp", "sharp")
    done = run(node, "-e", _SHRINK, "--", sharp, file)
    assert done.returncode == 0, done.stderr
