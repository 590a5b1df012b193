"""The roles that data text may use."""

from __future__ import annotations

from sphinx_medterm.names.mentions import KINDS, USUAL

MENTION = "medterm"

ROLES = {
    MENTION: "a mention of another term",
    **{f"{MENTION}:{name}": kind.shows for name, kind in KINDS.items() if name != USUAL},
    "term": "a term of a Sphinx glossary",
    "ref": "a label in the pages",
    "abbr": "an abbreviation, with its full form in parentheses",
    "emphasis": "emphasis, like ``*text*``",
    "strong": "strong emphasis, like ``**text**``",
    "literal": "literal text",
    "math": "a formula",
    "sub": "subscript",
    "sup": "superscript",
}
"""The roles, each with its purpose."""

LINK = "link"
"""The role of a span that links to an address."""

UNLINKED = "unlinked"
"""The role of a span that must not be linked."""

RAISED = frozenset({"sub", "sup"})
"""The roles that may be inside a word."""

_SAME = {
    f"{MENTION}:{USUAL}": MENTION,
    "std:term": "term",
    "std:ref": "ref",
    "subscript": "sub",
    "superscript": "sup",
    "abbreviation": "abbr",
    "": "emphasis",
}


def canonical(role: str) -> str:
    """Return the one name of a role that may be written in several ways; empty if it is unknown."""
    name = role.lower()
    name = _SAME.get(name, name)
    return name if name in ROLES else ""


def is_mention(role: str) -> bool:
    """Return whether spans of a role mention a term, a code or a word part."""
    return role.partition(":")[0] == MENTION


def kind_of(role: str) -> str:
    """Return the kind of mention that a role makes: a key of ``KINDS``."""
    return role.partition(":")[2] or USUAL


def role_of(kind: str) -> str:
    """Return the role that makes a kind of mention."""
    return MENTION if kind == USUAL else f"{MENTION}:{kind}"
