"""Inline markup of HTML, Markdown and TeX that data text does not allow, and the alternatives."""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from sphinx_medterm.data_text.punctuation import may_precede
from sphinx_medterm.data_text.text_roles import ROLES
from sphinx_medterm.data_text.tree import Fault, Span
from sphinx_medterm.names.characters import is_visible
from sphinx_medterm.names.escapes import shown
from sphinx_medterm.names.mentions import split_title

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
_BRACED = r"\{[\w:+.-]{1,40}+\}`(?P<braced_words>[^`\0]++)`"
_EMPTY_ROLE = rf":(?:{'|'.join(ROLES)}):(?=\s|$)"

OTHER_MARKUP = (
    rf"(?P<command>\0[^\W_])|(?P<tag>{_TAG})|(?P<comment>{_COMMENT})|(?P<entity>{_ENTITY})"
    rf"|(?P<link>{_MARKDOWN_LINK})|(?P<wiki>{_WIKI_LINK})|(?P<bold>{_BOLD})|(?P<italic>{_ITALIC})"
    rf"|(?P<struck>{_STRUCK})|(?P<role>{_EMPTY_ROLE})|(?P<braced>{_BRACED})|(?P<stray>`)"
)
"""A pattern, in any case, of all that :class:`OtherMarkup` reads."""

_NOT_HERE = {
    "tag": ("HTML is not supported in data text", "leave the tags out"),
    "comment": ("an HTML comment is shown as text", "leave it out"),
    "entity": ("HTML is not supported in data text", "write the character itself"),
    "link": ("Markdown links are not supported", "write `text <https://…>`_"),
    "wiki": ("wiki links are not supported", "write :medterm:`…` to mention a term"),
    "bold": ("__ is not markup here", "write **text** for strong text"),
    "italic": ("_ is not markup here", "write *text* for emphasized text"),
    "struck": ("~~ is not markup here", "leave it out"),
    "command": (
        "a backslash is not shown, and TeX commands are not supported in text",
        "write a formula as :math:`…`, or two backslashes to show one",
    ),
    "braced": ("Markdown roles are not supported", "write its name between colons: :role:`…`"),
    "role": ("the role has no text", "put the text in backticks directly after it"),
    "stray": (
        "this backtick neither begins nor ends markup",
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


class OtherMarkup:
    """Reads markup of other languages in one piece of text, which is shown as its words."""

    def __init__(self, text: str, offset: int, faults: list[Fault], is_told: bool) -> None:
        """Start with a text.

        :param text: with a null character where a backslash was.
        :param offset: where it begins in the paragraph.
        :param faults: a list to add to.
        :param is_told: whether stray backquotes have been reported already.
        """
        self._text = text
        self._offset = offset
        self._faults = faults
        self._is_stray_told = is_told
        self._is_tag_told = False

    def read(self, match: re.Match[str]) -> Span | None:
        """Read a match of :data:`OTHER_MARKUP`.

        :returns: what is shown instead; ``None`` to show it as it is.
        """
        return _READERS[str(match.lastgroup)](self, match)

    def _words(self, match: re.Match[str], words: str) -> Span:
        start, end = match.span()
        return Span("", words, start=self._offset + start, end=self._offset + end)

    def _fault(self, kind: str, match: re.Match[str], better: str = "") -> None:
        message, hint = _NOT_HERE[kind]
        self._faults.append(Fault(message, better or hint, self._offset + match.start()))

    def _read_tag(self, match: re.Match[str]) -> Span:
        if not (match[0].startswith("</") and self._is_tag_told):
            name = _TAG_NAME.match(match[0])
            instead = _INSTEAD_OF_TAG.get(name[1].lower()) if name else None
            self._fault("tag", match, f"write {instead}" if instead else "")
        self._is_tag_told = True
        is_break = match[0].lower().lstrip("</").startswith(("br", "hr", "p>", "li", "td", "div"))
        return self._words(match, " " if is_break else "")

    def _read_comment(self, match: re.Match[str]) -> Span:
        self._fault("comment", match)
        return self._words(match, shown(match["comment_words"]).strip())

    def _read_entity(self, match: re.Match[str]) -> Span | None:
        character = html.unescape(match[0])
        if character == match[0]:
            return None
        self._fault("entity", match)
        is_harmless = all(is_visible(c) or c in " \xa0" for c in character)
        return self._words(match, character if is_harmless else match[0])

    def _read_words(self, match: re.Match[str]) -> Span:
        kind = str(match.lastgroup)
        self._fault(kind, match)
        return self._words(match, shown(match[f"{kind}_words"]))

    def _read_braced(self, match: re.Match[str]) -> Span:
        self._fault("braced", match)
        _is_titled, title, _target = split_title(match["braced_words"])
        return self._words(match, shown(title))

    def _read_role(self, match: re.Match[str]) -> None:
        if match.start() == 0 or may_precede(self._text[match.start() - 1]):
            self._fault("role", match)

    def _read_command(self, match: re.Match[str]) -> None:
        if match.start() or not self._offset:  # otherwise it ends the markup before it
            self._fault("command", match)

    def _read_backquote(self, match: re.Match[str]) -> None:
        if not self._is_stray_told:
            self._fault("stray", match)
        self._is_stray_told = True


_READERS: dict[str, Callable[[OtherMarkup, re.Match[str]], Span | None]] = {
    "tag": OtherMarkup._read_tag,
    "comment": OtherMarkup._read_comment,
    "entity": OtherMarkup._read_entity,
    **dict.fromkeys(("link", "wiki", "bold", "italic", "struck"), OtherMarkup._read_words),
    "command": OtherMarkup._read_command,
    "role": OtherMarkup._read_role,
    "braced": OtherMarkup._read_braced,
    "stray": OtherMarkup._read_backquote,
}
