"""The conditions related to a term, grouped by their relation to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_medterm.ext.messages import _
from sphinx_medterm.ext.render.parts import heading, joined, render_code, section, titled_list

if TYPE_CHECKING:
    from sphinx_medterm.ext.render.context import Context
    from sphinx_medterm.ext.render.text import Nodes
    from sphinx_medterm.records.model import Condition


_NOTE = "medterm-tie-note"


def conditions(context: Context) -> nodes.Node | None:
    """Return the conditions: one list for each relation, in the order of the data file."""
    groups: dict[str, list[list[nodes.paragraph]]] = {}
    for condition in context.term.related_conditions:
        item = _condition(context, condition)
        groups.setdefault(condition.relation or "", []).append(item)
    if not groups:
        return None
    lists = [titled_list(relation, items, "medterm-tie") for relation, items in groups.items()]
    return section("conditions", heading(_("Related conditions")), *lists)


def _condition(context: Context, condition: Condition) -> list[nodes.paragraph]:
    """Return a condition with its note, the marks of its sources, and its codes."""
    note = condition.note if context.shows("notes") else None
    paragraphs = context.paragraphs(note) if note else [nodes.paragraph()]
    for paragraph in paragraphs if note else ():
        paragraph.children = [nodes.inline("", "", *paragraph.children, classes=[_NOTE])]
    name = _name(context, condition)
    paragraphs[0].insert(0, [name, nodes.Text(": ")] if note else name)
    paragraphs[-1] += [*context.cite(condition.sources), *_codes(context, condition)]
    return paragraphs


def _name(context: Context, condition: Condition) -> nodes.Node:
    if condition.term:
        return context.link(condition.term, condition.label or "")
    return nodes.Text(condition.label or "")


def _codes(context: Context, condition: Condition) -> Nodes:
    """Return the codes of a condition in parentheses; without its own, those of its term."""
    if not context.shows("codes"):
        return []
    if condition.codes or not condition.term:
        shown = [render_code(context, code) for code in condition.codes]
    else:
        codes = context.termbase.term(condition.term).codes
        shown = [render_code(context, code, names_exact=False) for code in codes]
    if not shown:
        return []
    listed = joined(nodes.inline("", "(", classes=["medterm-tie-codes"]), shown, ", ")
    listed += nodes.Text(")")
    return [nodes.Text(" "), listed]
