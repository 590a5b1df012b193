"""A warning about a mention names the place that Sphinx names for a reference beside it."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator

import pytest
from sphinx.pycode import ModuleAnalyzer

from .conftest import Project, write_catalogue

PAIR = "{} :term:`of-sphinx`"

MODULE = '''\
"""A module."""


def function():
    """Do something.

    Text.

    Of {pair}.
    """
'''
CATALOGUE = """\
msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8"

msgid "To be translated."
msgstr "Of {pair}."
"""
PLACES: dict[str, dict[str, str]] = {
    "a paragraph": {"index.rst": "T\n=\n\nOne\ntwo {pair}.\n"},
    "a title": {"index.rst": "T\n=\n\nOf {pair}\n" + "-" * 400 + "\n"},
    "a list": {"index.rst": "T\n=\n\n* a\n* b\n\n  of {pair}\n"},
    "a table": {"index.rst": "T\n=\n\n.. list-table::\n\n   * - a\n     - of {pair}\n"},
    "a table from a file": {
        "index.rst": "T\n=\n\n.. csv-table::\n   :file: more.txt\n",
        "more.txt": "a,of {pair}\nb,c\n",
    },
    "a footnote": {"index.rst": "T\n=\n\n[#]_\n\n.. [#] of {pair}\n"},
    "a note": {"index.rst": "T\n=\n\n.. note::\n\n   a\n\n   of {pair}\n"},
    "a remark in an entry": {"index.rst": "T\n=\n\n.. medterm:: bleeding\n\n   of {pair}\n"},
    "an included file": {
        "index.rst": "T\n=\n\n.. include:: more.txt\n",
        "more.txt": "One.\n\nOf {pair}.\n",
    },
    "an included file in a folder": {
        "index.rst": "T\n=\n\n.. include:: parts/more.txt\n",
        "parts/more.txt": "One.\n\nOf {pair}.\n",
    },
    "a file included in another": {
        "index.rst": "T\n=\n\n.. include:: more.txt\n",
        "more.txt": "One.\n\n.. include:: less.txt\n",
        "less.txt": "One.\n\nTwo.\n\nOf {pair}.\n",
    },
    "a prolog": {"index.rst": "T\n=\n\nOf |sub|.\n"},
    "a docstring": {
        "index.rst": "T\n=\n\n.. autofunction:: medterm_sample.function\n",
        "medterm_sample.py": MODULE,
    },
    "a translated message": {
        "index.rst": "T\n=\n\nFirst.\n\nTo be translated.\n",
        "locales/de/LC_MESSAGES/index.po": CATALOGUE,
    },
    "a Markdown page": {
        "index.rst": "T\n=\n\n.. toctree::\n\n   m\n",
        "m.md": "# T\n\nOne\ntwo {pair}.\n",
    },
    "reST in a Markdown page": {
        "index.rst": "T\n=\n\n.. toctree::\n\n   m\n",
        "m.md": "# T\n\n```{eval-rst}\nOne.\n\nOf {pair}.\n```\n",
    },
    "an included Markdown file": {
        "index.rst": "T\n=\n\n.. toctree::\n\n   m\n",
        "m.md": "# T\n\n```{include} more.txt\n```\n",
        "more.txt": "One.\n\nOf {pair}.\n",
    },
}
MENTIONS = {
    ":medterm:`nobody`": "unknown term",
    ":medterm:abbr:`none`": "unknown term",
    ":medterm:pron:`bleeding`": "pronunciation",
    ":medterm:code:`HP:12`": "code",
    ":medterm:part:`none-`": "word part",
    ":medterm:`zebra`": "no entry",
    ":medterm:`same`": "several terms",
    ":medterm:`old horse`": "old horse",
    ":any:`bad horse`": "bad horse",
}
"""What is wrong with each, and words of the warning about it."""

DATA = """\
terms:
  bleeding: {definition: loss of blood}
  zebra: {definition: a horse}
  one: {label: one, definition: x, synonyms: [same]}
  two:
    label: two
    definition: x
    synonyms:
      - same
      - {label: old horse, status: deprecated}
      - {label: bad horse, status: deprecated}
      - {label: ill horse, status: deprecated}
"""


@pytest.fixture(autouse=True)
def importable(project: Project, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let autodoc find a module among the pages."""
    monkeypatch.syspath_prepend(project.src)
    yield
    sys.modules.pop("medterm_sample", None)
    ModuleAnalyzer.cache.clear()


