"""What pages show: the digest of a page changes with an edit if, and only if, the page does."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_medterm.ext.project.freshness import page_digests
from sphinx_medterm.ext.project.page_contents import PageContents
from sphinx_medterm.names.mentions import NAMING_KINDS

from .conftest import Project, translate

DATA: dict[str, Any] = {
    "sources": {"book": {"title": "A book"}},
    "word_parts": {"a-": {"gloss": "not", "note": "old"}},
    "terms": {
        "ant": {
            "definition": "an insect",
            "plain_definition": "a small animal",
            "abbreviations": ["AN"],
            "synonyms": ["emmet"],
            "etymology": {"parts": ["a-"]},
            "codes": [{"system": "HP", "code": "0000001", "display": "One"}],
            "sources": ["book"],
            "see_also": ["bee"],
        },
        "bee": {"definition": "another one"},
        "cat": {"definition": "no :medterm:`ant`, :medterm:def:`bee`"},
        "dog": {"definition": "barks"},
    },
}
PAGES = {
    "index": "Nothing.",
    "ants": ".. medterm:: ant\n",
    "bees": ".. medterm:: bee\n",
    "cats": ".. medterm:: cat\n",
    "dogs": ".. medterm:: dog\n",
    "again": ".. medterm:: ant\n   :no-index:\n   :hide: definition\n",
    "lay": ".. medterm:: ant\n   :no-index:\n   :audience: plain\n",
    "card": ":medterm:`emmet`",
    "no-card": ":medterm:`emmet`",
    "lay-card": ":medterm:`emmet +plain`",
    "def": ":medterm:def:`ant`",
    "def-cat": ":medterm:def:`cat`",
    "plain": ":medterm:plain:`ant`",
    "abbr": ":medterm:abbr:`ant`",
    "part": ":medterm:part:`a-`",
    "code": ":medterm:code:`HP:0000001`",
    "std": ":std:term:`dog`",
    "std-own": ":std:term:`owl`",
    "prose": "Of an ant, and of a wasp.",
    "unknown": ":medterm:`wasp`",
}
FIELDS = {"no-card": {"medterm-cards": "off"}, "prose": {"medterm-autolink": "all"}}
CONTENTS = {"index": ["abbr", "card"]}
BASE = Project(data=DATA, pages=PAGES, fields=FIELDS, contents=CONTENTS)

Edit = Callable[[Project], Project]


def digests(project: Project) -> dict[str, str]:
    """Return the digest of each page."""
    build = project.build()
    return page_digests(build, PageContents(build))


def changed(before: Project, after: Project) -> set[str]:
    """List the pages whose digests differ."""
    old, new = digests(before), digests(after)
    return {docname for docname in old.keys() | new.keys() if old.get(docname) != new.get(docname)}


def data(change: Callable[[dict[str, Any]], object]) -> Edit:
    """Make an edit of a data file."""

    def edit(project: Project) -> Project:
        copied = deepcopy(dict(project.data))
        change(copied)
        return project.but(data=copied)

    return edit


def term(key: str, **fields: Any) -> Edit:
    """Make an edit of some fields of a term."""
    return data(lambda found: found["terms"].setdefault(key, {}).update(fields))


def page(**texts: str) -> Edit:
    """Make an edit of the text of pages."""
    return lambda project: project.but_page(**texts)


def page_fields(docname: str, **fields: str) -> Edit:
    """Make an edit of what a page sets at its top."""
    return lambda project: project.but(fields={**project.fields, docname: fields})


ENTRIES = {"ants", "again", "lay"}
CARDS = {"card", "lay-card", "prose"}
QUOTATIONS = {"def", "plain", "abbr"}  # which are links with cards if they have titles
LINKS = {"no-card", *CARDS, *QUOTATIONS}
DEF_OF_CAT = {"cats", "def-cat"}

EDITS: dict[str, tuple[Edit, set[str]]] = {
    "nothing": (lambda project: project, set()),
    "order of records": (
        data(lambda found: found.update(terms=dict(reversed(found["terms"].items())))),
        set(),
    ),
    "definition": (
        term("ant", definition="a tiny insect"),
        {"ants", *CARDS, *QUOTATIONS, *DEF_OF_CAT} - {"lay-card"},
    ),
    "plain definition": (
        term("ant", plain_definition="a tiny animal"),
        {"ants", "lay", *CARDS, *QUOTATIONS, *DEF_OF_CAT},
    ),
    "definition of a term that others quote, and link to": (
        term("bee", definition="one more"),
        {"bees", *ENTRIES, *DEF_OF_CAT},
    ),
    "definition of a term that has only an entry": (
        term("dog", definition="bites"),
        {"dogs", "std"},
    ),
    "unseen field": (term("ant", hidden_labels=["amt"]), set()),
    "new source of nothing": (
        data(lambda found: found["sources"].update(new={"title": "N"})),
        set(),
    ),
    "source": (data(lambda found: found["sources"]["book"].update(title="B")), ENTRIES),
    "note of a word part": (
        data(lambda found: found["word_parts"]["a-"].update(note="new")),
        ENTRIES,
    ),
    "gloss of a word part": (
        data(lambda found: found["word_parts"]["a-"].update(gloss="no")),
        {*ENTRIES, *CARDS, *QUOTATIONS, *DEF_OF_CAT, "part"},
    ),
    "display of a code": (
        term("ant", codes=[{"system": "HP", "code": "0000001", "display": "Uno"}]),
        {*ENTRIES - {"lay"}, "code"},
    ),
    "new term": (term("fox", definition="a beast"), set()),
    # What is said of a name that was missed is not the same, even if the term has no entry.
    "name that was missed": (term("wasp", definition="stings"), {"unknown", "prose"}),
    "name that the role of Sphinx missed": (term("owl", definition="a bird"), {"std-own"}),
    # Where a term is quoted, any of its names may be what is shown.
    "name of several terms": (
        term("bee", synonyms=["emmet"]),
        {"bees", "card", "lay-card", "no-card", *DEF_OF_CAT},
    ),
    "label of a related term": (term("bee", label="Bee"), {"bees", *ENTRIES, *DEF_OF_CAT}),
    "relation that another states": (term("dog", contrast=["ant"]), {*ENTRIES, "dogs"}),
    # ------------------------------------------------------------------ pages
    "text of a page": (page(card=":medterm:`ant`"), {"card"}),
    "another term mentioned": (page(card=":medterm:`bee`"), {"card"}),
    "entry that moves": (
        page(dogs=".. medterm:: ant\n", ants=".. medterm:: dog\n"),
        {"ants", "dogs", "std", *LINKS, *DEF_OF_CAT},
    ),
    "entry of a related term that is gone": (
        page(bees="None."),
        {"bees", *ENTRIES, *DEF_OF_CAT},
    ),
    "first entry of all of a page": (page(index=".. medterm:: dog\n"), {"index"}),
    "section that an entry hides": (
        page(ants=".. medterm:: ant\n   :hide: definition\n"),
        {"ants", *CARDS, *QUOTATIONS, *DEF_OF_CAT},
    ),
    "section that cards do not show": (
        page(ants=".. medterm:: ant\n   :hide: sources\n"),
        {"ants"},
    ),
    "first use before the page": (page(index=":medterm:abbr:`ant`"), {"index"}),
    "page that is gone": (
        lambda project: project.but(
            pages={name: text for name, text in PAGES.items() if name != "card"}
        ),
        {"card"},
    ),
    # ------------------------------------------------------------------ settings of a page
    "field of somebody else": (page_fields("ants", audience="plain"), set()),
    "audience of a page with an entry": (
        page_fields("ants", **{"medterm-audience": "plain"}),
        {"ants"},
    ),
    "audience of a page with a link": (
        page_fields("card", **{"medterm-audience": "plain"}),
        {"card"},
    ),
    "audience of a page with a link without a card": (
        page_fields("no-card", **{"medterm-cards": "off", "medterm-audience": "plain"}),
        set(),
    ),
    "audience of a page with a quotation": (
        page_fields("def", **{"medterm-audience": "plain"}),
        {"def"},
    ),
    "audience of a page that takes nothing": (
        page_fields("index", **{"medterm-audience": "plain"}),
        set(),
    ),
    "cards off": (page_fields("card", **{"medterm-cards": "off"}), {"card"}),
    "cards on": (page_fields("no-card"), {"no-card"}),
    # ------------------------------------------------------------------ the configuration
    "value for all pages": (
        lambda project: project.set(medterm_print_terms=True),
        {*PAGES} - {"index"},
    ),
    "roles that have no cards": (
        lambda project: project.set(medterm_card_roles=["medterm"]),
        {*PAGES} - {"index"},
    ),
    "term of Sphinx's own": (
        lambda project: project.but(std_terms={"owl": ("dogs", "term-owl")}),
        {"std-own"},
    ),
    "language": (lambda project: project.set(language="de"), {*PAGES} - {"index"}),
    # Links with cards that are not for the page's audience are marked.
    "audience of the project": (
        lambda project: project.set(medterm_audience="plain"),
        {*PAGES} - {"index", "no-card"},
    ),
    "value of somebody else": (lambda project: project.set(nitpicky=True), set()),
}


@pytest.mark.parametrize("name", EDITS)
def test_digests_of_web_pages_change_with_what_they_show(name: str) -> None:
    """In entries, cards, quotations, links and words, and whatever surrounds them."""
    edit, expected = EDITS[name]
    assert changed(BASE, edit(BASE)) == expected


@pytest.mark.parametrize("builder", ["html", "text"])
def test_digests_know_in_which_glossary_of_the_page_a_term_stands(builder: str) -> None:
    """One that is used no more moves from the one to the other."""
    glossaries = ".. medterm:glossary::\n   :used:\n\n.. medterm:glossary::\n"
    pages = {"a": ":medterm:pron:`dog`", "b": glossaries}
    only_term = {"terms": {"dog": {"definition": "barks"}}}
    project = Project(data=only_term, pages=pages, builder=builder)
    assert changed(project, project.but_page(a="None.")) == {"a", "b"}


def test_digests_know_the_names_that_the_index_lists() -> None:
    """Those of an entry that hides them, if it is the one that links lead to."""
    hiding = ".. medterm:: ant\n   :hide: synonyms\n"
    pages = {"a": hiding, "b": f"{hiding}   :no-index:\n"}
    project = Project(data=DATA, pages=pages, builder="latex")
    assert changed(project, term("ant", synonyms=["pismire"])(project)) == {"a"}


@pytest.mark.parametrize("builder", ["text", "latex", "epub"])
@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (term("ant", definition="a tiny insect"), {"ants", "def"}),
        (term("ant", plain_definition="a tiny animal"), {"ants", "lay", "plain"}),
        (term("bee", definition="one more"), {"bees", "cats"}),
        (term("dog", definition="bites"), {"dogs"}),
        (page_fields("card", **{"medterm-audience": "plain"}), set()),
        (page_fields("card", **{"medterm-cards": "off"}), set()),
        (page_fields("def", **{"medterm-audience": "plain"}), {"def"}),
        (page(ants=".. medterm:: ant\n   :hide: codes\n"), {"ants"}),
    ],
)
def test_digests_of_other_formats_know_no_cards(
    builder: str, edit: Edit, expected: set[str]
) -> None:
    """Pages with links show nothing of what they lead to."""
    project = BASE.but(builder=builder)
    assert changed(project, edit(project)) == expected


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (term("ant", definition="a tiny insect"), {"ants", "lay", "def"}),
        (page_fields("ants", **{"medterm-audience": "plain"}), set()),
        (page_fields("def", **{"medterm-audience": "plain"}), set()),
    ],
)
def test_digests_of_messages_know_no_audience(edit: Edit, expected: set[str]) -> None:
    """All texts are extracted, whoever they are for."""
    project = BASE.but(builder="gettext")
    found = changed(project, edit(project))
    assert found == expected


@pytest.mark.parametrize(
    ("text", "has_card"),
    [
        (".. role:: own(medterm)\n\n:own:`dog`", False),
        (".. role:: named(medterm)\n\n:named:`dog`", True),
        (":medterm:`dog`", False),
        (":std:term:`dog`", True),
        (":any:`dog`", True),
    ],
)
def test_digests_know_which_roles_have_cards(text: str, has_card: bool) -> None:
    """Those that the configuration names."""
    project = BASE.but_page(card=text).set(medterm_card_roles=["named", "term"])
    assert ("card" in changed(project, term("dog", definition="bites")(project))) == has_card


# ---------------------------------------------------------------------- first uses


@pytest.mark.parametrize(
    ("scope", "edit", "expected"),
    [
        ("document", page(card=":medterm:abbr:`ant`"), {"card"}),
        ("project", page(card=":medterm:abbr:`ant`"), {"card"}),
        ("document", page(index=":medterm:abbr:`ant`"), {"index"}),
        ("project", page(index=":medterm:abbr:`ant`"), {"index", "abbr"}),
        ("project", page(index=":medterm:abbr:`an ant <ant>`"), {"index"}),
        ("project", page(index=".. only:: long\n\n   :medterm:abbr:`ant`\n"), {"index"}),
        ("project", page(dogs=".. medterm:: dog\n\n:medterm:abbr:`ant`\n"), {"dogs"}),
        ("project", lambda project: project.but(contents={}), set()),
    ],
)
def test_digests_know_where_abbreviations_are_used_first(
    scope: str, edit: Edit, expected: set[str]
) -> None:
    """If it is in the whole project that a first use counts."""
    project = BASE.set(medterm_first_use=scope)
    assert changed(project, edit(project)) == expected


def test_digests_follow_the_order_of_pages() -> None:
    """A page that comes first in a table of contents has the first use."""
    project = BASE.set(medterm_first_use="project").but_page(card=":medterm:abbr:`ant`")
    assert changed(project, project.but(contents={"index": ["card", "abbr"]})) == {"abbr", "card"}


# ---------------------------------------------------------------------- names in running text


@pytest.mark.parametrize(
    ("edit", "expected"),
    [
        (term("fox", definition="x", synonyms=["insect"]), {"ants"}),
        (term("bee", synonyms=["insect"]), {"bees", "ants", *DEF_OF_CAT}),
        (term("bee", definition="one more"), {"bees", *ENTRIES, *DEF_OF_CAT}),
        (term("ant", autolink=False), {"prose", "dogs"}),
        (term("dog", autolink=False), set()),
        (page(bees="None."), {"bees", *ENTRIES, *DEF_OF_CAT}),
    ],
)
def test_digests_know_the_names_in_running_text_and_in_entries(
    edit: Edit, expected: set[str]
) -> None:
    """And the entries and cards of the terms that they may be linked to."""
    dog = term("dog", definition="larger than an ant")(BASE)
    linked = {"ants": {"medterm-autolink": "all"}, "dogs": {"medterm-autolink": "all"}}
    project = dog.but(fields={**FIELDS, **linked})
    assert changed(project, edit(project)) == expected


def test_digests_know_which_names_of_a_term_are_linked() -> None:
    """Though the term is still linked by another name, and to the same place."""
    pages = {"a": "An ant, an emmet, and an insect.", "w": ".. medterm:: ant\n   :hide: synonyms\n"}
    project = Project(data=DATA, pages=pages, builder="text", config={"medterm_autolink": "all"})
    for synonyms in ([], ["insect"], ["emmet", "insect"]):
        assert "a" in changed(project, term("ant", synonyms=synonyms)(project))


def test_digests_know_names_in_the_note_of_a_part_with_the_key_of_its_term() -> None:
    """The note is linked to the entry of that term, wherever it stands."""
    parted = {
        "word_parts": {"bee": {"gloss": "b", "note": "like the bee"}},
        "terms": {
            "ant": {"definition": "x", "etymology": {"parts": ["bee"]}},
            "bee": {"definition": "y"},
        },
    }
    pages = {"ants": ".. medterm:: ant\n", "a": ".. medterm:: bee\n", "b": "None."}
    config = {"medterm_autolink": "all"}
    project = Project(data=parted, pages=pages, builder="text", config=config)
    moved = project.but_page(a="None.", b=".. medterm:: bee\n")
    assert changed(project, moved) == {"ants", "a", "b"}


# ---------------------------------------------------------------------- catalogues


@pytest.mark.parametrize(
    ("catalogue", "messages", "expected"),
    [
        ("ants", {"barks": "bellt"}, set()),
        (
            "ants",
            {"an_insect": "ein Insekt"},
            {"ants", *CARDS, *QUOTATIONS, *DEF_OF_CAT} - {"lay-card"},
        ),
        ("def", {"an_insect": "ein Insekt"}, {"def"}),
        ("dogs", {"barks": "bellt"}, {"dogs", "std"}),
        ("dogs", {"barks": "wie :medterm:`bee`"}, {"dogs", "std"}),
        ("card", {"an_insect": "ein Insekt"}, set()),
    ],
)
def test_digests_know_what_texts_are_translated_to(
    tmp_path: Path, catalogue: str, messages: dict[str, str], expected: set[str]
) -> None:
    """By the catalogue of the page that they stand on; those of cards by that of the entry."""
    project = BASE.but(folder=tmp_path).set(language="de")
    translate(tmp_path, catalogue, unused="nicht da")
    before = digests(project)
    translate(tmp_path, catalogue, **messages)
    after = digests(project)
    assert {docname for docname in before if before[docname] != after[docname]} == expected


def test_digests_follow_what_only_a_translation_mentions(tmp_path: Path) -> None:
    """The text itself mentions nothing."""
    project = BASE.but(folder=tmp_path).set(language="de")
    edit = term("bee", definition="one more")
    translate(tmp_path, "dogs", barks="wie :medterm:`bee`")
    assert changed(project, edit(project)) == {"bees", *ENTRIES, *DEF_OF_CAT, "dogs"}
    translate(tmp_path, "dogs", barks="bellt")
    assert changed(project, edit(project)) == {"bees", *ENTRIES, *DEF_OF_CAT}


# ---------------------------------------------------------------------- laws

KEYS = ("t0", "t1", "t2", "t3", "t4")
keys = st.sampled_from(KEYS)
roles = st.sampled_from(["medterm", *(f"medterm:{kind}" for kind in sorted(NAMING_KINDS))])
mentions = st.lists(st.builds(":{}:`{}`".format, roles, keys), max_size=2)


def _term(mentioned: list[str], related: list[str], field: str) -> dict[str, Any]:
    return {"definition": " ".join(["Text.", *mentioned]), field: related}


terms = st.builds(
    _term,
    mentions,
    st.lists(keys, max_size=1),
    st.sampled_from(["see_also", "broader", "contrast", "related"]),
)
termbases = st.tuples(*[terms] * len(KEYS)).map(lambda found: dict(zip(KEYS, found, strict=True)))
"""Terms that mention each other, and are related."""

pages = st.lists(
    st.one_of(
        mentions.map(" ".join),
        keys.map(".. medterm:: {}\n".format),
        keys.map(".. medterm:: {}\n   :no-index:\n".format),
    ),
    max_size=2,
).map("\n\n".join)


def reached(text: str, found: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """List the terms that a text leads to, and those that these lead to, and so on."""
    told = {key: repr(fields) for key, fields in found.items()}
    linked = {
        key: {other for other in KEYS if other in told[key] or key in told[other]} for key in KEYS
    }
    waiting, met = [key for key in KEYS if key in text], set()
    while waiting:
        key = waiting.pop()
        if key not in met:
            met.add(key)
            waiting += linked[key]
    return met


@settings(max_examples=50)
@given(termbases, pages, keys, st.sampled_from(["html", "text"]))
def test_digest_of_a_page_depends_on_nothing_that_it_does_not_show(
    found: dict[str, Any], text: str, key: str, builder: str
) -> None:
    """Law: neither on the words nor on the being of a record that nothing on it leads to."""
    project = Project(
        data={"terms": found},
        pages={"page": text, "words": ".. medterm:glossary::\n"},
        builder=builder,
    )
    before = digests(project)
    reworded = term(key, definition="Reworded.")(project)
    after = digests(reworded)
    assert before["words"] != after["words"] or f":: {key}\n" in text
    if f":: {key}\n" in text:
        assert before["page"] != after["page"]
    left = reached(text, found)
    if key not in left:
        assert before["page"] == after["page"]
    alone = {one: fields for one, fields in found.items() if one in left}
    assert before["page"] == digests(project.but(data={"terms": alone}))["page"]


@settings(max_examples=50)
@given(termbases, pages, st.permutations(["page", "words", "other"]))
def test_digests_do_not_depend_on_the_order_in_which_pages_are_read(
    found: dict[str, Any], text: str, order: list[str]
) -> None:
    """Law: nor on which page was looked at first."""
    texts = {"page": text, "words": ".. medterm:glossary::\n", "other": ":medterm:def:`t0`"}
    project = Project(data={"terms": found}, pages=texts)
    assert digests(project) == digests(project.but(pages={name: texts[name] for name in order}))
