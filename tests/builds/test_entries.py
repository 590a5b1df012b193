"""The directives: what an entry shows, and its options."""

from __future__ import annotations

import json

import pytest
from bs4 import BeautifulSoup, Tag

from .conftest import TERMS, Build, Built, Project

ALL = ".. medterm:: anemia\n\n.. medterm:glossary::\n"


def entry(built: Built, key: str = "anemia") -> Tag:
    """Give the entry of a term."""
    found: Tag = built.one(f"div.medterm-entry#medterm-{key}")
    return found


def words(tag: Tag) -> str:
    """Give the text of an element with single spaces, and a line for each block in it."""
    copy = BeautifulSoup(str(tag), "html.parser")
    for link in copy.select(".headerlink"):
        link.decompose()
    for block in copy.select("p, td, th"):
        block.append("\n")
    lines = (" ".join(line.split()) for line in copy.get_text().splitlines())
    return "\n".join(filter(None, lines))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build entries of all terms."""
    project = Project(tmp_path_factory.mktemp("all"))
    project.write({"conf.py": "", "terms.yaml": TERMS, "index.rst": f"Page\n====\n\n{ALL}"})
    return project.build()


@pytest.fixture
def full(built: Built) -> Tag:
    """Give the full entry of the term that has everything."""
    return entry(built)


@pytest.mark.parametrize(
    ("selector", "shown"),
    [
        (".medterm-headword", "anemia noun"),
        (".medterm-pronunciation", "/əˈniːmiə/ uh-NEE-mee-uh"),
        (".medterm-forms", "Forms: anemias (plural)"),
        ("#medterm-anemia--blood", "hematology: too little hemoglobin in the blood [a]"),
        ("#medterm-anemia--blood", "In plain words: thin blood"),
        ("#medterm-anemia--blood", "Scope: a finding, no disease"),
        ("#medterm-anemia--blood .medterm-examples", "Examples:\nanemia of pregnancy"),
        ("#medterm-anemia--figurative", "lack of force"),
        (".medterm-synonyms", "Synonyms: low red count"),
        (".medterm-synonyms", "Variants: anaemia (UK)"),
        (".medterm-synonyms", "Abbreviations: ANM"),
        (".medterm-etymology", "an- (prefix, Ancient Greek ἀν-): “without”"),
        (".medterm-etymology", "-emia (suffix, Ancient Greek αἷμα): “blood” [a]"),
        (".medterm-etymology", "By way of Latin. [a]"),
        (".medterm-conditions", "cause:\nbleeding: a common one [a] (HP:0001892)"),
        (".medterm-conditions", "Malaria (ICD-10 B54, MeSH D008288)"),
        (".medterm-relations", "Contrast: polycythemia"),
        (".medterm-relations", "See also: hemoglobin"),
        (".medterm-codes", "Codes: HP:0001903 (Anemia)"),
        (".medterm-translations", "German: Anämie; Blutarmut"),
        (".medterm-sources", "[a] Doe J. A book of words. 2001. doi:10.1000/xyz123, PubMed 12345"),
        (".medterm-reviewed", "Last reviewed 2026-11-22 by the editors; due again 2027-11-22"),
    ],
)
def test_entry_shows(full: Tag, selector: str, shown: str) -> None:
    """Each part of the record is in the section for it."""
    (found,) = full.select(selector)
    assert shown in words(found)


@pytest.mark.parametrize(
    ("selector", "address"),
    [
        (".medterm-definition a.medterm", "#medterm-hemoglobin"),
        (".medterm-relations a.medterm", "#medterm-polycythemia"),
        (".medterm-conditions a.medterm", "#medterm-bleeding"),
        (".medterm-conditions a.external", "https://purl.obolibrary.org/obo/HP_0001892"),
        (".medterm-codes a", "https://purl.obolibrary.org/obo/HP_0001903"),
        (".medterm-definition a.medterm-cite", "#medterm_source-anemia-1"),
        (".medterm-sources a", "https://doi.org/10.1000/xyz123"),
    ],
)
def test_entry_links(full: Tag, selector: str, address: str) -> None:
    """Terms, codes, sources and marks lead somewhere."""
    assert full.select(selector)[0]["href"] == address


def test_ids_and_classes_of_the_contract(full: Tag) -> None:
    """Style sheets and checks rely on them."""
    sections = {"definition", "etymology", "conditions", "synonyms", "sources"}
    for name in sections:
        assert len(full.select(f".medterm-{name}")) == 1
    senses = [tag["id"] for tag in full.select(".medterm-sense")]
    assert senses == ["medterm-anemia--blood", "medterm-anemia--figurative"]
    assert full.select("ul li #medterm_source-anemia-1")


def test_foreign_words_carry_their_language(full: Tag) -> None:
    """WCAG 2.2 SC 3.1.2: language of parts."""
    assert full.select(".medterm-etymology em[lang=grc]")[0].get_text() == "ἀν-"
    assert full.select(".medterm-translations [lang=de]")[0].get_text() == "Anämie"


def test_label_is_the_defining_instance(full: Tag) -> None:
    """HTML has an element for the place where a term is defined."""
    assert [tag.get_text() for tag in full.select("dfn")] == ["anemia"]


def test_abbreviations_of_a_term_are_marked_as_such(full: Tag) -> None:
    """HTML has an element for them as well; other names are none."""
    assert [tag.get_text() for tag in full.select("abbr.medterm-name")] == ["ANM"]


def test_word_parts_are_a_list_of_their_own(full: Tag) -> None:
    """Each part is an item with its origin and gloss; no line says the same once more."""
    parts = full.select(".medterm-parts > li")
    drawn = [[tag.get_text() for tag in p.select("strong, .medterm-gloss")] for p in parts]
    assert drawn == [["an-", "“without”"], ["-emia", "“blood”"]]
    assert full.select(".medterm-etymology > :nth-child(2)") == full.select(".medterm-parts")


def described(page: Build, project: Project, **record: object) -> Tag:
    """Build the entry of a term with this record."""
    terms = {"terms": {"word": {"definition": "a", **record}}}
    parts = {"word_parts": {"an-": {"note": "Before vowels."}}}
    project.write({"terms.yaml": json.dumps(terms | parts)})
    return entry(page(".. medterm:: word\n"), "word")


def test_plainest_entry_is_two_paragraphs(page: Build, project: Project) -> None:
    """Large glossaries consist of such entries; the link is that to the entry itself."""
    shown = described(page, project)
    assert [tag.name for tag in shown.select("*")] == ["p", "dfn", "a", "p"]


def test_notes_of_pronunciations_stand_below_the_headword(page: Build, project: Project) -> None:
    """The line of pronunciations has the region and no more; each note names what it is about."""
    spoken = [{"ipa": "[a]", "region": "UK", "note": "rare"}, {"respelling": "AY"}]
    shown = described(page, project, pronunciation=spoken)
    assert words(shown.select(".medterm-pronunciation")[0]) == "UK [a]; AY\nUK: rare"


def test_notes_of_word_parts_stand_below_the_drawing(page: Build, project: Project) -> None:
    """A part that a word has twice has its note once."""
    shown = described(page, project, etymology={"parts": ["an-", "an-"]})
    assert len(shown.select(".medterm-parts > li")) == 2
    (note,) = shown.select(".medterm-parts ~ p")
    assert words(note) == "an-: Before vowels."


def test_sources_of_an_etymology_without_history_stand_in_its_heading(
    page: Build, project: Project
) -> None:
    """They vouch for the cut itself."""
    project.write({"terms.yaml": TERMS.replace("note: By way of Latin., ", "")})
    shown = entry(page(ALL)).select(".medterm-etymology .medterm-title")[0]
    assert words(shown) == "Etymology [a]"


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ({"title": "A list", "version": "2"}, "A list. Version 2."),
        ({"title": "A list", "edition": "letter A", "publisher": "uPress"}, "Letter A, uPress."),
        ({"title": "A study", "journal": "eLife", "year": 2014, "volume": "3"}, "eLife 2014;3."),
    ],
)
def test_statements_of_a_source_begin_like_sentences(
    page: Build, project: Project, source: dict[str, object], shown: str
) -> None:
    """Names of journals and publishers are not changed."""
    terms = {"word": {"definition": "a", "sources": ["s"]}}
    project.write({"terms.yaml": json.dumps({"sources": {"s": source}, "terms": terms})})
    (item,) = entry(page(".. medterm:: word\n"), "word").select(".medterm-sources li")
    assert words(item).endswith(shown)


def test_inverse_relation_is_shown_on_the_other_side(built: Built) -> None:
    """A contrast holds both ways, though it is stated on one side only."""
    other = entry(built, "polycythemia")
    assert words(other.select(".medterm-relations")[0]) == "Contrast: anemia"


def test_single_definition_has_no_numbers(built: Built) -> None:
    """One sense needs no list."""
    definition = entry(built, "bleeding").select(".medterm-definition")[0]
    assert not definition.select("ol")
    assert words(definition) == "loss of blood"


def test_argument_may_be_any_name(page: Build) -> None:
    """A synonym names the term as well, over several words."""
    assert entry(page(".. medterm:: Low Red\n   count\n   :show: synonyms\n"))


def test_unknown_argument_warns_and_keeps_the_remarks(page: Build) -> None:
    """The author's own text is not lost."""
    built = page(
        ".. medterm:: anemai\n\n   My remark.\n",
        warns=["index.rst:4: WARNING: unknown term 'anemai' (did you mean 'anemia'"],
    )
    assert "My remark." in built.html().get_text()


