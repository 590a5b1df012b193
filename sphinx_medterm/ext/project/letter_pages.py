"""The pages of ``medterm_letter_pages``: one for each letter of a glossary, and their list.

They are source files, written before Sphinx looks for such: so they are in tables of contents, the
search and all formats. Only what has changed is written, and nothing that somebody else has made.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from docutils.utils import column_width

from sphinx_medterm.diagnostics import Subtype, quoted
from sphinx_medterm.ext.messages import warn
from sphinx_medterm.ext.page_settings import checked_choice
from sphinx_medterm.ext.views.placing import known_sections, section_names
from sphinx_medterm.names.audiences import AUDIENCES
from sphinx_medterm.names.characters import has_half_character
from sphinx_medterm.names.normal import NO_LETTER
from sphinx_medterm.names.suggest import did_you_mean
from sphinx_medterm.termbase.config_values import FROM_TOML, PREFIX
from sphinx_medterm.termbase.own_files import move, part_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.config import Config

    from sphinx_medterm.termbase.base import Termbase

VALUE = "medterm_letter_pages"
LIST = "index"
"""The name of the page that lists the others."""

_MARK = f"made by sphinx-medterm from {VALUE} in conf.py: changes are lost"
_DEFAULTS: dict[str, Any] = {
    "title": "Glossary",  # in one language: catalogs translate it, as they do all titles
    "letter_title": "{title}: {letter}",
    "audience": "",
    "show": (),
    "hide": (),
    "cross_references": True,
    "no_index": False,
    "index": True,
}


@dataclass(slots=True)
class Changed:
    """The pages that a build has changed before Sphinx reads them.

    :ivar written: the names of those that are new or differ.
    :ivar removed: the names of those whose letter has no terms any more.
    """

    written: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)


def write_letter_pages(app: Sphinx, termbase: Termbase) -> Changed:
    """Write the pages for the letters that terms have, and remove those for other letters."""
    changed = Changed()
    known = set[PurePosixPath]()
    for name, given in app.config[VALUE].items():
        place = f"{_setting(app.config)}[{name!r}]"
        folder = _folder(name, place, known)
        if folder is not None and isinstance(given, Mapping):
            pages = _Pages(app.config, _checked(given, place), termbase.letters())
            _Folder(Path(app.srcdir), folder, pages).update(changed)
        elif folder is not None:
            warn(Subtype.OPTION, "expected a mapping of options", place, "write {} for none")
    return changed


def _setting(config: Config) -> str:
    """Return where the setting is, for messages."""
    if VALUE in config._raw_config or not (file := config[FROM_TOML]):
        return f"conf.py: {VALUE}"
    return f"{file}: tool.medterm.{VALUE.removeprefix(PREFIX)}"


def _folder(name: object, place: str, known: set[PurePosixPath]) -> PurePosixPath | None:
    """Return the folder of the sources that is meant, if it is one below them.

    :param known: the folders that have been named before; this one is added.
    """
    path = PurePosixPath(name) if isinstance(name, str) else PurePosixPath()
    if path in known:
        warn(Subtype.OPTION, f"the folder {str(path)!r} is named twice", place, "name it once")
        return None
    if path.parts and not path.is_absolute() and ".." not in path.parts and _is_line(str(name)):
        known.add(path)
        return path
    hint = "name a folder inside the source folder, such as 'glossary/'"
    warn(Subtype.OPTION, f"{quoted(str(name))} is not a folder for pages", place, hint)
    return None


def _checked(given: Mapping[str, Any], place: str) -> dict[str, Any]:
    """Return all options, and warn about those that are wrong."""
    options = dict(_DEFAULTS)
    for name, value in given.items():
        at = f"{place}[{name!r}]"
        if name not in _DEFAULTS:
            known = f"the options are {', '.join(_DEFAULTS)}"
            hint = did_you_mean(str(name), _DEFAULTS, 1) or known
            warn(Subtype.OPTION, f"unknown option {quoted(str(name))}", place, hint)
        elif name in ("show", "hide") and isinstance(value, str | list | tuple):
            names = section_names(value) if isinstance(value, str) else [*map(str, value)]
            options[name] = known_sections(names, at)
        elif name == "audience":
            options[name] = checked_choice(value, AUDIENCES, name, at)
        elif not _is_of_kind(value, _DEFAULTS[name]):
            kinds = {bool: "True or False", str: "a text on one line"}
            wanted = kinds.get(type(_DEFAULTS[name]), "names of sections")
            warn(Subtype.OPTION, f"invalid value {quoted(str(value))}", at, f"write {wanted}")
        elif name == "letter_title" and "{letter}" not in str(value):
            hint = "write '{letter}' in the place of the letter"
            warn(Subtype.OPTION, f"invalid value {quoted(str(value))}", at, hint)
        else:
            options[name] = value
    return options


def _is_of_kind(value: object, default: object) -> bool:
    is_sound = not isinstance(value, str) or _is_line(value)
    return is_sound and isinstance(value, type(default))


def _is_line(text: str) -> bool:
    """Return whether a text has something to show, on one line, in characters that are whole."""
    lines = text.splitlines()
    is_whole = "\0" not in text and not has_half_character(text)
    return is_whole and bool(text.strip()) and lines == [text]


class _Pages:
    """The names and texts of the pages of one folder."""

    def __init__(self, config: Config, options: Mapping[str, Any], letters: Iterable[str]) -> None:
        self.suffixes = [*config.source_suffix]
        self._options = options
        self._letters = [*letters]
        parsers: Mapping[str, str] = config.source_suffix
        self.suffix = next(
            (one for parser in _FORMATS for one in parsers if parsers[one] == parser), ""
        )
        self._format = _FORMATS.get(parsers.get(self.suffix, ""), _rest)

    def texts(self) -> Iterator[tuple[str, str]]:
        """List the pages: name and text."""
        title = self._options["title"]
        if self._options["index"]:
            yield LIST, self._format(title, "toctree", {"maxdepth": "1"}, self._listed())
        for letter in self._letters:
            pattern = self._options["letter_title"]
            shown = pattern.replace("{title}", title).replace("{letter}", letter)
            yield _name(letter), self._format(shown, "medterm:glossary", self._directive(letter))

    def _listed(self) -> list[str]:
        return [f"{letter} <{_name(letter)}>" for letter in self._letters]

    def _directive(self, letter: str) -> dict[str, str]:
        options = {"letters": "0-9" if letter == NO_LETTER else letter}
        for flag in ("cross_references", "no_index"):
            if self._options[flag]:
                options[flag.replace("_", "-")] = ""
        for name in ("audience", "show", "hide"):
            if given := self._options[name]:
                options[name] = given if isinstance(given, str) else ", ".join(given)
        return options


def _name(letter: str) -> str:
    """Return the name of a letter's page, which suits all systems of files and all addresses."""
    if letter == NO_LETTER:
        return "0-9"
    if letter.isascii():
        return letter.lower()
    return "u" + "-".join(f"{ord(sign):04x}" for sign in letter)


