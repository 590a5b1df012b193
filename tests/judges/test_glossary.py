"""How readers find their way in a long glossary, in all three browser engines.

The bar of letters stays in view, links lead to what they name below it, and the filter finds
entries by all their names.
"""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.judges.axe import violations
from tests.judges.engines import ENGINES, Engine, start

if TYPE_CHECKING:
    from playwright.sync_api import Browser

COUNT = 150
CONF = """\
extensions = ["sphinx_medterm"]
html_theme = "alabaster"
html_sidebars = {"**": ["localtoc.html"]}
medterm_files = ["terms.yaml"]
"""
PAGE = "Words\n=====\n\n.. medterm:glossary::\n\nAn end\n------\n\n" + "Last words.\n\n" * 40
OTHER = ":orphan:\n\nOthers\n======\n\n.. medterm:glossary::\n   :cross-references:\n"
LETTERS = "ABCDEF"


def data() -> str:
    """Write terms of six letters, of which one has a name with an accent and a code."""
    lines = ["terms:"]
    for number in range(COUNT):
        key = f"{LETTERS[number % len(LETTERS)].lower()}word-{number:03}"
        text = "what it means, in words enough for a second line, and for a third. " * 3
        lines.append(f'  {key}: {{definition: "{text}", synonyms: [other {number:03}]}}')
    lines.append("  meniere:")
    lines.append('    label: "Ménière disease"')
    lines.append("    abbreviations: [MD]")
    lines.append("    codes: [{system: MESH, code: D008575, match: exact}]")
    lines.append("    senses: {ear: {definition: of the ear}, other: {definition: another}}")
    return "\n".join(lines)


@pytest.fixture(scope="module")
def html(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build a page with a long glossary."""
    folder = tmp_path_factory.mktemp("glossary")
    pages = {"index.rst": PAGE, "other.rst": OTHER}
    for name, text in {"conf.py": CONF, "terms.yaml": data(), **pages}.items():
        folder.joinpath(name).write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", str(folder), str(folder / "html")]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return folder / "html" / "index.html"


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Open a window of each engine."""
    with start(request.param) as started:
        yield started


@pytest.fixture
def page(engine: Engine, html: Path) -> Engine:
    """Open the page at its top."""
    go(engine, html)
    return engine


def go(engine: Engine, html: Path, anchor: str = "") -> None:
    """Load the page."""
    engine.resize(1000, 700)
    engine.go("about:blank")
    engine.go(html.as_uri() + anchor)


def until(look: Callable[[], Any], wanted: Any) -> None:
    """Look until something is as it should be; engines scroll and draw when they get to it."""
    for _try in range(50):
        if (seen := look()) == wanted:
            return
        time.sleep(0.1)
    assert seen == wanted


def type_in(engine: Engine, text: str) -> None:
    """Type a text into the filter."""
    engine.run(
        """(text) => {
          const field = document.querySelector(".medterm-filter input");
          field.focus();
          field.value = text;
          field.dispatchEvent(new Event("input", {bubbles: true}));
        }""",
        text,
    )


def shown(engine: Engine) -> list[str]:
    """List the headwords, letters and links that are shown, and what the filter says."""
    found: list[str] = engine.run(
        """() => {
          const parts = ".medterm-label, .medterm-letter, .medterm-letters a, .medterm-found";
          return [...document.querySelectorAll(parts)]
            .filter((one) => one.getClientRects().length || !one.closest("[hidden]"))
            .map((one) => one.textContent).filter(Boolean);
        }"""
    )
    return found


ALL = COUNT + 1 + 2 * (len(LETTERS) + 1)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("word 007", ["B", "1 of 151 terms", "B", "bword-007"]),
        ("other 008", ["C", "1 of 151 terms", "C", "cword-008"]),
        ("MENIERE", ["M", "1 of 151 terms", "M", "Ménière disease"]),
        ("md", ["M", "1 of 151 terms", "M", "Ménière disease"]),
        ("d008575", ["M", "1 of 151 terms", "M", "Ménière disease"]),
        ("  ", None),
        ("nothing of this", ["No term found"]),
        ("synonyms", ["No term found"]),  # the label of their line
        ("exact match", ["No term found"]),
    ],
)
def test_filter_finds_names_and_codes(page: Engine, typed: str, names: list[str] | None) -> None:
    """Whatever their case and accents; Escape shows all again."""
    type_in(page, typed)
    if names is None:
        assert len(shown(page)) == ALL
    else:
        assert shown(page) == names
    page.press("Escape")
    assert len(shown(page)) == ALL
    assert page.run("() => document.activeElement.tagName") == "INPUT"


