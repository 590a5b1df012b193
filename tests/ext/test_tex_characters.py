"""How characters are written for pdfLaTeX, and which of them the fonts of XeLaTeX have."""

from __future__ import annotations

import re
import sys
import unicodedata

import pytest

from sphinx_medterm.ext.writing.paper.font_coverage import has_every_font, has_free_serif
from sphinx_medterm.ext.writing.paper.tex_characters import KNOWN, needs_tipa, tex_of

ASSIGNED = [
    chr(code)
    for code in range(sys.maxunicode + 1)
    if unicodedata.category(chr(code)) not in ("Cc", "Cn", "Co", "Cs")
]
PLAIN = [one for one in ASSIGNED if not one.isascii()]


def block(first: int, last: int) -> list[str]:
    """List the characters of a block."""
    return [one for one in ASSIGNED if first <= ord(one) <= last]


@pytest.mark.parametrize(
    ("character", "tex"),
    [
        ("a", "a"),
        ("%", r"\%"),
        ("é", "é"),
        ("ə", r"\medtermipa{\textschwa}"),
        ("ˈ", r"\medtermipa{\textprimstress}"),
        ("ʰ", r"\textsuperscript{h}"),
        ("ǯ", r"\medtermover{\v{}}{\medtermipa{\textyogh}}"),
        ("α", r"\medtermgreek{\alpha}"),
        ("Α", r"\medtermgreek{A}"),
        ("ἀ", r"\medtermover{\textquoteright{}}{\medtermgreek{\alpha}}"),
        ("ᾳ", r"\medtermunder{\medtermiota{}}{\medtermgreek{\alpha}}"),
        ("ế", r"\medtermover{\'{}}{\^{e}}"),
        ("ǐ", "ǐ"),
        ("ị", r"\d{i}"),
        ("ĩ", "ĩ"),
        ("\u0303", r"\medtermmark{\~{}}"),
        ("\u0329", r"\medtermmark{\medtermipa{\textsyllabic{}}}"),
        ("≤", r"\ensuremath{\leq}"),
        ("\u2212", r"\ensuremath{-}"),
        ("⅓", "{1⁄3}"),
        ("①", r"\textcircled{\scriptsize{1}}"),
        ("ⅷ", "{viii}"),
        ("㎎", "{mg}"),
        ("𝛼", r"{\medtermgreek{\alpha}}"),
        ("\u2009", "{ }"),
        ("\u200d", "{}"),
        ("\ufe0f", "{}"),
        ("Б", None),
        ("й", None),
        ("中", None),
        ("한", None),
        ("ב", None),
        ("ع", None),
        ("ก", None),
        ("😀", None),
        ("\ue000", None),
        ("\U000f0000", None),
        ("\u0378", None),
        ("\x00", None),
        ("\ufffd", None),
    ],
)
def test_how_a_character_is_written(character: str, tex: str | None) -> None:
    """By itself, by a command, as a base with marks, or as those that it is compatible with."""
    assert tex_of(character) == tex


def test_what_is_written_can_be_written() -> None:
    """TeX for a character has nothing but ASCII and what LaTeX knows, and its braces match."""
    for character in PLAIN:
        tex = tex_of(character)
        if tex is None:
            continue
        assert all(one.isascii() or one in KNOWN for one in tex), character
        unescaped = re.sub(r"\\.", "", tex)
        assert unescaped.count("{") == unescaped.count("}"), character


@pytest.mark.parametrize(
    "characters",
    [
        block(0xA0, 0x17F),  # Latin
        block(0x250, 0x2AD),  # signs of the International Phonetic Alphabet
        block(0x391, 0x3C9),  # Greek
        block(0x1F00, 0x1FBC),  # ancient Greek
        block(0x2070, 0x209C),  # superscripts and subscripts
        block(0x2150, 0x2188),  # fractions and Roman numerals
    ],
    ids=lambda characters: f"{ord(characters[0]):04X}",
)
def test_blocks_that_medical_texts_need(characters: list[str]) -> None:
    """All their characters can be written, save a few that are in no dictionary."""
    assert [one for one in characters if tex_of(one) is None and one not in RARE] == []


RARE = set("ĦĸŦŧʩʪʫʬʭↀↁↂↃↄↅↆↇↈ")


def test_phonetic_signs_need_their_package() -> None:
    """Other letters do not, so that it is loaded only for phonetic signs."""
    assert needs_tipa(tex_of("ə") or "")
    assert not needs_tipa(tex_of("α") or "")


@pytest.mark.parametrize(
    ("character", "serif", "every"),
    [
        ("a", True, True),
        ("é", True, True),
        ("ə", True, True),
        ("α", True, True),
        ("ἀ", True, False),
        ("Б", True, True),
        ("ב", True, True),
        ("ع", True, False),
        ("अ", True, False),
        ("中", False, False),
        ("한", False, False),
        ("ก", True, False),
        ("😀", False, False),
        ("\ue000", False, False),
        ("\U000f0000", False, False),
        ("\U0010ffff", False, False),
    ],
)
def test_what_fonts_have(character: str, serif: bool, every: bool) -> None:
    """FreeSerif has more than its bold, slanted and monospaced companions."""
    assert (has_free_serif(character), has_every_font(character)) == (serif, every)


def test_what_every_font_has_free_serif_has() -> None:
    """Or a character would be asked for that the font of the text lacks."""
    assert [one for one in ASSIGNED if has_every_font(one) and not has_free_serif(one)] == []
