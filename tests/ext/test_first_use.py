"""First uses of abbreviations: in a page, a section, or the whole project."""

from __future__ import annotations

from typing import Any

import pytest
from docutils import nodes
from hypothesis import given
from hypothesis import strategies as st
from sphinx import addnodes

from sphinx_medterm.ext.project.first_use import FirstUses, shown_abbreviation
from sphinx_medterm.ext.render.context import TermAbbreviation
from sphinx_medterm.termbase.config_values import FIRST_USES

from .conftest import Project, read_page, termbase_of

DATA: dict[str, Any] = {
    "terms": {
        "ant": {"abbreviations": ["AN", {"label": "ATN", "plural": "ATNs"}], "definition": "x"},
        "bee": {"abbreviations": ["BE"], "definition": "y"},
        "cat": {"definition": "z"},
        "one": {"label": "first", "abbreviations": ["TWICE"], "definition": "x"},
        "two": {"label": "second", "abbreviations": ["TWICE"], "definition": "x"},
    }
}
ANT = "Of :medterm:abbr:`ant`.\n\n"
BEE = "Of :medterm:abbr:`BE`.\n\n"
SHORT = ("ant", "AN")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ant", [("ant", "AN")]),
        ("an", [("ant", "AN")]),
        ("ATN", [("ant", "ATN")]),
        ("ATNs", [("ant", "ATN")]),
        ("cat", []),
        ("nobody", []),
        ("TWICE", [("one", "TWICE")]),
    ],
)
def test_abbreviation_that_a_mention_shows(name: str, expected: list[TermAbbreviation]) -> None:
    """The one that is written, or else the first of the term."""
    assert shown_abbreviation(termbase_of(DATA), name) == expected


# ---------------------------------------------------------------------- on one page

TWO_SECTIONS = (
    "One\n===\n\n:medterm:abbr:`ant` :medterm:abbr:`ant` :medterm:abbr:`ATN`\n\n"
    "Two :medterm:abbr:`ant`\n=======================\n\n:medterm:abbr:`ant`\n\n"
    "Below\n-----\n\n:medterm:abbr:`ant` :medterm:abbr:`ant`\n"
)


def first_uses(text: str, scope: str, **earlier: str) -> list[bool]:
    """Ask of all mentions on a page whether they are the first ones."""
    uses = FirstUses(scope, {("ant", short): docname for short, docname in earlier.items()})
    termbase = termbase_of(DATA)
    return [
        uses.record(node, *shown_abbreviation(termbase, node["reftarget"]))
        for node in read_page(text).findall(addnodes.pending_xref)
    ]


@pytest.mark.parametrize(
    ("scope", "earlier", "expected"),
    [
        ("document", {}, [1, 0, 1, 0, 0, 0, 0]),
        ("document", {"AN": "other"}, [1, 0, 1, 0, 0, 0, 0]),
        ("section", {}, [1, 0, 1, 0, 1, 1, 0]),
        ("project", {}, [1, 0, 1, 0, 0, 0, 0]),
        ("project", {"AN": "page"}, [1, 0, 1, 0, 0, 0, 0]),
        ("project", {"AN": "other"}, [0, 0, 1, 0, 0, 0, 0]),
        ("project", {"AN": "other", "ATN": "other"}, [0] * 7),
    ],
)
def test_scope_of_a_first_use(scope: str, earlier: dict[str, str], expected: list[int]) -> None:
    """Each abbreviation for itself; one in a title neither is the first nor takes its place."""
    assert first_uses(TWO_SECTIONS, scope, **earlier) == [*map(bool, expected)]


@pytest.mark.parametrize(
    ("scope", "expected"), [("document", [1, 0, 1]), ("section", [1, 0, 1]), ("project", [1, 0, 0])]
)
def test_pages_that_are_written_as_one(scope: str, expected: list[int]) -> None:
    """They stay pages, but for the scope of the whole project."""
    uses = FirstUses(scope, {})
    section = nodes.section()
    found = []
    for docname in ("a", "a", "b"):
        section += (node := addnodes.pending_xref("", refdoc=docname))
        found.append(uses.record(node, SHORT))
    assert found == [*map(bool, expected)]


@given(st.lists(st.tuples(st.integers(0, 2), st.sampled_from("AB"))), st.sampled_from(FIRST_USES))
def test_each_abbreviation_is_first_once_in_a_scope(
    used: list[tuple[int, str]], scope: str
) -> None:
    """Law: in each page or section that has it, and the first of them is."""
    sections = [nodes.section() for _ in range(3)]
    uses, found = FirstUses(scope, {}), []
    for number, short in used:
        sections[number] += (node := addnodes.pending_xref("", refdoc="page"))
        found.append(uses.record(node, ("ant", short)))
    places = [(number if scope == "section" else 0, short) for number, short in used]
    assert found == [place not in places[:index] for index, place in enumerate(places)]


