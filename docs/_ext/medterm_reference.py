"""The reference of the documentation, made from the code so that it cannot drift from it.

The directive ``medterm-reference`` describes the part of the code that its argument names. Two
object types, ``warntype`` and ``datafield``, let pages link to a warning type, to a record, or to a
field of one.
"""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any, ClassVar, cast

from docutils import nodes
from docutils.statemachine import StringList
from medterm_configuration import GROUPS, group_lines
from medterm_page_fields import page_field_lines
from medterm_records import (
    default_in_words,
    description_in,
    record_id,
    shorthand,
    type_in_words,
)
from medterm_tables import SHEETS, TABLES
from medterm_warnings import message_lines, summary_lines, warning_lines
from medterm_words import Nodes, UndescribedError, as_rest, commands, expect_words, inline, table
from sphinx.application import Sphinx
from sphinx.domains.std import StandardDomain
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata

import sphinx_medterm
from sphinx_medterm.cli import main as cli
from sphinx_medterm.ext.domain import MedtermDomain
from sphinx_medterm.ext.views.entry_view import EntryDirective
from sphinx_medterm.names import mentions
from sphinx_medterm.records import term_file
from sphinx_medterm.records.record import Record
from sphinx_medterm.reports.explanations import FOLDER

DIRECTIVES: dict[str, Any] = {
    "medterm": EntryDirective,
    **{f"medterm:{name}": directive for name, directive in MedtermDomain.directives.items()},
}

_PACKAGE = Path(sphinx_medterm.__file__).parent


def described_files() -> list[Path]:
    """Return all files that the reference may follow from: the package, and what stands here."""
    files = [
        *_PACKAGE.rglob("*.py"),
        *FOLDER.iterdir(),
        *SHEETS,
        *Path(__file__).parent.glob("*.py"),
    ]
    return sorted(files)


def signature(name: str) -> str:
    """Return the first line of a directive, as it is written."""
    directive = DIRECTIVES[name]
    named = " name" if directive.required_arguments else " [names]" * directive.optional_arguments
    return f".. {name}::{named}"


def _directive_lines(name: str) -> Iterator[str]:
    """Yield the description of a directive and its options."""
    directive = DIRECTIVES[name]
    expect_words(f"options of {name}", directive.option_spec, directive.option_help)
    yield from (f".. rst:directive:: {signature(name)}", "")
    for line in inspect.cleandoc(directive.__doc__).splitlines():
        yield f"   {line}".rstrip()
    yield ""
    for option, text in directive.option_help.items():
        yield from (f"   .. rst:directive:option:: {option}", "", f"      {as_rest(text)}", "")


def _kind_lines() -> Iterator[str]:
    """Yield the descriptions of the roles of the domain."""
    for name, kind in mentions.KINDS.items():
        shown = as_rest(f"Shows {kind.shows}.")
        if name == mentions.USUAL:
            shown = "The role :rst:role:`medterm` under its full name."
        yield from (f".. rst:role:: medterm:{name}", "", f"   {shown}", "")


def _command_lines() -> Iterator[str]:
    """Yield the descriptions of the commands and their options."""
    return commands(cli.parser())


_TEXTS: Mapping[str, Callable[[], Iterator[str]]] = {
    **{f"config {name}": partial(group_lines, name) for name in GROUPS},
    "page-fields": page_field_lines,
    "warnings": warning_lines,
    "warning-types": summary_lines,
    "messages of pages": partial(message_lines, of_pages=True),
    "messages of files": partial(message_lines, of_pages=False),
    **{f"directive {name}": partial(_directive_lines, name) for name in DIRECTIVES},
    "kinds": _kind_lines,
    "cli": _command_lines,
}
"""The parts that are written as reStructuredText, by the names that pages use."""


class ReferenceDirective(SphinxDirective):
    """Describes a part of the code: ``.. medterm-reference:: config data``."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = False
    parts: ClassVar = (*_TEXTS, *TABLES, "fields")

    def run(self) -> Nodes:
        """Make the nodes of the part that the argument names."""
        for file in described_files():
            self.env.note_dependency(str(file))
        part = " ".join(self.arguments[0].split())
        if part not in self.parts:
            known = ", ".join(self.parts)
            raise self.error(f"{self.name}: no part of the code is called {part!r}; use {known}")
        try:
            return self._described(part)
        except UndescribedError as error:
            raise self.error(f"{self.name} {part}: {error}") from error

    def _described(self, part: str) -> Nodes:
        if part in _TEXTS:
            return self._parsed(list(_TEXTS[part]()))
        if part in TABLES:
            return TABLES[part]()
        return [self._record(record) for record in term_file.RECORDS]

    def _parsed(self, lines: Sequence[str]) -> Nodes:
        """Parse text whose every line counts as that of the directive, where messages lead."""
        source, line = self.get_source_info()
        node = nodes.Element()
        text = StringList(list(lines), items=[(source or "", (line or 1) - 1)] * len(lines))
        self.state.nested_parse(text, self.content_offset, node)
        return node.children

    def _record(self, record: type[Record]) -> nodes.section:
        section = nodes.section("", nodes.title("", record.__name__), ids=[record_id(record)])
        self._note(record.__name__, record_id(record))
        summary = inspect.cleandoc(record.__doc__ or "")
        if short := shorthand(record):
            summary += f" {short}"
        section += nodes.paragraph("", "", *inline(summary))
        hints = typing.get_type_hints(record, include_extras=True)
        rows = []
        for name, field in record.model_fields.items():
            described = [*type_in_words(hints[name])]
            if field.is_required():
                described.append(nodes.Text("; required"))
            elif default := default_in_words(field.get_default(call_default_factory=True)):
                described += [nodes.Text("; default "), nodes.literal("", default)]
            text = field.description or description_in(hints[name])
            if not text:
                raise UndescribedError(f"{record.__name__}.{name} has no description")
            rows.append([self._field(record, name), described, inline(text)])
        section += table(("Field", "Type", "Meaning"), rows, (24, 32, 44))
        return section

    def _field(self, record: type[Record], name: str) -> Nodes:
        target = f"{record_id(record)}-{name.replace('_', '-')}"
        self._note(f"{record.__name__}.{name}", target)
        # The target stands beside the name: some formats do not show what is inside one.
        return [nodes.target("", "", ids=[target]), nodes.literal("", name)]

    def _note(self, name: str, target: str) -> None:
        std = cast("StandardDomain", self.env.get_domain("std"))
        std.note_object("datafield", name, target, location=self.get_location())


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directive and the two object types."""
    app.add_object_type("warntype", "warntype", objname="warning type")
    app.add_object_type("datafield", "datafield", objname="data field")
    app.add_directive("medterm-reference", cast("Any", ReferenceDirective))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
