"""A reader judges the text output: what stands where, and which mark is which source."""

from __future__ import annotations

import re

import pytest
import yaml

from sphinx_medterm.ext.render.citing import letters
from tests.builds.conftest import Build
from tests.judges.conftest import Demo
from tests.judges.demo import DOCS

MARK = re.compile(r"\[([a-z]+)\]")
FULL = """\
**anemia** *noun*
/əˈniːmiə/ uh-NEE-mee-uh
1. *hematology*: too little hemoglobin in the *blood* [a]
   **In plain words:** thin blood
   **Scope:** a finding, no disease
   **Examples:**
   * anemia of pregnancy
2. lack of force
**Forms:** anemias (plural)
**Synonyms:** low red count
**Variants:** anaemia (UK)
**Abbreviations:** ANM
**Etymology**
* **an-** (prefix, Ancient Greek *ἀν-*): “without”
* **-emia** (suffix, Ancient Greek *αἷμα*): “blood” [a]
By way of Latin. [a]
**Related conditions**
**cause:**
* bleeding: a common one [a] (HP:0001892)
* Malaria (ICD-10 B54, MeSH D008288)
**Contrast:** polycythemia
**See also:** hemoglobin
**Translations**
**German:** **Anämie**; Blutarmut
**Codes:** HP:0001903 (Anemia)
**Sources:** [a] Doe J. *A book of words*. 2001. doi:10.1000/xyz123,
Last reviewed 2026-11-22 by the editors; due again 2027-11-22
My remark.
""".splitlines()


def test_sections_of_a_full_entry_stand_in_their_order(page: Build) -> None:
    """Each line is there, at its indentation, after the one before."""
    text = ".. medterm:: anemia\n\n   My remark.\n\n.. medterm:glossary::\n"
    lines = iter(page(text, builder="text").text("index.txt").splitlines())
    assert [line for line in FULL if line not in lines] == []


def entries(text: str, labels: set[str]) -> dict[str, str]:
    """Take a text apart at the headwords; bold words before a plus are parts of words."""
    parts = re.split(r"^\*\*([^*\n]+)\*\*(?= [^+]|$)", text, flags=re.MULTILINE)
    found: dict[str, str] = {}
    label = ""
    for name, body in zip(parts[1::2], parts[2::2], strict=True):
        if name in labels - {label}:  # a word part may have the name of its term
            label, found[name] = name, body
        elif label:  # the title of a section
            found[label] += f"**{name}**{body}"
    return found


@pytest.mark.parametrize("page_of_entries", ["glossary.txt", "article.txt"])
def test_marks_and_sources_correspond(demo: Demo, page_of_entries: str) -> None:
    """In each entry marks count up from a, and each has its source in the list."""
    records = yaml.safe_load(DOCS.joinpath("terms.yaml").read_text(encoding="utf-8"))["terms"]
    labels = {record.get("label", key) for key, record in records.items()}
    text = demo("text").joinpath(page_of_entries).read_text(encoding="utf-8")
    found = entries(text, labels)
    assert found
    wrong = {label: numbers for label, body in found.items() if (numbers := wrong_marks(body))}
    assert wrong == {}


def wrong_marks(body: str) -> tuple[list[str], list[str]] | None:
    """Give the marks in the text and in the sources of an entry, if they are not as they should."""
    cited, _title, listed = body.partition("\n**Sources:** ")
    marks, sources = (list(dict.fromkeys(MARK.findall(text))) for text in (cited, listed))
    counted = [letters(number) for number in range(1, len(sources) + 1)]
    return None if sources == counted and marks == counted[: len(marks)] else (marks, sources)
