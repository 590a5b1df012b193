"""The parts of a page that a build may leave out, and the conditions for this."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from docutils import nodes

from sphinx_medterm.ext.nodes import ancestors


class Condition(NamedTuple):
    """What decides whether a build has a part of a page.

    :ivar kind: the directive around the part: ``only``, ``ifconfig`` or ``todo``.
    :ivar expression: its expression; empty if it has none.
    """

    kind: str
    expression: str = ""


TODO = Condition("todo")
"""The condition of all to-do notes."""

Conditions = tuple[Condition, ...]
"""All conditions of a part, from the outermost; a build has the part if they all hold."""

_CONDITIONAL = {"only": "only", "ifconfig": "ifconfig", "todo_node": "todo"}
"""For each element that a build may leave out, the directive that makes it."""

HIDDEN = (nodes.comment, nodes.decoration, nodes.docinfo, nodes.substitution_definition)
"""Elements that no output shows where they stand; decorations are headers and footers."""


def conditions_in(document: nodes.document) -> Callable[[nodes.Node], Conditions | None]:
    """Return what finds the conditions of nodes in a document: see :func:`conditions_of`.

    Most documents have no conditional parts, so nothing needs to be looked for.
    """
    has_parts = any(
        element.tagname in _CONDITIONAL or isinstance(element, HIDDEN)
        for element in document.findall(nodes.Element)
    )
    return conditions_of if has_parts else lambda _node: ()


def conditions_of(node: nodes.Node) -> Conditions | None:
    """Return the conditions of a node, or ``None`` if no output shows it."""
    found: list[Condition] = []
    for element in ancestors(node):
        if isinstance(element, HIDDEN):
            return None
        if kind := _CONDITIONAL.get(element.tagname):
            found.append(Condition(kind, str(element.get("expr", ""))))
    return tuple(reversed(found))


def is_todo(conditions: Conditions) -> bool:
    """Return whether these are the conditions of a part of a to-do note."""
    return any(condition.kind == "todo" for condition in conditions)
