"""Warnings with the subtypes of the documentation, and the catalogue of shown words."""

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

CATALOGUE = "sphinx_medterm"
_ = get_translation(CATALOGUE)


class Finding(NamedTuple):
    """What is wrong with the use of terms on pages, as it is kept from one build to the next.

    :ivar location: a place in a data file, or a page.
    :ivar line: on that page.
    :ivar name: the name that is concerned, if it is one on pages.
    :ivar key: the term that has no entry.
    """

    subtype: str
    message: str
    hint: str
    location: str
    line: int | None = None
    name: str = ""
    key: str = ""


class Findings(NamedTuple):
    """All that has been found.

    :ivar project: a digest of the project, when it was.
    :ivar elsewhere: unknown names that are known to others, such as other projects.
    """

    project: str = ""
    elsewhere: tuple[str, ...] = ()
    found: tuple[Finding, ...] = ()

    @classmethod
    def from_json(cls, data: Any) -> Findings:
        """Take findings as they are kept.

        :raises TypeError: if it is something else.
        """
        project, elsewhere, found = data
        return cls(project, tuple(elsewhere), tuple(Finding(*finding) for finding in found))


def tell(finding: Finding) -> None:
    """Warn of what has been found."""
    place = (finding.location, finding.line) if finding.name else finding.location
    warn(Subtype(finding.subtype), finding.message, place, finding.hint)


def unknown_term(name: str, times: str = "") -> str:
    """Word the message that a name is not that of any term.

    :param times: how often it is mentioned.
    """
    return f"unknown term {name!r}{times}"


def several_terms(name: str, match: Match, termbase: Termbase, times: str = "") -> tuple[str, str]:
    """Word message and hint on a name that several terms have.

    :param times: how often it is mentioned.
    """
    message = f"{name!r}{times} is a name of several terms: {listed(match.keys)}"
    return message, f"{match.key!r} is taken; {termbase.lookup.which(match)}"


def no_entry(key: str) -> tuple[str, str]:
    """Word message and hint on a term that is mentioned but has no entry."""
    message = f"the term {key!r} has no entry on any page, so it is not linked"
    return message, f"write '.. medterm:: {key}' or '.. medterm:glossary::' on a page"


def warn(
    subtype: Subtype,
    message: str,
    location: str | tuple[str, int | None] | nodes.Node | None,
    hint: str = "",
    *,
    once: bool = False,
) -> None:
    """Log a warning of type ``medterm.SUBTYPE``.

    :param location: a page and line, a node, or a place in a data file as text.
    :param hint: what the reader of the warning may do about it.
    :param once: whether to log it only the first time in a process.
    """
    text = f"{message} ({hint})" if hint else message
    # The text is an argument, so that signs of percent in it are safe.
    logger.warning("%s", text, type="medterm", subtype=str(subtype), location=location, once=once)


def warn_all(diagnostics: Iterable[Diagnostic]) -> None:
    """Log what is wrong with the data files; errors too, since the build goes on without them."""
    for diagnostic in diagnostics:
        # Sphinx takes a location without a line for the name of a page.
        placed = diagnostic.position is not None
        file = f"{diagnostic.location}: " if diagnostic.file and not placed else ""
        location = diagnostic.location if placed else None
        warn(diagnostic.subtype, f"{file}{diagnostic.text}", location)


def show_progress(files: Sequence[Path]) -> Iterable[Path]:
    """Go through data files that are read, and show how far it is."""
    message = _("reading terms... ")
    return status_iterator(files, message, "brown", len(files), stringify_func=_file_name)


def _file_name(file: Path) -> str:
    return file_name(file.name)
