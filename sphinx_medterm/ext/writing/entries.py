"""Replacement of placeholders by entries, before the references of a page are resolved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_medterm.ext.ids import glossary_id
from sphinx_medterm.ext.nodes import (
    address_links,
    medterm_block,
    medterm_label,
    medterm_placeholder,
    shielded,
)
from sphinx_medterm.ext.project.build import Build, build_of
from sphinx_medterm.ext.project.imprints import imprint_of
from sphinx_medterm.ext.writing.contexts import Contexts
from sphinx_medterm.ext.writing.page_sources import PageSources
from sphinx_medterm.ext.writing.proof_script import note_folds
from sphinx_medterm.ext.writing.wayfinding import add_permalinks
from sphinx_medterm.termbase.base import Termbase

if TYPE_CHECKING:
    from sphinx.builders.html import StandaloneHTMLBuilder

    from sphinx_medterm.ext.render.citing import Imprint


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
        entries.finish(self.document)


class _Entries:
    """Renders the entries of views."""

    def __init__(self, build: Build, pages: Sequence[str], old_ids: _OldIds | None) -> None:
        self._build = build
        self._pages = pages
        self._old_ids = old_ids
        self._sources = PageSources(build, pages)
        self._imprint_on = cache(self._imprint_of)

    @property
    def termbase(self) -> Termbase:
        return self._build.termbase

    @cached_property
    def _contexts(self) -> Contexts:
        return Contexts(self._build)

    def finish(self, document: nodes.document) -> None:
        """Add what pages have at their ends."""
        self._sources.place(document)
        note_folds(document)

    @property
    def has_bars(self) -> bool:
        return not self._build.output.needs_targets

    @property
    def has_filters(self) -> bool:
        return self._build.output.is_for_browsers

    def number(self, placeholder: medterm_placeholder) -> int:
        if self._page_of(placeholder) != placeholder["docname"]:
            return 0
        return self._build.computed(_Numbers).of(*_number(placeholder))

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
        level: int = 0,
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
        )
        context.cited = self._sources.cited(key, docname)
        context.imprint = self._imprint_on(docname)
        built = render_entry(context, remarks)
        self._sources.note(context)
        built.term, built.prose, built.audience = key, context.prose, view.audience
        address_links(built, view.audience)
        for label in built.findall(medterm_label):
            label.level = level
        if anchored and self.has_bars and getattr(self._build.builder, "add_permalinks", False):
            add_permalinks(built)
        return built

    def link(self, key: str, placeholder: medterm_placeholder, text: str = "") -> nodes.Element:
        view = placeholder["view"]
        context = self._contexts.make(key, self._page_of(placeholder), view.audience)
        link = context.link(key, text)
        address_links(link, view.audience)
        shielded([link])
        return link

    def _imprint_of(self, docname: str) -> Imprint | None:
        """Return what citations of the entries on a page name."""
        build = self._build
        imprint = imprint_of(build.env.config)
        if imprint is None or not build.output.is_for_browsers:
            return imprint
        builder = cast("StandaloneHTMLBuilder", build.builder)
        page = builder.get_target_uri(docname)
        if build.output.is_single_page:
            page = f"{build.env.config.root_doc}{builder.out_suffix}"
        return imprint._replace(page=page)

    def page_title(self, key: str, placeholder: medterm_placeholder) -> str:
        place = self._build.placement.entries.get(key)
        if place is None or place.docname == self._page_of(placeholder):
            return ""
        return self._build.title_of_page_with(key)

    def _page_of(self, placeholder: medterm_placeholder) -> str:
        """Return the page that a view is written on, which differs from its own for a copy."""
        docname = str(placeholder["docname"])
        return docname if docname in self._pages else self._pages[0]


class _Numbers:
    """The numbers of views with letters, on their page or in an assembled document."""

    def __init__(self, build: Build) -> None:
        self._build = build
        self._of_page = cache(self._numbers)

    def of(self, docname: str, index: int) -> int:
        """Return the number of a view, from 1; 0 for one that is not known."""
        if not self._build.output.assembles_pages:
            return self._of_page((docname,)).get((docname, index), 0)
        known = self._build.document.docnames
        pages = tuple(page for page in self._build.reading_order if page in known)
        return self._of_page(pages).get((docname, index), 0)

    def _numbers(self, docnames: tuple[str, ...]) -> dict[tuple[str, int], int]:
        found = [
            (docname, view.index)
            for docname in docnames
            if docname in self._build.pages
            for view in self._build.pages[docname].views
            if view.has_letters
        ]
        return {place: number for number, place in enumerate(found, 1)}


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
