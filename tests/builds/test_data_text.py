"""Markup in data text: what is allowed, and that nothing else gets through."""

from __future__ import annotations

import json
from typing import Any

import pytest

from .conftest import Build, Built, Project


def shown(page: Build, project: Project, text: str, **options: Any) -> Built:
    """Build a page that shows a term with the given definition."""
    terms = {"x": {"definition": text}, "other": {"definition": "y"}}
    project.write({"terms.yaml": "", "terms.json": json.dumps({"terms": terms})})
    return page(".. medterm:glossary::\n", medterm_files=["terms.json"], **options)


@pytest.mark.parametrize(
    ("text", "selector", "content"),
    [
        ("an *important* word", "em", "important"),
        ("a **strong** word", "strong", "strong"),
        ("a ``literal`` word", "code", "literal"),
        ("H\\ :sub:`2`\\ O", "sub", "2"),
        ("10\\ :sup:`9`", "sup", "9"),
        (":math:`a^2`", ".math", "a^2"),
        (":abbr:`EMH (extramedullary hematopoiesis)`", "abbr", "EMH"),
        (":medterm:`other`", "a.medterm", "other"),
        (":medterm:`shown <other>`", "a.medterm", "shown"),
        (":ref:`the index <genindex>`", "a", "the index"),
        (":term:`other`", "a", "other"),
        ("a `word` set off", "em", "word"),
    ],
)
def test_allowed_markup(
    page: Build, project: Project, text: str, selector: str, content: str
) -> None:
    """A small part of reStructuredText."""
    built = shown(page, project, text, extensions=["sphinx_medterm", "sphinx.ext.mathjax"])
    found = built.one(f"#medterm-x .medterm-definition {selector}")
    assert content in found.get_text()


@pytest.mark.parametrize(
    ("builder", "file"),
    [("man", "p.1"), ("text", "index.txt"), ("latex", "p.tex"), ("xml", "index.xml")],
)
def test_long_forms_of_abbreviations_are_read_on_paper(
    page: Build, project: Project, builder: str, file: str
) -> None:
    """Where nothing shows them by itself, they stand in brackets."""
    pages = {"man_pages": [("index", "p", "P", "", "1")]}
    documents = {"latex_documents": [("index", "p.tex", "P", "", "manual")]}
    text = "see :abbr:`EMH (extramedullary)` there"
    built = shown(page, project, text, builder=builder, **pages, **documents)
    assert built.text(file).count("extramedullary") == 1


def test_numbers_stay_where_a_list_reads_as_a_sentence(page: Build, project: Project) -> None:
    """On a card, too, a text may begin with a number and a full stop."""
    terms = {"x": {"definition": "3. ventricle"}, "y": {"definition": "1. wash\n2. dry"}}
    project.write({"terms.yaml": "", "terms.json": json.dumps({"terms": terms})})
    built = page(
        ":medterm:def:`y`\n\n.. medterm:: x\n\n:medterm:`x`\n", medterm_files=["terms.json"]
    )
    assert built.one(".medterm-text-def").get_text() == "1. wash; 2. dry"
    assert "3. ventricle" in built.one("#medterm_card-x").get_text()
    assert built.one("#medterm-x ol")["start"] == "3"


def test_blank_lines_make_paragraphs(page: Build, project: Project) -> None:
    """A long definition may have several."""
    built = shown(page, project, "One.\n\nTwo.")
    assert [p.get_text() for p in built.html().select("#medterm-x .medterm-definition p")] == [
        "One.",
        "Two.",
    ]


def test_example_keeps_all_its_paragraphs(page: Build, project: Project) -> None:
    """Nothing of an example is lost."""
    terms = {"x": {"senses": {"a": {"definition": "y", "examples": ["One.\n\nTwo."]}}}}
    project.write({"terms.yaml": "", "terms.json": json.dumps({"terms": terms})})
    built = page(".. medterm:: x\n", medterm_files=["terms.json"])
    assert [p.get_text() for p in built.html().select(".medterm-examples li p")] == ["One.", "Two."]


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("see `WHO <https://www.who.int/>`_", "https://www.who.int/"),
        ("see https://www.who.int/.", "https://www.who.int/"),
        ("mail `us <mailto:a@example.org>`__", "mailto:a%40example.org"),
        ("mail a@example.org, please", "mailto:a%40example.org"),
    ],
)
def test_links_lead_out_of_entries(page: Build, project: Project, text: str, address: str) -> None:
    """With a text, or as bare addresses."""
    built = shown(page, project, text)
    assert built.one("#medterm-x .medterm-definition a")["href"] == address


def test_lists_stand_in_entries(page: Build, project: Project) -> None:
    """Bulleted and numbered ones, one inside another."""
    built = shown(page, project, "Signs:\n\n* pallor\n* fatigue\n\n  3. mild\n  4. severe\n\nEnd.")
    definition = built.one("#medterm-x .medterm-definition")
    assert [item.p.get_text() for item in definition.select("li")] == [  # type: ignore[union-attr]
        "pallor",
        "fatigue",
        "mild",
        "severe",
    ]
    assert definition.select_one("ul li ol[start='3']")
    assert [p.get_text() for p in definition.find_all("p", recursive=False)] == ["Signs:", "End."]


