"""Checks across the records of all files: duplicate keys, broken references, shared names.

The store knows which records are concerned. Only those are read again from their files, because
only the files know the places that messages name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from sphinx_medterm.diagnostics import SHOWN_OF_A_KIND, Diagnostic, Subtype
from sphinx_medterm.records.collected import Records
from sphinx_medterm.records.model import Term
from sphinx_medterm.records.record import SECTIONS, Record, Section
from sphinx_medterm.records.references import Known, cleaned, with_current_keys
from sphinx_medterm.records.validation import without_nameless
from sphinx_medterm.termbase.across import Fault
from sphinx_medterm.termbase.attachments import unusable_media
from sphinx_medterm.termbase.base import Termbase
from sphinx_medterm.termbase.data_files import DataFiles
from sphinx_medterm.termbase.former_keys import clashes, current_keys
from sphinx_medterm.termbase.misses import first_mend
from sphinx_medterm.termbase.names_in_texts import deprecated_names, missing_names
from sphinx_medterm.termbase.relations import contradictions
from sphinx_medterm.termbase.rows import Place
from sphinx_medterm.termbase.store import Store
from sphinx_medterm.termbase.tables import Tables


def link(store: Store, data_files: DataFiles) -> Iterator[tuple[int, list[Diagnostic]]]:
    """Hide records whose keys are taken, and remove dangling references.

    All of it is worked out again from what the files state.

    :returns: for each file concerned, what is wrong with it because of other records.
    """
    tables = Tables(store)
    tables.restore()
    found: dict[int, list[Diagnostic]] = {}
    # What records say counts only once references that lead nowhere have been removed.
    for rules in (
        (taken_keys, renamed_keys, dangling_references),
        (missing_names, deprecated_names, untrue_relations, partial(_media, data_files)),
    ):
        termbase = Termbase(store, data_files)
        faults = [fault for rule in rules for fault in rule(tables, termbase)]
        for file, diagnostics in _reported(tables, data_files, faults):
            found.setdefault(file, []).extend(diagnostics)
    broken = tables.broken_files()
    for file, diagnostics in found.items():
        yield file, _in_one_line(diagnostics, broken) if broken else diagnostics


def _reported(
    tables: Tables, data_files: DataFiles, faults: list[Fault]
) -> Iterator[tuple[int, list[Diagnostic]]]:
    """Report faults, file by file."""
    in_files: dict[int, list[Fault]] = {}
    for fault in faults:
        in_files.setdefault(fault.place.file, []).append(fault)
    for file, here in sorted(in_files.items()):
        records = _read_again(tables, data_files, file, here)
        records.diagnostics.clear()
        for fault in _in_order(here, records):
            fault.report(records)
        yield file, records.diagnostics


def _in_one_line(diagnostics: list[Diagnostic], broken: list[Path]) -> list[Diagnostic]:
    """Sum up what is unknown, perhaps only because some files could not be read completely."""
    kinds = (Subtype.UNKNOWN, Subtype.REFERENCE)
    unknown = [one for one in diagnostics if one.subtype in kinds]
    if len(unknown) < 2:
        return diagnostics
    message = f"{len(unknown):,} names and keys are unknown, from here on"
    first = replace(unknown[0], message=message, path=(), hint=first_mend(broken), name="")
    rest = [one for one in diagnostics if one.subtype not in kinds]
    return [*rest, replace(first, count=len(unknown))]


def _in_order(faults: list[Fault], records: Records) -> list[Fault]:
    """Put faults in the order of their records in the file, section by section."""
    names = [(section, key) for section in SECTIONS for key in getattr(records, section)]
    places: dict[tuple[Section, str], int] = {name: place for place, name in enumerate(names)}
    return sorted(faults, key=lambda fault: places.get(fault.name, 0))


def _read_again(tables: Tables, data_files: DataFiles, file: int, faults: list[Fault]) -> Records:
    """Read those records of a file that have faults."""
    faulty = {fault.place.record for fault in faults}
    others = [place.span for place in tables.places(file) if place.record not in faulty]
    records = data_files.records(tables.file_name(file), {span for span in others if span})
    if records.document.digest != tables.digest(file):
        tables.set_digest(file, b"")  # it has changed meanwhile: compile it again
    return records


# ---------------------------------------------------------------------- keys that are taken


def taken_keys(tables: Tables, termbase: Termbase) -> Iterator[Fault]:
    """Hide the records whose key an earlier file has."""
    repeated = tables.repeated()
    tables.shadow(place.record for place, _differs in repeated)
    # Looking for a place takes time: do it only for those that are listed.
    listed: Counter[int] = Counter()

    def report(place: Place, records: Records) -> None:
        listed[place.file] += 1
        hint = ""
        if listed[place.file] <= SHOWN_OF_A_KIND + 1:
            hint = f"the first one is at {termbase.origin(place.key, place.section)}"
        message = f"{place.key!r} is already defined; this record is left out"
        records.report(Subtype.DUPLICATE_KEY, message, (place.section, place.key), hint)

    for place, differs in repeated:
        # Two files may well describe the same source or word part.
        if place.section == "terms" or differs:
            yield Fault(place, partial(report, place))


# ---------------------------------------------------------------------- former keys


def renamed_keys(tables: Tables, termbase: Termbase) -> Iterator[Fault]:
    """Let references to former keys lead to the keys that terms have now."""
    former = current_keys(tables)
    for old, key in former.items():
        tables.rename(old, key)
    for place in tables.renamed():
        stated = tables.data(place.section, place.key)
        record = Term.model_validate_json(stated, context=termbase.systems)
        tables.amend(place.record, with_current_keys(record, former).to_json())
    yield from clashes(tables)


# ---------------------------------------------------------------------- relations


def untrue_relations(tables: Tables, _termbase: Termbase) -> Iterator[Fault]:
    """Find what terms say of each other that cannot be true."""
    return contradictions(tables)


# ---------------------------------------------------------------------- pictures and sounds


def _media(data_files: DataFiles, tables: Tables, _termbase: Termbase) -> Iterator[Fault]:
    """Find pictures and sounds that cannot be shown."""
    return unusable_media(tables, data_files)


# ---------------------------------------------------------------------- dangling references


def dangling_references(tables: Tables, termbase: Termbase) -> Iterator[Fault]:
    """Remove the dangling references of records."""
    known, former = None, current_keys(tables)
    for place in tables.dangling():
        known = known or Known(
            {section: set(tables.keys(section)) for section in SECTIONS},
            former,
            named=lambda name: termbase.find(name).keys,
        )
        yield Fault(place, partial(_clean, tables, known, former, place))


def _clean(
    tables: Tables, known: Known, former: Mapping[str, str], place: Place, records: Records
) -> None:
    """Remove the dangling references of a record, and report them."""
    section, key = place.section, place.key
    record: Record | None = getattr(records, section).get(key)
    if record is None:
        return  # the file has changed in the meantime; the next build will see it
    kept = cleaned(record, known, records, (section, key))
    if isinstance(kept, Term):
        kept = without_nameless(kept, records, key)
    tables.amend(place.record, with_current_keys(kept, former).to_json())
