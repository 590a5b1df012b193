"""Addresses of Sphinx's own glossary that still lead to entries: ``medterm_term_anchors``."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from .conftest import Build, Built, Project
from .test_incremental import assert_as_clean, edit

ON: dict[str, Any] = {"medterm_term_anchors": True}
TERMS = """\
terms:
  anemia:
    synonyms: [low red count]
    variants: [{label: anaemia, region: UK}, {label: anæmia}]
    abbreviations: [ANM]
    hidden_labels: [anemmia]
    former_keys: [anaemia-old]
    senses: {blood: {definition: too little}, other: {definition: no force}}
  crohn: {label: Crohn disease, definition: x}
  low-count: {label: low-red count, definition: x}
"""


@pytest.fixture
def project(project: Project) -> Project:
    """Give a project with terms whose names are spelt in several ways."""
    project.write({"terms.yaml": TERMS})
    return project


def old_ids(built: Built, name: str = "index.html") -> dict[str, list[str]]:
    """Return the old ids in each entry of a page, and check that no id is there twice."""
    page = built.html(name)
    counts = Counter(str(one["id"]) for one in page.select("[id]"))
    assert not [one for one, times in counts.items() if times > 1]
    return {
        str(entry["id"]): [str(one["id"]) for one in entry.select("[id^=term-]")]
        for entry in page.select(".medterm-entry[id]")
    }


NAMES = [
    *("Crohn disease", "β-thalassemia", "naïve T cell (CD4+)", "5-HT", "Ångström", "Straße"),
    *("vitamin B12", "p53.1_x", "αβ", "-emia", "lœss", "a -- b", "Ménière's disease", "%"),
]


def test_entries_have_the_ids_that_the_glossary_gave(project: Project) -> None:
    """Of each name from which Sphinx can make one; others it only counts."""
    glossary = "".join(f"   {name}\n      Text.\n\n" for name in NAMES)
    terms = [f"  t{n}: {{label: {json.dumps(name)}}}\n" for n, name in enumerate(NAMES)]
    project.write(
        {
            "terms.yaml": f"terms:\n{''.join(terms)}",
            "index.rst": f"Page\n====\n\n.. glossary::\n\n{glossary}",
        }
    )
    given = [str(term["id"]) for term in project.build().html().select("dt[id]")]
    counted = [one for one in given if one.removeprefix("term-").isdigit()]
    project.write({"index.rst": "Page\n====\n\n.. medterm:glossary::\n"})
    found = old_ids(project.build(**ON))
    assert (len(given), len(counted), len(found)) == (len(NAMES), 2, len(NAMES))
    assert sorted(one for ids in found.values() for one in ids) == sorted({*given} - {*counted})


def test_each_name_that_readers_see_has_one(page: Build) -> None:
    """The label, synonyms, variants and abbreviations; once, though two of them give the same."""
    built = page(".. medterm:: anemia", **ON)
    assert old_ids(built) == {
        "medterm-anemia": ["term-anemia", "term-low-red-count", "term-anaemia", "term-ANM"]
    }
    assert old_ids(page(".. medterm:: anemia")) == {"medterm-anemia": []}


def test_the_first_of_two_terms_gets_it(page: Build) -> None:
    """In the order of the page."""
    first, second = ".. medterm:: anemia\n", ".. medterm:: low-count\n"
    found = old_ids(page(f"{first}\n{second}", **ON))
    assert "term-low-red-count" in found["medterm-anemia"]
    assert found["medterm-low-count"] == []
    found = old_ids(page(f"{second}\n{first}", **ON))
    assert found["medterm-low-count"] == ["term-low-red-count"]
    assert "term-low-red-count" not in found["medterm-anemia"]


@pytest.mark.parametrize(
    "other",
    [
        ".. glossary::\n\n   anemia\n      Another.",
        ".. _term-anemia:\n\nText.",
        "Term anemia\n-----------\n\nText.",
        ".. medterm:: crohn\n\n   .. _term-anemia:\n\n   Remarks.",
    ],
)
@pytest.mark.parametrize("before", [True, False])
def test_what_the_page_has_already_is_left_as_it_is(page: Build, other: str, before: bool) -> None:
    """A plain glossary, a label, a section, also in remarks."""
    texts = [".. medterm:: anemia", other]
    built = page("\n\n".join(texts[::-1] if before else texts), **ON)
    assert "term-anemia" not in old_ids(built)["medterm-anemia"]
    assert "term-ANM" in old_ids(built)["medterm-anemia"]
    assert len(built.html().select("[id=term-anemia]")) == 1


def test_only_the_entry_that_links_lead_to_has_them(page: Build) -> None:
    """Not one that is shown once more."""
    built = page(".. medterm:: anemia\n   :no-index:\n\n.. medterm:: anemia", **ON)
    assert len(old_ids(built)["medterm-anemia"]) == 4
    assert len(built.html().select("[id=term-ANM]")) == 1


PAGES = {
    "index.rst": "Page\n====\n\n.. toctree::\n\n   one\n   two\n\n.. medterm:: anemia\n",
    "one.rst": "One\n===\n\n.. medterm:: low-count\n\n.. glossary::\n\n   ANM\n      Other.\n",
    "two.rst": "Two\n===\n\n.. medterm:: crohn\n",
}


@pytest.mark.parametrize(
    ("builder", "file"),
    [("html", "one.html"), ("dirhtml", "one/index.html"), ("epub", "one.xhtml")],
)
def test_each_page_has_its_own(project: Project, builder: str, file: str) -> None:
    """Two terms with the same one stand on two pages."""
    project.write(PAGES)
    built = project.build(builder, **ON, epub_copyright="A", version="1")
    assert old_ids(built, file) == {"medterm-low-count": ["term-low-red-count"]}


def test_a_document_of_several_pages_has_each_once(project: Project) -> None:
    """On the one page of singlehtml."""
    project.write(PAGES)
    found = old_ids(project.build("singlehtml", **ON))
    assert found == {
        "medterm-low-count": ["term-low-red-count"],
        "medterm-crohn": ["term-Crohn-disease"],
        "medterm-anemia": ["term-anemia", "term-anaemia"],
    }


@pytest.mark.parametrize("builder", ["latex", "text", "man", "texinfo", "xml"])
def test_other_formats_stay_as_they_are(project: Project, builder: str) -> None:
    """Nothing from outside leads into them."""
    project.write({**PAGES, "conf.py": "project = 'p'\ncopyright = 'A'\nversion = '1'\n"})
    texts = []
    for on in (True, False):
        built = project.build(builder, out=f"{on}", doctrees=f"d{on}", medterm_term_anchors=on)
        files = sorted(file for file in built.out.rglob("*") if file.suffix in {".tex", ".txt"})
        files += sorted(built.out.glob("*.[1x]*"))
        texts.append([file.read_bytes() for file in files])
    assert texts[0] == texts[1]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("label: Crohn disease", "label: Crohn's disease"),
        ("label: Crohn disease", "label: Crohn disease, synonyms: [regional enteritis]"),
        ("  crohn: {label: Crohn disease, definition: x}\n", ""),
    ],
)
def test_they_follow_the_data(project: Project, old: str, new: str) -> None:
    """Also where the entry does not show its synonyms; no page is read for them."""
    project.conf = dict(ON)
    text = "\n".join(f".. medterm:: {key}\n   :show: definition\n" for key in ("crohn", "anemia"))
    project.write({"index.rst": f"Page\n====\n\n{text}"})
    project.build()
    edit(project, old, new)
    built = project.build(check=False)
    assert built.read == []
    assert_as_clean(project, built)


def test_another_setting_writes_the_pages_and_reads_none(project: Project) -> None:
    """And back again."""
    project.write({"index.rst": "Page\n====\n\n.. medterm:: anemia\n"})
    project.build()
    for on in (True, False):
        project.conf = {"medterm_term_anchors": on}
        built = project.build()
        assert (built.read, built.written) == ([], ["index"])
        assert_as_clean(project, built)
