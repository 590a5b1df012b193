"""Codes and relations of single senses, as entries show them in every format."""

from __future__ import annotations

import zipfile

import pytest

from .conftest import TITLES, Project
from .test_builders import plain
from .test_entries import entry, words

TERMS = """\
terms:
  pipe:
    codes: ["ZZ:0"]
    related: [cellar]
    senses:
      tube:
        subject_field: plumbing
        definition: a long tube
        plain_definition: a tube
        scope_note: not a hose
        examples: [a drain pipe]
        codes:
          - {system: HP, code: "0001903", match: exact, display: Tube, version: "7"}
          - {system: HP, code: "0001892", match: narrow}
          - HP:0001744
        narrower: [drain, pipe-of-lead]
      smoke:
        definition: a thing to smoke with
        contrast: [cigar]
        broader: [gear]
        see_also: [cellar]
  whole:
    codes: [{system: HP, code: "0001744", match: exact}, "HP:0001892"]
    senses:
      one: {definition: the only sense, related: [cigar]}
  drain: {definition: a pipe for waste, broader: [pipe]}
  pipe-of-lead: {label: lead pipe, definition: an old pipe}
  cigar: {definition: rolled leaves}
  gear: {definition: things in use}
  cellar: {definition: a room below}
"""
TUBE = """\
plumbing: a long tube
In plain words: a tube
Scope: not a hose
Examples:
a drain pipe
Narrower: drain, lead pipe
Codes: HP:0001903 (Tube, version 7, exact match), HP:0001892 (narrower match), HP:0001744\
"""
SMOKE = "a thing to smoke with\nContrast: cigar\nBroader: gear\nSee also: cellar"
FILES = {
    "html": "index.html",
    "dirhtml": "index.html",
    "singlehtml": "index.html",
    "epub": "index.xhtml",
    "latex": "p.tex",
    "text": "index.txt",
    "man": "p.1",
    "texinfo": "p.texi",
    "xml": "index.xml",
    "pseudoxml": "index.pseudoxml",
}
OPTIONS = {
    "": (True, True),
    ":hide: codes": (True, False),
    ":hide: relations": (False, True),
    ":hide: definition": (False, False),
    ":show: definition": (False, False),
    ":show: definition, codes": (False, True),
    ":show: definition, relations": (True, False),
    ":audience: plain": (True, False),
}


@pytest.fixture
def senses(project: Project) -> Project:
    """Give a project with all terms in a glossary, and the first in many forms."""
    forms = "\n".join(
        f".. medterm:: pipe\n   :no-index:\n   {option}\n\n" for option in OPTIONS if option
    )
    quiet = {"suppress_warnings": ["medterm.audience"]}
    project.conf = {**TITLES, **quiet, "project": "P", "copyright": "2026, nobody"}
    project.write(
        {
            "terms.yaml": TERMS,
            "index.rst": "Page\n====\n\n.. toctree::\n\n   forms\n\n.. medterm:glossary::\n",
            "forms.rst": f"Forms\n=====\n\n{forms}",
        }
    )
    return project


@pytest.mark.parametrize("builder", FILES)
def test_each_format_shows_them_below_the_definition(senses: Project, builder: str) -> None:
    """In the order of the entry, before what belongs to the term as a whole."""
    senses.write({"forms.rst": "Forms\n=====\n\nNone.\n"})
    built = senses.build(builder, nitpicky=True)
    if builder == "epub":
        with zipfile.ZipFile(built.out / "P.epub") as book:
            text = book.read(FILES[builder]).decode()
    else:
        text = built.text(FILES[builder])
    shown = plain(text, "html" if builder == "epub" else builder)
    place = shown.index("a long tube")
    for part in (
        *("Narrower", "lead pipe", "0001903", "exact match", "0001892", "0001744"),
        *("smoke with", "Contrast", "Broader", "See also", "Related", "ZZ 0"),
    ):
        place = shown.index(part, place)


