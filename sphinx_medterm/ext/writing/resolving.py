"""Answers to Sphinx when it resolves references that have not yet become links."""

from __future__ import annotations

from docutils import nodes
from sphinx import addnodes
from sphinx.errors import NoUri

from sphinx_medterm.diagnostics import Subtype
from sphinx_medterm.ext.messages import no_entry, warn
from sphinx_medterm.ext.nodes import is_data, is_translated
from sphinx_medterm.ext.project.build import Build
from sphinx_medterm.ext.project.dead_entries import hint_on
from sphinx_medterm.ext.project.elsewhere import Elsewhere
from sphinx_medterm.ext.reading.uses import is_own_mention, role_of
from sphinx_medterm.ext.writing.data_places import location_of
from sphinx_medterm.ext.writing.links import (
    Inline,
    content_of,
    link_to,
    link_to_id,
    note_resolved,
    own_audience,
)
from sphinx_medterm.termbase.misses import unknown_term


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
    content, audience = content_of(build, content, match, target), own_audience(build, node)
    return link_to(build, match, docname, content, role_of(node), audience)


def resolve_any(
    build: Build, docname: str, target: str, node: addnodes.pending_xref, content: nodes.Element
) -> list[tuple[str, nodes.reference]]:
    """Return what Sphinx's role ``any`` finds in our domain: a role, and a link as it makes it.

    Of the terms of its own glossaries, Sphinx finds only those that are listed in lower case.
    """
    if ("term", target.lower()) in build.env.get_domain("std").data["objects"]:
        return []
    if found := build.computed(Elsewhere).in_glossary(target):
        return [("std:term", link_to_id(build, docname, *found, content))]
    reference = resolve(build, docname, target, node, content)
    return [("medterm:term", reference)] if reference is not None else []


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
    return link_to_id(build, docname, *found, content)


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
    elif match.key not in build.without_entry and not build.placement.leaves_out_links:
        build.without_entry.add(match.key)
        message, hint = no_entry(match.key, hint_on(build, match.key))
        warn(Subtype.NO_ENTRY, message, location_of(build, node), hint)
