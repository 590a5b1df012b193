"""XeLaTeX judges the book: letters, references, widths, and where pages end."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.builds.conftest import Project
from tests.judges.conftest import Demo
from tests.judges.demo import DOCS
from tests.judges.printed import Book, not_in, typeset

CONF: dict[str, Any] = {
    "latex_engine": "xelatex",
    "latex_documents": [("index", "book.tex", "Book", "nobody", "manual")],
}
TITLES = {"Examples:", "Etymology", "Related conditions", "Translations", "Sources"}
TOO_HIGH = r"Overfull \\vbox \((?![01]\.)"  # Sphinx's frames around code vary by a point
WIDTH = re.compile(r"[^*`\\|]{1,150}")  # no markup, and at most two lines


@pytest.fixture(scope="session")
def demo_book(demo: Demo) -> Book:
    """Give the demo as a book."""
    return typeset(demo("latex"))


def values(data: Any, name: str) -> Iterator[Any]:
    """Find all values of a field, wherever in the data they are."""
    if isinstance(data, dict):
        yield from ([data[name]] if name in data else [])
        data = list(data.values())
    if isinstance(data, list):
        for item in data:
            yield from values(item, name)


@pytest.fixture(scope="session")
def demo_data() -> Any:
    """Give the demo's data as they stand in the file."""
    return yaml.safe_load(DOCS.joinpath("terms.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("field", ["definition", "plain_definition", "ipa"])
def test_book_has_the_texts_of_the_data_file(demo_book: Book, demo_data: Any, field: str) -> None:
    """Definitions, and pronunciations in letters of the IPA, are readable in the PDF."""
    texts = [text for text in values(demo_data["terms"], field) if WIDTH.fullmatch(text)]
    assert texts
    assert not_in(demo_book, texts) == []


def test_book_has_the_greek_of_word_parts(demo_book: Book, demo_data: Any) -> None:
    """Accents and breathings included."""
    used = {part for parts in values(demo_data["terms"], "parts") for part in parts}
    records = [record for key, record in demo_data["word_parts"].items() if key in used]
    greek = [record["form"] for record in records if record.get("lang") == "grc"]
    assert greek
    assert not_in(demo_book, greek) == []


def test_book_lacks_no_letter_and_no_target(demo_book: Book) -> None:
    """All letters are in the fonts, all references lead somewhere, and nothing sticks out."""
    faults = ("Missing character", "undefined", "multiply", r"Overfull \\hbox", TOO_HIGH)
    assert demo_book.complaints(*faults) == []


def test_no_page_of_the_demo_ends_with_a_title(demo_book: Book) -> None:
    """The titles of sections stand above what they lead to."""
    assert [page[-2:] for page in demo_book.pages if page and page[-1] in TITLES] == []


# ---------------------------------------------------------------------- generated books

SENTENCE = "It is found where nobody would look for it, and that is what makes it what it is. "
LENGTH = 130  # entries; enough that pages end within all sections
LONG = "Pneumonoultramicroscopicsilicovolcanoconiosis"
LEADS = re.compile(
    rf"{'|'.join(TITLES)}"  # of sections
    r"|[A-Z]"  # letters of the glossary
    r"|[a-z]word\d+( noun)?"
    r"|/spoken/"
    r"|cause, 100 %:"
)


def condition(number: int) -> dict[str, Any]:
    """Make a condition; each has other lengths."""
    return {
        "label": f"Disease & disorder_{number}",
        "relation": "cause, 100 %",
        "note": SENTENCE * (number % 5),
        "codes": [f"ICD10:A{code}" for code in range(10, 10 + 3 * (number % 7))],
        "sources": ["book"],
    }


def entry(number: int) -> dict[str, Any]:
    """Make a record; each makes an entry of another height."""
    return {
        "part_of_speech": "noun" if number % 2 else None,
        "pronunciation": "/spoken/" if number % 3 else [],
        "senses": {
            "only": {
                "definition": SENTENCE * (number % 8 + 1),
                "examples": [f"an example {one}" for one in range(number % 5)],
            }
        },
        "etymology": SENTENCE * (number % 6),
        "related_conditions": [condition(number + row) for row in range(number * 3 % 11)],
        "translations": {"de": "Wort", "fr": "mot"} if number % 4 else {},
        "sources": ["book", "paper"][: number % 3],
    }


def book(folder: Path, terms: dict[str, Any]) -> Book:
    """Typeset a glossary of terms."""
    project = Project(folder)
    sources = {"book": SENTENCE * 2, "paper": {"url": "https://example.org/" + "a-path/" * 20}}
    data = {"sources": sources, "terms": terms}
    filled = json.loads(json.dumps(data), object_hook=without_nothing)
    project.write(
        {
            "conf.py": "",
            "terms.yaml": yaml.safe_dump(filled, allow_unicode=True),
            "index.rst": "Words\n=====\n\n.. medterm:glossary::\n",
        }
    )
    return typeset(project.build("latex", suppress_warnings=["medterm.repeated"], **CONF).out)


def without_nothing(record: dict[str, Any]) -> dict[str, Any]:
    """Leave out the fields that hold nothing."""
    return {name: value for name, value in record.items() if value}


@pytest.fixture
def long_book(tmp_path: Path) -> Book:
    """Give a glossary of many entries, so that pages end everywhere in them."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    terms = {f"{letters[n % 26]}word{n}": entry(n) for n in range(LENGTH)}
    return book(tmp_path, terms)


def test_no_page_ends_with_what_leads_to_the_next(long_book: Book) -> None:
    """Letters, headwords, pronunciations, titles and relations go to the next page."""
    pages = [page for page in long_book.pages if len(page) > 1]
    assert sum(LEADS.fullmatch(page[0]) is not None for page in pages) > 10
    assert [page[-3:] for page in pages if LEADS.fullmatch(page[-1])] == []


def hard_condition(number: int) -> dict[str, Any]:
    """Make a condition of long words and many codes."""
    return {
        "label": [f"{LONG} {number}", SENTENCE, "HLA-B*27 & [x] #1_2 ~ {y}^z"][number % 3],
        "relation": LONG.lower() if number % 2 else "is a_cause of",
        "note": SENTENCE * (number % 3),
        "codes": [
            *(f"ICD11:2A85.{code}&XN8LS/XH3K{number % 10}Z" for code in range(number % 14)),
            "LOCAL:" + "01a34_67&9" * (number % 8) + "0",
        ],
        "sources": ["book", "paper"],
    }


@pytest.fixture(scope="module")
def hard_book(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """Give a glossary of terms that are tied to few conditions and to many."""
    terms = {
        f"rows{rows}": {
            "definition": SENTENCE,
            "related_conditions": [hard_condition(7 * rows + n) for n in range(rows)],
        }
        for rows in (1, 3, 6, 7, 30)
    }
    return book(tmp_path_factory.mktemp("hard"), terms)


def test_nothing_sticks_out_of_lists(hard_book: Book) -> None:
    """Long words are hyphenated, and codes that are longer than their line are broken."""
    assert hard_book.complaints("Overfull", "Missing character") == []
    codes = [code for n in range(30) for code in hard_condition(n)["codes"]]
    assert not_in(hard_book, [code.partition(":")[2] for code in codes if len(code) < 25]) == []
