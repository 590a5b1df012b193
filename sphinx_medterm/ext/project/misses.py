"""Names on pages that miss their term: unknown, shared by several, or of a term without an entry.

They are told when all pages have been read, each name once with the number of its mentions, in
every build: what is wrong stays known until it is mended, whichever pages a build reads or writes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import NoUri

from sphinx_medterm.diagnostics import Subtype
from sphinx_medterm.ext.messages import Finding, no_entry, several_terms, unknown_term
from sphinx_medterm.ext.project.build import Build
from sphinx_medterm.names.mentions import LINKING_KINDS
from sphinx_medterm.termbase.lookup import Match


class _Name(NamedTuple):
    """A name with all its mentions.

    :ivar docname: the first page, in alphabetical order, that has it.
    """

    name: str
    docname: str
    line: int | None
    mentions: int
    pages: int

    @property
    def times(self) -> str:
        """Say how often it is mentioned, if it is more than once."""
        if self.mentions == 1:
            return ""
        where = f"on {self.pages} pages" if self.pages > 1 else "here"
        return f", mentioned {self.mentions} times {where}"

    def finding(self, subtype: Subtype, message: str, hint: str) -> Finding:
        """Make a finding at the first mention."""
        return Finding(subtype, message, hint, self.docname, self.line, self.name)


def find_misses(build: Build, elsewhere: Elsewhere) -> tuple[list[Finding], list[str]]:
    """Look all names up that pages mention.

    :returns: what is wrong, and the unknown names that others know.
    """
    found = [(name, build.termbase.find(name.name)) for name in _names(build)]
    unknown = [name for name, match in found if not match.keys]
    known_there = dict.fromkeys(name.name for name in unknown if elsewhere.knows(name.name))
    unknown = [name for name in unknown if name.name not in known_there]
    misses = [*_unknown(build, unknown), *_known(build, found)]
    in_order = sorted(misses, key=lambda miss: (miss.location, miss.line or 0, miss.message))
    return in_order, list(known_there)


def _names(build: Build) -> Iterable[_Name]:
    names: dict[str, _Name] = {}
    for docname in sorted(build.kept.mentioned_at):
        for name, (line, count) in build.kept.mentioned_at[docname].items():
            known = names.get(name) or _Name(name, docname, line, 0, 0)
            mentions, pages = known.mentions + count, known.pages + 1
            names[name] = known._replace(mentions=mentions, pages=pages)
    return names.values()


def _unknown(build: Build, names: list[_Name]) -> Iterator[Finding]:
    hints = build.termbase.lookup.hints([name.name for name in names])
    for name in names:
        message = unknown_term(name.name, name.times)
        yield name.finding(Subtype.UNKNOWN, message, hints[name.name])


def _known(build: Build, found: Iterable[tuple[_Name, Match]]) -> Iterator[Finding]:
    linked = {
        name
        for uses in build.kept.uses.values()
        for name in (*uses.mentions, *(m.target for m in uses.worded if m.kind in LINKING_KINDS))
    }
    told = set()
    for name, match in found:
        if len(match.keys) > 1:
            message, hint = several_terms(name.name, match, build.termbase, name.times)
            yield name.finding(Subtype.AMBIGUOUS, message, hint)
        if match.keys and name.name in linked and match.key not in build.placement.entries:
            if match.key not in told:
                yield _without_entry(name, match.key)
            told.add(match.key)


def _without_entry(name: _Name, key: str) -> Finding:
    return name.finding(Subtype.NO_ENTRY, *no_entry(key))._replace(key=key)


class Elsewhere:
    """Asks whether others know a name: other projects, above all, or the project itself."""

    def __init__(self, build: Build) -> None:
        self._env = build.env
        config = build.env.config
        self._ignored = frozenset(map(tuple, config.nitpick_ignore if config.nitpicky else ()))
        self._patterns = config.nitpick_ignore_regex if config.nitpicky else ()

    def knows(self, name: str) -> bool:
        """Tell whether a name need not be reported."""
        return self._is_ignored(name) or self._is_resolved(name)

    def _is_ignored(self, name: str) -> bool:
        """Follow Sphinx's own list of targets that are not to be reported."""
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
