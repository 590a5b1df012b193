"""The role ``medterm``: a mention of a term in running text."""

from __future__ import annotations

from docutils import nodes
from sphinx.roles import XRefRole


class MentionRole(XRefRole):
    """Shows what is typed, linked to the entry of the term that it names.

    The mention stays a light reference until its page is written, so that it follows every change
    of the data.
    """

    def __init__(self) -> None:
        super().__init__(warn_dangling=True, innernodeclass=nodes.inline)

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """Make the reference, under the same name however the role was called."""
        self.name = "medterm:term"
        return super().run()
