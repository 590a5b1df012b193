"""Pages are written again after changes that are neither on them nor in the data files."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import write_po

from .conftest import Built, Project
from .editions import installed
from .test_incremental import assert_as_clean, edit


def contents(*pages: str, options: str = "") -> str:
    """Write a page with a table of contents."""
    return f"I\n=\n\n.. toctree::\n{options}\n" + "".join(f"   {page}\n" for page in pages)


# ---------------------------------------------------------------------- translations


def translate(project: Project, page: str, messages: dict[str, str]) -> None:
    """Write the translations of a page's messages."""
    catalogue = Catalog(locale="de")
    for text, translation in messages.items():
        catalogue.add(text, translation)
    folder = project.src / "locales" / "de" / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    for suffix, write in ((".po", write_po), (".mo", write_mo)):
        with (folder / f"{page}{suffix}").open("wb") as file:
            write(file, catalogue)


TERMS = """\
terms:
  ant: {definition: an insect}
  bee: {definition: another one, abbreviations: [BE]}
  cat: {definition: an animal}
"""


@pytest.fixture
def translated(project: Project) -> Project:
    """Give a project with a translation that mentions what the text does not."""
    project.conf |= {"language": "de"}
    project.write(
        {
            "terms.yaml": TERMS,
            "index.rst": contents("card", "words", "bees"),
            "card.rst": "Card\n====\n\n:medterm:`ant`\n",
            "words.rst": "Words\n=====\n\n.. medterm:: ant\n",
            "bees.rst": "Bees\n====\n\n.. medterm:: bee\n",
        }
    )
    return project


@pytest.mark.parametrize(
    ("mention", "old", "new", "written"),
    [
        (":medterm:def:`bee`", "another one", "one more", {"card", "words", "bees"}),
        (":medterm:short:`bee`", "[BE]", "[BI]", {"card", "words", "bees"}),
        (":medterm:`bee`", "another one", "one more", {"words", "bees"}),
        (":medterm:`wasp`", "  bee:", "  wasp: {definition: x}\n  bee:", {"words"}),
        (":term:`bee`", "another one", "one more", {"words", "bees"}),
        (
            ":medterm:code:`HP:0000001`",
            "another one",
            "x, codes: [{system: HP, code: 1, match: exact}]",
            None,
        ),
    ],
)
def test_what_only_a_translation_mentions_is_followed(
    translated: Project, mention: str, old: str, new: str, written: set[str] | None
) -> None:
    """Its text, its card and its link, on the page and in the cards of others."""
    translate(translated, "words", {"an insect": f"wie {mention}"})
    translated.build(check=False)
    edit(translated, old, new)
    built = translated.build(check=False)
    assert built.read == []
    assert written is None or set(built.written) - {"index"} == written
    assert_as_clean(translated, built)


def test_entry_that_only_a_translation_mentions_may_move(translated: Project) -> None:
    """The link to it follows."""
    translate(translated, "words", {"an insect": "wie :medterm:`bee`"})
    translated.build()
    translated.write({"card.rst": "Card\n====\n\n.. medterm:: bee\n"})
    translated.write({"bees.rst": "Bees\n====\n\nNone.\n"})
    built = translated.build()
    link = built.one("#medterm-ant .medterm-definition a", "words.html")
    assert link["href"] == "card.html#medterm-bee"
    assert_as_clean(translated, built)


@pytest.mark.parametrize("page", ["words", "bees"])
def test_glossary_of_used_terms_has_what_translations_mention(
    translated: Project, page: str
) -> None:
    """Those of the pages where the entries stand: of the glossary itself, or of another page."""
    entry = {"words": "", "bees": ".. medterm:: ant\n"}[page]
    translated.write(
        {
            "words.rst": "Words\n=====\n\n.. medterm:glossary::\n   :used:\n",
            "bees.rst": f"Bees\n====\n\n:medterm:`ant`\n\n{entry}",
        }
    )
    translate(translated, page, {"an insect": "wie :medterm:`bee`"})
    built = translated.build()
    assert built.one("#medterm-bee", "words.html")
    translate(translated, page, {"an insect": "wie :medterm:`cat`"})
    built = translated.build()
    assert built.one("#medterm-cat", "words.html")
    assert not built.html("words.html").select("#medterm-bee")
    assert_as_clean(translated, built)


