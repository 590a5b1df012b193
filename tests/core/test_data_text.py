"""The grammar of data text, construct by construct."""

from __future__ import annotations

import pytest

from sphinx_medterm.data_text.parse import parse, parse_line
from sphinx_medterm.data_text.tree import Fault, ItemList, Paragraph, Span, sentences

Piece = tuple[str, ...]
"""Role, text and, if there is one, target."""


def pieces(spans: tuple[Span, ...]) -> list[Piece]:
    """Tell the spans of a line in short; texts side by side are one."""
    made: list[Piece] = []
    for span in spans:
        if made and not made[-1][0] and not span.role:
            made[-1] = ("", made[-1][1] + span.text)
        else:
            made.append(
                (span.role, span.text, span.target) if span.target else (span.role, span.text)
            )
    return made


def in_a_line(text: str) -> list[Piece]:
    """Parse a line that has no fault."""
    spans, faults = parse_line(text)
    assert faults == ()
    return pieces(spans)


def shown(text: str) -> str:
    """Return the words that readers see of a text, its blocks one after the other."""
    return _words(parse(text).blocks)


def _words(blocks: tuple[Paragraph | ItemList, ...]) -> str:
    found = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found.append("".join(span.text for span in block.spans))
        else:
            found += [_words(item) for item in block.items]
    return " ".join(" ".join(found).split())


def outline(blocks: tuple[Paragraph | ItemList, ...]) -> list[object]:
    """Tell blocks in short: a text for a paragraph, ``(start, items)`` for a list."""
    return [
        "".join(span.text for span in block.spans)
        if isinstance(block, Paragraph)
        else (block.start, [outline(item) for item in block.items])
        for block in blocks
    ]


def the_fault(text: str) -> Fault:
    """Return the one fault of a text."""
    (fault,) = parse(text).faults
    return fault


# ---------------------------------------------------------------------- markup in a line


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", [("", "plain")]),
        ("an *important* word", [("", "an "), ("emphasis", "important"), ("", " word")]),
        ("a **strong** word", [("", "a "), ("strong", "strong"), ("", " word")]),
        ("a ``literal`` word", [("", "a "), ("literal", "literal"), ("", " word")]),
        ("a `word` set off", [("", "a "), ("emphasis", "word"), ("", " set off")]),
        (":emphasis:`a`", [("emphasis", "a")]),
        (":strong:`a`", [("strong", "a")]),
        (":literal:`a`", [("literal", "a")]),
        (":sub:`a`", [("sub", "a")]),
        (":subscript:`a`", [("sub", "a")]),
        (":sup:`a`", [("sup", "a")]),
        (":superscript:`a`", [("sup", "a")]),
        (r":math:`\frac{a}{2}`", [("math", r"\frac{a}{2}")]),
        (":abbr:`EU (European Union)`", [("abbr", "EU", "European Union")]),
        (":abbreviation:`EU (European Union)`", [("abbr", "EU", "European Union")]),
        (":abbr:`EU`", [("abbr", "EU")]),
        ("*a*, **b**; ``c``", [
            ("emphasis", "a"), ("", ", "), ("strong", "b"), ("", "; "), ("literal", "c"),
        ]),
        ("(*a*) “*b*” «*c*» –*d*–", [
            ("", "("), ("emphasis", "a"), ("", ") “"), ("emphasis", "b"), ("", "” «"),
            ("emphasis", "c"), ("", "» –"), ("emphasis", "d"), ("", "–"),
        ]),
        ("¿*a*? x·*b*·y", [
            ("", "¿"), ("emphasis", "a"), ("", "? x·"), ("emphasis", "b"), ("", "·y"),
        ]),
        ("*a b\nc*", [("emphasis", "a b c")]),
    ],
)  # fmt: skip
def test_markup_in_a_line(text: str, expected: list[Piece]) -> None:
    """Emphasis, literals, formulas, abbreviations, subscripts and superscripts."""
    assert [
        (role, " ".join(text.split()) if role else text, *rest)
        for role, text, *rest in in_a_line(text)
    ] == [(role, " ".join(text.split()) if role else text, *rest) for role, text, *rest in expected]


