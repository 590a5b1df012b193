"""Inline markup in data text: a small, safe part of reStructuredText, whatever the page's parser.

Data files may come from strangers. The parser knows a fixed list of roles, makes no links to
addresses, no substitutions, no raw output, and runs no role or directive of the project.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from types import SimpleNamespace
from typing import Any, ClassVar

from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser, languages
from docutils.parsers.rst.states import Inliner
from docutils.utils import Reporter, new_document, unescape
from sphinx import addnodes

from sphinx_medterm import formulas
from sphinx_medterm.diagnostics import Subtype
from sphinx_medterm.ext.messages import warn
from sphinx_medterm.ext.nodes import MATHJAX_PROCESSES, NO_LINKS
from sphinx_medterm.ext.roles import note_options, shown_name
from sphinx_medterm.mentions import KINDS, USUAL, WORDED_KINDS, split_options, split_title

Node = nodes.Node
Parsed = tuple[list[Node], list[nodes.system_message]]

LONGEST_MARKED = 20_000
"""The longest paragraph in which markup is read, in characters; a longer one is shown as it stands.

The parser copies the rest of the text at each piece of markup.
"""

_MARKUP = frozenset("*`\\")
_ENDS = ("emphasis", "strong", "literal", "interpreted_or_phrase_ref", "target", "substitution_ref")
"""The names that docutils has for its patterns of what ends a construct."""


def _element(kind: Callable[..., nodes.Element]) -> Callable[[str], Node]:
    return lambda text: kind("", unescape(text))


def _literal(text: str) -> Node:
    return nodes.literal("", unescape(text, restore_backslashes=True))


def _math(text: str) -> Node:
    """Make a formula.

    :raises FormulaError: if it holds more than mathematics.
    """
    content = unescape(text, restore_backslashes=True)
    formulas.check(content)
    return nodes.math(content, content, classes=list(MATHJAX_PROCESSES))


def _abbreviation(text: str) -> Node:
    plain = unescape(text)
    short, bracket, rest = plain.partition(" (")
    if bracket and rest.endswith(")"):
        return nodes.abbreviation("", short, explanation=rest[:-1])
    return nodes.abbreviation("", plain)


def _reference(domain: str, kind: str) -> Callable[[str], Node]:
    def make(text: str) -> Node:
        if text.startswith("!"):
            return nodes.inline("", unescape(text[1:]), classes=[NO_LINKS])
        explicit, title, target = split_title(text)
        shown: Node = nodes.inline("", title, classes=["xref", domain, f"{domain}-{kind}"])
        return addnodes.pending_xref(
            "",
            shown,
            refdomain=domain,
            reftype=kind,
            reftarget=target.lower() if kind == "ref" else target,
            refexplicit=explicit,
            refwarn=True,
        )

    return make


def _mention(kind: str) -> Callable[[str], Node]:
    def make(text: str) -> Node:
        if text.startswith("!"):
            return nodes.inline("", unescape(text[1:]), classes=[NO_LINKS])
        explicit, title, target = split_title(text)
        target, options = split_options(target)
        node = addnodes.pending_xref(
            "",
            nodes.Text(title if explicit else shown_name(title)),
            refdomain="medterm",
            reftype=kind,
            reftarget=target,
            refexplicit=explicit or kind not in WORDED_KINDS,
            refwarn=True,
        )
        note_options(node, options)
        return node

    return make


ROLES: dict[str, tuple[Callable[[str], Node], str]] = {
    "medterm": (_mention(USUAL), "a mention of another term"),
    **{
        f"medterm:{name}": (_mention(name), kind.shows)
        for name, kind in KINDS.items()
        if name != USUAL
    },
    "term": (_reference("std", "term"), "a term of a Sphinx glossary"),
    "ref": (_reference("std", "ref"), "a label in the pages"),
    "abbr": (_abbreviation, "an abbreviation, expanded in brackets"),
    "emphasis": (_element(nodes.emphasis), "emphasis, like ``*text*``"),
    "strong": (_element(nodes.strong), "strong emphasis, like ``**text**``"),
    "literal": (_literal, "literal text"),
    "math": (_math, "a formula"),
    "sub": (_element(nodes.subscript), "subscript"),
    "sup": (_element(nodes.superscript), "superscript"),
}
"""The roles that data text may use: what makes their nodes, and what they are for."""

_SAME_ROLE = {
    "medterm:term": "medterm",
    "subscript": "sub",
    "superscript": "sup",
    "abbreviation": "abbr",
    "": "emphasis",
}


class _EndPattern:
    """A pattern of what ends a construct: looked for once, if it does not come.

    docutils would look for it up to the end of the text at every start string that has none.
    """

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self._pattern = pattern
        self._is_there = True

    def search(self, rest: str) -> re.Match[str] | None:
        """Search the rest of a text, which is shorter at each call."""
        found = self._pattern.search(rest) if self._is_there else None
        self._is_there = found is not None
        return found


class _SafeInliner(Inliner):
    """docutils' own parser of inline markup, with all but the harmless constructs taken out."""

    def __init__(self) -> None:
        super().__init__()
        self.refused: list[str] = []

        plain = _plain_inliner()
        ends = {name: _EndPattern(getattr(plain.patterns, name)) for name in _ENDS}
        self.patterns = SimpleNamespace(**(vars(plain.patterns) | ends))
        self.start_string_prefix = plain.start_string_prefix
        self.end_string_suffix = plain.end_string_suffix
        # The list of implicit constructs stays empty: no links from addresses in running text.

    def interpreted(self, rawsource: str, text: str, role: str, lineno: int) -> Parsed:
        known = ROLES.get(_SAME_ROLE.get(role.lower(), role.lower()))
        if known is None:
            self.refused.append(f"the role {role!r} is not allowed in data text")
            return [nodes.Text(unescape(text))], []
        try:
            return [known[0](text)], []
        except formulas.FormulaError as error:
            self.refused.append(str(error))
            return [_literal(text)], []

    def phrase_ref(
        self, before: str, after: str, rawsource: str, escaped: str, text: str | None = None
    ) -> tuple[str, list[Node], str, list[Node]]:
        self.refused.append("data text cannot hold links; name the address in a source")
        return before, [nodes.Text(unescape(rawsource))], after, []

    def problematic(self, text: str, rawsource: str, message: nodes.system_message) -> Any:
        return nodes.Text(unescape(rawsource, restore_backslashes=True))

    def _as_text(self, match: Any, lineno: int) -> tuple[str, list[Node], str, list[Any]]:
        """Leave a construct that is no markup here as it stands."""
        return match.string[: match.end()], [], match.string[match.end() :], []

    dispatch: ClassVar[dict[str, Any]] = {  # type: ignore[misc]
        **Inliner.dispatch,
        **dict.fromkeys(("_`", "]_", "|", "_", "__"), _as_text),
    }


