"""The directive ``medterm:glossary``: the entries of many terms."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.typing import OptionSpec

from sphinx_medterm.diagnostics import Subtype
from sphinx_medterm.ext.nodes import ancestors, medterm_placeholder
from sphinx_medterm.ext.page_settings import checked_choice
from sphinx_medterm.ext.views.placing import AUDIENCE_HELP, NAME_HELP, PlacingDirective
from sphinx_medterm.ext.views.view import Entries, Fault, Placed, Terms, View
from sphinx_medterm.names.normal import initial

ALL_USED, DIRECT = "all", "direct"


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryView(View):
    """A glossary directive on a page.

    :ivar used: which terms in use it shows: :data:`ALL_USED` or :data:`DIRECT`; empty if it shows
        others as well.
    """

    used: str = ""

    @property
    def turn(self) -> int:
        """The turn after entries: glossaries of used terms come before those of all terms."""
        return 1 if self.used else 2

    def choose(self, docname: str, terms: Terms) -> list[str]:
        """Return the terms that have no entry elsewhere."""
        if not self.used:
            return terms.without_entry(terms.all())
        is_direct = self.used == DIRECT
        return terms.without_entry(terms.mentioned() if is_direct else terms.used(docname, self))

    @property
    def leaves_out_links(self) -> bool:
        """Whether it leaves out terms that its entries mention."""
        return self.used == DIRECT

    def check(self, members: Sequence[str], entries: Placed) -> Iterator[Fault]:
        """Find that there is nothing to show."""
        if not members:
            message = "this glossary has no terms to show"
            yield Fault(Subtype.EMPTY_GLOSSARY, message, self._why_empty(entries))

    def build(self, placeholder: medterm_placeholder, entries: Entries) -> list[nodes.Node]:
        """Return a container with the entries, grouped by initial letter."""
        members = entries.members(placeholder)
        glossary = nodes.container(classes=["medterm-glossary", *placeholder["classes"]])
        letter, level = "", _heading_level(placeholder)
        for key in members:
            if (first := initial(entries.termbase.label(key))) != letter:
                letter = first
                heading = nodes.rubric("", letter, classes=["medterm-letter"])
                heading["heading-level"] = level
                glossary += heading
            glossary += entries.render(key, placeholder, anchored=True)
        return [glossary]

    def _why_empty(self, entries: Placed) -> str:
        if not len(entries.termbase):
            return "the data files contain no terms"
        if self.used:
            return "no page mentions a term that has no entry elsewhere"
        return "all terms already have an entry elsewhere"


def _heading_level(node: nodes.Element) -> int:
    """Return the level of a heading below the sections around a node."""
    sections = sum(isinstance(one, nodes.section) for one in ancestors(node))
    return min(1 + sections, 6)  # HTML has only six levels


class GlossaryDirective(PlacingDirective):
    """Shows the entries of many terms, sorted by label and grouped by initial letter.

    Terms that have an entry elsewhere are left out.
    """

    has_content = False
    option_spec: ClassVar[OptionSpec] = {
        "used": directives.unchanged,
        "show": directives.unchanged_required,
        "hide": directives.unchanged_required,
        "audience": directives.unchanged_required,
        "class": directives.class_option,
        "name": directives.unchanged,
    }
    option_help: ClassVar[dict[str, str]] = {
        "used": "Show only the terms that pages mention, the terms that their entries link to in "
        "what they show, and so on; with `direct`, only those that pages mention.",
        "show": "Names of the sections to show; all others are hidden.",
        "hide": "Names of sections to hide.",
        "audience": AUDIENCE_HELP,
        "class": "Additional classes of the glossary.",
        "name": NAME_HELP,
    }

    def run(self) -> list[nodes.Node]:
        """Return a placeholder."""
        view = GlossaryView(used=self._used(), **self.shared_options())
        return [self.placeholder(view)]

    def _used(self) -> str:
        if "used" not in self.options:
            return ""
        given = self.options["used"] or ALL_USED
        return checked_choice(given, (DIRECT, ALL_USED), "used", self.get_location()) or ALL_USED
