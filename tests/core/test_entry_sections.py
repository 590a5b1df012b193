"""Which sections an entry shows, and in which order, for each of its audiences."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_medterm.names.audiences import AUDIENCES
from sphinx_medterm.termbase.config_values import SECTIONS
from sphinx_medterm.termbase.entry_sections import (
    Asked,
    default_sections,
    hidden_sections,
    read_section_lists,
    shown_sections,
)

ALL = tuple(SECTIONS)
LAY = tuple(name for name in ALL if name not in ("codes", "notes", "reviewed"))
OWN = {"plain": ["synonyms", "definition"]}
BACK = ("synonyms", "definition")


def _for_all(names: list[str]) -> dict[str, list[str]]:
    """Return the same list for each audience."""
    return dict.fromkeys(AUDIENCES, names)


@pytest.mark.parametrize(
    ("audience", "by_audience", "hidden", "asked", "shown"),
    [
        # Nothing is set: lay readers see neither codes nor what editors remark.
        ("both", {}, [], Asked(), ALL),
        ("professional", {}, [], Asked(), ALL),
        ("plain", {}, [], Asked(), LAY),
        # The list of a project decides what is shown and in which order, for its audience.
        ("plain", OWN, [], Asked(), BACK),
        ("both", OWN, [], Asked(), ALL),
        ("plain", {"plain": ["codes"]}, [], Asked(), ("codes",)),
        # It yields to what is hidden from all.
        ("plain", OWN, ["definition"], Asked(), ("synonyms",)),
        ("both", {}, ["codes"], Asked(), tuple(name for name in ALL if name != "codes")),
        # Both yield to what a directive shows, in the order of the list.
        ("plain", OWN, ["definition"], Asked(show=("definition", "synonyms")), BACK),
        ("plain", {}, ["codes"], Asked(show=("codes", "definition")), ("definition", "codes")),
        ("plain", OWN, [], Asked(show=("codes", "synonyms")), ("synonyms", "codes")),
        ("both", {}, [], Asked(show=()), ()),
        # Everything yields to what a directive hides.
        ("plain", OWN, [], Asked(hide=("definition",)), ("synonyms",)),
        ("both", {}, [], Asked(show=("codes", "forms"), hide=("codes",)), ("forms",)),
    ],
)
def test_precedence(
    audience: str,
    by_audience: dict[str, list[str]],
    hidden: list[str],
    asked: Asked,
    shown: tuple[str, ...],
) -> None:
    """``:hide:``, then ``:show:``, then ``medterm_hide``, then the list, then the default."""
    assert shown_sections(by_audience, hidden, asked, audience) == shown


@pytest.mark.parametrize(
    ("given", "lists", "faults"),
    [
        ([], {}, []),
        ({}, {}, []),
        ({"plain": []}, {}, []),
        (["codes", "forms", "codes"], _for_all(["codes", "forms"]), []),
        (("codes",), _for_all(["codes"]), []),
        ("codes, forms", _for_all(["codes", "forms"]), []),
        ({"plain": ["forms"]}, {"plain": ["forms"]}, []),
        (
            {"plain": "forms codes", "both": ("codes",)},
            {"plain": ["forms", "codes"], "both": ["codes"]},
            [],
        ),
        (
            ["code", "forms"],
            _for_all(["forms"]),
            [((0,), "entries have no section 'code'", "did you mean 'codes'?")],
        ),
        (
            {"plain": ["note"]},
            {},
            [(("plain", 0), "entries have no section 'note'", "did you mean 'notes'?")],
        ),
        (
            {"plian": ["notes"]},
            {},
            [(("plian",), "unknown audience 'plian'", "did you mean 'plain'?")],
        ),
        (
            {"children": ["notes"], "both": 7},
            {},
            [
                (
                    ("children",),
                    "unknown audience 'children'",
                    "the audiences are both, professional, plain",
                ),
                (
                    ("both",),
                    "expected a list of sections",
                    'write, for instance, ["definition", "synonyms"]',
                ),
            ],
        ),
    ],
)
def test_lists_of_settings_are_checked(
    given: Any, lists: dict[str, list[str]], faults: list[Any]
) -> None:
    """One for all audiences, or one for each; what is wrong is left out and reported."""
    assert read_section_lists(given) == (lists, faults)


names = st.lists(st.sampled_from(ALL), unique=True)
asked = st.builds(Asked, show=st.none() | names.map(tuple), hide=names.map(tuple))
lists = st.dictionaries(st.sampled_from(AUDIENCES), names)


@given(lists, names, asked, st.sampled_from(AUDIENCES))
def test_sections_are_shown_once_or_hidden(
    by_audience: dict[str, list[str]], hidden: list[str], asked: Asked, audience: str
) -> None:
    """Law: each is one or the other, and what stands in a list keeps its order."""
    shown = shown_sections(by_audience, hidden, asked, audience)
    assert sorted((*shown, *hidden_sections(shown))) == sorted(ALL)
    assert not {*shown} & {*asked.hide}
    if asked.show is not None:
        assert {*shown} == {*asked.show} - {*asked.hide}
    order = by_audience.get(audience) or default_sections(audience)
    kept = [name for name in shown if name in order]
    assert kept == [name for name in order if name in kept]


@given(lists, names, asked, st.sampled_from(AUDIENCES))
def test_lists_are_read_as_they_are_kept(
    by_audience: dict[str, list[str]], hidden: list[str], asked: Asked, audience: str
) -> None:
    """Law: to read what was read changes nothing, so a build may read its settings again."""
    once, _ = read_section_lists(by_audience)
    assert read_section_lists(once) == (once, [])
    shown = shown_sections(by_audience, hidden, asked, audience)
    assert shown_sections(once, hidden, asked, audience) == shown
