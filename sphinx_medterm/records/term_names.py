"""What a term is called and how it is spoken: the records of its names other than the label."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from sphinx_medterm.records.marks import NAMED, REMARK, SHORT, MarkupText, SourceKeys, Status
from sphinx_medterm.records.record import Record
from sphinx_medterm.records.texts import Line, Name, SoundFile
from sphinx_medterm.records.visible import In, Visible


class Synonym(Record):
    """Another name for the same concept (ISO 10241)."""

    shorthand: ClassVar[str] = "label"

    label: Annotated[Name, NAMED] = Field(description="The name.")
    status: Status = Field("admitted", description="Whether it should be used.")
    scope: Literal["exact", "broad", "narrow", "related"] = Field(
        "exact", description="Whether it means just the same."
    )
    note: Annotated[MarkupText | None, REMARK] = Field(
        None, description="A remark, for instance that it is an older name."
    )


class Abbreviation(Record):
    """A short form of the label."""

    shorthand: ClassVar[str] = "label"

    label: Annotated[Name, NAMED] = Field(
        description="The short form, in the case it is written in."
    )
    plural: Annotated[Name | None, Visible(where=In.NAME)] = Field(
        None, description="Its plural. Default: with an `s` after it."
    )
    status: Annotated[Status, NAMED] = Field("admitted", description="Whether it should be used.")
    note: Annotated[MarkupText | None, REMARK] = Field(None, description="A remark.")


class Variant(Record):
    """Another spelling of the label."""

    shorthand: ClassVar[str] = "label"

    label: Annotated[Name, NAMED] = Field(description="The spelling.")
    region: Line | None = Field(None, description="Where it is spelt so: `US`, `UK` …")
    note: Annotated[MarkupText | None, REMARK] = Field(None, description="A remark.")


class Form(Record):
    """An inflected form of the label."""

    shorthand: ClassVar[str] = "label"

    label: Annotated[Name, NAMED] = Field(description="The form.")
    number: Annotated[Literal["singular", "plural"] | None, NAMED] = Field(
        None, description="Its grammatical number."
    )
    note: Annotated[MarkupText | None, REMARK] = Field(
        None, description="A remark, for instance on its use."
    )


class Pronunciation(Record):
    """How a word is spoken."""

    shorthand: ClassVar[str] = "respelling"

    ipa: Annotated[Line | None, SHORT] = Field(
        None, description="In the International Phonetic Alphabet."
    )
    respelling: Annotated[Line | None, SHORT] = Field(
        None, description="Respelled for readers without IPA."
    )
    region: Line | None = Field(None, description="Where it is spoken so: `US`, `UK` …")
    audio: Annotated[SoundFile | None, Visible(is_file=True)] = Field(
        None,
        description="A recording, relative to the data file: `.mp3`, `.ogg` or `.wav`. With `.*` "
        "in place of the suffix, browsers choose among the formats that there are.",
    )
    note: Annotated[MarkupText | None, REMARK] = Field(
        None, description="A remark on the pronunciation."
    )
    sources: SourceKeys = ()
