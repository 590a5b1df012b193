"""Reading files: every format, every encoding, and what is said of files that are no good."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sphinx_medterm.diagnostics import Diagnostic, Position, Severity, Subtype
from sphinx_medterm.formats._yaml_aliases import MAX_ALIASED
from sphinx_medterm.formats.document import MAX_DEPTH, Document
from sphinx_medterm.formats.files import DEFAULT_FILES
from sphinx_medterm.formats.read import READERS, read_file

from .conftest import Check, Read

SAMPLES = {
    "terms.yaml": "terms:\n  anemia:\n    definition: Zu wenig Hämoglobin.\n",
    "terms.yml": "terms:\n  anemia:\n    definition: Zu wenig Hämoglobin.\n",
    "terms.toml": '[terms.anemia]\ndefinition = "Zu wenig Hämoglobin."\n',
    "terms.json": '{"terms":\n{"anemia":\n{"definition": "Zu wenig Hämoglobin."}}}\n',
}
PLAIN = {"terms": {"anemia": {"definition": "Zu wenig Hämoglobin."}}}
MERGE = "put the contents of both under one of them, and delete the other"


def test_every_format_has_a_sample_and_a_usual_name() -> None:
    """The samples go through the tests below; files of these names need not be configured."""
    assert [Path(name).suffix for name in SAMPLES] == list(READERS)
    assert tuple(SAMPLES) == DEFAULT_FILES


def lines(document: Document) -> list[str]:
    """Write the findings as the command line prints them."""
    return [str(diagnostic) for diagnostic in document.diagnostics]


# ------------------------------------------------------------------ files and encodings


Y = "terms:\n  x:\n    definition: "
IN_TEXTS = {
    "plain": ("t.yaml", Y + "a §n_ c\n"),
    "the word of the key": ("t.yaml", Y + "definition §definition_\n"),
    "single quotes": ("t.yaml", Y + "'it''s §n_ c'\n"),
    "double quotes": ("t.yaml", Y + '"a\\nn\\nn §n_ c"\n'),
    "escaped line": ("t.yaml", Y + '"a b\n      c \\\n      §n_ c"\n'),
    "block": ("t.yaml", Y + "|\n      a\n\n      * n\n      * §n_ c\n"),
    "folded": ("t.yaml", Y + ">-\n      a b\n      c §n_ d\n"),
    "folded, windows": ("t.yaml", (Y + ">-\n      a b\n      c §n_ d\n").replace("\n", "\r\n")),
    "remark at a block": ("t.yaml", Y + ">- # n_\n      a §n_ d\n"),
    "remark before the text": ("t.yaml", Y + "# n_ a n_\n      a §n_ d\n"),
    "anchor": ("t.yaml", Y + "&n_ a §n_ d\n"),
    "tag": ("t.yaml", Y + "!!str b §str_ d\n"),
    "alias": ("t.yaml", "terms:\n  y:\n    definition: &n a n_ d\n  x:\n    §definition: *n\n"),
    "flow": ("t.yaml", "terms: {x: {label: n_, definition: 'a §n_ d', codes: []}}\n"),
    "basic": ("t.toml", '[terms.x]\ndefinition = "a\\nn §n_ c"\n'),
    "literal": ("t.toml", "[terms.x]\ndefinition = 'a §n_ c'\n"),
    "several lines": ("t.toml", '[terms.x]\ndefinition = """\na\n\n* §n_ c\n"""\n'),
    "dotted": ("t.toml", 'terms.x.definition = "definition §n_ c"\n'),
    "json": ("t.json", '{"terms": {"x": {"definition": "é\\u00e9 a\\nn §n_ c"}}}'),
    "escaped elsewhere": (
        "t.json",
        '{"terms": {"x": {§"definition": "a \\u006e_", "label": "n_"}}}',
    ),
    "escaped twice": ("t.json", '{"terms": {"x": {§"definition": "a \\u006e_ n_"}}}'),
    "escaped in toml": ("t.toml", '[terms.x]\n§definition = "a \\u006e_"\nlabel = "n_"\n'),
}
"""Files with a text, in which the first ``n_`` or ``…n_`` is looked for, and where it is found."""


@pytest.mark.parametrize(("name", "content"), IN_TEXTS.values(), ids=IN_TEXTS)
def test_places_inside_texts(read: Read, name: str, content: str) -> None:
    """Exactly, however a file writes the text; else where the text stands, and nowhere else."""
    before, _mark, after = content.partition("§")
    document = read(before + after, name)
    text = document.data["terms"]["x"]["definition"]
    start = re.search(r"\b\w+_", text).start()  # type: ignore[union-attr]
    lines_before = before.replace("\r\n", "\n").split("\n")
    expected = Position(len(lines_before), len(lines_before[-1]) + 1)
    assert document.locate_in(("terms", "x", "definition"), text, start) == expected


def test_places_inside_items_that_are_not_marked(read: Read) -> None:
    """Arrays in TOML are one place: a text like the one that is meant may stand before it."""
    document = read('[terms.x]\nexamples = ["b", # n_\n  "a n_"]\n', "t.toml")
    assert document.locate_in(("terms", "x", "examples", 1), "a n_", 2) == Position(2, 1)


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("start", ["", "\ufeff"], ids=["plain", "bom"])
@pytest.mark.parametrize("end_of_line", ["\n", "\r\n", "\r"], ids=["lf", "crlf", "cr"])
def test_every_format_reads_every_utf8(read: Read, name: str, start: str, end_of_line: str) -> None:
    """A byte order mark and other line ends change nothing, lines of findings included."""
    document = read((start + SAMPLES[name]).replace("\n", end_of_line), name)
    assert (document.data, document.diagnostics) == (PLAIN, [])
    place = document.locate(("terms", "anemia", "definition"))
    assert place.line == (2 if name == "terms.toml" else 3)


def test_suffixes_count_in_any_case(read: Read) -> None:
    """A file named in capitals is read like any other."""
    assert read(SAMPLES["terms.json"], "TERMS.JSON").data == PLAIN


@pytest.mark.parametrize("suffix", READERS)
@pytest.mark.parametrize(
    ("content", "finding"),
    [
        ("größe".encode("utf-16"), ": error: the file is UTF-16 (save it as UTF-8)"),
        ("grad".encode("utf-16-le"), ": error: the file is UTF-16 (save it as UTF-8)"),
        ("grad".encode("utf-16-be"), ": error: the file is UTF-16 (save it as UTF-8)"),
        (
            b"# Bl\nterms: Blut\xe4rmut",
            ":2:12: error: the file is not UTF-8: byte 0xe4 (save it as UTF-8)",
        ),
    ],
    ids=["utf-16", "utf-16-le", "utf-16-be", "latin-1"],
)
def test_other_encodings_are_refused(read: Read, suffix: str, content: bytes, finding: str) -> None:
    """A file in another encoding is reported with the place of the first wrong byte."""
    document = read(content, f"terms{suffix}")
    assert lines(document) == [f"terms{suffix}{finding} [medterm.file]"]
    assert document.data is None


def test_a_missing_file_is_reported(tmp_path: Path) -> None:
    """A file that is not there costs that file and says where its name comes from."""
    document = read_file(tmp_path / "none.yaml", Path("none.yaml"))
    assert lines(document) == [
        "none.yaml: error: the file does not exist (check the path) [medterm.file]"
    ]


@pytest.mark.parametrize("name", ["terms", "terms.d", "terms.csv", "none/terms"])
def test_a_missing_name_without_a_known_suffix_is_not_blamed_on_the_suffix(
    tmp_path: Path, name: str
) -> None:
    """It was most likely meant for a folder."""
    (reported,) = lines(read_file(tmp_path / name, Path("x")))
    said = "no file or folder has this name (check the path)"
    assert reported == f"x: error: {said} [medterm.file]"


def test_a_directory_is_reported(tmp_path: Path) -> None:
    """A directory with the name of a data file is named as what it is."""
    (tmp_path / "folder.json").mkdir()
    document = read_file(tmp_path / "folder.json", Path("folder.json"))
    reason = "the file cannot be read: it is a folder, not a regular file"
    assert lines(document) == [f"folder.json: error: {reason} [medterm.file]"]


def test_an_unreadable_file_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that the system does not let us read is reported with the system's reason."""

    def refuse(name: str, *_flags: object) -> int:
        raise PermissionError(13, "Permission denied", str(name))

    (tmp_path / "terms.toml").touch()
    monkeypatch.setattr("os.open", refuse)
    document = read_file(tmp_path / "terms.toml", Path("terms.toml"))
    assert lines(document) == [
        "terms.toml: error: the file cannot be read: Permission denied [medterm.file]"
    ]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("terms.jsn", "did you mean '.json'?"),
        ("terms.csv", "known suffixes: .yaml, .yml, .toml, .json"),
        ("terms", "known suffixes: .yaml, .yml, .toml, .json"),
    ],
)
def test_an_unknown_suffix_is_reported(read: Read, name: str, hint: str) -> None:
    """A file of no known format is not guessed at; the hint tells the suffixes there are."""
    suffix = Path(name).suffix
    assert lines(read("terms: {}", name)) == [
        f"{name}: error: unknown suffix {suffix!r} of a data file ({hint}) [medterm.file]"
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("terms.yaml", ""),
        ("terms.yaml", "# only a remark\n"),
        ("terms.yaml", "---\n"),
        ("terms.yaml", "~\n"),
        ("terms.toml", ""),
        ("terms.toml", "# only a remark\n"),
        ("terms.json", ""),
        ("terms.json", " \n"),
        ("terms.json", "null"),
    ],
)
def test_an_empty_file_is_warned_about(check: Check, name: str, content: str) -> None:
    """A file that says nothing has most likely not been saved, or is the wrong one."""
    assert list(map(str, check(content, name).diagnostics)) == [
        f"{name}: warning: the file is empty (write its terms under 'terms:') [medterm.file]"
    ]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("terms.yaml", "{}"),
        ("terms.yaml", "terms:\n"),
        ("terms.toml", "[terms]\n"),
        ("terms.json", "{}"),
        ("terms.json", '{"terms": null}'),
    ],
)
def test_a_file_without_terms_is_no_fault(check: Check, name: str, content: str) -> None:
    """A file that is still to be filled is not complained about."""
    assert check(content, name).diagnostics == []


