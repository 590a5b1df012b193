"""Names that differ only by a habit of spelling: British and American, hyphens, Greek letters."""

from __future__ import annotations

import re

from sphinx_medterm.names.word_lists import word_lists

_WORDS, _GREEK = word_lists().spellings, word_lists().greek
LIGATURES = str.maketrans({"æ": "ae", "œ": "oe"})

_LONE_GREEK = re.compile(
    r"(?<![\u0370-\u03ff\u1f00-\u1fff])[α-ω](?![\u0370-\u03ff\u1f00-\u1fff\u0300-\u036f])"
)
"""A letter that is not part of a Greek word: in ``β-cell``, ``β2`` or ``ifnγ``."""
_POSSESSIVE = re.compile(r"(?<=\w)'s(?!\w)|(?<=s)'(?=\s|$)")
_LETTERS = re.compile(r"[^\W\d_]+")
_DIGRAPH = re.compile(
    r"coe(?:[dfqvx]|nz|r[cs])|goer|ooed(?!\w)|pro+em"
    r"|(?<![ao])[ao]*(oe|(?<=c)ae|ae(?![lr]))(?=.)"
)
"""Vowels that American spelling writes ``e``: not in ``aerobic``, ``coexist``, ``shooed`` or
``vertebrae``."""

_END = r"(?![^\W\d_])"
_HABITS = re.compile(
    # tumour and odour, but neither hour nor flour
    r"((?:(?<=[^\W\d_]{3})|(?<=[aeiouy][^\W\d_]))our(?=igen|ogen|imet"
    rf"|(?:s|ed|ings?|less|ful|able|al|ally|is[mt]s?|hood|y|ers?|ites?|ants?|ations?|ous)?{_END}))"
    rf"|((?:(?<=[^\W\d_]{{3}}i)|(?<=y))z(?=(?:e[drs]?|ers|ings?|ations?|ational|able){_END}))"
    rf"|((?:(?<=[^\W\d_][bt])(?<!timb)|(?<=uv))re(?=s?{_END})|(?<=fib)re(?=board|glass|optic|scop))"
    rf"|(?<=[^\W\d_]{{3}})(ogue)(?=s?{_END})"
    r"|(?<=sul)(ph)"
    r"|(?<=leu)(c)(?=o(?!v)|em)"  # leucocyte, but not leucovorin
    rf"|(?<=[^\W\d_]{{3}}[ae])(ll)(?=(?:e[dr]|ers|ings?){_END})"  # remodelling, but not swelling
    rf"|(?<![^\W\d_])(?:{'|'.join(_WORDS)})(?=s?{_END})"
)
_REPLACEMENTS = ("or", "s", "er", "og", "f", "k", "l")

_has_habit = re.compile(
    "ae|oe|our|[iy]z[aei]|bre|tre|uvre|ogue|sulph|leuc|[ae]ll[ei]|" + "|".join(_WORDS)
).search


def spelling(name: str) -> str:
    """Return the key that all spellings of a normalised name share.

    It is the same for British and American spellings, hyphens and spaces, ligatures and two
    letters, Greek letters and their names, and with or without the ``'s`` of a possessive.
    """
    if not name.isascii():
        name = _in_latin_letters(name)
    if "-" in name:
        name = _spaced(name)
    if "'" in name:
        name = _POSSESSIVE.sub("", name)
    if not _has_habit(name):
        return name
    if "ae" in name or "oe" in name:
        name = _LETTERS.sub(_with_e, name)
    return _HABITS.sub(_american, name)


def with_ending(word: str, one: str, other: str) -> str:
    """Return a word with the ending that another form of it has.

    :param word: a word in any spelling and case.
    :param one: the same form of the word, in its usual spelling.
    :param other: the other form: ``naevus``, ``nevus`` and ``nevi`` make ``naevi``.
    """
    kept = next(n for n in range(len(one), -1, -1) if other.startswith(one[:n]))
    return word[: len(word) - len(one) + kept] + other[kept:]


def _in_latin_letters(name: str) -> str:
    """Write ligatures as two letters, and single Greek letters as words."""
    latin = _LONE_GREEK.sub(lambda letter: f" {_GREEK.get(letter[0], letter[0])} ", name)
    latin = latin.translate(LIGATURES).replace(" -", "-").replace("- ", "-")
    return " ".join(latin.split())


def _spaced(name: str) -> str:
    """Write hyphens as spaces, except those that mark word parts: ``-itis``, ``hem-``."""
    inner = name[1:-1].replace("-", " ")
    return " ".join(f"{name[0]}{inner}{name[1:][-1:]}".split())


def _with_e(word: re.Match[str]) -> str:
    letters = word[0]
    if len(letters) < 5 or (len(letters) < 6 and "ae" not in letters):
        return letters  # poet, does, haem
    return _DIGRAPH.sub(lambda found: "e" if found[1] else found[0], letters)


def _american(found: re.Match[str]) -> str:
    return _REPLACEMENTS[found.lastindex - 1] if found.lastindex else _WORDS[found[0]]
