"""Mentions that insert a text of their term, replaced when a page is written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_medterm.ext.nodes import is_in_link, shielded, without_links
from sphinx_medterm.ext.project.build import build_of
from sphinx_medterm.ext.project.first_use import FirstUses
from sphinx_medterm.ext.reading.uses import is_own_mention
from sphinx_medterm.ext.writing.contexts import Contexts
from sphinx_medterm.ext.writing.linked import decide_inside
from sphinx_medterm.names.mentions import INSERTING_KINDS


class InsertTexts(SphinxPostTransform):
    """Replaces mentions by the text they insert; their links are resolved later."""

    default_priority: ClassVar[int] = 7  # after automatic links, before references are resolved

    def run(self, **kwargs: Any) -> None:
        """Replace all such mentions of a page, or of several assembled ones."""
        build = build_of(self.env)
        # Extensions may copy mentions from other pages, as to-do lists do.
        if not build.has_insertions or not any(self._insertions()):
            return
        from sphinx_medterm.ext.render.wording import render_mention

        contexts = Contexts(build)
        is_whole = build.written.is_of_documents or len(build.pages_in(self.document)) > 1
        earlier = {} if is_whole else build.first_pages
        uses = FirstUses(self.config.medterm_first_use, earlier)
        for node in list(self._insertions()):
            context = contexts.make("", node["refdoc"], node.get("audience", ""))
            is_inside = is_in_link(node)
            inserted = render_mention(context, node, uses.record)
            if not is_inside:
                decide_inside(node, inserted)
            if is_inside and inserted != [node]:
                inserted = without_links(inserted)
            node.replace_self(shielded(inserted) if context.styled else inserted)

    def _insertions(self) -> Iterator[addnodes.pending_xref]:
        for node in self.document.findall(addnodes.pending_xref):
            if is_own_mention(node) and node["reftype"] in INSERTING_KINDS:
                yield node
