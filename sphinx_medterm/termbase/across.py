"""Problems of records that depend on other records."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from sphinx_medterm.termbase.rows import Place

if TYPE_CHECKING:
    from sphinx_medterm.records.collected import Records
    from sphinx_medterm.records.record import Section


class Fault(NamedTuple):
    """What is wrong with a record because of other records.

    :ivar place: the record.
    :ivar report: adds it to the diagnostics of the record's file, once that has been read again.
    """

    place: Place
    report: Callable[[Records], None]

    @property
    def name(self) -> tuple[Section, str]:
        """The section and the key of the record."""
        return self.place.section, self.place.key
