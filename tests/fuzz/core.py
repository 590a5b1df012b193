"""Inputs that need no build: files, names of files, names, and texts by themselves."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from sphinx_medterm.data_text.parse import first_sentence, parse, parse_line
from sphinx_medterm.formats.files import expand_globs
from sphinx_medterm.names.mentions import read
from sphinx_medterm.termbase.base import Termbase
from sphinx_medterm.termbase.load import load_termbase

_UNPRINTABLE = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)

TERMS = Path(__file__).parents[2] / "docs" / "terms.yaml"


def check_file(given: str) -> Iterator[str]:
    """Read a data file, and all that a build would ask of it."""
    suffix, _, content = given.partition("\n")
    with TemporaryDirectory() as folder:
        file = Path(folder, f"terms{suffix}")
        file.write_bytes(content.encode("utf-8", "surrogatepass"))
        termbase = load_termbase([Path(file.name)], base=Path(folder))
        yield from _printable(termbase)
        for key in termbase:
            termbase.term(key)
            termbase.brief(key)
            termbase.origin(key)
            termbase.find(termbase.label(key))
            list(termbase.depends.leads_to(key))


def _printable(termbase: Termbase) -> Iterator[str]:
    for one in termbase.diagnostics:
        shown = str(one)
        shown.encode()
        if _UNPRINTABLE.search(shown):
            yield f"a message is not printable: {shown!r}"
        if len(shown) > 3000:
            yield f"a message has {len(shown)} characters: {shown[:200]!r}"


def check_file_name(given: str) -> Iterator[str]:
    """Look for files of a name, and read one if the system lets us make it."""
    with TemporaryDirectory() as folder:
        name = given.lstrip("/").replace("..", "")
        file = Path(folder, name)
        with suppress(OSError, ValueError, UnicodeError):
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(b"terms: {a: {definition: x}}\n")
        files, diagnostics = expand_globs([name], Path(folder))
        termbase = load_termbase(files, base=Path(folder))
        yield from _printable(termbase)
        for one in diagnostics:
            if _UNPRINTABLE.search(str(one)):
                yield f"a message is not printable: {one}"
        with suppress(ValueError):
            os.fsencode(name)


@cache
def _demo() -> Termbase:
    return load_termbase([TERMS])


def check_name(given: str) -> Iterator[str]:
    """Look a name up, as it stands and as a mention."""
    termbase = _demo()
    for name in (given, read(given).target):
        match = termbase.find(name)
        hint = termbase.lookup.which(match) if match.keys else termbase.lookup.hint(name)
        hint.encode("utf-8", "surrogatepass")
        if len(hint) > 3000:
            yield f"a hint has {len(hint)} characters"


def check_text(given: str) -> Iterator[str]:
    """Read a text, as a paragraph and as a line."""
    parse_line(given)
    if given.strip():  # a field without a word has no text
        first_sentence(given)
    faults = parse(given).faults
    yield from (f"{one.message!r} is empty" for one in faults if not one.message)


CHECKS: dict[str, Callable[[str], Iterator[str]]] = {
    "file": check_file,
    "file name": check_file_name,
    "name": check_name,
    "text": check_text,
}
"""What is checked without a build, by kind of input."""
