"""The compiled termbase: names, what depends on what, and digests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_medterm.diagnostics import Subtype
from sphinx_medterm.names.normal import capitals, counted_capitals, normalise
from sphinx_medterm.records.visible import In, Viewpoint
from sphinx_medterm.termbase.base import Termbase

from .conftest import compiled, entry_digest

Load = Callable[[str | dict[str, str]], Termbase]

NAMES = """\
terms:
  extramedullary:
    label: Extramedullary
    definition: x
    synonyms: [outside the marrow, {label: Straße}]
    variants: [extra-medullary]
    forms: [extramedullaries]
    abbreviations: [EM, {label: e.m.}]
    hidden_labels: [extramedulary]
  em: {label: electron microscopy, definition: x}
  marrow:
    label: bone marrow
    senses: {tissue: x, organ: y}
  cavity: {label: Marrow, definition: x, synonyms: [bone marrow, extramedulary]}
  a1: {label: twin, definition: x}
  a0: {label: twin, definition: x, senses: {one: x}}
  c#: {definition: x}
"""


def test_a_termbase_counts_its_terms(load: Load) -> None:
    """A termbase is a collection of keys, each with its record."""
    termbase = load("terms: {b: {definition: x}, a: {label: A, definition: x}}\n")
    assert len(termbase) == 2
    assert list(termbase) == ["a", "b"]
    assert ("a" in termbase, "c" in termbase) == (True, False)
    assert (termbase.label("a"), termbase.label("b")) == ("A", "b")
    for look_up in (termbase.term, termbase.word_part, termbase.source, termbase.label):
        with pytest.raises(KeyError):
            look_up("none")


@pytest.mark.parametrize(
    ("name", "keys"),
    [
        ("extramedullary", ["extramedullary"]),
        ("EXTRAMEDULLARY", ["extramedullary"]),
        ("Outside  the\nMarrow", ["extramedullary"]),
        ("STRASSE", ["extramedullary"]),
        ("extra-medullary", ["extramedullary"]),
        ("Extramedullaries", ["extramedullary"]),
        ("E.M.", ["extramedullary"]),
        ("em", ["em"]),
        ("EM", ["extramedullary"]),  # in the capitals of its abbreviation
        ("electron microscopy", ["em"]),
        ("marrow", ["marrow"]),
        ("Marrow", ["cavity"]),  # as its label is written
        ("MARROW", ["marrow"]),
        ("bone marrow", ["marrow"]),
        ("extramedulary", ["cavity"]),
        ("twin", ["a0", "a1"]),
        ("none", []),
        ("", []),
    ],
    ids=repr,
)
def test_names_are_found(load: Load, name: str, keys: list[str]) -> None:
    """Every name leads to its term whatever the case; key beats label beats other names.

    The name as it is written beats them all.
    """
    assert load(NAMES).find(name).keys == tuple(keys)


@pytest.mark.parametrize(
    ("name", "keys", "sense"),
    [
        ("marrow#tissue", ["marrow"], "tissue"),
        ("Bone Marrow#organ", ["marrow"], "organ"),
        ("marrow#none", [], ""),
        ("marrow#", [], ""),
        ("none#tissue", [], ""),
        ("twin#one", ["a0"], "one"),
    ],
)
def test_senses_are_addressed(load: Load, name: str, keys: list[str], sense: str) -> None:
    """A key behind ``#`` asks for a sense, and for terms that have it."""
    assert load(NAMES).find(name)[:2] == (tuple(keys), sense)


def test_the_first_key_is_linked(load: Load) -> None:
    """Of several terms with one name the first key in alphabetical order is taken."""
    assert load(NAMES).find("twin").key == "a0"


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("extramedullory", "did you mean 'Extramedullary'"),
        ("bone marow", "did you mean 'bone marrow'"),
        ("marrow#tisue", "it has the senses marrow#tissue, marrow#organ"),
        ("em#x", "it has no senses"),
    ],
)
def test_unknown_names_get_suggestions(load: Load, name: str, hint: str) -> None:
    """The hint names labels as they are written, or the senses there are."""
    assert load(NAMES).lookup.hint(name).startswith(hint)


def test_suggestions_are_few_and_never_hidden(load: Load) -> None:
    """At most three names come, and none that is never to be shown."""
    termbase = load(
        "terms:\n  a: {label: marrow one, definition: x}\n  b: {label: marrow two, definition: x}\n"
        "  c: {label: marrow six, definition: x}\n"
        "  d: {label: marrow ten, definition: x, hidden_labels: [marrow tex]}\n"
    )
    hint = termbase.lookup.hint("marrow texx")
    assert hint.count("'marrow ") == 3
    assert "'marrow ten'" in hint
    assert "'marrow tex'" not in hint
    assert termbase.lookup.hint("quite another thing") == ""


