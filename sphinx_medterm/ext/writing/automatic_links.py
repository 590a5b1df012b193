"""Automatic links: names in running text become links when a page is written.

What is linked already is decided for them and for mentions together, in the order of the page.

The links are created directly: their targets are known, and resolving many references in Sphinx
takes longer.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Protocol, cast, runtime_checkable

from docutils import nodes
from sphinx import addnodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_medterm.ext.project.build import Build, build_of
from sphinx_medterm.ext.reading.running_text import Bounds, Passage, keep_out, passages_in
from sphinx_medterm.ext.reading.uses import AUTOLINK
from sphinx_medterm.ext.writing.linked import Linked, leaves_out
from sphinx_medterm.ext.writing.links import content_of, link_to

if TYPE_CHECKING:
    from sphinx_medterm.names.search import Found


class KeepOut(SphinxPostTransform):
    """Keeps automatic links out of what other extensions are about to add."""

    default_priority: ClassVar[int] = 4  # before bibliographies are added

    def run(self, **kwargs: Any) -> None:
        """Mark the places on a page, or on several assembled ones."""
        if _is_linked(build_of(self.env), self.document):
            keep_out(self.document, Bounds.of(self.config))


class AutoLinks(SphinxPostTransform):
    """Links the names of terms in running text, and decides which mentions are linked."""

    default_priority: ClassVar[int] = 6  # after entries, before mentions that insert text

    def run(self, **kwargs: Any) -> None:
        """Link the names on a page, or on several assembled ones."""
        build = build_of(self.env)
        if not (_is_linked(build, self.document) or _leaves_out(build, self.document)):
            return
        linker = Linker(build)
        lister = build.builder if isinstance(build.builder, ListsDecisions) else None
        bounds = Bounds.of(self.config)
        for passage in passages_in(self.document, self.env.docname, bounds):
            decisions = list(linker.decide(passage))
            if lister:
                lister.note_decisions(passage, decisions)
            linker.link(passage, decisions)


def _is_linked(build: Build, document: nodes.document) -> bool:
    """Return whether names are linked on a page, or on one of several assembled ones."""
    if build.output.extracts_messages:
        return False
    return any(build.autolink_on(page) != "off" for page in build.pages_in(document))


def _leaves_out(build: Build, document: nodes.document) -> bool:
    """Return whether mentions on a page, or on one of several, may be left as words."""
    if build.output.extracts_messages:
        return False
    return any(leaves_out(build, page) for page in build.pages_in(document))


class Decision(NamedTuple):
    """Whether a name in running text is linked.

    :ivar key: the term that it is linked to; empty if it is not linked.
    :ivar reason: why it is not linked, if the author can fix that.
    """

    found: Found
    key: str
    reason: str = ""


@runtime_checkable
class ListsDecisions(Protocol):
    """A builder that lists what is decided."""

    def note_decisions(self, passage: Passage, decisions: Sequence[Decision]) -> None:
        """Note what was decided for the names in a piece of text."""


class Linker:
    """Decides for each name and mention on a page, in order, whether it is linked."""

    def __init__(self, build: Build) -> None:
        """Start with a page, or with several that are assembled into one document."""
        self._build = build
        self._mode = cache(build.autolink_on)
        self._linked = Linked(build)

    def decide(self, passage: Passage) -> Iterator[Decision]:
        """Return decisions on the names in a piece of text; decide on a reference at once."""
        if isinstance(passage.node, addnodes.pending_xref):
            self._linked.decide(passage, passage.node)
            return
        if (mode := self._mode(passage.docname)) == "off":
            return
        own = passage.entry.term if passage.entry else ""
        for found in self._build.names_found.finder.find(passage.node.astext()):
            key, reason = self._choice(found.keys)
            if key and (key == own or self._linked.has(passage, key, mode)):
                continue
            if key:
                self._linked.note(passage, key)
            if key or reason:
                yield Decision(found, key, reason)

    def link(self, passage: Passage, decisions: list[Decision]) -> None:
        """Replace names in a text by links."""
        linked = [decision for decision in decisions if decision.key]
        if not linked:
            return
        text, end = passage.node.astext(), 0  # without the null characters that escapes leave
        parts: list[nodes.Node] = []
        for found, key, _reason in linked:
            if found.start > end:
                parts.append(nodes.Text(text[end : found.start]))
            parts.append(self._link(passage, text[found.start : found.end], key))
            end = found.end
        if end < len(text):
            parts.append(nodes.Text(text[end:]))
        cast("nodes.Element", passage.node.parent).replace(passage.node, parts)

    def _link(self, passage: Passage, text: str, key: str) -> nodes.Node:
        audience = passage.entry.audience if passage.entry is not None else ""
        match, typed = self._build.termbase.find(key), nodes.Text(text)
        content = content_of(self._build, typed, match)
        return link_to(self._build, match, passage.docname, content, AUTOLINK, audience) or typed

    def _choice(self, keys: tuple[str, ...]) -> tuple[str, str]:
        """Return the term to link, or why there is none."""
        if len(keys) > 1:
            return "", f"it is a name of several terms: {', '.join(keys)}"
        key = self._build.termbase.lookup.linkable(keys)
        if key and key not in self._build.placement.entries:
            return "", f"the term {key!r} has no entry on any page"
        return key, ""
