"""Mandoc judges the manual pages, and reads one to us."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.builds.conftest import Build, Project
from tests.judges.conftest import Demo
from tests.judges.judges import program, run
from tests.judges.plain import PLAIN, SETTINGS

MAN_PAGES: list[tuple[str, str, str, list[str], int]] = [("index", "plain", "a page", [], 7)]


def lint(pages: Iterable[Path]) -> list[str]:
    """Let mandoc read pages, and give what it finds at least odd."""
    mandoc = program("mandoc", "mandoc")
    return run(mandoc, "-T", "lint", "-W", "warning", *pages).stdout.splitlines()


def without_place(finding: str) -> str:
    """Take the file, line and column off."""
    return re.sub(r"^mandoc: \S+: ", "", finding)


def test_pages_have_no_fault_beyond_those_of_sphinx(demo: Demo, project: Project) -> None:
    """What mandoc says of a page without terms is Sphinx's own."""
    pages = sorted(demo("man").glob("*.[1-9]"))
    assert len(pages) > 1
    project.write(PLAIN)
    plain = project.build("man", man_pages=MAN_PAGES, **SETTINGS).out / "plain.7"
    excused = {without_place(finding) for finding in lint([plain])}
    assert [found for found in lint(pages) if without_place(found) not in excused] == []


@pytest.fixture
def read(page: Build) -> list[str]:
    """Give the lines of a page with a full entry, as a reader sees them."""
    built = page(
        "See :medterm:`anemia`:\n\n.. medterm:: anemia\n\n.. medterm:glossary::\n",
        builder="man",
        man_pages=MAN_PAGES,
    )
    shown = run(program("mandoc", "mandoc"), "-T", "utf8", built.out / "plain.7").stdout
    return [line.strip() for line in re.sub(".\b", "", shown).splitlines()]


@pytest.mark.parametrize(
    "line",
    [
        "anemia noun",
        "/əˈniːmiə/ uh-NEE-mee-uh",
        "Etymology",
        "Related conditions",
        "cause:",
        "Translations",
    ],
)
def test_headword_and_titles_stand_on_lines_of_their_own(read: list[str], line: str) -> None:
    """No text runs into them, before or after."""
    place = read.index(line)
    assert read[place - 1] == ""
    assert read[place + 1] == ""


def test_no_two_empty_lines_follow_each_other(read: list[str]) -> None:
    """Sections are set apart once."""
    assert [(a, c) for a, b, c in zip(read, read[1:], read[2:], strict=False) if a == b == ""] == []


def test_page_shows_no_addresses_that_lead_nowhere(read: list[str]) -> None:
    """Words that are links elsewhere are plain words here."""
    assert "See anemia:" in read
    assert not [line for line in read if "<#" in line]
