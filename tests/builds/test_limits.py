"""Input that nobody writes by hand: pages do not outgrow the data, and work is done once."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest
from sphinx.application import Sphinx
from sphinx.writers.html5 import HTML5Translator

from sphinx_medterm.names.search import LONGEST
from sphinx_medterm.records.visible import In, Seen, Viewpoint
from sphinx_medterm.termbase.dependencies import Dependencies
from sphinx_medterm.termbase.misses import LONGEST_QUOTED, MOST_QUOTED

from .conftest import Build, Project

GLOSSARY = "Words\n=====\n\n.. medterm:glossary::\n"


def quoting(number: int, kind: str = "def") -> dict[str, Any]:
    """Make terms that all quote each other."""
    keys = [f"t{index:02}" for index in range(number)]
    return {
        "terms": {
            key: {
                "definition": f"what {key} is "
                + " ".join(f":medterm:{kind}:`{other}`" for other in keys if other != key)
            }
            for key in keys
        }
    }


def write(project: Project, data: dict[str, Any], page: str = GLOSSARY) -> None:
    """Write a project of one page."""
    project.conf["medterm_files"] = ["terms.json"]
    project.write({"terms.json": json.dumps(data), "index.rst": page})


# ---------------------------------------------------------------------- quotations


def test_an_entry_quotes_a_limited_number_of_terms(project: Project) -> None:
    """The others are linked, and that is told once of each entry."""
    write(project, quoting(MOST_QUOTED + 4))
    warns = [f"it quotes more than {MOST_QUOTED} terms"] * 20 + ["4 more of this kind"]
    entry = project.build(warns=warns).html().select(".medterm-entry")[0]
    quoted = entry.select(".medterm-text-def")
    assert len(quoted) == MOST_QUOTED
    assert "what t01 is" in quoted[0].get_text()
    left = [
        a.get_text()
        for a in entry.select("a:not(.headerlink)")
        if not a.find_parent(class_="medterm-text-def")
    ]
    assert left == ["t21", "t22", "t23"]


def test_pages_may_quote_as_much_as_they_like(page: Build) -> None:
    """The limit is for data texts, which may quote each other."""
    text = " ".join([":medterm:def:`bleeding`"] * (MOST_QUOTED + 4))
    built = page(f"{text}\n{GLOSSARY}")
    assert len(built.html().select(".medterm-text-def")) == MOST_QUOTED + 4


def test_a_very_long_history_is_not_quoted(project: Project) -> None:
    """The reason is given, since the term does have an etymology."""
    long = "blood " * LONGEST_QUOTED
    terms = {
        "ant": {"definition": "x", "etymology": long},
        "bee": {"definition": "x", "etymology": f"from bees\n\n{long}"},
    }
    write(project, {"terms": terms}, f":medterm:etym:`ant`, :medterm:etym:`bee`\n\n{GLOSSARY}")
    built = project.build(warns=["the etymology of 'ant' is too long to be quoted"])
    shown = [found.get_text() for found in built.html().select(".medterm-text-etym")]
    assert shown == ["ant", "from bees"]


@pytest.mark.parametrize("kind", ["def", "plain"])
def test_a_very_long_definition_is_not_quoted(project: Project, kind: str) -> None:
    """The name is shown; a paragraph that is short enough is quoted, whatever comes after it."""
    long = "blood " * LONGEST_QUOTED
    terms = {"ant": {"definition": long}, "bee": {"definition": f"an insect\n\n{long}"}}
    text = f":medterm:{kind}:`ant`, :medterm:{kind}:`bee`\n\n"
    write(project, {"terms": terms}, f"{text}{GLOSSARY}")
    lacks = [f"{key!r} has no plain definition" for key in terms if kind == "plain"]
    warns = ["the definition of 'ant' is too long to be quoted", *lacks]
    built = project.build(warns=warns)
    shown = [found.get_text() for found in built.html().select(f".medterm-text-{kind}")]
    assert shown == ["ant", "an insect"]


def test_what_terms_quote_is_looked_at_once(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many terms quote it; it is looked at once more for cards, without links."""
    counts: Counter[tuple[str, Viewpoint]] = Counter()
    look = Dependencies.look

    def counted(self: Dependencies, key: str, viewpoint: Viewpoint, *table: str) -> Seen:
        counts[key, viewpoint] += 1
        return look(self, key, viewpoint, *table)

    monkeypatch.setattr(Dependencies, "look", counted)
    write(project, quoting(12))
    project.build()
    times: dict[int, set[int]] = {}
    for (_key, viewpoint), count in counts.items():
        times.setdefault(viewpoint.where, set()).add(count)
    assert times == {In.ENTRY: {1}, In.CARD: {1}, In.QUOTE: {2}, In.NAME: {1}}
    assert Counter(viewpoint.where for _key, viewpoint in counts) == dict.fromkeys(times, 12)


