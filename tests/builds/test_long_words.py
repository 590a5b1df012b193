"""Words of any length are written as text in linear time, and no letter of them is lost."""

from __future__ import annotations

import json
import re

import pytest

from .conftest import Project

MANY = 100_000
"""So many letters that quadratic time would be minutes."""

WORDS = {
    "letters": "x" * MANY,
    "letters that escapes join": r"x\ " * MANY,
    "markup that escapes join": r"*x*\ " * (MANY // 4),
    "wide letters": "字" * MANY,
    "an address": f"https://a.example/{'x' * MANY}",
}


@pytest.mark.parametrize("what", WORDS)
def test_a_very_long_word(project: Project, what: str) -> None:
    """In a definition, and where it is quoted."""
    data = {"terms": {"ant": {"definition": WORDS[what]}}}
    cell = ".. list-table::\n\n   * - .. medterm:: ant\n          :no-index:\n"
    page = f"P\n=\n\n.. medterm:: ant\n\n{cell}"
    project.write({"terms.json": json.dumps(data), "index.rst": page})
    built = project.build("text", medterm_files=["terms.json"], check=False)
    assert not built.warnings
    written = re.sub(r"[\s|+*-]", "", built.text("index.txt"))
    assert written.count("x") + written.count("字") >= 2 * (MANY // 4)


def test_words_of_usual_length_stay_whole(project: Project) -> None:
    """The longest word of the language of medicine has 45 letters."""
    word = "pneumonoultramicroscopicsilicovolcanoconiosis"
    project.write({"terms.yaml": f"terms:\n  ant: {{definition: a {word * 8} b}}\n"})
    project.write({"index.rst": "P\n=\n\n.. medterm:: ant\n"})
    assert word in project.build("text").text("index.txt")
