"""Characters of data texts that a LaTeX engine cannot print, which are set up or reported.

The preamble of each document says how to write the characters in it that need it. What an engine
can write by itself is left to it, and so is what only the texts of pages have.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast
from unicodedata import normalize
from urllib.parse import quote

from docutils import nodes
from sphinx import addnodes

from sphinx_medterm.diagnostics import Subtype, quoted, spoken
from sphinx_medterm.ext.ids import parse_id
from sphinx_medterm.ext.messages import warn
from sphinx_medterm.ext.nodes import medterm_block, target_of
from sphinx_medterm.ext.project.build import Build, build_of
from sphinx_medterm.ext.writing.paper.latex import medterm_index
from sphinx_medterm.ext.writing.paper.latex_engines import Engine, engine_of
from sphinx_medterm.ext.writing.paper.right_to_left import mark_reversed
from sphinx_medterm.ext.writing.paper.tex_characters import needs_tipa
from sphinx_medterm.names.characters import is_visible

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders.latex import LaTeXBuilder

_NAMED = 3  # characters that a warning names
_OWN_PREAMBLE = "medterm_own_preamble"
_IN_ADDRESSES = "".join(map(chr, range(0x21, 0x7F)))


def prepare_characters(app: Sphinx, document: nodes.document, _docname: str) -> None:
    """Set up the characters of a document that is about to be written.

    Extensions may also resolve single pages, which are not documents.
    """
    if "docname" in document and hasattr(app.builder, "document_data"):
        build_of(app.env).computed(PaperCharacters).prepare(document)


class PaperCharacters:
    """The characters of all documents of a build."""

    def __init__(self, build: Build) -> None:
        self._build = build
        builder = cast("LaTeXBuilder", build.builder)
        self._context: dict[str, Any] = builder.context
        # The builder keeps its context from one build of an application to the next.
        self._preamble: str = self._context.setdefault(_OWN_PREAMBLE, self._context["preamble"])
        self._left = len(builder.document_data)
        self._missing = _Missing()
        self._engine = engine_of(self._context, build.env.config.latex_elements.values())

    def prepare(self, document: nodes.document) -> None:
        """Set up the characters of a document, and report what is missing after the last one."""
        parts: list[tuple[nodes.Node, str]] = []
        _collect(document, parts)
        _mend(parts)
        _unlink_titles(document)
        if self._engine is None:
            return
        needed = _Needed(self._engine, self._missing)
        for node, key in parts:
            needed.look_at(node, key)
        self._context["preamble"] = "\n".join([self._preamble, *needed.declarations()])
        self._left -= 1
        if self._left == 0 and self._missing.counts:
            self._report(self._engine)

    def _report(self, engine: Engine) -> None:
        missing = self._missing
        where = f", first in the term {quoted(missing.key)}" if missing.key else ""
        message = (
            f"{engine.name} cannot print {missing.described()} in data texts{where}; "
            f"{missing.effect()}"
        )
        place = str(self._build.termbase.origin(missing.key)) if missing.key else missing.place
        warn(Subtype.LATEX, message, place, engine.hint)


def _mend(parts: list[tuple[nodes.Node, str]]) -> None:
    """Replace what no engine can write: addresses, and index entries in the font of code."""
    for node, _key in parts:
        if isinstance(node, addnodes.index):
            node.__class__ = medterm_index
        elif isinstance(node, nodes.reference) and "refuri" in node:
            node["refuri"] = quote(node["refuri"], safe=_IN_ADDRESSES)


def _unlink_titles(document: nodes.document) -> None:
    """Replace links to terms in titles by their words.

    In the table of contents, they would lead away from the section; in capitals, nowhere.
    """
    for title in document.findall(nodes.title):
        for link in list(title.findall(nodes.reference)):
            if "medterm" in link["classes"]:
                link.parent.replace(link, link.children)


@dataclass
class _Missing:
    """The characters that an engine lacks.

    :ivar counts: how often each is in the texts.
    :ivar key: the term of the first one, if it is known.
    :ivar place: the node with the first one.
    """

    counts: Counter[str] = field(default_factory=Counter)
    key: str = ""
    place: nodes.Node | None = None

    def note(self, character: str, times: int, key: str, place: nodes.Node) -> None:
        """Count a character of a text."""
        if not self.counts:
            self.key, self.place = key, place
        self.counts[character] += times

    def described(self) -> str:
        """Name the first few characters, and count the others."""
        first = [_shown(one) for one in [*self.counts][:_NAMED]]
        more = len(self.counts) - len(first)
        return spoken([*first, f"{more:,} more"] if more else first)

    def effect(self) -> str:
        """Describe what becomes of them."""
        times = self.counts.total()
        if times == 1:
            return "it is printed as a box with its number"
        whose = "its" if len(self.counts) == 1 else "their"
        return f"{whose} {times:,} occurrences are printed as boxes with their numbers"


def _shown(character: str) -> str:
    code = f"U+{ord(character):04X}"
    return f"{character} ({code})" if is_visible(character) and character.isprintable() else code


@dataclass
class _Needed:
    """The characters of a document that an engine must be told how to write."""

    engine: Engine
    missing: _Missing
    characters: set[str] = field(default_factory=set)

    def look_at(self, node: nodes.Node, key: str) -> None:
        """Note the characters of a text or of index entries, and write them as the engine needs."""
        if isinstance(node, nodes.Text):
            if not node.isascii():
                self._replace(node, self._note(node, key, node))
        elif isinstance(node, addnodes.index):
            node["entries"] = [
                (kind, self._note(name, key, node), *rest) for kind, name, *rest in node["entries"]
            ]

    def _note(self, text: str, key: str, place: nodes.Node) -> str:
        """Note the characters of a text, and return it as the engine needs it."""
        if text.isascii():
            return text
        text = normalize("NFC", text) if self.engine.composes else text
        for character in dict.fromkeys(text):
            if character.isascii() or self.engine.has(character):
                continue
            self.characters.add(character)
            if self.engine.lacks(character):
                self.missing.note(character, text.count(character), key, place)
        return text

    def _replace(self, node: nodes.Text, text: str) -> None:
        if not self.engine.composes:
            mark_reversed(node)
        elif text != node:
            node.parent.replace(node, nodes.Text(text))

    def declarations(self) -> Iterator[str]:
        """List the lines of TeX that set up the characters."""
        written = {one: self.engine.tex_of(one) for one in self.characters}
        # Chapters and running heads are in capitals, which may be missing where the letter is not.
        for one in self.characters:
            for capital in one.upper():
                if not (capital.isascii() or capital in written or self.engine.has(capital)):
                    written[capital] = self.engine.tex_of(capital) or written[one]
        if any(map(needs_tipa, written.values())):
            yield r"\medtermphonetics"
        for one, tex in sorted(written.items()):
            command = r"\medtermphoneticsign" if needs_tipa(tex) else r"\medtermsign"
            utf16 = one.encode("utf-16-be").hex().upper()
            yield rf"{command}{{{one}}}{{{ord(one):04X}}}{{{utf16}}}{{{tex}}}%"


# ---------------------------------------------------------------------- what is ours


def _collect(
    element: nodes.Element,
    parts: list[tuple[nodes.Node, str]],
    key: str = "",
    *,
    inside: bool = False,
) -> None:
    """Collect what entries and mentions are made of, with the key of the term if it is known."""
    for child in element.children:
        if isinstance(child, nodes.Text):
            if inside:
                parts.append((child, key))
        elif isinstance(child, nodes.Element):
            own = inside or any(name.startswith("medterm") for name in child["classes"])
            if own:
                parts.append((child, key))
            _collect(child, parts, _key_of(child) or key, inside=own)


def _key_of(node: nodes.Element) -> str:
    """Return the term that an entry is of, or that a link leads to."""
    if isinstance(node, medterm_block):
        return node.term
    if isinstance(node, nodes.reference) and "medterm" in node["classes"]:
        key, _sense = parse_id(target_of(node.attributes)) or ("", "")
        return key
    return ""
