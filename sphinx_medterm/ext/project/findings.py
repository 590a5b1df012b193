"""What is wrong with the use of terms on pages, as a whole: told in every build until it is mended.

It is worked out from what all pages hold, once they are read, so that every build says the same of
it: serial or parallel, the first or one that reads no page. What was found is kept with the digests
of pages, for a build in which nothing has changed.
"""

from __future__ import annotations

from collections.abc import Callable

from sphinx_medterm.diagnostics import Subtype
from sphinx_medterm.digest import text_digest
from sphinx_medterm.ext.messages import Findings
from sphinx_medterm.ext.project.build import Build
from sphinx_medterm.ext.project.lacks import find_lacks
from sphinx_medterm.ext.project.misses import Elsewhere, find_misses
from sphinx_medterm.ext.project.pages_shown import ShownOnPages


def find_all(
    build: Build, project: str, before: Findings, shown: Callable[[], ShownOnPages]
) -> Findings:
    """Find out what is wrong, unless nothing can have changed since.

    :param project: a digest of the project, but for the places of mentions.
    :param shown: returns what pages show; asked only if it has to be known.
    """
    places = repr(sorted(build.kept.mentioned_at.items()))
    digest = text_digest(f"{project} {places}")
    elsewhere = Elsewhere(build)
    if digest == before.project and _holds(before, elsewhere):
        return before
    misses, known_there = find_misses(build, elsewhere)
    return Findings(digest, tuple(known_there), (*find_lacks(build, shown()), *misses))


def _holds(before: Findings, elsewhere: Elsewhere) -> bool:
    """Return whether others know the same names as before."""
    unknown = [found.name for found in before.found if found.subtype == Subtype.UNKNOWN]
    return all(map(elsewhere.knows, before.elsewhere)) and not any(map(elsewhere.knows, unknown))
