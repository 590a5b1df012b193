"""Several documents in one build: each has its own entries, and links lead to these."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from .conftest import Project
from .edited_project import EditedProject, page_texts
from .written_data import terms

BUILDERS = {"latex": "{}.tex", "texinfo": "{}.texi", "man": "{}.1"}
"""The builders that make several documents, each with the names of its files."""

NAMES = ("book", "leaflet")


def documents(*starts: str) -> dict[str, Any]:
    """Return the settings for documents that start with some pages."""
    return {
        "latex_documents": [(one, f"{one}.tex", "T", "A", "manual") for one in starts],
        "man_pages": [(one, one, "T", "A", 1) for one in starts],
        "texinfo_documents": [(one, one, "T", "A", one, "T", "M") for one in starts],
    }


@pytest.fixture(params=BUILDERS)
def builder(request: pytest.FixtureRequest) -> str:
    """Build with each of the builders."""
    return str(request.param)


@pytest.fixture
def two(project: Project) -> Project:
    """Give a project that makes two documents, the book and the leaflet."""
    project.conf = documents(*NAMES)
    toctree = "".join(f"   {name}\n" for name in NAMES)
    project.write({"index.rst": f"Index\n=====\n\n.. toctree::\n\n{toctree}"})
    return project


def write(project: Project, **pages: str) -> None:
    """Write pages, each with a title."""
    project.write({f"{name}.rst": f"{name}\n========\n\n{text}\n" for name, text in pages.items()})


GLOSSARY = ".. medterm:glossary::\n"
USED = ".. medterm:glossary::\n   :used:\n"
DEFINED = {"zebra": "an unlikely diagnosis", "bleeding": "loss of blood"}
"""The definitions of two terms."""


def counts(two: Project, builder: str, **conf: Any) -> list[list[int]]:
    """Return how often each document has the definitions of the two terms, and no warnings."""
    built = two.build(builder, **conf)
    texts = [built.text(BUILDERS[builder].format(name)) for name in NAMES]
    words = [" ".join(text.split()) for text in texts]
    return [[text.count(defined) for defined in DEFINED.values()] for text in words]


PLACED = {
    "an entry": (".. medterm:: zebra\n", [1, 0]),
    "a glossary": (GLOSSARY, [1, 1]),
    "a glossary of used terms": (USED, [1, 0]),
    "an entry before a glossary": (f".. medterm:: zebra\n\n{GLOSSARY}", [1, 1]),
}
"""Whatever places the entry of a term, and how often a document then has the definitions."""


@pytest.mark.parametrize("placed", PLACED)
def test_each_document_has_its_own_entries(two: Project, builder: str, placed: str) -> None:
    """A mention in each of them leads to the entry that is in the same one."""
    text, expected = PLACED[placed]
    write(two, book=f"A :medterm:`zebra`.\n\n{text}", leaflet=f":medterm:`zebra`\n\n{text}")
    assert counts(two, builder) == [expected, expected]


def test_links_stay_in_their_document(two: Project) -> None:
    """Roles of ours, others, and names in running text; be the page in one document or in two."""
    every = "A :medterm:`zebra`, a :term:`zebra`, an :any:`zebra` and a Zebra.\n"
    shared = f".. toctree::\n\n   shared\n\n{every}"
    write(two, book=f"{shared}\n.. medterm:: zebra\n", leaflet=f"{shared}\n{USED}", shared=every)
    built = two.build("latex", medterm_autolink="all")
    for name, docname in zip(NAMES, NAMES, strict=True):
        text = built.text(f"{name}.tex")
        assert text.count(f"{{{docname}:medterm-zebra}}") >= 8
        assert not any(f"{{{other}:medterm-" in text for other in {*NAMES, "shared"} - {docname})


def test_used_terms_are_those_of_the_document(two: Project, builder: str) -> None:
    """A glossary of used terms has nothing from other documents, also from running text."""
    write(two, book=f"A zebra.\n\n{USED}", leaflet=f"A :medterm:`bleeding`.\n\n{USED}")
    found = counts(two, builder, medterm_autolink="first")
    assert found == [[1, 0], [0, 1]]


def test_a_term_whose_entry_is_in_another_document_is_reported(two: Project, builder: str) -> None:
    """Once, however many documents mention it, with the place of its entry; the word stays."""
    word = "Of :medterm:`zebra`.\n"
    more = {"book": f"{word}\n.. medterm:: zebra\n", "leaflet": word, "poster": word}
    write(two, **more)
    two.conf = documents(*more)
    built = two.build(builder, check=False)
    (warning,) = [one for one in built.warnings if "medterm" in one]
    assert "leaflet.rst:4: WARNING: the term 'zebra' has no entry" in warning
    assert re.search(r"its entry at \S+book.rst:6 is in another document of this build", warning)
    for name in more:
        assert "zebra" in built.text(BUILDERS[builder].format(name))


def test_second_entries_are_found_in_each_document(two: Project, builder: str) -> None:
    """Two in one document are reported once, also on a page of both; one in each is right."""
    shared = ".. toctree::\n\n   shared\n\n"
    twice = ".. medterm:: zebra\n\nText.\n\n.. medterm:: zebra\n"
    write(two, book=shared, leaflet=shared, shared=twice)
    two.build(builder, warns=["'zebra' already has an entry"])
    write(two, shared=".. medterm:: zebra\n")
    two.build(builder)


def test_documents_that_begin_with_the_same_page(two: Project) -> None:
    """A manual has appendices, and the same pages as an article have none."""
    write(two, book=f"A :medterm:`zebra`.\n\n{USED}", leaflet=f":orphan:\n\n{GLOSSARY}")
    page = "book"
    two.conf = {
        "latex_documents": [
            (page, "leaflet.tex", "T", "A", "howto"),
            (page, "book.tex", "T", "A", "manual"),
        ],
        "latex_appendices": ["leaflet"],
    }
    assert counts(two, "latex") == [[1, 1], [1, 0]]


def test_no_document(two: Project, builder: str) -> None:
    """A build may make none at all."""
    write(two, book="A :medterm:`zebra`.", leaflet=GLOSSARY)
    two.conf = documents()
    two.build(builder, check=False)


def test_a_list_of_notes_in_another_document(two: Project, builder: str) -> None:
    """Sphinx lists the notes of all documents in each."""
    two.conf |= {"extensions": ["sphinx_medterm", "sphinx.ext.todo"], "todo_include_todos": True}
    note = ".. todo::\n\n   Ask about :medterm:`zebra`.\n"
    write(two, book=f"{note}\n.. medterm:: zebra\n", leaflet=f"{USED}\n.. todolist::\n")
    assert counts(two, builder) == [[1, 0], [1, 0]]


def test_documents_after_edits(two: Project) -> None:
    """Entries follow the pages of each document from build to build."""
    word = "A :medterm:`zebra`.\n\n"
    write(two, book=f"{word}{GLOSSARY}", leaflet=f"{word}{GLOSSARY}")
    assert counts(two, "latex") == [[1, 1], [1, 1]]
    write(two, leaflet=f"{word}{USED}")
    assert counts(two, "latex") == [[1, 1], [1, 0]]
    write(two, book=word)
    built = two.build("latex", check=False)
    assert "is in another document" in "".join(built.warnings)


@pytest.mark.parametrize("builder", ["latex", "texinfo"])
def test_an_appendix_is_a_page(two: Project, builder: str) -> None:
    """The first name on it is linked, and its own settings count."""
    write(two, book=f"A zebra and a zebra.\n\n{USED}", leaflet="A zebra and a zebra.\n")
    two.conf |= documents("book") | {
        "latex_appendices": ["leaflet"],
        "texinfo_appendices": ["leaflet"],
        "medterm_autolink": "first",
    }
    link = {"latex": r"\\hyperref\[[^]]*medterm-zebra", "texinfo": r"@ref\{[^}]*zebra\}"}[builder]
    file = BUILDERS[builder].format("book")
    assert len(re.findall(link, two.build(builder).text(file))) == 2
    two.write({"leaflet.rst": ":medterm-autolink: all\n\nleaflet\n=======\n\nA zebra, a zebra.\n"})
    assert len(re.findall(link, two.build(builder).text(file))) == 3


def test_a_title_shows_the_label_of_an_entry_in_its_document(two: Project) -> None:
    """An empty link of Markdown in a heading, which another page quotes; also in the second one."""
    glossary = "```{medterm:glossary}\n```\n"
    text = f"# On [](#zebra)\n\n```{{toctree}}\nsecond\n```\n\n{glossary}"
    two.write({"leaflet.md": text, "second.md": "# Second\n\n{doc}`leaflet`\n"})
    write(two, book="Text.")
    two.conf |= {"extensions": ["sphinx_medterm", "myst_parser"]}
    assert r"\DUrole{doc}{On Zebra}" in two.build("latex").text("leaflet.tex")


@pytest.mark.parametrize("builder", ["latex", "texinfo"])
def test_each_of_several_documents_is_as_if_it_were_the_only_one(
    builder: str, tmp_path: Path
) -> None:
    """Whatever the pages and the data say."""
    starts = ["index", "a", "b"]

    @seed(1)
    @settings(max_examples=settings().max_examples // 20)
    @given(
        pages=st.fixed_dictionaries(page_texts),
        some=st.fixed_dictionaries({"ant": terms, "bee": terms}),
        more=st.fixed_dictionaries({"dog": terms}),
    )
    def law(pages: dict[str, str], some: dict[str, Any], more: dict[str, Any]) -> None:
        project = EditedProject(Path(tempfile.mkdtemp(dir=tmp_path)))
        for page, text in pages.items():
            project.edit_page(page, text)
        project.edit_page(
            "a", f"{pages['a']}\n\n.. toctree::\n\n   b\n   d\n\n.. medterm:glossary::\n"
        )
        project.files[0].terms, project.files[1].terms = some, more
        project.write_data()
        file = BUILDERS[builder]
        together = project.build(builder, check=False, **documents(*starts))
        for start in starts:
            alone = project.build(builder, check=False, **documents(start))
            assert together.text(file.format(start)) == alone.text(file.format(start))

    law()
