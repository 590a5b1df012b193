"""Nodes that docutils has no equivalent for.

A placeholder marks the place of entries in a page from reading to writing. It holds what the author
of the page wrote and nothing from the termbase, so no page is re-read when the data changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from docutils import nodes
from sphinx import addnodes

from sphinx_medterm.ext.messages import _
from sphinx_medterm.names.audiences import AUDIENCES

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator
    from sphinx.writers.manpage import ManualPageTranslator


NO_LINKS = "no-medterm-links"
"""The class of elements in whose text no term is linked automatically."""

IS_DATA = "medterm_data"
"""The attribute of elements that come from a data text."""

PAGE_PARTS = (addnodes.start_of_file, nodes.document)
"""The nodes that hold a page, their ``docname``, in a document assembled from several.

Pages from tables of contents are in the former, appendices of the formats of TeX in the latter.
"""

MATHJAX_IGNORES = ("mathjax_ignore", "tex2jax_ignore")
"""The classes that keep MathJax from text of data files in HTML.

On a page with a formula, MathJax would search all text for more of them, and typeset what it finds.
The second class is for version 2 of MathJax.
"""

MATHJAX_PROCESSES = ("mathjax_process", "tex2jax_process")
"""The classes of elements inside of those that MathJax does process."""


class medterm_placeholder(nodes.General, nodes.Element):  # noqa: N801
    """The place of a view, to be replaced by its entries when the page is written.

    Attributes: ``view``, the view itself (:class:`sphinx_medterm.ext.views.view.View`), and
    ``docname``. Its children are the remarks of the page's author.
    """


def shielded(built: Sequence[nodes.Node]) -> list[nodes.Node]:
    """Keep MathJax from text of data files that looks like TeX, but not from formulas."""
    return [_shielded_text(n) if isinstance(n, nodes.Text) else _shielded_element(n) for n in built]


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


def is_data(mention: nodes.Element) -> bool:
    """Return whether a mention is in a data text, shown in the entry of the term ``data_term``."""
    return "data_term" in mention


def is_translated(mention: nodes.Element) -> bool:
    """Return whether a mention is in the translation of a data text."""
    return bool(mention.get("is_translated"))


def store_options(mention: nodes.Element, options: Sequence[str]) -> None:
    """Store the options of a mention in its reference."""
    for option in options:
        if option in AUDIENCES:
            mention["audience"] = option
    if forms := [option for option in options if option not in AUDIENCES]:
        mention["forms"] = forms


def address_links(node: nodes.Element, audience: str) -> None:
    """Set the audience of all links in a node that are not yet resolved, if one is given.

    Their content gets it as well, since Sphinx makes new links for its own roles.
    """
    for link in node.findall(addnodes.pending_xref) if audience else ():
        own = link.setdefault("audience", audience)
        for child in link.children:
            if isinstance(child, nodes.Element):
                child["medterm_audience"] = own


def ancestors(node: nodes.Node) -> Iterator[nodes.Element]:
    """List the elements around a node, from the innermost."""
    while (parent := node.parent) is not None:
        yield parent
        node = parent


def heading_level(node: nodes.Node) -> int:
    """Return the level of a heading below the sections around a node."""
    sections = sum(isinstance(one, nodes.section) for one in ancestors(node))
    return min(1 + sections, 6)  # HTML has only six levels


def target_of(link: Mapping[str, Any]) -> str:
    """Return the id that a link leads to, given its attributes; empty for a page as a whole."""
    return str(link.get("refid") or link.get("refuri", "").rpartition("#")[2])


def page_around(node: nodes.Node) -> str:
    """Return the page that a node comes from, in a document assembled from several.

    :returns: empty in any other document, and for what does not come from one of its parts.
    """
    parts = (one for one in ancestors(node) if isinstance(one, addnodes.start_of_file))
    return next((str(part["docname"]) for part in parts), "")


def is_in_link(node: nodes.Node) -> bool:
    """Return whether a node is inside a link, or a title that links to a table of contents."""
    return any(
        isinstance(one, _LINKS) or (isinstance(one, nodes.title) and "refid" in one)
        for one in ancestors(node)
    )


def without_links(built: Sequence[nodes.Node]) -> list[nodes.Node]:
    """Replace links in nodes by what they show."""
    return unwrapped(built, *_LINKS)


def unwrapped(built: Sequence[nodes.Node], *kinds: type[nodes.Element]) -> list[nodes.Node]:
    """Replace elements of some kinds in nodes by their content."""
    whole = nodes.Element("", *built)
    for kind in kinds:
        for element in list(whole.findall(kind)):
            element.parent.replace(element, element.children)
    return whole.children


_LINKS = (nodes.reference, addnodes.pending_xref)


class medterm_cards(nodes.General, nodes.Element):  # noqa: N801
    """The hover cards of a page, in HTML.

    Attributes: ``cards``, the HTML of each; ``printed``, whether they are printed.
    """


def visit_cards(translator: HTML5Translator, node: medterm_cards) -> None:
    """Write all cards of a page, with a heading if they are printed.

    Cards that are not printed are not text of the page until the script opens them, so whatever
    reads the page without it, such as a search engine, finds only the page's own text. For the same
    reason what the script says about keys is in an attribute.
    """
    ignored = " ".join(MATHJAX_IGNORES)
    keys = escape(_("Alt + ↓ goes into the card, Esc closes it."))
    if node["printed"]:
        title = escape(_("Terms on this page"))
        classes = f"medterm-cards medterm-printed {ignored}"
        translator.body.append(
            f'<div class="{classes}" data-keys="{keys}" data-pagefind-ignore="">\n'
        )
        translator.body.append(f'<p class="medterm-cards-title">{title}</p>\n')
    else:
        start = f'<div class="medterm-cards {ignored}" data-keys="{keys}"><template>\n'
        translator.body.append(start)
    translator.body += node["cards"]


def depart_cards(translator: HTML5Translator, node: medterm_cards) -> None:
    """Close the container of the cards."""
    translator.body.append("</div>\n" if node["printed"] else "</template></div>\n")


class medterm_label(nodes.strong):  # noqa: N801
    """The label of a term in its entry: ``<dfn>`` in HTML, strong in other formats.

    :ivar level: its level as a heading, for screen readers.
    """

    tagname = "strong"
    level: int = 0


def visit_label(translator: HTML5Translator, node: medterm_label) -> None:
    """Open the defining instance of a term, which is also the heading of its entry."""
    heading: dict[str, Any] = {"role": "heading", "aria-level": str(node.level)}
    translator.body.append(translator.starttag(node, "dfn", "", **heading if node.level else {}))


def depart_label(translator: HTML5Translator, node: medterm_label) -> None:
    """Close it."""
    translator.body.append("</dfn>")


class medterm_block(nodes.container):  # noqa: N801
    """An entry or one of its sections; unlike a container, it starts a paragraph in man pages.

    :ivar term: key of the term whose entry it is; empty for a section.
    :ivar prose: the nodes made of the data texts of an entry.
    :ivar audience: the audience of an entry, if it differs from that of the page.
    """

    tagname = "container"
    term: str = ""
    prose: Sequence[nodes.Node] = ()
    audience: str = ""


def visit_block(translator: ManualPageTranslator, node: medterm_block) -> None:
    """Separate a block from the text before it."""
    translator.ensure_eol()
    first = next((child for child in node if not isinstance(child, nodes.Invisible)), None)
    is_list = isinstance(first, nodes.Sequential)  # which separates itself
    if not is_list and not translator.first_child(node):  # type: ignore[no-untyped-call]
        translator.body.append(".sp\n")


def depart_block(translator: ManualPageTranslator, node: medterm_block) -> None:
    """Write nothing at the end of a block."""


class medterm_details(medterm_block):  # noqa: N801
    """What few readers need, folded away on web pages: ``<details>`` in HTML.

    Attribute: ``summary``, the line that stays in view. It is made for web pages only.
    """

    tagname = "container"


def visit_details(translator: HTML5Translator, node: medterm_details) -> None:
    """Open the element, with the line that unfolds it."""
    translator.body.append(translator.starttag(node, "details", CLASS="docutils"))
    translator.body.append(f"<summary>{escape(node['summary'])}</summary>\n")


def depart_details(translator: HTML5Translator, node: medterm_details) -> None:
    """Close it."""
    translator.body.append("</details>\n")


class medterm_figure(nodes.figure):  # noqa: N801
    """A picture in an entry, which stays in its place on paper and has no number.

    In all other formats it is a figure.
    """

    tagname = "figure"


class medterm_audio(nodes.General, nodes.Inline, nodes.Element):  # noqa: N801
    """A control that plays a sound, in HTML.

    Attributes: ``formats``, pairs of what Sphinx calls a file and of its type; ``label``, what
    screen readers say.
    """


def visit_audio(translator: HTML5Translator, node: medterm_audio) -> None:
    """Write a control of the browser's own, with a link for those that have none.

    The link leads to the first format, which every program plays.
    """
    builder = translator.builder
    options = {"controls": "controls", "preload": "none", "aria-label": node["label"]}
    translator.body.append(translator.starttag(node, "audio", "", **options))
    addresses = [f"{builder.imgpath}/{quote(builder.images[uri])}" for uri, _ in node["formats"]]
    for address, (_uri, kind) in zip(addresses, node["formats"], strict=True):
        translator.body.append(translator.emptytag(node, "source", "", src=address, type=kind))
    if builder.name != "epub":  # where links lead to pages only
        translator.body.append(f'<a href="{addresses[0]}">{escape(node["label"])}</a>')
    translator.body.append("</audio>")
    raise nodes.SkipNode


class medterm_lead(nodes.paragraph):  # noqa: N801
    """A line, such as a headword, that stays on one page with what follows on paper.

    In all other formats it is a paragraph.
    """

    tagname = "paragraph"


class medterm_abbreviation(nodes.abbreviation):  # noqa: N801
    """An abbreviation that keeps its case on paper, where small capitals would make mRNA MRNA.

    In all other formats it is an abbreviation.
    """

    tagname = "abbreviation"


class medterm_words(nodes.inline):  # noqa: N801
    """What a mention shows in a title that Sphinx has stored apart from its page.

    Its source is what is typed.

    :ivar mention: the attributes of the mention, by which its words can be made again.
    """

    tagname = "inline"
    mention: Mapping[str, Any] = MappingProxyType({})

    def copy(self) -> medterm_words:
        """Return a copy, with the mention, which is not an attribute that writers would show."""
        copied = super().copy()
        copied.mention = self.mention
        return copied
