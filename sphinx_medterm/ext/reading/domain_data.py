"""The data that the domain stores for the pages that were read, with types."""

from __future__ import annotations

from collections.abc import Mapping, Set
from typing import Any

from sphinx_medterm.ext.reading.running_text import PageProse
from sphinx_medterm.ext.reading.uses import PageUses, Places

Object = tuple[str, str, str, str, str, int]
"""Name, display name, type, page, id and priority; see
:meth:`sphinx.domains.Domain.get_objects`."""


class DomainData:
    """The data of the domain, which Sphinx pickles with the pages that it has read.

    :ivar uses: what each page uses from the termbase.
    :ivar mentioned_at: for each page, where each name is first mentioned, and how often.
    :ivar prose: the running text of each page on which names are looked for.
    """

    INITIAL: Mapping[str, Any] = {
        "pages": {},
        "mentioned_at": {},
        "prose": {},
        "objects": [],
        "listed": "",
        "std_terms": "",
        "titles": {},
        "titles_shown": ("", ""),
    }

    def __init__(self, data: dict[str, Any]) -> None:
        self._data = data
        self.uses: dict[str, PageUses] = data["pages"]
        self.mentioned_at: dict[str, Places] = data["mentioned_at"]
        self.prose: dict[str, PageProse] = data["prose"]

    def note_uses(self, docname: str, uses: PageUses, places: Places) -> None:
        """Store what a page that was just read uses from the termbase, if anything."""
        if uses != PageUses():
            self.uses[docname] = uses
            self.mentioned_at[docname] = places

    def note_prose(self, docname: str, prose: PageProse) -> None:
        """Store the running text of a page that was just read."""
        self.prose[docname] = prose
        self.uses.setdefault(docname, PageUses())
        self.mentioned_at.setdefault(docname, {})

    def forget(self, docname: str) -> None:
        """Remove a page, whose objects Sphinx removes from its own lists, too."""
        self.uses.pop(docname, None)
        self.mentioned_at.pop(docname, None)
        self.prose.pop(docname, None)
        self._data["listed"] = ""

    def merge(self, docnames: Set[str], other: dict[str, Any]) -> None:
        """Add the pages that a parallel process has read.

        :param other: the domain data of that process.
        """
        theirs = DomainData(other)
        for docname in docnames & theirs.uses.keys():
            self.uses[docname] = theirs.uses[docname]
            self.mentioned_at[docname] = theirs.mentioned_at[docname]
            if docname in theirs.prose:
                self.prose[docname] = theirs.prose[docname]

    # ------------------------------------------------------------------ lists of entries

    @property
    def objects(self) -> list[Object]:
        """The entries by all their names, for inventory and search."""
        objects: list[Object] = self._data["objects"]
        return objects

    @property
    def listed(self) -> str:
        """The digest of the project when its entries were listed; empty if they must be listed."""
        return str(self._data["listed"])

    @property
    def std_terms(self) -> str:
        """A digest of all targets of the role ``term``."""
        return str(self._data["std_terms"])

    def note_lists(self, objects: list[Object], listed: str, std_terms: str) -> None:
        """Store the lists of entries.

        :param listed: the digest of the project.
        :param std_terms: a digest of all targets of the role ``term``.
        """
        self._data.update(objects=objects, listed=listed, std_terms=std_terms)
