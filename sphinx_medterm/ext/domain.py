"""The domain ``medterm``: what pages hold, where entries stand, how mentions are resolved."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Set
from functools import cache, partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from docutils import nodes
from sphinx import addnodes
from sphinx.domains import Domain, ObjType
from sphinx.errors import ExtensionError
from sphinx.util.tags import Tags

from sphinx_medterm.codes import BUILT_IN
from sphinx_medterm.diagnostics import Diagnostic, Severity, Subtype, listed
from sphinx_medterm.digest import text_digest
from sphinx_medterm.ext.config import CONFIG_VALUES, as_list
from sphinx_medterm.ext.first_use import Short, first_pages
from sphinx_medterm.ext.links import link_to, shown_by
from sphinx_medterm.ext.messages import _, show_progress, warn, warn_all
from sphinx_medterm.ext.names_found import NamesFound
from sphinx_medterm.ext.page_settings import known_choice, page_setting
from sphinx_medterm.ext.placement import LeadsTo, PageUses, Place, Placement, place_entries
from sphinx_medterm.ext.running_text import PageProse
from sphinx_medterm.ext.translation import catalogue_of, translator_by
from sphinx_medterm.ext.uses import Places, role_of, uses_on
from sphinx_medterm.formats.files import DEFAULT_FILES, expand_globs
from sphinx_medterm.names.mentions import NAMING_KINDS
from sphinx_medterm.records.visible import AUDIENCES
from sphinx_medterm.termbase.base import Termbase
from sphinx_medterm.termbase.load import open_termbase
from sphinx_medterm.termbase.lookup import Match
from sphinx_medterm.termbase.shown import Shown
from sphinx_medterm.termbase.store import StoreError

if TYPE_CHECKING:
    from sphinx.builders import Builder
    from sphinx.environment import BuildEnvironment


STORE = "medterm.sqlite"
"""Name of the compiled data files, beside the pages that have been read."""

NAMES_FOUND = "medterm-names.json"
"""Name of the file, beside them, of the names that were found in running text."""


def term_id(key: str) -> str:
    """Give the id of a term's entry."""
    return f"medterm-{key}"


def sense_id(key: str, sense: str) -> str:
    """Give the id of one sense in a term's entry. ``--`` cannot be part of a key."""
    return f"medterm-{key}--{sense}"


def addressed(target_id: str) -> tuple[str, str] | None:
    """Give the key and sense whose id it is; the sense is empty if it is that of the entry."""
    if not target_id.startswith("medterm-"):
        return None
    key, _dashes, sense = target_id.removeprefix("medterm-").partition("--")
    return key, sense


def index_entries(names: Iterable[str], key: str) -> list[tuple[str, str, str, str, None]]:
    """Make entries of the general index; a semicolon would split one in two."""
    return [("single", name.replace(";", ","), term_id(key), "", None) for name in names]


