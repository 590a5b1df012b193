"""A view of its own kind, registered by another extension: the labels of terms, as links."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from docutils import nodes
from sphinx.application import Sphinx

from sphinx_medterm.ext.nodes import medterm_placeholder
from sphinx_medterm.ext.views.placing import PlacingDirective
from sphinx_medterm.ext.views.view import Entries, Terms, View
from sphinx_medterm.termbase.contents import LABEL, LINK, Item, Surroundings


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView(View):
    """A list of terms on a page, whose entries are elsewhere."""

    listed: tuple[str, ...]

    @property
    def turn(self) -> int:
        """Any turn, since it has no entries."""
        return 0

    def names(self, knows: Callable[[str], bool]) -> Sequence[str]:
        """Return the names as they were written."""
        return self.listed

    def choose(self, docname: str, terms: Terms) -> list[str]:
        """Return the terms in the order of the author."""
        return [key for name in self.listed for key in terms.find(name)]

    def items(
        self, key: str, around: Surroundings, sections: Sequence[str], *, leads_here: bool
    ) -> Iterator[Item]:
        """List the label, and the link with its card."""
        yield Item(LABEL, key)
        yield Item(LINK, key, around)

    def build(self, placeholder: medterm_placeholder, entries: Entries) -> list[nodes.Node]:
        """Return a list of links."""
        links = [entries.link(key, placeholder) for key in entries.members(placeholder)]
        items = [nodes.list_item("", nodes.paragraph("", "", link)) for link in links]
        return [nodes.bullet_list("", *items, bullet="*", classes=["listed"])]


class ListDirective(PlacingDirective):
    """Lists the terms of its lines."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return a placeholder."""
        return [
            self.placeholder(
                ListView(listed=tuple(self.content), is_anchored=False, **self.shared_options())
            )
        ]


def setup(app: Sphinx) -> None:
    """Register the directive."""
    app.add_directive_to_domain("medterm", "list", ListDirective)
