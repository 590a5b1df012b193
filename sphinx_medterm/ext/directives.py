"""The directives ``medterm`` and ``medterm:glossary``: entries, placed on pages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

from docutils import nodes
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import OptionSpec

from sphinx_medterm.diagnostics import Subtype
from sphinx_medterm.ext.config import SECTIONS
from sphinx_medterm.ext.messages import warn
from sphinx_medterm.ext.nodes import address_links, medterm_entry, medterm_glossary
from sphinx_medterm.ext.page_settings import known_choice
from sphinx_medterm.names.suggest import did_you_mean
from sphinx_medterm.records.visible import AUDIENCES


def section_names(argument: str | None) -> list[str]:
    """Take a list of section names apart, at commas or spaces."""
    return (argument or "").replace(",", " ").split()


def known_sections(names: Iterable[str], location: Any) -> list[str]:
    """Keep the names of sections that exist, and warn about the others."""
    known = []
    for name in names:
        if name in SECTIONS:
            known.append(name)
        else:
            hint = did_you_mean(name, SECTIONS, 1) or f"the sections are {', '.join(SECTIONS)}"
            warn(Subtype.OPTION, f"entries have no section {name!r}", location, hint)
    return known


_AUDIENCE_HELP = (
    "Whom it is for, if that is not the page's audience: `professional`, `plain` or `both`."
)


class _PlacingDirective(SphinxDirective):
    """What both directives share."""

    def hidden_sections(self) -> list[str]:
        """Work out which sections are not to be shown."""
        location = self.get_location()
        hide = set(known_sections(section_names(self.options.get("hide")), location))
        if "show" in self.options:
            shown = known_sections(section_names(self.options["show"]), location)
            hide |= SECTIONS.keys() - shown
        else:
            hide |= SECTIONS.keys() & set(self.config.medterm_hide)
        return [name for name in SECTIONS if name in hide]

    def own_audience(self) -> str:
        """Give the audience that is asked for; empty if it is to be that of the page."""
        if "audience" not in self.options:
            return ""
        said = self.options["audience"]
        return known_choice(said, AUDIENCES, "audience", self.get_location())

    def placeholder(self, node: nodes.Element) -> nodes.Element:
        """Complete a placeholder with what all of them hold."""
        node["docname"] = self.env.docname
        node["hide"] = self.hidden_sections()
        node["audience"] = self.own_audience()
        address_links(node, node["audience"])
        node["classes"] += self.options.get("class", [])
        self.set_source_info(node)
        return node


class EntryDirective(_PlacingDirective):
    """Shows the whole entry of one term.

    The argument is any name of the term. The body holds remarks of the page's author, shown at the
    end of the entry.
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
    }
    option_help: ClassVar[dict[str, str]] = {
        "show": "Names of the sections to show, and no others.",
        "hide": "Names of sections to leave out.",
        "audience": _AUDIENCE_HELP,
        "no-index": "Show the entry once more, without making it the one that links lead to.",
        "class": "Further classes for the entry.",
    }

    def run(self) -> list[nodes.Node]:
        """Leave a placeholder."""
        node = medterm_entry(
            name=" ".join(self.arguments[0].split()), anchored="no-index" not in self.options
        )
        node += self.parse_content_to_nodes()
        return [self.placeholder(node)]


class GlossaryDirective(_PlacingDirective):
    """Shows the entries of many terms, sorted by label under letters.

    Terms that have an entry elsewhere are left out.
    """

    has_content = False
    option_spec: ClassVar[OptionSpec] = {
        "used": directives.flag,
        "show": directives.unchanged_required,
        "hide": directives.unchanged_required,
        "audience": directives.unchanged_required,
        "class": directives.class_option,
    }
    option_help: ClassVar[dict[str, str]] = {
        "used": "Show only the terms that pages mention, and those that their entries lead to in "
        "turn.",
        "show": "Names of the sections to show, and no others.",
        "hide": "Names of sections to leave out.",
        "audience": _AUDIENCE_HELP,
        "class": "Further classes for the glossary.",
    }

    def run(self) -> list[nodes.Node]:
        """Leave a placeholder."""
        return [self.placeholder(medterm_glossary(used="used" in self.options))]
