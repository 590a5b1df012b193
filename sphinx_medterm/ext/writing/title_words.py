"""The words of mentions in titles that Sphinx stores, which follow the data in each build.

Sphinx shows them in tables of contents, navigation, the search, and links to pages and labels.
"""

from __future__ import annotations

from collections.abc import Container, Iterator

from docutils import nodes
from sphinx import addnodes
from sphinx.util.nodes import clean_astext

from sphinx_medterm.digest import text_digest
from sphinx_medterm.ext.nodes import medterm_words, shielded, unwrapped, without_links
from sphinx_medterm.ext.project.build import Build
from sphinx_medterm.ext.project.elsewhere import Elsewhere
from sphinx_medterm.ext.reading.titles import Labels
from sphinx_medterm.ext.reading.uses import is_own_mention, other_name
from sphinx_medterm.ext.writing.contexts import Contexts
from sphinx_medterm.ext.writing.links import content_of
from sphinx_medterm.names.mentions import INSERTING_KINDS


def update_titles(build: Build) -> None:
    """Make the words of all mentions in titles again, if anything has changed."""
    stored = build.domain_data
    pages = stored.titles
    if not pages or build.output.extracts_messages:
        return
    is_html = build.output.format == "html"
    project = text_digest(repr((build.digest, build.env.config.language, is_html)))
    if stored.titles_made[0] == project:
        return
    maker, words = _Maker(build, is_html=is_html), []
    for docname, labels in sorted(pages.items()):
        for title in _stored_titles(build, docname, labels):
            words += [maker.make(marked) for marked in title.findall(medterm_words)]
    words += _update_labels(build, pages)
    stored.note_titles_made(project, text_digest(repr(words)))


def _stored_titles(build: Build, docname: str, labels: Labels) -> Iterator[nodes.Element]:
    """List all that Sphinx and we have stored of the titles of a page."""
    env = build.env
    for stored in (env.titles, env.longtitles, env.tocs):
        if docname in stored:
            yield stored[docname]
    yield from (label for label in labels.values() if isinstance(label, nodes.Element))


class _Maker:
    """Makes the words of mentions."""

    def __init__(self, build: Build, *, is_html: bool) -> None:
        self._build = build
        self._is_html = is_html
        self._contexts = Contexts(build)

    def make(self, marked: medterm_words) -> str:
        """Make the words of a mention again, and return them."""
        words = shielded(self._words(marked)) if self._is_html else self._words(marked)
        marked.children = []
        marked += words
        return "".join(map(str, words))

    @property
    def _labels(self) -> Container[str]:
        labels: dict[str, object] = self._build.env.get_domain("std").data["anonlabels"]
        return labels

    def _words(self, marked: medterm_words) -> list[nodes.Node]:
        from sphinx_medterm.ext.render.wording import render_mention

        own = marked.mention
        typed = nodes.Text(marked.rawsource)
        mention = addnodes.pending_xref("", typed, **own)
        if not is_own_mention(mention):
            return self._label_in_link(mention)
        if own["reftype"] not in INSERTING_KINDS:
            match = self._build.termbase.find(own["reftarget"])
            return [content_of(self._build, typed, match, own["reftarget"])]
        context = self._contexts.make("", own["refdoc"], own.get("audience", ""))
        made = render_mention(context, mention, lambda _node, _short: False)  # as in a title
        # Not all places of a title can have more than text.
        return unwrapped(without_links(made), nodes.abbreviation)

    def _label_in_link(self, link: addnodes.pending_xref) -> list[nodes.Node]:
        """Return what an empty link of another role shows, if it leads to an entry."""
        name = other_name(link)
        match = self._build.computed(Elsewhere).own_match(link, name)
        entries = self._build.document_with(link["refdoc"]).placement.entries
        if not match.keys or match.key not in entries or name.lower() in self._labels:
            return []  # whatever else it leads to, Sphinx shows nothing here
        return [nodes.Text(self._build.termbase.label(match.key))]


def _update_labels(build: Build, pages: dict[str, Labels]) -> list[str]:
    """Set the texts of labels whose title has a mention, and of labels before entries."""
    std = build.env.get_domain("std").data
    words = []
    for name, (docname, node_id) in std["anonlabels"].items():
        label = pages.get(docname, {}).get(node_id)
        if label is None:
            continue
        if isinstance(label, str):
            std["labels"].pop(name, None)
            match = build.termbase.find(label)
            text = build.termbase.label(match.key) if match.keys else ""
        else:
            text = clean_astext(label) if name in std["labels"] else ""
        if text:
            std["labels"][name] = (docname, node_id, text)
            words.append(f"{name} {text}")
    return words