@pytest.mark.parametrize("builder", ["html", "latex", "text", "gettext"])
@pytest.mark.parametrize(
    ("directive", "is_labelled"),
    [
        (".. medterm:: nonsense\n   :class: big", False),
        (".. class:: big\n\n.. medterm:: nonsense", False),
        (".. _here:\n\n.. medterm:: nonsense", True),
        (".. _here:\n\n.. medterm:: nonsense\n   :class: big\n\n   Remark.", True),
    ],
)
def test_unknown_argument_keeps_labels_and_stops_no_build(
    page: Build, builder: str, directive: str, is_labelled: bool
) -> None:
    """Even if there is nothing to show that could carry labels and classes."""
    text = ":ref:`shown <here>`" if is_labelled else ""
    built = page(f"{directive}\n\n{text}", builder=builder, warns=["unknown term 'nonsense'"])
    if builder == "html":
        assert len(built.html().select("#here")) == is_labelled


def test_body_is_shown_as_remarks(page: Build) -> None:
    """The body is markup of the page."""
    built = page(".. medterm:: zebra\n\n   See `here <https://example.org>`_.\n")
    assert built.one("#medterm-zebra .medterm-remarks a")["href"] == "https://example.org"


SECTIONS = {
    "pronunciation": ".medterm-pronunciation",
    "forms": ".medterm-forms",
    "definition": ".medterm-definition",
    "synonyms": ".medterm-synonyms",
    "etymology": ".medterm-etymology",
    "conditions": ".medterm-conditions",
    "relations": ".medterm-relations",
    "codes": ".medterm-codes",
    "translations": ".medterm-translations",
    "sources": ".medterm-sources",
    "reviewed": ".medterm-reviewed",
}
QUIET = {"suppress_warnings": ["medterm.no_entry"]}


