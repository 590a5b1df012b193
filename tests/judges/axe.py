"""axe-core, which checks pages for people who do not see, hear or move as others do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.judges.judges import need_modules

if TYPE_CHECKING:
    from playwright.sync_api import Page


def violations(page: Page, selector: str = "html") -> list[str]:
    """List the rules of axe-core that a part of a page breaks, each with the place.

    :param selector: finds the part.
    """
    need_modules("axe_playwright_python")
    from axe_playwright_python.sync_playwright import Axe

    report = Axe().run(page, context=selector, options={"preload": False}).response
    return [
        f"{rule['id']} at {node['target']}: {node['failureSummary']}"
        for rule in report["violations"]
        for node in rule["nodes"]
    ]
