"""``medterm show``: the entry of a term in a terminal, and as data."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from sphinx_medterm.cli.main import main
from sphinx_medterm.records.model import Term
from sphinx_medterm.records.visible import ONE_SENSE
from sphinx_medterm.reports.entry_data import entry_of, plain_words
from sphinx_medterm.reports.entry_lines import entry_lines
from sphinx_medterm.reports.terminal import painter

from .conftest import Load

TERMS = """\
sources:
  book: {title: A book of words, authors: Doe J, year: 2001, doi: 10.1000/xyz}
  web: {title: "A page?", url: "https://a.example/b", accessed: 2020-01-02}
word_parts:
  an-: {kind: prefix, lang: grc, form: ἀν-, gloss: without}
  -emia: {gloss: blood}
terms:
  anemia:
    part_of_speech: noun
    pronunciation: {ipa: /əˈniːmiə/, respelling: uh-NEE-mee-uh, region: US, sources: [web]}
    variants: [{label: anaemia, region: UK}]
    synonyms: [low red count, {label: thin blood, status: deprecated, scope: broad, note: "*old*"}]
    abbreviations: [ANM]
    forms: [{label: anemias, number: plural}]
    senses:
      blood:
        subject_field: hematology
        definition: "too little :medterm:`hemoglobin` in *blood*, with:\\n\\n* pallor\\n* fatigue"
        plain_definition: thin blood
        scope_note: not a disease
        examples: [anemia of pregnancy, "a severe\\n\\nanemia"]
        sources: [book]
      figurative: {plain_definition: lack of force}
    etymology: {parts: [an-, -emia], note: By way of Latin., sources: [book, web]}
    related_conditions:
      - {term: bleeding, relation: cause, note: a common one}
      - {label: Malaria, codes: ["ICD10:B54", "NONE:1"]}
    codes: [{system: HP, code: "0001903", display: Anemia, match: broad, version: "1"}]
    contrast: [polycythemia]
    see_also: [Hgb]
    translations: {de: {label: Anämie, definition: "*Blutarmut*"}}
    reviewed: {date: 2026-11-22, by: the editors, due: 2027-11-22}
  bleeding: {definition: loss of blood, codes: ["HP:0001892"]}
  Hgb: {label: hemoglobin, definition: the red protein of blood, abbreviations: [HB]}
  polycythemia: {definition: too many red cells, status: superseded, replaced_by: Hgb}
  heartbeat: {definition: a beat, abbreviations: [HB]}
"""

SHOWN = """\
anemia  noun  /əˈniːmiə/, uh-NEE-mee-uh (US) [1]

1. hematology: too little hemoglobin in blood, with:

   - pallor
   - fatigue [2]
   In plain words: thin blood
   Scope: not a disease
   Example: anemia of pregnancy
   Example: a severe

   anemia

2. lack of force

Synonyms       low red count; thin blood (broad meaning,
               deprecated, old)
Variants       anaemia (UK)
Abbreviations  ANM
Forms          anemias (plural)
Word parts     an- “without” (grc ἀν-) + -emia “blood”
Etymology      By way of Latin. [2] [1]
Conditions     bleeding: cause; a common one
               - HP:0001892
                 https://purl.obolibrary.org/obo/HP_0001892
               Malaria
               - ICD-10 B54
                 https://icd.who.int/browse10/2019/en#/B54
               - NONE 1
Contrast       polycythemia
See also       hemoglobin (Hgb)
Codes          HP:0001903 Anemia (version 1, broader match)
               https://purl.obolibrary.org/obo/HP_0001903
Translations   de: Anämie; Blutarmut
Sources        [1] A page? Accessed 2020-01-02.
               https://a.example/b
               [2] Doe J. A book of words. 2001.
               https://doi.org/10.1000/xyz
Reviewed       2026-11-22 by the editors; due again
               2027-11-22
Key            anemia (terms.yaml:8)
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with a data file of the usual name, on a narrow terminal."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "60")
    tmp_path.joinpath("terms.yaml").write_text(TERMS, encoding="utf-8")
    return tmp_path


def test_an_entry_is_shown_in_lines(capsys: pytest.CaptureFixture[str]) -> None:
    """With all that it has, by whatever name it is asked for."""
    assert main(["show", "ANEMIAS"]) == 0
    told = capsys.readouterr()
    assert (told.out, told.err) == (SHOWN, "")


