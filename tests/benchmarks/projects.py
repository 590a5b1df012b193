"""The projects that are built for the benchmarks: the same work, written in several ways."""

from __future__ import annotations

import random
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.benchmarks.definitions import Definitions


@dataclass(frozen=True)
class Size:
    """How many pages there are, and how many mentions on each."""

    pages: int = 200
    mentions: int = 50


SIZE = Size()
REPEATED = (1, 20, SIZE.pages)
"""On how many pages the first terms are shown, where pages show entries of their own."""

DATA = "terms.yaml"
CONF = "html_theme = 'basic'\nhtml_copy_source = False\nhtml_show_sourcelink = False\n"
MEDTERM_CONF = "extensions = ['sphinx_medterm']\n"
NEEDS_CONF = """\
extensions = ['sphinx_needs']
needs_types = [{'directive': 'term', 'title': 'Term', 'prefix': 'T', 'color': '', 'style': ''}]
needs_role_need_template = '{{ title }}'
needs_role_need_max_title_length = -1
"""


@dataclass(frozen=True)
class Project:
    """A folder that is written when it is first needed."""

    folder: Path
    write: Callable[[Path], None]

    def ensure(self) -> Path:
        """Write the folder, unless it is there."""
        if not self.folder.exists():
            self.write(self.folder)
        return self.folder


@dataclass(frozen=True, kw_only=True)
class Markup:
    """How pages are written.

    :ivar mention: writes the mention of the term with this label and number.
    :ivar glossary: text of the page with the entries; there is none if it is empty.
    :ivar top: writes what stands above the mentions on the page with this number.
    """

    mention: Callable[[str, int], str]
    conf: str = ""
    glossary: str = ""
    top: Callable[[int], str] = lambda page: ""


def write_pages(folder: Path, mentioned: Definitions, markup: Markup, size: Size = SIZE) -> None:
    """Write a project whose pages mention terms, the same ones in each markup."""
    terms = [(label, number) for number, label in enumerate(mentioned)]
    choose = random.Random(11)  # noqa: S311
    folder.mkdir(parents=True)
    (folder / "conf.py").write_text(CONF + markup.conf, encoding="utf-8")
    names = [f"page{number}" for number in range(size.pages)]
    for number, name in enumerate(names):
        told = " and ".join(
            markup.mention(*term) for term in choose.choices(terms, k=size.mentions)
        )
        text = f"{name}\n{'=' * 9}\n\n{markup.top(number)}{told}\n"
        (folder / f"{name}.rst").write_text(text, encoding="utf-8")
    if markup.glossary:
        names.append("glossary")
        text = f"Glossary\n========\n\n{markup.glossary}"
        (folder / "glossary.rst").write_text(text, encoding="utf-8")
    tree = "".join(f"   {name}\n" for name in names)
    index = f"Index\n=====\n\n.. toctree::\n   :hidden:\n\n{tree}"
    (folder / "index.rst").write_text(index, encoding="utf-8")


def with_medterm(
    folder: Path,
    mentioned: Definitions,
    known: Definitions,
    *,
    used: bool = False,
    repeated: bool = False,
    cards: str = "full",
    misspelt: int = 0,
    size: Size = SIZE,
) -> Project:
    """Describe a project for this extension, with one glossary.

    :param mentioned: the terms that pages mention.
    :param known: the terms in the data file, the mentioned ones first.
    :param used: the glossary shows only what pages mention.
    :param cards: the kind of hover cards.
    :param misspelt: how many of the mentioned terms are written with a slip; then nothing is
        warned of.
    :param repeated: pages show entries of their own, too; see ``REPEATED``.
    """
    markup = Markup(
        mention=lambda label, number: (
            f":medterm:`{_with_slip(label) if number < misspelt else label}`"
        ),
        conf=f"{MEDTERM_CONF}medterm_cards = {cards!r}\n"
        + ("suppress_warnings = ['medterm.unknown']\n" if misspelt else ""),
        glossary=".. medterm:glossary::\n" + ("   :used:\n" if used else ""),
        top=_entries_on if repeated else lambda page: "",
    )

    def write(folder: Path) -> None:
        write_pages(folder, mentioned, markup, size)
        _write_terms(folder / DATA, known)

    return Project(folder, write)


PROSE = 25_000
"""Letters on each page of running text, so that 200 pages are 5 MB."""

NAMED = 100
"""In how many of its words, about, one begins the name of a term."""


