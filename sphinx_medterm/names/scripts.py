"""Characters that stand for others: subscripts, superscripts, and Greek letters."""

from __future__ import annotations

import re
import unicodedata

from sphinx_medterm.names.accents import UNDECOMPOSED
from sphinx_medterm.names.characters import normalised
from sphinx_medterm.names.normal import normalise
from sphinx_medterm.names.word_lists import word_lists

_GREEK = word_lists().greek
_LETTER = r"[^\W\d_]"
_GREEK_LETTER = r"[\u0370-\u03ff\u1f00-\u1fff]"

_LONE = re.compile(rf"(?<!{_GREEK_LETTER})(?:αβ|γδ|[α-ω])(?!{_GREEK_LETTER}|[\u0300-\u036f])")
"""A letter that is not part of a Greek word: in ``β-cell``, ``β2`` or ``ifnγ``; and the pairs of
letters that the chains of receptors are named by."""
_LONE_CAPITAL = re.compile(rf"(?<!{_GREEK_LETTER})[Α-Ω](?!{_GREEK_LETTER}|[\u0300-\u036f])")

_NAMES = "|".join(sorted(_GREEK.values()))
_LONG_NAMES = "alpha|beta|delta|epsilon|gamma|kappa|lambda|omega|sigma|theta|zeta"
"""Those that can be told from the letters of a word that they are written together with."""
_TOGETHER = re.compile(
    rf"(?<!{_LETTER})(?:{_NAMES})(?=\d)"  # alpha1
    rf"|(?<!{_LETTER})(?:{_LONG_NAMES})(?=[a-rt-z](?:\d|(?!{_LETTER})))"  # kappaB, deltaF508
    rf"|(?:(?<={_LETTER}{{2}})|(?<=\d))(?:{_LONG_NAMES})(?!{_LETTER})"  # TNFalpha, PGF2alpha
    rf"|(?<!{_LETTER})a(?:{_LONG_NAMES})(?=\d)"  # Abeta42
)
_has_name = re.compile(rf"{_LONG_NAMES}|(?:{_NAMES})\d").search
_CAPITALISED = re.compile(rf"(?<!{_LETTER})(?:{_NAMES.title()})(?!{_LETTER})")

_AFTER_A = re.compile(r"\W?a")
"""What is written together with the letter after it."""

_POWER = re.compile(r"((?<=[0-9])[\u207a\u207b]?[\u00b2\u00b3\u00b9\u2070\u2074-\u2079]++)")
"""Exponents: 10³ is not 103, while CO₂ is CO2, and Ca²⁺ is Ca2+."""
_FORMATS = ("<super>", "<sub>", "<font>", "<wide>", "<narrow>")
_OWN_SIGNS = "\u2120\u2122"
"""The marks of services and trade, which are no letters."""

LIGATURES = str.maketrans({"æ": "ae", "œ": "oe"})
_PLAIN_CAPITALS = {
    ord(chr(code).upper()): plain.capitalize() for code, plain in (UNDECOMPOSED | LIGATURES).items()
}
"""Capitals that have no decomposition, and what is typed for them."""


class _Plain(dict[int, str]):
    """For each character seen so far, what it is without its place above or below the line."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        kind = unicodedata.decomposition(character).partition(" ")[0]
        is_plain = character in _OWN_SIGNS or not (
            kind in _FORMATS or (kind == "<compat>" and "\u2160" <= character <= "\u217f")
        )
        plain = self[code] = character if is_plain else unicodedata.normalize("NFKC", character)
        return plain


_PLAIN = _Plain()


def in_plain_letters(name: str) -> str:
    """Write a normalised name with letters and digits on the line, and Greek letters as words."""
    plain = _on_the_line(name)
    if plain != name:
        name = normalise(plain)
    return " ".join(_LONE.sub(_in_words, name).split())


def greek_apart(word: str) -> str:
    """Set the names of Greek letters apart from what is written together with them."""
    return " ".join(_TOGETHER.sub(_apart, word).split()) if _has_name(word) else word


def capital_letters(name: str) -> str:
    """Return the capital letters of a name; Greek letters and their names have none that count."""
    if not name.isascii():
        name = _LONE_CAPITAL.sub("", _on_the_line(name).translate(_PLAIN_CAPITALS))
        name = normalised("NFD", name)
    return "".join(filter(str.isupper, _CAPITALISED.sub("", name)))


def _on_the_line(name: str) -> str:
    parts = _POWER.split(name)
    parts[::2] = (part.translate(_PLAIN) for part in parts[::2])
    return "".join(parts)


def _in_words(letters: re.Match[str]) -> str:
    words = _apart(letters, " ".join(_GREEK.get(letter, letter) for letter in letters[0]))
    is_after_a = _AFTER_A.fullmatch(letters.string, max(letters.start() - 2, 0), letters.start())
    return words.removeprefix(" ") if is_after_a else words  # Aβ is not "a beta"


def _apart(found: re.Match[str], word: str = "") -> str:
    """Return a word with spaces around it, except where it has hyphens."""
    name, (start, end) = found.string, found.span()
    before = "" if start and name[start - 1] == "-" else " "
    after = "" if name[end : end + 1] == "-" else " "
    return f"{before}{word or found[0]}{after}"
