"""What output of any format must be like, whatever the data say."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "source",
        "track",
        "wbr",
    ]  # HTML 5.3 §12.1.2
)
"""Elements without content (HTML, §13.1.2)."""
FOREIGN = ("iframe", "object", "embed", "base", "applet", "frame", "style")
"""Elements that no page of this theme has."""
SCHEMES = ("http", "https", "mailto")


class Page(HTMLParser):
    """Reads a page of HTML, and notes what is wrong with it.

    :ivar faults: what is wrong with the form.
    :ivar scripts: how many scripts stand in the page itself.
    :ivar dangerous: attributes that run something.
    """

    def __init__(self, text: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.scripts = 0
        self.dangerous: list[str] = []
        self._open: list[str] = []
        self.feed(text)
        self.close()
        self.faults += [f"<{tag}> is not closed" for tag in self._open]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        if tag == "a" and "a" in self._open:
            self.faults.append("a link in a link")
        names = [name for name, _value in attrs]
        self.scripts += tag == "script" and "src" not in names
        if tag in FOREIGN:
            self.faults.append(f"<{tag}>")
        if len(set(names)) < len(names):
            self.faults.append(f"<{tag}> has an attribute twice: {names}")
        for name, value in attrs:
            scheme = re.match(r"[\s\x00-\x20]*([a-z][a-z0-9+.-]*):", value or "", re.I)
            is_address = name in ("href", "src", "action", "formaction", "xlink:href")
            if name.startswith("on") or (
                is_address and scheme and scheme.group(1).lower() not in SCHEMES
            ):
                self.dangerous.append(f"{name}={value!r}")
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element without content."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        """Note the end of an element."""
        if tag in VOID:
            return
        if not self._open or self._open[-1] != tag:
            self.faults.append(f"</{tag}> inside {self._open[-3:]}")
            if tag not in self._open:
                return
            while self._open[-1] != tag:
                self._open.pop()
        self._open.pop()


def html(file: Path) -> Iterator[str]:
    """Check a page of HTML."""
    text = file.read_text(encoding="utf-8")
    page = Page(text)
    yield from page.faults
    yield from controls(text)
    yield from page.dangerous
    if page.scripts > 1:  # one of the theme shows the search box
        yield f"{page.scripts} scripts"


def xml(file: Path) -> Iterator[str]:
    """Check a file of XML."""
    try:
        ElementTree.parse(file)  # written by ourselves
    except ElementTree.ParseError as error:
        yield str(error)


_NO_DATA = re.compile(
    r"\\(?:input|include|write|openin|openout|read|catcode|csname|def|edef|gdef|let|special|immediate"
    r"|usepackage|makeatletter|loop|directlua|verbatiminput|lstinputlisting|href\{javascript)\b"
    r"|\^\^|(?:href|url)\s*\{\s*javascript:"
)

_OF_LITERAL = r"\def\sphinxLiteralBlockLabel{\label{\detokenize{"
"""What Sphinx writes before a block of literal text that has a label."""


def latex(file: Path) -> Iterator[str]:
    """Check the body of a LaTeX document, after what Sphinx puts at its beginning."""
    text = file.read_text(encoding="utf-8")
    body = text.partition(r"\sphinxtableofcontents")[2].partition(r"\end{document}")[0]
    body = body.replace(_OF_LITERAL, _OF_LITERAL.removeprefix(r"\def"))
    if r"\end{document}" not in text or not body:
        yield "no document"
    yield from (f"has {found.group()!r}" for found in _NO_DATA.finditer(body))
    yield from controls(body)
    bare = re.sub(r"\\.", "", body, flags=re.DOTALL)
    bare = re.sub(r"%.*", "", bare)
    depth = 0
    for sign in re.findall("[{}]", bare):
        depth += 1 if sign == "{" else -1
        if depth < 0:
            break
    if depth:
        yield f"braces are not balanced: {depth}"


def controls(text: str) -> Iterator[str]:
    """Check that no character is left that would steer a terminal or spoil a file."""
    found = {char for char in text if unicodedata.category(char) == "Cc"} - {"\n", "\t", "\r"}
    found |= {char for char in text if char in "\ufffe\uffff"}
    if found:
        yield f"has the characters {sorted(map(ascii, found))}"


def text(file: Path) -> Iterator[str]:
    """Check plain text."""
    yield from controls(file.read_text(encoding="utf-8"))


Judge = Callable[[Path], Iterator[str]]

JUDGES: dict[str, tuple[str, Judge]] = {
    "html": ("*.html", html),
    "latex": ("fuzz.tex", latex),
    "text": ("*.txt", text),
    "xml": ("*.xml", xml),
    "epub": ("*.xhtml", xml),
}
"""For each builder, the files to look at, and the judge."""