@pytest.mark.parametrize(
    ("text", "role", "title", "target"),
    [
        (":medterm:`bone marrow`", "medterm", "bone marrow", "bone marrow"),
        ("`bone marrow`:medterm:", "medterm", "bone marrow", "bone marrow"),
        (":MedTerm:`a`", "medterm", "a", "a"),
        ("`a`:MEDTERM:", "medterm", "a", "a"),
        (":medterm:term:`a`", "medterm", "a", "a"),
        (":medterm:`shown <key>`", "medterm", "shown", "key"),
        (":medterm:`shown <key#sense>`", "medterm", "shown", "key#sense"),
        (":medterm:`two\nlines <key>`", "medterm", "two lines", "key"),
        (":medterm:`a \\<b> <c>`", "medterm", "a <b>", "c"),
        (":medterm:abbr:`a`", "medterm:abbr", "a", "a"),
        ("`a`:medterm:SHORT:", "medterm:short", "a", "a"),
        (":Medterm:Def:`a`", "medterm:def", "a", "a"),
        # With a title, that is shown, whatever the role.
        ("`a <b>`:medterm:SHORT:", "medterm", "a", "b"),
        (":Medterm:Def:`a <b>`", "medterm", "a", "b"),
        (":medterm:part:`a <b->`", "medterm:part", "a", "b-"),
        (":medterm:code:`HP:0001978`", "medterm:code", "HP:0001978", "HP:0001978"),
        (":medterm:part:`a-`", "medterm:part", "a-", "a-"),
        (":term:`a`", "term", "a", "a"),
        ("`the a <a>`:Term:", "term", "the a", "a"),
        (":ref:`the page <label>`", "ref", "the page", "label"),
    ],
)  # fmt: skip
def test_mentions(text: str, role: str, title: str, target: str) -> None:
    """In both spellings, in any case, with a title of their own or without."""
    (span,), faults = parse_line(text)
    assert faults == ()
    assert (span.role, " ".join(span.text.split()), span.target) == (role, title, target)
    assert span.is_titled == (title != target)
    assert (span.start, span.end) == (0, len(text))


@pytest.mark.parametrize(
    ("text", "target", "options"),
    [
        (":medterm:`a +plural`", "a", ("plural",)),
        (":medterm:`b <a#s +plural +capital>`", "a#s", ("plural", "capital")),
        ("`a +plain`:medterm:def:", "a", ("plain",)),
        (":medterm:`a+plural`", "a+plural", ()),
        (":medterm:`a`", "a", ()),
    ],
)
def test_options_are_taken_off_the_names(text: str, target: str, options: tuple[str, ...]) -> None:
    """They are not part of what is mentioned."""
    (span,), _faults = parse_line(text)
    assert (span.target, span.options) == (target, options)


@pytest.mark.parametrize(
    "text", [":medterm:`!a b`", "`!a b`:medterm:", ":term:`!a b`", ":medterm:abbr:`!a b`"]
)
def test_an_exclamation_mark_makes_text_of_a_mention(text: str) -> None:
    """It is shown, and linked to nothing."""
    assert in_a_line(text) == [("unlinked", "a b")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("H:sub:`2`O", [("", "H"), ("sub", "2"), ("", "O")]),
        ("CO:sub:`2`", [("", "CO"), ("sub", "2")]),
        ("CO:sub:`2` and", [("", "CO"), ("sub", "2"), ("", " and")]),
        ("HCO:sub:`3`:sup:`−`", [("", "HCO"), ("sub", "3"), ("sup", "−")]),
        ("kg/m:sup:`2`", [("", "kg/m"), ("sup", "2")]),
        ("10:sup:`-3` mol", [("", "10"), ("sup", "-3"), ("", " mol")]),
        ("C:sub:`6`H:sub:`12`O:sub:`6`", [
            ("", "C"), ("sub", "6"), ("", "H"), ("sub", "12"), ("", "O"), ("sub", "6"),
        ]),
        (":sup:`14`C", [("sup", "14"), ("", "C")]),
        ("x:SUB:`i`", [("", "x"), ("sub", "i")]),
        ("x:superscript:`n`", [("", "x"), ("sup", "n")]),
        ("α:sub:`1`", [("", "α"), ("sub", "1")]),
        ("CO\\ :sub:`2`", [("", "CO"), ("sub", "2")]),
        ("H\\ :sub:`2`\\ O", [("", "H"), ("sub", "2"), ("", "O")]),
    ],
)  # fmt: skip
def test_subscripts_and_superscripts_may_touch_words(text: str, expected: list[Piece]) -> None:
    """Formulas and units are written without backslashes, and with them as before."""
    assert in_a_line(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (r"5 \* 3 \*a*", "5 * 3 *a*"),
        (r"\`a\`", "`a`"),
        (r"\:medterm\:", ":medterm:"),
        (r"a\\b", r"a\b"),
        (r"a\ b", "ab"),
        (r"\|a\|", "|a|"),
        (r"a\_", "a_"),
        (r"\[1]_", "[1]_"),
    ],
)
def test_a_backslash_takes_the_meaning_of_a_character_away(text: str, expected: str) -> None:
    """It disappears, and so does a space after it."""
    assert in_a_line(text) == [("", expected)]


