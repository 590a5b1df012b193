"""What is wrong with the use of terms: definitions that are lacking, and names that miss."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_medterm.ext.messages import Finding, Findings
from sphinx_medterm.ext.project.definition_findings import check_definitions
from sphinx_medterm.ext.project.elsewhere import Elsewhere
from sphinx_medterm.ext.project.findings import find_all
from sphinx_medterm.ext.project.mention_findings import check_mentions
from sphinx_medterm.ext.project.page_contents import PageContents

from .conftest import Project

EXPERT, LAY, BOTH = "professional", "plain", "both"

LACKING: dict[str, Any] = {
    "terms": {
        "ant": {"definition": "for experts"},
        "bee": {"plain_definition": "for others"},
        "cat": {"definition": "x", "plain_definition": "y"},
        "dog": {"definition": "of :medterm:`ant`", "plain_definition": "of :medterm:`ant`"},
        "elk": {
            "definition": "as :medterm:def:`ant`",
            "plain_definition": "as :medterm:def:`ant`",
        },
        "fox": {
            "senses": {
                "one": "x",
                "two": {"definition": "x", "plain_definition": "y"},
                "three": "z",
            }
        },
        "gnu": {"definition": "as :medterm:`ant +plain`", "plain_definition": "none"},
    }
}


def lacks(project: Project) -> list[Finding]:
    """Find the definitions that are lacking."""
    build = project.build()
    return check_definitions(build, PageContents(build))


def said(findings: Iterable[Finding]) -> list[str]:
    """Say in short which terms lack a definition, and for whom."""
    lack = re.compile(r"the term '(\w+)' has no (plain )?definition")
    found = [lack.match(finding.message) for finding in findings]
    return [f"{one[1]} {LAY if one[2] else EXPERT}" for one in found if one]


ELSEWHERE = "\n\n".join(
    f".. medterm:: {key}\n   :audience: both" for key in LACKING["terms"] if key != "gnu"
)
"""Shows entries to whoever it is."""


@pytest.mark.parametrize(
    ("page", "audience", "expected"),
    [
        (".. medterm:: ant\n", BOTH, []),
        (".. medterm:: ant\n", EXPERT, []),
        (".. medterm:: ant\n", LAY, ["ant plain"]),
        (".. medterm:: bee\n", EXPERT, ["bee professional"]),
        (".. medterm:: bee\n", LAY, []),
        (".. medterm:: cat\n", LAY, []),
        (".. medterm:: ant\n   :audience: plain\n", EXPERT, ["ant plain"]),
        (".. medterm:: ant\n   :audience: both\n", LAY, []),
        (".. medterm:: ant\n   :hide: definition\n", LAY, []),
        (".. medterm:: ant\n   :no-index:\n", LAY, ["ant plain"]),
        # On cards, also those of links in entries, but not those of links on cards.
        (":medterm:`ant`", LAY, ["ant plain"]),
        (":medterm:`ant +plain` :medterm:`bee`", EXPERT, ["ant plain", "bee professional"]),
        (":medterm:`ant` :medterm:`ant +plain`", BOTH, ["ant plain"]),
        (".. medterm:: dog\n", LAY, ["ant plain"]),
        (":medterm:`dog`", LAY, []),
        (".. medterm:: gnu\n   :audience: professional\n", BOTH, ["ant plain"]),
        # In quotations, and in those on cards.
        (":medterm:def:`ant`", LAY, ["ant plain"]),
        (":medterm:plain:`ant`", EXPERT, ["ant plain"]),
        (":medterm:def:`ant +plain`", EXPERT, ["ant plain"]),
        (":medterm:`elk`", LAY, ["ant plain"]),
        (":medterm:pron:`ant`", LAY, []),
        (":medterm:long:`ant`", LAY, ["ant plain"]),
        # Of one sense.
        (":medterm:`fox#one`", LAY, ["fox plain"]),
        (":medterm:`fox#two`", LAY, []),
        # By a role of the page's own, which has no cards, and by the roles of Sphinx.
        (".. role:: own(medterm)\n\n:own:`ant`", LAY, []),
        (":std:term:`ant`", LAY, ["ant plain"]),
        (":any:`ant`", LAY, ["ant plain"]),
        (":medterm:`nobody`", LAY, []),
    ],
)
def test_terms_that_lack_a_definition_for_their_readers(
    page: str, audience: str, expected: list[str]
) -> None:
    """Each once for an audience that sees it, wherever it does."""
    pages = {"page": page, "words": ELSEWHERE}
    config = {"medterm_audience": audience}
    assert said(lacks(Project(data=LACKING, pages=pages, config=config))) == expected


@pytest.mark.parametrize(
    ("page", "changes", "expected"),
    [
        (":medterm:`ant`", {"builder": "text"}, []),
        (".. medterm:: ant\n", {"builder": "text"}, ["ant plain"]),
        (":medterm:def:`ant`", {"builder": "text"}, ["ant plain"]),
        (".. medterm:: ant\n", {"builder": "gettext"}, []),
        (":medterm:`ant`", {"fields": {"page": {"medterm-cards": "off"}}}, []),
        (":medterm:def:`ant`", {"fields": {"page": {"medterm-cards": "off"}}}, ["ant plain"]),
        (":medterm:`ant`", {"fields": {"page": {"medterm-audience": "professional"}}}, []),
        (".. medterm:: dog\n", {"builder": "text"}, []),
        # A link without an entry has no card; nor does one show what its entry hides.
        (":medterm:`ant`", {"more": ".. medterm:: ant\n   :hide: definition\n"}, []),
        (":medterm:`ant`", {"more": ""}, []),
        # Names in running text are surely linked, those in data texts perhaps.
        ("An ant.", {"fields": {"page": {"medterm-autolink": "all"}}}, ["ant plain"]),
        ("An ant.", {}, []),
    ],
)
def test_lacks_depend_on_what_is_around(
    page: str, changes: dict[str, Any], expected: list[str]
) -> None:
    """On the format, and on what a page sets for itself."""
    pages = {"page": page, "words": changes.pop("more", ELSEWHERE)}
    project = Project(data=LACKING, pages=pages, config={"medterm_audience": LAY})
    assert said(lacks(project.but(**changes))) == expected


def test_roles_without_cards_show_no_definition() -> None:
    """As far as the configuration names them."""
    pages = {"page": ":medterm:`ant`", "words": ELSEWHERE}
    config = {"medterm_audience": LAY, "medterm_card_roles": ["term"]}
    project = Project(data=LACKING, pages=pages, config=config)
    assert said(lacks(project)) == []
    assert said(lacks(project.but_page(page=":medterm:long:`ant`"))) == []
    assert said(lacks(project.but_page(page=":std:term:`ant`"))) == ["ant plain"]


def test_a_lack_says_what_is_shown_instead_and_where() -> None:
    """In the data file, and of senses those that lack it."""
    pages = {"page": ".. medterm:: fox\n\n.. medterm:: ant\n\n.. medterm:: fox\n   :no-index:\n"}
    ant, fox = lacks(Project(data=LACKING, pages=pages, config={"medterm_audience": LAY}))
    assert ant == Finding(
        "audience",
        "the term 'ant' has no plain definition",
        "its definition is shown instead; add a plain_definition",
        "terms.json:3",
    )
    assert fox.message == "the term 'fox' has no plain definition in senses.one, senses.three"


# ---------------------------------------------------------------------- names that miss

NAMES: dict[str, Any] = {
    "terms": {
        "ant": {"definition": "an insect"},
        "x-one": {"label": "same", "definition": "x"},
        "x-two": {"label": "same", "definition": "y"},
    }
}
WORDS = ".. medterm:glossary::\n"


def misses(pages: dict[str, str], **changes: Any) -> list[tuple[str, str, int | None]]:
    """Find the names that miss their terms, each with its page and line."""
    build = Project(data=NAMES, pages=pages).but(**changes).build()
    found = check_mentions(build, Elsewhere(build)).findings
    return [(finding.message, finding.location, finding.line) for finding in found]


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        ({"a": ":medterm:`ant`", "b": WORDS}, []),
        (
            {"a": "Of\n\n:medterm:`xyz`"},
            [("unknown term 'xyz'", "a", 3)],
        ),
        (
            {"a": ":medterm:`xyz`\n\n:medterm:def:`xyz`"},
            [("unknown term 'xyz', mentioned 2 times here", "a", 1)],
        ),
        (
            {"b": ":medterm:`xyz`", "a": "Of\n\n:medterm:`xyz` :medterm:`xyz`"},
            [("unknown term 'xyz', mentioned 3 times on 2 pages", "a", 3)],
        ),
        (
            {"b": ":medterm:`uvw`", "a": "Of\n\n:medterm:`xyz`\n\n:medterm:`zzz`"},
            [
                ("unknown term 'xyz'", "a", 3),
                ("unknown term 'zzz'", "a", 5),
                ("unknown term 'uvw'", "b", 1),
            ],
        ),
        (
            {"a": ":medterm:`same`", "b": WORDS},
            [("'same' is a name of several terms: x-one, x-two", "a", 1)],
        ),
        ({"a": ":medterm:`x-two`", "b": WORDS}, []),
        (
            {"a": ":medterm:`ant`\n\n:medterm:`Ant`"},
            [("the term 'ant' has no entry on any page, so it is not linked", "a", 1)],
        ),
        (
            {"a": ":medterm:long:`ant`"},
            [("the term 'ant' has no entry on any page, so it is not linked", "a", 1)],
        ),
        (
            {"a": ".. medterm:: ant\n   :no-index:\n\n:medterm:`ant`"},
            [("the term 'ant' has no entry that a link can lead to", "a", 4)],
        ),
        # A term that is only quoted needs no entry; names of other roles are not ours to report.
        (
            {"a": ":medterm:def:`ant` :medterm:etym:`ant`"},
            [("the term 'ant' has no etymology to show", "a", 1)],
        ),
        ({"a": ":std:term:`xyz` :any:`xyz`"}, []),
        (
            {"a": ":medterm:code:`none`\n\n:medterm:part:`xyz`", "b": ":medterm:part:`xyz`"},
            [
                ("'none' is not a code", "a", 1),
                ("unknown word part 'xyz', mentioned 2 times on 2 pages", "a", 3),
            ],
        ),
        (
            {"a": ":medterm:`same`"},
            [
                ("'same' is a name of several terms: x-one, x-two", "a", 1),
                ("the term 'x-one' has no entry on any page, so it is not linked", "a", 1),
            ],
        ),
    ],
)
def test_names_that_miss_their_term(
    pages: dict[str, str], expected: list[tuple[str, str, int | None]]
) -> None:
    """Each once, at its first mention in the order of pages, with the number of mentions."""
    assert misses(pages) == expected


@pytest.mark.parametrize(
    "changes",
    [
        {"elsewhere": frozenset({"xyz"})},
        {"config": {"nitpicky": True, "nitpick_ignore": [("medterm:term", "xyz")]}},
        {"config": {"nitpicky": True, "nitpick_ignore_regex": [("medterm:.*", "x.z")]}},
    ],
)
def test_names_that_others_know_are_no_misses(changes: dict[str, Any]) -> None:
    """Other projects, or the list of Sphinx of what is to be ignored."""
    pages = {"a": ":medterm:`xyz` :medterm:`abc`"}
    assert misses(pages, **changes) == [("unknown term 'abc'", "a", 1)]


def test_lists_of_sphinx_hold_only_if_it_is_nitpicky() -> None:
    """As they do for its own roles."""
    config = {"nitpick_ignore": [("medterm:term", "xyz")]}
    assert misses({"a": ":medterm:`xyz`"}, config=config) == [("unknown term 'xyz'", "a", 1)]


names = st.sampled_from(["ant", "same", "xyz", "uvw"])
texts = st.lists(names.map(":medterm:`{}`".format)).map("\n\n".join)


@settings(max_examples=50)
@given(st.dictionaries(st.sampled_from("abc"), texts, min_size=1))
def test_each_unknown_name_is_found_once_where_it_is_first(pages: dict[str, str]) -> None:
    """Law: with the number of all its mentions."""
    for message, docname, line in misses({**pages, "words": WORDS}):
        name = message.split("'")[1]
        mention = f":medterm:`{name}`"
        assert name in ("xyz", "uvw", "same")
        assert docname == min(page for page, text in pages.items() if mention in text)
        assert line == pages[docname].split("\n").index(mention) + 1
        count = sum(text.count(mention) for text in pages.values())
        assert ("mentioned" in message) == (count > 1)
        assert count == 1 or f"mentioned {count} times" in message
    missed = {message.split("'")[1] for message, _docname, _line in misses(pages)}
    assert missed >= {
        name for name in ("xyz", "uvw") if any(f"`{name}`" in text for text in pages.values())
    }


# ---------------------------------------------------------------------- what is kept

NOTHING_YET = Findings()
UNKNOWN = Project(data=NAMES, pages={"a": ":medterm:`xyz`"})


def found_in(
    project: Project, before: Findings = NOTHING_YET, digest: str = "same"
) -> tuple[Findings, bool]:
    """Find all, and tell whether it was looked for."""
    build, looked = project.build(), []

    def shown() -> PageContents:
        looked.append(True)
        return PageContents(build)

    return find_all(build, digest, before, shown), bool(looked)


@pytest.mark.parametrize(
    ("project", "digest", "is_looked_for", "count"),
    [
        (UNKNOWN, "same", False, 1),
        (UNKNOWN, "other", True, 1),
        (UNKNOWN.but_page(a="\n\n:medterm:`xyz`"), "same", True, 1),
        (UNKNOWN.but_page(a=":medterm:`xyz` :medterm:`xyz`"), "same", True, 1),
        (UNKNOWN.but(elsewhere=frozenset({"xyz"})), "same", True, 0),
    ],
)
def test_findings_are_kept_as_long_as_nothing_changes(
    project: Project, digest: str, is_looked_for: bool, count: int
) -> None:
    """The project, the places of names, and what others know."""
    before, _ = found_in(UNKNOWN)
    found, looked = found_in(project, before, digest)
    assert (looked, len(found.found)) == (is_looked_for, count)


def test_a_name_that_others_no_longer_know_is_found() -> None:
    """Although nothing has changed in this project."""
    before, _ = found_in(UNKNOWN.but(elsewhere=frozenset({"xyz"})))
    assert (before.elsewhere, before.found) == ((("xyz", "resolved"),), ())
    found, _ = found_in(UNKNOWN, before)
    assert found.unknown == ("xyz",)


def test_findings_are_the_same_when_they_are_read_back() -> None:
    """From plain data, as JSON has them."""
    found, _ = found_in(UNKNOWN)
    listed = [
        found.project,
        [*found.unknown],
        [[*one] for one in found.elsewhere],
        [[*finding] for finding in found.found],
    ]
    assert Findings.from_json(listed) == found
