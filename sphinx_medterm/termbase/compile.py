"""What data files say, put into a store: only files that have changed, and of them only records."""

from __future__ import annotations

import gc
import json
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

from sphinx_medterm.codes import BUILT_IN, CodeSystems
from sphinx_medterm.diagnostics import Diagnostic, file_name
from sphinx_medterm.formats.document import Document, EntangledError
from sphinx_medterm.formats.read import read_file, read_in_parts
from sphinx_medterm.names.normal import as_key, normalise, sort_key
from sphinx_medterm.names.rules import spelling
from sphinx_medterm.records.model import Abbreviation, Synonym, Term, Variant
from sphinx_medterm.records.record import SECTIONS, Record, Section
from sphinx_medterm.records.references import Link, links_in
from sphinx_medterm.records.validation import Records, read_records
from sphinx_medterm.termbase.crosscheck import link
from sphinx_medterm.termbase.file_digests import Digests
from sphinx_medterm.termbase.lookup import Rank, counted_capitals
from sphinx_medterm.termbase.store import LINE_SIZE, Store, file_of, stored_name


def bring_up_to_date(
    store: Store,
    files: Sequence[Path],
    base: Path,
    progress: Callable[[Sequence[Path]], Iterable[Path]],
    digests: Digests,
    systems: CodeSystems = BUILT_IN,
) -> None:
    """Make a store say what data files say now.

    :param store: what they said before, or an empty store.
    :param files: the files, each once, relative to ``base``, as diagnostics are to name them.
    :param progress: goes through the files that have to be read.
    :param digests: the digests of the files.
    :param systems: the code systems that codes are checked by.
    """
    names = [str(file) for file in files]
    with _no_garbage_collection():
        changed = _changed(store, names, digests)
        for file in progress([Path(name) for name in changed]):
            _compile_file(store, file, base, systems)
        store.build_indexes()
        store.run("DELETE FROM findings WHERE across")
        for number, diagnostics in link(store, base, systems):
            _keep_findings(store, number, diagnostics, across=True)
        for name in filter(digests.is_outdated, names):
            # What was read of it may be neither the old content nor the new one.
            statement = "UPDATE files SET digest = randomblob(16) WHERE name = ?"
            store.run(statement, stored_name(name))


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


def _changed(store: Store, names: Sequence[str], digests: Digests) -> list[str]:
    """Note which files there are, in which order, and list those with another content."""
    known = {str(file_of(name)): file for name, file in store.rows("SELECT name, id FROM files")}
    for name in known.keys() - set(names):
        _forget(store, known.pop(name))
        store.run("DELETE FROM files WHERE name = ?", stored_name(name))
    changed = []
    for number, name in enumerate(names):
        if name not in known:
            store.run("INSERT INTO files (name) VALUES (?)", stored_name(name))
        digest = digests.of(name)
        ((before,),) = store.rows("SELECT digest FROM files WHERE name = ?", stored_name(name))
        if digest != before:
            changed.append(name)
        statement = "UPDATE files SET number = ?, digest = ? WHERE name = ?"
        store.run(statement, number, digest, stored_name(name))
    return changed


def _compile_file(store: Store, name: Path, base: Path, systems: CodeSystems) -> None:
    ((number,),) = store.rows("SELECT id FROM files WHERE name = ?", stored_name(name))
    before = store.rows("SELECT id, section, key, span FROM records WHERE file = ?", number)
    try:
        parts = read_in_parts(base / name, name, {span for *_record, span in before if span})
        first = next(parts)
        taken = _begin_file(store, number, first, before)
        for document in chain([first], parts):
            _keep_document(store, number, document, taken, systems)
    except EntangledError:
        whole = read_file(base / name, name)
        _forget(store, number)
        taken = _begin_file(store, number, whole, [])
        _keep_document(store, number, whole, taken, systems)