def test_catalogue_of_the_language_without_its_territory_is_followed(translated: Project) -> None:
    """It translates data texts where there is none for the territory; Sphinx does not watch it."""
    translated.conf["language"] = "de_AT"
    translated.write({"words.rst": "Words\n=====\n\n.. medterm:: ant\n"})
    translated.write({"bees.rst": "Bees\n====\n\n.. medterm:glossary::\n   :used:\n"})
    translate(translated, "words", {"an insect": "wie :medterm:`bee`"})
    translated.build()
    translate(translated, "words", {"an insect": "wie :medterm:`cat`"})
    built = translated.build()
    assert built.read == []
    assert "wie" in built.one("#medterm-ant .medterm-definition", "words.html").get_text()
    assert built.one("#medterm-cat", "bees.html")
    assert "cat" in built.text("genindex.html")
    assert_as_clean(translated, built)


def test_translation_of_a_page_writes_no_others(translated: Project) -> None:
    """Data texts that are translated as before look as before."""
    translate(translated, "words", {"an insect": "ein Tier"})
    translate(translated, "card", {"Some text": "Worte"})
    translated.build()
    translate(translated, "card", {"Some text": "Text"})
    built = translated.build()
    assert set(built.written) - {"index"} == {"card"}
    translate(translated, "words", {"an insect": "ein Vieh"})
    built = translated.build()
    assert set(built.written) - {"index"} == {"card", "words"}  # with a card of it
    assert_as_clean(translated, built)


def test_change_of_the_names_of_catalogues_writes_the_pages(translated: Project) -> None:
    """Sphinx reads none of them again for that."""
    translated.src.joinpath("words.rst").unlink()
    translated.write(
        {
            "index.rst": contents("card", "sub/words", "bees"),
            "sub/words.rst": "Words\n=====\n\n.. medterm:: ant\n",
        }
    )
    translate(translated, "sub", {"an insect": "ein Tier"})
    assert "ein Tier" in translated.build().text("sub/words.html")
    translated.conf["gettext_compact"] = False
    built = translated.build()
    assert "ein Tier" not in built.text("sub/words.html")
    assert_as_clean(translated, built)


# ---------------------------------------------------------------------- audiences

AUDIENCES = "terms: {ant: {definition: an insect, plain_definition: a small animal}}\n"


@pytest.mark.parametrize("builder", ["html", "text", "xml", "epub"])
@pytest.mark.parametrize(
    "mention",
    [":medterm:def:`ant`", ".. medterm:: ant\n   :no-index:", ".. medterm:glossary::"],
)
def test_audience_of_the_project_reaches_what_is_shown_without_cards(
    project: Project, builder: str, mention: str
) -> None:
    """A definition that is quoted is for an audience, too."""
    project.conf |= {"copyright": "C", "version": "1"}
    project.write({"terms.yaml": AUDIENCES, "index.rst": contents("page", "words")})
    project.write({"page.rst": f"Page\n====\n\n{mention}\n"})
    project.write({"words.rst": "Words\n=====\n\n.. medterm:: ant\n   :audience: both\n"})
    quiet = ["medterm.empty_glossary"]
    project.build(builder, medterm_audience="professional", suppress_warnings=quiet)
    project.conf["medterm_audience"] = "plain"
    built = project.build(builder, suppress_warnings=quiet)
    assert built.read == []
    assert ("page" in built.written) is ("glossary" not in mention)
    assert builder == "html" or "words" not in built.written  # cards are marked by audience
    assert_as_clean(project, built, builder)


# ---------------------------------------------------------------------- first uses

EMH = "terms: {emh: {label: extramedullary hematopoiesis, abbreviations: [EMH], definition: x}}\n"
FULL = "extramedullary hematopoiesis (EMH)"


@pytest.fixture
def first_uses(project: Project) -> Project:
    """Give a project in which two pages use one abbreviation."""
    project.conf["medterm_first_use"] = "project"
    project.write({"terms.yaml": EMH, "index.rst": contents("a", "b")})
    for page in "ab":
        project.write(
            {f"{page}.rst": f":orphan:\n\n{page.upper()}\n=\n\nOf :medterm:abbr:`EMH`.\n"}
        )
    project.write({"words.rst": ":orphan:\n\nWords\n=====\n\n.. medterm:glossary::\n"})
    return project


