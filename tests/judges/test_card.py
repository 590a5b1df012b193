"""Hover cards in a real browser: WCAG 2.2, success criterion 1.4.13, line by line."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.judges.card_page import Opened, build_cards, opened
from tests.judges.judges import need_modules

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Open = Callable[..., AbstractContextManager[Opened]]


@pytest.fixture(scope="module")
def html(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of the page."""
    need_modules("playwright")
    return build_cards(tmp_path_factory.mktemp("cards"))


@pytest.fixture
def shown(browser: Browser, html: Path) -> Iterator[Opened]:
    """Open the page at the size of a desk."""
    with opened(browser, html / "index.html") as page:
        yield page


@pytest.fixture
def tapped(browser: Browser, html: Path) -> Iterator[Opened]:
    """Open the page on a phone."""
    phone = {"viewport": {"width": 360, "height": 640}, "has_touch": True, "is_mobile": True}
    with opened(browser, html / "index.html", **phone) as page:
        yield page


# ---------------------------------------------------------------------- pointer


def test_card_opens_when_the_pointer_has_rested_for_half_a_second(shown: Opened) -> None:
    """Not before, so that a pointer passing by opens nothing."""
    shown.word("anemia").hover()
    shown.wait(499)
    assert shown.open_cards == []
    shown.wait(1)
    assert shown.open_cards == ["medterm_card-anemia"]


def test_pointer_passing_by_opens_nothing(shown: Opened) -> None:
    """What leaves in time has not asked."""
    shown.word("anemia").hover()
    shown.wait(400)
    shown.move_away()
    shown.wait(5000)
    assert shown.open_cards == []


def test_card_says_what_the_word_means(shown: Opened) -> None:
    """Label, sound, word class, each sense in a line, word parts, and the way to the entry."""
    shown.hover("anemia")
    text = shown.card.inner_text()
    for said in ("anemia", "/əˈniːmiə/", "uh-NEE-mee-uh", "noun", "hematology: too little", "Full"):
        assert said in text
    assert shown.card.locator("li").count() == 2
    assert "an- “without” + -emia “blood”" in text


def test_card_of_a_sense_has_the_definition_of_that_sense(shown: Opened) -> None:
    """``anemia#figurative`` is a card of its own."""
    shown.hover("weakness")
    assert shown.open_cards == ["medterm_card-anemia--figurative"]
    assert "lack of force" in shown.card.inner_text()
    assert "too little" not in shown.card.inner_text()


def test_card_stays_while_the_pointer_is_in_it(shown: Opened) -> None:
    """The way from the word to the card is free, and reading takes as long as it takes."""
    shown.hover("anemia")
    shown.card.hover()
    shown.wait(60_000)
    assert shown.open_cards == ["medterm_card-anemia"]


def test_card_never_times_out_on_the_word(shown: Opened) -> None:
    """An hour later it is still there."""
    shown.hover("anemia")
    shown.wait(3_600_000)
    assert shown.open_cards == ["medterm_card-anemia"]


@pytest.mark.parametrize("place", ["word", "card"])
def test_card_closes_three_tenths_of_a_second_after_the_pointer_has_left(
    shown: Opened, place: str
) -> None:
    """The word and the card alike; further moves do not put it off."""
    shown.hover("anemia")
    if place == "card":
        shown.card.hover()
    shown.move_away()
    shown.wait(200)
    shown.page.mouse.move(4, 4)
    shown.wait(99)
    assert shown.open_cards
    shown.wait(1)
    assert not shown.open_cards


def test_pointer_that_comes_back_in_time_keeps_the_card(shown: Opened) -> None:
    """Leaving for a moment is forgiven."""
    shown.hover("anemia")
    shown.move_away()
    shown.wait(250)
    shown.word("anemia").hover()
    shown.wait(1000)
    assert shown.open_cards == ["medterm_card-anemia"]


def test_neighbour_opens_at_once_while_a_card_is_open(shown: Opened) -> None:
    """And there is one card at a time."""
    shown.hover("bleeding")
    shown.word("anemia").hover()
    assert shown.open_cards == ["medterm_card-anemia"]


def test_card_closes_when_the_pointer_leaves_the_window(shown: Opened) -> None:
    """Nothing tells of a pointer outside the page, so leaving it counts."""
    shown.hover("anemia")
    shown.page.evaluate("document.documentElement.dispatchEvent(new PointerEvent('pointerleave'))")
    shown.wait(300)
    assert not shown.open_cards