_TOPS = """(id) => {
  const target = document.getElementById(id).getBoundingClientRect();
  const bar = document.querySelector(".medterm-bar").getBoundingClientRect();
  return [Math.abs(bar.top) < 2, target.top >= bar.bottom - 2 && target.top < bar.bottom + 60];
}"""


def test_filter_finds_references_by_their_names(engine: Engine, html: Path) -> None:
    """Not by the title of the page that they lead to."""
    go(engine, html.with_name("other.html"))
    type_in(engine, "see")
    assert shown(engine) == ["No term found"]
    type_in(engine, "bword-007")
    assert shown(engine) == ["B", "1 of 151 terms", "B"]


@pytest.mark.parametrize(
    "anchor",
    ["medterm_letter-D", "medterm-aword-000", "medterm-fword-143", "medterm-meniere--other"],
)
def test_links_lead_to_what_is_below_the_bar(engine: Engine, html: Path, anchor: str) -> None:
    """On arrival and within the page, although entries out of sight are not laid out."""
    go(engine, html, f"#{anchor}")
    until(lambda: engine.run(_TOPS, anchor), [True, True])
    go(engine, html, "#medterm-bword-001")
    engine.run("(hash) => { location.hash = hash }", anchor)
    until(lambda: engine.run(_TOPS, anchor), [True, True])


def test_link_to_a_hidden_entry_clears_the_filter(page: Engine) -> None:
    """Also when the address has led there before."""
    for _time in range(2):
        type_in(page, "meniere")
        page.run(
            """() => {
              const link = Object.assign(document.createElement("a"), {href: "#medterm-dword-003"});
              document.body.append(link);
              link.click();
              link.remove();
            }"""
        )
        until(lambda: len(shown(page)), ALL)
        until(lambda: page.run(_TOPS, "medterm-dword-003"), [True, True])


def test_text_out_of_sight_is_found_in_the_page(page: Engine) -> None:
    """As with the browser's own search."""
    assert page.run("() => window.find('of the ear')") is True


# ---------------------------------------------------------------------- without an engine's ways


def test_page_without_scripts_has_letters_and_no_filter(browser: Browser, html: Path) -> None:
    """The bar stays in view even so."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 800, "height": 600})
    tab = context.new_page()
    tab.goto(html.as_uri() + "#medterm_letter-E")
    assert tab.locator(".medterm-filter").is_hidden()
    link = tab.locator(".medterm-letters a").first
    assert link.is_visible()
    box = link.bounding_box()
    assert box is not None
    assert 0 <= box["y"] < 60
    context.close()


@pytest.mark.parametrize("width", [320, 1000])
def test_bar_is_accessible(browser: Browser, html: Path, width: int) -> None:
    """With its letters, its filter, and headwords as headings in an outline without gaps."""
    context = browser.new_context(viewport={"width": width, "height": 700})
    tab = context.new_page()
    tab.goto(html.as_uri())
    assert not violations(tab, ".medterm-glossary")
    levels = tab.evaluate(
        """() => [...document.querySelectorAll("h1, h2, h3, [role=heading]")]
          .filter((one) => one.closest("[role=main]"))
          .map((one) => Number(one.getAttribute("aria-level") ?? one.tagName.slice(1)))"""
    )
    assert levels[:3] == [1, 2, 3]
    assert {after - before for before, after in pairwise(levels)} <= {*range(-2, 2)}
    assert tab.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()


def test_print_has_all_entries_and_no_bar(browser: Browser, html: Path) -> None:
    """Entries out of sight are laid out on paper."""
    tab = browser.new_page(viewport={"width": 1000, "height": 700})
    tab.goto(html.as_uri())
    tab.emulate_media(media="print")
    assert tab.locator(".medterm-bar").is_hidden()
    last = tab.locator(".medterm-entry").last
    assert last.evaluate("(one) => getComputedStyle(one).contentVisibility") == "visible"
    tab.close()
