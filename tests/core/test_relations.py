"""What terms say of each other that cannot be true."""

from __future__ import annotations

from itertools import pairwise, product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_medterm.diagnostics import Severity, Subtype
from sphinx_medterm.termbase.base import Termbase
from sphinx_medterm.termbase.relations import knots

from .conftest import Load, compiled


def told(termbase: Termbase) -> dict[str, str]:
    """Return the messages about contradictions, with their hints, by where they are."""
    found = [one for one in termbase.diagnostics if one.subtype is Subtype.CONTRADICTION]
    assert all(one.severity is Severity.WARNING and one.hint for one in found)
    assert len({(one.path, one.message) for one in found}) == len(found)
    places = {".".join(map(str, one.path[1:])): f"{one.message} ({one.hint})" for one in found}
    assert len(places) == len(found)
    return places


def terms(*records: str) -> str:
    """Make a data file of terms."""
    return "terms:\n" + "".join(
        f"  {key}: {{definition: x{number}, {rest}}}\n"
        for number, (key, _colon, rest) in enumerate(record.partition(": ") for record in records)
    )


IN_CIRCLE = "terms are broader than each other in a circle"
ONE_LESS = "leave one of these relations out"
SUPERSEDED = "status: superseded, replaced_by"


@pytest.mark.parametrize(
    ("records", "expected"),
    [
        pytest.param(
            ["a: broader: [b]", "b: broader: [c]", "c: broader: [a]"],
            {"a.broader.0": f"{IN_CIRCLE}: a → b → c → a ({ONE_LESS})"},
            id="three",
        ),
        pytest.param(
            ["a: broader: [b]", "b: narrower: [c]", "c: narrower: [b]"],
            {"b.narrower.0": f"{IN_CIRCLE}: b → c → b ({ONE_LESS})"},
            id="the first of the references in it",
        ),
        pytest.param(
            ["b: narrower: [z, a]", "a: narrower: [b]", "z: label: Z"],
            {"a.narrower.0": f"{IN_CIRCLE}: a → b → a ({ONE_LESS})"},
            id="narrower",
        ),
        pytest.param(
            ["a: broader: [b]", "b: narrower: [a]"], {}, id="said on both sides is no circle"
        ),
        pytest.param(
            ["a: broader: [b, c]", "b: broader: [a]", "c: broader: [a]"],
            {
                "a.broader.0": f"{IN_CIRCLE}: a → b → a"
                f" ({ONE_LESS}; 3 terms are in such circles together)"
            },
            id="two circles with a term in common",
        ),
        pytest.param(
            ["a: broader: [b]", "b: broader: [a]", "c: broader: [d, a]", "d: broader: [c]"],
            {
                "a.broader.0": f"{IN_CIRCLE}: a → b → a ({ONE_LESS})",
                "c.broader.0": f"{IN_CIRCLE}: c → d → c ({ONE_LESS})",
            },
            id="two circles",
        ),
        pytest.param(
            [
                f"{n}: broader: [{chr(ord(n) + 1) if n < 'z' else 'a'}]"
                for n in map(chr, range(97, 123))
            ],
            {"a.broader.0": f"{IN_CIRCLE}: a → b → c → d → e → f → … → z → a ({ONE_LESS})"},
            id="long",
        ),
        pytest.param(
            ["a: broader: [b], narrower: [b]", "b: label: B"],
            {
                "a.narrower.0": "'b' cannot be both broader and narrower"
                " (leave it out in one of the two fields)"
            },
            id="in one term, told once",
        ),
        pytest.param(["a: broader: [none]", "b: narrower: [a]"], {}, id="dangling"),
        pytest.param(
            ["a: related: [b]", "b: narrower: [a]"],
            {
                "a.related.0": "'b' cannot be both related and broader"
                " ('narrower' of 'b' has 'a'; leave one of them out)"
            },
            id="related and broader",
        ),
        pytest.param(
            ["a: related: [b]", "b: broader: [a], related: [a]"],
            {
                "a.related.0": "'b' cannot be both related and narrower"
                " ('broader' of 'b' has 'a'; leave one of them out)",
                "b.related.0": "'a' cannot be both broader and related"
                " (leave it out in one of the two fields)",
            },
            id="related and narrower",
        ),
        pytest.param(
            ["a: related: [c]", "b: narrower: [a]", "c: narrower: [b]"], {}, id="at a distance"
        ),
        pytest.param(["a: contrast: [b]", "b: broader: [a]"], {}, id="contrast"),
        pytest.param(
            [f"a: {SUPERSEDED}: b", f"b: {SUPERSEDED}: a", f"c: {SUPERSEDED}: a"],
            {
                "a.replaced_by": "terms are replaced by each other in a circle: a → b → a"
                " (one of them must be the one to use)"
            },
            id="replaced in a circle",
        ),
        pytest.param(
            [f"a: {SUPERSEDED}: b", f"b: {SUPERSEDED}: c", f"c: {SUPERSEDED}: d", "d: label: D"],
            {
                "a.replaced_by": "'b' is itself replaced, by 'c' (write 'd')",
                "b.replaced_by": "'c' is itself replaced, by 'd' (write 'd')",
            },
            id="replaced by what is replaced",
        ),
        pytest.param(
            [f"a: {SUPERSEDED}: b", "b: status: deprecated"],
            {},
            id="replaced by a deprecated one",
        ),
    ],
)
def test_what_cannot_be_true_is_told_once(
    load: Load, records: list[str], expected: dict[str, str]
) -> None:
    """At the first reference, with the circle or the other term."""
    assert told(load(terms(*records))) == expected


