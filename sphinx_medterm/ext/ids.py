"""The ids of entries, derived from keys, and their entries in the general index."""

from __future__ import annotations

from collections.abc import Iterable

IndexEntry = tuple[str, str, str, str, str | None]
"""Type, name, id, whether it is a main entry, and sort key: see :class:`sphinx.addnodes.index`."""


def term_id(key: str) -> str:
    """Return the id of a term's entry."""
    return f"medterm-{key}"


def sense_id(key: str, sense: str) -> str:
    """Return the id of one sense in a term's entry; ``--`` cannot be part of a key."""
    return f"medterm-{key}--{sense}"


def parse_id(target_id: str) -> tuple[str, str] | None:
    """Return the key and sense of an id, or ``None`` if it is not the id of an entry.

    :returns: key and sense; the sense is empty for a whole entry.
    """
    if not target_id.startswith("medterm-"):
        return None
    key, _dashes, sense = target_id.removeprefix("medterm-").partition("--")
    return key, sense


def index_entries(names: Iterable[str], key: str) -> list[IndexEntry]:
    """Return entries of the general index, where a semicolon would split a name in two."""
    return [("single", name.replace(";", ","), term_id(key), "", None) for name in names]
