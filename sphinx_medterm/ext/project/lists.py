"""Entries in Sphinx's own lists: general index, targets of ``:term:``, inventory and search.

Sphinx needs these lists before a page with entries is written. They are stored with the pages that
were read, and updated when anything has changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

from sphinx_medterm.digest import text_digest
from sphinx_medterm.ext.ids import IndexEntry, index_entries, sense_id, term_id
from sphinx_medterm.ext.project.build import Build
from sphinx_medterm.ext.project.placement import Place
from sphinx_medterm.ext.reading.domain_data import Object
from sphinx_medterm.termbase.base import Brief

_OURS = term_id("")


def update_lists(build: Build) -> None:
    """List all entries again, if anything has changed since the last time."""
    digest = build.digest
    if build.domain_data.listed == digest:
        return
    index: dict[str, list[IndexEntry]] = build.env.get_domain("index").data.setdefault(
        "entries", {}
    )
    std: dict[tuple[str, str], tuple[str, str]] = build.env.get_domain("std").data["objects"]
    _remove_ours(index, std)
    objects: dict[str, Object] = {}
    places = build.entries
    briefs = {key: build.termbase.brief(key) for key in places}
    shared = _shared_names(build, briefs)
    for key, place in places.items():
        brief = briefs[key]
        index.setdefault(place.docname, []).extend(index_entries(brief.names, key))
        own = [name for name in brief.names if shared.get(name, key) == key]
        if build.env.config.medterm_std_terms:
            for name in filter(_fits_inventory, own):
                # Terms of Sphinx's own glossaries take precedence.
                std.setdefault(("term", name), (place.docname, term_id(key)))
        for found in _objects(key, place, brief._replace(names=own)):
            objects.setdefault(found[0], found)
    for former in _former_objects(build, places):
        objects.setdefault(former[0], former)  # a name that a term has now takes precedence
    terms = sorted((name, found) for (kind, name), found in std.items() if kind == "term")
    build.domain_data.note_lists([*objects.values()], digest, text_digest(repr(terms)))


def _shared_names(build: Build, briefs: Mapping[str, Brief]) -> dict[str, str]:
    """Return the names of several terms, each with the one that mentions of it lead to."""
    found: dict[str, list[str]] = {key: [key] for key in briefs}
    for key, brief in briefs.items():
        for name in brief.names:
            if name != key:
                found.setdefault(name, []).append(key)
    shared = {name: keys for name, keys in found.items() if len(keys) > 1}
    return {
        name: next((key for key in build.termbase.find(name).keys if key in keys), keys[0])
        for name, keys in shared.items()
    }


def _remove_ours(
    index: dict[str, list[IndexEntry]], std: dict[tuple[str, str], tuple[str, str]]
) -> None:
    for docname, entries in index.items():
        index[docname] = [entry for entry in entries if not entry[2].startswith(_OURS)]
    for name in [n for n, (_doc, id_) in std.items() if n[0] == "term" and id_.startswith(_OURS)]:
        del std[name]


def _objects(key: str, place: Place, brief: Brief) -> Iterator[Object]:
    """List the names and senses by which an entry can be found."""
    for name in filter(_fits_inventory, brief.names):
        yield name, name, "term", place.docname, term_id(key), 1
    yield key, key, "term", place.docname, term_id(key), -1
    if place.has_senses:
        for sense, title in brief.senses.items():
            shown = f"{brief.label} ({title})"
            yield f"{key}#{sense}", shown, "sense", place.docname, sense_id(key, sense), -1


def _former_objects(build: Build, places: Mapping[str, Place]) -> Iterator[Object]:
    """List the former keys of terms, and their senses by them, for links of other projects."""
    for former, key in build.termbase.lookup.former.items():
        if (place := places.get(key)) is None:
            continue
        yield former, former, "term", place.docname, term_id(key), -1
        if place.has_senses:
            for sense in build.termbase.lookup.senses(key):
                yield f"{former}#{sense}", former, "sense", place.docname, sense_id(key, sense), -1


_NUMBER = re.compile(r"-?\d+")


def _fits_inventory(name: str) -> bool:
    """Return whether a name can be written to an inventory without being misread.

    A line of an inventory holds a name, ``domain:type``, a number, a place and a title. A name that
    itself contains a type and a number would be read as an object of that type.
    """
    words = name.split()[1:]
    return not any(":" in kind and _NUMBER.fullmatch(number) for kind, number in pairwise(words))
