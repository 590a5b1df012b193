"""The reference of the documentation, made from the code so that it cannot drift from it.

The directive ``medterm-reference`` describes the part of the code that its argument names. Two
object types, ``warntype`` and ``datafield``, let pages link to a warning type, to a record, or to a
field of one.
"""

from __future__ import annotations

import argparse
import ast
import inspect
import re
import typing
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from types import UnionType
from typing import Any, ClassVar, cast
from urllib.parse import urlsplit

from docutils import nodes
from docutils.statemachine import StringList
from pydantic_core import PydanticUndefined
from sphinx.application import Sphinx
from sphinx.errors import ExtensionError
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata

import sphinx_medterm
from sphinx_medterm import diagnostics
from sphinx_medterm.cli import main as cli
from sphinx_medterm.codes import BUILT_IN, own, systems
from sphinx_medterm.codes.own import FIELDS as OWN_FIELDS
from sphinx_medterm.data_text import formulas
from sphinx_medterm.data_text.blocks import MAX_LEVELS
from sphinx_medterm.data_text.text_roles import ROLES
from sphinx_medterm.diagnostics import LISTED, SHOWN_OF_A_KIND
from sphinx_medterm.ext import STYLE_SHEET, cards, config, directives
from sphinx_medterm.ext.config import CONFIG_VALUES, SECTIONS
from sphinx_medterm.ext.directives import EntryDirective, GlossaryDirective
from sphinx_medterm.ext.render import context, wording
from sphinx_medterm.formats._yaml_aliases import MAX_ALIASED, MAX_ALIASED_TEXT
from sphinx_medterm.formats.document import MAX_DEPTH
from sphinx_medterm.formats.files import MAX_SIZE
from sphinx_medterm.names import characters, mentions
from sphinx_medterm.names.search import LONGEST
from sphinx_medterm.names.suggest import LONGEST_MISSPELT, MOST_HINTS
from sphinx_medterm.records import model, term_file, texts
from sphinx_medterm.records.record import Record, Ref

Nodes = list[nodes.Node]

DIRECTIVES: dict[str, tuple[str, Any]] = {
    "medterm": (".. medterm:: name", EntryDirective),
    "medterm:glossary": (".. medterm:glossary::", GlossaryDirective),
}

_STATIC = Path(sphinx_medterm.__file__).parent / "static"
_STYLE_SHEET = _STATIC / "all" / STYLE_SHEET
_CARD_SHEET = _STATIC / "web" / cards.STYLE_SHEET

_PROPERTIES = {
    "--medterm-accent": "colour of the line above an entry, of those under word parts, and of the "
    "frame around what a link has led to",
    "--medterm-rule": "colour of the other lines, and of the bar beside plain definitions",
    "--medterm-quiet": "colour of secondary text: pronunciation, labels, sources",
    "--medterm-gap": "space above each section and between senses",
    "--medterm-indent": "width of the column of labels, where there is room for one",
}
"""What the custom properties of the style sheet are for."""

_CARD_PROPERTIES = {
    "--medterm-card-width": "greatest width of a card",
    "--medterm-card-background": "background of cards",
    "--medterm-card-color": "colour of their text",
    "--medterm-card-border": "colour of their border",
}
"""What the custom properties of the style sheet of cards are for."""


