"""The tables of contents on a page, some of which a build may leave out."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes

from sphinx_medterm.ext.reading.conditions import Conditions, conditions_of

Toctrees = tuple[tuple[Conditions, tuple[str, ...]], ...]
"""The conditions of each table of contents on a page, and the pages that it lists, in order."""


def toctrees_of(document: nodes.document) -> Toctrees:
    """Return the tables of contents of a page that was just read.

    :returns: nothing if a build has all of them, in which case Sphinx's own list of pages holds.
    """
    found = tuple(
        (conditions_of(node) or (), tuple(map(str, node["includefiles"])))
        for node in document.findall(addnodes.toctree)
    )
    return found if any(conditions for conditions, _pages in found) else ()
