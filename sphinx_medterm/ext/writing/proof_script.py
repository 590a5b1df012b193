"""The script for what entries fold away, on the web pages that have such entries."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from sphinx_medterm.ext.nodes import medterm_details

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder

SCRIPT = "medterm-proof.js"
_FOLDS = "medterm_folds"


def note_folds(document: nodes.document) -> None:
    """Note whether a page folds something away, once its entries are made."""
    if next(document.findall(medterm_details), None) is not None:
        document[_FOLDS] = True


def add_script(
    app: Sphinx, _page: str, _template: str, _context: object, doctree: nodes.document | None
) -> None:
    """Add the script to a page that needs it."""
    if doctree is not None and doctree.get(_FOLDS):
        builder = cast("StandaloneHTMLBuilder", app.builder)  # the application would log each call
        builder.add_js_file(SCRIPT, priority=500, defer="defer")
