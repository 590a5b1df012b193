"""For whom entries and cards are, and what happens when a definition for them is missing."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from .conftest import TITLES, Build, Built, Project
from .test_cards import cards
from .test_incremental import assert_as_clean, edit

TERMS = """\
terms:
  marrow:
    senses:
      bone:
        subject_field: anatomy
        definition: hematopoietic tissue
        plain_definition: the soft inside, which makes :medterm:`blood`
        scope_note: not the pith
        examples: [hip]
      cord: {definition: neural tissue, plain_definition: nerves in the back}
    translations: {de: {label: Mark, definition: Gewebe, plain_definition: Weiches}}
  blood: {definition: vascular fluid, plain_definition: red juice}
  graft: {definition: a transplanted organ}
  pill: {plain_definition: a small lump}
  twofold:
    senses:
      one: {definition: first, plain_definition: number one}
      two: {definition: second}
    translations: {de: {definition: zweiteilig}, fr: {label: double}}
"""
ROLES = """\
from sphinx_medterm.ext.reading.roles import MentionRole

class For(MentionRole):
    def __init__(self, audience):
        super().__init__()
        self.audience = audience

    def run(self):
        [mention], messages = super().run()
        mention.attributes.pop("role", None)
        mention["audience"] = self.audience
        return [mention], messages

def setup(app):
    for audience in ("plain", "professional", "both", "nobody"):
        app.add_role(f"for-{audience}", For(audience))
"""
GLOSSARY = "\n\n.. medterm:glossary::\n"
PLAIN = ":medterm-audience: plain\n\n"
NO_PLAIN = "the term 'graft' has no plain definition (its definition is shown instead; add a pl"
FALL_BACKS = {
    "plain": [
        NO_PLAIN,
        "'twofold' has no plain definition in senses.two, translations.de (",
    ],
    "professional": ["the term 'pill' has no definition for professionals (its plain_definition"],
    "both": [],
}
BUILDERS = {
    "html": "index.html",
    "dirhtml": "index.html",
    "singlehtml": "index.html",
    "epub": "index.xhtml",
    "text": "index.txt",
    "latex": "p.tex",
    "man": "p.1",
    "xml": "index.xml",
    "texinfo": "p.texi",
}
ENTRY = "\n\n.. medterm:: marrow\n\n.. medterm:: blood\n"


@pytest.fixture(autouse=True)
def terms(project: Project) -> None:
    """Give the project terms with definitions for all audiences, and some without."""
    project.write({"terms.yaml": TERMS, "conf.py": ROLES})


def said(text: str, words: Iterable[str]) -> set[str]:
    """Give those of some words that are in a text."""
    return {word for word in words if word in text}


# ---------------------------------------------------------------------- entries

WORDS = {"hematopoietic", "soft inside", "vascular", "red juice", "not the pith", "hip"}
WORDS |= {"In plain words", "Gewebe", "Weiches"}
SHOWN = {
    "professional": {"hematopoietic", "vascular", "not the pith", "hip", "Gewebe"},
    "plain": {"soft inside", "red juice", "hip", "Weiches"},
    "both": WORDS,
}


@pytest.mark.parametrize("audience", SHOWN)
@pytest.mark.parametrize(("builder", "file"), BUILDERS.items())
def test_entry_shows_what_is_for_its_audience(
    page: Build, builder: str, file: str, audience: str
) -> None:
    """In every format; both is what entries show if nothing is set."""
    setting = {"medterm_audience": audience} if audience != "both" else {}
    built = page(ENTRY.strip(), builder=builder, check=builder != "epub", **TITLES, **setting)
    assert said(built.text(file), WORDS) == SHOWN[audience]


@pytest.mark.parametrize("audience", SHOWN)
def test_page_sets_the_audience_of_its_entries(project: Project, audience: str) -> None:
    """By a field at its top, whatever the project's audience is."""
    text = f":medterm-audience: {audience}\n\nPage\n====\n{ENTRY}"
    project.write({"index.rst": text})
    other = "plain" if audience == "professional" else "professional"
    built = project.build("text", medterm_audience=other)
    assert said(built.text("index.txt"), WORDS) == SHOWN[audience]