# ------------------------------------------------------------------ YAML


@pytest.mark.parametrize(
    "written",
    ["1E30", "22", "no", "2026-11-22", "1:30", "nULL", "~x", "0017198", "0x1F", "Yes", ".inf", "="],
)
@pytest.mark.parametrize("start", ["a: ", "a:\n  - ", "a: [x, ", "a: {b: ", "a: &x "])
def test_yaml_values_stay_what_was_written(read: Read, written: str, start: str) -> None:
    """No scalar of a YAML file turns into a number, a date or a truth value."""
    end = {"[": "]", "{": "}"}.get(start[3:4], "")
    value = read(f"{start}{written}{end}\n").data["a"]
    while not isinstance(value, str):
        value = list(value.values() if isinstance(value, dict) else value)[-1]
    assert value == written


@pytest.mark.parametrize("written", ["22", "no", "2026-11-22", "null", "1E30"])
def test_yaml_keys_stay_what_was_written(read: Read, written: str) -> None:
    """Keys are text as well, whatever they look like."""
    assert read(f"{written}: x\n").data == {written: "x"}


def test_nothing_after_a_colon_is_no_value(read: Read) -> None:
    """Quotes with nothing in them are an empty text."""
    document = read("a:\nb: ''\nc: \"\"\nd: &anchor\ne: *anchor\n")
    assert document.data == {"a": None, "b": "", "c": "", "d": None, "e": None}
    assert document.diagnostics == []


