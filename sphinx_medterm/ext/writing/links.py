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
from sphinx_medterm.ext.messages import no_entry, warn
from sphinx_medterm.ext.nodes import is_data, is_in_link, is_translated, medterm_abbreviation
from sphinx_medterm.ext.page_settings import checked_choice
from sphinx_medterm.ext.project.build import Build, build_of
from sphinx_medterm.ext.project.dead_entries import hint_on
from sphinx_medterm.ext.project.elsewhere import Elsewhere
from sphinx_medterm.ext.reading.uses import AUTOLINK, is_own_mention, other_name, role_of
from sphinx_medterm.ext.writing.data_places import location_of
from sphinx_medterm.names.audiences import AUDIENCES
from sphinx_medterm.names.normal import normalise
from sphinx_medterm.termbase.misses import several_terms, unknown_term

if TYPE_CHECKING:
    from sphinx_medterm.ext.project.placement import Place
    from sphinx_medterm.termbase.lookup import Match

Inline = nodes.Element | nodes.Text
"""The content of a link."""


class LinkMentions(SphinxPostTransform):
    """Turns the mentions of known terms into links."""

    default_priority: ClassVar[int] = (
        9  # after mentions that insert text, just before Sphinx resolves references
    )

    def run(self, **kwargs: Any) -> None:
        """Link the mentions on a page, or on several assembled ones."""
        for node in list(self.document.findall(addnodes.pending_xref)):
            is_own = is_own_mention(node) and len(node.children) == 1
            if is_in_link(node) and (is_own or self._leads_to_term(node)):
                self._show_word(node)
            elif is_own:
                self._link(node)
            elif _is_external(node) and is_in_link(node):
                node.replace_self(node.children)

    @cached_property
    def _build(self) -> Build:
        return build_of(self.env)

    @cached_property
    def _addresses(self) -> Addresses:
        return Addresses(self._build)

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
        std = self.env.get_domain("std").data["objects"]
        return (
            ("term", name) in std
            or bool(self._build.termbase.find(name).keys)
            or elsewhere.is_listed(name)
        )

    def _show_word(self, node: addnodes.pending_xref) -> None:
        """Replace a mention that is inside another link by the word."""
        build, target = self._build, node["reftarget"]
        match = build.termbase.find(target)
        if build.anchor(match):
            note_resolved(build, node, node.get("refdoc") or self.env.docname, match)
        content = cast("Inline", node.children[0])
        node.replace_self(content_of(build, content, match, target) if match.keys else content)


def place_link(
    build: Build, node: addnodes.pending_xref, address: dict[str, Any], content: Inline
) -> None:
    """Turn a reference into a link, or replace it by its content inside another link.

    :param address: see :class:`Addresses`.
    """
    if is_in_link(node):
        node.replace_self(content)
        return
    if content is not node.children[0]:
        node.children = []
        node.append(content)
    role, audience = role_of(node), _own_audience(build, node)
    _become_link(node, address)
    _describe(build, node, role, audience)


def resolve(
    build: Build,
    docname: str,
    target: str,
    node: addnodes.pending_xref,
    content: Inline,
) -> nodes.reference | None:
    """Return a link for a reference that Sphinx passes on, if its term has an entry.

    :param docname: the page of the reference.
    :param target: the name of a term.
    :param content: the content of the link.
    """
    match = build.termbase.find(target)
    note_resolved(build, node, docname, match)
    if build.anchor(match) is None:
        return None
    content, audience = content_of(build, content, match, target), _own_audience(build, node)
    return link_to(build, match, docname, content, role_of(node), audience)


def resolve_std_term(
    build: Build, node: addnodes.pending_xref, content: nodes.Element
) -> nodes.reference | None:
    """Resolve the role ``term`` by any name of a term, in any case."""
    is_term = (node.get("refdomain"), node["reftype"]) == ("std", "term")
    if not is_term or not build.env.config.medterm_std_terms:
        return None
    return resolve(build, node["refdoc"], node["reftarget"], node, content)


