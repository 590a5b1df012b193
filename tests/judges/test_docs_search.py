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
    "start/install": (
        "install, pip, version, upgrade, how to install, requirements, supported versions, "
        "virtual environment"
    ),
    "start/tutorial": "tutorial, getting started, quick start, beginner, quickstart, first steps",
    "start/comparison": (
        "migrate, compare, alternative, sphinx-needs, migration, alternatives, convert glossary"
    ),
    "start/questions": (
        "FAQ, questions, CSV, Excel, spreadsheet, import, privacy, bug, help, spreadsheets, "
        "xlsx, GDPR, contact"
    ),
    "write/mention": "unlink, Markdown, MyST, caption, heading, hyperlink, own words, link term",
    "write/cards": (
        "tooltip, tooltips, popup, hover card, hovercard, disable tooltip, turn off cards"
    ),
    "write/entries": (
        "glossary, dictionary, filter, permalink, glossaries, word list, list of terms"
    ),
    "write/sections": "footnote",
    "write/letter-pages": "alphabet, A-Z, letter, alphabetical, one page per letter",
    "write/finding": "search",
    "write/abbreviations": (
        "acronym, acronyms, abbreviation, first use, expand, spell out, abbreviations"
    ),
    "write/quote": "quote, inline",
    "write/automatic-links": "autolink, exclude, automatic links",
    "write/audiences": (
        "audience, patient, doctor, nurse, clinician, plain language, patients, lay summary, "
        "plain English, readability"
    ),
    "write/other-projects": "intersphinx, other project, inventory",
    "write/jupyter-book": "Jupyter, notebook",
    "terms/first-term": "definition, new term, record, template, minimal example",
    "terms/names": (
        "homonym, homonyms, synonym, misspelling, spelling, alias, synonyms, eponym, brand "
        "name, foreign language"
    ),
    "terms/old-names": (
        "deprecated, old name, obsolete, merge, rename, delete, outdated, superseded, withdrawn"
    ),
    "terms/word-parts": (
        "pronounce, pronunciation, etymology, word origin, prefix, suffixes, root, Greek, IPA, "
        "stress"
    ),
    "terms/relations": "broader, hierarchy, antonym, related terms, opposite, comorbidity, part of",
    "terms/codes": (
        "ontology, SNOMED, SNOMED CT, UMLS, ICD, MeSH, LOINC, RxNorm, Orphanet, OMIM, local "
        "codes, code system"
    ),
    "terms/sources": "citation, bibliography, DOI, PubMed, citations, references, cite, evidence",
    "terms/pictures": "image, picture, audio, figure, images, photo, illustration, alt text",
    "terms/review": "review, approve, expire, reviewed, sign off, review date",
    "terms/licenses": (
        "license, licenses, licence, copyright, permission, licences, copyrighted, legal"
    ),
    "terms/yaml": (
        "YAML, JSON, TOML, quotation mark, colon, comment, indentation, multiline, Norway problem"
    ),
    "terms/files": "several files, multiple files, namespaces, folder",
    "terms/check": "typo, validate, lint, spellcheck, duplicates, validation, errors",
    "terms/editor": (
        "editor, VS Code, PyCharm, autocomplete, schema, Emacs, Vim, red line, auto complete"
    ),
    "build/ci": "CI, GitHub Actions, GitLab, pre-commit, Read the Docs, GitHub",
    "build/formats": "PDF, LaTeX, EPUB, e-book, offline, docx, Word document, ebook, Kindle",
    "build/look": (
        "dark mode, theme, color, colour, font, CSS, print, colours, night mode, stylesheet, "
        "theming"
    ),
    "build/translate": (
        "translate, translation, language, gettext, French, localisation, i18n, multilingual"
    ),
    "build/large": (
        "performance, slow, speed, cache, incremental, rebuild, parallel, live reload, slow "
        "build, caching, incremental builds"
    ),
    "build/fix-warnings": (
        "troubleshooting, error, warning, suppress, unknown term, broken link, not found, nitpick"
    ),
    "read/entry": "keyboard, touch, tap, symbols, print page",
    "read/accessibility": (
        "accessibility, screen reader, WCAG, mobile, phone, contrast, a11y, ARIA, colour blind, "
        "disability"
    ),
    "gallery": "screenshot, gallery, screenshots",
    "reference/command-line": "command line, CLI, medterm show, medterm diff",
    "reference/configuration": "configuration",
    "reference/data-text": "formula, math, bold, equation, Greek letters, markup",
    "reference/page-fields": "front matter, metadata",
    "reference/library": "Python, API, Python API, script",
    "reference/limits": "size limit, file size",
    "explain/names": (
        "plural, ambiguous, disambiguation, case sensitive, umlaut, accent, plurals, hyphen, "
        "case insensitive, inflection"
    ),
    "explain/limits": "RDF, SKOS, OBO, TBX, limitations, roadmap, OWL",
    "explain/vocabulary": "vocabulary, terminology",
    "project/changelog": "changelog, what's new, breaking changes",
    "project/security": "security, untrusted data, XSS",
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
