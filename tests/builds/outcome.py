"""What builds have written and said, in a form in which it can be compared."""

from __future__ import annotations

import json
import re
import zlib
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from .conftest import Built

NO_ENTRY = "medterm.no_entry"  # said once in a build, of whichever page comes first
OF_SPHINX = "unknown mimetype for .buildinfo.bak"  # what it has written itself
OF_LANGUAGE = re.compile(r"-stemmer\.js$|^translations\.js$")

TOLD = tuple(
    f"medterm.{kind}"
    for kind in (
        "audience",
        "unknown",
        "ambiguous",
        "no_entry",
        "lacking",
        "code",
        "deprecated",
        "duplicate",
        "empty_glossary",
    )
)


def compare_outputs(built: Built, clean: Built) -> None:
    """Expect the same files with the same contents."""
    got, expected = contents(built.out), contents(clean.out)
    assert not got.keys() ^ expected.keys()
    differing = {name: (got[name], expected[name]) for name in got if got[name] != expected[name]}
    assert not differing


def contents(out: Path) -> dict[str, object]:
    """Give all that an output folder holds, file by file.

    Left out is only what Sphinx notes for itself about the configuration, and its scripts for a
    language, which it never removes.
    """
    files = [file for file in out.rglob("*") if file.is_file()]
    return {
        str(file.relative_to(out)): _content(file)
        for file in sorted(files)
        if not file.name.startswith(".buildinfo") and not OF_LANGUAGE.search(file.name)
    }


def _content(file: Path) -> object:
    if file.name == "searchindex.js":
        return search_index(file.read_text(encoding="utf-8"))
    if file.name == "objects.inv":
        *head, packed = file.read_bytes().split(b"\n", 4)
        return head, sorted(zlib.decompress(packed).splitlines())
    if file.suffix == ".epub":
        with ZipFile(file) as book:
            return {name: book.read(name) for name in book.namelist()}
    if file.suffix == ".pot":  # Sphinx takes the time when its module is first imported
        return re.sub(rb'(?m)^"POT-Creation-Date: .*\n', b"", file.read_bytes())
    if file.suffix == ".html":
        return without_checksums(file.read_text(encoding="utf-8"))
    return file.read_bytes()


def without_checksums(html: str) -> str:
    """Leave out the checksums of style sheets and scripts.

    Before version 8, the first ``singlehtml`` build has none: it copies the files afterwards.
    """
    return re.sub(r'(\.css|\.js)\?v=[0-9a-f]{8}"', r'\1"', html)


def search_index(text: str) -> dict[str, Any]:
    """Read an index for the search, with names in place of numbers, which depend on history.

    Left out are the entries of the general index, of which Sphinx lists only those of the pages
    written last, and words that stand on no page any more.
    """
    index = json.loads(text.removeprefix("Search.setIndex(").removesuffix(")"))
    docs, kinds = index["docnames"], index["objnames"]

    def pages(found: int | list[int]) -> list[str]:
        return sorted(docs[one] for one in ([found] if isinstance(found, int) else found))

    def words(name: str) -> dict[str, list[str]]:
        return {word: pages(found) for word, found in index[name].items() if found != []}

    return {
        "pages": sorted(zip(docs, index["filenames"], index["titles"], strict=True)),
        "words": words("terms"),
        "words of titles": words("titleterms"),
        "titles": {
            title: sorted(((docs[page], target) for page, target in found), key=str)
            for title, found in index["alltitles"].items()
        },
        "objects": sorted(
            [prefix, docs[page], *kinds[str(kind)], *rest]
            for prefix, found in index["objects"].items()
            for page, kind, *rest in found
        ),
        "kinds": sorted(index["objnames"].values()),
    }


def compare_warnings(built: Built, clean: Built) -> None:
    """Expect of a build what a clean one says of the data and of the pages that were built."""
    got, expected = _reports(built), _reports(clean)
    for step in ("data", "writing", *built.written):
        assert _steady(got.pop(step, [])) == _steady(expected.get(step, [])), step
    assert _told(got) == _told(expected)
    for page in built.read:
        said = [
            text
            for text in expected.get("reading", [])
            if text.startswith((f"{page}.rst:", f"{page}.md:"))
        ]
        assert all(text in got.get("reading", []) for text in said)
    assert set(got.pop("reading", [])) <= set(expected.get("reading", []))
    assert not got, "warnings of pages that were not written"
    compare_lack_of_entries(built, clean)


def _reports(built: Built) -> dict[str, list[str]]:
    """Take the folder of the project off."""
    # Docutils names included files from the current folder.
    folder = re.compile(rf"[^\s'\"]*/{re.escape(built.out.parent.name)}/src/?")
    reports = {
        step: [folder.sub("", text) for text in said if OF_SPHINX not in text]
        for step, said in built.reports.items()
    }
    return {step: said for step, said in reports.items() if said}


def _told(reports: Mapping[str, list[str]]) -> list[str]:
    """Give what is told of the whole project, when all pages are read."""
    return [text for text in reports.get("reading", []) if any(kind in text for kind in TOLD)]


def _steady(reports: list[str]) -> Counter[str]:
    return Counter(text for text in reports if NO_ENTRY not in text)


def compare_lack_of_entries(built: Built, clean: Built) -> None:
    """Expect of a term without entry to be told, at one of its mentions in the pages written."""
    got = {_placeless(text) for said in _reports(built).values() for text in said}
    expected = {
        (_placeless(text), step)
        for step, said in _reports(clean).items()
        for text in said
        if NO_ENTRY in text
    }
    assert {text for text in got if NO_ENTRY in text} <= {text for text, _page in expected}
    assert {text for text, page in expected if page in built.written} <= got


def _placeless(text: str) -> str:
    return text.partition(": ")[2]