DEPENDING = """\
sources: {s1: {title: one}, s2: {title: two}, s3: {title: three}, s4: {title: four}}
word_parts:
  p-: {gloss: part, sources: [s2], note: "see :medterm:`b`"}
  q-: {gloss: other}
terms:
  a:
    definition: "x :medterm:`b`, :medterm:`the c <c>`, :medterm:`!no` and :medterm:`none`"
    abbreviations: [A, a]
    synonyms: [alpha]
    etymology: {parts: [p-], sources: [s3, s1]}
    sources: [s1]
    narrower: [n]
    see_also: [b]
    related_conditions: [{term: c, relation: y}]
  b: {label: Bee, definition: x}
  c: {label: Cee, definition: x, codes: ["HP:0000001"]}
  n: {label: Enn, definition: x}
  r: {label: Arr, definition: x, contrast: [a]}
  u: {label: You, definition: x, etymology: {parts: [q-]}, sources: [s4]}
"""


def test_what_an_entry_needs_is_known(load: Load) -> None:
    """The terms, sources and names of an entry come in order, each once."""
    termbase = load(DEPENDING)
    assert [one.subtype for one in termbase.diagnostics] == [Subtype.UNKNOWN, Subtype.REPEATED]
    assert [mention.target for mention in termbase.depends.mentions("a")] == ["b", "c", "none"]
    assert sorted(referred(termbase, "a")) == ["b", "c", "n", "r"]
    assert termbase.depends.leads_to("a") == ["b", "c"]
    assert termbase.depends.leads_to("r") == ["a"]
    assert termbase.depends.leads_to("n") == []
    assert termbase.brief("a").names == ["a", "alpha", "A"]


EVERYWHERE = """\
sources: {s1: S, s2: S, s3: S, s4: S, s5: S, s6: S}
word_parts: {p-: {note: ":medterm:`m8`", sources: [s3]}}
terms:
  a:
    plain_definition: ":medterm:`m1`"
    senses:
      one:
        definition: ":medterm:`m2`"
        plain_definition: ":medterm:`m3`"
        scope_note: ":medterm:`m4`"
        examples: [":medterm:`m5`"]
        sources: [s2]
    pronunciation: {ipa: x, note: ":medterm:`m9`", sources: [s1]}
    etymology: {parts: [p-], note: ":medterm:`m6`", sources: [s4]}
    related_conditions: [{label: x, note: ":medterm:`m7`", sources: [s5]}]
    sources: [s6]
"""


def test_nothing_an_entry_needs_is_missed(load: Load) -> None:
    """Every text that may mention terms, and every list of sources, is looked through."""
    termbase = load(EVERYWHERE)
    assert sorted(mention.target for mention in termbase.depends.mentions("a")) == [
        "m1",
        "m2",
        "m3",
        "m4",
        "m5",
        "m6",
        "m7",
        "m8",
        "m9",
    ]


@pytest.mark.parametrize("source", ["s1", "s2", "s3", "s4", "s5", "s6"])
def test_a_digest_changes_with_each_source(load: Load, source: str) -> None:
    """Wherever an entry cites a source, it shows it."""
    changed = EVERYWHERE.replace(f"{source}: S", f"{source}: T")
    assert entry_digest(load(EVERYWHERE), "a") != entry_digest(load(changed), "a")


@pytest.mark.parametrize(
    ("before", "after", "changes"),
    [
        ("synonyms: [alpha]", "synonyms: [beta]", {"a"}),
        ("narrower: [n]", "narrower: []", {"a", "n"}),
        ("relation: y", "relation: z", {"a"}),
        ("title: one", "title: ONE", {"a"}),
        ("title: two", "title: TWO", {"a"}),
        ("title: three", "title: THREE", {"a"}),
        ("title: four", "title: FOUR", {"u"}),
        ("gloss: part", "gloss: PART", {"a"}),
        ("gloss: other", "gloss: OTHER", {"u"}),
        ("label: Bee", "label: BEE", {"a", "b"}),
        ("label: Cee", "label: CEE", {"a", "c"}),
        ('codes: ["HP:0000001"]', 'codes: ["HP:0000002"]', {"a", "c"}),
        ("label: Enn", "label: ENN", {"a", "n"}),
        ("label: Arr", "label: ARR", {"a", "r"}),
        ("label: Bee, definition: x", "label: Bee, definition: z", {"b"}),
        ("label: Arr, definition: x", "label: Arr, definition: z", {"r"}),
        ("contrast: [a]", "contrast: []", {"a", "r"}),
        ("label: You", "label: YOU", {"u"}),
        ("terms:\n", "# a remark\nterms:\n  # another\n", set()),
        ("  u: {label", "  v: {definition: new}\n  u: {label", set()),
        ("sources: {s1:", "sources: {s0: {title: zero}, s1:", set()),
        ("narrower: [n]", "narrower: [n, none]", set()),
    ],
)
def test_a_digest_changes_with_what_is_shown(
    load: Load, before: str, after: str, changes: set[str]
) -> None:
    """A change reaches the digests of the entries that show it, and no other."""
    assert DEPENDING.count(before) == 1
    old, new = load(DEPENDING), load(DEPENDING.replace(before, after))
    assert {key for key in old if entry_digest(old, key) != entry_digest(new, key)} == changes


