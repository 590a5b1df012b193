"""What strangers may write: data files, names of files, names of terms, texts, and pages."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any

from hypothesis import strategies as st

Strategy = st.SearchStrategy[str]

# ---------------------------------------------------------------------- characters

CONTROLS = [*map(chr, range(32)), "\x7f", "\x80", "\x85", "\x9f"]
DIRECTIONS = ["\u200e", "\u200f", "\u202a", "\u202e", "\u2066", "\u2067", "\u2069", "\u061c"]
ODD = [
    *("\ufeff", "\u200b", "\u200d", "\u2028", "\u2029", "\u00ad", "\ufffe", "\uffff", "\U0010ffff"),
    *("\u0300", "\u0301\u0302\u0303", "\ufe0f", "\U000e0001", "\u1160", "\u3164", "\ufffc"),
]
HALVES = ["\ud800", "\udfff", "\udc80"]
LETTERS = [
    *("a", "b1", "é", "α", "ß", "İ", "ı", "ſ", "ŉ", "貧", "血", "ﬁ", "Ǆ", "אב", "ب", "कि"),
    *("٢", "²", "½", "Ⅻ", "𝔘", "👩‍⚕️"),
]
WORDS = ["cell", "EMH", "Crohn", "T1", "anemia", "BRCA1", "IL-6", "pH", "κ-chain", "x" * 50]
characters = st.one_of(
    st.sampled_from([*LETTERS, *WORDS, " ", " ", "-"]),
    st.sampled_from([*ODD, *DIRECTIONS]),
    st.characters(codec="utf-8"),
)
any_characters = st.one_of(characters, st.sampled_from([*CONTROLS, *HALVES]))

# ---------------------------------------------------------------------- names

mention_parts = st.sampled_from(
    [
        *(
            "#",
            "<",
            ">",
            "!",
            "+",
            " +plural",
            " +plain",
            " +lower",
            "`",
            "\\",
            ":",
            "|",
            "*",
            "_",
            "/",
        ),
        *(
            "'s",
            "s",
            "es",
            "-",
            "–",
            "(",
            ")",
            "[",
            "]",
            ",",
            ";",
            ".",
            "&",
            "\u00a0",
            "  ",
            "medterm:",
        ),
    ]
)
names = st.lists(st.one_of(characters, mention_parts), max_size=8).map("".join)
long_names = st.builds(lambda part, times: part * times, names, st.sampled_from([50, 400, 3000]))


def name() -> Strategy:
    """Names of terms, as mentions, look-ups and fields have them."""
    any_names = st.lists(st.one_of(any_characters, mention_parts), max_size=8).map("".join)
    return st.one_of(names, names, any_names, long_names)


def file_name() -> Strategy:
    """Names of data files, and patterns that are to find them."""
    parts = st.one_of(
        st.sampled_from(
            ["*", "?", "[", "]", "**", "..", ".", "~", "%", "$HOME", "{a,b}", "\\", "/"]
        ),
        st.sampled_from(
            ["terms", ".yaml", ".YML", ".toml", ".json", ".txt", " ", "\n", "\x1b[31m"]
        ),
        any_characters,
    )
    stems = st.lists(parts, max_size=5).map("".join)
    return st.one_of(stems, st.builds("{}{}".format, stems, st.sampled_from([".yaml", ".json"])))


# ---------------------------------------------------------------------- data texts

HOSTILE = [
    *(
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "</a>",
        "<a href='javascript:x'>",
    ),
    *("]]>", "<!--", "-->", "<![CDATA[", "&amp;", "&#0;", "&lt", "\"'", "</template>", "</style>"),
    *(
        r"\input{/etc/passwd}",
        r"\write18{id}",
        r"\end{document}",
        "^^5cinput",
        "%",
        "$x$",
        "$$",
        "#1",
    ),
    *(r"\begin{verbatim}", "{", "}", "~", "^", "_", r"\href{javascript:x}{y}", r"\def\x{\x}\x"),
    *(
        "javascript:alert(1)",
        "JaVaScRiPt:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "vbscript:x",
    ),
    *("http://[", "http://[::1", "https://a.example/\u202e", "https://a.example/%00", "mailto:a@b"),
    *("{{ x }}", "{% raw %}", "${x}", "%s", "%(x)s", "\\x00", "..\\..", "__proto__", "\x1b[31m"),
]
FORMULAS = [
    r"x\) \input{…} \(y",
    r"\href{javascript:…}{x}",
    r"\frac{a}{b}",
    r"\frac{",
    "}",
    r"\text{<b>}",
    r"\begin{array}{c}",
    r"\\",
    r"\def\a{\a}\a",
    "^^5cinput",
    r"\unicode{0}",
    "a_b^c",
    "% x",
    "$",
    r"\require{html}",
    r"\class{x}{y}",
    r"\catcode`\@=0",
    r"\left(",
    r"\ce{H2O}",
    "&",
    "#",
]
ROLES = [
    *("medterm", "medterm:abbr", "medterm:def", "medterm:plain", "medterm:long", "medterm:code"),
    *("medterm:short", "medterm:parts", "Medterm", "term", "ref", "math", "sub", "sup", "abbr"),
    *("emphasis", "strong", "literal", "doc", "any", "raw", "file", "download", "nope", "code"),
]
SIGNS = [
    *("*", "**", "``", "`", "_", "__", "|", "_`", "\\", ":", "<", ">", "[", "]_", "(", ")", "::"),
    *("\n", "\n\n", "\n* ", "\n1. ", "\n  ", "\n.. note:: ", "\n.. raw:: html\n\n   ", "\n=====\n"),
    *(".. |x| replace:: ", "\n+---+\n", "\n>>> ", "\n| ", "\n:a: ", "\n.. _x: https://a.example\n"),
]
role_contents = st.one_of(
    st.sampled_from([f"t{number}" for number in range(9)]),
    st.sampled_from([*WORDS, *FORMULAS, *HOSTILE]),
    names,
)
roles = st.one_of(
    st.builds(":{}:`{}`".format, st.sampled_from(ROLES), role_contents),
    st.builds("`{1}`:{0}:".format, st.sampled_from(ROLES), role_contents),
    st.builds(":{}:`{} <{}>`".format, st.sampled_from(ROLES), role_contents, role_contents),
    st.builds("`{} <{}>`_".format, names, st.sampled_from(HOSTILE)),
)
pieces = st.one_of(
    characters,
    st.sampled_from([*SIGNS, " ", " ", " "]),
    st.sampled_from(HOSTILE),
    roles,
    st.builds("*{}*".format, roles),
    st.builds(":math:`{}`".format, st.lists(st.sampled_from(FORMULAS), max_size=3).map("".join)),
)
texts = st.lists(pieces, min_size=1, max_size=10).map("".join)


def text() -> Strategy:
    """Texts of data files: every construct, inside each other, cut off, and hostile."""
    any_pieces = st.lists(st.one_of(pieces, any_characters), min_size=1, max_size=10)
    long = st.builds(
        lambda piece, times: piece * times, pieces, st.sampled_from([100, 1000, 5000])
    ).filter(lambda text: len(text) < 50_000)
    return st.one_of(texts, texts, texts, any_pieces.map("".join), long)


# ---------------------------------------------------------------------- data files

FIELDS = [
    *("label", "definition", "plain_definition", "scope_note", "synonyms", "abbreviations"),
    *("variants", "forms", "hidden_labels", "former_keys", "senses", "etymology", "codes"),
    *("broader", "narrower", "related", "see_also", "contrast", "translations", "sources"),
    *("related_conditions", "examples", "status", "replaced_by", "reviewed", "pronunciation"),
    *("part_of_speech", "subject_field", "notes", "note", "parts", "gloss", "title", "authors"),
    *("year", "doi", "pmid", "pmcid", "isbn", "url", "accessed", "lang", "autolink", "nope"),
]
VALUES = [
    *(
        "2026-11-22",
        "٢٠٢٦-01-01",
        "PMC١٢",
        "10.1000/x\u0007",
        "http://[",
        "javascript:x",
        "HP:0001903",
    ),
    *(
        "MESH:D000740",
        "LOCAL:1",
        "deprecated",
        "1e999",
        ".inf",
        "0x1F",
        "12:30:45",
        "~",
        "yes",
        "NaN",
    ),
]
scalars: st.SearchStrategy[Any] = st.one_of(
    texts,
    names,
    st.sampled_from(VALUES),
    st.integers(-9, 3000),
    st.booleans(),
    st.none(),
    st.floats(),
    st.sampled_from([10**4000, -(10**30)]),
)
keys = st.one_of(st.sampled_from(FIELDS), st.sampled_from([f"t{n}" for n in range(9)]), names)
values = st.recursive(
    scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(keys, inner, max_size=4)),
    max_leaves=8,
)
records = st.dictionaries(st.one_of(st.sampled_from(FIELDS), keys), values, max_size=6)
sections = st.sampled_from(["terms", "sources", "word_parts", "glossary", "Terms", "nope"])
files = st.dictionaries(
    sections,
    st.one_of(st.dictionaries(keys, st.one_of(records, values), max_size=4), values),
    max_size=3,
)
YAML_SIGNS = [
    *(
        "&a ",
        "*a",
        "*b",
        "<<: *a\n",
        "!!python/object:os.system ",
        "!!binary ",
        "---\n",
        "...\n",
        "%YAML 9",
    ),
    *(
        "? ",
        ": ",
        "- ",
        "|\n",
        ">-\n",
        "\t",
        "'",
        '"',
        "{",
        "}",
        "[",
        "]",
        ",",
        "#",
        "@",
        "`",
        "\n",
        "\r",
    ),
    *(
        "[" * 60,
        "{a: " * 60,
        "\\ud800",
        "\\x00",
        "\x00",
        "\ufeff",
        "= ",
        "[[",
        "]]",
        "'''",
        '"""',
        "= 1\n",
    ),
]


