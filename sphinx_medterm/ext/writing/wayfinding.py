"""Permalinks of entries, and letters in the contents, on web pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

from docutils import nodes
from sphinx import addnodes

from sphinx_medterm.ext.glossary_nodes import medterm_bar, medterm_permalink
from sphinx_medterm.ext.ids import parse_id
from sphinx_medterm.ext.nodes import ancestors, medterm_block, medterm_label, page_around
from sphinx_medterm.ext.project.build import Build, build_of
from sphinx_medterm.ext.writing.page_scripts import add_script

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.builders.html import StandaloneHTMLBuilder

SCRIPT = "medterm-glossary.js"


def add_permalinks(entry: medterm_block) -> None:
    """Add permalinks to an entry that links lead to, and to its senses."""
    for element in list(entry.findall(nodes.Element)):
        if not element["ids"] or (address := parse_id(element["ids"][0])) is None:
            continue
        link = medterm_permalink(target=element["ids"][0])
        if address[1]:
            first = next(iter(element.findall(nodes.paragraph)), None)
            if first is not None:
                first += link
        elif (label := next(iter(element.findall(medterm_label)), None)) is not None:
            label.parent.insert(label.parent.index(label) + 1, link)


class LetterContents:
    """Lists the letters of a page in its own contents, while the page is made.

    Themes have several ways to these contents, all of which lead to Sphinx's list of the headings
    on each page. It is changed for one page at a time, since other pages would list the letters
    below the title of that page as well, and changed back before the next page is resolved and
    before anything is stored.
    """

    def __init__(self, build: Build) -> None:
        self._builder = cast("StandaloneHTMLBuilder", build.builder)
        self._tocs = build.env.tocs
        self._originals: dict[str, nodes.bullet_list] = {}

    def restore(self) -> None:
        """Restore the contents of the page before."""
        self._tocs |= self._originals
        self._originals.clear()

    def add(self, docname: str, context: dict[str, Any], doctree: nodes.document) -> None:
        """Add the letters of a page, or of several assembled ones."""
        self.restore()
        places: dict[int, tuple[nodes.bullet_list, int]] = {}
        for letter in _letters(doctree):
            page = page_around(letter) or docname
            if (toc := self._toc(page)) is None:
                continue
            section = next((one for one in ancestors(letter) if _is_section(one)), None)
            item = _item_of(toc, section["ids"] if section is not None else [])
            below, at = places.get(id(item)) or (_list_below(item), 0)
            below.insert(at, _link(letter, page))
            places[id(item)] = below, at + 1
        if places:
            made = self._builder.get_doc_context(docname, context["body"], context["metatags"])
            context.update(toc=made["toc"], display_toc=bool(made["toc"]))

    def _toc(self, docname: str) -> nodes.bullet_list | None:
        """Return the contents of a page to be changed, if it has any."""
        if docname not in self._originals:
            original = self._tocs.get(docname)
            if original is None or not original.children:
                return None
            self._originals[docname] = original
            self._tocs[docname] = original.deepcopy()
        return self._tocs[docname]


def prepare_page(
    app: Sphinx,
    docname: str,
    _template: str,
    context: dict[str, Any],
    doctree: nodes.document | None,
) -> None:
    """List the letters of a page in its contents, and add the script of its filter."""
    contents = build_of(app.env).computed(LetterContents)
    if doctree is None:
        contents.restore()
        return
    contents.add(docname, context, doctree)
    if any(bar["has_filter"] for bar in doctree.findall(medterm_bar)):
        add_script(app, SCRIPT)


def restore_contents(app: Sphinx, _doctree: nodes.document, _docname: str) -> None:
    """Restore the contents of the page before, which tables of contents of this one may list."""
    build_of(app.env).computed(LetterContents).restore()


def _letters(doctree: nodes.document) -> Iterator[nodes.rubric]:
    """List the letters on a page that links can lead to."""
    for letter in doctree.findall(nodes.rubric):
        if letter["ids"] and "medterm-letter" in letter["classes"]:
            yield letter


def _is_section(node: nodes.Element) -> bool:
    return isinstance(node, nodes.section)


def _item_of(toc: nodes.bullet_list, ids: list[str]) -> nodes.Element:
    """Return the item of a section in the contents of a page; by default the first."""
    anchors = {f"#{one}" for one in ids}
    for reference in toc.findall(nodes.reference):
        if reference.get("anchorname") in anchors:
            return cast("nodes.Element", reference.parent.parent)
    return cast("nodes.Element", toc[0])


def _list_below(item: nodes.Element) -> nodes.bullet_list:
    """Return the list of what is below an item; it is added if there is none."""
    if not isinstance(item[-1], nodes.bullet_list):
        item += nodes.bullet_list()
    return cast("nodes.bullet_list", item[-1])


def _link(letter: nodes.rubric, docname: str) -> nodes.list_item:
    """Return an item of contents, as Sphinx makes them."""
    anchor = f"#{letter['ids'][0]}"
    link = nodes.reference("", letter.astext(), internal=True, refuri=docname, anchorname=anchor)
    return nodes.list_item("", addnodes.compact_paragraph("", "", link))
