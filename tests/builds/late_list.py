"""An extension that makes what others make: lists added late, classes that no page can name."""

from __future__ import annotations

from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import Directive
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform


class bibliography(nodes.General, nodes.Element):  # noqa: N801
    """The place of the list."""


class LateList(Directive):
    """Marks the place."""

    def run(self) -> list[nodes.Node]:
        """Return an element without content."""
        return [bibliography()]


class OfClass(Directive):
    """Holds content, with a class that may have an underscore."""

    required_arguments = 1
    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return a container."""
        container = nodes.container(classes=[self.arguments[0]])
        self.state.nested_parse(self.content, self.content_offset, container)
        return [container]


class AddLists(SphinxPostTransform):
    """Adds the lists, at the time at which sphinxcontrib-bibtex does."""

    default_priority: ClassVar[int] = 5

    def run(self, **kwargs: Any) -> None:
        """Replace each place by a list."""
        for node in list(self.document.findall(bibliography)):
            text = nodes.paragraph("", "On anemia.")
            node.replace_self(nodes.bullet_list("", nodes.list_item("", text)))


def setup(app: Sphinx) -> None:
    """Register the directives."""
    app.add_node(bibliography)
    app.add_directive("late-list", LateList)
    app.add_directive("of-class", OfClass)
    app.add_post_transform(AddLists)
