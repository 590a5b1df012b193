"""From data files to a termbase: compiled in memory, or in a store that is kept up to date."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from sphinx_medterm.codes import BUILT_IN, CodeSystems
from sphinx_medterm.sources import digest_of, named, status_of
from sphinx_medterm.store import Store, StoreError, replace
from sphinx_medterm.termbase import Termbase

Progress = Callable[[Sequence[Path]], Iterable[Path]]
"""Goes through the files that are read, and may tell a user how far it is."""


def load_termbase(
    files: Sequence[Path], base: Path | None = None, systems: CodeSystems = BUILT_IN
) -> Termbase:
    """Read data files and compile them in memory.

    :param files: the files, relative to ``base``, as diagnostics are to name them.
    :param base: the folder they are in; default: the current one.
    :param systems: the code systems that codes are checked by.
    :returns: the termbase, with everything that is wrong with the files in its ``diagnostics``.
    """
    base = base or Path()
    store = Store.in_memory()
    store.run("BEGIN")
    _compile(store, list(dict.fromkeys(files)), base, iter, systems)
    return Termbase(store, base, systems)


def open_termbase(
    file: Path,
    files: Sequence[Path],
    base: Path,
    progress: Progress = iter,
    systems: CodeSystems = BUILT_IN,
) -> Termbase:
    """Open the store of data files; compile those that have changed since it was written.

    :param file: where the store is kept.
    :param files: the data files, relative to ``base``, as diagnostics are to name them.
    :param systems: the code systems that codes are checked by; with others, all is compiled anew.
    :raises StoreError: if the store cannot be written.
    """
    files = list(dict.fromkeys(files))
    change = partial(_compile, files=files, base=base, progress=progress, systems=systems)
    store = Store.open(file, systems.digest)
    try:
        if store is None:
            store = replace(file, None, change, systems.digest)
        elif not _is_current(store, files, base):
            store = replace(file, store, change, systems.digest)
    except StoreError:
        store = replace(file, None, change, systems.digest)  # the old one may be damaged
    return Termbase(store, base, systems)


def _compile(
    store: Store, files: Sequence[Path], base: Path, progress: Progress, systems: CodeSystems
) -> None:
    # Reading data files needs the whole model, which takes long to build.
    from sphinx_medterm.compiling import bring_up_to_date

    bring_up_to_date(store, files, base, progress, systems)


def _is_current(store: Store, files: Sequence[Path], base: Path) -> bool:
    """Tell whether a store was made of these files as they are now."""
    rows = store.rows("SELECT name, status, digest FROM files ORDER BY number")
    return [named(name) for name, _status, _digest in rows] == list(files) and all(
        (status and status == status_of(base / named(name)))
        or digest == digest_of(base / named(name))
        for name, status, digest in rows
    )
