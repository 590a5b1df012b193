"""Records of all files put side by side: keys that are taken, and references that lead nowhere.

The store knows which records are concerned. Only those are read once more from their files, where
the places for messages are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from sphinx_medterm.codes import CodeSystems
from sphinx_medterm.diagnostics import SHOWN_OF_A_KIND, Diagnostic, Subtype
from sphinx_medterm.formats.read import read_file
from sphinx_medterm.records.model import Term
from sphinx_medterm.records.record import SECTIONS, Record, Section
from sphinx_medterm.records.references import Known, cleaned
from sphinx_medterm.records.validation import Records, read_records, without_nameless
from sphinx_medterm.termbase.base import Origin, Termbase
from sphinx_medterm.termbase.store import Store, file_of

_TAKEN = """
SELECT record.id, record.file, record.section, record.key, record.data, first.data
FROM (SELECT section, key FROM records GROUP BY section, key HAVING count(*) > 1) AS twice
JOIN records AS record USING (section, key)
JOIN files ON files.id = record.file
JOIN (
    SELECT section, key, data, min(number) AS number
    FROM records JOIN files ON files.id = records.file GROUP BY section, key
) AS first USING (section, key)
WHERE files.number > first.number
"""
_DANGLING = """
SELECT DISTINCT record.id, record.file, record.section, record.key
FROM links JOIN records AS record ON record.id = links.record
JOIN files ON files.id = record.file
WHERE links.section != '' AND NOT record.shadowed AND NOT EXISTS (
    SELECT 1 FROM records AS meant
    WHERE meant.section = links.section AND meant.key = links.target
)
ORDER BY files.number, record.section, record.key -- the first faults get suggestions
"""
_AS_STATED = """
UPDATE records SET data = coalesce(stated, data), stated = NULL, shadowed = 0
WHERE shadowed OR stated IS NOT NULL
"""


class _Fault(NamedTuple):
    """A record that has to be looked at again.

    :ivar is_taken: whether its key is taken by an earlier file; else it refers to what is missing.
    """

    record: int
    file: int
    section: Section
    key: str
    is_taken: bool = False


def link(store: Store, base: Path, systems: CodeSystems) -> Iterator[tuple[int, list[Diagnostic]]]:
    """Find out which records are hidden by others, and take references out that lead nowhere.

    Everything is worked out anew from what the files state.

    :param base: the folder that the names of files are relative to.
    :param systems: the code systems that codes are checked by.
    :returns: for each file concerned, what is wrong with it because of other records.
    """
    store.run(_AS_STATED)
    faults = [*_taken(store), *_dangling(store)]
    if not faults:
        return
    known = Known({section: _keys(store, section) for section in SECTIONS})
    termbase = Termbase(store, base, systems)
    in_files: dict[int, list[_Fault]] = {}
    for fault in faults:
        in_files.setdefault(fault.file, []).append(fault)
    for file, here in sorted(in_files.items()):
        records = _read_again(store, base, file, here, systems)
        records.diagnostics.clear()
        taken = 0
        for fault in _in_order(here, records):
            if fault.is_taken:
                taken += 1
                # Looking for a place takes time, which only those are worth that are listed.
                is_listed = taken <= SHOWN_OF_A_KIND + 1
                first = termbase.origin(fault.key, fault.section) if is_listed else None
                _report_taken(records, fault, first)
            else:
                _clean(store, records, fault, known)
        yield file, records.diagnostics


def _in_order(faults: list[_Fault], records: Records) -> list[_Fault]:
    """Put faults in the order of their records in the file, section by section."""
    places: dict[tuple[str, str], int] = {}
    for section in SECTIONS:
        for key in getattr(records, section):
            places[section, key] = len(places)
    return sorted(faults, key=lambda fault: places.get((fault.section, fault.key), 0))


def _taken(store: Store) -> Iterable[_Fault]:
    taken = store.rows(_TAKEN)
    store.run_many("UPDATE records SET shadowed = 1 WHERE id = ?", [row[:1] for row in taken])
    for record, file, section, key, data, first in taken:
        # Two files may well describe the same source or word part.
        if section == "terms" or data != first:
            yield _Fault(record, file, section, key, is_taken=True)


def _dangling(store: Store) -> Iterable[_Fault]:
    for row in store.rows(_DANGLING):
        yield _Fault(*row)


def _keys(store: Store, section: Section) -> set[str]:
    return {key for (key,) in store.rows("SELECT key FROM records WHERE section = ?", section)}


def _read_again(
    store: Store, base: Path, file: int, faults: list[_Fault], systems: CodeSystems
) -> Records:
    """Read those records of a file that have faults."""
    ((name,),) = store.rows("SELECT name FROM files WHERE id = ?", file)
    spans = dict(store.rows("SELECT id, span FROM records WHERE file = ?", file))
    for fault in faults:
        del spans[fault.record]
    known = {span for span in spans.values() if span}
    return read_records(read_file(base / file_of(name), file_of(name), known), systems)


def _report_taken(records: Records, fault: _Fault, first: Origin | None) -> None:
    """Report a key that is taken.

    :param first: the place of the first record with that key, if it is to be told.
    """
    message = f"{fault.key!r} is already defined; this record is left out"
    hint = f"the first one is at {first}" if first else ""
    records.report(Subtype.DUPLICATE_KEY, message, (fault.section, fault.key), hint)


def _clean(store: Store, records: Records, fault: _Fault, known: Known) -> None:
    """Take out what leads nowhere, and report it."""
    table: dict[str, Record] = getattr(records, fault.section)
    if (record := table.get(fault.key)) is None:
        return  # the file has changed in the meantime; the next build will see it
    kept = cleaned(record, known, records, (fault.section, fault.key))
    if isinstance(kept, Term):
        kept = without_nameless(kept, records, fault.key)
    statement = "UPDATE records SET data = ?, stated = data WHERE id = ?"
    store.run(statement, kept.to_json(), fault.record)
