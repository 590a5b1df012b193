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
    "text",
    [
        "<script>alert(1)</script>",
        "see https://example.org/ or mail a@example.org",
        "a_ reference, [1]_ and |version| and _`target`",
        "PEP 8 and RFC 2822",
        "50 % {x} %(y)s $z",
    ],
)
def test_other_constructs_are_plain_text(page: Build, project: Project, text: str) -> None:
    """Addresses, references, substitutions and HTML stay what they are: text."""
    built = shown(page, project, text)
    definition = built.one("#medterm-x .medterm-definition")
    assert definition.get_text(strip=True) == text.replace("`", "`")
    assert not definition.select("a, script, [id]")


@pytest.mark.parametrize(
    ("text", "message", "left"),
    [
        (":raw-html:`<b>x</b>`", "the role 'raw-html' is not allowed in data text", "<b>x</b>"),
        (":raw:`<b>x</b>`", "the role 'raw' is not allowed", "<b>x</b>"),
        (":download:`/etc/passwd`", "the role 'download' is not allowed", "/etc/passwd"),
        ("`x <javascript:alert(1)>`_", "data text cannot hold links", "javascript:alert(1)"),
        ("an *open end", "Inline emphasis start-string without end-string", "an *open end"),
        ("an ``open end", "Inline literal start-string without end-string", "an ``open end"),
        ("an `open end", "without end-string", "an `open end"),
    ],
)
def test_refused_markup_is_shown_as_text_with_a_warning(
    page: Build, project: Project, text: str, message: str, left: str
) -> None:
    """The warning names the record's place."""
    built = shown(page, project, text, warns=[message])
    assert f"{project.src / 'terms.json'}:1: WARNING: " in built.warnings[0]
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
        "translations": {"la": {"label": evil, "definition": evil}},
    }
    data = {"sources": {"s": {"title": evil}}, "terms": {"x": term}}
    project.write({"terms.yaml": "", "terms.json": json.dumps(data)})
    built = page(".. medterm:: x\n", medterm_files=["terms.json"])
    entry = built.one("#medterm-x")
    assert entry.get_text().count(evil) >= 6
    assert not entry.select("i, a[href^=javascript]")


def test_mention_in_data_text_warns_at_the_data_file(page: Build, project: Project) -> None:
    """The mistake is in the data, not on the page."""
    built = shown(page, project, ":medterm:`othr`", warns=["unknown term 'othr'"])
    assert f"{project.src / 'terms.json'}:1" in built.warnings[0]
