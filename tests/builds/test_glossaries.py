"""Whole glossaries as authors write them: what readers see of their markup, in every format."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from sphinx_medterm.cli.main import main

from .conftest import Built, Project

GLOSSARIES = Path(__file__).parent / "glossaries"
FILES = ("kitchen.yaml", "calendar.toml", "chess.json")
PAGE = """\
Words
=====

.. medterm:glossary::

.. glossary::

   abbreviation
      A short form.
"""
CONF = {
    "medterm_files": [*FILES],
    "project": "Words",
    "version": "1",
    "copyright": "2026, nobody",
    "latex_engine": "xelatex",
    "man_pages": [("index", "words", "Words", "", 1)],
    "extensions": ["sphinx_medterm", "sphinx.ext.mathjax"],
}
ITEMS = [
    "butter.",
    "Dry yeast keeps for months.",
    "is kept in a refrigerator.",
    "hot, from 220 °C.",
    "The bubbles lift the dough.",
    "Q4, October to December",
    "Sunday.",
    "April, June,",
    "unless it can be divided by 400.",
    "has no legal move.",
    "then one square to the side.",
    "by one square, or",
    "the king goes two squares towards the rook,",
]
"""Items of lists, on both levels, with bullets and with numbers."""

RAW = re.compile(
    r"`|\*\*|:[a-zA-Z]+:(?=\S)|<[a-z!/]|\w_(?=\W|$)|\]\(|\\[*:]|[.:,;] [*•-] \w|[.:,;] #?\d?\. \w"
)
"""Signs of markup that readers must not see: backquotes, roles, tags, marks of links and lists."""


def with_glossaries(folder: Path) -> Project:
    """Write a project that shows the three glossaries, and nothing else."""
    project = Project(folder, CONF)
    project.write({name: (GLOSSARIES / name).read_text(encoding="utf-8") for name in FILES})
    project.write({"conf.py": "", "index.rst": PAGE})
    return project


@pytest.fixture
def glossaries(tmp_path: Path) -> Project:
    """Return a project of its own for each format."""
    return with_glossaries(tmp_path)


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build the glossaries as web pages, once for all tests of these."""
    return with_glossaries(tmp_path_factory.mktemp("web")).build("html")


def entries(page: BeautifulSoup) -> list[Tag]:
    """Take the entries out of a web page, with a word in place of what shows signs on purpose."""
    found = page.select(".medterm-entry")
    for entry in found:
        for literal in entry.select("code, .math, script"):
            literal.replace_with("literal")
    return found


def one_line(text: str) -> str:
    """Make one line of a text."""
    return " ".join(text.split())


def without_smart_quotes(text: str) -> str:
    """Write the quotes that Sphinx has made of straight ones as they were."""
    return re.sub("[‘’]", "'", re.sub("[“”]", '"', text))


def check_page(page: BeautifulSoup) -> None:
    """Expect a web page that shows all entries, their lists as lists, and no sign of markup."""
    items = {one_line(item.get_text()) for item in page.select("li p:first-child")}
    found = entries(page)
    assert len(found) == 70
    assert [item for item in ITEMS if item not in items] == []
    for entry in found:
        text = one_line(entry.get_text())
        assert RAW.findall(text) == [], text


def test_the_check_has_nothing_to_say(capsys: pytest.CaptureFixture[str]) -> None:
    """All markup of the glossaries is allowed, in every field that takes markup."""
    status = main(["check", "-W", "-q", *(str(GLOSSARIES / name) for name in FILES)])
    assert (status, capsys.readouterr().out) == (0, "")


def test_web_pages_show_no_sign_of_markup(web: Built) -> None:
    """Lists, links, formulas and mentions are what they are meant to be."""
    check_page(web.html())
    entry = web.one("#medterm-yeast")
    assert entry.select("li li")
    assert entry.sub is not None
    assert web.one("#medterm-baking-soda ol li a")["href"] == "#medterm-vinegar"
    # Sphinx writes the sign @ in its own way, so that not every robot finds email addresses.
    addresses = {
        str(link["href"]).replace("%40", "@")
        for link in web.html().select(".medterm-entry a[href*=':']")
    }
    assert {
        "https://www.bipm.org/",
        "https://www.nist.gov/pml/owm",
        "https://handbook.fide.com/",
        "https://www.fide.com",
        "mailto:almanac@calendar.example",
        "mailto:info@chess.example",
    } <= addresses
    assert [sub.get_text() for sub in web.html().select("#medterm-sugar sub")] == [
        "12",
        "22",
        "11",
    ]


@pytest.mark.parametrize(
    ("entry", "markup"),
    [
        ("rook", "castle is something else"),
        ("knight", "which is the king"),
        ("kilogram", "Kilos in everyday speech"),
        ("litre", "The American spelling"),
        ("utc", "A compromise of CUT"),
        ("knead", "The k is silent"),
        ("king", "die Figur, die nicht verloren gehen darf"),
        ("water", "klare Flüssigkeit, H2O"),
        ("second", "Not sec"),
        ("fide", "From FIDE"),
        ("board", "The board, in most texts"),
    ],
)
def test_notes_and_translations_are_shown_with_their_markup(
    web: Built, entry: str, markup: str
) -> None:
    """Of synonyms, abbreviations, variants, forms and pronunciations, too."""
    assert markup in one_line(web.one(f"#medterm-{entry}").get_text())


