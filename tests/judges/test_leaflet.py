"""A leaflet for lay readers: short enough to be read."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.judges.demo import DOCS

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WORDS = [
    "primary myelofibrosis",
    "extramedullary hematopoiesis",
    "splenomegaly",
    "JAK2",
    "leukemias",
    "essential thrombocythemia",
    "polycythemia vera",
]
CONF = """\
extensions = ["sphinx_medterm"]
html_theme = "furo"
medterm_audience = "plain"
suppress_warnings = ["medterm.audience"]
"""
WIDTH, HEIGHT = 800, 1133
"""Of a screen, in pixels."""


@pytest.fixture(scope="module")
def leaflet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write a page that mentions seven terms of the demo, and explains these."""
    folder = tmp_path_factory.mktemp("leaflet")
    source = folder / "source"
    source.mkdir()
    data = [str(DOCS / "terms.yaml")]
    mentions = "\n".join(f"* :medterm:`{word}`" for word in WORDS)
    glossary = ".. medterm:glossary::\n   :used: direct\n"
    source.joinpath("conf.py").write_text(f"{CONF}medterm_files = {data}\n", encoding="utf-8")
    text = f"Your blood test\n===============\n\n{mentions}\n\n{glossary}"
    source.joinpath("index.rst").write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "html"]
    subprocess.run([*command, source, folder / "html"], check=True)
    return folder / "html" / "index.html"


def test_seven_words_fill_four_screens(browser: Browser, leaflet: Path) -> None:
    """And show what lay readers want to know: neither codes nor what editors remark."""
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    page.goto(leaflet.as_uri())
    assert page.locator(".medterm-entry").count() == len(WORDS)
    assert page.locator(".medterm-entry .medterm-code").count() == 0
    assert page.get_by_text("annotated as frequent").count() == 0
    height = page.evaluate("document.documentElement.scrollHeight")
    page.close()
    assert height <= 4 * HEIGHT
