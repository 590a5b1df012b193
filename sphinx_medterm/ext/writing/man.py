"""What entries need on manual pages, which have no links."""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_medterm.ext.nodes import IS_DATA


class LongForms(SphinxPostTransform):
    """Writes the long forms of abbreviations in data text, which manual pages would not show."""

    formats = ("man",)
    default_priority: ClassVar[int] = 20

    def run(self, **kwargs: Any) -> None:
        """Put each behind its abbreviation, in brackets."""
        for short in list(self.document.findall(nodes.abbreviation)):
            if short.get(IS_DATA):
                short += nodes.Text(f" ({short['explanation']})")


class PlainWords(SphinxPostTransform):
    """Makes plain words of links to terms and sources.

    The writer of docutils would put the address behind the word, and it leads nowhere.
    """

    formats = ("man",)
    default_priority: ClassVar[int] = 21  # references are resolved

    def run(self, **kwargs: Any) -> None:
        """Put the text of each link in its place."""
        for link in list(self.document.findall(nodes.reference)):
            ours = any(name.startswith("medterm") for name in link["classes"])
            if ours and link.get("internal"):
                link.parent.replace(link, link.children)
