"""The seal of a store: a digest of the whole file, which reveals any damage.

It stands in eight bytes of the file's header that SQLite leaves to applications: the user version
and the application id. So whoever copies or replaces the file cannot part it from its seal.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from contextlib import closing
from hashlib import blake2b
from pathlib import Path

from sphinx_medterm.termbase.file_digests import Status
from sphinx_medterm.termbase.open_file import OpenFile
from sphinx_medterm.termbase.own_files import keep_json, kept_json

_USER_VERSION = slice(60, 64)
_APPLICATION_ID = slice(68, 72)
_HALF = 4


def seal(file: Path) -> None:
    """Seal a store that is complete."""
    with closing(OpenFile(file)) as opened:
        _found, right = _seals(opened.chunks())
    with file.open("r+b") as sealed:
        for place, half in ((_USER_VERSION, right[:_HALF]), (_APPLICATION_ID, right[_HALF:])):
            sealed.seek(place.start)
            sealed.write(half)


def is_sound(opened: OpenFile) -> bool:
    """Return whether a store is as it was when it was sealed.

    Reading all of a large file takes time. So the status with which it was found to be sound is
    kept beside it; a file that was changed a moment ago is read each time, until it has settled.
    """
    kept = status_file(opened.path)
    status, now = Status.of(opened.status()), time.time_ns()
    if kept_json(kept) == [*status]:
        return True
    found, right = _seals(opened.chunks())
    if found != right:
        return False
    if status.is_settled(now):
        keep_json(kept, status)
    return True


def status_file(file: Path) -> Path:
    """Return the file that keeps the status with which a store was found to be sound."""
    return file.with_name(f"{file.stem}-checked.json")


def _seals(chunks: Iterable[bytes]) -> tuple[bytes, bytes]:
    """Return the seal that a store has, and the one that fits its content."""
    digest = blake2b(digest_size=2 * _HALF)
    found = b""
    for chunk in chunks:
        if not found:
            start = bytearray(chunk)
            found = bytes(start[_USER_VERSION] + start[_APPLICATION_ID])
            start[_USER_VERSION] = start[_APPLICATION_ID] = bytes(_HALF)
            digest.update(start)
        else:
            digest.update(chunk)
    return found, digest.digest()