class MedtermDomain(Domain):
    """Medical terms: their entries and the mentions of them.

    :ivar resolved_pages: the pages that this build has resolved, to be written.
    :ivar extracts_messages: whether this build collects messages for translation.
    :ivar needs_targets: whether this build's format has anchors and index entries in the text.
    :ivar tags: those of this build, which the directive ``only`` asks for.
    :ivar builder: the one of this build.
    :ivar writes_page_by_page: whether no document that is written is made of several pages.
    :ivar has_cards: whether this build's pages explain terms in hover cards.
    :ivar catalogues: a stamp of the project's catalogues, taken when all pages are read.
    :ivar usual_autolink: which names in running text are linked on pages that do not say so, if
        it is not to be as the configuration has it.
    :ivar more_prose: the running text of pages that is not kept with them.
    :ivar note_decision: is told what becomes of each name in running text.
    :ivar stamps: what each page shows of the termbase, as :mod:`.freshness` has it.
    :ivar written_stamps: what it showed when it was last written.
    :ivar findings: what is wrong with the use of terms on pages, as :mod:`.findings` has it.
    :ivar without_entry: terms without an entry that have been told of.
    """

    name = "medterm"
    label = "Medical terms"
    object_types: ClassVar[dict[str, ObjType]] = {
        "term": ObjType(_("medical term"), "term", *sorted(NAMING_KINDS - {"term"})),
        "sense": ObjType(_("sense of a medical term"), "term", searchprio=-1),
    }
    initial_data: ClassVar[dict[str, Any]] = {
        "pages": {},
        "mentioned_at": {},
        "prose": {},
        "objects": [],
        "listed": "",  # the state in which the lists of entries were made
        "std_terms": "",  # a stamp of all that the role term can lead to
    }
    data_version = 5

    def __init__(self, env: BuildEnvironment) -> None:
        super().__init__(env)
        self._termbase: Termbase | None = None
        self._placement: Placement | None = None
        self._first_pages: dict[Short, str] | None = None
        self._has_worded: bool | None = None
        self._names_found: NamesFound | None = None
        self.resolved_pages: set[str] = set()
        self.extracts_messages = False
        self.needs_targets = True
        self.tags = Tags()
        self.builder: Builder | None = None
        self.writes_page_by_page = False
        self.has_cards = False
        self.catalogues = ""
        self.usual_autolink = ""
        self.more_prose: dict[str, PageProse] = {}
        self.note_decision: Callable[[Any, Any], None] | None = None
        self.stamps: dict[str, str] = {}
        self.written_stamps: dict[str, str] = {}
        self.findings: Any = None
        self.without_entry: set[str] = set()

    # ------------------------------------------------------------------ what pages hold

    @property
    def pages(self) -> dict[str, PageUses]:
        """What each page takes from the termbase."""
        pages: dict[str, PageUses] = self.data["pages"]
        return pages

    @property
    def mentioned_at(self) -> dict[str, Places]:
        """Where the names that pages mention stand first on each page, and how often in all."""
        places: dict[str, Places] = self.data["mentioned_at"]
        return places

    @property
    def prose(self) -> dict[str, PageProse]:
        """The running text of each page on which names may be linked by themselves."""
        prose: dict[str, PageProse] = self.data["prose"]
        return prose | self.more_prose if self.more_prose else prose

    def autolink_on(self, docname: str) -> str:
        """Tell which names in running text are linked on a page."""
        return page_setting(self.env, docname, "medterm_autolink", self.usual_autolink)

    def process_doc(self, env: BuildEnvironment, docname: str, document: nodes.document) -> None:
        """Note what a page that has just been read takes from the termbase."""
        uses, places = uses_on(document)
        if uses != PageUses():
            self.pages[docname] = uses
            self.mentioned_at[docname] = places

    def note_prose(self, docname: str, prose: PageProse) -> None:
        """Keep the running text of a page that has just been read."""
        self.data["prose"][docname] = prose
        self.pages.setdefault(docname, PageUses())
        self.mentioned_at.setdefault(docname, {})

    def clear_doc(self, docname: str) -> None:
        """Forget a page that is removed or read again; Sphinx forgets what it had listed, too."""
        self.pages.pop(docname, None)
        self.mentioned_at.pop(docname, None)
        self.data["prose"].pop(docname, None)
        self.data["listed"] = ""

    def merge_domaindata(self, docnames: Set[str], otherdata: dict[str, Any]) -> None:
        """Take over the pages that a parallel process has read."""
        for docname in docnames & otherdata["pages"].keys():
            self.pages[docname] = otherdata["pages"][docname]
            self.mentioned_at[docname] = otherdata["mentioned_at"][docname]
            if docname in otherdata["prose"]:
                self.data["prose"][docname] = otherdata["prose"][docname]

    @property
    def state(self) -> str:
        """Stamp all that entries and mentions depend on: data, translations, settings, pages."""
        settings = [self.env.config[value.name] for value in CONFIG_VALUES]
        prose = sorted((docname, prose.digest) for docname, prose in self.prose.items())
        data = (self.termbase.digest_of_files, self.catalogues)
        parts = (*data, settings, sorted(self.pages.items()), prose)
        return text_digest(repr(parts))

    def pages_in(self, document: nodes.document) -> list[str]:
        """List the pages that a document being written is made of, that of its name first."""
        pages = [self.env.docname]
        if not self.writes_page_by_page:
            pages += [part["docname"] for part in document.findall(addnodes.start_of_file)]
        return pages

    # ------------------------------------------------------------------ the termbase

    @property
    def termbase(self) -> Termbase:
        """The compiled data files; never pickled."""
        if self._termbase is None:
            raise RuntimeError("the data files are not loaded yet")
        return self._termbase

    def load(self, base: Path) -> None:
        """Compile the data files if they have changed, and report what is wrong with them.

        :param base: the folder of ``conf.py``, which file names are relative to.
        :raises ExtensionError: if what is compiled cannot be kept.
        """
        names, diagnostics = _data_files(as_list(self.env.config.medterm_files), base)
        files = [base / name for name in names]
        store = Path(self.env.doctreedir) / STORE
        systems = BUILT_IN.with_own(self.env.config.medterm_code_systems)
        try:
            self._termbase = open_termbase(store, files, base, show_progress, systems)
            diagnostics += self._termbase.diagnostics
        except StoreError as error:
            raise ExtensionError(str(error), modname="sphinx_medterm") from error
        warn_all(diagnostics)

    # ------------------------------------------------------------------ where entries stand

    @property
    def placement(self) -> Placement:
        """Where all entries stand; to be asked for only when all pages are read."""
        if self._placement is None:
            self._placement = place_entries(
                self.pages, self.termbase, self.terms_in_prose, self._leads_to()
            )
        return self._placement

    @property
    def names_found(self) -> NamesFound:
        """The names of terms in running text."""
        if self._names_found is None:
            file = Path(self.env.doctreedir) / NAMES_FOUND
            self._names_found = NamesFound(self.termbase, file)
        return self._names_found

    def terms_in_prose(self) -> set[str]:
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
            if self.extracts_messages or catalogues == {""}:
                return depends.leads_to(key)
            mentions = [shown.mentions_in_entry(key, one) for one in catalogues]
            return depends.leads_to(key, chain.from_iterable(mentions))

        return leads_to

    def forget_places(self) -> None:
        """Have the places worked out again, after pages have been read."""
        self._placement = self._first_pages = self._has_worded = None

    @property
    def first_pages(self) -> dict[Short, str]:
        """The page on which each abbreviation is used first; ask when all pages are read."""
        if self._first_pages is None:
            self._first_pages = first_pages(self.env, self.pages, self.termbase, self.tags)
        return self._first_pages

    @property
    def has_worded(self) -> bool:
        """Whether any page has mentions that show something of their term."""
        if self._has_worded is None:
            self._has_worded = any(uses.worded for uses in self.pages.values())
        return self._has_worded

    def anchor(self, match: Match) -> tuple[Place, str] | None:
        """Find the place and id that a link to a term or sense leads to, if it has an entry."""
        if not match.keys or (place := self.placement.entries.get(match.key)) is None:
            return None
        if match.sense and "definition" not in place.hide:
            return place, sense_id(match.key, match.sense)
        return place, term_id(match.key)

    # ------------------------------------------------------------------ references

    def resolve_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        typ: str,
        target: str,
        node: addnodes.pending_xref,
        contnode: nodes.Element | nodes.Text,
    ) -> nodes.reference | None:
        """Turn a reference into a link to the entry; most mentions are linked by :mod:`.links`."""
        match = self.termbase.find(target)
        self.note_resolved(node, fromdocname, match)
        if self.anchor(match) is None:
            return None
        shown, audience = shown_by(self, contnode, match, target), self.own_audience(node)
        return link_to(self, match, builder, fromdocname, shown, role_of(node), audience)

    def note_resolved(self, node: addnodes.pending_xref, docname: str, match: Match) -> None:
        """Note that a reference on a page is being resolved, and warn if it may lead elsewhere."""
        self.resolved_pages.add(docname)
        if len(match.keys) > 1 and not is_reported(node):
            self.warn_ambiguous(node["reftarget"], match, node)

    def own_audience(self, node: addnodes.pending_xref) -> str:
        """Return whom the card of a mention is for; empty if it is for those the page is for."""
        audience = node.get("audience", "") if self.has_cards else ""
        return audience and known_choice(audience, AUDIENCES, "audience", self._location(node))

    def resolve_any_xref(
        self,
        env: BuildEnvironment,
        fromdocname: str,
        builder: Builder,
        target: str,
        node: addnodes.pending_xref,
        contnode: nodes.Element,
    ) -> list[tuple[str, nodes.reference]]:
        """Resolve the ``any`` role."""
        if ("term", target) in env.get_domain("std").objects:  # type: ignore[attr-defined]
            return []  # found there already
        reference = self.resolve_xref(env, fromdocname, builder, "term", target, node, contnode)
        return [("medterm:term", reference)] if reference is not None else []

    def warn_ambiguous(self, target: str, match: Match, node: nodes.Element) -> None:
        """Say that a name has several terms, and which one is taken."""
        message = f"{target!r} is a name of several terms: {listed(match.keys)}"
        hint = f"{match.key!r} is taken; {self.termbase.lookup.which(match)}"
        warn(Subtype.AMBIGUOUS, message, self._location(node), hint)

    def warn_missing(self, node: addnodes.pending_xref) -> None:
        """Say why a mention has no link: the term is unknown, or has no entry."""
        if not node.get("refwarn") or is_reported(node):
            return
        name = node["reftarget"]
        match = self.termbase.find(name)
        if not match.keys:
            message = f"unknown term {name!r}"
            hint = self.termbase.lookup.hint(name)
            warn(Subtype.UNKNOWN, message, self._location(node), hint)
        elif match.key not in self.without_entry:
            self.without_entry.add(match.key)
            message = f"the term {match.key!r} has no entry on any page, so it is not linked"
            hint = f"write '.. medterm:: {match.key}' or '.. medterm:glossary::' on a page"
            warn(Subtype.NO_ENTRY, message, self._location(node), hint)

    def _location(self, node: nodes.Element) -> str | nodes.Element:
        """Tell where a mention was written: in a data file or on a page."""
        return str(self.termbase.origin(node["data_term"])) if "data_term" in node else node

    # ------------------------------------------------------------------ objects

    def get_objects(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """List terms by all their shown names and keys, and senses, for inventory and search."""
        yield from self.data["objects"]


def _data_files(names: list[str], base: Path) -> tuple[list[Path], list[Diagnostic]]:
    if names:
        return expand_globs(names, base)
    files = [Path(name) for name in DEFAULT_FILES if (base / name).exists()]
    if files:
        return files, []
    missing = Diagnostic(
        severity=Severity.WARNING,
        subtype=Subtype.FILE,
        message="there is no data file",
        hint=f"create {DEFAULT_FILES[0]} beside conf.py, or name your files in medterm_files",
    )
    return [], [missing]


def is_reported(node: addnodes.pending_xref) -> bool:
    """Tell whether what is wrong with a mention is reported with all others: see ``misses``."""
    return node["refdomain"] == MedtermDomain.name and "data_term" not in node
