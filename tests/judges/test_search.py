"""What readers type into the search leads to the entry first, and says so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.builds.conftest import Build, Project
from tests.judges.judges import need_modules
from tests.judges.server import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

TERMS = """\
terms:
  leukemia: {definition: a cancer of blood-forming tissue}
  aml: {label: acute myeloid leukemia, abbreviations: [AML], definition: of myeloid cells}
  mega: {label: megakaryocyte, forms: [{label: megakaryocytes, number: plural}], definition: x}
  et: {label: thrombocythemia, abbreviations: [ET], definition: x}
  pet: {label: diabetes, synonyms: [metabolic diabetes], abbreviations: [PET], definition: x}
  pmf: {label: myelofibrosis, codes: [{system: ICD10CM, code: D47.4}], definition: x}
  emh: {label: "hematopoiesis", codes: [{system: HP, code: "0001978"}], definition: x}
  adult: {label: adult acute myeloid leukemia, definition: x}
  odd: {label: "<b>p</b> & q", synonyms: [oddity, "Crohn's"], definition: x}
"""
TYPED = {
    "leukemia": "leukemia (term, in Glossary)",
    "leukemias": "leukemias (see leukemia, in Glossary)",
    "Leukemias": "leukemias (see leukemia, in Glossary)",
    "acute myeloid leukemia": "acute myeloid leukemia (term, in Glossary)",
    "acute  Myeloid leukemias": "acute myeloid leukemias (see acute myeloid leukemia, in Glossary)",
    "AML": "AML (see acute myeloid leukemia, in Glossary)",
    "et": "ET (see thrombocythemia, in Glossary)",
    "megakaryocytes": "megakaryocytes (see megakaryocyte, in Glossary)",
    "D47.4": "D47.4 (see myelofibrosis, in Glossary)",
    "HP:0001978": "HP:0001978 (see hematopoiesis, in Glossary)",
    "0001978": "HP:0001978 (see hematopoiesis, in Glossary)",
    "oddity": "oddity (see <b>p</b> & q, in Glossary)",
    "Crohn's": "Crohn's (see <b>p</b> & q, in Glossary)",
}


@pytest.fixture
def address(page: Build, project: Project) -> Iterator[str]:
    """Build pages whose titles and texts have the words as well."""
    need_modules("playwright")
    about = "On leukemia, myeloid and acute\n==============================\n\n"
    about += "Leukemias, ET, AML, megakaryocytes, D47.4.\n\nMegakaryocyte\n-------------\n\nx\n"
    words = "Glossary\n========\n\n.. medterm:glossary::\n"
    project.write({"terms.yaml": TERMS, "words.rst": words, "about.rst": about})
    built = page(".. toctree::\n\n   about\n   words\n", html_theme="alabaster")
    with served(Path(built.out)) as served_at:
        yield served_at


def test_what_is_typed_leads_to_the_entry_first(browser: Browser, address: str) -> None:
    """Forms, plurals by rule, abbreviations and codes, whatever other pages say."""
    view = browser.new_page()
    first = {}
    for typed in TYPED:
        view.goto(f"{address}/index.html")
        view.locator("input[name=q]").first.fill(typed)
        view.locator("input[name=q]").first.press("Enter")
        view.wait_for_selector("#search-results li")
        result = view.locator("#search-results li").first
        first[typed] = result.inner_text()
        assert "words.html#medterm-" in str(result.locator("a").get_attribute("href"))
    view.close()
    assert first == TYPED