def build_with(project: Project, place: str, text: str) -> tuple[list[str], str]:
    """Build a project with a text in some place, beside a faulty reference of Sphinx.

    :returns: our warnings, and that of Sphinx.
    """
    files = {**PLACES[place]}
    text = f"{text} :term:`of-sphinx`"
    if "{pair}" in files.get("m.md", "").partition("eval-rst")[0] or "Markdown file" in place:
        text = re.sub(r":([\w:]+):`", r"{\1}`", text)
    entries = "".join(f".. medterm:: {key}\n\n" for key in ("one", "two"))
    files["entries.rst"] = f":orphan:\n\nE\n=\n\n{entries}"
    project.write({name: written.replace("{pair}", text) for name, written in files.items()})
    project.write({"terms.yaml": DATA})
    prolog = f".. |sub| replace:: {text}\n" if place == "a prolog" else ""
    built = project.build(
        extensions=["sphinx_medterm", "sphinx.ext.autodoc", "myst_parser"],
        language="de" if "translated" in place else "en",
        locale_dirs=["locales"],
        medterm_deprecated_in_text=True,
        rst_prolog=prolog,
        check=False,
    )
    (theirs,) = [line for line in built.warnings if "term not in glossary: 'of-sphinx'" in line]
    return [line for line in built.warnings if "[medterm." in line], theirs


@pytest.mark.parametrize("place", PLACES)
def test_place_of_a_warning(project: Project, place: str) -> None:
    """Law: it is that of a warning about a term of Sphinx beside it."""
    ours, theirs = build_with(project, place, " ".join(MENTIONS))
    for words in MENTIONS.values():
        found = [place_of(line) for line in ours if words in line]
        assert found, words
        assert {*found} == {place_of(theirs)}, words


NO_PROSE = ("a title", "a prolog", "a table from a file")
"""Places whose texts are not searched for names, or of which docutils knows no file for certain."""


@pytest.mark.parametrize("place", [name for name in PLACES if name not in NO_PROSE])
def test_file_of_a_warning_about_running_text(project: Project, place: str) -> None:
    """It is the same; of titles, and of texts from elsewhere, no names are looked up."""
    (ours,), theirs = build_with(project, place, "ill horse")
    assert file_of(ours) == file_of(theirs)


def place_of(warning: str) -> str:
    """Return what a warning says of its place."""
    return warning.partition(": WARNING")[0]


def file_of(warning: str) -> str:
    """Return what a warning says of its file; Sphinx is less exact about lines of running text."""
    return re.sub(r"(:\d+:<translated>)?:\d+$", "", place_of(warning))


ENTRIES = {
    "a page": {"index.rst": "T\n=\n\n.. medterm:: one\n"},
    "a list": {"index.rst": "T\n=\n\n* a\n\n  .. medterm:: one\n"},
    "an included file": {
        "index.rst": "T\n=\n\n.. include:: parts/more.txt\n",
        "parts/more.txt": "One.\n\n.. medterm:: one\n",
    },
    "a docstring": {
        "index.rst": "T\n=\n\n.. autofunction:: medterm_sample.function\n",
        "medterm_sample.py": MODULE.replace("Of {pair}.", ".. medterm:: one"),
    },
    "a Markdown page": {
        "index.rst": "T\n=\n\n.. toctree::\n\n   m\n",
        "m.md": "# T\n\nOne.\n\n```{medterm} one\n```\n",
    },
    "a file in a Markdown page": {
        "index.rst": "T\n=\n\n.. toctree::\n\n   m\n",
        "m.md": "# T\n\n```{include} parts/more.txt\n```\n",
        "parts/more.txt": "One.\n\nTwo.\n\n```{medterm} one\n```\n",
    },
    "a Markdown file in a page": {
        "index.rst": "T\n=\n\n.. include:: parts/more.txt\n   :parser: myst_parser.sphinx_\n",
        "parts/more.txt": "One.\n\n```{medterm} one\n```\n",
    },
}
PLACE_OF_ENTRY = {
    "a page": "index.rst:4",
    "a list": "index.rst:6",
    "an included file": "parts/more.txt:3",
    "a docstring": "medterm_sample.py:docstring of medterm_sample.function:5",
    "a Markdown page": "m.md:5",
    "a file in a Markdown page": "parts/more.txt:5",
    "a Markdown file in a page": "parts/more.txt:3",
}


@pytest.mark.parametrize("other", ["a", "z"])
@pytest.mark.parametrize("place", ENTRIES)
def test_places_of_two_entries(project: Project, place: str, other: str) -> None:
    """Both are the true ones, whichever comes first."""
    project.write(ENTRIES[place])
    project.write({f"{other}.rst": ":orphan:\n\nOther\n=====\n\n.. medterm:: one\n"})
    project.write({"terms.yaml": DATA})
    extensions = ["sphinx_medterm", "sphinx.ext.autodoc", "myst_parser"]
    (warning,) = project.build(extensions=extensions, check=False).warnings
    here, there = str(project.src / PLACE_OF_ENTRY[place]), str(project.src / f"{other}.rst:6")
    second, first = (here, there) if other == "a" else (there, here)
    said = f"{second}: WARNING: the term 'one' already has an entry at {first} ("
    if place == "a file in a Markdown page":  # in which MyST 4 counts one line more
        said, warning = (re.sub(r"(more\.txt:)\d+", r"\1", text) for text in (said, warning))
    assert warning.startswith(said)


