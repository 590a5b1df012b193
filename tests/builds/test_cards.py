"""Hover cards: on which pages, for which links, with what in them."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

import sphinx_medterm

from .conftest import TERMS, Build, Built, Project, write_catalogue

GLOSSARY = "\n\n.. medterm:glossary::\n"
STATIC = Path(sphinx_medterm.__file__).parent / "static"


def cards(built: Built, page: str = "index.html") -> dict[str, str]:
    """Give the text of each card on a page, by id."""
    found = built.html(page).select(".medterm-card")
    return {str(card["id"]): " ".join(card.get_text().split()) for card in found}


def card_of(page: Build, mention: str, **options: object) -> str:
    """Give the text of the card that a mention has."""
    built = page(f":medterm:`{mention}`{GLOSSARY}", **options)
    link = built.one("section > p > a.medterm-word")
    return cards(built)[str(link["href"]).replace("#medterm-", "medterm_card-")]


@pytest.fixture
def other_page(project: Project) -> None:
    """Put all entries on a page of their own."""
    project.write({"words.rst": "Words\n=====\n\n.. medterm:glossary::\n"})


LINKED = "\n\n.. toctree::\n\n   words\n"


# ---------------------------------------------------------------------- what is in it


def test_card_has_label_sound_word_class_senses_and_word_parts(page: Build) -> None:
    """The short of the entry, in its order."""
    assert card_of(page, "anaemia") == (
        "anemia /əˈniːmiə/ uh-NEE-mee-uh noun"
        " hematology: too little hemoglobin in the blood lack of force"
        " an- “without” + -emia “blood” Full entry ×"
    )


def test_card_of_a_sense_has_that_sense_only(page: Build) -> None:
    """What the link addresses."""
    text = card_of(page, "weak <anemia#figurative>")
    assert "lack of force" in text
    assert "too little" not in text


def test_card_of_a_term_that_should_not_be_used_says_what_to_use(
    page: Build, project: Project
) -> None:
    """Status and replacement."""
    project.write(
        {
            "terms.yaml": "terms:\n"
            "  old: {definition: a word, status: deprecated, replaced_by: new}\n"
            "  new: {label: New word, definition: another}\n"
        }
    )
    shown = card_of(page, "old", suppress_warnings=["medterm.deprecated"])
    assert shown.startswith("old (deprecated; use New word) a word")


def test_text_of_a_card_has_its_markup_but_no_links(page: Build) -> None:
    """One link leads on from a card, the one to the entry."""
    page(f":medterm:`anemia`{GLOSSARY}")
    built = page(f":medterm:`anemia`{GLOSSARY}")
    card = built.one("#medterm_card-anemia")
    assert card.select_one("li em:not(.medterm-subject-field)") is not None
    assert [link["href"] for link in card.select("a")] == ["#medterm-anemia"]
    assert "hemoglobin" in card.get_text()


def test_markup_of_strangers_stays_text_in_cards(page: Build, project: Project) -> None:
    """Whatever a data file says, none of it is markup."""
    project.write(
        {
            "terms.yaml": "terms:\n  bad:\n    label: '<b onclick=x>\"'\n"
            "    definition: '<script>alert(1)</script>'\n    part_of_speech: '<i>'\n"
        }
    )
    built = page(f":medterm:`bad`{GLOSSARY}", warns=["HTML is not supported in data text"])
    card = built.one("#medterm_card-bad")
    assert card["aria-label"] == '<b onclick=x>"'
    assert card.select("script, b, i") == []
    assert "alert(1)" in card.get_text()
    assert "<i>" in card.get_text()


def test_fault_in_a_text_is_reported_once_and_not_for_each_card(
    page: Build, project: Project
) -> None:
    """The entry reports it."""
    project.write({"terms.yaml": "terms: {bad: {definition: 'a :cite:`x` word'}}"})
    said = ["the role 'cite' is not allowed in data text"]
    assert "a x word" in card_of(page, "bad", warns=said)


def test_formula_in_a_card_is_its_source(page: Build, project: Project) -> None:
    """The page need not have what shows formulas."""
    project.write({"terms.yaml": "terms: {bmi: {definition: ':math:`m / l^2`'}}"})
    built = page(f":medterm:`bmi`{GLOSSARY}")
    assert built.one("#medterm_card-bmi code").get_text() == "m / l^2"


@pytest.mark.parametrize(
    ("spoken", "shown"),
    [
        ("[{ipa: one, respelling: WUN}, {ipa: two}]", "/one/ WUN"),
        ("[{ipa: one}, {ipa: two, respelling: TOO}]", "/one/"),
        ("[{ipa: one}, {respelling: TOO}]", "/one/"),
        ("[{note: of nothing}, {respelling: WUN}, {ipa: two}]", "WUN"),
    ],
)
def test_card_and_role_join_no_notations_of_two_pronunciations(
    page: Build, project: Project, spoken: str, shown: str
) -> None:
    """A transcription and a respelling side by side are of one way to say the word."""
    project.write({"terms.yaml": f"terms: {{number: {{pronunciation: {spoken}, definition: a}}}}"})
    built = page(f":medterm:`number` is :medterm:pron:`number`{GLOSSARY}")
    assert cards(built)["medterm_card-number"].startswith(f"number {shown} a")
    assert built.html().select("p")[0].get_text() == f"number is {shown}"


def test_card_hides_what_the_entry_hides(page: Build) -> None:
    """No more is said in small than at large."""
    entry = ".. medterm:: anemia\n   :hide: etymology, pronunciation"
    built = page(f":medterm:`anemia`\n\n{entry}{GLOSSARY}")
    text = cards(built)["medterm_card-anemia"]
    assert "without" not in text
    assert "uh-NEE" not in text


def test_term_of_which_no_more_is_said_than_its_label_has_no_card(
    page: Build,
) -> None:
    """An empty card would only be in the way."""
    built = page(":medterm:`zebra`\n\n.. medterm:: zebra\n   :hide: definition\n")
    assert cards(built) == {}
    assert not built.html().select(".medterm-word")


# ---------------------------------------------------------------------- where


@pytest.mark.usefixtures("other_page")
def test_page_has_one_card_for_each_term_and_sense_that_it_links_to(page: Build) -> None:
    """However often."""
    mentions = " ".join([":medterm:`anemia`"] * 20)
    text = f"{mentions} :medterm:`Anaemia` :medterm:`x <anemia#blood>` :medterm:`zebra`"
    found = [card_id.removeprefix("medterm_card-") for card_id in cards(page(text + LINKED))]
    assert found == ["anemia", "anemia--blood", "zebra"]


@pytest.mark.usefixtures("other_page")
@pytest.mark.parametrize("printed", [False, True])
def test_page_grows_with_the_terms_on_it_and_not_with_their_mentions(
    page: Build, printed: bool
) -> None:
    """Further mentions of a term add links and nothing else; no text of a card is there twice."""
    once = page(":medterm:`zebra`" + LINKED, medterm_print_terms=printed)
    length = len(once.one(".medterm-cards").decode())
    again = page(" ".join([":medterm:`zebra`"] * 50) + LINKED, medterm_print_terms=printed)
    assert len(again.one(".medterm-cards").decode()) == length
    assert again.text("index.html").count("an unlikely diagnosis") == 1


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml"])
@pytest.mark.parametrize("kind", ["full", "text"])
def test_cards_are_no_text_of_the_page(page: Build, builder: str, kind: str) -> None:
    """All of them are in one template, so machines that read the page find only its own text."""
    text = f":medterm:`zebra` :medterm:`anemia`{GLOSSARY}"
    built = page(text, builder=builder, medterm_cards=kind)
    assert len(cards(built)) > 1
    read = BeautifulSoup(built.text("index.html"), "html.parser")
    (template,) = [one.extract() for one in read.find_all("template")]
    assert len(template.find_all(class_="medterm-card")) == len(cards(built))
    assert read.select(".medterm-card") == []
    assert read.get_text().count("an unlikely diagnosis") == 1  # in the entry


def test_cards_that_are_printed_are_text_of_the_page_but_not_for_pagefind(page: Build) -> None:
    """On paper, and without the script, they have to be there."""
    built = page(f":medterm:`zebra`{GLOSSARY}", medterm_print_terms=True)
    assert "<template" not in built.text("index.html")
    assert built.one(".medterm-printed")["data-pagefind-ignore"] == ""


def test_links_in_entries_have_cards(page: Build) -> None:
    """Those in data text and those of relations."""
    built = page(".. medterm:glossary::\n")
    linked = {a["href"] for a in built.html().select(".medterm-entry a.medterm-word")}
    assert linked == {"#medterm-hemoglobin", "#medterm-bleeding", "#medterm-polycythemia"} | {
        "#medterm-anemia"
    }


@pytest.mark.parametrize("builder", ["dirhtml", "singlehtml"])
@pytest.mark.usefixtures("other_page")
def test_other_builders_of_web_pages_have_cards(page: Build, builder: str) -> None:
    """With links that lead to the entry from where the page is."""
    built = page(":medterm:`zebra`" + LINKED, builder=builder)
    link = built.one("#medterm_card-zebra a")
    assert link["href"] == {"dirhtml": "words/#medterm-zebra"}.get(builder, "#medterm-zebra")


@pytest.mark.parametrize("builder", ["epub", "text", "xml", "json"])
def test_other_builders_have_no_cards(page: Build, builder: str) -> None:
    """Not in the pages, nor in the files beside them."""
    built = page(f":medterm:`zebra`{GLOSSARY}", builder=builder, check=False)
    for file in built.out.rglob("*"):
        assert "medterm-card" not in file.name
        if file.suffix in {".xhtml", ".txt", ".xml", ".fjson"}:
            assert "medterm-card" not in file.read_text(encoding="utf-8")


def test_script_and_style_sheet_are_on_pages_with_cards_only(page: Build, project: Project) -> None:
    """Others need not load them."""
    project.write({"plain.rst": "Plain\n=====\n"})
    built = page(f":medterm:`zebra`{GLOSSARY}\n\n.. toctree::\n\n   plain\n")
    assert "medterm-card.js" in built.text("index.html")
    assert "medterm-card" not in built.text("plain.html")
    assert "medterm-card" not in built.text("genindex.html")


def test_cards_have_nothing_inline_that_a_strict_policy_refuses(page: Build) -> None:
    """No styles, no handlers of events, no script."""
    built = page(f":medterm:`anemia`{GLOSSARY}")
    for element in built.one(".medterm-cards").find_all(True):
        assert not [name for name in element.attrs if name == "style" or name.startswith("on")]
        assert element.name != "script"


def test_script_and_style_sheet_are_small() -> None:
    """Less than eight kilobytes as they are sent, without being made unreadable."""
    files = [*STATIC.rglob("*.css"), *STATIC.rglob("*.js")]
    assert len(files) == 4
    assert sum(len(gzip.compress(file.read_bytes())) for file in files) < 8 * 1024


def test_search_finds_pages_by_their_own_words_not_by_those_of_cards(
    page: Build, project: Project
) -> None:
    """A definition is found where the entry stands."""
    project.write({"words.rst": f"Words\n=====\n{GLOSSARY}"})
    project.search = True
    built = page(":medterm:`zebra`" + LINKED)
    index = built.text("searchindex.js")
    assert '"unlik":1' in index.replace(" ", "")  # the second page, and no other


# ---------------------------------------------------------------------- settings


def test_cards_of_text_alone_have_no_link_and_no_button(page: Build) -> None:
    """``text`` makes tooltips of them."""
    built = page(f":medterm:`zebra`{GLOSSARY}", medterm_cards="text")
    card = built.one("#medterm_card-zebra")
    assert card["role"] == "tooltip"
    assert not card.select("a, button")


def test_cards_can_be_turned_off_for_a_project(page: Build) -> None:
    """No cards, no script."""
    built = page(f":medterm:`zebra`{GLOSSARY}", medterm_cards="off")
    assert "medterm-card" not in built.text("index.html")
    assert "medterm-word" not in built.text("index.html")


def test_unknown_kind_of_cards_is_reported_by_sphinx_and_the_default_taken(page: Build) -> None:
    """The message names the kinds."""
    said = ["The config value `medterm_cards` has to be a one of"]
    built = page(f":medterm:`zebra`{GLOSSARY}", medterm_cards="fulll", warns=said)
    assert built.one("#medterm_card-zebra")["role"] == "dialog"


@pytest.mark.parametrize("builder", ["html", "singlehtml"])
def test_page_sets_the_kind_of_its_own_cards(project: Project, builder: str) -> None:
    """By a field at its top, when several pages are written as one as well."""
    project.write(
        {
            "index.rst": "Start\n=====\n\n:medterm:`zebra`\n\n.. toctree::\n\n   quiet\n   words\n",
            "quiet.rst": ":medterm-cards: off\n\nQuiet\n=====\n\n:medterm:`bleeding`\n",
            "words.rst": ":medterm-cards: off\n\nWords\n=====\n\n.. medterm:glossary::\n",
        }
    )
    built = project.build(builder)
    assert list(cards(built)) == ["medterm_card-zebra"]
    if builder == "html":
        assert cards(built, "quiet.html") == {}


@pytest.mark.parametrize("value", ["off", "Off", "false", "no"])
def test_markdown_page_turns_its_cards_off(project: Project, value: str) -> None:
    """YAML takes ``off`` for a truth value."""
    text = f"---\nmedterm-cards: {value}\n---\n\n# Page\n\n{{medterm}}`zebra`\n"
    project.write({"index.md": text + "\n```{medterm:glossary}\n```\n"})
    built = project.build(extensions=["myst_parser", "sphinx_medterm"])
    assert cards(built) == {}


def test_unknown_kind_on_a_page_is_reported_there(project: Project) -> None:
    """With the kinds there are; the project's setting holds."""
    text = f":medterm-cards: small\n\nPage\n====\n\n:medterm:`zebra`{GLOSSARY}"
    project.write({"index.rst": text})
    built = project.build(
        warns=["index.rst: WARNING: invalid value 'small' for 'medterm-cards' (choose one of"]
    )
    assert "medterm_card-zebra" in cards(built)


