"""Words that readers search for, which the pages do not have to contain.

``search-words.toml`` lists them by page. They become entries of the general index, which Sphinx's
search puts before everything else.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform
from sphinx.util import logging
from sphinx.util.typing import ExtensionMetadata

FILE = "search-words.toml"
_logger = logging.getLogger(__name__)


class SearchWords(SphinxTransform):
    """Puts the words of a page below its title."""

    default_priority = 840  # before the domains read the entries of the index

    def apply(self, **_: Any) -> None:
        """Add the words of this page, if it has some."""
        section = self.document.next_node(nodes.section)
        words = self.config.medterm_search_words.get(self.env.docname)
        if section is None or not words:
            return
        place = section["ids"][0]
        entries = [("single", word, place, "main", None) for word in words]
        section.insert(1, addnodes.index(entries=entries, inline=False))


def read_words(app: Sphinx, config: Any) -> None:
    """Read the table once for all pages; a change of it makes Sphinx read them again."""
    file = Path(app.srcdir, FILE)
    words = tomllib.loads(file.read_text("utf-8")) if file.exists() else {}
    config.medterm_search_words = words


def check_pages(_app: Sphinx, env: Any) -> None:
    """Report words for pages that are not there."""
    for page in env.config.medterm_search_words:
        if page not in env.found_docs:
            _logger.warning("%s: there is no page %r", FILE, page)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the transform."""
    app.add_config_value("medterm_search_words", {}, "env")
    app.connect("config-inited", read_words)
    app.connect("env-check-consistency", check_pages)
    app.add_transform(SearchWords)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
