"""From the words of a text to the names of terms: one form for comparison, and near misses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

_SIGNS = re.compile(r"[^\w\s]+")


def normalise(name: str) -> str:
    """Give the form under which two spellings of a name count as the same.

    Case is folded and canonical equivalents are composed (Unicode, UAX #15); runs of white space
    become one space.
    """
    folded = " ".join(name.split()).casefold()
    return folded if folded.isascii() else unicodedata.normalize("NFC", folded)


def suggest(name: str, known: Iterable[str], limit: int = 3) -> list[str]:
    """Find the known names that a misspelt one was most likely meant to be, best first.

    :param name: what was written.
    :param known: all names that would have been right.
    :param limit: how many to return at the most.
    """
    from rapidfuzz import fuzz, process  # needed only when something is wrong

    wanted = normalise(name)
    # A cut-off that lets one slip in a short word through, and no unrelated word.
    cutoff = 60 if len(wanted) <= 4 else 72
    names = list(known)  # the library would take the values of a mapping
    found = process.extract(
        wanted, names, scorer=fuzz.ratio, processor=normalise, score_cutoff=cutoff, limit=None
    )
    ranked = sorted(found, key=lambda hit: (-hit[1], hit[0]))
    return [name for name, *_ in ranked[:limit]]


def did_you_mean(name: str, known: Iterable[str], limit: int = 3) -> str:
    """Word the suggestions as a hint, or give an empty text when nothing comes near."""
    names = suggest(name, known, limit)
    return f"did you mean {' or '.join(repr(n) for n in names)}?" if names else ""


def sort_key(label: str) -> tuple[str, str]:
    """Give the key under which labels sort as in a dictionary: without case, accents and marks."""
    letters = label.casefold()
    if not letters.isascii():
        decomposed = unicodedata.normalize("NFKD", letters)
        letters = "".join(c for c in decomposed if not unicodedata.combining(c))
    if not letters.isalnum():
        letters = _SIGNS.sub(" ", letters).strip() or letters
    return letters, label


def initial(label: str) -> str:
    """Give the letter under which a label stands in a glossary; ``#`` for digits and signs."""
    first = sort_key(label)[0][:1]
    return first.upper() if first.isalpha() else "#"


def capitals(name: str) -> str:
    return unicodedata.normalize("NFC", " ".join(name.split()))
