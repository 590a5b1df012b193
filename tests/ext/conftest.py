"""A project in memory: what a build works with when all pages are read, without an application.

Its pages are read by docutils with our own roles and directives, its termbase is compiled in
memory, and the builder is one of Sphinx that has not been started. The environment is a stand-in
with the attributes that our code asks for.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from copy import copy, deepcopy
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, cast

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from docutils import nodes
from docutils.frontend import Values, get_default_settings
from docutils.parsers.rst import Parser, directives, roles
from docutils.utils import new_document
from sphinx.application import builtin_extensions
from sphinx.builders import Builder
from sphinx.config import Config
from sphinx.directives.other import Only
from sphinx.environment import BuildEnvironment
from sphinx.roles import AnyXRefRole, XRefRole
from sphinx.util.docutils import docutils_namespace
from sphinx.util.tags import Tags

from sphinx_medterm.diagnostics import Severity
from sphinx_medterm.ext.page_settings import is_searched
from sphinx_medterm.ext.project.build import Build
from sphinx_medterm.ext.project.lists import update_lists
from sphinx_medterm.ext.reading.domain_data import DomainData
from sphinx_medterm.ext.reading.roles import MentionRole
from sphinx_medterm.ext.reading.running_text import Bounds, prose_of
from sphinx_medterm.ext.reading.toctrees import toctrees_of
from sphinx_medterm.ext.reading.uses import collect_uses
from sphinx_medterm.ext.views.entry_view import EntryDirective
from sphinx_medterm.ext.views.glossary_view import GlossaryDirective
from sphinx_medterm.names.mentions import KINDS
from sphinx_medterm.termbase.base import Termbase
from sphinx_medterm.termbase.config_values import CONFIG_VALUES
from sphinx_medterm.termbase.load import load_termbase

NOWHERE = Path("no-such-folder")
"""Where projects are that neither read nor write files."""


@dataclass
class Domain:
    """Stands in for a domain of Sphinx: what it lists."""

    data: dict[str, Any] = field(default_factory=lambda: {"objects": {}, "entries": {}})


@dataclass
class Events:
    """Stands in for the events of Sphinx: other projects know some names.

    :ivar known: these names.
    """

    known: frozenset[str] = frozenset()

    def emit_firstresult(
        self, _name: str, _env: object, node: nodes.Element, *_: object, **__: object
    ) -> nodes.Node | None:
        """Resolve a reference if its name is known."""
        return nodes.reference() if node["reftarget"] in self.known else None


@dataclass
class CurrentDocument:
    """The page that is being read."""

    docname: str = ""


@dataclass
class Environment:
    """Stands in for the environment of Sphinx."""

    config: Config
    srcdir: Path
    doctreedir: Path
    found_docs: set[str]
    toctree_includes: dict[str, list[str]]
    metadata: dict[str, dict[str, str]]
    events: Events
    current_document: CurrentDocument = field(default_factory=CurrentDocument)
    titles: dict[str, nodes.title] = field(default_factory=dict)
    domains: dict[str, Domain] = field(default_factory=lambda: {"std": Domain(), "index": Domain()})
    domaindata: dict[str, dict[str, Any]] = field(
        default_factory=lambda: {"medterm": deepcopy(dict(DomainData.INITIAL))}
    )
    ref_context: dict[str, str] = field(default_factory=dict)

    @property
    def docname(self) -> str:
        """The page that is being read."""
        return self.current_document.docname

    def doc2path(self, docname: str) -> str:
        """Return the file of a page."""
        return f"{docname}.rst"

    def get_domain(self, name: str) -> Domain:
        """Return a domain of Sphinx."""
        return self.domains[name]


@dataclass(frozen=True, kw_only=True)
class Project:
    """A project that a test describes, from which it makes builds.

    :ivar data: what is in its one data file.
    :ivar pages: the text of each page.
    :ivar contents: the pages in the table of contents of each page.
    :ivar fields: what pages set at their tops.
    :ivar std_terms: where the terms of Sphinx's own glossaries stand.
    :ivar elsewhere: the names that other projects know.
    :ivar config: values of its configuration.
    """

    data: Mapping[str, Any]
    pages: Mapping[str, str]
    builder: str = "html"
    tags: Sequence[str] = ()
    contents: Mapping[str, list[str]] = field(default_factory=dict)
    fields: Mapping[str, dict[str, str]] = field(default_factory=dict)
    std_terms: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    elsewhere: frozenset[str] = frozenset()
    config: Mapping[str, Any] = field(default_factory=dict)
    folder: Path = NOWHERE

    def but(self, **changes: Any) -> Project:
        """Return the project with other values in the place of some."""
        return replace(self, **changes)

    def but_page(self, **pages: str) -> Project:
        """Return the project with other texts on some pages."""
        return replace(self, pages={**self.pages, **pages})

    def set(self, **config: Any) -> Project:
        """Return the project with another configuration."""
        return replace(self, config={**self.config, **config})

    def build(self) -> Build:
        """Begin a build, and read all pages."""
        env = self.environment()
        build = Build(cast("BuildEnvironment", env), self._builder(), termbase_of(self.data))
        for docname, text in self.pages.items():
            hide = tuple(env.config.medterm_hide)
            self._note_page(build, docname, read_page(text, docname, hide))
        build.forget_pages()
        update_lists(build)
        return build

    def _note_page(self, build: Build, docname: str, document: nodes.document) -> None:
        build.domain_data.note_page(docname, collect_uses(document), toctrees_of(document))
        if is_searched(build.env, docname):
            bounds = Bounds.of(build.env.config)
            build.domain_data.note_prose(docname, prose_of(document, bounds))

    def environment(self) -> Environment:
        """Make an environment in which no page has been read."""
        config = Config({}, dict(self.config))
        for value in CONFIG_VALUES:
            config.add(value.name, value.default, value.rebuild, value.types)
        config.add("gettext_compact", True, "gettext", ())  # which its builder does
        env = Environment(
            config=config,
            srcdir=self.folder,
            doctreedir=self.folder,
            found_docs={*self.pages},
            toctree_includes={**self.contents},
            metadata={docname: {} for docname in self.pages} | {**self.fields},
            events=Events(self.elsewhere),
        )
        terms = {("term", name): place for name, place in self.std_terms.items()}
        env.get_domain("std").data["objects"] |= terms
        return env

    def _builder(self) -> Builder:
        made = builder_of(self.builder)
        made.outdir = self.folder / "out"
        made.doctreedir = self.folder
        made.tags = Tags(list(self.tags))
        return made


@cache
def builder_classes() -> dict[str, type[Builder]]:
    """Return all builders that come with Sphinx, by name."""
    for name in builtin_extensions:
        if name.startswith(("sphinx.builders.", "sphinxcontrib.")):
            import_module(name)
    return {found.name: found for found in _below(Builder) if found.name}


def _below(base: type[Builder]) -> Iterator[type[Builder]]:
    for found in base.__subclasses__():
        if found.__module__.startswith(("sphinx.", "sphinxcontrib.")):
            yield found
            yield from _below(found)


def builder_of(name: str) -> Builder:
    """Return a builder that has not been started."""
    found = builder_classes()[name]
    return found.__new__(found)


@cache
def read_page(text: str, docname: str = "page", hide: Sequence[str] = ()) -> nodes.document:
    """Read a page, as docutils alone reads it; anything that is wrong with it is an error.

    :param hide: the sections that entries do not show unless their directives ask for them.
    """
    settings = copy(_settings())
    settings.env = Project(data={}, pages={}, config={"medterm_hide": hide}).environment()
    settings.env.current_document.docname = docname
    document = new_document(f"{docname}.rst", settings)
    with docutils_namespace():
        _register()
        Parser().parse(text, document)
    return document


@cache
def _settings() -> Values:
    settings = get_default_settings(Parser)
    settings.halt_level = 2
    return settings


def _register() -> None:
    own: dict[str, Any] = {f"medterm:{kind}": MentionRole(kind) for kind in KINDS}
    own |= {"medterm": MentionRole(), "std:term": XRefRole(), "any": AnyXRefRole()}
    for name, role in own.items():
        roles.register_local_role(name, role)
    directives.register_directive("medterm", EntryDirective)
    directives.register_directive("medterm:glossary", GlossaryDirective)
    directives.register_directive("only", Only)


def translate(folder: Path, name: str, **messages: str) -> None:
    """Write a German catalogue, with messages whose blanks are written as underscores."""
    catalogue = Catalog(locale="de")
    for text, translation in messages.items():
        catalogue.add(text.replace("_", " "), translation)
    file = folder / "locales" / "de" / "LC_MESSAGES" / f"{name}.mo"
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as opened:
        write_mo(opened, catalogue)


def termbase_of(data: Mapping[str, Any]) -> Termbase:
    """Compile what is in a data file, which has no errors."""
    return _compiled(json.dumps(data, indent=1))


_DATA = tempfile.TemporaryDirectory()
"""Holds the data files, from which lines of records are read when they are asked for."""


@cache
def _compiled(text: str) -> Termbase:
    folder = Path(tempfile.mkdtemp(dir=_DATA.name))
    folder.joinpath("terms.json").write_text(text, encoding="utf-8")
    termbase = load_termbase("terms.json", base=folder)
    assert not [one for one in termbase.diagnostics if one.severity is Severity.ERROR]
    return termbase


@pytest.fixture(autouse=True)
def no_other_warning(caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """Expect no warning while pages are read."""
    yield
    assert [record.getMessage() for record in caplog.get_records("call")] == []


@pytest.fixture
def on_disk(tmp_path: Path) -> Project:
    """Give a project without terms and pages that keeps files."""
    return Project(data={}, pages={}, folder=tmp_path)
