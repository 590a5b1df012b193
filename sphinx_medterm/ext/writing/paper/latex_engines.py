"""The engines of LaTeX, and the characters that each can print with the fonts of a project."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sphinx.builders.latex.constants import XELATEX_DEFAULT_FONTPKG
from sphinx.util import texescape

from sphinx_medterm.ext.writing.paper.font_coverage import has_every_font, has_free_serif
from sphinx_medterm.ext.writing.paper.tex_characters import CYRILLIC, KNOWN, tex_of
from sphinx_medterm.names.characters import IGNORABLE

_SET_UP = re.compile(r'\\(?:DeclareUnicodeCharacter|sphinxDUC) *+\{"?+([0-9A-Fa-f]{2,6})\}')
_NEW_CHARACTERS = re.compile(r"\\newunicodechar *+\{(.)\}")
_OWN_FONTS = re.compile(
    r"\\(?:set\w*font|newfontfamily|babelfont)\b|xeCJK|luatexja|ucharclasses|ctex"
)
_CYRILLIC_FONTS = re.compile(r"T2A|X2|russian|ukrainian|bulgarian|serbianc")


@dataclass(frozen=True)
class Engine:
    """What is known of a LaTeX engine and its fonts.

    :ivar name: the name of the engine in messages.
    :ivar has: returns whether it certainly can write a character by itself.
    :ivar lacks: returns whether it cannot write a character, as far as is known.
    :ivar tex_of: returns how it writes a character; empty if it is told no other way.
    :ivar hint: what to do about characters that it lacks.
    :ivar composes: whether it needs letters and their marks in one character.
    """

    name: str
    has: Callable[[str], bool]
    lacks: Callable[[str], bool]
    tex_of: Callable[[str], str]
    hint: str
    composes: bool


def engine_of(context: Mapping[str, Any], elements: Iterable[object]) -> Engine | None:
    """Return the engine of a project.

    :param context: the settings of LaTeX, as the builder has collected them.
    :param elements: the values of ``latex_elements`` in ``conf.py``.
    :returns: ``None`` if all characters are left to it, as with fonts of the project's own.
    """
    own = "\n".join(one for one in elements if isinstance(one, str))
    fonts = str(context["fontenc"])
    match context["latex_engine"]:
        case "pdflatex":
            return _pdflatex(own, has_cyrillic=_has_cyrillic(context, own))
        case "xelatex" | "lualatex" as name:
            is_default = str(context["fontpkg"]).startswith(XELATEX_DEFAULT_FONTPKG)
            is_own = not is_default or _OWN_FONTS.search(f"{own}\n{fonts}")
            return None if is_own else _with_free_fonts(name)
    return None


def _has_cyrillic(context: Mapping[str, Any], own: str) -> bool:
    settings = (context["fontenc"], context["classoptions"], own)
    return any(_CYRILLIC_FONTS.search(str(setting)) for setting in settings)


def _pdflatex(own: str, *, has_cyrillic: bool) -> Engine:
    replaced = {chr(code) for code in texescape._tex_escape_map}
    set_up = {chr(int(code, 16)) for code in _SET_UP.findall(own) if int(code, 16) <= 0x10FFFF}
    known = KNOWN | replaced | set_up | {*_NEW_CHARACTERS.findall(own)}
    known |= CYRILLIC if has_cyrillic else frozenset()
    return Engine(
        name="pdfLaTeX",
        has=known.__contains__,
        lacks=lambda character: character not in known and tex_of(character) is None,
        tex_of=lambda character: tex_of(character) or "",
        hint="set latex_engine = 'xelatex' in conf.py",
        composes=True,
    )


def _with_free_fonts(name: str) -> Engine:
    fonts = r"{'fontpkg': r'\setmainfont{…}'}"
    return Engine(
        name={"xelatex": "XeLaTeX", "lualatex": "LuaLaTeX"}[name],
        has=lambda character: character in IGNORABLE or has_every_font(character),
        lacks=lambda character: not (character in IGNORABLE or has_free_serif(character)),
        tex_of=lambda _character: "",
        hint=f"set latex_elements = {fonts} in conf.py, with a font that has them",
        composes=False,
    )
