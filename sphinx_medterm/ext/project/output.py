"""What the builder of a build writes."""

from __future__ import annotations

from dataclasses import dataclass

from sphinx.builders import Builder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder

CARD_BUILDERS = frozenset({"html", "dirhtml", "singlehtml"})
"""The builders whose pages have hover cards: those of web pages, read in a browser."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """What a builder writes, as far as it matters for what pages show.

    :ivar format: ``html`` for all builders of HTML, EPUB included; ``latex``, ``text`` ….
    :ivar extracts_messages: whether it collects messages for translation.
    :ivar has_cards: whether its pages explain terms in hover cards.
    :ivar is_web_page: whether it writes all pages as one web page.
    :ivar assembles_pages: whether documents that it writes may be made of several pages.
    """

    format: str
    extracts_messages: bool
    has_cards: bool
    is_web_page: bool
    assembles_pages: bool

    @classmethod
    def of(cls, builder: Builder) -> Output:
        """Describe the output of a builder."""
        return cls(
            format=builder.format,
            extracts_messages=builder.name == "gettext",
            has_cards=builder.name in CARD_BUILDERS,
            is_web_page=isinstance(builder, SingleFileHTMLBuilder),
            assembles_pages=builder.format != "html" or hasattr(builder, "assemble_doctree"),
        )

    @property
    def needs_targets(self) -> bool:
        """Whether anchors and index entries have to stand in the text: on paper, they do."""
        return self.format != "html"
