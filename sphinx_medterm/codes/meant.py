"""Suggestions for a wrong code: the code that the author probably meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

LONGEST_MISSPELT = 250
"""The longest text in which a code is looked for, in characters."""

_DOTTED = {"ICD10": 3, "ICD10CM": 3, "ICD10GM": 3, "ICD11": 4, "ICD9": 3, "ICD9CM": 3, "ICDO3": 3}
"""How many characters come before the dot, which is often left out."""

_MARKS_BEFORE = "#*%^+("
"""What OMIM writes before its numbers, and brackets."""
_LETTERS_BEFORE = {"ICDO3": "M", "PUBCHEM": "CID", "FMA": "FMA", "NCBIGENE": "LOC"}
"""What books and other databases write before the codes of a system."""
_MARKS_AFTER = "+*†‡!.-)"
"""What books and national modifications of ICD-10 write after codes, and brackets."""

LOOK_LIKE_DIGITS = str.maketrans("OI", "01")
"""Letters for the digits that they look like."""
_LETTER = r"[^\W\d_]"
_ENDS_OF_NAMES = re.compile(rf"(?<=\w)(?=[\W_])|(?<={_LETTER})(?=\d)|(?<=\d)(?={_LETTER})")
_BETWEEN = " :#_-=.()[]/"
_ADDRESS_PARTS = re.compile(r"[/=#?&]")


def spellings(written: str, system: str) -> Iterator[str]:
    """Yield what a code of a system may have been meant to be; most of it is not a code.

    :param system: key of the system.
    """
    tight = "".join(written.split())
    plain = tight.upper()
    bare = plain.lstrip(_MARKS_BEFORE).rstrip(_MARKS_AFTER)
    dot = _DOTTED.get(system, len(plain))
    yield from (tight, plain, tight.lower(), bare)
    yield from (f"{plain[:dot]}.{plain[dot:]}", f"{plain[:-1]}-{plain[-1:]}")
    if plain.isdecimal():
        yield from (plain.lstrip("0"), plain.zfill(7))
    yield plain.translate(LOOK_LIKE_DIGITS)
    yield from (bare.removeprefix(_LETTERS_BEFORE.get(system, "")).lstrip("-"), unquote(tight))


def named_codes(text: str) -> Iterator[tuple[str, str]]:
    """Split a text into the name of a system and a code after it, in all ways that make sense.

    The longest names come first: ``ICD-10-CM D64.9`` names ICD-10-CM, not ICD-10.
    """
    ends = [found.start() for found in _ENDS_OF_NAMES.finditer(text[:LONGEST_MISSPELT])]
    for end in reversed(ends):
        if code := text[end:].strip(_BETWEEN):
            yield text[:end], code


def place_of(address: str) -> str:
    """Return the host and what follows it, without what does not matter; empty if no address."""
    return address.partition("://")[2].removeprefix("www.")


def last_of_address(text: str) -> str:
    """Return the last part of an address, which is most often the code."""
    return _ADDRESS_PARTS.split(text.rstrip("/"))[-1]
