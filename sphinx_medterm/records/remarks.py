"""Remarks on a record that looks odd although each of its values is valid.

The rules of a field look at its value, wherever a record has such a field; those of a term look at
several of its fields together.
"""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Callable, Hashable, Iterator, MutableMapping, Sequence
from typing import Any, TypeVar

from sphinx_medterm.diagnostics import RecordPath, Severity, Subtype, quoted, shortened
from sphinx_medterm.names.normal import normalise
from sphinx_medterm.records.collected import Records
from sphinx_medterm.records.languages import tag_flaw
from sphinx_medterm.records.model import (
    Code,
    Condition,
    Reviewed,
    Sense,
    Term,
    Translation,
)
from sphinx_medterm.records.odd_names import Remark, in_quotes, odd_names
from sphinx_medterm.records.pictures import Figure
from sphinx_medterm.records.record import Record, records_within

R = TypeVar("R", bound=Record)

RELATIONS = ("broader", "narrower", "related", "contrast", "see_also")
"""The fields that hold keys of other terms."""


def remark_on(records: Records) -> None:
    """Warn about what is odd in records, and remove what would be nonsense if it were shown."""
    if records.glossary.model_fields_set:
        records.glossary = _looked_through(records.glossary, ("glossary",), records, _ALL)
    for key, source in records.sources.items():
        records.sources[key] = _looked_through(source, ("sources", key), records, _ALL)
    for key, part in records.word_parts.items():
        records.word_parts[key] = _looked_through(part, ("word_parts", key), records, _ALL)
    for key, term in records.terms.items():
        records.terms[key] = _looked_through_term(term, ("terms", key), records)


def _looked_through_term(term: Term, path: RecordPath, records: Records) -> Term:
    given = term.model_fields_set
    if not _SUCCESSION.isdisjoint(given):
        _warn(_at_odds_with_status(term), path, records)
    if not _TO_TERMS.isdisjoint(given):
        term = _without_itself(term, path, records)
    term = _looked_through(term, path, records, _OF_TERMS)
    _warn(_in_term(term, str(path[-1])), path, records)
    return term


def _looked_through(record: R, path: RecordPath, records: Records, names: frozenset[str]) -> R:
    """Apply the rules of some fields, and put the tags of languages right."""
    if not _WITH_LANGUAGES.isdisjoint(record.model_fields_set):
        record = _with_proper_tags(record, path, records)
    _warn(_in_fields(record, (), names), path, records)
    return record


def _warn(remarks: Iterator[Remark], path: RecordPath, records: Records) -> None:
    for subtype, message, place, hint in remarks:
        records.report(subtype, message, (*path, *place), hint, Severity.WARNING)


# ---------------------------------------------------------------------- rules of fields

FieldRule = Callable[[Any, RecordPath], Remark | None]


def _dates(reviewed: Reviewed, path: RecordPath) -> Remark | None:
    """Find a review that should be done again before it was done."""
    date, due = reviewed.date, reviewed.due or reviewed.date
    digits = min(len(date), len(due))  # a year may stand for any of its days
    if due[:digits] >= date[:digits]:
        return None
    message = f"the next review is due {due}, before the last one, {date}"
    return Remark(Subtype.CONTRADICTION, message, (*path, "due"), "correct one of the dates")


_PLACEHOLDERS = frozenset(
    {"todo", "to do", "tbd", "tbc", "tba", "fixme", "xxx", "placeholder"}
    | {
        f"to be {done}"
        for done in ("defined", "done", "determined", "confirmed", "added", "written")
    }
)
_NOTHING = frozenset(
    {"none", "nil", "n/a", "na", "n.a", "not available", "not applicable", "unknown"}
)
_SIGNS = " \t\n-–—‐−_.…·?¿!/\\|*()[]{}<>:;,~=#"
_UNDONE = re.compile(r"(?:TODO|FIXME)\b")
_LONGEST_PLACEHOLDER = 30


