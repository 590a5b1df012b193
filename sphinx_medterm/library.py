"""What the package offers as a library, in the form that its users call."""

from __future__ import annotations

from collections.abc import Iterable
from os import PathLike
from pathlib import Path

from sphinx_medterm.termbase import load
from sphinx_medterm.termbase.base import Termbase

_AnyPath = str | PathLike[str]


def load_termbase(
    files: _AnyPath | Iterable[_AnyPath], *, base: _AnyPath | None = None
) -> Termbase:
    """Read data files as one termbase, which is kept in memory.

    No fault in a data file raises an error. What is wrong is in the ``diagnostics`` of the
    termbase, and the terms that are sound can be used.

    :param files: one data file, or several. A name that is not absolute is relative to ``base``,
        and messages have it as it is given here.
    :param base: the folder in which the files are; default: the current one.
    :returns: all terms, word parts and sources of the files.
    :raises TypeError: if something else than paths is given.
    """
    given = [files] if isinstance(files, str | PathLike) else files
    return load.load_termbase([Path(file) for file in given], Path(base or ""))
