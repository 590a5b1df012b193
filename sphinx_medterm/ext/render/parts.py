"""Building blocks of the sections of an entry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from docutils import nodes

from sphinx_medterm.ext.messages import _
from sphinx_medterm.ext.nodes import medterm_block, medterm_lead
from sphinx_medterm.ext.render.text import Nodes, prepend

if TYPE_CHECKING:
    from sphinx_medterm.ext.render.context import Context
    from sphinx_medterm.records.model import Code

Note = str | Nodes | None
"""A note about a name: text, nodes, or nothing."""

E = TypeVar("E", bound=nodes.Element)


def heading(text: str) -> medterm_lead:
    """Return the heading of a section; a title would appear in tables of contents."""
    return medterm_lead("", "", nodes.strong("", text), classes=["medterm-title"])


def section(name: str, *children: nodes.Node) -> nodes.Element:
    """Return a section of an entry, with its class for style sheets.

    To save nodes in large glossaries, a section of one paragraph is that paragraph.
    """
    classes = [f"medterm-{name}", "medterm-section"]
    if len(children) == 1 and isinstance(children[0], nodes.paragraph):
        children[0]["classes"] += classes
        return children[0]
    return medterm_block("", *children, classes=classes)


def labelled(
    title: str, items: Iterable[Nodes], separator: str = ", ", classes: Sequence[str] = ()
) -> nodes.paragraph:
    """Return a line with a label, followed by a list of items."""
    line = nodes.paragraph("", "", *_label(title), classes=["medterm-line", *classes])
    return joined(line, items, separator)


def labelled_blocks(context: Context, title: str, text: str, *classes: str) -> list[nodes.Element]:
    """Return the paragraphs and lists of a data text, with a label at the start."""
    elements = context.blocks(text, "medterm-line", *classes)
    prepend(elements, _label(title))
    return elements


def labelled_paragraphs(context: Context, title: str, text: str) -> list[nodes.Element]:
    """Return a data text as paragraphs only, with a label at the start."""
    paragraphs: list[nodes.Element] = [*context.paragraphs(text, "medterm-line")]
    prepend(paragraphs, _label(title))
    return paragraphs


def _label(title: str) -> Nodes:
    return [nodes.strong("", f"{title}:"), nodes.Text(" ")]


def joined(parent: E, items: Iterable[Nodes], separator: str) -> E:
    """Append items to an element, with separators between them, and return it."""
    for number, item in enumerate(items):
        if number:
            parent.append(nodes.Text(separator))
        parent.extend(item)
    return parent


def with_notes(name: str, *notes: Note, node: type[nodes.TextElement] = nodes.inline) -> Nodes:
    """Return a name, followed by notes in parentheses."""
    return [node("", name, classes=["medterm-name"]), *bracketed(*notes)]


def bracketed(*notes: Note) -> Nodes:
    """Return a space and the notes in parentheses; nothing if all notes are empty."""
    items: list[Nodes] = [[nodes.Text(n)] if isinstance(n, str) else n for n in notes if n]
    if not items:
        return []
    return [nodes.Text(" ("), *joined(nodes.inline(), items, ", ").children, nodes.Text(")")]


def status_note(name: str) -> str | None:
    """Return the note about a status that readers should know, if it is one."""
    return {"deprecated": _("deprecated"), "superseded": _("superseded")}.get(name)


def localised(word: str) -> str:
    """Return a keyword of the data format in the language of the project."""
    return _(word)


def titled_list(title: str, items: Iterable[Sequence[nodes.Node]], name: str) -> medterm_block:
    """Return a list of items under a heading, if there is one."""
    bullets = nodes.bullet_list(bullet="*")
    for item in items:
        bullets += nodes.list_item("", *item)
    above = [heading(f"{title}:")] if title else []
    return medterm_block("", *above, bullets, classes=[name])


def render_code(context: Context, code: Code, *notes: Note, names_exact: bool = True) -> Nodes:
    """Return a code, linked to its page, with notes and how it matches in parentheses.

    :param names_exact: whether to name a match even if it is exact.
    """
    matches = {
        "exact": _("exact match"),
        "close": _("close match"),
        "broad": _("broader match"),
        "narrow": _("narrower match"),
        "related": _("related match"),
    }
    name = linked_code(context, code.system, code.code)
    match = matches.get(code.match or "") if names_exact or code.match != "exact" else None
    return [name, *bracketed(*notes, match)]


def linked_code(context: Context, system: str, code: str, text: str | None = None) -> nodes.Node:
    """Return a code, linked to its page if it has one.

    :param text: what is shown; by default the code as its system writes it.
    """
    systems = context.termbase.systems
    shown = systems.notation(system, code) if text is None else text
    name = nodes.inline("", shown, classes=["medterm-code"])
    if address := systems.address(system, code):
        return nodes.reference("", "", name, refuri=address, internal=False)
    return name


def subject_field(name: str, *, is_alone: bool = False) -> Nodes:
    """Return the subject field of a meaning, to precede its definition.

    :param is_alone: whether there is no definition.
    """
    shown = nodes.emphasis("", name, classes=["medterm-subject-field"])
    return [shown] if is_alone else [shown, nodes.Text(": ")]