def _to_be_written(text: str, path: RecordPath) -> Remark | None:
    """Find a text that only says that there is none yet."""
    is_short = len(text) <= _LONGEST_PLACEHOLDER
    if not (_UNDONE.match(text) or (is_short and _says_nothing(text))):
        return None
    message = f"{quoted(text)} is a placeholder for text that is not written yet"
    return Remark(Subtype.VALUE, message, path, "write it, or leave the field out")


def _says_nothing(text: str) -> bool:
    words = text.strip(_SIGNS).casefold()
    return not words or words in _PLACEHOLDERS or words in _NOTHING


def _to_be_filled_in(text: str, path: RecordPath) -> Remark | None:
    """Find a line that only says that there is none yet; in some of them, "none" says something."""
    says_none = text.strip(_SIGNS).casefold() in _NOTHING
    return None if says_none else _to_be_written(text, path)


def _items_twice(items: Sequence[Any], path: RecordPath) -> Iterator[Remark]:
    """Find items of a list that it has already."""
    met: set[Hashable] = set()
    for number, item in enumerate(items):
        if (same := _identity(item)) in met:
            message = f"{_named(item)} is already listed"
            yield Remark(Subtype.REPEATED, message, (*path, number), "leave it out")
        met.add(same)


def _identity(item: Any) -> Hashable:
    """Return what two items of a list have in common if they say the same."""
    if isinstance(item, Code):
        return item.system, item.code, item.version
    if isinstance(item, Condition):
        relation = item.relation and normalise(item.relation)
        return item.term, item.label and normalise(item.label), relation
    return item  # type: ignore[no-any-return]


def _named(item: Any) -> str:
    """Name an item of a list for a message."""
    if isinstance(item, str):
        return quoted(item)
    if isinstance(item, Code):
        return f"the code {shortened(f'{item.system}:{item.code}')}"
    if isinstance(item, Condition):
        return f"the condition {quoted(item.label or item.term or '')}"
    return "this item"


def _without_alt(figure: Figure, path: RecordPath) -> Remark | None:
    """Find a picture without words for readers who cannot see it (WCAG 2.2 SC 1.1.1)."""
    if figure.alt:
        return None
    message = "'alt' is missing: readers who cannot see the picture learn only the name of the term"
    return Remark(Subtype.MEDIA, message, path, "describe in 'alt' what it shows")


FIELD_RULES: dict[str, FieldRule] = {
    **dict.fromkeys(("label", "plural", "form", "subject_field", "display"), in_quotes),
    **dict.fromkeys(("definition", "plain_definition", "scope_note", "note"), _to_be_written),
    **dict.fromkeys(("alt", "caption"), _to_be_written),
    "credit": _to_be_filled_in,
    **dict.fromkeys(("gloss", "ipa", "respelling", "relation", "by"), _to_be_filled_in),
    **dict.fromkeys(("title", "authors", "journal", "publisher"), _to_be_filled_in),
    "description": _to_be_written,
    "reviewed": _dates,
}
"""The rules of fields by their names, which mean the same in all records."""

ITEM_RULES: dict[str, FieldRule] = {"examples": _to_be_written, "figures": _without_alt}
"""The rules of items of a list."""

_ONCE = frozenset({*RELATIONS, "sources", "examples", "codes", "related_conditions"}) | {
    "figures",
    "pronunciation",
}
"""The lists that should have nothing twice. Word parts may well be repeated."""

_ALL = _ONCE.union(FIELD_RULES, ITEM_RULES)
_NAMES = frozenset({"synonyms", "variants", "abbreviations", "forms"})
_WITH_RECORDS = {
    # A term's own names are looked at together: see odd_names.
    **dict.fromkeys(_NAMES, frozenset({"note", "plural"})),
    **dict.fromkeys(("codes", "etymology", "pronunciation", "related_conditions"), _ALL),
    **dict.fromkeys(("figures", "reviewed", "senses", "translations"), _ALL),
}
"""The fields with records inside, and which of the fields of these have rules."""

_OF_TERMS = _ALL.union(_WITH_RECORDS) - {"label"}


