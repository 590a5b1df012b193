"""The forms in which names are compared, and those by which they are sorted."""

from __future__ import annotations

import re
import unicodedata

from sphinx_medterm.names.characters import IGNORABLE, normalised

_SIGNS = re.compile(r"[^\w\s]+")

NO_LETTER = "#"
"""What a glossary lists labels under that begin with a digit or a sign."""

HYPHENS = (
    "\u058a\u05be\u1400\u1806\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u2212"
    "\u2e17\u2e1a\u2e3a\u2e3b\u2e40\u2e5d\ufe31\ufe32\ufe58\ufe63\uff0d\U00010ead"
)
"""Hyphens and dashes (general category Pd, except wavy ones), the minus sign and the bullet."""
APOSTROPHES = (
    "`\u00b4\u02b9\u02bb\u02bc\u02bd\u0374\u055a\u1fbd\u1fef\u1ffd"
    "\u2018\u2019\u201b\u2032\u2035\uff07\uff40"
)
"""Quotation marks, primes, letters and accents that are typed for an apostrophe."""
_ALIKE = str.maketrans(
    dict.fromkeys(HYPHENS, "-") | dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys(IGNORABLE, "")
)


def normalise(name: str) -> str:
    """Return the form under which two spellings of a name count as the same.

    Names that are canonical caseless matches (Unicode, D145) have the same form. In it, all
    hyphens and dashes are the same character, as are all apostrophes, and each run of white space
    is one space. Invisible characters, such as soft hyphens, joiners and direction marks, are
    left out.
    """
    if name.isascii():
        return capitals(name).lower()
    folded = normalised("NFD", name.translate(_ALIKE)).casefold()
    return " ".join(normalised("NFC", folded.translate(_ALIKE)).split())


def capitals(name: str) -> str:
    """Return the form in which a name is compared if its case matters."""
    if not name.isascii():
        name = normalised("NFC", name.translate(_ALIKE))
    elif "`" in name:
        name = name.replace("`", "'")
    return " ".join(name.split())


def counted_capitals(name: str, is_short: bool) -> str | None:
    """Return the form of a name in which its capitals count, if they do.

    They count in abbreviations (``MS``, ``mRNA``), and in single words with a capital after the
    first letter (``CALR``).

    :param is_short: whether it is an abbreviation.
    """
    if name.islower():
        return None
    form = capitals(name)
    marked = form if is_short else "" if " " in form else form[1:]
    return form if marked != marked.lower() else None


def as_key(written: str) -> str:
    """Return the key that a text of a data file stands for, whether or not it can be one."""
    return "-".join(normalised("NFC", written).split())


def sort_key(label: str) -> tuple[str, str]:
    """Return the key by which labels sort as in a dictionary, without case, accents and marks."""
    letters = label.casefold()
    if not letters.isascii():
        decomposed = normalised("NFKD", letters).casefold()  # 𝔘 is no capital before that
        letters = "".join(
            c for c in decomposed if not unicodedata.combining(c) and c not in IGNORABLE
        )
    if not letters.isalnum():
        letters = _SIGNS.sub(" ", letters).strip() or letters
    return letters, label


def initial(label: str) -> str:
    """Return the letter a glossary lists a label under, or :data:`NO_LETTER`."""
    first = sort_key(label)[0][:1]
    return first.upper() if first.isalpha() else NO_LETTER


def is_capitalised(name: str) -> bool:
    """Return whether a name is a single word with a capital at its beginning only."""
    return name[:1].isupper() and name[1:].islower() and name.isalpha()
