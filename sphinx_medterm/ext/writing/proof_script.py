"""The script that folds codes and sources, on the web pages that have such entries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_medterm.ext.nodes import medterm_details
from sphinx_medterm.ext.writing.page_scripts import add_script

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx

SCRIPT = "medterm-proof.js"
_FOLDS = "medterm_folds"


def note_folds(document: nodes.document) -> None:
    """Note whether a page folds something away, once its entries are made."""
    if next(document.findall(medterm_details), None) is not None:
        document[_FOLDS] = True


def unfold_in_print(
    app: Sphinx, _page: str, _template: str, _context: object, doctree: nodes.document | None
) -> None:
    """Add the script to a page that needs it."""
    if doctree is not None and doctree.get(_FOLDS):
        add_script(app, SCRIPT)
