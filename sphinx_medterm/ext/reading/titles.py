"""Mentions in titles, which Sphinx stores apart from the page that it reads.

It keeps the titles of pages and sections for tables of contents, links and navigation, but of a
reference in them only the text. A mention is therefore marked while Sphinx copies the titles, so
that its words can follow the data in each build.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes
from sphinx.environment.collectors import EnvironmentCollector

from sphinx_medterm.ext.nodes import medterm_placeholder, medterm_words
from sphinx_medterm.ext.reading.uses import is_own_mention, other_name
from sphinx_medterm.ext.views.entry_view import EntryView
from sphinx_medterm.names.mentions import INSERTING_KINDS

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

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


class Titles(EnvironmentCollector):
    """Collects the pages whose titles have mentions, and the labels of such titles and entries."""

    def clear_doc(self, app: Sphinx, env: BuildEnvironment, docname: str) -> None:
        """Forget a page that was removed or is being re-read."""
        if labels_of_pages(env).pop(docname, None) is not None:
            note_shown(env, "", "")

    def merge_other(
        self, app: Sphinx, env: BuildEnvironment, docnames: Set[str], other: BuildEnvironment
    ) -> None:
        """Add the pages that a parallel process has read."""
        theirs = labels_of_pages(other)
        for docname in docnames & theirs.keys():
            _note(env, docname, theirs[docname])

    def process_doc(self, app: Sphinx, doctree: nodes.document) -> None:
        """Note the titles of a page that was just read, and remove the marks from the page."""
        labels: Labels = {
            node_id: placeholder["view"].name
            for placeholder in doctree.findall(medterm_placeholder)
            for node_id in placeholder["ids"]
            if isinstance(placeholder["view"], EntryView)
        }
        marked = list(doctree.findall(medterm_words))
        for words in marked:
            title = _title_of(words)
            if title is not None:
                labels |= {node_id: title.deepcopy() for node_id in _ids_of_labels(title)}
        for words in marked:
            words.parent.replace(words, words.children)
        if labels or marked:
            _note(app.env, app.env.docname, labels)


def labels_of_pages(env: BuildEnvironment) -> dict[str, Labels]:
    """Return the pages that have mentions in titles or labels of entries, with their labels."""
    pages: dict[str, Labels] = env.domaindata["medterm"]["titles"]
    return pages


def shown(env: BuildEnvironment) -> tuple[str, str]:
    """Return digests of the project when its titles were last made, and of their words.

    The first is empty if they must be made again; both are if no title has a mention.
    """
    project, words = env.domaindata["medterm"]["titles_shown"]
    return project, words


def note_shown(env: BuildEnvironment, project: str, words: str) -> None:
    """Store these digests."""
    env.domaindata["medterm"]["titles_shown"] = (project, words)


def _note(env: BuildEnvironment, docname: str, labels: Labels) -> None:
    labels_of_pages(env)[docname] = labels
    note_shown(env, "", "")


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
    parent = node.parent
    while parent is not None and not isinstance(parent, _TITLES):
        parent = parent.parent
    return parent


def _ids_of_labels(title: nodes.Element) -> Iterator[str]:
    """List the ids of what has a title, to which labels lead."""
    yield from title["ids"]
    node = title
    while node.parent is not None and node.parent.index(node) == 0:
        node = node.parent
        yield from node["ids"]
    if isinstance(node.parent, nodes.figure):
        yield from node.parent["ids"]
