"""Input of any size: no step of the core takes more than linear time.

The inputs are so large that a step with quadratic time would take from minutes to days; then the
work is ended, and the test fails. No time is measured.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import sphinx_medterm
from sphinx_medterm.codes import BUILT_IN
from sphinx_medterm.data_text.parse import parse
from sphinx_medterm.names import search
from sphinx_medterm.names.mentions import split_options, split_title
from sphinx_medterm.names.normal import capitals, normalise, sort_key
from sphinx_medterm.names.plural_forms import certain_plural
from sphinx_medterm.names.rules import readings, stems
from sphinx_medterm.names.search import Found, Names, ProseFinder, longest
from sphinx_medterm.names.spelling import spelling
from sphinx_medterm.names.suggest import Suggester
from sphinx_medterm.termbase.lookup import UNKNOWN, Match

from .conftest import compiled
from .pumping import ends, pumped

HUGE = 200_000

# ---------------------------------------------------------------------- regular expressions

PACKAGE = Path(sphinx_medterm.__file__).parent
CODE = "\n".join(file.read_text(encoding="utf-8") for file in sorted(PACKAGE.rglob("*.py")))
METHODS = {"search", "match", "fullmatch", "split", "sub", "subn", "findall", "finditer"}
UNBOUNDED = {"search", "match", "fullmatch", "finditer"}
"""The methods that stand for all."""
FOUND_ELSEWHERE = {
    "_TO_PLURAL": {"finditer"},
    "_matchers": {"fullmatch"},
    "_EXPLICIT": {"match"},
    "OTHER_BLOCKS": {"match"},
}
"""How patterns are used whose use the code does not show by their name."""
BOUNDED = {"_LONG_NUMBER"}
"""Patterns that may look at each character a fixed, but large, number of times."""


def in_value(value: object) -> Iterator[re.Pattern[str]]:
    """Find the patterns in a value of a module."""
    owner = getattr(value, "__self__", None)
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(owner, re.Pattern):
        yield owner
    elif isinstance(value, tuple | list):
        for item in value:
            yield from in_value(item)
    elif isinstance(value, dict):
        yield from in_value(list(value.values()))


def all_patterns() -> Iterator[tuple[str, re.Pattern[str], set[str]]]:
    """List the patterns of the package: name, pattern, and the methods that are used of it."""
    for module in pkgutil.walk_packages([str(PACKAGE)], "sphinx_medterm."):
        if module.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            for pattern in in_value(value):
                used = set(re.findall(rf"\b{name}\.(\w+)", CODE)) & METHODS
                yield name, pattern, FOUND_ELSEWHERE.get(name, used)
    for kind, pattern in search._patterns("\u0301")._asdict().items():
        yield kind, pattern, {"match"} if kind == "next" else {"finditer"}
    for key, pattern in BUILT_IN._matchers.items():
        yield key, pattern, {"fullmatch"}


PATTERNS = {
    (pattern.pattern, *sorted(used)): pytest.param(pattern, used, id=name)
    for name, pattern, used in all_patterns()
    if name not in BOUNDED
}


@pytest.mark.parametrize(("pattern", "used"), PATTERNS.values())
def test_regular_expressions_take_linear_time(pattern: re.Pattern[str], used: set[str]) -> None:
    """Law: none of the package tries the same characters again and again."""
    methods = {method if method in UNBOUNDED else "finditer" for method in used} or UNBOUNDED

    def work() -> None:
        for text in pumped(pattern, HUGE // 2):
            for method in methods:
                found = getattr(pattern, method)(text)
                for _ in found if method == "finditer" else ():
                    pass

    assert ends(work)


@pytest.mark.parametrize(
    ("pattern", "letter"),
    [(r"(?:b+)+c", "b"), (r"\s+x", " "), (r"[ao]*(oe|ae)", "a"), (r"^.+?\s*<([^<]*)>$", " ")],
)
def test_texts_are_made_on_which_slow_patterns_try_in_vain(pattern: str, letter: str) -> None:
    """The law would find them: they look at a long row of characters, and there is no match."""
    slow = re.compile(pattern)
    rows = [text for text in pumped(slow, 12) if letter * 10 in text]
    assert any(slow.search(text) is None for text in rows)


# ---------------------------------------------------------------------- names

HUGE_NAMES = {
    "word": "a" * HUGE,
    "words": "aaeb " * (HUGE // 5),
    "hyphens": "-" * HUGE,
    "parts": "a-" * (HUGE // 2),
    "apostrophes": "a'" * (HUGE // 2),
    "possessives": "a's " * (HUGE // 4),
    "Greek": "α " * (HUGE // 2),
    "Greek word": "α" * HUGE,
    "vowels": "aoe" * (HUGE // 3),
    "prepositions": "of " * (HUGE // 3),
    "Latin": "musculi " + "recti " * (HUGE // 6),
    "blanks": "a" + " " * HUGE + "+y",
    "senses": "a" + "#b" * (HUGE // 2),
    "glossaries": "a" + ":b" * (HUGE // 2),
    "options": "a" + " +plural" * (HUGE // 8),
    "brackets": "<" * HUGE + ">",
    "marks": "a" + "\u0301\u0316" * (HUGE // 2),
}
huge_names = pytest.mark.parametrize("name", HUGE_NAMES.values(), ids=HUGE_NAMES)


@huge_names
def test_huge_names_are_brought_into_all_forms_in_linear_time(name: str) -> None:
    """Those in which they are compared, sorted, shown, and found by rule."""

    def work() -> None:
        for form in (normalise, capitals, sort_key, spelling, stems, certain_plural, readings):
            form(name)
        for take_apart in (split_options, split_title):
            take_apart(name)
        list(parse(f":medterm:`{name}`").spans())

    assert ends(work)


@huge_names
def test_huge_names_are_looked_up_in_linear_time(name: str) -> None:
    """A name that nobody knows is no more than unknown."""
    base = compiled({"terms": {"ant": {"definition": "x", "senses": {"s": "y"}}}})
    assert base.find(name) == UNKNOWN
    assert base.lookup.hint(name) == ""
    assert base.lookup.find_in_prose(name) == ()


def test_a_huge_name_is_found_if_it_is_declared() -> None:
    """However long it is, in the spelling that it has, and in others."""
    label = "anaemia of the " * 2000 + "ant"
    base = compiled({"terms": {"ant": {"label": label, "definition": "x"}}})
    assert base.find(label) == Match(("ant",), name=label)
    assert base.find(label.replace("anaemia", "anemia") + "s").keys == ("ant",)


def test_only_one_sense_can_be_asked_for() -> None:
    """What has two is unknown, however many senses the term has."""
    base = compiled({"terms": {"ant": {"senses": {"s": "x", "t": "y"}}}})
    assert base.find("ant#s").sense == "s"
    assert base.find("ant#s#t") == UNKNOWN


# ---------------------------------------------------------------------- running text


def test_a_label_of_very_many_words_is_indexed_in_linear_time() -> None:
    """It is not looked for in texts: a search goes on for as long as the longest name."""
    label = " ".join(f"word{number}" for number in range(HUGE))
    limit = " ".join(["ant"] * search.LONGEST)

    def work() -> None:
        names = Names([label, f"{limit} ant", limit])
        assert names.too_long == [label, f"{limit} ant"]
        assert names.spans(f"{limit} ant")[0] == (0, len(limit))

    assert ends(work)


@pytest.mark.parametrize(
    "text",
    [
        "ant " * 20_000,
        "ant-" * 20_000,
        "ant'" * 20_000,
        "ant" * 20_000,
        "ant" + " " * HUGE + "ant",
        "ant" + "'" * HUGE,
        "-'" * HUGE,
        "a\u0301" * 20_000,
    ],
    ids=lambda text: repr(text[:6]),
)
def test_texts_are_searched_in_linear_time(text: str) -> None:
    """Although names overlap everywhere."""
    finder = ProseFinder(["ant ant", "ant ant ant ant"], lambda _text, *, inside=False: ("ant",))
    assert ends(lambda: finder.find(text))


def test_the_longest_of_very_many_names_that_overlap_are_chosen_in_linear_time() -> None:
    """One long row, of which each overlaps the next."""
    found = [Found(start, start + 2, ("ant",)) for start in range(HUGE)]
    assert ends(lambda: longest(found))
    assert longest(found[:5]) == [found[0], found[2], found[4]]


# ---------------------------------------------------------------------- suggestions


def test_misspelt_names_are_compared_with_the_known_ones_a_limited_number_of_times(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Each distinct one once; what comes after the limit is only reported."""
    asked: list[str] = []
    near = Suggester.near
    monkeypatch.setattr("sphinx_medterm.names.suggest.MOST_HINTS", 3)

    def note(self: Suggester, name: str) -> list[str]:
        asked.append(name)
        return near(self, name)

    monkeypatch.setattr(Suggester, "near", note)
    suggester = Suggester(["asthma"])
    hints = [suggester.hint(f"asthm{end}") for end in "xxyzxabz"]
    assert asked == ["asthmx", "asthmy", "asthmz"]
    meant = "did you mean 'asthma'?"
    assert hints == [meant, meant, meant, meant, meant, "", "", meant]


