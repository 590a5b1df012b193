"""The running text of a page, without titles, links, code and the like."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from docutils import nodes
from sphinx import addnodes

from sphinx_medterm.digest import text_digest
from sphinx_medterm.ext.messages import other_file, source_of
from sphinx_medterm.ext.nodes import NO_LINKS, PAGE_PARTS, ancestors, medterm_block
from sphinx_medterm.ext.reading.conditions import Conditions, conditions_in
from sphinx_medterm.termbase.config_values import NOT_PROSE, as_list

if TYPE_CHECKING:
    from sphinx.config import Config

_CLOSED = (
    nodes.Titular,
    nodes.FixedTextElement,  # code, raw, comments, formulas
    nodes.Invisible,
    nodes.docinfo,
    nodes.term,
    nodes.classifier,
    nodes.field_name,
    nodes.option_group,
    nodes.label,
    nodes.citation,
    nodes.attribution,
    nodes.decoration,
    nodes.system_message,
    nodes.problematic,
    nodes.generated,
    nodes.reference,
    nodes.footnote_reference,
    nodes.citation_reference,
    nodes.title_reference,
    nodes.abbreviation,
    nodes.acronym,
    nodes.literal,
    nodes.math,
    nodes.subscript,
    nodes.superscript,
    nodes.raw,
    addnodes.pending_xref,
    addnodes.literal_emphasis,
    addnodes.literal_strong,
    addnodes.manpage,
    addnodes.acks,
    addnodes.desc_signature,
    addnodes.productionlist,
    addnodes.centered,
    addnodes.toctree,
    addnodes.index,
)
"""Elements without running text."""

_CLOSED_CLASSES = frozenset(
    {NO_LINKS, "xref", "guilabel", "menuselection", "versionmodified", "dfn", "contents"}
)


class Bounds(NamedTuple):
    """What a project counts as running text.

    :ivar captions: whether captions are.
    :ivar skipped: classes and names of elements that are not.
    """

    captions: bool = True
    skipped: frozenset[str] = frozenset(NOT_PROSE)

    @classmethod
    def of(cls, config: Config) -> Bounds:
        """Return the bounds that the configuration of a project sets."""
        own = as_list(config.medterm_autolink_skip)
        return cls(config.medterm_autolink_captions, frozenset({*NOT_PROSE, *own}))

    def skips(self, element: nodes.Element) -> bool:
        """Return whether an element is to be skipped by its name or one of its classes."""
        classes = element["classes"]
        if not self.skipped.isdisjoint(classes) or not _CLOSED_CLASSES.isdisjoint(classes):
            return True
        return element.tagname in self.skipped


SEPARATOR = "\0"
"""Separates two texts; no name contains it."""


class Start(NamedTuple):
    """Where a piece of text begins.

    :ivar line: the line, if it is known.
    :ivar file: the file with that line, if it is not the page itself.
    """

    line: int | None
    file: str = ""


class PageProse(NamedTuple):
    """The running text of a page, or of a part of it.

    :ivar digest: a digest of the text.
    :ivar text: its pieces, with separators between them.
    :ivar starts: where each piece begins.
    """

    digest: str
    text: str
    starts: tuple[Start, ...] = ()

    @classmethod
    def of(cls, pieces: Iterable[str], starts: Iterable[Start] = ()) -> PageProse:
        """Return pieces of text with their digest."""
        text = SEPARATOR.join(pieces)
        return cls(text_digest(text), text, tuple(starts))

    @classmethod
    def united(cls, parts: Sequence[PageProse]) -> PageProse:
        """Return the running text of a page with these parts."""
        if len(parts) == 1:
            return parts[0]
        starts = chain.from_iterable(part.starts for part in parts)
        return cls.of((part.text for part in parts), starts)


ProseParts = dict[Conditions, PageProse]
"""The running text of the parts of a page, by the conditions on which a build has them."""


class Passage(NamedTuple):
    """A piece of running text, or a reference between such pieces.

    :ivar docname: the page that it belongs to.
    :ivar section: the innermost section around it.
    :ivar entry: the entry around it, if any.
    :ivar is_data: whether the text comes from a data file.
    """

    node: nodes.Text | addnodes.pending_xref
    docname: str
    section: nodes.Node
    entry: medterm_block | None
    is_data: bool


def prose_of(document: nodes.document, bounds: Bounds) -> ProseParts:
    """Return the running text of each part of a page that was just read.

    :param bounds: what counts as running text.
    """
    find_conditions, start_of = conditions_in(document), _Starts(document)
    parts: dict[Conditions, list[tuple[str, Start]]] = {(): []}
    for passage in passages_in(document, "", bounds):
        conditions = find_conditions(passage.node)
        if isinstance(passage.node, nodes.Text) and conditions is not None:
            piece = passage.node.astext(), start_of(passage.node)
            parts.setdefault(conditions, []).append(piece)
    return {
        conditions: PageProse.of([text for text, _ in pieces], [start for _, start in pieces])
        for conditions, pieces in parts.items()
    }


class _Starts:
    """Finds where texts begin, going by the lines of those before them."""

    def __init__(self, document: nodes.document) -> None:
        self._page = source_of(document)
        self._passed: dict[nodes.Node, int] = {}

    def __call__(self, text: nodes.Text) -> Start:
        """Return where a text begins; to be called for all texts in order."""
        parent = next((one for one in ancestors(text) if one.line is not None), None)
        if parent is None or parent.line is None:
            return Start(None)
        before = self._passed.get(parent, 0)
        self._passed[parent] = before + text.count("\n")
        return Start(parent.line + before, other_file(parent.source, self._page))


def passages_in(document: nodes.document, docname: str, bounds: Bounds) -> list[Passage]:
    """List the running text and references of a page, or of several assembled pages.

    :param docname: the name of the page, or of the first one.
    :param bounds: what counts as running text.
    """
    walk = _Walk(bounds)
    walk.through(document, _Place(docname, document))
    return walk.found


class _Place(NamedTuple):
    docname: str
    section: nodes.Node
    entry: medterm_block | None = None
    only: Collection[int] | None = None
    """The ids of the nodes that running text is limited to; ``None`` for no limit."""
    is_data: bool = False

    def inside(self, element: nodes.Element) -> _Place:
        """Return the place of the children of an element."""
        if isinstance(element, nodes.section):
            return self._replace(section=element)
        if isinstance(element, PAGE_PARTS):
            return _Place(element["docname"], element)
        if isinstance(element, medterm_block):
            if element.term:
                texts = frozenset(map(id, element.prose))
                return self._replace(entry=element, only=texts)
            if "medterm-remarks" in element["classes"]:
                return self._replace(only=None)
        return self


class _Walk:
    def __init__(self, bounds: Bounds) -> None:
        self.found: list[Passage] = []
        self._bounds = bounds

    def through(self, element: nodes.Element, place: _Place) -> None:
        """Walk through the children of an element in order."""
        for node in element.children:
            here = place
            if place.only is not None and id(node) in place.only:
                here = place._replace(only=None, is_data=True)
            if isinstance(node, nodes.Text):
                if here.only is None:
                    self._note(node, here)
            elif isinstance(node, addnodes.pending_xref):
                self._note(node, here)
            elif isinstance(node, nodes.Element) and self._is_open(node):
                self.through(node, here.inside(node))
            elif isinstance(node, nodes.Element):
                for link in node.findall(addnodes.pending_xref):
                    self._note(link, here)

    def _note(self, node: nodes.Text | addnodes.pending_xref, place: _Place) -> None:
        passage = Passage(node, place.docname, place.section, place.entry, place.is_data)
        self.found.append(passage)

    def _is_open(self, node: nodes.Element) -> bool:
        if self._bounds.skips(node):
            return False
        is_table_title = isinstance(node, nodes.title) and isinstance(node.parent, nodes.table)
        if is_table_title or isinstance(node, nodes.caption):
            return self._bounds.captions
        if isinstance(node, nodes.container) and not node["classes"]:
            return not (_is_list_of_footnotes(node) or _is_label_of_tab(node))
        return not isinstance(node, _CLOSED)


def keep_out(document: nodes.document, bounds: Bounds) -> None:
    """Mark the empty elements that are to be skipped.

    Other extensions replace them when a page is written, by bibliographies and the like, which
    inherit their classes.
    """
    for element in document.findall(nodes.Element):
        if not element.children and element.tagname in bounds.skipped:
            element["classes"].append(NO_LINKS)


def _is_list_of_footnotes(container: nodes.container) -> bool:
    """Return whether a container without classes is a bibliography that sphinxcontrib-bibtex made.

    It puts the footnotes of ``footcite`` into one, where authors write theirs beside other text.
    """
    children = container.children
    return bool(children) and all(isinstance(child, nodes.footnote) for child in children)


def _is_label_of_tab(container: nodes.container) -> bool:
    """Return whether a container without classes is a label that sphinx-tabs made.

    In formats without tabs it marks only all the tabs together.
    """
    tab = container.parent
    if tab is None or tab.parent is None or tab["classes"] or tab[0] is not container:
        return False
    return "sphinx-tabs" in tab.parent.get("classes", ())
