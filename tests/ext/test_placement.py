"""Where entries stand: which view shows which terms, and which entry links lead to."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_medterm.ext.project.placement import Placement
from sphinx_medterm.ext.views.glossary_view import GlossaryView
from sphinx_medterm.ext.views.view import View
from sphinx_medterm.names.mentions import NAMING_KINDS
from sphinx_medterm.termbase.config_values import SECTIONS
from sphinx_medterm.termbase.contents import Contents, Surroundings, entry_item

from .conftest import Project, translate

TERMS: dict[str, Any] = {
    "ant": {"definition": "an insect", "see_also": ["bee"]},
    "bee": {"definition": "one with a :medterm:`sting`", "synonyms": ["honey-bee"]},
    "cat": {"label": "Zibeth", "definition": "below a thing", "broader": ["thing"]},
    "sting": {"definition": "a thing that hurts"},
    "thing": {"definition": "anything"},
    "x-one": {"label": "same", "definition": "the first of that name"},
    "x-two": {"label": "same", "definition": "the second"},
}
DATA = {"terms": TERMS}
ALL = ["ant", "bee", "x-one", "x-two", "sting", "thing", "cat"]
"""In the order of their labels."""

USED, REST = ".. medterm:glossary::\n   :used:\n\n", ".. medterm:glossary::\n\n"
CHOSEN = ".. medterm:glossary:: thing bee\n\n"
PART = ".. medterm:glossary::\n   :letters: A-B, T\n\n"
LISTED = ".. medterm:glossary::\n   :cross-references:\n\n"
AGAIN = ".. medterm:glossary::\n   :no-index:\n\n"
PARTS = [
    CHOSEN,
    PART,
    LISTED,
    AGAIN,
    LISTED.replace("::", ":: bee, same"),
    USED.replace("used", "no-index"),
]


def entry(name: str, **options: str) -> str:
    """Write an entry directive."""
    lines = [f"   :{option.replace('_', '-')}: {value}\n" for option, value in options.items()]
    return "".join([f".. medterm:: {name}\n", *lines, "\n"])


def placed(**pages: str) -> Placement:
    """Place the entries of pages."""
    return Project(data=DATA, pages=pages).build().placement


def members(**pages: str) -> dict[str, list[list[str]]]:
    """List the terms of each view of each page."""
    found: dict[str, list[list[str]]] = {}
    for (docname, _index), keys in sorted(placed(**pages).members.items()):
        found.setdefault(docname, []).append(keys)
    return found


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ({"a": "None."}, {}),
        ({"a": REST}, {"a": [ALL]}),
        ({"a": entry("ant") + entry("honey-bee")}, {"a": [["ant"], ["bee"]]}),
        ({"a": entry("nobody")}, {"a": [[]]}),
        # Entries come before glossaries, and glossaries of used terms before those of all.
        ({"a": REST + entry("ant")}, {"a": [ALL[1:], ["ant"]]}),
        ({"a": REST, "b": entry("ant")}, {"a": [ALL[1:]], "b": [["ant"]]}),
        (
            {"a": REST, "b": USED + ":medterm:`thing`"},
            {"a": [[key for key in ALL if key != "thing"]], "b": [["thing"]]},
        ),
        # Of the same kind, the page that comes first in the alphabet takes all.
        ({"b": REST, "a": REST}, {"a": [ALL], "b": [[]]}),
        ({"b": USED + ":medterm:`thing`", "a": USED}, {"a": [["thing"]], "b": [[]]}),
        ({"a": REST + REST}, {"a": [ALL, []]}),
        # An entry that is there once more leaves the glossary as it is, alone or not.
        ({"a": REST, "b": entry("ant", no_index="")}, {"a": [ALL], "b": [["ant"]]}),
        ({"a": entry("ant") + entry("ant")}, {"a": [["ant"], ["ant"]]}),
        # What authors choose comes before what is in use, and parts before the whole.
        ({"a": USED + CHOSEN + entry("thing")}, {"a": [["sting"], ["bee", "thing"], ["thing"]]}),
        ({"a": REST + PART}, {"a": [["x-one", "x-two", "sting", "cat"], ["ant", "bee", "thing"]]}),
        ({"a": CHOSEN + CHOSEN}, {"a": [["bee", "thing"], ["bee", "thing"]]}),
        # All are listed if those elsewhere are links, or if no links are to lead here.
        ({"a": entry("ant") + LISTED}, {"a": [["ant"], ALL]}),
        ({"a": entry("ant") + AGAIN + REST}, {"a": [["ant"], ALL, ALL[1:]]}),
        # A name of several terms is that of the first.
        ({"a": REST + entry("same")}, {"a": [[k for k in ALL if k != "x-one"], ["x-one"]]}),
    ],
)
def test_views_choose_their_terms(
    pages: dict[str, str], expected: dict[str, list[list[str]]]
) -> None:
    """Turn by turn, and in the order of the pages."""
    assert members(**pages) == expected


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("", []),
        (":medterm:`nobody`", []),
        (":medterm:`thing`", ["thing"]),
        (":medterm:`x-two`", ["x-two"]),
        (":medterm:`same`", ["x-one"]),
        # What entries lead to, and so on: their references, mentions in them, relations of others.
        (":medterm:`bee`", ["bee", "sting"]),
        (":medterm:`ant`", ["ant", "bee", "sting"]),
        (":medterm:`cat`", ["thing", "cat"]),
        # Mentions of other kinds count if they name a term, roles of Sphinx do not.
        (":medterm:def:`sting`", ["sting"]),
        (":medterm:abbr:`sting`", ["sting"]),
        (":medterm:code:`HP:0000001` :medterm:part:`sting`", []),
        (":std:term:`sting` :any:`sting`", []),
        # What views name is used, although it stands elsewhere, and what it leads to.
        (entry("bee"), ["sting"]),
        (entry("bee", no_index=""), ["bee", "sting"]),
        (entry("nobody"), []),
        # Not what a hidden section would lead to.
        (entry("bee", hide="definition"), []),
        (entry("cat", hide="definition"), ["thing"]),
        (entry("cat", hide="relations"), []),
        # One that is there once more may hide what the glossary shows.
        (entry("bee", no_index="", hide="definition"), ["bee", "sting"]),
        # What an author remarks.
        (entry("cat") + "\n   Like the :medterm:`ant`.\n", ["ant", "bee", "sting", "thing"]),
    ],
)
@pytest.mark.parametrize("is_same_page", [False, True])
def test_glossary_of_used_terms_has_what_pages_use(
    page: str, expected: list[str], is_same_page: bool
) -> None:
    """On whatever page, but for terms with an entry of their own."""
    pages = {"words": USED + page} if is_same_page else {"words": USED, "a": page}
    assert members(**pages)["words"][0] == expected


DIRECT = USED.replace(":used:", ":used: direct")


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (":medterm:`nobody`", []),
        (":medterm:`ant`", ["ant"]),
        (":medterm:`cat` :medterm:def:`bee`", ["bee", "cat"]),
        (entry("bee") + "\n   Like the :medterm:`ant`.\n", ["ant"]),
        (entry("bee", no_index=""), ["bee"]),
    ],
)
def test_glossary_may_have_only_what_pages_mention(page: str, expected: list[str]) -> None:
    """Whatever the entries of these terms lead to."""
    assert members(words=DIRECT, a=page)["words"][0] == expected
    assert placed(words=DIRECT, a=page).leaves_out_links
    assert not placed(words=USED, a=page).leaves_out_links


OWN = USED.replace(":used:", ":used: page\n   :no-index:")


@pytest.mark.parametrize(
    ("own", "expected"),
    [
        ("Nothing.", []),
        (":medterm:`ant` :medterm:def:`bee`", ["ant", "bee"]),
        (entry("bee", no_index=""), ["bee"]),
        (".. medterm:glossary:: ant, bee\n   :no-index:\n\n", ["ant", "bee"]),
        ("The sting of one bee.", ["bee", "sting"]),
    ],
)
def test_glossary_may_have_only_what_its_own_page_mentions(own: str, expected: list[str]) -> None:
    """By roles, directives and automatic links, whatever other pages mention."""
    other = f":medterm:`thing`, and one ant.\n\n{entry('cat', no_index='')}{OWN}"
    fields = {page: {"medterm-autolink": "all"} for page in ("a", "words")}
    pages = {"a": other, "words": f"{own}\n\n{OWN}"}
    placed = Project(data=DATA, pages=pages, fields=fields).build().placement
    last = max(number for page, number in placed.members if page == "words")
    assert placed.members["words", last] == expected
    assert placed.members["a", 1] == ["ant", "thing", "cat"]
    assert placed.leaves_out_links


SHOWING: dict[str, Any] = {
    "start": {
        "definition": "a :medterm:`for-experts` thing",
        "plain_definition": "a :medterm:`for-all` thing",
        "scope_note": "not a :medterm:`scoped`",
        "synonyms": [{"label": "begin", "note": "see :medterm:`noted`"}],
        "etymology": {"parts": ["-a"], "note": "from :medterm:`origin`"},
        "related_conditions": [{"term": "condition"}],
        "see_also": ["seen"],
        "sources": ["book"],
        "translations": {"de": {"definition": "ein :medterm:`foreign`"}},
    },
    "quoting": {"definition": "as in :medterm:plain:`start`"},
    "for-all": {"definition": "x"},
    **{
        key: {"definition": "x"}
        for key in ("condition", "for-experts", "foreign", "noted", "origin", "part", "quoted")
    },
    **{key: {"definition": "x"} for key in ("scoped", "seen")},
}
ITS_PARTS = {"-a": {"note": "as in :medterm:`part`"}}
BOOK = {"book": {"title": "Book", "note": "on :medterm:`quoted`"}}
WHOLE = {*SHOWING} - {"start", "quoting"}
LAY = WHOLE - {"for-experts", "scoped", "noted"}


@pytest.mark.parametrize(
    ("options", "settings", "expected"),
    [
        ({}, {}, WHOLE),
        ({"audience": "professional"}, {}, WHOLE - {"for-all"}),
        ({"audience": "plain"}, {}, LAY),
        ({}, {"medterm_audience": "plain"}, LAY),
        ({"show": "definition"}, {}, {"for-experts", "for-all", "scoped"}),
        ({"show": "definition", "audience": "plain"}, {}, {"for-all"}),
        ({"show": "synonyms"}, {}, set()),
        ({"show": "synonyms, notes"}, {}, {"noted"}),
        ({"show": "etymology"}, {}, {"origin", "part"}),
        ({"show": "sources"}, {}, {"quoted"}),
        ({"hide": "conditions, relations"}, {}, WHOLE - {"condition", "seen"}),
        ({}, {"medterm_hide": ["conditions"]}, WHOLE - {"condition"}),
        ({}, {"medterm_sections": ["relations"]}, {"seen"}),
        ({}, {"medterm_sections": {"plain": ["relations"]}}, WHOLE),
        (
            {"audience": "plain"},
            {"medterm_sections": {"plain": ["conditions", "relations"]}},
            {"condition", "seen"},
        ),
        ({"show": "conditions"}, {"medterm_sections": ["relations"]}, {"condition"}),
    ],
)
def test_glossary_of_used_terms_follows_what_it_shows(
    options: dict[str, str], settings: dict[str, Any], expected: set[str]
) -> None:
    """To its audience, in its sections."""
    data = {"sources": BOOK, "word_parts": ITS_PARTS, "terms": SHOWING}
    lines = "".join(f"   :{name}: {value}\n" for name, value in options.items())
    pages = {"a": ":medterm:`start`", "words": f".. medterm:glossary::\n   :used:\n{lines}"}
    project = Project(data=data, pages=pages, config=settings)
    assert {*project.build().placement.members["words", 0]} == expected | {"start"}


def test_glossary_of_used_terms_has_what_quotations_mention() -> None:
    """On pages and in entries, though entries do not show these texts themselves."""
    data = {"sources": BOOK, "word_parts": ITS_PARTS, "terms": SHOWING}
    words = f"{USED.rstrip()}\n   :show: definition\n   :audience: professional\n"
    for page, more in ((":medterm:plain:`start`", set()), (":medterm:`quoting`", {"quoting"})):
        found = Project(data=data, pages={"a": page, "words": words}).build().placement
        members = {*found.members["words", 0]}
        assert members == {"start", "for-all", "for-experts", "scoped"} | more


def test_what_is_followed_is_the_same_by_both_ways() -> None:
    """Of entries that show everything, which the store knows without reading their texts."""
    data = {"sources": BOOK, "word_parts": ITS_PARTS, "terms": {**TERMS, **SHOWING}}
    build = Project(data=data, pages={"a": ":medterm:`start`"}).build()
    contents = Contents(build.termbase)
    for key in build.termbase:
        found = contents.leads_to(entry_item(key, Surroundings(), tuple(SECTIONS)))
        beyond = {"for-all"} if key == "quoting" else set()  # through what is quoted
        assert found == {*build.termbase.depends.leads_to(key)} | beyond


def test_names_in_running_text_use_terms() -> None:
    """If they may be linked by themselves, on this page."""
    pages = {"a": "Of things and one bee.", "words": USED}
    project = Project(data=DATA, pages=pages, fields={"a": {"medterm-autolink": "first"}})
    assert project.build().placement.members["words", 0] == ["bee", "sting", "thing"]
    assert project.but(fields={}).build().placement.members["words", 0] == []


@pytest.mark.parametrize(
    ("catalogue", "pages", "expected"),
    [
        # An entry of the glossary itself is translated by the catalogue of its page.
        ("words", {"words": USED, "a": ":medterm:`thing`"}, ["bee", "sting", "thing"]),
        ("a", {"words": USED, "a": ":medterm:`thing`"}, ["thing"]),
        # One that stands elsewhere, by the catalogue of that page.
        ("words", {"words": USED, "a": entry("thing")}, []),
        ("a", {"words": USED, "a": entry("thing")}, ["bee", "sting"]),
    ],
)
def test_glossary_of_used_terms_has_what_translations_mention(
    tmp_path: Path, catalogue: str, pages: dict[str, str], expected: list[str]
) -> None:
    """Unless messages are extracted, which shows the texts as they are."""
    translate(tmp_path, catalogue, anything="wie :medterm:`bee`")
    project = Project(data=DATA, pages=pages, folder=tmp_path, config={"language": "de"})
    assert project.build().placement.members["words", 0] == expected
    extracted = project.but(builder="gettext").build().placement.members["words", 0]
    assert extracted == [key for key in expected if key == "thing"]


@pytest.mark.parametrize(
    ("pages", "place"),
    [
        ({"b": entry("ant")}, ("b", 0, 1)),
        ({"b": REST}, ("b", 0, 1)),
        ({"b": REST + entry("ant")}, ("b", 1, 3)),
        ({"a": entry("ant", no_index=""), "b": REST}, ("b", 0, 1)),
        ({"a": "T\n=\n\n" + entry("ant"), "b": entry("ant")}, ("a", 0, 4)),
        ({"a": entry("ant") + entry("ant")}, ("a", 0, 1)),
        ({"a": entry("ant", no_index="")}, None),
        ({"a": entry("bee")}, None),
    ],
)
def test_links_lead_to_the_first_view_that_may_be_led_to(
    pages: dict[str, str], place: tuple[str, int, int] | None
) -> None:
    """Of those that show the term."""
    placement = placed(**pages)
    found = placement.entries.get("ant")
    assert (found and (found.docname, found.index, found.line)) == place
    there = [at for at in placement.members if placement.is_at("ant", *at)]
    assert there == ([place[:2]] if place else [])


@pytest.mark.parametrize(
    ("name", "hidden", "target"),
    [
        ("ant", "codes", "medterm-ant"),
        ("ant#one", "codes", "medterm-ant--one"),
        ("ant#one", "definition", "medterm-ant"),
        ("ant#none", "codes", None),
        ("bee", "codes", None),
        ("nobody", "codes", None),
    ],
)
def test_anchors_of_terms_and_senses(name: str, hidden: str, target: str | None) -> None:
    """A sense has one unless its entry does not show it."""
    data = {"terms": {"ant": {"senses": {"one": "x", "two": "y"}}, "bee": {"definition": "z"}}}
    build = Project(data=data, pages={"a": entry("ant", hide=hidden)}).build()
    found = build.anchor(build.termbase.find(name))
    assert (found and found[1]) == target


# ---------------------------------------------------------------------- laws

keys = st.sampled_from([*TERMS])
names = st.sampled_from([*TERMS, "honey-bee", "same", "nobody"])
directives = st.one_of(
    st.sampled_from([USED, DIRECT, REST, *PARTS]),
    st.builds(entry, names),
    st.builds(entry, names, no_index=st.just("")),
    st.builds(entry, names, hide=st.just("definition, relations")),
)
naming_roles = [f"medterm:{kind}" for kind in sorted(NAMING_KINDS)]
roles = st.sampled_from(["medterm", *naming_roles, "std:term"])
mentions = st.builds(":{}:`{}`\n\n".format, roles, names)
texts = st.lists(st.one_of(directives, mentions), max_size=4).map("".join)
projects = st.dictionaries(st.sampled_from("abc"), texts, min_size=1)


def placement_is_its_own(view: GlossaryView) -> bool:
    """Return whether all that a glossary shows has its entry there."""
    return view.is_anchored and not view.chosen and not view.has_references


def takes_all(view: View) -> bool:
    """Return whether a view places all terms that have no entry elsewhere."""
    return isinstance(view, GlossaryView) and view.is_anchored and view.turn == 4


@given(projects)
def test_each_entry_has_one_place_and_glossaries_share_none(pages: dict[str, str]) -> None:
    """Law: members of glossaries are sorted, and in one view; a place is that of a member."""
    project = Project(data=DATA, pages=pages)
    build = project.build()
    placement, uses = build.placement, build.pages
    shown: list[str] = []
    for (docname, index), found in placement.members.items():
        view = uses[docname].views[index]
        if isinstance(view, GlossaryView):
            assert found == [key for key in ALL if key in found]
        if isinstance(view, GlossaryView) and placement_is_its_own(view):
            assert all(placement.is_at(key, docname, index) for key in found)
            shown += found
    assert len(shown) == len(set(shown))
    for key, place in placement.entries.items():
        assert key in placement.members[place.docname, place.index]
        assert uses[place.docname].views[place.index].is_anchored
    anchored = {
        key
        for (docname, index), found in placement.members.items()
        if uses[docname].views[index].is_anchored
        for key in found
    }
    assert placement.entries.keys() == anchored
    if any(takes_all(view) for one in uses.values() for view in one.views):
        assert placement.entries.keys() == {*ALL}


@given(projects, names)
def test_a_mention_more_takes_no_term_away(pages: dict[str, str], name: str) -> None:
    """Law: neither from a glossary of used terms, nor from those that have an entry at all."""
    project = Project(data=DATA, pages=pages)
    build, after = project.build(), project.but_page(more=f":medterm:`{name}`").build().placement
    assert build.placement.entries.keys() <= after.entries.keys()
    for (docname, index), found in build.placement.members.items():
        view = build.pages[docname].views[index]
        if view.names(build.termbase.knows) or getattr(view, "used", False):
            assert {*found} <= {*after.members[docname, index]}


@given(projects)
def test_order_in_which_pages_are_read_is_all_the_same(pages: dict[str, str]) -> None:
    """Law: of pages that processes have read, any may come first."""
    backwards = dict(reversed(pages.items()))
    assert placed(**pages) == placed(**backwards)
