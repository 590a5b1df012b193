"""The role ``medterm`` and those of its domain: mentions of terms in running text."""

from __future__ import annotations

from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.util.docutils import SphinxRole

from sphinx_medterm.ext.nodes import NO_LINKS, note_options
from sphinx_medterm.names.mentions import USUAL, WORDED_KINDS, Written, read


class MentionRole(SphinxRole):
    """Mentions a term; what is shown depends on the kind of mention.

    A role made of this one, with ``.. role:: name(medterm)``, notes its own name.

    The mention stays a light reference until its page is written, so that it follows every change
    of the data. It is not made by Sphinx's ``XRefRole``, which takes more steps, and more nodes:
    there may be thousands of mentions.
    """

    def __init__(self, kind: str = USUAL) -> None:
        """Make a role.

        :param kind: one of :data:`sphinx_medterm.names.mentions.KINDS`.
        """
        super().__init__()
        self.kind = kind
        self._own_names = ("medterm", f"medterm:{kind}")

    def __call__(
        self, name: str, rawtext: str, text: str, *args: Any, **kwargs: Any
    ) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Read the content as that of mentions in data text is read."""
        self._written = read(text)
        return super().__call__(name, rawtext, text, *args, **kwargs)

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Make the reference; show ``!word`` as text that is not linked by itself either."""
        written = self._written
        if not written.is_linked:
            return [nodes.inline("", written.title, classes=[NO_LINKS])], []
        return [self._reference(written)], []

    def _reference(self, written: Written) -> addnodes.pending_xref:
        """Make a reference under the name of its kind, however the role was called.

        What it shows is a text without an element around it: every node of a page costs time in
        each build.
        """
        node = addnodes.pending_xref(
            self.rawtext,
            nodes.Text(written.title),
            refdoc=self.env.docname,
            refdomain="medterm",
            reftype=self.kind,
            reftarget=written.target,
            # What is typed is shown, in other projects' terms too.
            refexplicit=written.is_titled or self.kind not in WORDED_KINDS,
            refwarn=True,
        )
        self.set_source_info(node)
        if self.name not in self._own_names:
            node["role"] = self.name
        note_options(node, written.options)
        return node
