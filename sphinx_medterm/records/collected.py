"""The records of a document, with their problems and the places of these."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from sphinx_medterm.codes import BUILT_IN, CodeSystems
from sphinx_medterm.data_text.tree import Fault
from sphinx_medterm.diagnostics import Diagnostic, Position, RecordPath, Severity, Subtype
from sphinx_medterm.formats.document import Document
from sphinx_medterm.records.model import Source, Term, WordPart
from sphinx_medterm.records.term_file import Glossary

_MOST_FAULTS = 20
"""How many faults in the markup of one text are reported; finding the place of each takes time."""


@dataclass(kw_only=True)
class Records:
    """The usable records of one document.

    :ivar document: where they come from.
    :ivar systems: the code systems that their codes are checked by.
    :ivar diagnostics: what was wrong with them.
    :ivar written_keys: keys as the document spells them, by section and key, where they differ.
    :ivar renamed: other keys as the document spells them, by their paths.
    :ivar left_out: numbers of the items that are left out, by the path of their list, both as in
        the document.
    """

    document: Document
    systems: CodeSystems = BUILT_IN
    glossary: Glossary = field(default_factory=Glossary)
    sources: dict[str, Source] = field(default_factory=dict)
    word_parts: dict[str, WordPart] = field(default_factory=dict)
    terms: dict[str, Term] = field(default_factory=dict)
    diagnostics: list[Diagnostic] = field(default_factory=list)
    written_keys: dict[tuple[str, str], str] = field(default_factory=dict)
    renamed: dict[RecordPath, str] = field(default_factory=dict)
    left_out: dict[RecordPath, list[int]] = field(default_factory=dict)
    _shifts: dict[RecordPath, list[int]] = field(default_factory=dict)

    def report(
        self,
        subtype: Subtype,
        message: str,
        path: RecordPath,
        hint: str = "",
        severity: Severity = Severity.ERROR,
        within: tuple[str, int] | None = None,
        name: str = "",
    ) -> None:
        """Note what is wrong with the value at a path of the document.

        :param path: its path, with keys and item numbers as in the records.
        :param within: the value, if it is a text, and the offset of the fault in it.
        :param name: a name that is unknown here, and that other glossaries may know.
        """
        self.diagnostics.append(
            Diagnostic(
                severity=severity,
                subtype=subtype,
                message=message,
                file=self.document.file,
                position=self.locate(path, within),
                path=self._with_items_left_out(path),
                hint=hint,
                name=name,
            )
        )

    def locate(self, path: RecordPath, within: tuple[str, int] | None = None) -> Position:
        """Find the position of a value; the parameters are those of :meth:`report`."""
        written = path = self._with_items_left_out(path)
        if len(path) > 1:
            key = self.written_keys.get((str(path[0]), str(path[1])), path[1])
            inner = [self.renamed.get(path[: n + 1], path[n]) for n in range(2, len(path))]
            written = (path[0], key, *inner)
        locate, locate_in = self.document.locate, self.document.locate_in
        return locate_in(written, *within) if within else locate(written)

    def report_markup(self, path: RecordPath, text: str, faults: Sequence[Fault]) -> None:
        """Warn about faults in the markup of a text."""
        for fault in faults[:_MOST_FAULTS]:
            within = (text, fault.start)
            warning = Severity.WARNING
            self.report(Subtype.MARKUP, fault.message, path, fault.hint, warning, within)
        if (more := len(faults) - _MOST_FAULTS) > 0:
            message = f"{more:,} more problems in the markup of this text"
            self.report(Subtype.MARKUP, message, path, severity=Severity.WARNING)

    def leave_out(self, path: RecordPath, numbers: list[int]) -> None:
        """Note that items of the list at a path, numbered as in the records, are left out."""
        written = [self._with_items_left_out((*path, number)) for number in numbers]
        for *place, number in written:
            self.left_out.setdefault(tuple(place), []).append(int(number))
            self._shifts.pop(tuple(place), None)

    def rename(self, path: RecordPath, key: str) -> None:
        """Note that the document has another key for what is read as the last one of a path."""
        self.renamed[path] = key

    def _with_items_left_out(self, path: RecordPath) -> RecordPath:
        """Return a path with the item numbers of the document."""
        written: RecordPath = ()
        for part in path:
            number = part
            if isinstance(number, int) and written in self.left_out:
                number += bisect_right(self._shifts_of(written), number)
            written = (*written, number)
        return written

    def _shifts_of(self, path: RecordPath) -> list[int]:
        """List, for each item left out of a list, how many items before it are kept."""
        if path not in self._shifts:
            gone = sorted(self.left_out[path])
            self._shifts[path] = [number - before for before, number in enumerate(gone)]
        return self._shifts[path]