def test_an_escaped_role_is_text() -> None:
    """What is left is a text in backquotes, as in docutils."""
    assert in_a_line(r"\:term:`a`") == [("", ":term:"), ("emphasis", "a")]


def test_a_backslash_in_a_literal_or_a_formula_stays() -> None:
    """There it means itself."""
    assert in_a_line(r"``a\b`` :math:`\alpha`") == [
        ("literal", r"a\b"),
        ("", " "),
        ("math", r"\alpha"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "E. coli is a bacterium",
        "A. flavus",
        "I. Smith",
        "p <0.05 and > 3",
        "p<0.05, p > 0.01",
        "HLA-A*02:01",
        "NC_000023.11:g.(31060227_31100351)_(33274278_33417151)dup",
        "g.(?_5064978)_(5067988_?)del",
        "p.(Trp24*), p.Trp24* or c.*1_*10del",
        "the BCR::ABL1 fusion; t(9;22)(q34;q11)",
        "nuc ish(ABL1,BCR)x2[200]",
        "2-[18F]fluoro, benzo[a]pyrene, poly[oxy(ethane-1,2-diyl)]",
        "[2H]C([2H])([2H])O and C[C@@H](O)c1ccc(cc1)[N+](=O)[O-]",
        "5'-ATG-3', Rh(D)+, Fy(a+b-), Na+/K+-ATPase",
        "<5 mg, <LLOQ and >ULN, <1 year, <head injury>",
        "HLA-B*27:05 and HLA-B*15:02",
        "5*3",
        "5 * 3 = 15",
        "a*b*c",
        "|r| > 0.5",
        "m² and H₂O",
        "a – b",
        "(*) and '*' and \"*\" and “*”",
        "snake_case and a__b",
        "AT&T, R & D",
        "50 % {x} %(y)s $z",
        "at 8:30: tea",
        "the ratio 1:2:3",
        "-5 degrees",
        "+1",
        "1.5 is a number",
        "PEP 8 and RFC 2822",
        "a [b] c, [1], [sic]",
        "{a}, <, >, <>, < b >",
        "#1 and 5 > 3",
    ],
)  # fmt: skip
def test_signs_that_are_no_markup_are_text(text: str) -> None:
    """Star alleles, p-values, absolute values, names of species and the like."""
    data = parse(text)
    reported = [fault.message for fault in data.faults if "|r|" not in text]
    assert reported == []
    assert outline(data.blocks) == [text]


# ---------------------------------------------------------------------- links


