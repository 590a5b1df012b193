"""Writing the contents of data files to a store.

Only files that have changed are read, and of those only the records that have changed.
"""

from __future__ import annotations

import gc
import json
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any

from sphinx_medterm.diagnostics import Diagnostic, Severity, Subtype, file_name
from sphinx_medterm.digest import short_digest
from sphinx_medterm.formats.document import Document, EntangledError
from sphinx_medterm.names.mentions import KINDS
from sphinx_medterm.names.normal import as_key, capitals, counted_capitals, normalise, sort_key
from sphinx_medterm.names.plural_forms import plural_abbreviation
from sphinx_medterm.names.spelling import looser_spellings, spelling
from sphinx_medterm.records.attached import attached_in
from sphinx_medterm.records.collected import Records
from sphinx_medterm.records.media_files import candidates
from sphinx_medterm.records.model import Term
from sphinx_medterm.records.record import SECTIONS, Record, Section
from sphinx_medterm.records.references import Link, links_in
from sphinx_medterm.records.term_names import Abbreviation, Synonym, Variant
from sphinx_medterm.records.validation import read_records
from sphinx_medterm.termbase.attachments import note_digests
from sphinx_medterm.termbase.crosscheck import link
from sphinx_medterm.termbase.data_files import DataFiles
from sphinx_medterm.termbase.file_digests import Digests
from sphinx_medterm.termbase.inflected import forms_of
from sphinx_medterm.termbase.lookup import Rank
from sphinx_medterm.termbase.misses import MOST_QUOTED
from sphinx_medterm.termbase.rows import (
    AttachmentRow,
    CodeRow,
    DiagnosticRow,
    FormerRow,
    LinkRow,
    NameRow,
    Place,
    RecordRow,
)
from sphinx_medterm.termbase.store import Store
from sphinx_medterm.termbase.tables import Tables


def bring_up_to_date(
    store: Store,
    data_files: DataFiles,
    digests: Digests,
    progress: Callable[[Sequence[Path]], Iterable[Path]],
) -> None:
    """Make a store say what data files say now.

    :param store: what they said before, or an empty store.
    :param digests: the digests of the files.
    :param progress: iterates over the files that have to be read.
    """
    tables = Tables(store)
    with _no_garbage_collection():
        names = [str(name) for name in data_files.names]
        changed = _changed(tables, names, digests)
        numbers = {file.name: file.id for file in tables.files()}
        for name in progress([Path(name) for name in changed]):
            _compile_file(tables, numbers[str(name)], name, data_files)
        tables.build_indexes()
        note_digests(tables, data_files, digests)
        tables.remove_diagnostics_across_files()
        for file, diagnostics in link(store, data_files):
            tables.add(DiagnosticRow, _diagnostic_rows(file, diagnostics, across=True))


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Keep Python from scanning all records for garbage again and again as they grow."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _changed(tables: Tables, names: Sequence[str], digests: Digests) -> list[str]:
    """Note which files there are and in which order, and list those whose content has changed."""
    before = {file.name: file for file in tables.files()}
    for name in before.keys() - set(names):
        gone = before[name].id
        _forget(tables, gone)
        tables.remove_file(gone)
    changed = []
    for number, name in enumerate(names):
        digest = digests.of(name)
        tables.note_file(name, number, digest)
        if name not in before or before[name].digest != digest:
            changed.append(name)
    return changed


def _compile_file(tables: Tables, file: int, name: Path, data_files: DataFiles) -> None:
    """Store what a file says.

    :param file: its number in the store, which may have some of its records already.
    """
    before = tables.places(file)
    try:
        parts = data_files.read_in_parts(name, {place.span for place in before if place.span})
        first = next(parts)
        taken = _begin_file(tables, file, first, before)
        for document in chain([first], parts):
            _keep_document(tables, file, read_records(document, data_files.systems), taken)
    except EntangledError:
        whole = data_files.read(name)
        _forget(tables, file)
        taken = _begin_file(tables, file, whole, [])
        _keep_document(tables, file, read_records(whole, data_files.systems), taken)


def _begin_file(
    tables: Tables, file: int, document: Document, before: Sequence[Place]
) -> set[tuple[str, str]]:
    """Remove what has to be read again, and return the sections and keys of the other records.

    :param before: the records of the file that are in the store.
    """
    skipped = document.skipped
    tables.remove_records([place.record for place in before if place.span not in skipped])
    tables.remove_diagnostics(file)
    tables.set_digest(file, document.digest)  # it may have changed since it was found to be new
    tables.set_glossary(file, normalise(file_name(document.file.stem)))
    tables.set_broken(file, False)
    tables.set_lines(file, [(span.digest, span.line) for span in document.spans])
    return {(place.section, place.key) for place in before if place.span in skipped}


