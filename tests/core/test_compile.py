"""From files to a termbase: globs, keys across files, and references to what does not exist."""

from __future__ import annotations

import gc
import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from sphinx_medterm.diagnostics import Severity, Subtype
from sphinx_medterm.formats.files import expand_globs
from sphinx_medterm.termbase.base import Origin, Termbase
from sphinx_medterm.termbase.load import load_termbase, open_termbase

from .conftest import compiled

Load = Callable[[str | dict[str, str]], Termbase]


def lines(termbase: Termbase) -> list[str]:
    """Write the findings as the command line prints them."""
    return [str(diagnostic) for diagnostic in termbase.diagnostics]


# ------------------------------------------------------------------ files


@pytest.mark.parametrize(
    ("patterns", "expected"),
    [
        (["b.yaml", "a.yaml"], ["b.yaml", "a.yaml"]),
        (["*.yaml"], ["a.yaml", "b.yaml"]),
        (["b.yaml", "*.yaml", "a.yaml"], ["b.yaml", "a.yaml"]),
        (["**/*.json"], ["sub/c.json", "sub/deep/d.json"]),
        (["sub/?.json"], ["sub/c.json"]),
        (["[ab].yaml"], ["a.yaml", "b.yaml"]),
        (["s*"], []),
        (["none.yaml"], ["none.yaml"]),
        (["**.yaml"], ["a.yaml", "b.yaml"]),
        (["sub/../*.yaml"], ["sub/../a.yaml", "sub/../b.yaml"]),
    ],
)
def test_globs_are_expanded(tmp_path: Path, patterns: list[str], expected: list[str]) -> None:
    """Names stay in their order, globs are sorted, and no file or folder comes twice or at all."""
    for name in ("b.yaml", "a.yaml", "sub/c.json", "sub/deep/d.json"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("", encoding="utf-8")
    files, _findings = expand_globs(patterns, tmp_path)
    assert files == [Path(name) for name in expected]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
def test_globs_match_what_cannot_be_read(tmp_path: Path) -> None:
    """All but folders, so that reading reports it; a pattern may stand for such a file, too."""
    os.mkfifo(tmp_path / "a.yaml")
    (tmp_path / "b.yaml").symlink_to("nowhere")
    (tmp_path / "c.yaml").symlink_to("/dev/zero")
    (tmp_path / "d.yaml").symlink_to("d.yaml")
    (tmp_path / "e.yaml").mkdir()
    (tmp_path / "f.yaml").write_text("terms:", encoding="utf-8")
    (tmp_path / "g*.yaml").symlink_to("nowhere")
    files, findings = expand_globs(["[a-f].yaml", "g*.yaml"], tmp_path)
    assert list(map(str, files)) == ["a.yaml", "b.yaml", "c.yaml", "d.yaml", "f.yaml", "g*.yaml"]
    assert findings == []
    found = load_termbase(files, base=tmp_path).diagnostics
    assert [str(finding.file) for finding in found] == [
        "a.yaml",
        "b.yaml",
        "c.yaml",
        "d.yaml",
        "g*.yaml",
    ]


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("c[1].yaml", ["c[1].yaml"]),
        ("[x]/d.yaml", ["[x]/d.yaml"]),
        ("c[12].yaml", ["c1.yaml"]),
        ("[f]", ["[f]/e.yaml"]),
        ("c[[]1].yaml", ["c[1].yaml"]),
        ("c[1].yaml\0", []),
    ],
)
def test_a_file_whose_name_looks_like_a_glob_is_found(
    tmp_path: Path, pattern: str, expected: list[str]
) -> None:
    """What is there by the very name is meant, be it a file or a folder."""
    for name in ("c[1].yaml", "c1.yaml", "x/d.yaml", "[x]/d.yaml", "[f]/e.yaml"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("", encoding="utf-8")
    files, _findings = expand_globs([pattern], tmp_path)
    assert files == [Path(name) for name in expected]


def test_absolute_globs_are_expanded(tmp_path: Path) -> None:
    """A glob may be absolute, as the names of files may."""
    (tmp_path / "a.yaml").write_text("", encoding="utf-8")
    files, findings = expand_globs([f"{tmp_path}/*.yaml"], Path("elsewhere"))
    assert (files, findings) == ([tmp_path / "a.yaml"], [])


def test_a_glob_without_files_is_warned_of(tmp_path: Path) -> None:
    """A glob that finds nothing is most likely misspelt."""
    files, findings = expand_globs(["*.yaml"], tmp_path)
    assert files == []
    assert [str(finding) for finding in findings] == [
        f"warning: no data file matches '*.yaml' (globs are relative to {tmp_path}) [medterm.file]"
    ]


def test_files_of_all_formats_make_one_termbase(load: Load) -> None:
    """A reference may lead from a file of one format into a file of another."""
    termbase = load(
        {
            "a.yaml": "terms: {a: {definition: x, broader: [b], sources: [s]}}\n",
            "b.toml": "[terms.b]\ndefinition = 'y'\nsee_also = ['c']\n",
            "c.json": '{"terms": {"c": {"definition": "z"}}, "sources": {"s": "S"}}',
        }
    )
    assert lines(termbase) == []
    assert list(termbase) == ["a", "b", "c"]
    assert termbase.term("b").narrower == ("a",)


def test_all_problems_of_all_files_come_in_one_go(load: Load) -> None:
    """A file that cannot be used hinders no other, and each file's findings are in its order."""
    termbase = load(
        {
            "a.yaml": "terms:\n  a: {definition: x, see_also: [none]}\n  b: {lable: y}\n",
            "b.json": "{",
            "c.toml": "[terms.c]\ndefinition = 'x'\nlable = 'y'\n",
        }
    )
    places = [line.partition(" ")[0] for line in lines(termbase)]
    assert places == ["a.yaml:2:33:", "a.yaml:3:3:", "a.yaml:3:7:", "b.json:1:2:", "c.toml:3:1:"]
    assert list(termbase) == ["a", "c"]


def test_loading_leaves_the_garbage_collector_as_it_was(tmp_path: Path) -> None:
    """Collection is put off while files are read, and never switched on for those without."""
    assert gc.isenabled()
    load_termbase([Path("none.yaml")], base=tmp_path)
    assert gc.isenabled()
    gc.disable()
    try:
        load_termbase([Path("none.yaml")], base=tmp_path)
        assert not gc.isenabled()
    finally:
        gc.enable()


# ------------------------------------------------------------------ keys across files


def test_two_terms_with_one_key_are_reported(load: Load) -> None:
    """The first file's term counts, and the message names both places."""
    termbase = load(
        {
            "a.yaml": "terms:\n  b: {definition: x}\n  a: {definition: one}\n",
            "b.json": '{"terms": {\n "a": {"definition": "one"}}}',
            "c.toml": "[terms.c]\ndefinition = 'x'\n[terms.a]\ndefinition = 'three'\n",
        }
    )
    rest = "'a' is already defined; this record is left out (the first one is at a.yaml:3)"
    assert lines(termbase) == [
        f"b.json:2:2: error: terms.a: {rest} [medterm.duplicate_key]",
        f"c.toml:3:1: error: terms.a: {rest} [medterm.duplicate_key]",
    ]
    assert termbase.term("a").definition == "one"
    assert list(termbase) == ["a", "b", "c"]


@pytest.mark.parametrize("section", ["sources", "word_parts"])
def test_sources_and_word_parts_may_be_repeated(load: Load, section: str) -> None:
    """The same record in two files is no fault; another one under its key is."""
    same = load({"a.yaml": f"{section}: {{a: x}}\n", "b.yaml": f"{section}: {{a: x}}\n"})
    assert lines(same) == []
    other = load({"a.yaml": f"{section}: {{a: x}}\n", "b.yaml": f"{section}: {{a: y}}\n"})
    assert lines(other) == [
        f"b.yaml:1:{len(section) + 4}: error: {section}.a: 'a' is already defined; this record is"
        " left out (the first one is at a.yaml:1) [medterm.duplicate_key]"
    ]


def test_the_origin_of_a_term_is_known(load: Load) -> None:
    """Messages of a build can say where a term is defined, odd keys included."""
    termbase = load(
        {
            "a.yaml": "terms:\n  a: {definition: x}\n  bone marrow: {definition: x}\n",
            "b.toml": "terms.c.definition = 'x'\n",
        }
    )
    assert termbase.origin("a") == Origin(Path("a.yaml"), 2)
    assert str(termbase.origin("bone-marrow")) == "a.yaml:3"
    assert str(termbase.origin("c")) == "b.toml:1"


# ------------------------------------------------------------------ references

OTHERS = (
    "sources: {haidar2010: H}\nword_parts: {extra-: outside}\n"
    "terms:\n  marrow: {definition: x}\n  a:\n    definition: x\n"
)


@pytest.mark.parametrize(
    ("record", "column", "path", "kind", "name", "meant"),
    [
        ("broader: [marow]", 15, "broader[0]", "term", "marow", "marrow"),
        ("narrower: [marow]", 16, "narrower[0]", "term", "marow", "marrow"),
        ("related: [marow]", 15, "related[0]", "term", "marow", "marrow"),
        ("contrast: [marow]", 16, "contrast[0]", "term", "marow", "marrow"),
        ("see_also: [marow]", 16, "see_also[0]", "term", "marow", "marrow"),
        (
            "replaced_by: marow\n    status: superseded",
            5,
            "replaced_by",
            "term",
            "marow",
            "marrow",
        ),
        (
            "related_conditions: [{label: y, term: marow}]",
            37,
            "related_conditions[0].term",
            "term",
            "marow",
            "marrow",
        ),
        ("etymology: {parts: [extr-]}", 25, "etymology.parts[0]", "word part", "extr-", "extra-"),
        ("sources: [haidar]", 15, "sources[0]", "source", "haidar", "haidar2010"),
        (
            "etymology: {note: y, sources: [haidar]}",
            36,
            "etymology.sources[0]",
            "source",
            "haidar",
            "haidar2010",
        ),
        (
            "pronunciation: [{ipa: y, sources: [haidar]}]",
            40,
            "pronunciation[0].sources[0]",
            "source",
            "haidar",
            "haidar2010",
        ),
        (
            "pronunciation: {ipa: y, sources: [haidar]}",
            39,
            "pronunciation[0].sources[0]",
            "source",
            "haidar",
            "haidar2010",
        ),
        (
            "related_conditions: [{label: y, sources: [haidar]}]",
            47,
            "related_conditions[0].sources[0]",
            "source",
            "haidar",
            "haidar2010",
        ),
    ],
)
def test_a_dangling_reference_costs_itself(
    load: Load, record: str, column: int, path: str, kind: str, name: str, meant: str
) -> None:
    """A reference that leads nowhere is left out, and the hint names what comes near."""
    termbase = load(f"{OTHERS}    {record}\n")
    assert lines(termbase) == [
        f"terms.yaml:7:{column}: error: terms.a.{path}: no {kind} has the key {name!r};"
        f" the reference is left out (did you mean {meant!r}?) [medterm.reference]"
    ]
    without = {
        f"[{name}]": "[]",
        f", term: {name}": "",
        f"replaced_by: {name}": "",
    }
    for written, nothing in without.items():
        record = record.replace(written, nothing)
    assert termbase.term("a") == load(f"{OTHERS}    {record}\n").term("a")


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("bone marrow", "did you mean 'bm'?"),
        ("Bone marrow", "did you mean 'bm'?"),
        ("bone marrows", "did you mean 'bm'?"),
        ("BOM", "did you mean 'bm'?"),
        ("medulla ossium", "did you mean 'bm'?"),
        ("shared", "did you mean 'bm' or 'spleen'?"),
        ("nothing like it", "define it under 'terms:'"),
    ],
)
def test_a_reference_by_name_is_told_the_key(load: Load, written: str, hint: str) -> None:
    """Keepers think of terms by their names; any of them leads to the key that belongs here."""
    termbase = load(
        "terms:\n"
        "  bm: {label: bone marrow, abbreviations: BOM, synonyms: [medulla ossium, shared]}\n"
        "  spleen: {label: the spleen, synonyms: shared}\n"
        f"  a: {{definition: x, see_also: [{written}]}}\n"
    )
    (finding,) = termbase.diagnostics
    assert (finding.subtype, finding.hint) == ("reference", hint)


