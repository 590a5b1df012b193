"""What readers see of a record: which fields, in which place, for which audience.

The model marks its fields with :class:`Visible`, and :mod:`.visible_fields` turns the marks into
the field tables used here. The store keeps these, so that a look at a record needs no model.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntFlag
from typing import Any, NamedTuple

from sphinx_medterm.names.audiences import BOTH, PLAIN, PROFESSIONAL

DEFINITIONS = {
    PROFESSIONAL: ("definition", "plain_definition"),
    PLAIN: ("plain_definition", "definition"),
}
"""For each audience, the field with its definition, and the one shown if that is missing."""

ONE_SENSE = (*DEFINITIONS[PROFESSIONAL], "subject_field", "scope_note", "examples")
"""The fields of a sense that a term itself may have: the short way for a single sense."""


class In(IntFlag):
    """Where readers see part of a record."""

    NOTHING = 0
    ENTRY = 1
    CARD = 2
    QUOTE = 4
    """In a mention that shows it in place of a name."""
    NAME = 8
    """Where the term is named: in words of mentions, in indexes."""
    LENT = 16
    """Where another record shows it because it has none of its own."""


@dataclass(frozen=True, kw_only=True)
class Visible:
    """Marks a field with the places where readers see it; without a mark, that is in entries.

    :ivar where: all these places.
    :ivar section: the section of an entry that it belongs to, and is hidden with.
    :ivar for_experts: whether it is hidden from lay readers.
    :ivar is_file: whether it names a file whose content readers see, or hear.
    """

    where: In = In.ENTRY
    section: str = ""
    for_experts: bool = False
    is_file: bool = False


class Field(NamedTuple):
    """What the model states about a field.

    :ivar where: places, as :class:`In` has them.
    :ivar has_markup: whether it holds texts that may mention terms.
    :ivar table: the section of the data files that its keys refer to; empty if it has none.
    :ivar lends: fields of the record it refers to that are shown unless this record has its own.
    :ivar is_keyed: whether it holds records under keys.
    :ivar is_file: whether it names a file whose content readers see, or hear.
    :ivar inner: the fields of the records that it holds, if it does.
    """

    where: int = In.ENTRY.value
    section: str = ""
    for_experts: bool = False
    has_markup: bool = False
    table: str = ""
    lends: Sequence[str] = ()
    is_keyed: bool = False
    is_file: bool = False
    inner: Mapping[str, Any] | None = None

    @classmethod
    def from_json(cls, data: Sequence[Any]) -> Field:
        """Make a field from what the store keeps."""
        field = cls(*data)
        return field._replace(inner=fields_from_json(field.inner)) if field.inner else field


Fields = Mapping[str, Field]


def fields_from_json(data: Mapping[str, Any]) -> Fields:
    """Make the fields of a record from what the store keeps."""
    return {name: Field.from_json(field) for name, field in data.items()}


class Viewpoint(NamedTuple):
    """How a reader sees a record: where, and what part of it.

    :ivar where: one of the places of :class:`In`.
    :ivar audience: the audience; for both, what either may see is shown.
    :ivar hide: the sections that are hidden.
    :ivar sense: key of the only sense that is shown, on cards and in quotations.
    :ivar only: the only section that is shown; empty for all.
    """

    where: int
    audience: str = BOTH
    hide: tuple[str, ...] = ()
    sense: str = ""
    only: str = ""


class Reference(NamedTuple):
    """A record that another refers to.

    :ivar shows: its fields that are shown next to the link.
    :ivar field: the field that refers to it.
    """

    table: str
    key: str
    shows: tuple[str, ...] = ("label",)
    field: str = ""


class Seen(NamedTuple):
    """What readers see of a record.

    :ivar words: everything they see, in a form that is equal only if what they see is equal.
    :ivar texts: the texts that may mention terms.
    :ivar references: the records that it refers to.
    :ivar instead: paths in the record where a definition replaces the one that the audience lacks;
        empty for a sense given the short way.
    :ivar sections: the sections of an entry that have something to show.
    :ivar files: the files whose content they see, or hear.
    """

    words: str
    texts: list[str]
    references: list[Reference]
    instead: list[str]
    sections: frozenset[str] = frozenset()
    files: Sequence[str] = ()


def seen_from(fields: Fields, viewpoint: Viewpoint) -> Fields:
    """Return the fields that are seen from a viewpoint, including those of inner records."""
    return {
        name: field._replace(inner=seen_from(field.inner, viewpoint)) if field.inner else field
        for name, field in fields.items()
        if _is_seen(field, viewpoint)
    }


def _is_seen(field: Field, viewpoint: Viewpoint) -> bool:
    if not field.where & viewpoint.where or field.section in viewpoint.hide:
        return False
    if viewpoint.only and field.section not in ("", viewpoint.only):
        return False
    return not (field.for_experts and viewpoint.audience == PLAIN)


def look(data: Mapping[str, Any], fields: Fields, viewpoint: Viewpoint) -> Seen:
    """Look at a record.

    :param data: the record, as in data files.
    :param fields: the fields that are seen.
    """
    return _Look(viewpoint).at(data, fields)


class _Look:
    """One look at a record."""

    def __init__(self, viewpoint: Viewpoint) -> None:
        self._viewpoint = viewpoint
        self._is_brief = viewpoint.where == In.QUOTE
        self._texts: list[str] = []
        self._references: list[Reference] = []
        self._instead: list[str] = []
        self._files: list[str] = []

    def at(self, data: Mapping[str, Any], fields: Fields) -> Seen:
        """Look at the whole record."""
        if self._viewpoint.where in (In.CARD, In.QUOTE):
            data = self._without_history(self._of_one_sense(data))
        words = self._record(data, fields, "")
        sections = {fields[name].section for name in data if name in fields}
        if any(one.table in ("sources", "word_parts") for one in self._references):
            sections.add("sources")
        shown = (repr(words), self._texts, self._references, self._instead)
        return Seen(*shown, frozenset(sections), self._files)

    def _of_one_sense(self, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """Leave out the senses that are not shown; several senses are shown in brief."""
        senses = data.get("senses")
        if not senses:
            return data
        has_short = any(name in data for name in DEFINITIONS[PLAIN])
        sense = self._viewpoint.sense
        if sense not in senses and has_short:
            return {**data, "senses": {}}
        if sense not in senses and self._viewpoint.where == In.QUOTE:
            sense = next(iter(senses))
        if sense in senses:
            left = {name: value for name, value in data.items() if name not in ONE_SENSE}
            return {**left, "senses": {sense: senses[sense]}}
        self._is_brief = len(senses) > 1
        return data

    def _without_history(self, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """Leave out the history of a word that is shown as the sum of its parts."""
        etymology = data.get("etymology")
        if not etymology or not etymology.get("parts"):
            return data
        return {**data, "etymology": {"parts": etymology["parts"]}}

    def _record(self, data: Mapping[str, Any], fields: Fields, path: str) -> list[Any]:
        words: list[Any] = []
        left_out = self._left_out(data, path) if "plain_definition" in fields else ""
        for name, value in data.items():
            field = fields.get(name)
            if field is None or value is None or name == left_out:
                continue
            words.append(name)
            if field.inner is not None:
                words += self._records(name, value, field)
            elif field.has_markup:
                words += self._markup(value)
            else:
                words.append(value)
            if field.is_file:
                self._files.append(value)
            if field.table:
                self._refer(name, value, field, data, fields)
        return words

    def _left_out(self, data: Mapping[str, Any], path: str) -> str:
        """Name the definition that is left out because the other one is for the audience.

        Readers of either audience see both, except in a quotation, which has room for one.
        """
        audience = self._viewpoint.audience
        if audience not in DEFINITIONS:
            if self._viewpoint.where != In.QUOTE:
                return ""
            audience = PROFESSIONAL
        own, other = DEFINITIONS[audience]
        if data.get(own) is not None:
            return other
        if data.get(other) is not None and audience == self._viewpoint.audience:
            self._instead.append(path)
        return ""

    def _records(self, name: str, value: Any, field: Field) -> list[Any]:
        inner = field.inner or {}
        if field.is_keyed:
            return [(key, self._record(one, inner, f"{name}.{key}")) for key, one in value.items()]
        records = [value] if isinstance(value, dict) else value
        return [self._record(one, inner, "") for one in records]

    def _markup(self, value: Any) -> list[str]:
        texts = [value] if isinstance(value, str) else value
        if self._is_brief:
            texts = [part for text in texts for part in _first_sentence(text)]
        self._texts += texts
        return list(texts)

    def _refer(
        self, name: str, value: Any, field: Field, data: Mapping[str, Any], fields: Fields
    ) -> None:
        shows: tuple[str, ...] = ("label",)
        if field.lends:  # what the record lacks itself, but not what is hidden of it
            shows = tuple(one for one in field.lends if one in fields and not data.get(one))
        for key in [value] if isinstance(value, str) else value:
            self._references.append(Reference(field.table, key, shows, name))


def _first_sentence(text: str) -> list[str]:
    """Return the parts of what is shown of a text in brief, such as the items of its first list."""
    if "\n\n" not in text:
        return [text]
    # A build without changes looks at no such text, and importing this takes a while.
    from sphinx_medterm.data_text.parse import first_sentence

    return [part if isinstance(part, str) else part.source for part in first_sentence(text)]
