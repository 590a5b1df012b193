"""The words of the docs' reference: help texts, members, custom properties and commands."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping
from typing import Annotated, Any, Literal

import pytest
from docutils import nodes
from docutils.core import publish_doctree
from hypothesis import example, given
from hypothesis import strategies as st
from medterm_records import (
    default_in_words,
    description_in,
    record_id,
    shorthand,
    type_in_words,
)
from medterm_words import (
    Nodes,
    UndescribedError,
    as_rest,
    commands,
    expect_words,
    inline,
    listed,
    properties_set,
    properties_used,
    table,
)
from pydantic import Field

from sphinx_medterm.records import model, record, term_file, texts

Piece = tuple[str, str]


def pieces(made: Iterable[nodes.Node]) -> list[Piece]:
    """Return nodes as pairs of their type and text, with texts side by side as one."""
    found: list[Piece] = []
    for node in made:
        name, text = type(node).__name__, node.astext()
        if found and name == found[-1][0] == "Text":
            name, text = "Text", found.pop()[1] + text
        if text:
            found.append((name, text))
    return found


def words(made: Nodes) -> str:
    """Return the text of nodes."""
    return "".join(node.astext() for node in made)


# ---------------------------------------------------------------------- help texts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("plain words", [("Text", "plain words")]),
        ("two\n  lines", [("Text", "two lines")]),
        ("`one`", [("literal", "one")]),
        ("``two``", [("literal", "two")]),
        ("`a`s and ``b*``", [("literal", "a"), ("Text", "s and "), ("literal", "b*")]),
        ("the *word* here", [("Text", "the "), ("emphasis", "word"), ("Text", " here")]),
        ("`*.yaml` or `*`", [("literal", "*.yaml"), ("Text", " or "), ("literal", "*")]),
        ("2 * 3 * 4", [("Text", "2 * 3 * 4")]),
        ("a*b*c", [("Text", "a*b*c")]),
        ("a lone ` backtick", [("Text", "a lone ` backtick")]),
        ("`uneven``", [("Text", "`uneven``")]),
        ("` blank `", [("Text", "` blank `")]),
    ],
)
def test_help_texts_have_literals_and_emphasis(text: str, expected: list[Piece]) -> None:
    """Backticks and asterisks are markup where they enclose something, and signs elsewhere."""
    assert pieces(inline(text)) == expected


SIGNS = st.sampled_from([*"`*_|:@<>[]\\.-+#=()'\"/aZ19 ", "``", "::", "..", "i.", "http://a", "é"])


@given(st.lists(SIGNS, max_size=12).map("".join))
@example("`x`s")
@example("* an item")
@example("1. a sentence")
@example("A. Name")
@example(".. note:: no")
@example(":show: no field")
@example("ends so::")
@example("a_ `b`_ |c| [1]_ __ d@e.org https://e.org")
@example("ends with \\")
@example("----")
def test_help_texts_mean_the_same_as_restructuredtext(text: str) -> None:
    """Whatever a help text holds, Sphinx shows in it what the tables of the reference show."""
    parsed = publish_doctree(as_rest(text), settings_overrides={"report_level": 5})
    expected = pieces(inline(text))
    if not expected:
        assert not parsed.children
        return
    (paragraph,) = parsed.children
    assert isinstance(paragraph, nodes.paragraph)
    assert pieces(paragraph.children) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [(["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b or c")],
)
def test_words_are_listed_as_in_a_sentence(given: list[str], expected: str) -> None:
    """Commas part all words but the last two."""
    assert listed(given, "or") == expected


def test_a_table_has_its_heads_cells_and_widths() -> None:
    """Rows, cells and widths come out as they were given."""
    made = table(("A", "B"), [[inline("`x`"), inline("y")], [inline("z"), []]], (30, 70))
    assert [spec["colwidth"] for spec in made.findall(nodes.colspec)] == [30, 70]
    rows = [[cell.astext() for cell in row.children] for row in made.findall(nodes.row)]
    assert rows == [["A", "B"], ["x", "y"], ["z", ""]]
    assert [len(list(part.findall(nodes.row))) for part in made[0][2:]] == [1, 2]


# ---------------------------------------------------------------------- what must have words


@pytest.mark.parametrize(
    ("found", "described", "message"),
    [
        ("ab", "ab", None),
        ("abc", "b", "things: not described: a, c$"),
        ("a", "abc", "things: described, but not there: b, c$"),
        ("ab", "bc", "things: not described: a; described, but not there: c$"),
    ],
)
def test_words_and_code_must_match(found: str, described: str, message: str | None) -> None:
    """All that lacks words, or whose code has gone, is named at once."""
    if message is None:
        expect_words("things", found, described)
        return
    with pytest.raises(UndescribedError, match=message):
        expect_words("things", found, described)


SHEET = """\
/* --medterm-old: 1px; var(--medterm-old) */
.a { --medterm-gap: 1rem; --medterm-mix:
    color-mix(in srgb, red 5%, blue); color: var(--medterm-color, red) }
