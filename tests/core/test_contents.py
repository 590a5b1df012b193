"""What readers see of records: by section, sense and audience, and what stands inside of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sphinx_medterm.records.visible import In, Viewpoint
from sphinx_medterm.termbase.base import Termbase
from sphinx_medterm.termbase.config_values import SECTIONS
from sphinx_medterm.termbase.contents import (
    CARD,
    ENTRY,
    QUOTE,
    Contents,
    Item,
    Surroundings,
    entry_item,
)

from .conftest import compiled

TERMS: dict[str, Any] = {
    "short": {"definition": "s1", "plain_definition": "s2", "senses": {"one": "s3"}},
    "long": {
        "senses": {
            "one": {
                "definition": "l1\n\nl2",
                "plain_definition": "l3",
                "scope_note": "l4",
                "examples": ["l5"],
            },
            "two": {"plain_definition": "l6"},
        }
    },
    "only": {"senses": {"one": {"definition": "o1\n\no2", "plain_definition": "o3"}}},
    "list": {"senses": {"one": "i1\n\n- i2\n- i3\n\ni4", "two": "i5"}},
    "etym": {"definition": "e1", "etymology": {"parts": ["x-"], "note": "e2"}},
}


@pytest.fixture(scope="module")
def termbase() -> Termbase:
    """Give a termbase of terms with several texts."""
    return compiled({"word_parts": {"x-": {"note": "p"}}, "terms": TERMS})


@pytest.mark.parametrize(
    ("key", "viewpoint", "texts"),
    [
        ("short", Viewpoint(In.ENTRY), "s1 s2 s3"),
        ("short", Viewpoint(In.ENTRY, "plain"), "s2 s3"),
        ("short", Viewpoint(In.ENTRY, hide=("definition",)), ""),
        ("short", Viewpoint(In.CARD), "s1 s2"),
        ("short", Viewpoint(In.CARD, "plain"), "s2"),
        ("short", Viewpoint(In.CARD, sense="one"), "s3"),
        ("short", Viewpoint(In.QUOTE, only="definition"), "s1"),
        ("long", Viewpoint(In.ENTRY), "l1 l2 l3 l4 l5 l6"),
        ("long", Viewpoint(In.ENTRY, "plain"), "l3 l5 l6"),
        ("long", Viewpoint(In.ENTRY, "professional"), "l1 l2 l4 l5 l6"),
        ("long", Viewpoint(In.CARD), "l1 l3 l6"),
        ("long", Viewpoint(In.CARD, "plain"), "l3 l6"),
        ("long", Viewpoint(In.CARD, "professional"), "l1 l6"),
        ("long", Viewpoint(In.CARD, sense="one"), "l1 l2 l3"),
        ("long", Viewpoint(In.QUOTE, only="definition"), "l1"),
        ("long", Viewpoint(In.QUOTE, "plain", only="definition", sense="two"), "l6"),
        ("list", Viewpoint(In.CARD), "i1 i2 ; i3 i5"),
        ("list", Viewpoint(In.QUOTE, only="definition"), "i1 i2 ; i3"),
        ("only", Viewpoint(In.CARD), "o1 o2 o3"),
        ("etym", Viewpoint(In.ENTRY), "e1 e2"),
        ("etym", Viewpoint(In.CARD), "e1"),
        ("etym", Viewpoint(In.QUOTE, only="etymology"), ""),
    ],
)
def test_texts_are_those_that_readers_see(
    termbase: Termbase, key: str, viewpoint: Viewpoint, texts: str
) -> None:
    """Of one audience, sense and section; on cards and in quotations, in brief."""
    seen = termbase.depends.look(key, viewpoint).texts
    assert " ".join(" ".join(seen).split()) == texts


@pytest.mark.parametrize(
    ("item", "instead"),
    [
        (Item(ENTRY, "long", Surroundings("professional")), {("long", "senses.two")}),
        (Item(ENTRY, "long", Surroundings("plain")), set()),
        (Item(ENTRY, "etym", Surroundings("plain")), {("etym", "")}),
        (Item(ENTRY, "etym", Surroundings("plain"), sections=("etymology",)), set()),
        (Item(ENTRY, "etym"), set()),
        (Item(CARD, "long", Surroundings("professional"), sense="one"), set()),
        (Item(CARD, "short", Surroundings("plain"), sense="one"), {("short", "senses.one")}),
        (Item(QUOTE, "short", Surroundings("plain"), section="definition"), set()),
        (Item(ENTRY, "etym", Surroundings("plain"), is_certain=False), set()),
    ],
)
def test_what_stands_in_for_a_definition_is_noted(
    termbase: Termbase, item: Item, instead: set[tuple[str, str]]
) -> None:
    """Where readers see it, and for one audience only."""
    missing = Contents(termbase).missing_definitions([item])
    found = {(one.name, path) for one, paths in missing for path in paths}
    assert found == instead


@pytest.mark.parametrize(
    ("term", "lacks"),
    [
        ({"definition": "x", "plain_definition": "y"}, {}),
        ({"definition": "x"}, {"plain": [""]}),
        ({"plain_definition": "y"}, {"professional": [""]}),
        (
            {"senses": {"t": "x", "s": "x", "u": {"definition": "x", "plain_definition": "y"}}},
            {"plain": ["senses.t", "senses.s"]},
        ),
        (
            {"definition": "x", "senses": {"s": {"plain_definition": "y"}}},
            {"plain": [""], "professional": ["senses.s"]},
        ),
        (
            {"definition": "x", "translations": {"de": "X", "la": {"definition": "z"}}},
            {"plain": ["", "translations.la"]},
        ),
    ],
)
def test_an_entry_shows_where_an_audience_lacks_a_definition(
    term: dict[str, Any], lacks: dict[str, list[str]]
) -> None:
    """In the order of the record, the parts of it that have one for the other audience only."""
    depends = compiled({"terms": {"a": term}}).depends
    for audience in ("professional", "plain"):
        assert depends.look("a", Viewpoint(In.ENTRY, audience)).instead == lacks.get(audience, [])


def quoting(number: int) -> dict[str, Any]:
    """Make terms that all quote each other."""
    keys = [f"t{index}" for index in range(number)]
    return {
        key: {"definition": " ".join(f":medterm:def:`{other}`" for other in keys if other != key)}
        for key in keys
    }


def test_terms_that_quote_each_other_are_looked_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """However deep quotations might go; what lacks a definition is found as quickly."""
    termbase = compiled({"terms": quoting(60)})
    looks: list[tuple[str, Viewpoint]] = []
    look = termbase.depends.look

    def noted(key: str, viewpoint: Viewpoint, table: str = "terms") -> Any:
        looks.append((key, viewpoint))
        return look(key, viewpoint, table)

    monkeypatch.setattr(termbase.depends, "look", noted)
    contents = Contents(termbase)
    items = [Item(ENTRY, key, Surroundings("plain")) for key in termbase]
    for item in items:
        contents.digest_of(item)
    assert len(looks) == len(set(looks)) == 3 * 60  # entries, quotations and names
    assert len(list(contents.missing_definitions(items))) == 2 * 60


TRANSLATIONS = {"de": {"s1": "wie :medterm:`long`"}, "fr": {}}


def translator(catalogue: str) -> Callable[[str], str]:
    """Return what translates by a catalogue."""
    return lambda text: TRANSLATIONS[catalogue].get(text, text)


@pytest.mark.parametrize(("catalogue", "mentioned"), [("", []), ("fr", []), ("de", ["long"])])
def test_entries_lead_to_what_their_translation_mentions(
    termbase: Termbase, catalogue: str, mentioned: list[str]
) -> None:
    """Paragraph by paragraph."""
    around = Surroundings(catalogue=catalogue)
    entry = entry_item("short", around, tuple(SECTIONS))
    assert Contents(termbase, translator).leads_to(entry) == {*mentioned}
