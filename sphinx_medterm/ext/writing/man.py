"""Entries on manual pages, which have no links."""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_medterm.ext.nodes import IS_DATA


class LongForms(SphinxPostTransform):
    """Writes out the long forms of abbreviations in data text, which man pages would not show."""

    formats = ("man",)
    default_priority: ClassVar[int] = 20

    def run(self, **kwargs: Any) -> None:
        """Add each long form in parentheses after its abbreviation."""
        for short in list(self.document.findall(nodes.abbreviation)):
            if short.get(IS_DATA):
                short += nodes.Text(f" ({short['explanation']})")


class PlainWords(SphinxPostTransform):
    """Replaces links to terms and sources by their text.

    The writer of docutils would add the address after the text, where it is useless.
    """

    formats = ("man",)
    default_priority: ClassVar[int] = 21  # references are resolved

    def run(self, **kwargs: Any) -> None:
        """Replace each link by its text."""
        for link in list(self.document.findall(nodes.reference)):
            ours = any(name.startswith("medterm") for name in link["classes"])
            if ours and link.get("internal"):
                link.parent.replace(link, link.children)