def test_digests_tell_terms_apart(load: Load) -> None:
    """Two terms that say the same under different keys have different digests."""
    termbase = load("terms: {a: {definition: x}, b: {definition: x}}\n")
    assert entry_digest(termbase, "a") != entry_digest(termbase, "b")
    assert entry_digest(termbase, "a") == entry_digest(termbase, "a")


def referred(termbase: Termbase, key: str) -> set[str]:
    """List the terms that an entry names, without those its texts mention."""
    seen = termbase.depends.look(key, Viewpoint(In.ENTRY))
    stated = {reference.key for reference in seen.references if reference.table == "terms"}
    return stated | {other for other, _relation in termbase.depends.stated_by_others(key)}


WORDS = st.text("abAB é", min_size=1).map(str.strip).filter(bool)


TERMS = st.dictionaries(
    st.sampled_from("abcd"),
    st.fixed_dictionaries(
        {"definition": WORDS},
        optional={
            "label": WORDS,
            "synonyms": st.lists(WORDS, max_size=2),
            "see_also": st.lists(st.sampled_from("abcd"), max_size=2),
        },
    ),
    min_size=1,
)


def claim(term: dict[str, Any], key: str, written: str) -> tuple[int, int]:
    """Return how strong the claim of a term to a name is; the smallest is the strongest.

    How it is written comes first: just so, in other capitals that do not count, and in others
    that do. Then comes the kind of name.
    """
    if written == key:
        return (-1, 0)
    kinds = [[key], [term.get("label", key)], term.get("synonyms", [])]
    claims = [
        (_capitals_match(name, written), kind)
        for kind, names in enumerate(kinds)
        for name in names
        if normalise(name) == normalise(written)
    ]
    return min(claims, default=NO_CLAIM)


def _capitals_match(name: str, written: str) -> int:
    if capitals(name) == capitals(written):
        return 0
    return 1 if counted_capitals(name, is_short=False) is None else 2


WEAK_CLAIM, NO_CLAIM = (2, 0), (3, 0)


@given(TERMS, st.data())
def test_every_shown_name_is_found(terms: dict[str, Any], data: st.DataObject) -> None:
    """Law: a name, in any case, leads to the terms with the strongest claim to it."""
    termbase = compiled({"terms": terms})
    key = data.draw(st.sampled_from(list(termbase)))
    name = data.draw(st.sampled_from(termbase.brief(key).names))
    for written in (name, name.upper(), name.lower(), f" {name} "):
        claims = {key: claim(term, key, written) for key, term in terms.items()}
        strongest = min(claims.values())
        keys = termbase.find(written).keys
        if strongest < WEAK_CLAIM:
            assert keys == tuple(sorted(key for key in claims if claims[key] == strongest))
        else:  # the rules of language may know better
            assert len(keys) <= 1
    assert claims[key] < WEAK_CLAIM  # as it is shown, it is sure to be found


@given(TERMS, st.data())
def test_digests_follow_what_is_shown(terms: dict[str, Any], data: st.DataObject) -> None:
    """Law: a new definition changes its own digest; a new label those of all that refer to it."""
    key = data.draw(st.sampled_from(list(terms)))
    field = data.draw(st.sampled_from(["definition", "label"]))
    changed = {**terms, key: {**terms[key], field: "something else"}}
    old, new = compiled({"terms": terms}), compiled({"terms": changed})
    concerned = {key}
    if field == "label":
        concerned |= {other for other in old if key in referred(old, other)}
    assert {k for k in old if entry_digest(old, k) != entry_digest(new, k)} == concerned