def _in_fields(record: Record, path: RecordPath, names: frozenset[str]) -> Iterator[Remark]:
    """Apply the rules of some fields to a record and those inside it."""
    for name in sorted(names & record.model_fields_set):
        value = getattr(record, name)
        if not value:
            continue
        place = (*path, name)
        if (rule := FIELD_RULES.get(name)) and (remark := rule(value, place)):
            yield remark
        if name in _ONCE and len(value) > 1:
            yield from _items_twice(value, place)
        if rule := ITEM_RULES.get(name):
            yield from filter(None, (rule(item, (*place, n)) for n, item in enumerate(value)))
        if ruled := _WITH_RECORDS.get(name):
            for key, inner in records_within(value):
                if not ruled.isdisjoint(inner.model_fields_set):
                    yield from _in_fields(inner, (*place, *key), ruled)


# ---------------------------------------------------------------------- rules of terms

_SUCCESSION = frozenset({"status", "replaced_by"})
_EXCLUSIVE = RELATIONS[:-1]
_OF_BOTH = frozenset({*RELATIONS, "codes"})
"""The lists that terms and senses have."""


def _in_term(term: Term, key: str) -> Iterator[Remark]:
    """Apply the rules that look at several fields of a term."""
    yield from odd_names(term, key)
    own: dict[str, str] = {}
    if not term.model_fields_set.isdisjoint(_EXCLUSIVE):
        yield from _related_in_two_ways(term, (), own)
    if term.senses:
        for name, sense in term.senses.items():
            yield from _related_in_two_ways(sense, ("senses", name), ChainMap({}, own))
        yield from _said_of_the_term(term)
        yield from _senses_named_as_fields(term)
        yield from _senses_twice(term)


def _at_odds_with_status(term: Term) -> Iterator[Remark]:
    """Find a term that is replaced and still in use, or superseded by no other."""
    if term.status == "superseded" and not term.replaced_by:
        message = "a superseded term needs 'replaced_by', the key of the term to use instead"
        hint = "add it, or write 'status: deprecated'"
        yield Remark(Subtype.CONTRADICTION, message, ("status",), hint)
    if term.replaced_by and term.status in ("preferred", "admitted"):
        default = "" if "status" in term.model_fields_set else " by default"
        message = f"the term is replaced by another, but its status is {term.status!r}{default}"
        hint = "write 'status: superseded'"
        yield Remark(Subtype.CONTRADICTION, message, ("replaced_by",), hint)


def _related_in_two_ways(
    record: Term | Sense, path: RecordPath, met: MutableMapping[str, str]
) -> Iterator[Remark]:
    """Find terms that are, for instance, both broader and narrower (SKOS, S27).

    :param met: in which field each term was last; for a sense, by what its term says.
    """
    for field in _EXCLUSIVE:
        for number, other in enumerate(getattr(record, field)):
            before = met.get(other, field)
            met[other] = field
            if before != field:
                message = f"{quoted(other)} cannot be both {before} and {field}"
                if "contrast" in field:
                    message = f"{quoted(other)} is already in {before!r}"
                hint = "leave it out in one of the two fields"
                yield Remark(Subtype.CONTRADICTION, message, (*path, field, number), hint)


def _said_of_the_term(term: Term) -> Iterator[Remark]:
    """Find codes and relations of senses that their term has as well."""
    for field in sorted(_OF_BOTH & term.model_fields_set):
        whole = {_identity(item) for item in getattr(term, field)}
        for name, sense in term.senses.items() if whole else ():
            for number, item in enumerate(getattr(sense, field)):
                if _identity(item) in whole:
                    message = f"{_named(item)} is already in {field!r} of the whole term"
                    hint = "leave it out of the term, or of the sense"
                    yield Remark(Subtype.REPEATED, message, ("senses", name, field, number), hint)


def _senses_named_as_fields(term: Term) -> Iterator[Remark]:
    """Find senses whose keys are those of fields: a single sense, written without a key."""
    for name in term.senses:
        if name in Sense.model_fields:
            message = f"{name!r} is read as the key of a sense, not as a field"
            hint = "give the sense a key and put its fields under that, or leave 'senses:' out"
            yield Remark(Subtype.VALUE, message, ("senses", name), hint)


