"""Mentions in the texts of records that lead nowhere: names, word parts, codes.

Each is reported once, at its first place, with the number of records that mention it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from sphinx_medterm.diagnostics import RecordPath, Severity, Subtype
from sphinx_medterm.names.mentions import (
    KINDS,
    LINKING_KINDS,
    NAMING_KINDS,
    Mention,
    kind_in_plural,
)
from sphinx_medterm.records.references import placed_links
from sphinx_medterm.termbase.across import Fault
from sphinx_medterm.termbase.base import Termbase
from sphinx_medterm.termbase.deprecated import deprecated, successors
from sphinx_medterm.termbase.misses import Miss, miss_of
from sphinx_medterm.termbase.rows import Place
from sphinx_medterm.termbase.tables import Tables

if TYPE_CHECKING:
    from sphinx_medterm.records.collected import Records
    from sphinx_medterm.records.record import Record


_NEED_A_NAME = [name for name in LINKING_KINDS if not KINDS[name].needs]


def missing_names(tables: Tables, termbase: Termbase) -> Iterator[Fault]:
    """Find what texts mention that is not there, or not clear."""
    mentions = _Mentions()
    # Of the many names in a large termbase, only the few that are not clear are looked up.
    for kind, target, records, place in tables.unclear(_NEED_A_NAME):
        if kind not in KINDS and not kind_in_plural(kind):
            continue  # a term or label of Sphinx's, which only a build knows
        mention = Mention(kind, target)
        if miss := miss_of(mention, termbase, _times(records)):
            yield Fault(place, partial(mentions.report, place, target, (kind,), miss))


def deprecated_names(tables: Tables, termbase: Termbase) -> Iterator[Fault]:
    """Find names in texts that should no longer be used."""
    if not termbase.lookup.deprecated:
        return
    mentions = _Mentions()
    for name in tables.mentioned(NAMING_KINDS):
        if deprecated(match := termbase.find(name), name, termbase):
            own = set(successors(termbase, match.key))
            places = [
                place
                for place in tables.mentioning([name], NAMING_KINDS)
                if _term(place) not in own
            ]
            times = _times(len(places))
            if places and (told := deprecated(match, name, termbase, times=times)):
                miss = Miss(Subtype.DEPRECATED, *told)
                report = partial(mentions.report, places[0], name, NAMING_KINDS, miss)
                yield Fault(places[0], report)


def _term(place: Place) -> str:
    return place.key if place.section == "terms" else ""


def _times(records: int) -> str:
    return f", mentioned in {records:,} records" if records > 1 else ""


class _Mentions:
    """The places where records mention names."""

    def __init__(self) -> None:
        # Of one record: its texts, which may mention thousands, are parsed once.
        self._record: Record | None = None
        self._first: dict[tuple[str, str], _First] = {}

    def report(
        self, place: Place, target: str, kinds: Collection[str], miss: Miss, records: Records
    ) -> None:
        """Report what is wrong with what is mentioned, at the first place in a record."""
        record: Record | None = getattr(records, place.section).get(place.key)
        if record is None:
            return  # the file has changed in the meantime; the next build will see it
        if record is not self._record:
            self._record, self._first = record, _first_mentions(record, place)
        if found := [self._first[kind, target] for kind in kinds if (kind, target) in self._first]:
            first = min(found)
            name = target if miss.is_name and miss.subtype is Subtype.UNKNOWN else ""
            severity = Severity.WARNING
            records.report(
                miss.subtype, miss.message, first.path, miss.hint, severity, first.within, name
            )


class _First(NamedTuple):
    """The first place of a mention in a record, which is the given one in order."""

    number: int
    path: RecordPath
    within: tuple[str, int]


def _first_mentions(record: Record, place: Place) -> dict[tuple[str, str], _First]:
    """List what a record mentions, by kind and target."""
    first: dict[tuple[str, str], _First] = {}
    for link, path, within in placed_links(record, (place.section, place.key)):
        if within:
            first.setdefault((link.field, link.target), _First(len(first), path, within))
    return first
