"""The browser that judges web pages: Chromium without a window, driven by Playwright."""

from __future__ import annotations

import atexit
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from tests.judges.judges import need_modules, program

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Playwright

_FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-sync",
    "--no-first-run",
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """Start the browser of this machine; the one of Playwright need not be there."""
    need_modules("playwright")
    executable = program("chromium", "chromium")
    started = _playwright().chromium.launch(executable_path=executable, args=list(_FLAGS))
    try:
        yield started
    finally:
        started.close()


@cache
def _playwright() -> Playwright:
    """Start Playwright, of which a process can have only one."""
    from playwright.sync_api import sync_playwright

    started = sync_playwright().start()
    atexit.register(started.stop)
    return started
