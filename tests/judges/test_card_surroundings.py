"""Hover cards in every theme and builder, under a strict policy, light and dark."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.judges.axe import take_ours_away
from tests.judges.card_page import build_cards, opened
from tests.judges.conftest import Demo
from tests.judges.demo import THEMES
from tests.judges.judges import need_modules
from tests.judges.server import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SCHEMES: Any = ("light", "dark")


def test_card_works_under_a_strict_content_security_policy(
    browser: Browser, tmp_path: Path
) -> None:
    """Nothing of it is inline, and nothing comes from elsewhere: the browser refuses nothing."""
    need_modules("playwright")
    html = build_cards(tmp_path)
    policy = "default-src 'self'"
    with served(html, policy) as address, opened(browser, f"{address}/index.html") as page:
        page.hover("anemia")
        assert page.open_cards == ["medterm_card-anemia"]


def test_card_needs_nothing_but_the_files_of_the_page(browser: Browser, tmp_path: Path) -> None:
    """From ``file://``, and without asking for anything when it opens."""
    html = build_cards(tmp_path)
    with opened(browser, html / "index.html") as page:
        asked: list[str] = []
        page.page.on("request", lambda request: asked.append(request.url))
        page.hover("anemia")
        page.hover("bleeding")
        assert page.open_cards
        assert asked == []


@pytest.mark.parametrize("builder", ["dirhtml", "singlehtml"])
def test_card_opens_in_the_other_builders_of_web_pages(
    browser: Browser, demo: Demo, builder: str
) -> None:
    """The same cards, and their links lead to the entry."""
    page_file = {"dirhtml": "article/index.html", "singlehtml": "index.html"}[builder]
    with opened(browser, demo(builder) / page_file) as page:
        page.hover("extramedullary")
        assert page.open_cards == ["medterm_card-extramedullary"]
        target = page.card.get_by_text("Full entry").get_attribute("href")
        assert target == "#medterm-extramedullary"


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("theme", THEMES)
def test_open_card_is_readable_in_every_theme(
    browser: Browser, demo: Demo, theme: str, scheme: str
) -> None:
    """It is above all else, has a ground of its own, and nothing in it breaks a rule of axe."""
    page_file = demo(theme=theme) / "article.html"
    with opened(browser, page_file, color_scheme=scheme) as page:
        page.hover("bone marrow")
        assert page.open_cards == ["medterm_card-bone-marrow"]
        assert page.card.evaluate(IS_ON_TOP)
        assert "rgba(0, 0, 0, 0)" not in page.card.evaluate(BACKGROUND)
        assert page.broken_rules(".medterm-card:popover-open") == set()


IS_ON_TOP = """card => {
  const box = card.getBoundingClientRect();
  return card.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2));
}"""
BACKGROUND = "card => getComputedStyle(card).backgroundColor"


@pytest.mark.parametrize(
    ("theme", "scheme"), [*((theme, "light") for theme in THEMES), ("furo", "dark")]
)
def test_pages_break_no_rule_that_the_theme_alone_keeps(
    browser: Browser, demo: Demo, theme: str, scheme: Any
) -> None:
    """Compared with the same pages whose mentions are plain links, without entries and cards."""
    found, theirs = set(), set()
    for name in ("article", "write/mention"):
        with opened(browser, demo(theme=theme) / f"{name}.html", color_scheme=scheme) as page:
            found |= page.broken_rules()
            take_ours_away(page.page)
            theirs |= page.broken_rules()
    assert found - theirs == set()
