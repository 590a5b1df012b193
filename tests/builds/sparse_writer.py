"""A builder whose writer leaves out the nodes that it does not have, as some of others do."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders.text import TextBuilder
from sphinx.util.docutils import SphinxTranslator

from sphinx_medterm.ext.writing.known_nodes import NODES_MADE


class Writer(SphinxTranslator):
    """Writes the text of the nodes that it has."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.words: list[str] = []

    def visit_Text(self, node: nodes.Text) -> None:  # noqa: N802
        """Write a text."""
        self.words.append(node.astext())

    def depart_Text(self, node: nodes.Text) -> None:  # noqa: N802
        """Write nothing after a text."""

    def unknown_visit(self, node: nodes.Node) -> None:
        """Leave out what the writer does not have."""
        raise nodes.SkipNode

    def pass_by(self, node: nodes.Element) -> None:
        """Write nothing of an element itself but an explanation."""
        self.words.append(node.get("explanation", ""))


class SparseBuilder(TextBuilder):
    """Writes pages without the nodes that ``conf.py`` names in ``sparse_lacks``."""

    name = "sparse"

    def get_translator_class(self, *_args: Any) -> type[Writer]:
        """Return a translator that has all other nodes that entries are made of."""
        has = {node.__name__ for node in NODES_MADE if not node.__name__.startswith("medterm")}
        has |= {"document", "section", "title", "compound", "definition_list"}
        has -= set(self.config.sparse_lacks)
        methods = [f"{step}_{name}" for name in has for step in ("visit", "depart")]
        return type("SparseWriter", (Writer,), dict.fromkeys(methods, Writer.pass_by))

    def create_translator(self, *args: Any) -> nodes.NodeVisitor:
        """Return such a translator."""
        return self.get_translator_class()(*args)

    def prepare_writing(self, docnames: Any) -> None:
        """Prepare nothing."""

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write the text of a page."""
        writer = self.get_translator_class()(doctree, self)
        doctree.walkabout(writer)
        Path(self.outdir, f"{docname}.txt").write_text("\n".join(writer.words), encoding="utf-8")


class SilentBuilder(SparseBuilder):
    """Writes pages in a way of its own, and does not say what it has."""

    name = "silent"

    def get_translator_class(self, *_args: Any) -> Any:
        """Return nothing, as Sphinx's own builders without a translator."""
        raise AttributeError

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write the text of a page that has no abbreviations of ours."""
        assert not list(doctree.findall(nodes.abbreviation))
        Path(self.outdir, f"{docname}.txt").write_text(doctree.astext(), encoding="utf-8")


class NodeNames(SilentBuilder):
    """Writes the names of the nodes in entries and mentions."""

    name = "node-names"

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write the names of a page."""
        ours = [
            node
            for node in doctree.findall(nodes.Element)
            if any(name.startswith("medterm") for name in node["classes"])
        ]
        names = {type(node).__name__ for top in ours for node in top.findall(nodes.Element)}
        Path(self.outdir, f"{docname}.txt").write_text("\n".join(names), encoding="utf-8")

    def get_translator_class(self, *_args: Any) -> type[Writer]:
        """Return a translator that has all nodes."""
        return SparseBuilder.get_translator_class(self)


def setup(app: Sphinx) -> None:
    """Register the builders."""
    app.add_config_value("sparse_lacks", [], "")
    app.add_builder(SparseBuilder)
    app.add_builder(SilentBuilder)
    app.add_builder(NodeNames)