def _as_yaml(data: Any) -> str:
    import yaml

    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False)


def _as_toml(data: Any) -> str:
    """Write mappings as tables; TOML has no null and no numbers without end."""
    lines: list[str] = []
    for section, found in data.items():
        for key, value in found.items() if isinstance(found, dict) else ():
            lines.append(f"[{json.dumps(section)}.{json.dumps(key)}]")
            fields = value.items() if isinstance(value, dict) else ()
            lines += [f"{json.dumps(name)} = {json.dumps(field)}" for name, field in fields]
    return "\n".join(lines)


WRITERS: dict[str, Callable[[Any], str]] = {
    ".yaml": _as_yaml,
    ".json": lambda data: json.dumps(data, indent=1),
    ".toml": _as_toml,
}


@st.composite
def data_file(draw: st.DrawFn) -> str:
    """Draw a data file: its suffix on the first line, then its content, often with a slip."""
    suffix = draw(st.sampled_from([*WRITERS]))
    content = WRITERS[suffix](draw(files))
    for _slip in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, len(content)))
        kind = draw(st.integers(0, 3))
        if kind == 0:
            content = content[:place]
        elif kind == 1:
            content = content[:place] + content[place + draw(st.integers(1, 20)) :]
        elif kind == 2:
            content += content[place : place + 200] * draw(st.sampled_from([1, 2, 50]))
        else:
            content = content[:place] + draw(st.sampled_from(YAML_SIGNS)) + content[place:]
    return f"{suffix}\n{content}"


