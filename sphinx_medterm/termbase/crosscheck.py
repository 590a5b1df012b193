"""The records of all files side by side: keys that are taken, and dangling references.

The store knows which records are concerned. Only those are read again from their files, because
only the files know the places that messages name.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sphinx_medterm.diagnostics import SHOWN_OF_A_KIND, Diagnostic, Subtype
from sphinx_medterm.records.model import Term
from sphinx_medterm.records.record import SECTIONS, Record
from sphinx_medterm.records.references import Known, cleaned
from sphinx_medterm.records.validation import Records, without_nameless
from sphinx_medterm.termbase.base import Origin, Termbase
from sphinx_medterm.termbase.data_files import DataFiles
from sphinx_medterm.termbase.rows import Place
from sphinx_medterm.termbase.store import Store
from sphinx_medterm.termbase.tables import Tables


class _Fault(NamedTuple):
    """A record that has to be looked at again.

    :ivar is_taken: whether an earlier file has its key; otherwise it has dangling references.
    """

    place: Place
    is_taken: bool

    @property
    def name(self) -> tuple[str, str]:
        """The section and the key of the record."""
        return self.place.section, self.place.key


def link(store: Store, data_files: DataFiles) -> Iterator[tuple[int, list[Diagnostic]]]:
    """Hide records whose keys are taken, and remove dangling references.

    All of it is worked out again from what the files state.

    :returns: for each file concerned, what is wrong with it because of other records.
    """
    tables = Tables(store)
    tables.restore()
    faults = [*_taken(tables), *_dangling(tables)]
    if not faults:
        return
    known = Known({section: set(tables.keys(section)) for section in SECTIONS})
    termbase = Termbase(store, data_files)
    in_files: dict[int, list[_Fault]] = {}
    for fault in faults:
        in_files.setdefault(fault.place.file, []).append(fault)
    for file, here in sorted(in_files.items()):
        records = _read_again(tables, data_files, file, here)
        records.diagnostics.clear()
        taken = 0
        for fault in _in_order(here, records):
            if fault.is_taken:
                taken += 1
                # Looking for a place takes time: do it only for those that are listed.
                is_listed = taken <= SHOWN_OF_A_KIND + 1
                place = fault.place
                first = termbase.origin(place.key, place.section) if is_listed else None
                _report_taken(records, fault, first)
            else:
                _clean(tables, records, fault, known)
        yield file, records.diagnostics


def _in_order(faults: list[_Fault], records: Records) -> list[_Fault]:
    """Put faults in the order of their records in the file, section by section."""
    names = [(section, key) for section in SECTIONS for key in getattr(records, section)]
    places: dict[tuple[str, str], int] = {name: place for place, name in enumerate(names)}
    return sorted(faults, key=lambda fault: places.get(fault.name, 0))


def _taken(tables: Tables) -> Iterator[_Fault]:
    repeated = tables.repeated()
    tables.shadow(place.record for place, _differs in repeated)
    for place, differs in repeated:
        # Two files may well describe the same source or word part.
        if place.section == "terms" or differs:
            yield _Fault(place, is_taken=True)


def _dangling(tables: Tables) -> Iterable[_Fault]:
    return (_Fault(place, is_taken=False) for place in tables.dangling())


def _read_again(tables: Tables, data_files: DataFiles, file: int, faults: list[_Fault]) -> Records:
    """Read those records of a file that have faults."""
    faulty = {fault.place.record for fault in faults}
    others = [place.span for place in tables.places(file) if place.record not in faulty]
    return data_files.records(tables.file_name(file), {span for span in others if span})


def _report_taken(records: Records, fault: _Fault, first: Origin | None) -> None:
    """Report a key that is taken.

    :param first: the place of the first record with this key, if the message should name it.
    """
    message = f"{fault.place.key!r} is already defined; this record is left out"
    hint = f"the first one is at {first}" if first else ""
    records.report(Subtype.DUPLICATE_KEY, message, fault.name, hint)


def _clean(tables: Tables, records: Records, fault: _Fault, known: Known) -> None:
    """Remove the dangling references of a record, and report them."""
    section, key = fault.name
    record: Record | None = getattr(records, section).get(key)
    if record is None:
        return  # the file has changed in the meantime; the next build will see it
    kept = cleaned(record, known, records, (section, key))
    if isinstance(kept, Term):
        kept = without_nameless(kept, records, key)
    tables.amend(fault.place.record, kept.to_json())