def test_a_source_is_not_looked_for_among_the_names_of_terms(load: Load) -> None:
    """Other sections have keys of their own."""
    termbase = load("terms:\n  a: {label: book, definition: x, sources: [book]}\n")
    assert [finding.hint for finding in termbase.diagnostics] == ["define it under 'sources:'"]


def test_dangling_sources_of_senses_and_word_parts_are_reported(load: Load) -> None:
    """Sources are looked for everywhere; without a near name, the hint says where to define it."""
    termbase = load(
        "word_parts:\n  a-: {gloss: y, sources: [none]}\n"
        "terms:\n  a: {senses: {s: {definition: x, sources: [none]}}}\n"
    )
    rest = (
        "no source has the key 'none'; the reference is left out"
        " (define it under 'sources:') [medterm.reference]"
    )
    assert lines(termbase) == [
        f"terms.yaml:2:28: error: word_parts.a-.sources[0]: {rest}",
        f"terms.yaml:4:45: error: terms.a.senses.s.sources[0]: {rest}",
    ]
    assert termbase.word_part("a-").sources == ()
    assert termbase.term("a").senses["s"].sources == ()
    assert termbase.term("a").senses["s"].definition == "x"


def test_good_references_stay_in_order(load: Load) -> None:
    """Only what leads nowhere is taken out of a list."""
    termbase = load(
        "terms:\n  a: {definition: x, see_also: [d, none, c, nil, b]}\n"
        "  b: {definition: x}\n  c: {definition: x}\n  d: {definition: x}\n"
    )
    assert termbase.term("a").see_also == ("d", "c", "b")
    assert [d.path for d in termbase.diagnostics] == [
        ("terms", "a", "see_also", 1),
        ("terms", "a", "see_also", 3),
    ]


