"""How mentions of terms are written, on pages and in data text: ``text <name#sense +option>``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from sphinx_medterm.names.audiences import BOTH, PLAIN, PROFESSIONAL
from sphinx_medterm.names.escapes import unescaped

PAGE = "page"
"""The audience that a page is for."""


class Target(Enum):
    """What the content of a mention names."""

    TERM = "term"
    CODE = "code"
    WORD_PART = "word part"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of mention.

    :ivar shows: what readers see, in words.
    :ivar target: what its content names.
    :ivar wording: name of the function that makes the words; empty if what is typed is shown.
    :ivar links: whether it shows a name that links to the entry of the term.
    :ivar needs: the field that a term must have; empty if every term has what is shown.
    :ivar counts_uses: whether the first use on a page shows more than later ones.
    :ivar audience: whom it shows a definition to: an audience, or ``PAGE``; empty if it shows none.
    """

    shows: str
    target: Target = Target.TERM
    wording: str = ""
    links: bool = False
    needs: str = ""
    counts_uses: bool = False
    audience: str = ""

    @property
    def quotes(self) -> bool:
        """Whether it shows something of a term in place of its name."""
        return self.target is Target.TERM and not self.links

    @property
    def has_number(self) -> bool:
        """Whether it shows a name in the number asked for: in the plural with ``+plural``."""
        return self.links and bool(self.wording)


KINDS = {
    "term": Kind(
        shows="the text that you write, linked to the entry of the term",
        links=True,
    ),
    "abbr": Kind(
        shows="the abbreviation, and at its first use the long form before it",
        wording="first use",
        links=True,
        needs="abbreviations",
        counts_uses=True,
    ),
    "short": Kind(
        shows="the abbreviation",
        wording="short form",
        links=True,
        needs="abbreviations",
    ),
    "long": Kind(
        shows="the long form, which the abbreviation stands for",
        wording="long form",
        links=True,
    ),
    "full": Kind(
        shows="the long form, and the abbreviation in parentheses",
        wording="both forms",
        links=True,
        needs="abbreviations",
    ),
    "def": Kind(
        shows="the definition",
        wording="definition",
        needs="definition",
        audience=PAGE,
    ),
    "plain": Kind(
        shows="the definition for lay readers",
        wording="definition",
        needs="definition",
        audience=PLAIN,
    ),
    "pron": Kind(
        shows="the pronunciation",
        wording="pronunciation",
        needs="pronunciation",
    ),
    "etym": Kind(
        shows="the word parts, or else the history of the word",
        wording="etymology",
        needs="etymology",
    ),
    "code": Kind(
        shows="a code with the name that its system gives it, linked to the official page",
        wording="code",
        target=Target.CODE,
    ),
    "part": Kind(
        shows="a word part and its meaning",
        wording="word part",
        target=Target.WORD_PART,
    ),
}
"""The kinds of mention by name. Each is a role of the domain ``medterm``; everything that depends
on the kind of a mention follows from its row here."""

USUAL = "term"
"""The kind of mention that the role ``medterm`` makes."""

LINKING_KINDS = frozenset(name for name, kind in KINDS.items() if kind.links)
"""Kinds that show a name that links to the entry."""

NAMING_KINDS = frozenset(name for name, kind in KINDS.items() if kind.target is Target.TERM)
"""Kinds whose target is the name of a term."""

INSERTING_KINDS = frozenset(name for name, kind in KINDS.items() if kind.wording)
"""Kinds that show something other than what is typed."""

KINDS_WITH_NUMBER = frozenset(name for name, kind in KINDS.items() if kind.has_number)
"""Kinds that show a name in the number asked for."""

OPTIONS = {
    "plural": "the plural",
    "capital": "a capital letter at the beginning, as in a sentence",
    PROFESSIONAL: "the definition or card for professionals, whatever the audience of the page is",
    PLAIN: "the definition or card for lay readers",
    BOTH: "the definition or card for both audiences",
}
"""The options that may follow a name, each after a ``+``."""

_OPTIONS_BACKWARDS = re.compile(
    rf"\s*+(?:(?:{'|'.join(option[::-1] for option in OPTIONS)})\+\s++)++"
)
"""Options in a reversed text: a search from the front would try every blank."""
_EXPLICIT_TITLE = re.compile(r"^(?=.*>$)(.(?:.*?\S)??)\s*+(?<!\0)<(.*?)>$", re.DOTALL)
"""Title and target in the content of a role, with a null character where a backslash was.

It matches what Sphinx's own pattern matches, which takes quadratic time.
"""


SPHINX_TERM, SPHINX_LABEL = "std:term", "std:ref"
"""What data text may mention besides: terms of Sphinx's glossaries, and labels in the pages."""


class Mention(NamedTuple):
    """A mention in a data text.

    :ivar kind: one of ``KINDS``, or ``SPHINX_TERM`` or ``SPHINX_LABEL``; or what :func:`in_plural`
        makes of one.
    :ivar target: the name, with the sense; a code, or the key of a word part.
    """

    kind: str
    target: str


_IN_PLURAL = " +plural"


def in_plural(kind: str) -> str:
    """Return what stands for a kind of mention when it asks for the plural of a name.

    Such a mention is noted as one of its kind, too.
    """
    return kind + _IN_PLURAL


def kind_in_plural(kind: str) -> str:
    """Return the kind that a mention in the plural is of; empty if it is not in the plural."""
    return kind.removesuffix(_IN_PLURAL) if kind.endswith(_IN_PLURAL) else ""


def split_options(target: str) -> tuple[str, tuple[str, ...]]:
    """Split the options off the name before them."""
    found = _OPTIONS_BACKWARDS.match(target[::-1]) if "+" in target else None
    if found is None:
        return target, ()
    start = len(target) - found.end()
    return target[:start], tuple(target[start:].replace("+", " ").split())


def split_title(text: str) -> tuple[bool, str, str]:
    """Split the content of a role: whether it is ``title <target>``, the title, and the target.

    If it is not, the text is both.

    :param text: with a null character where a backslash was.
    """
    found = _EXPLICIT_TITLE.match(text)
    title, target = (found[1], found[2]) if found else (text, text)
    return found is not None, unescaped(title), unescaped(target)


class Written(NamedTuple):
    """The content of a mention.

    :ivar title: what is shown; by default what is typed, without sense and options.
    :ivar target: the name, with the sense; a code, or the key of a word part.
    :ivar is_titled: whether the title is given.
    :ivar is_linked: whether it is a mention, and not a word that ``!`` keeps from being one.
    """

    title: str
    target: str
    options: tuple[str, ...] = ()
    is_titled: bool = False
    is_linked: bool = True


def read(content: str) -> Written:
    """Read the content of a mention: ``text <name#sense +option>``.

    :param content: with a null character where a backslash was.
    """
    if content.startswith("!"):
        return Written(unescaped(content[1:]), "", is_linked=False)
    is_titled, title, target = split_title(content)
    name, options = split_options(" ".join(target.split()))
    return Written(title if is_titled else _shown_name(title), name, options, is_titled)


def kind_written(kind: str, written: Written) -> str:
    """Return the kind that a mention is of: with a title, it shows that, whatever its role."""
    return USUAL if written.is_titled and KINDS[kind].target is Target.TERM else kind


def _shown_name(written: str) -> str:
    """Return a name without what is not shown: options and sense."""
    name, _options = split_options(written)
    return name.partition("#")[0] or name
