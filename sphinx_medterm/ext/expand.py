"""Placeholders become entries when a page is written, before references are resolved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, ClassVar, cast

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_medterm.diagnostics import Subtype
from sphinx_medterm.ext.contexts import Contexts
from sphinx_medterm.ext.domain import MedtermDomain
from sphinx_medterm.ext.messages import warn
from sphinx_medterm.ext.nodes import (
    address_links,
    medterm_block,
    medterm_entry,
    medterm_glossary,
)
from sphinx_medterm.names.normal import initial


class ExpandPlaceholders(SphinxPostTransform):
    """Puts the entries in the places of their placeholders."""

    default_priority: ClassVar[int] = 5  # references are resolved at 10

    def run(self, **kwargs: Any) -> None:
        """Expand all placeholders of a page, or of several assembled ones."""
        pages = map(self.domain.pages.get, self.domain.pages_in(self.document))
        if not any(uses and uses.placed for uses in pages):
            return
        for node in list(self.document.findall(_is_placeholder)):
            element = cast("nodes.Element", node)
            self.domain.resolved_pages.add(element["docname"])
            if isinstance(node, medterm_entry):
                element.replace_self(list(self._entry(element)))
            else:
                element.replace_self(self._glossary(element))

    @cached_property
    def domain(self) -> MedtermDomain:
        """The domain, which knows the termbase and the places."""
        return cast("MedtermDomain", self.env.get_domain("medterm"))

    @cached_property
    def _contexts(self) -> Contexts:
        return Contexts(self.domain)

    def _entry(self, node: nodes.Element) -> Iterator[nodes.Node]:
        domain, name = self.domain, node["name"]
        match = domain.termbase.find(name)
        if not match.keys:
            hint = domain.termbase.lookup.hint(name)
            warn(Subtype.UNKNOWN, f"unknown term {name!r}", node, hint)
            yield from node.children
            return
        key = match.key
        if len(match.keys) > 1:
            domain.warn_ambiguous(name, match, node)
        anchored = node["anchored"] and domain.placement.is_at(key, node["docname"], node["index"])
        if node["anchored"] and not anchored:
            self._warn_duplicate(key, node)
        built = self._render(key, node, anchored, node.children)
        built["classes"] += node["classes"]
        yield built

    def _warn_duplicate(self, key: str, node: nodes.Element) -> None:
        first = self.domain.placement.entries[key]
        place = self.env.doc2path(first.docname)
        message = f"the term {key!r} has an entry already, at {place}:{first.line}"
        hint = "links go to that one; give one of them the option ':no-index:'"
        warn(Subtype.DUPLICATE, message, node, hint)

    def _glossary(self, node: nodes.Element) -> nodes.Element:
        members = self.domain.placement.members.get((node["docname"], node["index"]), [])
        glossary = nodes.container(classes=["medterm-glossary", *node["classes"]])
        if not members:
            message = "this glossary has no terms to show"
            hint = "all terms that it could show have an entry elsewhere"
            if node["used"]:
                hint = "no page mentions a term without an entry elsewhere"
            if not len(self.domain.termbase):
                hint = "there are no terms in the data files"
            warn(Subtype.EMPTY_GLOSSARY, message, node, hint)
        letter, level = "", _heading_level(node)
        for key in members:
            if (first := initial(self.domain.termbase.label(key))) != letter:
                letter = first
                heading = nodes.rubric("", letter, classes=["medterm-letter"])
                heading["heading-level"] = level
                glossary += heading
            glossary += self._render(key, node, anchored=True)
        return glossary

    def _render(
        self,
        key: str,
        node: nodes.Element,
        anchored: bool,
        remarks: Sequence[nodes.Node] = (),
    ) -> medterm_block:
        # A build without changes needs no entries, and importing this takes a while.
        from sphinx_medterm.ext.render import render_entry

        context = self._contexts.make(
            key, node["docname"], node["audience"], hide=tuple(node["hide"]), anchored=anchored
        )
        built = render_entry(context, remarks)
        built.term, built.prose, built.audience = key, context.prose, node["audience"]
        address_links(built, node["audience"])
        return built


def _heading_level(node: nodes.Element) -> int:
    """Give the level of a heading below the sections that a node stands in."""
    level, parent = 1, node.parent
    while parent is not None:
        level += isinstance(parent, nodes.section)
        parent = parent.parent
    return min(level, 6)  # HTML has no more


def _is_placeholder(node: nodes.Node) -> bool:
    return isinstance(node, medterm_entry | medterm_glossary)
