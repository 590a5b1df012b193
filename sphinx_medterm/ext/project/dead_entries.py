"""Entries that links cannot lead to: left out of the build, or with the option ``no-index``."""

from __future__ import annotations

from sphinx_medterm.ext.project.build import Build


def hints_of(build: Build) -> dict[str, str]:
    """Return for each term with such an entry, and perhaps with no other, what is the matter."""
    hints: dict[str, str] = {}
    for docname, parts in sorted(build.domain_data.uses.items()):
        page = build.pages.get(docname)
        written = {view.index for view in page.views} if page else set()
        for view in (view for part in parts.values() for view in part.views):
            for key in (key for name in view.names for key in build.termbase.find(name).keys[:1]):
                is_written = view.index in written
                hints.setdefault(key, _hint(build.place_of(docname, view), is_written=is_written))
    return hints


def _hint(place: str, *, is_written: bool) -> str:
    if is_written:
        return f"its entry at {place} has the option ':no-index:', which keeps links away from it"
    return f"its entry at {place} is left out of this build"