def test_colours_change_no_word(capsys: pytest.CaptureFixture[str]) -> None:
    """They only come around the words."""
    main(["show", "anemia", "--color", "never"])
    plain = capsys.readouterr().out
    main(["show", "anemia", "--color", "always"])
    colored = capsys.readouterr().out
    assert colored.startswith("\x1b[1manemia\x1b[0m  noun")
    assert re.sub(r"\x1b\[[\d;]*m", "", colored) == plain


def test_all_terms_of_a_name_are_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """One below the other, and as a list in JSON."""
    assert main(["show", "HB"]) == 0
    told = capsys.readouterr().out
    assert re.findall(r"^Key .*", told, re.M) == [
        "Key            Hgb (terms.yaml:34)",
        "Key            heartbeat (terms.yaml:36)",
    ]
    assert main(["show", "HB", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["version"], [entry["key"] for entry in data["entries"]]) == (
        1,
        ["Hgb", "heartbeat"],
    )


def test_a_term_that_should_not_be_used_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    """Below its name, with the term to use instead."""
    main(["show", "polycythemia"])
    assert capsys.readouterr().out.startswith(
        "polycythemia\nsuperseded; use hemoglobin (Hgb)\n\ntoo many red cells\n\n"
    )


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (["anemmia"], 1, "no term has the name 'anemmia' (did you mean 'anaemia', 'anemia' or 'a"),
        (["xyz"], 1, "no term has the name 'xyz'\n"),
        (["xyz", "terms.yaml", "none.yaml"], 1, "(terms may be left out: see 'medterm check')"),
        (["anemia#x"], 1, "(it has the senses anemia#blood, anemia#figurative)"),
        (["anemia", "none*.yaml"], 2, "no data file found; name files or folders after the name"),
    ],
)
def test_a_name_without_a_term_is_told(
    capsys: pytest.CaptureFixture[str], arguments: list[str], status: int, said: str
) -> None:
    """With a suggestion, or what else may help."""
    assert main(["show", *arguments]) == status
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("medterm show: ")
    assert said in told.err


def test_an_entry_as_data(load: Load) -> None:
    """What is not given is left out, and references have labels and addresses."""
    termbase = load(TERMS)
    assert entry_of(termbase, "Hgb") == {
        "key": "Hgb",
        "label": "hemoglobin",
        "senses": [{"definition": "the red protein of blood"}],
        "abbreviations": [{"label": "HB"}],
        "file": "terms.yaml",
        "line": 34,
    }
    entry = entry_of(termbase, "anemia")
    assert entry["see_also"] == [{"key": "Hgb", "label": "hemoglobin"}]
    assert entry["senses"][0]["sources"] == [2]
    assert entry["sources"][1]["addresses"] == ["https://doi.org/10.1000/xyz"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", ""),
        ("a *b* :sub:`2`", "a b 2"),
        ("a\n\nb", "a\n\nb"),
        ("a:\n\n* b\n\n  c\n\n  1. d\n* e", "a:\n\n- b\n  c\n  1. d\n- e"),
        (":abbr:`WHO (World Health Organization)`", "WHO (World Health Organization)"),
        ("see `WHO <https://www.who.int>`_", "see WHO"),
    ],
)
def test_texts_become_plain_words(text: str, words: str) -> None:
    """Without a sign of markup, but with their paragraphs and lists."""
    assert plain_words(text) == words


def test_every_field_of_a_term_is_shown(load: Load) -> None:
    """But for those that say how its name is found; pictures are tested with their files."""
    entry: dict[str, Any] = entry_of(load(TERMS), "anemia") | entry_of(load(TERMS), "polycythemia")
    entry |= entry_of(load("terms: {a: {label: x, figures: [{file: a.svg, alt: y}]}}"), "a")
    unseen = {"hidden_labels", "autolink", "former_keys", *ONE_SENSE}
    assert Term.model_fields.keys() - unseen - entry.keys() == {"broader", "narrower", "related"}


@pytest.mark.parametrize("width", [1, 20, 200])
def test_any_width_will_do(load: Load, width: int) -> None:
    """Words that are longer than a line are not cut."""
    lines = list(entry_lines(entry_of(load(TERMS), "anemia"), width, painter(False)))
    assert "https://doi.org/10.1000/xyz" in "\n".join(lines)
