"""The inline markup of a paragraph: a subset of reStructuredText's, read in linear time.

Markup is recognised where docutils recognises it, by the rules of the reStructuredText
specification ("Inline markup recognition rules"). Offsets are those of the paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sphinx_medterm.data_text import spans
from sphinx_medterm.data_text.plain import read_plain
from sphinx_medterm.data_text.punctuation import are_pair, may_follow, may_precede
from sphinx_medterm.data_text.text_roles import RAISED, canonical
from sphinx_medterm.data_text.tree import Fault, Span
from sphinx_medterm.diagnostics import quoted
from sphinx_medterm.names.escapes import escaped, literally, shown

_START = re.compile(r"[*`|_\[]")
_SIMPLE_NAME = r"(?:(?!_)\w)++(?:[-._+:](?:(?!_)\w)++)*+"
_FOOTNOTE = re.compile(rf"\[(?:[0-9]++|\#(?:{_SIMPLE_NAME})?|\*|{_SIMPLE_NAME})\]_")
_ROLE = re.compile(rf":{_SIMPLE_NAME}:")

_HIDE = "put a backslash before it to show it as it is"
_GOES_ON = (
    "if the word continues after the markup, put a backslash and a space between them; "
    "put a backslash before what is not markup"
)
_BACKQUOTE = re.compile(r"(?<!\0)`")


def read_inline(text: str) -> tuple[list[Span], list[Fault]]:
    """Read the markup in a paragraph."""
    reader = _Reader(escaped(text))
    reader.read()
    return reader.spans, reader.faults


class _Reader:
    """Reads one paragraph from left to right.

    :ivar text: with a null character where a backslash was.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.spans: list[Span] = []
        self.faults: list[Fault] = []
        self._plain = 0  # everything before this offset is in spans
        self._bound = 0  # markup may begin here, as what comes before is finished
        self._none: set[str] = set()  # ends that the rest of the text does not have
        self._unended = False  # a backquote has been reported, so the others need not be

    def read(self) -> None:
        """Read the whole paragraph."""
        here = 0
        while found := _START.search(self.text, here):
            here = self._read_at(found.start(), found[0])
        self._keep_plain(len(self.text))

    def _read_at(self, start: int, sign: str) -> int:
        """Read what may begin with a sign.

        :returns: the offset at which to continue.
        """
        if sign == "*":
            return self._starred(start)
        if sign == "`":
            double = self._is_at(start, "``")
            return self._literal(start) if double else self._backquoted(start)
        if sign == "|":
            return self._substitution(start)
        if sign == "[":
            return self._footnote(start)
        return self._underscored(start)

    # ------------------------------------------------------------------ what is kept

    def _fault(self, message: str, hint: str, start: int) -> None:
        self.faults.append(Fault(message, hint, start))

    def _keep_plain(self, end: int) -> None:
        """Put the text up to an offset into spans, as text."""
        if self._plain < end:
            found, faults = read_plain(self.text[self._plain : end], self._plain, self._unended)
            self.spans += found
            self.faults += faults
        self._plain = end

    def _keep(self, span: Span) -> int:
        """Keep a span, after the text before it."""
        self._keep_plain(span.start)
        if span.text:
            self.spans.append(span)
        self._plain = self._bound = span.end
        return span.end

    def _skip(self, end: int) -> int:
        """Leave a start-string as text; markup may begin after it."""
        self._bound = end
        return end

    # ------------------------------------------------------------------ where markup may be

    def _is_at(self, start: int, sign: str) -> bool:
        return self.text.startswith(sign, start)

    def _may_begin(self, start: int) -> bool:
        return start == self._bound or may_precede(self.text[start - 1])

    def _may_end(self, end: int) -> bool:
        return end >= len(self.text) or may_follow(self.text[end])

    def _has_blank(self, at: int) -> bool:
        return self.text[at : at + 1].isspace()

    def _is_quoted(self, start: int, end: int) -> bool:
        """Return whether a start-string is alone in quotes or brackets, or at the end."""
        if start == self._bound:
            return False
        return end >= len(self.text) or are_pair(self.text[start - 1], self.text[end])

    def _signs(self, sign: str, start: int, what: str = "") -> Iterator[int]:
        """Yield the offsets of a sign, and remember if none of them ended a construct.

        Without that, each start-string would search the rest of the text again.

        :param what: the construct, if others end with the same sign.
        """
        key, here = what or sign, start - 1
        while key not in self._none:
            here = self.text.find(sign, here + 1)
            if here < 0:
                self._none.add(key)
            else:
                yield here

    def _end_of(self, sign: str, start: int, what: str = "") -> int:
        """Find the end-string of the text that begins at an offset; -1 if there is none.

        :param what: the construct, if others end with the same sign.
        """
        for end in self._signs(sign, start, what):
            before = self.text[end - 1]
            is_escaped = before == "\0" and sign != "``"
            if not (before.isspace() or is_escaped) and self._may_end(end + len(sign)):
                return end if end > start else -1
        return -1

    # ------------------------------------------------------------------ construct by construct

    def _enclosed(self, start: int, sign: str, what: str) -> tuple[int, int] | None:
        """Find the text between a start-string and its end-string.

        :returns: its offsets; none if it is not markup, or has no end, which is reported.
        """
        begin = start + len(sign)
        if not self._may_begin(start) or self._has_blank(begin):
            return None
        if self._is_quoted(start, begin):
            self._skip(begin)
            return None
        if (end := self._end_of(sign, begin)) < 0:
            is_touched = self._touches(sign, begin)
            hint = _GOES_ON if is_touched else f"write {sign} at its end as well, or {_HIDE}"
            self._fault(f"{sign} begins {what}, but nothing ends it", hint, start)
            self._unended |= sign == "``"
            self._skip(begin)
            return None
        return begin, end

    def _touches(self, sign: str, begin: int) -> bool:
        """Return whether the next such sign would end the text if no letter followed it."""
        end = self.text.find(sign, begin)
        return end > begin and not self.text[end - 1].isspace() and self.text[end - 1] != "\0"

    def _starred(self, start: int) -> int:
        sign, role = ("**", "strong") if self._is_at(start, "**") else ("*", "emphasis")
        article = "strong text" if role == "strong" else "emphasized text"
        if (found := self._enclosed(start, sign, article)) is None:
            return max(self._bound, start + 1)
        begin, end = found
        if inner := _BACKQUOTE.search(self.text, begin, end):
            hint = f"end the {sign} before it, and begin again after it"
            self._fault(f"markup inside {article} is not supported", hint, inner.start())
        text = shown(self.text[begin:end])
        return self._keep(Span(role, text, start=start, end=end + len(sign)))

    def _literal(self, start: int) -> int:
        if (found := self._enclosed(start, "``", "literal text")) is None:
            return max(self._bound, start + 1)
        begin, end = found
        text = literally(self.text[begin:end])
        return self._keep(Span("literal", text, start=start, end=end + 2))

    def _substitution(self, start: int) -> int:
        begin = start + 1
        is_start = self._may_begin(start) and not self._is_at(begin, "|")
        if not is_start or self._has_blank(begin):
            return begin
        if self._is_quoted(start, begin):
            return self._skip(begin)
        if (end := self._end_of_substitution(begin)) < 0:
            self._fault("| begins a substitution, but nothing ends it", _HIDE, start)
            return self._skip(begin)
        message = f"{quoted(literally(self.text[start:end]))} is a substitution, which data text"
        self._fault(f"{message} cannot use", _HIDE, start)
        return self._skip(end)

    def _end_of_substitution(self, begin: int) -> int:
        for end in self._signs("|", begin):
            if self.text[end - 1].isspace() or self.text[end - 1] == "\0":
                continue
            for after in (end + 3, end + 2, end + 1):
                if self.text[end + 1 : after].strip("_") == "" and self._may_end(after):
                    return after if end > begin else -1
        return -1

    def _footnote(self, start: int) -> int:
        found = _FOOTNOTE.match(self.text, start) if self._may_begin(start) else None
        if found is None or not self._may_end(found.end()):
            return start + 1
        message = f"{found[0]} is a reference to a footnote, which data text cannot have"
        self._fault(message, "name a source in 'sources:', or " + _HIDE, start)
        return self._keep(Span("", found[0][:-1], start=start, end=found.end()))

    def _underscored(self, start: int) -> int:
        """Read what begins or ends with an underscore: a target or a reference."""
        if self._is_at(start, "_`") and self._may_begin(start):
            return self._target(start)
        end = start + (2 if self._is_at(start, "__") else 1)
        name = self._name_before(start) if self._may_end(end) else start
        if name == start or self._is_underlined(name, self.text[start:end]):
            return end if name < start else start + 1
        message = f"{quoted(self.text[name:end])} is a reference, which data text cannot have"
        self._fault(message, _HIDE, name)
        return self._keep(Span("", self.text[name:start], start=name, end=end))

    def _is_underlined(self, name: int, sign: str) -> bool:
        """Return whether a text begins with the same underscores that a name ends with."""
        last = self.text.rfind("_", self._plain, name)
        first = last - len(sign) + 1
        before = self.text[first - 1 : first]
        is_first = first >= self._plain and self.text[first : last + 1] == sign
        return is_first and not before.isalnum() and before not in ("_", "\0")

    def _target(self, start: int) -> int:
        begin = start + 2
        if self._has_blank(begin):
            return start + 1
        if self._is_quoted(start, begin) or (end := self._end_of("`", begin, "target")) < 0:
            return self._skip(begin)
        self._fault("a link target is not supported in data text", _HIDE, start)
        return self._keep(Span("", shown(self.text[begin:end]), start=start, end=end + 1))

    def _words_back(self, end: int) -> Iterator[int]:
        """Go back through the words of the simple name that ends at an offset.

        :returns: the offset of each word.
        """
        text, here = self.text, end
        while here > self._bound and text[here - 1].isalnum():
            while here > self._bound and text[here - 1].isalnum():
                here -= 1
            yield here
            if here == self._bound or text[here - 1] not in "-._+:":
                return
            here -= 1

    def _name_before(self, end: int) -> int:
        """Find where the name of a reference begins; its end if there is none."""
        words = [word for word in self._words_back(end) if self._may_begin(word)]
        return words[-1] if words else end

    # ------------------------------------------------------------------ backquotes

    def _backquoted(self, start: int) -> int:
        """Read interpreted text, or a link."""
        begin = start + 1
        if self._has_blank(begin):
            return begin
        roles = self._roles_before(start)
        first = next((role for role in reversed(roles) if self._may_begin(role)), start)
        if raised := self._raised(start, roles):
            return raised
        if first == start:
            if not self._may_begin(start):
                return begin
            if self._is_quoted(start, begin):
                return self._skip(begin)
        end, suffix = self._end_of_interpreted(begin)
        if end < 0:
            self._fault("a backtick begins markup, but nothing ends it", _HIDE, start)
            self._unended = True
            return self._skip(begin)
        role = self.text[first + 1 : start - 1] if first < start else ""
        content = self.text[begin:end]
        whole = (first, end + 1 + len(suffix))
        is_reference = suffix.endswith("_")
        if (role and suffix) or (is_reference and suffix.startswith(":")):
            return self._put(spans.mixed(content, *whole))
        if is_reference:
            return self._put(spans.link(content, *whole))
        if (inside := self._role_inside(start, roles)) < first:
            return self._put(spans.misplaced(content, inside, whole[1]))
        return self._put(spans.interpreted(role or suffix[1:-1], content, *whole))

    def _roles_before(self, start: int) -> list[int]:
        """List where roles that end before a backquote may begin, from right to left."""
        if start <= self._bound or self.text[start - 1] != ":":
            return []
        words = self._words_back(start - 1)
        return [word - 1 for word in words if word > self._bound and self.text[word - 1] == ":"]

    def _role_inside(self, start: int, roles: list[int]) -> int:
        """Find where a role before a backquote begins if it is inside a word."""
        known = [role for role in roles if canonical(self.text[role + 1 : start - 1])]
        named = [role for role in roles[:1] if self.text[role + 1].isalpha()]
        role = (known or named or [start])[-1]
        return start if self.text[role - 1 : role] == "\0" else role

    def _end_of_interpreted(self, begin: int) -> tuple[int, str]:
        """Find the end of interpreted text, and what follows its backquote.

        :returns: -1 if there is no end.
        """
        text = self.text
        for end in self._signs("`", begin):
            is_blank = text[end - 1].isspace() or text[end - 1] == "\0"
            if is_blank and text[end - 2 : end - 1] != "\0":
                continue
            for suffix in self._suffixes(end + 1):
                if self._may_end(end + 1 + len(suffix)):
                    return (end, suffix) if end > begin else (-1, "")
        return -1, ""

    def _suffixes(self, start: int) -> Iterator[str]:
        """Yield what may follow the backquote that ends interpreted text, longest first."""
        role = _ROLE.match(self.text, start)
        for name in (role[0], "") if role else ("",):
            after = start + len(name)
            for mark in ("__", "_", ""):
                if self._is_at(after, mark):
                    yield name + mark

    def _put(self, made: tuple[Span, Fault | None]) -> int:
        """Keep a span, and report what is wrong with it."""
        span, fault = made
        self.faults += [fault] if fault else []
        return self._keep(span)

    # ------------------------------------------------------------------ inside words

    def _raised(self, start: int, roles: list[int]) -> int:
        """Read subscript or superscript, which may follow a letter, a digit or each other.

        :returns: the offset after it; 0 if it is something else.
        """
        if not roles:
            return 0
        role = roles[0]
        if (name := canonical(self.text[role + 1 : start - 1])) not in RAISED:
            return 0
        is_attached = role > 0 and self.text[role - 1].isalnum()
        end = self._end_of_raised(start + 1)
        if end < 0 or not (is_attached or self._may_begin(role)):
            return 0
        text = shown(self.text[start + 1 : end])
        return self._keep(Span(name, text, start=role, end=end + 1))

    def _end_of_raised(self, begin: int) -> int:
        """Find the next backquote, if subscript or superscript may end there; else -1."""
        end = self.text.find("`", begin)
        if end <= begin or self.text[end - 1].isspace() or self.text[end - 1] == "\0":
            return -1
        return end if self._may_end(end + 1) or self.text[end + 1].isalnum() else -1
