"""The settings of a project in its ``pyproject.toml``: how they are found, read and checked."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from glob import escape
from pathlib import Path
from typing import Any

from sphinx_medterm.codes import BUILT_IN, CodeSystems
from sphinx_medterm.codes.own import OwnFault, read_own
from sphinx_medterm.diagnostics import Diagnostic, RecordPath, Subtype, quoted
from sphinx_medterm.formats.document import Document
from sphinx_medterm.formats.files import SETTINGS_FILE, default_files, expand_globs, is_glob
from sphinx_medterm.formats.read import read_file
from sphinx_medterm.names.suggest import did_you_mean
from sphinx_medterm.termbase.config_values import (
    CHECK_VALUES,
    CONFIG_VALUES,
    FROM_TOML,
    PREFIX,
    ConfigValue,
)
from sphinx_medterm.termbase.entry_sections import read_section_lists, unknown_section

TABLE = ("tool", "medterm")
"""The table of a TOML file that has the settings."""

OwnSystems = dict[str, dict[str, Any]]

_KNOWN = {
    value.name.removeprefix(PREFIX): value
    for value in (*CONFIG_VALUES, *CHECK_VALUES)
    if value.name != FROM_TOML
}


@dataclass(frozen=True)
class Settings:
    """The settings of a project.

    :ivar file: the file that has them; ``None`` if there are none.
    :ivar values: the usable ones, under their names in the file.
    :ivar diagnostics: what is wrong with the others.
    """

    file: Path | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)

    def files(self, base: Path) -> list[str]:
        """Return the data files, folders and globs that are named, relative to another folder."""
        named: list[str] = self.values.get("files", [])
        return [self._relative(pattern, base) for pattern in named]

    def _relative(self, pattern: str, base: Path) -> str:
        assert self.file is not None  # noqa: S101  # otherwise it names no files
        home, base = self.file.parent.absolute(), base.absolute()
        as_pattern: Callable[[str], str] = escape if is_glob(pattern) else str
        whole = os.path.join(as_pattern(str(home)), pattern)  # noqa: PTH118  # a glob is no path
        try:
            return os.path.relpath(whole, as_pattern(str(base)))
        except ValueError:  # another drive of Windows
            return whole


def nearest_settings(folder: Path) -> Settings:
    """Return the settings of the project that a folder belongs to.

    They are in the nearest ``pyproject.toml`` that has them, in this folder or in one above it.
    """
    home = folder.absolute()
    for parent in (home, *home.parents):
        file = parent / SETTINGS_FILE
        if not os.path.isfile(file):  # noqa: PTH113  # never an error, as in other people's folders
            continue
        document = read_file(file, _shown_name(file, home))
        is_broken = document.data is None and TABLE[-1] in document.text
        if is_broken or _table_in(document.data) is not None:
            return _settings(file, document)
    return Settings()


def _shown_name(file: Path, folder: Path) -> Path:
    """Return the name of a file in a folder or above it, relative to that folder."""
    return Path(os.path.relpath(file, folder))


def read_settings(file: Path) -> Settings:
    """Read the settings that a TOML file must have."""
    document = read_file(file)
    if file.suffix.lower() != ".toml" and not document.diagnostics:
        document.report(Subtype.FILE, "settings are read from TOML files only", None)
        document.data = None
    return _settings(file, document)


def chosen_files(
    patterns: Sequence[str], settings: Settings, base: Path
) -> tuple[list[Path], list[Diagnostic]]:
    """Return the data files to read, and what is wrong with their names.

    They are those that a user names, or else those of the settings, or else those with usual names.

    :param patterns: what the user names: paths, folders and globs relative to ``base``.
    """
    if named := patterns or settings.files(base):
        return expand_globs(named, base)
    return default_files(base), []


def systems_of(settings: Settings) -> CodeSystems:
    """Return all code systems that a project with these settings knows."""
    return BUILT_IN.with_own(settings.values.get("code_systems", {}))


def read_code_systems(file: Path, name: Path | None = None) -> tuple[OwnSystems, list[Diagnostic]]:
    """Read a project's own code systems from a file, and return what is wrong with it."""
    document = read_file(file, name)
    own, faults = read_own(document.data)
    _report(document, faults)
    return own, document.diagnostics