@cache
def _document() -> nodes.document:
    """Make a document for the parser to hold on to; it reports nothing by itself."""
    document = new_document("data text", get_default_settings(Parser))
    document.reporter = Reporter("data text", 5, 5, stream=False)
    return document


@cache
def _plain_inliner() -> Any:
    """Let docutils build its patterns once; it takes them from the very class, not a subclass."""
    inliner = Inliner()
    inliner.init_customizations(_document().settings)
    return inliner


class TextParser:
    """Parses data text into nodes."""

    def __init__(self, *, report: bool = True) -> None:
        """Prepare a parser.

        :param report: whether to warn of markup that is refused.
        """
        self._report = report
        document = _document()
        self._memo = SimpleNamespace(
            document=document,
            reporter=document.reporter,
            language=languages.get_language("en", document.reporter),
            title_styles=[],
            section_level=0,
        )

    def parse(self, text: str, where: Callable[[], str]) -> list[Node]:
        """Parse one text.

        :param where: tells the place of the text's record; asked only if there is a warning.
        """
        if _MARKUP.isdisjoint(text):
            return [nodes.Text(text)]
        if len(text) > LONGEST_MARKED:
            parsed: list[Node] = [nodes.Text(text)]
            faults = [f"a paragraph with markup has more than {LONGEST_MARKED:,} characters"]
        else:
            inliner = _SafeInliner()
            parsed, messages = inliner.parse(text, 0, self._memo, nodes.paragraph())
            faults = [*inliner.refused, *(m.children[0].astext() for m in messages)]
        for fault in dict.fromkeys(faults) if self._report else ():
            hint = f"in {text[:60]!r}; put a backslash before a character that is no markup"
            warn(Subtype.MARKUP, fault.rstrip("."), where(), hint)
        return parsed
