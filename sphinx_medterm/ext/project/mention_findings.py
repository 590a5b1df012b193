"""Problems with mentions: names that are unknown, ambiguous, or of a term without an entry.

Each name that is mentioned is reported once in every build, with the number of its mentions,
whichever pages the build reads or writes. So are unknown names in the texts of data files.
"""

from __future__ import annotations

from collections.abc import Iterator, Set
from typing import NamedTuple

from sphinx_medterm.diagnostics import Subtype, listed, summed_up
from sphinx_medterm.ext.messages import Finding, finding_of, no_entry
from sphinx_medterm.ext.project.build import Build
from sphinx_medterm.ext.project.dead_entries import hint_on
from sphinx_medterm.ext.project.elsewhere import Elsewhere
from sphinx_medterm.ext.project.used_names import (
    UsedName,
    in_directives,
    in_insertions,
    mentioned_names,
)
from sphinx_medterm.names.mentions import LINKING_KINDS, Mention
from sphinx_medterm.termbase.misses import first_mend, miss_of, several_terms, unknown_term


class Checked(NamedTuple):
    """What is wrong with mentions.

    :ivar unknown: the names that are unknown.
    :ivar elsewhere: the names that are unknown here, but known elsewhere.
    """

    findings: list[Finding]
    unknown: list[str]
    elsewhere: list[str]


def check_mentions(build: Build, elsewhere: Elsewhere) -> Checked:
    """Look up all names that pages mention, and those that the directives of pages name."""
    mentioned = mentioned_names(build.pages)
    named = [
        UsedName(use.name, use.docname, use.line, 1, 1, use.file) for use in in_directives(build)
    ]
    find = build.termbase.find
    missing = dict.fromkeys(one.name for one in mentioned if not find(one.name).keys)
    known = dict.fromkeys(filter(elsewhere.knows, missing))
    unknown = [name for name in missing if name not in known]
    nowhere = [one for one in mentioned if one.name in missing and one.name not in known]
    nowhere += [one for one in named if not find(one.name).keys]
    findings = [
        *_unknown(build, nowhere, {one.name for one in named}),
        *_ambiguous(build, [*mentioned, *named]),
    ]
    findings += [*_without_entry(build), *_lacking(build)]
    findings.sort(key=lambda finding: (finding.location, finding.line or 0, finding.message))
    return Checked(findings, unknown, [*known])


def _unknown(build: Build, names: list[UsedName], in_views: Set[str]) -> Iterator[Finding]:
    """Report unknown names; in one line if that may be the fault of a data file.

    :param in_views: the names that directives have.
    """
    if len(names) > 1 and (broken := build.termbase.broken_files()):
        said = listed([repr(name) for name in dict.fromkeys(one.name for one in names)])
        message = f"{len(names):,} unknown terms: {said}"
        yield names[0].finding(Subtype.UNKNOWN, message, first_mend(broken))
        return
    hints = build.termbase.lookup.hints([one.name for one in names])
    for one in names:
        hint = hints[one.name]
        if not hint and one.name in in_views:
            hint = _hint_on_words(build, one.name)
        yield one.finding(Subtype.UNKNOWN, unknown_term(one.name, one.times), hint)


def _hint_on_words(build: Build, name: str) -> str:
    """Return which words of a list of keys are the unknown ones, or that it is an option."""
    if name.startswith(":"):
        return "write options before the names in the body"
    words = list(dict.fromkeys(name.split()))
    unknown = [repr(word) for word in words if not build.termbase.find(word).keys]
    return f"no term has the name {listed(unknown, ' or ')}" if len(unknown) < len(words) else ""


def _ambiguous(build: Build, names: list[UsedName]) -> Iterator[Finding]:
    for one in names:
        match = build.termbase.find(one.name)
        if len(match.keys) > 1:
            message, hint = several_terms(one.name, match, build.termbase, one.times)
            yield one.finding(Subtype.AMBIGUOUS, message, hint)


def _lacking(build: Build) -> Iterator[Finding]:
    """Report mentions that have nothing to show, each reason once."""
    told = set()
    for kind, names in in_insertions(build).items():
        for one in names:
            miss = miss_of(Mention(kind, one.name), build.termbase, one.times)
            if miss and not miss.is_name and miss.message not in told:
                told.add(miss.message)
                yield one.finding(miss.subtype, miss.message, miss.hint)


def _without_entry(build: Build) -> Iterator[Finding]:
    """Report terms that are linked but have no entry in the same document, each once."""
    reported = set()
    for document in build.documents:
        linked = {
            name
            for uses in document.pages.values()
            for name in (*uses.mentions, *uses.names_inserted(LINKING_KINDS))
        }
        for one in mentioned_names(document.pages):
            match = build.termbase.find(one.name)
            if not match.keys or match.key in reported or one.name not in linked:
                continue
            if match.key not in document.placement.entries:
                hint = hint_on(build, match.key)
                found = one.finding(Subtype.NO_ENTRY, *no_entry(match.key, hint))
                yield found._replace(key=match.key)
                reported.add(match.key)


def check_texts(build: Build, elsewhere: Elsewhere) -> Checked:
    """Return what is wrong with names in data files, unless they are known elsewhere."""
    diagnostics = [one for one in build.termbase.all_diagnostics() if one.name]
    names = dict.fromkeys(one.name for one in diagnostics)
    known = dict.fromkeys(filter(elsewhere.knows, names))
    rest = summed_up(one for one in diagnostics if one.name not in known)
    unknown = [name for name in names if name not in known]
    return Checked([finding_of(one) for one in rest], unknown, [*known])
