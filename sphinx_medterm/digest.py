"""Digests: short texts that are equal only if the contents are equal."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from pathlib import Path


def text_digest(text: str) -> str:
    """Return the digest of a text, which may have lone surrogates."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


def content_digest(content: bytes) -> bytes:
    """Return the digest of what a file contains."""
    return blake2b(content, digest_size=16).digest()


def error_digest(error: OSError) -> bytes:
    """Return what stands for the digest of a file that cannot be read."""
    return f"{type(error).__name__}: {error.strerror}".encode()


def short_digest(text: str) -> int:
    """Return a digest of a text as a number of 48 bits."""
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).digest())


@cache
def code_digest() -> str:
    """Return a digest of the whole package: code, style sheets, scripts and catalogues."""
    return _digest_of(_FOLDER.rglob("*"))


@cache
def core_digest() -> str:
    """Return a digest of what decides what is compiled: code and word lists, but not the glue."""
    found = _FOLDER.rglob("*")
    return _digest_of(f for f in found if f.relative_to(_FOLDER).parts[0] not in _NOT_COMPILED_BY)


_NOT_COMPILED_BY = ("ext", "locale", "schema", "static")
"""The folders that do not affect what is compiled."""

_FOLDER = Path(__file__).parent


def _digest_of(found: Iterable[Path]) -> str:
    digest = blake2b(digest_size=16)
    for file in sorted(found):
        if "__pycache__" not in file.parts and file.is_file():
            content = file.read_bytes()
            digest.update(f"{file.relative_to(_FOLDER).as_posix()} {len(content)}\n".encode())
            digest.update(content)
    return digest.hexdigest()