@pytest.mark.parametrize("null", ["null", "Null", "NULL", "~", ""])
@pytest.mark.parametrize(
    ("content", "data"),
    [
        ("a: ¶\nb: x\n", {"a": None, "b": "x"}),
        ("a: ¶  # remark\n", {"a": None}),
        ("a:\n  - ¶\n  - x\n", {"a": [None, "x"]}),
        ("a: {b: ¶, c: x}\n", {"a": {"b": None, "c": "x"}}),
        ("a: {b: ¶}\n", {"a": {"b": None}}),
        ("a: &x ¶\nb: *x\n", {"a": None, "b": None}),
    ],
)
def test_null_is_no_value(read: Read, null: str, content: str, data: Any) -> None:
    """Without quotes, wherever a value may stand, as programs write it (YAML 1.2 §10.3.2)."""
    document = read(content.replace("¶", null))
    assert (document.data, lines(document)) == (data, [])


@pytest.mark.parametrize("null", ["null", "~"])
@pytest.mark.parametrize(
    ("content", "data"),
    [
        ("a: '¶'\n", {"a": "¶"}),
        ('a: ["¶"]\n', {"a": ["¶"]}),
        ("a: >-\n  ¶\n", {"a": "¶"}),
        ("a: !!str ¶\n", {"a": "¶"}),
        ("¶: x\n", {"¶": "x"}),
        ("a: x ¶\n", {"a": "x ¶"}),
    ],
)
def test_null_may_be_a_text(read: Read, null: str, content: str, data: Any) -> None:
    """In quotes, in a block, as a key, and as a part of a text."""
    document = read(content.replace("¶", null))
    assert document.data == json.loads(json.dumps(data, ensure_ascii=False).replace("¶", null))


def test_yaml_text_in_blocks(read: Read) -> None:
    """Folded and literal texts are read as YAML has it."""
    document = read("a: >-\n  one\n  two\nb: |\n  one\n  two\n")
    assert document.data == {"a": "one two", "b": "one\ntwo\n"}


@pytest.mark.parametrize(
    ("start", "path", "left"),
    [
        ("sources: [", ("sources",), {}),
        ("sources: 'x", ("sources",), {}),
        ("sources: {s: [", ("sources", "s"), {"sources": {}}),
    ],
)
def test_a_section_that_is_cut_short_is_not_used_by_half(
    read: Read, start: str, path: tuple[str, ...], left: dict[str, Any]
) -> None:
    """What a section holds is whole, or it is not there."""
    document = read(f"glossary: {{title: T}}\n{start}")
    (finding,) = document.diagnostics
    assert (finding.subtype, finding.path) == (Subtype.SYNTAX, path)
    assert document.data == {"glossary": {"title": "T"}} | left


def test_yaml_with_a_fault_at_its_start_gives_nothing(read: Read) -> None:
    """There is nothing before the fault, and the hint does not say there is."""
    document = read("@terms: {}\n")
    assert lines(document) == [
        "terms.yaml:1:1: error: text that starts with '@' needs quotes (put the text in quotes,"
        " or write '>-' here and the text on the next line) [medterm.syntax]"
    ]
    assert document.data is None


def test_yaml_control_characters_cost_nothing_else(read: Read) -> None:
    """Each character that YAML forbids is reported at its place, and the rest is read."""
    document = read("terms:\n  ä: {definition: ä\x07b}\n  b: {definition: y}\n# \x00\n")
    assert lines(document) == [
        "terms.yaml:2:20: error: YAML does not allow the control character U+0007"
        " (it is read as U+FFFD; delete it) [medterm.syntax]",
        "terms.yaml:4:3: error: YAML does not allow the control character U+0000"
        " (it is read as U+FFFD; delete it) [medterm.syntax]",
    ]
    assert document.data == {"terms": {"ä": {"definition": "ä\ufffdb"}, "b": {"definition": "y"}}}
    assert document.locate(("terms", "b")) == Position(3, 3)


def test_a_key_that_stands_twice_in_yaml_is_reported(read: Read) -> None:
    """The first of two equal keys counts, on every level, whatever the value of the second."""
    document = read(
        "terms:\n  a:\n    label: one\n    label: two\n    synonyms: [x]\n"
        "    synonyms: {y: [z]}\n    status: admitted\n  a: {label: three}\n  b: {label: four}\n"
    )
    twice = f"appears twice here; the first one is used ({MERGE}) [medterm.duplicate_key]"
    assert lines(document) == [
        f"terms.yaml:4:5: error: terms.a.label: the key 'label' {twice}",
        f"terms.yaml:6:5: error: terms.a.synonyms: the key 'synonyms' {twice}",
        f"terms.yaml:8:3: error: terms.a: the key 'a' {twice}",
    ]
    assert document.data == {
        "terms": {
            "a": {"label": "one", "synonyms": ["x"], "status": "admitted"},
            "b": {"label": "four"},
        }
    }
    assert document.locate(("terms", "a", "label")) == Position(3, 5)


