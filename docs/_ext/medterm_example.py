"""Examples for authors of pages: what they write, in both markups, beside what their readers see.

An example is written once, in reStructuredText. Its Markdown is derived from it, and the result is
made from the same text, so that the three cannot differ.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from docutils.statemachine import StringList
from docutils.utils import new_document
from myst_parser.mdit_to_docutils.transforms import ResolveAnchorIds
from myst_parser.parsers.sphinx_ import MystParser
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata

_ROLE = re.compile(r":((?:[\w+-]+:)*[\w+-]+):`([^`]+)`")
_DIRECTIVE = re.compile(r"\.\. ([\w:-]+)::(?: (.*))?")
_LABEL = re.compile(r"\.\. _([\w-]+):")
_INDENT = "   "


def to_markdown(text: str) -> str:
    """Turn the reStructuredText of an example into MyST Markdown.

    It knows what examples consist of: roles, directives, labels and paragraphs.
    """
    return "\n".join(_blocks(text.strip("\n").split("\n")))


def _blocks(lines: list[str]) -> Iterator[str]:
    waiting = iter(range(len(lines)))
    for number in waiting:
        line = lines[number]
        if label := _LABEL.fullmatch(line):
            yield f"({label[1]})="
        elif directive := _DIRECTIVE.fullmatch(line):
            body = _indented(lines[number + 1 :])
            for _line in body:
                next(waiting)
            yield from _fenced(directive[1], directive[2] or "", body)
        else:
            yield _ROLE.sub(r"{\1}`\2`", line)


def _indented(lines: Iterable[str]) -> list[str]:
    """Return the lines that belong to a directive, up to its last one that is not empty."""
    body: list[str] = []
    for line in lines:
        if line and not line.startswith(_INDENT):
            break
        body.append(line)
    while body and not body[-1]:
        body.pop()
    return body


def _fenced(name: str, argument: str, body: list[str]) -> Iterator[str]:
    inner = to_markdown("\n".join(line.removeprefix(_INDENT) for line in body))
    fence = "````" if "```" in inner else "```"
    yield f"{fence}{{{name}}} {argument}".rstrip()
    if inner:
        yield inner
    yield fence


def _markup(argument: str) -> str:
    return directives.choice(argument, ("rst", "markdown"))


class ExampleDirective(SphinxDirective):
    """Shows its content in both markups, and what becomes of it.

    The option ``no-result`` leaves the result out, where it would be a second entry of a term.
    With ``only``, the content is in that markup, which alone has what it shows.
    """

    has_content = True
    option_spec: ClassVar[Any] = {"no-result": directives.flag, "only": _markup}

    def run(self) -> list[nodes.Node]:
        """Return a set of tabs with the sources, followed by the result."""
        self.assert_has_content()
        text = "\n".join(self.content)
        only = self.options.get("only")
        built = _parsed(self, _tabs({only: text} if only else _in_both(text)))
        if "no-result" not in self.options:
            result = nodes.container(classes=["example-result"])
            result += self._from_markdown(text) if only == "markdown" else self._from_rst()
            built.append(result)
        return built

    def _from_rst(self) -> list[nodes.Node]:
        """Return the result; a default role that it sets does not last."""
        return [*self.parse_content_to_nodes(), *_parsed(self, [".. default-role::"])]

    def _from_markdown(self, text: str) -> list[nodes.Node]:
        """Return the result as a page of MyST-Parser has it."""
        page = new_document(self.env.docname, self.state.document.settings)
        MystParser().parse(text, page)
        ResolveAnchorIds(page).apply()
        return page.children


def _in_both(text: str) -> dict[str, str]:
    return {"rst": text, "markdown": to_markdown(text)}


def _tabs(sources: Mapping[str, str]) -> list[str]:
    lines = [".. tab-set-code::", ""]
    for language, source in sources.items():
        lines += [f"{_INDENT}.. code-block:: {language}", ""]
        lines += [f"{_INDENT * 2}{line}".rstrip() for line in source.split("\n")]
        lines.append("")
    return lines


class MentionsDirective(SphinxDirective):
    """Shows roles in a table: each line of its content in both markups, and what readers see.

    What follows ``--`` in a line is a remark on it.
    """

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the table."""
        self.assert_has_content()
        options = (":header-rows: 1", ":widths: 56 44", ":class: mentions", "")
        lines = [".. list-table::", *(f"{_INDENT}{option}".rstrip() for option in options)]
        lines += _table_row(["reStructuredText, Markdown"], "Readers see")
        for line in filter(None, self.content):
            text, _dashes, remark = line.partition(" -- ")
            note = f", {remark}" if remark else ""
            written = [f"| {_literal(text)}{note}", f"| {_literal(to_markdown(text))}"]
            lines += _table_row(written, text)
        return _parsed(self, lines)


def _table_row(written: Iterable[str], shown: str) -> list[str]:
    first, *others = written
    return [
        f"{_INDENT}* - {first}",
        *(f"{_INDENT * 2} {line}" for line in others),
        f"{_INDENT}  - {shown}",
    ]


class TabsOfBooks(SphinxPostTransform):
    """Shows tabs below each other in e-books, as paper does.

    The buttons of tabs are not well-formed XHTML, and a book that is not is not opened.
    """

    default_priority = 190  # before sphinx_design makes the buttons
    builders = ("epub",)

    def run(self, **_: Any) -> None:
        """Replace each tab by its title and its content."""
        for tabs in list(self.document.findall(nodes.container)):
            if tabs.get("design_component") == "tab-set":
                titles_and_contents = [tab.children for tab in tabs.findall(_is_tab)]
                tabs["design_component"] = ""
                tabs["classes"] = []
                tabs[:] = [
                    node
                    for title, content in titles_and_contents
                    for node in (title, *content.children)
                ]


def _is_tab(node: nodes.Node) -> bool:
    return isinstance(node, nodes.container) and node.get("design_component") == "tab-item"


def _parsed(directive: SphinxDirective, lines: list[str]) -> list[nodes.Node]:
    """Parse lines that were made here."""
    source, _line = directive.get_source_info()
    parent = nodes.Element()
    directive.state.nested_parse(StringList(lines, source=source), directive.content_offset, parent)
    return parent.children


def _literal(text: str) -> str:
    return f"``{text}``"


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directives."""
    app.add_directive("medterm-example", ExampleDirective)
    app.add_directive("medterm-mentions", MentionsDirective)
    app.add_post_transform(TabsOfBooks)
    return {"version": "1", "parallel_read_safe": True, "parallel_write_safe": True}