def test_a_term_that_is_quoted_in_a_quotation_writes_the_page_again(project: Project) -> None:
    """Digests of digests cover what they are made of, two quotations away."""
    terms = {
        "ant": {"definition": "x :medterm:def:`bee`"},
        "bee": {"definition": "y :medterm:long:`cow`"},
        "cow": {"definition": "z"},
    }
    page = "I\n=\n\n:medterm:def:`ant`\n\n.. toctree::\n\n   card\n   words\n"
    project.write({"words.rst": GLOSSARY, "card.rst": "C\n=\n\n:medterm:`ant`\n"})
    write(project, {"terms": terms}, page)
    project.build()
    assert project.build().written == []
    project.write({"terms.json": json.dumps({"terms": terms | {"bee": {"definition": "new"}}})})
    assert project.build().written == ["card", "index", "words"]
    assert "new" in project.build().text("card.html")


# ---------------------------------------------------------------------- names


def test_dry_run_lists_names_that_are_too_long_to_be_found(project: Project) -> None:
    """With the place of the term; the role finds them as before."""
    long = " ".join(["ant"] * (LONGEST + 1))
    page = f"{long}\n\n:medterm:`{long}`\n\n"
    write(
        project, {"terms": {"t": {"label": long, "definition": "x"}}}, f"I\n=\n\n{page}{GLOSSARY}"
    )
    built = project.build("medterm-autolink")
    rows = [json.loads(line) for line in built.text("autolink.jsonl").splitlines()]
    assert [(row["page"], row["line"], row["key"]) for row in rows] == [("terms.json", 1, "")]
    assert rows[0]["text"].startswith("ant ant ant")
    assert f"it has more than {LONGEST} words and punctuation marks" in rows[0]["reason"]
    links = project.build(medterm_autolink="all").html().select("a.medterm")
    assert [link.get_text() for link in links] == [long]


def test_blanks_before_an_option_take_no_time(page: Build) -> None:
    """However many there are, on pages and in data texts."""
    blanks = " " * 100_000
    built = page(f":medterm:`anemia{blanks}+y`", warns=["unknown term 'anemia +y'"])
    assert "anemia" in built.one("section p").get_text()


# ---------------------------------------------------------------------- cards


class OwnTranslator(HTML5Translator):
    """A translator that keeps its state where no other has it."""

    made: int = 0
    written: int = 0

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        type(self).made += 1
        self.own = {"paragraphs": [0]}

    def visit_paragraph(self, node: Any) -> None:
        """Write the number of the paragraph before it."""
        self.own["paragraphs"][0] += 1
        self.body.append(f"<!-- {self.own['paragraphs'][0]} -->")
        super().visit_paragraph(node)


def test_cards_have_one_translator(page: Build, monkeypatch: pytest.MonkeyPatch) -> None:
    """Making it takes longer than writing a card."""
    made: list[object] = []
    begin = HTML5Translator.__init__

    def note(self: HTML5Translator, *args: Any) -> None:
        made.append(self)
        begin(self, *args)

    monkeypatch.setattr(HTML5Translator, "__init__", note)
    text = f":medterm:`anemia` :medterm:`zebra` :medterm:`bleeding`\n{GLOSSARY}"
    page(text, medterm_cards="off")
    others = len(made)
    page(text, doctrees="others", out="other")
    assert len(made) == 2 * others + 1


def test_cards_are_the_same_with_a_translator_each(page: Build, project: Project) -> None:
    """The state that one card leaves behind does not show in the next."""
    text = f":medterm:`anemia` :medterm:`zebra` :medterm:`bleeding`\n{GLOSSARY}"
    once = page(text).text("index.html")
    project.write({"conf.py": "from tests.builds.test_limits import set_same as setup\n"})
    assert page(text, out="other", doctrees="others").text("index.html") == once


def test_a_translator_of_the_project_is_made_for_each_card(page: Build, project: Project) -> None:
    """Nobody knows where it keeps its state."""
    project.write({"conf.py": "from tests.builds.test_limits import set_own as setup\n"})
    built = page(f":medterm:`anemia` :medterm:`zebra` :medterm:`bleeding`\n{GLOSSARY}")
    cards = built.text("index.html").split('class="medterm-card"')[1:]
    assert len(cards) > 2
    assert all("<!-- 1 -->" in card for card in cards)


class SameTranslator(HTML5Translator):
    """Writes as Sphinx's own does, but is not trusted to be used twice."""


def set_same(app: Sphinx) -> None:
    """Set up a project whose cards have a translator each."""
    app.set_translator("html", SameTranslator)


def set_own(app: Sphinx) -> None:
    """Set up a project that has a translator of its own."""
    app.set_translator("html", OwnTranslator)


def test_very_long_paragraph_is_read_like_any_other(project: Project) -> None:
    """Markup is read in linear time, so that there is no limit to it."""
    write(project, {"terms": {"bee": {"definition": "*a* " * 10_000 + "\n\n**b**"}}})
    entry = project.build().html().select("#medterm-bee")[0]
    assert len(entry.select("em")) > 9_999
    assert [strong.get_text() for strong in entry.select("p strong")][-1] == "b"


def test_mistakes_in_one_text_are_told_up_to_a_number(project: Project) -> None:
    """Each at its place, and then how many there are more."""
    write(project, {"terms": {"bee": {"definition": ":cite:`a` " * 100}}})
    told = "the role 'cite' is not allowed in data text"
    project.build(warns=[told] * 20 + ["80 more problems in the markup of this text"])
