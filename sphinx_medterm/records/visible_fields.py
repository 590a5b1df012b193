"""Tables of fields, made from the marks of the model: what readers see, and what refers to what."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from sphinx_medterm.records.record import SECTIONS, Markup, Record, Ref, Section
from sphinx_medterm.records.term_file import TermFile
from sphinx_medterm.records.visible import Field, Fields, Visible


def visible_fields() -> dict[Section, Fields]:
    """Return the fields of the records in each section of the data files."""
    sections = fields_of(TermFile)
    return {section: sections[section].inner or {} for section in SECTIONS}


@cache
def fields_of(record: type[Record]) -> Fields:
    """Return what the model states about the fields of a record."""
    fields = {}
    for name, info in record.model_fields.items():
        marks = [*info.metadata, *_marks_in(info.annotation)]
        visible = next((mark for mark in marks if isinstance(mark, Visible)), Visible())
        refers = next((mark for mark in marks if isinstance(mark, Ref)), None)
        inner = next((mark for mark in marks if isinstance(mark, type)), None)
        fields[name] = Field(
            where=visible.where.value,
            section=visible.section,
            for_experts=visible.for_experts,
            has_markup=any(isinstance(mark, Markup) for mark in marks),
            table=refers.table if refers else "",
            lends=refers.lends if refers else (),
            is_file=visible.is_file,
            is_keyed=get_origin(info.annotation) is dict,
            inner=fields_of(inner) if inner else None,
        )
    return fields


def _marks_in(annotation: Any) -> Iterator[Any]:
    """List the marks, and the record types, inside an annotation."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    elif get_origin(annotation) is Annotated:
        first, *marks = get_args(annotation)
        yield from marks
        yield from _marks_in(first)
    else:
        for part in get_args(annotation):
            yield from _marks_in(part)
