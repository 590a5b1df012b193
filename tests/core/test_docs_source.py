"""Records of a data file, cut out as the docs show them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from medterm_source import NotFoundError, excerpt
from medterm_words import WIDTH

DEMO = (Path(__file__).parents[2] / "docs" / "terms.yaml").read_text(encoding="utf-8")
DATA: dict[str, Any] = yaml.load(DEMO, yaml.BaseLoader)  # noqa: S506  (it makes texts only)
RECORDS = [
    (section, key) for section in ("sources", "word_parts", "terms") for key in DATA[section]
]

TEXT = """\
# a comment
"terms": # of the section

  # a heading
  anemia:   # of the record
    label: Anemia

    # on the definition
    definition: |
      A *list*:

      # not a comment

    codes:
    - HP:1
    - HP:2


  # ------ another heading
  bleeding: {definition: loss of blood}
  "sickle cell": &one
      definition: >-
        two
        lines
# a last comment

sources:
 book: {title: A,
   year: 2001}
"""


@pytest.mark.parametrize(("section", "key"), RECORDS)
def test_every_record_of_the_demo_means_what_it_means_in_the_file(section: str, key: str) -> None:
    """What is shown is a data file with this record and no other."""
    shown = excerpt(DEMO, section, key)
    assert yaml.load(shown, yaml.BaseLoader) == {section: {key: DATA[section][key]}}  # noqa: S506
    assert " ".join(shown.split()).removeprefix(f"{section}: ") in " ".join(DEMO.split())


@pytest.mark.parametrize(("section", "key"), RECORDS)
def test_folded_texts_of_the_demo_fit_a_page(section: str, key: str) -> None:
    """Texts are wrapped; a line that is longer is a field with its value."""
    long = [line for line in excerpt(DEMO, section, key).split("\n") if len(line) > WIDTH]
    assert all(": " in line or line.lstrip().startswith("- ") for line in long), long


def test_texts_are_wrapped_where_that_changes_nothing() -> None:
    """Paragraphs, lists and texts that keep their lines stay as they are written."""
    words = "word" + " word" * 30
    text = f"a:\n  b:\n    c: >-\n      {words}\n      {words}\n    d: |\n      {words}\n"
    text += f"    e: >-\n      {words}\n\n      {words}\n    f: x\n"
    shown = excerpt(text, "a", "b")
    assert yaml.safe_load(shown) == yaml.safe_load(text)
    lines = shown.split("\n")
    assert max(map(len, lines[: lines.index("    d: |")])) <= WIDTH
    assert lines[lines.index("    d: |") :] == text.split("\n")[5:]


@pytest.mark.parametrize(("section", "key"), RECORDS)
def test_every_field_of_the_demo_can_be_shown_alone(section: str, key: str) -> None:
    """A field that is asked for is shown with its value, and no other."""
    record = DATA[section][key]
    for field in record:
        shown = yaml.load(excerpt(DEMO, section, key, [field]), yaml.BaseLoader)  # noqa: S506
        assert shown == {section: {key: {field: record[field]}}}


def test_fields_inside_of_others_can_be_shown() -> None:
    """Each mapping on the way to them is shown once."""
    names = ["senses.marrow.definition", "senses.marrow.figures", "senses.fixation"]
    shown = excerpt(DEMO, "terms", "extramedullary", names)
    senses = DATA["terms"]["extramedullary"]["senses"]
    marrow = {name: senses["marrow"][name] for name in ("definition", "figures")}
    expected = {"marrow": marrow, "fixation": senses["fixation"]}
    assert yaml.load(shown, yaml.BaseLoader) == {  # noqa: S506
        "terms": {"extramedullary": {"senses": expected}}
    }
    with pytest.raises(NotFoundError, match="marrow has no 'figure'"):
        excerpt(DEMO, "terms", "extramedullary", ["senses.marrow.figure"])


@pytest.mark.parametrize(
    ("section", "key", "first", "last", "lines"),
    [
        ("terms", "anemia", "  anemia:   # of the record", "    - HP:2", 12),
        ("terms", "bleeding", "  bleeding: {definition: loss of blood}", "", 1),
        ("terms", "sickle cell", '  "sickle cell": &one', "        lines", 4),
        ("sources", "book", " book: {title: A,", "   year: 2001}", 2),
    ],
)
def test_records_are_shown_as_they_are_written(
    section: str, key: str, first: str, last: str, lines: int
) -> None:
    """Quotes, braces, comments and any indentation stay; what parts records does not."""
    head, *shown = excerpt(TEXT, section, key).splitlines()
    assert head in ('"terms": # of the section', "sources:")
    assert shown[0] == first
    assert shown[-1] == (last or first)
    assert len(shown) == lines


def test_fields_are_shown_in_the_order_in_which_they_are_named() -> None:
    """The page decides what comes first; blank lines and comments of the block stay in it."""
    assert excerpt(TEXT, "terms", "anemia", ["codes", "definition"]).splitlines()[1:] == [
        "  anemia:   # of the record",
        "    codes:",
        "    - HP:1",
        "    - HP:2",
        "    definition: |",
        "      A *list*:",
        "",
        "      # not a comment",
    ]


@pytest.mark.parametrize(
    ("section", "key", "fields", "message"),
    [
        ("term", "anemia", [], r"the data file has no 'term' \(did you mean 'terms'\?\)"),
        ("parts", "anemia", [], r"the data file has no 'parts' \(it has terms, sources\)"),
        ("terms", "anaemia", [], r"terms has no 'anaemia' \(did you mean 'anemia'\?\)"),
        ("terms", "anemia", ["code"], r"anemia has no 'code' \(did you mean 'codes'\?\)"),
        ("terms", "anemia", ["label", "xy"], r"anemia has no 'xy' \(it has label, def"),
        ("terms", "bleeding", ["definition"], "bleeding is written in braces"),
    ],
)
def test_what_is_not_there_is_reported_with_a_hint(
    section: str, key: str, fields: list[str], message: str
) -> None:
    """The message names what lacks the name, and what may have been meant."""
    with pytest.raises(NotFoundError, match=message):
        excerpt(TEXT, section, key, fields)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the data file is empty"),
        ("# nothing\n", "the data file is empty"),
        ("terms: [", r"the data file is not YAML: .*line \d"),
        ("terms: \x07", "the data file is not YAML"),
        ("- terms", "the data file is not a mapping, so it has no 'terms'"),
        ("terms:\n", "terms is not a mapping, so it has no 'a'"),
        ("terms: [a]\n", "terms is not a mapping, so it has no 'a'"),
        ("{terms: {a: b}}\n", "the data file is written in braces, so 'terms' cannot be cut out"),
        ("terms: {a: b}\n", "terms is written in braces, so 'a' cannot be cut out"),
    ],
)
def test_files_of_another_kind_are_reported(text: str, message: str) -> None:
    """Whatever the file holds, the message says why nothing can be cut out of it."""
    with pytest.raises(NotFoundError, match=message):
        excerpt(text, "terms", "a")
