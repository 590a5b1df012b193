"""The reference of the documentation, made from the code so that it cannot drift from it.

The directive ``medterm-reference`` describes the part of the code that its argument names. Two
object types, ``warntype`` and ``datafield``, let pages link to a warning type, to a record, or to a
field of one.
"""

from __future__ import annotations

import inspect
import typing
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any, ClassVar, cast
from urllib.parse import urlsplit

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
from medterm_warnings import message_lines, summary_lines, warning_lines
from medterm_words import (
    Nodes,
    UndescribedError,
    as_rest,
    commands,
    expect_words,
    inline,
    listed,
    properties_set,
    properties_used,
    table,
)
from sphinx.application import Sphinx
from sphinx.domains.std import StandardDomain
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata

import sphinx_medterm
from sphinx_medterm.cli import main as cli
from sphinx_medterm.codes import BUILT_IN, CodeSystem
from sphinx_medterm.codes.own import FIELDS as OWN_FIELDS
from sphinx_medterm.data_text import formulas
from sphinx_medterm.data_text.blocks import MAX_LEVELS
from sphinx_medterm.data_text.text_roles import ROLES
from sphinx_medterm.diagnostics import LISTED, SHOWN_OF_A_KIND
from sphinx_medterm.ext import STYLE_SHEET
from sphinx_medterm.ext.domain import MedtermDomain
from sphinx_medterm.ext.views.entry_view import EntryDirective
from sphinx_medterm.ext.writing import cards
from sphinx_medterm.formats._yaml_aliases import MAX_ALIASED, MAX_ALIASED_TEXT
from sphinx_medterm.formats.document import MAX_DEPTH
from sphinx_medterm.formats.files import MAX_SIZE
from sphinx_medterm.names import characters, mentions
from sphinx_medterm.names.search import LONGEST
from sphinx_medterm.names.suggest import LONGEST_MISSPELT, MOST_HINTS
from sphinx_medterm.records import term_file
from sphinx_medterm.records.record import Record
from sphinx_medterm.reports.explanations import FOLDER
from sphinx_medterm.termbase.attachments import MAX_MEDIA_SIZE
from sphinx_medterm.termbase.config_values import SECTIONS
from sphinx_medterm.termbase.misses import LONGEST_QUOTED, MOST_QUOTED

DIRECTIVES: dict[str, Any] = {
    "medterm": EntryDirective,
    **{f"medterm:{name}": directive for name, directive in MedtermDomain.directives.items()},
}

_PACKAGE = Path(sphinx_medterm.__file__).parent
_STATIC = _PACKAGE / "static"
_STYLE_SHEET = _STATIC / "all" / STYLE_SHEET
_CARD_SHEET = _STATIC / "web" / cards.STYLE_SHEET

_PROPERTIES = {
    "--medterm-accent": "color of the lines above entries and under word parts, and of the bar "
    "beside a sense that a link leads to",
    "--medterm-rule": "color of the other lines, and of the bar beside plain definitions",
    "--medterm-quiet": "color of secondary text: pronunciation, labels, sources",
    "--medterm-mark": "background of a headword that a link leads to",
    "--medterm-gap": "space above each section and between senses",
    "--medterm-indent": "width of the column of labels, where there is room for one",
    "--medterm-bar-top": "height of the bar that your theme keeps at the top of the window. The "
    "bar of a glossary stays below it. Where scripts run, the height is measured",
}
"""What the custom properties of the style sheet are for."""

_CARD_PROPERTIES = {
    "--medterm-card-width": "greatest width of a card",
    "--medterm-card-background": "background of cards",
    "--medterm-card-color": "color of the text in cards",
    "--medterm-card-border": "color of the border of cards",
    "--medterm-page-background": "background of the page around the word, found by the script",
    "--medterm-page-color": "color of the text around the word, found by the script",
}
"""What the custom properties of the style sheet of cards are for."""


def described_files() -> list[Path]:
    """Return all files that the reference may follow from: the package, and what stands here."""
    files = [
        *_PACKAGE.rglob("*.py"),
        *FOLDER.iterdir(),
        _STYLE_SHEET,
        _CARD_SHEET,
        *Path(__file__).parent.glob("*.py"),
    ]
    return sorted(files)


