"""The results of text in backquotes, by role."""

from __future__ import annotations

import re

from sphinx_medterm.data_text import formulas
from sphinx_medterm.data_text.addresses import link_address
from sphinx_medterm.data_text.text_roles import (
    LINK,
    ROLES,
    UNLINKED,
    canonical,
    is_mention,
    kind_of,
    role_of,
)
from sphinx_medterm.data_text.tree import Fault, Span
from sphinx_medterm.diagnostics import quoted
from sphinx_medterm.names import mentions
from sphinx_medterm.names.characters import Flaw
from sphinx_medterm.names.escapes import literally, shown, unescaped
from sphinx_medterm.names.suggest import did_you_mean, question

Made = tuple[Span, Fault | None]
"""A span, and what is wrong with it."""

_ADDRESS_AT_END = re.compile(r"<(?:https?://|mailto:|www\.)[^<>]++>$")
_BRACKET = re.compile(r"(?<!\0)[<>]")


def interpreted(written: str, content: str, start: int, end: int) -> Made:
    """Return the span of a role; of a role that is not allowed, only the words.

    :param written: the role as it is written.
    :param content: the text in backquotes, with a null character where a backslash was.
    """
    role = canonical(written)
    if not role:
        message = f"the role {quoted(written)} is not allowed in data text"
        return _words(content, start, end), Fault(message, _instead_of(written), start)
    if role == "math":
        return _formula(content, start, end)
    if not written and _ADDRESS_AT_END.search(content) and _embedded(content):
        span, fault = link(content, start, end)
        hint = "write `text <https://…>`_"
        return span, fault or Fault("the link has no underscore at its end", hint, start)
    span = _span(role, content)
    return span._replace(start=start, end=end), None


def _instead_of(role: str) -> str:
    """Return a hint on what to write instead of a role that is not allowed."""
    if "cite" in role.lower():
        return "name the work in 'sources:'"
    hint = "readers see its words; put a backslash before the backtick to show it as written"
    return did_you_mean(role, ROLES, limit=1) or hint


def _span(role: str, content: str) -> Span:
    if is_mention(role):
        said = mentions.read(content)
        title = shown(said.title)
        if not said.is_linked:
            return Span(UNLINKED, title)
        role = role_of(mentions.kind_written(kind_of(role), said))
        return Span(role, title, said.target, said.options, said.is_titled)
    if role in ("term", "ref"):
        if content.startswith("!"):
            return Span(UNLINKED, shown(content[1:]))
        is_titled, title, target = mentions.split_title(content)
        return Span(role, shown(title), " ".join(target.split()), is_titled=is_titled)
    if role == "literal":
        return Span(role, literally(content))
    if role == "abbr":
        short, bracket, rest = shown(content).partition(" (")
        if bracket and rest.endswith(")"):
            return Span(role, short, rest[:-1])
    return Span(role, shown(content))


def _formula(content: str, start: int, end: int) -> Made:
    """Return the span of a formula; if it has more than mathematics, it is shown as typed."""
    text = literally(content)
    try:
        formulas.check(text)
    except formulas.FormulaError as error:
        return Span("literal", text, start=start, end=end), Fault(str(error), "", start)
    return Span("math", text, start=start, end=end), None


def link(content: str, start: int, end: int) -> Made:
    """Return the span of a link with its address; of a reference to a link, only the words."""
    embedded = _embedded(content)
    if embedded is None:
        message = f"{quoted(shown(content))} is a reference, which data text cannot have"
        hint = "write the address: `text <https://…>`_"
        return Span("", shown(content), start=start, end=end), Fault(message, hint, start)
    title, written = embedded
    written = unescaped("".join(written.split()))
    text = shown(title) or written
    address, flaw = link_address(written)
    fault = not_linked(written, flaw, start) if flaw else None
    return Span(LINK if address else "", text, address, start=start, end=end), fault


def _embedded(content: str) -> tuple[str, str] | None:
    """Split a link into its text and the address in angle brackets at its end."""
    brackets = [bracket.start() for bracket in _BRACKET.finditer(content)]
    if len(brackets) < 2 or brackets[-1] + 1 < len(content) or content[brackets[-2]] != "<":
        return None
    start = brackets[-2]
    address = content[start + 1 : -1]
    is_tight = address == address.strip() and not address.endswith("\0")
    if not address or not is_tight or content[start - 1 : start] not in ("", " ", "\n"):
        return None
    return content[:start].rstrip(" \n"), address


def not_linked(written: str, flaw: Flaw, start: int) -> Fault:
    """Report why an address is not linked."""
    hint = question([flaw.mended]) if flaw.mended else "name the work in 'sources:'"
    return Fault(f"{quoted(written)} is not linked: {flaw.reason}", hint, start)


def mixed(content: str, start: int, end: int) -> Made:
    """Reject a text with two roles, or a link with a role."""
    message = "text in backticks has more than one role or mark"
    fault = Fault(message, "write the role before it, or after it", start)
    return _words(content, start, end), fault


def misplaced(content: str, start: int, end: int) -> Made:
    """Reject a role that begins inside a word."""
    hint = "put a space before it, or a backslash and a space, which are not shown"
    return _words(content, start, end), Fault("a role cannot begin inside a word", hint, start)


def _words(content: str, start: int, end: int) -> Span:
    _is_titled, title, _target = mentions.split_title(content.removeprefix("!"))
    return Span("", shown(title), start=start, end=end)