@pytest.mark.parametrize(
    ("text", "title", "address"),
    [
        ("`WHO <https://www.who.int>`_", "WHO", "https://www.who.int"),
        ("`WHO <https://www.who.int>`__", "WHO", "https://www.who.int"),
        ("`two words <http://a.example/b?c=d#e>`_", "two words", "http://a.example/b?c=d#e"),
        ("`write <mailto:a@b.example>`_", "write", "mailto:a@b.example"),
        ("`write <a@b.example>`_", "write", "mailto:a@b.example"),
        ("`<https://a.example/>`_", "https://a.example/", "https://a.example/"),
        ("https://a.example/b", "https://a.example/b", "https://a.example/b"),
        ("http://a.example", "http://a.example", "http://a.example"),
        ("mailto:a@b.example", "mailto:a@b.example", "mailto:a@b.example"),
        ("a@b.example", "a@b.example", "mailto:a@b.example"),
        *(
            (
                f"mailto:a@b.example?{rest}",
                f"mailto:a@b.example?{rest}",
                f"mailto:a@b.example?{rest}",
            )
            for rest in ("subject=a%20b", "Subject=a&body=b%0D%0Ac", "body=")
        ),
        ("https://a.example/b_(c)/", "https://a.example/b_(c)/", "https://a.example/b_(c)/"),
        ("https://a.example/A–é", "https://a.example/A–é", "https://a.example/A–é"),
    ],
)
def test_links(text: str, title: str, address: str) -> None:
    """With a title or without one, to pages and to mail boxes."""
    assert in_a_line(text) == [("link", title, address)]


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        ("see https://a.example/b.", "see ", "."),
        ("see https://a.example/b, or not", "see ", ", or not"),
        ("(https://a.example/b)", "(", ")"),
        ("<https://a.example/b>", "<", ">"),
        ("“https://a.example/b”", "“", "”"),
        ("https://a.example/b?", "", "?"),
        ("see https://a.example/b: it", "see ", ": it"),
        ("see https://a.example/b—it is", "see ", "—it is"),
        ("https://a.example/b，另见", "", "，另见"),
        ("«https://a.example/b»", "«", "»"),
    ],
)
def test_what_surrounds_an_address_is_not_part_of_it(text: str, before: str, after: str) -> None:
    """Punctuation at the end of a sentence, and brackets."""
    expected = [("", before), ("link", "https://a.example/b", "https://a.example/b"), ("", after)]
    assert in_a_line(text) == [piece for piece in expected if piece[1]]


@pytest.mark.parametrize(
    ("text", "start"),
    [
        ("`x <javascript:alert(1)>`_", 0),
        ("see `x <ftp://a.example>`_", 4),
        ("see `x <https://user:pass@a.example>`_", 4),
        ("see https://user:pass@a.example/", 4),
        ("see https://a.example:99999/", 4),
        ("`x <../page.html>`_", 0),
        ("`x <label_>`_", 0),
        *(
            (text.format(f"mailto:x@b.example?{headers}"), 0)
            for text in ("`x <{}>`_", "{}")
            for headers in ("bcc=c", "cc=c", "attach=c", "to=c", "subject=a&bcc=c", "a=b")
        ),
        ("`x <mailto:a@b.example?subject=a%0Abcc:c>`_", 0),
    ],
)
def test_faulty_addresses_are_reported_and_not_linked(text: str, start: int) -> None:
    """Their words are shown."""
    spans, faults = parse_line(text)
    assert [span.role for span in spans if span.role] == []
    assert start <= faults[0].start < len(text)
    assert "x" in "".join(span.text for span in spans)


@pytest.mark.parametrize(
    "text", ["ftp://a.example/b", "urn:isbn:123", "doi:10.1000/182", "http:", "a@"]
)
def test_what_is_no_address_is_text(text: str) -> None:
    """Other schemes, and halves of addresses."""
    spans, _faults = parse_line(text)
    assert pieces(spans) == [("", text)]


# ---------------------------------------------------------------------- what is refused in a line


