"""The nodes that docutils has no match for.

A placeholder stands in a page that has been read, until the page is written. It holds what the
author of the page wrote and nothing of the termbase, so that a change of the data reads no page
again.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_medterm.ext.messages import _
from sphinx_medterm.records.visible import AUDIENCES

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator
    from sphinx.writers.manpage import ManualPageTranslator


NO_LINKS = "no-medterm-links"
"""The class of elements in whose text no term is linked by itself."""


IS_DATA = "medterm_data"
"""The attribute of elements that have been made of a data text."""


MATHJAX_IGNORES = ("mathjax_ignore", "tex2jax_ignore")
"""The classes of elements that hold text of data files in HTML.

MathJax, on a page that has a formula, would look for more of them in all text, and would run what
it finds. There are two, since its second version has a class of its own.
"""

MATHJAX_PROCESSES = ("mathjax_process", "tex2jax_process")
"""The classes of elements inside those that MathJax is to look at all the same."""


class medterm_placeholder(nodes.General, nodes.Element):  # noqa: N801
    """Stands for a view: for entries that a directive places.

    Attributes: ``view``, what is to be shown (:class:`sphinx_medterm.ext.views.view.View`);
    ``docname``; ``index``, its number among the placeholders of the page. Its children are the
    remarks of the page's author.
    """


def shielded(shown: Sequence[nodes.Node]) -> list[nodes.Node]:
    """Keep MathJax from text of data files that looks like TeX; formulas stay as they are."""
    return [_shielded_text(n) if isinstance(n, nodes.Text) else _shielded_element(n) for n in shown]


def looks_like_tex(text: str) -> bool:
    """Return whether MathJax may find a formula in a text."""
    return "\\" in text or "$" in text


def _shielded_text(text: nodes.Text) -> nodes.Node:
    if not looks_like_tex(text):
        return text
    return nodes.inline("", text, classes=list(MATHJAX_IGNORES))


def _shielded_element(element: nodes.Node) -> nodes.Node:
    for text in list(element.findall(nodes.Text)):
        parent = text.parent
        if looks_like_tex(text) and not isinstance(parent, nodes.math):
            parent.replace(text, _shielded_text(text))
    return element


def note_options(mention: nodes.Element, options: Sequence[str]) -> None:
    """Leave the options of a mention with its reference."""
    for option in options:
        if option in AUDIENCES:
            mention["audience"] = option
    if forms := [option for option in options if option not in AUDIENCES]:
        mention["forms"] = forms


def address_links(node: nodes.Element, audience: str) -> None:
    """Say of all links in a node that are yet to be resolved for whom they are, if anyone.

    What they show says it as well, since Sphinx makes new links for its own roles.
    """
    for link in node.findall(addnodes.pending_xref) if audience else ():
        own = link.setdefault("audience", audience)
        for shown in link.children:
            if isinstance(shown, nodes.Element):
                shown["medterm_audience"] = own


class medterm_cards(nodes.General, nodes.Element):  # noqa: N801
    """The hover cards of a page that is written as HTML.

    Attributes: ``cards``, as HTML; ``printed``, whether printed pages show them.
    """


def visit_cards(translator: HTML5Translator, node: medterm_cards) -> None:
    """Write all cards of a page, with a heading that only printed pages show."""
    ignored = " ".join(MATHJAX_IGNORES)
    if node["printed"]:
        title = escape(_("Terms on this page"))
        translator.body.append(f'<div class="medterm-cards medterm-printed {ignored}">\n')
        translator.body.append(f'<p class="medterm-cards-title">{title}</p>\n')
    else:
        translator.body.append(f'<div class="medterm-cards {ignored}">\n')
    translator.body += node["cards"]


def depart_cards(translator: HTML5Translator, node: medterm_cards) -> None:
    """Close what holds the cards."""
    translator.body.append("</div>\n")


class medterm_label(nodes.strong):  # noqa: N801
    """The label of a term where its entry defines it: in HTML ``<dfn>``, elsewhere as strong."""

    tagname = "strong"


def visit_label(translator: HTML5Translator, node: medterm_label) -> None:
    """Begin the defining instance of a term."""
    translator.body.append(translator.starttag(node, "dfn", ""))


def depart_label(translator: HTML5Translator, node: medterm_label) -> None:
    """End it."""
    translator.body.append("</dfn>")


class medterm_block(nodes.container):  # noqa: N801
    """An entry or a section of one; man pages begin a paragraph for it, which containers do not.

    :ivar term: key of the term whose entry it is; empty if it is a section.
    :ivar prose: what the data texts in an entry have become.
    :ivar audience: whom an entry is for, if that is not the page's.
    """

    tagname = "container"
    term: str = ""
    prose: Sequence[nodes.Node] = ()
    audience: str = ""


def visit_block(translator: ManualPageTranslator, node: medterm_block) -> None:
    """Set a block apart from what stands before it."""
    translator.ensure_eol()
    first = next((child for child in node if not isinstance(child, nodes.Invisible)), None)
    is_list = isinstance(first, nodes.Sequential)  # which sets itself apart
    if not is_list and not translator.first_child(node):  # type: ignore[no-untyped-call]
        translator.body.append(".sp\n")


def depart_block(translator: ManualPageTranslator, node: medterm_block) -> None:
    """End it, which takes nothing."""


class medterm_lead(nodes.paragraph):  # noqa: N801
    """A line that leads to what comes next, such as a headword; on paper no page ends between them.

    To all other formats it is a paragraph.
    """

    tagname = "paragraph"


class medterm_abbreviation(nodes.abbreviation):  # noqa: N801
    """An abbreviation that keeps its letters on paper: in small capitals, mRNA would be MRNA.

    To all other formats it is an abbreviation.
    """

    tagname = "abbreviation"