def test_yaml_aliases_repeat_values(read: Read) -> None:
    """An anchor is used again by its aliases: texts, lists, mappings and keys."""
    document = read(
        "a: &text x\nb: &list [*text, y]\nc: {d: *list}\ne: &map {f: *list}\ng: *map\n"
        "&key h: *key\n"
    )
    assert document.diagnostics == []
    assert document.data == {
        "a": "x",
        "b": ["x", "y"],
        "c": {"d": ["x", "y"]},
        "e": {"f": ["x", "y"]},
        "g": {"f": ["x", "y"]},
        "h": "h",
    }


@pytest.mark.parametrize("end", ["\x85", "\u2028", "\u2029"], ids=ascii)
@pytest.mark.parametrize(
    ("content", "data", "place"),
    [
        ("a: x¶y\nb: *c", {"a": "x y"}, (2, 4)),
        ("a: 'x¶y'\nb: *c", {"a": "x y"}, (2, 4)),
        ('a: "x¶y"\nb: *c', {"a": "x y"}, (2, 4)),
        ("a: |\n  x¶y\nb: *c", {"a": "x y\n"}, (3, 4)),
        ("a: >-\n  x¶y\nb: *c", {"a": "x y"}, (3, 4)),
        ("a: x # y¶z\nb: *c", {"a": "x"}, (2, 4)),
        ("a: x¶\nb: *c", {"a": "x"}, (2, 4)),
        ("a: x\n¶\nb: *c", {"a": "x"}, (3, 4)),
        ("a: x¶b, *c", {"a": "x b, *c"}, None),
        ("a: {b: x¶, c: d}\nb: *c", {"a": {"b": "x", "c": "d"}}, (2, 4)),
        ("a: {b: x¶, c}", {"a": {}}, (1, 10)),
        ("a: {b: x # y\n¶, c}", {"a": {}}, (2, 2)),
        ('a: "x\\N\\L\\P"\nb: *c', {"a": "x\x85\u2028\u2029"}, (2, 4)),
    ],
)
def test_lines_of_yaml_are_those_of_editors(
    read: Read, content: str, data: Any, place: tuple[int, int] | None, end: str
) -> None:
    """What Unicode calls line ends are spaces; those that are written as escapes stay."""
    document = read(content.replace("¶", end))
    assert document.data == data
    assert [finding.position for finding in document.diagnostics] == ([place] if place else [])


def test_yaml_aliases_share_nothing(read: Read) -> None:
    """What is taken out of one record because of a fault stays in the other."""
    data = read("a: &list [x]\nb: *list\n").data
    data["a"].clear()
    assert data["b"] == ["x"]


@pytest.mark.parametrize(
    ("content", "place", "path", "data"),
    [
        ("a: x\nb: *none\nc: z\n", (2, 4), ("b",), {"a": "x", "c": "z"}),
        ("a: [x, *none, z]\n", (1, 8), ("a", 1), {"a": ["x", "z"]}),
        ("a: &self [x, *self]\n", (1, 14), ("a", 1), {"a": ["x"]}),
        ("a: &self {b: *self, c: z}\n", (1, 14), ("a", "b"), {"a": {"c": "z"}}),
        ("*none : x\nb: z\n", (1, 1), ("?",), {"b": "z"}),
    ],
)
def test_a_yaml_alias_without_anchor_costs_itself(
    read: Read, content: str, place: Position, path: tuple[str | int, ...], data: Any
) -> None:
    """An alias that refers to nothing, or to what holds it, is left out; the rest is read."""
    document = read(content)
    (finding,) = document.diagnostics
    assert finding.subtype is Subtype.SYNTAX
    assert "has no anchor before it; it is left out" in finding.message
    assert (finding.position, finding.path) == (place, path)
    assert document.data == data


def bomb(levels: int) -> str:
    """Write a YAML file in which each level repeats the one before ten times."""
    rows = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    for level in range(1, levels):
        repeated = ", ".join([f"*a{level - 1}"] * 10)
        rows.append(f"a{level}: &a{level} [{repeated}]")
    return "\n".join(rows) + "\n"


def test_an_alias_bomb_is_refused(read: Read) -> None:
    """Aliases that multiply a file of a few lines into millions of values stop the reading."""
    document = read(bomb(9))
    assert lines(document) == [
        "terms.yaml:5:45: error: aliases add more than 100,000 values [medterm.limit]"
    ]
    assert document.data is None


def test_many_aliases_are_no_bomb(read: Read) -> None:
    """Aliases that stay below the limit are all followed."""
    document = read(bomb(4))
    assert document.diagnostics == []
    assert len(document.data["a3"]) == 10
    assert MAX_ALIASED == 100_000


@pytest.mark.parametrize(
    ("content", "column"),
    [
        ("[" * 100_000, 41),
        ("\ufeffé: " + "[" * 100_000, 43),
        ("- " * 100_000, 81),
        ("a: " + "{b: " * 41 + "x" + "}" * 41, 160),
    ],
    ids=["lists", "lists after a byte order mark", "lists in lines", "mappings"],
)
def test_absurd_nesting_in_yaml_is_refused(read: Read, content: str, column: int) -> None:
    """A file that nests without end is given up at the limit, with the place."""
    document = read(content)
    assert lines(document) == [
        f"terms.yaml:1:{column}: error: more than 40 levels of nesting [medterm.limit]"
    ]
    assert document.data is None
    assert MAX_DEPTH == 40


def test_what_stands_before_absurd_nesting_is_told_once(read: Read) -> None:
    """The parser gives up on brackets by itself, further on; nothing is told twice by that."""
    assert lines(read("a: !wrong x\nb: " + "[" * 1_200)) == [
        "terms.yaml:1:4: warning: a: the tag '!wrong' has no meaning here; "
        "the value is read as it is (put the text in quotes if this belongs to it) "
        "[medterm.value]",
        "terms.yaml:2:43: error: more than 40 levels of nesting [medterm.limit]",
    ]


