"""Laws of data text: on generated texts, our grammar and docutils say the same."""

from __future__ import annotations

import re
import unicodedata
from itertools import permutations, product

import pytest
from docutils.utils import punctuation_chars
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_medterm.data_text.parse import parse, parse_line
from sphinx_medterm.data_text.tree import DataText, Fault, ItemList, Paragraph, Span

from .docutils_reading import (
    ONE_LETTER,
    links,
    mentions,
    pieces_in,
    pieces_of,
    read,
    read_line,
    told,
    without_links,
)
from .pumping import ends

MANY = settings(max_examples=10 * settings().max_examples)
"""A text is read in less than a millisecond."""

# ---------------------------------------------------------------------- texts

SIGNS = [
    *("*", "**", "``", "`", "_", "__", "|", "_`", "\\", ":", "<", ">", "[", "]", "]_", "(", ")"),
    *('"', "'", "“", "”", "„", "‚", "‘", "’", "«", "»", "–", "¿", "·", "-", "/", ".", ",", ";"),
    *(" ", " ", " ", "\u00a0", "\u2009", "\n", "!", "#", "+", "+plural", "−", "°", "&", "~~", "@"),
]
WORDS = ["a", "b1", "é", "2", "mL", "cell", "E.", "α", "貧"]
STARTS = [
    *(
        ":medterm:`",
        ":MedTerm:`",
        ":medterm:abbr:`",
        ":medterm:DEF:`",
        ":medterm:code:`",
        ":term:`",
    ),
    *(":ref:`", ":abbr:`", ":abbreviation:`", ":emphasis:`", ":strong:`", ":literal:`", ":math:`"),
    *(":sub:`", ":Superscript:`", ":nope:`", ":sklearn:x:`", ":medterm:nope:`", ":a b:`", "::`"),
]
ENDS = [
    *("`:medterm:", "`:term:", "`:medterm:short:", "`:EMPHASIS:", "`:sub:", "`:nope:", "`_", "`__"),
    *(
        " <b>`",
        "<b#s>`",
        " <b +plural>`",
        " <https://a.example/b>`_",
        " <b_>`_",
        " <c@d.example>`__",
    ),
    *(" (b c)`", "|_", "``", "**"),
]
WHOLE = [
    *("*b*", "**b**", "``b``", "`b`", ":medterm:`c`", "`c`:term:", ":term:`c <d>`", "a_", "a__"),
    *(
        ":medterm:`!x`",
        ":medterm:`a <b#c +plain>`",
        "`c`_",
        "[1]_",
        "[#]_",
        "[*]_",
        "[Doe]_",
        "|b|",
    ),
    *(
        "https://a.example/b",
        "(https://a.example/b_c)",
        "mailto:a@b.example",
        "c@d.example",
        "http:",
    ),
    *("HTTPS://a.example", "http://", "ftp://a.example", "urn:a:b", "\\*", "\\ ", "\\\\", "\\`"),
    *(
        "`a <https://a.example>`_",
        "`a <http://>`_",
        "H:sub:`2`O",
        ":math:`\\frac{a}{2}`",
        "\\:term:`b`",
    ),
]
fragments = st.sampled_from([*SIGNS, *SIGNS, *WORDS, *WORDS, *STARTS, *ENDS, *WHOLE])
lines = st.lists(fragments, max_size=9).map("".join).map(str.strip)
"""Texts of pieces that are likely to get into each other's way."""

plain_lines = (
    st.lists(
        st.sampled_from([*WORDS, *[s for s in SIGNS if s not in "`<&[]_|~~"], "\\*", "*", " "]),
        max_size=9,
    )
    .map("".join)
    .map(str.strip)
)
short_lines = st.lists(st.sampled_from([*WORDS, " ", " ", *WHOLE, *SIGNS]), max_size=4).map("".join)
MARKS = [
    *(
        "",
        "",
        "",
        "* ",
        "- ",
        "+ ",
        "• ",
        "‣ ",
        "⁃ ",
        "1. ",
        "2. ",
        "3) ",
        "(1) ",
        "#. ",
        "*",
        "1.",
    ),
    *(
        "A. ",
        "b) ",
        "(c) ",
        "ii. ",
        "I. ",
        ".. ",
        ".. note:: ",
        ".. [1] ",
        ".. _a: ",
        ".. |a| ",
        "__ ",
    ),
    *(
        ":a: ",
        "-a  ",
        "--all  ",
        "/V  ",
        ">>> ",
        "| ",
        "> ",
        "# ",
        "===",
        "----",
        "=== ===",
        "+---+",
    ),
    *("a::", "::", "```", "|a|b|", "E. coli ", "5. ", "10. "),
]
INDENTS = ["", "", "", "", "  ", "  ", "   ", "    ", "\t"]
block_lines = st.builds("{}{}{}".format, *map(st.sampled_from, (INDENTS, MARKS)), short_lines)
blocks = st.lists(st.one_of(block_lines, st.just("")), max_size=7).map("\n".join).map(str.strip)
"""Texts of several lines, many of which look like the beginning of a block."""

