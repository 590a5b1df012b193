"""The sources that an entry cites, with their marks, and the citation of the entry itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from sphinx_medterm.termbase.config_values import SOURCE_LISTS

LISTED, ON_PAGE, IN_LINE, UNLISTED = SOURCE_LISTS


@dataclass(kw_only=True)
class Cited:
    """The sources that an entry has cited.

    :ivar style: how they are listed, as the setting ``medterm_sources`` has it.
    :ivar start: the start of their ids.
    :ivar numbers: the number of each source, in the order of their marks; entries share them if
        their page has one list for all.
    :ivar own: the sources of the entry itself, each with what it supports apart from what its marks
        stand next to.
    """

    style: str = LISTED
    start: str = "medterm_source-"
    numbers: dict[str, int] = field(default_factory=dict)
    own: dict[str, list[str]] = field(default_factory=dict)

    def cite(self, key: str) -> int:
        """Return the number of a source, which keeps that of its first mark."""
        self.own.setdefault(key, [])
        return self.numbers.setdefault(key, len(self.numbers) + 1)

    def note(self, keys: Iterable[str], supported: str) -> None:
        """Note what sources support that has no marks."""
        for key in keys:
            supports = self.own.setdefault(key, [])
            if supported not in supports:
                supports.append(supported)

    def order(self, key: str) -> int:
        """Return where a source stands in the list: those without marks in the text come last."""
        return self.numbers.get(key, len(self.numbers) + 1)

    def id_of(self, key: str) -> str:
        """Return the id of a source in its list, which no id of a term can equal."""
        return f"{self.start}{self.cite(key)}"

    def mark_of(self, key: str) -> str:
        """Return the mark of a source; footnotes have numbers, sources have letters."""
        return f"[{letters(self.cite(key))}]"


class Imprint(NamedTuple):
    """What a citation of an entry names besides its label.

    :ivar version: the version of the project; empty if it has none.
    :ivar day: the day that counts for entries without a review; empty if none is known.
    :ivar base: the address of the project; empty if it is not known.
    :ivar page: the address of the page, relative to that; ``None`` where pages have none.
    """

    project: str
    version: str
    day: str
    base: str
    page: str | None = None


def letters(number: int) -> str:
    """Return a number in letters: a, b … z, aa, ab …."""
    found = ""
    while number:
        number, letter = divmod(number - 1, 26)
        found = chr(ord("a") + letter) + found
    return found
