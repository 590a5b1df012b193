"""Hover cards and the marks of words in all three browser engines.

What only needs one browser is in ``test_card.py``; here is what engines draw, focus or drop each in
its own way.
"""

from __future__ import annotations

import base64
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.judges.card_page import build_cards
from tests.judges.conftest import Demo
from tests.judges.demo import THEMES
from tests.judges.engines import ENGINES, Engine, start
from tests.judges.look import TOO_WIDE

DESK, NARROW = (1000, 700), (360, 640)
WORDS = "section p > a.medterm-word"


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """Open a window of each engine."""
    with start(request.param) as started:
        yield started


@pytest.fixture(scope="module")
def html(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the small page with cards."""
    return build_cards(tmp_path_factory.mktemp("engines"))


@pytest.fixture
def page(engine: Engine, html: Path) -> Engine:
    """Open the small page with cards, with the focus on the link before the first word."""
    show(engine, html / "index.html", DESK)
    engine.run("() => document.querySelector('a[href$=before]').focus()")
    return engine


def show(engine: Engine, file: Path, size: tuple[int, int]) -> None:
    """Load a page, with the pointer out of the way."""
    engine.resize(*size)
    engine.point(1, 1)
    engine.go("about:blank")  # else an address with the same path would only be scrolled to
    engine.go(file.as_uri())


def until(look: Callable[[], Any]) -> Any:
    """Look until something is there; engines draw when they get to it."""
    for _try in range(100):
        if seen := look():
            return seen
        time.sleep(0.1)
    return look()


# ---------------------------------------------------------------------- what is seen

_CARD = """() => {
  const card = document.querySelector(".medterm-card:popover-open");
  const word = document.querySelector(".medterm-open");
  if (!card || !word) return null;
  const box = card.getBoundingClientRect();
  const style = getComputedStyle(card);
  const middle = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  const pen = document.createElement("canvas").getContext("2d");
  const luminance = (colour) => {
    pen.fillStyle = colour;
    pen.fillRect(0, 0, 1, 1);
    const [r, g, b] = [...pen.getImageData(0, 0, 1, 1).data].map(
      (part) => (part / 255 <= 0.04045 ? part / 3294.6 : ((part / 255 + 0.055) / 1.055) ** 2.4)
    );
    return 0.2126 * r + 0.7152 * g + 0.0722 * b + 0.05;
  };
  const [ink, paper] = [style.color, style.backgroundColor].map(luminance);
  return {
    id: card.id,
    text: card.innerText,
    opacity: style.opacity,
    display: style.display,
    visibility: style.visibility,
    onTop: card.contains(middle),
    largeEnough: box.width > 150 && box.height > 60,
    inWindow: box.left >= 0 && box.top >= 0
      && box.right <= document.documentElement.clientWidth && box.bottom <= innerHeight,
    besideWord: [...word.getClientRects()].every(
      (line) => box.top >= line.bottom - 0.5 || box.bottom <= line.top + 0.5
    ),
    contrast: Math.max(ink, paper) / Math.min(ink, paper),
    darkPaper: paper < 0.2,
    box: [box.left, box.top, box.width, box.height],
  };
}"""
_MARK = """(selector) => {
  const style = getComputedStyle(document.querySelector(selector));
  return {
    line: style.textDecorationLine,
    style: style.textDecorationStyle,
    inColourOfText: style.textDecorationColor === style.color,
    border: style.borderBottomStyle,
  };
}"""
_FADE = "(how) => { document.querySelector('.medterm-card:popover-open').style.opacity = how }"
_LOAD = """(all) => {
  window.pictures = all.map((picture) => {
    const image = new Image();
    image.src = `data:image/png;base64,${picture}`;
    return image;
  });
}"""
_DIFFERENCE = """(box) => {
  const [before, after] = pictures.map((picture) => {
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [picture.width, picture.height];
    const pen = canvas.getContext("2d");
    pen.drawImage(picture, 0, 0);
    return pen.getImageData(...box.map(Math.round)).data;
  });
  const isOther = (part, at) => Math.abs(part - after[at]) > 64; // letters may be smoothed anew
  return before.filter(isOther).length / before.length;
}"""
"""The share of a part of two pictures that is not the same."""
_CENTRE = """(selector, number) => {
  const box = document.querySelectorAll(selector)[number].getClientRects()[0];
  return [box.x + box.width / 2, box.y + box.height / 2];
}"""

_BRING = """(selector) => {
  document.querySelector(selector).scrollIntoView({block: "center", behavior: "instant"});
}"""


def card(engine: Engine) -> Any:
    """Return what can be known of the open card, or nothing if there is none."""
    return engine.run(_CARD)


def assert_seen(engine: Engine) -> Any:
    """Check that a card is open, that it is painted, and where; return what is known of it."""
    seen = until(lambda: card(engine))
    assert seen, "no card opens"
    assert is_painted(engine), "the card cannot be seen"
    seen = card(engine)
    assert (seen["opacity"], seen["display"], seen["visibility"]) == ("1", "block", "visible")
    faults = [law for law in ("onTop", "largeEnough", "inWindow", "besideWord") if not seen[law]]
    assert (faults, seen) == ([], seen)
    assert seen["contrast"] >= 7
    return seen


def is_painted(engine: Engine) -> bool:
    """Whether the window shows something else in the place of the card without the card."""
    settled_picture(engine)  # a card may still be on its way to its word
    box = card(engine)["box"]
    pictures = []
    for how in ("0", ""):  # not by its visibility, since a hidden card would lose the focus
        engine.run(_FADE, how)
        pictures.append(base64.b64encode(settled_picture(engine)).decode())
    engine.run(_LOAD, pictures)
    until(lambda: engine.run("() => pictures.every((picture) => picture.complete)"))
    return float(engine.run(_DIFFERENCE, box)) > 0.02


def settled_picture(engine: Engine) -> bytes:
    """Return what the window shows when nothing moves any more, for example a scroll bar."""
    last = b""
    for _try in range(50):
        time.sleep(0.1)
        if (picture := engine.picture()) == last:
            break
        last = picture
    return last


def hover(engine: Engine, selector: str = WORDS, number: int = 0) -> None:
    """Move the pointer onto a word."""
    engine.point(*engine.run(_CENTRE, selector, number))


def focused(engine: Engine) -> str:
    """Return the text or the label of what has the focus."""
    active = "document.activeElement"
    return str(engine.run(f"() => {active}.ariaLabel || {active}.innerText"))


# ---------------------------------------------------------------------- pointer


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, NARROW], ids=["desk", "narrow"])
@pytest.mark.parametrize("name", ["article.html", "glossary.html"])
def test_card_is_seen_under_the_pointer(
    engine: Engine, demo: Demo, name: str, size: tuple[int, int], scheme: str
) -> None:
    """Opaque, whole, on top of all else, beside its word, and with enough contrast."""
    show(engine, demo() / name, size)
    engine.run("(scheme) => { document.body.dataset.theme = scheme }", scheme)
    engine.run(_BRING, ".medterm-word")
    hover(engine, ".medterm-word")
    seen = assert_seen(engine)
    assert seen["darkPaper"] == (scheme == "dark")
    assert "Full entry" in seen["text"]
    mark = engine.run(_MARK, ".medterm-card:popover-open a")  # the card's own links stand out
    assert mark == {"line": "underline", "style": "solid", "inColourOfText": True, "border": "none"}


def test_card_closes_when_the_pointer_leaves(page: Engine) -> None:
    """And not while it rests in the card."""
    hover(page)
    seen = assert_seen(page)
    left, top, *_size = seen["box"]
    page.point(left + 20, top + 20)
    time.sleep(1)
    assert card(page)
    page.point(1, 1)
    assert until(lambda: card(page) is None)


def test_cross_closes_the_card(page: Engine) -> None:
    """In Safari, buttons do not get the focus when they are clicked."""
    hover(page)
    assert_seen(page)
    page.click(*page.run(_CENTRE, ".medterm-card:popover-open .medterm-card-close", 0))
    assert until(lambda: card(page) is None)


def test_card_stays_beside_its_word_when_the_page_moves(page: Engine) -> None:
    """By scrolling, or because something above the word grows."""
    page.press("Tab")
    assert_seen(page)
    page.run("() => { document.body.style.paddingTop = '600px' }")
    assert until(lambda: card(page)["besideWord"] and card(page)["inWindow"])
    page.run("() => scrollBy(0, 300)")
    assert until(lambda: card(page)["besideWord"] and card(page)["inWindow"])
    assert_seen(page)


_TAP = """(selector) => {
  const target = document.querySelector(selector);
  const touch = {bubbles: true, cancelable: true, pointerType: "touch"};
  for (const type of ["pointerover", "pointerdown", "pointerup"]) {
    target.dispatchEvent(new PointerEvent(type, touch));
  }
  target.click();
}"""


def test_tap_opens_the_card_and_a_tap_elsewhere_closes_it(page: Engine) -> None:
    """The events are those of a finger; not every driver has one."""
    page.run(_TAP, WORDS)
    assert_seen(page)
    page.run(_TAP, "h1")
    assert card(page) is None


# ---------------------------------------------------------------------- keyboard


def test_card_is_seen_at_the_keyboard_focus_until_escape(page: Engine) -> None:
    """The focus stays on the word, and the card away."""
    page.press("Tab")
    assert focused(page) == "anemia"
    assert assert_seen(page)["id"] == "medterm_card-anemia"
    page.press("Escape")
    assert card(page) is None
    time.sleep(1)
    assert card(page) is None
    assert focused(page) == "anemia"


def test_tab_goes_through_the_card_and_on(page: Engine) -> None:
    """Into it by Alt and the down arrow, to the cross, and to what stands after the word."""
    page.press("Tab")
    page.press("Alt+ArrowDown")
    assert focused(page) == "Full entry"
    page.press("Tab")
    assert focused(page) == "Close"
    page.press("Shift+Tab")
    assert focused(page) == "Full entry"
    page.press("Shift+Tab")
    assert focused(page) == "anemia"
    page.press("Alt+ArrowDown")
    page.press("Tab")
    page.press("Tab")
    assert focused(page) == "bleeding"
    assert assert_seen(page)["id"] == "medterm_card-bleeding"
    page.press("Escape")
    assert (card(page), focused(page)) == (None, "bleeding")


def test_escape_goes_from_the_card_back_to_the_word(page: Engine) -> None:
    """And the card stays away."""
    page.press("Tab")
    page.press("Alt+ArrowDown")
    page.press("Escape")
    assert (card(page), focused(page)) == (None, "anemia")


# ---------------------------------------------------------------------- themes

LOW = (667, 375)  # a phone held across
WORD = "section p > a.medterm-word[href*='medterm-extramedullary']"
_START_BEFORE = """(selector) => {
  const start = document.createElement("a");
  start.href = "#";
  document.querySelector(selector).before(start);
  start.focus({preventScroll: true});
}"""
_STYLES = """() => {
  const card = document.querySelector(".medterm-card:popover-open");
  const of = (selector) => [...card.querySelectorAll(selector)];
  const all = (selector, name) => of(selector).map((e) => getComputedStyle(e)[name]);
  const styles = (selector, name) => [...new Set(all(selector, name))];
  return {
    numbers: styles("ol > li", "listStyleType"),
    markers: styles("ol > li", "display"),
    indented: of("ol").every((e) => parseFloat(getComputedStyle(e).paddingLeft) > 15),
    justified: styles("p, li", "textAlign").includes("justify"),
    spaceAbove: styles("p, li, ol", "marginTop"),
    pieces: of(".medterm-piece").map((e) => e.getClientRects().length),
  };
}"""
_OUT_OF_VIEW = """(how) => {
  const card = document.querySelector(".medterm-card:popover-open");
  card.scrollTop = how * card.scrollHeight;
  const parts = [".medterm-label", ".medterm-card-close", ".medterm-card-foot a"];
  return parts.filter((part) => {
    const box = card.querySelector(part).getBoundingClientRect();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    return document.elementFromPoint(x, y)?.closest(part) !== card.querySelector(part);
  });
}"""


@pytest.fixture
def article(engine: Engine, demo: Demo) -> Callable[[str, tuple[int, int]], None]:
    """Return a function that opens the article in a theme, with a word in the middle."""

    def show_article(theme: str, size: tuple[int, int]) -> None:
        show(engine, demo(theme=theme) / "article.html", size)
        engine.run(_BRING, WORD)
        time.sleep(0.3)  # until the theme has moved what follows the reader

    return show_article


@pytest.mark.parametrize("theme", THEMES)
def test_card_opens_stays_and_closes_in_every_theme(
    engine: Engine, article: Callable[..., None], theme: str
) -> None:
    """By pointer, keyboard and finger; and it is made up as its own style sheet says."""
    article(theme, DESK)
    hover(engine, WORD)
    left, top, *_size = assert_seen(engine)["box"]
    assert engine.run(_STYLES) == {
        "numbers": ["decimal"],
        "markers": ["list-item"],
        "indented": True,
        "justified": False,
        "spaceAbove": ["0px"],
        "pieces": [1, 1],
    }
    engine.point(left + 20, top + 40)
    time.sleep(0.6)
    assert card(engine)
    engine.press("Escape")
    assert card(engine) is None
    engine.point(1, 1)

    engine.run(_START_BEFORE, WORD)
    engine.press("Tab")
    assert until(lambda: card(engine))["onTop"]
    engine.press("Alt+ArrowDown")
    assert focused(engine) == "Full entry"
    engine.press("Escape")
    assert (card(engine), focused(engine)) == (None, "extramedullary")

    engine.run(_TAP, WORD)
    assert until(lambda: card(engine))["onTop"]
    engine.run(_TAP, "h1")
    assert card(engine) is None


@pytest.mark.parametrize("theme", THEMES)
def test_head_and_foot_of_a_card_stay_in_view(
    engine: Engine, article: Callable[..., None], theme: str
) -> None:
    """On a phone held across, where most cards are longer than the room for them."""
    article(theme, LOW)
    engine.run(_TAP, WORD)
    assert until(lambda: card(engine))
    assert [engine.run(_OUT_OF_VIEW, how) for how in (0, 0.5, 1)] == [[], [], []]


# ---------------------------------------------------------------------- colours

_REPAINT = """(background, color) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    :is(html, div):not(.medterm-card) { color-scheme: normal; background: none !important }
    body { color-scheme: normal; ${background}; ${color} }`);
  document.adoptedStyleSheets = [sheet];
}"""


@pytest.mark.parametrize(
    ("background", "color", "is_dark"),
    [
        ("background: #101418 !important", "color: #eee !important", True),
        ("background: oklch(25% 0.02 260) !important", "color: oklch(95% 0 0) !important", True),
        ("background: #fffaf0 !important", "color: #222 !important", False),
        ("background: #101418 !important", "color: #333 !important", True),  # not readable there
        ("background: #fffaf0 !important", "color: #ddd !important", False),
        ("background: none", "color: #222", False),
    ],
)
def test_card_has_the_colours_of_a_page_whose_theme_names_none(
    page: Engine, background: str, color: str, is_dark: bool
) -> None:
    """Also where the theme sets no color-scheme; ink that cannot be read is not taken."""
    page.run(_REPAINT, background, color)
    hover(page)
    seen = until(lambda: card(page))
    assert seen["darkPaper"] == is_dark
    assert seen["contrast"] >= 7


# ---------------------------------------------------------------------- the marks of words


@pytest.mark.parametrize("state", ["at rest", "under the pointer"])
@pytest.mark.parametrize("theme", THEMES)
def test_words_with_cards_have_a_dotted_line(
    engine: Engine, demo: Demo, theme: str, state: str
) -> None:
    """In the colour of the text, and no other line, whatever the theme gives its links."""
    show(engine, demo(theme=theme) / "article.html", DESK)
    if state == "under the pointer":
        hover(engine)
        assert until(lambda: card(engine))
    mark = engine.run(_MARK, WORDS)
    assert mark == {
        "line": "underline",
        "style": "dotted",
        "inColourOfText": True,
        "border": "none",
    }


# ---------------------------------------------------------------------- entries


@pytest.mark.parametrize("name", ["article.html", "glossary.html"])
@pytest.mark.parametrize("theme", THEMES)
def test_entries_need_no_sideways_scrolling(
    engine: Engine, demo: Demo, theme: str, name: str
) -> None:
    """Engines break lines in their own ways around what must not be broken."""
    for size in (DESK, (1200, 900), NARROW):
        show(engine, demo(theme=theme) / name, size)
        assert engine.run(TOO_WIDE) == []