def test_nesting_by_aliases_is_refused(read: Read) -> None:
    """Levels that aliases add count as well."""
    rows = ["a0: &a0 x"] + [f"a{n}: &a{n} [[[[[[[[*a{n - 1}]]]]]]]]" for n in range(1, 200)]
    document = read("\n".join(rows))
    assert lines(document) == [
        "terms.yaml:6:17: error: more than 40 levels of nesting [medterm.limit]"
    ]


def test_nesting_up_to_the_limit_is_read(read: Read) -> None:
    """The limit itself is allowed."""
    document = read("a: " + "[" * 39 + "]" * 39)
    assert document.diagnostics == []


def test_a_second_yaml_document_is_reported(read: Read) -> None:
    """Only the first document of a file counts, and that is said."""
    document = read("a: x\n---\na: y\n---\na: z\n")
    assert lines(document) == [
        "terms.yaml:2:1: error: a second YAML document starts here and is not used"
        " (put all records of a file in one document) [medterm.syntax]"
    ]
    assert document.data == {"a": "x"}


BELONGS = "put the text in quotes if this belongs to it"


def expect_warning(document: Document, place: tuple[int, int], said: str, data: Any) -> None:
    """Expect one warning about a value, and what is read in spite of it."""
    line, column = place
    assert lines(document) == [f"terms.yaml:{line}:{column}: warning: {said} [medterm.value]"]
    assert document.data == data


@pytest.mark.parametrize(
    ("content", "place", "path", "tag", "data"),
    [
        ("a: !mine 'x'", (1, 4), "a: ", "!mine", {"a": "x"}),
        ("a: !mine |\n  x", (1, 4), "a: ", "!mine", {"a": "x"}),
        ("a: !!set {b: x}", (1, 4), "a: ", "tag:yaml.org,2002:set", {"a": {"b": "x"}}),
        ("!mine [x]", (1, 1), "", "!mine", ["x"]),
    ],
)
def test_yaml_tags_warn_and_change_nothing(
    read: Read, content: str, place: tuple[int, int], path: str, tag: str, data: Any
) -> None:
    """A tag makes no other value of a text, and runs nothing."""
    said = f"the tag {tag!r} has no meaning here; the value is read as it is"
    expect_warning(read(content), place, f"{path}{said}", data)


@pytest.mark.parametrize(
    ("content", "place", "path", "tag", "data"),
    [
        ("a: {b: !!int 22}", (1, 8), "a.b: ", "tag:yaml.org,2002:int", {"a": {"b": "22"}}),
        ("a: [x, !mine y]", (1, 8), "a[1]: ", "!mine", {"a": ["x", "y"]}),
        ("a: ! not to be given", (1, 4), "a: ", "!", {"a": "not to be given"}),
        ("a: [! not this]", (1, 5), "a[0]: ", "!", {"a": ["not this"]}),
        ("a:\n  ! not this", (2, 3), "a: ", "!", {"a": "not this"}),
        ("a: !important", (1, 4), "a: ", "!important", {"a": None}),
    ],
)
def test_tags_before_texts_without_quotes_may_belong_to_them(
    read: Read, content: str, place: tuple[int, int], path: str, tag: str, data: Any
) -> None:
    """A sign that YAML takes away is not lost silently."""
    said = f"the tag {tag!r} has no meaning here; the value is read as it is"
    expect_warning(read(content), place, f"{path}{said} ({BELONGS})", data)


@pytest.mark.parametrize(
    ("content", "place", "path", "anchor", "data"),
    [
        ("a: &B lymphocyte", (1, 4), "a: ", "&B", {"a": "lymphocyte"}),
        ("a: &swelling", (1, 4), "a: ", "&swelling", {"a": None}),
        ("a: [x, &y z]", (1, 8), "a[1]: ", "&y", {"a": ["x", "z"]}),
        ("a: &x y\nb: *x\nc: &x z", (3, 4), "c: ", "&x", {"a": "y", "b": "y", "c": "z"}),
    ],
)
def test_anchors_that_nothing_uses_may_belong_to_texts(
    read: Read, content: str, place: tuple[int, int], path: str, anchor: str, data: Any
) -> None:
    """A word that YAML takes away is not lost silently."""
    said = f"the anchor {anchor!r} is not used, and it is not part of the text"
    expect_warning(read(content), place, f"{path}{said} ({BELONGS})", data)


@pytest.mark.parametrize(
    "content", ["a: &x y\nb: *x", "a: &x\nb: [*x, *x]", "a: &x 'y'", "a: &x [y]", "a: &x >-\n  y"]
)
def test_anchors_that_are_used_or_before_no_plain_text_are_no_mistake(
    read: Read, content: str
) -> None:
    """Nobody writes such a thing as part of a sentence."""
    assert lines(read(content)) == []


def test_python_tags_run_nothing(read: Read, tmp_path: Path) -> None:
    """A tag that would run code in a careless loader is just a text with a warning."""
    document = read(f"a: !!python/object/apply:os.mkdir ['{tmp_path / 'made'}']\n")
    assert document.data == {"a": [str(tmp_path / "made")]}
    assert [finding.severity for finding in document.diagnostics] == [Severity.WARNING]
    assert not (tmp_path / "made").exists()


def test_text_tags_are_welcome(read: Read) -> None:
    """The tags that say what is true anyway are no fault."""
    document = read("a: !!str 22\nb: !!seq [x]\nc: !!map {d: y}\ne: ! 'z'\n")
    assert document.data == {"a": "22", "b": ["x"], "c": {"d": "y"}, "e": "z"}
    assert document.diagnostics == []