class ReferenceDirective(SphinxDirective):
    """Describes a part of the code: ``.. medterm-reference:: config``."""

    required_arguments = 1
    final_argument_whitespace = True
    has_content = False

    def run(self) -> Nodes:
        """Make the nodes of the part that the argument names."""
        for module in (
            cli,
            own,
            systems,
            config,
            diagnostics,
            directives,
            formulas,
            mentions,
            model,
            term_file,
            texts,
        ):
            self.env.note_dependency(str(module.__file__))
        for command in cli.COMMANDS:
            self.env.note_dependency(str(Path(cli.__file__).with_name(f"{command}.py")))
        self.env.note_dependency(__file__)
        part, *rest = self.arguments[0].split()
        describe = self.parts.get(part)
        if describe is None:
            raise self.error(f"no such part of the reference: {part}")
        return describe(self, *rest)

    # ------------------------------------------------------------------ parts

    def describe_config(self) -> Nodes:
        """Describe the configuration values."""
        lines: list[str] = []
        for value in CONFIG_VALUES:
            types = " or ".join(f"``{name}``" for name in _type_names(value))
            lines += [f".. confval:: {value.name}"]
            lines += [f"   :type: {types}", f"   :default: ``{value.default!r}``", ""]
            lines += [f"   {_as_rest(value.help)}", ""]
        return self._parsed(lines)

    def describe_sections(self) -> Nodes:
        """Describe the sections of an entry."""
        rows: list[list[Nodes]] = [
            [[nodes.literal("", name)], inline(text)] for name, text in SECTIONS.items()
        ]
        return [_table(("Name", "What it holds"), rows, (25, 75))]

    def describe_warnings(self) -> Nodes:
        """Describe the warning types."""
        lines: list[str] = []
        for name, text in subtype_docs(diagnostics.Subtype).items():
            lines += [f".. warntype:: medterm.{name}", "", f"   {_as_rest(text)}", ""]
        return self._parsed(lines)

    def describe_directive(self, name: str) -> Nodes:
        """Describe a directive and its options."""
        signature, directive = DIRECTIVES[name]
        lines = [f".. rst:directive:: {signature}", ""]
        lines += [
            f"   {line}".rstrip() for line in inspect.cleandoc(directive.__doc__).splitlines()
        ]
        lines.append("")
        unknown = directive.option_spec.keys() ^ directive.option_help.keys()
        if unknown:
            names = ", ".join(sorted(unknown))
            raise ExtensionError(f"options of {name} without help, or help without option: {names}")
        for option, text in directive.option_help.items():
            lines += [f"   .. rst:directive:option:: {option}", "", f"      {_as_rest(text)}", ""]
        return self._parsed(lines)

    def describe_roles(self) -> Nodes:
        """Describe the roles that data text may use."""
        rows: list[list[Nodes]] = [
            [[nodes.literal("", f":{name}:`…`")], inline(text)] for name, text in ROLES.items()
        ]
        return [_table(("Role", "What it makes"), rows, (25, 75))]

    def describe_kinds(self) -> Nodes:
        """Describe the roles of the domain."""
        lines: list[str] = []
        for name, kind in mentions.KINDS.items():
            shown = f"Shows {_as_rest(kind.shows)}."
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
        return [_table(("Option", "Meaning"), rows, (25, 75))]

    def describe_formulas(self) -> Nodes:
        """List all that formulas in data text may use."""
        groups: list[tuple[str, Iterable[str]]] = [
            ("signs that need no braces", _commands_of(formulas.LETTERS)),
            ("other signs, arrows, functions", _commands_of(formulas.SYMBOLS)),
            ("spaces and escaped signs", [sign.replace(" ", "␣") for sign in formulas.SIGNS]),
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
        return [_table(("What", "Which"), rows, (25, 75))]

    def describe_limits(self) -> Nodes:
        """List the limits of data files, pages and messages."""
        file, text = "medterm.limit", "medterm.markup"
        limits: list[tuple[str, str, str]] = [
            ("size of a data file, or of what a pipe holds", f"{MAX_SIZE // 2**20} MB", file),
            ("levels of mappings and lists", f"{MAX_DEPTH}", file),
            ("values that aliases (`*name`) add to a YAML file", f"{MAX_ALIASED:,}", file),
            ("characters that aliases add to a YAML file", f"{MAX_ALIASED_TEXT:,}", file),
            ("marks, such as accents, on one letter", f"{characters.MOST_MARKS}", "medterm.value"),
            ("levels of lists in a text", f"{MAX_LEVELS}", text),
            ("levels of groups in a formula", f"{formulas.MAX_DEPTH}", text),
            ("terms that the texts of an entry quote", f"{wording.MOST_QUOTED}", text),
            (
                "characters of a paragraph that is quoted",
                f"{context.LONGEST_QUOTED:,}",
                "medterm.lacking",
            ),
            ("words and signs of a name that running text is searched for", f"{LONGEST}", ""),
            ("unknown names of a kind for which there are suggestions", f"{MOST_HINTS}", ""),
            ("characters of such a name", f"{LONGEST_MISSPELT}", ""),
            ("findings of a kind that are listed for a file", f"{SHOWN_OF_A_KIND}", ""),
            ("names that one message lists", f"{LISTED}", ""),
        ]
        rows = [
            [inline(what), inline(most), inline(f"`{kind}`" if kind else "")]
            for what, most, kind in limits
        ]
        return [_table(("What", "At the most", "Warning"), rows, (60, 20, 20))]

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
        return [_table(("System", "Name", "Shown as", "Linked to"), rows, (15, 30, 25, 30))]

    def describe_code_checks(self) -> Nodes:
        """Tell how codes are checked."""
        rows: list[list[Nodes]] = [
            [
                [nodes.literal("", system.key)],
                inline(system.looks_like),
                [nodes.literal("", system.example)],
                inline(system.check_digit),
            ]
            for system in BUILT_IN
        ]
        heads = ("System", "A code is", "Example", "Check digit")
        return [_table(heads, rows, (15, 50, 20, 15))]

    def describe_code_names(self) -> Nodes:
        """List the other names of code systems, and their URIs."""
        rows: list[list[Nodes]] = [
            [
                [nodes.literal("", system.key)],
                inline(", ".join(f"`{a}`" for a in system.aliases if "://" not in a)),
                [nodes.literal("", system.uri)],
            ]
            for system in BUILT_IN
        ]
        return [_table(("System", "Other names", "URI"), rows, (15, 35, 50))]

    def describe_own_codes(self) -> Nodes:
        """List the fields that describe a code system of the project."""
        rows: list[list[Nodes]] = [
            [[nodes.literal("", name)], inline(text)] for name, (_read, text) in OWN_FIELDS.items()
        ]
        return [_table(("Field", "Meaning"), rows, (20, 80))]

    def describe_suffixes(self) -> Nodes:
        """List the suffixes of data files."""
        from sphinx_medterm.formats.read import READERS

        return [nodes.paragraph("", "", *inline(_listed([f"`{name}`" for name in READERS])))]

    def describe_fields(self) -> Nodes:
        """Describe all records and their fields, a section each."""
        return [self._record(record) for record in term_file.RECORDS]

    def describe_styles(self) -> Nodes:
        """List the custom properties of the style sheet."""
        sheet = _STYLE_SHEET.read_text(encoding="utf-8")
        self.env.note_dependency(str(_STYLE_SHEET))
        found = dict(re.findall(r"^\s*(--medterm-[\w-]+):\s*([^;]+);", sheet, re.MULTILINE))
        if found.keys() != _PROPERTIES.keys():
            names = ", ".join(sorted(found.keys() ^ _PROPERTIES.keys()))
            raise ExtensionError(f"custom properties without words, or words without one: {names}")
        rows: list[list[Nodes]] = [
            [[nodes.literal("", name)], inline(_PROPERTIES[name]), [nodes.literal("", value)]]
            for name, value in found.items()
        ]
        return [_table(("Property", "What it sets", "Default"), rows, (25, 35, 40))]

    def describe_card_styles(self) -> Nodes:
        """List the custom properties that the style sheet of cards looks for."""
        sheet = _CARD_SHEET.read_text(encoding="utf-8")
        self.env.note_dependency(str(_CARD_SHEET))
        found = set(re.findall(r"var\(\s*(--medterm-[\w-]+)", sheet))
        if found != _CARD_PROPERTIES.keys():
            names = ", ".join(sorted(found ^ _CARD_PROPERTIES.keys()))
            raise ExtensionError(f"custom properties without words, or words without one: {names}")
        rows: list[list[Nodes]] = [
            [[nodes.literal("", name)], inline(text)] for name, text in _CARD_PROPERTIES.items()
        ]
        return [_table(("Property", "What it sets"), rows, (40, 60))]

    def describe_cli(self) -> Nodes:
        """Describe the commands and their options."""
        return self._parsed(list(_commands(cli.parser())))

    parts: ClassVar[dict[str, Callable[..., Nodes]]] = {
        "config": describe_config,
        "sections": describe_sections,
        "warnings": describe_warnings,
        "directive": describe_directive,
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
        source = f"<{self.name} {self.arguments[0]}>"
        node = nodes.Element()
        self.state.nested_parse(StringList(list(lines), source), self.content_offset, node)
        return node.children

    def _record(self, record: type[Record]) -> nodes.section:
        section = nodes.section("", nodes.title("", record.__name__), ids=[_record_id(record)])
        self._note(record.__name__, _record_id(record))
        summary = inspect.cleandoc(record.__doc__ or "")
        if short := _shorthand(record):
            summary += f" {short}"
        section += nodes.paragraph("", "", *inline(summary))
        hints = typing.get_type_hints(record, include_extras=True)
        rows = []
        for name, field in record.model_fields.items():
            described = [*type_in_words(hints[name])]
            if field.is_required():
                described.append(nodes.Text("; required"))
            elif default := _default(field.get_default(call_default_factory=True)):
                described += [nodes.Text("; default "), nodes.literal("", default)]
            text = field.description or _description_in(hints[name])
            if not text:
                raise ExtensionError(f"{record.__name__}.{name} has no description")
            rows.append([self._field(record, name), described, inline(text)])
        section += _table(("Field", "Type", "Meaning"), rows, (24, 32, 44))
        return section

    def _field(self, record: type[Record], name: str) -> Nodes:
        target = f"{_record_id(record)}-{name.replace('_', '-')}"
        self._note(f"{record.__name__}.{name}", target)
        return [nodes.target("", "", nodes.literal("", name), ids=[target])]

    def _note(self, name: str, target: str) -> None:
        std = self.env.domains.standard_domain
        std.note_object("datafield", name, target, location=self.get_location())


def _commands_of(names: Iterable[str]) -> list[str]:
    """Write the names of commands as TeX does."""
    return [f"\\{name}" for name in names]


def _type_names(value: config.ConfigValue) -> list[str]:
    """Name what a configuration value may be: one of a few, or of a type."""
    return [repr(c) for c in value.choices] or [kind.__name__ for kind in value.types]


# ---------------------------------------------------------------------- text


def inline(text: str) -> Nodes:
    """Make nodes of a help text, in which backticks, single or double, set literals apart."""
    made: Nodes = []
    for number, piece in enumerate(re.split(r"(?<!`)``?([^`]+)``?", " ".join(text.split()))):
        if piece:
            made.append(nodes.literal("", piece) if number % 2 else nodes.Text(piece))
    return made


def _as_rest(text: str) -> str:
    """Write a help text as reStructuredText."""
    return "".join(
        f"``{node.astext()}``" if isinstance(node, nodes.literal) else node.astext()
        for node in inline(text.replace("*", "\\*").replace("|", "\\|"))
    )


def _listed(words: Sequence[str], conjunction: str = "and") -> str:
    *most, last = words
    return f"{', '.join(most)} {conjunction} {last}" if most else last


def subtype_docs(enum: type[diagnostics.Subtype]) -> dict[str, str]:
    """Read the texts under the members of an enumeration, by value.

    :raises ExtensionError: if a member has none.
    """
    tree = ast.parse(Path(inspect.getfile(enum)).read_text(encoding="utf-8"))
    body = next(
        node.body
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and node.name == enum.__name__
    )
    found = {}
    for member, text in pairwise(body):
        if isinstance(member, ast.Assign) and isinstance(text, ast.Expr):
            value = ast.literal_eval(member.value)
            found[value] = " ".join(inspect.cleandoc(ast.literal_eval(text.value)).split())
    if found.keys() != {str(member) for member in enum}:
        raise ExtensionError(f"members of {enum.__name__} without a text")
    return found


# ---------------------------------------------------------------------- tables


def _table(heads: Sequence[str], rows: Iterable[Sequence[Nodes]], widths: Sequence[int]) -> Any:
    group = nodes.tgroup(cols=len(heads))
    group += [nodes.colspec(colwidth=width) for width in widths]
    group += nodes.thead("", _row([[nodes.Text(head)] for head in heads]))
    group += nodes.tbody("", *map(_row, rows))
    return nodes.table("", group, classes=["colwidths-given"])


def _row(cells: Iterable[Nodes]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", *cell)) for cell in cells))


# ---------------------------------------------------------------------- records


def _record_id(record: type[Record]) -> str:
    return f"record-{record.__name__.lower()}"


_SHORT_FORMS: dict[type[Record], str] = {
    model.Code: "A text `SYSTEM:CODE` in place of the mapping gives both."
}
"""What a text stands for in the records that take it apart."""


def _shorthand(record: type[Record]) -> str:
    if "_from_text" in vars(record):
        return _SHORT_FORMS[record]  # a new one wants words of its own
    if not record.shorthand:
        return ""
    return f"A text in place of the mapping stands for `{record.shorthand}`."


_WORDS: tuple[tuple[Any, str], ...] = (
    (model.MarkupText, "text with markup"),
    (texts.Text, "text"),
    (texts.Line, "line of text"),
    (texts.Name, "name"),
    (texts.Year, "year"),
    (texts.Url, "address"),
    (texts.Doi, "DOI"),
    (texts.Pmid, "PubMed number"),
    (texts.Pmcid, "PubMed Central number"),
    (texts.Lang, "language tag"),
    (texts.Date, "date: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`"),
    (str, "key"),
    (bool, "`true` or `false`"),
    (int, "whole number"),
    (bool, "`true` or `false`"),
)
_KEYS = {"terms": "key of a term", "word_parts": "key of a word part", "sources": "key of a source"}


def type_in_words(hint: Any) -> Nodes:
    """Say in words what a field takes.

    :raises ExtensionError: if there are no words for it yet.
    """
    for known, words in _WORDS:
        if hint == known:
            return inline(words)
    if isinstance(hint, type) and issubclass(hint, Record):
        return [nodes.reference("", hint.__name__, internal=True, refid=_record_id(hint))]
    compose = _COMPOSED.get(typing.get_origin(hint))
    if compose is None:
        raise ExtensionError(f"no words for the type {hint!r}")
    return compose(typing.get_args(hint))


def _choice(choices: Sequence[str]) -> Nodes:
    return inline(_listed([f"`{choice}`" for choice in choices], "or"))


def _optional(kinds: Sequence[Any]) -> Nodes:
    (given,) = (kind for kind in kinds if kind is not type(None))
    return type_in_words(given)


def _annotated(arguments: Sequence[Any]) -> Nodes:
    kind, *marks = arguments
    keys = (_KEYS[mark.table] for mark in marks if isinstance(mark, Ref))
    # Python joins the marks of a type that is annotated once more to those it has.
    named = (
        words
        for known, words in _WORDS
        if len(parts := typing.get_args(known)) > 1 and parts == tuple(arguments[: len(parts)])
    )
    words = next(keys, None) or next(named, None)
    return inline(words) if words else type_in_words(kind)


def _list_of(kinds: Sequence[Any]) -> Nodes:
    return [nodes.Text("list of: "), *type_in_words(kinds[0])]


def _mapping_of(kinds: Sequence[Any]) -> Nodes:
    key, value = map(type_in_words, kinds)
    return [nodes.Text("mapping from "), *key, nodes.Text(" to "), *value]


_COMPOSED: dict[Any, Callable[[Sequence[Any]], Nodes]] = {
    typing.Literal: _choice,
    typing.Union: _optional,
    UnionType: _optional,
    typing.Annotated: _annotated,
    tuple: _list_of,
    dict: _mapping_of,
}


def _description_in(hint: Any) -> str:
    marks = typing.get_args(hint)[1:] if typing.get_origin(hint) is typing.Annotated else ()
    return next((mark.description for mark in marks if getattr(mark, "description", "")), "")


def _default(value: Any) -> str:
    """Give a default that is worth saying."""
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, str) and value is not PydanticUndefined else ""


# ---------------------------------------------------------------------- command line


def _commands(parser: argparse.ArgumentParser) -> Iterator[str]:
    """Write the commands as option descriptions of Sphinx."""
    yield from _options(parser)
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for command in action.choices.values():
                yield from ("", f".. rubric:: {command.prog}", "")
                yield from (_as_rest(command.description or ""), "")
                yield from ("::", "", f"   {_usage(command)}", "")
                yield from _options(command)


def _usage(parser: argparse.ArgumentParser) -> str:
    return " ".join(parser.format_usage().removeprefix("usage: ").split())


def _options(parser: argparse.ArgumentParser) -> Iterator[str]:
    yield from (f".. program:: {parser.prog}", "")
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            continue
        if not action.help:
            raise ExtensionError(f"{parser.prog}: {action.dest} has no help")
        value = f" {action.metavar}" if action.metavar else ""
        names = ", ".join(f"{name}{value}" for name in action.option_strings) or action.metavar
        yield from (f".. option:: {names}", "", f"   {_as_rest(action.help)}", "")


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directive and the two object types."""
    app.add_object_type("warntype", "warntype", objname="warning type")
    app.add_object_type("datafield", "datafield", objname="data field")
    app.add_directive("medterm-reference", cast("Any", ReferenceDirective))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