def test_press_elsewhere_closes_the_card(shown: Opened) -> None:
    """It is out of the way at once."""
    shown.hover("anemia")
    shown.page.mouse.click(2, 2)
    assert not shown.open_cards


# ---------------------------------------------------------------------- Escape


@pytest.mark.parametrize("how", ["hover", "focus"])
def test_escape_closes_and_the_card_stays_away_until_the_reader_has_left(
    shown: Opened, how: str
) -> None:
    """Neither a moving pointer nor time brings it back, leaving and coming again does."""
    getattr(shown, how)("anemia")
    shown.page.keyboard.press("Escape")
    assert not shown.open_cards
    if how == "hover":
        box = shown.word("anemia").bounding_box()
        assert box
        shown.page.mouse.move(box["x"] + 3, box["y"] + 3)
    shown.wait(5000)
    assert not shown.open_cards
    if how == "hover":
        shown.move_away()
        shown.hover("anemia")
    else:
        shown.page.keyboard.press("Tab")
        shown.page.keyboard.press("Shift+Tab")
    assert shown.open_cards == ["medterm_card-anemia"]


def test_escape_also_cancels_a_card_that_is_about_to_open(shown: Opened) -> None:
    """Who presses it wants no card."""
    shown.word("anemia").hover()
    shown.wait(300)
    shown.page.keyboard.press("Escape")
    shown.wait(1000)
    assert not shown.open_cards


def test_escape_leaves_the_focus_where_it_is(shown: Opened) -> None:
    """On the word, so that the next press of tab goes on from there."""
    shown.focus("anemia")
    shown.page.keyboard.press("Escape")
    assert shown.focused == "anemia"


# ---------------------------------------------------------------------- keyboard


def test_card_opens_at_once_on_keyboard_focus(shown: Opened) -> None:
    """Who has tabbed to a word has chosen it."""
    shown.focus("anemia")
    assert shown.open_cards == ["medterm_card-anemia"]


def test_card_stays_while_the_word_has_the_focus(shown: Opened) -> None:
    """Whatever the pointer does elsewhere."""
    shown.focus("anemia")
    shown.move_away()
    shown.wait(5000)
    assert shown.open_cards == ["medterm_card-anemia"]


def test_card_closes_when_the_focus_has_gone_on(shown: Opened) -> None:
    """The next link is no word."""
    shown.focus("weakness")
    shown.page.keyboard.press("Tab")
    shown.wait(300)
    assert not shown.open_cards


def test_tab_has_the_same_stops_as_without_cards(browser: Browser, html: Path) -> None:
    """Cards open on the way, and none of them is in the way."""
    stops: dict[bool, list[str]] = {}
    for script in (True, False):
        with opened(browser, html / "index.html", java_script_enabled=script) as page:
            stops[script] = []
            for _press in range(12):
                page.page.keyboard.press("Tab")
                stops[script].append(page.page.locator(":focus").first.inner_text(timeout=2000))
                if stops[script][-1] == "the last link":
                    break
    assert stops[True] == stops[False]
    assert stops[True][-1] == "the last link"


def test_alt_and_down_goes_into_the_card_and_escape_back(shown: Opened) -> None:
    """The first stop in it is the way on."""
    shown.focus("anemia")
    shown.page.keyboard.press("Alt+ArrowDown")
    assert shown.focused == "Full entry"
    shown.page.keyboard.press("Tab")
    assert shown.focused == "Close"
    shown.wait(5000)
    assert shown.open_cards == ["medterm_card-anemia"]
    shown.page.keyboard.press("Escape")
    assert (shown.focused, shown.open_cards) == ("anemia", [])


KEYS = "Alt + ↓ goes into the card, Esc closes it."


def test_keys_are_on_the_card_of_who_came_by_the_keyboard(shown: Opened) -> None:
    """Who points or taps has no use for them."""
    shown.hover("anemia")
    assert KEYS not in shown.card.inner_text()
    shown.page.keyboard.press("Escape")
    shown.move_away()
    for word in ("anemia", "bleeding"):
        shown.focus(word)
        assert KEYS in shown.card.inner_text()
    shown.page.keyboard.press("Escape")
    shown.hover("anemia")
    assert KEYS not in shown.card.inner_text()


