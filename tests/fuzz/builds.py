"""Inputs that are put into projects, many into each, which are built in every format."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Sequence
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from sphinx.application import Sphinx
from sphinx.locale import translators
from sphinx.util.docutils import docutils_namespace

from tests.builds.lean import lean_builds
from tests.fuzz.outputs import JUDGES, Judge


class Given(NamedTuple):
    """An input."""

    kind: str
    content: str


FIELDS: list[Any] = [
    lambda text: {"definition": text},
    lambda text: {"plain_definition": text, "label": text[:200]},
    lambda text: {"senses": {"one": {"definition": text, "subject_field": text[:80]}}},
    lambda text: {"senses": {"one": {"definition": "x", "codes": text[:99], "related": text[:99]}}},
    lambda text: {"definition": "x", "scope_note": text, "examples": [text, text[:100]]},
    lambda text: {"definition": "x", "etymology": text, "synonyms": [text[:100]]},
    lambda text: {"definition": "x", "related_conditions": [{"label": "C", "note": text}]},
    lambda text: {"definition": "x", "abbreviations": [{"label": text[:30], "note": text}]},
    lambda text: {
        "definition": "x",
        "translations": {"de": {"label": text[:50], "definition": text}},
    },
]
"""The fields that texts are put into, in turn."""

CONF = {
    "extensions": ["sphinx_medterm", "myst_parser"],
    "medterm_autolink": "all",
    "medterm_files": ["terms.json"],
    "html_theme": "basic",
    "latex_documents": [("index", "fuzz.tex", "Fuzz", "A", "manual")],
    "epub_copyright": "A",
    "version": "1",
    "suppress_warnings": ["epub.unknown_project_files"],
}
INDEX = """\
Index
=====

.. toctree::
   :glob:

   entries
   page*
"""
ENTRIES = "Entries\n=======\n\n.. medterm:glossary::\n"


def write(folder: Path, inputs: Sequence[Given]) -> None:
    """Write a project: a term for each text and name, and a page for each page."""
    terms: dict[str, Any] = {
        f"t{number}": {"label": f"T{number} cell", "definition": f"see :medterm:`t{number - 1}`"}
        for number in range(1, 9)
    }
    terms["t0"] = {"label": "Crohn", "definition": "x", "abbreviations": ["EMH"]}
    fields = cycle(FIELDS)
    files = {"index.rst": INDEX, "entries.rst": ENTRIES, "conf.py": ""}
    for number, (kind, content) in enumerate(inputs):
        if kind == "text":
            terms[f"x{number}"] = next(fields)(content)
        elif kind == "name":
            terms[f"x{number}"] = {"label": content[:300], "synonyms": [content], "definition": "x"}
        elif kind == "page":
            suffix, _, text = content.partition("\n")
            title = "# Page\n\n" if suffix == ".md" else "Page\n====\n\n"
            files[f"page{number}{suffix}"] = f"{title}{text}\n"
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8", errors="replace")
    (folder / "terms.json").write_text(json.dumps({"terms": terms}), encoding="utf-8")


def build(folder: Path, builder: str) -> str:
    """Build a project, and return its warnings."""
    warnings = io.StringIO()
    translators.clear()
    with docutils_namespace(), lean_builds(search=False, theme_files=False):
        app = Sphinx(
            folder,
            folder,
            folder / "_out" / builder,
            folder / "_doctrees",
            builder,
            CONF,
            status=None,
            warning=warnings,
        )
        app.build()
    return warnings.getvalue()


def faults(inputs: Sequence[Given], builders: Sequence[str] = (*JUDGES,)) -> Iterator[str]:
    """Build a project of inputs, and list what is wrong with the output."""
    with TemporaryDirectory() as name:
        folder = Path(name).resolve()
        write(folder, inputs)
        for builder in builders:
            try:
                warnings = build(folder, builder)
            except Exception as error:  # whatever it is, it is a fault
                yield f"{builder}: {_told(error)}"
                continue
            if "Traceback" in warnings:
                yield f"{builder}: a traceback among the warnings"
            pattern, judge = JUDGES[builder]
            yield from _judged(folder / "_out" / builder, builder, pattern, judge)


def _judged(folder: Path, builder: str, pattern: str, judge: Judge) -> Iterator[str]:
    for file in sorted(folder.rglob(pattern)):
        # What authors write on pages is code, which may lead anywhere.
        found = [one for one in judge(file) if "=" not in one or not file.stem.startswith("page")]
        if found:
            yield f"{builder}: {file.name}: {found[0]}"


def _told(error: BaseException) -> str:
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    place = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    return f"{type(error).__name__} in {place}: {error}"[:300]


def guilty(inputs: Sequence[Given]) -> Iterator[tuple[Given, str]]:
    """Find the inputs that something is wrong with, by building halves of them again."""
    found = next(faults(inputs), "")
    if not found:
        return
    if len(inputs) == 1:
        yield inputs[0], found
        return
    middle = len(inputs) // 2
    halves = [*guilty(inputs[:middle]), *guilty(inputs[middle:])]
    if not halves:  # only together
        yield Given("together", json.dumps(inputs)), found
    yield from halves
