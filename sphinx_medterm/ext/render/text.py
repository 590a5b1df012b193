"""Data text as nodes: paragraphs, lists, and the inline markup in them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from docutils import nodes
from sphinx import addnodes

from sphinx_medterm.data_text.text_roles import LINK, UNLINKED, is_mention, kind_of
from sphinx_medterm.data_text.tree import Block, Paragraph, Span
from sphinx_medterm.ext.nodes import IS_DATA, MATHJAX_PROCESSES, NO_LINKS, store_options
from sphinx_medterm.names.mentions import INSERTING_KINDS

Nodes = list[nodes.Node]


def node_of(span: Span) -> nodes.Node:
    """Return the node of a span; a mention becomes an unresolved reference."""
    if is_mention(span.role):
        return _mention(span, kind_of(span.role))
    return _NODES[span.role](span)


def _abbreviation(span: Span) -> nodes.Node:
    explained = {"explanation": span.target, IS_DATA: True} if span.target else {}
    return nodes.abbreviation("", span.text, **explained)


def _reference(span: Span) -> nodes.Node:
    """Return a reference to an object of Sphinx itself: a label, or a term of its glossaries."""
    kind, target = span.role, span.target
    return addnodes.pending_xref(
        "",
        nodes.inline("", span.text, classes=["xref", "std", f"std-{kind}"]),
        refdomain="std",
        reftype=kind,
        reftarget=target.lower() if kind == "ref" else target,
        refexplicit=span.is_titled,
        refwarn=True,
    )


def _mention(span: Span, kind: str) -> nodes.Node:
    node = addnodes.pending_xref(
        "",
        nodes.Text(span.text),
        refdomain="medterm",
        reftype=kind,
        reftarget=span.target,
        refexplicit=span.is_titled or kind not in INSERTING_KINDS,
        refwarn=True,
    )
    store_options(node, span.options)
    return node


_NODES: dict[str, Callable[[Span], nodes.Node]] = {
    "": lambda span: nodes.Text(span.text),
    LINK: lambda span: nodes.reference("", span.text, refuri=span.target, internal=False),
    UNLINKED: lambda span: nodes.inline("", span.text, classes=[NO_LINKS]),
    "term": _reference,
    "ref": _reference,
    "abbr": _abbreviation,
    "emphasis": lambda span: nodes.emphasis("", span.text),
    "strong": lambda span: nodes.strong("", span.text),
    "literal": lambda span: nodes.literal("", span.text),
    "math": lambda span: nodes.math(span.text, span.text, classes=list(MATHJAX_PROCESSES)),
    "sub": lambda span: nodes.subscript("", span.text),
    "sup": lambda span: nodes.superscript("", span.text),
}
"""What makes the node of a span, by its role; mentions aside."""


def elements_of(
    blocks: Iterable[Block],
    make: Callable[[Paragraph], nodes.paragraph],
    classes: Sequence[str] = (),
) -> list[nodes.Element]:
    """Return the elements of blocks.

    :param make: returns the element of a paragraph.
    :param classes: the classes of the outermost elements.
    """
    elements: list[nodes.Element] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            element: nodes.Element = make(block)
        else:
            items = [nodes.list_item("", *elements_of(item, make)) for item in block.items]
            element = _list_of(block.start, items)
        element["classes"] += classes
        elements.append(element)
    return elements


def _list_of(start: int | None, items: Sequence[nodes.Node]) -> nodes.Element:
    if start is None:
        return nodes.bullet_list("", *items, bullet="*")
    numbered = numbered_list(*items)
    if start != 1:
        numbered["start"] = start
    return numbered


def numbered_list(*items: nodes.Node) -> nodes.enumerated_list:
    """Return a list with the numbers 1, 2, 3 …."""
    return nodes.enumerated_list("", *items, enumtype="arabic", prefix="", suffix=".")


def prepend(elements: list[nodes.Element], inline: Nodes) -> None:
    """Insert inline nodes at the start of elements, which may begin with a list."""
    if not elements or not isinstance(elements[0], nodes.paragraph):
        classes = elements[0]["classes"] if elements else []
        elements.insert(0, nodes.paragraph(classes=list(classes)))
    elements[0].insert(0, inline)


def append(elements: list[nodes.Element], inline: Nodes) -> None:
    """Add inline nodes at the end of elements, which may end with a list."""
    last = elements[-1]
    while not isinstance(last, nodes.paragraph):
        last = last[-1]  # type: ignore[assignment]
    last += inline
