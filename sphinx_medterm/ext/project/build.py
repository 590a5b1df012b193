"""The state of one build: what it works with, and what follows from all pages together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set
from functools import cache, cached_property, partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from docutils import nodes
from sphinx import addnodes

from sphinx_medterm.digest import text_digest
from sphinx_medterm.ext.config import CONFIG_VALUES
from sphinx_medterm.ext.ids import sense_id, term_id
from sphinx_medterm.ext.messages import Findings
from sphinx_medterm.ext.page_settings import page_setting
from sphinx_medterm.ext.project.first_use import first_pages
from sphinx_medterm.ext.project.names_found import NamesFound
from sphinx_medterm.ext.project.output import Output
from sphinx_medterm.ext.project.placement import LeadsTo, Place, Placement, place_entries
from sphinx_medterm.ext.project.translation import catalogue_of, translator_by
from sphinx_medterm.ext.reading.kept import Kept
from sphinx_medterm.termbase.base import Termbase
from sphinx_medterm.termbase.lookup import Match
from sphinx_medterm.termbase.shown import Shown

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinx_medterm.ext.reading.running_text import PageProse
    from sphinx_medterm.ext.render.context import Short

NAMES_FOUND = "medterm-names.json"
"""Name of the file, beside the pages that have been read, of names found in running text."""


class Build:
    """One run of a builder.

    What follows from all pages is worked out when it is first asked for, which must not be before
    all pages are read.

    :ivar kept: what pages hold.
    :ivar output: what the builder writes.
    :ivar catalogues: a digest of the project's catalogues, taken when all pages are read.
    :ivar digests: of what each page shows of the termbase.
    :ivar digests_before: what each page showed when this builder last wrote it.
    :ivar findings: what is wrong with the use of terms on pages.
    :ivar resolved_pages: the pages whose references have been resolved, to be written.
    :ivar without_entry: terms without an entry that have been reported.
    :ivar usual_autolink: which names in running text are linked on pages that do not say so, if
        it is not as the configuration has it.
    :ivar more_prose: the running text of pages that is not kept with them.
    :ivar note_decision: is told what becomes of each name in running text.
    """

    def __init__(self, env: BuildEnvironment, builder: Builder, termbase: Termbase) -> None:
        self.env = env
        self.builder = builder
        self.termbase = termbase
        self.kept = Kept(env.domaindata["medterm"])
        self.output = Output.of(builder)
        self.catalogues = ""
        self.digests: dict[str, str] = {}
        self.digests_before: dict[str, str] = {}
        self.findings = Findings()
        self.resolved_pages: set[str] = set()
        self.without_entry: set[str] = set()
        self.usual_autolink = ""
        self.more_prose: dict[str, PageProse] = {}
        self.note_decision: Callable[[Any, Any], None] | None = None

    @property
    def prose(self) -> dict[str, PageProse]:
        """The running text of each page on which names may be linked by themselves."""
        return self.kept.prose | self.more_prose if self.more_prose else self.kept.prose

    def autolink_on(self, docname: str) -> str:
        """Return which names in running text are linked on a page."""
        return page_setting(self.env, docname, "medterm_autolink", self.usual_autolink)

    @cached_property
    def names_found(self) -> NamesFound:
        """The names of terms in running text."""
        return NamesFound(self.termbase, Path(self.env.doctreedir) / NAMES_FOUND)

    def pages_in(self, document: nodes.document) -> list[str]:
        """List the pages that a document being written is made of, that of its name first."""
        pages = [self.env.docname]
        if self.output.assembles_pages:
            pages += [part["docname"] for part in document.findall(addnodes.start_of_file)]
        return pages

    # ------------------------------------------------------------------ what all pages make

    def forget_pages(self) -> None:
        """Have all that follows from pages worked out again, after pages have been read."""
        for name in ("placement", "first_pages", "has_worded"):
            vars(self).pop(name, None)

    @property
    def digest(self) -> str:
        """A digest of all that entries and mentions depend on: data, catalogues, settings, pages.

        It is not cached: pages may still be read.
        """
        settings = [self.env.config[value.name] for value in CONFIG_VALUES]
        prose = sorted((docname, prose.digest) for docname, prose in self.prose.items())
        data = (self.termbase.digest_of_files, self.catalogues)
        parts = (*data, settings, sorted(self.kept.uses.items()), prose)
        return text_digest(repr(parts))

    @cached_property
    def placement(self) -> Placement:
        """Where all entries stand."""
        return place_entries(self.kept.uses, self.termbase, self._terms_in_prose, self._leads_to())

    @cached_property
    def first_pages(self) -> dict[Short, str]:
        """The page on which each abbreviation is used first."""
        return first_pages(self.env, self.kept.uses, self.termbase, self.builder.tags)

    @cached_property
    def has_worded(self) -> bool:
        """Whether any page has mentions that show something of their term."""
        return any(uses.worded for uses in self.kept.uses.values())

    def anchor(self, match: Match) -> tuple[Place, str] | None:
        """Find the place and id that a link to a term or sense leads to, if it has an entry."""
        if not match.keys or (place := self.placement.entries.get(match.key)) is None:
            return None
        if match.sense and "definition" not in place.hide:
            return place, sense_id(match.key, match.sense)
        return place, term_id(match.key)

    def _terms_in_prose(self) -> set[str]:
        """List the terms whose names in running text may be linked by themselves."""
        lookup = self.termbase.lookup
        return {
            key
            for prose in self.prose.values()
            for keys in self.names_found.in_prose(prose.text, prose.digest).values()
            if (key := lookup.linkable(keys))
        }

    def _leads_to(self) -> LeadsTo:
        """Return what lists the terms that an entry leads to, as its texts are on its pages."""
        depends, shown = self.termbase.depends, Shown(self.termbase, translator_by)
        catalogue = cache(partial(catalogue_of, self.env))

        def leads_to(key: str, docnames: Set[str]) -> Iterable[str]:
            catalogues = {catalogue(docname) for docname in docnames}
            if self.output.extracts_messages or catalogues == {""}:
                return depends.leads_to(key)
            mentions = [shown.mentions_in_entry(key, one) for one in catalogues]
            return depends.leads_to(key, chain.from_iterable(mentions))

        return leads_to


_BUILDS: WeakKeyDictionary[BuildEnvironment, Build] = WeakKeyDictionary()


def begin(build: Build) -> None:
    """Make a build the one of its environment."""
    _BUILDS[build.env] = build


def build_of(env: BuildEnvironment) -> Build:
    """Return the build that an environment is used in.

    :raises KeyError: if none has begun: the data files are opened when the builder is ready.
    """
    return _BUILDS[env]