def test_screen_readers_are_told_of_the_keys_once_on_a_page(shown: Opened) -> None:
    """By a live region that is there from the start, and not at each word."""
    region = shown.page.locator("[role=status]")
    assert region.text_content() == ""
    shown.focus("anemia")
    assert region.text_content() == KEYS
    assert shown.card.get_by_text(KEYS).get_attribute("aria-hidden") == "true"
    shown.focus("bleeding")
    assert region.text_content() == ""
    words = shown.page.locator("a.medterm-word")
    assert words.evaluate_all("all => all.some(e => e.ariaKeyShortcuts)") is False


def test_tab_goes_on_from_the_card_as_if_it_stood_behind_its_word(shown: Opened) -> None:
    """Forth to the next link of the page, back to the word."""
    shown.focus("anemia")
    shown.page.keyboard.press("Alt+ArrowDown")
    shown.page.keyboard.press("Shift+Tab")
    assert shown.focused == "anemia"
    shown.page.keyboard.press("Alt+ArrowDown")
    shown.page.keyboard.press("Tab")
    shown.page.keyboard.press("Tab")
    assert shown.focused == "bleeding"
    assert shown.open_cards == ["medterm_card-bleeding"]


def test_card_that_the_focus_has_left_cannot_be_reached_by_tab(shown: Opened) -> None:
    """It was open to the tab key only while the reader was in it."""
    shown.focus("anemia")
    shown.page.keyboard.press("Alt+ArrowDown")
    shown.page.keyboard.press("Escape")
    stops = shown.page.locator("#medterm_card-anemia :is(a, button)")
    assert stops.evaluate_all("all => all.map(e => e.tabIndex)") == [-1, -1]


def test_closing_by_keyboard_gives_the_focus_back(shown: Opened) -> None:
    """The button is one way out, and the card stays away."""
    shown.focus("anemia")
    shown.page.keyboard.press("Alt+ArrowDown")
    shown.page.keyboard.press("Tab")
    shown.page.keyboard.press("Enter")
    shown.wait(1000)
    assert (shown.focused, shown.open_cards) == ("anemia", [])


def test_full_entry_leads_to_the_entry(shown: Opened) -> None:
    """The link in the card has the address of the word."""
    shown.focus("bleeding")
    shown.page.keyboard.press("Alt+ArrowDown")
    shown.page.keyboard.press("Enter")
    shown.page.wait_for_url("**/words.html#medterm-bleeding")


# ---------------------------------------------------------------------- touch


def test_first_tap_opens_the_card_and_the_second_follows_the_link(tapped: Opened) -> None:
    """A finger cannot hover."""
    tapped.word("bleeding").tap()
    assert tapped.open_cards == ["medterm_card-bleeding"]
    assert tapped.page.url.endswith("index.html")
    tapped.word("bleeding").tap()
    tapped.page.wait_for_url("**/words.html#medterm-bleeding")


def test_tap_on_full_entry_leads_there(tapped: Opened) -> None:
    """The card says so itself."""
    tapped.word("bleeding").tap()
    tapped.card.get_by_text("Full entry").tap()
    tapped.page.wait_for_url("**/words.html#medterm-bleeding")


def test_tap_on_the_close_button_closes_the_card(tapped: Opened) -> None:
    """It is large enough for a finger: 24 pixels (success criterion 2.5.8)."""
    tapped.word("bleeding").tap()
    button = tapped.card.get_by_role("button", name="Close")
    box = button.bounding_box()
    assert box
    assert min(box["width"], box["height"]) >= 24
    button.tap()
    tapped.wait(5000)
    assert not tapped.open_cards


def test_tap_outside_closes_the_card(tapped: Opened) -> None:
    """Anywhere else on the page."""
    tapped.word("bleeding").tap()
    tapped.page.get_by_role("heading").first.tap()
    assert not tapped.open_cards


def test_tap_on_another_word_changes_the_card(tapped: Opened) -> None:
    """One tap is enough."""
    tapped.word("bleeding").tap()
    tapped.word("hemoglobin").tap()
    assert tapped.open_cards == ["medterm_card-hemoglobin"]


# ---------------------------------------------------------------------- roles


def test_card_with_links_is_a_labelled_dialog_that_does_not_block_the_page(shown: Opened) -> None:
    """The word says that it has one, and whether it is open."""
    word = shown.word("anemia")
    assert word.get_attribute("aria-haspopup") == "dialog"
    assert word.get_attribute("aria-expanded") == "false"
    shown.focus("anemia")
    assert word.get_attribute("aria-expanded") == "true"
    assert shown.page.get_by_role("dialog", name="anemia").count() == 1
    assert shown.card.get_attribute("aria-modal") is None