CONTENTS = {
    "in another order": {"index.rst": contents("b", "a")},
    "in reverse": {"index.rst": contents("a", "b", options="   :reversed:\n")},
    "dropped": {"index.rst": contents("b")},
    "moved below another page": {
        "index.rst": contents("b"),
        "b.rst": f":orphan:\n\nB\n=\n\nOf :medterm:abbr:`EMH`.\n\n{contents('a')[6:]}",
    },
    "by patterns": {"index.rst": contents("b*", "a*", options="   :glob:\n")},
}


@pytest.mark.parametrize("how", CONTENTS)
@pytest.mark.parametrize("builder", ["html", "text"])
def test_first_use_follows_the_tables_of_contents(
    first_uses: Project, builder: str, how: str
) -> None:
    """There and back, with no page read but those that were edited."""
    first_uses.build(builder)
    first_uses.write(CONTENTS[how])
    assert spelt_out(first_uses, first_uses.build(builder)) == ["b"]
    first_uses.write(
        {"index.rst": contents("a", "b"), "b.rst": ":orphan:\n\nB\n=\n\nOf :medterm:abbr:`EMH`.\n"}
    )
    built = first_uses.build(builder)
    assert spelt_out(first_uses, built) == ["a"]
    assert set(built.read) <= {"index", "b"}


def spelt_out(project: Project, built: Built) -> list[str]:
    """List the pages that spell the abbreviation out."""
    suffix = ".html" if (built.out / "a.html").exists() else ".txt"
    return [page for page in "ab" if page_says(built, f"{page}{suffix}")]


def page_says(built: Built, name: str) -> bool:
    """Return whether a page spells the abbreviation out."""
    if name.endswith(".txt"):
        return FULL in " ".join(built.text(name).split())
    return FULL in built.one("section", name).get_text()


def test_first_use_follows_a_page_that_a_pattern_finds(first_uses: Project) -> None:
    """A new page comes before those that had it."""
    first_uses.write({"index.rst": contents("*", options="   :glob:\n")})
    first_uses.src.joinpath("a.rst").rename(first_uses.root / "a.rst")
    assert page_says(first_uses.build(), "b.html")
    shutil.move(first_uses.root / "a.rst", first_uses.src / "a.rst")
    assert spelt_out(first_uses, first_uses.build()) == ["a"]


@pytest.mark.parametrize("builder", ["html", "text"])
def test_first_use_follows_the_tags_of_a_build(first_uses: Project, builder: str) -> None:
    """What a tag brings in is used first, on a page that itself has no such text either."""
    first_uses.write({"a.rst": "A\n=\n\n.. only:: long\n\n   Of :medterm:abbr:`EMH`.\n"})
    first_uses.build(builder)
    first_uses.write({"conf.py": "tags.add('long')\n"})
    built = first_uses.build(builder)
    assert spelt_out(first_uses, built) == ["a"]
    assert built.read == []
    assert_as_clean(first_uses, built, builder)


# ---------------------------------------------------------------------- names


@pytest.mark.parametrize(
    ("text", "before", "after"),
    [
        (":medterm:long:`ants`", "hidden_labels: [ants]", "hidden_labels: [x]"),
        (":medterm:long:`ants`", "hidden_labels: [x]", "hidden_labels: [ants]"),
        (":medterm:`terms:ant`", 'hidden_labels: ["terms:ant"]', "hidden_labels: [x]"),
        (":medterm:`terms:ant#s`", 'hidden_labels: ["terms:ant"]', "hidden_labels: [x]"),
    ],
)
def test_change_of_how_a_name_is_read_writes_its_pages(
    project: Project, text: str, before: str, after: str
) -> None:
    """As a plural or not, with a glossary before it or not: of the same term all the while."""
    data = "terms: {{ant: {{abbreviations: [AT], {}, senses: {{s: x}}}}}}\n"
    project.write({"index.rst": contents("page", "words"), "page.rst": f"Page\n====\n\n{text}\n"})
    project.write({"words.rst": "Words\n=====\n\n.. medterm:glossary::\n"})
    project.write({"terms.yaml": data.format(before)})
    project.build()
    project.write({"terms.yaml": data.format(after)})
    assert_as_clean(project, project.build())


