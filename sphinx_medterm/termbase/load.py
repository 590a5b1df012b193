"""From data files to a termbase: compiled in memory, or in a store that is kept up to date."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from os import PathLike
from pathlib import Path

from sphinx_medterm.codes import BUILT_IN, CodeSystems
from sphinx_medterm.termbase.attachments import are_as_noted
from sphinx_medterm.termbase.base import Termbase
from sphinx_medterm.termbase.data_files import DataFiles
from sphinx_medterm.termbase.file_digests import Digests
from sphinx_medterm.termbase.rows import FieldsRow
from sphinx_medterm.termbase.store import Store, StoreError, replace
from sphinx_medterm.termbase.tables import Tables

Progress = Callable[[Sequence[Path]], Iterable[Path]]
"""Iterates over the files that are read, and may show a user how far it is."""


AnyPath = str | PathLike[str]


def load_termbase(
    files: AnyPath | Iterable[AnyPath],
    *,
    base: AnyPath = "",
    systems: CodeSystems = BUILT_IN,
    progress: Progress = iter,
) -> Termbase:
    """Read data files as one termbase, which is kept in memory.

    No fault in a data file raises an error. What is wrong is in the ``diagnostics`` of the
    termbase, and the terms that are sound can be used.

    :param files: one data file, or several. A name that is not absolute is relative to ``base``,
        and diagnostics have it as it is given here.
    :param base: the folder in which the files are; default: the current one.
    :param systems: the code systems that codes are checked against.
    :param progress: iterates over the files that are read.
    :returns: all terms, word parts and sources of the files.
    :raises TypeError: if something else than paths is given.
    """
    given = [files] if isinstance(files, str | PathLike) else files
    data_files = _data_files([Path(file) for file in given], Path(base), systems)
    store = Store.in_memory()
    _compile(store, data_files, Digests(data_files.base), progress)
    return Termbase(store, data_files)


def open_termbase(
    file: Path,
    files: Sequence[Path],
    base: Path,
    progress: Progress = iter,
    systems: CodeSystems = BUILT_IN,
) -> Termbase:
    """Open the store of data files; compile those that have changed since it was written.

    :param file: where the store is kept.
    :param files: the data files, relative to ``base``, as diagnostics should name them.
    :param systems: the code systems that codes are checked against; if these have changed, all
        files are compiled again.
    :raises StoreError: if the store cannot be written.
    """
    data_files = _data_files(files, base, systems)
    digests = Digests(base, file.with_name(f"{file.stem}-digests.json"))
    is_current = partial(_is_current, data_files=data_files, digests=digests)
    change = partial(_compile, data_files=data_files, digests=digests, progress=progress)
    store = _current_store(file, is_current, change, systems.digest)
    digests.save()
    return Termbase(store, data_files)


def _data_files(files: Sequence[Path], base: Path, systems: CodeSystems) -> DataFiles:
    return DataFiles(base, tuple(dict.fromkeys(files)), systems)


def _current_store(
    file: Path, is_current: Callable[[Store], bool], change: Callable[[Store], None], settings: str
) -> Store:
    """Open a store that is current, or make one.

    A new store may be out of date at once: another build may have replaced it by its own, or
    somebody may have saved a data file. The last attempt makes a store that no other build sees.

    :param settings: a digest of the settings that decide what is in it.
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


def _compile(store: Store, data_files: DataFiles, digests: Digests, progress: Progress) -> None:
    # Reading data files needs the whole model, which takes long to build.
    from sphinx_medterm.records.visible_fields import visible_fields
    from sphinx_medterm.termbase.compile import bring_up_to_date

    bring_up_to_date(store, data_files, digests, progress)
    Tables(store).put(FieldsRow(json.dumps(visible_fields())))


def _is_current(store: Store, data_files: DataFiles, digests: Digests) -> bool:
    """Return whether a store was made of these files, and what they name, as they are now."""
    kept = [(file.name, file.digest) for file in Tables(store).files()]
    if kept != [(name, digests.of(name)) for name in map(str, data_files.names)]:
        return False
    return are_as_noted(Tables(store), data_files.base, digests)
