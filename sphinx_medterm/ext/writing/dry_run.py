"""A builder that writes no pages, and lists which names would be linked automatically."""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.environment import BuildEnvironment

from sphinx_medterm.diagnostics import file_name, shortened
from sphinx_medterm.ext.messages import logger
from sphinx_medterm.ext.page_settings import page_setting
from sphinx_medterm.ext.project.build import Build, begin, build_of
from sphinx_medterm.ext.reading.running_text import Bounds, PageProse, Passage, prose_of
from sphinx_medterm.ext.writing.automatic_links import Decision

LIST = "autolink"
"""The name of the list's files, without suffix."""


class Row(NamedTuple):
    """A name in running text.

    :ivar page: the file that contains it: a page, or a data file.
    :ivar key: the term that it would be linked to; empty if there would be no link.
    :ivar reason: why there would be no link.
    """

    page: str
    line: int | None
    text: str
    key: str
    reason: str

    def __str__(self) -> str:
        place = f"{self.page}:{self.line}" if self.line else self.page
        return f'{place}: "{self.text}"' + (f" -> {self.key}" if self.key else f": {self.reason}")

    def to_json(self) -> str:
        """Return the row as one line of JSON."""
        return json.dumps(self._asdict(), ensure_ascii=False)


class _LinkingAll(Build):
    """A build that links all names, although the project's setting is ``off``."""

    def autolink_on(self, docname: str) -> str:
        """Return which names are linked on a page, which may override the setting."""
        return page_setting(self.env, docname, "medterm_autolink", "all")

    @cached_property
    def prose(self) -> dict[str, PageProse]:
        """The running text of all pages, most of which is not stored with them."""
        stored, bounds = super().prose, Bounds.of(self.env.config)
        return stored | {
            docname: PageProse.united(
                self.written.of(prose_of(self.env.get_doctree(docname), bounds))
            )
            for docname in sorted(self.env.found_docs - stored.keys())
            if self.autolink_on(docname) != "off"
        }


class DryRun(Builder):
    """Lists the names that the project's setting would link, or all names if that is ``off``."""

    name = "medterm-autolink"
    epilog = f"The list is in %(outdir)s/{LIST}.txt and {LIST}.jsonl."
    allow_parallel = False

    def init(self) -> None:
        """Prepare for the list."""
        self._rows: list[Row] = []
        self.events.connect("env-updated", self._begin, priority=400)  # before entries are placed

    @property
    def _build(self) -> Build:
        return build_of(self.env)

    def _begin(self, _app: Sphinx, env: BuildEnvironment) -> None:
        self._rows = []  # an application may build several times
        if self.config.medterm_autolink == "off":
            build = _LinkingAll(env, self, self._build.termbase)
            build.has_started = True
            begin(build)

    def get_outdated_docs(self) -> Set[str]:
        """Return all pages, since each build lists all of them."""
        return self.env.found_docs

    def get_target_uri(self, docname: str, typ: str | None = None) -> str:
        """Return no address, since no page is written."""
        return ""

    def prepare_writing(self, docnames: Set[str]) -> None:
        """Do nothing."""

    def write_doc(self, docname: str, doctree: nodes.document) -> None:
        """Write nothing: the names were collected when the page was linked."""

    def note_decisions(self, passage: Passage, decisions: Sequence[Decision]) -> None:
        """List the names in a piece of text."""
        for decision in decisions:
            text = passage.node.astext()[decision.found.start : decision.found.end]
            place = self._place(passage, decision)
            self._rows.append(Row(*place, " ".join(text.split()), decision.key, decision.reason))

    def _place(self, passage: Passage, decision: Decision) -> tuple[str, int | None]:
        line: int | None
        if passage.is_data and passage.entry is not None:
            file, line = self._build.termbase.origin(passage.entry.term)
        else:
            source, line = _place_of(passage.node, decision.found.start)
            # docutils gives included files relative to the current folder.
            file = Path.cwd() / (source or self.env.doc2path(passage.docname))
            file = Path(os.path.normpath(file))
        return self._name_of(file), line

    def _name_of(self, file: Path) -> str:
        is_here = file.is_absolute() and file.is_relative_to(self.srcdir)
        return file_name(file.relative_to(self.srcdir) if is_here else file)

    # ------------------------------------------------------------------ the list

    def finish(self) -> None:
        """Write and log the list."""
        self._rows += self._too_long()
        lines = list(self._lines())
        for line in lines:
            logger.info(line)
        text = "".join(f"{line}\n" for line in lines)
        Path(self.outdir, f"{LIST}.txt").write_text(text, encoding="utf-8")
        rows = "".join(f"{row.to_json()}\n" for row in self._rows)
        Path(self.outdir, f"{LIST}.jsonl").write_text(rows, encoding="utf-8")

    def _too_long(self) -> Iterator[Row]:
        """List the names that are too long to be searched for."""
        from sphinx_medterm.names.search import LONGEST

        limit = f"it has more than {LONGEST} words and punctuation marks"
        effect = ", so running text is not searched for it"
        for name, keys in self._build.names_found.finder.unsearched().items():
            for key in keys:
                file, line = self._build.termbase.origin(key)
                yield Row(self._name_of(file), line, shortened(name), "", f"{limit}{effect}")

    def _lines(self) -> Iterator[str]:
        linked = [row for row in self._rows if row.key]
        others = [row for row in self._rows if not row.key]
        yield from map(str, linked)
        counts = Counter(row.key for row in linked)
        yield ""
        yield f"{len(linked)} links to {len(counts)} terms"
        for key, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            yield f"{count:7} {key}"
        if others:
            yield ""
            yield f"{len(others)} not linked"
            yield from map(str, others)


def _place_of(node: nodes.Node, start: int) -> tuple[str | None, int | None]:
    """Return the file and line of a position in a text, as far as docutils knows them.

    Only blocks have lines, so the lines of the text inside are counted.
    """
    block = node.parent
    while block.parent is not None and block.line is None:
        block = block.parent
    if block.line is None:
        return block.source, None
    lines = block.line
    for text in block.findall(nodes.Text):
        if text is node:
            break
        lines += text.count("\n")
    return block.source, lines + node.astext()[:start].count("\n")
