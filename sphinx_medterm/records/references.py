"""References between records: the fields that hold them, and what happens to dangling ones."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Literal, NamedTuple, TypeVar, cast

from sphinx_medterm.data_text.parse import parse
from sphinx_medterm.data_text.tree import Fault, Span
from sphinx_medterm.diagnostics import RecordPath, Subtype, quoted
from sphinx_medterm.names.suggest import Suggester, question
from sphinx_medterm.records.collected import Records
from sphinx_medterm.records.record import Record, Section, records_within
from sphinx_medterm.records.visible import Fields
from sphinx_medterm.records.visible_fields import fields_of

R = TypeVar("R", bound=Record)
Faults = Sequence[Fault]

_MOST_MEANT = 3
"""How many keys a hint names if several terms have a name."""


class Known:
    """The keys of all records, section by section."""

    def __init__(
        self,
        keys: Mapping[Section, Collection[str]],
        former: Collection[str] = (),
        named: Callable[[str], Sequence[str]] = lambda name: (),
    ) -> None:
        """Take the keys.

        :param former: keys that terms had before; references may use them.
        :param named: returns the keys of the terms that have a name.
        """
        self._keys = keys
        self._found = {**keys, "terms": {*keys["terms"], *former}} if former else keys
        self._named = named
        self._suggesters: dict[Section, Suggester] = {}

    def __getitem__(self, section: Section) -> Collection[str]:
        return self._found[section]

    def hint(self, key: str, section: Section) -> str:
        """Return a hint for a key that no record has; most often it is a name of a term."""
        if section == "terms" and (keys := self._named(key)):
            return question(keys[:_MOST_MEANT])
        if section not in self._suggesters:
            self._suggesters[section] = Suggester(self._keys[section])
        return self._suggesters[section].hint(key) or f"define it under '{section}:'"


class Link(NamedTuple):
    """A reference of a record to another, or a mention of it.

    :ivar field: the field that refers to it; for a mention in a text, its kind.
    :ivar section: the section of the other record; empty for a mention, which may use any name.
    :ivar target: the key of the other record, or the name that is mentioned.
    :ivar sense: the key of the sense that refers to a term; empty if the term itself does.
    """

    field: str
    section: Section | Literal[""]
    target: str
    sense: str = ""


@dataclass(frozen=True)
class _Fields:
    """The fields that hold references, texts with markup, and records with either."""

    references: dict[str, Section]
    texts: tuple[str, ...]
    with_links: tuple[str, ...]

    @cached_property
    def all(self) -> tuple[str, ...]:
        """All names of fields."""
        return (*self.references, *self.texts, *self.with_links)


@cache
def _fields(model: type[Record]) -> _Fields:
    fields = fields_of(model)
    return _Fields(
        references={
            name: cast("Section", field.table) for name, field in fields.items() if field.table
        },
        texts=tuple(name for name, field in fields.items() if field.has_markup),
        with_links=tuple(name for name, field in fields.items() if _has_links(field.inner or {})),
    )


def _has_links(fields: Fields) -> bool:
    return any(
        field.table or field.has_markup or _has_links(field.inner or {})
        for field in fields.values()
    )


def links_in(
    record: Record, path: RecordPath, note_faults: Callable[[RecordPath, str, Faults], None]
) -> Iterator[Link]:
    """Yield what a record and the records inside it refer to and mention.

    :param path: the path of the record.
    :param note_faults: called with the path of a text, the text, and the faults in its markup.
    """
    for place, field, section, text in _values(record, path):
        if section:
            yield Link(field, section, text, _sense_at(place) if section == "terms" else "")
            continue
        parsed = parse(text)
        if parsed.faults:
            note_faults(place, text, parsed.faults)
        mentions = (one for span in parsed.spans() for one in span.mentions)
        yield from (Link(one.kind, "", one.target) for one in mentions)


def _sense_at(place: RecordPath) -> str:
    """Return the key of the sense in which a value stands; empty if it stands in none."""
    return str(place[3]) if place[2:3] == ("senses",) else ""


class Placed(NamedTuple):
    """A reference or mention, and where it stands.

    :ivar path: the path of the value.
    :ivar within: the text and the offset of a mention in it.
    """

    link: Link
    path: RecordPath
    within: tuple[str, int] | None = None


def placed_links(record: Record, path: RecordPath) -> Iterator[Placed]:
    """Yield what a record and the records inside it refer to and mention, with the places.

    :param path: the path of the record.
    """
    for place, field, section, text in _values(record, path):
        if section:
            yield Placed(Link(field, section, text), place)
            continue
        for span in parse(text).spans():
            for mention in span.mentions:
                link = Link(mention.kind, "", mention.target)
                yield Placed(link, place, (text, span.start))


def placed_spans(record: Record, path: RecordPath) -> Iterator[tuple[RecordPath, str, Span]]:
    """Yield the pieces of all texts with markup in a record, with the path of each and the text.

    :param path: the path of the record.
    """
    for place, _field, section, text in _values(record, path):
        if not section:
            yield from ((place, text, span) for span in parse(text).spans())


def _values(
    record: Record, path: RecordPath
) -> Iterator[tuple[RecordPath, str, Section | None, str]]:
    """Yield the references and the texts with markup in a record and in the records inside it.

    :returns: the path and the field of each, the section that a reference is to, and the key or
        text.
    """
    fields, given = _fields(type(record)), record.model_fields_set
    for name in fields.all:
        if name not in given:  # most records use few of the many fields
            continue
        value = getattr(record, name)
        if name in fields.with_links:
            for place, inner in records_within(value):
                yield from _values(inner, (*path, name, *place))
            continue
        section = fields.references.get(name)
        if isinstance(value, str):
            yield (*path, name), name, section, value
        else:
            for number, text in enumerate(value or ()):
                yield (*path, name, number), name, section, text


def cleaned(record: R, known: Known, records: Records, path: RecordPath) -> R:
    """Return the record without dangling references, and report each of these.

    :param records: the records of its file.
    :param path: the path of the record in that file.
    """
    fields = _fields(type(record))
    update: dict[str, Any] = {}
    for name, section in fields.references.items():
        if value := getattr(record, name):
            kept = _existing(value, known, section, records, (*path, name))
            if kept != value:
                update[name] = kept
    for name in fields.with_links:
        value = getattr(record, name)
        changed = {
            place: kept
            for place, inner in records_within(value)
            if (kept := cleaned(inner, known, records, (*path, name, *place))) is not inner
        }
        if changed:
            update[name] = _with(value, changed)
    return record.model_copy(update=update) if update else record


def with_current_keys(record: R, former: Mapping[str, str]) -> R:
    """Return the record with the keys that terms have now in the place of former ones.

    :param former: the keys that terms had before, each with the key that it leads to.
    """
    fields = _fields(type(record))
    update: dict[str, Any] = {}
    for name in (name for name, section in fields.references.items() if section == "terms"):
        value = getattr(record, name)
        if isinstance(value, str):
            update[name] = former.get(value, value)
        elif value and not former.keys().isdisjoint(value):
            update[name] = tuple(dict.fromkeys(former.get(key, key) for key in value))
    for name in fields.with_links:
        value = getattr(record, name)
        inner = {place: with_current_keys(one, former) for place, one in records_within(value)}
        if inner:
            update[name] = _with(value, inner)
    changed = {name: value for name, value in update.items() if value != getattr(record, name)}
    return record.model_copy(update=changed) if changed else record


def _existing(
    value: Any, known: Known, section: Section, records: Records, path: RecordPath
) -> Any:
    keys = known[section]
    if isinstance(value, str):
        if value in keys:
            return value
        _report_dangling(value, known, section, records, path)
        return None
    for index, key in enumerate(value):
        if key not in keys:
            _report_dangling(key, known, section, records, (*path, index))
    return tuple(key for key in value if key in keys)


def _report_dangling(
    key: str, known: Known, section: Section, records: Records, path: RecordPath
) -> None:
    kind = {"terms": "term", "word_parts": "word part", "sources": "source"}[section]
    message = f"no {kind} has the key {quoted(key)}; the reference is left out"
    records.report(Subtype.REFERENCE, message, path, known.hint(key, section))


def _with(value: Any, changed: Mapping[RecordPath, Record]) -> Any:
    """Replace changed records in a field that holds one, a list or a mapping."""
    if isinstance(value, Record):
        return changed[()]
    if isinstance(value, tuple):
        return tuple(changed.get((index,), item) for index, item in enumerate(value))
    return {key: changed.get((key,), item) for key, item in value.items()}
