"""Codes and relations of a single sense: read, checked and followed like those of a term."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_medterm.cli.main import main
from sphinx_medterm.diagnostics import Subtype
from sphinx_medterm.records.model import Sense, Term
from sphinx_medterm.records.remarks import RELATIONS
from sphinx_medterm.termbase.base import Termbase

from .conftest import Check, Load, compiled, entry_digest

OTHERS = "  b: {definition: y}\n  c: {definition: z}\n"
IN_TERM, IN_SENSE = ("terms", "a"), ("terms", "a", "senses", "s")

FAULTS = [
    "codes: ['MESH:D1']",
    "codes: ['SNOMEDCT:271737001']",
    "codes: ['D006411']",
    "codes: ['MEHS:D006411', 'ZZ:1']",
    "codes: ['HP:0001978', 'HP:0001978']",
    "codes: 'ZZ:1, ZZ:2'",
    "codes: [{system: ZZ, code: y, macth: exact}]",
    "codes: [{system: ZZ, code: y, match: same}]",
    "codes: [{system: ZZ}]",
    "codes: [{system: ZZ, code: y, display: '\"y\"'}]",
    "codes: {MESH: D006411}",
    "MESH: D006411",
    "xref: ZZ:1",
    "exact_match: ZZ:1",
    "is_a: b",
    *(
        f"{relation}: [{others}]"
        for relation in RELATIONS
        for others in ("nobody", "b, b", "a", "a, nobody, b, a", "5, {b: c}")
    ),
    "related: nobdoy",
    "broader: [b], related: [c, b]",
    "narrower: [c, b], broader: [b]",
    "contrast: [b], related: [b], see_also: [b]",
]


def said(termbase: Termbase, start: tuple[str, ...], column: int) -> list[Any]:
    """Return all that is said, each with its path and column from the start of the fields."""
    assert all(one.path[: len(start)] == start for one in termbase.diagnostics)
    return [
        (
            one.severity,
            one.subtype,
            one.message,
            one.hint,
            one.path[len(start) :],
            one.position and (one.position.line, one.position.column - column),
        )
        for one in termbase.diagnostics
    ]


@pytest.mark.parametrize("fields", FAULTS)
def test_a_sense_is_checked_as_a_term_is(load: Load, fields: str) -> None:
    """With the same messages and hints, at the places of the sense."""
    in_term, in_sense = "  a: {definition: x, ", "  a: {senses: {s: {definition: x, "
    of_term = load(f"terms:\n{in_term}{fields}}}\n{OTHERS}")
    of_sense = load(f"terms:\n{in_sense}{fields}}}}}}}\n{OTHERS}")
    expected = said(of_term, IN_TERM, len(in_term))
    assert expected
    assert said(of_sense, IN_SENSE, len(in_sense)) == expected
    kept, sense = of_term.term("a"), of_sense.term("a").senses["s"]
    for name in ("codes", *RELATIONS):
        assert getattr(sense, name) == getattr(kept, name)


def test_a_sense_has_the_ties_of_a_term() -> None:
    """Codes and all kinds of relation, of the same types."""
    for name in ("codes", *RELATIONS):
        assert Sense.model_fields[name].annotation == Term.model_fields[name].annotation


def test_short_forms_are_read_in_senses_too(check: Check) -> None:
    """A single code, and several keys in one text."""
    records = check("terms: {a: {senses: {s: {definition: x, codes: ZZ:1, related: 'b, c'}}}}")
    assert records.diagnostics == []
    sense = records.terms["a"].senses["s"]
    assert [(code.system, code.code, code.match) for code in sense.codes] == [("ZZ", "1", None)]
    assert sense.related == ("b", "c")


SENSE = {"definition": "x", "codes": ["ZZ:1", {"system": "ZZ", "code": "2", "match": "exact"}]} | {
    relation: ["b"] for relation in ("narrower", "see_also")
}
FORMATS = {
    "yaml": "terms:\n  a:\n    senses:\n      s:\n        definition: x\n        codes:\n"
    "          - ZZ:1\n          - {system: ZZ, code: 2, match: exact}\n"
    "        narrower: b\n        see_also: [b]\n",
    "toml": '[terms.a.senses.s]\ndefinition = "x"\nnarrower = ["b"]\nsee_also = "b"\n'
    'codes = ["ZZ:1", {system = "ZZ", code = "2", match = "exact"}]\n',
    "json": json.dumps({"terms": {"a": {"senses": {"s": SENSE}}}}),
}


@pytest.mark.parametrize("suffix", FORMATS)
def test_all_formats_have_them(check: Check, suffix: str) -> None:
    """Each in its own way of writing."""
    records = check(FORMATS[suffix], f"terms.{suffix}")
    assert records.diagnostics == []
    assert records.terms["a"].senses["s"] == Sense.model_validate(SENSE)


@pytest.mark.parametrize(
    ("fields", "messages"),
    [
        (
            "broader: [b], senses: {s: {definition: x, related: [c, b]}}",
            {"senses.s.related.1": "'b' cannot be both broader and related"},
        ),
        (
            "broader: [b], senses: {s: {definition: x, broader: [c, b]}}",
            {"senses.s.broader.1": "'b' is already in 'broader' of the whole term"},
        ),
        (
            "codes: ['ZZ:1'], senses: {s: {definition: x, codes: [{system: ZZ, code: 1}]}}",
            {"senses.s.codes.0": "the code ZZ:1 is already in 'codes' of the whole term"},
        ),
        (
            "codes: ['ZZ:1'], senses:"
            " {s: {definition: x, codes: [{system: ZZ, code: 1, version: 2}]}}",
            {},
        ),
        (
            "senses: {s: {definition: x, broader: [b]}, t: {definition: y, narrower: [b]}}",
            {},
        ),
        (
            "senses: {s: {definition: x, codes: ['ZZ:1']}, t: {definition: y, codes: ['ZZ:1']}}",
            {},
        ),
    ],
)
def test_what_a_term_says_holds_for_all_its_senses(
    load: Load, fields: str, messages: dict[str, str]
) -> None:
    """So a sense need not say it again, and cannot say otherwise; another sense may."""
    found = load(f"terms:\n  a: {{{fields}}}\n{OTHERS}").diagnostics
    assert {".".join(map(str, one.path[2:])): one.message for one in found} == messages
    assert all(one.hint for one in found)


CIRCLE = "terms are broader than each other in a circle: "


@pytest.mark.parametrize(
    ("a", "others", "expected"),
    [
        ("s: broader: [b]", {"b": "broader: [a]"}, {"a.senses.s.broader.0": "a → b → a"}),
        ("s: narrower: [b]", {"b": "narrower: [a]"}, {"a.senses.s.narrower.0": "a → b → a"}),
        (
            "s: broader: [c, b]",
            {"b": "broader: [c]", "c": "broader: [a]"},
            {"a.senses.s.broader.0": "a → c → a"},
        ),
        ("s: broader: [b]", {"b": "narrower: [a]"}, {}),
        ("s: broader: [b]; t: narrower: [b]", {}, {}),
        ("s: broader: [b]; t: narrower: [c]", {"b": "broader: [c]"}, {}),
        (
            "s: broader: [b], narrower: [c]",
            {"b": "broader: [c]"},
            {"a.senses.s.broader.0": "a → b → c → a"},
        ),
    ],
)
def test_a_circle_needs_one_sense(a: str, others: dict[str, str], expected: dict[str, str]) -> None:
    """Two senses of one word may well stand above and below another term."""
    senses = {}
    for number, one in enumerate(a.split("; ")):
        name, _colon, fields = one.partition(": ")
        senses[name] = {"definition": str(number), **_read(fields)}
    terms = {key: {"definition": key, **_read(others.get(key, ""))} for key in "bc"}
    found = compiled({"terms": {"a": {"senses": senses}, **terms}}).diagnostics
    told = {".".join(map(str, one.path[1:])): one.message for one in found}
    assert told == {place: f"{CIRCLE}{circle}" for place, circle in expected.items()}


def _read(fields: str) -> dict[str, list[str]]:
    """Read ``broader: [b, c], narrower: [d]``."""
    read = (field.partition(": [") for field in fields.split("], ") if field)
    return {name: keys.rstrip("]").split(", ") for name, _sign, keys in read}


def test_a_great_many_senses_are_no_matter() -> None:
    """Each of them is compared with what the term says, which is looked at once."""
    size = 10_000
    others = [f"t{number}" for number in range(size)]
    senses = {
        f"s{number}": {"definition": f"x{number}", "narrower": [other], "related": [other]}
        for number, other in enumerate(others)
    }
    terms = {"a": {"broader": others, "related": others, "senses": senses}}
    termbase = compiled({"terms": terms | {key: {"definition": key} for key in others}})
    both, twice = Subtype.CONTRADICTION, Subtype.REPEATED
    counts = dict.fromkeys((both, twice), 0)
    for one in termbase.diagnostics:
        counts[one.subtype] += one.count
    assert counts == {both: 3 * size, twice: size}


def test_a_sense_related_to_what_is_broader_by_another_term_is_told(load: Load) -> None:
    """The place is that of the sense (SKOS, S27)."""
    (found,) = load(
        "terms:\n  a: {senses: {s: {definition: x, related: [c, b]}}}\n"
        "  b: {definition: y, narrower: [a]}\n  c: {definition: z}\n"
    ).diagnostics
    assert found.path == (*IN_SENSE, "related", 1)
    assert found.message == "'b' cannot be both related and broader"


# ---------------------------------------------------------------------- what follows


def test_what_a_sense_says_is_shown_on_the_other_side(load: Load) -> None:
    """Once: the term of the sense does not repeat what the other says too."""
    termbase = load(
        "terms:\n"
        "  a: {senses: {s: {definition: x, broader: [b], related: [c], see_also: [d]},"
        " t: {definition: y, contrast: [d]}}}\n"
        "  b: {definition: y, narrower: [a]}\n  c: {definition: z}\n  d: {definition: w}\n"
    )
    assert termbase.diagnostics == []
    assert (termbase.term("b").narrower, termbase.term("c").related) == (("a",), ("a",))
    assert (termbase.term("d").contrast, termbase.term("d").see_also) == (("a",), ())
    term = termbase.term("a")
    assert (term.broader, term.related, term.contrast) == ((), (), ())
    assert set(termbase.depends.leads_to("a")) == {"b", "c", "d"}


KEYS = ["a", "b", "c"]
SIDES = {"broader": "narrower", "narrower": "broader", "related": "related", "contrast": "contrast"}
FIELDS: dict[str, Any] = {name: st.lists(st.sampled_from(KEYS), max_size=2) for name in SIDES}
SENSES = st.lists(st.fixed_dictionaries({"definition": st.just("x")}, optional=FIELDS), max_size=3)


RECORDS = st.tuples(st.fixed_dictionaries({}, optional=FIELDS), SENSES)


@given(st.dictionaries(st.sampled_from(KEYS), RECORDS))
def test_every_relation_is_shown_on_both_sides(
    drawn: dict[str, tuple[dict[str, list[str]], list[dict[str, Any]]]],
) -> None:
    """Law: whoever says it, a term or a sense of it, each of both entries shows it, once there."""
    terms = {
        key: {"label": key.upper(), **own, "senses": {f"s{n}": one for n, one in enumerate(senses)}}
        for key, (own, senses) in drawn.items()
    }
    termbase = compiled({"terms": terms})
    stated = {
        (key, name, other)
        for key, (own, senses) in drawn.items()
        for record in (own, *senses)
        for name in SIDES
        for other in record.get(name, ())
        if other in terms and other != key
    }
    shown = set()
    for key in termbase:
        term = termbase.term(key)
        for name in SIDES:
            whole = getattr(term, name)
            own = terms[key].get(name, ())
            in_senses = {o for sense in term.senses.values() for o in getattr(sense, name)}
            assert not {o for o in whole if o not in own} & in_senses
            shown |= {(key, name, other) for other in (*whole, *in_senses)}
    assert shown == stated | {(o, SIDES[name], key) for key, name, o in stated}


def test_the_digest_of_an_entry_follows_its_senses(load: Load) -> None:
    """And that of the other side: also where the sense takes over what another term says."""
    start = "terms:\n  b: {definition: y, narrower: [a]}\n  c: {definition: z}\n  a: {senses: {s: "
    ties = ("", "broader: [b]", "broader: [c]", "codes: ['ZZ:1']", "codes: ['ZZ:2']")
    of_a, of_c = [], []
    for fields in (f", {one}" if one else "" for one in ties):
        termbase = load(f"{start}{{definition: x{fields}}}}}}}\n")
        of_a.append(entry_digest(termbase, "a"))
        of_c.append(entry_digest(termbase, "c"))
    assert len(set(of_a)) == len(ties)
    assert [digest == of_c[0] for digest in of_c] == [True, True, False, True, True]


def test_a_former_key_is_read_as_the_present_one(load: Load) -> None:
    """In the relations of senses as well."""
    termbase = load(
        "terms:\n  a: {senses: {s: {definition: x, broader: [old]}}}\n"
        "  b: {definition: y, former_keys: [old]}\n"
    )
    assert termbase.diagnostics == []
    assert termbase.term("a").senses["s"].broader == ("b",)
    assert termbase.term("b").narrower == ("a",)


# ---------------------------------------------------------------------- shown in a terminal

TERMS = """\
terms:
  a:
    label: A
    codes: ["ZZ:0"]
    senses:
      s:
        definition: x
        narrower: [b, c]
        codes: [{system: ZZ, code: 1, match: exact, display: One}, "ZZ:2"]
      t: {definition: y, see_also: [b]}
  b: {definition: one}
  c: {definition: two}
"""
SHOWN = """\
A

1. x
   Narrower: b; c
   Code: ZZ 1 One (exact match)
   Code: ZZ 2

2. y
   See also: b

Codes  ZZ 0
Key    a (terms.yaml:2)
"""


def test_the_command_shows_them_with_their_sense(
    load: Load, capsys: pytest.CaptureFixture[str], tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As lines and as data; a match that is not written is not there."""
    load(TERMS)
    monkeypatch.chdir(tmp_path)
    assert main(["show", "a"]) == 0
    assert capsys.readouterr().out == SHOWN
    assert main(["show", "a", "--format", "json"]) == 0
    ((entry,),) = [json.loads(capsys.readouterr().out)["entries"]]
    first, second = entry["senses"]
    assert first["narrower"] == [{"key": "b", "label": "b"}, {"key": "c", "label": "c"}]
    assert [code.get("match") for code in first["codes"]] == ["exact", None]
    assert ("codes" in second, second["see_also"]) == (False, [{"key": "b", "label": "b"}])
