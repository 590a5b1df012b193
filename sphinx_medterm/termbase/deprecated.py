"""Names that should no longer be used, and the names to use instead."""

from __future__ import annotations

import json
from typing import Any

from sphinx_medterm.diagnostics import aside, quoted
from sphinx_medterm.names.normal import capitals, normalise
from sphinx_medterm.termbase.base import Termbase
from sphinx_medterm.termbase.lookup import Match, Rank, Writing, writing

_MOST_SUCCESSORS = 20
"""How far terms that are replaced are followed: each mention of one takes as many steps."""


def deprecated(
    match: Match, name: str, termbase: Termbase, *, times: str = "", within: str = ""
) -> tuple[str, str] | None:
    """Return message and hint about a name that should no longer be used.

    That is a synonym or abbreviation with such a status, or any name of a term with such a status.
    If several terms share the name, none of them may want it used.

    :param match: what the name stands for.
    :param name: the name as it is mentioned.
    :param times: how often it is mentioned, in words.
    :param within: the key of the term whose text mentions it, if one does. A term may speak of its
        own old names, and of the terms that it replaces.
    """
    known = termbase.lookup.deprecated
    if not match.keys or not all(key in known for key in match.keys):
        return None
    bare = match.name or name
    if not all(known[key] or _is_old_name(termbase, key, bare) for key in match.keys):
        return None
    followed = successors(termbase, match.key)
    if within in followed:
        return None
    message = f"{quoted(name)}{aside(times)} should no longer be used"
    return message, _instead(termbase, match, bare, followed)


def _is_old_name(termbase: Termbase, key: str, name: str) -> bool:
    """Return whether a name that stands for a term is one of those that should not be used.

    It does not matter whether the name is the key as well: readers may see it.
    """
    names = [own for own in termbase.lookup.names_of(key) if Rank.KEY < own.rank < Rank.FORMER]
    wanted = normalise(name)
    same = [own for own in names if own.name == wanted]
    if same:
        strength = {own: (writing(own.written, name, own.strict), own.rank) for own in same}
        best = min(strength.values())
        if best[0] is Writing.OTHER_CAPITALS and wanted == key:
            return False
        return all(own.deprecated for own in same if strength[own] == best)
    # A build without changes needs no rules.
    from sphinx_medterm.names.accents import accents_agree
    from sphinx_medterm.names.rules import looser_readings, readings

    found = readings(capitals(name))
    sure = {reading.name for reading in found}
    possible = sure.union(reading.name for reading in looser_readings(found))
    alike = [own for own in names if own.spelling in sure and not own.loose] or [
        own for own in names if own.spelling in possible and accents_agree(name, own.written)
    ]
    return bool(alike) and all(own.deprecated for own in alike)


def successors(termbase: Termbase, key: str) -> list[str]:
    """List a term, the term that replaces it, and so on, up to one that should be used."""
    found = [key]
    while termbase.lookup.deprecated.get(found[-1]) and len(found) <= _MOST_SUCCESSORS:
        replaced_by = _record(termbase, found[-1]).get("replaced_by")
        if not replaced_by or replaced_by in found:
            break
        found.append(replaced_by)
    return found


def _record(termbase: Termbase, key: str) -> dict[str, Any]:
    record: dict[str, Any] = json.loads(termbase.depends.data(key, "terms"))
    return record


def _instead(termbase: Termbase, match: Match, name: str, followed: list[str]) -> str:
    """Return a hint on what to write instead of a name.

    :param followed: its term, the one that replaces it, and so on.
    """
    last = followed[-1]
    if termbase.lookup.deprecated.get(last):
        return f"name the term to use instead in the field 'replaced_by' of {quoted(last)}"
    better = termbase.label(last)
    if last == match.key and termbase.is_abbreviation(last, name):
        better = termbase.abbreviation_for(last, name) or better
    sense = f"#{match.sense}" if match.sense and last == match.key else ""
    return f"write {quoted(better + sense)}"
