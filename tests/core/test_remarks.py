"""What is odd about one record, although each of its values is sound by itself."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from babel import Locale
from babel.core import get_global
from hypothesis import given
from hypothesis import strategies as st

from sphinx_medterm.diagnostics import Severity
from sphinx_medterm.formats.document import Document
from sphinx_medterm.names.escapes import escaped
from sphinx_medterm.names.mentions import read
from sphinx_medterm.records.collected import Records
from sphinx_medterm.records.languages import KNOWN, SHORTER, tag_flaw
from sphinx_medterm.records.validation import read_records

from .conftest import Check, compiled

OTHERS = "sources: {s: S}\nword_parts: {p-: P}\nterms:\n  a:\n    definition: good\n"


def remarks(records: Records) -> dict[str, str]:
    """Return the warnings with their types, by their paths in the term, without hints."""
    assert all(found.severity is Severity.WARNING and found.hint for found in records.diagnostics)
    return {
        ".".join(map(str, found.path[2:])): f"{found.message} [{found.subtype}]"
        for found in records.diagnostics
    }


S_TWICE = "'s' is already listed"
TWICE = [
    ("related: [b, c, b]", "related.2", "'b' is already listed"),
    ("see_also: [b, b]", "see_also.1", "'b' is already listed"),
    ("sources: [s, s]", "sources.1", "'s' is already listed"),
    ("etymology: {parts: [p-, p-]}", "", ""),
    ("etymology: {parts: [p-], sources: [s, s]}", "etymology.sources.1", S_TWICE),
    (
        "senses: {x: {definition: y, sources: [s, s]}}",
        "senses.x.sources.1",
        "'s' is already listed",
    ),
    (
        "senses: {x: {definition: y, examples: [e, e]}}",
        "senses.x.examples.1",
        "'e' is already listed",
    ),
    (
        "codes: ['MESH:D006411', {system: mesh, code: D006411, match: close}]",
        "codes.1",
        "the code MESH:D006411 is already listed",
    ),
    ("codes: [{system: ZZ, code: 1, version: 1}, {system: ZZ, code: 1, version: 2}]", "", ""),
    (
        "related_conditions: [Anemia, anemia]",
        "related_conditions.1",
        "the condition 'anemia' is already listed",
    ),
    ("related_conditions: [{term: b, relation: x}, {term: b, relation: y}]", "", ""),
    ("pronunciation: [{ipa: x}, {ipa: x}]", "pronunciation.1", "this item is already listed"),
    ("pronunciation: [{ipa: x}, {ipa: x, region: UK}]", "", ""),
    ("senses: {x: same, y: same}", "senses.y", "the sense has the same definition as 'x'"),
    ("translations: {de: x, DE: y}", "translations.DE", "'DE' is the same language as 'de'"),
]


@pytest.mark.parametrize(
    ("fields", "path", "message"), [row for row in TWICE if row[1] is not None]
)
def test_what_is_said_twice_is_told_and_kept(
    check: Check, fields: str, path: str, message: str
) -> None:
    """At the second of the places; what only looks alike may stay."""
    expected = {path: f"{message} [repeated]"} if path else {}
    others = OTHERS.replace("    definition: good\n", "") if "senses" in fields else OTHERS
    records = check(f"{others}    {fields}\n")
    assert remarks(records) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (
            "label: MS, synonyms: [MS, ms]",
            {
                "synonyms.0": "'MS' is already the label",
                "synonyms.1": "'ms' is the same name as 'MS', which is the label",
            },
        ),
        ("synonyms: [a]", {"synonyms.0": "'a' is already the label"}),
        ("abbreviations: [A]", {}),
        ("label: ALL, synonyms: [aLL]", {}),
        (
            "label: x, variants: [X]",
            {"variants.0": "'X' is the same name as 'x', which is the label"},
        ),
        ("abbreviations: [b, b]", {"abbreviations.1": "'b' is already in 'abbreviations'"}),
        (
            "abbreviations: [ALL], synonyms: [ALL]",
            {"abbreviations.0": "'ALL' is already in 'synonyms'"},
        ),
        ("hidden_labels: [b, b]", {"hidden_labels.1": "'b' is already in 'hidden_labels'"}),
        ("label: b, hidden_labels: [b]", {"hidden_labels.0": "'b' is already the label"}),
        (
            "label: b-c, synonyms: [b‐c]",
            {"synonyms.0": "'b‐c' is the same name as 'b-c', which is the label"},
        ),
        (
            "label: b's, synonyms: [b’s]",
            {"synonyms.0": "'b’s' is the same name as \"b's\", which is the label"},
        ),
        (
            "label: Ä, synonyms: [ä]",
            {"synonyms.0": "'ä' is the same name as 'Ä', which is the label"},
        ),
        ("label: b, forms: [{label: b, number: singular}, {label: b, number: plural}]", {}),
        ("forms: [b, b]", {"forms.1": "'b' is already in 'forms'"}),
        ("variants: [{label: b, region: UK}, {label: b, region: US}]", {}),
        (
            "variants: [{label: b, region: UK}, {label: b, region: UK}]",
            {"variants.1": "'b' is already in 'variants'"},
        ),
        (
            "label: b, variants: [{label: b, region: UK}]",
            {"variants.0": "'b' is already the label"},
        ),
    ],
)
def test_a_name_that_a_term_has_already_is_told(
    check: Check, fields: str, expected: dict[str, str]
) -> None:
    """Names are compared as they are when a name is looked up."""
    records = check(f"terms: {{a: {{definition: good, {fields}}}}}\n")
    assert remarks(records) == {path: f"{text} [repeated]" for path, text in expected.items()}


@pytest.mark.parametrize("one", ["broader", "narrower", "related", "contrast"])
@pytest.mark.parametrize("other", ["broader", "narrower", "related", "contrast"])
def test_a_term_in_two_relations_is_told(check: Check, one: str, other: str) -> None:
    """Whichever two of those that exclude each other."""
    if one != other:
        records = check(f"{OTHERS}    {one}: [b]\n    {other}: [c, b]\n    see_also: [b]\n")
        (found,) = records.diagnostics
        assert found.subtype == "contradiction"
        assert found.path in [("terms", "a", one, 0), ("terms", "a", other, 1)]


@pytest.mark.parametrize(
    ("fields", "path", "message"),
    [
        (
            "reviewed: {date: 2026-03-04, due: 2026-03-03}",
            "reviewed.due",
            "the next review is due 2026-03-03, before the last one, 2026-03-04",
        ),
        (
            "reviewed: {date: 2026-03, due: 2025}",
            "reviewed.due",
            "the next review is due 2025, before the last one, 2026-03",
        ),
        ("reviewed: {date: 2026-03-04, due: 2026}", "", ""),
        ("reviewed: {date: 2026, due: 2026-01}", "", ""),
        ("reviewed: {date: 2026-03-04, due: 9999}", "", ""),
        (
            "status: superseded",
            "status",
            "a superseded term needs 'replaced_by', the key of the term to use instead",
        ),
        ("status: deprecated", "", ""),
        ("status: superseded\n    replaced_by: b", "", ""),
        ("status: deprecated\n    replaced_by: b", "", ""),
        ("synonyms: [{label: b, status: superseded}]", "", ""),
        (
            "replaced_by: b",
            "replaced_by",
            "the term is replaced by another, but its status is 'preferred' by default",
        ),
        (
            "replaced_by: b\n    status: admitted",
            "replaced_by",
            "the term is replaced by another, but its status is 'admitted'",
        ),
    ],
)
def test_fields_that_contradict_each_other_are_told(
    check: Check, fields: str, path: str, message: str
) -> None:
    """Dates may be a year or a month, which stand for any of their days."""
    expected = {path: f"{message} [contradiction]"} if path else {}
    assert remarks(check(f"{OTHERS}    {fields}\n")) == expected


@pytest.mark.parametrize(
    ("field", "places"),
    [
        ("broader: [b, a, c, a]", [1, 3]),
        ("narrower: [b, a, c, a]", [1, 3]),
        ("related: [b, a, c, a]", [1, 3]),
        ("contrast: [b, a, c, a]", [1, 3]),
        ("see_also: [b, a, c, a]", [1, 3]),
        ("related_conditions: [{term: b}, {term: a, label: x}]", [1]),
        ("replaced_by: a\n    status: superseded", []),
    ],
)
def test_a_reference_of_a_term_to_itself_is_left_out(
    check: Check, field: str, places: list[int]
) -> None:
    """Nobody is sent from an entry to the same entry; the other references stay."""
    records = check(f"{OTHERS}    {field}\n")
    name = field.partition(":")[0]
    paths = [found.path[2:4] for found in records.diagnostics]
    expected: list[tuple[str | int, ...]] = [(name, place) for place in places] or [(name,)]
    assert paths == expected
    assert {found.subtype for found in records.diagnostics} == {"contradiction"}
    told = records.terms["a"].model_dump_json()
    assert '"a"' not in told
    assert '"b"' in told or not places


def test_what_follows_a_reference_left_out_keeps_its_place() -> None:
    """The number of an item counts the references of the term to itself."""
    data = {"a": {"definition": "x", "see_also": ["a", 5, "a", "none"]}}
    found = {one.path[2:]: one.subtype for one in compiled({"terms": data}).diagnostics}
    assert found["see_also", 3] == "reference"
    assert found["see_also", 0] == found["see_also", 2] == "contradiction"


@pytest.mark.parametrize(
    "text",
    [
        "TODO",
        "todo.",
        "TBD",
        "[tbd]",
        "FIXME",
        "XXX",
        "-",
        "–",
        "—",
        "?",
        "???",
        "...",
        "…",
        "n/a",
        "N/A",
        "none",
        "None.",
        "to be defined",
        "(to be done)",
        "TODO: ask",
        "FIXME soon",
        "*TODO*",
        "/",
    ],
)
@pytest.mark.parametrize("field", ["definition", "plain_definition", "scope_note", "examples"])
def test_a_text_that_is_not_written_yet_is_told(check: Check, field: str, text: str) -> None:
    """It is shown as written, for a reviewer to find."""
    value = [text] if field == "examples" else text
    sense = {"definition": "good", "plain_definition": "good", field: value}
    records = check(json.dumps({"terms": {"a": {"senses": {"s": sense}}}}), "t.json")
    found = {path for path, message in remarks(records).items() if message.endswith("[value]")}
    assert found == {f"senses.s.{field}" + (".0" if field == "examples" else "")}


@pytest.mark.parametrize("text", ["x", "5", "too few", "none of them", "+", "→", "todoist", "A-"])
def test_a_short_text_is_a_text(check: Check, text: str) -> None:
    """Only what says nothing is told of."""
    assert remarks(check(json.dumps({"terms": {"a": {"definition": text}}}), "t.json")) == {}


def test_none_may_be_a_meaning(check: Check) -> None:
    """A word part may mean "none"; a label or a code may look like a placeholder."""
    records = check(
        "word_parts: {nulli-: {gloss: none}, x-: {gloss: TBD}}\n"
        "terms: {a: {definition: x, label: XXX, codes: [{system: ZZ, code: '-'}]}}\n"
    )
    assert [found.path for found in records.diagnostics] == [("word_parts", "x-", "gloss")]


@pytest.mark.parametrize(
    "name",
    [
        "“b”",
        '"b"',
        "'b'",
        "‘b’",
        "«b»",
        "»b«",
        "„b“",
        "‚b‘",
        "‹b›",
        "「b」",
        "`b`",
        "*b*",
        "**b**",
        "« b »",
    ],
)
@pytest.mark.parametrize(
    "field", ["label", "synonyms", "variants", "abbreviations", "forms", "hidden_labels"]
)
def test_quotes_around_a_name_are_told(check: Check, field: str, name: str) -> None:
    """The hint has the name without them."""
    value = name if field == "label" else [name]
    records = check(json.dumps({"terms": {"a": {"definition": "x", field: value}}}), "t.json")
    (found,) = records.diagnostics
    assert found.path[2] == field
    assert found.message.endswith("are part of the name")
    assert found.hint == "write it without them: b"


@pytest.mark.parametrize(
    "name", ["b", "'", "b'", "“b” and “c”", '"b" or "c"', "5'-b-3'", "''", "*"]
)
def test_quotes_in_a_name_are_not(check: Check, name: str) -> None:
    """A name may have quotes at its ends that do not belong together."""
    records = check(json.dumps({"terms": {"a": {"definition": "x", "label": name}}}), "t.json")
    assert remarks(records) == {}


@pytest.mark.parametrize(
    ("name", "way"),
    [
        ("B<12>", r"B\<12>"),
        ("b <c>", r"b \<c>"),
        ("!x", r"\!x"),
        ("CD34 +plural", "CD34 +plural <a>"),
        ("B<1> +plural", r"B\<1> +plural <a>"),
        ("a\\b", r"a\\b"),
        ("C#", "C# <a>"),
        ("type #1", "type #1 <a>"),
    ],
)
@pytest.mark.parametrize("field", ["label", "synonyms", "variants", "abbreviations", "forms"])
def test_a_name_that_is_read_as_something_else_is_told(
    check: Check, field: str, name: str, way: str
) -> None:
    """The hint shows how a page mentions it."""
    value = name if field == "label" else [name]
    records = check(json.dumps({"terms": {"a": {"definition": "x", field: value}}}), "t.json")
    (found,) = records.diagnostics
    assert found.hint == f"write :medterm:`{way}`"
    hidden = {"definition": "x", "hidden_labels": [name]}
    assert remarks(check(json.dumps({"terms": {"a": hidden}}), "t.json")) == {}


@pytest.mark.parametrize("other", ["d", "C#"])
def test_a_blank_that_does_not_break_is_a_blank(check: Check, other: str) -> None:
    """What is told about a name does not depend on the other names of its term."""
    data = {"terms": {"a": {"definition": "x", "synonyms": ["b\u00a0c", other]}}}
    told = [found.path for found in check(json.dumps(data), "t.json").diagnostics]
    assert ("terms", "a", "synonyms", 0) not in told


@given(st.text("!<>#+\\plura `b", min_size=1).map(str.strip).filter(bool))
def test_the_way_that_a_hint_shows_leads_to_the_term(name: str) -> None:
    """Law: a name is either read as it is, or the hint says how to write it."""
    term = {"definition": "x", "label": " ".join(name.split())}
    data = {"terms": {"key": term}}
    records = read_records(Document(file=Path("t.json"), data=data))
    label = records.terms["key"].label
    hints = [found.hint for found in records.diagnostics if "mention" in found.message]
    if not hints:
        written = read(escaped(label or ""))
        assert (written.title, written.target, written.is_linked) == (label, label, True)
    for hint in hints:
        written = read(escaped(hint.removeprefix("write :medterm:`").removesuffix("`")))
        assert written.target in (label, "key")
        assert written.title in (label, "key")
        assert written.is_linked
        assert not written.options


def test_senses_named_like_fields_are_told(check: Check) -> None:
    """A sense may have such a key, but hardly ever has."""
    senses = "definition: {definition: x}, plain_definition: {definition: z}, adult: y"
    records = check(f"terms: {{a: {{senses: {{{senses}}}}}}}\n")
    assert remarks(records) == {
        f"senses.{name}": f"{name!r} is read as the key of a sense, not as a field [value]"
        for name in ("definition", "plain_definition")
    }


# ---------------------------------------------------------------------- languages


@pytest.mark.parametrize(
    ("tag", "message", "hint", "meant"),
    [
        ("ger", "the language 'ger' is read as 'de'", "write 'de'", "de"),
        ("DEU-at", "the language 'DEU-at' is read as 'de-at'", "write 'de-at'", "de-at"),
        (
            "greek",
            "'greek' is not the tag of a language (BCP 47)",
            "did you mean 'el' (Greek) or 'grc' (Ancient Greek)?",
            "",
        ),
        (
            "Latin",
            "'Latin' is not the tag of a language (BCP 47)",
            "did you mean 'la' (Latin)?",
            "",
        ),
        (
            "klingonx",
            "'klingonx' is not the tag of a language (BCP 47)",
            "write 'en' for English, 'la' for Latin …",
            "",
        ),
        ("jp", "no language has the tag 'jp'", "did you mean 'ja'?", ""),
        ("xx", "no language has the tag 'xx'", "", ""),
    ],
)
def test_a_tag_that_is_not_right_is_told(tag: str, message: str, hint: str, meant: str) -> None:
    """What is not in doubt is read as meant."""
    assert tag_flaw(tag) == (message, hint, meant)


@pytest.mark.parametrize(
    "tag",
    ["la", "grc", "en-GB", "pt-br", "zh-hans", "qaa", "cmn", "arb", "iw", "sh", "no", "ZH-Hant-TW"],
)
def test_proper_tags_are_left_alone(tag: str) -> None:
    """In any capitals, with regions and scripts, private, rare and withdrawn ones."""
    assert tag_flaw(tag) is None


def test_all_languages_of_cldr_are_accepted() -> None:
    """Those that have a name there, and the short tags of those that have a long one."""
    tags = [str(tag).replace("_", "-") for tag in Locale("en").languages]
    assert [tag for tag in tags if tag_flaw(tag)] == []
    aliases = get_global("language_aliases")
    other = {long: aliases.get(long) for long in SHORTER if aliases.get(long) != SHORTER[long]}
    assert other.keys() <= {"twi", "tgl"}  # which CLDR takes for another language
    assert len(KNOWN) > 180


def test_tags_are_read_as_meant_wherever_they_are_used(check: Check) -> None:
    """Of files, word parts and translations, whose texts keep their places."""
    records = check(
        "glossary: {lang: eng}\n"
        "word_parts: {p-: {gloss: p, lang: lat}, q-: {gloss: q, lang: greek}}\n"
        "terms:\n  a:\n    definition: x\n    translations:\n      fr: F\n"
        "      ger: {label: '“D”'}\n      fra: G\n"
    )
    assert records.glossary.lang == "en"
    assert [part.lang for part in records.word_parts.values()] == ["la", "greek"]
    assert {t: one.label for t, one in records.terms["a"].translations.items()} == {
        "fr": "F",
        "de": "“D”",
        "fra": "G",
    }
    assert [(str(one.path[-1]), one.position) for one in records.diagnostics] == [
        ("lang", (1, 12)),
        ("lang", (2, 29)),
        ("lang", (2, 56)),
        ("ger", (8, 7)),
        ("fra", (9, 7)),
        ("label", (8, 13)),
    ]
