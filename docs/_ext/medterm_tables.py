"""The tables of the reference, each made from what the code knows of one thing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from docutils import nodes
from medterm_words import (
    Nodes,
    expect_words,
    inline,
    listed,
    properties_set,
    properties_used,
    table,
)

import sphinx_medterm
from sphinx_medterm.codes import BUILT_IN, CodeSystem
from sphinx_medterm.codes.own import FIELDS as OWN_FIELDS
from sphinx_medterm.data_text import formulas
from sphinx_medterm.data_text.blocks import MAX_LEVELS
from sphinx_medterm.data_text.text_roles import ROLES
from sphinx_medterm.diagnostics import LISTED, SHOWN_OF_A_KIND
from sphinx_medterm.ext import STYLE_SHEET
from sphinx_medterm.ext.writing import cards
from sphinx_medterm.formats._yaml_aliases import MAX_ALIASED, MAX_ALIASED_TEXT
from sphinx_medterm.formats.document import MAX_DEPTH
from sphinx_medterm.formats.files import MAX_SIZE
from sphinx_medterm.formats.read import READERS
from sphinx_medterm.names import characters, mentions
from sphinx_medterm.names.search import LONGEST
from sphinx_medterm.names.suggest import LONGEST_MISSPELT, MOST_HINTS
from sphinx_medterm.termbase.attachments import MAX_MEDIA_SIZE
from sphinx_medterm.termbase.config_values import SECTIONS
from sphinx_medterm.termbase.misses import LONGEST_QUOTED, MOST_QUOTED

_STATIC = Path(sphinx_medterm.__file__).parent / "static"
_STYLE_SHEET = _STATIC / "all" / STYLE_SHEET
_CARD_SHEET = _STATIC / "web" / cards.STYLE_SHEET

SHEETS = (_STYLE_SHEET, _CARD_SHEET)
"""The style sheets that are read."""

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


def _explained(
    heads: tuple[str, str], texts: Mapping[str, str], widths: tuple[int, int] = (25, 75)
) -> Nodes:
    """Make a table of names with their help texts."""
    rows: list[list[Nodes]] = [
        [[nodes.literal("", name)], inline(text)] for name, text in texts.items()
    ]
    return [table(heads, rows, widths)]


def sections() -> Nodes:
    """Describe the sections of an entry."""
    return _explained(("Name", "Contents"), SECTIONS)


def roles() -> Nodes:
    """Describe the roles that data text may use."""
    return _explained(("Role", "Result"), {f":{name}:`…`": text for name, text in ROLES.items()})


def options() -> Nodes:
    """Describe the words behind names."""
    texts = {f"+{name}": text for name, text in mentions.OPTIONS.items()}
    return _explained(("Option", "Meaning"), texts)


def suffixes() -> Nodes:
    """List the suffixes of data files."""
    return [nodes.paragraph("", "", *inline(listed([f"`{name}`" for name in READERS])))]


def formula_parts() -> Nodes:
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


def limits() -> Nodes:
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


def codes() -> Nodes:
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


def code_checks() -> Nodes:
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


def code_names() -> Nodes:
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


def own_codes() -> Nodes:
    """List the fields that describe a code system of the project."""
    texts = {name: text for name, (_read, text) in OWN_FIELDS.items()}
    return _explained(("Field", "Meaning"), texts, (20, 80))


def styles() -> Nodes:
    """List the custom properties of the style sheet."""
    sheet = _STYLE_SHEET.read_text(encoding="utf-8")
    found = properties_set(sheet)
    expect_words(f"custom properties of {_STYLE_SHEET.name}", found, _PROPERTIES)
    rows: list[list[Nodes]] = [
        [[nodes.literal("", name)], inline(_PROPERTIES[name]), [nodes.literal("", value)]]
        for name, value in found.items()
    ]
    return [table(("Property", "Effect", "Default"), rows, (25, 35, 40))]


def card_styles() -> Nodes:
    """List the custom properties that the style sheet of cards looks for."""
    used = properties_used(_CARD_SHEET.read_text(encoding="utf-8"))
    expect_words(f"custom properties of {_CARD_SHEET.name}", used, _CARD_PROPERTIES)
    return _explained(("Property", "Effect"), _CARD_PROPERTIES, (40, 60))


def _commands_of(names: Iterable[str]) -> list[str]:
    """Write the names of commands as TeX does."""
    return [f"\\{name}" for name in names]


def _other_names(system: CodeSystem) -> list[str]:
    """List the other names of a system, without those that are addresses."""
    return [name for name in (*system.aliases, *system.parts) if "://" not in name]


TABLES: Mapping[str, Callable[[], Nodes]] = {
    "sections": sections,
    "roles": roles,
    "options": options,
    "suffixes": suffixes,
    "formulas": formula_parts,
    "limits": limits,
    "codes": codes,
    "code-checks": code_checks,
    "code-names": code_names,
    "own-codes": own_codes,
    "styles": styles,
    "card-styles": card_styles,
}
"""The tables, by the names that pages use."""
