"""Glossaries of chosen terms, of some letters, and with references to entries elsewhere."""

from __future__ import annotations

import re
import zipfile

import pytest

from .conftest import TITLES, Built, Project

DATA = """\
terms:
  bone: {definition: a part}
  bone-marrow: {label: bone marrow, definition: inside of a :medterm:`bone`}
  aml: {label: acute leukemia, definition: a disease}
  zebra: {label: Zebra, definition: an animal}
  two: {label: 2nd, definition: a number}
"""
INDEX = "I\n=\n\n.. toctree::\n\n   a\n   b\n"
ENTRY = "The bones\n=========\n\n.. medterm:: bone\n\n.. medterm:: aml\n"


def glossary(argument: str = "", **options: str) -> str:
    """Write a page with a glossary."""
    lines = [f"   :{option.replace('_', '-')}: {value}\n" for option, value in options.items()]
    return "".join([f"B\n=\n\n.. medterm:glossary:: {argument}\n", *lines])


@pytest.fixture
def bones(project: Project) -> Project:
    """Write a project whose first page has two entries."""
    project.write({"terms.yaml": DATA, "index.rst": INDEX, "a.rst": ENTRY})
    project.conf = {**TITLES}
    return project


def shown(built: Built, name: str = "b.html") -> list[str]:
    """List the letters, entries and references of a page."""
    selector = ".medterm-letter, .medterm-entry .medterm-label, .medterm-reference"
    return [one.get_text(" ", strip=True) for one in built.html(name).select(selector)]


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (glossary("zebra bone"), ["B", "bone", "Z", "Zebra"]),
        (glossary("bone marrow,\n   Zebra"), ["B", "bone marrow", "Z", "Zebra"]),
        (glossary(letters="A-B"), ["B", "bone marrow"]),
        (glossary(letters="#, z"), ["#", "2nd", "Z", "Zebra"]),
        (glossary("zebra bone two", letters="A-Y"), ["B", "bone"]),
        # The letter is in the title of such a page.
        (glossary(letters="Z"), ["Zebra"]),
        (
            glossary(letters="A-B", cross_references=""),
            ["A", "acute leukemia , see The bones", "B", "bone , see The bones", "bone marrow"],
        ),
        (
            glossary("bone zebra", cross_references=""),
            ["B", "bone , see The bones", "Z", "Zebra"],
        ),
        (glossary(letters="A-B", no_index=""), ["A", "acute leukemia", "B", "bone", "bone marrow"]),
    ],
)
def test_glossary_shows_the_terms_that_are_asked_for(
    bones: Project, page: str, expected: list[str]
) -> None:
    """By name, by letter, and those that have an entry elsewhere."""
    bones.write({"b.rst": page})
    assert shown(bones.build()) == expected


def test_links_lead_to_the_entry_elsewhere(bones: Project) -> None:
    """A chosen term is shown once more without an id, a reference is a link."""
    bones.write({"b.rst": glossary("bone zebra"), "c.rst": ":orphan:\n\n:medterm:`bone`\n"})
    built = bones.build()
    assert [e.get("id") for e in built.html("b.html").select(".medterm-entry")] == [
        None,
        "medterm-zebra",
    ]
    bones.write({"b.rst": glossary("bone zebra", cross_references="")})
    built = bones.build()
    assert built.one(".medterm-reference a", "b.html")["href"] == "a.html#medterm-bone"


def test_unknown_names_and_letters_are_reported(bones: Project) -> None:
    """At the directive, with what to write instead."""
    bones.write({"b.rst": glossary("bone marow, zebra", letters="A-Z, ABC, C-A")})
    built = bones.build(
        warns=[
            "b.rst:4: WARNING: 'ABC' is not a letter or a range of letters",
            "b.rst:4: WARNING: 'C-A' is not a letter or a range of letters",
            "b.rst:4: WARNING: unknown term 'bone marow'",
        ]
    )
    assert any("did you mean 'bone marrow'" in warning for warning in built.warnings)
    assert shown(built) == ["Z", "Zebra"]


def test_unknown_words_of_a_list_of_keys_are_named(bones: Project) -> None:
    """What separates names is seen when one of them is not known."""
    bones.write({"b.rst": glossary("bone zebra nonsense")})
    hint = "unknown term 'bone zebra nonsense' (no term has the name 'nonsense')"
    bones.build(warns=[hint])
    bones.write({"b.rst": "B\n=\n\n.. medterm:glossary:: bone\n\n   zebra\n   :no-index:\n"})
    hint = "unknown term ':no-index:' (write options before the names in the body)"
    bones.build(warns=[hint])


def test_glossary_of_letters_without_terms_is_reported(bones: Project) -> None:
    """With the reason."""
    bones.write({"b.rst": glossary(letters="X-Y")})
    built = bones.build(warns=["this glossary has no terms to show"])
    assert "no term without an entry elsewhere starts with these letters" in built.warnings[0]


EDITS: dict[str, dict[str, str]] = {
    "a title elsewhere": {"a.rst": ENTRY.replace("The bones", "Our bones")},
    "a label": {"terms.yaml": DATA.replace("label: Zebra", "label: Aardvark")},
    "the place of an entry": {"a.rst": ENTRY.replace(".. medterm:: bone", "None.")},
    "where a name ends": {"terms.yaml": DATA + "  x: {label: bone zebra, definition: new}\n"},
    "a chosen name": {"terms.yaml": DATA.replace("bone-marrow:", "marrow:")},
}


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize(
    "page",
    [
        glossary("bone zebra, bone-marrow"),
        glossary("bone zebra", cross_references=""),
        glossary(letters="A-C", cross_references=""),
    ],
)
def test_pages_follow_edits(bones: Project, page: str, edit: str) -> None:
    """After each edit they say what a clean build says."""
    bones.write({"b.rst": page})
    bones.build(check=False)
    bones.write(EDITS[edit])
    after = bones.build(check=False, parallel=2)
    clean = bones.build(out="clean", doctrees="d", check=False)
    main = "[role=main]"  # what Sphinx puts around it may hold an old title
    assert str(after.one(main, "b.html")) == str(clean.one(main, "b.html"))
    assert bones.build(check=False).written == []


FORMATS = ["html", "dirhtml", "singlehtml", "epub", "latex", "text", "man", "texinfo", "gettext"]


@pytest.mark.parametrize("builder", FORMATS)
def test_references_are_shown_in_every_format(bones: Project, builder: str) -> None:
    """With the title of the page."""
    bones.write({"b.rst": glossary("bone zebra", cross_references="")})
    built = bones.build(builder)
    files = {
        "html": "b.html",
        "dirhtml": "b/index.html",
        "singlehtml": "index.html",
        "latex": "p.tex",
        "text": "b.txt",
        "man": "p.1",
        "texinfo": "p.texi",
    }
    if builder == "epub":
        (file,) = built.out.glob("*.epub")
        text = zipfile.ZipFile(file).read("b.xhtml").decode()
    elif builder == "gettext":
        return  # it extracts nothing of another page
    else:
        text = built.text(files[builder])
    plain = re.sub(r"<[^>]*>|[\\{}*_]|sphinx\w*|emph", "", text)
    assert re.search(r"bone\S*, see\s+\W*(fI|pageref|)\W*The bones", plain), plain