@pytest.mark.parametrize(
    ("text", "words", "start"),
    [
        ("an :sklearn:`area <m/x.html>`", "an area", 3),
        ("an :nope:`area`", "an area", 3),
        (r"\a", "a", 0),
        (r"F/C=C\F", "F/C=CF", 5),
        (r"$\alpha$-synuclein", "$alpha$-synuclein", 1),
        (r"\textit{E. coli}", "textit{E. coli}", 0),
        (r"C:\temp and *a*", "C:temp and a", 2),
        ("an `area`:nope:", "an area", 3),
        (":raw:`x`", "x", 0),
        (":download:`/etc/passwd`", "/etc/passwd", 0),
        ("see :cite:`b`", "see b", 4),
        ("see :medterm:nope:`b`", "see b", 4),
        ("see word_", "see word", 4),
        ("see word__", "see word", 4),
        ("see `two words`_", "see two words", 4),
        ("a [1]_", "a [1]", 2),
        ("a [#]_", "a [#]", 2),
        ("a [Doe2001]_", "a [Doe2001]", 2),
        ("a _`b`", "a b", 2),
        ("see |x|", "see |x|", 4),
        ("an *open end", "an *open end", 3),
        ("an **open end", "an **open end", 3),
        ("an ``open end", "an ``open end", 3),
        ("an `open end", "an `open end", 3),
        ("an open` end", "an open` end", 7),
        ("a:medterm:`b`", None, 1),
        ("a<br/>b", "a b", 1),
        ("5&nbsp;mg", "5\u00a0mg", 1),
        ("a &amp; b", "a & b", 2),
        ("&#176;C", "°C", 0),
        ("see [WHO](https://who.int)", "see WHO", 4),
        ("see ![WHO](who.png)", "see WHO", 4),
        ("see [[b]]", "see b", 4),
        ("a __bold__ word", "a bold word", 2),
        ("an _italic_ word", "an italic word", 3),
        ("a ~~struck~~ word", "a struck word", 2),
    ],
)  # fmt: skip
def test_other_markup_is_reported_and_shown_as_its_words(
    text: str, words: str | None, start: int
) -> None:
    """At the place where it begins."""
    fault = the_fault(text)
    assert (fault.start, bool(fault.message)) == (start, True)
    assert words is None or shown(text) == " ".join(words.split())


@pytest.mark.parametrize(
    ("text", "words", "start"),
    [
        ("<b>bold</b>", "bold", 0),
        ("H<sub>2</sub>O", "H2O", 1),
        ('an <a href="https://a.example">area</a>', "an area", 3),
        ("<P>a</P>", "a", 0),
    ],
)
def test_html_is_reported_and_shown_as_its_words(text: str, words: str, start: int) -> None:
    """Where the element begins."""
    assert parse(text).faults[0].start == start
    assert shown(text) == words


@pytest.mark.parametrize("text", [":medterm:`a`:medterm:", ":nope:`a`:emphasis:", ":sub:`a`:sup:"])
def test_a_role_before_and_after_is_reported(text: str) -> None:
    """Nobody knows which of them is meant."""
    data = parse(text)
    assert data.faults
    assert "a" in shown(text)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("<b>x</b>", "write **text**"),
        ("H<SUB>2</SUB>O", "write :sub:`text`"),
        ("a<br/>b", "write a blank line between paragraphs"),
        ("<li>x</li>", "write a list"),
        ("<u>x</u>", "leave the tags out"),
        ("a :medtrem:`b`", "did you mean 'medterm'?"),
        ("a :medterm:abr:`b`", "did you mean 'medterm:abbr'?"),
        ("a :emphasise:`b`", "did you mean 'emphasis'?"),
        ("a :cite:p:`b`", "name the work in 'sources:'"),
        ("a :zzz:`b`", "readers see its words"),
        ("a {medterm}`b`", "write its name between colons"),
        ("a {medterm:abbr}`b`", "write its name between colons"),
        ("see `WHO <https://who.int>`", "write `text <https://…>`_"),
        ("**bold**text", "put a backslash and a space between them"),
        ("*E. coli*s", "put a backslash and a space between them"),
        ("an *open and *open", "put a backslash before it"),
        ("an *open end", "write * at its end as well"),
        ("an ``open end", "write `` at its end as well"),
        ("a **:medterm:`b`** c", "end the ** before it"),
        ("a *very ``b``* c", "end the * before it"),
        ("a\n\n  * b\n  * c", "align it with the others"),
    ],
)
def test_hints_say_what_to_write_instead(text: str, hint: str) -> None:
    """Whoever knows another markup learns that of data text from the message alone."""
    assert hint in parse(text).faults[0].hint