def signature(name: str) -> str:
    """Return the first line of a directive, as it is written."""
    directive = DIRECTIVES[name]
    named = " name" if directive.required_arguments else " [names]" * directive.optional_arguments
    return f".. {name}::{named}"


def _description_of(name: str) -> Callable[[ReferenceDirective], Nodes]:
    return lambda self: self.describe_directive(name)


def _group_of(name: str) -> Callable[[ReferenceDirective], Nodes]:
    return lambda self: self.describe_group(name)


class ReferenceDirective(SphinxDirective):
    """Describes a part of the code: ``.. medterm-reference:: config data``."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = False

    def run(self) -> Nodes:
        """Make the nodes of the part that the argument names."""
        for file in described_files():
            self.env.note_dependency(str(file))
        part = " ".join(self.arguments[0].split())
        describe = self.parts.get(part)
        if describe is None:
            known = ", ".join(self.parts)
            raise self.error(f"{self.name}: no part of the code is called {part!r}; use {known}")
        try:
            return describe(self)
        except UndescribedError as error:
            raise self.error(f"{self.name} {part}: {error}") from error

    # ------------------------------------------------------------------ parts

    def describe_group(self, name: str) -> Nodes:
        """Describe a group of configuration values."""
        return self._parsed(list(group_lines(name)))

    def describe_page_fields(self) -> Nodes:
        """List the fields at the top of a page."""
        return self._parsed(list(page_field_lines()))

    def describe_sections(self) -> Nodes:
        """Describe the sections of an entry."""
        rows: list[list[Nodes]] = [
            [[nodes.literal("", name)], inline(text)] for name, text in SECTIONS.items()
        ]
        return [table(("Name", "Contents"), rows, (25, 75))]

    def describe_warnings(self) -> Nodes:
        """Describe the warning types."""
        return self._parsed(list(warning_lines()))

    def describe_warning_types(self) -> Nodes:
        """List the warning types."""
        return self._parsed(list(summary_lines()))

    def describe_messages_of_pages(self) -> Nodes:
        """Show a message of each type that is about pages, and what to do."""
        return self._parsed(list(message_lines(of_pages=True)))

    def describe_messages_of_files(self) -> Nodes:
        """Show a message of each type that is about data files, and what to do."""
        return self._parsed(list(message_lines(of_pages=False)))

    def describe_directive(self, name: str) -> Nodes:
        """Describe a directive and its options."""
        directive = DIRECTIVES[name]
        expect_words(f"options of {name}", directive.option_spec, directive.option_help)
        lines = [f".. rst:directive:: {signature(name)}", ""]
        lines += [
            f"   {line}".rstrip() for line in inspect.cleandoc(directive.__doc__).splitlines()
        ]
        lines.append("")
        for option, text in directive.option_help.items():
            lines += [f"   .. rst:directive:option:: {option}", "", f"      {as_rest(text)}", ""]
        return self._parsed(lines)

    def describe_roles(self) -> Nodes:
        """Describe the roles that data text may use."""
        rows: list[list[Nodes]] = [
            [[nodes.literal("", f":{name}:`…`")], inline(text)] for name, text in ROLES.items()
        ]
        return [table(("Role", "Result"), rows, (25, 75))]

    def describe_kinds(self) -> Nodes:
        """Describe the roles of the domain."""
        lines: list[str] = []
        for name, kind in mentions.KINDS.items():
            shown = as_rest(f"Shows {kind.shows}.")
            if name == mentions.USUAL:
                shown = "The role :rst:role:`medterm` under its full name."
            lines += [f".. rst:role:: medterm:{name}", "", f"   {shown}", ""]
        return self._parsed(lines)

    def describe_options(self) -> Nodes:
        """Describe the words behind names."""
        rows: list[list[Nodes]] = [
            [[nodes.literal("", f"+{name}")], inline(text)]
            for name, text in mentions.OPTIONS.items()
        ]
        return [table(("Option", "Meaning"), rows, (25, 75))]

    def describe_formulas(self) -> Nodes:
        """List all that formulas in data text may use."""
        groups: list[tuple[str, Iterable[str]]] = [
            ("symbols that need no braces", _commands_of(formulas.LETTERS)),
            ("other symbols, arrows, functions", _commands_of(formulas.SYMBOLS)),
            ("spaces and escaped characters", [sign.replace(" ", "␣") for sign in formulas.SIGNS]),
            ("with one argument", _commands_of(formulas.ONE_ARGUMENT)),
            ("with two arguments", _commands_of(formulas.TWO_ARGUMENTS)),
            ("with an argument, and another in ``[ ]``", _commands_of(formulas.OPTIONAL_ARGUMENT)),
            ("with words in braces", _commands_of(formulas.TEXTS)),
            ("with a bracket", _commands_of({*formulas.DELIMITED, "left", "middle", "right"})),
            ("environments", formulas.ENVIRONMENTS),
            ("characters", ["letters and digits of ASCII", *formulas.CHARACTERS, "^", "_", "'"]),
        ]
        rows: list[list[Nodes]] = [
            [inline(what), [nodes.literal("", "  ".join(sorted(names)))]] for what, names in groups
        ]
        return [table(("What", "Which"), rows, (25, 75))]

    def describe_limits(self) -> Nodes:
        """List the limits of data files, pages and messages."""
        file, text = "medterm.limit", "medterm.markup"
        limits: list[tuple[str, str, str]] = [
            ("size of a data file or pipe", f"{MAX_SIZE // 2**20} MB", file),
            ("levels of mappings and lists", f"{MAX_DEPTH}", file),
            ("values that aliases (`*name`) add to a YAML file", f"{MAX_ALIASED:,}", file),
            ("characters that aliases add to a YAML file", f"{MAX_ALIASED_TEXT:,}", file),
            ("size of a picture or sound", f"{MAX_MEDIA_SIZE // 2**20} MB", "medterm.media"),
            ("marks, such as accents, on one letter", f"{characters.MOST_MARKS}", "medterm.value"),
            ("levels of lists in a text", f"{MAX_LEVELS}", text),
            ("levels of groups in a formula", f"{formulas.MAX_DEPTH}", text),
            ("terms that the texts of an entry quote", f"{MOST_QUOTED}", text),
            (
                "characters of a paragraph that is quoted",
                f"{LONGEST_QUOTED:,}",
                "medterm.lacking",
            ),
            (
                "words and punctuation marks of a name that running text is searched for",
                f"{LONGEST}",
                "",
            ),
            ("unknown names of a kind that get suggestions", f"{MOST_HINTS}", ""),
            ("characters of such a name", f"{LONGEST_MISSPELT}", ""),
            ("problems of a kind that are listed for a file", f"{SHOWN_OF_A_KIND}", ""),
            ("names that one message lists", f"{LISTED}", ""),
        ]
        rows = [
            [inline(what), inline(most), inline(f"`{kind}`" if kind else "")]
            for what, most, kind in limits
        ]
        return [table(("What", "Limit", "Warning"), rows, (60, 20, 20))]

    def describe_codes(self) -> Nodes:
        """List the code systems, and what readers see of their codes."""
        rows: list[list[Nodes]] = []
        for system in BUILT_IN:
            host = urlsplit(BUILT_IN.address(system.key, system.example)).hostname
            rows.append(
                [
                    [nodes.literal("", system.key)],
                    inline(system.title),
                    inline(BUILT_IN.notation(system.key, system.example)),
                    [nodes.literal("", host)] if host else inline("not linked"),
                ]
            )
        return [table(("System", "Name", "Shown as", "Linked to"), rows, (15, 30, 25, 30))]

    def describe_code_checks(self) -> Nodes:
        """Tell how codes are checked."""
        rows: list[list[Nodes]] = [
            [
                [nodes.literal("", system.key)],
                inline(system.looks_like),
                inline(system.check_digit),
                inline(system.taken_from),
            ]
            for system in BUILT_IN
        ]
        heads = ("System", "A code is", "Check digit", "Taken from")
        return [table(heads, rows, (16, 44, 14, 26))]

    def describe_code_names(self) -> Nodes:
        """List the other names of code systems, and their URIs."""
        rows: list[list[Nodes]] = [
            [
                [nodes.literal("", system.key)],
                inline(", ".join(f"`{name}`" for name in _other_names(system))),
                [nodes.literal("", system.uri)] if system.uri else [],
            ]
            for system in BUILT_IN
        ]
        return [table(("System", "Other names", "URI"), rows, (15, 35, 50))]

    def describe_own_codes(self) -> Nodes:
        """List the fields that describe a code system of the project."""
        rows: list[list[Nodes]] = [
            [[nodes.literal("", name)], inline(text)] for name, (_read, text) in OWN_FIELDS.items()
        ]
        return [table(("Field", "Meaning"), rows, (20, 80))]

    def describe_suffixes(self) -> Nodes:
        """List the suffixes of data files."""
        from sphinx_medterm.formats.read import READERS

        return [nodes.paragraph("", "", *inline(listed([f"`{name}`" for name in READERS])))]

    def describe_fields(self) -> Nodes:
        """Describe all records and their fields, a section each."""
        return [self._record(record) for record in term_file.RECORDS]

    def describe_styles(self) -> Nodes:
        """List the custom properties of the style sheet."""
        sheet = _STYLE_SHEET.read_text(encoding="utf-8")
        found = properties_set(sheet)
        expect_words(f"custom properties of {_STYLE_SHEET.name}", found, _PROPERTIES)
        rows: list[list[Nodes]] = [
            [[nodes.literal("", name)], inline(_PROPERTIES[name]), [nodes.literal("", value)]]
            for name, value in found.items()
        ]
        return [table(("Property", "Effect", "Default"), rows, (25, 35, 40))]

    def describe_card_styles(self) -> Nodes:
        """List the custom properties that the style sheet of cards looks for."""
        sheet = _CARD_SHEET.read_text(encoding="utf-8")
        expect_words(
            f"custom properties of {_CARD_SHEET.name}", properties_used(sheet), _CARD_PROPERTIES
        )
        rows: list[list[Nodes]] = [
            [[nodes.literal("", name)], inline(text)] for name, text in _CARD_PROPERTIES.items()
        ]
        return [table(("Property", "Effect"), rows, (40, 60))]

    def describe_cli(self) -> Nodes:
        """Describe the commands and their options."""
        return self._parsed(list(commands(cli.parser())))

    parts: ClassVar[dict[str, Callable[..., Nodes]]] = {
        **{f"config {name}": _group_of(name) for name in GROUPS},
        "sections": describe_sections,
        "page-fields": describe_page_fields,
        "warnings": describe_warnings,
        "warning-types": describe_warning_types,
        "messages of pages": describe_messages_of_pages,
        "messages of files": describe_messages_of_files,
        **{f"directive {name}": _description_of(name) for name in DIRECTIVES},
        "roles": describe_roles,
        "formulas": describe_formulas,
        "limits": describe_limits,
        "kinds": describe_kinds,
        "options": describe_options,
        "codes": describe_codes,
        "code-checks": describe_code_checks,
        "code-names": describe_code_names,
        "own-codes": describe_own_codes,
        "suffixes": describe_suffixes,
        "fields": describe_fields,
        "styles": describe_styles,
        "card-styles": describe_card_styles,
        "cli": describe_cli,
    }

    # ------------------------------------------------------------------ helpers

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


def _commands_of(names: Iterable[str]) -> list[str]:
    """Write the names of commands as TeX does."""
    return [f"\\{name}" for name in names]


def _other_names(system: CodeSystem) -> list[str]:
    """List the other names of a system, without those that are addresses."""
    return [name for name in (*system.aliases, *system.parts) if "://" not in name]


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directive and the two object types."""
    app.add_object_type("warntype", "warntype", objname="warning type")
    app.add_object_type("datafield", "datafield", objname="data field")
    app.add_directive("medterm-reference", cast("Any", ReferenceDirective))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
