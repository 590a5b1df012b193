"""Links to the entries of terms, made when a page is written.

A mention of a known term becomes a link where it stands. All others, and those of formats without
links, stay references, which Sphinx resolves later in its own ways.
"""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.builders.singlehtml import SingleFileHTMLBuilder
from sphinx.errors import NoUri
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode

from sphinx_medterm.ext.nodes import medterm_abbreviation
from sphinx_medterm.ext.uses import AUTOLINK, is_own_mention, role_of
from sphinx_medterm.names.normal import normalise

if TYPE_CHECKING:
    from sphinx.builders import Builder

    from sphinx_medterm.ext.domain import MedtermDomain
    from sphinx_medterm.ext.placement import Place
    from sphinx_medterm.termbase.lookup import Match

Inline = nodes.Element | nodes.Text
"""What a link shows."""


class LinkMentions(SphinxPostTransform):
    """Makes links of the mentions of known terms."""

    default_priority: ClassVar[int] = 9  # after they got their words, before Sphinx's own at 10

    def run(self, **kwargs: Any) -> None:
        """Link the mentions on a page, or on several assembled ones."""
        for node in self.document.findall(addnodes.pending_xref):
            if is_own_mention(node) and len(node.children) == 1:
                self._link(node)

    @cached_property
    def _domain(self) -> MedtermDomain:
        return cast("MedtermDomain", self.env.get_domain("medterm"))

    @cached_property
    def _addresses(self) -> _Addresses:
        return _Addresses(cast("Builder", self._domain.builder))

    def _link(self, node: addnodes.pending_xref) -> None:
        domain, own = self._domain, node.attributes
        target, docname = own["reftarget"], own.get("refdoc") or self.env.docname
        match = domain.termbase.find(target)
        if (anchor := domain.anchor(match)) is None:
            return
        try:
            address = self._addresses.find(docname, *anchor)
        except NoUri:
            return
        domain.note_resolved(node, docname, match)
        typed = cast("Inline", node.children[0])
        shown = shown_by(domain, typed, match, target)
        if _is_in_link(node):
            node.replace_self(shown)
            return
        if shown is not typed:
            node.children = []
            node.append(shown)
        role, audience = role_of(node), domain.own_audience(node)
        _become_link(node, address)
        _describe(domain, node, role, audience)


def _is_in_link(node: nodes.Element) -> bool:
    """Return whether a mention stands in another link, or in a title that leads to a contents."""
    parent: nodes.Node | None = node.parent
    while isinstance(parent, nodes.Inline) and isinstance(parent, nodes.Element):
        if isinstance(parent, nodes.reference | addnodes.pending_xref):
            return True
        parent = parent.parent
    return isinstance(parent, nodes.title) and "refid" in parent


class _Addresses:
    """Finds the addresses of entries, for the pages that are written as one."""

    def __init__(self, builder: Builder) -> None:
        self._uri = cache(builder.get_relative_uri)
        self._is_one_page = isinstance(builder, SingleFileHTMLBuilder)

    def find(self, docname: str, place: Place, target_id: str) -> dict[str, Any]:
        """Return the address of an id, as attributes of a link.

        :raises NoUri: if the format has no links to that page.
        """
        if self._is_one_page or docname == place.docname:
            return {"internal": True, "refid": target_id}
        return {"internal": True, "refuri": f"{self._uri(docname, place.docname)}#{target_id}"}


def _become_link(node: addnodes.pending_xref, address: dict[str, Any]) -> None:
    """Turn a reference into a plain link where it stands.

    To replace it by a new node, docutils would look for it among all that stand in its paragraph.
    """
    own = node.attributes
    kept = {name: own[name] for name in nodes.Element.list_attributes if name in own}
    node.attributes = kept | address
    node.tagname = "reference"
    node.__class__ = nodes.reference  # type: ignore[assignment]


def link_to(
    domain: MedtermDomain,
    match: Match,
    builder: Builder,
    docname: str,
    shown: Inline,
    role: str,
    audience: str = "",
) -> nodes.reference | None:
    """Make a link to the entry of a term, if it has one; abbreviations are marked as such.

    :param docname: the page that the link is on.
    :param shown: what it shows.
    :param role: the name of the role that it is by, as settings know it.
    :param audience: whom its card is for, if that is not the page's.
    """
    if (anchor := domain.anchor(match)) is None:
        return None
    place, target_id = anchor
    if isinstance(builder, SingleFileHTMLBuilder):
        # All is on one page; Sphinx would write "#document-page#id", which leads nowhere.
        docname = place.docname
    shown = shown_by(domain, shown, match)
    link = make_refnode(builder, docname, place.docname, target_id, shown)
    _describe(domain, link, role, audience)
    return link


def shown_by(domain: MedtermDomain, typed: Inline, match: Match, target: str = "") -> Inline:
    """Return what a link shows: what was typed, without the glossary it was looked up in.

    Abbreviations are marked as such.

    :param target: the name that was looked up; empty if it is not what was typed.
    """
    if not isinstance(typed, nodes.Text):
        return typed
    if match.name != target and not match.sense and normalise(typed) == normalise(target):
        # Its quotes and dashes may have become typographic ones.
        typed = nodes.Text(typed.removeprefix(target.removesuffix(match.name)))
    is_short = domain.termbase.is_abbreviation(match.key, typed)
    return medterm_abbreviation("", typed) if is_short else typed


def _describe(domain: MedtermDomain, link: nodes.Element, role: str, audience: str) -> None:
    """Mark a link for style sheets, and for cards if there are any."""
    link["classes"] += ["medterm", "medterm-auto"] if role == AUTOLINK else ["medterm"]
    if domain.has_cards:
        link["medterm_role"] = role
        if audience:
            link["medterm_audience"] = audience