# ---------------------------------------------------------------------- pages

PAGE_PIECES = [
    *(
        "\n\n",
        "\n",
        " ",
        "word ",
        "Title\n=====\n\n",
        "* item ",
        "\n   indented ",
        "::\n\n   literal\n",
    ),
    *(
        "|EMH|",
        "``code``",
        "*em*",
        "**b**",
        "[1]_",
        "\n.. [1] note\n",
        "\n.. _x:\n\n",
        "x_",
        "`x`_",
    ),
    *(
        "\n.. note::\n\n   ",
        "\n.. only:: html\n\n   ",
        "\n.. only:: latex\n\n   ",
        "\n.. list-table::\n\n   * - ",
    ),
    *(
        "\n.. medterm:: t1\n\n",
        "\n.. medterm:: t1 t2\n   :hide: codes\n\n",
        "\n.. medterm:: nope\n\n",
    ),
    *(
        "\n.. medterm:glossary::\n\n",
        "\n.. medterm:glossary::\n   :used:\n\n",
        "\n.. medterm:nope::\n",
    ),
    *(
        "\n.. medterm:list:: codes\n\n",
        "\n.. medterm:: t3\n   :no-index:\n\n",
        "\n.. glossary::\n\n   zebra\n      x\n",
    ),
    *(
        "\n.. medterm:: t4\n   :name: n\n   :class: c\n\n",
        "\n.. medterm::\n\n",
        ":ref:`n`",
        ":term:`T1`",
    ),
    *(
        "\n.. table::\n\n   == ==\n   a  b\n   == ==\n\n",
        "\n.. index:: t1\n",
        "\n.. contents::\n\n",
    ),
]
MYST_PIECES = [
    *(
        "\n\n",
        " word ",
        "# Title\n\n",
        "- item ",
        "> quote ",
        "`code`",
        "*em*",
        "**b**",
        "\n```\nx\n```\n",
    ),
    *(
        "{medterm}`t1`",
        "{medterm}`EMH <t1>`",
        "[{medterm}`t1`](https://a.example)",
        "[](#t1)",
        "[x](#medterm-t1)",
    ),
    *(
        "\n```{medterm} t2\n```\n",
        "\n```{medterm:glossary}\n```\n",
        "\n:::{note}\n",
        "| a |\n|---|\n| b |\n",
    ),
    *("{medterm:def}`t3`", "{term}`T1`", "[^1]", "\n[^1]: note\n", "$x$", "![x](y.png)"),
]
page_roles = st.builds(
    ":{}:`{}`".format,
    st.sampled_from([role for role in ROLES if role not in ("raw", "download", "doc")]),
    st.one_of(st.sampled_from([f"t{n}" for n in range(9)]), names, st.sampled_from(WORDS)),
)


_NOT_WRITTEN = ("Cc", "Cn", "Cs", "Co")


def _as_authors_write(found: Sequence[str]) -> str:
    """Join pieces without what Sphinx passes on although no reader may."""
    return "".join(
        char
        for char in "".join(found)
        if char == "\n" or unicodedata.category(char) not in _NOT_WRITTEN
    )


def page() -> Strategy:
    """Pages, whose mark-up is on the first line: all ways to use terms, between other things."""
    rst = st.one_of(st.sampled_from(PAGE_PIECES), page_roles, characters)
    myst = st.one_of(st.sampled_from(MYST_PIECES), characters.filter(lambda one: one not in "<&"))
    return st.one_of(
        st.lists(rst, max_size=9).map(lambda found: ".rst\n" + _as_authors_write(found)),
        st.lists(myst, max_size=9).map(lambda found: ".md\n" + _as_authors_write(found)),
    )


KINDS: dict[str, Callable[[], Strategy]] = {
    "file": data_file,
    "file name": file_name,
    "name": name,
    "text": text,
    "page": page,
}
"""The strategy for each kind of input."""
