"""Notes about former keys that are still in use."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from sphinx_medterm.diagnostics import Diagnostic, Severity, Subtype, aside, quoted
from sphinx_medterm.names.mentions import NAMING_KINDS
from sphinx_medterm.termbase.base import Termbase
from sphinx_medterm.termbase.lookup import Match

if TYPE_CHECKING:
    from sphinx_medterm.records.collected import Records
    from sphinx_medterm.records.references import Link


def former_key(match: Match, name: str, times: str = "") -> tuple[str, str]:
    """Return message and hint about a former key that is used.

    :param match: what it stands for.
    :param name: the former key as it is written, with the sense.
    :param times: how often it is used, in words.
    """
    key = f"{match.key}#{match.sense}" if match.sense else match.key
    return (
        f"{quoted(name)}{aside(times)} is a former key of {quoted(match.key)}",
        f"write {quoted(key)}",
    )


def former_key_notes(termbase: Termbase) -> Iterator[Diagnostic]:
    """List the places in data files that use former keys, in references and in mentions."""
    if not termbase.lookup.former:
        return
    for records in termbase.records_with_former_keys():
        records.diagnostics.clear()
        _note_all(records, termbase)
        yield from sorted(records.diagnostics, key=lambda note: note.position or (0, 0))


def _note_all(records: Records, termbase: Termbase) -> None:
    """Note the former keys in all records of a file."""
    from sphinx_medterm.records.record import SECTIONS
    from sphinx_medterm.records.references import placed_links

    for section in SECTIONS:
        for key, record in getattr(records, section).items():
            for link, path, within in placed_links(record, (section, key)):
                if match := _former(link, termbase):
                    message, hint = former_key(match, link.target)
                    records.report(Subtype.DEPRECATED, message, path, hint, Severity.NOTE, within)


def _former(link: Link, termbase: Termbase) -> Match | None:
    """Return what a reference or mention stands for, if that is a former key."""
    if link.section == "terms":
        key = termbase.lookup.former.get(link.target)
        return None if key is None else Match((key,), is_former=True)
    if link.section or link.field not in {*NAMING_KINDS, "std:term"}:
        return None
    match = termbase.find(link.target)
    return match if match.is_former else None