@pytest.mark.parametrize(
    ("roles", "carded"),
    [
        (["medterm", "term", "any"], ["zebra", "bleeding", "polycythemia", "hemoglobin"]),
        (["medterm"], ["zebra"]),
        (["term"], ["bleeding"]),
        (["any"], ["polycythemia"]),
        (["quiet"], ["hemoglobin"]),
        ([], []),
    ],
)
@pytest.mark.usefixtures("other_page")
def test_links_have_cards_by_the_role_they_were_written_with(
    page: Build, roles: list[str], carded: list[str]
) -> None:
    """Those of Sphinx's roles and of roles made of ours, too."""
    text = (
        ".. role:: quiet(medterm)\n\n:medterm:`zebra` :term:`bleeding` :any:`polycythemia`"
        " :quiet:`hemoglobin`"
    )
    roles = roles if roles != ["medterm", "term", "any"] else [*roles, "quiet"]
    built = page(text + LINKED, medterm_card_roles=roles)
    assert [a.get_text() for a in built.html().select("p > a.medterm-word")] == carded


def test_role_made_of_ours_has_no_cards_unless_it_is_named(page: Build) -> None:
    """So an author makes a role for mentions without cards."""
    built = page(f".. role:: quiet(medterm)\n\n:quiet:`zebra`{GLOSSARY}")
    assert "medterm-word" not in str(built.one("section > p > a.medterm"))