@pytest.mark.parametrize("section", SECTIONS)
def test_hide_leaves_out_one_section(page: Build, section: str) -> None:
    """All others are still there."""
    shown = entry(page(f".. medterm:: anemia\n   :hide: {section}\n", **QUIET))
    there = {name for name, selector in SECTIONS.items() if shown.select(selector)}
    assert there == SECTIONS.keys() - {section}


@pytest.mark.parametrize("section", SECTIONS)
def test_show_leaves_only_one_section(page: Build, section: str) -> None:
    """The headword stays; sources are listed only if they are shown and cited."""
    shown = entry(page(f".. medterm:: anemia\n   :show: {section}\n", **QUIET))
    there = {name for name, selector in SECTIONS.items() if shown.select(selector)}
    assert there == {section}
    assert shown.select(".medterm-headword")


def test_configured_sections_are_hidden_unless_asked_for(page: Build) -> None:
    """``medterm_hide`` holds for all entries; ``:show:`` overrides it."""
    built = page(
        ".. medterm:: zebra\n\n.. medterm:: anemia\n   :show: codes, definition\n",
        medterm_hide=["codes", "definition"],
        **QUIET,
    )
    assert not entry(built, "zebra").select(".medterm-definition")
    assert entry(built).select(".medterm-codes")