@pytest.mark.parametrize("audience", SHOWN)
def test_markdown_page_sets_the_audience_of_its_entries(project: Project, audience: str) -> None:
    """In its front matter."""
    entries = "```{medterm} marrow\n```\n\n```{medterm} blood\n```\n"
    project.write({"index.md": f"---\nmedterm-audience: {audience}\n---\n\n# Page\n\n{entries}"})
    built = project.build("text", extensions=["myst_parser", "sphinx_medterm"])
    assert said(built.text("index.txt"), WORDS) == SHOWN[audience]


@pytest.mark.parametrize("directive", ["medterm:: blood", "medterm:glossary::"])
def test_directive_sets_the_audience_of_its_entries(page: Build, directive: str) -> None:
    """By an option, which counts more than the page and the project; case does not matter."""
    option = "   :audience: Plain\n   :show: definition\n"
    text = f".. {directive}\n{option}"
    warns = [NO_PLAIN, "in senses.two ("] if "glossary" in directive else []
    built = page(text, builder="text", medterm_audience="professional", warns=warns)
    assert "red juice" in built.text("index.txt")
    assert "vascular" not in built.text("index.txt")


def test_same_term_stands_twice_for_two_audiences(page: Build) -> None:
    """One of the entries is the one that links lead to."""
    entry = ".. medterm:: blood\n   :audience: {}\n"
    text = entry.format("professional") + "\n" + entry.format("plain") + "   :no-index:\n"
    first, second = page(text).html().select(".medterm-entry .medterm-definition")
    assert (first.get_text(), second.get_text()) == ("vascular fluid", "red juice")


def test_translation_without_definition_for_the_audience_shows_the_other(page: Build) -> None:
    """Falling back like senses."""
    text = ".. medterm:: twofold\n   :show: translations\n"
    warns = ["the term 'twofold' has no plain definition in translations.de ("]
    built = page(text, builder="text", medterm_audience="plain", warns=warns)
    assert "zweiteilig" in built.text("index.txt")


def test_messages_are_extracted_for_all_audiences(page: Build) -> None:
    """A leaflet and a manual are translated by the same catalogues."""
    built = page(f"{GLOSSARY}", builder="gettext", medterm_audience="plain")
    assert said(built.text("index.pot"), WORDS) == WORDS - {"In plain words", "Gewebe", "Weiches"}


# ---------------------------------------------------------------------- cards

CARDS = {
    "professional": "blood vascular fluid Full entry",
    "plain": "blood red juice Full entry",
    "both": "blood vascular fluid In plain words: red juice Full entry",
}
SENSES = {
    "professional": "marrow anatomy: hematopoietic tissue neural tissue Full entry",
    "plain": "marrow anatomy: the soft inside, which makes blood nerves in the back Full entry",
    "both": "marrow anatomy: hematopoietic tissue In plain words: the soft inside, which makes"
    " blood neural tissue In plain words: nerves in the back Full entry",
}


@pytest.mark.parametrize("audience", CARDS)
def test_card_says_what_is_for_the_audience_of_its_page(page: Build, audience: str) -> None:
    """For both, each sense has its plain definition below the other."""
    words = f":medterm:`blood` :medterm:`marrow`{ENTRY}"
    found = cards(page(words, medterm_audience=audience))
    assert found == {"medterm_card-blood": CARDS[audience], "medterm_card-marrow": SENSES[audience]}


def test_card_is_for_the_page_of_the_mention_not_for_that_of_the_entry(project: Project) -> None:
    """The one who reads the page reads its cards."""
    project.write(
        {
            "index.rst": "Page\n====\n\n:medterm:`blood`\n\n.. toctree::\n\n   words\n",
            "words.rst": f"{PLAIN}Words\n=====\n{ENTRY}",
        }
    )
    built = project.build(medterm_audience="professional")
    assert cards(built) == {"medterm_card-blood": CARDS["professional"]}
    assert cards(built, "words.html") == {"medterm_card-blood": CARDS["plain"]}


@pytest.mark.parametrize("audience", CARDS)
def test_mention_for_an_audience_has_a_card_for_it(page: Build, audience: str) -> None:
    """Beside that of the page, which keeps its id; the link bears how the other id starts."""
    usual = "both" if audience == "professional" else "professional"
    text = f":medterm:`blood` :for-{audience}:`blood`{ENTRY.replace('.. medterm:: marrow', '')}"
    built = page(text, medterm_audience=usual)
    assert cards(built) == {
        "medterm_card-blood": CARDS[usual],
        f"medterm_card_{audience}-blood": CARDS[audience],
    }
    first, second = built.html().select("section > p > a.medterm-word")
    assert f"medterm_card_{audience}" in second["class"]
    assert not any(name.startswith("medterm_card") for name in first["class"])