def _begin_file(
    store: Store, number: int, document: Document, before: Sequence[tuple[int, str, str, bytes]]
) -> set[tuple[str, str]]:
    """Remove what is to be read anew, and give the sections and keys of what stays.

    :param before: the records there are: number, section, key and span.
    """
    skipped = document.skipped
    _remove(store, [record for record, _section, _key, span in before if span not in skipped])
    store.run("DELETE FROM findings WHERE file = ? AND NOT across", number)
    lines = [span.line.to_bytes(LINE_SIZE, "big") for span in document.spans]
    digests = [span.digest for span in document.spans]
    statement = "UPDATE files SET spans = ?, lines = ?, glossary = ? WHERE id = ?"
    glossary = normalise(file_name(document.file.stem))
    store.run(statement, b"".join(digests), b"".join(lines), glossary, number)
    return {(section, key) for _record, section, key, span in before if span in skipped}


def _forget(store: Store, number: int) -> None:
    """Remove all that a file has said."""
    rows = store.rows("SELECT id FROM records WHERE file = ?", number)
    _remove(store, [record for (record,) in rows])
    store.run("DELETE FROM findings WHERE file = ?", number)


_TABLES = (("records", "id"), ("links", "record"), ("names", "record"), ("codes", "record"))


def _remove(store: Store, records: Sequence[int]) -> None:
    for table, column in _TABLES:
        statement = f"DELETE FROM {table} WHERE {column} IN (SELECT value FROM json_each(?))"  # noqa: S608
        store.run(statement, _json(records))


def _keep_document(
    store: Store,
    number: int,
    document: Document,
    taken: set[tuple[str, str]],
    systems: CodeSystems,
) -> None:
    """Put a part of a file into the store.

    :param taken: the sections and keys of the file's other records; those of this part are added.
    :raises EntangledError: if one of them is a key in this part too.
    """
    records = read_records(document, systems)
    keys = {name for section in SECTIONS for name in _keys_read(document, section)}
    if not keys.isdisjoint(taken):
        raise EntangledError
    taken |= keys
    document.data = None  # the records hold it all
    _keep_records(store, number, records, _links(records))
    _keep_findings(store, number, records.diagnostics, across=False)


Links = dict[tuple[Section, str], list[Link]]
"""What each record, by section and key, says of others."""


def _links(records: Records) -> Links:
    """List what records say of others, and report what is wrong with the markup of their texts."""
    return {
        (section, key): list(dict.fromkeys(links_in(record, (section, key), records.report_markup)))
        for section in SECTIONS
        for key, record in getattr(records, section).items()
    }


def _keys_read(document: Document, section: Section) -> Iterator[tuple[str, str]]:
    """List the keys of a section that have been read, in the form that they are compared in."""
    data = document.data.get(section) if isinstance(document.data, dict) else None
    for key in data if isinstance(data, dict) else ():
        yield section, as_key(key)


def _sound_spans(records: Records) -> dict[tuple[str, str], bytes]:
    """Give the span of each record that nothing is wrong with: it need not be read again."""
    spans = records.document.span_of
    if not records.diagnostics:
        return {name: span.digest for name, span in spans.items()}
    starts = sorted(span.line for span in spans.values())
    lines = [d.position.line for d in records.diagnostics if d.position]
    faulty = {starts[index - 1] for line in lines if (index := bisect_right(starts, line))}
    return {name: span.digest for name, span in spans.items() if span.line not in faulty}


def _keep_records(store: Store, number: int, records: Records, stated: Links) -> None:
    """Put the records of a file into the store."""
    ((last,),) = store.rows("SELECT coalesce(max(id), 0) FROM records")
    spans = _sound_spans(records)
    tables: list[tuple[Section, dict[str, Record]]] = [
        (section, getattr(records, section)) for section in SECTIONS
    ]
    rows: list[tuple[object, ...]] = []
    if records.glossary.key:
        statement = "UPDATE files SET glossary = ? WHERE id = ?"
        store.run(statement, normalise(records.glossary.key), number)
    names: list[tuple[object, ...]] = []
    coded: list[tuple[object, ...]] = []
    links: list[tuple[int, str, str, str]] = []
    for section, table in tables:
        for key, record in table.items():
            last += 1
            span = spans.get((section, key))
            shown = _shown(key, record) if isinstance(record, Term) else _NOT_SHOWN
            rows.append((last, number, section, key, span, *shown, record.to_json()))
            links += [(last, *link) for link in stated[section, key]]
            if isinstance(record, Term):
                names += [(*name, last) for name in dict.fromkeys(_names(key, record))]
                coded += [(*code, last) for code in _codes(record)]
    store.run_many(_INSERT, rows)
    store.run_many("INSERT INTO names VALUES (?, ?, ?, ?, ?, ?)", names)
    store.run_many("INSERT INTO codes VALUES (?, ?, ?, ?, ?)", coded)
    store.run_many("INSERT INTO links VALUES (?, ?, ?, ?)", links)


