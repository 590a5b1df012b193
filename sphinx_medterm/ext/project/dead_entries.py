"""Entries that links cannot lead to: left out of the build, or with the option ``no-index``."""

from __future__ import annotations

from sphinx_medterm.ext.project.build import Build


def hint_on(build: Build, key: str) -> str:
    """Return what is the matter with an entry of a term that has no other; empty if it has none."""
    hints = build.computed(_hints)
    return hints.get(key) or hints.get("", "")


def _hints(build: Build) -> dict[str, str]:
    """Return a hint for each term of a view, and one without a key for glossaries left out."""
    hints: dict[str, str] = {}
    for key, there in build.entries.items():
        at = build.place_of(there.docname, there)
        hints[key] = f"its entry at {at} is in another document of this build"
    for docname, parts in sorted(build.domain_data.uses.items()):
        page = build.pages.get(docname)
        written = {view.index for view in page.views} if page else set()
        for view in (view for part in parts.values() for view in part.views):
            place = build.place_of(docname, view)
            if view.index not in written:
                matter = f"at {place} is left out of this build"
            else:
                matter = f"at {place} has the option ':no-index:', which keeps links away from it"
            names = view.names(build.termbase.knows)
            for key in (key for name in names for key in build.termbase.find(name).keys[:1]):
                hints.setdefault(key, f"its entry {matter}")
            if names or (view.index in written and view.is_anchored):
                continue
            for key in _members(build, docname, view.index) if view.index in written else [""]:
                hints.setdefault(key, f"the glossary {matter}")
    return hints


def _members(build: Build, docname: str, index: int) -> list[str]:
    """Return the terms that a glossary of a page shows in this build."""
    placements = (document.placement for document in build.documents)
    return next((m for one in placements if (m := one.members.get((docname, index)))), [])
