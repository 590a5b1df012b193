"""Names on pages that should no longer be used, and former keys."""

from __future__ import annotations

from typing import Any

import pytest

from sphinx_medterm.ext.project.old_names import check_old_names
from sphinx_medterm.names.mentions import KINDS, NAMING_KINDS, Target

from .conftest import Project

DATA: dict[str, Any] = {
    "terms": {
        "seizure": {
            "definition": "x",
            "pronunciation": {"ipa": "i"},
            "etymology": "old",
            "synonyms": [{"label": "fit", "status": "deprecated"}],
            "abbreviations": [{"label": "FT", "status": "superseded"}, "SZ"],
            "forms": [{"label": "seizures", "number": "plural"}],
            "former_keys": ["ictus"],
        },
        "consumption": {
            "definition": "x",
            "status": "superseded",
            "replaced_by": "tb",
            "synonyms": ["wasting"],
            "abbreviations": ["CS"],
        },
        "tb": {"label": "tuberculosis", "senses": {"lung": "x"}},
    }
}
PROJECT = Project(data=DATA, pages={})


def told(project: Project) -> list[str]:
    """Tell the findings, each with its place."""
    return [
        f"{found.location}:{found.line}: {'note: ' if found.is_note else ''}{found.message}"
        f" ({found.hint})"
        for found in check_old_names(project.build())
    ]


@pytest.mark.parametrize("kind", sorted(NAMING_KINDS))
@pytest.mark.parametrize(
    ("name", "instead"),
    [
        ("fit", "seizure"),
        ("Fits", "seizure"),
        ("FT", "SZ"),
        ("FTs", "SZ"),
        ("consumption", "tuberculosis"),
        ("wasting", "tuberculosis"),
        ("CS", "tuberculosis"),
        ("seizure", ""),
        ("seizures", ""),
        ("SZs", ""),
        ("tb#lung", ""),
        ("unknown", ""),
    ],
)
def test_an_old_name_in_any_role_is_found(kind: str, name: str, instead: str) -> None:
    """Whatever the role shows: its author has used the name."""
    found = told(PROJECT.but_page(a=f"text\n\n:medterm:{kind}:`{name}`"))
    message = f"a:3: {name!r} should no longer be used (write {instead!r})"
    assert found == ([message] if instead else [])


@pytest.mark.parametrize(
    "kind", [name for name, kind in KINDS.items() if kind.target is not Target.TERM]
)
def test_roles_that_name_no_term_use_no_name(kind: str) -> None:
    """A code or word part may be called as an old name is."""
    assert told(PROJECT.but_page(a=f":medterm:{kind}:`fit`")) == []


@pytest.mark.parametrize(
    ("pages", "expected"),
    [
        (
            {"a": ":medterm:`fit` :medterm:abbr:`fit`\n\n:medterm:`this <fit>`"},
            ["a:1: 'fit', mentioned 3 times here, should no longer be used (write 'seizure')"],
        ),
        (
            {"b": ":medterm:`fit`", "a": "x\n\n:medterm:`fit`", "c": "x"},
            [
                "a:3: 'fit', mentioned 2 times on 2 pages, should no longer be used"
                " (write 'seizure')"
            ],
        ),
        (
            {"a": "x\n\n:std:term:`fit` :std:term:`x <fit>`", "b": ":any:`fit`"},
            [
                "a:3: 'fit', mentioned 3 times on 2 pages, should no longer be used"
                " (write 'seizure')"
            ],
        ),
        (
            {"a": ":std:term:`fit` :medterm:`fit`"},
            ["a:1: 'fit', mentioned 2 times here, should no longer be used (write 'seizure')"],
        ),
        (
            {"a": ":medterm:`Fit` :medterm:`fit`", "b": ":std:term:`FIT`"},
            [
                "a:1: 'Fit', mentioned 3 times on 2 pages, should no longer be used"
                " (write 'seizure')"
            ],
        ),
        ({"a": ":std:term:`Cold` :any:`seizure`"}, []),
        ({"a": ".. medterm:: fit\n\n.. medterm:: consumption"}, []),
        ({"a": ":medterm:`!fit` fit"}, []),
        (
            {"a": ":medterm:`ictus`\n\n.. medterm:: ictus", "b": ":medterm:`ictus`"},
            [
                "a:1: note: 'ictus', mentioned 3 times on 2 pages, is a former key of 'seizure'"
                " (write 'seizure')"
            ],
        ),
        (
            {"a": "x\n\n.. medterm:: ictus"},
            ["a:3: note: 'ictus' is a former key of 'seizure' (write 'seizure')"],
        ),
    ],
)
def test_a_name_is_told_once_with_the_number_of_its_uses(
    pages: dict[str, str], expected: list[str]
) -> None:
    """Directives that show an entry are not among them, except for former keys."""
    assert told(PROJECT.but(pages=pages)) == expected


def test_terms_of_other_glossaries_are_not_ours() -> None:
    """The role ``term`` leads to them first, in any case; without our terms, it finds none."""
    pages = {"a": ":std:term:`fit`"}
    elsewhere = PROJECT.but(pages=pages, std_terms={"Fit": ("a", "term-fit")})
    assert told(elsewhere) == []
    assert told(PROJECT.but(pages=pages).set(medterm_std_terms=False)) == []


TEXT = """\
Title of a fit
==============

A seizure, once
called a fit (FT); Fits
and *fits* with consumption.

:medterm:`!fit` and ``fit`` or a :medterm:`seizure`.

.. figure:: x.png

   A fit.
"""
IN_TEXT = [
    "a:5: 'FT' should no longer be used (write 'SZ')",
    "a:5: 'fit', mentioned 2 times here, should no longer be used (write 'seizure')",
    "a:5: 'Fits', mentioned 2 times here, should no longer be used (write 'seizure')",
    "a:6: 'consumption' should no longer be used (write 'tuberculosis')",
]


@pytest.mark.parametrize("autolink", ["off", "first", "all"])
@pytest.mark.parametrize("is_wanted", [False, True])
def test_running_text_is_searched_if_the_project_wants_it(autolink: str, is_wanted: bool) -> None:
    """Whether or not names in it are linked: titles, code and words with ``!`` are left out."""
    project = PROJECT.but_page(a=TEXT)
    project = project.set(medterm_autolink=autolink, medterm_deprecated_in_text=is_wanted)
    assert sorted(told(project)) == (sorted(IN_TEXT) if is_wanted else [])


def test_searching_running_text_links_nothing() -> None:
    """What is searched only for old names shows as much as before."""
    project = PROJECT.but_page(a=TEXT, b=".. medterm:glossary::\n   :used:\n")
    for wanted in (False, True):
        build = project.set(medterm_deprecated_in_text=wanted).build()
        assert build.prose == {}
        assert set(build.placement.entries) == {"seizure"}