_INSERT = """
INSERT INTO records
(id, file, section, key, span,
 label, sort, names, abbreviations, codes, senses, silent, data)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_NOT_SHOWN = (None,) * 7


def _shown(key: str, term: Term) -> tuple[str | bool | None, ...]:
    """Give what lists and other entries show of a term, column by column."""
    label = term.label or key
    others = [name.label for names in _other_names(term) for name in names]
    senses = {name: sense.subject_field or name for name, sense in term.senses.items()}
    return (
        label,
        sort_key(label)[0],
        _json(list(dict.fromkeys([label, *others]))) if others else None,
        _json(_abbreviations(term)) if term.abbreviations else None,
        _json([[code.system, code.code] for code in term.codes]) if term.codes else None,
        _json(senses) if senses else None,
        not term.autolink,
    )


def _abbreviations(term: Term) -> list[tuple[str, str]]:
    """List the abbreviations with their plurals, those that should be used first."""
    usable = sorted(term.abbreviations, key=lambda a: a.status in ("deprecated", "superseded"))
    return [(short.label, short.plural or f"{short.label}s") for short in usable]


def _other_names(term: Term) -> tuple[Sequence[Synonym | Variant | Abbreviation], ...]:
    """List the names other than the label that are shown."""
    return term.synonyms, term.variants, term.abbreviations


Name = tuple[str, str | None, str | None, Rank, bool]
"""A row of the store: name, with its capitals, spelling, rank, and whether it is a plural."""


def _names(key: str, term: Term) -> Iterator[Name]:
    """List the names under which a term is found, but for a key that is compared as it is."""
    is_plain = key.isascii() and key.islower()
    if not is_plain and ((name := _name(key, Rank.KEY))[0] != key or name[1]):
        yield name
    label = term.label or key
    if (name := _name(label, Rank.LABEL)) and (label != key or name[2]):
        yield name
    others: tuple[Synonym | Variant, ...] = (*term.synonyms, *term.variants)
    for other in others:
        yield _name(other.label, Rank.OTHER)
    for form in term.forms:
        yield _name(form.label, Rank.OTHER, plural=form.number == "plural")
    for short in term.abbreviations:
        yield (name := _name(short.label, Rank.OTHER, is_short=True))
        if short.plural:
            yield _name(short.plural, Rank.OTHER, is_short=True, plural=True)
        elif name[1]:
            yield _name(f"{short.label}s", Rank.INFLECTED, is_short=True, plural=True)
    for hidden in term.hidden_labels:
        yield _name(hidden, Rank.HIDDEN)


def _name(written: str, rank: Rank, *, is_short: bool = False, plural: bool = False) -> Name:
    name = normalise(written)
    key = spelling(name)
    exact = counted_capitals(written, is_short)
    return name, exact, key if key != name else None, rank, plural


def _codes(term: Term) -> Iterator[tuple[str, str, str | None, bool]]:
    """List the codes that a term states: of itself, and of conditions."""
    for code in term.codes:
        yield code.system, code.code, code.display, code.match == "exact"
    for condition in term.related_conditions:
        for code in condition.codes:
            yield code.system, code.code, code.display, False


def _keep_findings(
    store: Store, number: int, diagnostics: Iterable[Diagnostic], across: bool
) -> None:
    rows = []
    for diagnostic in diagnostics:
        line, column = diagnostic.position or (0, 0)
        data = {
            "severity": diagnostic.severity,
            "subtype": diagnostic.subtype,
            "message": diagnostic.message,
            "path": diagnostic.path,
            "hint": diagnostic.hint,
        }
        # A path may hold half a character, which must be escaped.
        rows.append((number, across, line, column, json.dumps(data)))
    store.run_many("INSERT INTO findings VALUES (?, ?, ?, ?, ?)", rows)


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False)
