"""The demo's terms and article: what a clinician would stumble over."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from .british import british
from .reading_level import grade, syllables

DOCS = Path(__file__).parents[2] / "docs"
DEMO = (DOCS / "terms.yaml").read_text(encoding="utf-8")
DATA: dict[str, Any] = yaml.load(DEMO, yaml.BaseLoader)  # noqa: S506  (it makes texts only)
TERMS: dict[str, Any] = DATA["terms"]
ARTICLE = (DOCS / "article.rst").read_text(encoding="utf-8")
PROSE, _title, SOURCES = ARTICLE.partition("\n.. rubric:: Footnotes\n")


class Meaning(NamedTuple):
    """A sense of a term, or a term that has no senses."""

    term: str
    sense: str
    texts: Mapping[str, str]


def meanings() -> Iterator[Meaning]:
    """Yield all meanings of the demo's terms."""
    for key, term in TERMS.items():
        if "definition" in term:
            yield Meaning(key, "", term)
        for sense, texts in term.get("senses", {}).items():
            yield Meaning(key, sense, texts)


MEANINGS = list(meanings())


def codes(term: str) -> dict[str, str]:
    """Return the codes of a term, each with the match that is written, or none."""
    found = {}
    for code in TERMS[term].get("codes", []):
        if isinstance(code, str):
            found[code] = ""
        else:
            found[f"{code['system']}:{code['code']}"] = code.get("match", "")
    return found


# ------------------------------------------------------------------- plain definitions

HARDEST = 9.0
"""The highest Flesch-Kincaid grade that a plain definition may have."""
MAY_BE_HARDER = {
    ("triple-negative", "myelofibrosis"): "names the disease, and the three genes by their symbols",
}


@pytest.mark.parametrize("meaning", MEANINGS, ids=lambda one: f"{one.term}#{one.sense}")
def test_every_meaning_has_a_plain_definition_that_lay_people_can_read(meaning: Meaning) -> None:
    """A lay reader finds words of their own everywhere, of about the eighth grade."""
    plain = meaning.texts["plain_definition"]
    assert (grade(plain) < HARDEST) != ((meaning.term, meaning.sense) in MAY_BE_HARDER)


def test_plain_definitions_are_easy_as_a_whole() -> None:
    """Half of them are at the fifth grade or below."""
    grades = sorted(grade(meaning.texts["plain_definition"]) for meaning in MEANINGS)
    assert grades[len(grades) // 2] <= 5.0


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("cell", 1),
        ("gene", 1),
        ("genes", 1),
        ("changes", 2),
        ("used", 1),
        ("needed", 2),
        ("marrow", 2),
        ("tissue", 2),
        ("muscle", 2),
        ("platelets", 2),
        ("making", 2),
        ("being", 2),
        ("anemia", 4),
        ("hemoglobin", 4),
        ("inherited", 4),
        ("calreticulin", 5),
        ("thalassemia", 5),
        ("myeloma", 4),
        ("HER2", 4),
        ("a", 1),
    ],
)
def test_syllables_are_counted(word: str, count: int) -> None:
    """The count is that of a pronouncing dictionary for words such as the demo's."""
    assert syllables(word) == count


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("large spleen", 0.39 * 2 + 11.8 - 15.59),
        ("the :medterm:`bone marrow <x>`", 0.39 * 3 + 11.8 * 4 / 3 - 15.59),
        ("An ape. It sat.", 0.39 * 2 + 11.8 - 15.59),
        ("one of:\n\n* a bone\n* a cell\n", 0.39 * 6 + 11.8 - 15.59),
    ],
)
def test_the_grade_is_that_of_flesch_and_kincaid(text: str, expected: float) -> None:
    """Markup does not count, and a list belongs to its sentence."""
    assert grade(text) == pytest.approx(expected)


# ------------------------------------------------------------------- codes


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("plasmacytoma", {"ICD10CM:C90.3": "narrow"}),
        ("leukemia", {"ICD10CM:C95.9": "narrow"}),
        ("acute-myeloid-leukemia", {"ICD10CM:C92.0": "narrow"}),
        ("sickle-cell-disease", {"ICD10CM:D57.1": "narrow", "MONDO:0011382": "exact"}),
        (
            "myeloproliferative-neoplasm",
            {"HP:0005547": "close", "MESH:D009196": "close", "ICD11:2A20": "close"},
        ),
        ("primary-myelofibrosis", {"MONDO:0009692": "exact", "DOID:4971": "exact"}),
        ("myelofibrosis", {"MONDO:0044903": "exact", "ICD10CM:D75.81": "narrow"}),
        (
            "beta-thalassemia",
            {
                "MONDO:0019402": "exact",
                "DOID:12241": "exact",
                "ORPHA:848": "exact",
                "NCIT:C34375": "exact",
            },
        ),
        (
            "chronic-myeloid-leukemia",
            {"MONDO:0011996": "exact", "ORPHA:521": "exact", "NCIT:C3174": "exact"},
        ),
        ("epidural-space", {"MESH:D004824": ""}),
        ("osteopetrosis", {"MESH:D010022": "exact", "ORPHA:2781": "close"}),
        ("multiple-myeloma", {"ORPHA:29073": "exact"}),
    ],
)
def test_codes_say_how_exact_they_are(term: str, expected: dict[str, str]) -> None:
    """A code that another release or a mapping calls narrower or close is not called exact."""
    assert expected.items() <= codes(term).items()


