"""Pictures of paper: a printed web page, and a page of a PDF."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.judges.demo import DOCS, build_demo
from tests.judges.judges import program, run
from tests.judges.printed import typeset
from tests.judges.studio import Studio, take_sheet

_PRINTED = "leaflet"
_TERMS = "Terms on this page"
_HEADWORD_ENDS = (" noun", " adjective")

_CONF = """\
import runpy
globals().update(runpy.run_path({conf!r}))
latex_documents = [("glossary", "glossary.tex", "Glossary", author, "howto")]
"""


def print_out(studio: Studio, file: Path) -> None:
    """Take the end of the leaflet as a browser prints it, where its terms are explained."""
    site = studio.demo("html", "medterm_print_terms=1")
    page = studio.browser.new_page()
    page.goto((site / f"{_PRINTED}.html").as_uri())
    pdf = studio.folder / f"{_PRINTED}.pdf"
    page.add_style_tag(content="@page { size: letter; margin: 18mm }")
    page.pdf(path=pdf, prefer_css_page_size=True)
    page.close()
    text = run(program("pdftotext", "poppler-utils"), "-layout", pdf, "-").stdout
    (number,) = [number for number, on in enumerate(text.split("\f"), 1) if _TERMS in on]
    take_sheet(pdf, number, file)


def book(studio: Studio, file: Path) -> None:
    """Take the page of a PDF of the glossary on which the most entries begin."""
    conf = studio.folder / "conf"
    shutil.copytree(DOCS, conf, ignore=shutil.ignore_patterns("*.rst", "*.md", "_build"))
    source = _CONF.format(conf=str(DOCS / "conf.py"))
    (conf / "conf.py").write_text(source, encoding="utf-8")
    folder = studio.folder / "latex"
    build_demo("latex", folder, studio.folder / "doctrees-latex", conf=conf)
    beginnings = [
        sum(line.endswith(_HEADWORD_ENDS) for line in lines) for lines in typeset(folder).pages
    ]
    number = beginnings.index(max(beginnings)) + 1
    take_sheet(folder / "glossary.pdf", number, file)


_ON_PAPER = 0.8
"""CSS pixels on paper for each unit of a drawing."""


def drawing(studio: Studio, file: Path) -> None:
    """Make the drawing that is beside a picture as PDF, for LaTeX, and as PNG, for Texinfo."""
    text = file.with_suffix(".svg").read_text(encoding="utf-8")
    page = studio.browser.new_page(device_scale_factor=2)
    page.set_content(f"<style>body {{ margin: 0 }} svg {{ display: block }}</style>{text}")
    box = page.locator("svg").bounding_box()
    assert box
    width, height = (round(box[side]) for side in ("width", "height"))
    page.locator("svg").screenshot(path=file)
    page.add_style_tag(content=f"svg {{ zoom: {_ON_PAPER} }}")
    page.pdf(
        path=file.with_suffix(".pdf"),
        width=f"{width * _ON_PAPER}px",
        height=f"{height * _ON_PAPER}px",
        print_background=True,
        page_ranges="1",
    )
    page.close()
