"""Problems with names that should no longer be used, and notes on former keys.

In running text, names are looked for only if the project asks for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from sphinx_medterm.diagnostics import Subtype
from sphinx_medterm.ext.messages import Finding
from sphinx_medterm.ext.project.build import Build
from sphinx_medterm.ext.project.used_names import (
    Use,
    in_directives,
    in_other_roles,
    in_roles,
    summed,
)
from sphinx_medterm.ext.reading.running_text import SEPARATOR, PageProse, Start
from sphinx_medterm.names.normal import normalise
from sphinx_medterm.termbase.deprecated import deprecated
from sphinx_medterm.termbase.former_notes import former_key
from sphinx_medterm.termbase.lookup import Match


def check_old_names(build: Build) -> list[Finding]:
    """Return a finding for each old name that pages use, and a note for each former key."""
    lookup = build.termbase.lookup
    if not lookup.deprecated and not lookup.former:
        return []
    uses = [*in_roles(build.pages), *in_other_roles(build)]
    findings = [*_deprecated(build, uses), *_former(build, [*uses, *in_directives(build)])]
    findings.sort(key=lambda finding: (finding.location, finding.line or 0, finding.message))
    return findings


def _former(build: Build, uses: Iterable[Use]) -> Iterator[Finding]:
    for used in summed(uses):
        match = build.termbase.find(used.name)
        if match.is_former:
            message, hint = former_key(match, used.name, used.times)
            yield used.finding(Subtype.DEPRECATED, message, hint)._replace(is_note=True)


def _deprecated(build: Build, uses: Iterable[Use]) -> Iterator[Finding]:
    """Report the names in all capitals together, as they are first written."""
    termbase = build.termbase
    matched = [(use, termbase.find(use.name)) for use in uses]
    if termbase.lookup.deprecated and build.env.config.medterm_deprecated_in_text:
        matched += _in_text(build)
    old = [(use, match) for use, match in matched if deprecated(match, use.name, termbase)]
    old.sort(key=lambda one: (one[0].docname, one[0].line or 0, one[0].name))
    first: dict[tuple[str, tuple[str, ...]], tuple[str, Match]] = {}
    gathered = []
    for use, match in old:
        name, _match = first.setdefault((normalise(use.name), match.keys), (use.name, match))
        gathered.append(use._replace(name=name))
    by_name = dict(first.values())
    for used in summed(gathered):
        told = deprecated(by_name[used.name], used.name, termbase, times=used.times)
        if told is not None:
            yield used.finding(Subtype.DEPRECATED, *told)


def _in_text(build: Build) -> Iterator[tuple[Use, Match]]:
    """List the old names in running text, whether or not names in it are linked."""
    known = build.termbase.lookup.deprecated
    for docname, prose in build.searched.items():
        names = build.names_found.in_prose(prose.text, prose.digest)
        old = {name: keys for name, keys in names.items() if not known.keys().isdisjoint(keys)}
        for written, start in _places(build, prose) if old else ():
            if written in old:
                use = Use(written, docname, start.line, file=start.file)
                yield use, Match(old[written], name=written)


def _places(build: Build, prose: PageProse) -> Iterator[tuple[str, Start]]:
    """List the names in running text, each with its line."""
    for text, start in zip(prose.text.split(SEPARATOR), prose.starts, strict=False):
        for found in build.names_found.finder.find(text):
            before = text.count("\n", 0, found.start)
            line = start.line and start.line + before
            yield " ".join(text[found.start : found.end].split()), start._replace(line=line)
