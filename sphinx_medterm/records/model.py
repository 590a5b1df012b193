"""The records of a data file: the fields of a term, a sense, a word part, a source, and so on.

With :mod:`.term_names` and :mod:`.term_file`, this is the one definition of the format. The
checks, the JSON Schema for editors and the field tables of the documentation are all made from it.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any, ClassVar, Final, Literal, Self

from pydantic import Field, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from sphinx_medterm.codes import BUILT_IN, CodeSystems
from sphinx_medterm.names.audiences import PLAIN
from sphinx_medterm.records.keys import FormerKey
from sphinx_medterm.records.marks import (
    HEAD,
    LENT,
    REMARK,
    SHORT,
    MarkupText,
    SourceKeys,
    Status,
    TermKey,
    TermKeys,
    as_names,
    in_short,
)
from sphinx_medterm.records.pictures import Figures
from sphinx_medterm.records.record import Record, Ref
from sphinx_medterm.records.term_names import Abbreviation, Form, Pronunciation, Synonym, Variant
from sphinx_medterm.records.texts import (
    SHAPE_FAULT,
    Authors,
    Date,
    Doi,
    Isbn,
    Lang,
    Line,
    Name,
    Pmcid,
    Pmid,
    Url,
    Year,
)
from sphinx_medterm.records.visible import DEFINITIONS, ONE_SENSE, In, Visible

CODE_FAULT: Final = "medterm_code"
"""The error type of a code that cannot be right; its context has a message and a hint."""


class Code(Record):
    """A code of a classification, ontology or other code system (FHIR ``Coding``)."""

    shorthand: ClassVar[str] = "code"

    system: Annotated[Name, LENT] = Field(
        description="Key of the code system, such as `MONDO`, `MESH` or `ICD10CM`."
    )
    code: Annotated[Name, LENT] = Field(
        description="The code in that system, with or without the system's prefix."
    )
    version: Name | None = Field(
        None, description="Release of the system in which you found the code."
    )
    match: Annotated[Literal["exact", "close", "broad", "narrow", "related"] | None, LENT] = Field(
        None,
        description="How the code matches the term or sense: `exact`, `close`, `broad`, `narrow` "
        "or `related` (SKOS mapping). If you leave it out, readers see no statement about it.",
    )
    display: Name | None = Field(None, description="Name of the code in that system.")

    @classmethod
    def _from_text(cls, text: str, context: Any) -> Mapping[str, Any]:
        systems: CodeSystems = context or BUILT_IN
        if fault := systems.fault_in(text):
            raise PydanticCustomError(CODE_FAULT, "{message}", fault._asdict())
        system, _colon, code = text.partition(":")
        return {"system": system, "code": code}

    @classmethod
    def _short_schema(cls, field: Mapping[str, Any]) -> dict[str, Any]:
        return {"type": "string", "pattern": ":"}

    @model_validator(mode="after")
    def _plain(self, info: ValidationInfo) -> Self:
        """Normalise system and code; the context may hold the code systems of a project."""
        systems: CodeSystems = info.context or BUILT_IN
        system, code = systems.identify(self.system, self.code)
        if (fault := systems.fault(system, code)) and fault.is_certain:
            raise PydanticCustomError(CODE_FAULT, "{message}", fault._asdict())
        if (system, code) == (self.system, self.code):
            return self
        return self.model_copy(update={"system": system, "code": code})


class Source(Record):
    """Where a statement comes from, such as a paper, a book or a data set."""

    shorthand: ClassVar[str] = "title"

    title: Line | None = Field(None, description="Title of the work.")
    authors: Authors | None = Field(None, description="Authors, as readers will see them.")
    journal: Line | None = Field(None, description="Journal or book that the work appeared in.")
    year: Year | None = Field(None, description="Year of publication.")
    volume: Line | None = Field(None, description="Volume of the journal.")
    issue: Line | None = Field(None, description="Issue of the volume.")
    pages: Line | None = Field(None, description="First and last page, or article number.")
    publisher: Line | None = Field(None, description="Publisher or issuing body.")
    edition: Annotated[Line | None, Visible(for_experts=True)] = Field(
        None, description="Edition of a book."
    )
    version: Line | None = Field(None, description="Release of a data set.")
    accessed: Annotated[Date | None, Visible(for_experts=True)] = Field(
        None, description="Date on which you read a web page."
    )
    licence: Line | None = Field(None, description="License of the work.")
    note: MarkupText | None = Field(
        None, description="Anything else that readers should know about the source."
    )
    doi: Doi | None = Field(None, description="Digital object identifier.")
    pmid: Pmid | None = Field(None, description="PubMed number.")
    pmcid: Pmcid | None = Field(None, description="PubMed Central number.")
    isbn: Isbn | None = Field(None, description="ISBN of a book, with or without hyphens.")
    url: Url | None = Field(None, description="Address of the work, with `http` or `https`.")


class WordPart(Record):
    """A part of medical words. You define it once, and many terms can use it."""

    shorthand: ClassVar[str] = "gloss"

    label: Annotated[Name | None, SHORT] = Field(
        None, description="How the part is written. Default: its key."
    )
    kind: Literal["prefix", "root", "combining form", "combining vowel", "suffix"] | None = Field(
        None, description="Kind of part, such as `prefix` or `combining form`."
    )
    lang: Lang | None = Field(
        None,
        description="Language that the part comes from (BCP 47): `la` for Latin, `grc` for "
        "Ancient Greek.",
    )
    form: Name | None = Field(None, description="The original word in that language.")
    gloss: Annotated[Line | None, SHORT] = Field(None, description="Meaning of the part.")
    note: MarkupText | None = Field(None, description="A remark on the part.")
    sources: SourceKeys = ()


class Sense(Record):
    """One meaning of a term."""

    shorthand: ClassVar[str] = "definition"

    subject_field: Annotated[Name | None, HEAD] = Field(
        None, description="Subject field in which the term has this meaning."
    )
    definition: Annotated[MarkupText | None, SHORT] = Field(
        None, description="Definition for professionals."
    )
    plain_definition: Annotated[MarkupText | None, SHORT] = Field(
        None, description="Definition for lay readers."
    )
    scope_note: Annotated[MarkupText | None, Visible(for_experts=True)] = Field(
        None, description="Scope of this meaning: things that it includes or excludes."
    )
    examples: tuple[MarkupText, ...] = Field((), description="Examples of use.")
    figures: Figures = Field((), description="Pictures of this meaning.")
    codes: Annotated[tuple[Code, ...], Visible(section="codes")] = Field(
        (), description="Codes of this meaning."
    )
    broader: TermKeys = Field((), description="Keys of terms with a wider meaning than this one.")
    narrower: TermKeys = Field(
        (), description="Keys of terms with a narrower meaning than this one."
    )
    related: TermKeys = Field((), description="Keys of terms associated with this meaning.")
    contrast: TermKeys = Field(
        (),
        description="Keys of opposites of this meaning, and of terms that are easily confused "
        "with it.",
    )
    see_also: TermKeys = Field((), description="Keys of other terms worth reading.")
    sources: SourceKeys = ()


class Etymology(Record):
    """Where a word comes from, and which parts it is made of."""

    shorthand: ClassVar[str] = "note"
    list_shorthand: ClassVar[str] = "parts"

    parts: Annotated[tuple[Annotated[Name, Ref("word_parts")], ...], SHORT] = Field(
        (), description="Keys of the word parts of the term, in order."
    )
    note: Annotated[MarkupText | None, Visible(where=In.ENTRY | In.QUOTE)] = Field(
        None, description="History of the word."
    )
    sources: SourceKeys = ()


class Condition(Record):
    """A condition that is connected with the term (schema.org ``MedicalCondition``)."""

    shorthand: ClassVar[str] = "label"

    term: Annotated[Name, Ref("terms", lends=("label", "codes"))] | None = Field(
        None, description="Key of the condition, if it has a record of its own."
    )
    label: Name | None = Field(
        None,
        description="Name of the condition, if it has no record, or if readers should see another "
        "name.",
    )
    relation: Line | None = Field(None, description="How the condition is connected with the term.")
    note: Annotated[MarkupText | None, REMARK] = Field(
        None, description="A remark on the condition."
    )
    codes: Annotated[tuple[Code, ...], Visible(section="codes")] = Field(
        (), description="Codes of the condition. Default: the codes in its own record."
    )
    sources: SourceKeys = ()


class Translation(Record):
    """The term in another language."""

    shorthand: ClassVar[str] = "label"

    label: Name | None = Field(None, description="Label in that language.")
    definition: MarkupText | None = Field(None, description="Definition in that language.")
    plain_definition: MarkupText | None = Field(
        None, description="Definition for lay readers in that language."
    )


class Reviewed(Record):
    """The last review of the record."""

    shorthand: ClassVar[str] = "date"

    date: Date = Field(description="Date of the review (ISO 8601).")
    by: Line | None = Field(None, description="Who reviewed the record.")
    due: Date | None = Field(None, description="Date by which the record should be reviewed again.")


class Term(Record):
    """A term, with its names and everything that its entry shows."""

    label: Annotated[Name | None, Visible(where=In.ENTRY | In.CARD | In.NAME)] = Field(
        None,
        description="Preferred name, which readers see. Default: the key. A term without a "
        "definition needs a label.",
    )
    part_of_speech: Annotated[Line | None, HEAD] = Field(
        None, description="Part of speech, such as `noun` or `adjective`."
    )
    pronunciation: Annotated[tuple[Pronunciation, ...], in_short("pronunciation")] = Field(
        (), description="How the label is pronounced."
    )
    abbreviations: Annotated[tuple[Abbreviation, ...], as_names("synonyms")] = Field(
        (), description="Short forms of the label, such as acronyms."
    )
    synonyms: Annotated[tuple[Synonym, ...], as_names("synonyms")] = Field(
        (), description="Other names of the term."
    )
    variants: Annotated[tuple[Variant, ...], as_names("synonyms")] = Field(
        (), description="Other spellings of the label."
    )
    forms: Annotated[tuple[Form, ...], as_names("forms")] = Field(
        (), description="Inflected forms of the label, such as the plural."
    )
    hidden_labels: Annotated[tuple[Name, ...], Visible(where=In.NOTHING)] = Field(
        (), description="Names that are found but never shown, such as common misspellings."
    )
    former_keys: Annotated[tuple[FormerKey, ...], Visible(where=In.NOTHING)] = Field(
        (),
        description="Keys that the term had before, and keys of terms that you merged into it. "
        "Mentions, references and links from outside that use one of them lead to the term.",
    )
    status: Annotated[Status, HEAD] = Field(
        "preferred", description="Whether people should use the term."
    )
    replaced_by: Annotated[TermKey | None, HEAD] = Field(
        None, description="Key of the term to use instead."
    )
    definition: Annotated[MarkupText | None, in_short("definition")] = Field(
        None, description="Definition for professionals, if the term has a single sense."
    )
    plain_definition: Annotated[MarkupText | None, in_short("definition")] = Field(
        None, description="Definition for lay readers, if the term has a single sense."
    )
    subject_field: Annotated[
        Name | None, Visible(where=In.ENTRY | In.CARD, section="definition")
    ] = Field(None, description="Subject field, if the term has a single sense.")
    scope_note: Annotated[MarkupText | None, Visible(section="definition", for_experts=True)] = (
        Field(
            None,
            description="Scope of the meaning, if the term has a single sense.",
        )
    )
    examples: Annotated[tuple[MarkupText, ...], Visible(section="definition")] = Field(
        (), description="Examples of use, if the term has a single sense."
    )
    senses: Annotated[dict[str, Sense], in_short("definition")] = Field(
        default_factory=dict,  # a default would be copied, which takes long
        description="Meanings of the term, each under its own key, in the order that readers see.",
    )
    figures: Figures = Field((), description="Pictures of the thing that the term names.")
    etymology: Annotated[Etymology | None, in_short("etymology")] = Field(
        None, description="Origin and word parts."
    )
    related_conditions: Annotated[tuple[Condition, ...], Visible(section="conditions")] = Field(
        (), description="Conditions that are connected with the term."
    )
    codes: Annotated[tuple[Code, ...], Visible(where=In.ENTRY | In.LENT, section="codes")] = Field(
        (), description="Codes of the term as a whole. Put the codes of one meaning into its sense."
    )
    broader: TermKeys = Field((), description="Keys of terms with a wider meaning.")
    narrower: TermKeys = Field((), description="Keys of terms with a narrower meaning.")
    related: TermKeys = Field((), description="Keys of terms that are associated in another way.")
    contrast: TermKeys = Field(
        (), description="Keys of opposites, and of terms that are easily confused with this one."
    )
    see_also: TermKeys = Field((), description="Keys of other terms worth reading.")
    translations: Annotated[dict[Lang, Translation], Visible(section="translations")] = Field(
        default_factory=dict,
        description="The term in other languages, each under its language tag (BCP 47).",
    )
    reviewed: Annotated[Reviewed | None, Visible(section="reviewed")] = Field(
        None, description="Last review of the record."
    )
    autolink: Annotated[bool, Visible(where=In.NOTHING)] = Field(
        True,
        description="Whether names of this term in running text may become links automatically.",
    )
    sources: SourceKeys = ()

    @field_validator("senses", mode="before")
    @classmethod
    def _by_key(cls, senses: Any) -> Any:
        """Reject senses without keys; the fields of one would be read as senses of their names."""
        if isinstance(senses, list | tuple):
            message = "expected a mapping, not a list"
            hint = "put each sense under a key of its own"
        elif isinstance(senses, dict) and any(
            isinstance(senses.get(name), str) for name in DEFINITIONS[PLAIN]
        ):
            message = "expected senses under keys, not the fields of a sense"
            hint = "put them under a key, or for a single sense, into the term without 'senses:'"
        else:
            return senses
        raise PydanticCustomError(SHAPE_FAULT, "{message}", {"message": message, "hint": hint})

    @cached_property
    def meanings(self) -> dict[str, Sense]:
        """All senses by key; the sense given the short way has the empty key.

        Only the latter may lack a definition, in a term that has a label.
        """
        short = {name: value for name in ONE_SENSE if (value := getattr(self, name))}
        return {"": Sense.model_construct(**short), **self.senses} if short else self.senses

    def meaning(self, sense: str) -> Sense | None:
        """Return the sense with a key; without such a sense, the first one, if there is any."""
        meanings = self.meanings
        return meanings.get(sense) or next(iter(meanings.values()), None)