@pytest.mark.parametrize("section", ["terms", "sources", "word_parts"])
def test_references_that_lead_nowhere_are_compared_with_one_list_of_keys(
    section: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A forgotten file: all are reported, and the first of them with suggestions."""
    made: list[object] = []
    begin = Suggester.__init__

    def count(self: Suggester, known: Any) -> None:
        made.append(self)
        begin(self, known)

    monkeypatch.setattr("sphinx_medterm.names.suggest.MOST_HINTS", 2)
    monkeypatch.setattr(Suggester, "__init__", count)
    field = {"terms": "see_also", "sources": "sources", "word_parts": "etymology"}[section]
    wrong = [f"ant{number}x" for number in range(10, 14)]
    value = {"parts": wrong} if section == "word_parts" else wrong
    known = {f"ant{number}": {"title": "x"} for number in range(10, 14)}
    terms = {"bee": {"definition": "x", field: value}}
    data = {section: known, "terms": terms}
    if section == "terms":
        data = {"terms": {f"ant{number}": {"definition": "x"} for number in range(10, 14)} | terms}
    elif section == "word_parts":
        data["word_parts"] = {key: {"kind": "root", "gloss": "x"} for key in known}
    found = [d.hint for d in compiled(data).diagnostics if d.subtype == "reference"]
    assert len(made) == 1
    assert [hint.startswith("did you mean 'ant1") for hint in found] == [True, True, False, False]
    assert found[2:] == [f"define it under '{section}:'"] * 2


def test_huge_names_get_no_suggestions() -> None:
    """Comparing two names takes time with the product of their lengths."""
    long = "bone marrow " * 1000
    assert Suggester([long, long + "x"]).near(long + "y") == []
