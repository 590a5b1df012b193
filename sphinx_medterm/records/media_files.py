"""The names of files of pictures and sounds that records may contain.

Data files may come from strangers. So a name is relative to its data file, never an address, and
has the suffix of a format that browsers or paper can show by themselves.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath

from sphinx_medterm.diagnostics import spoken

Formats = Mapping[str, str]
"""The media types of files, by suffix."""

PICTURES: Formats = {
    ".svg": "image/svg+xml",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
}
SOUNDS: Formats = {".mp3": "audio/mpeg", ".ogg": "audio/ogg", ".wav": "audio/wav"}

ANY = ".*"
"""The suffix that stands for all formats of a file that there are."""


def file_flaw(name: str, formats: Formats) -> tuple[str, str] | None:
    """Return why the name of a file is not accepted, and a hint; ``None`` if it is.

    Nothing is looked up on disk.
    """
    if not name.isprintable():
        return "it has characters that cannot be seen", "rename the file"
    if "\\" in name:
        return "it has a backslash", "write '/' between folders"
    if ":" in name or name.startswith("/"):
        hint = "put the file beside the data file, and write its name; nothing is fetched"
        return "it is not the name of a file near the data file", hint
    suffix = suffix_of(name)
    if suffix != ANY and suffix not in formats:
        known = spoken(formats, "or")
        return f"its suffix is not {known}", f"or write '{ANY}' for all of these that there are"
    return None


def pattern_of(formats: Formats) -> str:
    """Return the pattern of accepted names, which means the same in all languages."""
    suffixes = ["".join(map(_in_any_case, suffix[1:])) for suffix in formats]
    return rf"^[^/\\:][^\\:]*\.({'|'.join(suffixes)}|\*)$"


def _in_any_case(character: str) -> str:
    return f"[{character}{character.upper()}]" if character.isalpha() else character


def suffix_of(name: str) -> str:
    """Return the suffix of a file, in small letters."""
    return PurePosixPath(name).suffix.lower()


def candidates(name: str, formats: Formats) -> Sequence[str]:
    """List the names that a file may have: several if its suffix is left open."""
    if suffix_of(name) != ANY:
        return [name]
    return [name.removesuffix(ANY) + suffix for suffix in formats]