def test_lists_read_as_sentences_where_they_cannot_stand(page: Build, project: Project) -> None:
    """In cards, in brackets, in lists of conditions, and where a definition is quoted."""
    text = "Signs:\n\n* pallor\n* fatigue:\n\n  * mild\n  * severe\n\nEnd."
    sentence = "Signs: pallor; fatigue: mild, severe"
    term = {
        "definition": text,
        "plain_definition": text,
        "synonyms": [{"label": "y", "note": text}],
        "related_conditions": [{"label": "z", "note": text}],
        "translations": {"la": {"label": "w", "definition": text}},
    }
    project.write({"terms.yaml": "", "terms.json": json.dumps({"terms": {"x": term}})})
    built = page(
        ":medterm:`x` and :medterm:def:`x`\n\n.. medterm:: x\n", medterm_files=["terms.json"]
    )
    card = built.one("#medterm_card-x")
    plain = [f"In plain words: {sentence}", "End."]
    assert [p.get_text() for p in card.select("p")][1:5] == [sentence, "End.", *plain]
    assert built.one(".medterm-text-def").get_text() == sentence
    entry = built.one("#medterm-x").get_text()
    assert f"y ({sentence} End.)" in entry
    assert entry.count(f"{sentence} End.") == 2
    tie = built.one("#medterm-x .medterm-conditions li")
    assert [p.get_text() for p in tie.select("p")] == [f"z: {sentence}", "End."]


@pytest.mark.parametrize(
    ("text", "words", "faults"),
    [
        ("<script>alert(1)</script>", "alert(1)", ["HTML"]),
        ("a_ reference", "a reference", ["'a_' is a reference"]),
        ("[1]_ and |version| and _`target`", "[1] and |version| and target", ["", "", ""]),
        ("PEP 8 and RFC 2822", "PEP 8 and RFC 2822", []),
        ("50 % {x} %(y)s $z", "50 % {x} %(y)s $z", []),
        ("`x <javascript:alert(1)>`_", "x", ["only http, https and mailto"]),
        (".. raw:: html\n\n   <b>x</b>", "html x", ["a directive", "HTML"]),
    ],
)
def test_other_constructs_are_shown_as_their_words(
    page: Build, project: Project, text: str, words: str, faults: list[str]
) -> None:
    """References, substitutions, directives and HTML do nothing."""
    built = shown(page, project, text, warns=faults)
    definition = built.one("#medterm-x .medterm-definition")
    assert definition.get_text(strip=True) == words
    assert not definition.select("a, script, b, [id]")


@pytest.mark.parametrize(
    ("text", "message", "column", "left"),
    [
        (":raw-html:`<b>x</b>`", "the role 'raw-html' is not allowed in data text", 1, "x"),
        (":raw:`y <b>`", "the role 'raw' is not allowed", 1, "y"),
        ("see :download:`/etc/passwd`", "the role 'download' is not allowed", 5, "/etc/passwd"),
        ("an *open end", "* begins emphasized text, but nothing ends it", 4, "an *open end"),
        ("an ``open end", "`` begins literal text, but nothing ends it", 4, "an ``open end"),
        ("an `open end", "a backtick begins markup, but nothing ends it", 4, "an `open end"),
    ],
)
def test_refused_markup_is_shown_as_text_with_a_warning(
    page: Build, project: Project, text: str, message: str, column: int, left: str
) -> None:
    """The warning names its place in the data file."""
    built = shown(page, project, text, warns=[message])
    start = len('{"terms": {"x": {"definition": "')
    assert f"{project.src / 'terms.json'}:1:{start + column}: WARNING: " in built.warnings[0]
    assert "[medterm.markup]" in built.warnings[0]
    definition = built.one("#medterm-x .medterm-definition")
    assert left in definition.get_text()
    assert not definition.select("a, b, script")


def test_roles_of_the_page_are_not_available(page: Build, project: Project) -> None:
    """A role that a page defines, raw output above all, does not work in data text."""
    terms = {"x": {"definition": ":evil:`<b>x</b>`"}}
    project.write({"terms.yaml": "", "terms.json": json.dumps({"terms": terms})})
    built = page(
        ".. role:: evil(raw)\n   :format: html\n\n.. medterm:: x\n",
        medterm_files=["terms.json"],
        warns=["the role 'evil' is not allowed in data text"],
    )
    assert not built.html().select("#medterm-x b")


def test_plain_fields_are_never_parsed(page: Build, project: Project) -> None:
    """Labels, names and titles are text, whatever they look like."""
    evil = "*a* `b <javascript:c>`_ <i>d</i>"
    term = {
        "label": evil,
        "definition": "x",
        "synonyms": [evil],
        "sources": ["s"],
        "related_conditions": [{"label": evil, "relation": evil, "codes": [f"{evil}:{evil}"]}],
        "translations": {"la": {"label": evil}},
    }
    data = {"sources": {"s": {"title": evil}}, "terms": {"x": term}}
    project.write({"terms.yaml": "", "terms.json": json.dumps(data)})
    odd = ["is already the label", *2 * ["is read as something else in a mention"]]
    built = page(".. medterm:: x\n", medterm_files=["terms.json"], warns=odd)
    entry = built.one("#medterm-x")
    assert entry.get_text().count(evil) >= 5
    assert not entry.select("i, a[href^=javascript]")


def test_mention_in_data_text_warns_at_the_data_file(page: Build, project: Project) -> None:
    """The mistake is in the data, not on the page."""
    built = shown(page, project, ":medterm:`othr`", warns=["unknown term 'othr'"])
    assert f"{project.src / 'terms.json'}:1" in built.warnings[0]
