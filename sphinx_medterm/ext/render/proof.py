"""The end of an entry, with its evidence: codes, sources, the last review, a citation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import TYPE_CHECKING

from docutils import nodes

from sphinx_medterm.ext.ids import term_id
from sphinx_medterm.ext.messages import _
from sphinx_medterm.ext.nodes import medterm_block, medterm_details
from sphinx_medterm.ext.render.citing import IN_LINE
from sphinx_medterm.ext.render.parts import labelled, section
from sphinx_medterm.ext.render.text import Nodes

if TYPE_CHECKING:
    from sphinx_medterm.ext.render.citing import Imprint
    from sphinx_medterm.ext.render.context import Context

_PROOF = frozenset({"codes", "sources", "reviewed", "cite"})
"""The sections that are folded away together, where they stand next to each other."""


def with_proof(
    context: Context, sections: Iterable[tuple[str, nodes.Node]]
) -> Iterator[nodes.Node]:
    """Return sections as they stand in the entry, with codes and proof in a block of their own.

    Web pages fold it away; elsewhere it is in small print. A few short lines stay as they are.

    :param sections: the sections with their names, in order.
    """
    is_line = context.cited.style == IN_LINE
    proof = _PROOF - {"sources"} if is_line else _PROOF
    for is_proof, run in groupby(sections, key=lambda one: one[0] in proof):
        found = dict(run)
        summary = _summary(context, found) if is_proof else ""
        if summary:
            yield _block(context, found, summary)
        else:
            yield from found.values()


def _block(context: Context, found: Mapping[str, nodes.Node], summary: str) -> medterm_block:
    classes = ["medterm-proof", "medterm-section"]
    if not context.folds:
        return medterm_block("", *found.values(), classes=classes)
    if "codes" not in found and isinstance(listed := found["sources"], medterm_block):
        del listed[0]  # its heading would say the same
    return medterm_details("", *found.values(), summary=summary, classes=classes)


def _summary(context: Context, names: Iterable[str]) -> str:
    """Return the line that stays in view, with the number of codes and sources; empty if none."""
    codes = len(context.term.codes) if "codes" in names else 0
    sources = len(context.cited.own) if "sources" in names else 0
    if codes and sources:
        title = _("Codes and sources ({number})")
    else:
        title = _("Codes ({number})") if codes else _("Sources ({number})")
    return title.format(number=codes + sources) if codes or sources else ""


def reviewed(context: Context) -> nodes.Node | None:
    """Return the line about the last review."""
    reviewed = context.term.reviewed
    if reviewed is None:
        return None
    text = _("Last reviewed {date}").format(date=reviewed.date)
    if reviewed.by:
        text += " " + _("by {name}").format(name=reviewed.by)
    if reviewed.due:
        text += "; " + _("due again {date}").format(date=reviewed.due)
    return section("reviewed", nodes.paragraph("", text))


def citation(context: Context) -> nodes.Node | None:
    """Return the line that tells how to cite the entry, if readers are told."""
    imprint = context.imprint
    if imprint is None or not context.anchored:  # others are found elsewhere
        return None
    reviewed = context.term.reviewed
    version = _("version {name}").format(name=imprint.version) if imprint.version else ""
    day = reviewed.date if reviewed else imprint.day
    words = (f"“{context.label}”", imprint.project, version, day)
    items: list[Nodes] = [[nodes.Text(word)] for word in words if word]
    return section("citation", labelled(_("Cite this entry"), items + _address(context, imprint)))


def _address(context: Context, imprint: Imprint) -> list[Nodes]:
    """Return the address of the entry; that of the project, where entries have none."""
    own_id = term_id(context.key)
    if imprint.page is None:
        address = imprint.base
    elif imprint.base:
        address = f"{imprint.base}/{imprint.page}#{own_id}"
    else:
        shown = f"{imprint.page}#{own_id}"
        return [[nodes.reference("", shown, refid=own_id, internal=True)]]
    return [[nodes.reference("", address, refuri=address, internal=False)]] if address else []
