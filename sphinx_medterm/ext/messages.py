"""Warnings with their documented subtypes, and the catalogue of interface texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from docutils import nodes
from sphinx.locale import get_translation
from sphinx.util import logging
from sphinx.util.display import status_iterator

from sphinx_medterm.diagnostics import Diagnostic, Subtype, file_name, listed

if TYPE_CHECKING:
    from sphinx_medterm.termbase.base import Termbase
    from sphinx_medterm.termbase.lookup import Match

logger = logging.getLogger("sphinx_medterm")

Location = str | tuple[str, int | None] | nodes.Node | None
"""A page and line, a node, or a place in a data file as text."""

CATALOGUE = "sphinx_medterm"
_ = get_translation(CATALOGUE)


class Finding(NamedTuple):
    """A problem with the use of terms on pages, stored from one build to the next.

    :ivar location: a place in a data file, or a page.
    :ivar line: the line on that page.
    :ivar name: the name that the page mentions; empty for a place in a data file.
    :ivar key: the term that has no entry, if that is the problem.
    :ivar is_note: whether it is only worth knowing, so that no build fails because of it.
    """

    subtype: str
    message: str
    hint: str
    location: str
    line: int | None = None
    name: str = ""
    key: str = ""
    is_note: bool = False


class Findings(NamedTuple):
    """All findings of a build.

    :ivar project: the digest of the project that was checked.
    :ivar elsewhere: names unknown here that another project knows, or that are to be ignored.
    """

    project: str = ""
    elsewhere: tuple[str, ...] = ()
    found: tuple[Finding, ...] = ()

    @classmethod
    def from_json(cls, data: Any) -> Findings:
        """Return stored findings.

        :raises TypeError: if the data has another shape.
        """
        project, elsewhere, found = data
        return cls(project, tuple(elsewhere), tuple(Finding(*finding) for finding in found))


def report_finding(finding: Finding) -> None:
    """Log a finding as a warning, or as information if it is only a note."""
    place = (finding.location, finding.line) if finding.name else finding.location
    if finding.is_note:
        logger.info("%s", f"{finding.message} ({finding.hint})", location=place)
    else:
        warn(Subtype(finding.subtype), finding.message, place, finding.hint)


def unknown_term(name: str, times: str = "") -> str:
    """Return the message about a name that no term has.

    :param times: how often it is mentioned, in words.
    """
    return f"unknown term {name!r}{times}"


def several_terms(name: str, match: Match, termbase: Termbase, times: str = "") -> tuple[str, str]:
    """Return message and hint about a name that several terms have.

    :param times: how often it is mentioned, in words.
    """
    aside = f"{times}," if times else ""
    message = f"{name!r}{aside} is a name of several terms: {listed(match.keys)}"
    return message, f"{match.key!r} is used; {termbase.lookup.which(match)}"


def no_entry(key: str) -> tuple[str, str]:
    """Return message and hint about a term that is mentioned but has no entry."""
    message = f"the term {key!r} has no entry on any page, so it is not linked"
    return message, f"add '.. medterm:: {key}' or '.. medterm:glossary::' to a page"


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
    text = f"{message} ({hint})" if hint else message
    # As an argument, the text may hold percent signs.
    logger.warning("%s", text, type="medterm", subtype=str(subtype), location=location, once=once)


def warn_all(diagnostics: Iterable[Diagnostic]) -> None:
    """Log diagnostics of data files as warnings, including errors: the build continues."""
    for diagnostic in diagnostics:
        # Without a line, Sphinx would take the location for the name of a page.
        placed = diagnostic.position is not None
        file = f"{diagnostic.location}: " if diagnostic.file and not placed else ""
        location = diagnostic.location if placed else None
        warn(diagnostic.subtype, f"{file}{diagnostic.text}", location)


def show_progress(files: Sequence[Path]) -> Iterable[Path]:
    """Iterate over data files while they are read, and show the progress."""
    message = _("reading terms... ")
    return status_iterator(files, message, "brown", len(files), stringify_func=_file_name)


def _file_name(file: Path) -> str:
    return file_name(file.name)
