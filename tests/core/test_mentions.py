"""How mentions are written in data text, and the options behind their names."""

from __future__ import annotations

import pytest
from docutils.utils import escape2null, unescape
from sphinx.roles import XRefRole

from sphinx_medterm.data_text.parse import parse, parse_line
from sphinx_medterm.names.mentions import split_options


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("no role at all", []),
        ("a `default` role and ``:medterm:`x```", []),
        (":medterm:`a` and :medterm:`b c`", [("term", "a"), ("term", "b c")]),
        (":medterm:`shown <key>`", [("term", "key")]),
        (":medterm:`marrow <marrow#tissue>`", [("term", "marrow#tissue")]),
        (":medterm:term:`a`", [("term", "a")]),
        (":medterm:`!a`", []),
        (":medterm:`two\nlines <key>`", [("term", "key")]),
        (":medterm:abbr:`EMH +plural`", [("abbr", "EMH")]),
        (":medterm:def:`a#b +plain`", [("def", "a#b")]),
        (":medterm:def:`x <a#b +plain>`", [("term", "a#b")]),
        (":ref:`x`", [("std:ref", "x")]),
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
    assert [span.mention for span in parse(text).spans() if span.mention] == found


@pytest.mark.parametrize(
    ("content", "title", "target"),
    [
        ("a", "a", "a"),
        ("a <b>", "a", "b"),
        ("a<b>", "a", "b"),
        ("a  b  <c d>", "a  b", "c d"),
        ("a <b <c>", "a", "b <c"),
        ("a <b> <c>", "a", "b> <c"),
        ("a <b> c", "a <b> c", "a <b> c"),
        ("a <>", "a", ""),
        ("<a>", "<a>", "<a>"),
        ("<a <b>", "<a", "b"),
        ("a \\<b>", "a <b>", "a <b>"),
        ("a \\<b <c>", "a <b", "c"),
        ("a\\ b <c\\d>", "ab", "cd"),
    ],
)
def test_titles_and_targets_are_the_same_on_pages_and_in_data(
    content: str, title: str, target: str
) -> None:
    """What depends on a data text, what it shows, and what Sphinx makes of it on a page."""
    text = escape2null(content)
    found = XRefRole.explicit_title_re.match(text)
    assert [unescape(part) for part in (found.groups() if found else (text, text))] == [
        title,
        target,
    ]
    written = f":medterm:`{content}`"
    assert [span.mention for span in parse(written).spans()] == [("term", target)]
    ((span,), faults) = parse_line(written)
    assert (span.text, span.target, faults) == (" ".join(title.split()), target, ())


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
