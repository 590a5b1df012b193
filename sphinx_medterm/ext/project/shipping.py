"""Pictures and sounds on their way from the folders of data files into the output.

Sphinx copies what it knows as the images of its environment. It notes these when it reads pages;
entries are made when pages are written, so theirs are noted then. Their names in the output follow
from their places alone, so they are the same whichever pages a build writes, and in what order.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, cast

from sphinx_medterm.diagnostics import Diagnostic, Position, Severity, Subtype, quoted
from sphinx_medterm.digest import text_digest
from sphinx_medterm.records.media_files import PICTURES, SOUNDS, suffix_of

if TYPE_CHECKING:
    from sphinx.builders._epub_base import EpubBuilder

    from sphinx_medterm.ext.project.build import Build

_IN_BOOKS = {".mp3": SOUNDS[".mp3"]}
"""The sounds that every reader of EPUB 3 plays, and that need no other format beside them."""

_UNUSUAL = re.compile(r"[^A-Za-z0-9]+")


class Shipping:
    """What a builder can show and play, and the way of files into its output.

    :ivar pictures: the types of pictures that it can show.
    :ivar sounds: the types of sounds that its pages can play.
    """

    def __init__(self, build: Build) -> None:
        self._env, self._builder = build.env, build.builder
        self.pictures = frozenset(_picture_types(build))
        self.sounds = _sound_types(build)

    def ship(self, path: Path, docname: str) -> str:
        """Have a picture copied if Sphinx chooses it, and return what it calls it.

        :param docname: the page that shows it.
        """
        uri = self._uri(path)
        # Sphinx's own names for files depend on which ones it has met before.
        self._env.images[uri] = ({docname}, _name_of(uri))
        return uri

    def ship_sound(self, path: Path, docname: str) -> str:
        """Have a sound copied, and return what Sphinx calls it."""
        uri = self.ship(path, docname)
        self._builder.images[uri] = self._env.images[uri][1]
        return uri

    def _uri(self, path: Path) -> str:
        """Return the address of a file, which no picture of a page has, even if it is the same."""
        try:
            relative = os.path.relpath(path.absolute(), self._env.srcdir)
        except ValueError:  # another drive of Windows
            return path.absolute().as_posix()
        return f"./{Path(relative).as_posix()}"


def _name_of(uri: str) -> str:
    """Return the name of a file in the output, where all files are in one folder."""
    path = Path(uri)
    stem = _UNUSUAL.sub("-", path.stem)[:60].strip("-") or "file"
    return f"{stem}-{text_digest(uri)[:10]}{path.suffix.lower()}"


def _picture_types(build: Build) -> Iterator[str]:
    """List the types that a builder shows, and those that an extension converts to these."""
    shown = build.builder.supported_image_types
    yield from shown
    yield from (old for old, new in build.conversions if new in shown)


def _sound_types(build: Build) -> frozenset[str]:
    if build.output.is_for_browsers:
        return frozenset(SOUNDS.values())
    if build.builder.name == "epub":
        book = cast("EpubBuilder", build.builder)
        book.media_types = {**book.media_types, **_IN_BOOKS}  # or it would leave them out
        return frozenset(_IN_BOOKS.values())
    return frozenset()


def pictures_not_shown(build: Build) -> Iterator[Diagnostic]:
    """Warn about pictures of entries that the builder cannot show, though it shows others."""
    shown = build.computed(Shipping).pictures
    if not shown or not (named := build.termbase.all_media()):
        return
    entries = build.entries
    for (key, file), names in named.items():
        kinds = {PICTURES.get(suffix_of(name), "") for name in names} - {""}
        if (
            not kinds
            or kinds & shown
            or key not in entries
            or "figures" not in entries[key].look.sections
        ):
            continue
        origin = build.termbase.origin(key)
        known = sorted({suffix for suffix, kind in PICTURES.items() if kind in shown})
        yield Diagnostic(
            severity=Severity.WARNING,
            subtype=Subtype.MEDIA,
            message=f"{quoted(file)} cannot be shown by the builder {build.builder.name!r}; "
            "its words are shown",
            file=origin.file,
            position=Position(origin.line, 1),
            path=("terms", key),
            hint=f"put a file in one of its formats beside it ({', '.join(known)}), and write "
            "'.*' for the suffix",
        )
