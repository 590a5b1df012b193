"""Building blocks of the sections of an entry."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from docutils import nodes
from sphinx import addnodes

from sphinx_medterm.ext.messages import _
from sphinx_medterm.ext.nodes import medterm_block, medterm_lead
from sphinx_medterm.ext.render.text import Nodes, prepend

if TYPE_CHECKING:
    from sphinx_medterm.ext.render.context import Context
    from sphinx_medterm.records.model import Code

Note = str | Nodes | None
"""A note about a name: text, nodes, or nothing."""

E = TypeVar("E", bound=nodes.Element)

_LONG_TABLE = 6  # rows; a longer table may not fit on the rest of a page


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


def titled_list(title: str, items: Iterable[Sequence[nodes.Element]], name: str) -> medterm_block:
    """Return a list of items under a heading."""
    bullets = nodes.bullet_list(bullet="*")
    for item in items:
        bullets += nodes.list_item("", *item)
    return medterm_block("", heading(f"{title}:"), bullets, classes=[name])


def table_of(
    columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[Nodes]]
) -> list[nodes.Element]:
    """Return a table.

    :param columns: the heading and relative width of each column.
    :param rows: the cells of each row.
    """
    total = sum(width for _head, width in columns)
    group = nodes.tgroup(cols=len(columns))
    group += [nodes.colspec(colwidth=100 * width // total) for _head, width in columns]
    head = nodes.row("", *(nodes.entry("", nodes.paragraph("", text)) for text, _w in columns))
    body = nodes.tbody(
        "", *(nodes.row("", *(nodes.entry("", *cell) for cell in row)) for row in rows)
    )
    group += [nodes.thead("", head), body]
    table = nodes.table("", group, classes=["medterm-table", "colwidths-auto"])
    if len(rows) > _LONG_TABLE:
        table["classes"].append("longtable")  # may break across pages
    spec = "".join(f"\\X{{{width}}}{{{total}}}" for _head, width in columns)
    return [addnodes.tabular_col_spec(spec=spec), table]


def render_code(context: Context, code: Code, *notes: Note) -> Nodes:
    """Return a code, linked to its page, with notes and how it matches in parentheses."""
    matches = {
        "exact": _("exact match"),
        "close": _("close match"),
        "broad": _("broader match"),
        "narrow": _("narrower match"),
        "related": _("related match"),
    }
    name = linked_code(context, code.system, code.code)
    return [name, *bracketed(*notes, matches.get(code.match or ""))]


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
