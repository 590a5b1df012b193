"""axe-core, which checks pages for people who do not see, hear or move as others do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tests.judges.judges import need_modules

if TYPE_CHECKING:
    from playwright.sync_api import Page


def violations(page: Page, selector: str = "html") -> set[tuple[str, str]]:
    """List the rules that a part of a page breaks, with the colour of the text if it is that.

    :param selector: finds the part.
    """
    need_modules("axe_playwright_python")
    from axe_playwright_python.sync_playwright import Axe

    # Without the option it would fetch the style sheets, which browsers refuse for files.
    report: dict[str, Any] = Axe().run(page, selector, {"preload": False}).response
    return {
        (rule["id"], _colour(check.get("data")))
        for rule in report["violations"]
        for node in rule["nodes"]
        for check in (node["any"] or [{}])
    }


def _colour(data: Any) -> str:
    return str(data.get("fgColor", "")) if isinstance(data, dict) else ""


_TAKE_OURS_AWAY = """() => {
  const ours = ".medterm-entry, .medterm-glossary, .medterm-cards";
  document.querySelectorAll(ours).forEach(one => one.remove());
  for (const link of document.querySelectorAll("a.medterm")) {
    link.className = "reference internal";
    for (const name of link.getAttributeNames()) {
      if (name.startsWith("aria-")) link.removeAttribute(name);
    }
  }
}"""


def take_ours_away(page: Page) -> None:
    """Leave of a page what the theme makes of it: no entries, no cards, mentions as plain links."""
    page.evaluate(_TAKE_OURS_AWAY)