def _report(document: Document, faults: list[OwnFault], before: RecordPath = ()) -> None:
    """Report faults of code systems in a document.

    :param before: the path of the code systems in it.
    """
    for path, message, hint in faults:
        whole = (*before, *path)
        document.report(Subtype.OPTION, message, document.locate(whole), whole, hint)


def _table_in(data: Any) -> Any:
    """Return what stands in the place of the table; ``None`` if nothing does."""
    for name in TABLE:
        data = data.get(name) if isinstance(data, dict) else None
    return data


def _settings(file: Path, document: Document) -> Settings:
    if document.diagnostics:
        return Settings(file, {}, document.diagnostics)
    table = _table_in(document.data)
    reader = _Reader(file, document)
    if not isinstance(table, dict):
        message = f"this file has no table [{'.'.join(TABLE)}]"
        document.report(Subtype.OPTION, message, None, hint="add it, even if it is empty")
        return Settings(file, {}, document.diagnostics)
    for name, given in table.items():
        reader.read(name, given)
    return Settings(file, reader.values, document.diagnostics)


class _Reader:
    """Reads a table, setting by setting."""

    def __init__(self, file: Path, document: Document) -> None:
        self.values: dict[str, Any] = {}
        self._file = file
        self._document = document

    def _report(self, message: str, path: RecordPath, hint: str = "") -> None:
        whole = (*TABLE, *path)
        place = self._document.locate(whole)
        self._document.report(Subtype.OPTION, message, place, whole, hint)

    def read(self, name: str, given: Any) -> None:
        """Keep a setting if it is usable, or report what is wrong with it."""
        if (value := _KNOWN.get(name)) is None:
            meant = name.removeprefix(PREFIX).replace("-", "_")
            hint = did_you_mean(meant, _KNOWN, 1) or f"known settings: {', '.join(_KNOWN)}"
            self._report(f"unknown setting {quoted(name)}; it is left out", (name,), hint)
        elif name == "code_systems":
            self._read_code_systems(name, given)
        elif name == "sections":
            self.values[name], faults = read_section_lists(given)
            for fault in faults:
                self._report(f"{fault.message}; it is left out", (name, *fault.path), fault.hint)
        elif list in value.types:
            self._read_list(name, given)
        elif value.accepts(given):
            self.values[name] = given
        else:
            message = f"invalid value {quoted(str(given))}; using the default, {value.default!r}"
            self._report(message, (name,), _expected(value, given))

    def _read_list(self, name: str, given: Any) -> None:
        items = [given] if isinstance(given, str) else given
        if not isinstance(items, list):
            self._report("expected a list of texts; it is left out", (name,))
            return
        kept = []
        for number, item in enumerate(items):
            if not isinstance(item, str):
                message = f"{quoted(str(item))} is not a text; it is left out"
                self._report(message, (name, number), "put it in quotes")
            elif name == "hide" and (fault := unknown_section(item)):
                message, hint = fault
                self._report(f"{message}; it is left out", (name, number), hint)
            else:
                kept.append(item)
        self.values[name] = kept

    def _read_code_systems(self, name: str, given: Any) -> None:
        """Read code systems from a table, or from the file that is named in its place."""
        if isinstance(given, str):
            shown = self._document.file.parent / given
            own, diagnostics = read_code_systems(self._file.parent / given, shown)
            self._document.diagnostics += diagnostics
        else:
            own, faults = read_own(given)
            _report(self._document, faults, (*TABLE, name))
        self.values[name] = own


def _expected(value: ConfigValue, given: Any) -> str:
    """Return a hint about what a setting may be."""
    if not value.choices:
        return "write true or false, without quotes" if bool in value.types else "write a text"
    near = did_you_mean(given, value.choices, 1) if isinstance(given, str) else ""
    return near or f"choose one of {', '.join(value.choices)}"
