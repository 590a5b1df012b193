"""Substitutes for nodes that the writer of a builder does not know.

Writers of other projects know fewer nodes than those of Sphinx. Some leave out what they do not
know, and the word with it; others stop.
"""

from __future__ import annotations

from collections.abc import Callable, Set
from typing import Any, ClassVar

from docutils import nodes
from docutils.utils import new_document
from sphinx import addnodes
from sphinx.builders import Builder
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxTranslator

from sphinx_medterm.ext.nodes import (
    IS_DATA,
    medterm_abbreviation,
    medterm_block,
    medterm_details,
    medterm_figure,
    medterm_label,
    medterm_lead,
)
from sphinx_medterm.ext.project.build import Build, build_of

Nodes = list[nodes.Node]
NodeType = type[nodes.Element]


class KnownNodes(SphinxPostTransform):
    """Replaces the nodes of entries and mentions that the writer of a builder does not have."""

    default_priority: ClassVar[int] = 90  # when all links are made

    def run(self, **kwargs: Any) -> None:
        """Replace such nodes on a page, or on several assembled ones."""
        if lacking := build_of(self.env).computed(nodes_lacking):
            _replace_in(self.document, lacking)


def nodes_lacking(build: Build) -> frozenset[NodeType]:
    """Return the nodes of entries and mentions that the writer of a build does not have.

    A builder without a translator does not say what it can write. Its abbreviations may have
    another meaning, such as entries of a glossary.
    """
    if build.output.extracts_messages:
        return frozenset()  # messages are taken from any nodes
    try:
        translator = build.builder.get_translator_class()
    except AttributeError:
        return frozenset({nodes.abbreviation, medterm_abbreviation})
    lacking = [node for node in NODES_MADE if not _has(translator, translator, node)]
    if lacking and (instance := _instance(build.builder)) is not None:
        # It may have methods that its class does not show, or that extensions have added.
        lacking = [node for node in lacking if not _has(translator, instance, node)]
    return frozenset(lacking)


def _has(translator: type[nodes.NodeVisitor], asked: object, node: NodeType) -> bool:
    """Return whether a translator has a method for a node, or in Sphinx for a class above it."""
    classes = node.__mro__ if issubclass(translator, SphinxTranslator) else (node,)
    return any(hasattr(asked, f"visit_{one.__name__}") for one in classes)


def _instance(builder: Builder) -> nodes.NodeVisitor | None:
    """Return a translator of a builder, if it can be had without a page."""
    try:
        return builder.create_translator(new_document(""), builder)
    except Exception:  # it is code of others, which may need more than a translator usually does
        return None


def _replace_in(element: nodes.Element, lacking: Set[NodeType], is_ours: bool = False) -> None:
    """Replace nodes in an element.

    :param is_ours: whether the element is part of an entry or of a mention.
    """
    for node in list(element.children):
        if not isinstance(node, nodes.Element):
            continue
        inside = is_ours or any(name.startswith("medterm") for name in node["classes"])
        _replace_in(node, lacking, inside)
        if type(node) in lacking and (inside or isinstance(node, _OURS)):
            made = nodes.Element("", *_SUBSTITUTES.get(type(node), _content)(node))
            _replace_in(made, lacking, is_ours=True)
            element.replace(node, made.children)


# ---------------------------------------------------------------------- substitutes


def _nothing(_node: nodes.Element) -> Nodes:
    return []


def _content(node: nodes.Element) -> Nodes:
    return [*node.children]


def _abbreviation(node: nodes.Element) -> Nodes:
    explained = [nodes.Text(f" ({node['explanation']})")] if node.get(IS_DATA) else []
    return [*node.children, *explained]


def _standard(node: nodes.Element) -> Nodes:
    """Return a node of ours as the standard one that it is derived from."""
    return [type(node).__base__("", *node.children, **node.attributes)]  # type: ignore[misc]


def _alt(node: nodes.Element) -> Nodes:
    return [nodes.paragraph("", node["alt"])]


def _title(node: nodes.Element) -> Nodes:
    return [nodes.paragraph("", "", nodes.strong("", "", *node.children))]


def _marked(mark: str) -> Callable[[nodes.Element], Nodes]:
    """Return a function that puts a mark before a text, without which numbers would change."""
    return lambda node: [nodes.Text(mark), *node.children]


_STANDARD = (medterm_block, medterm_details, medterm_figure, medterm_label, medterm_lead)

_SUBSTITUTES: dict[NodeType, Callable[[nodes.Element], Nodes]] = {
    nodes.abbreviation: _abbreviation,
    medterm_abbreviation: _abbreviation,
    **dict.fromkeys(_STANDARD, _standard),
    nodes.image: _alt,
    nodes.rubric: _title,
    nodes.subscript: _marked("_"),  # as in Sphinx's own plain text
    nodes.superscript: _marked("^"),
    nodes.target: _nothing,
    addnodes.index: _nothing,
}
"""What replaces a node; all others, by their content."""

_OURS = (medterm_abbreviation, *_STANDARD)

NODES_MADE: tuple[NodeType, ...] = (
    *_SUBSTITUTES,
    nodes.bullet_list,
    nodes.container,
    nodes.emphasis,
    nodes.enumerated_list,
    nodes.figure,
    nodes.inline,
    nodes.legend,
    nodes.list_item,
    nodes.literal,
    nodes.math,
    nodes.paragraph,
    nodes.reference,
    nodes.strong,
)
"""The nodes that entries and mentions are made of."""