def test_name_in_the_note_of_a_part_with_the_key_of_its_term_is_followed(project: Project) -> None:
    """It is linked by itself, and the link follows the entry."""
    project.conf["medterm_autolink"] = "all"
    parts = "word_parts: {bee: {gloss: b, note: like the bee}}\n"
    ant = "ant: {definition: y, etymology: {parts: [bee]}}"
    project.write({"terms.yaml": f"{parts}terms: {{bee: {{definition: x}}, {ant}}}\n"})
    project.write({"index.rst": contents("ants", "a", "b")})
    project.write({"ants.rst": "Ants\n====\n\n.. medterm:: ant\n"})
    project.write({"a.rst": "A\n=\n\n.. medterm:: bee\n", "b.rst": "B\n=\n\nNone.\n"})
    project.build()
    project.write({"b.rst": "B\n=\n\n.. medterm:: bee\n", "a.rst": "A\n=\n\nNone.\n"})
    assert_as_clean(project, project.build())


# ---------------------------------------------------------------------- other versions


@pytest.mark.parametrize("builder", ["html", "text"])
def test_pages_of_another_version_are_read_and_written_again(
    project: Project, builder: str
) -> None:
    """Also by another builder, which finds them read again."""
    text = "Page\n====\n\n:medterm:`anemia#blood`\n\n.. medterm:glossary::\n"
    project.write({"index.rst": text})
    project.build(builder)
    project.build("dirhtml")
    with installed(1):
        built = project.build(builder)
        assert (built.read, built.written) == (["index"], ["index"])
        assert_as_clean(project, built, builder)
        other = project.build("dirhtml")
        assert (other.read, other.written) == ([], ["index"])
        assert_as_clean(project, other, "dirhtml")
    built = project.build(builder)
    assert (built.read, built.written) == (["index"], ["index"])
    assert_as_clean(project, built, builder)
    assert project.build(builder).read == []


def test_any_file_of_the_package_makes_another_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Code, word lists, style sheets and catalogues; what Python keeps of them does not count."""
    from sphinx_medterm import digest as module

    package = tmp_path / "package"
    shutil.copytree(module._FOLDER, package)
    monkeypatch.setattr(module, "_FOLDER", package)
    digest, core = module.code_digest.__wrapped__, module.core_digest.__wrapped__
    first, first_of_core = digest(), core()
    (package / "__pycache__" / "new.pyc").parent.mkdir(exist_ok=True)
    (package / "__pycache__" / "new.pyc").touch()
    assert (digest(), core()) == (first, first_of_core)
    of_core = ("names/words/en.toml", "names/words/xx.json", "codes/new/own.py")
    for name in ("ext/render/entry.py", "static/all/medterm.css", "locale/xx.po", *of_core):
        file = package / name
        file.parent.mkdir(exist_ok=True)
        content = file.read_bytes() if file.exists() else b""
        file.write_bytes(content + b"\n")
        assert digest() != first
        # The store is compiled again only for what decides what is in it.
        assert (core() != first_of_core) == (name in of_core)
        file.write_bytes(content) if content else file.unlink()
    assert (digest(), core()) == (first, first_of_core)


def test_a_list_of_notes_shows_the_same_whenever_their_page_was_read(project: Project) -> None:
    """The entries in a note stay where they are, and links from its copy lead there."""
    project.conf = {
        "extensions": ["sphinx_medterm", "sphinx.ext.todo"],
        "todo_include_todos": True,
        "todo_link_only": True,
    }
    note = ".. todo::\n\n   Of :medterm:`zebra`.\n\n   .. medterm:: zebra\n"
    index = "I\n=\n\n.. toctree::\n\n   a\n\n.. todolist::\n"
    project.write({"a.rst": f"A\n=\n\n{note}", "index.rst": index})
    built = project.build()
    assert not built.html().select("#medterm-zebra")
    assert built.one("a.medterm")["href"] == "a.html#medterm-zebra"
    first = built.text("index.html")
    project.write({"index.rst": index})
    again = project.build()
    assert again.read == ["index"]
    assert again.text("index.html") == first
