"""Links to entries by roles of others: ``term``, ``any``, and the links of MyST.

Sphinx and MyST would look such names up in their own ways: by page and case, and with addresses
that lead nowhere if all pages are written as one. What they know apart from entries comes first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import NoUri

from sphinx_medterm.ext.nodes import is_in_link
from sphinx_medterm.ext.project.elsewhere import Elsewhere
from sphinx_medterm.ext.reading.uses import other_name
from sphinx_medterm.ext.writing.links import Inline, LinkingTransform, note_resolved, place_link

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx.domains import Domain

_TERM_CLASSES = ("std", "std-term")
"""The classes by which Sphinx marks terms of glossaries, whatever role leads to them."""


class LinkOthers(LinkingTransform):
    """Turns references of other roles into links, if they lead to entries."""

    default_priority: ClassVar[int] = 8  # before MyST resolves its links

    def run(self, **kwargs: Any) -> None:
        """Link what leads to entries, on a page or on several assembled ones."""
        for node in list(self.document.findall(addnodes.pending_xref)):
            if node.children and (name := other_name(node)):
                self._link(node, name)
            elif node.get("refdomain") == "medterm" and "intersphinx" in node:
                elsewhere = self._build.computed(Elsewhere)
                node["reftarget"] = elsewhere.respelt(
                    node["reftarget"], node.get("inventory") or ""
                )

    def _link(self, node: addnodes.pending_xref, name: str) -> None:
        build, docname = self._build, node.get("refdoc") or self.env.docname
        match = build.computed(Elsewhere).own_match(node, name)
        if (anchor := build.anchor(match)) is None:
            return
        if node.get("refdomain") == "doc" and node["reftarget"] != anchor[0].docname:
            return
        try:
            address = self._addresses.find(docname, *anchor)
            if node.get("refdomain") not in ("doc", "std") and any(
                True for _ in self._known_to_others(node, docname, name)
            ):
                return
        except NoUri:  # the format has no links to a page
            node.replace_self(_content(node, build.termbase.label(match.key)))
            return
        content = _content(node, build.termbase.label(match.key))
        note_resolved(build, node, docname, match)
        if node["reftype"] != "term":
            node["reftype"] = "any"  # as which settings know the links of MyST
            if isinstance(content, nodes.Element):
                content["classes"] += _TERM_CLASSES
        if is_in_link(node):
            node.replace_self(content)
            return
        if "reftitle" in node:
            address["reftitle"] = node["reftitle"]
        place_link(build, node, address, content)

    def _known_to_others(
        self, node: addnodes.pending_xref, docname: str, name: str
    ) -> Iterator[nodes.Node]:
        """List what Sphinx's role ``any`` finds, apart from terms of glossaries."""
        where = (self.env, docname, self._build.builder)
        content = nodes.inline("", name)
        std = self.env.get_domain("std")
        if page := std.resolve_xref(*where, "doc", name, node, content):
            yield page
        others: list[Domain] = [one for one in self.env.domains.values() if one.name != "medterm"]
        for domain in others:
            try:
                found = domain.resolve_any_xref(*where, name, node, content)
            except NotImplementedError:
                continue
            yield from (link for role, link in found if role != "std:term")


def _content(node: addnodes.pending_xref, label: str) -> Inline:
    """Return the content of a reference: the label, if nothing is written.

    :param label: the preferred label of the term.
    """
    content = cast("Inline", node[0])
    if isinstance(content, nodes.Element) and not content.children:
        content += nodes.Text(label)
    return content
