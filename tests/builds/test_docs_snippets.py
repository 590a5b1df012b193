"""Data, settings and markup that the docs show are valid, whole or completed here."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from textwrap import indent
from typing import Any

import pytest

from sphinx_medterm import Diagnostic, load_termbase
from sphinx_medterm.formats.read import read_file
from sphinx_medterm.records.json_schema import json_schema
from sphinx_medterm.records.term_file import TermFile
from sphinx_medterm.termbase.settings import read_code_systems, read_settings
from tests.core.test_json_schema import misfits
from tests.doc_blocks import DOCS, ROOT, Block, blocks, settings, small_project

from .conftest import TITLES, Project

DATA = ("yaml", "toml", "json")

FRAGMENTS = {
    "definition: >-": ("terms:\n  example:\n", 4, ""),
    "appendicitis:": ("terms:\n", 2, "    definition: an inflamed appendix\n"),
    "# yaml-language-server": ("", 0, "terms:\n  example: {definition: a sample}\n"),
}
"""Parts of data files by their beginnings: what is before, the indentation, and what follows."""

MEDIA = ("sounds/marrow.mp3", "sounds/marrow-uk.mp3")

TEXTS = {
    "data files ─read─▶": "a drawing",
    "* an item that takes": "lists as they are written in data",
    "terms.yaml:8: bone marrow has": "tests/core/test_library.py runs the script",
    "('bone-marrow',) True": "tests/core/test_library.py runs the script",
    "place: WARNING: problem (hint) [type]": "the form of all messages",
}
"""The texts that are no output of a command: what they are, or which test makes the same."""

INCLUDED = {
    "README.md": ".ci/run",
    "CHANGELOG.md": "tests/builds/test_docs_snippets.py",
    "docs/samples/": "tests/builds/test_samples.py",
    "docs/start/example/": "tests/builds/test_docs_start.py",
    "docs/start/example-markdown/": "tests/builds/test_docs_start.py",
    "docs/build/recipes/": "tests/builds/test_docs_recipes.py",
    "docs/terms/examples/": "tests/builds/test_docs_snippets.py",
    "docs/terms/editor/": "tests/core/test_cases_of_editors.py",
    "docs/write/jupyter-book/": "tests/judges/test_jupyter_book.py",
    "docs/conf.py": "tests/judges/demo.py",
    "docs/terms.yaml": "tests/core/test_demo.py",
}
"""The files that pages include, and what holds them true."""

NEEDED = {
    "_static/custom.css": "",
    "parts.toml": '[word_parts."-ia"]\ngloss = "condition"\n',
    "more/parts.yaml": "word_parts:\n  an-: {gloss: without}\n",
    "glossaries/more.json": '{"terms": {"pallor": {"definition": "unusual paleness"}}}',
    "../pyproject.toml": "[tool.medterm]\n",
}
"""Files that settings name."""


OTHERWISE = re.compile(r"isn't included in any toctree|this glossary has no terms to show")
"""What builds say of settings that write pages with all entries."""


def shown(*languages: str) -> list[Block]:
    """List the blocks in these languages that are written in pages and in the README."""
    return [block for block in blocks() if block.written and block.language in languages]


def completed(block: Block) -> str:
    """Make a data file of a block."""
    for beginning, (before, columns, after) in FRAGMENTS.items():
        if block.text.startswith(beginning):
            return f"{before}{indent(block.text.strip(), ' ' * columns)}\n{after}"
    return block.text


# ---------------------------------------------------------------------- data


def data_blocks() -> Iterator[tuple[str, str, str]]:
    """List the data of the pages: where they are, their text, and the suffix of its format."""
    for block in shown(*DATA):
        yield block.place, completed(block), f".{block.language}"
    for file in sorted(DOCS.glob("terms/examples/*.*")):
        yield file.name, file.read_text("utf-8"), file.suffix


def test_data_have_no_problem_and_fit_the_schema(tmp_path: Path) -> None:
    """A check reports neither errors nor warnings, and an editor marks nothing."""
    for name in MEDIA:
        file = tmp_path / name
        file.parent.mkdir(exist_ok=True)
        file.touch()
    schema = json_schema()
    for place, text, suffix in data_blocks():
        file = tmp_path / f"terms{suffix}"
        file.write_text(text, encoding="utf-8")
        assert list(map(str, findings_in(file, text))) == [], place
        data = read_file(file).data
        if set(data) <= {*TermFile.model_fields, "$schema"}:
            assert list(misfits(schema, schema, data)) == [], place


def findings_in(file: Path, text: str) -> list[Diagnostic]:
    """Check a file as settings, code systems or records."""
    if text.startswith("[tool.medterm"):
        return list(read_settings(file).diagnostics)
    if text.startswith("WARD:"):
        return read_code_systems(file)[1]
    return load_termbase(file).diagnostics


def test_fragments_are_still_there() -> None:
    """A completion that fits nothing is left over."""
    found = [block.text for block in shown(*DATA)]
    for beginning in FRAGMENTS:
        assert any(text.startswith(beginning) for text in found), beginning


# ---------------------------------------------------------------------- settings


def settings_blocks() -> list[Block]:
    """List the parts of ``conf.py``: those in Python that import and define nothing."""
    parts = (ast.Assign, ast.If)
    return [
        block
        for block in shown("python")
        if all(isinstance(part, parts) for part in ast.parse(block.text).body)
    ]


def test_settings_exist_and_are_accepted(project: Project) -> None:
    """Each part is added to a small project, which is built without a warning."""
    files = small_project()
    project.write(files | NEEDED | {"terms/more.yaml": files["terms.yaml"]})
    known = settings() | {"extensions", "intersphinx_mapping"}
    assert len(settings_blocks()) > 10
    for block in settings_blocks():
        assert names_set(block.text) <= known, block.place
        project.write({"conf.py": f"{files['conf.py']}\n{block.text}\n"})
        builder = "latex" if "latex" in block.text else "html"
        conf: dict[str, Any] = {"extensions": extensions(block)}
        if "intersphinx" in block.text:  # nothing is fetched from other projects
            conf["intersphinx_mapping"] = {}
        built = project.build(builder, check=False, **conf)
        assert [line for line in built.warnings if not OTHERWISE.search(line)] == [], block.place


def extensions(block: Block) -> list[str]:
    """Return the extensions that a part asks for."""
    found = re.search(r"^extensions = (\[.*\])$", block.text, re.MULTILINE)
    return list(ast.literal_eval(found[1])) if found else ["sphinx_medterm"]


def names_set(code: str) -> set[str]:
    """Return the names that get a value."""
    found = ast.walk(ast.parse(code))
    return {
        name.id for name in found if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)
    }


# ---------------------------------------------------------------------- pages


LETTERS = {"glossary/": {}, "words/": {"no_index": True, "index": False, "title": "Words"}}
PLACES = {"Words of our field": "words/index", "# Words of our field": "words/index"}
"""The pages that a block must be, by its beginning."""


@pytest.mark.parametrize("language", ["rst", "markdown"])
def test_pages_are_built_without_a_warning(project: Project, language: str) -> None:
    """Each is a page of a project with the terms of the demo, or of its own."""
    suffix = {"rst": ".rst", "markdown": ".md"}[language]
    project.write({"index.rst": "All\n===\n\n.. toctree::\n   :glob:\n\n   *\n   words/index\n"})
    found = [block for block in shown(language) if block.page != "README"]
    assert found
    for number, block in enumerate(found):
        text, name = block.text.strip(), f"page-{number}"
        for beginning, place in PLACES.items():
            name = place if text.startswith(beginning) else name
        project.write({f"{name}{suffix}": as_page(text, language)})
    project.build(
        extensions=["sphinx_medterm", "myst_parser"],
        medterm_files=[str(DOCS / "terms.yaml")],
        medterm_letter_pages=LETTERS,
        suppress_warnings=["medterm.duplicate", "medterm.empty_glossary"],
    )


def as_page(text: str, language: str) -> str:
    """Add a title, where there is none."""
    title = "Page\n====" if language == "rst" else "# Page"
    return text if text.startswith((":", "-", "#", "Words")) else f"{title}\n\n{text}\n"


# ---------------------------------------------------------------------- all else


def test_style_sheets_and_latex_change_what_the_output_has(project: Project) -> None:
    """Classes, custom properties and environments are those of the demo's glossary."""
    project.write({"index.rst": "Page\n====\n\n.. medterm:glossary::\n"})
    conf = {**TITLES, "medterm_files": [str(DOCS / "terms.yaml")]}
    html = project.build("html", **conf)
    tex = project.build("latex", **conf).text("p.tex")
    sheets = [file.read_text("utf-8") for file in html.out.rglob("medterm*.css")]
    known = "\n".join([html.text("index.html"), *sheets])
    for block in shown("css"):
        assert block.text.count("{") == block.text.count("}") > 0, block.place
        for name in re.findall(r"(--medterm-[\w-]+|(?<=\.)medterm-[\w-]+)", block.text):
            assert name in known, f"{block.place}: {name}"
    for block in shown("latex"):
        (name,) = re.findall(r"\\renewenvironment\{sphinxclass([\w-]+)\}", block.text)
        assert f"\\begin{{sphinxuseclass}}{{{name}}}" in tex, block.place


