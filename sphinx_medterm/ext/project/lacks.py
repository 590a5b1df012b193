"""Which terms have no definition for the readers they are shown to.

A definition that is missing for an audience is replaced by the other one. What is missing is worked
out from what all pages hold, once they are read, so that every build says the same of it.
"""

from __future__ import annotations

from sphinx_medterm.diagnostics import Subtype, listed
from sphinx_medterm.ext.messages import Finding
from sphinx_medterm.ext.project.build import Build
from sphinx_medterm.ext.project.pages_shown import ShownOnPages
from sphinx_medterm.records.visible import In, View
from sphinx_medterm.termbase.base import Termbase

_MISSING = {
    "professional": ("no definition for professionals", "plain_definition", "definition"),
    "plain": ("no plain definition", "definition", "plain_definition"),
}
"""What a term lacks for an audience, the field that is shown instead, and the field to be given."""

_SHORT_WAY = "its first sense"


def find_lacks(build: Build, shown: ShownOnPages) -> list[Finding]:
    """Find the terms that lack a definition for the readers they are shown to."""
    found: dict[tuple[str, str], set[str]] = {}
    for docname in sorted(build.kept.uses):
        shown.digest_of_page(docname)
        for item, instead in shown.lacks(shown.on(docname).items):
            found.setdefault((item.name, item.around.audience), set()).update(instead)
    return [_finding(build.termbase, *who, found[who]) for who in sorted(found)]


def _finding(termbase: Termbase, key: str, audience: str, paths: set[str]) -> Finding:
    lack, instead, field = _MISSING[audience]
    in_order = termbase.depends.look(key, View(In.ENTRY, audience)).instead
    places = [path or _SHORT_WAY for path in in_order if path in paths]
    where = "" if places == [_SHORT_WAY] else f" in {listed(places)}"
    message = f"the term {key!r} has {lack}{where}"
    hint = f"its {instead} is shown instead; give it a {field}"
    return Finding(Subtype.AUDIENCE, message, hint, str(termbase.origin(key)))
