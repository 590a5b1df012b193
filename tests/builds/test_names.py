"""Names and texts with unusual characters, in every field and in the formats they could break."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from posixpath import join
from typing import Any
from xml.etree import ElementTree

import pytest
from sphinx.util.inventory import InventoryFile

from .conftest import Built, Project

PIECES = {
    "right-to-left-mark": "\u200f",
    "zero-width-space": "\u200b",
    "soft-hyphen": "\u00ad",
    "combining-mark": "\u0301",
    "filler": "\u3164",
    "blank-braille": "\u2800",
    "override": "\u202e",
    "isolate": "\u2067",
    "end-of-isolate": "\u2069",
    "line-feed": "\n",
    "carriage-return": "\r",
    "next-line": "\x85",
    "line-separator": "\u2028",
    "paragraph-separator": "\u2029",
    "vertical-tab": "\v",
    "form-feed": "\f",
    "file-separator": "\x1c",
    "bell": "\x07",
    "escape": "\x1b[31m",
    "delete": "\x7f",
    "control": "\x9b",
    "noncharacter": "\uffff",
    "other-noncharacter": "\ufdd0",
    "high-noncharacter": "\U0001fffe",
    "joiner": "\u200d",
    "semicolon": ";",
    "exclamation": "!",
    "type-and-number": " py:function 1 x -",
}
"""What is put alone, and between two letters, into every field."""


def record(text: str) -> dict[str, Any]:
    """Write a term with a text in every field that takes any, and what it needs besides."""
    note = {"note": text}
    return {
        "label": text,
        "part_of_speech": text,
        "pronunciation": {"ipa": text, "respelling": text, "region": text, **note},
        "abbreviations": [{"label": text, "plural": text, **note}],
        "synonyms": [text, {"label": text, **note}],
        "variants": [{"label": text, "region": text, **note}],
        "forms": [{"label": text, **note}],
        "hidden_labels": [text],
        "senses": {
            "s": {
                "subject_field": text,
                "definition": "a finding",
                "plain_definition": text,
                "scope_note": text,
                "examples": [text],
            }
        },
        "etymology": {"parts": [], "note": text},
        "related_conditions": [{"label": text, "relation": text, **note, "codes": []}],
        "codes": [{"system": f"ZZ{text}", "code": text, "version": text, "display": text}],
        "translations": {"de": {"label": text, "definition": text, "plain_definition": text}},
        "reviewed": {"date": "2026", "by": text},
        "sources": ["s"],
    }


def source(text: str) -> dict[str, Any]:
    """Write a source with a text in every field."""
    fields = "title authors journal volume issue pages publisher edition version licence note"
    return dict.fromkeys(fields.split(), text) | {
        "doi": f"10.1000/x{text}",
        "url": f"https://a.example/x{text}",
    }


def data(wrap: str) -> str:
    """Write a file with all pieces.

    :param wrap: what stands before and after each.
    """
    terms = {
        key: record(f"{wrap}{piece}{wrap}") | {"sources": [key], "etymology": {"parts": [key]}}
        for key, piece in PIECES.items()
    }
    sources = {key: source(f"{wrap}{piece}{wrap}") for key, piece in PIECES.items()}
    parts = {
        key: dict.fromkeys(("label", "form", "gloss", "note"), f"{wrap}{piece}{wrap}")
        for key, piece in PIECES.items()
    }
    return json.dumps({"sources": sources, "word_parts": parts, "terms": terms})


@pytest.fixture(params=["", "q"], ids=["alone", "between letters"])
def nasty(project: Project, request: pytest.FixtureRequest) -> Project:
    """Give a project with all pieces in all fields, on one page."""
    project.conf = {"medterm_files": ["nasty.json"], "project": "Demo", "version": "1"}
    project.conf |= {"copyright": "2026, nobody", "medterm_std_terms": True}
    mentions = " ".join(f":medterm:`{key}`" for key in PIECES)
    index = f"Page\n====\n\n{mentions}\n\n.. medterm:glossary::\n"
    project.write({"nasty.json": data(request.param), "index.rst": index})
    return project


def built(project: Project, builder: str) -> Built:
    """Build; all warnings are about values that are refused or repeated, and what is left then."""
    made = project.build(builder, check=False)
    expected = (
        "[medterm.value]",
        "[medterm.repeated]",
        "a term nor a label is left out (run 'medterm explain record') [medterm.record]",
    )
    for line in made.warnings:
        assert line.endswith(expected)
        assert line.isprintable()
    assert made.warnings
    return made


def test_index_and_inventory_hold_names_only(nasty: Project) -> None:
    """The general index is written, and no name makes a line of the inventory of its own."""
    made = built(nasty, "html")
    index = made.html("genindex.html").get_text()
    assert "joiner" in index or "q\u200dq" in index
    with made.out.joinpath("objects.inv").open("rb") as file:
        inventory = InventoryFile.load(file, "", join)
    names = {kind: set(found) for kind, found in inventory.items()}
    ours = {f"medterm:{kind}" for kind in ("term", "name", "form", "sense", "code")}
    assert names.keys() <= {*ours, "std:doc", "std:label", "std:term"}
    assert names["medterm:term"] >= PIECES.keys()
    assert names["medterm:sense"] == {f"{key}#s" for key in PIECES}
    # Before Sphinx 8.2, items are plain tuples.
    items = inventory["medterm:term"].values()
    places = {item.uri if hasattr(item, "uri") else item[2] for item in items}
    assert places == {f"index.html#medterm-{key}" for key in PIECES}


def test_pages_are_well_formed_xml(nasty: Project) -> None:
    """A parser reads every page, and what is accepted of the texts is in it."""
    page = ElementTree.fromstring(built(nasty, "xml").text("index.xml"))
    text = "".join(page.itertext())
    assert "py:function" in text
    assert not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202e\ufdd0\uffff\U0001fffe]", text)


def test_books_are_well_formed(nasty: Project) -> None:
    """All pages and lists of an e-book are, the general index among them."""
    made = built(nasty, "epub")
    with zipfile.ZipFile(made.out / "Demo.epub") as book:
        pages = [
            name for name in book.namelist() if Path(name).suffix in (".xhtml", ".opf", ".ncx")
        ]
        assert "genindex.xhtml" in pages
        for name in pages:
            ElementTree.fromstring(book.read(name))
