"""The places in data files that warnings name, instead of the page that shows an entry."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_medterm.ext.messages import translated
from sphinx_medterm.ext.nodes import is_data, is_translated, medterm_block
from sphinx_medterm.ext.project.build import Build, build_of

if TYPE_CHECKING:
    from sphinx.builders.linkcheck import CheckExternalLinksBuilder

    from sphinx_medterm.termbase.base import Origin
    from sphinx_medterm.termbase.exact_places import ExactPlaces


def location_of(build: Build, node: nodes.Element) -> str | nodes.Element:
    """Return where a mention was written: in a data file, its translation, or on a page."""
    if is_translated(node):
        return translated(build.termbase.origin(node["data_term"]))
    if is_data(node):
        return str(build.computed(_exact_places).of_mention(node["data_term"], node["reftarget"]))
    return node


def _exact_places(build: Build) -> ExactPlaces:
    from sphinx_medterm.termbase.exact_places import ExactPlaces

    return ExactPlaces(build.termbase)


def name_data_file(build: Build, node: nodes.Element) -> None:
    """Let warnings of Sphinx about a reference in a data text name the file and line of that."""
    if is_data(node):
        source, _colon, line = str(location_of(build, node)).rpartition(":")
        node.source, node.line = source, int(line)


class LinksInData(SphinxPostTransform):
    """Tells Sphinx's link checker in which data files the links of entries are."""

    builders = ("linkcheck",)
    default_priority: ClassVar[int] = 799  # just before links are collected

    def run(self, **kwargs: Any) -> None:
        """Note all links of the entries on a page that are not known yet."""
        from sphinx.builders.linkcheck import Hyperlink

        build = build_of(self.env)
        known = cast("CheckExternalLinksBuilder", build.builder).hyperlinks
        places = build.computed(_Links)
        for key, address in self._links():
            shown = self.env.events.emit_firstresult("linkcheck-process-uri", address) or address
            if shown not in known:
                place = places.place(key, address)
                page = self._as_page(place.file)
                docpath: Any = self.env.doc2path(page)
                known[shown] = Hyperlink(shown, page, docpath, place.line)

    def _as_page(self, file: Path) -> str:
        """Return the name of a page that stands for a file, since Sphinx has no other places."""
        page, base = f"medterm {file}", self.env.srcdir
        shown = file.relative_to(base) if file.is_relative_to(base) else file
        paths: dict[str, Any] = self.env.project._docname_to_path
        paths[page] = str(shown)
        return page

    def _links(self) -> Iterator[tuple[str, str]]:
        """List the terms of entries, and the addresses outside that the entries link to."""
        for entry in self.document.findall(medterm_block):
            for link in entry.findall(nodes.reference) if entry.term else ():
                if "refuri" in link and not link.get("internal"):
                    yield entry.term, link["refuri"]


class _Links:
    """The places of the links of entries."""

    def __init__(self, build: Build) -> None:
        self._termbase = build.termbase
        self._texts = build.computed(_exact_places)
        self._sources = lru_cache(8)(self._sources_of)

    def place(self, key: str, address: str) -> Origin:
        """Return the place of an address: of a source, of a text of the term, or else of it."""
        if source := self._sources(key).get(address):
            return self._termbase.origin(source, "sources")
        return self._texts.of_link(key, address)

    def _sources_of(self, key: str) -> dict[str, str]:
        """List the addresses of the sources that a term cites, each with the key of the source."""
        from sphinx_medterm.ext.render.sources import links_of
        from sphinx_medterm.records.references import placed_links

        links = (placed.link for placed in placed_links(self._termbase.term(key), ("terms", key)))
        cited = dict.fromkeys(link.target for link in links if link.section == "sources")
        return {
            address: source
            for source in cited
            for _shown, address in links_of(self._termbase.source(source))
        }