LIST_MARKS = ["* ", "- ", "1. ", "2. ", "#. ", "", "  "]
list_lines = st.builds(
    "{}{}{}".format,
    st.sampled_from(["", "", "  ", "   ", "    "]),
    st.sampled_from(LIST_MARKS),
    st.sampled_from(["a", "*b*", ":medterm:`c`", "d e", "2"]),
)
lists = st.lists(st.one_of(list_lines, st.just("")), max_size=8).map("\n".join).map(str.strip)
"""Texts that are mostly lists, and many of them sound."""

_SCRIPTS = "sub|sup|subscript|superscript"
_EXTENSION = re.compile(
    rf"(?i)[^\W_]:(?:{_SCRIPTS}):`|`:(?:{_SCRIPTS}):`|:(?:{_SCRIPTS}):`[^`]*`[^\s\\.,;!?)\]]"
)
_LOOKS_FOREIGN = re.compile(
    r"`|\\[^\W_]|<[/!A-Za-z]|&[#\w]|\[|_|~~|^\s*(?:#|>|\|)|:\w+:|://|mailto:", re.MULTILINE
)
_LOOKS_LIKE_ITEM = re.compile(
    r"(?:^[ \t]*|: )(?:[-*+•‣⁃·–]|\(?(?:\w+|#)[.)])(?:\s|$)", re.MULTILINE
)


_ROLE_IN_A_WORD = re.compile(r"[^\s]:[\w.:+-]+:`")
_EMPTY_ITEM = re.compile(r"^[ \t]*(?:[-*+•‣⁃]|\(?(?:\w+|#)[.)])[ \t]*$", re.MULTILINE)
_BOTH_NUMBERS = re.compile(r"(?s)#\..*\d\.|\d\..*#\.")
_IN_OTHER_SCRIPTS = re.compile(
    r"(?i)://[^\s<>]*?(?:(?![a-z0-9])[^\W_]|[–−°·\u2009]|://)|[^\s]mailto:"
)


def uses_the_extension(text: str) -> bool:
    """Return whether a subscript or superscript touches a word, where docutils sees none."""
    return bool(_EXTENSION.search(text))


def has_other_links(text: str) -> bool:
    """Return whether an address has signs with which docutils ends it, as browsers show them."""
    return bool(_IN_OTHER_SCRIPTS.search(text))


def may_be_reported(text: str) -> bool:
    """Return whether what is plain for docutils looks like HTML, Markdown, a list, or a role."""
    return bool(_LOOKS_FOREIGN.search(text) or _LOOKS_LIKE_ITEM.search(text))


# ---------------------------------------------------------------------- the same as docutils


@MANY
@given(lines)
def test_mentions_in_a_line_are_those_of_docutils(text: str) -> None:
    """Law: no more and no fewer, each with the same role, title and target."""
    if uses_the_extension(text):
        return
    spans, faults = parse_line(text)
    is_same = mentions(pieces_of(spans)) == mentions(read_line(text).pieces)
    assert is_same or (faults and _ROLE_IN_A_WORD.search(text))


@MANY
@given(st.one_of(blocks, lists))
def test_mentions_in_blocks_are_those_of_docutils(text: str) -> None:
    """Law: in paragraphs and lists; what stands in another block is its words."""
    reading, ours = read(text), parse(text)
    if not (reading.others or uses_the_extension(text)):
        is_same = mentions(pieces_in(ours)) == mentions(reading.pieces)
        assert is_same or (ours.faults and _ROLE_IN_A_WORD.search(text))


