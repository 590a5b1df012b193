"""The state of one build: its inputs, and what is computed from all pages together."""

from __future__ import annotations

from collections.abc import Callable, Set
from functools import cached_property, partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol, TypeVar, cast

from docutils import nodes

from sphinx_medterm.digest import text_digest
from sphinx_medterm.ext.ids import parse_id, sense_id, term_id
from sphinx_medterm.ext.messages import Findings
from sphinx_medterm.ext.nodes import PAGE_PARTS
from sphinx_medterm.ext.page_settings import fields_of_pages, page_setting
from sphinx_medterm.ext.project.documents import Document
from sphinx_medterm.ext.project.first_use import first_pages
from sphinx_medterm.ext.project.looks import Looks
from sphinx_medterm.ext.project.names_found import NamesFound
from sphinx_medterm.ext.project.output import Output
from sphinx_medterm.ext.project.placement import Place, Placement, Ways, place_entries
from sphinx_medterm.ext.project.reach import Reach
from sphinx_medterm.ext.project.translation import digest_of_catalogues, forget_catalogues
from sphinx_medterm.ext.project.written import WrittenPages
from sphinx_medterm.ext.reading.domain_data import DomainData
from sphinx_medterm.termbase.base import Termbase
from sphinx_medterm.termbase.config_values import CONFIG_VALUES
from sphinx_medterm.termbase.lookup import Match

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment

    from sphinx_medterm.ext.reading.running_text import PageProse
    from sphinx_medterm.ext.reading.uses import PageUses
    from sphinx_medterm.ext.render.context import TermAbbreviation
    from sphinx_medterm.ext.views.view import View

T = TypeVar("T")

NAMES_FOUND = "medterm-names.json"
"""File name, next to the pickled pages, for the names found in running text."""


