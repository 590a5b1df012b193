"""What other extensions learn of the terms of a project, by the example of the docs."""

from __future__ import annotations

import re
from pathlib import Path
from textwrap import dedent

import pytest
from sphinx.errors import ExtensionError

from .conftest import Project

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "extensions.rst"
_CODE = re.search(r"code-block:: python\n\n((?:   .*\n|\n)+)", PAGE.read_text(encoding="utf-8"))
EXTENSION = dedent(_CODE[1]) if _CODE else ""
PAGES = {
    "index": ":medterm:`zebra` and :medterm:`anaemia` and :medterm:def:`bleeding`",
    "entry": ".. medterm:: hemoglobin",
    "prose": ":medterm-autolink: all\n\nNo polycythemia, and no such word.",
    "plain": "A zebra that is not linked.",
    "wrong": ":medterm:`nothing` and :medterm:code:`HP:0001903`",
}
FOUND = [
    "entry: hemoglobin",
    "index: anemia, bleeding, Zebra",
    "plain: ",
    "prose: polycythemia",
    "wrong: ",
]


@pytest.mark.parametrize("parallel", [0, 2])
def test_terms_on_pages(project: Project, parallel: int) -> None:
    """All that is mentioned, shown or linked by itself counts, also when nothing is read again."""
    fields = {name: ":orphan:\n" for name in PAGES if name != "index"}
    project.write({"conf.py": EXTENSION})
    project.write(
        {
            f"{name}.rst": f"{fields.get(name, '')}{_with_title(text)}"
            for name, text in PAGES.items()
        }
    )
    for _ in range(2):
        built = project.build("text", parallel=parallel, suppress_warnings=["medterm"])
        assert Path(built.out, "terms.txt").read_text(encoding="utf-8").split("\n") == FOUND


def _with_title(text: str) -> str:
    fields, blank, rest = text.partition("\n\n")
    if not text.startswith(":medterm-autolink:"):
        return f"\nPage\n====\n\n{text}\n"
    return f"{fields}{blank}Page\n====\n\n{rest}\n"


def test_terms_cannot_be_asked_for_too_early(project: Project) -> None:
    """Before the data files are open, there is nothing to ask for, and the message says when."""
    early = """
from sphinx_medterm.ext.api import terms_on_page

def setup(app):
    app.connect("builder-inited", lambda app: terms_on_page(app, "index"), priority=400)
"""
    project.write({"conf.py": early, "index.rst": "Page\n====\n"})
    with pytest.raises(ExtensionError, match="are opened at builder-inited") as caught:
        project.build()
    assert isinstance(caught.value.__cause__, KeyError)
