"""What is found on a page that has been read: mentions, their manners, views and places."""

from __future__ import annotations

from typing import Any

import pytest
from sphinx import addnodes

from sphinx_medterm.ext.nodes import medterm_placeholder
from sphinx_medterm.ext.reading.uses import Insertion, PageUses, Spot, Spots, collect_uses, united
from sphinx_medterm.ext.views.entry_view import EntryView
from sphinx_medterm.ext.views.glossary_view import GlossaryView
from sphinx_medterm.names.mentions import INSERTING_KINDS, KINDS, NAMING_KINDS
from sphinx_medterm.termbase.entry_sections import Asked

from .conftest import read_page

OWN_ROLE = ".. role:: own(medterm)\n\n"


def uses(text: str) -> PageUses:
    """Find what a page takes from the termbase, whatever a build leaves out of it."""
    return united([*collect_uses(read_page(text)).values()])


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_mention_is_found(kind: str) -> None:
    """As one that is worded or not, and with its place if it names a term."""
    text = f"Of :medterm:{kind}:`ant`."
    found = uses(text)
    is_insertion = kind in INSERTING_KINDS
    assert found.mentions == (() if is_insertion else ("ant",))
    assert found.insertions == ((Insertion(kind, "ant"),) if is_insertion else ())
    assert found.abbreviations == (("ant",) if KINDS[kind].counts_uses else ())
    assert found.mentioned_at == ({"ant": Spot(1)} if kind in NAMING_KINDS else {})
    assert found.names == (["ant"] if kind in NAMING_KINDS else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("None.", {}),
        (":medterm:`ant` :medterm:`bee` :medterm:`ant`", {"mentions": ("ant", "bee")}),
        (":medterm:`an ant <ant>`", {"mentions": ("ant",)}),
        (":medterm:`ant#one`", {"mentions": ("ant#one",)}),
        (":medterm:`!ant`", {}),
        (":medterm:`ant +plural`", {"mentions": ("ant",)}),
        (":medterm:term:`ant`", {"mentions": ("ant",)}),
        (
            f"{OWN_ROLE}:own:`ant`",
            {"mentions": ("ant",), "detailed_mentions": (("ant", "own", ""),)},
        ),
        (
            f"{OWN_ROLE}:medterm:`ant` :own:`ant` :medterm:`bee`",
            {
                "mentions": ("ant", "bee"),
                "detailed_mentions": (("ant", "medterm", ""), ("ant", "own", "")),
            },
        ),
        (
            ":medterm:`ant +plain` :medterm:`ant +plain`",
            {"mentions": ("ant",), "detailed_mentions": (("ant", "medterm", "plain"),)},
        ),
        (
            ":medterm:def:`ant` :medterm:def:`ant +plain` :medterm:def:`ant`",
            {"insertions": (Insertion("def", "ant"), Insertion("def", "ant", "plain"))},
        ),
        (
            "* :medterm:def:`ant`\n* :medterm:`ant`",
            {"mentions": ("ant",), "insertions": (Insertion("def", "ant"),)},
        ),
        (":std:term:`ant` :any:`bee` :std:term:`ant`", {"other_names": ("ant", "bee")}),
        (
            ":medterm:abbr:`A` :medterm:abbr:`A` :medterm:abbr:`B`",
            {
                "insertions": (Insertion("abbr", "A"), Insertion("abbr", "B")),
                "abbreviations": ("A", "B"),
            },
        ),
        # With a title of its own, no abbreviation is written out; nor is it in titles.
        (":medterm:abbr:`a <A>`", {"mentions": ("A",)}),
        ("T :medterm:abbr:`A`\n====================\n", {"insertions": (Insertion("abbr", "A"),)}),
        (".. medterm::   an\n   ant\n", {"views": (EntryView(index=0, line=1, name="an ant"),)}),
        (
            ".. medterm:: ant\n   :no-index:\n   :audience: Plain\n   :hide: codes, forms\n",
            {
                "views": (
                    EntryView(
                        index=0,
                        line=1,
                        name="ant",
                        is_anchored=False,
                        audience="plain",
                        asked=Asked(hide=("codes", "forms")),
                    ),
                )
            },
        ),
        (
            ".. medterm:: ant\n   :show: definition sources\n   :hide: sources\n",
            {
                "views": (
                    EntryView(
                        index=0,
                        line=1,
                        name="ant",
                        asked=Asked(show=("definition", "sources"), hide=("sources",)),
                    ),
                )
            },
        ),
        (
            ".. medterm:glossary::\n   :used:\n\n.. medterm:glossary::\n\n.. medterm:: ant\n\n"
            ".. medterm:glossary::\n   :used: direct\n\n.. medterm:glossary::\n   :used: page\n",
            {
                "views": (
                    GlossaryView(index=0, line=1, used="all"),
                    GlossaryView(index=1, line=4),
                    EntryView(index=2, line=6, name="ant"),
                    GlossaryView(index=3, line=8, used="direct"),
                    GlossaryView(index=4, line=11, used="page"),
                )
            },
        ),
        # What an author remarks in an entry is on the page; a directive's audience is that of it.
        (
            ".. medterm:: ant\n   :audience: plain\n\n   See :medterm:`bee`.\n",
            {
                "mentions": ("bee",),
                "detailed_mentions": (("bee", "medterm", "plain"),),
                "views": (EntryView(index=0, line=1, name="ant", audience="plain"),),
            },
        ),
    ],
)
def test_what_a_page_takes_from_the_termbase(text: str, expected: dict[str, Any]) -> None:
    """Each thing once, in the order of the page."""
    assert uses(text) == PageUses(**expected)


def test_references_to_other_projects_are_not_noted() -> None:
    """Those by the role ``external`` of Sphinx, which lead elsewhere on purpose."""
    document = read_page(":medterm:`ant` :std:term:`bee`").deepcopy()
    for node in document.findall(addnodes.pending_xref):
        node["intersphinx"] = True
    assert collect_uses(document) == {}


def test_views_are_numbered_in_their_order() -> None:
    """So that placeholders find what has been placed in them."""
    document = read_page("* a\n\n  .. medterm:: ant\n\n.. medterm:glossary::\n\n.. medterm:: bee\n")
    (found,) = collect_uses(document).values()
    assert [view.index for view in found.views] == [0, 1, 2]
    assert [node["view"] for node in document.findall(medterm_placeholder)] == [*found.views]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a\n\n:medterm:`ant`", {"ant": Spot(3, 1)}),
        (
            ":medterm:`ant`\n\n:medterm:def:`ant` :medterm:`Ant`",
            {"ant": Spot(1, 2), "Ant": Spot(3, 1)},
        ),
        (":medterm:`ant +plain` :medterm:`the <ant>`", {"ant": Spot(1, 2)}),
        (":medterm:code:`HP:1` :medterm:part:`a-` :std:term:`ant` :any:`ant`", {}),
        (":medterm:`ant#one` :medterm:`ant`", {"ant#one": Spot(1, 1), "ant": Spot(1, 1)}),
        (".. medterm:: bee\n\n   Of :medterm:`ant`.\n", {"ant": Spot(3, 1)}),
    ],
)
def test_places_and_counts_of_names(text: str, expected: Spots) -> None:
    """The line of the first mention, by whatever role, and how many there are."""
    assert uses(text).mentioned_at == expected