@pytest.mark.parametrize("key", ["? [x, y]\n", "? {x: y}\n", "{x: [y]}", "[x]"])
def test_a_yaml_key_that_is_no_text_is_left_out(read: Read, key: str) -> None:
    """Lists and mappings as keys cost their entry, and no other."""
    document = read(f"a:\n  b: x\n  {key.replace(chr(10), chr(10) + '  ')}: [lost]\n  c: z\n")
    (finding,) = document.diagnostics
    assert finding.text == "a: a key must be text; it is left out with its value"
    assert finding.position is not None
    assert finding.position.line == 3
    assert document.data == {"a": {"b": "x", "c": "z"}}


# ------------------------------------------------------------------ JSON


@pytest.mark.parametrize(
    ("content", "finding"),
    [
        ("x", ":1:1: error: not well-formed JSON: Expecting value"),
        ('{"a": 1\n "b": 2}', ":2:2: error: not well-formed JSON: Expecting ',' delimiter"),
        ('{"a": "x\ny"}', ":1:9: error: not well-formed JSON: Invalid control character at"),
        ("{}\n{}", ":2:1: error: not well-formed JSON: Extra data"),
        ('{"a": {"b": 1, "b": 2}}}', ":1:24: error: not well-formed JSON: Extra data"),
    ],
)
def test_json_syntax_errors_are_located(read: Read, content: str, finding: str) -> None:
    """A file that is no JSON is reported where the parser stumbles, and not used."""
    document = read(content, "terms.json")
    assert lines(document) == [f"terms.json{finding} [medterm.syntax]"]
    assert document.data is None


def test_a_key_that_stands_twice_in_json_is_reported(read: Read) -> None:
    """The first of two equal keys counts, on every level, escapes and lists notwithstanding."""
    document = read(
        '{"a": [{"b": "x",\n  "\\u0062": {"c": 1, "c": 2}}],\n "a": 3,\n "d": "\\"}"}', "t.json"
    )
    twice = f"appears twice here; the first one is used ({MERGE}) [medterm.duplicate_key]"
    assert lines(document) == [
        f"t.json:2:3: error: a[0].b: the key 'b' {twice}",
        f"t.json:2:22: error: a[0].b.c: the key 'c' {twice}",
        f"t.json:3:2: error: a: the key 'a' {twice}",
    ]
    assert document.data == {"a": [{"b": "x"}], "d": '"}'}


@pytest.mark.parametrize(
    ("content", "column"),
    [
        ("[" * 100_000, 41),
        ('{"a":' * 100_000, 201),
        ('{"[": ' + "[" * 100_000, 46),
        ("[" * 41 + "]" * 41, 41),
        ('{"\\"[": ' + "[" * 40 + "]" * 40 + "}", 48),
        ('{"a":' * 41 + "1" + "}" * 41, 201),
    ],
    ids=[
        "lists",
        "mappings",
        "bracket in a key",
        "one list too many",
        "one list too many in a mapping",
        "one mapping too many",
    ],
)
def test_absurd_nesting_in_json_is_refused(read: Read, content: str, column: int) -> None:
    """A file that nests without end is given up, with the place where it goes too deep."""
    document = read(content, "terms.json")
    assert lines(document) == [
        f"terms.json:1:{column}: error: more than 40 levels of nesting [medterm.limit]"
    ]
    assert document.data is None


def test_json_numbers_of_any_length_are_read(read: Read) -> None:
    """Numbers that Python has no integer for cost neither the file nor a traceback."""
    document = read(f'{{"a": {"1" * 5000}, "b": NaN, "c": -{"1" * 5000}, "d": 22}}', "terms.json")
    assert document.diagnostics == []
    assert document.data["a"] == float("inf")
    assert document.data["b"] != document.data["b"]
    assert document.data["c"] == float("-inf")
    assert document.data["d"] == 22


# ------------------------------------------------------------------ TOML


@pytest.mark.parametrize(
    ("content", "finding"),
    [
        ("a = 1\nb =\n", ":2:4: error: not well-formed TOML: Invalid value"),
        ("[a]\nb = 1\nb = 2\n", ":3:6: error: not well-formed TOML: Cannot overwrite a value"),
        ("[a]\n[a]\n", ":2:3: error: not well-formed TOML: Cannot declare ('a',) twice"),
        ('a = """\n\n', ":1:8: error: not well-formed TOML: Unterminated string"),
        ("a = 'x\n", ":1:7: error: not well-formed TOML: Expected"),
        ("a = \x07", ":1:5: error: not well-formed TOML: Invalid value"),
        ('a = "\\ud800"', ":1:12: error: not well-formed TOML: Escaped character is not a Unicode"),
    ],
)
def test_toml_syntax_errors_are_located(read: Read, content: str, finding: str) -> None:
    """A file that is no TOML, a key that stands twice included, is reported with the place."""
    document = read(content, "terms.toml")
    (line,) = lines(document)
    assert line.startswith(f"terms.toml{finding}")
    assert line.endswith(" [medterm.syntax]")
    assert "(at " not in line
    assert document.data is None


