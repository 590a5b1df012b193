"""The directive ``medterm``: the whole entry of one term."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.typing import OptionSpec

from sphinx_medterm.diagnostics import Subtype
from sphinx_medterm.ext.nodes import heading_level, medterm_placeholder
from sphinx_medterm.ext.views.placing import AUDIENCE_HELP, NAME_HELP, PlacingDirective
from sphinx_medterm.ext.views.view import Entries, Fault, Placed, Terms, View


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryView(View):
    """An entry directive on a page.

    :ivar name: any name of the term.
    """

    name: str

    @property
    def turn(self) -> int:
        """The first turn: entries come before all glossaries."""
        return 0

    def names(self, knows: Callable[[str], bool]) -> Sequence[str]:
        """Return the name of the term."""
        return (self.name,)

    def choose(self, docname: str, terms: Terms) -> list[str]:
        """Return the term of that name, if there is one."""
        return [*terms.find(self.name)]

    def check(self, members: Sequence[str], entries: Placed) -> Iterator[Fault]:
        """Find another entry of the term, which links lead to."""
        for key in members if self.is_anchored else ():
            if not entries.leads_here(key) and (place := entries.place(key)):
                message = f"the term {key!r} already has an entry at {place}"
                hint = "links lead to that one; add ':no-index:' to one of the two"
                yield Fault(Subtype.DUPLICATE, message, hint)

    def build(self, placeholder: medterm_placeholder, entries: Entries) -> list[nodes.Node]:
        """Return the entry, or only the remarks if the term is unknown."""
        match = entries.termbase.find(self.name)
        if not match.keys:
            return placeholder.children
        leads_here = self.is_anchored and entries.leads_here(match.key, placeholder)
        remarks = placeholder.children
        level = heading_level(placeholder)
        built = entries.render(
            match.key, placeholder, anchored=leads_here, remarks=remarks, level=level
        )
        built["classes"] += placeholder["classes"]
        return [built]


class EntryDirective(PlacingDirective):
    """Shows the whole entry of one term.

    The argument is any name of the term. The body holds remarks by the author of the page, shown at
    the end of the entry.
    """

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec: ClassVar[OptionSpec] = {
        "show": directives.unchanged_required,
        "hide": directives.unchanged_required,
        "audience": directives.unchanged_required,
        "no-index": directives.flag,
        "class": directives.class_option,
        "name": directives.unchanged,
    }
    option_help: ClassVar[dict[str, str]] = {
        "show": "Sections to show. All others are hidden.",
        "hide": "Sections to hide.",
        "audience": AUDIENCE_HELP,
        "no-index": "Show another entry of the term without making it the target of links.",
        "class": "Classes to add to the entry.",
        "name": NAME_HELP,
    }

    def run(self) -> list[nodes.Node]:
        """Return a placeholder with the remarks."""
        remarks = self.parse_content_to_nodes()
        view = EntryView(
            name=" ".join(self.arguments[0].split()),
            is_anchored="no-index" not in self.options,
            **self.shared_options(),
        )
        return [self.placeholder(view, remarks)]