def test_books_show_no_sign_of_markup(glossaries: Project) -> None:
    """EPUB shows the same as the web."""
    built = glossaries.build("epub")
    (book,) = built.out.glob("*.epub")
    with zipfile.ZipFile(book) as archive:
        page = archive.read("index.xhtml").decode()
    check_page(BeautifulSoup(page, "html.parser"))


def check_print(text: str, item: str, raw: str) -> None:
    """Expect the items of lists, and no sign of markup.

    :param item: pattern of what stands before an item.
    :param raw: pattern of signs of markup.
    """
    found = [one for one in ITEMS if re.search(item + re.escape(one), text)]
    missing = set(ITEMS) - set(found)
    # Emphasis is marked in its own way in each of these formats.
    assert missing <= {
        "hot, from 220 °C.",
        "the king goes two squares towards the rook,",
        "Sunday.",
    }
    assert re.findall(raw, text) == []


def test_latex_shows_no_sign_of_markup(glossaries: Project) -> None:
    """Lists are lists there, and a backquote would be an accent."""
    text = glossaries.build("latex").text("words.tex")
    text = text[text.index(r"\begin{document}") :]
    check_print(
        text,
        r"\\item \{\}\s*(?:\\sphinxAtStartPar\s*)?",
        r"\\textasciigrave|\*\*|:[a-z]+:\S|\w\\_(?=[\s.,;])|\]\(|[.:,;] [*•-] \w",
    )


def test_plain_text_shows_no_sign_of_markup(glossaries: Project) -> None:
    """But for the marks of emphasis that the format has itself."""
    text = glossaries.build("text").text("index.txt")
    check_print(
        text,
        r"(?m)^ *(?:[*-]|\d\.) ",
        r"`|:[a-z]+:\S|\w_(?=[\s.,;])|\]\(|[.:,;] [*•-] \w",
    )


def test_manual_pages_show_no_sign_of_markup(glossaries: Project) -> None:
    """Items are paragraphs with a mark."""
    text = glossaries.build("man").text("words.1")
    check_print(
        text,
        r"\.IP (?:\\\(bu|\d\.) \d\n",
        r"`|\*\*|:[a-z]+:\S|\w_(?=[\s.,;])|\]\(|[.:,;] [*•-] \w",
    )


# ---------------------------------------------------------------------- what is refused

REFUSED = {
    "directive": ("¦.. note:: kept words", "kept words"),
    "comment": ("¦.. kept words", "kept words"),
    "footnote": ("¦.. [1] kept words", "kept words"),
    "target": ("¦.. _kept: words", "words"),
    "substitution": ("¦.. |x| replace:: kept words", "kept words"),
    "fields": ("¦:dose: kept words", "kept words"),
    "options": ("¦-a  kept words", "kept words"),
    "definitions": ("¦Kept\n  words", "Kept words"),
    "literal": ("Kept¦::\n\n  words", "words"),
    "doctest": ("¦>>> kept words", "kept words"),
    "lines": ("¦| kept words", "kept words"),
    "quote": ("First.\n\n  ¦kept words", "kept words"),
    "title": ("¦Kept words\n==========", "Kept words"),
    "transition": ("Kept words.\n\n¦----------", "Kept words."),
    "grid": ("¦+------+-------+\n| kept | words |\n+------+-------+", "words"),
    "table": ("¦====  =====\nkept  words\n====  =====", "words"),
    "level": ("* a\n\n  * b\n\n    ¦* kept words", "kept words"),
    "letters": ("¦a. kept words\nb. more", "kept words"),
    "roman": ("¦i. kept words\nii. more", "kept words"),
    "unparted": ("Signs:\n¦* kept words\n* more", "kept words"),
    "heading": ("¦# Kept words", "Kept words"),
    "quotation": ("¦> Kept words", "Kept words"),
    "fence": ("¦```\nkept words\n```", "kept words"),
    "role": ("see ¦:sklearn:`kept words <m/x.html>`", "see kept words"),
    "reference": ("see ¦kept_", "see kept"),
    "phrase": ("see ¦`kept words`_", "see kept words"),
    "note-mark": ("kept words ¦[1]_", "kept words [1]"),
    "inline-target": ("see ¦_`kept words`", "see kept words"),
    "bars": ("see ¦|kept|", "see |kept|"),
    "open": ("an ¦*open end", "an *open end"),
    "backquote": ("kept¦` words", "words"),
    "inside": ("kept¦:medterm:`words`", "words"),
    "tag": ("kept¦<br/>words", "words"),
    "remark": ("kept ¦<!-- or not --> words", "words"),
    "entity": ("kept¦&nbsp;words", "kept\u00a0words"),
    "link": ("see ¦[kept words](https://a.example)", "see kept words"),
    "wiki": ("see ¦[[kept words]]", "see kept words"),
    "bold": ("see ¦__kept words__", "see kept words"),
    "italic": ("see ¦_kept words_", "see kept words"),
    "struck": ("see ¦~~kept words~~", "see kept words"),
    "address": ("see ¦`kept words <javascript:alert(1)>`_", "kept words"),
    "formula": ("see ¦:math:`kept{`", "see kept{"),
}
"""A definition with one mistake, its place marked by a broken bar, and what readers see of it."""


