"""The role ``medterm`` and the roles of its domain: mentions of terms in running text."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.util.docutils import SphinxRole

from sphinx_medterm.ext.nodes import NO_LINKS, store_options
from sphinx_medterm.names.mentions import INSERTING_KINDS, USUAL, Written, kind_written, read


class MentionRole(SphinxRole):
    """Mentions a term; the kind of mention decides what it shows.

    A role derived from this one, with ``.. role:: name(medterm)``, stores its own name in the
    reference.

    The mention stays an unresolved reference until its page is written, so that it follows every
    change of the data. Sphinx's ``XRefRole`` would take more steps and make more nodes, and there
    may be thousands of mentions.
    """

    def __init__(self, kind: str = USUAL) -> None:
        """Create a role.

        :param kind: one of :data:`sphinx_medterm.names.mentions.KINDS`.
        """
        super().__init__()
        self.kind = kind
        self._own_names = ("medterm", f"medterm:{kind}")

    def __call__(
        self, name: str, rawtext: str, text: str, *args: Any, **kwargs: Any
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Parse the content in the same way as mentions in data text."""
        self._written = read(text)
        return super().__call__(name, rawtext, text, *args, **kwargs)

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Return the reference, or for ``!word`` text that is not linked automatically either."""
        written = self._written
        if not written.is_linked:
            return [nodes.inline("", written.title, classes=[NO_LINKS])], []
        return [self._reference(written)], []

    def _reference(self, written: Written) -> addnodes.pending_xref:
        """Return a reference, whatever name was used for the role.

        Its content is plain text without an element around it, since every node costs time in each
        build.
        """
        kind = kind_written(self.kind, written)
        node = addnodes.pending_xref(
            self.rawtext,
            nodes.Text(written.title),
            refdoc=self.env.docname,
            refdomain="medterm",
            reftype=kind,
            reftarget=written.target,
            # Typed text is shown, even if the term belongs to another project.
            refexplicit=written.is_titled or kind not in INSERTING_KINDS,
            refwarn=True,
        )
        self.set_source_info(node)
        if self.name not in self._own_names:
            node["role"] = self.name
        store_options(node, written.options)
        return node