def test_no_text_is_output_typed_by_hand() -> None:
    """A text is a file with a name, or one of these; output is a sample or made by a directive."""
    found = [block for block in shown("text", "", "none", "default") if not block.caption]
    unknown = [b.place for b in found if not b.text.startswith((*TEXTS, ".. medterm"))]
    assert unknown == []
    for beginning in TEXTS:
        assert any(block.text.startswith(beginning) for block in found), beginning


def test_every_kind_of_block_is_looked_at() -> None:
    """One in another language needs a test as well."""
    tested = {*DATA, "python", "rst", "markdown", "css", "latex", "text", "console", "sh", ""}
    assert {f"{b.place}: {b.language}" for b in shown(*other_languages(tested))} == set()


def other_languages(tested: set[str]) -> set[str]:
    """Return the languages of all blocks but these."""
    return {block.language for block in blocks()} - tested


def test_every_file_that_a_page_includes_is_held_true_by_a_test() -> None:
    """By one of these, which must be there."""
    for block in blocks():
        if block.written or block.origin.startswith("medterm-"):
            continue
        start = DOCS if block.origin.startswith("/") else (DOCS / block.page).parent
        file = (start / block.origin.lstrip("/")).resolve().relative_to(ROOT).as_posix()
        tests = [test for place, test in INCLUDED.items() if file.startswith(place)]
        assert tests, f"{block.place}: {block.origin}"
        assert ROOT.joinpath(tests[0]).is_file(), tests[0]
