"""What readers see of records: by section, sense and audience, and what stands inside of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from sphinx_medterm.records.visible import In, View
from sphinx_medterm.termbase.base import Termbase
from sphinx_medterm.termbase.shown import CARD, ENTRY, QUOTE, Around, Item, Shown

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
    "etym": {"definition": "e1", "etymology": {"parts": ["x-"], "note": "e2"}},
}


@pytest.fixture(scope="module")
def termbase() -> Termbase:
    """Give a termbase of terms with several texts."""
    return compiled({"word_parts": {"x-": {"note": "p"}}, "terms": TERMS})


@pytest.mark.parametrize(
    ("key", "view", "texts"),
    [
        ("short", View(In.ENTRY), "s1 s2 s3"),
        ("short", View(In.ENTRY, "plain"), "s2 s3"),
        ("short", View(In.ENTRY, hide=("definition",)), ""),
        ("short", View(In.CARD), "s1 s2"),
        ("short", View(In.CARD, "plain"), "s2"),
        ("short", View(In.CARD, sense="one"), "s3"),
        ("short", View(In.QUOTE, only="definition"), "s1"),
        ("long", View(In.ENTRY), "l1 l2 l3 l4 l5 l6"),
        ("long", View(In.ENTRY, "plain"), "l3 l5 l6"),
        ("long", View(In.ENTRY, "professional"), "l1 l2 l4 l5 l6"),
        ("long", View(In.CARD), "l1 l6"),
        ("long", View(In.CARD, "plain"), "l3 l6"),
        ("long", View(In.CARD, sense="one"), "l1 l2 l3"),
        ("long", View(In.QUOTE, only="definition"), "l1"),
        ("long", View(In.QUOTE, "plain", only="definition", sense="two"), "l6"),
        ("only", View(In.CARD), "o1 o2 o3"),
        ("etym", View(In.ENTRY), "e1 e2"),
        ("etym", View(In.CARD), "e1"),
        ("etym", View(In.QUOTE, only="etymology"), ""),
    ],
)
def test_texts_are_those_that_readers_see(
    termbase: Termbase, key: str, view: View, texts: str
) -> None:
    """Of one audience, sense and section; on cards and in quotations, in brief."""
    seen = termbase.depends.look(key, view).texts
    assert " ".join(" ".join(seen).split()) == texts


@pytest.mark.parametrize(
    ("item", "instead"),
    [
        (Item(ENTRY, "long", Around("professional")), {("long", "senses.two")}),
        (Item(ENTRY, "long", Around("plain")), set()),
        (Item(ENTRY, "etym", Around("plain")), {("etym", "")}),
        (Item(ENTRY, "etym", Around("plain"), hide=("definition",)), set()),
        (Item(ENTRY, "etym"), set()),
        (Item(CARD, "long", Around("professional"), "one"), set()),
        (Item(CARD, "short", Around("plain"), "one"), {("short", "senses.one")}),
        (Item(QUOTE, "short", Around("plain"), "definition#"), set()),
        (Item(ENTRY, "etym", Around("plain"), is_certain=False), set()),
    ],
)
def test_what_stands_in_for_a_definition_is_noted(
    termbase: Termbase, item: Item, instead: set[tuple[str, str]]
) -> None:
    """Where readers see it, and for one audience only."""
    shown = Shown(termbase)
    shown.digest_of(item)
    found = {(one.name, path) for one, paths in shown.lacks([item]) for path in paths}
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
        assert depends.look("a", View(In.ENTRY, audience)).instead == lacks.get(audience, [])


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
    looks: list[tuple[str, View]] = []
    look = termbase.depends.look

    def noted(key: str, view: View, table: str = "terms") -> Any:
        looks.append((key, view))
        return look(key, view, table)

    monkeypatch.setattr(termbase.depends, "look", noted)
    shown = Shown(termbase)
    items = [Item(ENTRY, key, Around("plain")) for key in termbase]
    for item in items:
        shown.digest_of(item)
    assert len(looks) == len(set(looks)) == 3 * 60  # entries, quotations and names
    assert len(list(shown.lacks(items))) == 2 * 60


TRANSLATIONS = {"de": {"s1": "wie :medterm:`long`"}, "fr": {}}


def translator(catalogue: str) -> Callable[[str], str]:
    """Return what translates by a catalogue."""
    return lambda text: TRANSLATIONS[catalogue].get(text, text)


@pytest.mark.parametrize(("catalogue", "mentioned"), [("", []), ("fr", []), ("de", ["long"])])
def test_mentions_are_those_of_the_translation(
    termbase: Termbase, catalogue: str, mentioned: list[str]
) -> None:
    """Paragraph by paragraph."""
    shown = Shown(termbase, translator)
    found = shown.mentions_in_entry("short", catalogue)
    assert [mention.target for mention in found] == mentioned