def test_places_are_right_behind_items_left_out(load: Load) -> None:
    """The number of an item counts those before it that are no good."""
    termbase = load(
        {
            "t.json": '{"terms": {"a": {"definition": "x", "see_also":\n'
            '[5,\n6,\n"nil",\n7,\n"none"],'
            '\n"related_conditions": [{"codes": [8]},\n{"codes": 9, "label": "y"},'
            '\n{"term":\n"nil"}]}}}'
        }
    )
    dangling = [d for d in termbase.diagnostics if d.subtype is Subtype.REFERENCE]
    assert [(d.position, d.path) for d in dangling] == [
        ((4, 1), ("terms", "a", "see_also", 2)),
        ((6, 1), ("terms", "a", "see_also", 4)),
        ((9, 2), ("terms", "a", "related_conditions", 2, "term")),
    ]


def test_a_condition_without_a_name_is_left_out(load: Load) -> None:
    """A condition that has no name, or loses it, is reported and left out; others stay."""
    termbase = load(
        "terms:\n  a:\n    definition: x\n    related_conditions:\n"
        "      - {relation: y}\n      - {label: z}\n      - {term: none, relation: y}\n"
    )
    nameless = "a condition with neither a term nor a label is left out [medterm.record]"
    assert lines(termbase) == [
        f"terms.yaml:5:9: error: terms.a.related_conditions[0]: {nameless}",
        f"terms.yaml:7:9: error: terms.a.related_conditions[2]: {nameless}",
        "terms.yaml:7:10: error: terms.a.related_conditions[2].term: no term has the"
        " key 'none'; the reference is left out (define it under 'terms:') [medterm.reference]",
    ]
    assert [condition.label for condition in termbase.term("a").related_conditions] == ["z"]


