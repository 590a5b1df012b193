"""Links to the entries of terms, created when a page is written.

A mention of a known term is turned into a link in place. All others, and those in formats without
links, stay references, which Sphinx resolves later.
"""

from __future__ import annotations

from functools import cache, cached_property
from typing import TYPE_CHECKING, Any, ClassVar, cast

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import NoUri
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode

from sphinx_medterm.diagnostics import Subtype
from sphinx_medterm.ext.messages import warn
from sphinx_medterm.ext.nodes import is_in_link, is_translated, medterm_abbreviation
from sphinx_medterm.ext.page_settings import checked_choice
from sphinx_medterm.ext.project.build import Build, build_of
from sphinx_medterm.ext.project.elsewhere import Elsewhere
from sphinx_medterm.ext.reading.uses import AUTOLINK, is_own_mention, other_name, role_of
from sphinx_medterm.ext.writing.data_places import location_of
from sphinx_medterm.ext.writing.linked import IS_REPEATED
from sphinx_medterm.names.audiences import AUDIENCES
from sphinx_medterm.names.normal import normalise
from sphinx_medterm.termbase.misses import several_terms

if TYPE_CHECKING:
    from sphinx_medterm.ext.project.placement import Place
    from sphinx_medterm.termbase.lookup import Match

Inline = nodes.Element | nodes.Text
"""The content of a link."""


class LinkingTransform(SphinxPostTransform):
    """What transforms need to turn references into links."""

    @cached_property
    def _build(self) -> Build:
        return build_of(self.env)

    @cached_property
    def _addresses(self) -> Addresses:
        return Addresses(self._build)


class LinkMentions(LinkingTransform):
    """Turns the mentions of known terms into links."""

    default_priority: ClassVar[int] = (
        9  # after mentions that insert text, just before Sphinx resolves references
    )

    def run(self, **kwargs: Any) -> None:
        """Link the mentions on a page, or on several assembled ones."""
        for node in list(self.document.findall(addnodes.pending_xref)):
            is_own = is_own_mention(node) and len(node.children) == 1
            is_word = is_own and IS_REPEATED in node
            if is_word or (is_in_link(node) and (is_own or self._leads_to_term(node))):
                self._show_word(node)
            elif is_own:
                self._link(node)
            elif _is_external(node) and is_in_link(node):
                node.replace_self(node.children)

    def _link(self, node: addnodes.pending_xref) -> None:
        build, own = self._build, node.attributes
        target, docname = own["reftarget"], own.get("refdoc") or self.env.docname
        match = build.termbase.find(target)
        if (anchor := build.anchor(match)) is None:
            return
        try:
            address = self._addresses.find(docname, *anchor)
        except NoUri:
            return
        note_resolved(build, node, docname, match)
        typed = cast("Inline", node.children[0])
        place_link(build, node, address, content_of(build, typed, match, target))

    def _leads_to_term(self, node: addnodes.pending_xref) -> bool:
        """Return whether a reference of Sphinx leads to a term, be it ours or not."""
        if not node.children or not (name := other_name(node)):
            return False
        elsewhere = self._build.computed(Elsewhere)
        is_here = elsewhere.in_glossary(name) or elsewhere.own_match(node, name).keys
        return bool(is_here) or elsewhere.is_listed(name)

    def _show_word(self, node: addnodes.pending_xref) -> None:
        """Replace a mention that is inside another link, or repeated, by the word."""
        build, target = self._build, node["reftarget"]
        match = build.termbase.find(target)
        if build.anchor(match):
            note_resolved(build, node, node.get("refdoc") or self.env.docname, match)
        content = cast("Inline", node.children[0])
        node.replace_self(content_of(build, content, match, target))


def place_link(
    build: Build, node: addnodes.pending_xref, address: dict[str, Any], content: Inline
) -> None:
    """Turn a reference that is not inside a link into a link.

    :param address: see :class:`Addresses`.
    """
    if content is not node.children[0]:
        node.children = []
        node.append(content)
    role, audience = role_of(node), own_audience(build, node)
    _become_link(node, address)
    _describe(build, node, role, audience)


def note_resolved(build: Build, node: addnodes.pending_xref, docname: str, match: Match) -> None:
    """Note that a reference on a page is being resolved, and warn if it is ambiguous."""
    build.resolved_pages.add(docname)
    if len(match.keys) > 1 and not _is_reported(build, node):
        message, hint = several_terms(node["reftarget"], match, build.termbase)
        warn(Subtype.AMBIGUOUS, message, location_of(build, node), hint)


