"""The text between markup: addresses, and markup of other languages."""

from __future__ import annotations

import re

from sphinx_medterm.data_text.addresses import MAIL, MAIL_LINK, link_address
from sphinx_medterm.data_text.other_inline import OTHER_MARKUP, OtherMarkup
from sphinx_medterm.data_text.punctuation import may_follow, may_precede
from sphinx_medterm.data_text.spans import not_linked
from sphinx_medterm.data_text.text_roles import LINK
from sphinx_medterm.data_text.tree import Fault, Span
from sphinx_medterm.names.escapes import shown, unescaped

_IN_ADDRESS = r"(?:[-_.!~*'()\[\];/:@&=+$,%#?a-zA-Z0-9–\0]|[^\W\x00-\x7f])"
_ADDRESS = rf"(?:[a-zA-Z][a-zA-Z0-9+.-]{{1,15}}://|(?P<to>mailto:)){_IN_ADDRESS}*+"

_LOOKS_LIKE = re.compile(
    rf"(?<!\0)(?:{OTHER_MARKUP}|(?P<address>{_ADDRESS})|(?P<mail>@))", re.IGNORECASE
)
_SIGNS = frozenset("<&[_~@`\0")
_IN_MAIL = re.compile(r"[\w%+'.-]")
_MAIL_AFTER = re.compile(r"[a-zA-Z0-9-]++(?:\.[a-zA-Z0-9-]++)++")
_LAST = frozenset("_~*/=+")  # an address may end with these, apart from letters and digits


def read_plain(text: str, offset: int, is_told: bool = False) -> tuple[list[Span], list[Fault]]:
    """Read text between markup.

    :param text: with a null character where a backslash was.
    :param offset: where it begins in the paragraph.
    :param is_told: whether stray backquotes have been reported already.
    """
    if has_no_markup(text):
        return [_text(text, offset, 0, len(text))] if text else [], []
    reader = _Plain(text, offset, is_told)
    reader.read()
    return reader.spans, reader.faults


def has_no_markup(text: str) -> bool:
    """Return whether a text has no sign of an address, or of markup in other languages."""
    return (
        _SIGNS.isdisjoint(text)
        and text.count(":") < 2
        and "://" not in text
        and "mailto:" not in text.lower()
    )


def _text(text: str, offset: int, start: int, end: int) -> Span:
    return Span("", shown(text[start:end]), start=offset + start, end=offset + end)


class _Plain:
    """Reads one piece of text."""

    def __init__(self, text: str, offset: int, is_told: bool) -> None:
        self.text = text
        self.offset = offset
        self.spans: list[Span] = []
        self.faults: list[Fault] = []
        self._done = 0
        self._other = OtherMarkup(text, offset, self.faults, is_told)

    def read(self) -> None:
        """Read the whole text."""
        here = 0
        while match := _LOOKS_LIKE.search(self.text, here):
            span = self._read(match)
            here = match.end() if span is None else span.end - self.offset
            if span is not None:
                self._keep(span)
        self._keep_text(len(self.text))

    def _read(self, match: re.Match[str]) -> Span | None:
        if match.lastgroup == "address":
            return self._read_address(match)
        if match.lastgroup == "mail":
            return self._read_mail(match)
        return self._other.read(match)

    def _keep_text(self, end: int) -> None:
        if self._done < end:
            span = _text(self.text, self.offset, self._done, end)
            self.spans += [span] if span.text else []
        self._done = end

    def _keep(self, span: Span) -> None:
        self._keep_text(span.start - self.offset)
        if span.text:
            self.spans.append(span)
        self._done = span.end - self.offset

    def _link(self, start: int, end: int, text: str, address: str) -> Span:
        role, offset = LINK if address else "", self.offset
        return Span(role, text, address, start=offset + start, end=offset + end)

    # ------------------------------------------------------------------ other languages

    # ------------------------------------------------------------------ addresses

    def _read_address(self, match: re.Match[str]) -> Span | None:
        start, end = match.span()
        if start and not may_precede(self.text[start - 1]):
            return None
        if match["to"] and (mail := MAIL_LINK.match(self.text, match.end("to"))):
            end = mail.end()
        while end > start and not self._may_end(end):
            end -= 1
        if self.text[end : end + 1] == ")" and _has_open_bracket(self.text[start:end]):
            end += 1  # it closes a bracket in the address
        written = unescaped(self.text[start:end])
        if not written.partition(":")[2].strip("/"):
            return None
        address, flaw = link_address(written)
        if flaw:
            self.faults.append(not_linked(written, flaw, self.offset + start))
        return self._link(start, end, written, address)

    def _may_end(self, end: int) -> bool:
        last = self.text[end - 1]
        is_last = last.isalnum() or last in _LAST
        return is_last and (end == len(self.text) or may_follow(self.text[end]))

    def _read_mail(self, match: re.Match[str]) -> Span | None:
        at = start = match.start()
        while start > self._done and _IN_MAIL.match(self.text, start - 1):
            start -= 1
        start = at - len(self.text[start:at].lstrip(".'-"))
        after = _MAIL_AFTER.match(self.text, at + 1)
        if after is None or start == at or not (start == 0 or may_precede(self.text[start - 1])):
            return None
        written = self.text[start : after.end()]
        if not MAIL.fullmatch(written) or not self._may_end(after.end()):
            return None
        return self._link(start, after.end(), written, f"mailto:{written}")


def _has_open_bracket(address: str) -> bool:
    return address.count("(") > address.count(")")