def test_html_comments_are_reported() -> None:
    """Readers do not see their signs."""
    fault = the_fault("a <!-- b --> c")
    assert fault.start == 2
    assert "<!--" not in shown("a <!-- b --> c")


@pytest.mark.parametrize("text", [r":math:`\input{x}`", ":math:`{`"])
def test_formulas_that_are_refused_are_shown_as_typed(text: str) -> None:
    """With the reason."""
    assert the_fault(text).start in range(len(text))
    assert shown(text) == text[7:-1]


def test_each_place_in_a_line_is_reported() -> None:
    """In order, wherever it is in the text."""
    text = "One *open.\n\nTwo `x`_ and |y| and\n[1]_."
    starts = [fault.start for fault in parse(text).faults]
    assert starts == [text.index(part) for part in ("*open", "`x`_", "|y|", "[1]_")]


# ---------------------------------------------------------------------- blocks


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  \n ", []),
        ("One.", ["One."]),
        ("One\nline.", ["One line."]),
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("One.\n \n\n\nTwo.\n", ["One.", "Two."]),
        ("* a\n* b", [(None, [["a"], ["b"]])]),
        ("- a\n- b", [(None, [["a"], ["b"]])]),
        ("+ a\n+ b", [(None, [["a"], ["b"]])]),
        ("• a\n• b", [(None, [["a"], ["b"]])]),
        ("‣ a", [(None, [["a"]])]),
        ("⁃ a", [(None, [["a"]])]),
        ("Signs:\n\n* a\n* b\n\nEnd.", ["Signs:", (None, [["a"], ["b"]]), "End."]),
        ("* a\n\n* b", [(None, [["a"], ["b"]])]),
        ("* a\n  goes on\n* b", [(None, [["a goes on"], ["b"]])]),
        ("* a\n\n  More.\n\n* b", [(None, [["a", "More."], ["b"]])]),
        ("*   a\n    goes on", [(None, [["a goes on"]])]),
        ("1. a\n2. b", [(1, [["a"], ["b"]])]),
        ("1) a\n2) b", [(1, [["a"], ["b"]])]),
        ("(1) a\n(2) b", [(1, [["a"], ["b"]])]),
        ("#. a\n#. b", [(1, [["a"], ["b"]])]),
        ("3. a\n4. b", [(3, [["a"], ["b"]])]),
        ("9. a\n10. b", [(9, [["a"], ["b"]])]),
        ("* a\n\n  * b\n  * c\n\n* d", [(None, [["a", (None, [["b"], ["c"]])], ["d"]])]),
        ("1. a\n\n   * b\n   * c\n\n2. d", [(1, [["a", (None, [["b"], ["c"]])], ["d"]])]),
        ("* a\n\n  1. b\n  2. c", [(None, [["a", (1, [["b"], ["c"]])]])]),
        ("* a\n\n1. b", [(None, [["a"]]), (1, [["b"]])]),
        ("* a\n\n- b", [(None, [["a"]]), (None, [["b"]])]),
        (r"\* a", ["* a"]),
        (r"1\. a", ["1. a"]),
        ("*a* b", ["a b"]),
        ("-a b", ["-a b"]),
    ],
)  # fmt: skip
def test_paragraphs_and_lists(text: str, expected: list[object]) -> None:
    """As in reStructuredText: a blank line before a list, items indented alike."""
    data = parse(text)
    assert data.faults == ()
    assert _in_one_line(outline(data.blocks)) == expected


def _in_one_line(value: object) -> object:
    if isinstance(value, str):
        return " ".join(value.split())
    if isinstance(value, list):
        return [_in_one_line(item) for item in value]
    return (value[0], _in_one_line(value[1])) if isinstance(value, tuple) else value


def test_items_hold_markup() -> None:
    """Mentions, links and all."""
    (found,) = parse("* see :medterm:`a <b>`\n* `c <https://d.example>`_").blocks
    assert isinstance(found, ItemList)
    lines = [block for item in found.items for block in item if isinstance(block, Paragraph)]
    assert [pieces(line.spans) for line in lines] == [
        [("", "see "), ("medterm", "a", "b")],
        [("link", "c", "https://d.example")],
    ]