@MANY
@given(lines)
def test_what_docutils_takes_for_markup_in_a_line_is_markup_or_reported(text: str) -> None:
    """Law: a line without fault shows the same as a page does."""
    spans, faults = parse_line(text)
    if faults or uses_the_extension(text) or has_other_links(text):
        return
    reading = read_line(text)
    assert reading.others == []
    ours = [("paragraph", pieces_of(spans))]
    assert without_links(ours) == without_links(reading.blocks)
    assert set(links(reading.pieces)) <= set(links(pieces_of(spans)))


@MANY
@given(st.one_of(blocks, lists))
def test_what_docutils_takes_for_a_block_is_one_or_reported(text: str) -> None:
    """Law: a text without fault has the same paragraphs and lists as on a page."""
    ours, reading = parse(text), read(text)
    is_other = ONE_LETTER in reading.others or any(
        pattern.search(text) for pattern in (_EMPTY_ITEM, _BOTH_NUMBERS, _IN_OTHER_SCRIPTS)
    )
    if ours.faults or uses_the_extension(text) or is_other:
        return
    # What docutils says of a list that ends without a blank line is no markup.
    assert set(reading.others) <= {"system_message"}
    assert without_links(told(ours)) == without_links(reading.blocks)


@MANY
@given(st.one_of(plain_lines, lines, blocks))
def test_plain_text_has_no_fault(text: str) -> None:
    """Law: what docutils takes for paragraphs of words is not reported, unless it looks foreign."""
    if read(text).is_plain and not may_be_reported(text):
        assert parse(text).faults == ()


@MANY
@given(lists)
def test_sound_lists_have_no_fault(text: str) -> None:
    """Law: nothing is said of lists that are lists for docutils, down to the second level."""
    reading = read(text)
    has_marks_in_text = any(
        re.search(r"(?:^|\s)(?:[-*]|[\d#]\.)\s", p.text) for p in reading.pieces
    )
    if not reading.others and not has_marks_in_text:
        assert parse(text).faults == ()


# ---------------------------------------------------------------------- signs around markup

_ALL = [chr(code) for code in range(0x20, 0x110000) if not 0xD800 <= code < 0xE000]
_LEFT_OUT = set("\\`*_|:<>[]\u2028\u2029\x1c\x1d\x1e\x85") | set(map(chr, range(0x7F, 0xA0)))


def _is_newer(sign: str) -> bool:
    """Return whether a sign may be newer than docutils' tables, which are of Unicode 5.2."""
    return unicodedata.ucd_3_2_0.category(sign) == "Cn" and sign not in _KNOWN


_KNOWN = frozenset(
    sign
    for table in (
        punctuation_chars.openers,
        punctuation_chars.closers,
        punctuation_chars.delimiters,
        punctuation_chars.closing_delimiters,
    )
    for sign in _ALL
    if re.match(f"[{table}]", sign)
)


@pytest.mark.parametrize("around", ["x{}*b* ", "*b*{}x ", "x{}``b`` ", ":medterm:`b`{}x "])
def test_markup_begins_after_and_ends_before_the_same_characters_as_in_docutils(
    around: str,
) -> None:
    """Law: our tables of openers, closers and delimiters are those of docutils."""
    signs = [sign for sign in _ALL if sign not in _LEFT_OUT and not _is_newer(sign)]
    signs = [sign for sign in signs if unicodedata.category(sign)[0] in "PSZ" or sign < "\u0250"]
    differing = []
    for start in range(0, len(signs), 500):
        some = signs[start : start + 500]
        text = "".join(around.format(sign) for sign in some)
        if _differs(text):
            differing += [sign for sign in some if _differs(around.format(sign))]
    assert differing == []


def test_signs_that_quote_a_start_string_are_those_of_docutils() -> None:
    """Law: a start-string between two quotes or brackets that belong together is text."""
    differing = []
    openers = punctuation_chars.openers.replace("\\", "")
    closers = punctuation_chars.closers.replace("\\", "")
    for opener in openers:
        text = "".join(f"x {opener}*{closer}b* " for closer in closers)
        if _differs(text):
            pairs = [f"x {opener}*{closer}b* " for closer in closers]
            differing += [pair for pair in pairs if _differs(pair)]
    assert differing == []


def _differs(text: str) -> bool:
    """Return whether the two see markup in different places."""
    ours, theirs = pieces_of(parse_line(text)[0]), read_line(text).pieces
    return [piece for piece in ours if piece.role] != [piece for piece in theirs if piece.role]


