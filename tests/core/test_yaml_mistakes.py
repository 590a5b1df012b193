"""Mistakes in YAML: each is told in words of its own, where it is, and costs its record only."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_medterm.diagnostics import Severity, Subtype
from sphinx_medterm.formats import read as formats
from sphinx_medterm.formats._yaml_mistakes import _Lines
from sphinx_medterm.formats._yaml_pieces import broken_pieces
from sphinx_medterm.formats.document import Document

from .conftest import Check, Read

PARSER = re.compile(
    "while (?:scanning|parsing)|mapping values are not allowed|could not find expected"
    "|did not find expected|cannot start any token|unexpected end of stream|violates indentation"
)
"""Words of the parser."""

BEFORE = "glossary:\n  title: T\nterms:\n  a:\n    definition: one\n"
AFTER = "  c:\n    definition: three\n    label: c\nsources:\n  s: S\n"

COLON = "text without quotes cannot contain a colon and a space"
TAB = "a tab cannot be used as indentation"
SPACE = "a field needs a space after its colon"
WIDE = "U+FF1A FULLWIDTH COLON is not a colon in YAML"
SINGLE, DOUBLE = "this single quote ends the text", "this double quote ends the text"
UNCLOSED = "this {} quote begins a text, but no quote ends it"
FIRST = "text that starts with '{}' needs quotes"
MORE = "this line is indented more than the one above it"
BY = "this line is indented by {}, but the lines it belongs with by {}"
ITEM = "a list item needs a space after its '-'"
IN_FLOW = "inside […] and {…}, text without quotes cannot contain a colon and a space"
NO_COLON = "no colon follows"

RECORDS = {
    # a colon and a space in a text
    "colon": ("  b:\n    definition: Anemia§: too few\n", COLON),
    "colon at the end": ("  b:\n    definition: Anemia§:\n    label: x\n", COLON),
    "two names": ("  b: c§:\n    definition: x\n", COLON),
    "colon in an item": ("  b:\n    examples:\n      - label: x§: z\n", COLON),
    "colon in a folded text": ("  b:\n    definition: too few\n      Red cells§: none\n", COLON),
    "colon in a text below": ("  b:\n    note:\n      too few\n      Red cells§: none\n", COLON),
    "colon in braces": ("  b: {definition: x§: y}\n", IN_FLOW),
    "colon in brackets": ("  b:\n    examples: [x, y: z§: q]\n", IN_FLOW),
    "no comma in braces": ("  b: {definition: x\n      label§: y}\n", IN_FLOW),
    "no name": ("  b:\n    definition: x\n    §: y\n", "the name before this colon is missing"),
    # tabs
    "tab": ("  b:\n§\tdefinition: x\n", TAB),
    "tab at a second field": ("  b:\n    definition: x\n§\tlabel: x\n", TAB),
    "tab after spaces": ("  b:\n    definition: x\n  §\tlabel: x\n", TAB),
    "tab in a list": ("  b:\n    synonyms:\n§\t- x\n", TAB),
    "tab in a block": ("  b:\n    definition: >-\n§\t\tx\n", TAB),
    "tab in an empty line": ("  b:\n    definition: x\t\n§\t\n    label: x\n", TAB),
    "tab before the record": ("§\tb:\n    definition: x\n", TAB),
    "tabs throughout": ("§\tb:\n\t\tdefinition: x\n", TAB),
    # other spaces
    "no-break spaces": ("  b:\n§\xa0\xa0\xa0\xa0definition: x\n", "U+00A0 NO-BREAK SPACE"),
    "no-break later": ("  b:\n    label: b\n§\xa0\xa0\xa0\xa0definition: x\n", "U+00A0 NO-BREAK"),
    "no-break before the record": ("§\xa0\xa0b:\n    definition: x\n", "U+00A0 NO-BREAK SPACE"),
    "no-break in a list": ("  b:\n    synonyms:\n§\xa0\xa0\xa0- x\n    note: y\n", "U+00A0"),
    "ideographic": ("  b:\n    label: b\n§\u3000\u3000definition: x\n", "U+3000 IDEOGRAPHIC SPACE"),
    "no width": ("  b:\n    label: b\n§\u200bdefinition: x\n    note: n\n", "U+200B ZERO WIDTH"),
    # colons that are none
    "no space": ("  b:\n    definition§:text\n    label: x\n", SPACE),
    "no space later": ("  b:\n    label: x\n    definition§:text\n", SPACE),
    "no space alone": ("  b:\n    definition§:text\n", SPACE),
    "no space in an item": ("  b:\n    codes:\n      - system: X\n        code§:Y\n", SPACE),
    "no-break after a colon": (
        "  b:\n    definition§:\xa0text\n    label: x\n",
        f"{SPACE}, and U+00A0 NO-BREAK SPACE is not an ordinary one",
    ),
    "wide colon": ("  b:\n    definition§：text\n    label: x\n", WIDE),
    "wide colon and space": ("  b:\n    label: x\n    definition§： text\n", WIDE),
    "wide colon alone": ("  b:\n    definition§： text\n", WIDE),
    "wide colon after the key": ("  b§：\n    definition: x\n", WIDE),
    "word": ("  b:\n    definition: x\n    §status\n    label: x\n", NO_COLON),
    "word first": ("  b:\n    §status\n    label: x\n", NO_COLON),
    "key without colon": ("  §b\n    definition: x\n", NO_COLON),
    "key alone": ("  §b\n", NO_COLON),
    # quotes
    "apostrophe": ("  b:\n    definition: 'the patient§'s cells'\n    label: x\n", SINGLE),
    "apostrophes": ("  b:\n    definition: 'the patient§'s and the doctor's'\n", SINGLE),
    "apostrophe at the end of a word": ("  b:\n    definition: 'the patients§' cells'\n", SINGLE),
    "apostrophe in an item": ("  b:\n    examples:\n      - 'patient§'s'\n      - x\n", SINGLE),
    "apostrophe in brackets": ("  b:\n    examples: ['a patient§'s', x]\n", SINGLE),
    "apostrophe in braces": ("  b: {definition: 'a patient§'s', label: x}\n", SINGLE),
    "apostrophe in a folded text": ("  b:\n    note: 'the\n      patient§'s cells'\n", SINGLE),
    "quotes": ('  b:\n    definition: "too §"red" cells"\n    label: x\n', DOUBLE),
    "quotes at the end": ('  b:\n    definition: "too §"red""\n', DOUBLE),
    "quotes in brackets": ('  b:\n    examples: ["too §"red" cells"]\n', DOUBLE),
    "quotes before a text": ('  b:\n    definition: "red§" cells\n', DOUBLE),
    "quotes in a key": ("  'b§'c':\n    definition: x\n", SINGLE),
    "typographic": ("  b:\n    definition: §“too: few”\n", "'“' is not a quote in YAML"),
    "low quotes": ("  b:\n    definition: §„too: few“\n", "'„' is not a quote in YAML"),
    "guillemets": ("  b:\n    definition: §«too: few»\n", "'«' is not a quote in YAML"),
    "typographic in braces": ("  b: {definition: §“too: few”}\n", "'“' is not a quote in YAML"),
    "unclosed": ('  b:\n    definition: §"too few\n    label: x\n', UNCLOSED.format("double")),
    "unclosed single": ("  b:\n    definition: §'too few\n", UNCLOSED.format("single")),
    "unclosed, others follow": (
        "  b:\n    definition: §'too few\n    label: 'x'\n    note: 'y'\n",
        UNCLOSED.format("single"),
    ),
    "unclosed, apostrophe follows": (
        "  b:\n    definition: §'too few\n    note: it's\n",
        UNCLOSED.format("single"),
    ),
    "unclosed in an item": (
        '  b:\n    synonyms:\n      - §"x\n      - y\n',
        UNCLOSED.format("double"),
    ),
    "unclosed in brackets": ('  b:\n    synonyms: [§"x, y]\n', UNCLOSED.format("double")),
    "closed by another": ("  b:\n    definition: §\"too few'\n", UNCLOSED.format("double")),
    "unclosed key": ('  §"b:\n    definition: x\n', UNCLOSED.format("double")),
    "backslash": (
        '  b:\n    definition: "a §\\d b"\n',
        "'\\d' is not a valid escape sequence",
    ),
    "backslash later": ('  b:\n    note: "a\n      b §\\( b"\n', "is not a valid escape sequence"),
    "number missing": ('  b:\n    definition: "§\\u12"\n', "'\\u' needs the code of a character"),
    "half a character": ('  b:\n    note: "§\\ud800"\n', "'\\u' needs the code of a character"),
    # indentation
    "field less": ("  b:\n    definition: x\n   §label: x\n", BY.format("3 spaces", 4)),
    "field at one": ("  b:\n    definition: x\n §label: x\n", BY.format("1 space", 2)),
    "field more": ("  b:\n    definition: x\n     §label: x\n", MORE),
    "field more after quotes": ("  b:\n    note: 'x'\n      §label: x\n", BY.format("6 spaces", 4)),
    "field more after a list": ("  b:\n    note: [x]\n      §label: x\n", BY.format("6 spaces", 4)),
    "fields below a text": ("  b: text\n    §definition: x\n", MORE),
    "item less": ("  b:\n    synonyms:\n      - x\n     §- y\n", BY.format("5 spaces", 6)),
    "item at a record": (
        "  b:\n    synonyms:\n      - x\n  §- y\n",
        "expected the name of a field or record, not a list item",
    ),
    "field of an item less": (
        "  b:\n    synonyms:\n      - label: x\n       §lang: y\n",
        BY.format("7 spaces", 8),
    ),
    "field of an item more": ("  b:\n    synonyms:\n      - label: x\n          §lang: y\n", MORE),
    "record more": ("   §b:\n    definition: x\n", BY.format("3 spaces", 4)),
    "record much more": ("      §b:\n    definition: x\n", MORE),
    "record less": (" §b:\n    definition: x\n", BY.format("1 space", 2)),
    "field among items": (
        "  b:\n    synonyms:\n      - x\n      §y: z\n",
        "is among list items, but does not begin with '- '",
    ),
    "item among fields": (
        "  b:\n    definition: x\n    §- y\n",
        "expected the name of a field or record, not a list item",
    ),
    "item among records": ("  §- b\n", "expected a name with a colon after it"),
    "end of a block": (
        "  b:\n    definition: >-\n      too\n     §few\n",
        "this line is indented less than the text above it",
    ),
    "end of a block at a field": (
        "  b:\n    definition: |\n      too\n    §few\n    label: x\n",
        "this line is indented less than the text above it",
    ),
    "text at a field": (
        "  b:\n    definition: too\n    §few red\n",
        "this line is neither a field",
    ),
    # the first character of a text
    "star": ("  b:\n    definition: §*see* bone\n", FIRST.format("*")),
    "stars": ("  b:\n    definition: §**see** bone\n", FIRST.format("*")),
    "star only": ("  b:\n    definition: §*see*\n    label: x\n", FIRST.format("*")),
    "star in an item": ("  b:\n    examples:\n      - §*see* bone\n", FIRST.format("*")),
    "star in brackets": ("  b:\n    examples: [§*see* bone, x]\n", FIRST.format("*")),
    "brackets": ("  b:\n    definition: §[1] text\n", "a value that starts with '[' is a list"),
    "braces": ("  b:\n    definition: §{x} text\n", "a value that starts with '{' is a mapping"),
    "at": ("  b:\n    definition: §@x\n    label: x\n", FIRST.format("@")),
    "at in braces": ("  b: {definition: §@x}\n", FIRST.format("@")),
    "at in a key": ("  §@b:\n    definition: x\n", FIRST.format("@")),
    "percent": ("  b:\n    definition: §%x\n", FIRST.format("%")),
    "backquote": ("  b:\n    definition: §`x` y\n", FIRST.format("`")),
    "ampersand": ("  b:\n    definition: §& y\n", FIRST.format("&")),
    "bar": ("  b:\n    definition: §|x| y\n", FIRST.format("|")),
    "greater": ("  b:\n    definition: §>5 cm\n", FIRST.format(">")),
    "closing": ("  b:\n    definition: §] x\n", FIRST.format("]")),
    "closing brace": ("  b:\n    definition: §} x\n", FIRST.format("}")),
    "comma": ("  b:\n    definition: §, x\n", FIRST.format(",")),
    "question": ("  b:\n    definition: §? x\n", FIRST.format("?")),
    "dash": ("  b:\n    definition: §- x\n", FIRST.format("-")),
    "text after a block": (
        "  b:\n    definition: §>- text\n      more\n",
        "after '>-' the text begins on the next line",
    ),
    "text after a bar": ("  b:\n    note: §| text\n", "after '|' the text begins on the next line"),
    # lists
    "item without space": ("  b:\n    synonyms:\n      - x\n      §-y\n", ITEM),
    "items without space": ("  b:\n    synonyms:\n      §-label: x\n       lang: y\n", ITEM),
    "bracket": ("  b:\n    synonyms: §[x, y\n    label: x\n", "no ']' closes this '['"),
    "bracket at the end": ("  b:\n    synonyms: §[x, y\n", "no ']' closes this '['"),
    "brace": ("  b: §{definition: x\n", "no '}' closes this '{'"),
    "inner bracket": ("  b: {synonyms: §[x, definition: y\n", "no ']' closes this '['"),
    "other bracket": ("  b:\n    synonyms: [x, y§}\n", "'}' does not close what '[' opens"),
    "comma after quotes": ('  b:\n    definition: "x"§,\n', "no comma is needed after a value"),
    "comma after braces": ("  b: {definition: x} §,\n", "no comma is needed after a value"),
    "two commas": ("  b: {definition: x,§, label: y}\n", "nothing comes before this comma"),
    "comma first": ("  b:\n    synonyms: [ §, x]\n", "nothing comes before this comma"),
    "too many": ("  b:\n    synonyms: [x, y]§]\n    label: x\n", "']' closes nothing"),
    # comments
    "text goes on after a comment": (
        "  b:\n    definition: too few §# see\n      red cells\n",
        "' #' begins a comment, so the text ends here, but it continues on the next line",
    ),
}
"""Records with a mistake at ``§``, and how it is told."""


def told(document: Document) -> list[str]:
    """List the findings of a document."""
    return [str(diagnostic) for diagnostic in document.diagnostics]


@pytest.mark.parametrize(("record", "message"), RECORDS.values(), ids=RECORDS)
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["unix", "windows"])
@pytest.mark.parametrize("start", ["", "\ufeff"], ids=["plain", "bom"])
def test_mistakes_are_told_in_their_own_words(
    read: Read, record: str, message: str, start: str, end: str
) -> None:
    """Where the hand must go; all other records are read."""
    before, _sign, after = f"{BEFORE}{record}{AFTER}".partition("§")
    document = read((start + before + after).replace("\n", end))
    (finding,) = document.diagnostics
    place = (before.count("\n") + 1, len(before) - before.rfind("\n"))
    assert (finding.position, finding.subtype) == (place, Subtype.SYNTAX)
    assert message in finding.message
    assert finding.hint
    assert not PARSER.search(finding.text)
    assert finding.text.isprintable()
    assert document.data["glossary"] == {"title": "T"}
    assert document.data["sources"] == {"s": "S"}
    assert {key: value for key, value in document.data["terms"].items() if key in "ac"} == {
        "a": {"definition": "one"},
        "c": {"definition": "three", "label": "c"},
    }
    assert "b" not in document.data["terms"]
    assert [section for section, _key in document.lost] == ["terms"]
    assert (finding.path[0], str(finding.path[1])) == document.lost[0]


@pytest.mark.parametrize("record", [record for record, _message in RECORDS.values()])
def test_several_mistakes_are_told_in_one_run(read: Read, record: str) -> None:
    """Each in its record, and the records between them are read."""
    record = record.replace("§", "")
    content = f"{BEFORE}{record}  c:\n    definition: two\n{record}{AFTER}".replace(
        "  c:", "  d:", 1
    )
    document = read(content)
    errors = [d for d in document.diagnostics if d.subtype is Subtype.SYNTAX]
    assert len(errors) == 2
    assert list(document.data["terms"]) == ["a", "d", "c"]


OTHERS = {
    "stray line": (
        f"{BEFORE}§stray\n{AFTER}",
        "this line is not indented, so it belongs to no record",
    ),
    "stray line at the start": (f"§stray\n{BEFORE}{AFTER}", NO_COLON),
    "stray line at the end": (
        f"{BEFORE}{AFTER}§stray words\n",
        "this line is not indented, so it belongs to no record",
    ),
    "stray line in the glossary": (
        "glossary:\n  title: T\n§stray\nterms:\n  a: {definition: one}\n" + AFTER,
        "this line is not indented, so it belongs to no record",
    ),
    "colon in the glossary": (
        f"glossary:\n  title: T\n  version: a§: b\n{BEFORE.partition(chr(10))[2][11:]}{AFTER}",
        COLON,
    ),
    "glossary in braces": (
        f"glossary: §{{title: T\n{BEFORE.partition(chr(10))[2][11:]}{AFTER}",
        "no '}' closes this '{'",
    ),
    "section without colon": (BEFORE.replace("terms:", "§terms") + AFTER, NO_COLON),
    "section with a wide colon": (BEFORE.replace("terms:", "terms§：") + AFTER, WIDE),
}
"""Files with a mistake at ``§`` outside of records, and how it is told."""


@pytest.mark.parametrize(("content", "message"), OTHERS.values(), ids=OTHERS)
def test_mistakes_between_records_cost_no_record(read: Read, content: str, message: str) -> None:
    """Neither before nor after them."""
    before, _sign, after = content.partition("§")
    document = read(before + after)
    (finding,) = document.diagnostics
    place = (before.count("\n") + 1, len(before) - before.rfind("\n"))
    assert (finding.position, finding.subtype) == (place, Subtype.SYNTAX)
    assert message in finding.message
    assert not PARSER.search(finding.text)
    assert list(document.data["terms"]) == ["a", "c"]
    assert document.data["glossary"]["title"] == "T"
    assert document.data["sources"] == {"s": "S"}
    assert document.lost == []


def test_records_with_another_indentation_than_the_others_are_told_one_by_one(read: Read) -> None:
    """Whether the first or the last ones are wrong."""
    few = "   b:\n    definition: x\n   d:\n    definition: x\n"
    document = read(f"{BEFORE}{few}{AFTER}")
    assert [d.position for d in document.diagnostics] == [(6, 4), (8, 4)]
    assert (list(document.data["terms"]), document.lost) == (
        ["a", "c"],
        [("terms", "b"), ("terms", "d")],
    )
    document = read("terms:\n     b:\n       definition: x\n  a: {definition: one}\n" + AFTER)
    assert [d.position for d in document.diagnostics] == [(2, 6)]
    assert list(document.data["terms"]) == ["a", "c"]


@pytest.mark.parametrize(
    ("content", "left"),
    [
        ("terms: {a: {definition: x}, b: {definition: 'y}, c: {definition: z}}\n", ["a"]),
        ("terms: {\na: {definition: x},\nb: {definition: @y},\nc: {definition: z}\n}\n", ["a"]),
        ('{"terms": {"a": {"definition": "x"},\n"b": [}\n}\n', ["a"]),
    ],
)
def test_a_mistake_in_braces_around_records_ends_the_reading(
    read: Read, content: str, left: list[str]
) -> None:
    """Such files are not in block style: what comes before the record is used."""
    document = read(content)
    (finding,) = document.diagnostics
    assert "everything before this place is used, except this record" in finding.hint
    assert (list(document.data["terms"]), document.lost) == (left, [("terms", "b")])


def test_what_no_words_are_for_is_told_in_those_of_the_parser(read: Read) -> None:
    """After a plain sentence, with the usual advice."""
    (finding,) = read(f"{BEFORE}  b:\n    note: >-\n          \n      x\n{AFTER}").diagnostics
    assert finding.message.startswith("this is not well-formed YAML (the parser says: while ")
    assert finding.hint.startswith("indent with spaces, quote text that")


def test_places_of_values_are_right_in_files_with_mistakes(check: Check) -> None:
    """Also after what is left out."""
    content = f"{BEFORE}  b: [\n  d:\n    definition: x\n    lable: y\n{AFTER}  t: {{tile: T}}\n"
    records = check(content.replace("title: T\n", "title: T\n  version: a: b\n  titel: x\n"))
    places = [(d.position, d.subtype) for d in records.diagnostics]
    assert places == [
        ((3, 13), "syntax"),
        ((8, 6), "syntax"),
        ((17, 7), "field"),
        ((11, 5), "field"),
    ]


# ------------------------------------------------------------------ read, but not as meant


@pytest.mark.parametrize(
    ("field", "message", "severity"),
    [
        ("synonyms:\n      §-x\n      -y\n", ITEM, "error"),
        ("synonyms:\n      §-x\n      - y\n", ITEM, "error"),
        ("synonyms:\n      §-x\n", "this is read as a text that begins with '-'", "warning"),
        ("synonyms:\n      - x\n       §- y\n", "this '- ' belongs to the text above", "warning"),
        ("note: x\n      §- y\n", "this '- ' belongs to the text above", "warning"),
        ("§\xa0label: x\n", "U+00A0 NO-BREAK SPACE", "error"),
    ],
)
def test_what_yaml_reads_in_another_way_is_told(
    read: Read, field: str, message: str, severity: str
) -> None:
    """At its place, though there is no fault in the YAML."""
    before, _sign, after = f"{BEFORE}  b:\n    definition: x\n    {field}{AFTER}".partition("§")
    document = read(before + after)
    (finding,) = document.diagnostics
    place = (before.count("\n") + 1, len(before) - before.rfind("\n"))
    assert (finding.position, finding.severity) == (place, severity)
    assert message in finding.message
    assert list(document.data["terms"]) == ["a", "b", "c"]


CUT = "' #' begins a comment, so the text ends here"


@pytest.mark.parametrize(
    "record",
    [
        "  b:\n    definition: too few §# see\n",
        "  b:\n    definition: too few\t§# see\n",
        "  b:\n    definition: too few    §#\n",
        "  b:\n    plain_definition: too\n      few §# see\n",
        "  b:\n    definition:\n      too few §# see\n",
        "  b:\n    definition: &x too few §# see\n",
        "  b: {definition: x, plain_definition: too few §# see\n    }\n",
        "  b:\n    senses:\n      s: too few §# see\n",
        "  b:\n    senses:\n      s: {definition: x, examples: [x, y §# z\n        ]}\n",
        "  b:\n    definition: x\n    synonyms:\n    - label: x # y\n      note: x §# y\n",
        "  b:\n    definition: x\n    etymology: from Greek §# see\n",
        "  b c:\n    definition: too few §# see\n",
    ],
)
def test_a_comment_that_cuts_a_text_is_told(check: Check, record: str) -> None:
    """Where it begins: a sign for a number is common in texts, and what follows would be lost."""
    before, _sign, after = f"{BEFORE}{record}{AFTER}".partition("§")
    records = check(before + after)
    findings = [d for d in records.diagnostics if d.subtype is Subtype.SYNTAX]
    place = (before.count("\n") + 1, len(before) - before.rfind("\n"))
    assert [(d.position, d.message, d.severity) for d in findings] == [
        (place, CUT, Severity.WARNING)
    ]
    assert findings[0].path[1] in ("b", "b-c")


@pytest.mark.parametrize("width", [70, 80, 100])
def test_a_dash_at_which_a_long_text_was_wrapped_is_no_list_item(check: Check, width: int) -> None:
    """Programs that write YAML wrap texts without quotes wherever there is a space."""
    values = [f"{'values ' * number}are 7.76 - 1.03 mm - 2.05 - 3 mm" for number in range(30)]
    record = {"definition": "x", "examples": values}
    text = yaml.dump({"terms": {"a": record}}, width=width)
    assert "\n      - " in text
    records = check(text)
    assert [str(one) for one in records.diagnostics] == []
    assert list(records.terms["a"].examples) == values


HIDDEN = "' #' begins a comment, so there is no text here"


@pytest.mark.parametrize(
    "record",
    [
        "  b:\n    definition: x\n    label: §#5\n",
        "  b:\n    definition: x\n    scope_note:\t§#1 cause of death\n",
        "  b:\n    definition: x\n    synonyms:\n      - §#1\n      - b1\n",
        "  b:\n    definition: x\n    synonyms:\n      - label: b1\n        note: §#1\n",
        "  b c:\n    definition: x\n    label: §#5\n",
    ],
)
def test_a_comment_in_place_of_a_text_is_told(check: Check, record: str) -> None:
    """If no space follows its sign: it may have been meant as a number."""
    before, _sign, after = f"{BEFORE}{record}{AFTER}".partition("§")
    findings = [d for d in check(before + after).diagnostics if d.subtype is Subtype.SYNTAX]
    place = (before.count("\n") + 1, len(before) - before.rfind("\n"))
    assert [(d.position, d.message, d.severity) for d in findings] == [
        (place, HIDDEN, Severity.WARNING)
    ]


@pytest.mark.parametrize(
    "record",
    [
        "  b: # remark\n    definition: x\n",
        "  b:\n    definition: 'x' # remark\n    label: b # remark\n",
        "  b:\n    definition: >- # remark\n      x # 1\n    # remark\n",
        "  b:\n    definition: x\n    # remark\n    codes: [MESH:D006411] # remark\n",
        "  b:\n    definition: x#y\n    see_also: # remark\n      - a # remark\n",
        "  b:\n    definition: # remark\n      x\n    synonyms:\n      - b1 # remark\n",
        "  b:\n    definition: x\n    reviewed: 2026-01-01 # remark\n    label:   # remark\n",
        "  b: #remark\n    definition: x\n    see_also: #remark\n      - a\n    senses: #none\n",
        "  b:\n    definition: x\n    synonyms: #none\n    etymology: #none\n    label: ~ #none\n",
    ],
)
def test_other_comments_are_welcome(check: Check, record: str) -> None:
    """After names, codes, keys and quotes, and on lines of their own."""
    assert list(map(str, check(f"{BEFORE}{record}{AFTER}").diagnostics)) == []


# ------------------------------------------------------------------ laws

PLAIN = ["too few", "red: cells", "it's", "- dash", "-dash", "a # b", "two\nlines\n\ntext", "a, b"]
SIGNS = ['a "b"', "[1] x", "*see*", "# no", "null", "  lead", "{x}", "é“q”", "10:30", ": x", "x:"]
FIRSTS = ["?", "? q", "|", "> 5", "@", "`c`", "&a b", "", "\xa0x", "key:v", "long " * 30]
WORDS = st.sampled_from([*PLAIN, *SIGNS, *FIRSTS])
NAMES = st.sampled_from(["label", "definition", "note", "a b", "x'y", "it: s", "@k", "- k", "é"])
VALUES = st.recursive(
    WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)
FILES = st.fixed_dictionaries(
    {
        section: st.dictionaries(
            st.sampled_from(["a", "b", "c", "d"]),
            st.dictionaries(NAMES, VALUES, min_size=1, max_size=4),
            min_size=1,
        )
        for section in ("sources", "terms")
    }
)


def written(data: Any, draw: Callable[[st.SearchStrategy[Any]], Any]) -> str:
    """Write data as YAML, in one of the ways in which that may be done."""
    text: str = yaml.safe_dump(
        data,
        allow_unicode=True,
        sort_keys=False,
        width=draw(st.sampled_from([20, 40, 1000])),
        indent=draw(st.sampled_from([2, 3, 4])),
        default_flow_style=draw(st.sampled_from([False, False, None])),
        default_style=draw(st.sampled_from([None, None, "'", '"', "|", ">"])),
    )
    return text


@given(FILES, st.data())
def test_no_mistake_is_found_where_there_is_none(data: Any, draw: st.DataObject) -> None:
    """Law: in whatever way a file is written, all of its lines and pieces are sound."""
    text = written(data, draw.draw)
    _Lines(text.split("\n")).read()
    assert broken_pieces(text) == []


KEYS = ["ant", "bee", "cat", "dog", "elk"]
BREAKS = [
    lambda line: line.replace(": ", ": x: ", 1),
    lambda line: re.sub("^ +", lambda spaces: "\t" * (len(spaces[0]) // 2), line),
    lambda line: line.replace(" ", "\xa0"),
    lambda line: line.replace(": ", ":", 1),
    lambda line: line.replace(":", "：", 1),
    lambda line: re.sub(": (.+)", r": 'the \1's", line),
    lambda line: re.sub(": (.+)", r': "the "\1" x"', line),
    lambda line: re.sub(": (.+)", r": “\1: x”", line),
    lambda line: re.sub(": (.+)", r': "\1', line),
    lambda line: re.sub(": (.+)", r": '\1", line),
    lambda line: " " + line,
    lambda line: line[1:],
    lambda line: re.sub(": (.+)", r": *\1* x", line),
    lambda line: re.sub(": (.+)", r": [1] \1", line),
    lambda line: re.sub(": (.+)", r": @\1", line),
    lambda line: line.replace("- ", "-", 1),
    lambda line: re.sub(": (.+)", r": [\1, x", line),
    lambda line: re.sub(": (.+)", r": {\1: x", line),
    lambda line: line.replace(":", "", 1),
]
"""Mistakes that may happen to a line."""


@st.composite
def broken_files(draw: st.DrawFn) -> tuple[str, str, str, range]:
    """Make a sound file, and write it with a mistake in one of its records.

    :returns: both texts, the key of the record, and its lines.
    """
    fields = st.lists(
        st.sampled_from(
            [
                "    definition: in the marrow\n",
                "    label: bone\n",
                "    synonyms:\n      - red marrow\n      - label: medulla\n        lang: la\n",
                "    note: >-\n      one: two\n      three\n",
                "    plain_definition: soft\n      and red\n",
                "    codes: [MESH:D1, HP:2]\n",
                '    scope_note: "in: use"\n',
                "    etymology: {note: from Latin, parts: [a-]}\n",
            ]
        ),
        min_size=1,
        max_size=4,
        unique=True,
    )
    records = {key: f"  {key}:\n{''.join(draw(fields))}" for key in KEYS}
    key = draw(st.sampled_from(KEYS[1:4]))
    lines = records[key].splitlines(keepends=True)
    number = draw(st.integers(1, len(lines) - 1))
    text, end = lines[number][:-1], "\n"
    lines[number] = draw(st.sampled_from(BREAKS))(text) + end
    with_mistake = records | {key: "".join(lines)}
    first = 2 + sum(records[k].count("\n") for k in KEYS[: KEYS.index(key)])
    place = range(first, first + len(lines))
    return (
        "terms:\n" + "".join(records.values()),
        "terms:\n" + "".join(with_mistake.values()),
        key,
        place,
    )


@settings(max_examples=400)
@given(broken_files())
def test_a_mistake_in_a_record_costs_no_other(broken: tuple[str, str, str, range]) -> None:
    """Law: all other records are the same, and each finding is in the lines of the record."""
    sound, text, key, lines = broken
    read = formats.READERS[".yaml"]
    whole = read(sound, Path("t"), ()).data["terms"]
    document = read(text, Path("t"), ())
    found = document.data["terms"]
    others = [k for k in KEYS if k != key]
    assert {k: found.get(k) for k in others} == {k: whole[k] for k in others}
    for finding in document.diagnostics:
        assert finding.position
        assert finding.position.line in lines
        assert not PARSER.search(finding.text), finding.text
    if any(d.severity is Severity.ERROR for d in document.diagnostics):
        assert key not in found or any(
            "is left out" in d.message and "record" not in d.message for d in document.diagnostics
        )


def test_any_number_of_mistakes_takes_linear_time() -> None:
    """A file of which nothing is sound; a quadratic reading would take minutes."""
    records = [record.replace("§", "") for record, _message in RECORDS.values()]
    many = "".join(re.sub(r"\bb\b", f"b{n}", records[n % len(records)]) for n in range(30_000))
    document = formats.READERS[".yaml"](f"{BEFORE}{many}{AFTER}", Path("t"), ())
    assert len(document.lost) > 25_000
    assert {"a", "c"} <= set(document.data["terms"])


@pytest.mark.parametrize("sign", ["'", '"', "[", "{", "- x\n  ", "\t", "\n  y: z: q\n"])
def test_a_record_of_any_size_takes_linear_time(sign: str) -> None:
    """Whatever it is full of."""
    text = f"{BEFORE}  b:\n    definition: {sign * 50_000}\n{AFTER}"
    document = formats.READERS[".yaml"](text, Path("t"), ())
    assert document.data is None or "a" in document.data["terms"]
