"""Replacement of placeholders by entries, before the references of a page are resolved."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, ClassVar

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_medterm.ext.nodes import address_links, medterm_block, medterm_placeholder, shielded
from sphinx_medterm.ext.project.build import Build, build_of
from sphinx_medterm.ext.writing.contexts import Contexts
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
        entries = _Entries(build, build.pages_in(self.document))
        for placeholder in list(self.document.findall(medterm_placeholder)):
            build.resolved_pages.add(placeholder["docname"])
            _replace(placeholder, placeholder["view"].build(placeholder, entries))


def _replace(placeholder: medterm_placeholder, built: Sequence[nodes.Node]) -> None:
    """Replace a placeholder, and keep the labels before it even if nothing is shown."""
    if not built and placeholder["ids"]:
        built = [nodes.target()]
    if built:
        placeholder.replace_self([*built])
    else:
        placeholder.parent.remove(placeholder)


class _Entries:
    """Renders the entries of views."""

    def __init__(self, build: Build, pages: Sequence[str]) -> None:
        self._build = build
        self._pages = pages

    @property
    def termbase(self) -> Termbase:
        return self._build.termbase

    @cached_property
    def _contexts(self) -> Contexts:
        return Contexts(self._build)

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
        context = self._contexts.make(
            key, docname, view.audience, hide=view.hide, anchored=anchored
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


def _number(placeholder: medterm_placeholder) -> tuple[str, int]:
    """Return the page and number of a view; one inserted after reading has no number."""
    return placeholder["docname"], placeholder["view"].index