def test_places_are_counted_from_the_beginning_of_the_text() -> None:
    """In the second paragraph and in items, too."""
    text = "One.\n\n* two *three*\n\n  :medterm:`four`"
    found: list[Span] = []
    for block in parse(text).blocks:
        lines = (
            [block] if isinstance(block, Paragraph) else [p for item in block.items for p in item]
        )
        found += [span for line in lines if isinstance(line, Paragraph) for span in line.spans]
    assert [text[span.start : span.end] for span in found if span.role] == [
        "*three*",
        ":medterm:`four`",
    ]


def test_translators_get_a_paragraph_on_one_line() -> None:
    """With its markup, and without the marks of lists."""
    first, second = parse("One *long*\nline.\n\n* a\n  b").blocks
    assert isinstance(first, Paragraph)
    assert isinstance(second, ItemList)
    (item,) = second.items[0]
    assert isinstance(item, Paragraph)
    assert (first.source, item.source) == ("One *long* line.", "a b")


REFUSED = {
    "directive": (".. note:: hi there", "hi there"),
    "directive with content": (".. note::\n\n   hi there", "hi there"),
    "comment": (".. hi there", "hi there"),
    "footnote": (".. [1] hi there", "hi there"),
    "citation": (".. [Doe] hi there", "hi there"),
    "target": (".. _hi: there", "there"),
    "substitution": (".. |x| replace:: hi there", "hi there"),
    "field list": (":dose: 5 mg", "5 mg"),
    "option list": ("-a  hi there", "hi there"),
    "long option": ("--all  hi there", "hi there"),
    "definition list": ("hi\n  there", "hi there"),
    "literal block": ("text::\n\n  hi there", "hi there"),
    "quoted literal block": ("text::\n\n> hi there", "hi there"),
    "doctest": (">>> hi there", "hi there"),
    "line block": ("| hi there", "hi there"),
    "block quote": ("Text.\n\n  hi there", "hi there"),
    "section title": ("hi there\n========", "hi there"),
    "title with overline": ("========\nhi there\n========", "hi there"),
    "transition": ("hi there\n\n------", "hi there"),
    "grid table": ("+----+-------+\n| hi | there |\n+----+-------+", "there"),
    "simple table": ("==  =====\nhi  there\n==  =====", "there"),
    "third level of lists": ("* a\n\n  * b\n\n    * hi there", "hi there"),
    "letters": ("a. hi\nb. there", "hi"),
    "capital letters": ("A) hi\nB) there", "there"),
    "roman numbers": ("i. hi\nii. there", "there"),
    "list without a blank line": ("Signs:\n* hi there\n* b", "hi there"),
    "numbers without a blank line": ("Signs:\n1. hi there\n2. b", "hi there"),
    "numbers that do not go on": ("1. hi there\n1. b\n1. c", "hi there"),
    "numbers with two signs": ("1. hi there\n2) b", "hi there"),
    "bullets of other programs": ("· hi there\n· b", "hi there; b"),
    "dashes": ("Signs:\n– hi there\n– b", "Signs: hi there; b"),
    "list in an item without a blank line": ("* a\n  * hi there", "a; hi there"),
    "item without a text": ("1. hi there\n2.\n3. b", "hi there"),
    "list in one line": ("Signs: - hi there - b", "hi there"),
    "list in one line, with stars": ("Signs: * hi there * b", "hi there"),
    "list that is all in one line": ("* hi there * b", "hi there"),
    "Markdown heading": ("# hi there", "hi there"),
    "Markdown quote": ("> hi there", "hi there"),
    "Markdown code in a line": ("```hi there``` is a word", "hi there"),
    "Markdown fence": ("```\nhi there\n```", "hi there"),
    "Markdown table": ("| hi | x |\n|----|---|\n| there | y |", "there"),
}
"""A text with the block, and words that readers see of it."""