def test_terms_of_the_page_can_be_printed(page: Build) -> None:
    """The cards stand in a list with a heading, which only printed pages show."""
    built = page(f":medterm:`zebra`{GLOSSARY}", medterm_print_terms=True)
    assert built.one(".medterm-printed > .medterm-cards-title").get_text() == "Terms on this page"


# ---------------------------------------------------------------------- builds


@pytest.mark.usefixtures("other_page")
def test_changed_definition_writes_the_pages_whose_cards_have_it(
    page: Build, project: Project
) -> None:
    """And reads none; pages that only mention other terms stay as they are."""
    project.write({"other.rst": "Other\n=====\n\n:medterm:`bleeding`\n"})
    linked = LINKED + "   other\n"
    page(":medterm:`zebra`" + linked)
    project.write({"terms.yaml": TERMS.replace("an unlikely", "a rare")})
    built = project.build()
    assert (built.read, built.written) == ([], ["index", "words"])
    assert "a rare diagnosis" in cards(built)["medterm_card-zebra"]


@pytest.mark.usefixtures("other_page")
def test_change_that_no_card_shows_writes_no_page_that_mentions_the_term(
    page: Build, project: Project
) -> None:
    """A code, a source, a related condition."""
    project.write({"other.rst": "Other\n=====\n\n:medterm:`bleeding`\n"})
    page(LINKED + "   other\n")
    project.write({"terms.yaml": TERMS.replace("HP:0001892", "HP:0001893")})
    assert "words" in (written := project.build().written)
    assert "other" not in written


def test_card_is_translated_like_the_entry(project: Project) -> None:
    """By the catalogue of the page on which the entry stands; a change of it counts."""
    project.write(
        {
            "index.rst": "Page\n====\n\n:medterm:`zebra`" + LINKED,
            "words.rst": "Words\n=====\n\n.. medterm:glossary::\n",
        }
    )
    for translation in ("eine seltene Diagnose", "ein seltener Fall"):
        write_catalogue(project, "de", "words", {"an unlikely diagnosis": translation})
        built = project.build(language="de", locale_dirs=["locale"])
        assert translation in cards(built)["medterm_card-zebra"]