# ---------------------------------------------------------------------- in the project


@pytest.mark.parametrize(
    ("pages", "contents", "expected"),
    [
        ({"index": ANT, "a": ANT}, {"index": ["a"]}, {SHORT: "index"}),
        ({"index": "", "a": ANT, "b": ANT}, {"index": ["b", "a"]}, {SHORT: "b"}),
        ({"index": "", "a": ANT, "b": ANT}, {"index": ["a", "b"]}, {SHORT: "a"}),
        ({"index": "", "a": ANT, "b": ANT}, {"index": ["b"]}, {SHORT: "b"}),
        ({"index": "", "a": ANT, "b": ANT}, {}, {SHORT: "a"}),
        (
            {"index": "", "a": ANT + BEE, "b": BEE, "c": ANT},
            {"index": ["b", "a"], "b": ["c"]},
            {SHORT: "c", ("bee", "BE"): "b"},
        ),
        ({"index": ":medterm:abbr:`an ant <ant>`", "a": ANT}, {"index": ["a"]}, {SHORT: "a"}),
        ({"index": "T :medterm:abbr:`ant`\n=====================\n"}, {}, {}),
        ({"index": ":medterm:short:`ant` :medterm:`AN`"}, {}, {}),
        ({"index": ":medterm:abbr:`cat` :medterm:abbr:`nobody`"}, {}, {}),
        ({"index": f".. only:: long\n\n   {ANT}", "a": ANT}, {"index": ["a"]}, {SHORT: "a"}),
        ({"index": f".. only:: not long\n\n   {ANT}", "a": ANT}, {}, {SHORT: "index"}),
        ({"index": f".. only:: on and\n\n   {ANT}", "a": ANT}, {}, {SHORT: "index"}),
        (
            {"index": f".. only:: html\n\n   .. only:: long\n\n      {ANT}", "a": ANT},
            {},
            {SHORT: "a"},
        ),
    ],
)
def test_page_of_a_first_use(
    pages: dict[str, str], contents: dict[str, list[str]], expected: dict[TermAbbreviation, str]
) -> None:
    """In the order of the tables of contents, of what is not left out."""
    project = Project(data=DATA, pages=pages, contents=contents, tags=["html"])
    assert project.build().first_pages == expected


def test_tags_bring_first_uses_in() -> None:
    """Those that the builder has, with those of the command line."""
    pages = {"index": f".. only:: long\n\n   {ANT}", "a": ANT}
    project = Project(data=DATA, pages=pages, contents={"index": ["a"]})
    assert project.build().first_pages == {SHORT: "a"}
    assert project.but(tags=["long"]).build().first_pages == {SHORT: "index"}


@pytest.mark.parametrize(
    ("contents", "expected"),
    [
        ({}, "index a b c d"),
        ({"index": ["d", "a"]}, "index d a b c"),
        ({"index": ["d", "a"], "d": ["c"], "c": ["b"]}, "index d c b a"),
        ({"index": ["a", "b"], "a": ["b", "index"]}, "index a b c d"),
        ({"index": ["gone", "b", "b", "https://a.example"]}, "index b a c d"),
        ({"a": ["c"], "c": ["b"]}, "index a b c d"),
    ],
)
def test_order_of_reading(contents: dict[str, list[str]], expected: str) -> None:
    """From the first page down the tables of contents, then the rest in order of names."""
    pages = dict.fromkeys(["d", "c", "b", "a", "index"], "")
    build = Project(data=DATA, pages=pages, contents=contents).build()
    assert build.reading_order == expected.split()


def test_order_of_reading_starts_with_the_root() -> None:
    """As the configuration names it."""
    pages = dict.fromkeys(["a", "z"], "")
    build = Project(data=DATA, pages=pages, config={"root_doc": "z"}).build()
    assert build.reading_order == ["z", "a"]


pages_of_contents = st.lists(st.sampled_from(["index", "a", "b", "c", "gone"]), max_size=4)


@given(st.dictionaries(st.sampled_from(["index", "a", "b"]), pages_of_contents))
def test_order_of_reading_has_each_page_once(contents: dict[str, list[str]]) -> None:
    """Law: whatever tables of contents there are, circles included."""
    pages = dict.fromkeys(["index", "a", "b", "c"], "")
    build = Project(data=DATA, pages=pages, contents=contents).build()
    order = build.reading_order
    assert order[0] == "index"
    assert sorted(order) == sorted(pages)
