"""From data files to a termbase: compiled in memory, or in a store that is kept up to date."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path

from sphinx_medterm.codes import BUILT_IN, CodeSystems
from sphinx_medterm.termbase.base import Termbase
from sphinx_medterm.termbase.file_digests import Digests
from sphinx_medterm.termbase.store import Store, StoreError, replace, stored_name

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
    _compile(store, list(dict.fromkeys(files)), base, iter, Digests(base), systems)
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
    digests = Digests(base, file.with_name(f"{file.stem}-digests.json"))
    is_current = partial(_is_current, files=files, digests=digests)
    change = partial(
        _compile, files=files, base=base, progress=progress, digests=digests, systems=systems
    )
    store = _current_store(file, is_current, change, systems.digest)
    digests.save()
    return Termbase(store, base, systems)


def _current_store(
    file: Path, is_current: Callable[[Store], bool], change: Callable[[Store], None], settings: str
) -> Store:
    """Open a store that is current, or make one.

    A store that was just made need not be current: by now, another build may have replaced it by
    its own, or somebody may have saved a data file. The last one that is made is kept from others.

    :param settings: a stamp of the settings that decide what is in it.
    """
    for is_last in (False, False, True):
        store = Store.open(file, settings)
        try:
            if store is not None and is_current(store):
                return store
            made = replace(file, store, change, settings, is_last)
        except StoreError:  # the old one may be damaged
            if store is not None:
                store.close()
            made = replace(file, None, change, settings, is_last)
        if made is not None:
            return made
    raise AssertionError("the last store is private")


def _compile(
    store: Store,
    files: Sequence[Path],
    base: Path,
    progress: Progress,
    digests: Digests,
    systems: CodeSystems,
) -> None:
    # Reading data files needs the whole model, which takes long to build.
    from sphinx_medterm.records.visible_fields import visible_fields
    from sphinx_medterm.termbase.compile import bring_up_to_date

    bring_up_to_date(store, files, base, progress, digests, systems)
    store.run("DELETE FROM fields")
    store.run("INSERT INTO fields VALUES (?)", json.dumps(visible_fields()))


def _is_current(store: Store, files: Sequence[Path], digests: Digests) -> bool:
    """Return whether a store was made of these files as they are now."""
    rows = store.rows("SELECT name, digest FROM files ORDER BY number")
    return rows == [(stored_name(file), digests.of(str(file))) for file in files]