class Build:
    """One run of a builder.

    Whatever depends on all pages is computed at its first use, which must not be before all pages
    have been read.

    :ivar has_started: whether Sphinx has started it; the next run needs a build of its own.
    :ivar domain_data: the data stored for the pages that were read.
    :ivar output: the output of the builder.
    :ivar conversions: the types of pictures that extensions convert, each with the type it becomes.
    :ivar digests: for each page, a digest of what it shows of the termbase.
    :ivar digests_before: the same when this builder last wrote the page.
    :ivar findings: what is wrong with the use of terms on pages.
    :ivar resolved_pages: the pages whose references have been resolved, to be written.
    """

    def __init__(self, env: BuildEnvironment, builder: Builder, termbase: Termbase) -> None:
        self.env = env
        self.builder = builder
        self.termbase = termbase
        self.has_started = False
        self.domain_data = DomainData(env.domaindata["medterm"])
        self.output = Output.of(builder)
        self.conversions: list[tuple[str, str]] = []
        self.digests: dict[str, str] = {}
        self.digests_before: dict[str, str] = {}
        self.findings = Findings()
        self.resolved_pages: set[str] = set()
        self._computed: dict[Callable[[Build], Any], Any] = {}
        forget_catalogues()

    @cached_property
    def prose(self) -> dict[str, PageProse]:
        """The running text of each page on which names may be linked automatically."""
        if not self.env.config.medterm_deprecated_in_text:
            return self.searched
        found = self.searched.items()
        return {docname: prose for docname, prose in found if self.autolink_on(docname) != "off"}

    @cached_property
    def written(self) -> WrittenPages:
        """The pages that this build writes."""
        return WrittenPages(self.env, self.builder, self.domain_data)

    @cached_property
    def pages(self) -> dict[str, PageUses]:
        """What each page uses from the termbase, as this build writes it."""
        if len(self.documents) == 1:
            return self.document.pages
        return self.written.uses(self.written.docnames)

    @cached_property
    def searched(self) -> dict[str, PageProse]:
        """The running text of each page on which names are looked for."""
        return self.written.prose(self.written.docnames)

    @cached_property
    def reading_order(self) -> list[str]:
        """The pages in the order of the tables of contents, then those in none of them."""
        return [*self.written.in_order()]

    def autolink_on(self, docname: str) -> str:
        """Return which names in running text are linked on a page."""
        return page_setting(self.env, docname, "medterm_autolink")

    @cached_property
    def names_found(self) -> NamesFound:
        """The names of terms in running text."""
        return NamesFound(self.termbase, Path(self.env.doctreedir) / NAMES_FOUND)

    def pages_in(self, doctree: nodes.document, docname: str = "") -> list[str]:
        """List the pages that a doctree is assembled from.

        :param docname: the first of them; left out, the page that is being resolved.
        """
        pages = [docname or self.env.docname]
        if self.output.assembles_pages:
            parts = (part for kind in PAGE_PARTS for part in doctree.findall(kind))
            pages += [part["docname"] for part in parts if part is not doctree]
        return pages

    # ------------------------------------------------------------------ documents

    @cached_property
    def documents(self) -> list[Document]:
        """The documents that are made, of which there is at least one."""
        made = self.written.documents or [("", frozenset())]
        return [Document(*one, self.written, self._place) for one in made]

    @cached_property
    def document(self) -> Document:
        """The document that is being written, or else the first one."""
        return self.documents[0]

    def begin_document(self, doctree: nodes.document) -> None:
        """Note which document is being written, before any of its references are resolved.

        Extensions may resolve pages by themselves; these belong to the first document with them.
        """
        if len(self.documents) > 1:
            pages = {*self.pages_in(doctree)}
            self.document = min(self.documents, key=lambda document: document.unlike(pages))

    def document_with(self, docname: str) -> Document:
        """Return the first document that has a page."""
        return next((one for one in self.documents if docname in one.docnames), self.document)

    @property
    def placement(self) -> Placement:
        """The places of all entries in the document that is being written."""
        return self.document.placement

    @property
    def entries(self) -> dict[str, Place]:
        """The place of each term that has an entry, in the first document that has it."""
        found: dict[str, Place] = {}
        for document in reversed(self.documents):
            found |= document.placement.entries
        return found

    # ------------------------------------------------------------------ computed from all pages

    def forget_pages(self) -> None:
        """Drop everything computed from pages, after pages have been read."""
        for name, value in vars(Build).items():
            # What is found in a text depends on no other pages.
            if isinstance(value, cached_property) and name != "names_found":
                vars(self).pop(name, None)
        self._computed.clear()
        forget_catalogues()

    def computed(self, compute: Callable[[Build], T]) -> T:
        """Return what a function computes from this build, at its first use."""
        if compute not in self._computed:
            self._computed[compute] = compute(self)
        return cast("T", self._computed[compute])

    @cached_property
    def digest(self) -> str:
        """A digest of all that entries and mentions depend on."""
        settings = [self.env.config[value.name] for value in CONFIG_VALUES]
        prose = sorted((docname, prose.digest) for docname, prose in self.searched.items())
        data = (self.termbase.digest_of_files, self.catalogues)
        documents = [sorted(one.docnames) for one in self.documents]
        pages = (documents, sorted(self.pages.items()))
        parts = (*data, settings, pages, prose, [*fields_of_pages(self.env)])
        return text_digest(repr(parts))

    @cached_property
    def catalogues(self) -> str:
        """A digest of the project's catalogues."""
        return digest_of_catalogues(self.env)

    @cached_property
    def without_entry(self) -> set[str]:
        """The terms without an entry that have been reported."""
        return {finding.key for finding in self.findings.found}

    @cached_property
    def first_pages(self) -> dict[TermAbbreviation, str]:
        """The page with the first use of each abbreviation."""
        return first_pages(self.reading_order, self.pages, self.termbase)

    @cached_property
    def has_insertions(self) -> bool:
        """Whether any page has mentions that insert text of their term."""
        parts = chain.from_iterable(parts.values() for parts in self.domain_data.uses.values())
        return any(part.insertions for part in parts)

    def find_name_or_id(self, name: str) -> Match:
        """Look up what may also be the id of an entry, as links of MyST have it."""
        if not (found := self.termbase.find(name)).keys and (address := parse_id(name)):
            key, sense = address
            return self.termbase.find(f"{key}#{sense}" if sense else key)
        return found

    def anchor(self, match: Match) -> tuple[Place, str] | None:
        """Return the place and id that a link to a term or sense leads to, if it has an entry."""
        if not match.keys or (place := self.placement.entries.get(match.key)) is None:
            return None
        if match.sense and place.look.has_senses:
            return place, sense_id(match.key, match.sense)
        return place, term_id(match.key)

    def title_of_page_with(self, key: str) -> str:
        """Return the title of the page with the entry of a term, if it has one."""
        if (place := self.placement.entries.get(key)) is None:
            return ""
        title = self.env.titles.get(place.docname)
        return title.astext() if title is not None else ""

    def place_of(self, docname: str, there: Place | View) -> str:
        """Return file and line of a directive on a page."""
        return f"{there.file or self.env.doc2path(docname)}:{there.line}"

    def _place(self, document: Document) -> Placement:
        """Decide where the entries of a document are placed."""
        reach, pages = self._reach, document.pages
        linked = partial(self._terms_in_prose, document.docnames)
        ways = Ways(linked, partial(reach.of_quotations, pages), reach.of_entry)
        return place_entries(pages, self.termbase, self.looks.of, ways)

    @cached_property
    def looks(self) -> Looks:
        """How views show entries."""
        return Looks(self.env, extracts=self.output.extracts_messages)

    @cached_property
    def _reach(self) -> Reach:
        return Reach(self.env, self.termbase, extracts=self.output.extracts_messages)

    def sections_on_card(self, place: Place, audience: str) -> tuple[str, ...]:
        """Return what a card may show: what its entry shows, and would show the card's readers."""
        shown = self.looks.sections(place.asked, audience)
        return tuple(name for name in shown if name in place.look.sections and name != "sources")

    def _terms_in_prose(self, docnames: Set[str], page: str) -> set[str]:
        """Return the terms whose names in running text may be linked automatically.

        :param docnames: the pages of a document, most of which may have no other mention.
        :param page: the only page to look at; empty for all.
        """
        lookup, known = self.termbase.lookup, self.prose
        return {
            key
            for docname in ([page] if page else known.keys() & docnames)
            if (prose := known.get(docname))
            for keys in self.names_found.in_prose(prose.text, prose.digest).values()
            if (key := lookup.linkable(keys))
        }


class _Domain(Protocol):
    """The domain, which holds the current build."""

    current_build: Build | None


def begin(build: Build) -> None:
    """Make a build the current one of its environment.

    The domain holds it: domains live as long as their environment and are not pickled with it.
    """
    _domain(build.env).current_build = build


def build_of(env: BuildEnvironment) -> Build:
    """Return the current build of an environment.

    :raises KeyError: before the event ``builder-inited``, when the data files are opened.
    """
    if (build := _domain(env).current_build) is None:
        raise KeyError("medterm: the data files are opened at builder-inited, with priority 500")
    return build


def _domain(env: BuildEnvironment) -> _Domain:
    return cast("_Domain", env.get_domain("medterm"))
