"""Reading data files: one module per format, chosen by the file's suffix."""

from __future__ import annotations

import errno
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from sphinx_medterm.diagnostics import Position, Subtype, file_name
from sphinx_medterm.digest import content_digest, error_digest
from sphinx_medterm.formats import json, toml, yaml
from sphinx_medterm.formats.document import Document
from sphinx_medterm.formats.files import content_of, is_missing, is_piped
from sphinx_medterm.names.suggest import did_you_mean

Reader = Callable[[str, Path, Collection[bytes]], Document]

READERS: dict[str, Reader] = {
    ".yaml": yaml.read,
    ".yml": yaml.read,
    ".toml": toml.read,
    ".json": json.read,
}

_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


def read_file(
    file: Path, name: Path | None = None, known: Collection[bytes] = frozenset()
) -> Document:
    """Read a data file in the format of its suffix.

    :param file: the file.
    :param name: the name that diagnostics use for it; default: ``file``.
    :param known: digests of records that need not be read. A format that cannot separate records
        reads them all the same.
    :returns: its data and everything that is wrong with it. Bad input raises no error.
    """
    name = name or file
    text, digest = _text_of(file, name)
    document = text if isinstance(text, Document) else _reader(file)(text, name, known)
    document.digest = digest
    return document


def read_in_parts(file: Path, name: Path, known: Collection[bytes]) -> Iterator[Document]:
    """Read a data file part by part, which takes little memory however large the file is.

    The first part is everything that is not a record; then come some thousand records at a time. A
    small file, or one in a format that cannot separate records, is one part. The parameters are
    those of :func:`read_file`.

    :raises EntangledError: if a part of the file turns out to depend on another.
    """
    text, digest = _text_of(file, name)
    reader = _reader(file)
    if isinstance(text, Document):
        parts = iter([text])
    elif reader is yaml.read:
        parts = yaml.read_in_parts(text, name, known)
    else:
        parts = iter([reader(text, name, known)])
    for part in parts:
        part.digest = digest
        yield part


def lines_of(file: Path) -> list[str]:
    """Return the lines of a file as positions count them; none if it cannot be read."""
    text = _text_of(file, file)[0]
    return [] if isinstance(text, Document) else text.split("\n")


def _reader(file: Path) -> Reader:
    """Return the reader for a file; a pipe without a suffix holds YAML, which includes JSON."""
    return READERS.get(file.suffix.lower(), yaml.read)


def _text_of(file: Path, name: Path) -> tuple[str | Document, bytes]:
    """Read the text of a data file, or return a document that reports why that is not possible.

    :returns: that, and the digest of what was read or of the error: the file is read only once.
    """
    try:
        content: bytes | OSError = content_of(file)
    except OSError as error:
        content = error
    refused = _refused(file, name)
    if isinstance(content, OSError):
        return refused or _missing_or_out_of_reach(name, content), error_digest(content)
    return refused or _decoded(content, name), content_digest(content)


def _refused(file: Path, name: Path) -> Document | None:
    """Report a file whose name has no known suffix."""
    if file.suffix.lower() in READERS or (is_piped(file) and not file.suffix):
        return None
    if not is_piped(file) and is_missing(file):  # it may have been meant for a folder
        return _unreadable(name, "no file or folder has this name", "check the path")
    suffix = file_name(file.suffix)
    hint = did_you_mean(suffix, READERS, 1) or f"known suffixes: {', '.join(READERS)}"
    return _unreadable(name, f"unknown suffix '{suffix}' of a data file", hint)


def _missing_or_out_of_reach(name: Path, error: OSError) -> Document:
    """Report a file that cannot be read."""
    if isinstance(error, FileNotFoundError):
        return _unreadable(name, "the file does not exist", "check the path")
    message = f"the file cannot be read: {error.strerror or error}"
    is_too_large = error.errno == errno.EFBIG
    return _unreadable(name, message, subtype=Subtype.LIMIT if is_too_large else Subtype.FILE)


def _decoded(raw: bytes, name: Path) -> str | Document:
    """Return the text of a file, or report that it is not in UTF-8."""
    if raw.startswith(_UTF16_MARKS) or b"\0" in raw[:4]:
        return _unreadable(name, "the file is UTF-16", "save it as UTF-8")
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        column = error.start - raw.rfind(b"\n", 0, error.start)
        byte = f"0x{raw[error.start]:02x}"
        return _unreadable(
            name, f"the file is not UTF-8: byte {byte}", "save it as UTF-8", Position(line, column)
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _unreadable(
    file: Path,
    message: str,
    hint: str = "",
    position: Position | None = None,
    subtype: Subtype = Subtype.FILE,
) -> Document:
    document = Document(file=file)
    document.report(subtype, message, position, hint=hint)
    return document
