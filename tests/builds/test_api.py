"""What other extensions learn of the terms of a project."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Project

EXTENSION = """
from sphinx_medterm.ext.api import termbase_of, terms_on_page

def write(app, env):
    lines = [f"{len(termbase_of(app))} terms"]
    for page in sorted(env.found_docs | {"missing"}):
        lines.append(f"{page}: {', '.join(terms_on_page(app, page))}")
    app.outdir.joinpath("terms.txt").write_text("\\n".join(lines))

def setup(app):
    app.connect("env-updated", write, priority=600)
"""
PAGES = {
    "index": ":medterm:`zebra` and :medterm:`anaemia` and :medterm:def:`bleeding`",
    "entry": ".. medterm:: hemoglobin",
    "prose": ":medterm-autolink: all\n\nNo polycythemia, and no such word.",
    "plain": "A zebra that is not linked.",
    "wrong": ":medterm:`nothing` and :medterm:code:`HP:0001903`",
}
FOUND = [
    "5 terms",
    "entry: hemoglobin",
    "index: anemia, bleeding, zebra",
    "missing: ",
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