def test_unknown_section_names_are_reported(page: Build) -> None:
    """In options and in the configuration; the others are used."""
    built = page(
        ".. medterm:: zebra\n   :hide: defintion definition\n",
        medterm_hide=["source"],
        warns=[
            "index.rst:4: WARNING: entries have no section 'defintion' "
            "(did you mean 'definition'?) [medterm.option]",
            "conf.py: medterm_hide: WARNING: entries have no section 'source'",
        ],
    )
    assert not entry(built, "zebra").select(".medterm-definition")


def test_class_option_adds_classes(page: Build) -> None:
    """Directives of both kinds take them."""
    built = page(".. medterm:: zebra\n   :class: big\n\n.. medterm:glossary::\n   :class: small\n")
    assert "big" in entry(built, "zebra")["class"]
    assert built.one(".medterm-glossary.small")


def test_no_index_shows_an_entry_again_without_ids(page: Build) -> None:
    """Links lead to the other one; no id stands twice, and the index is as before."""
    built = page(".. medterm:: anemia\n   :no-index:\n\n.. medterm:: anemia\n", **QUIET)
    ids = [tag["id"] for tag in built.html().select("[id]")]
    assert len(ids) == len(set(ids))
    first, second = built.html().select(".medterm-entry")
    assert not first.get("id")
    assert second["id"] == "medterm-anemia"
    assert not first.select("[id], a.medterm-cite")
    assert first.select(".medterm-cite")
    assert built.text("genindex.html").count("#medterm-anemia") == 4


def test_only_a_no_index_entry_is_no_entry(page: Build) -> None:
    """Such an entry is no target, so the mention says that there is none."""
    page(
        ".. medterm:: zebra\n   :no-index:\n\n:medterm:`zebra`\n",
        warns=["the term 'zebra' has no entry that a link can lead to"],
    )


@pytest.mark.parametrize("parallel", [0, 2])
def test_second_entry_is_reported_with_both_places(
    page: Build, project: Project, parallel: int
) -> None:
    """Under parallel reading as well; the first page in order of names has the entry."""
    project.write({f"p{n}.rst": "P\n=\n\n.. medterm:: zebra\n" for n in range(1, 8)})
    entries = "\n".join(f"   p{n}" for n in range(1, 8))
    built = page(
        f":medterm:`zebra`\n\n.. toctree::\n\n{entries}\n",
        parallel=parallel,
        warns=[
            f"p{n}.rst:4: WARNING: the term 'zebra' already has an entry at "
            f"{project.src / 'p1.rst'}:4 (links lead to that one"
            for n in range(2, 8)
        ],
    )
    assert built.one("section > p a.medterm")["href"] == "p1.html#medterm-zebra"
    assert not built.html("p2.html").select("#medterm-zebra")


def test_general_index_lists_label_synonyms_variants_and_abbreviations(built: Built) -> None:
    """Each leads to the entry, all but the label by way of that."""
    index = built.html("genindex.html")
    links = index.select("li a[href='index.html#medterm-anemia']")
    assert [link.get_text() for link in links] == ["anemia"] * 4
    lines = {link.parent.get_text().strip() for link in links if link.parent}
    names = ("low red count", "anaemia", "ANM")
    assert lines == {"anemia", *(f"{name}, see anemia" for name in names)}


