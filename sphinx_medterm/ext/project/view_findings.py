"""Problems with views: second entries, and glossaries without terms."""

from __future__ import annotations

from collections.abc import Iterator

from sphinx_medterm.ext.messages import Finding
from sphinx_medterm.ext.project.build import Build
from sphinx_medterm.ext.project.documents import Document
from sphinx_medterm.ext.project.placement import Placement
from sphinx_medterm.ext.project.used_names import finding_at
from sphinx_medterm.ext.views.view import View
from sphinx_medterm.termbase.base import Termbase


def check_views(build: Build) -> Iterator[Finding]:
    """Return what is wrong with the views of all pages, page by page."""
    if build.output.extracts_messages:
        return  # it has all alternatives at once, of which other builders have one
    found: dict[Finding, None] = {}
    for document in build.documents:
        found |= dict.fromkeys(_in_document(build, document))
    yield from found  # once, if several documents have a page


def _in_document(build: Build, document: Document) -> Iterator[Finding]:
    for docname, uses in sorted(document.pages.items()):
        for view in uses.views:
            members = document.placement.members[docname, view.index]
            for what in view.check(members, _Placed(build, document.placement, docname, view)):
                yield finding_at(docname, view.file, view.line, what)


class _Placed:
    """Where the entries of a document are, as seen from one view."""

    def __init__(self, build: Build, placement: Placement, docname: str, view: View) -> None:
        self._build = build
        self._placement = placement
        self._at = docname, view.index
        self._view = view

    @property
    def termbase(self) -> Termbase:
        return self._build.termbase

    def leads_here(self, key: str) -> bool:
        return self._placement.is_at(key, *self._at)

    def place(self, key: str) -> str:
        if (place := self._placement.entries.get(key)) is None:
            return ""
        found = self._build.place_of(place.docname, place)
        if found == self._build.place_of(self._at[0], self._view):  # a file is included twice
            return f"{found}, included in {self._build.env.doc2path(place.docname)}"
        return found
