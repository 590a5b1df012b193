"""What is wrong with the use of terms on pages, as a whole: told in every build until it is mended.

It is worked out from what all pages hold, once they are read, so that every build says the same of
it: serial or parallel, the first or one that reads no page. What was found is kept with the stamps
of pages, for a build in which nothing has changed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from sphinx_medterm.diagnostics import Subtype
from sphinx_medterm.digest import text_digest
from sphinx_medterm.ext.domain import MedtermDomain
from sphinx_medterm.ext.lacks import find_lacks
from sphinx_medterm.ext.messages import Finding
from sphinx_medterm.ext.misses import Elsewhere, find_misses
from sphinx_medterm.ext.shown import ShownOnPages


class Findings(NamedTuple):
    """All that has been found.

    :ivar state: of the project, when it was.
    :ivar elsewhere: unknown names that are known to others, such as other projects.
    """

    state: str = ""
    elsewhere: tuple[str, ...] = ()
    found: tuple[Finding, ...] = ()

    @classmethod
    def from_json(cls, data: Any) -> Findings:
        """Take findings as they are kept.

        :raises TypeError: if it is something else.
        """
        state, elsewhere, found = data
        return cls(state, tuple(elsewhere), tuple(Finding(*finding) for finding in found))


def find_all(
    domain: MedtermDomain, state: str, before: Findings, shown: Callable[[], ShownOnPages]
) -> Findings:
    """Find out what is wrong, unless it is what it was before.

    :param state: of the project, but for the places of mentions.
    :param shown: returns what pages show; asked only if it has to be known.
    """
    places = repr(sorted(domain.mentioned_at.items()))
    state = text_digest(f"{state} {places}")
    elsewhere = Elsewhere(domain)
    if state == before.state and _holds(before, elsewhere):
        return before
    misses, known_there = find_misses(domain, elsewhere)
    return Findings(state, tuple(known_there), (*find_lacks(domain, shown()), *misses))


def _holds(before: Findings, elsewhere: Elsewhere) -> bool:
    """Tell whether others know the same names as before."""
    unknown = [found.name for found in before.found if found.subtype == Subtype.UNKNOWN]
    return all(map(elsewhere.knows, before.elsewhere)) and not any(map(elsewhere.knows, unknown))
