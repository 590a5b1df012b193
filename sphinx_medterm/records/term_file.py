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
    """Title, license and other statements about a whole data file."""

    shorthand: ClassVar[str] = "title"

    title: Name | None = Field(None, description="Name of the collection.")
    key: Name | None = Field(
        None,
        description="Collection name. Pages write it before a name to say which data file they "
        "mean, as in `cardiology:MS`. Default: the name of the file without its suffix.",
    )
    lang: Lang | None = Field(None, description="Language of the labels (BCP 47).")
    licence: Line | None = Field(None, description="License of the terms (an SPDX identifier).")
    version: Line | None = Field(None, description="Release of the collection.")
    description: Text | None = Field(None, description="Topics that the collection covers.")
    url: Url | None = Field(None, description="Address at which the collection is published.")


class TermFile(Record):
    """A whole data file."""

    glossary: Glossary = Field(Glossary(), description="Statements about the file as a whole.")
    sources: dict[str, Source] = Field({}, description="Sources, each under its key.")
    word_parts: dict[str, WordPart] = Field({}, description="Word parts, each under its key.")
    terms: dict[str, Term] = Field({}, description="Terms, each under its key.")


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
