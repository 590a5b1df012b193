"""Law: with each change of the data, the digests of just those pages change that show it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, get_args

import pytest
import yaml

from sphinx_medterm.ext.project.build import Build
from sphinx_medterm.ext.project.freshness import page_digests
from sphinx_medterm.ext.project.page_contents import PageContents
from sphinx_medterm.names.mentions import KINDS, NAMING_KINDS
from sphinx_medterm.records.model import Source, Term, WordPart
from sphinx_medterm.records.record import Record
from sphinx_medterm.termbase.config_values import SECTIONS

from .conftest import Project

CODE = {"system": "HP", "code": "0000001", "version": "1", "match": "broad", "display": "Code"}
FIGURE = {
    "file": "one.svg",
    "alt": "a thing",
    "caption": "what it is",
    "credit": "Roe J",
    "licence": "open",
    "sources": ["book"],
}
SENSE = {
    "subject_field": "biology",
    "definition": "first of :medterm:`other`",
    "plain_definition": "the first",
    "scope_note": "a note",
    "examples": ["an example"],
    "figures": [FIGURE],
    "codes": [CODE],
    "broader": ["other"],
    "narrower": ["other"],
    "related": ["other"],
    "contrast": ["other"],
    "see_also": ["other"],
    "sources": ["book"],
}
TERM: dict[str, Any] = {
    "label": "Label",
    "part_of_speech": "noun",
    "pronunciation": [
        {
            "ipa": "i",
            "respelling": "ee",
            "region": "UK",
            "audio": "one.mp3",
            "note": "long",
            "sources": ["book"],
        }
    ],
    "abbreviations": [{"label": "AB", "plural": "ABZ", "status": "admitted", "note": "short"}],
    "synonyms": [{"label": "syn", "status": "admitted", "scope": "exact", "note": "older"}],
    "variants": [{"label": "var", "region": "US", "note": "rare"}],
    "forms": [{"label": "labels", "number": "plural", "note": "usual"}],
    "hidden_labels": ["hid"],
    "former_keys": ["old-x"],
    "status": "deprecated",
    "replaced_by": "other",
    "subject_field": "chemistry",
    "definition": "a thing\n\nwith more",
    "plain_definition": "a plain thing",
    "scope_note": "a remark on it",
    "examples": ["a sample"],
    "senses": {"one": SENSE},
    "figures": [FIGURE],
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
            "isbn": "9780306406157",
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
    "9780306406157": "9781861972712",
    "1": "2",
    "one.svg": "two.svg",
    "one.mp3": "two.mp3",
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
    **{kind: f":medterm:{kind}:`x`\n" for kind in sorted(NAMING_KINDS)},
    "sense-def": ":medterm:def:`w#one`\n",
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

QUOTING = {"sense-def", *(name for name, kind in KINDS.items() if kind.quotes)}
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


def changed(data: dict[str, Any], path: tuple[Any, ...]) -> dict[str, Any]:
    """Change one value."""
    data = deepcopy(data)
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


@dataclass
class Pages:
    """What pages say, and their digests, by their names."""

    said: dict[str, str]
    digests: dict[str, str]
    read: list[str]


def build(project: Project, data: dict[str, Any], name: str) -> Pages:
    """Write all pages, from doctrees that may be there."""
    project.write({"terms.yaml": yaml.safe_dump(data)})
    digests: dict[str, str] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("sphinx_medterm.ext.project.freshness.page_digests", _noted(digests))
        built = project.build(out=name, doctrees=f"{name}-doctrees")
    return Pages({page: built.text(f"{page}.html") for page in PAGES}, digests, built.read)


def _noted(digests: dict[str, str]) -> Any:
    def note(build: Build, shown: PageContents) -> dict[str, str]:
        digests.update(page_digests(build, shown))
        return digests

    return note


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """Write all pages."""
    listed = "".join(f"   {name}\n" for name in PAGES)
    titles = {name: f"{name}\n================\n\n" for name in PAGES}
    project = Project(
        tmp_path_factory.mktemp("shown"),
        {
            "suppress_warnings": ["medterm"],
            "templates_path": ["templates"],
            "html_copy_source": False,
            "html_use_index": False,
        },
    )
    project.write(
        {
            "conf.py": "",
            "templates/page.html": "{{ body }}",
            "index.rst": f"I\n=\n\n.. toctree::\n\n{listed}",
            **dict.fromkeys(("one.svg", "two.svg"), "<svg/>"),
            **dict.fromkeys(("one.mp3", "two.mp3"), "ID3"),
            **{f"{name}.rst": titles[name] + text for name, text in PAGES.items()},
        }
    )
    return project


@pytest.fixture(scope="module")
def before(project: Project) -> Pages:
    """Build the data as they stand."""
    return build(project, DATA, "before")


def build_after(project: Project, data: dict[str, Any]) -> Pages:
    """Build other data from the doctrees of the build before."""
    doctrees = project.root / "after-doctrees"
    shutil.copytree(project.root / "before-doctrees", doctrees)
    try:
        return build(project, data, "after")
    finally:
        shutil.rmtree(doctrees)
        shutil.rmtree(project.root / "after")


@pytest.mark.parametrize("path", CHANGED, ids=lambda path: ".".join(map(str, path)))
def test_digests_change_with_what_pages_show(
    before: Pages, project: Project, path: tuple[Any, ...]
) -> None:
    """Whatever the field, in an entry, on a card, quoted, named or lent."""
    after = build_after(project, changed(DATA, path))
    written = {name for name in PAGES if before.said[name] != after.said[name]}
    changed_digests = {name for name in PAGES if before.digests[name] != after.digests[name]}
    assert written <= changed_digests
    if LOOSE.keys().isdisjoint(path):
        assert changed_digests - written <= QUOTING
    assert after.read == []


def test_no_field_changes_what_is_read_of_pages(before: Pages, project: Project) -> None:
    """After a change of all of them, old doctrees make the same pages as new ones."""
    data = DATA
    for path in CHANGED:
        data = changed(data, path)
    after, anew = build_after(project, data), build(project, data, "anew")
    assert sorted(anew.read) == sorted([*PAGES, "index"])
    assert after.read == []
    assert (after.said, after.digests) == (anew.said, anew.digests)
    assert "Name" in after.said["entry"]
    assert "Label" in before.said["entry"]


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