def test_places_of_an_entry_in_a_file_that_is_included_twice(project: Project) -> None:
    """It is the same line of the same file, so the page is named as well."""
    project.write(dict.fromkeys(("a.rst", "index.rst"), f"T\n=\n\n.. include:: {MORE}\n"))
    project.write({MORE: "One.\n\n.. medterm:: one\n", "terms.yaml": DATA})
    warnings = project.build(check=False).warnings
    (warning,) = [one for one in warnings if "[medterm." in one]
    file, page = project.src / MORE, project.src / "a.rst"
    said = f"the term 'one' already has an entry at {file}:3, included in {page} ("
    assert warning.startswith(f"{file}:3: WARNING: {said}")


MORE = "parts/more.txt"
IN_DATA = """\
sources:
  book: {title: A book, url: "https://book.example/"}
terms:
  one:
    definition: >-
      A text in which much is said before anything happens, and then there is
      a `link <https://text.example/>`_ to it.
    scope_note: |
      First.

      Of :ref:`No-Label` and :term:`of-sphinx`.
    examples:
      - of :term:`other of sphinx`
      - of :medterm:`two`
    sources: [book]
  two: {definition: x}
"""
LINES = {"No-Label": 11, "of-sphinx": 11, "other of sphinx": 13}


@pytest.mark.parametrize("builder", ["html", "latex", "text", "singlehtml"])
def test_place_of_a_reference_of_sphinx_in_data(project: Project, builder: str) -> None:
    """It is that of the line in the data file."""
    project.write(
        {"terms.yaml": IN_DATA, "index.rst": "T\n=\n\n.. medterm:: one\n\n.. medterm:: two\n"}
    )
    warnings = project.build(builder, check=False).warnings
    assert len(warnings) == len(LINES)
    for name, line in LINES.items():
        (found,) = [one for one in warnings if f"'{name.lower()}'" in one]
        assert place_of(found) == f"{project.src / 'terms.yaml'}:{line}"


def test_the_link_checker_names_data_files(project: Project) -> None:
    """For links in texts the line of the text, for those of sources the line of the source."""
    page = "`here <https://page.example/>`_\n\n.. medterm:: one\n\n.. medterm:: two\n"
    project.write({"terms.yaml": re.sub(":(ref|term):`.*`", "x", IN_DATA)})
    project.write({"index.rst": f"T\n=\n\n{page}"})
    built = project.build("linkcheck", linkcheck_ignore=[".*"])
    found = map(json.loads, built.text("output.json").splitlines())
    assert {one["uri"]: (one["filename"], one["lineno"]) for one in found} == {
        "https://page.example/": ("index.rst", 4),
        "https://text.example/": ("terms.yaml", 7),
        "https://book.example/": ("terms.yaml", 2),
    }


@pytest.mark.parametrize("mention", [":medterm:`nobody`", ":medterm:abbr:`two`", ":term:`none`"])
def test_place_of_a_mention_in_a_translated_data_text(project: Project, mention: str) -> None:
    """It is that of the term, marked as Sphinx marks translations of pages."""
    project.write({"terms.yaml": "terms:\n  one: {definition: x}\n  two: {definition: Text.}\n"})
    project.write({"index.rst": "T\n=\n\n.. medterm:: two\n"})
    write_catalogue(project, "de", "index", {"Text.": f"Zu {mention}."})
    built = project.build(language="de", locale_dirs=["locale"], check=False)
    (warning,) = [one for one in built.warnings if "inconsistent" not in one]
    assert place_of(warning) == f"{project.src / 'terms.yaml'}:3:<translated>:1"


def test_many_references_of_a_text_are_placed_in_linear_time(project: Project) -> None:
    """A text with thousands of dead references is parsed once to find their places."""
    many = 4_000
    text = " ".join(f":ref:`l{number}`" for number in range(many))
    project.write({"terms.yaml": f"terms:\n  one:\n    definition: >-\n      {text}\n"})
    project.write({"index.rst": "T\n=\n\n.. medterm:: one\n"})
    built = project.build(medterm_cards="off", check=False)
    assert len(built.warnings) == many
    assert {place_of(one) for one in built.warnings} == {f"{project.src / 'terms.yaml'}:4"}
