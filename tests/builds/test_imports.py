"""What a build loads: one without changes needs neither the model of records nor the renderers."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

TERMS = """\
word_parts: {an-: {gloss: without}}
terms:
  anemia: {definition: "too little :medterm:`blood`", etymology: {parts: [an-]}}
  blood: {definition: a fluid, abbreviations: [BL]}
"""
PAGE = """\
Page of :medterm:long:`BL`
==========================

Of :medterm:`anemia`, :medterm:def:`blood`, :medterm:abbr:`BL`, :medterm:`anemai` and blood.

.. medterm:glossary::
   :used:
"""
BUILD = """\
import json, sys
from sphinx.cmd.build import main
status = main(sys.argv[2:])
with open(sys.argv[1], "w", encoding="utf-8") as file:
    json.dump(sorted(sys.modules), file)
sys.exit(status)
"""
LATE = (
    "pydantic",
    "rapidfuzz",
    "yaml",
    "sphinx_medterm.data_text.parse",
    "sphinx_medterm.ext.render.entry",
    "sphinx_medterm.formats.read",
    "sphinx_medterm.names.rules",
    "sphinx_medterm.names.search",
    "sphinx_medterm.records.model",
    "sphinx_medterm.termbase.compile",
)
"""Modules that a build loads only when it has something to do with them."""


def loaded(folder: Path, builder: str) -> set[str]:
    """Build in a process of its own, and list the modules that it has loaded."""
    modules = folder / "modules.json"
    settings = ["-D", "extensions=sphinx_medterm", "-D", "medterm_autolink=all"]
    paths = [str(folder / "src"), str(folder / builder)]
    subprocess.run(
        [sys.executable, "-c", BUILD, str(modules), "-q", "-b", builder, *settings, *paths],
        check=True,
        capture_output=True,
    )
    return {*json.loads(modules.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("builder", ["html", "text"])
def test_a_build_without_changes_loads_only_what_it_needs(tmp_path: Path, builder: str) -> None:
    """The first build loads it all, or this would look for names that are no longer right.

    What the command line prints, such as explanations of warnings, is never loaded.
    """
    src = tmp_path / "src"
    src.mkdir()
    for name, text in (("conf.py", ""), ("terms.yaml", TERMS), ("index.rst", PAGE)):
        src.joinpath(name).write_text(text, encoding="utf-8")
    assert {*LATE} - loaded(tmp_path, builder) == set()
    second = loaded(tmp_path, builder)
    assert {*LATE} & second == set()
    assert not [name for name in second if name.startswith("sphinx_medterm.reports")]