def test_a_term_left_out_leaves_references_dangling(load: Load) -> None:
    """What refers to a record that cannot be used is told so."""
    termbase = load("terms:\n  a: {definition: x, contrast: [b]}\n  b: {variants: B}\n")
    assert [d.subtype for d in termbase.diagnostics] == [Subtype.REFERENCE, Subtype.RECORD]
    assert termbase.term("a").contrast == ()


def test_long_names_are_cut_in_messages(load: Load) -> None:
    """A reference of any length makes a message of one short line."""
    termbase = load(f"terms: {{a: {{definition: x, see_also: [{'y' * 5000}]}}}}\n")
    (line,) = lines(termbase)
    assert len(line) < 250
    assert f"'{'y' * 37}…'" in line


# ------------------------------------------------------------------ relations


def test_relations_hold_both_ways(load: Load) -> None:
    """What is stated on one side is known on the other (SKOS §8.1), after what it says itself."""
    termbase = load(
        "terms:\n"
        "  a: {definition: x, broader: [b], related: [c], contrast: [d], see_also: [e]}\n"
        "  b: {definition: x, narrower: [e]}\n  c: {definition: x}\n"
        "  d: {definition: x, contrast: [e, a]}\n  e: {definition: x}\n"
    )
    assert termbase.term("b").narrower == ("e", "a")
    assert termbase.term("e").broader == ("b",)
    assert termbase.term("c").related == ("a",)
    assert termbase.term("d").contrast == ("e", "a")
    assert termbase.term("e").contrast == ("d",)
    assert termbase.term("e").see_also == ()


