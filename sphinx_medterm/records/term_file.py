"""A data file as a whole: its sections, and what it states about itself."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from sphinx_medterm.records.model import (
    Code,
    Condition,
    Etymology,
    Reviewed,
    Sense,
    Source,
    Term,
    Translation,
    WordPart,
)
from sphinx_medterm.records.pictures import Figure
from sphinx_medterm.records.record import Record
from sphinx_medterm.records.term_names import Abbreviation, Form, Pronunciation, Synonym, Variant
from sphinx_medterm.records.texts import Lang, Line, Name, Text, Url


class Glossary(Record):
    """What a whole data file is about."""

    shorthand: ClassVar[str] = "title"

    title: Name | None = Field(None, description="Name of the collection.")
    key: Name | None = Field(
        None,
        description="Short name by which pages say which collection they mean, as in "
        "`cardiology:MS`. Default: the name of the file without its suffix.",
    )
    lang: Lang | None = Field(None, description="Language of the labels (BCP 47).")
    licence: Line | None = Field(None, description="Licence of the terms (an SPDX identifier).")
    version: Line | None = Field(None, description="Release of the collection.")
    description: Text | None = Field(None, description="What it covers.")
    url: Url | None = Field(None, description="Where it is published.")


class TermFile(Record):
    """A whole data file."""

    glossary: Glossary = Field(Glossary(), description="What the file is about.")
    sources: dict[str, Source] = Field({}, description="Sources by key.")
    word_parts: dict[str, WordPart] = Field({}, description="Word parts by key.")
    terms: dict[str, Term] = Field({}, description="Terms by key.")


RECORDS: tuple[type[Record], ...] = (
    TermFile,
    Glossary,
    Term,
    Sense,
    Pronunciation,
    Abbreviation,
    Synonym,
    Variant,
    Form,
    Figure,
    Etymology,
    WordPart,
    Condition,
    Code,
    Translation,
    Reviewed,
    Source,
)
"""All records, in the order in which the documentation explains them."""