@pytest.mark.parametrize(("text", "words"), REFUSED.values(), ids=REFUSED)
def test_other_blocks_are_reported_and_shown_as_their_words(text: str, words: str) -> None:
    """Whatever they are, nothing is lost, and nothing happens in silence."""
    data = parse(text)
    assert data.faults
    assert all(fault.message and 0 <= fault.start < len(text) for fault in data.faults)
    assert words in shown(text)


@pytest.mark.parametrize(("text", "words"), REFUSED.values(), ids=REFUSED)
def test_other_blocks_are_reported_where_they_stand(text: str, words: str) -> None:
    """After a paragraph, at an offset of the whole text; what follows is a paragraph again."""
    before, after = "A *first* one.\n\n", "\n\nA *last* one."
    data = parse(before + text + after)
    alone = parse(text)
    places = [fault.start for fault in alone.faults]
    assert [fault.start - len(before) for fault in data.faults][: len(places)] == places
    first, *_rest, last = data.blocks
    assert isinstance(first, Paragraph)
    assert isinstance(last, Paragraph)
    assert pieces(first.spans)[1] == ("emphasis", "first")
    assert pieces(last.spans)[1] == ("emphasis", "last")


@pytest.mark.parametrize(
    "text",
    [
        "he said\n– no",
        "on 12. May\nand\n13. June",
        "12. May\nand\n13. June",
        "see:\n– no",
        "5 * 3 * 2",
        "a - b - c",
        "one: a - b - c",
        "- one - the first",
        "pH: - 2 - 3",
        "a range: 5 - 6 - 7",
        "9 · 5 · 2",
    ],
)
def test_signs_that_begin_a_line_may_be_text(text: str) -> None:
    """One line alone, or numbers and signs that nobody takes for a list."""
    assert parse(text).faults == ()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("Signs:\n\n* a\n* b", ["Signs: a; b"]),
        ("Steps:\n\n1. a\n2. b\n\nMore.", ["Steps: 1. a; 2. b", "More."]),
        ("* a\n\n  3. b\n  4. c", ["a (3. b, 4. c)"]),
        ("3. ventricle", ["3. ventricle"]),
        ("* a.\n* b.", ["a. b."]),
    ],
)
def test_lists_read_as_sentences(text: str, sentence: list[str]) -> None:
    """Numbers stay, for other sentences may name them."""
    assert [
        "".join(p if isinstance(p, str) else "".join(span.text for span in p.spans) for p in line)
        for line in sentences(parse(text).blocks)
    ] == sentence


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("Signs:\n* a\n* b", "* a"),
        ("* a\n\n  * b\n\n    * c", "* c"),
        ("Text.\n\n  quoted", "quoted"),
        ("One.\n\n.. note:: two", ".. note"),
        ("One.\n\n:dose: 5 mg", ":dose:"),
        ("* a\n* `x`_", "`x`_"),
    ],
)
def test_faults_of_blocks_are_at_their_first_line(text: str, part: str) -> None:
    """The indentation in front of it may count, and nothing else."""
    start = parse(text).faults[0].start
    assert text[start : text.index(part)].strip() == ""
    assert start <= text.index(part)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("* a\n* b", "a; b"),
        (
            "found in\n\n* the spleen,\n* the liver, and\n* nodes.",
            "found in the spleen, the liver, and nodes.",
        ),
        ("by\n\n* 4, or\n* 400", "by 4, or 400"),
        ("* one;\n* two or\n* three", "one; two or three"),
        ("* a, brand\n* sector", "a, brand; sector"),
        ("* It hurts.\n* It swells.", "It hurts. It swells."),
        ("* one\n\n  more of it\n\n* two", "one. more of it; two"),
        ("* one:\n\n  * x\n  * y\n\n  more\n\n* two", "one: x, y. more; two"),
        ("* one\n\n  * x\n  * y\n\n  more\n\n* two", "one (x, y) more; two"),
    ],
)
def test_a_list_reads_as_a_sentence(text: str, said: str) -> None:
    """Items are parted by semicolons, unless they end with a sign or a word that joins them."""
    (sentence,) = sentences(parse(text).blocks)
    assert "".join(one if isinstance(one, str) else one.source for one in sentence) == said
