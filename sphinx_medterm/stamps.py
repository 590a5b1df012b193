"""Stamps: short texts that are equal only if what they were made of is."""

from __future__ import annotations

from functools import cache
from hashlib import blake2b
from pathlib import Path


def stamp(text: str) -> str:
    """Return the stamp of a text, which need not be proper Unicode."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


@cache
def code_digest() -> str:
    """Return a digest of this package: of its code, style sheets, scripts and catalogues."""
    folder = Path(__file__).parent
    files = (file for file in folder.rglob("*") if "__pycache__" not in file.parts)
    digest = blake2b(digest_size=16)
    for file in sorted(file for file in files if file.is_file()):
        content = file.read_bytes()
        digest.update(f"{file.relative_to(folder).as_posix()} {len(content)}\n".encode())
        digest.update(content)
    return digest.hexdigest()