def in_prose(folder: Path, known: Definitions, told: Definitions, *, mode: str) -> Project:
    """Describe pages of running text with names of terms in it, and a page with all entries.

    :param known: the terms.
    :param told: those whose definitions give the other words, among which are names, too.
    :param mode: which names are linked.
    """
    conf = f"{MEDTERM_CONF}medterm_autolink = {mode!r}\nmedterm_cards = 'off'\n"
    markup = Markup(mention=lambda label, number: "", conf=conf, glossary=".. medterm:glossary::\n")

    def write(folder: Path) -> None:
        write_pages(folder, known, markup, Size(SIZE.pages, 0))
        _write_terms(folder / DATA, known)
        choose = random.Random(13)  # noqa: S311
        words = " ".join(told.values()).split()
        labels = list(known)
        for page in range(SIZE.pages):
            text = "\n\n".join(_paragraphs(choose, words, labels))
            (folder / f"page{page}.rst").write_text(f"page{page}\n{'=' * 9}\n\n{text}\n", "utf-8")

    return Project(folder, write)


def _paragraphs(choose: random.Random, words: list[str], labels: list[str]) -> Iterator[str]:
    """Make the text of a page: pieces of definitions, in any order, with names between them."""
    length = 0
    while length < PROSE:
        paragraph = []
        for _ in range(choose.randint(2, 8)):
            start = choose.randrange(len(words))
            paragraph += words[start : start + choose.randrange(2 * NAMED)]
            paragraph.append(choose.choice(labels))
        text = _escaped(" ".join(paragraph)) + "."
        length += len(text)
        yield textwrap.fill(text, 100, break_on_hyphens=False)


def with_sphinx_glossary(folder: Path, definitions: Definitions, size: Size = SIZE) -> Project:
    """Describe the same project with Sphinx's own glossary."""
    entries = "".join(
        f"   {_escaped(label)}\n      {_escaped(definition)}\n\n"
        for label, definition in definitions.items()
    )
    markup = Markup(
        mention=lambda label, number: f":term:`{label}`", glossary=f".. glossary::\n\n{entries}"
    )
    return Project(folder, lambda folder: write_pages(folder, definitions, markup, size))


def with_needs(folder: Path, definitions: Definitions) -> Project:
    """Describe the same project with sphinx-needs; mentions show the label, as with the others."""
    entries = "".join(
        f".. term:: {label}\n   :id: {_need_id(number)}\n\n   {_escaped(definition)}\n\n"
        for number, (label, definition) in enumerate(definitions.items())
    )
    markup = Markup(
        mention=lambda label, number: f":need:`{_need_id(number)}`",
        conf=NEEDS_CONF,
        glossary=entries,
    )
    return Project(folder, lambda folder: write_pages(folder, definitions, markup))


def plain(folder: Path, definitions: Definitions) -> Project:
    """Describe the same pages without any markup."""
    markup = Markup(mention=lambda label, number: label)
    return Project(folder, lambda folder: write_pages(folder, definitions, markup))


def with_links(folder: Path, mentioned: Definitions, shown: Definitions) -> Project:
    """Describe pages in which each mention is the plainest link that Sphinx has.

    :param shown: terms that stand on a page of their own, as a line in bold type and a paragraph.
    """
    markup = Markup(
        mention=lambda label, number: f":doc:`{label} <page1>`",
        glossary="".join(
            f"**{_escaped(label)}**\n\n{_escaped(definition)}\n\n"
            for label, definition in shown.items()
        ),
    )
    return Project(folder, lambda folder: write_pages(folder, mentioned, markup))


def _write_terms(file: Path, definitions: Definitions) -> None:
    """Write a data file."""
    with file.open("w", encoding="utf-8") as out:
        out.write("terms:\n")
        for number, (label, definition) in enumerate(definitions.items()):
            out.write(f"  t{number}:\n    label: {_quoted(label)}\n")
            out.write(f"    definition: {_quoted(_escaped(definition))}\n")


def _entries_on(page: int) -> str:
    """Write the entries on a page; those after the first of a term are no targets of links."""
    return "".join(
        f".. medterm:: t{number}\n" + ("   :no-index:\n\n" if page else "\n")
        for number, pages in enumerate(REPEATED)
        if page < pages
    )


def _with_slip(label: str) -> str:
    """Write a name with two letters in the wrong order."""
    half = len(label) // 2
    return f"{label[:half]}{label[half + 1]}{label[half]}{label[half + 2 :]}"


def _need_id(number: int) -> str:
    return f"T{number:05}"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _escaped(text: str) -> str:
    return "".join("\\" + sign if sign in "*`|_\\" else sign for sign in text)