def _rest(
    title: str, directive: str, options: Mapping[str, str], content: Iterable[str] = ()
) -> str:
    """Return a page in reStructuredText."""
    given = [f"   :{name}: {value}".rstrip() for name, value in options.items()]
    lines = [f"   {line}" for line in content]
    head = [title, "=" * max(column_width(title), 1), "", f".. {directive}::"]
    return "\n".join([f".. {_MARK}", "", *head, *given, "", *lines]).rstrip() + "\n"


def _markdown(
    title: str, directive: str, options: Mapping[str, str], content: Iterable[str] = ()
) -> str:
    """Return a page in MyST Markdown, where a sign at the end of a title would be lost."""
    given = [f':{name}: "{value}"' if value else f":{name}:" for name, value in options.items()]
    escaped = title.replace("#", r"\#")
    head = [f"# {escaped}", "", f"```{{{directive}}}"]
    return "\n".join([f"% {_MARK}", "", *head, *given, "", *content, "```", ""])


_FORMATS = {"restructuredtext": _rest, "markdown": _markdown, "myst-nb": _markdown}
"""The parsers for which pages can be written, the preferred first."""


class _Folder:
    """A folder of the sources in which pages are written."""

    def __init__(self, sources: Path, folder: PurePosixPath, pages: _Pages) -> None:
        self._folder = sources / folder
        self._docname = folder.as_posix()
        self._pages = pages

    def update(self, changed: Changed) -> None:
        """Write the pages that differ, and remove those of ours that are no longer wanted."""
        if not self._pages.suffix:
            message = "letter pages cannot be written, since no suffix stands for reStructuredText"
            hint = "add '.rst': 'restructuredtext' or '.md': 'markdown' to source_suffix"
            warn(Subtype.FILE, message, f"conf.py: {VALUE}", hint)
            return
        wanted = set()
        for name, text in self._pages.texts():
            wanted.add(name + self._pages.suffix)
            if not self._is_taken(name) and self._write(name, text):
                changed.written.append(f"{self._docname}/{name}")
        for file in self._ours():
            if file.name not in wanted:
                with suppress(OSError):
                    file.unlink(missing_ok=True)
                name = next(file.name.removesuffix(one) for one in self._suffixes(file))
                changed.removed.append(f"{self._docname}/{name}")

    def _suffixes(self, file: Path) -> list[str]:
        return [suffix for suffix in self._pages.suffixes if file.name.endswith(suffix)]

    def _ours(self) -> list[Path]:
        """List the pages in the folder that builds have made."""
        files: list[Path] = []
        with suppress(OSError):
            files += self._folder.iterdir()
        return sorted(file for file in files if self._suffixes(file) and _is_ours(file))

    def _is_taken(self, name: str) -> bool:
        """Return whether a page of this name is somebody's own, which stays as it is."""
        for suffix in self._pages.suffixes:
            file = self._folder / f"{name}{suffix}"
            if os.path.exists(file) and not _is_ours(file):  # noqa: PTH110  # fails with no name
                message = f"this file is not one that {VALUE} has made; it stays as it is"
                hint = "rename it, or name another folder"
                if name == LIST:
                    hint += ", or set 'index' to False and list the pages in it"
                warn(Subtype.FILE, message, f"{file}:1", hint)
                return True
        return False

    def _write(self, name: str, text: str) -> bool:
        """Write a page, if it differs from what is there, and return whether it did."""
        file, content = self._folder / f"{name}{self._pages.suffix}", text.encode()
        with suppress(OSError):
            if file.read_bytes() == content:
                return False
        part = part_of(file)
        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            part.write_bytes(content)
            move(part, file)
        except OSError as error:
            message = f"this page cannot be written: {error.strerror or error}"
            warn(Subtype.FILE, message, f"{file}:1", f"allow that, or take {VALUE} out of conf.py")
            return False
        finally:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        return True


def _is_ours(file: Path) -> bool:
    """Return whether the first line of a file says that a build has made it."""
    try:
        with file.open(encoding="utf-8", errors="replace") as lines:
            return lines.readline(200).strip() in (f".. {_MARK}", f"% {_MARK}")
    except OSError:
        return False