def resolve_in_glossary(
    build: Build, docname: str, name: str, content: Inline
) -> nodes.reference | None:
    """Return a link to a term of Sphinx's own glossaries, if the termbase lacks the name.

    :param docname: the page of the link.
    :param content: the content of the link.
    """
    if build.termbase.find(name).keys:
        return None
    if (found := build.computed(Elsewhere).in_glossary(name)) is None:
        return None
    page, target_id = found
    return make_refnode(
        build.builder, page if build.output.is_single_page else docname, page, target_id, content
    )


def resolve_elsewhere(
    build: Build, node: addnodes.pending_xref, content: nodes.Element
) -> nodes.Element | None:
    """Return the link that others make of a mention, spelt as an inventory has its name."""
    if not is_own_mention(node):
        return None
    spellings = build.computed(Elsewhere).spellings(node["reftarget"])
    # Looking up unknown names needs the rules, and a build without changes has no use for these.
    if not spellings or build.termbase.find(node["reftarget"]).keys:
        return None
    for domain, name in spellings:
        spelt = node.copy()
        # What is typed is shown, as for names in the capitals of the inventory.
        spelt.attributes |= {"refdomain": domain, "reftype": "term", "reftarget": name}
        spelt["refexplicit"] = True
        link: nodes.Element | None = build.env.events.emit_firstresult(
            "missing-reference", build.env, spelt, content, allowed_exceptions=(NoUri,)
        )
        if link is not None:
            return link
    return None


def warn_missing(build: Build, node: addnodes.pending_xref) -> None:
    """Warn about an unresolved mention in a data text; those on pages are among the findings."""
    if not node.get("refwarn") or not is_data(node):
        return
    name = node["reftarget"]
    match = build.termbase.find(name)
    if not match.keys:
        if is_translated(node):
            hint = build.termbase.lookup.hint(name)
            warn(Subtype.UNKNOWN, unknown_term(name), location_of(build, node), hint)
    elif match.key not in build.without_entry:
        build.without_entry.add(match.key)
        message, hint = no_entry(match.key, hint_on(build, match.key))
        warn(Subtype.NO_ENTRY, message, location_of(build, node), hint)


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


def _own_audience(build: Build, node: addnodes.pending_xref) -> str:
    """Return the audience of a mention's card; empty if it is that of the page."""
    audience = node.get("audience", "") if build.output.has_cards else ""
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
    """Return a link to the entry of a term, if it has one; abbreviations are marked as such.

    :param docname: the page of the link.
    :param content: the content of the link.
    :param role: the name that settings use for the role of the link.
    :param audience: the audience of its card, if it differs from that of the page.
    """
    if (anchor := build.anchor(match)) is None:
        return None
    place, target_id = anchor
    if build.output.is_single_page:
        # There is only one page; Sphinx would write "#document-page#id", which leads nowhere.
        docname = place.docname
    content = content_of(build, content, match)
    link = make_refnode(build.builder, docname, place.docname, target_id, content)
    _describe(build, link, role, audience)
    return link


def content_of(build: Build, typed: Inline, match: Match, target: str = "") -> Inline:
    """Return the content of a link: the typed text, without the prefix of a glossary.

    Abbreviations are marked as such.

    :param target: the name that was looked up; empty if it is not what was typed.
    """
    if not isinstance(typed, nodes.Text):
        return typed
    if match.name != target and not match.sense and normalise(typed) == normalise(target):
        # The text may have typographic quotes and dashes.
        typed = nodes.Text(typed.removeprefix(target.removesuffix(match.name)))
    is_short = build.termbase.is_abbreviation(match.key, typed)
    return medterm_abbreviation("", typed) if is_short else typed


def _describe(build: Build, link: nodes.Element, role: str, audience: str) -> None:
    """Mark a link for style sheets, and for cards if the format has them."""
    link["classes"] += ["medterm", "medterm-auto"] if role == AUTOLINK else ["medterm"]
    if build.output.has_cards:
        link["medterm_role"] = role
        if audience:
            link["medterm_audience"] = audience
