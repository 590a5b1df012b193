"""Entries in Sphinx's own lists: the general index, and the targets of ``:term:``.

Sphinx needs these lists before a page with entries is written. They are stored with the pages that
were read, and updated when anything has changed.
"""

from __future__ import annotations

from sphinx.locale import _ as sphinx_text

from sphinx_medterm.digest import text_digest
from sphinx_medterm.ext.ids import IndexEntry, index_entries, term_id
from sphinx_medterm.ext.project.build import Build
from sphinx_medterm.ext.project.objects import Objects

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
    places = build.entries.items()
    looks = {key: place.look for key, place in places}
    listed = {key: (look.docname, look.audience, look.sections) for key, look in looks.items()}
    build.domain_data.note_entries(listed)
    objects = build.computed(Objects)
    for key, place in places:
        entries = index_entries(objects.briefs[key].names, key, sphinx_text("see %s"))
        index.setdefault(place.docname, []).extend(entries)
    if build.env.config.medterm_std_terms:
        for name, docname, target in objects.of_terms():
            # Terms of Sphinx's own glossaries take precedence.
            std.setdefault(("term", name), (docname, target))
    terms = sorted((name, found) for (kind, name), found in std.items() if kind == "term")
    build.domain_data.note_lists(digest, text_digest(repr(terms)))


def _remove_ours(
    index: dict[str, list[IndexEntry]], std: dict[tuple[str, str], tuple[str, str]]
) -> None:
    for docname, entries in index.items():
        index[docname] = [entry for entry in entries if not entry[2].startswith(_OURS)]
    for name in [n for n, (_doc, id_) in std.items() if n[0] == "term" and id_.startswith(_OURS)]:
        del std[name]
