"""What the docs say in sentences about settings, options, classes, versions and numbers is true."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from docutils import nodes
from medterm_output import output_of
from medterm_words import below
from sphinx.cmd.build import get_parser

import sphinx_medterm
from sphinx_medterm.cli.main import parser
from sphinx_medterm.codes import BUILT_IN
from sphinx_medterm.ext.views.glossary_view import LONG_FROM
from sphinx_medterm.names.mentions import KINDS
from sphinx_medterm.names.word_lists import word_lists
from sphinx_medterm.termbase.config_values import CONFIG_VALUES
from tests.doc_blocks import DOCS, settings, trees
from tests.judges.demo import THEMES

PACKAGE = Path(sphinx_medterm.__file__).parent
CODE = "\n".join(
    file.read_text("utf-8") for kind in ("py", "js", "css") for file in PACKAGE.rglob(f"*.{kind}")
)
FORMS_OF_CLASSES = {"medterm_card_plain"}
OF_ROLES = {f"medterm-text-{name}" for name in KINDS}
OTHER_PROGRAMS = {"--upgrade"}
DEFAULTS = {
    "write/abbreviations": "medterm_first_use",
    "write/audiences": "medterm_audience",
    "write/automatic-links": "medterm_autolink",
    "write/cards": "medterm_cards",
    "write/mention": "medterm_mentions",
    "write/sections": "medterm_sources",
}
"""The settings whose values a page lists."""

NUMBERS = [
    ("index", "More than 50 systems", 50 < len(BUILT_IN.systems) < 100),
    ("write/abbreviations", "more than 100 Latin phrases", 100 < len(word_lists().phrases) < 150),
    (
        "write/abbreviations",
        "more than 750 nouns",
        750 < len({*word_lists().irregular, *word_lists().classical}) < 850,
    ),
    ("write/finding", "more than 100 terms", LONG_FROM == 100),
    ("reference/html", "more than 100 terms", LONG_FROM == 100),
    *(
        (page, "in five themes", len(THEMES) == 5)
        for page in ("build/look", "contributing", "demo")
    ),
    ("read/accessibility", "in the five themes", len(THEMES) == 5),
    ("read/entry", "for half a second", "const OPEN_AFTER = 500; // milliseconds" in CODE),
]
"""Numbers in sentences: the page, the words, and whether they are true."""


def literals() -> Iterator[tuple[str, str]]:
    """List the literals in the sentences of all pages, each with its page."""
    for page, tree in trees().items():
        for node in tree.findall(nodes.literal):
            yield page, node.astext()


def text_of(page: str) -> str:
    """Return the text of a page in one line."""
    return " ".join(trees()[page].astext().split())


def test_options_in_sentences_exist() -> None:
    """A literal that begins with an option names one of the tool, or one of Sphinx."""
    known = {*get_parser()._option_string_actions, *OTHER_PROGRAMS}
    known = known.union(*(command._option_string_actions for command in below(parser())))
    named = {
        (page, found[0])
        for page, text in literals()
        if (found := re.match(r"--(?!medterm-)[a-z][\w-]*|-[a-zA-Z](?![\w-])", text))
    }
    assert len(named) > 10
    assert {(page, name) for page, name in named if name not in known} == set()


def test_settings_in_sentences_exist() -> None:
    """Also those that are mentioned without a link."""
    known = settings() | FORMS_OF_CLASSES
    named = {
        (page, name)
        for page, text in literals()
        for name in re.findall(r"(?<![\w.-])medterm_[a-z_]*[a-z](?![\w-])", text)
    }
    assert len(named) > 5
    assert {(page, name) for page, name in named if name not in known} == set()


def test_classes_and_properties_in_sentences_exist() -> None:
    """In full, or as the name of a section, which gets the rest."""
    named = {
        (page, name)
        for page, text in literals()
        for name in re.findall(r"(?:^|(?<=[\w ]))(?:\.|--)(medterm-[a-z][a-z-]*[a-z])", text)
        if name not in OF_ROLES
    }
    assert len(named) > 40
    assert {
        (page, name)
        for page, name in named
        if name not in CODE and f'"{name.removeprefix("medterm-")}"' not in CODE
    } == set()


@pytest.mark.parametrize("page", DEFAULTS)
def test_the_value_that_a_page_calls_the_default_is_the_default(page: str) -> None:
    """The list has the values of the setting, and one of them is marked."""
    (value,) = (value for value in CONFIG_VALUES if value.name == DEFAULTS[page])
    marked = [
        item[0].astext()
        for item in trees()[page].findall(nodes.definition_list_item)
        if "This is the default" in item.astext()
    ]
    assert marked == [value.default]


def test_every_page_that_marks_a_default_is_looked_at() -> None:
    """In lists of values, and with these words."""
    marking = {
        page
        for page, tree in trees().items()
        for item in tree.findall(nodes.definition_list_item)
        if "This is the default" in item.astext()
    }
    assert marking == {*DEFAULTS}


@pytest.mark.parametrize(("page", "words", "true"), NUMBERS)
def test_numbers_in_sentences_are_true(page: str, words: str, true: bool) -> None:
    """A table or a constant of the code has changed, or the sentence."""
    assert words in text_of(page)
    assert true


def test_every_picture_on_a_page_is_described() -> None:
    """In Markdown pages, and outside the folder of pictures, too."""
    bare = {
        (page, image["uri"])
        for page, tree in trees().items()
        for image in tree.findall(nodes.image)
        if not image.get("alt", "").strip()
    }
    assert bare == set()


def test_messages_that_the_page_about_checks_quotes_are_printed() -> None:
    """Each explanation begins with the line of the file, and a part of what the check says."""
    printed = [
        output_of(["check", "terms.yaml"], DOCS / "samples" / "checking" / state)[1]
        for state in ("as-typed", "half-way")
    ]
    lines = "\n".join(printed).splitlines()
    lists = list(trees()["terms/check"].findall(nodes.definition_list))
    assert [len(one) for one in lists] == [8, 4]  # "eight typical mistakes", and what they hid
    for item in (item for one in lists for item in one.findall(nodes.definition_list_item)):
        straight = item[0].astext().translate({ord("\u2018"): "'", ord("\u2019"): "'"})
        line, words = straight.removeprefix("Line ").split(", ", 1)
        assert any(one.startswith(f"terms.yaml:{line}:") and words in one for one in lines), words