def test_card_of_text_alone_is_a_tooltip_that_describes_the_word(
    browser: Browser, tmp_path: Path
) -> None:
    """Screen readers read it with the word."""
    html = build_cards(tmp_path, medterm_cards="text")
    with opened(browser, html / "index.html") as page:
        page.focus("anemia")
        assert page.card.get_attribute("role") == "tooltip"
        assert page.card.locator("a, button").count() == 0
        word = page.word("anemia")
        assert word.get_attribute("aria-describedby") == page.open_cards[0]
        assert word.get_attribute("aria-haspopup") is None


def test_tooltips_describe_their_words_before_they_are_opened(
    browser: Browser, tmp_path: Path
) -> None:
    """Screen readers also read words that have no focus; nobody sees the tooltips."""
    html = build_cards(tmp_path, medterm_cards="text")
    with opened(browser, html / "index.html") as page:
        word = page.word("bleeding")
        described = f"#{word.get_attribute('aria-describedby')}"
        assert "loss of blood" in (page.page.locator(described).text_content() or "")
        assert page.page.locator(".medterm-card").count() == 4
        assert page.page.locator(".medterm-card:visible").count() == 0
        page.hover("bleeding")
        assert page.page.locator(".medterm-card").count() == 4


def test_word_has_no_title(shown: Opened) -> None:
    """Titles are out of reach for keyboard and finger."""
    assert shown.page.locator("a.medterm[title], .medterm-card [title]").count() == 0


# ---------------------------------------------------------------------- place

SIZES = {
    "desk": {"width": 1280, "height": 800},
    "low": {"width": 900, "height": 420},
    "phone": {"width": 320, "height": 568},
    "desk at 200 %": {"width": 640, "height": 400},
    "phone across at 200 %": {"width": 320, "height": 256},
}
WRAPPED = "a mention of anemia that is as long as a line and a half"


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("size", SIZES)
def test_card_is_whole_in_the_window_and_never_over_its_word(
    browser: Browser, html: Path, size: str, direction: str
) -> None:
    """At the top and the foot of the window, on words of one line and of several."""
    with opened(browser, html / "index.html", viewport=SIZES[size]) as page:
        page.page.add_style_tag(content=".narrow { width: 15em; max-width: 100% }")
        page.page.evaluate(f"document.documentElement.dir = '{direction}'")
        for word in ("anemia", "weakness", WRAPPED, "hemoglobin"):
            page.word(word).focus()
            page.page.keyboard.press("Shift+Tab")
            page.page.keyboard.press("Tab")  # now it counts as keyboard focus
            for block in ("start", "end", "center"):
                page.word(word).evaluate(f"e => e.scrollIntoView({{block: '{block}'}})")
                _assert_beside(page, word)


def _assert_beside(page: Opened, word: str) -> None:
    """Check that the open card comes to stand in the window, clear of each line of its word."""
    for _try in range(50):
        if _is_beside(page, word):
            return
        page.page.wait_for_timeout(100)  # a browser draws when it gets to it
    card, lines = page.card.bounding_box(), page.boxes_of_word(word)
    raise AssertionError(f"{word!r} at {lines}, its card at {card}, in {page.page.viewport_size}")


def _is_beside(page: Opened, word: str) -> bool:
    card, window = page.card.bounding_box(), page.page.viewport_size
    assert card
    assert window
    inside = (
        0 <= card["x"] <= window["width"] - card["width"]
        and -1 <= card["y"] <= window["height"] - card["height"] + 1
    )
    return inside and all(
        card["y"] + card["height"] <= line["y"] + 0.5
        or card["y"] >= line["y"] + line["height"] - 0.5
        for line in page.boxes_of_word(word)
    )


# ---------------------------------------------------------------------- surroundings


def test_without_script_a_mention_is_a_plain_link(browser: Browser, html: Path) -> None:
    """It leads to the entry, and no card is seen."""
    with opened(browser, html / "index.html", java_script_enabled=False) as page:
        page.word("bleeding").hover()
        assert page.page.locator(".medterm-card:visible").count() == 0
        page.word("bleeding").click()
        page.page.wait_for_url("**/words.html#medterm-bleeding")


