"""Scripts of this extension, on the web pages that need them."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder


def web_builder(app: Sphinx) -> StandaloneHTMLBuilder:
    """Return the builder of web pages; the application would log each file that is added."""
    return cast("StandaloneHTMLBuilder", app.builder)


def add_script(app: Sphinx, name: str) -> None:
    """Add a script to the page that is being written."""
    web_builder(app).add_js_file(name, priority=500, defer="defer")
