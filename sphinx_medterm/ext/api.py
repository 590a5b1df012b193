"""Functions for other Sphinx extensions: the termbase of a project, and the terms on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_medterm.ext.project.build import build_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

    from sphinx_medterm.termbase.base import Termbase


def termbase_of(app: Sphinx) -> Termbase:
    """Return the termbase of the project that is being built.

    It can be asked for from the event ``builder-inited`` on, with a priority above 500.

    :raises KeyError: if the data files have not been opened yet.
    """
    return build_of(app.env).termbase


def terms_on_page(app: Sphinx, docname: str) -> list[str]:
    """Return the keys of the terms that a page mentions or shows, in the order of their labels.

    These are the terms of its roles, of names that become links by themselves, and of the entries
    that stand on it. Ask when all pages have been read: from the event ``env-updated`` on, with a
    priority above 500.

    :param docname: the name of the page; one that does not exist has no terms.
    :raises KeyError: if the data files have not been opened yet.
    """
    build = build_of(app.env)
    if (uses := build.pages.get(docname)) is None:
        return []
    found = {key for name in uses.names for key in build.termbase.find(name).keys[:1]}
    for view in uses.views:
        members = build.document_with(docname).placement.members
        found.update(members[docname, view.index])
    if prose := build.prose.get(docname):
        names = build.names_found.in_prose(prose.text, prose.digest)
        found.update(filter(None, map(build.termbase.lookup.linkable, names.values())))
    return build.termbase.in_order(found)