def test_what_a_term_says_of_itself_makes_no_relation(load: Load) -> None:
    """A reference of a term to itself is left out, on either side."""
    termbase = load("terms: {a: {definition: x, related: [a], broader: [a]}}\n")
    assert [one.subtype for one in termbase.diagnostics] == [Subtype.CONTRADICTION] * 2
    assert termbase.term("a").related == ()
    assert termbase.term("a").broader == termbase.term("a").narrower == ()


KEYS = ["a", "b", "c", "d"]
RELATIONS = {"broader": "narrower", "narrower": "broader", "related": "related"} | {
    "contrast": "contrast"
}
TERMS = st.fixed_dictionaries(
    {"definition": st.just("x")},
    optional={name: st.lists(st.sampled_from([*KEYS, "none"]), max_size=4) for name in RELATIONS},
)


@given(st.dictionaries(st.sampled_from(KEYS), TERMS))
def test_every_relation_has_its_inverse(terms: dict[str, Any]) -> None:
    """Law: after compiling, each relation is stated on both sides and leads to a term."""
    stated = {
        (key, name, other)
        for key, term in terms.items()
        for name in RELATIONS
        for other in term.get(name, ())
        if other in terms and other != key
    }
    termbase = compiled({"terms": terms})
    found = {
        (key, name, other)
        for key in termbase
        for name in RELATIONS
        for other in getattr(termbase.term(key), name)
    }
    inverse = {(o, RELATIONS[n], k) for k, n, o in stated}
    assert found == stated | inverse
    for key in termbase:
        for name in RELATIONS:
            others = getattr(termbase.term(key), name)
            own = [o for o in terms[key].get(name, ()) if o in terms and o != key]
            added = others[len(own) :]
            assert len(added) == len(set(added))


REFERENCES = st.lists(st.sampled_from(["a", "b", "s", "p-", "none", "nil"]), max_size=4)


