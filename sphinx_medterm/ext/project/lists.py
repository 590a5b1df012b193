"""Entries in the lists that Sphinx keeps: the general index, ``:term:``, inventory and search.

Entries exist only when a page is written, but these lists are needed before that. They are kept
with the pages that have been read, and made again when anything has changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from sphinx_medterm.digest import text_digest
from sphinx_medterm.ext.ids import index_entries, sense_id, term_id
from sphinx_medterm.ext.project.build import Build
from sphinx_medterm.ext.project.placement import Place
from sphinx_medterm.ext.reading.kept import Object
from sphinx_medterm.termbase.base import Brief

_OURS = term_id("")


def update_lists(build: Build) -> None:
    """List all entries, if anything has changed since they were listed."""
    digest = build.digest
    if build.kept.listed == digest:
        return
    index: dict[str, list[Any]] = build.env.get_domain("index").data.setdefault("entries", {})
    std: dict[tuple[str, str], tuple[str, str]] = build.env.get_domain("std").data["objects"]
    _remove_ours(index, std)
    objects: dict[str, Object] = {}
    for key, place in build.placement.entries.items():
        brief = build.termbase.brief(key)
        index.setdefault(place.docname, []).extend(index_entries(brief.names, key))
        if build.env.config.medterm_std_terms:
            for name in filter(_fits_inventory, brief.names):
                # A term of the project's own Sphinx glossaries comes first.
                std.setdefault(("term", name), (place.docname, term_id(key)))
        for found in _objects(key, place, brief):
            objects.setdefault(found[0], found)
    terms = sorted((name, found) for (kind, name), found in std.items() if kind == "term")
    build.kept.note_lists([*objects.values()], digest, text_digest(repr(terms)))


def _remove_ours(index: dict[str, list[Any]], std: dict[tuple[str, str], tuple[str, str]]) -> None:
    for docname, entries in index.items():
        index[docname] = [entry for entry in entries if not entry[2].startswith(_OURS)]
    for name in [n for n, (_doc, id_) in std.items() if n[0] == "term" and id_.startswith(_OURS)]:
        del std[name]


def _objects(key: str, place: Place, brief: Brief) -> Iterator[Object]:
    """List the names and senses under which an entry is found."""
    for name in filter(_fits_inventory, brief.names):
        yield name, name, "term", place.docname, term_id(key), 1
    yield key, key, "term", place.docname, term_id(key), -1
    if "definition" not in place.hide:
        for sense, title in brief.senses.items():
            shown = f"{brief.label} ({title})"
            yield f"{key}#{sense}", shown, "sense", place.docname, sense_id(key, sense), -1


_NUMBER = re.compile(r"-?\d+")


def _fits_inventory(name: str) -> bool:
    """Return whether no reader of an inventory takes a name for an object of another type.

    A line of an inventory is a name, ``domain:type``, a number, a place and a title. A name that
    holds a type and a number itself would be read as an object of that type.
    """
    words = name.split()[1:]
    return not any(":" in kind and _NUMBER.fullmatch(number) for kind, number in pairwise(words))