def _senses_twice(term: Term) -> Iterator[Remark]:
    """Find senses that say the same."""
    met: dict[tuple[str | None, str | None], str] = {}
    for name, sense in term.senses.items():
        before = met.setdefault((sense.definition, sense.plain_definition), name)
        if before != name:
            message = f"the sense has the same definition as {quoted(before)}"
            yield Remark(Subtype.REPEATED, message, ("senses", name), "leave one of them out")


# ---------------------------------------------------------------------- what is left out or read as

_TO_TERMS = frozenset({*RELATIONS, "replaced_by", "related_conditions", "senses"})
_WITH_LANGUAGES = frozenset({"lang", "translations"})
_ITSELF = "the term refers to itself; the reference is left out"


def _without_itself(term: Term, path: RecordPath, records: Records) -> Term:
    """Leave out the references of a term, and of its senses, to itself."""
    key = path[-1]
    update = _relations_to_itself(term, key, path, records)
    senses = {
        name: sense.model_copy(update=kept)
        for name, sense in term.senses.items()
        if (kept := _relations_to_itself(sense, key, (*path, "senses", name), records))
    }
    if senses:
        update["senses"] = term.senses | senses
    if term.replaced_by == key:
        _report_itself((*path, "replaced_by"), records)
        update["replaced_by"] = None
    conditions = list(term.related_conditions)
    for number, condition in enumerate(conditions):
        if condition.term == key:
            _report_itself((*path, "related_conditions", number, "term"), records)
            conditions[number] = condition.model_copy(update={"term": None})
            update["related_conditions"] = conditions
    if "related_conditions" in update:
        update["related_conditions"] = tuple(conditions)
    return term.model_copy(update=update) if update else term


def _relations_to_itself(
    record: Term | Sense, key: str | int, path: RecordPath, records: Records
) -> dict[str, Any]:
    """Report the relations to the term with a key, and return those lists without them."""
    update: dict[str, Any] = {}
    for field in RELATIONS:
        others = getattr(record, field)
        if key in others:
            numbers = [number for number, other in enumerate(others) if other == key]
            for number in numbers:
                _report_itself((*path, field, number), records)
            records.leave_out((*path, field), numbers)
            update[field] = tuple(other for other in others if other != key)
    return update


def _report_itself(place: RecordPath, records: Records) -> None:
    hint = "name another term, or leave it out"
    records.report(Subtype.CONTRADICTION, _ITSELF, place, hint, Severity.WARNING)


def _with_proper_tags(record: R, path: RecordPath, records: Records) -> R:
    """Warn about tags of languages that are not right, and read those that are clear as meant."""
    update: dict[str, Any] = {}
    if (lang := getattr(record, "lang", None)) and (flaw := tag_flaw(lang)):
        severity = Severity.WARNING
        records.report(Subtype.VALUE, flaw.message, (*path, "lang"), flaw.hint, severity)
        if flaw.meant:
            update["lang"] = flaw.meant
    if translations := getattr(record, "translations", None):
        proper = _proper_translations(translations, (*path, "translations"), records)
        if list(proper) != list(translations):
            update["translations"] = proper
    return record.model_copy(update=update) if update else record


def _proper_translations(
    translations: dict[str, Translation], path: RecordPath, records: Records
) -> dict[str, Translation]:
    """Return translations under proper tags."""
    met: dict[str, str] = {}
    tags: dict[str, str] = {}
    for tag in translations:
        flaw = tag_flaw(tag)
        meant = flaw.meant if flaw and flaw.meant else tag
        subtype, severity = Subtype.VALUE, Severity.WARNING
        if (before := met.setdefault(meant.lower(), tag)) != tag:
            message = f"{tag!r} is the same language as {before!r}"
            hint = "leave one of the translations out"
            records.report(Subtype.REPEATED, message, (*path, tag), hint, severity)
            meant = tag
        elif flaw:
            records.report(subtype, flaw.message, (*path, tag), flaw.hint, severity)
        tags[tag] = meant
    proper = {}
    for tag, translation in translations.items():
        # The one that has the proper tag from the start keeps it.
        meant = tag if tags[tag] in translations else tags[tag]
        if meant != tag:
            records.rename((*path, meant), tag)
        proper[meant] = translation
    return proper