@given(
    st.fixed_dictionaries(
        {"definition": st.just("x")},
        optional={
            "see_also": REFERENCES,
            "sources": REFERENCES,
            "etymology": st.fixed_dictionaries({"parts": REFERENCES, "sources": REFERENCES}),
            "senses": st.fixed_dictionaries(
                {"t": st.fixed_dictionaries({"definition": st.just("y"), "sources": REFERENCES})}
            ),
        },
    )
)
def test_every_reference_is_kept_or_reported(term: dict[str, Any]) -> None:
    """Law: a reference to what exists is kept, and each other one is reported, at its number.

    Only those to the term itself are left out although it exists.
    """
    data = {
        "terms": {"a": term, "b": {"definition": "z"}},
        "sources": {"s": "S"},
        "word_parts": {"p-": "P"},
    }
    lists = {
        ("see_also",): (term.get("see_also", []), {"a", "b"}),
        ("sources",): (term.get("sources", []), {"s"}),
        ("etymology", "parts"): (term.get("etymology", {}).get("parts", []), {"p-"}),
        ("etymology", "sources"): (term.get("etymology", {}).get("sources", []), {"s"}),
        ("senses", "t", "sources"): (
            term.get("senses", {}).get("t", {}).get("sources", []),
            {"s"},
        ),
    }
    expected = {
        ("terms", "a", *path, number)
        for path, (keys, existing) in lists.items()
        for number, key in enumerate(keys)
        if key not in existing
    }
    termbase = compiled(data)
    dangling = [d for d in termbase.diagnostics if d.severity is Severity.ERROR]
    assert {d.path for d in dangling} == expected
    assert len(dangling) == len(expected)
    assert list(termbase.term("a").see_also) == [k for k in lists["see_also",][0] if k == "b"]


# ------------------------------------------------------------------ files that are edited

SOUND = [
    "  {key}:\n    definition: in the marrow\n    see_also: [b]\n",
    "  {key}: {{definition: soft}}\n",
    "  {key}:\n    definition: soft # remark\n    lable: x\n",
    "  {key}:\n    definition: >-\n      soft: and red\n    synonyms: [null, of {key}]\n",
]
BROKEN = [
    "  {key}:\n    definition: Anemia: too few\n",
    "  {key}:\n\tdefinition: soft\n",
    "  {key}:\n    definition:soft\n",
    '  {key}:\n    definition: "too few\n    label: x\n',
    "  {key}: {{definition: soft\n",
    "  {key}\n",
    "   {key}:\n    definition: soft\n",
    "stray\n",
    '  {key}:\n    definition: "long\nand short"\n',
    "  {key}:\n    definition: 'x\n  y'\n",
    "  {key}:\n    definition: &m soft\n    note: *n\n",
]
"""Records with a mistake, and records in a style in which they cannot be told apart."""
STATES = st.lists(
    st.tuples(st.sampled_from(["a", "b", "c", "d", "e"]), st.sampled_from([*SOUND, *BROKEN])),
    min_size=1,
    max_size=6,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@example(states=[[("a", SOUND[0])], [("a", SOUND[0]), ("a", BROKEN[2])]], size=1)
@given(states=st.lists(STATES, min_size=2, max_size=4), size=st.sampled_from([1, 2, 5_000]))
def test_a_file_that_is_edited_says_what_it_would_say_if_it_were_new(
    monkeypatch: pytest.MonkeyPatch, states: list[list[tuple[str, str]]], size: int
) -> None:
    """Law: whatever was read before, in parts or as a whole, with and without mistakes."""
    monkeypatch.setattr("sphinx_medterm.formats.yaml.PART", size)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, records in enumerate(states):
            text = "terms:\n" + "".join(record.format(key=key) for key, record in records)
            (folder / "t.yaml").write_text(f"{text}sources:\n  s: S\n", encoding="utf-8")
            edited = open_termbase(folder / "store.sqlite", [Path("t.yaml")], folder)
            monkeypatch.setattr("sphinx_medterm.formats.yaml.PART", 5_000)
            whole = load_termbase([Path("t.yaml")], base=folder)
            monkeypatch.setattr("sphinx_medterm.formats.yaml.PART", size)
            assert lines(edited) == lines(whole), number
            assert list(edited) == list(whole)
            assert [edited.term(key) for key in edited] == [whole.term(key) for key in whole]
