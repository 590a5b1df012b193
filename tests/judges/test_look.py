"""How entries look: what can be measured in every theme, on screens of all sizes and on paper."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest

from tests.judges.axe import take_ours_away, violations
from tests.judges.conftest import Demo
from tests.judges.demo import THEMES
from tests.judges.judges import program
from tests.judges.look import DESK, PHONE, SMALL_PHONE, TOO_WIDE, richest_entry

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

Open = Callable[..., "Page"]
PAGES = ("article.html", "glossary.html")
ZOOMED = DESK // 2
"""Width that a page has on a desk at 200 percent (WCAG 2.2 SC 1.4.4)."""


@pytest.fixture(params=THEMES)
def theme(request: pytest.FixtureRequest) -> str:
    """Give each theme."""
    return str(request.param)


@pytest.fixture
def opened(browser: Browser, demo: Demo) -> Iterator[Open]:
    """Give a function that opens a page of the demo."""
    contexts = []

    def open_page(
        theme: str,
        name: str = "article.html",
        width: int = DESK,
        scheme: Literal["light", "dark"] = "light",
    ) -> Page:
        site = demo("html", theme)
        context = browser.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
        )
        contexts.append(context)
        page = context.new_page()
        page.goto(site.joinpath(name).as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()


def boxes(found: Locator) -> list[dict[str, float]]:
    """Give the edges of all elements that a locator finds."""
    measured: list[dict[str, float]] = found.evaluate_all(
        "all => all.map(one => one.getBoundingClientRect().toJSON())"
    )
    assert measured
    return measured


def side_by_side(measured: list[dict[str, float]]) -> bool:
    """Tell whether each box begins where the one before it has ended, on the same line."""
    pairs = pairwise(measured)
    beside = [a["right"] <= b["left"] and a["top"] == b["top"] for a, b in pairs]
    assert all(beside) or not any(beside)
    return all(beside)


# ---------------------------------------------------------------------- widths


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize("width", [SMALL_PHONE, PHONE, ZOOMED])
def test_entries_need_no_sideways_scrolling(
    opened: Open, theme: str, name: str, width: int
) -> None:
    """WCAG 2.2 SC 1.4.10: nothing is wider than its place, nor makes the page wider."""
    assert opened(theme, name, width).evaluate(TOO_WIDE) == []


def test_word_parts_stand_side_by_side(opened: Open, theme: str) -> None:
    """Each has its kind and origin, then its gloss underneath."""
    parts = richest_entry(opened(theme)).locator(".medterm-parts > li")
    assert side_by_side(boxes(parts))
    for part in parts.all():
        name, origin = (boxes(part.locator(kind))[0] for kind in ("strong", ".medterm-origin"))
        gloss = boxes(part.locator(".medterm-gloss"))[0]
        assert name["bottom"] <= origin["top"]
        assert gloss["bottom"] - origin["bottom"] > origin["height"] / 2


def test_word_parts_wrap_on_a_phone(opened: Open, theme: str) -> None:
    """They do not become too narrow to read."""
    parts = boxes(richest_entry(opened(theme, width=SMALL_PHONE)).locator(".medterm-parts > li"))
    assert parts[0]["bottom"] <= parts[-1]["top"]


@pytest.mark.parametrize("width", [DESK, PHONE])
def test_items_of_a_list_stand_below_each_other_with_their_bullets(
    opened: Open, theme: str, width: int
) -> None:
    """Only examples and word parts stand side by side."""
    items = (
        opened(theme, "reference/data-text.html", width)
        .locator(".medterm-definition ul")
        .first.locator("li")
    )
    edges = boxes(items)
    assert len(edges) > 2
    assert all(a["bottom"] <= b["top"] and a["left"] == b["left"] for a, b in pairwise(edges))
    assert set(
        items.evaluate_all("all => all.map(one => getComputedStyle(one).listStyleType)")
    ) == {"disc"}


def test_conditions_stand_beside_what_ties_them_to_the_term(opened: Open, theme: str) -> None:
    """Not on a phone, nor in a narrow column of a large screen: there they stand below it."""

    def tie(page: Page) -> list[dict[str, float]]:
        return boxes(richest_entry(page).locator(".medterm-tie").first.locator("> *"))

    desk = opened(theme)
    (title, listed) = tie(desk)
    assert title["right"] <= listed["left"]
    assert title["top"] == pytest.approx(listed["top"], abs=8)
    (title, listed) = tie(opened(theme, width=PHONE))
    assert title["bottom"] <= listed["top"]
    richest_entry(desk).evaluate("entry => { entry.style.width = '20rem'; }")
    (title, listed) = tie(desk)
    assert title["bottom"] <= listed["top"]


_LABELS = """all => all.filter(line => line.checkVisibility()).map(line => {
  const label = line.firstElementChild;
  const text = document.createRange();
  text.selectNodeContents(line);
  text.setStartAfter(label);
  const lines = [...text.getClientRects()].filter(rect => rect.width > 4);
  const [box, outer] = [label.getBoundingClientRect(), line.getBoundingClientRect()];
  return getComputedStyle(line).direction === "rtl"
    ? [outer.right - box.right, box.left - Math.max(...lines.map(rect => rect.right))]
    : [box.left - outer.left, Math.min(...lines.map(rect => rect.left)) - box.right];
})"""


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_labels_have_a_column_of_their_own(opened: Open, theme: str, direction: str) -> None:
    """No line of the text stands under its label, whichever way a script runs."""
    page = opened(theme)
    page.evaluate("direction => { document.documentElement.dir = direction; }", direction)
    measured = page.locator(".medterm-entry .medterm-line").evaluate_all(_LABELS)
    assert measured
    for indent, gap in measured:
        assert indent == pytest.approx(0, abs=1)
        assert gap >= 0


# ---------------------------------------------------------------------- colours and other rules


@pytest.mark.parametrize(
    ("name", "entries"),
    [("article.html", ".medterm-entry"), ("glossary.html", ".medterm-entry:nth-of-type(8n + 3)")],
)
@pytest.mark.parametrize(("scheme", "width"), [("light", DESK), ("dark", PHONE)])
def test_axe_finds_no_fault_that_the_theme_does_not_have(
    opened: Open, theme: str, scheme: str, width: int, name: str, entries: str
) -> None:
    """Contrast and all other rules; faults of a theme are those of the text around entries."""
    page = opened(theme, name, width, scheme)
    # Links may stand in plain definitions as well, though the demo has none there.
    page.locator("p.medterm-plain").evaluate_all(
        """all => all.forEach(plain => plain.append(" ",
             document.querySelector("section > p a.medterm").cloneNode(true)))"""
    )
    found = violations(page, entries)
    if found:
        page.goto(page.url.replace(name, "article.html"))
        take_ours_away(page)
        found -= violations(page, "section > p, section > dl")
    assert found == set()


def test_headword_that_a_link_leads_to_is_marked_in_forced_colors(opened: Open, theme: str) -> None:
    """By an outline, since grounds are taken away; for one of the senses as well."""
    page = opened(theme)
    page.emulate_media(forced_colors="active")
    for part in (".medterm-entry[id]", ".medterm-sense[id]"):
        aim = page.locator(part).first
        page.goto(f"{page.url.partition('#')[0]}#{aim.get_attribute('id')}")
        label = page.locator(f".medterm-entry:has({part}) .medterm-label, {part} .medterm-label")
        style = label.first.evaluate("one => getComputedStyle(one).outlineStyle")
        assert style == "solid"


# ---------------------------------------------------------------------- paper


def test_paper_has_no_backgrounds(opened: Open, theme: str) -> None:
    """They cost ink, or are left out by the browser and with them what they said."""
    page = opened(theme)
    page.emulate_media(media="print")
    painted = page.locator(".medterm-entry, .medterm-entry *").evaluate_all(
        """all => all.filter(one => getComputedStyle(one).boxShadow !== "none"
             || getComputedStyle(one).backgroundColor !== "rgba(0, 0, 0, 0)").length"""
    )
    assert painted == 0


@pytest.mark.parametrize("height", range(140, 220, 20))
def test_no_heading_ends_a_sheet(opened: Open, tmp_path: Path, height: int) -> None:
    """Headwords and titles of sections stay with what they head, wherever the sheets end."""
    page = opened("furo", "glossary.html")
    # What heads a list of conditions stands beside it.
    heads = page.locator(".medterm-section > .medterm-title, .medterm-headword").all_inner_texts()
    file = tmp_path / "glossary.pdf"
    page.pdf(path=file, width="150mm", height=f"{height}mm")
    command = [str(program("pdftotext", "poppler-utils")), str(file), "-"]
    text = subprocess.run(command, capture_output=True, encoding="utf-8", check=True).stdout
    sheets = [sheet.strip().splitlines() for sheet in text.split("\f") if sheet.strip()]
    assert len(sheets) > 20
    last = {sheet[-1].strip() for sheet in sheets}
    assert last.isdisjoint(head.strip() for head in heads)