def test_lines_of_a_sense(senses: Project) -> None:
    """A match that is not written is not shown, and one that is, is."""
    built = senses.build()
    pipe = entry(built, "pipe")
    assert words(pipe.select("#medterm-pipe--tube")[0]) == TUBE
    assert words(pipe.select("#medterm-pipe--smoke")[0]) == SMOKE
    assert words(pipe.select(".medterm-relations")[0]) == "Related: cellar"
    assert words(pipe.select(".medterm-codes")[0]) == "Codes: ZZ 0"
    links = [link["href"] for link in pipe.select("#medterm-pipe--tube a:not(.headerlink)")]
    assert links[:3] == [
        "#medterm-drain",
        "#medterm-pipe-of-lead",
        "https://purl.obolibrary.org/obo/HP_0001903",
    ]
    whole = words(entry(built, "whole"))
    assert whole.endswith(
        "the only sense\nRelated: cigar\nCodes (2)\nCodes: HP:0001744 (exact match), HP:0001892"
    )


def test_the_other_side_names_the_term(senses: Project) -> None:
    """Whichever of its senses has the relation, and once if both sides say so."""
    built = senses.build()
    shown = {key: words(entry(built, key)) for key in ("drain", "cigar", "gear", "cellar")}
    assert shown["drain"].endswith("Broader: pipe")
    assert shown["cigar"].endswith("Contrast: pipe\nRelated: whole")
    assert shown["gear"].endswith("Narrower: pipe")
    assert shown["cellar"].endswith("Related: pipe")  # ``see_also`` has no other side


def test_they_are_hidden_with_the_sections_of_their_kind(senses: Project) -> None:
    """And with the definition that they stand below."""
    entries = senses.build().html("forms.html").select("div.medterm-entry")
    shown = {
        option: (
            bool(one.select(".medterm-sense-relations")),
            bool(one.select(".medterm-sense-codes")),
        )
        for option, one in zip([option for option in OPTIONS if option], entries, strict=True)
    }
    assert shown == {option: ties for option, ties in OPTIONS.items() if option}


def test_a_card_shows_none_of_them(senses: Project) -> None:
    """No more than of the codes and relations of a term."""
    senses.write({"forms.rst": "Forms\n=====\n\n:medterm:`pipe` and :medterm:`pipe#tube`\n"})
    cards = senses.build(medterm_cards="full").html("forms.html").select(".medterm-card")
    assert cards
    assert not [card for card in cards if "HP" in card.get_text() or "drain" in card.get_text()]


def test_a_glossary_of_used_terms_has_what_a_sense_leads_to(senses: Project) -> None:
    """Its broader terms and those that it contrasts with, but not the narrower ones."""
    senses.write(
        {
            "index.rst": "Page\n====\n\n.. toctree::\n\n   forms\n\n.. medterm:glossary::\n"
            "   :used:\n",
            "forms.rst": "Forms\n=====\n\n:medterm:`pipe`\n",
        }
    )
    entries = senses.build().html().select("div.medterm-entry")
    keys = ["medterm-cellar", "medterm-cigar", "medterm-gear", "medterm-pipe"]
    assert [one["id"] for one in entries] == keys


@pytest.mark.parametrize(
    ("old", "new", "written"),
    [
        ("HP:0001744\n        narrower", "HP:0001750\n        narrower", {"forms", "index"}),
        ("match: narrow", "match: broad", {"forms", "index"}),
        ("[drain, pipe-of-lead]", "[drain]", {"forms", "index"}),
        ("related: [cigar]", "related: [gear]", {"index"}),
    ],
)
def test_pages_follow_an_edit(senses: Project, old: str, new: str, written: set[str]) -> None:
    """Only those are written that show what has changed, and none is read."""
    senses.build()
    assert old in TERMS
    senses.write({"terms.yaml": TERMS.replace(old, new)})
    after = senses.build()
    assert (after.read, set(after.written)) == ([], written)
    clean = senses.build(out="clean", doctrees="clean-doctrees")
    for page in ("index.html", "forms.html"):
        assert after.text(page) == clean.text(page)