def test_cards_come_and_go_without_motion(shown: Opened) -> None:
    """Nobody has to ask for reduced motion, and no engine can get stuck on the way."""
    shown.hover("anemia")
    assert shown.card.evaluate("e => getComputedStyle(e).transitionDuration") == "0s"
    assert shown.card.evaluate("e => e.getAnimations().length") == 0


def test_forced_colours_leave_the_card_its_border(browser: Browser, html: Path) -> None:
    """It stands out from the page by a line, whatever the colours."""
    with opened(browser, html / "index.html", forced_colors="active") as page:
        page.hover("anemia")
        border = page.card.evaluate("e => getComputedStyle(e).border")
        background = page.card.evaluate("e => getComputedStyle(e).backgroundColor")
        assert border.startswith("1px solid")
        assert not border.endswith(background)


def test_card_is_in_the_page_from_its_first_opening(shown: Opened) -> None:
    """At most once, beside the template that it comes from, where the theme styles it."""
    cards = shown.page.locator(".medterm-cards > .medterm-card")
    assert shown.page.locator(".medterm-card").count() == 0
    for _time in range(2):
        shown.hover("anemia")
        assert cards.evaluate_all("all => all.map(e => e.id)") == shown.open_cards
        shown.page.keyboard.press("Escape")
        shown.move_away()
    shown.hover("bleeding")
    assert cards.count() == shown.page.locator(".medterm-card").count() == 2


@pytest.mark.parametrize("first", [True, False], ids=["as loaded", "with a card that was opened"])
def test_cards_of_a_page_that_another_script_puts_in_place_open(shown: Opened, first: bool) -> None:
    """As themes do that load the next page without leaving the last."""
    if not first:
        shown.hover("anemia")
        shown.page.keyboard.press("Escape")
        shown.move_away()
    shown.page.evaluate("document.body.innerHTML = document.body.innerHTML")
    shown.hover("anemia")
    assert shown.open_cards == ["medterm_card-anemia"]
    assert "lack of force" in shown.card.inner_text()
    shown.word("bleeding").hover()
    assert shown.open_cards == ["medterm_card-bleeding"]


def test_printed_page_has_no_cards(shown: Opened) -> None:
    """Not even the one that was open."""
    shown.hover("anemia")
    shown.page.emulate_media(media="print")
    assert shown.page.locator(".medterm-card:visible").count() == 0


def test_card_that_was_open_is_whole_on_paper(browser: Browser, tmp_path: Path) -> None:
    """It does not keep the height that it had room for in the window."""
    html = build_cards(tmp_path, medterm_print_terms=True)
    with opened(browser, html / "index.html", viewport={"width": 320, "height": 200}) as page:
        page.focus("anemia")
        assert page.card.evaluate("e => e.scrollHeight > e.clientHeight")
        page.page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.page.emulate_media(media="print")
        cut = "all => all.filter(e => e.scrollHeight > e.clientHeight).map(e => e.id)"
        assert page.page.locator(".medterm-card").evaluate_all(cut) == []


def test_printed_cards_are_no_wider_than_the_page(browser: Browser, tmp_path: Path) -> None:
    """Long definitions take several lines, and paper cuts nothing off."""
    html = build_cards(tmp_path, medterm_print_terms=True)
    with opened(browser, html / "index.html") as page:
        page.page.emulate_media(media="print")
        page.page.add_style_tag(content=".medterm-printed { inline-size: 12rem }")
        wide = "all => all.filter(e => e.offsetWidth > e.parentElement.clientWidth).map(e => e.id)"
        assert page.page.locator(".medterm-card:visible").count() == 4
        assert page.page.locator(".medterm-card").evaluate_all(wide) == []


def test_printed_page_ends_with_its_terms_if_asked_for(browser: Browser, tmp_path: Path) -> None:
    """All of them, without what can only be used on a screen."""
    html = build_cards(tmp_path, medterm_print_terms=True)
    with opened(browser, html / "index.html") as page:
        title = page.page.get_by_text("Terms on this page")
        assert not title.is_visible()
        page.hover("anemia")
        page.page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert not page.open_cards  # it takes its place among the others
        page.page.emulate_media(media="print")
        assert title.is_visible()
        cards = page.page.locator(".medterm-card:visible")
        assert cards.count() == page.page.locator(".medterm-card").count() == 4
        assert cards.locator(":is(a, button):visible").count() == 0
        assert "loss of blood" in cards.nth(1).inner_text()
