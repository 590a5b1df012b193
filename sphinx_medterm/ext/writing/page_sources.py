"""The sources at the end of a page: the list for all its entries, and credits."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx import addnodes

from sphinx_medterm.ext.messages import _
from sphinx_medterm.ext.nodes import MATHJAX_IGNORES, NO_LINKS, PAGE_PARTS, medterm_block
from sphinx_medterm.ext.page_settings import page_setting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sphinx_medterm.ext.project.build import Build
    from sphinx_medterm.ext.render.citing import Cited
    from sphinx_medterm.ext.render.context import Context


@dataclass
class _OnPage:
    """What the entries of a page have cited.

    :ivar numbers: the numbers of the sources that are listed at its end.
    :ivar is_short: for each source, whether it is named in short wherever it is named.
    :ivar last: the surroundings of the last entry.
    """

    numbers: dict[str, int] = field(default_factory=dict)
    is_short: dict[str, bool] = field(default_factory=dict)
    last: Context | None = None


class PageSources:
    """Collects what the entries of pages have cited, and lists it at their ends."""

    def __init__(self, build: Build, pages: Sequence[str]) -> None:
        """Prepare for one document.

        :param pages: the pages that it is assembled from.
        """
        self._build = build
        self._pages = {docname: _OnPage() for docname in pages}

    def cited(self, key: str, docname: str) -> Cited:
        """Return what an entry has cited so far: nothing."""
        from sphinx_medterm.ext.render.citing import LISTED, ON_PAGE, Cited

        output = self._build.output
        style = page_setting(self._build.env, docname, "medterm_sources")
        # All messages are extracted; and the link checker names the record of each link.
        if output.extracts_messages or (output.checks_links and style == ON_PAGE):
            style = LISTED
        if style != ON_PAGE:
            return Cited(style=style, start=f"medterm_source-{key}-")
        number = [*self._pages].index(docname)
        start = f"medterm_page_source-{number}-"
        return Cited(style=style, start=start, numbers=self._pages[docname].numbers)

    def note(self, context: Context) -> None:
        """Note what an entry has cited, once it is rendered."""
        from sphinx_medterm.ext.render.sources import is_short

        page = self._pages[context.docname]
        page.last = context
        for key in context.cited.own if context.cites else ():
            page.is_short[key] = page.is_short.get(key, True) and is_short(context)

    def place(self, document: nodes.document) -> None:
        """Add the lists and credits of all pages."""
        roots = [document, *(part for kind in PAGE_PARTS for part in document.findall(kind))]
        for docname, page in self._pages.items():
            if page.last is not None and (built := self._built(page, page.last)) is not None:
                root = next((one for one in roots if one.get("docname") == docname), document)
                _add_at_end(root, built)

    def _built(self, page: _OnPage, last: Context) -> medterm_block | None:
        from sphinx_medterm.ext.render.citing import Cited
        from sphinx_medterm.ext.render.sources import credit_line, source_list

        cited = Cited(start=last.cited.start, numbers=page.numbers)
        context = replace(last, cited=cited, anchored=True, prose=[])
        block = medterm_block(classes=["medterm-page-sources", NO_LINKS])
        block["classes"] += MATHJAX_IGNORES if context.styled else ()
        if page.numbers:
            listed = {key: page.is_short.get(key, False) for key in page.numbers}
            block += nodes.rubric("", _("Sources"), **{"heading-level": 2})
            block += source_list(context, listed)
        if credits := credit_line(context, (key for key, short in page.is_short.items() if short)):
            block += credits
        return block if block.children else None


def _add_at_end(root: nodes.Element, built: nodes.Node) -> None:
    """Add something at the end of a page, before the pages that are part of the same document."""
    sections = [child for child in root.children if isinstance(child, nodes.section)]
    top = sections[0] if sections else root
    first = next(
        (child for child in top.children if next(child.findall(addnodes.start_of_file), None)),
        None,
    )
    if first is None:
        top.append(built)
    else:
        top.insert(top.index(first), built)
