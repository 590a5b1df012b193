"""What the marks of the model say of its fields."""

from __future__ import annotations

import pytest

from sphinx_medterm.names.mentions import KINDS, Target
from sphinx_medterm.records.record import Record
from sphinx_medterm.records.term_file import RECORDS
from sphinx_medterm.records.visible import Fields
from sphinx_medterm.records.visible_fields import fields_of, visible_fields
from sphinx_medterm.termbase.config_values import SECTIONS

WITH_MARKUP = {
    "definition",
    "plain_definition",
    "scope_note",
    "examples",
    "note",
    "alt",
    "caption",
}


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_the_same_fields_take_markup_in_every_record(record: type[Record]) -> None:
    """Definitions, scope notes, examples, notes and the words of pictures, and no other field."""
    fields = fields_of(record)
    assert {name for name, field in fields.items() if field.has_markup} == (
        WITH_MARKUP & fields.keys()
    )


def test_sections_of_fields_are_sections_of_entries() -> None:
    """A section with another name could not be hidden."""

    def sections(fields: Fields) -> set[str]:
        inner = [sections(field.inner) for field in fields.values() if field.inner]
        return {field.section for field in fields.values()}.union(*inner) - {""}

    of_fields = set().union(*map(sections, visible_fields().values()))
    assert of_fields == set(SECTIONS) - {"cite"}  # which is made of other sections' fields


def test_kinds_of_mentions_that_quote_a_term_are_worded_by_a_section() -> None:
    """What a quotation depends on is looked for in the section that its wording names."""
    quoting = [kind for kind in KINDS.values() if kind.quotes]
    assert quoting
    assert {kind.wording for kind in quoting} <= set(SECTIONS)
    assert {kind.target for kind in quoting} == {Target.TERM}
