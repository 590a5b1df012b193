"""The pages as one build writes them, without the parts that its tags or settings leave out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from functools import cache, cached_property, partial
from types import SimpleNamespace
from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast

from docutils import nodes
from docutils.utils import new_document
from sphinx.builders.singlehtml import SingleFileHTMLBuilder

from sphinx_medterm.ext.reading.conditions import TODO, Condition, Conditions, is_todo
from sphinx_medterm.ext.reading.domain_data import DomainData
from sphinx_medterm.ext.reading.running_text import PageProse
from sphinx_medterm.ext.reading.uses import PageUses, united

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders import Builder
    from sphinx.config import Config
    from sphinx.environment import BuildEnvironment

T = TypeVar("T")


class _Wanted(NamedTuple):
    """A document that a builder is told to assemble from pages.

    :ivar start: the page that it starts with.
    :ivar has_start: whether it has more of that page than what its tables of contents list.
    :ivar appendices: the pages at its end.
    """

    start: str
    has_start: bool = True
    appendices: Sequence[str] = ()


class _Setting(NamedTuple):
    """How a builder is told which documents to assemble.

    :ivar documents: the configuration value with the documents.
    :ivar toctree_only: where a document says that only the pages it lists are wanted.
    :ivar appendices: the configuration value with the pages at the end of each document.
    """

    documents: str
    toctree_only: int = 100
    appendices: str = ""


_SETTINGS = {
    "latex": _Setting("latex_documents", 5, "latex_appendices"),
    "man": _Setting("man_pages"),
    "pdf": _Setting("pdf_documents", appendices="pdf_appendices"),  # of rst2pdf
    "rinoh": _Setting("rinoh_documents"),
    "texinfo": _Setting("texinfo_documents", 7, "texinfo_appendices"),
}
"""The builders that assemble documents, besides those of single web pages."""


class WrittenPages:
    """The pages of a build."""

    def __init__(self, env: BuildEnvironment, builder: Builder, stored: DomainData) -> None:
        self._env = env
        self._builder = builder
        self._stored = stored
        self._holds = cache(partial(_holds, env.config, builder))

    # ------------------------------------------------------------------ parts of pages

    def uses(self, docnames: Set[str]) -> dict[str, PageUses]:
        """Return what each of some pages uses, if it uses anything or is searched for names."""
        searched = self._stored.prose.keys() & docnames
        stored = self._stored.uses
        uses = {name: united(self.of(stored[name])) for name in stored.keys() & docnames}
        lists = [docname for docname, page in uses.items() if page.has_todo_list]
        if lists and (notes := [*self._notes_outside(docnames)]):
            uses |= {docname: united([uses[docname], *notes]) for docname in lists}
        return dict.fromkeys(searched, PageUses()) | uses

    def prose(self, docnames: Set[str]) -> dict[str, PageProse]:
        """Return the running text of each of some pages on which names are looked for."""
        stored = self._stored.prose
        found = stored.keys() & docnames
        return {docname: PageProse.united(self.of(stored[docname])) for docname in found}

    def of(self, parts: Mapping[Conditions, T]) -> list[T]:
        """Return those parts of a page that are written."""
        return [part for conditions, part in parts.items() if self._has(conditions)]

    def outcomes(self, docname: str) -> list[bool]:
        """Return for each part of a page which of its conditions hold.

        What is around a part may be written although the part itself is not.
        """
        parts = [*self._stored.uses.get(docname, ()), *self._stored.prose.get(docname, ())]
        return [self._holds(condition) for conditions in parts for condition in conditions]

    def _notes_outside(self, docnames: Set[str]) -> Iterator[PageUses]:
        """List what to-do notes use that are not on some pages, and that lists of notes show.

        Sphinx lists the notes of all pages, also those in parts and on pages that it leaves out.
        """
        if not self._holds(TODO):
            return
        for docname, parts in self._stored.uses.items():
            for conditions, part in parts.items():
                is_written = docname in docnames and self._has(conditions)
                if is_todo(conditions) and not is_written:
                    yield part.copied(self._env.doc2path(docname))

    def _has(self, conditions: Conditions) -> bool:
        return all(map(self._holds, conditions))

    # ------------------------------------------------------------------ documents

    @property
    def is_of_documents(self) -> bool:
        """Whether pages are assembled into documents, each of which is read by itself."""
        return self._wanted is not None

    @cached_property
    def _wanted(self) -> list[_Wanted] | None:
        return _documents_of(self._env.config, self._builder)

    @cached_property
    def documents(self) -> list[tuple[str, frozenset[str]]]:
        """The first page of each document, and all that are written in it.

        Builders that write page by page make one document of all pages; others may make none.
        """
        if self._wanted is None:
            return [(self._env.config.root_doc, frozenset(self._env.found_docs))]
        return [(wanted.start, self._pages_of(wanted)) for wanted in self._wanted]

    def _pages_of(self, wanted: _Wanted) -> frozenset[str]:
        pages = [*self._below(wanted.start, is_list=not wanted.has_start)]
        found = {*(pages if wanted.has_start else pages[1:]), *wanted.appendices}
        return frozenset(found & self._env.found_docs)

    @cached_property
    def docnames(self) -> frozenset[str]:
        """The names of the pages that are written, as such or as a part of a document."""
        return frozenset().union(*(docnames for _start, docnames in self.documents))

    def in_order(self) -> Iterator[str]:
        """List the pages in the order of the tables of contents, then those in none of them."""
        seen = dict.fromkeys(self._below(self._env.config.root_doc))
        yield from (docname for docname in seen if docname in self.docnames)
        yield from sorted(self.docnames - seen.keys())

    def _below(self, start: str, *, is_list: bool = False) -> Iterator[str]:
        """List the pages of a document, in the order in which Sphinx assembles them.

        A page stands where it is first listed, even if that place is left out.

        :param is_list: whether Sphinx takes only the tables of contents from the first page, and
            then all of them, whatever is around them.
        """
        seen: set[str] = set()
        waiting = [(start, True)]
        while waiting:
            docname, is_written = waiting.pop()
            if docname in seen or docname not in self._env.found_docs:
                continue
            seen.add(docname)
            if is_written:
                yield docname
            new = []
            for conditions, listed in self._toctrees(docname):
                is_taken = is_list and docname == start
                has = is_written and (is_taken or self._has(conditions))
                new += [(name, has) for name in dict.fromkeys(listed)]
            waiting += reversed(new)

    def _toctrees(self, docname: str) -> Iterable[tuple[Conditions, Iterable[str]]]:
        usual = (((), self._env.toctree_includes.get(docname, [])),)
        return self._stored.toctrees.get(docname, usual)


def _documents_of(config: Config, builder: Builder) -> list[_Wanted] | None:
    """Return the documents that a builder assembles, or ``None`` if it writes page by page."""
    if isinstance(builder, SingleFileHTMLBuilder):
        return [_Wanted(config.root_doc)]
    setting = _SETTINGS.get(builder.name)
    if setting is None or setting.documents not in config:
        return None
    appendices = getattr(config, setting.appendices, ())
    found = []
    for given in config[setting.documents]:
        start = given.get("doc") if isinstance(given, Mapping) else given[0]
        is_list = len(given) > setting.toctree_only and bool(given[setting.toctree_only])
        is_howto = builder.name == "latex" and given[4:5] in (("howto",), ["howto"])
        found.append(_Wanted(str(start), not is_list, () if is_howto else appendices))
    return found


def _holds(config: Config, builder: Builder, condition: Condition) -> bool:
    """Return whether a builder writes what has a condition."""
    if condition.kind == "only":
        return _has_tags(builder, condition.expression)
    if condition.kind == "ifconfig":
        return _is_configured(config, builder, condition.expression)
    return bool(config.todo_include_todos)


def _has_tags(builder: Builder, expression: str) -> bool:
    try:
        return builder.tags.eval_condition(expression)
    except Exception:  # Sphinx warns about it, and keeps the content
        return True


def _is_configured(config: Config, builder: Builder, expression: str) -> bool:
    """Return what Sphinx makes of the expression of the directive ``ifconfig``."""
    from sphinx.ext.ifconfig import ifconfig

    document = new_document("")
    document.reporter.report_level = document.reporter.SEVERE_LEVEL  # Sphinx reports errors later
    document += ifconfig("", nodes.comment(), expr=expression)
    apply_ifconfig(document, config, builder)
    return next(document.findall(nodes.comment), None) is not None


def apply_ifconfig(document: nodes.document, config: Config, builder: Builder) -> None:
    """Replace the directives ``ifconfig`` in a document by their content, or by nothing."""
    from sphinx.ext.ifconfig import process_ifconfig_nodes

    app = SimpleNamespace(config=config, builder=builder)  # all that it needs of an application
    process_ifconfig_nodes(cast("Sphinx", app), document, "")
