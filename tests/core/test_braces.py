"""Mappings in braces: a comma that ends a text is told, and a text that is cut is not shown."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_medterm.diagnostics import Subtype
from sphinx_medterm.formats.document import Document
from sphinx_medterm.formats.read import READERS
from sphinx_medterm.records.collected import Records

from .test_formats import lines

Read = Callable[..., Document]
Check = Callable[..., Records]


def test_a_comma_that_ends_a_text_is_an_error_with_the_remedy(check: Check) -> None:
    """The message says what the comma does, and what to do; the record without text is told too."""
    records = check("terms:\n  x: {definition: outside the marrow, in liver or spleen}\n")
    comma, record = records.diagnostics
    assert str(comma) == (
        "terms.yaml:2:37: error: terms.x.definition: inside {…}, a comma ends the text: this one"
        " cuts 'definition' short; it is left out (put the text in quotes) [medterm.syntax]"
    )
    assert record.message == "a term with neither a label nor a definition is left out"
    assert records.terms == {}


CUT = [
    ("{a: fever, codes, and chills}", {}, [(1, 10)]),
    ("{a: anemia, iron deficiency, b: d}", {"b": "d"}, [(1, 11)]),
    ("{a: x, b, c: y, d}", {}, [(1, 6), (1, 15)]),
    ("{a: one\n  two, three}", {}, [(2, 6)]),
    ("{a: x # y, z\n  , b}", {}, [(2, 3)]),
    ("{a: x,\n  # y, z\n  b: c, d}", {"a": "x"}, [(3, 7)]),
    ('{a: x, "b"}', {}, [(1, 6)]),
    ("{a: x, a}", {}, [(1, 6)]),
    ("{a: x, &m b}", {}, [(1, 6)]),
    ("{a: x, ? b}", {}, [(1, 6)]),
    ("{? a : x, b}", {}, [(1, 9)]),
    ("{a: http://x, b}", {}, [(1, 13)]),
    ("{é😀: é😀, b}", {}, [(1, 8)]),
    ("\ufeff{a: x, b}", {}, [(1, 6)]),
    ("{a: {b: c, d}, e: f}", {"a": {}, "e": "f"}, [(1, 10)]),
    ("[{a: b, c}, {d: e}]", [{}, {"d": "e"}], [(1, 7)]),
    ("a:\n  - b: {c: d, e}\n    f: g, h\n", {"a": [{"b": {}, "f": "g, h"}]}, [(2, 13)]),
]
ANCHORED = [
    "a: {b: &m in liver, or spleen}\nc: *m\n",
    "a: {b: &m in liver, or spleen, or marrow}\nc: *m\n",
    "a: {b: in liver, &m or spleen}\nc: *m\n",
    "a: {b: in liver, or spleen, &m or marrow}\nc: *m\n",
    "a: {b: &m in liver, &m or spleen}\nc: *m\n",
    "z: &m x\na: {b: &m in liver, or spleen}\nc: *m\n",
    "a: {b: &m in liver, [or spleen]}\nc: *m\n",
]
STRAY = [
    ("{a, b: c}", {"b": "c"}, [(1, 2)]),
    ("{a, b}", {}, [(1, 2), (1, 3)]),
    ("{a:b, c: d}", {"c": "d"}, [(1, 2)]),
    ('{"a", b: c}', {"b": "c"}, [(1, 2)]),
    ("[? a, b]", [{}, "b"], [(1, 4)]),
    ('{a: "x", b}', {"a": "x"}, [(1, 8)]),
    ("{a: [x, y], b, c}", {"a": ["x", "y"]}, [(1, 11), (1, 14)]),
    ("{a: &m x, b: *m , c, d: e}", {"a": "x", "b": "x", "d": "e"}, [(1, 17)]),
    ("{a: , b}", {"a": None}, [(1, 5)]),
    ("{a # b: c\n  , d: e}", {"d": "e"}, [(1, 2)]),
]
SOUND = [
    ("{a: x, }", {"a": "x"}),
    ("{a: , b: c}", {"a": None, "b": "c"}),
    ("{a: }", {"a": None}),
    ('{"a":x, b : c}', {"a": "x", "b": "c"}),
    ("{? a\n : x}", {"a": "x"}),
    ("[a: b, c, d e]", [{"a": "b"}, "c", "d e"]),
    ("{a: 'x, y', b: \"x, y\"}", {"a": "x, y", "b": "x, y"}),
    ("{a: [x, y]}", {"a": ["x", "y"]}),
    ("a: x, y\nb:\nc: {}\n", {"a": "x, y", "b": None, "c": {}}),
    ("{a: &m , b: *m , c: !!str , d: x}", {"a": None, "b": None, "c": None, "d": "x"}),
]


@pytest.mark.parametrize(("content", "data", "places"), CUT)
def test_a_text_that_a_comma_cuts_is_left_out(
    read: Read, content: str, data: Any, places: list[tuple[int, int]]
) -> None:
    """It is told once for each text, at the first comma in it."""
    document = read(content)
    found = [(finding.position, finding.subtype) for finding in document.diagnostics]
    assert found == [(place, Subtype.SYNTAX) for place in places]
    assert all("a comma ends the text" in finding.message for finding in document.diagnostics)
    assert document.data == data


@pytest.mark.parametrize(("content", "data", "places"), STRAY)
def test_a_key_without_colon_that_cuts_no_text_costs_itself(
    read: Read, content: str, data: Any, places: list[tuple[int, int]]
) -> None:
    """Each is told at the comma before it, or where it stands if there is none."""
    document = read(content)
    found = [(finding.position, finding.subtype) for finding in document.diagnostics]
    assert found == [(place, Subtype.SYNTAX) for place in places]
    assert all("no colon follows" in finding.message for finding in document.diagnostics)
    assert document.data == data


@pytest.mark.parametrize(("content", "data"), SOUND)
def test_what_is_written_as_it_should_be_is_not_complained_about(
    read: Read, content: str, data: Any
) -> None:
    """Commas in lists, in quotes and outside braces end nothing that matters."""
    document = read(content)
    assert (document.data, lines(document)) == (data, [])


@pytest.mark.parametrize("key", ["[q]", "{q: r}", "*m ", "*none "])
def test_a_text_that_is_cut_before_something_else_than_text_is_left_out(
    read: Read, key: str
) -> None:
    """What cannot be a key is told as such; the text before it is not shown as if it were whole."""
    document = read(f"{{m: &m 'x', a: fever, {key}, b: c}}")
    assert document.data == {"m": "x", "b": "c"}
    assert len(document.diagnostics) == 2
    assert lines(document)[1].startswith("terms.yaml:1:21: error: a: inside {…}, a comma ends")


def test_a_text_that_a_comma_cuts_costs_the_item_that_needs_it(check: Check) -> None:
    """A synonym without its label is none."""
    records = check("terms:\n  x: {definition: d, synonyms: [{label: a, b}, c]}\n")
    assert [synonym.label for synonym in records.terms["x"].synonyms] == ["c"]
    assert [finding.subtype for finding in records.diagnostics] == ["syntax", "value"]


@pytest.mark.parametrize("blank", ["", "    "])
def test_a_field_that_does_not_exist_is_told_without_a_value_too(check: Check, blank: str) -> None:
    """Nothing after a colon means that a field is not given, but there must be such a field."""
    records = check(
        f"terms:\n  z:\n    definition: x\n    definiton:{blank}\n    foo:\n    label:\n"
        "    synonyms: [{label: y, lable: }]\n"
        "glossary: {titel: }\n"
    )
    assert sorted(map(str, records.diagnostics)) == [
        "terms.yaml:4:5: error: terms.z.definiton: unknown field 'definiton'; it is left out"
        " (did you mean 'definition'?) [medterm.field]",
        "terms.yaml:5:5: error: terms.z.foo: unknown field 'foo'; it is left out [medterm.field]",
        "terms.yaml:7:27: error: terms.z.synonyms[0].lable: unknown field 'lable'; it is left"
        " out (did you mean 'label'?) [medterm.field]",
        "terms.yaml:8:12: error: glossary.titel: unknown field 'titel'; it is left out"
        " (did you mean 'title'?) [medterm.field]",
    ]
    assert records.terms["z"].label is None


NESTED = {
    "t.yaml": "terms:\n  a:\n    definition: x\n    ¶: {0}\n    etymology: {{note: y, ¶: {0}}}\n"
    "    senses:\n      s:\n        ¶: {0}\n        definition: x\n"
    "    codes:\n      - system: ZZ\n        code: y\n        ¶: {0}\n"
    "sources:\n  s:\n    ¶: {0}\n    title: T\nword_parts: {{p-: {{¶: {0}, gloss: g}}}}\n",
    "t.json": '{{"terms": {{"a": {{"definition": "x", "¶": {0},'
    ' "etymology": {{"note": "y", "¶": {0}}},'
    ' "senses": {{"s": {{"definition": "x", "¶": {0}}}}},'
    ' "codes": [{{"system": "ZZ", "code": "y", "¶": {0}}}]}}}},'
    ' "sources": {{"s": {{"title": "T", "¶": {0}}}}},'
    ' "word_parts": {{"p-": {{"gloss": "g", "¶": {0}}}}}}}',
    "t.toml": "[terms.a]\ndefinition = 'x'\n¶ = {0}\netymology = {{note = 'y', ¶ = {0}}}\n"
    "senses.s = {{definition = 'x', ¶ = {0}}}\ncodes = [{{system = 'ZZ', code = 'y', ¶ = {0}}}]\n"
    "[sources.s]\ntitle = 'T'\n¶ = {0}\n[word_parts.p-]\ngloss = 'g'\n¶ = {0}\n",
}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("t.yaml", ""),
        ("t.yaml", "null"),
        ("t.yaml", "~"),
        ("t.yaml", "''"),
        ("t.yaml", "[]"),
        ("t.json", "null"),
        ("t.json", '""'),
        ("t.json", "{}"),
        ("t.toml", "''"),
        ("t.toml", "[]"),
    ],
)
def test_a_field_that_does_not_exist_is_told_in_every_format(
    check: Check, name: str, value: str
) -> None:
    """In every record, also in those inside others, whether or not it has a value."""
    records = check(NESTED[name].format(value).replace("¶", "definiton"), name)
    fields = [d.path for d in records.diagnostics if d.subtype == "field"]
    assert sorted(fields, key=str) == sorted(
        [
            ("terms", "a", "definiton"),
            ("terms", "a", "etymology", "definiton"),
            ("terms", "a", "senses", "s", "definiton"),
            ("terms", "a", "codes", 0, "definiton"),
            ("sources", "s", "definiton"),
            ("word_parts", "p-", "definiton"),
        ],
        key=str,
    )


@pytest.mark.parametrize(
    ("name", "content"),
    [
        (
            "t.yaml",
            "terms:\n  a:\n    definition: x\n    label: ~\n    abbreviations:\n      - null\n"
            "      - B\n      -\n      - status: nope\n    codes: [NULL, ~, 'ZZ:1']\n"
            "    translations: {de: null, fr: y}\n",
        ),
        (
            "t.json",
            '{"terms": {"a": {"definition": "x", "label": null, "abbreviations":'
            ' [null, "B", null, {"status": "nope"}], "codes": [null, null, "ZZ:1"],'
            ' "translations": {"de": null, "fr": "y"}}}}',
        ),
    ],
)
def test_null_counts_as_not_given(check: Check, name: str, content: str) -> None:
    """For fields, items of lists and translations; the numbers of other items stay as written."""
    records = check(content, name)
    term = records.terms["a"]
    assert term.label is None
    assert [short.label for short in term.abbreviations] == ["B"]
    assert [code.code for code in term.codes] == ["1"]
    assert list(term.translations) == ["fr"]
    paths = {d.path for d in records.diagnostics}
    assert {path[:4] for path in paths} == {("terms", "a", "abbreviations", 3)}


@pytest.mark.parametrize(
    ("content", "place", "field"),
    [
        ("terms:\n  a:\n    definition: x\n  label: A\n", (4, 3), "label"),
        ("terms:\n  a:\n    definition: x\n  synonyms: [A]\n", (4, 3), "synonyms"),
        ("terms:\n  a:\n    definition: x\n  status:\n", (4, 3), "status"),
        ("word_parts:\n  a-:\n    gloss: x\n  sources: [s]\n", (4, 3), "sources"),
    ],
)
def test_a_field_among_records_is_told_to_belong_to_one(
    check: Check, content: str, place: tuple[int, int], field: str
) -> None:
    """It is not indented enough."""
    (finding,) = check(content).diagnostics
    assert finding.position == place
    assert finding.hint == f"if {field!r} is a field, indent it more than the key of its record"


def test_an_item_whose_name_is_null_is_told_once(check: Check) -> None:
    """That it has none."""
    (finding,) = check("terms: {a: {definition: x, synonyms: [{label: ~, note: y}]}}").diagnostics
    assert finding.message == "'label' is missing; this item of 'synonyms' is left out"


WORDS = st.text("ab é", min_size=1).map(str.strip).filter(bool)


@given(st.lists(st.tuples(WORDS, st.booleans()), min_size=1, max_size=4))
def test_no_word_in_braces_is_lost_in_silence(texts: list[tuple[str, bool]]) -> None:
    """Law: a text in braces is read whole, or there is a finding."""
    fields = [f"k{n}: {text}{', rest' * cut}" for n, (text, cut) in enumerate(texts)]
    document = READERS[".yaml"](f"{{{', '.join(fields)}}}", Path("t.yaml"), ())
    whole = {f"k{n}": text for n, (text, cut) in enumerate(texts) if not cut}
    assert document.data == whole
    assert len(document.diagnostics) == sum(cut for _text, cut in texts)


@pytest.mark.parametrize("content", ANCHORED)
def test_a_text_that_is_cut_cannot_be_repeated(read: Read, content: str) -> None:
    """Its anchor goes with it, and so does that of the rest."""
    document = read(content)
    assert document.data.get("a") == {}
    assert "c" not in document.data
    assert "the alias '*m' has no anchor before it" in lines(document)[-1]


def test_what_holds_a_text_that_is_cut_can_be_repeated(read: Read) -> None:
    """Without that text."""
    document = read("a: &m {b: in liver, or spleen, c: &n x}\nd: *m\ne: *n\n")
    assert document.data == {"a": {"c": "x"}, "d": {"c": "x"}, "e": "x"}
    assert len(document.diagnostics) == 1
