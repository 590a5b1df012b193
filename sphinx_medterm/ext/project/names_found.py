"""The names found in texts, stored from one build to the next.

A text is searched once for all names of the termbase. The result is valid until the text or the
names change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_medterm.digest import text_digest
from sphinx_medterm.ext.reading.running_text import SEPARATOR
from sphinx_medterm.termbase.base import Termbase
from sphinx_medterm.termbase.own_files import keep_json, kept_json

if TYPE_CHECKING:
    from sphinx_medterm.names.search import Found, ProseFinder

Names = Mapping[str, tuple[str, ...]]
"""Names as written in a text, each with the keys of its terms."""


class NamesFound:
    """Finds names in texts, and stores the results."""

    def __init__(self, termbase: Termbase, file: Path) -> None:
        """Start a build.

        :param file: where to store the results.
        """
        self._lookup = termbase.lookup
        self._file = file
        self._used: dict[str, Names] = {}

    @cached_property
    def finder(self) -> ProseFinder:
        """The search for all names, built at its first use, since there may be many names."""
        from sphinx_medterm.names.search import ProseFinder

        names, _digest = self._lookup.names_in_prose
        return ProseFinder(names, self._lookup.find_in_prose)

    def in_prose(self, text: str, digest: str) -> Names:
        """List the names in a text; of overlapping names, only the longest counts.

        :param digest: the digest of the text.
        """
        known = self._known(name := f"prose {digest}")
        return self._keep(name, text, self.finder.find) if known is None else known

    def in_data(self, texts: Iterable[str]) -> Names:
        """List all names in data texts, including those that overlap.

        :param texts: the pieces of the texts between and inside markup.
        """
        text = SEPARATOR.join(texts)
        name = "data " + text_digest(text)
        known = self._known(name)
        return self._keep(name, text, self.finder.find_all) if known is None else known

    def _known(self, name: str) -> Names | None:
        if name not in self._used and name in self._before:
            self._used[name] = self._before[name]
        return self._used.get(name)

    def _keep(self, name: str, text: str, find: Callable[[str], list[Found]]) -> Names:
        names: dict[str, tuple[str, ...]] = {}
        for part in text.split(SEPARATOR):
            for found in find(part):
                words = " ".join(part[found.start : found.end].split())
                if words not in names or len(found.keys) < len(names[words]):
                    names[words] = found.keys  # inside a sentence, they may mean fewer terms
        self._used[name] = names
        return names

    # ------------------------------------------------------------------ results of the last build

    @cached_property
    def _before(self) -> dict[str, Names]:
        _names, digest = self._lookup.names_in_prose
        try:
            kept = kept_json(self._file)
            if kept["names"] != digest:
                return {}
            return {
                text: {name: tuple(keys) for name, keys in found.items()}
                for text, found in kept["found"].items()
            }
        except (TypeError, KeyError, AttributeError):
            return {}

    def save(self) -> None:
        """Store the results for the texts of this build, and drop all others."""
        if not self._used or self._used == self._before:
            return
        _names, digest = self._lookup.names_in_prose
        keep_json(self._file, {"names": digest, "found": self._used})
