"""The places in data files that warnings name, in place of the page that shows an entry."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_medterm.data_text.text_roles import LINK
from sphinx_medterm.ext.messages import translated
from sphinx_medterm.ext.nodes import is_data, is_translated, medterm_block
from sphinx_medterm.ext.project.build import Build, build_of

if TYPE_CHECKING:
    from sphinx.builders.linkcheck import CheckExternalLinksBuilder

    from sphinx_medterm.termbase.base import Origin


def location_of(build: Build, node: nodes.Element) -> str | nodes.Element:
    """Return where a mention was written: in a data file, its translation, or on a page."""
    if is_translated(node):
        return translated(build.termbase.origin(node["data_term"]))
    return str(_place_of_mention(build, node)) if is_data(node) else node


def _place_of_mention(build: Build, node: nodes.Element) -> Origin:
    """Return the file and line of the data text with a mention."""
    from sphinx_medterm.termbase.exact_places import place_of_span

    target = node["reftarget"].lower()  # Sphinx changes the case of labels
    return place_of_span(
        build.termbase,
        node["data_term"],
        lambda span: span.mention is not None and span.target.lower() == target,
    )


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
        for key, address in self._links():
            shown = self.env.events.emit_firstresult("linkcheck-process-uri", address) or address
            if shown not in known:
                place = _place_of_link(build, key, address)
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


def _place_of_link(build: Build, key: str, address: str) -> Origin:
    """Return the place of an address: of a text of the term, of a source, or else of the term."""
    from sphinx_medterm.ext.render.sources import links_of
    from sphinx_medterm.records.references import placed_links
    from sphinx_medterm.termbase.exact_places import place_of_span

    termbase = build.termbase
    for cited in placed_links(termbase.term(key), ("terms", key)):
        source = cited.link.target
        if cited.link.section == "sources":
            addresses = [found for _text, found in links_of(termbase.source(source))]
            if address in addresses:
                return termbase.origin(source, "sources")
    return place_of_span(termbase, key, lambda span: span.role == LINK and span.target == address)
