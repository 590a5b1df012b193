"""How mentions are written in data text, and the options behind their names."""

from __future__ import annotations

import pytest

from sphinx_medterm.mentions import mentions_in, split_options


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("no role at all", []),
        ("a `default` role and ``:medterm:`x```", [("term", "x")]),
        (":medterm:`a` and :medterm:`b c`", [("term", "a"), ("term", "b c")]),
        (":medterm:`shown <key>`", [("term", "key")]),
        (":medterm:`marrow <marrow#tissue>`", [("term", "marrow#tissue")]),
        (":medterm:term:`a`", [("term", "a")]),
        (":medterm:`!a`", []),
        (":medterm:`two\nlines <key>`", [("term", "key")]),
        (":medterm:abbr:`EMH +plural`", [("abbr", "EMH")]),
        (":medterm:def:`x <a#b +plain>`", [("def", "a#b")]),
        (":medterm:code:`HP:0001978`", [("code", "HP:0001978")]),
        (":medterm:other:`a`", []),
        (
            "a :term:`x`, :medterm:term:`y`, :term:`the z <z>`, :term:`!no` and :medterm:`w`",
            [("std:term", "x"), ("term", "y"), ("std:term", "z"), ("term", "w")],
        ),
    ],
)
def test_mentions_in_data_text_are_found_in_order(text: str, found: list[tuple[str, str]]) -> None:
    """What each role points to, be its title explicit or not, by kind."""
    assert list(mentions_in(text)) == found


@pytest.mark.parametrize(
    ("written", "target", "options"),
    [
        ("EMH", "EMH", ()),
        ("EMH +plural", "EMH", ("plural",)),
        ("EMH +plural +capital", "EMH", ("plural", "capital")),
        ("a b#c   +plain ", "a b#c", ("plain",)),
        ("EMH+plural", "EMH+plural", ()),
        ("EMH +plurals", "EMH +plurals", ()),
        ("CD34 +plural more", "CD34 +plural more", ()),
        ("+plural", "+plural", ()),
        ("", "", ()),
    ],
)
def test_options_stand_behind_the_name(written: str, target: str, options: tuple[str, ...]) -> None:
    """Known words after a plus sign, at the end; all else belongs to the name."""
    assert split_options(written) == (target, options)
