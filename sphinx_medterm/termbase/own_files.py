"""Files that a build keeps for later builds, in a folder that it may share with other builds.

Each file is written under a name that nobody else uses, and then moved into place in one step. So
it is either complete or missing, however many builds write it at once: the last one wins.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from sphinx_medterm.digest import content_digest
from sphinx_medterm.formats.files import content_of

PAUSES = (0.01, 0.04, 0.1, 0.3)
"""Seconds to wait before each new attempt.

Windows refuses to move or remove a file while another program, such as a virus scanner, has it
open.
"""

_PART = re.compile(r".+\.[0-9a-f]{16}\.part")
_ABANDONED = 24 * 3600
"""Seconds without a change after which a part is no longer being written."""


def part_of(file: Path) -> Path:
    """Return a name beside a file that no other process or thread uses."""
    return file.with_name(f"{file.name}.{os.urandom(8).hex()}.part")


def move(part: Path, file: Path) -> None:
    """Replace a file with a part.

    :raises OSError: if the system refuses this, even after a moment.
    """
    _patiently(lambda: part.replace(file))


def remove(file: Path) -> None:
    """Remove a file, or empty it if the system refuses while others have it open.

    :raises OSError: if neither is possible.
    """
    try:
        _patiently(lambda: file.unlink(missing_ok=True))
    except PermissionError:
        file.write_bytes(b"")


def keep_json(file: Path, data: object) -> None:
    """Write a file that only saves time; if this fails, the file stays as it was."""
    part = part_of(file)
    with suppress(OSError):
        try:
            content = json.dumps(data).encode()
            part.write_bytes(content_digest(content).hex().encode() + b"\n" + content)
            move(part, file)
        finally:
            part.unlink(missing_ok=True)


def kept_json(file: Path) -> Any:
    """Return the JSON that a file holds, or ``None`` if it is missing or damaged."""
    try:
        digest, _, content = content_of(file).partition(b"\n")
    except OSError:
        return None
    return json.loads(content) if digest == content_digest(content).hex().encode() else None


def remove_leftovers(folder: Path, now: float | None = None) -> None:
    """Remove the parts that killed builds have left.

    A part that was written to lately may belong to a build that is still running: it stays.

    :param now: the time, in seconds.
    """
    latest = (now or time.time()) - _ABANDONED
    for part in folder.glob("*.part"):
        with suppress(OSError):
            if _PART.fullmatch(part.name) and part.stat().st_mtime < latest:
                part.unlink()


def _patiently(act: Callable[[], object]) -> None:
    for pause in PAUSES:
        try:
            act()
        except PermissionError:
            time.sleep(pause)
        else:
            return
    act()
