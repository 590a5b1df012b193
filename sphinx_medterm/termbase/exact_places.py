"""The lines of data files on which texts mention something.

The store holds the line of each record only. A file is read again when the place of something in a
text is wanted, which is when there is something to report.
"""

from __future__ import annotations

from functools import lru_cache

from sphinx_medterm.data_text.text_roles import LINK
from sphinx_medterm.diagnostics import RecordPath
from sphinx_medterm.records.references import placed_spans
from sphinx_medterm.termbase.base import Origin, Termbase

_Spots = dict[tuple[bool, str], tuple[RecordPath, tuple[str, int]]]
"""For each mention or link, in lower case, the path of its text, the text and the offset in it."""


class ExactPlaces:
    """Finds places in the texts of terms."""

    def __init__(self, termbase: Termbase) -> None:
        self._termbase = termbase
        # Of a few terms: their texts, which may mention thousands, are parsed once.
        self._spots = lru_cache(8)(self._spots_of)

    def of_mention(self, key: str, target: str) -> Origin:
        """Return file and line of the first mention of something in the texts of a term.

        If there is none, as in a text that has been translated, it is the place of the term.

        :param target: what is mentioned, in any case.
        :raises KeyError: if there is no term with this key.
        """
        return self._place(key, (False, target.lower()))

    def of_link(self, key: str, address: str) -> Origin:
        """Return file and line of the first link to an address, in the same way."""
        return self._place(key, (True, address.lower()))

    def _place(self, key: str, wanted: tuple[bool, str]) -> Origin:
        if (spot := self._spots(key).get(wanted)) is None:
            return self._termbase.origin(key)
        records = self._termbase.records_of(key)
        return Origin(records.document.file, records.locate(*spot).line)

    def _spots_of(self, key: str) -> _Spots:
        found: _Spots = {}
        if term := self._termbase.records_of(key).terms.get(key):
            for path, text, span in placed_spans(term, ("terms", key)):
                if span.mention or span.role == LINK:
                    spot = (span.role == LINK, span.target.lower())
                    found.setdefault(spot, (path, (text, span.start)))
        return found
