"""Words that readers of the documentation search for lead to the page that they need."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from tests.judges.conftest import Demo
from tests.judges.judges import need_modules
from tests.judges.server import served

if TYPE_CHECKING:
    from playwright.sync_api import Browser

WANTED = {
    "start/install": "install, pip, version, upgrade, how to install",
    "start/tutorial": "tutorial, getting started, quick start",
    "start/comparison": "migrate, compare, alternative, sphinx-needs",
    "start/questions": "FAQ, questions, CSV, Excel, spreadsheet, import, privacy, bug, help",
    "write/mention": "unlink, Markdown, MyST, caption, heading",
    "write/cards": "tooltip, tooltips, popup, hover card",
    "write/entries": "glossary, dictionary, filter, permalink",
    "write/sections": "footnote",
    "write/letter-pages": "alphabet, A-Z, letter",
    "write/finding": "search",
    "write/abbreviations": "acronym, acronyms, abbreviation, first use, expand",
    "write/quote": "quote, inline",
    "write/automatic-links": "autolink, exclude, automatic links",
    "write/audiences": "audience, patient, doctor, nurse, clinician, plain language",
    "write/other-projects": "intersphinx",
    "write/jupyter-book": "Jupyter, notebook",
    "terms/first-term": "definition, new term, record",
    "terms/names": "homonym, homonyms, synonym, misspelling, spelling, alias",
    "terms/old-names": "deprecated, old name, obsolete, merge, rename, delete",
    "terms/word-parts": "pronounce, pronunciation, etymology, word origin, prefix",
    "terms/relations": "broader, hierarchy, antonym",
    "terms/codes": "ontology, SNOMED, SNOMED CT, UMLS, ICD, MeSH, LOINC",
    "terms/sources": "citation, bibliography, DOI, PubMed",
    "terms/pictures": "image, picture, audio, figure",
    "terms/review": "review, approve, expire",
    "terms/licenses": "license, licenses, licence, copyright, permission",
    "terms/yaml": "YAML, JSON, TOML, quotation mark, colon, comment",
    "terms/files": "several files",
    "terms/check": "typo, validate, lint",
    "terms/editor": "editor, VS Code, PyCharm, autocomplete, schema",
    "build/ci": "CI, GitHub Actions, GitLab, pre-commit, Read the Docs, GitHub",
    "build/formats": "PDF, LaTeX, EPUB, e-book, offline",
    "build/look": "dark mode, theme, color, colour, font, CSS, print",
    "build/translate": "translate, translation, language, gettext",
    "build/large": "performance, slow, speed, cache, incremental, rebuild, parallel, live reload",
    "build/fix-warnings": "troubleshooting, error, warning, suppress, unknown term, broken link",
    "read/entry": "keyboard, touch",
    "read/accessibility": "accessibility, screen reader, WCAG, mobile, phone, contrast",
    "gallery": "screenshot, gallery",
    "reference/command-line": "command line",
    "reference/configuration": "configuration",
    "reference/data-text": "formula, math, bold",
    "reference/page-fields": "front matter, metadata",
    "reference/library": "Python, API",
    "reference/limits": "size limit, file size",
    "explain/names": "plural, ambiguous, disambiguation, case sensitive, umlaut, accent",
    "explain/limits": "RDF, SKOS, OBO, TBX",
    "explain/vocabulary": "vocabulary, terminology",
    "project/changelog": "changelog",
    "project/security": "security",
    "contributing": "contribute, contributing",
}
"""Words by the page that should be among the first three results."""


@pytest.fixture(scope="module")
def address(demo: Demo) -> Iterator[str]:
    """Serve the documentation, whose search loads its index."""
    need_modules("playwright")
    with served(demo()) as served_at:
        yield served_at


def test_words_of_readers_lead_to_their_page(browser: Browser, address: str) -> None:
    """Among the first three results is a page that helps."""
    view = browser.new_page()
    missed = {}
    for page, words in WANTED.items():
        for word in words.split(", "):
            view.goto(f"{address}/search.html?q={quote(word)}")
            view.wait_for_selector("#search-results h2:text-is('Search Results')")
            links = view.locator("#search-results ul.search > li > a").all()[:3]
            found = [str(link.get_attribute("href")).partition(".html")[0] for link in links]
            if page not in found:
                missed[word] = found
    view.close()
    assert missed == {}
