"""A kind of mention is one row of a table."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from bs4 import BeautifulSoup

import sphinx_medterm

ROW = """
    "brief": Kind(
        shows="the abbreviation, as a kind of its own",
        wording="short form",
        links=True,
        needs="abbreviations",
    ),
}
"""
TERMS = """\
terms:
  a: {label: alpha, abbreviations: [AL], definition: "see :medterm:brief:`beta` and `b`:medterm:"}
  b: {label: beta, abbreviations: [BE], definition: x}
"""
PAGE = """\
Title
=====

:medterm:brief:`alpha +plural`, :medterm:brief:`!alpha`

.. medterm:glossary::
"""


def test_a_kind_with_a_known_wording_takes_one_row(tmp_path: Path) -> None:
    """With it alone, the role works on pages and in data text."""
    package = tmp_path / "site" / "sphinx_medterm"
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(Path(sphinx_medterm.__file__).parent, package, ignore=ignored)
    table = package / "names" / "mentions.py"
    before, _end, after = table.read_text(encoding="utf-8").partition("\n}\n")
    assert before.rpartition("\n\n")[2].startswith("KINDS = {")
    table.write_text(before + ROW + after, encoding="utf-8")
    source = tmp_path / "source"
    source.mkdir()
    (source / "conf.py").write_text("extensions = ['sphinx_medterm']\n", encoding="utf-8")
    (source / "terms.yaml").write_text(TERMS, encoding="utf-8")
    (source / "index.rst").write_text(PAGE, encoding="utf-8")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", "html", "source", "html"]
    environment = {**os.environ, "PYTHONPATH": str(package.parent)}
    subprocess.run(command, env=environment, cwd=tmp_path, check=True, timeout=120)
    page = BeautifulSoup((tmp_path / "html" / "index.html").read_text("utf-8"), "html.parser")
    paragraph = page.select_one("section > p")
    definition = page.select_one("#medterm-a .medterm-definition")
    assert paragraph is not None
    assert definition is not None
    assert paragraph.get_text() == "ALs, alpha"
    assert [link["href"] for link in paragraph.select("a")] == ["#medterm-a"]
    assert definition.get_text().split() == ["see", "BE", "and", "b"]
    assert [link["href"] for link in definition.select("a")] == ["#medterm-b"] * 2
