"""The surroundings of an entry, which its sections need for rendering."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from docutils import nodes
from sphinx import addnodes

from sphinx_medterm.data_text.parse import first_sentence, parse, translated
from sphinx_medterm.data_text.tree import Paragraph, Sentence, Span, length_of, sentences
from sphinx_medterm.diagnostics import file_name
from sphinx_medterm.ext.ids import sense_id, term_id
from sphinx_medterm.ext.render.citing import UNLISTED, Cited, Imprint
from sphinx_medterm.ext.render.text import elements_of, node_of
from sphinx_medterm.names.audiences import PROFESSIONAL
from sphinx_medterm.records.visible import DEFINITIONS
from sphinx_medterm.termbase.base import Termbase
from sphinx_medterm.termbase.config_values import SECTIONS
from sphinx_medterm.termbase.misses import LONGEST_QUOTED

if TYPE_CHECKING:
    from sphinx_medterm.records.model import Sense, Term, Translation

TermAbbreviation = tuple[str, str]
"""The key of a term, and one of its abbreviations."""

IsFirst = Callable[[nodes.Element, TermAbbreviation], bool]
"""Returns whether a mention is the first use of an abbreviation."""

RenderMention = Callable[["Context", addnodes.pending_xref, IsFirst], list[nodes.Node]]
"""Returns the nodes that replace a mention."""


class Media(Protocol):
    """What a builder can show and play, and the way of files into its output."""

    pictures: frozenset[str]
    sounds: frozenset[str]

    def ship(self, path: Path, docname: str) -> str:
        """Have a picture copied if the builder chooses it, and return what Sphinx calls it."""

    def ship_sound(self, path: Path, docname: str) -> str:
        """Have a sound copied, and return what Sphinx calls it."""


class TooLongError(Exception):
    """A paragraph is too long to be quoted."""


@dataclass(kw_only=True)
class Context:
    """The surroundings of one entry.

    :ivar key: the key of the term.
    :ivar docname: the page of the entry.
    :ivar sections: the sections that are shown, in order.
    :ivar audience: the audience of the entry.
    :ivar anchored: whether the entry has ids, which only one entry of a term may have.
    :ivar old_ids: the ids by which links from outside still lead to the entry.
    :ivar translate: translates data text into the language of the project.
    :ivar render_mention: returns the nodes that replace a mention in data text.
    :ivar media: what the builder can show and play.
    :ivar language_name: returns the name of a language, given its tag.
    :ivar extract: whether messages are being extracted for translation, which needs the place of
        the record in its file.
    :ivar folds: whether the format can fold away what few readers need.
    :ivar targets: whether nodes for anchors and index entries are needed, as on paper; web pages
        take ids from all nodes, and the index from the domain.
    :ivar is_quoted: whether it is quoted in another text, where nothing else is quoted in turn.
    :ivar quotations: numbers the quotations in its texts.
    :ivar expanded: the abbreviations that have already been written out.
    :ivar prose: the nodes made of data texts, without the mentions in them.
    :ivar messages: paragraphs that exist only to have their texts extracted.
    :ivar cited: the sources that have been cited.
    :ivar imprint: what a citation of the entry names; ``None`` if readers are not told how to.
    """

    termbase: Termbase
    key: str
    docname: str
    translate: Callable[[str], str]
    render_mention: RenderMention
    media: Media
    language_name: Callable[[str], str]
    audience: str
    sections: tuple[str, ...] = tuple(SECTIONS)
    anchored: bool = True
    old_ids: tuple[str, ...] = ()
    extract: bool = False
    targets: bool = True
    folds: bool = False
    is_quoted: bool = False
    quotations: Iterator[int] = field(default_factory=lambda: count(1))
    expanded: set[TermAbbreviation] = field(default_factory=set)
    prose: list[nodes.Node] = field(default_factory=list)
    messages: list[nodes.paragraph] = field(default_factory=list)
    cited: Cited = field(default_factory=Cited)
    imprint: Imprint | None = None

    @cached_property
    def term(self) -> Term:
        """The term of the entry."""
        return self.termbase.term(self.key)

    @property
    def label(self) -> str:
        """The preferred label of the term."""
        return self.term.label or self.key

    @property
    def styled(self) -> bool:
        """Whether the format has style sheets, as those that need no targets do."""
        return not self.targets

    def shows(self, section: str) -> bool:
        """Return whether a section is to be shown."""
        return section in self.sections

    # ------------------------------------------------------------------ data text

    def definitions(self, record: Sense | Translation) -> list[str]:
        """Return the definition for the audience; for both, the definition and the plain one.

        If one is missing, it is replaced by the other.
        """
        fields = DEFINITIONS.get(self.audience, DEFINITIONS[PROFESSIONAL])
        texts = [text for field in fields if (text := getattr(record, field))]
        return texts[:1] if self.audience in DEFINITIONS else texts

    def blocks(self, text: str, *classes: str) -> list[nodes.Element]:
        """Return the paragraphs and lists of a data text."""
        return elements_of(parse(text).blocks, self._paragraph, classes)

    def paragraphs(self, text: str, *classes: str) -> list[nodes.paragraph]:
        """Return a data text as paragraphs only, with lists written as sentences."""
        return [
            nodes.paragraph("", "", *self._sentence(sentence), classes=list(classes))
            for sentence in sentences(parse(text).blocks)
        ]

    def line(self, text: str) -> list[nodes.Node]:
        """Return a data text as one line."""
        line: list[nodes.Node] = []
        for sentence in sentences(parse(text).blocks):
            line += [nodes.Text(" ")] if line else []
            line += self._sentence(sentence)
        return line

    def words(self, text: str) -> str:
        """Return the words of a data text, without its markup, on one line."""
        lines: list[str] = []
        for paragraph in parse(text).paragraphs():
            self._extract(nodes.paragraph(paragraph.source, ""), paragraph.source, is_shown=False)
            lines.append("".join(span.text for span in translated(paragraph, self.translate)))
        return " ".join(lines)

    def note(self, text: str | None) -> list[nodes.Node]:
        """Return a remark of an editor as one line; nothing if there is none, or it is hidden."""
        return self.line(text) if text and self.shows("notes") else []

    def untranslated_line(self, text: str) -> list[nodes.Node]:
        """Return a data text in another language as one line, without translating it."""
        return replace(self, translate=str, extract=False, prose=[]).line(text)

    def first_paragraph(self, text: str) -> list[nodes.Node]:
        """Return the first paragraph of a data text as one line, with the list it introduces.

        :raises TooLongError: if it has more than :data:`LONGEST_QUOTED` characters.
        """
        first = first_sentence(text)
        if length_of(first) > LONGEST_QUOTED:
            raise TooLongError
        return self._sentence(first)

    def _sentence(self, sentence: Sentence) -> list[nodes.Node]:
        built: list[nodes.Node] = []
        for part in sentence:
            if isinstance(part, str):
                built.append(nodes.Text(part))
            else:
                built += self._translated(part)
                self._extract(nodes.paragraph(part.source, ""), part.source, is_shown=False)
        return built

    def _paragraph(self, paragraph: Paragraph) -> nodes.paragraph:
        made = nodes.paragraph(paragraph.source, "", *self._translated(paragraph))
        self._extract(made, paragraph.source)
        return made

    def _extract(self, paragraph: nodes.paragraph, text: str, *, is_shown: bool = True) -> None:
        """Mark a paragraph for extraction, if messages are being extracted.

        :param is_shown: whether the paragraph is part of the entry.
        """
        if not self.extract:
            return
        origin = self.termbase.origin(self.key)
        paragraph.source, paragraph.line = file_name(origin.file), origin.line
        # Sphinx extracts only paragraphs with a persistent id.
        paragraph.uid = uuid.uuid5(uuid.NAMESPACE_OID, f"{self.key} {text}").hex  # type: ignore[attr-defined]
        if not is_shown:
            self.messages.append(paragraph)

    def _translated(self, paragraph: Paragraph) -> list[nodes.Node]:
        """Return the nodes of a paragraph in the language of the project."""
        spans = translated(paragraph, self.translate)
        return self._inline(spans, is_translated=spans is not paragraph.spans)

    def _inline(self, spans: Iterable[Span], *, is_translated: bool) -> list[nodes.Node]:
        """Return the nodes of spans, with mentions rendered."""
        built: list[nodes.Node] = []
        for node in map(node_of, spans):
            if isinstance(node, addnodes.pending_xref):
                node["refdoc"] = self.docname
                node["data_term"] = self.key
                node["is_translated"] = is_translated
                built += self.render_mention(self, node, self._is_first_use)
            else:
                built.append(node)
                self.prose.append(node)
        return built

    def _is_first_use(self, _node: nodes.Element, short: TermAbbreviation) -> bool:
        """Return whether an abbreviation is used for the first time in this entry."""
        is_first = short not in self.expanded
        self.expanded.add(short)
        return is_first or self.is_quoted

    def for_term(self, key: str) -> Context:
        """Return the same surroundings for another term, to be quoted."""
        return replace(self, key=key, anchored=False, is_quoted=True, prose=[])

    # ------------------------------------------------------------------ anchors and links

    def anchor(self, node: nodes.Element, *node_ids: str) -> list[nodes.Node]:
        """Add ids to a node, if the entry has ids.

        :returns: the nodes that must precede it.
        """
        if not self.anchored:
            return []
        node["ids"] += node_ids
        return [nodes.target("", "", refid=one) for one in node_ids] if self.targets else []

    def ids(self, sense: str = "") -> list[str]:
        """Return the ids of the term, or of one of its senses.

        After its own come those of its former keys, and other old ones, for links from outside.
        """
        keys = (self.key, *self.termbase.lookup.former_keys(self.key))
        if sense:
            return [sense_id(key, sense) for key in keys]
        return [*map(term_id, keys), *self.old_ids]

    def link(self, key: str, text: str = "") -> nodes.Element:
        """Return a link to the entry of another term, if it has one.

        :param text: what the link shows; by default the label of the term.
        """
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

    @property
    def cites(self) -> bool:
        """Whether the entry names its sources."""
        return self.shows("sources") and self.cited.style != UNLISTED

    def cite(self, sources: Iterable[str]) -> list[nodes.Node]:
        """Return marks for sources, each linked to its source in the list."""
        marks: list[nodes.Node] = []
        for source in sources if self.cites else ():
            mark = self.cited.mark_of(source)
            marks.append(nodes.Text(" "))
            if self.anchored:
                link = nodes.reference("", mark, internal=True, refid=self.cited.id_of(source))
                link["classes"].append("medterm-cite")
                marks.append(link)
            else:
                marks.append(nodes.inline("", mark, classes=["medterm-cite"]))
        return marks
