"""What is known of the builders of Sphinx."""

from __future__ import annotations

import pytest

from sphinx_medterm.ext.project.output import BROWSER_BUILDERS, Output

from .conftest import builder_classes, builder_of

PAGES_OF_HTML = {"html", "dirhtml", "applehelp", "devhelp", "htmlhelp", "qthelp", "json", "pickle"}
ASSEMBLED = {"singlehtml", "latex", "man", "texinfo"}
"""The builders that write several pages as one document."""


@pytest.mark.parametrize("name", builder_classes())
def test_every_builder_of_sphinx(name: str) -> None:
    """What each writes, as far as it matters for what pages show."""
    builder = builder_of(name)
    output = Output.of(builder)
    assert output.format == builder.format
    assert output.extracts_messages == (name == "gettext")
    assert output.is_for_browsers == (name in {"html", "dirhtml", "singlehtml"})
    assert output.is_single_page == (name == "singlehtml")
    assert output.needs_targets == (name not in {*PAGES_OF_HTML, "singlehtml", "epub"})
    # Whoever is not known to write page by page may assemble pages.
    assert output.assembles_pages == (name not in {*PAGES_OF_HTML, "epub"})


def test_builders_that_assemble_pages_say_so() -> None:
    """All that have a function for it are among them."""
    found = {name for name, one in builder_classes().items() if hasattr(one, "assemble_doctree")}
    assert ASSEMBLED - {"man"} <= found
    assert all(Output.of(builder_of(name)).assembles_pages for name in found | ASSEMBLED)


def test_builders_with_cards_are_those_of_sphinx() -> None:
    """No name of them is misspelt."""
    assert builder_classes().keys() >= BROWSER_BUILDERS