def test_semicolon_in_a_label_does_not_split_the_index_entry(page: Build, project: Project) -> None:
    """The label stays one entry."""
    project.write({"terms.yaml": "terms: {ab: {label: 'a; b', definition: c}}"})
    index = page(".. medterm:: ab").html("genindex.html")
    assert [a.get_text() for a in index.select("li a[href*=medterm-ab]")] == ["a, b"]


def test_glossary_sorts_by_label_under_letters(page: Build) -> None:
    """Case and accents do not count; digits and signs come under one sign."""
    built = page(".. medterm:glossary::\n")
    glossary = built.one(".medterm-glossary")
    shown = [" ".join(t.get_text().split()) for t in glossary.select(".rubric, .medterm-label")]
    assert shown == [
        *("A", "anemia"),
        *("B", "bleeding"),
        *("H", "hemoglobin"),
        *("P", "polycythemia"),
        *("Z", "Zebra"),
    ]


def test_letters_of_a_glossary_are_headings_below_its_section(page: Build) -> None:
    """Readers who go from heading to heading find them, at a level that fits."""
    built = page("Words\n-----\n\n.. medterm:glossary::\n")
    assert [tag.name for tag in built.html().select(".medterm-letter")] == ["h3"] * 5


def test_glossary_leaves_out_what_has_an_entry_elsewhere(page: Build, project: Project) -> None:
    """No term has two entries because of a glossary."""
    project.write({"a.rst": ":orphan:\n\nA\n=\n\n.. medterm:: zebra\n"})
    built = page(".. medterm:glossary::\n")
    assert not built.html().select("#medterm-zebra")
    assert built.html("a.html").select("#medterm-zebra")


def test_used_glossary_follows_mentions_in_turn(page: Build) -> None:
    """A mention, what its entry mentions and refers to, and nothing else."""
    built = page(":medterm:`ANM`\n\n.. medterm:glossary::\n   :used:\n")
    shown = [tag["id"] for tag in built.html().select(".medterm-entry")]
    assert shown == [
        "medterm-anemia",
        "medterm-bleeding",
        "medterm-hemoglobin",
        "medterm-polycythemia",
    ]


def test_used_glossary_does_not_climb_down_to_narrower_terms(page: Build, project: Project) -> None:
    """A mention of one term must not pull in the whole tree by way of its parent."""
    project.write(
        {
            "terms.yaml": "terms:\n"
            "  root: {definition: a}\n"
            "  left: {definition: b, broader: [root]}\n"
            "  right: {definition: c, broader: [root]}\n"
        }
    )
    built = page(":medterm:`left`\n\n.. medterm:glossary::\n   :used:\n")
    assert [tag["id"] for tag in built.html().select(".medterm-entry")] == [
        "medterm-left",
        "medterm-root",
    ]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        (".. medterm:glossary::\n\n.. medterm:glossary::\n", "have an entry elsewhere"),
        (".. medterm:glossary::\n   :used:\n", "no page mentions a term"),
        (".. medterm:glossary::\n   :used: page\n", "its page mentions no term"),
    ],
)
def test_empty_glossary_warns(page: Build, text: str, hint: str) -> None:
    """A glossary with nothing in it is a mistake, and the hint says which."""
    built = page(text, warns=["this glossary has no terms to show"])
    assert hint in built.warnings[0]
    assert "[medterm.empty_glossary]" in built.warnings[0]


def test_deprecated_term_names_its_successor(page: Build, project: Project) -> None:
    """The headword says what to use instead."""
    project.write(
        {
            "terms.yaml": "terms:\n"
            "  old: {definition: a, status: superseded, replaced_by: new}\n"
            "  new: {definition: b}\n"
        }
    )
    built = page(".. medterm:glossary::\n")
    assert words(built.one("#medterm-old .medterm-headword")) == "old (superseded; use new)"
