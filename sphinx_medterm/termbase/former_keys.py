"""The former keys of terms: where each leads now, and which of them other terms have taken."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from sphinx_medterm.diagnostics import Severity, Subtype, quoted
from sphinx_medterm.termbase.across import Fault

if TYPE_CHECKING:
    from sphinx_medterm.records.collected import Records
    from sphinx_medterm.termbase.tables import Tables


def current_keys(tables: Tables) -> dict[str, str]:
    """Return the keys that terms had before, each with the key that it leads to.

    A key that a term has now is not among them. If several terms had one, the first counts.
    """
    found: dict[str, str] = {}
    for former, key in tables.former_keys():
        if former not in found and not tables.has("terms", former):
            found[former] = key
    return found


def clashes(tables: Tables) -> Iterator[Fault]:
    """Find the former keys that lead to another term.

    A term that was merged may still be there, if it says what it is replaced by.
    """
    leads_to = current_keys(tables)
    for former, key in tables.former_keys():
        if leads_to.get(former) == key or _is_replaced(tables, former, key):
            continue
        message, hint = _reason(former, key, leads_to.get(former))
        place = tables.place("terms", key)
        yield Fault(place, partial(_report, key, former, message, hint))


def _is_replaced(tables: Tables, former: str, key: str) -> bool:
    """Return whether the term that has a former key now is replaced by the one that had it."""
    if former == key or not tables.has("terms", former):
        return False
    term: dict[str, Any] = json.loads(tables.data("terms", former))
    return term.get("replaced_by") == key


def _reason(former: str, key: str, other: str | None) -> tuple[str, str]:
    """Return message and hint about a former key.

    :param key: the key of its term.
    :param other: the key of the term that it leads to; ``None`` if that is its own key.
    """
    if former == key:
        return f"{quoted(former)} is still the key of this term", "leave it out"
    if other is None:
        message = f"{quoted(former)} is the key of another term, and leads to that term"
        return message, "leave it out, or give that term another key"
    message = f"{quoted(former)} is also a former key of {quoted(other)}, and leads to that term"
    return message, "leave it out of one of the two"


def _report(key: str, former: str, message: str, hint: str, records: Records) -> None:
    term = records.terms.get(key)
    if term is None or former not in term.former_keys:
        return  # the file has changed in the meantime; the next build will see it
    path = ("terms", key, "former_keys", term.former_keys.index(former))
    records.report(Subtype.DUPLICATE_KEY, message, path, hint, Severity.WARNING)
