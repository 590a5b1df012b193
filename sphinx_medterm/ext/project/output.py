"""The properties of a builder's output that decide what pages show."""

from __future__ import annotations

from dataclasses import dataclass

from sphinx.builders import Builder
from sphinx.builders.singlehtml import SingleFileHTMLBuilder

BROWSER_BUILDERS = frozenset({"html", "dirhtml", "singlehtml"})
"""The builders whose pages are for browsers, unlike those of EPUB and of help systems."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Output:
    """The properties of a builder's output that affect what pages show.

    :ivar format: ``html`` for all builders of HTML, including EPUB; ``latex``, ``text`` ….
    :ivar extracts_messages: whether the builder extracts messages for translation.
    :ivar checks_links: whether the builder only checks links.
    :ivar is_for_browsers: whether its pages are for browsers: with hover cards, scripts, and parts
        that are folded away.
    :ivar is_single_page: whether it writes all pages as one web page.
    :ivar assembles_pages: whether it may assemble a document from several pages.
    """

    format: str
    extracts_messages: bool
    checks_links: bool
    is_for_browsers: bool
    is_single_page: bool
    assembles_pages: bool

    @classmethod
    def of(cls, builder: Builder) -> Output:
        """Describe the output of a builder."""
        return cls(
            format=builder.format,
            extracts_messages=builder.name == "gettext",
            checks_links=builder.name == "linkcheck",
            is_for_browsers=builder.name in BROWSER_BUILDERS,
            is_single_page=isinstance(builder, SingleFileHTMLBuilder),
            assembles_pages=builder.format != "html" or hasattr(builder, "assemble_doctree"),
        )

    @property
    def needs_targets(self) -> bool:
        """Whether the text needs nodes for anchors and index entries, as it does on paper."""
        return self.format != "html"
