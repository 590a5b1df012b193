"""Spellings of one name: British and American, with and without hyphens, with Greek letters.

Each name has one key, which all its spellings share, and perhaps looser ones: without accents, and
without hyphens inside words. They count only if no name has the key itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from sphinx_medterm.names.accents import without_accents
from sphinx_medterm.names.scripts import LIGATURES, greek_apart, in_plain_letters
from sphinx_medterm.names.word_lists import word_lists

_WORDS = word_lists().spellings

_INNER_HYPHEN = re.compile(r"(?:(?<=\w)-(?=[^\W\d])|(?<=[^\W\d])-(?=\w))")
"""A hyphen that may be left out; between two digits, they would become one number."""
_MOST_HYPHENS = 4
_TELLING_HYPHEN = re.compile(
    r"(?<!\w)(?:un-ioni[sz]|re-(?:bound|collect|count|cover|creat|form|fuse|lay|lease|mark|petition"
    r"|present|press|serve|sign|solve|sort|strain|(?:act|store|treat)(?:s|ed|ing)?(?!\w)))"
)
"""Words whose hyphen tells them from others, such as ``un-ionized`` and ``re-treat``."""
_HYPHEN = re.compile(r"((?:(?<![^\W\d_])[^\W\d_]{1,2}|\d)- |^a?-|-\Z)|-")
"""A hyphen; if it is kept, with a group: in ``Cl- channel``, it is the charge of an ion."""
_POSSESSIVE = re.compile(r"(?<=\w)'s(?!\w)|(?<=s)'(?=\s|$)")
_LETTERS = re.compile(r"[^\W\d_]+")
_DIGRAPH = re.compile(
    r"^haem(?=s?$)|coe(?:[dfqvx]|nz|r[cs])|goer|ooed(?!\w)|pro+em"
    r"|(?<![ao])[ao]*(oe|(?<=c)ae|ae(?![lr]))(?=.)"
)
"""Vowels that American spelling writes ``e``: not in ``aerobic``, ``coexist``, ``shooed`` or
``vertebrae``."""

_END = r"(?![^\W\d_])"
_HABITS = (
    # tumour and odour, but neither hour nor flour, nor rigour, which is not a rigor
    (
        r"(?:(?<=[^\W\d_]{3})|(?<=[aeiouy][^\W\d_]))(?<!rig)our(?=igen|ogen|imet"
        rf"|(?:s|ed|ings?|less|ful|able|al|ally|is[mt]s?|hood|y|ers?|ites?|ants?|ations?|ous)?{_END})",
        "or",
    ),
    (
        r"(?:(?<=[^\W\d_]{3}i)|(?<=y))z"
        rf"(?=(?:e[drs]?|ers|ings?|ations?|ational|able|abilit(?:y|ies)){_END})",
        "s",
    ),
    (
        rf"(?:(?<=[^\W\d_][bt])(?<!timb)|(?<=uv))re(?=s?{_END})"
        r"|(?<=fib)re(?=board|glass|optic|scop)",
        "er",
    ),
    (rf"(?<=[^\W\d_]{{3}})ogue(?=s?{_END})", "og"),
    (r"(?<=sul)ph(?!ydr|emo)", "f"),
    (r"(?<=leu)c(?=o(?!v)|em)", "k"),  # leucocyte, but not leucovorin
    # remodelling, counsellor and dialled, but not swelling; tranquilliser
    (
        rf"(?:(?<=[^\W\d_]{{3}}[ae])|(?<=[df][iu][ae]))ll(?=(?:e[dr]|ers|ings?|ors?|ists?|ous){_END})"
        rf"|(?<=[^\W\d_]{{3}}i)ll(?=ors?{_END})"
        rf"|(?<=[^\W\d_]{{2}}[aeiy])ll(?=i[sz](?:e[drs]?|ers|ings?|ations?){_END})"
        rf"|(?<=qui)ll(?=it(?:y|ies){_END})",
        "l",
    ),
    (r"(?<=sul)ph(?=ydr|emo)", "fh"),  # sulphydryl and sulphaemoglobin
    (r"(?<=dg)e(?=ment)", ""),
    (rf"(?<=gram)me(?=s?{_END})", ""),
    (rf"(?<=[^\W\d_]{{2}}hem)e(?=s?{_END})", ""),  # non-haem is nonheme
    (rf"(?<=foc)uss(?=(?:e[ds]|ing){_END})", "us"),
    (r"(?<=la)ch?ry(?=m)", "cri"),
    (r"(?<=dis)k(?=ect|itis|ogra)", "c"),
    (r"(?<![^\W\d_])sc(?=eptic)", "sk"),
)
"""Letters that British and American spelling differ in, each with what is compared instead."""
_HABIT = re.compile(
    "|".join(f"({pattern})" for pattern, _written in _HABITS)
    + rf"|(?<![^\W\d_])(?:{'|'.join(_WORDS)})(?=s?{_END})"
)
_has_habit = re.compile(
    "ae|oe|our|[iy]z[aei]|bre|tre|uvre|ogue|sulph|leuc|[aeiy]ll[eio]|dgem|gramme|heme|cuss|la?cry"
    "|lachry|disk|scept|" + "|".join(_WORDS)
).search


def spelling(name: str) -> str:
    """Return the key that all spellings of a normalised name share.

    It is the same for British and American spellings, hyphens and spaces, ligatures and two
    letters, Greek letters and their names, digits and signs on the line and above or below it, and
    with or without the ``'s`` of a possessive.
    """
    if not name.isascii():
        name = in_plain_letters(name).translate(LIGATURES)
    if "-" in name:
        name = _spaced(name)
    if "'" in name:
        name = _POSSESSIVE.sub("", name)
    return " ".join(map(_spelt, name.split(" ")))


@lru_cache(1 << 16)
def _spelt(word: str) -> str:
    """Return the key of a word; it is remembered, since names are made of the same words."""
    word = greek_apart(word)
    if not _has_habit(word):
        return word
    if "ae" in word or "oe" in word:
        word = _LETTERS.sub(_with_e, word)
    return _HABIT.sub(_american, word)


def looser_spellings(name: str, key: str) -> tuple[str, ...]:
    """List the other keys under which a declared name is found, if no name has the key itself.

    ``pre-eclampsia`` is found without its hyphen, and ``Sjögren`` without its accent.

    :param name: a normalised name.
    :param key: its key.
    """
    if "-" not in name and name.isascii():
        return ()
    forms = dict.fromkeys(with_fewer_hyphens(name))
    with_accents = dict.fromkeys((key, *map(spelling, islice(forms, 1, None))))
    without = (plain for one in with_accents for plain in without_accents_in_key(one))
    return tuple(one for one in dict.fromkeys((*with_accents, *without)) if one != key)


def without_accents_in_key(key: str) -> tuple[str, ...]:
    """List the keys of a key without its accents; there are none if it has no accents."""
    return tuple(spelling(plain) for plain in without_accents(key))


def with_fewer_hyphens(name: str) -> Iterator[str]:
    """Yield a name as it is, without hyphens inside words, and without each one of them."""
    yield name
    if "-" not in name or _TELLING_HYPHEN.search(name):
        return
    yield _INNER_HYPHEN.sub("", name)
    for hyphen in islice(_INNER_HYPHEN.finditer(name), _MOST_HYPHENS):
        yield name[: hyphen.start()] + name[hyphen.end() :]


def _spaced(name: str) -> str:
    """Write hyphens as spaces, except where they tell a name from another.

    They mark word parts (``-itis``, ``hem-``) and ions, and an ``A-line`` is not just a line.
    """
    if "- " in name:
        return " ".join(_HYPHEN.sub(lambda hyphen: hyphen[1] or " ", name).split())
    first = 2 if name.startswith("a-") else 1
    inner = name[first:-1].replace("-", " ")
    return " ".join(f"{name[:first]}{inner}{name[first:][-1:]}".split())


def _with_e(word: re.Match[str]) -> str:
    letters = word[0]
    if len(letters) < 5 or (len(letters) < 6 and "ae" not in letters):
        return letters  # poet, does, haem
    return _DIGRAPH.sub(lambda found: "e" if found[1] else found[0], letters)


def _american(found: re.Match[str]) -> str:
    return _HABITS[found.lastindex - 1][1] if found.lastindex else _WORDS[found[0]]
