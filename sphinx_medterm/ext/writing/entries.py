"""Replacement of placeholders by entries, before the references of a page are resolved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any, ClassVar, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_medterm.ext.ids import glossary_id
from sphinx_medterm.ext.nodes import (
    address_links,
    ancestors,
    medterm_block,
    medterm_placeholder,
    shielded,
)
from sphinx_medterm.ext.project.build import Build, build_of
from sphinx_medterm.ext.writing.contexts import Contexts
from sphinx_medterm.ext.writing.known_nodes import nodes_lacking
from sphinx_medterm.termbase.base import Termbase


class ExpandPlaceholders(SphinxPostTransform):
    """Replaces placeholders by what their views show."""

    default_priority: ClassVar[int] = 5  # references are resolved at 10

    def run(self, **kwargs: Any) -> None:
        """Expand all placeholders of a page, or of several assembled ones."""
        build = build_of(self.env)
        if next(self.document.findall(medterm_placeholder), None) is None:
            return
        # Extensions may copy placeholders from other pages, as to-do lists do.
        entries = _Entries(build, build.pages_in(self.document), _OldIds.of(build, self.document))
        for placeholder in list(self.document.findall(medterm_placeholder)):
            build.resolved_pages.add(placeholder["docname"])
            built = placeholder["view"].build(placeholder, entries)
            _replace(placeholder, built, build.output.needs_targets)


class _Entries:
    """Renders the entries of views."""

    def __init__(self, build: Build, pages: Sequence[str], old_ids: _OldIds | None) -> None:
        self._build = build
        self._pages = pages
        self._old_ids = old_ids

    @property
    def termbase(self) -> Termbase:
        return self._build.termbase

    @cached_property
    def _contexts(self) -> Contexts:
        return Contexts(self._build)

    @cached_property
    def _has_tables(self) -> bool:
        return nodes.table not in self._build.computed(nodes_lacking)

    def members(self, placeholder: medterm_placeholder) -> Sequence[str]:
        return self._build.placement.members.get(_number(placeholder), [])

    def leads_here(self, key: str, placeholder: medterm_placeholder) -> bool:
        return self._build.placement.is_at(key, *_number(placeholder))

    def render(
        self,
        key: str,
        placeholder: medterm_placeholder,
        *,
        anchored: bool,
        remarks: Sequence[nodes.Node] = (),
    ) -> medterm_block:
        # A build without changes needs no entries, and importing this takes a while.
        from sphinx_medterm.ext.render.entry import render_entry

        view, docname = placeholder["view"], self._page_of(placeholder)
        if docname != placeholder["docname"]:
            anchored = False  # links do not lead to a copy
        old_ids: tuple[str, ...] = ()
        if anchored and self._old_ids:
            old_ids = self._old_ids.take(self.termbase.brief(key).names)
        context = self._contexts.make(
            key,
            docname,
            view.audience,
            sections=self._build.looks.of(placeholder["docname"], view).sections,
            anchored=anchored,
            old_ids=old_ids,
            has_tables=self._has_tables and not _is_in_table(placeholder),
        )
        built = render_entry(context, remarks)
        built.term, built.prose, built.audience = key, context.prose, view.audience
        address_links(built, view.audience)
        return built

    def link(self, key: str, placeholder: medterm_placeholder, text: str = "") -> nodes.Element:
        view = placeholder["view"]
        context = self._contexts.make(key, self._page_of(placeholder), view.audience)
        link = context.link(key, text)
        address_links(link, view.audience)
        shielded([link])
        return link

    def _page_of(self, placeholder: medterm_placeholder) -> str:
        """Return the page that a view is written on, which differs from its own for a copy."""
        docname = str(placeholder["docname"])
        return docname if docname in self._pages else self._pages[0]


class _OldIds:
    """The ids that Sphinx's own glossary gives to terms, as far as a document has none of them."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = {*taken}

    @classmethod
    def of(cls, build: Build, document: nodes.document) -> _OldIds | None:
        """Return those of a document, if the project wants its entries to have them.

        They are for links from outside, which lead to web pages only.
        """
        if not build.env.config.medterm_term_anchors or build.output.needs_targets:
            return None
        return cls(one for node in document.findall(nodes.Element) for one in node["ids"])

    def take(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return the ids of some names that are still free; then they are not."""
        wanted = dict.fromkeys(filter(None, map(glossary_id, names)))
        free = tuple(one for one in wanted if one not in self._taken)
        self._taken.update(free)
        return free


def _number(placeholder: medterm_placeholder) -> tuple[str, int]:
    """Return the page and number of a view; one inserted after reading has no number."""
    return placeholder["docname"], placeholder["view"].index


def _replace(
    placeholder: medterm_placeholder, built: Sequence[nodes.Node], needs_targets: bool
) -> None:
    """Replace a placeholder by what its view shows, where labels then lead."""
    if not built or isinstance(built[0], nodes.Text):
        built = [nodes.target(), *built] if placeholder["ids"] else built
    parent = cast("nodes.Element", placeholder.parent)
    if not built:
        parent.remove(placeholder)
        return
    if needs_targets:
        known = _targets_before(placeholder)
        missing = [one for one in placeholder["ids"] if one not in known]
        targets = [nodes.target("", "", refid=one) for one in missing]
        parent.insert(parent.index(placeholder), targets)
    placeholder.replace_self(built)  # the first node gets the ids


def _targets_before(node: nodes.Element) -> set[str]:
    """Return the ids of the targets that precede a node."""
    ids: set[str] = set()
    siblings = node.parent.children
    for sibling in reversed(siblings[: siblings.index(node)]):
        if not isinstance(sibling, nodes.target):
            break
        ids.add(sibling.get("refid", ""))
    return ids


def _is_in_table(node: nodes.Element) -> bool:
    """Return whether a node is in a cell of a table, where most writers can have no other table."""
    return any(isinstance(one, _CELLS) for one in ancestors(node))


_CELLS = (nodes.entry, addnodes.hlistcol)  # the latter is a cell in some formats
