"""From data files to a termbase: everything read, put together, and checked against itself."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from glob import glob
from pathlib import Path

from sphinx_medterm.diagnostics import Diagnostic, Severity, Subtype
from sphinx_medterm.formats import read_file
from sphinx_medterm.model import Section
from sphinx_medterm.records import Records, read_records
from sphinx_medterm.references import Tables, cleaned, without_dangling
from sphinx_medterm.termbase import Origin, Termbase, named_terms

DEFAULT_FILES = ("terms.yaml", "terms.yml", "terms.toml", "terms.json")
"""What is looked for when no data file is named."""

_SECTIONS: tuple[Section, ...] = ("sources", "word_parts", "terms")
_INVERSES = (
    ("broader", "narrower"),
    ("narrower", "broader"),
    ("related", "related"),
    ("contrast", "contrast"),
)

Origins = dict[tuple[str, str], Callable[[], Origin]]


def expand_globs(patterns: Iterable[str], base: Path) -> tuple[list[Path], list[Diagnostic]]:
    """Find the files that names and globs mean.

    :param patterns: paths or globs relative to ``base``.
    :returns: the files, each once, in the order named and sorted within a glob; and what is wrong.
    """
    files: dict[Path, None] = {}
    diagnostics = []
    for pattern in patterns:
        if not any(sign in pattern for sign in "*?["):
            files[Path(pattern)] = None
            continue
        found = _matching(pattern, base)
        if not found:
            diagnostics.append(
                Diagnostic(
                    severity=Severity.WARNING,
                    subtype=Subtype.FILE,
                    message=f"no data file matches {pattern!r}",
                    hint=f"globs are relative to {base}",
                )
            )
        files |= dict.fromkeys(found)
    return list(files), diagnostics


def _matching(pattern: str, base: Path) -> list[Path]:
    # Path.glob() raises errors for patterns such as "**.yaml" and absolute ones.
    names = glob(pattern, root_dir=base, recursive=True)  # noqa: PTH207
    return sorted(Path(name) for name in names if (base / name).is_file())


def load_termbase(files: Sequence[Path], base: Path | None = None) -> Termbase:
    """Read data files and compile them.

    :param files: the files, relative to ``base``, as diagnostics are to name them.
    :param base: the folder they are in; default: the current one.
    :returns: the termbase, with everything that is wrong with the files in its ``diagnostics``.
    """
    base = base or Path()
    collections = []
    with _no_garbage_collection():
        for file in files:
            document = read_file(base / file, file)
            collections.append(read_records(document))
            document.data = None  # the records hold it all
        return compile_termbase(collections)


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Keep Python from looking through all records for garbage, over and over, as they grow."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def compile_termbase(collections: Sequence[Records]) -> Termbase:
    """Put the records of all files together and check what refers to what."""
    tables, origins = Tables(), Origins()
    for section in _SECTIONS:
        for records in collections:
            _merge(tables, origins, section, records)
    for records in collections:
        for key, term in records.terms.items():
            if tables.terms[key] is term:
                tables.terms[key] = without_dangling(tables, records, key)
        for key, part in records.word_parts.items():
            if tables.word_parts[key] is part:
                path = ("word_parts", key)
                tables.word_parts[key] = cleaned(tables, records, part, path)
    return Termbase(
        tables=tables,
        origins=origins,
        inverses=_add_inverses(tables),
        glossaries=[records.glossary for records in collections],
        diagnostics=[
            diagnostic
            for records in collections
            for diagnostic in sorted(records.diagnostics, key=_by_position)
        ],
    )


def _by_position(diagnostic: Diagnostic) -> tuple[int, int]:
    return diagnostic.position or (0, 0)


def _merge(tables: Tables, origins: Origins, section: Section, records: Records) -> None:
    """Add the records of one file; a key that another file has defined already is reported."""
    merged = tables.section(section)
    for key, record in getattr(records, section).items():
        if key not in merged:
            merged[key] = record
            origins[section, key] = partial(_origin, records, section, key)
        elif section == "terms" or merged[key] != record:
            first = origins[section, key]()
            message = f"{key!r} is already defined; this record is left out"
            path = (section, key)
            records.report(Subtype.DUPLICATE_KEY, message, path, f"the first one is at {first}")


def _origin(records: Records, section: Section, key: str) -> Origin:
    written = records.written_keys.get((section, key), key)
    return Origin(records.document.file, records.document.locate((section, written)).line)


def _add_inverses(tables: Tables) -> dict[str, set[str]]:
    """State on both sides what was stated on one.

    SKOS makes ``related`` symmetric and ``broader`` the inverse of ``narrower`` (§8.1); a contrast
    holds both ways too.

    :returns: for each term, the terms that it names for no other reason.
    """
    missing: dict[str, dict[str, dict[str, None]]] = {}
    for key, term in tables.terms.items():
        for forth, back in _INVERSES:
            for other in getattr(term, forth):
                if other != key and key not in getattr(tables.terms[other], back):
                    missing.setdefault(other, {}).setdefault(back, {})[key] = None
    inverses = {}
    for key, additions in missing.items():
        term = tables.terms[key]
        inverses[key] = {k for keys in additions.values() for k in keys} - set(named_terms(term))
        update = {name: (*getattr(term, name), *keys) for name, keys in additions.items()}
        tables.terms[key] = term.model_copy(update=update)
    return inverses
