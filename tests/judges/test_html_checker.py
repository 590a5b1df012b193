"""The Nu HTML checker judges the web pages and the style sheets."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

import sphinx_medterm
from tests.builds.conftest import Project
from tests.judges.conftest import Demo
from tests.judges.demo import THEMES
from tests.judges.judges import JAVA_FLAGS, npm_file, program, run
from tests.judges.plain import PLAIN, SETTINGS

STATIC = Path(sphinx_medterm.__file__).parent / "static"

NOT_YET_KNOWN = {
    # CSS Conditional Rules Level 5, https://www.w3.org/TR/css-conditional-5/
    "CSS: “container-type”: Property “container-type” doesn't exist.",
    "CSS: Unrecognized at-rule “@container”",
}
"""Messages about features that are newer than the checker, word for word."""


def check(files: Iterable[Path], *options: str) -> list[dict[str, Any]]:
    """Let the checker read files, and give its errors and warnings."""
    java = program("java", "default-jre-headless")
    jar = npm_file("MEDTERM_VNU", "vnu-jar", "vnu-jar/build/dist/vnu.jar")
    checker = (java, *JAVA_FLAGS, "-jar", jar, "--format", "json", "--exit-zero-always")
    found = json.loads(run(*checker, *options, *files).stderr)["messages"]
    return [m for m in found if m["type"] == "error" or m.get("subType") == "warning"]


def pages_of(out: Path) -> list[Path]:
    """List the pages of a build; what themes keep among their static files is no page."""
    pages = [page for page in sorted(out.rglob("*.html")) if "_static" not in page.parts]
    assert pages
    return pages


def summary(message: dict[str, Any]) -> str:
    """Write a message with its place."""
    place = f"{Path(message['url']).name}:{message.get('lastLine')}"
    return f"{place}: {message['message']} {message.get('extract')!r}"


def is_ours(message: dict[str, Any]) -> bool:
    """Tell whether a message is about something that has a name of ours."""
    start, length = message.get("hiliteStart", 0), message.get("hiliteLength", 0)
    element = message.get("extract", "")[start : start + length]
    return re.search(r"\bmedterm", message["message"] + element) is not None


@pytest.mark.parametrize(
    ("builder", "theme"), [*(("html", theme) for theme in THEMES), ("dirhtml", "furo")]
)
def test_pages_have_no_fault_beyond_those_of_the_theme(
    demo: Demo, project: Project, builder: str, theme: str
) -> None:
    """What the checker says of a project without terms, in the same theme, is the theme's own."""
    out = demo(builder, theme)
    project.write(PLAIN)
    plain = project.build(builder, html_theme=theme, copyright="nobody", **SETTINGS).out
    found = check([*pages_of(out), *pages_of(plain)])
    excused = {m["message"] for m in found if m["url"].startswith(f"file:{plain}/")}
    ours = [m for m in found if m["message"] not in excused or is_ours(m)]
    assert [summary(message) for message in ours] == []


@pytest.mark.parametrize("sheet", sorted(STATIC.rglob("*.css")), ids=lambda sheet: sheet.name)
def test_style_sheets_are_valid(sheet: Path) -> None:
    """Apart from features that the checker does not know yet."""
    found = check([sheet], "--css")
    assert [summary(m) for m in found if m["message"] not in NOT_YET_KNOWN] == []
