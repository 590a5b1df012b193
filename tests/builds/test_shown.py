"""Law: with each change of the data, what is stamped changes on just the pages that show it."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, get_args

import pytest
import yaml

from sphinx_medterm.ext.config import SECTIONS
from sphinx_medterm.ext.project.build import Build
from sphinx_medterm.ext.project.freshness import page_digests
from sphinx_medterm.ext.project.page_contents import PageContents
from sphinx_medterm.records.model import Record, Source, Term, WordPart

from .conftest import Project

CODE = {"system": "HP", "code": "0000001", "version": "1", "match": "broad", "display": "Code"}
SENSE = {
    "subject_field": "biology",
    "definition": "first of :medterm:`other`",
    "plain_definition": "the first",
    "scope_note": "a note",
    "examples": ["an example"],
    "sources": ["book"],
}
TERM: dict[str, Any] = {
    "label": "Label",
    "part_of_speech": "noun",
    "pronunciation": [
        {"ipa": "i", "respelling": "ee", "region": "UK", "note": "long", "sources": ["book"]}
    ],
    "abbreviations": [{"label": "AB", "plural": "ABZ", "status": "admitted", "note": "short"}],
    "synonyms": [{"label": "syn", "status": "admitted", "scope": "exact", "note": "older"}],
    "variants": [{"label": "var", "region": "US", "note": "rare"}],
    "forms": [{"label": "labels", "number": "plural", "note": "usual"}],
    "hidden_labels": ["hid"],
    "status": "deprecated",
    "replaced_by": "other",
    "definition": "a thing\n\nwith more",
    "plain_definition": "a plain thing",
    "senses": {"one": SENSE},
    "etymology": {"parts": ["x-"], "note": "old", "sources": ["book"]},
    "related_conditions": [
        {
            "term": "other",
            "label": "cond",
            "relation": "cause",
            "note": "a remark",
            "codes": [CODE],
            "sources": ["book"],
        }
    ],
    "codes": [CODE],
    "broader": ["other"],
    "narrower": ["other"],
    "related": ["other"],
    "contrast": ["other"],
    "see_also": ["other"],
    "translations": {"de": {"label": "Wort", "definition": "x", "plain_definition": "y"}},
    "reviewed": {"date": "2026-01-01", "by": "me", "due": "2027-01-01"},
    "autolink": True,
    "sources": ["book"],
}
DATA: dict[str, Any] = {
    "sources": {
        "book": {
            "title": "Book",
            "authors": "Doe J",
            "journal": "Journal",
            "year": 2001,
            "volume": "1",
            "issue": "2",
            "pages": "3",
            "publisher": "House",
            "edition": "4th",
            "version": "5",
            "accessed": "2026-01-01",
            "licence": "free",
            "note": "good",
            "doi": "10.1000/a",
            "pmid": "1",
            "pmcid": "PMC1",
            "url": "https://example.org/a",
        },
        "new": {"title": "New"},
    },
    "word_parts": {
        "x-": {
            "label": "ex-",
            "kind": "prefix",
            "lang": "la",
            "form": "ex",
            "gloss": "out",
            "note": "of old",
            "sources": ["book"],
        },
        "new-": {"gloss": "new"},
    },
    "terms": {
        "x": TERM,
        "w": {"senses": {"one": SENSE, "two": {"definition": "second"}}},
        "y": {"definition": "has x", "related_conditions": [{"term": "x"}]},
        "z": {"definition": "below x", "broader": ["x"]},
        "other": {"definition": "another"},
        "third": {"definition": "the third"},
    },
}
OTHERS = {
    "Label": "Name",
    "plural": "singular",
    "deprecated": "superseded",
    "admitted": "deprecated",
    "exact": "narrow",
    "broad": "close",
    "prefix": "root",
    "la": "grc",
    "2026-01-01": "2025-01-01",
    "2027-01-01": "2028-01-01",
    "10.1000/a": "10.1000/b",
    "PMC1": "PMC2",
    "1": "2",
    "https://example.org/a": "https://example.org/b",
    "0000001": "0000002",
    "HP": "MONDO",
    "book": "new",
    "other": "third",
    "x-": "new-",
    "x": "third",
}
ENTRY = ".. medterm:: {}\n   :no-index:\n"
PAGES = {
    "entry": ".. medterm:: x\n",
    "senses": ".. medterm:: w\n",
    "others": "\n".join(f".. medterm:: {key}\n" for key in ("other", "third")),
    "condition": ".. medterm:: y\n",
    "relation": ".. medterm:: z\n",
    "lay": f"{ENTRY.format('x')}   :audience: plain\n",
    "experts": f"{ENTRY.format('x')}   :audience: professional\n",
    "lay-senses": f"{ENTRY.format('w')}   :audience: plain\n",
    "bare": f"{ENTRY.format('x')}   :hide: {', '.join(SECTIONS)}\n",
    **{f"no-{section}": f"{ENTRY.format('x')}   :hide: {section}\n" for section in SECTIONS},
    "card": ":medterm:`shown <x>`\n",
    "lay-card": ":medterm:`shown <x> +plain`\n",
    "senses-card": ":medterm:`shown <w>`\n",
    "sense-card": ":medterm:`shown <w#one>`\n",
    "def": ":medterm:def:`x`\n",
    "sense-def": ":medterm:def:`w#one`\n",
    "plain": ":medterm:plain:`x`\n",
    "pron": ":medterm:pron:`x`\n",
    "etym": ":medterm:etym:`x`\n",
    "long": ":medterm:long:`x`\n",
    "full": ":medterm:full:`x`\n",
    "plural": ":medterm:long:`x +plural` :medterm:short:`x +plural`\n",
    "part": ":medterm:part:`x-`\n",
    "code": ":medterm:code:`HP:0000001`\n",
    "nothing": "Nothing.\n",
}
LOOSE = {
    "display": "a code of a condition shows none, and no other does if it is the label",
    "version": "a code of a condition shows none",
    "codes": "the same",
    "label": "a name that mentions are linked as counts for them",
    "plural": "the same",
    "number": "the same",
    "abbreviations": "the same",
}
"""The fields whose changes may have pages written that do not show them, and why."""

QUOTING = {"def", "sense-def", "plain", "pron", "etym"}
"""The pages with mentions that would be links, with cards, if they had titles of their own."""


def paths(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """List the places of all values."""
    items = data.items() if isinstance(data, dict) else enumerate(data)
    for name, value in items:
        if isinstance(value, dict | list):
            yield from paths(value, (*path, name))
        else:
            yield (*path, name)


CHANGED = [
    path
    for section, key in (("sources", "book"), ("word_parts", "x-"), ("terms", "x"), ("terms", "w"))
    for path in paths(DATA[section][key], (section, key))
]


def changed(path: tuple[Any, ...]) -> dict[str, Any]:
    """Change one value."""
    data = deepcopy(DATA)
    place: Any = data
    for name in path[:-1]:
        place = place[name]
    value = place[path[-1]]
    if isinstance(value, bool):
        place[path[-1]] = not value
    elif isinstance(value, int):
        place[path[-1]] = value + 1
    else:
        place[path[-1]] = OTHERS.get(value, f"new {value}")
    return data


CONF_PY = """
from jinja2 import FileSystemBytecodeCache

