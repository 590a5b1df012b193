"""Formulas of data files in builds: what is refused is shown as text, and text is no formula."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from .conftest import Build, Project

HOSTILE = r"x\) \input{/etc/hostname} \(y"
EXTENSIONS = ["sphinx_medterm", "sphinx.ext.mathjax"]


def write(project: Project, data: dict[str, Any]) -> None:
    """Write a data file."""
    project.write({"terms.yaml": "", "terms.json": json.dumps(data)})


def everywhere(text: str) -> dict[str, Any]:
    """Put a text in all fields of a data file that take markup."""
    said = {"definition": text, "plain_definition": text}
    term = {
        "senses": {"a": {**said, "scope_note": text, "examples": [text], "sources": ["s"]}},
        "pronunciation": {"ipa": "i", "note": text},
        "synonyms": [{"label": "b", "note": text}],
        "abbreviations": [{"label": "AB", "note": text}],
        "variants": [{"label": "bb", "note": text}],
        "forms": [{"label": "bs", "note": text}],
        "etymology": {"parts": ["p-"], "note": text},
        "related_conditions": [{"label": "c", "note": text}],
        "translations": {"la": said},
    }
    parts = {"p-": {"gloss": "g", "note": text}}
    return {"sources": {"s": {"note": text}}, "word_parts": parts, "terms": {"x": term}}


@pytest.mark.parametrize(
    ("builder", "file"),
    [("html", "index.html"), ("latex", "book.tex"), ("text", "index.txt"), ("man", "book.1")],
)
def test_refused_formulas_are_shown_as_literals(
    page: Build, project: Project, builder: str, file: str
) -> None:
    """In every field, in every format, with a warning at the record."""
    write(project, everywhere(f":math:`{HOSTILE}`"))
    built = page(
        ".. medterm:: x\n\nSee :medterm:def:`x`.\n",
        builder=builder,
        medterm_files=["terms.json"],
        extensions=EXTENSIONS,
        check=False,
        latex_documents=[("index", "book.tex", "B", "A", "howto")],
        man_pages=[("index", "book", "b", ["a"], 1)],
    )
    assert len(built.warnings) == 15
    place = f"{project.src / 'terms.json'}:1:"
    assert all(w.startswith(place) and "the formula contains" in w for w in built.warnings)
    assert all(w.endswith("[medterm.markup]") for w in built.warnings)
    written = built.text(file)
    assert "input" in written
    if builder == "latex":
        assert r"\input{/etc" not in written
        assert r"\(x" not in written
    if builder == "html":
        assert not built.html().select(".math")
        literals = [code.get_text() for code in built.html().select("main code, .body code")]
        assert literals.count(HOSTILE) >= 8


@pytest.mark.parametrize("builder", ["html", "epub", "latex", "text", "singlehtml"])
def test_sound_formulas_are_formulas(page: Build, project: Project, builder: str) -> None:
    """As they were written."""
    write(project, everywhere(r":math:`\frac{m}{h^2}`"))
    built = page(
        ".. medterm:: x\n",
        builder=builder,
        medterm_files=["terms.json"],
        extensions=["sphinx_medterm", "sphinx.ext.mathjax"],
        latex_documents=[("index", "book.tex", "B", "A", "howto")],
        suppress_warnings=["epub.unknown_project_files"],
        epub_copyright="x",
        version="1",
        mathjax_path="mathjax.js",
    )
    names = {"latex": "book.tex", "text": "index.txt", "epub": "index.xhtml"}
    assert built.text(names.get(builder, "index.html")).count(r"\frac{m}{h^2}") == 15


def test_translations_are_checked_too(page: Build, project: Project) -> None:
    """The formula of a catalogue is a stranger's as well."""
    write(project, {"terms": {"x": {"definition": ":math:`a`"}}})
    catalogue = f'msgid ":math:`a`"\nmsgstr ":math:`{HOSTILE}`"\n'.replace("\\", "\\\\")
    project.write({"locale/de/LC_MESSAGES/index.po": f'msgid ""\nmsgstr ""\n\n{catalogue}'})
    built = page(
        ".. medterm:: x\n",
        medterm_files=["terms.json"],
        extensions=EXTENSIONS,
        language="de",
        locale_dirs=["locale"],
        warns=["the formula"],
    )
    assert not built.html().select(".math")


TEX = r"\(\href{javascript:alert(1)}{x}\) $$y$$"
MISREAD = "is read as something else in a mention"


def test_mathjax_is_kept_from_text_of_data_files(page: Build, project: Project) -> None:
    """On a page with formulas it would look for more in all text, cards included."""
    text = "see " + TEX.replace("\\", "\\\\")
    term = {
        "label": TEX,
        "definition": text,
        "abbreviations": [f"{TEX}A"],
        "synonyms": [{"label": f"{TEX}S", "note": text}],
        "related_conditions": [{"label": TEX, "relation": TEX, "codes": [f"LOCAL:{TEX}"]}],
        "codes": [{"system": "LOCAL", "code": "1", "display": TEX}],
        "translations": {"la": {"label": TEX, "definition": text}},
    }
    lone = {**term, "label": f"{TEX}L", "abbreviations": []}
    write(project, {"terms": {"x": term, "lone": lone}})
    built = page(
        ":math:`b` :medterm:long:`x` :medterm:def:`x` :medterm:full:`x` :medterm:short:`x`\n\n"
        ":medterm:long:`y <x>` :medterm:long:`lone`\n\n.. medterm:: x\n\n   Note :math:`c`.\n",
        medterm_files=["terms.json"],
        extensions=EXTENSIONS,
        warns=["has no entry", *5 * [MISREAD]],
    )
    body = built.html()
    texts = body.find_all(string=re.compile(r"\\\(\\href|\$\$y"))
    assert len(texts) > 15
    for version in ("mathjax", "tex2jax"):
        assert [t for t in texts if not t.find_parent(class_=f"{version}_ignore")] == []
        marks = [f"{version}_ignore", f"{version}_process"]
        innermost = [f.find_parent(class_=marks) for f in body.select(".medterm-entry .math")]
        assert [e is not None and f"{version}_process" in e["class"] for e in innermost] == [True]


def test_other_formats_have_no_class_for_mathjax(page: Build, project: Project) -> None:
    """They would write it into the document."""
    write(project, everywhere(":math:`a`"))
    built = page(
        ".. medterm:: x\n\n   Mine.\n",
        builder="latex",
        medterm_files=["terms.json"],
        latex_documents=[("index", "book.tex", "B", "A", "howto")],
    )
    assert "jax" not in built.text("book.tex")


@pytest.mark.parametrize("split", [False, True])
def test_mathjax_is_kept_from_the_general_index(page: Build, project: Project, split: bool) -> None:
    """Which has formulas if the project loads MathJax on all pages; names of a letter, too."""
    terms = {"a": {"label": f"{TEX} (one)"}, "b": {"label": f"{TEX} (two)"}, "c": {"label": "<c>"}}
    write(project, {"terms": {key: {**term, "definition": "x"} for key, term in terms.items()}})
    built = page(
        ".. medterm:glossary::\n",
        medterm_files=["terms.json"],
        html_split_index=split,
        warns=2 * [MISREAD],
    )
    pages = [file.name for file in built.out.glob("genindex*.html")]
    assert len(pages) > 2 * split
    texts = [
        text
        for name in pages
        for text in built.html(name).find_all(string=re.compile(r"\\\(\\href|\$\$y"))
    ]
    assert texts
    assert [text for text in texts if not text.find_parent(class_="mathjax_ignore")] == []
    assert built.html("genindex-all.html" if split else "genindex.html").find(string="<c>")
