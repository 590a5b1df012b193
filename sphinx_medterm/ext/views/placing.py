"""What all directives for views share: options, and the placeholder that they return."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from docutils import nodes
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import OptionSpec

from sphinx_medterm.diagnostics import Subtype
from sphinx_medterm.ext.messages import Location, other_file, warn
from sphinx_medterm.ext.nodes import address_links, medterm_placeholder
from sphinx_medterm.ext.page_settings import checked_choice
from sphinx_medterm.ext.views.view import View
from sphinx_medterm.names.audiences import AUDIENCES
from sphinx_medterm.termbase.entry_sections import Asked, unknown_section

NAME_HELP = "A label to link to with `:ref:`."
AUDIENCE_HELP = (
    "The audience, if it is not the audience of the page: `professional`, `plain` or `both`."
)


def section_names(argument: str | None) -> list[str]:
    """Split a list of section names at commas or spaces."""
    return (argument or "").replace(",", " ").split()


def known_sections(names: Iterable[str], location: Location) -> list[str]:
    """Return the names of sections that exist, and warn about the others."""
    known = []
    for name in names:
        if (fault := unknown_section(name)) is None:
            known.append(name)
        else:
            warn(Subtype.OPTION, fault[0], location, fault[1])
    return known


class PlacingDirective(SphinxDirective):
    """A directive that returns a placeholder, to be replaced by its view in the written page.

    :cvar option_help: what each option is for, for the reference.
    """

    option_spec: ClassVar[OptionSpec] = {}
    option_help: ClassVar[dict[str, str]] = {}

    def asked_sections(self) -> Asked:
        """Return the sections that the options ask for.

        What is shown follows from them and from the settings, when the page is written.
        """
        named = {
            option: tuple(known_sections(section_names(given), self.get_location()))
            for option in ("show", "hide")
            if (given := self.options.get(option)) is not None
        }
        return Asked(**named)

    def own_audience(self) -> str:
        """Return the audience of the option; empty if it is that of the page."""
        if "audience" not in self.options:
            return ""
        given = self.options["audience"]
        return checked_choice(given, AUDIENCES, "audience", self.get_location())

    def shared_options(self) -> dict[str, Any]:
        """Return the fields of the view that are set by the options all directives share."""
        source, line = self.get_source_info()
        # The document's own source may be that of a file which is just being included.
        file = other_file(source, str(self.env.doc2path(self.env.docname)))
        return {
            "line": line,
            "file": file,
            "asked": self.asked_sections(),
            "audience": self.own_audience(),
        }

    def placeholder(self, view: View, remarks: Sequence[nodes.Node] = ()) -> medterm_placeholder:
        """Return the placeholder of a view.

        :param remarks: the content that the author of the page added.
        """
        node = medterm_placeholder("", *remarks, view=view, docname=self.env.docname)
        address_links(node, view.audience)
        node["classes"] += self.options.get("class", [])
        self.set_source_info(node)
        self.add_name(node)
        return node
