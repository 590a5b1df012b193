"""Terms without a definition: lists of abbreviations, and parts of ontologies."""

from __future__ import annotations

import pytest

from .conftest import TITLES, Build, Project, compare_warnings

TERMS = """\
sources:
  book: {title: A book of words, authors: [Doe J, Roe R], isbn: 978-3-16-148410-0}
terms:
  anemia:
    label: anemia
    abbreviations: ANM
    synonyms: low red count
    codes: HP:0001903
    broader: finding
    sources: book
  finding: {label: finding}
  spleen:
    label: spleen
    subject_field: anatomy
    scope_note: not the pulp alone
    examples: weight of the spleen
  marrow:
    definition: soft tissue in bones
    subject_field: hematology
    scope_note: not the pith
    examples: [":medterm:`anemia` of the marrow", a second one]
"""
FILES = {
    "html": "index.html",
    "singlehtml": "index.html",
    "epub": "index.xhtml",
    "latex": "p.tex",
    "text": "index.txt",
    "man": "p.1",
    "texinfo": "p.texi",
}
GLOSSARY = "\n\n.. medterm:glossary::\n"
MENTIONS = " ".join(
    [
        ":medterm:`anemia`, :medterm:abbr:`ANM`, :medterm:long:`ANM`, :medterm:full:`ANM`,",
        "see :medterm:`low red count`.",
    ]
)
LACKING = "the term '{}' has no definition to show (add the field 'definition' to it)"


@pytest.fixture(autouse=True)
def terms(project: Project) -> None:
    """Give the project terms without definitions, and one with."""
    project.write({"terms.yaml": TERMS})


@pytest.mark.parametrize("audience", ["professional", "plain", "both"])
@pytest.mark.parametrize(("builder", "file"), FILES.items())
def test_entries_and_mentions_need_no_definition(
    page: Build, builder: str, file: str, audience: str
) -> None:
    """Nothing is missed for an audience, and all that there is is shown, in every format."""
    warns = []
    if audience == "plain":
        warns.append("the term 'marrow' has no plain definition")
    conf = {"medterm_audience": audience} if audience != "both" else {}
    built = page(MENTIONS + GLOSSARY, builder=builder, check=False, **TITLES, **conf)
    compare_warnings([line for line in built.warnings if "medterm" in line], warns)
    shown = built.text(file)
    for words in ("low red count", "ANM", "weight of the spleen", "finding", "anatomy"):
        assert words in shown
    assert ("not the pith" in shown) is (audience != "plain")
    assert "ISBN" in shown
    assert "Doe J, Roe R" in shown


def test_an_entry_without_definition_has_no_empty_part(page: Build) -> None:
    """Neither a list without items nor a section without words."""
    built = page(GLOSSARY)
    for tag in built.html().select(".medterm-entry *"):
        assert tag.get_text(strip=True) or tag.name in ("br", "col", "hr"), tag
    assert not built.html().select("#medterm-finding .medterm-definition")
    assert built.one("#medterm-spleen p:has(.medterm-subject-field)").get_text() == "anatomy"
    assert not built.html().select("#medterm-anemia ol:empty, #medterm-anemia ul:empty")


def test_a_scope_note_alone_leaves_nothing_for_lay_readers(page: Build, project: Project) -> None:
    """What only experts see makes no empty section for the others."""
    project.write({"terms.yaml": "terms: {a: {label: A, scope_note: for experts}}"})
    for audience, count in (("professional", 1), ("plain", 0)):
        built = page(GLOSSARY, medterm_audience=audience)
        assert len(built.html().select(".medterm-definition")) == count


@pytest.mark.parametrize("role", ["def", "plain"])
@pytest.mark.parametrize("builder", ["html", "text", "man"])
def test_a_definition_that_is_missing_cannot_be_quoted(
    page: Build, builder: str, role: str
) -> None:
    """The name is shown in its place, and the mention reported where it stands."""
    text = f"Quoted: :medterm:{role}:`anemia`.{GLOSSARY}"
    built = page(text, builder=builder, warns=[LACKING.format("anemia")], **TITLES)
    assert "[medterm.lacking]" in built.warnings[0]
    assert "index.rst:4" in built.warnings[0]
    shown = built.html().get_text() if builder == "html" else built.text(FILES[builder])
    assert "Quoted: anemia" in shown


def test_a_definition_that_is_missing_in_data_text_is_reported(
    page: Build, project: Project
) -> None:
    """With the place of the text that quotes it."""
    quoting = "  quoting: {definition: 'like :medterm:def:`finding`'}\n"
    project.write({"terms.yaml": TERMS + quoting})
    page(GLOSSARY, warns=[LACKING.format("finding")])


def test_a_card_without_definition_shows_the_rest(page: Build) -> None:
    """A term of which there is only a name has no card."""
    built = page(":medterm:`anemia` :medterm:`spleen` :medterm:`finding`" + GLOSSARY)
    cards = built.text("index.html")
    assert 'class="medterm-subject-field">anatomy</em></p>' in cards.replace("\n", "")
    assert "not the pulp alone" in cards


def test_a_definition_that_comes_later_is_shown(page: Build, project: Project) -> None:
    """The second build writes what quotes the term, and reports nothing any more."""
    text = f"Quoted: :medterm:def:`finding`.{GLOSSARY}"
    page(text, warns=[LACKING.format("finding")])
    with_one = TERMS.replace("{label: finding}", "{label: finding, definition: what is found}")
    project.write({"terms.yaml": with_one})
    assert "Quoted: what is found." in project.build().html().get_text()
    project.write({"terms.yaml": TERMS})
    built = project.build(warns=[LACKING.format("finding")])
    assert "Quoted: finding." in built.html().get_text()


def test_fields_of_a_single_sense_follow_the_data(page: Build, project: Project) -> None:
    """An example that changes is written again."""
    page(GLOSSARY)
    project.write({"terms.yaml": TERMS.replace("weight of the spleen", "size of the spleen")})
    built = project.build()
    assert built.written == ["index"]
    assert "size of the spleen" in built.text("index.html")


def test_search_and_lists_find_terms_without_definition(page: Build, project: Project) -> None:
    """By all of their names, like any other term."""
    project.search = True
    built = page(GLOSSARY)
    index = built.text("searchindex.js")
    assert '"anemia"' in index
    assert "low red count" in built.text("genindex.html")
