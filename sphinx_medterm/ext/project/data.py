"""The data files of a project, opened as a termbase when a build begins."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_medterm.codes import BUILT_IN
from sphinx_medterm.diagnostics import Diagnostic, Severity, Subtype, summed_up
from sphinx_medterm.ext.messages import show_progress, warn_all
from sphinx_medterm.formats.files import DEFAULT_FILES, expand_globs
from sphinx_medterm.termbase.config_values import as_list
from sphinx_medterm.termbase.load import load_termbase, open_termbase
from sphinx_medterm.termbase.store import StoreError

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from sphinx_medterm.termbase.base import Termbase

STORE = "medterm.sqlite"
"""File name, next to the pickled pages, for the compiled data files."""


def open_data(env: BuildEnvironment, base: Path) -> Termbase:
    """Compile the data files if they have changed, and report their diagnostics.

    If they cannot be kept for the next build, this is reported, and they are kept in memory.

    :param base: the folder of ``conf.py``, to which file names are relative.
    """
    names, diagnostics = _data_files(as_list(env.config.medterm_files), base)
    files = [base / name for name in names]
    store = Path(env.doctreedir) / STORE
    systems = BUILT_IN.with_own(env.config.medterm_code_systems)
    try:
        termbase = open_termbase(store, files, base, show_progress, systems)
        found = _to_report(termbase)
    except StoreError as error:
        hint = f"{error.hint}; until then, each build reads all data files"
        diagnostics.append(_warning(error.message, hint))
        termbase = load_termbase(files, base=base, systems=systems, progress=show_progress)
        found = _to_report(termbase)
    warn_all([*diagnostics, *found])
    return termbase


def _to_report(termbase: Termbase) -> list[Diagnostic]:
    # Whether another project has a name that is unknown here is known when pages are read.
    return summed_up(one for one in termbase.all_diagnostics() if not one.name)


def _data_files(names: list[str], base: Path) -> tuple[list[Path], list[Diagnostic]]:
    if names:
        return expand_globs(names, base)
    files = [Path(name) for name in DEFAULT_FILES if (base / name).exists()]
    if files:
        return files, []
    hint = (
        f"create {DEFAULT_FILES[0]} next to conf.py, list your files in medterm_files, or "
        "name a TOML file that lists them in medterm_from_toml"
    )
    return [], [_warning("no data file found", hint)]


def _warning(message: str, hint: str) -> Diagnostic:
    return Diagnostic(severity=Severity.WARNING, subtype=Subtype.FILE, message=message, hint=hint)
