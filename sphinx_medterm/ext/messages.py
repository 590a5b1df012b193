"""Warnings with their documented types, and the catalog of interface texts."""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from docutils import nodes
from sphinx.locale import get_translation
from sphinx.util import logging
from sphinx.util.display import status_iterator

from sphinx_medterm.diagnostics import Diagnostic, Subtype, file_name, with_hint

logger = logging.getLogger("sphinx_medterm")

Location = str | tuple[str, int | None] | nodes.Node | None
"""A page and line, a node, or a place in a data file as text."""

CATALOGUE = "sphinx_medterm"
_ = get_translation(CATALOGUE)


class Finding(NamedTuple):
    """A problem with the use of terms on pages, stored from one build to the next.

    :ivar location: a page, or a place in a data file.
    :ivar line: the line on that page, if it is known.
    :ivar is_on_page: whether it is about a page.
    :ivar key: the term that has no entry, if that is the problem.
    :ivar is_note: whether it is only worth knowing, so that no build fails because of it.
    """

    subtype: str
    message: str
    hint: str
    location: str
    line: int | None = None
    is_on_page: bool = False
    key: str = ""
    is_note: bool = False


class Findings(NamedTuple):
    """All findings of a build.

    :ivar project: the digest of the project that was checked.
    :ivar unknown: the names that are unknown.
    :ivar elsewhere: the names that are unknown here, but not in Sphinx's glossaries or to another
        project, each with its address there; and those that are to be ignored.
    """

    project: str = ""
    unknown: tuple[str, ...] = ()
    elsewhere: tuple[tuple[str, str], ...] = ()
    found: tuple[Finding, ...] = ()

    @classmethod
    def from_json(cls, data: Any) -> Findings:
        """Return stored findings.

        :raises TypeError: if the data has another shape.
        """
        project, unknown, elsewhere, found = data
        findings = tuple(Finding(*finding) for finding in found)
        addresses = tuple((name, address) for name, address in elsewhere)
        return cls(project, tuple(unknown), addresses, findings)


def report_finding(finding: Finding) -> None:
    """Log a finding as a warning, or as information if it is only a note."""
    place = (finding.location, finding.line) if finding.is_on_page else finding.location
    if finding.is_note:
        logger.info("%s", f"{finding.message} ({finding.hint})", location=place)
    else:
        warn(Subtype(finding.subtype), finding.message, place, finding.hint)


def translated(place: object) -> str:
    """Return the place of a fault in the translation of a text, as Sphinx writes it.

    :param place: the place of the text.
    """
    return f"{place}:<translated>:1"


def no_entry(key: str, hint: str = "") -> tuple[str, str]:
    """Return message and hint about a term that is mentioned but has no entry.

    :param hint: what is known about an entry that links cannot lead to.
    """
    message = f"the term {key!r} has no entry"
    if hint:
        return f"{message} that a link can lead to", hint
    hint = "show it on a page by the directive 'medterm' or 'medterm:glossary'"
    return f"{message} on any page, so it is not linked", hint


def warn(
    subtype: Subtype,
    message: str,
    location: Location,
    hint: str = "",
    *,
    once: bool = False,
) -> None:
    """Log a warning of type ``medterm.SUBTYPE``.

    :param hint: what to do about it.
    :param once: whether to log it only once in each process.
    """
    text = with_hint(message, hint, subtype)
    # As an argument, the text may hold percent signs.
    logger.warning("%s", text, type="medterm", subtype=str(subtype), location=location, once=once)


def warn_all(diagnostics: Iterable[Diagnostic]) -> None:
    """Log diagnostics of data files as warnings, including errors: the build continues."""
    for diagnostic in diagnostics:
        text, location = _as_warning(diagnostic)
        warn(diagnostic.subtype, text, location, diagnostic.hint)


def finding_of(diagnostic: Diagnostic) -> Finding:
    """Return a diagnostic of a data file as a finding."""
    text, location = _as_warning(diagnostic)
    return Finding(diagnostic.subtype, text, diagnostic.hint, location or "")


def _as_warning(diagnostic: Diagnostic) -> tuple[str, str | None]:
    """Return the text of a diagnostic, without its hint, and its place.

    Without a line, Sphinx would take the place for the name of a page.
    """
    if diagnostic.position is not None:
        return diagnostic.statement, diagnostic.location
    file = f"{diagnostic.location}: " if diagnostic.file else ""
    return f"{file}{diagnostic.statement}", None


def show_progress(files: Sequence[Path]) -> Iterable[Path]:
    """Iterate over data files while they are read, and show the progress."""
    message = _("reading terms... ")
    return status_iterator(files, message, "brown", len(files), stringify_func=_file_name)


def _file_name(file: Path) -> str:
    return file_name(file.name)


def source_of(document: nodes.document) -> str:
    """Return the file of a page."""
    return str(document.get("source") or "")


def other_file(source: str | None, page: str) -> str:
    """Return the file that a node comes from; empty if that is the page itself.

    It is absolute, as in the warnings of Sphinx. For a docstring or a translation, it is a file and
    more, such as ``one.py:docstring of one``.

    :param page: the file of the page.
    """
    if not source or source == page:
        return ""
    return os.path.normpath(Path.cwd() / source)