def test_mention_for_the_usual_audience_shares_the_card_of_the_page(page: Build) -> None:
    """No page has the same card twice."""
    built = page(f":medterm:`blood` :for-both:`blood`{ENTRY}")
    assert set(cards(built)) == {"medterm_card-blood"}


def test_unknown_audience_of_a_mention_is_reported_and_the_page_s_taken(page: Build) -> None:
    """At the mention."""
    warns = ["index.rst:4: WARNING: invalid value 'nobody' for 'audience' (choose one of both"]
    built = page(f":for-nobody:`blood`{ENTRY}", medterm_audience="plain", warns=warns)
    assert cards(built)["medterm_card-blood"] == CARDS["plain"]


def test_links_of_an_entry_have_cards_for_its_audience(page: Build) -> None:
    """Those in data text, and those in the remarks of the page's author."""
    text = (
        ".. medterm:: marrow\n   :audience: plain\n\n   See :medterm:`blood`, :term:`blood`.\n\n"
        ".. medterm:: blood\n"
    )
    built = page(text, medterm_audience="professional")
    assert cards(built) == {"medterm_card_plain-blood": CARDS["plain"]}
    links = built.html().select(".medterm-entry a.medterm-word")
    assert [link.get_text() for link in links] == ["blood"] * 3
    assert all("medterm_card_plain" in link["class"] for link in links)


def test_pages_for_two_audiences_in_one_document_have_cards_of_their_own(project: Project) -> None:
    """Pages written as one; what is usual is what the first of them says."""
    project.write(
        {
            "index.rst": "Page\n====\n\n:medterm:`blood`\n\n.. toctree::\n\n   lay\n   words\n",
            "lay.rst": f"{PLAIN}Lay\n===\n\n:medterm:`blood`\n",
            "words.rst": f":medterm-cards: off\n\nWords\n=====\n{ENTRY}",
        }
    )
    built = project.build("singlehtml", medterm_audience="professional")
    assert cards(built) == {
        "medterm_card-blood": CARDS["professional"],
        "medterm_card_plain-blood": CARDS["plain"],
    }
    first, second = built.html().select("section > p > a.medterm-word")
    assert "medterm_card_plain" in second["class"]
    assert "medterm_card_plain" not in first["class"]


# ---------------------------------------------------------------------- unknown names


def test_unknown_audience_of_a_page_is_reported_there(project: Project) -> None:
    """The project's setting holds."""
    project.write({"index.rst": f":medterm-audience: plane\n\nPage\n====\n{ENTRY}"})
    warns = ["index.rst: WARNING: invalid value 'plane' for 'medterm-audience' (choose one of"]
    built = project.build("text", medterm_audience="plain", warns=warns)
    assert said(built.text("index.txt"), WORDS) == SHOWN["plain"]


def test_unknown_audience_of_a_directive_is_reported_there(page: Build) -> None:
    """The page's setting holds."""
    text = ".. medterm:: blood\n   :audience: lay\n"
    warns = ["index.rst:4: WARNING: invalid value 'lay' for 'audience' (choose one of both"]
    built = page(text, builder="text", warns=warns)
    assert said(built.text("index.txt"), WORDS) == {"vascular", "red juice", "In plain words"}


def test_unknown_audience_of_a_project_is_reported_by_sphinx(page: Build) -> None:
    """The default holds."""
    said_of_it = ["The config value `medterm_audience` has to be a one of"]
    built = page(ENTRY.strip(), builder="text", medterm_audience="all", warns=said_of_it)
    assert said(built.text("index.txt"), WORDS) == SHOWN["both"]


# ---------------------------------------------------------------------- missing definitions


def fall_backs(built: Built) -> list[str]:
    """Give the warnings about missing definitions, in order."""
    return [line for line in built.warnings if "[medterm.audience]" in line]


