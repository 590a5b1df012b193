"""Nodes that help readers find terms in a glossary, in HTML only: letters, filter, permalinks.

None of them holds text, so what machines take for the text of a page is its entries.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.locale import _ as sphinx_words

from sphinx_medterm.ext.ids import parse_id
from sphinx_medterm.ext.messages import _

if TYPE_CHECKING:
    from sphinx.writers.html5 import HTML5Translator


class medterm_bar(nodes.General, nodes.Element):  # noqa: N801
    """The letters of a glossary as links, and a field that filters its entries.

    Attributes: ``letters``, each with its id; ``number``, that of the glossary in the document;
    ``has_filter``, whether the pages are for browsers, whose script makes the filter work.
    """


def visit_bar(translator: HTML5Translator, node: medterm_bar) -> None:
    """Write the letters, and the filter, which the script shows."""
    of_several = f" {node['number']}" if node["number"] > 1 else ""
    translator.body.append('<div class="medterm-bar" data-pagefind-ignore="">\n')
    if len(node["letters"]) > 1:
        name = escape(_("Letters") + of_several)
        links = "".join(
            f'<li><a href="#{escape(one)}">{escape(letter)}</a></li>'
            for letter, one in node["letters"]
        )
        translator.body.append(f'<nav class="medterm-letters" aria-label="{name}">')
        translator.body.append(f"<ul>{links}</ul></nav>\n")
    if node["has_filter"]:
        translator.body.append(_filter(f"medterm_filter-{node['number']}"))


def depart_bar(translator: HTML5Translator, node: medterm_bar) -> None:
    """Close the bar."""
    translator.body.append("</div>\n")


def _filter(field_id: str) -> str:
    """Return the filter as HTML."""
    label, found = _("Filter the terms"), _("{count} of {total} terms")
    words = f'data-found="{escape(found)}" data-none="{escape(_("No term found"))}"'
    return (
        f'<div class="medterm-filter" {words} hidden>'
        f'<label for="{field_id}">{escape(label)}</label>'
        f'<input id="{field_id}" type="search" autocomplete="off" spellcheck="false"'
        f' placeholder="{escape(label)}"><span class="medterm-found" role="status"></span></div>\n'
    )


class medterm_permalink(nodes.Inline, nodes.Element):  # noqa: N801
    """A link to the entry or sense that it stands in, as Sphinx has them at headings.

    Attribute: ``target``, its id.
    """


def visit_permalink(translator: HTML5Translator, node: medterm_permalink) -> None:
    """Write the link, as the settings of the project want it."""
    _key, sense = parse_id(node["target"]) or ("", "")
    title = sphinx_words("Link to this definition" if sense else "Link to this term")
    translator.add_permalink_ref(nodes.inline(ids=[escape(node["target"])]), escape(title))


def depart_permalink(translator: HTML5Translator, node: medterm_permalink) -> None:
    """Write nothing, since the link has no content."""
