"""Problems with definitions: terms that have none for the audience of a page.

A definition that is missing for an audience is replaced by the other one.
"""

from __future__ import annotations

from sphinx_medterm.diagnostics import Subtype, listed
from sphinx_medterm.ext.messages import Finding
from sphinx_medterm.ext.project.build import Build
from sphinx_medterm.ext.project.page_contents import PageContents
from sphinx_medterm.names.audiences import PLAIN, PROFESSIONAL
from sphinx_medterm.records.visible import DEFINITIONS, In, Viewpoint
from sphinx_medterm.termbase.base import Termbase

_MISSING = {PROFESSIONAL: "no definition for professionals", PLAIN: "no plain definition"}
"""For each audience, what is missing."""

_FIRST_SENSE = "its first sense"


def check_definitions(build: Build, contents: PageContents) -> list[Finding]:
    """Return a finding for each term without a definition for an audience it is shown to."""
    found: dict[tuple[str, str], set[str]] = {}
    for docname in sorted(build.pages):
        for item, instead in contents.missing_definitions(contents.on(docname).items):
            found.setdefault((item.name, item.around.audience), set()).update(instead)
    return [_finding(build.termbase, *case, found[case]) for case in sorted(found)]


def _finding(termbase: Termbase, key: str, audience: str, paths: set[str]) -> Finding:
    own, instead = DEFINITIONS[audience]
    in_order = termbase.depends.look(key, Viewpoint(In.ENTRY, audience)).instead
    places = [path or _FIRST_SENSE for path in in_order if path in paths]
    where = "" if places == [_FIRST_SENSE] else f" in {listed(places)}"
    message = f"the term {key!r} has {_MISSING[audience]}{where}"
    hint = f"its {instead} is shown instead; add a {own}"
    return Finding(Subtype.AUDIENCE, message, hint, str(termbase.origin(key)))
