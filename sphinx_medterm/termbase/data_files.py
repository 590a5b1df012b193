"""The data files that a termbase is made of."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sphinx_medterm.codes import BUILT_IN, CodeSystems

if TYPE_CHECKING:
    # Reading needs the whole model, which takes long to build; a build without changes reads none.
    from sphinx_medterm.formats.document import Document
    from sphinx_medterm.records.collected import Records


@dataclass(frozen=True)
class DataFiles:
    """The data files of a project, and how to read them.

    :ivar base: the folder that the names of the files are relative to.
    :ivar names: each file once, as diagnostics name it.
    :ivar systems: the code systems that codes are checked against.
    """

    base: Path
    names: Sequence[Path]
    systems: CodeSystems = BUILT_IN

    def read(self, name: Path) -> Document:
        """Read a file as plain data, all of it at once."""
        from sphinx_medterm.formats.read import read_file

        return read_file(self.base / name, name)

    def read_in_parts(self, name: Path, known: Collection[bytes]) -> Iterator[Document]:
        """Read a file as plain data, part by part.

        :param known: the spans of records that need not be read.
        :raises EntangledError: if a part of the file turns out to depend on another.
        """
        from sphinx_medterm.formats.read import read_in_parts

        return read_in_parts(self.base / name, name, known)

    def records(self, name: Path, known: Collection[bytes]) -> Records:
        """Read the records of a file, except those whose spans are known."""
        from sphinx_medterm.formats.read import read_file
        from sphinx_medterm.records.validation import read_records

        return read_records(read_file(self.base / name, name, known), self.systems)
