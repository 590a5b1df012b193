"""The text between markup: addresses, and what is markup in other languages."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import NamedTuple

from sphinx_medterm.data_text.addresses import MAIL, MAIL_LINK, link_address
from sphinx_medterm.data_text.punctuation import may_follow, may_precede
from sphinx_medterm.data_text.spans import not_linked
from sphinx_medterm.data_text.text_roles import LINK, ROLES
from sphinx_medterm.data_text.tree import Fault, Span
from sphinx_medterm.names.characters import is_visible
from sphinx_medterm.names.escapes import shown, unescaped

_ELEMENTS = (
    "a|abbr|address|article|aside|b|bdi|bdo|big|blockquote|body|br|button|caption|center|cite|code"
    "|col|dd|del|details|dfn|div|dl|dt|em|embed|figure|figcaption|font|footer|form|h[1-6]|head"
    "|header|hr|html|i|iframe|img|input|ins|kbd|label|li|link|main|mark|math|meta|nav|object|ol"
    "|option|p|picture|pre|q|ruby|rp|rt|s|samp|script|section|select|small|source|span|strike"
    "|strong|style|sub|summary|sup|svg|table|tbody|td|textarea|tfoot|th|thead|title|tr|tt|u|ul"
    "|var|video|wbr"
)
_VALUE = r"""=(?:"[^"<>\0]*+"|'[^'<>\0]*+'|[^\s"'<>\0]++)"""
_TAG = rf"</?(?:{_ELEMENTS})(?:\s++[a-zA-Z-]++{_VALUE})*+\s*+/?>"
_COMMENT = r"<!--(?P<comment_words>(?:[^<>\0-]|-(?!->))*+)-->"
_ENTITY = r"&(?:\#[0-9]{1,7}|\#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});"
_SUFFIXES = "html?|md|rst|txt|pdf|png|jpe?g|gif|svg"
_TO = rf"(?:[a-zA-Z][a-zA-Z0-9+.-]*+:|www\.|\#|\.{{0,2}}/|[^\s()\0.]++\.(?:{_SUFFIXES})(?=[\s)#]))"
_MARKDOWN_LINK = rf"!?\[(?P<link_words>[^\[\]\0]*+)\]\({_TO}[^()\0]*+(?:\([^()\0]*+\)[^()\0]*+)?+\)"
_WIKI_LINK = r"\[\[(?:[^\[\]\0|]++\|)?(?P<wiki_words>[^\[\]\0|]*[^\W\d][^\[\]\0|]*)\]\]"
_BEFORE, _AFTER = r"(?<![^\s(\[{\"'“‘„«¿¡*/–—-])", r"(?![^\s)\]}\"'”’»*/–—.,;:!?…-])"
_BOLD = rf"{_BEFORE}__(?=[^\s_])(?P<bold_words>[^_\0]*+)(?<!\s)__{_AFTER}"
_ITALIC = rf"{_BEFORE}_(?=[^\s_])(?P<italic_words>[^_\0]*+)(?<!\s)_{_AFTER}"
_STRUCK = r"~~(?=[^\s~])(?P<struck_words>[^~\0]*+)(?<!\s)~~"
_EMPTY_ROLE = rf":(?:{'|'.join(ROLES)}):(?=\s|$)"
_IN_ADDRESS = r"(?:[-_.!~*'()\[\];/:@&=+$,%#?a-zA-Z0-9–\0]|[^\W\x00-\x7f])"
_ADDRESS = rf"(?:[a-zA-Z][a-zA-Z0-9+.-]{{1,15}}://|(?P<to>mailto:)){_IN_ADDRESS}*+"

_NOT_HERE = {
    "tag": ("HTML is not supported in data text", "leave the tags out"),
    "comment": ("an HTML comment is shown as text", "leave it out"),
    "entity": ("HTML is not supported in data text", "write the character itself"),
    "link": ("Markdown links are not supported", "write `text <https://…>`_"),
    "wiki": ("wiki links are not supported", "write :medterm:`…` to mention a term"),
    "bold": ("__ is not markup here", "write **text** for strong text"),
    "italic": ("_ is not markup here", "write *text* for emphasised text"),
    "struck": ("~~ is not markup here", "leave it out"),
    "command": (
        "a backslash is not shown, and TeX commands are not supported in text",
        "write a formula as :math:`…`, or two backslashes to show one",
    ),
    "braced": ("Markdown roles are not supported", "write its name between colons: :role:`…`"),
    "role": ("a role without a text", "put the text in backquotes directly after it"),
    "stray": (
        "a backquote that neither begins nor ends a text",
        "markup begins after a space or bracket; put a backslash before what is not markup",
    ),
}
"""The message and the hint for each kind of text that looks like markup."""

_INSTEAD = {
    "a": "`text <https://…>`_",
    "b strong": "**text**",
    "br p div": "a blank line between paragraphs",
    "code kbd pre samp tt": "``text``",
    "i em": "*text*",
    "li ol ul": "a list",
    "sub": ":sub:`text`",
    "sup": ":sup:`text`",
}
_INSTEAD_OF_TAG = {name: instead for names, instead in _INSTEAD.items() for name in names.split()}
_TAG_NAME = re.compile(r"</?(\w+)")
_ROLE_OF_MARKDOWN = re.compile(r"\{[\w:+.-]{1,40}\}$")

