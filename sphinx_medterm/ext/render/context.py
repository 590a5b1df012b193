"""What the sections of an entry need to know to be rendered."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import count
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_medterm.data_text.parse import parse, translated
from sphinx_medterm.data_text.tree import Paragraph, Sentence, Span, sentences
from sphinx_medterm.diagnostics import Subtype, file_name
from sphinx_medterm.ext.messages import warn
from sphinx_medterm.ext.render.text import elements_of, node_of
from sphinx_medterm.termbase.base import Termbase

if TYPE_CHECKING:
    from sphinx_medterm.records.model import Sense, Source, Term, Translation

LONGEST_QUOTED = 5000
"""The longest paragraph that is quoted, in characters; of one that is longer the name is shown.

The longest definition in the Human Phenotype Ontology has 1700.
"""

TermAbbreviation = tuple[str, str]
"""A term by its key, and one of its abbreviations."""

IsFirst = Callable[[nodes.Element, TermAbbreviation], bool]
"""Tells of a mention whether it is the first use of an abbreviation."""

RenderMention = Callable[["Context", addnodes.pending_xref, IsFirst], list[nodes.Node]]
"""Returns the nodes that replace a mention."""


class TooLongError(Exception):
    """A paragraph is too long to be quoted."""


@dataclass(kw_only=True)
class Context:
    """The surroundings of one entry.

    :ivar key: of the term.
    :ivar docname: the page the entry stands on.
    :ivar hide: the sections not to be shown.
    :ivar audience: whom it is for.
    :ivar anchored: whether the entry has ids; only one entry of a term has.
    :ivar translate: translates data text into the language of the project.
    :ivar render_mention: returns the nodes that replace a mention in data text.
    :ivar language_name: names a language, given its tag.
    :ivar extract: whether messages are being extracted for translation, which costs finding the
        place of the record in its file.
    :ivar targets: whether nodes for anchors and index entries are needed: writers of web pages take
        ids from all nodes, and the index from elsewhere; those of paper formats do not.
    :ivar reports: whether to warn of what is wrong with data text.
    :ivar is_quoted: whether it is shown inside another text, where nothing else is quoted in turn.
    :ivar quotations: numbers the quotations in its texts.
    :ivar expanded: the abbreviations that have been written out already, by term.
    :ivar prose: what data texts have become, without the mentions in them.
    :ivar messages: paragraphs with the texts to be extracted that are no paragraphs of the entry.
    :ivar cited: the sources that have been cited, with their numbers.
    """

    termbase: Termbase
    key: str
    docname: str
    translate: Callable[[str], str]
    render_mention: RenderMention
    language_name: Callable[[str], str]
    audience: str
    hide: tuple[str, ...] = ()
    anchored: bool = True
    extract: bool = False
    targets: bool = True
    reports: bool = True
    is_quoted: bool = False
    quotations: Iterator[int] = field(default_factory=lambda: count(1))
    expanded: set[TermAbbreviation] = field(default_factory=set)
    prose: list[nodes.Node] = field(default_factory=list)
    messages: list[nodes.paragraph] = field(default_factory=list)
    cited: dict[str, int] = field(default_factory=dict)

    @cached_property
    def term(self) -> Term:
        """The term whose entry it is."""
        return self.termbase.term(self.key)

    @property
    def label(self) -> str:
        """Its preferred label."""
        return self.term.label or self.key

    @property
    def styled(self) -> bool:
        """Whether it is a format of style sheets; they are those that need no targets."""
        return not self.targets

    def shows(self, section: str) -> bool:
        """Tell whether a section is to be shown."""
        return section not in self.hide

    # ------------------------------------------------------------------ data text

    def definitions(self, said: Sense | Translation) -> list[str]:
        """Give the definition for the audience; for both, the definition and the plain one.

        One that is missing is replaced by the other.
        """
        texts = [text for text in (said.definition, said.plain_definition) if text]
        return {"professional": texts[:1], "plain": texts[-1:]}.get(self.audience, texts)

    def blocks(self, text: str, *classes: str) -> list[nodes.Element]:
        """Make paragraphs and lists of a data text."""
        return elements_of(parse(text).blocks, self._paragraph, classes)

    def paragraphs(self, text: str, *classes: str) -> list[nodes.paragraph]:
        """Make paragraphs of a data text where lists cannot stand: they read as sentences."""
        return [
            nodes.paragraph("", "", *self._sentence(said), classes=list(classes))
            for said in sentences(parse(text).blocks)
        ]

    def line(self, text: str) -> list[nodes.Node]:
        """Make one line of a data text."""
        shown: list[nodes.Node] = []
        for said in sentences(parse(text).blocks):
            shown += [nodes.Text(" "), *self._sentence(said)] if shown else self._sentence(said)
        return shown

    def note(self, text: str | None) -> list[nodes.Node]:
        """Make one line of a remark; nothing if there is none."""
        return self.line(text) if text else []

    def untranslated_line(self, text: str) -> list[nodes.Node]:
        """Make one line of a data text in another language, which is not to be translated."""
        return replace(self, translate=str, extract=False, prose=[]).line(text)

    def first_paragraph(self, text: str) -> list[nodes.Node]:
        """Make a line of the first paragraph of a data text, with the list that it leads to.

        :raises TooLongError: if it has more than :data:`LONGEST_QUOTED` characters.
        """
        first = sentences(parse(text).blocks)[0]
        length = sum(len(part if isinstance(part, str) else part.source) for part in first)
        if length > LONGEST_QUOTED:
            raise TooLongError
        return self._sentence(first)

    def _sentence(self, said: Sentence) -> list[nodes.Node]:
        shown: list[nodes.Node] = []
        for part in said:
            if isinstance(part, str):
                shown.append(nodes.Text(part))
            else:
                shown += self.inline(translated(part, self.translate))
                self._extract(nodes.paragraph(part.source, ""), part.source, is_shown=False)
        return shown

    def _paragraph(self, paragraph: Paragraph) -> nodes.paragraph:
        spans = translated(paragraph, self.translate)
        made = nodes.paragraph(paragraph.source, "", *self.inline(spans))
        self._extract(made, paragraph.source)
        return made

    def _extract(self, paragraph: nodes.paragraph, text: str, *, is_shown: bool = True) -> None:
        """Have a text extracted for translation, if messages are.

        :param is_shown: whether the paragraph is part of the entry.
        """
        if not self.extract:
            return
        origin = self.termbase.origin(self.key)
        paragraph.source, paragraph.line = file_name(origin.file), origin.line
        # Sphinx extracts only what has an id that lasts.
        paragraph.uid = uuid.uuid5(uuid.NAMESPACE_OID, f"{self.key} {text}").hex  # type: ignore[attr-defined]
        if not is_shown:
            self.messages.append(paragraph)

    def inline(self, spans: Iterable[Span]) -> list[nodes.Node]:
        """Make nodes of spans; mentions get their words."""
        shown: list[nodes.Node] = []
        for node in map(node_of, spans):
            if isinstance(node, addnodes.pending_xref):
                node["refdoc"] = self.docname
                node["data_term"] = self.key
                shown += self.render_mention(self, node, self._is_first_use)
            else:
                shown.append(node)
                self.prose.append(node)
        return shown

    def _is_first_use(self, _node: nodes.Element, short: TermAbbreviation) -> bool:
        """Tell whether an abbreviation is used for the first time; an entry stands by itself."""
        is_first = short not in self.expanded
        self.expanded.add(short)
        return is_first or self.is_quoted

    def warn(
        self, node: nodes.Element, message: str, hint: str, subtype: Subtype = Subtype.LACKING
    ) -> None:
        """Warn of a mention where it was written: in a data file or on a page."""
        if self.reports:
            origin = str(self.termbase.origin(node["data_term"])) if "data_term" in node else node
            warn(subtype, message, origin, hint)

    def about(self, key: str) -> Context:
        """Give the same surroundings for another term."""
        return replace(self, key=key, anchored=False, is_quoted=True, prose=[])

    # ------------------------------------------------------------------ anchors and links

    def anchor(self, node: nodes.Element, node_id: str) -> list[nodes.Node]:
        """Give a node an id, if the entry has ids; returns what must stand before the node."""
        if not self.anchored:
            return []
        node["ids"].append(node_id)
        return [nodes.target("", "", refid=node_id)] if self.targets else []

    def link(self, key: str, text: str = "") -> nodes.Element:
        """Link to the entry of another term, if it has one; shown as its label."""
        return addnodes.pending_xref(
            "",
            nodes.Text(text or self.termbase.label(key)),
            refdomain="medterm",
            reftype="term",
            reftarget=key,
            refdoc=self.docname,
            refexplicit=True,
            refwarn=False,
        )

    # ------------------------------------------------------------------ sources

    def cite(self, sources: Iterable[str]) -> list[nodes.Node]:
        """Make numbered marks for sources; a source keeps the number of its first mark."""
        marks: list[nodes.Node] = []
        if not self.shows("sources"):
            return marks
        for source in sources:
            number = self.cited.setdefault(source, len(self.cited) + 1)
            mark = f"[{number}]"
            marks.append(nodes.Text(" "))
            if self.anchored:
                link = nodes.reference(
                    "", mark, internal=True, refid=self.source_id(number), classes=["medterm-cite"]
                )
                marks.append(link)
            else:
                marks.append(nodes.inline("", mark, classes=["medterm-cite"]))
        return marks

    def source_id(self, number: int) -> str:
        """Give the id of a source in the list; no id of a term can be the same."""
        return f"medterm_source-{self.key}-{number}"

    def source(self, key: str) -> Source:
        """Give a source."""
        return self.termbase.source(key)
