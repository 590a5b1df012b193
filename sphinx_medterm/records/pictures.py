"""The pictures that records show."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from sphinx_medterm.records.marks import MarkupText, SourceKeys
from sphinx_medterm.records.record import Record
from sphinx_medterm.records.texts import Line, PictureFile
from sphinx_medterm.records.visible import Visible


class Figure(Record):
    """A picture of what a term or one of its senses means."""

    shorthand: ClassVar[str] = "file"

    file: Annotated[PictureFile, Visible(is_file=True)] = Field(
        description="File of the picture, relative to the data file: `.svg`, `.pdf`, `.png`, "
        "`.jpg` or `.gif`. If you write `.*` instead of the suffix, web pages and paper each use "
        "the format that suits them best."
    )
    alt: MarkupText | None = Field(
        None, description="Description of the picture for readers who cannot see it."
    )
    caption: MarkupText | None = Field(None, description="Text below the picture.")
    credit: Line | None = Field(None, description="Who made the picture.")
    licence: Line | None = Field(None, description="License of the picture.")
    sources: SourceKeys = ()


Figures = Annotated[tuple[Figure, ...], Visible(section="figures")]