@pytest.mark.parametrize(
    ("term", "code"),
    [("myelofibrosis", "DOID:4971"), ("myeloproliferative-neoplasm", "ICD11:2A22")],
)
def test_codes_of_another_term_are_gone(term: str, code: str) -> None:
    """A code stands on the term that it is of."""
    assert code not in codes(term)


@pytest.mark.parametrize(
    ("term", "sense", "code", "match"),
    [
        ("medulla", "organ", "0000958", "exact"),
        ("extramedullary-hematopoiesis", "phenotype", "0001978", "exact"),
        ("intramedullary", "fixation", "D005594", "related"),
        ("medullary", "tumor", "D018276", "related"),
        ("triple-negative", "breast-cancer", "0005494", "related"),
    ],
)
def test_a_code_of_one_meaning_stands_in_its_sense(
    term: str, sense: str, code: str, match: str
) -> None:
    """The term as a whole does not claim it."""
    found = {one["code"]: one["match"] for one in TERMS[term]["senses"][sense]["codes"]}
    assert found[code] == match
    assert not any(code in one for one in codes(term))


def test_chronic_myeloid_leukemia_has_its_abbreviation() -> None:
    """The abbreviation that every report uses is found."""
    assert TERMS["chronic-myeloid-leukemia"]["abbreviations"] == ["CML"]


# ------------------------------------------------------------------- meanings and names


@pytest.mark.parametrize(
    ("term", "sense", "field"),
    [
        ("extramedullary", "fixation", "orthopedics"),
        ("intramedullary", "fixation", "orthopedics"),
        ("medullary", "tumor", "oncology"),
        ("triple-negative", "breast-cancer", "oncology"),
    ],
)
def test_words_have_the_senses_of_other_fields(term: str, sense: str, field: str) -> None:
    """A surgeon or an oncologist finds the meaning that they know."""
    assert TERMS[term]["senses"][sense]["subject_field"] == field


@pytest.mark.parametrize(
    ("term", "name"),
    [
        ("myeloid-sarcoma", "granulocytic sarcoma"),
        ("myeloid-sarcoma", "chloroma"),
        ("primary-myelofibrosis", "agnogenic myeloid metaplasia"),
        ("beta-thalassemia-major", "Mediterranean anemia"),
        ("myeloproliferative-neoplasm", "myeloproliferative disorder"),
    ],
)
def test_old_names_are_marked(term: str, name: str) -> None:
    """A name that is no longer used has a status."""
    found = {one["label"]: one for one in TERMS[term]["synonyms"] if isinstance(one, dict)}
    assert found[name]["status"] == "superseded"


@pytest.mark.parametrize(
    ("term", "words", "not_words"),
    [
        (
            "primary-myelofibrosis",
            "proliferation megakaryocytes granulocytes prefibrotic overt BCR::ABL1",
            "spleen liver",
        ),
        ("beta-thalassemia", "beta-globin", ""),
        ("hbb", "beta-thalassemia sickle", ""),
        ("epidural-space", "vertebrae", ""),
        ("osteopetrosis", "inherited dense", ""),
        ("extramedullary-plasmacytoma", "minimal", "without"),
    ],
)
def test_definitions_hold_what_sets_the_term_apart(term: str, words: str, not_words: str) -> None:
    """What defines a disease is in its definition, and a consequence is not."""
    text = next(one.texts["definition"] for one in MEANINGS if one.term == term)
    assert [word for word in words.split() if word not in text] == []
    assert [word for word in not_words.split() if word in text] == []


def test_a_plain_definition_of_beta_thalassemia_is_not_one_of_alpha_thalassemia() -> None:
    """Lay readers are told which part of hemoglobin is meant."""
    for term in ("beta-thalassemia", "hbb"):
        assert "beta-globin" in TERMS[term]["plain_definition"]


def test_a_synonym_is_not_called_narrower_than_a_definition_that_it_fits() -> None:
    """Pressure from outside the cord is what the definition says of all."""
    (synonym,) = TERMS["spinal-cord-compression"]["synonyms"]
    assert "scope" not in synonym