@media print { .a { --medterm-gap: 2rem; --medterm-last: 0 } .b { margin: var( --medterm-gap) } }
"""


def test_properties_are_read_with_their_first_values() -> None:
    """A default is the first value, not that of a later rule for paper, nor one in a comment."""
    assert properties_set(SHEET) == {
        "--medterm-gap": "1rem",
        "--medterm-mix": "color-mix(in srgb, red 5%, blue)",
        "--medterm-last": "0",
    }


def test_properties_that_are_looked_for_are_found() -> None:
    """With and without a value to fall back on; not in comments."""
    assert properties_used(SHEET) == {"--medterm-color", "--medterm-gap"}


# ---------------------------------------------------------------------- commands


def described(parser: argparse.ArgumentParser) -> str:
    """Return the description of a command."""
    return "\n".join(commands(parser))


@pytest.mark.parametrize(
    ("names", "options", "expected"),
    [
        (["-q", "--quiet"], {"action": "store_true"}, "-q, --quiet"),
        (["--level"], {}, "--level LEVEL"),
        (["-o", "--out-file"], {}, "-o OUT_FILE, --out-file OUT_FILE"),
        (["-o", "--out"], {"metavar": "FILE"}, "-o FILE, --out FILE"),
        (["--as"], {"choices": ["a", "b"]}, "--as {a,b}"),
        (["--size"], {"nargs": 2, "metavar": ("W", "H")}, "--size W H"),
        (["file"], {}, "file"),
        (["file"], {"metavar": "FILE", "nargs": "+"}, "FILE"),
        (["kind"], {"choices": ["a", "b"]}, "{a,b}"),
    ],
)
def test_options_are_named_with_what_follows_them(
    names: list[str], options: dict[str, Any], expected: str
) -> None:
    """Names and values are those that ``--help`` shows."""
    parser = argparse.ArgumentParser(prog="tool")
    parser.add_argument(*names, help="what it does", **options)
    assert f".. option:: {expected}\n\n   \\ what it does\n" in described(parser)


def test_help_is_filled_in_as_argparse_does() -> None:
    """Placeholders are replaced, also those for percent signs, in help and descriptions."""
    parser = argparse.ArgumentParser(prog="tool")
    below = parser.add_subparsers(dest="command").add_parser(
        "sub", description="How %(prog)s works"
    )
    below.add_argument("--n", type=int, default=3, help="%(prog)s: 5%% of %(default)s")
    text = described(parser)
    assert "\\ tool sub\\: 5% of 3" in text
    assert "\\ How tool sub works" in text


def test_hidden_options_stay_hidden_and_others_must_have_help() -> None:
    """What ``--help`` hides is not described; what has no help is named."""
    parser = argparse.ArgumentParser(prog="tool")
    parser.add_argument("--secret", help=argparse.SUPPRESS)
    assert "secret" not in described(parser)
    parser.add_argument("--bare")
    with pytest.raises(UndescribedError, match="tool: bare has no help"):
        described(parser)


def test_commands_are_described_at_every_level_and_once() -> None:
    """Commands below commands have their program and usage; another name adds nothing."""
    parser = argparse.ArgumentParser(prog="tool")
    sub = parser.add_subparsers().add_parser("outer", aliases=["o"])
    inner = sub.add_subparsers().add_parser("inner")
    inner.add_argument("--x", help="an option")
    text = described(parser)
    programs = [line for line in text.splitlines() if line.startswith(".. program::")]
    assert programs == [
        f".. program:: {name}" for name in ("tool", "tool outer", "tool outer inner")
    ]
    assert "   tool outer inner [-h] [--x X]" in text


def test_examples_are_shown_as_they_are_written() -> None:
    """The lines after the title of an epilog are commands, which must not be filled."""
    parser = argparse.ArgumentParser(
        prog="tool", epilog="examples:\n  tool a  do a\n  tool b  do b"
    )
    assert ".. code-block:: text\n\n   tool a  do a\n   tool b  do b\n" in described(parser)


class Coloured(argparse.ArgumentParser):
    """A parser that writes in colours, as those of new Pythons do to a terminal."""

    def format_usage(self) -> str:
        """Write the usage in colours, and in lines of a terminal."""
        return "\x1b[1;34musage: \x1b[0m\x1b[1;35mtool\x1b[0m\n       [-h]\n"


def test_usage_is_one_line_without_colours() -> None:
    """What a terminal would show in colours and lines is plain text on one line."""
    parser = argparse.ArgumentParser(prog="tool")
    parser.add_subparsers(parser_class=Coloured).add_parser("sub")
    assert "::\n\n   tool [-h]\n" in described(parser)


# ---------------------------------------------------------------------- types of fields


@pytest.mark.parametrize(
    ("hint", "expected"),
    [
        (bool, "true or false"),
        (int, "whole number"),
        (str, "key"),
        (int | None, "whole number"),
        (texts.Line, "line of text"),
        (texts.Line | None, "line of text"),
        (texts.PictureFile, "name of a file"),
        (Annotated[texts.SoundFile | None, "a mark"], "name of a file"),
        (texts.Name | int | None, "name or whole number"),
        (Literal["a", "b", "c"], "a, b or c"),
        (tuple[texts.Name, ...], "list of: name"),
        (dict[str, tuple[int, ...]], "mapping from key to list of: whole number"),
        (Annotated[texts.Name, Field(description="x")], "name"),
        (Annotated[str, record.Ref("terms")], "key of a term"),
        (Annotated[int, "a mark"], "whole number"),
    ],
)
def test_types_are_put_in_words(hint: Any, expected: str) -> None:
    """Types are described as a data file has them, however they are composed."""
    assert words(type_in_words(hint)) == expected


def test_records_are_linked_to_their_sections() -> None:
    """The type of a field that holds a record leads to the section of that record."""
    text, link = type_in_words(tuple[model.Code, ...])
    assert text.astext() == "list of: "
    assert isinstance(link, nodes.reference)
    assert (link["refid"], link.astext()) == (record_id(model.Code), "Code")


@pytest.mark.parametrize("hint", [float, tuple[int, str], list[int], frozenset[str] | None])
def test_types_without_words_are_reported(hint: Any) -> None:
    """A type that nobody has put in words is named, and not passed over."""
    with pytest.raises(UndescribedError, match="no words for"):
        type_in_words(hint)


def test_keys_of_unknown_tables_are_reported() -> None:
    """A reference to records of a new table wants words for their keys."""
    other: Any = "glossaries"
    with pytest.raises(UndescribedError, match="no words for keys of glossaries"):
        type_in_words(Annotated[str, record.Ref(other)])


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (True, "true"),
        (False, "false"),
        ("exact", "exact"),
        (0, "0"),
        (2, "2"),
        (None, ""),
        ((), ""),
        ({}, ""),
        ("", ""),
    ],
)
def test_defaults_are_written_as_in_data_files(value: Any, expected: str) -> None:
    """A default that only stands for nothing is not worth a word."""
    assert default_in_words(value) == expected


def test_descriptions_may_come_with_the_type() -> None:
    """A field without a description has that of its type."""
    assert description_in(Annotated[str, "a mark", Field(description="words")]) == "words"
    assert description_in(Annotated[str, "a mark"]) == description_in(str) == ""


def test_short_forms_are_described() -> None:
    """What a text in place of a mapping stands for is told, if there is such a form."""
    assert shorthand(model.Source) == "Text instead of a mapping stands for `title`."
    assert "SYSTEM:CODE" in shorthand(model.Code)
    assert shorthand(term_file.TermFile) == ""


def test_short_forms_without_words_are_reported() -> None:
    """A record that takes a text apart in a new way wants words of its own."""

    class Split(record.Record):
        """A record with a short form of its own."""

        @classmethod
        def _from_text(cls, text: str, _context: Any) -> Mapping[str, Any]:
            return {"label": text}

    with pytest.raises(UndescribedError, match="no words for the short form of Split"):
        shorthand(Split)