@pytest.mark.parametrize("audience", FALL_BACKS)
@pytest.mark.parametrize("builder", ["html", "text", "singlehtml", "epub", "latex"])
def test_missing_definition_is_replaced_and_reported(
    page: Build, builder: str, audience: str
) -> None:
    """The other definition is shown; the term is told once, however often it is shown."""
    text = f":medterm:`graft` :medterm:`graft` :medterm:`pill`{GLOSSARY}\n\n"
    text += ".. medterm:: graft\n   :no-index:\n"
    built = page(
        text, builder=builder, medterm_audience=audience, warns=FALL_BACKS[audience], **TITLES
    )
    shown = built.text(BUILDERS[builder])
    assert said(shown, {"a transplanted organ", "a small lump"}) == {
        "a transplanted organ",
        "a small lump",
    }


def test_report_names_the_record_in_its_data_file(page: Build) -> None:
    """As the reports on data files do, so that an editor jumps there."""
    built = page(GLOSSARY.strip(), medterm_audience="plain", warns=FALL_BACKS["plain"])
    line = TERMS.splitlines().index("  graft: {definition: a transplanted organ}") + 1
    assert [text.partition(": WARNING")[0].rpartition("/")[2] for text in fall_backs(built)] == [
        f"terms.yaml:{line}",
        f"terms.yaml:{line + 2}",
    ]


def test_report_can_be_silenced(page: Build) -> None:
    """By its own type."""
    page(GLOSSARY.strip(), medterm_audience="plain", suppress_warnings=["medterm.audience"])


@pytest.mark.parametrize(
    ("text", "warns"),
    [
        (".. medterm:: graft", 1),
        (".. medterm:: graft\n   :audience: both", 0),
        (".. medterm:: graft\n   :hide: definition", 0),
        (".. medterm:: twofold", 1),
        (".. medterm:: twofold\n   :hide: definition, translations", 0),
        (":medterm:`graft`\n\n.. medterm:: graft\n   :audience: both", 1),
        (":for-both:`graft`\n\n.. medterm:: graft\n   :audience: both", 0),
        (":for-plain:`graft`\n\n.. medterm:: graft\n   :audience: both", 1),
        (":term:`graft`\n\n.. medterm:: graft\n   :audience: both", 1),
        (":any:`graft`\n\n.. medterm:: graft\n   :audience: both", 1),
        (":medterm:`graft`\n\n.. medterm:: graft\n   :hide: definition", 0),
        (".. role:: quiet(medterm)\n\n:quiet:`graft`\n\n.. medterm:: graft\n   :audience: both", 0),
        (":medterm:`x <twofold#one>`\n\n.. medterm:: twofold\n   :audience: both", 0),
        (":medterm:`x <twofold#two>`\n\n.. medterm:: twofold\n   :audience: both", 1),
    ],
)
def test_only_what_is_shown_is_reported(page: Build, text: str, warns: int) -> None:
    """Entries and cards, their sections and senses."""
    built = page(text, medterm_audience="plain", check=False)
    assert len(fall_backs(built)) == warns
    assert len(built.warnings) == warns


@pytest.mark.parametrize(("builder", "warns"), [("html", [NO_PLAIN]), ("text", [])])
@pytest.mark.parametrize("link", [":medterm:`graft`", ":term:`graft`"])
def test_links_in_an_entry_are_reported_if_they_have_cards(
    page: Build, project: Project, builder: str, warns: list[str], link: str
) -> None:
    """Where there are no cards, links show no definition."""
    edit(project, "red juice", f"red juice and no {link}")
    text = ".. medterm:: blood\n   :audience: plain\n\n.. medterm:: graft\n"
    page(text, builder=builder, warns=warns)


def test_cards_that_are_off_are_not_reported(project: Project) -> None:
    """No card, no definition."""
    text = f":medterm-cards: off\n{PLAIN}Page\n====\n\n:medterm:`graft`\n\n.. toctree::\n\n"
    project.write({"index.rst": f"{text}   words\n", "words.rst": MANY["words.rst"]})
    project.build()


# ---------------------------------------------------------------------- builds

MANY = {
    "index.rst": "Page\n====\n\n.. toctree::\n   :glob:\n\n   page*\n   words\n",
    "words.rst": f"Words\n=====\n{GLOSSARY}",
    **{
        f"page{n}.rst": f"{PLAIN if n % 2 else ''}{n}\n==\n\n:medterm:`graft` :medterm:`pill`\n"
        for n in range(10)
    },
}


