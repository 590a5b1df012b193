"""A small page with hover cards, and how a test handles it in the browser."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests.judges.axe import violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, ConsoleMessage, FloatRect, Locator, Page

TERMS = """\
word_parts:
  an-: {gloss: without}
  -emia: {gloss: blood}
terms:
  anemia:
    pronunciation: {ipa: əˈniːmiə, respelling: uh-NEE-mee-uh}
    part_of_speech: noun
    senses:
      blood: {subject_field: hematology, definition: too little :medterm:`hemoglobin` in the blood}
      figurative: {definition: lack of force}
    etymology: {parts: [an-, -emia]}
  bleeding: {definition: loss of blood}
  hemoglobin: {definition: the red protein of blood}
"""
FILLER = "\n\n".join(["Words that stand between, and make the page as long as pages are."] * 30)
PAGE = f"""\
Page
====

Text `before <https://example.org/before>`_ of :medterm:`anemia` and :medterm:`bleeding`, of
:medterm:`weakness <anemia#figurative>`, and `after <https://example.org/after>`_.

.. container:: narrow

   Here is :medterm:`a mention of anemia that is as long as a line and a half <anemia>` in a column.

{FILLER}

Low: :medterm:`hemoglobin`, `the last link <https://example.org/last>`_.

.. toctree::
   :hidden:

   words
"""
WORDS = f"Words\n=====\n\n{FILLER}\n\n.. medterm:glossary::\n"
CONF = {"project": "cards", "html_theme": "alabaster", "html_sidebars": {"**": []}}
START = datetime(2026, 1, 1, tzinfo=UTC)
"""The page's own time when it is opened."""


@dataclass
class Opened:
    """A page that is open in the browser."""

    page: Page

    def word(self, text: str) -> Locator:
        """Find a mention by its text."""
        return self.page.locator("a.medterm-word").get_by_text(text, exact=True).first

    @property
    def card(self) -> Locator:
        """The card that is open."""
        return self.page.locator(".medterm-card:popover-open")

    @property
    def open_cards(self) -> list[str]:
        """The ids of all cards that are open."""
        ids: list[str] = self.card.evaluate_all("cards => cards.map(card => card.id)")
        return ids

    @property
    def focused(self) -> str:
        """The text of what has the focus, or its label."""
        script = "(e => e === document.body ? '' : e.ariaLabel || e.innerText)"
        return str(self.page.evaluate(f"{script}(document.activeElement)"))

    def wait(self, milliseconds: int) -> None:
        """Let the page's own clock go on."""
        self.page.clock.run_for(milliseconds)

    def hover(self, text: str) -> None:
        """Rest the pointer on a mention until its card is there."""
        self.word(text).hover()
        self.wait(500)

    def focus(self, text: str) -> None:
        """Go to a mention with the tab key."""
        for _step in range(40):
            self.page.keyboard.press("Tab")
            if self.focused == text:
                return
        raise AssertionError(f"the tab key does not reach {text!r}")

    def broken_rules(self, selector: str = "html") -> set[tuple[str, str]]:
        """List the rules of axe-core that a part of the page breaks; the clock runs from here."""
        self.page.clock.resume()
        return violations(self.page, selector)

    def move_away(self) -> None:
        """Put the pointer where there is neither a mention nor a card."""
        self.page.mouse.move(2, 2)

    def boxes_of_word(self, text: str) -> list[FloatRect]:
        """Give the boxes of a mention, one for each of its lines."""
        script = "e => [...e.getClientRects()].map(r => r.toJSON())"
        boxes: list[FloatRect] = self.word(text).evaluate(script)
        return boxes


def build_cards(folder: Path, **settings: Any) -> Path:
    """Build the page, and give the folder."""
    source = folder / "source"
    source.mkdir(parents=True)
    conf = CONF | {"extensions": ["sphinx_medterm"]} | settings
    lines = [f"{name} = {value!r}" for name, value in conf.items()]
    source.joinpath("conf.py").write_text("\n".join(lines), encoding="utf-8")
    for name, text in {"terms.yaml": TERMS, "index.rst": PAGE, "words.rst": WORDS}.items():
        source.joinpath(name).write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", str(source), str(folder / "html")]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return folder / "html"


def _is_fault(said: ConsoleMessage) -> bool:
    """Tell whether the browser refuses something or blames us; themes have faults of their own."""
    return "Content Security Policy" in said.text or "medterm" in said.text


@contextmanager
def opened(browser: Browser, page: Path | str, **options: Any) -> Iterator[Opened]:
    """Open a page with its clock stopped; it must not complain of anything.

    :param page: its file, or its address.
    :param options: of the browser's context: size, colours, and so on.
    """
    context = browser.new_context(**{"viewport": {"width": 1000, "height": 700}} | options)
    tab = context.new_page()
    complaints: list[str] = []
    tab.on("pageerror", lambda error: complaints.append(str(error)))
    tab.on("console", lambda said: complaints.append(said.text) if _is_fault(said) else None)
    tab.clock.install(time=START)
    tab.goto(page.as_uri() if isinstance(page, Path) else page)
    if options.get("java_script_enabled", True):
        tab.clock.pause_at(START + timedelta(minutes=1))
    try:
        yield Opened(tab)
        if complaints:
            raise AssertionError("\n".join(complaints))
    finally:
        context.close()