def _forget(tables: Tables, file: int) -> None:
    """Remove everything that a file has said."""
    tables.remove_records([place.record for place in tables.places(file)])
    tables.remove_diagnostics(file)


def _keep_document(
    tables: Tables, file: int, records: Records, taken: set[tuple[str, str]]
) -> None:
    """Store the records of a part of a file.

    :param taken: the sections and keys of the file's other records; those of this part are added.
    :raises EntangledError: if one of them is a key in this part too.
    """
    document = records.document
    keys = {name for section in SECTIONS for name in _keys_read(document, section)}
    if not keys.isdisjoint(taken):
        raise EntangledError
    taken |= keys
    if document.is_broken:
        tables.set_broken(file, True)
    document.data = None  # the records hold it all
    _keep_records(tables, file, records, _links(records))
    tables.add(DiagnosticRow, _diagnostic_rows(file, records.diagnostics, across=False))


Links = dict[tuple[Section, str], list[Link]]
"""The references and mentions of each record, by section and key."""


def _links(records: Records) -> Links:
    """List the references and mentions of records, and report faulty markup in their texts."""
    found: Links = {}
    for section in SECTIONS:
        for key, record in getattr(records, section).items():
            links = list(links_in(record, (section, key), records.report_markup))
            if len(links) > MOST_QUOTED and sum(map(_is_quotation, links)) > MOST_QUOTED:
                message = f"it quotes more than {MOST_QUOTED} terms; the others are only linked"
                hint = "use ':medterm:' to link"
                records.report(Subtype.MARKUP, message, (section, key), hint, Severity.WARNING)
            found[section, key] = list(dict.fromkeys(links))
    return found


def _is_quotation(link: Link) -> bool:
    return link.field in KINDS and KINDS[link.field].quotes


def _keys_read(document: Document, section: Section) -> Iterator[tuple[str, str]]:
    """List the keys of a section that have been read, in the form in which they are compared."""
    data = document.data.get(section) if isinstance(document.data, dict) else None
    for key in data if isinstance(data, dict) else ():
        yield section, as_key(key)


def _sound_spans(records: Records) -> dict[tuple[str, str], bytes]:
    """Return the span of each record that nothing is wrong with: it need not be read again."""
    spans = records.document.span_of
    if not records.diagnostics:
        return {name: span.digest for name, span in spans.items()}
    starts = sorted(span.line for span in spans.values())
    lines = [d.position.line for d in records.diagnostics if d.position]
    faulty = {starts[index - 1] for line in lines if (index := bisect_right(starts, line))}
    return {name: span.digest for name, span in spans.items() if span.line not in faulty}


def _keep_records(tables: Tables, file: int, records: Records, stated: Links) -> None:
    """Store the records of a part of a file, without their diagnostics."""
    if records.glossary.key:
        tables.set_glossary(file, normalise(records.glossary.key))
    number = tables.last_record()
    spans = _sound_spans(records)
    rows: list[RecordRow] = []
    names: list[NameRow] = []
    former: list[FormerRow] = []
    codes: list[CodeRow] = []
    attached: list[AttachmentRow] = []
    links: list[LinkRow] = []
    for section in SECTIONS:
        section_records: dict[str, Record] = getattr(records, section)
        for key, record in section_records.items():
            number += 1
            place = Place(number, file, section, key, spans.get((section, key)))
            links += [LinkRow(number, *link) for link in stated[section, key]]
            if isinstance(record, Term):
                rows.append(_term_row(place, record, stated[section, key]))
                names += dict.fromkeys(_spelt(_names(number, key, record)))
                former += [FormerRow(old, number) for old in dict.fromkeys(record.former_keys)]
                codes += _codes(number, record)
                attached += _attachments(number, record)
            else:
                rows.append(RecordRow(*place, data=record.to_json()))
    tables.add(RecordRow, rows)
    tables.add(NameRow, names)
    tables.add(FormerRow, former)
    tables.add(CodeRow, codes)
    tables.add(LinkRow, links)
    tables.add(AttachmentRow, attached)


def _term_row(place: Place, term: Term, links: Sequence[Link]) -> RecordRow:
    """Return the row of a term, with what lists and other entries show of it."""
    label = term.label or place.key
    others = [name.label for names in _other_names(term) for name in names]
    senses = {name: sense.subject_field or name for name, sense in term.senses.items()}
    forms = forms_of(term, label)
    return RecordRow(
        *place,
        label=label,
        sort=sort_key(label)[0],
        names=_json(list(dict.fromkeys([label, *others]))) if others else None,
        abbreviations=_json(_abbreviations(term)) if term.abbreviations else None,
        senses=_json(senses) if senses else None,
        forms=_json(forms) if forms else None,
        relations=_relations_digest(place.key, term, links),
        silent=not term.autolink,
        deprecated=term.status in _UNWANTED,
        data=term.to_json(),
    )