# ---------------------------------------------------------------------- nothing is lost

SHAPES = [
    *("{}", "{}", "*{}*", "**{}**", "``{}``", "`{}`", ":medterm:`{}`", ":term:`{}`", ":nope:`{}`"),
    *(":medterm:`{} <x>`", ":nope:`{} <x/y.html>`", "`{}`:sub:", "`{}`_", "{}_", "[{}]_", "_`{}`"),
    *(
        "|{}|",
        "*{}",
        "**{}",
        "``{}",
        "`{}",
        "{}`",
        "<b>{}</b>",
        "[{}](https://a.example)",
        "[[{}]]",
    ),
    *("__{}__", "_{}_", "~~{}~~", "![{}](x.png)", ":medterm:`!{}`", "`{} <https://a.example>`_"),
    *(
        "`{} <nowhere>`_",
        ":abbr:`{} ({})`",
        ":abbr:`{}`",
        "x:sub:`{}`",
        ":a:`{}`:b:",
        "({})",
        "“{}”",
    ),
    *("https://a.example/{}", "&nbsp;{}", "(a:medterm:`{}`)", "\\*{}", "<b>{}", "{} < {}", "{}&{}"),
]
OPENINGS = [
    *("", "", "", "* ", "- ", "1. ", "#. ", "A. ", "ii. ", ".. ", ".. note:: ", ".. image:: "),
    *(".. [1] ", ".. _", ".. |x| image:: ", ":", "-a  ", ">>> ", "| ", "> ", "# ", "  ", "    "),
    *("      * ", "```", "::\n\n  ", "=====\n", "----\n", "+---+\n| ", "=== ===\n"),
]


@st.composite
def texts_and_words(draw: st.DrawFn) -> tuple[str, list[str]]:
    """Make a text of many kinds of markup, in which each word is another."""
    words: list[str] = []
    made = []
    for opening in draw(st.lists(st.sampled_from(OPENINGS), min_size=1, max_size=5)):
        line = opening
        for shape in draw(st.lists(st.sampled_from(SHAPES), max_size=3)):
            count = shape.count("{}")
            new = [f"w{len(words) + number}w" for number in range(count)]
            words += new
            line += shape.format(*new) + draw(st.sampled_from([" ", " ", "", ", "]))
        made.append(line)
    return draw(st.sampled_from(["\n", "\n\n"])).join(made), words


def all_spans(text: DataText) -> list[Span]:
    """List the spans of all blocks, in order."""

    def of(blocks: tuple[Paragraph | ItemList, ...]) -> list[Span]:
        found: list[Span] = []
        for block in blocks:
            if isinstance(block, Paragraph):
                found += block.spans
            else:
                for item in block.items:
                    found += of(item)
        return found

    return of(text.blocks)


@MANY
@given(texts_and_words())
def test_no_word_is_lost_or_shown_twice(made: tuple[str, list[str]]) -> None:
    """Law: whatever is right or wrong with the markup, readers get all words."""
    text, words = made
    spans = all_spans(parse(text))
    shown = " ".join(span.text for span in spans)
    behind = " ".join(span.target for span in spans)
    assert [word for word in words if word not in shown and word not in behind] == []
    assert [word for word in words if shown.count(word) > 1] == []


@MANY
@given(st.one_of(lines, blocks, texts_and_words().map(lambda made: made[0])))
def test_places_are_in_the_text_and_in_order(text: str) -> None:
    """Law: spans do not overlap, and each fault has a place."""
    ours = parse(text)
    places = [place for span in all_spans(ours) for place in (span.start, span.end)]
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)
    assert all(0 <= fault.start <= len(text) for fault in ours.faults)
    assert all(fault.message for fault in ours.faults)


@MANY
@given(st.one_of(lines, blocks, lists))
def test_translators_get_a_line_that_reads_the_same(text: str) -> None:
    """Law: what stands in a catalogue is parsed to what the paragraph of the text is parsed to."""
    ours = parse(text)
    if ours.faults:
        return

    def check(blocks: tuple[Paragraph | ItemList, ...]) -> None:
        for block in blocks:
            if isinstance(block, Paragraph):
                assert "\n" not in block.source
                spans, faults = parse_line(block.source)
                assert (pieces_of(spans), faults) == (pieces_of(block.spans), ())
            else:
                for item in block.items:
                    check(item)

    check(ours.blocks)


