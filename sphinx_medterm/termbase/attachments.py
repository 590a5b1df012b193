"""The pictures and sounds that terms name: their contents, and whether each can be shown.

Their content is noted in the store, because a picture may change while its data file does not.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache, partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from sphinx_medterm.diagnostics import Subtype, file_name, quoted
from sphinx_medterm.formats.files import open_regular
from sphinx_medterm.names.suggest import did_you_mean
from sphinx_medterm.records.media_files import suffix_of
from sphinx_medterm.termbase.across import Fault
from sphinx_medterm.termbase.data_files import DataFiles
from sphinx_medterm.termbase.file_digests import Digests, status_of
from sphinx_medterm.termbase.rows import AttachmentRow
from sphinx_medterm.termbase.tables import Tables

if TYPE_CHECKING:
    from sphinx_medterm.records.collected import Records
    from sphinx_medterm.records.record import Section
    from sphinx_medterm.termbase.rows import Place

MAX_MEDIA_SIZE: Final = 20 * 2**20
"""The largest picture or sound, in bytes."""

_MISSING = "does not exist"
_TOO_LARGE = b"too large"
_HEAD = 4096
_MOST_OTHERS = 100
_SIGNS = {
    ".pdf": (b"%PDF-",),
    ".png": (b"\x89PNG\r\n\x1a\n",),
    ".jpg": (b"\xff\xd8\xff",),
    ".jpeg": (b"\xff\xd8\xff",),
    ".gif": (b"GIF87a", b"GIF89a"),
    ".ogg": (b"OggS",),
    ".wav": (b"RIFF", b"RF64"),
}
"""How the files of a format begin. Sounds in MP3 begin in many ways."""


class MediaFile(NamedTuple):
    """A picture or sound that can be shown.

    :ivar name: its name, as the record has it, with its suffix.
    :ivar path: where it is.
    """

    name: str
    path: Path


class Flaw(NamedTuple):
    """Why a picture or sound cannot be shown.

    :ivar message: words that follow the name of the file.
    :ivar hint: what to do about it.
    """

    message: str
    hint: str


def path_of(data_file: str | Path, name: str) -> Path:
    """Return the path of a file that a data file names, relative to what that is relative to."""
    return Path(os.path.normpath(Path(data_file).parent / name))


def digest_of(path: Path, base: Path, digests: Digests) -> bytes:
    """Return the digest of a picture or sound, or what stands for it if it cannot be used.

    :param path: its path, relative to ``base``.
    """
    status = status_of(base / path)
    if status and status.size > MAX_MEDIA_SIZE:
        return _TOO_LARGE
    return digests.of(str(path))


def note_digests(tables: Tables, data_files: DataFiles, digests: Digests) -> None:
    """Note what all pictures and sounds contain now, and which of them can be shown."""
    base = data_files.base
    # However many terms name a file, it is looked at once.
    digest = cache(lambda path: digest_of(path, base, digests))
    flaw = cache(lambda path, data_file: flaw_of(path, data_file, base))
    changed: list[tuple[bytes, bool, int]] = []
    for _place, data_file, number, row in tables.attachments():
        path = path_of(data_file, row.name)
        now = digest(path), flaw(path, data_file) is None
        if now != (row.digest, bool(row.usable)):
            changed.append((*now, number))
    tables.note_attachments(changed)


def are_as_noted(tables: Tables, base: Path, digests: Digests) -> bool:
    """Return whether all pictures and sounds are what they were when they were noted."""
    noted = {path_of(one.data_file, one.row.name): one.row.digest for one in tables.attachments()}
    return all(digest_of(path, base, digests) == digest for path, digest in noted.items())


# ---------------------------------------------------------------------- what is wrong with a file


def flaw_of(path: Path, data_file: str | Path, base: Path) -> Flaw | None:
    """Return what is wrong with a picture or sound; ``None`` if it can be shown.

    :param path: its path, relative to ``base``.
    """
    whole = base / path
    if not _is_inside(whole, base / Path(data_file).parent, base):
        message = "is neither in the folder of the data file nor in the project"
        return Flaw(message, "copy the file into the folder of the data file")
    if (status := status_of(whole)) is None:
        return Flaw(_MISSING, _others_like(whole) or f"it is looked for at {file_name(path)}")
    if status.size > MAX_MEDIA_SIZE:
        return Flaw(f"has more than {MAX_MEDIA_SIZE // 2**20} MB", "make it smaller")
    try:
        with open_regular(whole) as found:
            head = found.read(_HEAD) or b""
    except OSError as error:
        return Flaw(f"cannot be read: {error.strerror}", "put a readable file in its place")
    if not _begins_as(head, suffix_of(str(path))):
        return Flaw(
            "is not the kind of file that its suffix says",
            "save it in this format, or correct the suffix",
        )
    return None


def _is_inside(file: Path, *folders: Path) -> bool:
    """Return whether a file is in one of some folders, wherever links lead."""
    real = os.path.realpath(file)
    for folder in folders:
        home = os.path.realpath(folder)
        if real.startswith(os.path.join(home, "")):  # noqa: PTH118  # also for the root folder
            return True
    return False


def _others_like(file: Path) -> str:
    """Return a hint which other file in its folder may be meant by one that does not exist.

    :returns: the hint; empty in a folder of very many files.
    """
    try:
        with os.scandir(file.parent) as entries:
            others = [entry.name for entry in islice(entries, _MOST_OTHERS + 1)]
    except (OSError, ValueError):
        return ""
    return did_you_mean(file.name, sorted(others), 1) if len(others) <= _MOST_OTHERS else ""


def _begins_as(head: bytes, suffix: str) -> bool:
    if suffix == ".svg":
        return b"<svg" in head or b":svg" in head
    return suffix not in _SIGNS or head.startswith(_SIGNS[suffix])


# ---------------------------------------------------------------------- faults


def unusable_media(tables: Tables, data_files: DataFiles) -> Iterator[Fault]:
    """Find the terms that name pictures or sounds of which no format can be shown."""
    by_place: dict[Place, dict[str, list[tuple[str, AttachmentRow]]]] = {}
    for place, data_file, _number, row in tables.attachments():
        by_place.setdefault(place, {}).setdefault(row.file, []).append((data_file, row))
    for place, named in by_place.items():
        flaws: dict[str, Flaw] = {}
        for file, rows in named.items():
            if not any(row.usable for _data_file, row in rows):
                flaws[file] = _flaw(rows, data_files.base)
        if flaws:
            yield Fault(place, partial(_report, place.section, place.key, flaws))


def _flaw(rows: list[tuple[str, AttachmentRow]], base: Path) -> Flaw:
    """Return what is wrong with a file: with a format that is there, or else with all."""
    missing = Flaw(_MISSING, "")
    for data_file, row in rows:
        flaw = flaw_of(path_of(data_file, row.name), data_file, base) or missing
        if flaw.message != _MISSING or len(rows) == 1:
            return flaw
    data_file, row = rows[0]
    looked_for = path_of(data_file, row.file)
    return Flaw("has no format that can be used", f"it is looked for at {file_name(looked_for)}")


def _report(section: Section, key: str, flaws: dict[str, Flaw], records: Records) -> None:
    # Only those that read records need the model, which takes long to build.
    from sphinx_medterm.records.attached import attached_in

    term = records.terms.get(key)
    for path, file, _formats in attached_in(term) if term else ():
        if flaw := flaws.get(file):
            message = f"{quoted(file)} {flaw.message}; it is left out"
            records.report(Subtype.MEDIA, message, (section, key, *path), flaw.hint)
