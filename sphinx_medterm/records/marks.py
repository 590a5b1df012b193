"""Types of fields that several records share, and the marks for what readers see of them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from sphinx_medterm.records.record import Markup, Ref
from sphinx_medterm.records.texts import Name, Text
from sphinx_medterm.records.visible import In, Visible

MarkupText = Annotated[Text, Markup()]
TermKey = Annotated[Name, Ref("terms")]
TermKeys = Annotated[tuple[TermKey, ...], Visible(section="relations")]
SourceKeys = Annotated[
    tuple[Annotated[Name, Ref("sources")], ...],
    Field(description="Keys of the sources for this statement."),
    Visible(section="sources"),
]


def in_short(section: str = "") -> Visible:
    """Mark a field that is shown in brief as well: on cards and in quotations."""
    return Visible(where=In.ENTRY | In.CARD | In.QUOTE, section=section)


def as_names(section: str = "") -> Visible:
    """Mark a field with a name of a term."""
    return Visible(where=In.ENTRY | In.NAME, section=section)


HEAD, SHORT, NAMED = Visible(where=In.ENTRY | In.CARD), in_short(), as_names()
LENT = Visible(where=In.ENTRY | In.LENT)
REMARK = Visible(section="notes")
Status = Literal["preferred", "admitted", "deprecated", "superseded"]
