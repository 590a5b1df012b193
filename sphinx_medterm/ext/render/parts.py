"""The small parts that the sections of an entry are put together from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from docutils import nodes
from sphinx import addnodes

from sphinx_medterm.ext.messages import _
from sphinx_medterm.ext.nodes import medterm_block, medterm_lead
from sphinx_medterm.ext.render.text import before

if TYPE_CHECKING:
    from sphinx_medterm.ext.render.context import Context
    from sphinx_medterm.records.model import Code

Nodes = list[nodes.Node]
Note = str | Nodes | None
"""What there is to say about a name: a text, nodes, or nothing."""

E = TypeVar("E", bound=nodes.Element)

_LONG_TABLE = 6  # rows; a longer table may not fit on the rest of a page


def heading(text: str) -> medterm_lead:
    """Head a section. It is no title, which would stand in tables of contents."""
    return medterm_lead("", "", nodes.strong("", text), classes=["medterm-title"])


def section(name: str, *children: nodes.Node) -> nodes.Element:
    """Make a section of an entry, with the class that style sheets know it by.

    A section of one paragraph is that paragraph: large glossaries consist of such sections.
    """
    classes = [f"medterm-{name}", "medterm-section"]
    if len(children) == 1 and isinstance(children[0], nodes.paragraph):
        children[0]["classes"] += classes
        return children[0]
    return medterm_block("", *children, classes=classes)


def labelled(title: str, items: Iterable[Nodes], separator: str = ", ") -> nodes.paragraph:
    """Write a label and a list of things behind it on one line."""
    line = nodes.paragraph("", "", *_label(title), classes=["medterm-line"])
    return joined(line, items, separator)


def remark(context: Context, title: str, text: str, *classes: str) -> list[nodes.Element]:
    """Make paragraphs and lists of a data text, with a label before the first."""
    elements = context.blocks(text, "medterm-line", *classes)
    before(elements, _label(title))
    return elements


def labelled_paragraphs(context: Context, title: str, text: str) -> list[nodes.Element]:
    """Make paragraphs of a data text where lists cannot stand, with a label before the first."""
    paragraphs: list[nodes.Element] = [*context.paragraphs(text, "medterm-line")]
    before(paragraphs, _label(title))
    return paragraphs


def _label(title: str) -> Nodes:
    return [nodes.strong("", f"{title}:"), nodes.Text(" ")]


def joined(parent: E, items: Iterable[Nodes], separator: str) -> E:
    """Fill an element with things and what stands between them."""
    for number, item in enumerate(items):
        if number:
            parent.append(nodes.Text(separator))
        parent.extend(item)
    return parent


def noted(name: str, *notes: Note, node: type[nodes.TextElement] = nodes.inline) -> Nodes:
    """Write a name, with what there is to say about it in brackets."""
    return [node("", name, classes=["medterm-name"]), *bracketed(*notes)]


def bracketed(*notes: Note) -> Nodes:
    """Put notes, as far as there are any, in brackets after a space."""
    said: list[Nodes] = [[nodes.Text(n)] if isinstance(n, str) else n for n in notes if n]
    if not said:
        return []
    return [nodes.Text(" ("), *joined(nodes.inline(), said, ", ").children, nodes.Text(")")]


def status(name: str) -> str | None:
    """Name a status that a reader should know of."""
    return {"deprecated": _("deprecated"), "superseded": _("superseded")}.get(name)


def localised(word: str) -> str:
    """Give a word of the data format in the language of the project."""
    return _(word)


def titled_list(title: str, items: Iterable[Sequence[nodes.Element]], name: str) -> medterm_block:
    """List things under a heading."""
    bullets = nodes.bullet_list(bullet="*")
    for item in items:
        bullets += nodes.list_item("", *item)
    return medterm_block("", heading(f"{title}:"), bullets, classes=[name])


def table_of(
    columns: Sequence[tuple[str, int]], rows: Sequence[Sequence[Nodes]]
) -> list[nodes.Element]:
    """Build a table.

    :param columns: the head and the relative width of each.
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
        table["classes"].append("longtable")  # it may break over pages
    spec = "".join(f"\\X{{{width}}}{{{total}}}" for _head, width in columns)
    return [addnodes.tabular_col_spec(spec=spec), table]


def render_code(context: Context, code: Code, *notes: Note) -> Nodes:
    """Write a code, linked to its page, with how it matches and what else there is to say."""
    systems = context.termbase.systems
    text = systems.notation(code.system, code.code)
    address = systems.address(code.system, code.code)
    name: nodes.Node = nodes.inline("", text, classes=["medterm-code"])
    if address:
        name = nodes.reference("", "", name, refuri=address, internal=False)
    matches = {
        "close": _("close match"),
        "broad": _("broader match"),
        "narrow": _("narrower match"),
        "related": _("related match"),
    }
    return [name, *bracketed(*notes, matches.get(code.match))]


def subject_field(name: str) -> Nodes:
    """Write the field in which a term has a meaning, before the definition."""
    return [nodes.emphasis("", name, classes=["medterm-subject-field"]), nodes.Text(": ")]