@pytest.mark.parametrize(
    ("content", "place"),
    [
        ("a = 1\nb = " + "[" * 5000, (2, 45)),
        (".".join("a" * 5000) + " = 1", (1, 1)),
        ("a." * 200_000 + "b = 1", (1, 1)),
        ("b = 1\n  [ " + "a." * 200_000 + "b]", (2, 3)),
        ("\n[[" + "a . " * 200_000 + "b]]", (2, 1)),
        ("b = {c = 1, " + '\'a.b\'\t."\\"c".' * 100_000 + "b = 1}", (1, 13)),
        ("b = [{" + "a." * 200_000 + "b = 1}]", (1, 7)),
        ("a." * 200_000, (1, 1)),
        ("a = " + "[" * 41 + "]" * 41, (1, 45)),
        ("x = '['\ny = [ # [\n'[', \"[\"]\na = " + "[" * 41 + "]" * 41, (4, 45)),
        ("b = 1\n" + ".".join("a" * 41) + " = 1", (2, 1)),
        ("[b]\n[" + ".".join("a" * 40) + "]", (2, 1)),
        ("b = 1\n[" + ".".join("a" * 30) + "]\nc = 2\nd = " + "[" * 10 + "]" * 10, (4, 1)),
    ],
    ids=[
        "lists",
        "dotted keys",
        "a dotted key without end",
        "a table without end",
        "an array of tables without end",
        "quoted keys without end",
        "a key in braces without end",
        "a dotted key that is cut off",
        "one list too many",
        "brackets elsewhere",
        "one dotted key too many",
        "one table too many",
        "one list too many in a table",
    ],
)
def test_absurd_nesting_in_toml_is_refused(
    read: Read, content: str, place: tuple[int, int]
) -> None:
    """A file that nests without end is given up, whichever way it does so."""
    document = read(content, "terms.toml")
    (finding,) = document.diagnostics
    assert (finding.subtype, finding.position) == (Subtype.LIMIT, place)
    assert finding.message == "more than 40 levels of nesting"
    assert document.data is None


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("t.json", '{"a": ' + "[" * 39 + "]" * 39 + ', "b": [], "c": "[["}'),
        ("t.toml", "a = " + "[" * 39 + "]" * 39 + "\nb = []\nc = '[['"),
        ("t.toml", ".".join("a" * 40) + " = 1"),
        ("t.toml", "a = {" + ".".join("a" * 39) + " = 1, b = '" + "a." * 50 + "'}"),
        ("t.toml", "a = 'x, " + "a. " * 39 + "' # " + "a." * 50),
        ("t.toml", "a = '" + "a.," * 99 + "'\nb = [" + "1.5, " * 99 + "]"),
        ("t.toml", "[" + ".".join("a" * 39) + "]\nb = 1"),
    ],
)
def test_as_many_levels_as_in_yaml_are_read(read: Read, name: str, content: str) -> None:
    """The limit is the same in all formats, and allowed itself."""
    document = read(content, name)
    assert document.diagnostics == []
    assert document.data


def test_toml_numbers_without_end_are_refused(read: Read) -> None:
    """A number that Python does not read is reported in the words of data files."""
    document = read("a = 1\nb = " + "1" * 5000, "terms.toml")
    assert lines(document) == [
        "terms.toml:2:5: error: unusable TOML: a number with thousands of digits (put it in quotes)"
        " [medterm.syntax]"
    ]


def test_toml_dates_are_text(read: Read) -> None:
    """A date without quotes is what was written."""
    document = read("a = 2026-11-22\nb = [07:32:00, {c = 2026-11-22T07:32:00Z}]\n", "terms.toml")
    assert document.data == {
        "a": "2026-11-22",
        "b": ["07:32:00", {"c": "2026-11-22T07:32:00+00:00"}],
    }


TOML = '''\
glossary.title = "T"  # a dotted key
[terms.a]
definition = """
label = "no key"
[terms.b]
"""
note = \'\'\'[terms.b]\'\'\'  # """ \u2028 \x85
synonyms = [
  "x",
  { label = "y" },
]
[[terms.a.codes]]
system = "MESH"
[[terms.a.codes]]
system = "HP"
[terms."b c".senses.'d']
definition = "z"
  [terms.e . senses.f]
  definition = "z"
'''


@pytest.mark.parametrize(
    ("path", "place"),
    [
        (("glossary",), (1, 1)),
        (("glossary", "title"), (1, 1)),
        (("terms",), (2, 1)),
        (("terms", "a"), (2, 1)),
        (("terms", "a", "definition"), (3, 1)),
        (("terms", "a", "label"), (2, 1)),
        (("terms", "a", "note"), (7, 1)),
        (("terms", "a", "synonyms", 0), (8, 1)),
        (("terms", "a", "synonyms", 1, "label"), (8, 1)),
        (("terms", "a", "codes", 0, "system"), (13, 1)),
        (("terms", "a", "codes", 1), (14, 1)),
        (("terms", "a", "codes", 1, "system"), (15, 1)),
        (("terms", "b c"), (16, 1)),
        (("terms", "b c", "senses", "d", "definition"), (17, 1)),
        (("terms", "b"), (2, 1)),
        (("terms", "e", "senses"), (18, 3)),
        (("terms", "e", "senses", "f", "definition"), (19, 3)),
        (("sources", "x"), (1, 1)),
    ],
)
def test_toml_values_are_located(
    read: Read, path: tuple[str | int, ...], place: tuple[int, int]
) -> None:
    """Keys and headers are found; texts that look like them are not taken for them."""
    document = read(TOML, "terms.toml")
    assert document.diagnostics == []
    assert document.locate(path) == place


# ------------------------------------------------------------------ laws

KEYS = st.text("abcäß. -:#'\"[]{}\\,", min_size=1, max_size=4)
TEXTS = st.text(st.characters(max_codepoint=0xFFFF, exclude_categories=["Cs"]), max_size=5)
TREES = st.recursive(
    TEXTS | st.none() | st.integers() | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=8,
)
MARKER = "marker0"


