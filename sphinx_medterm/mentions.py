"""How mentions of terms are written, on pages and in data text: ``text <name#sense +option>``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

KINDS = {
    "term": "what is written, linked to the entry of the term",
    "abbr": "the abbreviation; at its first use, behind what it stands for",
    "short": "the abbreviation",
    "long": "what the abbreviation stands for",
    "full": "what the abbreviation stands for, and the abbreviation in brackets",
    "def": "the definition",
    "plain": "the definition for lay readers",
    "pron": "the pronunciation",
    "etym": "the word parts, or the history of the word",
    "code": "a code, linked to its official page, with what its system calls it",
    "part": "a word part and what it means",
}
"""The kinds of mention, with what they show. Each is a role of the domain ``medterm``."""

LINKING_KINDS = frozenset({"term", "abbr", "short", "long", "full"})
"""Those that show a name, which is linked to the entry."""

NAMING_KINDS = frozenset(KINDS) - {"code", "part"}
"""Those whose target is the name of a term."""

OPTIONS = {
    "plural": "in the plural",
    "capital": "with a capital letter, as at the beginning of a sentence",
    "professional": "for professionals, whatever the page is for",
    "plain": "for lay readers",
    "both": "for both",
}
"""The words that may stand behind a name, after ``+``."""

_OPTIONS_BACKWARDS = re.compile(
    rf"\s*+(?:(?:{'|'.join(option[::-1] for option in OPTIONS)})\+\s++)++"
)
"""Options as they stand in a reversed text: a search from the front would try every blank."""
EXPLICIT_TITLE = re.compile(r"^(?=.*>$)(.(?:.*?\S)??)\s*+(?<!\0)<(.*?)>$", re.DOTALL)
"""Title and target in the content of a role, with a null character where a backslash was.

The same as Sphinx's own pattern, which takes quadratic time.
"""
_BACKSLASH = re.compile(r"\\(.?)", re.DOTALL)
_ESCAPE = re.compile(r"\0[ \n]?")
_ROLES = re.compile(
    rf":(?P<domain>medterm)(?::(?P<kind>{'|'.join(KINDS)}))?:`(?P<named>[^`]+)`"
    r"|(?<!:medterm):(?P<role>term):`(?P<content>[^`]+)`"
)


class Mention(NamedTuple):
    """A mention in a data text.

    :ivar kind: one of ``KINDS``, or ``std:term`` for the role ``term`` of Sphinx.
    :ivar target: the name, with the sense; a code, or the key of a word part.
    """

    kind: str
    target: str


def split_options(target: str) -> tuple[str, tuple[str, ...]]:
    """Take the options off the name that they stand behind."""
    found = _OPTIONS_BACKWARDS.match(target[::-1]) if "+" in target else None
    if found is None:
        return target, ()
    start = len(target) - found.end()
    return target[:start], tuple(target[start:].replace("+", " ").split())


def split_title(text: str) -> tuple[bool, str, str]:
    """Take the content of a role apart: whether it is ``title <target>``, title and target.

    Where it is not, the text is both.

    :param text: with a null character where a backslash was.
    """
    found = EXPLICIT_TITLE.match(text)
    title, target = (found[1], found[2]) if found else (text, text)
    return found is not None, _ESCAPE.sub("", title), _ESCAPE.sub("", target)


def mentions_in(text: str) -> Iterator[Mention]:
    """Find the mentions in a data text."""
    if "`" not in text:
        return
    for found in _ROLES.finditer(text):
        content = found["named"] or found["content"]
        if content.startswith("!"):
            continue
        _is_explicit, _title, target = split_title(_BACKSLASH.sub("\0\\1", content))
        if found["role"]:
            yield Mention("std:term", target)
        else:
            yield Mention(found["kind"] or "term", split_options(target)[0])