def _is_external(node: addnodes.pending_xref) -> bool:
    """Return whether a reference mentions a term of another project by the ``external`` role."""
    kind = node.get("refdomain"), node["reftype"]
    return "intersphinx" in node and (kind[0] == "medterm" or kind == ("std", "term"))


def _is_reported(build: Build, node: addnodes.pending_xref) -> bool:
    """Return whether a name of several terms is among the findings, or reported with its data."""
    if is_translated(node):
        return False
    is_ours = node.get("refdomain") == "medterm"
    return is_ours or normalise(node["reftarget"]) in build.computed(_mentioned_names)


def _mentioned_names(build: Build) -> set[str]:
    """Return the names that roles of ours mention."""
    return {normalise(name) for uses in build.pages.values() for name in uses.mentioned_at}


def own_audience(build: Build, node: addnodes.pending_xref) -> str:
    """Return the audience of a mention's card; empty if it is that of the page."""
    audience = node.get("audience", "") if build.output.is_for_browsers else ""
    return audience and checked_choice(audience, AUDIENCES, "audience", location_of(build, node))


class Addresses:
    """Finds the addresses of entries, for one document."""

    def __init__(self, build: Build) -> None:
        self._uri = cache(build.builder.get_relative_uri)
        self._is_one_page = build.output.is_single_page

    def find(self, docname: str, place: Place, target_id: str) -> dict[str, Any]:
        """Return the address of an id, as attributes of a link.

        :raises NoUri: if the format has no links to that page.
        """
        if self._is_one_page or docname == place.docname:
            return {"internal": True, "refid": target_id}
        return {"internal": True, "refuri": f"{self._uri(docname, place.docname)}#{target_id}"}


def _become_link(node: addnodes.pending_xref, address: dict[str, Any]) -> None:
    """Turn a reference into a plain link in place.

    To replace it by a new node, docutils would search all children of its parent for it.
    """
    own = node.attributes
    kept = {name: own[name] for name in nodes.Element.list_attributes if name in own}
    node.attributes = kept | address
    node.tagname = "reference"
    node.__class__ = nodes.reference  # type: ignore[assignment]


def link_to(
    build: Build,
    match: Match,
    docname: str,
    content: Inline,
    role: str,
    audience: str = "",
) -> nodes.reference | None:
    """Return a link to the entry of a term, if it has one.

    :param docname: the page of the link.
    :param content: the content of the link; see :func:`content_of`.
    :param role: the name that settings use for the role of the link.
    :param audience: the audience of its card, if it differs from that of the page.
    """
    if (anchor := build.anchor(match)) is None:
        return None
    place, target_id = anchor
    link = link_to_id(build, docname, place.docname, target_id, content)
    _describe(build, link, role, audience)
    return link


def link_to_id(
    build: Build, docname: str, there: str, target_id: str, content: Inline
) -> nodes.reference:
    """Return a link to an id on a page.

    :param docname: the page of the link.
    :param there: the page of the id.
    :raises NoUri: if the format has no links to that page.
    """
    if build.output.is_single_page:
        docname = there  # Sphinx would write "#document-page#id", which leads nowhere
    return make_refnode(build.builder, docname, there, target_id, content)


def content_of(build: Build, typed: Inline, match: Match, target: str = "") -> Inline:
    """Return the content of a link: the typed text, without the prefix of a glossary.

    Abbreviations are marked as such.

    :param target: the name that was looked up; empty if it is not what was typed.
    """
    if not match.keys or not isinstance(typed, nodes.Text):
        return typed
    if match.name != target and not match.sense and normalise(typed) == normalise(target):
        # The text may have typographic quotes and dashes.
        typed = nodes.Text(typed.removeprefix(target.removesuffix(match.name)))
    is_short = build.termbase.is_abbreviation(match.key, typed)
    return medterm_abbreviation("", typed) if is_short else typed


def _describe(build: Build, link: nodes.Element, role: str, audience: str) -> None:
    """Mark a link for style sheets, and for cards if the format has them."""
    link["classes"] += ["medterm", "medterm-auto"] if role == AUTOLINK else ["medterm"]
    if build.output.is_for_browsers:
        link["medterm_role"] = role
        if audience:
            link["medterm_audience"] = audience
