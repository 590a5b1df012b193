"""Mentions that show something of their term get their words when a page is written."""

from __future__ import annotations

from typing import Any, ClassVar, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import process_only_nodes

from sphinx_medterm.ext.nodes import shielded
from sphinx_medterm.ext.project.build import build_of
from sphinx_medterm.ext.project.first_use import FirstUses
from sphinx_medterm.ext.reading.uses import is_own_mention
from sphinx_medterm.ext.writing.contexts import Contexts
from sphinx_medterm.names.mentions import INSERTING_KINDS


class InsertTexts(SphinxPostTransform):
    """Puts the words of mentions in their places; their links are resolved later."""

    default_priority: ClassVar[int] = 7  # after automatic links, before references are resolved

    def run(self, **kwargs: Any) -> None:
        """Word all mentions of a page, or of several assembled ones."""
        build = build_of(self.env)
        # Lists of what to do, for instance, show what stands on other pages.
        if not build.has_insertions or next(self.document.findall(_is_insertion), None) is None:
            return
        from sphinx_medterm.ext.render.wording import render_mention

        process_only_nodes(self.document, build.builder.tags)  # what is left out is no first use
        contexts = Contexts(build)
        pages = build.pages_in(self.document)
        earlier = {} if len(pages) > 1 else build.first_pages
        uses = FirstUses(self.config.medterm_first_use, earlier)
        for found in list(self.document.findall(_is_insertion)):
            node = cast("addnodes.pending_xref", found)
            context = contexts.make("", node["refdoc"], node.get("audience", ""))
            shown = render_mention(context, node, uses.record)
            node.replace_self(shielded(shown) if context.styled else shown)


def _is_insertion(node: nodes.Node) -> bool:
    return (
        isinstance(node, addnodes.pending_xref)
        and is_own_mention(node)
        and node["reftype"] in INSERTING_KINDS
    )
