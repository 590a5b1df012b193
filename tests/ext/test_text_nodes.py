"""The nodes of data text: each role has its own."""

from __future__ import annotations

import pytest
from docutils import nodes
from sphinx import addnodes

from sphinx_medterm.data_text.text_roles import LINK, ROLES, UNLINKED, is_mention
from sphinx_medterm.data_text.tree import Span
from sphinx_medterm.ext.render.text import node_of

REFERENCES = {"term", "ref", *filter(is_mention, ROLES)}


@pytest.mark.parametrize("role", ["", LINK, UNLINKED, *ROLES])
def test_every_role_has_a_node_that_shows_its_text(role: str) -> None:
    """Only those that lead somewhere become references, which Sphinx has yet to resolve."""
    node = node_of(Span(role, "text", "target"))
    assert node.astext() == "text"
    assert isinstance(node, addnodes.pending_xref) == (role in REFERENCES)
    assert isinstance(node, nodes.Text) == (role == "")