_UNWANTED = ("deprecated", "superseded")
"""The statuses of terms and names that should no longer be used."""


def _relations_digest(key: str, term: Term, links: Iterable[Link]) -> int:
    """Return a digest of all that decides what a term and others say of each other."""
    # The text of a plain tuple is made in a fraction of the time that a named one takes.
    references = [tuple(link) for link in links if link.section]
    return short_digest(repr((key, term.former_keys, references)))


def _abbreviations(term: Term) -> list[tuple[str, str, bool]]:
    """List the abbreviations with their plurals, and whether each may be used; those come first."""
    found = [
        (one.label, one.plural or plural_abbreviation(one.label), one.status not in _UNWANTED)
        for one in term.abbreviations
    ]
    return sorted(found, key=lambda short: not short[2])


def _other_names(term: Term) -> tuple[Sequence[Synonym | Variant | Abbreviation], ...]:
    """List the names other than the label that are shown."""
    return term.synonyms, term.variants, term.abbreviations


def _names(record: int, key: str, term: Term) -> Iterator[NameRow]:
    """List the names under which a term is found, except a key that is compared as it is."""
    if is_other := not (key.isascii() and key.islower()) and normalise(key) != key:
        yield _name(record, key, Rank.KEY)
    label = term.label or key
    name = _name(record, label, Rank.LABEL)
    if is_other or label != key or name.spelling or not label.isascii():
        yield name
    others: tuple[Synonym | Variant, ...] = (*term.synonyms, *term.variants)
    for other in others:
        yield _name(record, other.label, Rank.OTHER, deprecated=_is_unwanted(other))
    for form in term.forms:
        yield _name(record, form.label, Rank.OTHER, plural=form.number == "plural")
    for short in term.abbreviations:
        yield from _short_names(record, short)
    for hidden in term.hidden_labels:
        yield _name(record, hidden, Rank.HIDDEN)
    for former in term.former_keys:
        yield _name(record, former, Rank.FORMER)


def _short_names(record: int, short: Abbreviation) -> Iterator[NameRow]:
    """List an abbreviation and its plural."""
    old = _is_unwanted(short)
    yield (name := _name(record, short.label, Rank.OTHER, is_short=True, deprecated=old))
    plural, rank = short.plural, Rank.OTHER
    if not plural and name.strict:
        plural, rank = f"{short.label}s", Rank.INFLECTED
    if plural:
        yield _name(record, plural, rank, is_short=True, plural=True, deprecated=old)


def _spelt(names: Iterable[NameRow]) -> Iterator[NameRow]:
    """Add to each name its looser spellings."""
    for row in names:
        yield row
        for loose in looser_spellings(row.name, row.spelling or row.name):
            yield row._replace(spelling=loose, loose=True)


def _is_unwanted(name: Synonym | Variant | Abbreviation) -> bool:
    return not isinstance(name, Variant) and name.status in _UNWANTED


def _name(
    record: int,
    written: str,
    rank: Rank,
    *,
    is_short: bool = False,
    plural: bool = False,
    deprecated: bool = False,
) -> NameRow:
    name, cased = normalise(written), capitals(written)
    key, strict = spelling(name), counted_capitals(written, is_short) is not None
    differing = (cased if cased != name else None), strict, (key if key != name else None)
    return NameRow(name, *differing, rank, plural, record, deprecated)


def _codes(record: int, term: Term) -> Iterator[CodeRow]:
    """List the codes that a term states: its own, those of senses and of related conditions."""
    for sense, codes in (("", term.codes), *((key, one.codes) for key, one in term.senses.items())):
        for code in codes:
            is_exact = code.match == "exact"
            yield CodeRow(code.system, code.code, code.display, is_exact, record, sense)
    for condition in term.related_conditions:
        for code in condition.codes:
            yield CodeRow(code.system, code.code, code.display, False, record)


def _attachments(record: int, term: Term) -> Iterator[AttachmentRow]:
    """List the pictures and sounds that a term names, each in all formats that it may have."""
    seen = dict.fromkeys(
        (file, name)
        for _path, file, formats in attached_in(term)
        for name in candidates(file, formats)
    )
    yield from (AttachmentRow(record, file, name) for file, name in seen)


def _diagnostic_rows(
    file: int, diagnostics: Iterable[Diagnostic], *, across: bool
) -> Iterator[DiagnosticRow]:
    for diagnostic in diagnostics:
        line, column = diagnostic.position or (0, 0)
        data = {
            "severity": diagnostic.severity,
            "subtype": diagnostic.subtype,
            "message": diagnostic.message,
            "path": diagnostic.path,
            "hint": diagnostic.hint,
            "name": diagnostic.name,
        }
        # A path may hold half of a surrogate pair, which must be escaped.
        yield DiagnosticRow(file, across, line, column, json.dumps(data))


def _json(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False)
