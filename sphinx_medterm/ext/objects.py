"""Entries in the lists that other parts of Sphinx keep: the general index and ``:term:``."""

from __future__ import annotations

from typing import Any

from sphinx_medterm.ext.domain import MedtermDomain, term_id
from sphinx_medterm.ext.render.entry import index_entries

_OURS = term_id("")


def update_index(domain: MedtermDomain) -> None:
    """List the names of all entries in the general index.

    Entries exist only when a page is written, but Sphinx collects its index when pages are read.
    """
    collected: dict[str, list[Any]] = domain.env.get_domain("index").data.setdefault("entries", {})
    for docname, entries in collected.items():
        collected[docname] = [entry for entry in entries if not entry[2].startswith(_OURS)]
    for key, place in domain.placement.entries.items():
        names = domain.termbase.brief(key).names
        collected.setdefault(place.docname, []).extend(index_entries(names, key))


def update_std_terms(domain: MedtermDomain) -> None:
    """Make all entries known to the ``term`` role, here and through the inventory elsewhere.

    A term of the project's own Sphinx glossaries comes first.
    """
    known: dict[tuple[str, str], tuple[str, str]] = domain.env.get_domain("std").data["objects"]
    for name in [n for n, (_doc, id_) in known.items() if n[0] == "term" and id_.startswith(_OURS)]:
        del known[name]
    if not domain.env.config.medterm_std_terms:
        return
    for key, place in domain.placement.entries.items():
        for shown in domain.termbase.brief(key).names:
            known.setdefault(("term", shown), (place.docname, term_id(key)))
