"""Make the drawings of this folder as PDF, for paper, and as PNG, for Texinfo.

Run it after a change of an SVG file: ``python docs/figures/convert.py``. It needs Chromium.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

FOLDER = Path(__file__).parent
SIZE = re.compile(r'width="(\d+)" height="(\d+)"')
SCALE = 1
"""Pixels of the PNG for each unit of the SVG."""

ON_PAPER = 0.8
"""Pixels of the PDF, each 0.75 points, for each unit of the SVG."""

PAGE = """\
<!DOCTYPE html>
<style>
@page {{ size: calc({on_paper} * {width}px) calc({on_paper} * {height}px); margin: 0 }}
@media print {{ img {{ width: calc({on_paper} * {width}px) }} }}
body {{ margin: 0 }}
</style>
<img src="{address}" style="display: block">
"""


def convert(drawing: Path) -> None:
    """Write a drawing as PDF and as PNG beside it."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        raise SystemExit("Chromium is needed, and cannot be found")
    width, height = SIZE.search(drawing.read_text(encoding="utf-8")).groups()
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "page.html")
        text = PAGE.format(
            width=width, height=height, on_paper=ON_PAPER, address=drawing.resolve().as_uri()
        )
        page.write_text(text, encoding="utf-8")
        options = ["--headless", "--no-sandbox", f"--user-data-dir={folder}/profile"]
        pdf = [f"--print-to-pdf={drawing.with_suffix('.pdf')}", "--no-pdf-header-footer"]
        png = [
            f"--screenshot={drawing.with_suffix('.png')}",
            f"--window-size={width},{height}",
            f"--force-device-scale-factor={SCALE}",
        ]
        for wanted in (pdf, png):
            command = [browser, *options, *wanted, page.as_uri()]
            subprocess.run(command, check=True)  # noqa: S603  # all of it is our own


if __name__ == "__main__":
    for svg in sorted(FOLDER.glob("*.svg")):
        convert(svg)
