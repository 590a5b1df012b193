"""Mentions in titles, which Sphinx stores apart from the page that it reads.

It keeps the titles of pages and sections for tables of contents, links and navigation, but of a
reference in them only the text. A mention is therefore marked while Sphinx copies the titles, so
that its words can follow the data in each build.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_medterm.ext.nodes import ancestors, medterm_placeholder, medterm_words
from sphinx_medterm.ext.reading.uses import is_own_mention, other_name
from sphinx_medterm.ext.views.entry_view import EntryView
from sphinx_medterm.names.mentions import INSERTING_KINDS

if TYPE_CHECKING:
    from sphinx.application import Sphinx

Labels = dict[str, "nodes.Element | str"]
"""What labels show, by the id that they lead to: a title with marked mentions, or a term's name."""

_TITLES = (nodes.title, nodes.caption, nodes.rubric, nodes.term, nodes.field_name)
"""What Sphinx takes the text of a label from."""


def mark_mentions(_app: Sphinx, document: nodes.document) -> None:
    """Mark the mentions in titles, before Sphinx copies them."""
    for mention in list(document.findall(addnodes.pending_xref)):
        if (inside := _with_other_words(mention)) is not None and _title_of(mention):
            marked = medterm_words(mention.astext(), "", *inside.children)
            marked.mention = {**mention.attributes}
            inside.children = [marked]
            inside.setup_child(marked)


def labels_of(document: nodes.document) -> Labels | None:
    """Return the labels of a page whose titles have just been copied, and remove the marks from it.

    :returns: the labels of entries, and of titles with mentions; ``None`` if there are neither
        such labels nor such titles.
    """
    labels: Labels = {
        node_id: placeholder["view"].name
        for placeholder in document.findall(medterm_placeholder)
        for node_id in placeholder["ids"]
        if isinstance(placeholder["view"], EntryView)
    }
    marked = list(document.findall(medterm_words))
    for title in filter(None, dict.fromkeys(map(_title_of, marked))):
        labels |= {node_id: title.deepcopy() for node_id in _ids_of_labels(title)}
    for words in marked:
        words.parent.replace(words, words.children)
    return labels if labels or marked else None


def _with_other_words(mention: addnodes.pending_xref) -> nodes.Element | None:
    """Return what holds the words of a mention, if they may differ from what is typed."""
    if is_own_mention(mention):
        is_other = mention["reftype"] in INSERTING_KINDS or ":" in mention["reftarget"]
        return mention if is_other else None
    # A link of Markdown may be empty.
    inner = mention[0] if mention.children and other_name(mention) else None
    return inner if isinstance(inner, nodes.Element) and not inner.children else None


def _title_of(node: nodes.Node) -> nodes.Element | None:
    """Return the title around a node."""
    return next((one for one in ancestors(node) if isinstance(one, _TITLES)), None)


def _ids_of_labels(title: nodes.Element) -> Iterator[str]:
    """List the ids of what has a title, to which labels lead."""
    yield from title["ids"]
    node = title
    while node.parent is not None and node.parent[0] is node:
        node = node.parent
        yield from node["ids"]
    if isinstance(node.parent, nodes.figure):
        yield from node.parent["ids"]