_LOOKS_LIKE = re.compile(
    rf"(?<!\0)(?:(?P<command>\0[^\W_])|(?P<tag>{_TAG})|(?P<comment>{_COMMENT})"
    rf"|(?P<entity>{_ENTITY})|(?P<link>{_MARKDOWN_LINK})|(?P<wiki>{_WIKI_LINK})|(?P<bold>{_BOLD})"
    rf"|(?P<italic>{_ITALIC})|(?P<struck>{_STRUCK})|(?P<role>{_EMPTY_ROLE})"
    rf"|(?P<address>{_ADDRESS})|(?P<mail>@)|(?P<stray>`))",
    re.IGNORECASE,
)
_SIGNS = frozenset("<&[_~@`\0")
_IN_MAIL = re.compile(r"[\w%+'.-]")
_MAIL_AFTER = re.compile(r"[a-zA-Z0-9-]++(?:\.[a-zA-Z0-9-]++)++")
_LAST = frozenset("_~*/=+")  # an address may end with these, apart from letters and digits


class _Found(NamedTuple):
    """Something found in a text: where it is, what is shown, and the address it links to."""

    start: int
    end: int
    words: str
    address: str = ""


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
        self._is_stray_told = is_told
        self._is_tag_told = False

    def read(self) -> None:
        """Read the whole text."""
        here = 0
        while match := _LOOKS_LIKE.search(self.text, here):
            found = _READERS[str(match.lastgroup)](self, match)
            here = match.end() if found is None else found.end
            if found is not None:
                self._keep(found)
        self._keep_text(len(self.text))

    def _keep_text(self, end: int) -> None:
        if self._done < end:
            span = _text(self.text, self.offset, self._done, end)
            self.spans += [span] if span.text else []
        self._done = end

    def _keep(self, found: _Found) -> None:
        self._keep_text(found.start)
        role = LINK if found.address else ""
        if found.words:
            span = Span(role, found.words, found.address)
            start, end = self.offset + found.start, self.offset + found.end
            self.spans.append(span._replace(start=start, end=end))
        self._done = found.end

    def _fault(self, kind: str, start: int, better: str = "") -> None:
        message, hint = _NOT_HERE[kind]
        self.faults.append(Fault(message, better or hint, self.offset + start))

    # ------------------------------------------------------------------ other languages

    def _read_tag(self, match: re.Match[str]) -> _Found:
        if not (match[0].startswith("</") and self._is_tag_told):
            name = _TAG_NAME.match(match[0])
            instead = _INSTEAD_OF_TAG.get(name[1].lower()) if name else None
            self._fault("tag", match.start(), f"write {instead}" if instead else "")
        self._is_tag_told = True
        is_break = match[0].lower().lstrip("</").startswith(("br", "hr", "p>", "li", "td", "div"))
        return _Found(*match.span(), " " if is_break else "")

    def _read_comment(self, match: re.Match[str]) -> _Found:
        self._fault("comment", match.start())
        return _Found(*match.span(), shown(match["comment_words"]).strip())

    def _read_entity(self, match: re.Match[str]) -> _Found | None:
        character = html.unescape(match[0])
        if character == match[0]:
            return None
        self._fault("entity", match.start())
        is_harmless = all(is_visible(c) or c in " \xa0" for c in character)
        return _Found(*match.span(), character if is_harmless else match[0])

    def _read_words(self, match: re.Match[str]) -> _Found:
        kind = str(match.lastgroup)
        self._fault(kind, match.start())
        return _Found(*match.span(), shown(match[f"{kind}_words"]))

    def _read_role(self, match: re.Match[str]) -> None:
        if match.start() == 0 or may_precede(self.text[match.start() - 1]):
            self._fault("role", match.start())

    def _read_command(self, match: re.Match[str]) -> None:
        if match.start() or not self.offset:  # otherwise it ends the markup before it
            self._fault("command", match.start())

    def _read_backquote(self, match: re.Match[str]) -> None:
        if not self._is_stray_told:
            before = self.text[max(0, match.start() - 42) : match.start()]
            is_markdown = _ROLE_OF_MARKDOWN.search(before)
            self._fault("braced" if is_markdown else "stray", match.start())
        self._is_stray_told = True

    # ------------------------------------------------------------------ addresses

    def _read_address(self, match: re.Match[str]) -> _Found | None:
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
        return _Found(start, end, written, address)

    def _may_end(self, end: int) -> bool:
        last = self.text[end - 1]
        is_last = last.isalnum() or last in _LAST
        return is_last and (end == len(self.text) or may_follow(self.text[end]))

    def _read_mail(self, match: re.Match[str]) -> _Found | None:
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
        return _Found(start, after.end(), written, f"mailto:{written}")


def _has_open_bracket(address: str) -> bool:
    return address.count("(") > address.count(")")


_READERS: dict[str, Callable[[_Plain, re.Match[str]], _Found | None]] = {
    "tag": _Plain._read_tag,
    "comment": _Plain._read_comment,
    "entity": _Plain._read_entity,
    **dict.fromkeys(("link", "wiki", "bold", "italic", "struck"), _Plain._read_words),
    "command": _Plain._read_command,
    "role": _Plain._read_role,
    "address": _Plain._read_address,
    "mail": _Plain._read_mail,
    "stray": _Plain._read_backquote,
}
