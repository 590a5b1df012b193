"""Where abbreviations are used for the first time: in a page, a section, or the whole project."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from docutils import nodes

from sphinx_medterm.ext.reading.uses import in_title

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment
    from sphinx.util.tags import Tags

    from sphinx_medterm.ext.reading.uses import PageUses
    from sphinx_medterm.ext.render.context import Short
    from sphinx_medterm.termbase.base import Termbase


class FirstUses:
    """Tells of each use on a page, asked for in order, whether it is the first one.

    Titles do not count: they show the abbreviation, as tables of contents do. What is left out by
    the directive ``only`` must be gone.
    """

    def __init__(self, scope: str, earlier: Mapping[Short, str]) -> None:
        """Begin with a page, or with several that are written as one.

        :param scope: ``document``, ``section`` or ``project``.
        :param earlier: the page on which each abbreviation is used first; empty if all pages are
            written as one.
        """
        self._scope = scope
        self._earlier = earlier
        self._seen: set[tuple[Any, Short]] = set()

    def note(self, node: nodes.Element, short: Short) -> bool:
        """Tell whether a use is the first one."""
        if in_title(node):
            return False
        docname = str(node["refdoc"])
        place = (self._place(node, docname), short)
        is_first = place not in self._seen
        self._seen.add(place)
        if self._scope == "project":
            return is_first and self._earlier.get(short, docname) == docname
        return is_first

    def _place(self, node: nodes.Node, docname: str) -> object:
        if self._scope == "project":
            return None
        if self._scope == "document":
            return docname
        while node.parent is not None and not isinstance(node, nodes.section):
            node = node.parent
        return docname, id(node)


def first_pages(
    env: BuildEnvironment, pages: Mapping[str, PageUses], termbase: Termbase, tags: Tags
) -> dict[Short, str]:
    """Find the page on which each abbreviation is used first, in the order of reading."""
    first: dict[Short, str] = {}
    if not any(uses.abbreviated for uses in pages.values()):
        return first
    for docname in reading_order(env):
        for name, only in pages[docname].abbreviated if docname in pages else ():
            if all(_holds(tags, expression) for expression in only):
                for short in abbreviated(termbase, name):
                    first.setdefault(short, docname)
    return first


def _holds(tags: Tags, expression: str) -> bool:
    try:
        return tags.eval_condition(expression)
    except Exception:  # Sphinx warns of it, and shows what is inside
        return True


def abbreviated(termbase: Termbase, name: str) -> list[Short]:
    """Give the abbreviation that a mention by the role ``abbr`` shows; none if there is none."""
    match = termbase.find(name)
    if not match.keys:
        return []
    short = termbase.abbreviation_for(match.key, name)
    return [(match.key, short)] if short else []


def shorts_on(uses: PageUses, termbase: Termbase) -> Iterator[Short]:
    """List the abbreviations that are written out on a page, if they are used first there."""
    for name, _conditions in uses.abbreviated:
        yield from abbreviated(termbase, name)


def reading_order(env: BuildEnvironment) -> Iterator[str]:
    """List all pages in the order of the tables of contents, then those that are in none."""
    seen: set[str] = set()
    waiting = [env.config.root_doc]
    while waiting:
        docname = waiting.pop()
        if docname in seen or docname not in env.found_docs:
            continue
        seen.add(docname)
        yield docname
        waiting += reversed(env.toctree_includes.get(docname, []))
    yield from sorted(env.found_docs - seen)