def refused_file() -> tuple[str, dict[str, tuple[int, int]]]:
    """Write a data file of all mistakes, and note line and column of each."""
    lines, places = ["terms:"], {}
    for key, (text, _words) in REFUSED.items():
        lines += [f"  {key}:", "    definition: |"]
        for line in text.split("\n"):
            lines.append(f"      {line}".rstrip())
            if "¦" in line:
                places[key] = (len(lines), lines[-1].index("¦") + 1)
    return "\n".join(lines).replace("¦", "") + "\n", places


def test_each_kind_of_refused_markup_is_reported_once_at_its_place(
    project: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """By the check and by a build alike, however often a definition is shown."""
    text, places = refused_file()
    project.write({"terms.yaml": text})
    monkeypatch.chdir(project.src)
    main(["check", "-q", "terms.yaml"])
    told = capsys.readouterr().out.splitlines()
    assert [line.split(": ")[0] for line in told] == [
        f"terms.yaml:{line}:{column}" for line, column in places.values()
    ]
    assert all(line.endswith(" [medterm.markup]") for line in told)
    mentions = " ".join(f":medterm:`{key}` :medterm:def:`{key}`" for key in REFUSED)
    project.write({"index.rst": f"{PAGE}\n.. toctree::\n\n   two\n"})
    project.write({"two.rst": f"Two\n===\n\n{mentions}\n\n.. medterm:: bold\n   :no-index:\n"})
    built = project.build(check=False)
    markup = [line for line in built.warnings if "[medterm.markup]" in line]
    assert [_plain(line) for line in markup] == [_plain(line) for line in told]
    assert [line for line in built.warnings if line not in markup] == []


def _plain(line: str) -> str:
    """Leave of a warning its place in the file, and what it says."""
    return re.sub(r"^\S*(?=terms\.yaml)|(?<=: )(?:WARNING|warning|error): ", "", line)


def test_refused_markup_is_shown_as_its_words(project: Project) -> None:
    """Nothing is lost, and nothing else gets through."""
    text, _places = refused_file()
    project.write({"terms.yaml": text, "index.rst": PAGE})
    built: Built = project.build(check=False)
    page = built.html()
    for key, (_text, words) in REFUSED.items():
        (entry,) = page.select(f"#medterm-{key} .medterm-definition")
        assert words in " ".join(entry.get_text().split(" ")).replace("\n", " "), key
        assert not entry.select("script, [href^=javascript], hr, table, pre, h1, h2, h3"), key


@pytest.mark.parametrize("directive", ["medterm:: zebra", "medterm:glossary::"])
@pytest.mark.parametrize("order", [("html", "not html"), ("not html", "html")])
def test_each_format_has_the_entries_that_only_it_includes(
    project: Project, directive: str, order: tuple[str, str]
) -> None:
    """What ``only`` leaves out takes no entry from what is there, nor a link or a warning.

    The builds share the pages that were read.
    """
    project.conf["suppress_warnings"] = ["medterm.no_entry"]
    views = "".join(
        f".. only:: {tag}\n\n   .. {directive}\n      :class: of-{tag.split()[-2:][0]}\n\n"
        for tag in order
    )
    project.write({"index.rst": f"P\n=\n\n.. toctree::\n\n   b\n\n{views}"})
    project.write({"b.rst": "B\n=\n\n:medterm:`zebra` and :term:`zebra`\n"})
    for _ in range(2):
        html = project.build("html")
        assert [link["href"] for link in html.html("b.html").select("a.medterm")] == [
            "index.html#medterm-zebra"
        ] * 2
        assert len(html.html().select("#medterm-zebra")) == 1
        assert html.html().select(".of-html")
        assert not html.html().select(".of-not")
        text = project.build("text").text("index.txt")
        assert text.count("an unlikely diagnosis") == 1
        latex = project.build("latex").text("projectnamenotset.tex")
        assert latex.count("an unlikely diagnosis") == 1
        assert "{index:medterm-zebra}" in latex


def test_entry_that_no_build_includes_is_none(project: Project) -> None:
    """A term whose only entry is left out has no entry, and mentions say so."""
    project.write(
        {"index.rst": "P\n=\n\n:medterm:`zebra`\n\n.. only:: latex\n\n   .. medterm:: zebra\n"}
    )
    built = project.build("html", warns=["the term 'zebra' has no entry that a link can lead to"])
    assert "medterm-zebra" not in built.text("genindex.html")
    assert "medterm-zebra" in project.build("latex").text("projectnamenotset.tex")