def hide(draw: st.DrawFn, tree: Any) -> tuple[Any, tuple[str | int, ...]]:
    """Put the marker into some place of a tree of mappings and lists."""
    if isinstance(tree, dict) and tree and draw(st.booleans()):
        key = draw(st.sampled_from(sorted(tree)))
        inner, path = hide(draw, tree[key])
        return {**tree, key: inner}, (key, *path)
    if isinstance(tree, list) and tree and draw(st.booleans()):
        index = draw(st.integers(0, len(tree) - 1))
        inner, path = hide(draw, tree[index])
        return [*tree[:index], inner, *tree[index + 1 :]], (index, *path)
    return MARKER, ()


@st.composite
def marked_trees(draw: st.DrawFn) -> tuple[Any, tuple[str | int, ...]]:
    """Make mappings with the marker somewhere in them, and the path to it."""
    tree = draw(st.dictionaries(KEYS, TREES, min_size=1, max_size=3))
    key = draw(st.sampled_from(sorted(tree)))
    inner, path = hide(draw, tree[key])
    return {**tree, key: inner}, (key, *path)


@given(marked_trees())
def test_json_values_are_found_on_their_line(
    marked: tuple[Any, tuple[str | int, ...]],
) -> None:
    """Law: a path leads to the line on which its value stands, in JSON."""
    tree, path = marked
    text = json.dumps(tree, indent=1, ensure_ascii=False)
    document = READERS[".json"](text, Path("t.json"), ())
    line = text.split("\n")[document.locate(path).line - 1]
    assert f'"{MARKER}"' in line


@given(marked_trees())
def test_yaml_values_are_found_on_their_line(
    marked: tuple[Any, tuple[str | int, ...]],
) -> None:
    """Law: a path leads to the line on which its value stands, in YAML."""
    tree, path = marked
    text = json.dumps(tree, indent=1)  # JSON is YAML, its escapes included
    document = READERS[".yaml"](text, Path("t.yaml"), ())
    assert document.diagnostics == []
    line = text.split("\n")[document.locate(path).line - 1]
    assert f'"{MARKER}"' in line


@pytest.mark.parametrize("suffix", READERS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    text=st.text()
    | st.text("{}[]\":,ab12 \n'&*-#\\")
    | st.text("ab12=.[]\"'\n {}#,")
    | st.text("ab: \n-&*!?|>'\"[]{},#\t%@`")
)
@example(text='{"a": {"b": 1, "b": 2}}}')
@example(text="%YAML 9.9\n---\na")
@example(text="a = 2026-02-30")
@example(text="a = 0x" + "f" * 5000)
def test_no_text_makes_a_reader_fail(tmp_path: Path, suffix: str, text: str) -> None:
    """Law: whatever a file holds, reading it gives data and findings and never an error."""
    file = tmp_path / f"t{suffix}"
    file.write_text(text, encoding="utf-8", newline="")
    document = read_file(file, Path("t"))
    last_line = sum(text.count(end) for end in "\n\r") + 2  # YAML counts the end of the file
    for finding in document.diagnostics:
        assert isinstance(finding, Diagnostic)
        if finding.subtype is not Subtype.FILE:
            assert finding.position is not None
            assert 1 <= finding.position.line <= last_line
            assert 1 <= finding.position.column <= len(text) + 1
    assert 1 <= document.locate(("terms", "a", 0)).line <= last_line


@pytest.mark.parametrize("suffix", READERS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(content=st.binary())
def test_no_bytes_make_a_reader_fail(tmp_path: Path, suffix: str, content: bytes) -> None:
    """Law: a file of any bytes at all is read, or reported."""
    file = tmp_path / f"t{suffix}"
    file.write_bytes(content)
    for finding in read_file(file).diagnostics:
        assert finding.severity in set(Severity)
        assert finding.file == file


@given(st.dictionaries(st.text("ab", min_size=1), TEXTS, min_size=1))
def test_toml_places_lead_to_keys(table: dict[str, str]) -> None:
    """Law: the place of a key of a TOML table is where the key stands."""
    text = "[t]\n" + "\n".join(f"{key} = {json.dumps(value)}" for key, value in table.items())
    text = text.replace("\x7f", "")
    document = READERS[".toml"](text, Path("t.toml"), ())
    assert list(tomllib.loads(text)["t"]) == list(table)
    for number, key in enumerate(table, 2):
        assert document.locate(("t", key)) == Position(number, 1)


@pytest.mark.parametrize(
    ("text", "escape"),
    [
        (r'":math:`\frac{1}{2}`"', r"\f"),
        (r'":math:`\theta`"', r"\t"),
        (r'":math:`a \neq b`"', r"\n"),
        (r'"a \beta-blocker"', r"\b"),
        (r'"\\alpha \rho"', r"\r"),
        (r'":math:`\\frac{1}{2}` \\theta"', ""),
        (r'"One.\n\nTwo. \"x\" \u03b1 \x41"', ""),
        (r'"a column\t1"', ""),
        (r"':math:`\frac{1}{2}`'", ""),
        (r"a \frac b", ""),
    ],
)
def test_commands_of_tex_that_double_quotes_take_are_told(
    read: Read, text: str, escape: str
) -> None:
    """YAML would read them as characters that nobody sees; where the text stands is said."""
    content = f"terms:\n  a:\n    definition: {text}\n    examples: [{text}]\n"
    findings = [str(finding) for finding in read(content).diagnostics]
    assert len(findings) == (2 if escape else 0)
    for finding, path in zip(findings, ("definition", "examples[0]"), strict=False):
        assert f"terms.a.{path}: in double quotes, {escape} does not mean" in finding
        assert "warning" in finding
