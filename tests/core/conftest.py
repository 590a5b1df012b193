"""What the tests of the core share: data files of a few lines, read in various depth."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sphinx_medterm.formats.document import Document
from sphinx_medterm.formats.read import read_file
from sphinx_medterm.names.search import ProseFinder
from sphinx_medterm.records.collected import Records
from sphinx_medterm.records.validation import read_records
from sphinx_medterm.termbase.base import Termbase
from sphinx_medterm.termbase.contents import ENTRY, Contents, Item
from sphinx_medterm.termbase.load import load_termbase

Read = Callable[..., Document]
Check = Callable[..., Records]
Load = Callable[..., Termbase]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Give a function that writes one data file and reads it as plain data."""

    def read(content: str | bytes, name: str = "terms.yaml") -> Document:
        file = tmp_path / name
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return read_file(file, Path(name))

    return read


@pytest.fixture
def check(read: Read) -> Check:
    """Give a function that writes one data file and makes records of it."""

    def check(content: str | bytes, name: str = "terms.yaml") -> Records:
        return read_records(read(content, name))

    return check


@pytest.fixture
def load(tmp_path: Path) -> Load:
    """Give a function that writes data files, by name, and compiles them to a termbase."""

    def load(content: str | dict[str, str]) -> Termbase:
        files = {"terms.yaml": content} if isinstance(content, str) else content
        for name, text in files.items():
            (tmp_path / name).write_text(text, encoding="utf-8")
        return load_termbase([Path(name) for name in files], base=tmp_path)

    return load


def entry_digest(termbase: Termbase, key: str) -> str:
    """Return a digest of all that the entry of a term shows."""
    return Contents(termbase).digest_of(Item(ENTRY, key))


def compiled(data: dict[str, Any]) -> Termbase:
    """Compile plain data as if it stood in a file."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "t.json")
        file.write_text(json.dumps(data), encoding="utf-8")
        return load_termbase([file])


def with_labels(*labels: str) -> Termbase:
    """Compile terms with some labels, whose keys are ``t0``, ``t1`` and so on."""
    terms = {f"t{n}": {"label": label, "definition": "x"} for n, label in enumerate(labels)}
    return compiled({"terms": terms})


def finder_of(base: Termbase) -> ProseFinder:
    """Make what looks for the names of a termbase."""
    names, _digest = base.lookup.names_in_prose
    return ProseFinder(names, base.lookup.find_in_prose)
