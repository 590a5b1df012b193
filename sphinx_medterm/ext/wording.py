"""Mentions that show something of their term get their words when a page is written."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import process_only_nodes

from sphinx_medterm.ext.domain import MedtermDomain
from sphinx_medterm.ext.first_use import FirstUses

if TYPE_CHECKING:
    from sphinx_medterm.ext.render import Wording


class WordMentions(SphinxPostTransform):
    """Puts the words of mentions in their places; their links are resolved later."""

    default_priority: ClassVar[int] = 6  # behind entries, before references are resolved

    def run(self, **kwargs: Any) -> None:
        """Word all mentions of a page, or of several assembled ones."""
        pages = self._pages()
        if not any(self.domain.pages[page].worded for page in pages if page in self.domain.pages):
            return
        # What is left out is no first use.
        process_only_nodes(self.document, self.domain.tags)
        for node in list(self.document.findall(_is_worded)):
            self._wording.put(cast("addnodes.pending_xref", node))

    def _pages(self) -> list[str]:
        """List the pages that are written as one."""
        parts = [part["docname"] for part in self.document.findall(addnodes.start_of_file)]
        return [self.env.current_document.docname, *parts]

    @cached_property
    def domain(self) -> MedtermDomain:
        """The domain, which knows the termbase."""
        return cast("MedtermDomain", self.env.get_domain("medterm"))

    @cached_property
    def _wording(self) -> Wording:
        # A build without changes needs no words, and importing this takes a while.
        from sphinx_medterm.ext.render import Wording
