"""Entries in LaTeX: lines that stay on one page with the text they introduce, and the index."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_medterm.ext.nodes import medterm_figure, medterm_lead
from sphinx_medterm.names.normal import normalise, sort_key
from sphinx_medterm.names.scripts import in_plain_letters

if TYPE_CHECKING:
    from sphinx.writers.latex import LaTeXTranslator

PACKAGE = "sphinxmedterm"


def visit_lead(translator: LaTeXTranslator, node: medterm_lead) -> None:
    """Start a line that introduces a text."""
    translator.visit_container(node)
    translator.visit_paragraph(node)


def depart_lead(translator: LaTeXTranslator, node: medterm_lead) -> None:
    """End the line, and keep it on one page with the next."""
    translator.depart_paragraph(node)
    translator.depart_container(node)
    translator.body.append("\n\\medtermkeep\n")


def visit_figure(translator: LaTeXTranslator, node: medterm_figure) -> None:
    """Start a picture that does not float out of its entry."""
    translator.no_latex_floats += 1
    translator.visit_figure(node)
    translator.no_latex_floats -= 1


def depart_figure(translator: LaTeXTranslator, node: medterm_figure) -> None:
    """End it."""
    translator.depart_figure(node)


class medterm_index(addnodes.index):  # noqa: N801
    """Entries of the general index that name terms: on paper, they look like text, unlike code."""

    tagname = "index"


def visit_index(translator: LaTeXTranslator, node: medterm_index) -> None:
    """Write index entries as Sphinx does, in the font of the text.

    The program *makeindex* makes half a letter the title of a group, at which pdfLaTeX stops.

    :raises SkipNode: always; there is nothing inside.
    """
    start = len(translator.body)
    try:
        translator.visit_index(node)
    finally:
        sorts_bytes = not translator.elements["use_xindy"]
        for place, text in enumerate(translator.body[start:], start):
            written = text.replace(r"\spxentry{", r"\medtermindexed{")
            translator.body[place] = _SORTED_BY.sub(_ascii_key, written) if sorts_bytes else written


_SORTED_BY = re.compile(r'(?:\\index\{|(?<!")!)((?:"[@!"]|[^"@!])++)@')
"""What an entry of an index, or of a group in it, is sorted by: before an ``@`` without a quote."""
_NOT_ASCII = re.compile(r"[^\0-\x7f]++")


def _ascii_key(found: re.Match[str]) -> str:
    key = found[1].replace(r"\sphinxhyphen{}", "-").replace(r"\textquotesingle{}", "'")
    key = _NOT_ASCII.sub(_plain_letters, key)
    among_signs = "" if key[:1].isascii() else ":"
    return found[0].replace(f"{found[1]}@", f"{among_signs}{key}@")


def _plain_letters(found: re.Match[str]) -> str:
    return sort_key(in_plain_letters(normalise(found[0])))[0]


def write_unchanged(_translator: nodes.NodeVisitor, _node: nodes.Element) -> None:
    """Write the content of a node alone: an abbreviation without small capitals, for example."""
