"""From the words of a text to the names of terms: one form for comparison, and near misses."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Literal

Role = Literal["medterm", "term"]
"""The roles whose targets are names of terms."""

_MENTIONS: dict[Role, re.Pattern[str]] = {
    "medterm": re.compile(r":medterm:(?:term:)?`([^`]+)`"),
    "term": re.compile(r"(?<!:medterm):term:`([^`]+)`"),
}
_SIGNS = re.compile(r"[^\w\s]+")
_EXPLICIT_TITLE = re.compile(r"^.+?\s*(?<!\\)<([^<]*)>$", re.DOTALL)


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


def mentions_in(text: str, role: Role = "medterm") -> list[str]:
    """List what the roles of one name in a piece of data text point to."""
    if "`" not in text:
        return []
    targets = []
    for content in _MENTIONS[role].findall(text):
        if content.startswith("!"):
            continue
        explicit = _EXPLICIT_TITLE.match(content)
        targets.append(explicit.group(1) if explicit else content)
    return targets


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