def test_thalassemia_is_divided_by_the_need_for_transfusions() -> None:
    """Both kinds are terms, below the disease and over against each other."""
    kinds = ["transfusion-dependent-thalassemia", "non-transfusion-dependent-thalassemia"]
    assert TERMS["thalassemia"]["narrower"][-2:] == kinds
    assert TERMS[kinds[0]]["contrast"] == [kinds[1]]


# ------------------------------------------------------------------- words


def test_word_parts_that_are_joined_by_a_vowel_are_combining_forms() -> None:
    """There is one kind for what textbooks call a combining form."""
    parts = DATA["word_parts"]
    assert {parts[key]["kind"] for key in ("hemato-", "myelo-", "sarco-", "-poiesis")} == {
        "combining form"
    }
    assert parts["-oid"]["form"] == "-οειδής"


@pytest.mark.parametrize("term", ["extramedullary", "medullary"])
def test_a_pronunciation_that_differs_says_where_it_is_used(term: str) -> None:
    """Transcriptions of several countries have their regions."""
    assert all("region" in one for one in TERMS[term]["pronunciation"])


def test_both_classifications_of_2022_are_named() -> None:
    """A report may follow either of them."""
    scope = TERMS["myeloproliferative-neoplasm"]["senses"]["disease"]["scope_note"]
    for text in (scope, " ".join(PROSE.split())):
        assert "fifth edition" in text
        assert "International Consensus Classification" in text


def test_the_old_notation_of_the_fusion_gene_is_called_so() -> None:
    """Elsewhere the gene is written with two colons."""
    for text in (" ".join(DEMO.split()), " ".join(PROSE.split())):
        before = [text[: found.start()][-40:] for found in re.finditer(r"BCR-ABL1", text)]
        assert len(before) == 1
        assert "lder" in before[0]
        assert "BCR::ABL1" in text


def test_nobody_is_cited_at_second_hand_where_a_release_was_read() -> None:
    """Scope notes, blogs and copied lists have given way to the data they are about."""
    assert not {"mesh_scope", "anatalm", "affixes"} & DATA["sources"].keys()


def test_the_article_cites_what_its_list_has() -> None:
    """Each footnote is cited, and each that is cited is there."""
    listed = re.findall(r"^\.\. \[#(\w+)\]", SOURCES, re.MULTILINE)
    assert sorted(listed) == sorted(set(re.findall(r"\[#(\w+)\]_", PROSE)))


# ------------------------------------------------------------------- one spelling

ROOT = DOCS.parent
PAGES = sorted(
    [*DOCS.rglob("*.rst"), *DOCS.rglob("*.md"), *ROOT.glob("*.md"), *ROOT.glob(".github/*.md")]
)
ON_SPELLING = {
    "explain/names.rst": {
        *(
            "haem",
            "oedema",
            "aemia",
            "tumour",
            "fibre",
            "paralyse",
            "sulph",
            "haematopoieses",
            "judgement",
            "practise",
        ),
    },
    "reference/command-line.rst": {"anaemia"},
    "reference/data-text.rst": {"metres"},
    "terms/check.rst": {"haematopoiesis"},
    "write/abbreviations.rst": {"haematopoiesis"},
    "write/automatic-links.rst": {"haematopoiesis"},
    "write/mention.rst": {"haematopoiesis"},
}
"""British words that pages are about, or that stand in an example of what was typed."""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_pages_have_american_spelling(page: Path) -> None:
    """The docs spell as their terms do; titles of sources stay as they are."""
    text = PROSE if page.name == "article.rst" else page.read_text(encoding="utf-8")
    text = re.sub(r"\[#\w+\]_", "", text)
    name = page.relative_to(DOCS).as_posix() if DOCS in page.parents else page.name
    assert set(british(text)) - ON_SPELLING.get(name, set()) == set()


def test_the_demo_has_american_spelling() -> None:
    """British spellings are variants, and nothing else; former keys stay as they were."""
    for record in [*TERMS.values(), *DATA["word_parts"].values()]:
        shown = {key: record[key] for key in record.keys() - {"variants", "former_keys"}}
        words = set(british(str(shown))) - {"haem", "radiopaedia"}  # of keys of sources
        assert words == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tumours of the fibres", ["tumours", "fibres"]),
        ("It is recognised, emphasised and modelled.", ["recognised", "emphasised", "modelled"]),
        ("randomised, optimises, customising", ["randomised", "optimises", "customising"]),
        ("a promising premise, compromised expertise, advertised precisely, enterprises", []),
        ("otherwise raised, precise, advised, a promise of exercise arises", []),
        ("leukaemia and oedema spelt in grey", ["leukaemia", "oedema", "spelt", "grey"]),
        ("our four diseases, misspelled and spelling, selling sources of licences", []),
        ("revised, surprising, comprise, likewise, noise, arising, analyses", []),
    ],
)
def test_british_spellings_are_told_from_american_ones(text: str, expected: list[str]) -> None:
    """The words that both share are left alone."""
    assert list(british(text)) == expected
