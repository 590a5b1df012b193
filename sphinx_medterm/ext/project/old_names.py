"""Findings about names that should no longer be used, and notes about former keys.

In running text, names are looked for only if the project asks for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from sphinx_medterm.diagnostics import Subtype
from sphinx_medterm.ext.messages import Finding
from sphinx_medterm.ext.project.build import Build
from sphinx_medterm.ext.project.used_names import (
    Use,
    UsedName,
    in_directives,
    in_roles,
    in_std_roles,
    summed,
)
from sphinx_medterm.ext.reading.running_text import SEPARATOR, PageProse
from sphinx_medterm.names.normal import normalise
from sphinx_medterm.termbase.deprecated import deprecated
from sphinx_medterm.termbase.former_notes import former_key
from sphinx_medterm.termbase.lookup import Match


def check_old_names(build: Build) -> list[Finding]:
    """Return a finding for each old name that pages use, and a note for each former key."""
    lookup = build.termbase.lookup
    findings: list[Finding] = []
    if lookup.deprecated or lookup.former:
        uses = [*in_roles(build)]
        known = {use.name for use in uses}
        uses += [use for use in in_std_roles(build) if use.name not in known]
        findings += _deprecated(build, summed(uses))
        findings += _former(build, summed([*uses, *in_directives(build)]))
    if lookup.deprecated and build.env.config.medterm_deprecated_in_text:
        findings += _in_text(build)
    findings.sort(key=lambda finding: (finding.location, finding.line or 0, finding.message))
    return findings


def _deprecated(build: Build, names: Iterable[UsedName]) -> Iterator[Finding]:
    for name in names:
        match = build.termbase.find(name.name)
        if told := deprecated(match, name.name, build.termbase, times=name.times):
            yield name.finding(Subtype.DEPRECATED, *told)


def _former(build: Build, names: Iterable[UsedName]) -> Iterator[Finding]:
    """Note the former keys that are used."""
    for name in names:
        match = build.termbase.find(name.name)
        if match.is_former:
            message, hint = former_key(match, name.name, name.times)
            yield name.finding(Subtype.DEPRECATED, message, hint)._replace(is_note=True)


# ---------------------------------------------------------------------- running text


def _in_text(build: Build) -> Iterator[Finding]:
    """Find old names in running text, whether or not names in it are linked."""
    known: dict[str, tuple[str, Match]] = {}
    uses: list[Use] = []
    for docname, prose in sorted(build.domain_data.prose.items()):
        names = build.names_found.in_prose(prose.text, prose.digest)
        matches = {name: Match(keys, name=name) for name, keys in names.items()}
        old = {n: match for n, match in matches.items() if deprecated(match, n, build.termbase)}
        for written, line in _places(build, prose) if old else ():
            if written in old:
                # At the beginning of a sentence, a name has other capitals.
                name, _match = known.setdefault(normalise(written), (written, old[written]))
                uses.append(Use(name, docname, line, 1))
    by_name = dict(known.values())
    for used in summed(uses):
        told = deprecated(by_name[used.name], used.name, build.termbase, times=used.times)
        if told:
            yield used.finding(Subtype.DEPRECATED, *told)


def _places(build: Build, prose: PageProse) -> Iterator[tuple[str, int | None]]:
    """List the names in running text, each with its line."""
    for text, line in zip_longest(prose.text.split(SEPARATOR), prose.lines):
        for found in build.names_found.finder.find(text):
            before = text.count("\n", 0, found.start)
            yield " ".join(text[found.start : found.end].split()), line and line + before