def test_a_contradiction_between_files_has_its_line_and_column(load: Load) -> None:
    """The first file has it, whatever the names of files and terms."""
    one = "terms:\n  z:\n    definition: x\n    broader: [y, a]\n  y: {definition: x}\n"
    termbase = load({"z.yaml": one, "a.yaml": "terms: {a: {definition: x, broader: [z]}}\n"})
    assert [str(diagnostic) for diagnostic in termbase.diagnostics] == [
        f"z.yaml:4:18: warning: terms.z.broader[1]: {IN_CIRCLE}: z → a → z ({ONE_LESS})"
        " [medterm.contradiction]"
    ]
    assert termbase.term("a").broader == ("z",)


def test_a_hidden_record_is_in_no_circle(load: Load) -> None:
    """Only the first record of a key counts."""
    one, two = terms("a: broader: [b]", "b: label: B"), terms("b: broader: [a]")
    found = load({"a.yaml": one, "b.yaml": two}).diagnostics
    assert [diagnostic.subtype for diagnostic in found] == [Subtype.DUPLICATE_KEY]


KEYS = "abcdef"
LISTS = st.lists(st.sampled_from([*KEYS, "none"]), max_size=2)
GRAPHS = st.dictionaries(
    st.sampled_from(KEYS),
    st.fixed_dictionaries(
        {"definition": st.just("x")}, optional={"broader": LISTS, "narrower": LISTS}
    ),
)


def naive_knots(edges: set[tuple[str, str]]) -> set[frozenset[str]]:
    """Find the sets of nodes that lead to each other by trying all ways of growing length."""
    reached = set(edges)
    while more := {(a, d) for (a, b), (c, d) in product(reached, edges) if b == c} - reached:
        reached |= more
    inside = {node for node, other in reached if node == other}
    return {
        frozenset(other for other in inside if {(node, other), (other, node)} <= reached)
        for node in inside
    }


@given(GRAPHS)
def test_the_circles_are_those_of_a_naive_search(records: dict[str, Any]) -> None:
    """Law: one warning for each set of terms in circles, with a circle that the data state."""
    said = {
        (key, field, other)
        for key, record in records.items()
        for field in ("broader", "narrower")
        for other in record.get(field, ())
        if other in records and other != key
    }
    opposite = {(k, "narrower" if f == "broader" else "broader", o) for k, f, o in said}
    edges = {(k, o) if f == "broader" else (o, k) for k, f, o in said - opposite}
    expected = naive_knots(edges)
    found = set()
    for message in told(compiled({"terms": records})).values():
        if message.startswith(IN_CIRCLE):
            circle = message.removeprefix(f"{IN_CIRCLE}: ").partition(" (")[0].split(" → ")
            assert circle[0] == circle[-1]
            assert set(pairwise(circle)) <= edges
            (knot,) = (one for one in expected if set(circle) <= one)
            assert knot not in found
            found.add(knot)
    assert found == expected


@given(st.dictionaries(st.sampled_from(KEYS), st.sets(st.sampled_from(KEYS), max_size=3)))
def test_knots_are_those_of_a_naive_search(graph: dict[str, set[str]]) -> None:
    """Law: of any graph, apart from nodes that only lead to themselves."""
    expected = naive_knots({(node, other) for node, others in graph.items() for other in others})
    assert set(map(frozenset, knots(graph))) == {knot for knot in expected if len(knot) > 1}


SUCCESSORS = st.dictionaries(st.sampled_from(KEYS), st.sampled_from(KEYS))


@given(SUCCESSORS)
def test_every_term_that_is_replaced_twice_has_its_last_successor(
    successors: dict[str, str],
) -> None:
    """Law: what is told of ``replaced_by`` is what one finds by following it step by step."""
    records = {key: {"definition": "x"} for key in KEYS} | {
        key: {"definition": "x", "status": "superseded", "replaced_by": other}
        for key, other in successors.items()
    }
    found = told(compiled({"terms": records}))
    hints = {
        place.partition(".")[0]: message.partition("(write '")[2].removesuffix("')")
        for place, message in found.items()
        if "is itself replaced" in message
    }
    assert hints == real_ends(successors)


def real_ends(successors: dict[str, str]) -> dict[str, str]:
    """Follow each successor step by step, except from terms that are named by themselves."""
    proper = {key: other for key, other in successors.items() if key != other}
    ends = {}
    for key, other in proper.items():
        steps = 0
        while other in proper and steps <= len(proper):
            other, steps = proper[other], steps + 1
        if 0 < steps <= len(proper):
            ends[key] = other
    return ends


def test_a_hundred_thousand_terms_are_no_matter() -> None:
    """Deep chains, one great circle and one great star take no more than linear time."""
    size = 100_000
    chain = {str(n): [str(n + 1)] for n in range(size)}
    assert knots(chain) == []
    assert [len(knot) for knot in knots(chain | {str(size): ["0"]})] == [size + 1]
    assert knots({"hub": list(map(str, range(size)))}) == []
    star = {str(n): ["hub"] for n in range(size)}
    assert [len(knot) for knot in knots(star | {"hub": list(star)})] == [size + 1]


def test_a_hub_of_contradictions_is_no_matter() -> None:
    """Nor is a long list in one record with something to tell of each item."""
    size = 20_000
    hub = {"definition": "x", "related": [f"t{n}" for n in range(size)]}
    others = {f"t{n}": {"definition": "x", "broader": ["hub"]} for n in range(size)}
    termbase = compiled({"terms": {"hub": hub, **others}})
    assert sum(one.count for one in termbase.diagnostics) == size
