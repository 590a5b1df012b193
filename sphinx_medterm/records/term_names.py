"""The names of a term other than its label, and its pronunciation."""

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

    label: Annotated[Name, NAMED] = Field(description="The other name.")
    status: Status = Field("admitted", description="Whether people should use this name.")
    scope: Literal["exact", "broad", "narrow", "related"] = Field(
        "exact",
        description="Whether the name means exactly the same, or something broader, narrower or "
        "related.",
    )
    note: Annotated[MarkupText | None, REMARK] = Field(
        None, description="A remark, for example that the name is an older one."
    )


class Abbreviation(Record):
    """A short form of the label."""

    shorthand: ClassVar[str] = "label"

    label: Annotated[Name, NAMED] = Field(
        description="The short form, with the capitals that people write."
    )
    plural: Annotated[Name | None, Visible(where=In.NAME)] = Field(
        None, description="Plural of the short form. Default: the short form with an `s`."
    )
    status: Annotated[Status, NAMED] = Field(
        "admitted", description="Whether people should use this short form."
    )
    note: Annotated[MarkupText | None, REMARK] = Field(None, description="A remark.")


class Variant(Record):
    """Another spelling of the label."""

    shorthand: ClassVar[str] = "label"

    label: Annotated[Name, NAMED] = Field(description="The spelling.")
    region: Line | None = Field(
        None, description="Where people spell it this way, such as `US` or `UK`."
    )
    note: Annotated[MarkupText | None, REMARK] = Field(None, description="A remark.")


class Form(Record):
    """An inflected form of the label."""

    shorthand: ClassVar[str] = "label"

    label: Annotated[Name, NAMED] = Field(description="The form.")
    number: Annotated[Literal["singular", "plural"] | None, NAMED] = Field(
        None, description="Grammatical number of the form."
    )
    note: Annotated[MarkupText | None, REMARK] = Field(
        None, description="A remark, for example on the use of the form."
    )


class Pronunciation(Record):
    """How a word is pronounced."""

    shorthand: ClassVar[str] = "respelling"

    ipa: Annotated[Line | None, SHORT] = Field(
        None, description="Pronunciation in the International Phonetic Alphabet."
    )
    respelling: Annotated[Line | None, SHORT] = Field(
        None, description="Pronunciation respelled for readers who do not know the IPA."
    )
    region: Line | None = Field(
        None, description="Where people pronounce it this way, such as `US` or `UK`."
    )
    audio: Annotated[SoundFile | None, Visible(is_file=True)] = Field(
        None,
        description="File of a recording, relative to the data file: `.mp3`, `.ogg` or `.wav`. If "
        "you write `.*` instead of the suffix, browsers choose one of the formats that exist.",
    )
    note: Annotated[MarkupText | None, REMARK] = Field(
        None, description="A remark on the pronunciation."
    )
    sources: SourceKeys = ()
