"""Characters of data texts that a LaTeX engine cannot write: they are set up, or reported.

The preamble of each document says how to write the characters in it that need it. What an engine
can write by itself is left to it, and so is what only the texts of pages have.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from unicodedata import normalize
from urllib.parse import quote

from docutils import nodes
from sphinx import addnodes
from sphinx.builders.latex.constants import XELATEX_DEFAULT_FONTPKG
from sphinx.util import texescape

from sphinx_medterm.diagnostics import Subtype, quoted, spoken
from sphinx_medterm.ext.ids import parse_id
from sphinx_medterm.ext.messages import warn
from sphinx_medterm.ext.nodes import medterm_block
from sphinx_medterm.ext.project.build import Build, build_of
from sphinx_medterm.ext.writing.font_coverage import has_every_font, has_free_serif
from sphinx_medterm.ext.writing.latex import medterm_index
from sphinx_medterm.ext.writing.right_to_left import mark_reversed
from sphinx_medterm.ext.writing.tex_characters import CYRILLIC, KNOWN, needs_tipa, tex_of
from sphinx_medterm.names.characters import IGNORABLE

if TYPE_CHECKING:
    from sphinx.application import Sphinx

_NAMED = 3  # characters that a warning names
_IN_ADDRESSES = "".join(map(chr, range(0x21, 0x7F)))
_SET_UP = re.compile(r'\\(?:DeclareUnicodeCharacter|sphinxDUC) *+\{"?+([0-9A-Fa-f]{2,6})\}')
_NEW_CHARACTERS = re.compile(r"\\newunicodechar *+\{(.)\}")
_OWN_FONTS = re.compile(
    r"\\(?:set\w*font|newfontfamily|babelfont)\b|xeCJK|luatexja|ucharclasses|ctex"
)


@dataclass(frozen=True)
class Engine:
    """What is known of a LaTeX engine and its fonts.

    :ivar name: the engine as readers of a message know it.
    :ivar has: returns whether the engine can certainly write a character.
    :ivar lacks: returns whether it cannot, as far as is known.
    :ivar hint: what to do about characters that it lacks.
    :ivar composes: whether it needs letters and their marks in one character.
    """

    name: str
    has: Callable[[str], bool]
    lacks: Callable[[str], bool]
    hint: str
    composes: bool = False


def engine_of(context: dict[str, Any], elements: Iterable[object]) -> Engine | None:
    """Return the engine of a project.

    :param context: the settings of LaTeX, as the builder has collected them.
    :param elements: what the project itself adds to documents.
    :returns: ``None`` if all characters are left to it, as with fonts of the project's own.
    """
    own = "\n".join(one for one in elements if isinstance(one, str))
    name = context["latex_engine"]
    if name == "pdflatex":
        return _pdflatex(own, str(context["fontenc"]), str(context["classoptions"]))
    is_default = str(context["fontpkg"]).startswith(XELATEX_DEFAULT_FONTPKG)
    if name not in ("xelatex", "lualatex") or not is_default:
        return None
    return None if _OWN_FONTS.search(f"{own}\n{context['fontenc']}") else _with_free_fonts(name)


def _pdflatex(own: str, encodings: str, languages: str) -> Engine:
    set_up = {chr(int(code, 16)) for code in _SET_UP.findall(own) if int(code, 16) <= 0x10FFFF}
    set_up.update(_NEW_CHARACTERS.findall(own))
    if re.search(r"T2A|X2", encodings) or re.search(r"russian|ukrainian|bulgarian", languages):
        set_up |= CYRILLIC
    known = KNOWN | {chr(code) for code in texescape._tex_escape_map} | set_up

    def lacks(character: str) -> bool:
        return character not in known and tex_of(character) is None

    return Engine(
        name="pdfLaTeX",
        has=known.__contains__,
        lacks=lacks,
        hint="set latex_engine = 'xelatex' in conf.py",
        composes=True,
    )


def _with_free_fonts(name: str) -> Engine:
    def lacks(character: str) -> bool:
        return not (has_free_serif(character) or character in IGNORABLE)

    def has(character: str) -> bool:
        return has_every_font(character) or character in IGNORABLE

    fonts = r"{'fontpkg': r'\setmainfont{…}'}"
    return Engine(
        name={"xelatex": "XeLaTeX", "lualatex": "LuaLaTeX"}[name],
        has=has,
        lacks=lacks,
        hint=f"set latex_elements = {fonts} in conf.py, with a font that has them",
    )


class PaperCharacters:
    """The characters that the documents of a build need.

    :ivar engine: the engine; ``None`` if nothing is to be done.
    """

    def __init__(self, build: Build) -> None:
        self._build = build
        self._context: dict[str, Any] = build.builder.context  # type: ignore[attr-defined]
        self._preamble: str = self._context["preamble"]
        self._left = len(build.builder.document_data)  # type: ignore[attr-defined]
        self._missing = _Missing()
        elements = build.env.config.latex_elements.values()
        self.engine = engine_of(self._context, elements)

    def prepare(self, document: nodes.document) -> None:
        """Set up the characters of a document, and report what is missing after the last one."""
        if self.engine is None:
            return
        needed: set[str] = set()
        for node, key in _ours(document):
            if isinstance(node, nodes.Text):
                self._look_at(node, key, node, needed)
                if self.engine.composes:
                    _compose(node)
                else:
                    mark_reversed(node)
            elif isinstance(node, addnodes.index):
                self._look_at_entries(node, key, needed)
            elif isinstance(node, nodes.reference) and "refuri" in node:
                node["refuri"] = quote(node["refuri"], safe=_IN_ADDRESSES)
        lines = [self._preamble, *_declarations(needed, self.engine)]
        self._context["preamble"] = "\n".join(lines)
        self._left -= 1
        if not self._left and self._missing.counts:
            self._report()

    def _look_at(self, text: str, key: str, place: nodes.Node, needed: set[str]) -> None:
        """Note the characters of a text."""
        if text.isascii() or self.engine is None:
            return
        text = normalize("NFC", text) if self.engine.composes else text
        for character in filter(self._is_special, text):
            needed.add(character)
            if self.engine.lacks(character):
                self._missing.note(character, key, place)

    def _is_special(self, character: str) -> bool:
        return not (character.isascii() or (self.engine and self.engine.has(character)))

    def _look_at_entries(self, index: addnodes.index, key: str, needed: set[str]) -> None:
        entries = []
        for kind, name, *rest in index["entries"]:
            self._look_at(name, key, index, needed)
            composes = self.engine is not None and self.engine.composes
            entries.append((kind, normalize("NFC", name) if composes else name, *rest))
        index["entries"] = entries
        index.__class__ = medterm_index  # type: ignore[assignment]

    def _report(self) -> None:
        assert self.engine is not None  # noqa: S101
        missing, key = self._missing, self._missing.key
        place = str(self._build.termbase.origin(key)) if key else missing.place
        where = f", the first in the term {quoted(key)}" if key else ""
        message = (
            f"{self.engine.name} has no sign for {missing.described()} in texts of the data"
            f"{where}; {missing.effect()}"
        )
        warn(Subtype.LATEX, message, place, self.engine.hint)


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

    def note(self, character: str, key: str, place: nodes.Node) -> None:
        if not self.counts:
            self.key, self.place = key, place
        self.counts[character] += 1

    def described(self) -> str:
        """Name the first few characters, and count the others."""
        first = [f"{_shown(one)} (U+{ord(one):04X})" for one in [*self.counts][:_NAMED]]
        more = len(self.counts) - len(first)
        return spoken([*first, f"{more:,} more"] if more else first)

    def effect(self) -> str:
        times = self.counts.total()
        what = "it is" if times == 1 else f"their {times:,} occurrences are"
        if len(self.counts) == 1 and times > 1:
            what = f"its {times:,} occurrences are"
        return f"{what} printed as {'a box' if times == 1 else 'boxes'} with the number"


def _shown(character: str) -> str:
    return f"'{character}'" if character.isprintable() else "a character"


def prepare_characters(app: Sphinx, document: nodes.document, _docname: str) -> None:
    """Set up the characters of a document that is about to be written.

    Extensions may also resolve single pages.
    """
    if "docname" in document and hasattr(app.builder, "document_data"):
        build_of(app.env).computed(PaperCharacters).prepare(document)


def _compose(text: nodes.Text) -> None:
    composed = normalize("NFC", text)
    if composed != text:
        text.parent.replace(text, nodes.Text(composed))


def _declarations(characters: set[str], engine: Engine) -> Iterator[str]:
    """List the lines of TeX that set up characters."""
    written = {one: (tex_of(one) or "") if engine.composes else "" for one in characters}
    # Chapters and running heads are in capitals, which may be missing where the letter is not.
    for one in characters:
        for capital in one.upper():
            if capital not in written and not (capital.isascii() or engine.has(capital)):
                written[capital] = (tex_of(capital) or written[one]) if engine.composes else ""
    if any(map(needs_tipa, written.values())):
        yield r"\medtermphonetics"
    for one, tex in sorted(written.items()):
        kind = "phonetic" if needs_tipa(tex) else ""
        utf16 = one.encode("utf-16-be").hex().upper()
        yield rf"\medterm{kind}sign{{{one}}}{{{ord(one):04X}}}{{{utf16}}}{{{tex}}}%"


def _ours(
    element: nodes.Element, key: str = "", *, inside: bool = False
) -> Iterator[tuple[nodes.Node, str]]:
    """List what entries and mentions are made of, with the key of the term if it is known."""
    for child in list(element.children):
        if isinstance(child, nodes.Text):
            if inside:
                yield child, key
            continue
        assert isinstance(child, nodes.Element)  # noqa: S101
        own = inside or any(name.startswith("medterm") for name in child["classes"])
        if own:
            yield child, key
        yield from _ours(child, _key_of(child) or key, inside=own)


def _key_of(node: nodes.Element) -> str:
    """Return the term that an entry is of, or that a link leads to."""
    if isinstance(node, medterm_block):
        return node.term
    if isinstance(node, nodes.reference) and "medterm" in node["classes"]:
        target = node.get("refid") or node.get("refuri", "").rpartition("#")[2]
        if found := parse_id(target):
            return found[0]
    return ""