@MANY
@given(st.one_of(lines, blocks))
def test_a_fault_is_told_once_at_its_place(text: str) -> None:
    """Law: a sign is not wrong in two ways, and no two faults are the same."""
    faults: tuple[Fault, ...] = parse(text).faults
    assert len(set(faults)) == len(faults)
    starts = [fault.start for fault in faults]
    assert len(set(starts)) == len(starts)


# ---------------------------------------------------------------------- linear work

SIZE = 40_000
PUMPS = [
    *(
        "*",
        "*a ",
        "**a ",
        "``a ",
        "`a ",
        "`",
        "_`a ",
        "|a ",
        "a_ ",
        "a__ ",
        "[1]_ ",
        "[",
        "<",
        "<b ",
        "</b>",
    ),
    *(
        "<!--",
        "&",
        "&a",
        "&#1",
        "\\",
        "\\ ",
        ":a",
        ":a:`",
        ":a:`b` ",
        ":sub:`2`",
        "x:sub:`",
        ":medterm:`a ",
        "(*)",
    ),
    *(
        "`a <",
        "`a <b",
        "`a <b>`_ ",
        "[a](",
        "[a](b) ",
        "![",
        "[[",
        "__a ",
        "_a_ ",
        "~~",
        "https://",
        "a@",
        "a@b.",
    ),
    *(
        "http://a ",
        "(",
        "((*",
        "* a\n",
        "* a\n\n",
        "1. a\n",
        "a\n",
        "a\n\n",
        "a\n  ",
        "A. a\n",
        ".. a\n",
        ":a: b\n",
    ),
    *(
        "> ",
        "> a\n",
        "# a\n",
        "| a\n",
        "+-",
        "=",
        "= ",
        "a\n=\n",
        "-",
        ">>> a\n",
        "a::\n\n  b\n\n",
        "```\n",
        "x",
    ),
    *(
        "-a  b\n",
        "a\n a\n",
        "i. a\n",
        "(",
        "\u00a0",
        " ",
        "\n",
        "\t",
        "<b>",
        "</",
        "&nbsp;",
        "`:a:",
        "`a`:b: ",
    ),
    *("– a\n", "x:\n– ", "1. a\n1. b\n", ": - a", ": - a - b", "mailto:a@b.c?body=%0D&"),
]
PAIRED = [
    "*a ",
    "`a ",
    "``",
    "<",
    "[a](",
    "|a ",
    ":a:`",
    "\\",
    "a\n",
    "* a\n",
    "\n",
    " ",
    "_`",
    "~~",
    "<!--",
]


@pytest.mark.parametrize("pump", dict.fromkeys(PUMPS))
def test_texts_of_one_piece_are_parsed_in_linear_time(pump: str) -> None:
    """However often it is repeated, in a line and in blocks, with and without an end."""
    row = pump * (SIZE // len(pump))

    def work() -> None:
        parse_line(f"`{row}*")
        parse(f"a {row}")
        parse(f"* {row}")

    assert ends(work)


@pytest.mark.long
@pytest.mark.parametrize("pump", ["@", "a@", ".@", "https://", "&a", "[[", "`a <"])
def test_very_large_texts_are_parsed_in_linear_time(pump: str) -> None:
    """Copying what is left of a text, or what was before, would show only here."""
    row = pump * (1_000_000 // len(pump))
    assert ends(lambda: parse(f"a {row}"))


@pytest.mark.long
def test_texts_of_two_pieces_are_parsed_in_linear_time() -> None:
    """One after the other, and in turn."""

    def work() -> None:
        for one, other in permutations(PAIRED, 2):
            half = SIZE // 8
            parse(one * (half // len(one)) + other * (half // len(other)))
            parse((one + other) * (half // len(one + other)))

    assert ends(work)


@pytest.mark.parametrize(
    ("mark", "step"), [*product(["* ", "1. ", "", ":a: "], [1, 2, 3]), ("a\n", 1)]
)
def test_deep_texts_are_parsed(mark: str, step: int) -> None:
    """Each line is indented deeper than the one above; there are no more levels than two."""
    text = "\n\n".join(" " * (step * depth) + mark + "a" for depth in range(2000))
    assert ends(lambda: parse(text))
