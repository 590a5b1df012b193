"""The pictures of the documentation: all are made by a script, used, described and small."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.judges.pictures import IMAGES, PICTURES

DOCS = IMAGES.parent
README = DOCS.parent / "README.md"
BY_HAND = {"logo.svg", "how-it-works.svg"}
MOST_BYTES = 150_000

_DIRECTIVE = re.compile(
    r"^(?P<indent> *)\.\. (?:figure|image):: /?(?:\.\./)*images/(?P<name>\S+)\n"
    r"(?P<options>(?:(?P=indent) +:.*\n)*)",
    re.MULTILINE,
)
_ALT = re.compile(r":alt: (.*)")
_MARKDOWN = re.compile(r"!\[(?P<alt>[^]]*)\]\(docs/images/(?P<name>[^)]+)\)")


def used() -> Iterator[tuple[Path, str, str]]:
    """Find each use of a picture: the page, the name without suffix, and the alternative text."""
    for page in DOCS.rglob("*.rst"):
        for found in _DIRECTIVE.finditer(page.read_text(encoding="utf-8")):
            alt = _ALT.search(found["options"])
            yield page, Path(found["name"]).stem, alt[1] if alt else ""
    for found in _MARKDOWN.finditer(README.read_text(encoding="utf-8")):
        yield README, Path(found["name"]).stem, found["alt"]


USED = list(used())


def test_each_picture_is_made_by_the_script() -> None:
    """A drawing has its PDF and PNG beside it, and nothing else is in the folder."""
    drawings = {file.stem for file in IMAGES.glob("*.svg")} & PICTURES.keys()
    made = {f"{name}.png" for name in PICTURES} | {f"{name}.pdf" for name in drawings}
    assert {file.name for file in IMAGES.iterdir()} == made | BY_HAND


def test_each_picture_is_used() -> None:
    """Each is on a page or in the README, and none is there that does not exist."""
    assert {name for _page, name, _alt in USED} == set(PICTURES)


@pytest.mark.parametrize(
    ("page", "name", "alt"), USED, ids=[f"{page.stem}-{name}" for page, name, _alt in USED]
)
def test_each_use_is_described(page: Path, name: str, alt: str) -> None:
    """The alternative text says what can be seen, not only what it is a picture of."""
    assert len(alt.split()) >= 8, f"{page}: {name} is described as {alt!r}"


@pytest.mark.parametrize("file", sorted(IMAGES.iterdir()), ids=lambda file: file.name)
def test_each_picture_is_small(file: Path) -> None:
    """A page with many of them is loaded in no time."""
    assert file.stat().st_size <= MOST_BYTES
