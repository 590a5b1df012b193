"""Names that should no longer be used: what builds report, and what they never write."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import Build, Project

TERMS = """\
terms:
  seizure:
    definition: a sudden event
    synonyms: [{label: fit, status: STATUS}]
    abbreviations: [{label: FT, status: STATUS}, SZ]
  fever:
    definition: "heat, with :medterm:abbr:`seizure` and :medterm:abbr:`SZ`"
    abbreviations: [{label: PYR, status: STATUS}]
"""
OLD, USABLE = TERMS.replace("STATUS", "deprecated"), TERMS.replace("STATUS", "admitted")
GLOSSARY = "\n\n.. medterm:glossary::\n"
INDEX = f"Page\n====\n\n:medterm:`fit` and fit\n\n.. toctree::\n\n   a\n   b\n{GLOSSARY}"
PAGES = {
    "index.rst": INDEX,
    "a.rst": "A\n=\n\nText.\n\nA seizure,\nor fit.\n\n:medterm:abbr:`FT`\n",
    "b.rst": "B\n=\n\nFits and a seizure: :medterm:long:`fit`\n",
}
FOUND = [
    "b.rst:4: WARNING: 'fit', mentioned 2 times on 2 pages, should no longer be used (write 'sei",
    "a.rst:9: WARNING: 'FT' should no longer be used (write 'SZ')",
]
IN_TEXT = [
    "a.rst:7: WARNING: 'fit', mentioned 4 times on 3 pages, should no longer be used",
    "a.rst:9: WARNING: 'FT' should no longer be used",
    "b.rst:4: WARNING: 'Fits' should no longer be used",
]


@pytest.fixture
def old(project: Project) -> Project:
    """Give a project with names that should no longer be used."""
    project.write({"terms.yaml": OLD, **PAGES})
    return project


def test_findings_follow_the_status_and_every_build_has_them(old: Project) -> None:
    """Nothing is read again, and a build without changes says the same."""
    old.build(warns=FOUND)
    assert old.build(warns=FOUND).read == []
    old.write({"terms.yaml": USABLE})
    assert old.build(warns=[]).read == []
    old.write({"terms.yaml": OLD.replace("deprecated", "superseded")})
    assert old.build(warns=FOUND).read == []


@pytest.mark.parametrize("parallel", [0, 2])
@pytest.mark.parametrize("autolink", ["off", "all"])
def test_running_text_is_searched_if_it_is_asked_for(
    old: Project, parallel: int, autolink: str
) -> None:
    """A change of the status changes the findings without reading a page."""
    warns = IN_TEXT
    options: dict[str, Any] = {"medterm_deprecated_in_text": True, "medterm_autolink": autolink}
    built = old.build(parallel=parallel, warns=warns, **options)
    links = built.html("a.html").select("a.medterm-auto")
    assert [link.get_text() for link in links] == (["seizure", "fit"] if autolink == "all" else [])
    assert old.build(parallel=parallel, warns=warns, **options).read == []
    old.write({"terms.yaml": USABLE})
    assert old.build(parallel=parallel, warns=[], **options).read == []
    old.write({"terms.yaml": OLD})
    assert old.build(parallel=parallel, warns=warns, **options).read == []


def test_a_line_that_moves_is_told_where_it_is(old: Project) -> None:
    """Although the text is the same."""
    options: dict[str, Any] = {"medterm_deprecated_in_text": True, "check": False}
    old.build(**options)
    old.write({"a.rst": "A\n=\n\n.. a comment\n\n" + PAGES["a.rst"].partition("\n\n")[2]})
    (moved,) = (line for line in old.build(**options).warnings if "4 times on 3" in line)
    assert "a.rst:9: WARNING" in moved


def test_searching_running_text_changes_no_page(old: Project) -> None:
    """Pages are the same with and without it."""
    plain = old.build(out="plain", check=False)
    options: dict[str, Any] = {"medterm_deprecated_in_text": True}
    searched = old.build(out="searched", doctrees="other", check=False, **options)
    for name in ("index.html", "a.html", "b.html"):
        assert plain.text(name) == searched.text(name)


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (":medterm:abbr:`seizure`", "seizure (SZ)"),
        (":medterm:abbr:`FT`", "seizure (SZ)"),
        (":medterm:abbr:`FTs`", "seizures (SZs)"),
        (":medterm:abbr:`seizure` :medterm:abbr:`FT`", "seizure (SZ) SZ"),
        (":medterm:full:`FT`", "seizure (SZ)"),
        (":medterm:short:`seizure`", "SZ"),
        (":medterm:short:`FT`", "FT"),
        (":medterm:long:`FT`", "seizure"),
        (":medterm:`FT`", "FT"),
        (":medterm:abbr:`the old FT <FT>`", "the old FT"),
    ],
)
def test_no_reader_is_taught_an_old_abbreviation(
    page: Build, project: Project, written: str, shown: str
) -> None:
    """The roles that write an abbreviation out take one that should be used."""
    project.write({"terms.yaml": OLD})
    built = page(written + GLOSSARY, suppress_warnings=["medterm.deprecated"])
    assert built.one("section > p").get_text() == shown


@pytest.mark.parametrize("kind", ["abbr", "full", "short"])
def test_a_term_with_old_abbreviations_only_has_none_to_show(
    page: Build, project: Project, kind: str
) -> None:
    """The label is shown, and the warning says why."""
    project.write({"terms.yaml": OLD})
    warning = "the term 'fever' has no abbreviation that should be used; its name is shown"
    built = page(f":medterm:{kind}:`fever`{GLOSSARY}", warns=[warning])
    assert built.one("section > p").get_text() == "fever"


def test_entries_and_cards_write_no_old_abbreviation_out(page: Build, project: Project) -> None:
    """Their texts follow the same rule, at the first use and after it."""
    data = OLD.replace("abbr:`SZ`", "abbr:`FT`")
    project.write({"terms.yaml": data})
    built = page(f":medterm:`fever`{GLOSSARY}", suppress_warnings=["medterm.deprecated"])
    for selector in ("#medterm-fever .medterm-definition", "#medterm_card-fever"):
        assert "heat, with seizure (SZ) and SZ" in built.one(selector).get_text()


@pytest.mark.parametrize("scope", ["document", "section", "project"])
def test_a_first_use_may_be_asked_for_by_an_old_abbreviation(project: Project, scope: str) -> None:
    """It counts as a use of the one that is shown, on all pages."""
    text = ":medterm:abbr:`{}`\n"
    pages = {name: f"{name}\n=\n\n" + text.format(one) for name, one in (("a", "FT"), ("b", "SZ"))}
    project.write({"terms.yaml": OLD, "index.rst": INDEX.replace(":medterm:`fit` and fit", "")})
    project.write({f"{name}.rst": page for name, page in pages.items()})
    built = project.build(medterm_first_use=scope, suppress_warnings=["medterm.deprecated"])
    shown = [built.one("section > p", f"{name}.html").get_text() for name in pages]
    assert shown == ["seizure (SZ)", "SZ" if scope == "project" else "seizure (SZ)"]
