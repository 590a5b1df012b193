"""The typed data that the domain stores for the pages that were read."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any

from sphinx_medterm.ext.reading.running_text import ProseParts
from sphinx_medterm.ext.reading.titles import Labels
from sphinx_medterm.ext.reading.toctrees import Toctrees
from sphinx_medterm.ext.reading.uses import Parts

Entry = tuple[str, str, tuple[str, ...]]
"""The page of an entry, its audience, and the sections that it shows."""


class DomainData:
    """The data of the domain, which Sphinx pickles with the pages that it has read.

    :ivar uses: what the parts of each page use from the termbase, if anything.
    :ivar prose: the running text of each page on which names are looked for.
    :ivar toctrees: the tables of contents of each page with some that a build may leave out.
    :ivar titles: the labels of each page with mentions in titles, or with labels of entries.
    """

    INITIAL: Mapping[str, Any] = {
        "uses": {},
        "prose": {},
        "toctrees": {},
        "entries": {},
        "listed": "",
        "std_terms": "",
        "titles": {},
        "titles_made": ("", ""),
    }

    def __init__(self, data: dict[str, Any]) -> None:
        self._data = data
        self.uses: dict[str, Parts] = data["uses"]
        self.prose: dict[str, ProseParts] = data["prose"]
        self.toctrees: dict[str, Toctrees] = data["toctrees"]
        self.titles: dict[str, Labels] = data["titles"]

    @property
    def _by_page(self) -> tuple[dict[str, Any], ...]:
        return self.uses, self.prose, self.toctrees, self.titles

    def note_page(self, docname: str, uses: Parts, toctrees: Toctrees) -> None:
        """Store what a page that was just read uses, and its tables of contents."""
        if uses:
            self.uses[docname] = uses
        if toctrees:
            self.toctrees[docname] = toctrees

    def note_prose(self, docname: str, prose: ProseParts) -> None:
        """Store the running text of a page that was just read."""
        self.prose[docname] = prose

    def note_titles(self, docname: str, labels: Labels) -> None:
        """Store the labels of a page that was just read, whose titles are then made again."""
        self.titles[docname] = labels
        self.note_titles_made("", "")

    def forget(self, docname: str) -> None:
        """Remove a page, whose objects Sphinx removes from its own lists, too."""
        if docname in self.titles:
            self.note_titles_made("", "")
        for pages in self._by_page:
            pages.pop(docname, None)
        self._data["listed"] = ""

    def merge(self, docnames: Set[str], other: dict[str, Any]) -> None:
        """Add the pages that a parallel process has read.

        :param other: the domain data of that process.
        """
        for ours, theirs in zip(self._by_page, DomainData(other)._by_page, strict=True):
            ours.update({docname: theirs[docname] for docname in docnames & theirs.keys()})
        if not docnames.isdisjoint(other["titles"]):
            self.note_titles_made("", "")

    # ------------------------------------------------------------------ words of titles

    @property
    def titles_made(self) -> tuple[str, str]:
        """Digests of the project when its titles were last made, and of their words.

        The first is empty if they must be made again; both are if no title has a mention.
        """
        project, words = self._data["titles_made"]
        return project, words

    def note_titles_made(self, project: str, words: str) -> None:
        """Store these digests."""
        self._data["titles_made"] = project, words

    # ------------------------------------------------------------------ lists of entries

    @property
    def entries(self) -> dict[str, Entry]:
        """The entries that are in the lists, by the keys of their terms."""
        entries: dict[str, Entry] = self._data["entries"]
        return entries

    @property
    def listed(self) -> str:
        """The digest of the project when its entries were listed; empty if they must be listed."""
        return str(self._data["listed"])

    @property
    def std_terms(self) -> str:
        """A digest of all targets of the role ``term``."""
        return str(self._data["std_terms"])

    def note_entries(self, entries: dict[str, Entry]) -> None:
        """Store which entries are to be listed."""
        self._data["entries"] = entries

    def note_lists(self, listed: str, std_terms: str) -> None:
        """Store for which project the lists of entries are.

        :param listed: the digest of the project.
        :param std_terms: a digest of all targets of the role ``term``.
        """
        self._data.update(listed=listed, std_terms=std_terms)