@pytest.mark.parametrize("audience", FALL_BACKS)
def test_all_builds_report_the_same(project: Project, audience: str) -> None:
    """Serial and parallel ones, the first and those that change nothing or something."""
    project.write(MANY)
    expected = list(FALL_BACKS[audience])
    if audience != "plain":
        expected.insert(0, NO_PLAIN)  # on the pages of their own
    conf: dict[str, Any] = {"medterm_audience": audience, "warns": expected}
    first = project.build(**conf)
    assert fall_backs(project.build(out="parallel", doctrees="more", parallel=2, **conf)) == (
        fall_backs(first)
    )
    again = project.build(**conf)
    assert (again.read, again.written) == ([], [])
    assert fall_backs(again) == fall_backs(first)
    project.write({"page0.rst": f"{MANY['page0.rst']}\nMore.\n"})
    assert fall_backs(project.build(**conf)) == fall_backs(first)
    edit(project, "terms:\n", "# A comment.\nterms:\n")
    moved = fall_backs(project.build(**conf))
    assert [text.partition("WARNING")[2] for text in moved] == [
        text.partition("WARNING")[2] for text in fall_backs(first)
    ]
    assert moved != fall_backs(first) or not moved


def test_report_is_gone_when_the_definition_is_there(project: Project) -> None:
    """Without reading a page again."""
    project.write(MANY)
    project.build(warns=[NO_PLAIN])
    edit(project, "a transplanted organ", "a transplanted organ, plain_definition: a new part")
    built = project.build()
    assert built.read == []
    assert {"page1", "page3"} <= set(built.written)
    assert_as_clean(project, built)


PAGES = {
    "index.rst": "Page\n====\n\n.. toctree::\n\n   lay\n   mention\n   nothing\n   words\n",
    "lay.rst": f"{PLAIN}Lay\n===\n\n:medterm:`blood`\n\n.. medterm:: marrow\n   :no-index:\n",
    "mention.rst": "Mention\n=======\n\n:medterm:`blood`\n",
    "nothing.rst": "Nothing\n=======\n\nNo term.\n",
    "words.rst": f"Words\n=====\n{ENTRY}",
}


@pytest.mark.parametrize(
    ("builder", "written"), [("html", {"mention", "words"}), ("text", {"words"})]
)
def test_change_of_the_project_s_audience_writes_the_pages_that_follow_it(
    project: Project, builder: str, written: set[str]
) -> None:
    """Not those that have their own, or nothing for an audience."""
    project.write(PAGES)
    project.build(builder)
    built = project.build(builder, medterm_audience="plain")
    assert (built.read, set(built.written) - {"index"}) == ([], written)
    project.conf["medterm_audience"] = "plain"
    assert_as_clean(project, built, builder)


@pytest.mark.parametrize("builder", ["html", "text"])
def test_change_of_a_page_s_audience_writes_this_page(project: Project, builder: str) -> None:
    """And no other; another builder on the same pages sees it, too."""
    project.write(PAGES)
    project.build(builder)
    project.build("dirhtml")
    edit(project, PLAIN, ":medterm-audience: professional\n\n", "lay.rst")
    built = project.build(builder)
    assert (built.read, set(built.written) - {"index"}) == (["lay"], {"lay"})
    assert_as_clean(project, built, builder)
    other = project.build("dirhtml")
    assert set(other.written) - {"index"} == {"lay"}
    assert_as_clean(project, other, "dirhtml")


def test_field_of_a_page_changes_what_is_reported(project: Project) -> None:
    """Though nothing else on the page has changed."""
    project.write({**MANY, "page1.rst": "1\n==\n\n:medterm:`pill`\n"})
    project.build(warns=[NO_PLAIN])
    text = ":medterm-audience: professional\n\n1\n==\n\n:medterm:`pill`\n"
    project.write({"page1.rst": text})
    project.build(warns=[NO_PLAIN, "the term 'pill' has no definition for professionals"])
    project.build(warns=[NO_PLAIN, "the term 'pill' has no definition for professionals"])


def test_script_finds_the_card_by_the_class_of_the_link() -> None:
    """The start of its id is the same in the script and in what the pages have."""
    from sphinx_medterm.ext.writing import cards as module

    script = Path(module.__file__).parents[2] / "static" / "web" / module.SCRIPT
    assert f"\\b{module.CARD}_\\w+" in script.read_text(encoding="utf-8")
