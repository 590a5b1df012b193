"""Stamps: short texts that are equal only if what they were made of is."""

from __future__ import annotations

from hashlib import blake2b


def stamp(text: str) -> str:
    """Return the stamp of a text, which need not be proper Unicode."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