def with_kept_templates(app):
    cache = FileSystemBytecodeCache(app.confdir.parents[1])
    app.builder.templates.environment.bytecode_cache = cache

def setup(app):
    app.connect("builder-inited", with_kept_templates)
"""


def shown(folder: Path, data: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Build anew, and give what each page says and its stamp."""
    project = Project(folder)
    listed = "".join(f"   {name}\n" for name in PAGES)
    project.write(
        {
            "conf.py": CONF_PY,
            "terms.yaml": yaml.safe_dump(data),
            "index.rst": f"I\n=\n\n.. toctree::\n\n{listed}",
            **{
                f"{name}.rst": f"{name}\n================\n\n{text}" for name, text in PAGES.items()
            },
        }
    )
    stamps: dict[str, str] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sphinx_medterm.ext.project.freshness.page_digests", _noted(stamps))
        built = project.build(
            suppress_warnings=["medterm"], html_theme="basic", html_copy_source=False
        )
    return {name: (built.text(f"{name}.html"), stamps[name]) for name in PAGES}


def _noted(stamps: dict[str, str]) -> Any:
    def stamp(build: Build, shown: PageContents) -> dict[str, str]:
        stamps.update(page_digests(build, shown))
        return stamps

    return stamp


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder for all builds, which share their templates."""
    return tmp_path_factory.mktemp("shown")


@pytest.fixture(scope="module")
def before(folder: Path) -> dict[str, tuple[str, str]]:
    """Build the data as they stand."""
    folder.joinpath("before").mkdir()
    return shown(folder / "before", DATA)


@pytest.mark.parametrize("path", CHANGED, ids=lambda path: ".".join(map(str, path)))
def test_stamps_change_with_what_pages_show(
    before: dict[str, tuple[str, str]], folder: Path, path: tuple[Any, ...]
) -> None:
    """Whatever the field, in an entry, on a card, quoted, named or lent."""
    with TemporaryDirectory(dir=folder) as here:
        old, new = before, shown(Path(here), changed(path))
    written = {name for name in PAGES if old[name][0] != new[name][0]}
    stamped = {name for name in PAGES if old[name][1] != new[name][1]}
    assert written <= stamped
    if LOOSE.keys().isdisjoint(path):
        assert stamped - written <= QUOTING


@pytest.mark.parametrize(
    ("model", "data"),
    [(Source, DATA["sources"]["book"]), (WordPart, DATA["word_parts"]["x-"]), (Term, TERM)],
)
def test_all_fields_of_the_model_are_tried(model: type[Record], data: Any) -> None:
    """Those of records inside, too: a field that is added has to be added here."""
    assert model.model_fields.keys() == data.keys()
    for name, info in model.model_fields.items():
        for inner in _records_in(info.annotation):
            value = data[name]
            if isinstance(value, list):
                value = value[0]
            if info.annotation and inner.model_fields.keys() != value.keys():
                (value,) = value.values()  # under a key
            test_all_fields_of_the_model_are_tried(inner, value)


def _records_in(annotation: Any) -> Iterator[type[Record]]:
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for part in get_args(annotation):
        yield from _records_in(part)
