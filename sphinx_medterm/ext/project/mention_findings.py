"""Findings about mentions whose name is unknown, ambiguous, or of a term without an entry.

Each name is reported once in every build, with the number of its mentions, whichever pages the
build reads or writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import NoUri

from sphinx_medterm.diagnostics import Subtype
from sphinx_medterm.ext.messages import Finding, no_entry, several_terms, unknown_term
from sphinx_medterm.ext.project.build import Build
from sphinx_medterm.ext.project.used_names import UsedName, mentioned_names
from sphinx_medterm.names.mentions import LINKING_KINDS
from sphinx_medterm.termbase.lookup import Match


def check_mentions(build: Build, elsewhere: Elsewhere) -> tuple[list[Finding], list[str]]:
    """Look up all names that pages mention.

    :returns: the findings, and the unknown names that are known elsewhere.
    """
    found = [(name, build.termbase.find(name.name)) for name in mentioned_names(build)]
    unknown = [name for name, match in found if not match.keys]
    known = dict.fromkeys(name.name for name in unknown if elsewhere.knows(name.name))
    unknown = [name for name in unknown if name.name not in known]
    findings = [*_unknown(build, unknown), *_known(build, found)]
    findings.sort(key=lambda finding: (finding.location, finding.line or 0, finding.message))
    return findings, list(known)


def _unknown(build: Build, names: list[UsedName]) -> Iterator[Finding]:
    hints = build.termbase.lookup.hints([name.name for name in names])
    for name in names:
        message = unknown_term(name.name, name.times)
        yield name.finding(Subtype.UNKNOWN, message, hints[name.name])


def _known(build: Build, found: Iterable[tuple[UsedName, Match]]) -> Iterator[Finding]:
    linked = {
        name
        for uses in build.domain_data.uses.values()
        for name in (*uses.mentions, *uses.names_inserted(LINKING_KINDS))
    }
    reported = set()
    for name, match in found:
        if len(match.keys) > 1:
            message, hint = several_terms(name.name, match, build.termbase, name.times)
            yield name.finding(Subtype.AMBIGUOUS, message, hint)
        if match.keys and name.name in linked and match.key not in build.placement.entries:
            if match.key not in reported:
                yield _without_entry(name, match.key)
            reported.add(match.key)


def _without_entry(name: UsedName, key: str) -> Finding:
    return name.finding(Subtype.NO_ENTRY, *no_entry(key))._replace(key=key)


class Elsewhere:
    """Names that need not be reported: known to other projects, or ignored by the configuration."""

    def __init__(self, build: Build) -> None:
        self._env = build.env
        config = build.env.config
        self._ignored = frozenset(map(tuple, config.nitpick_ignore if config.nitpicky else ()))
        self._patterns = config.nitpick_ignore_regex if config.nitpicky else ()

    def knows(self, name: str) -> bool:
        """Return whether a name need not be reported."""
        return self._is_ignored(name) or self._is_resolved(name)

    def _is_ignored(self, name: str) -> bool:
        """Return whether Sphinx's ``nitpick_ignore`` and ``nitpick_ignore_regex`` list a name."""
        if ("medterm:term", name) in self._ignored:
            return True
        return any(
            re.fullmatch(kind, "medterm:term") and re.fullmatch(target, name)
            for kind, target in self._patterns
        )

    def _is_resolved(self, name: str) -> bool:
        reference = addnodes.pending_xref(
            "",
            refdomain="medterm",
            reftype="term",
            reftarget=name,
            refdoc=self._env.config.root_doc,
            refexplicit=True,
            refwarn=False,
        )
        try:
            resolved = self._env.events.emit_firstresult(
                "missing-reference",
                self._env,
                reference,
                nodes.inline("", name),
                allowed_exceptions=(NoUri,),
            )
        except NoUri:
            return False
        return resolved is not None
