"""Editions of the package that read and write pages in ways of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest

import sphinx_medterm.ext as glue
from sphinx_medterm.ext.project import freshness
from sphinx_medterm.ext.reading import roles
from sphinx_medterm.ext.render import entry, etymology, parts
from sphinx_medterm.names.mentions import Written, read


@contextmanager
def installed(edition: int) -> Iterator[None]:
    """Build with an edition of the package; with number 0, it is the package as it stands."""
    with pytest.MonkeyPatch.context() as patch:
        if edition:
            install(edition, patch)
        yield


def install(edition: int, patch: pytest.MonkeyPatch) -> None:
    """Put another edition in the place of the package: another name is shown, other headings."""
    digest = f"{edition:032x}"
    for module in (glue, freshness):
        patch.setattr(module, "code_digest", lambda: digest)
    heading = _marked(parts.heading, edition)
    for module in (parts, etymology, entry):
        patch.setattr(module, "heading", heading)
    patch.setattr(roles, "read", lambda content: _renamed(read(content), edition))


def _renamed(written: Written, edition: int) -> Written:
    return written if written.is_titled else written._replace(title=f"{written.title}{edition}")


def _marked(heading: Callable[[str], Any], edition: int) -> Callable[[str], Any]:
    return lambda text: heading(f"{text} {edition}")
