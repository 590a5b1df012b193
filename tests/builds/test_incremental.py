"""After any edit, what is on disk is what a clean build gives; and no page is read for nothing."""

from __future__ import annotations

import shutil
import zlib
from pathlib import Path

import pytest
from docutils import nodes
from sphinx.builders.html import StandaloneHTMLBuilder

from .conftest import TERMS, Built, Project
from .outcome import without_checksums

FILES = {
    "index.rst": "Page\n====\n\n.. toctree::\n\n   article\n   plain\n   words\n   std\n",
    "article.rst": "Article\n=======\n\nOf :medterm:`low red count`.\n",
    "plain.rst": "Plain\n=====\n\nNothing here.\n",
    "words.rst": "Words\n=====\n\n.. medterm:glossary::\n",
    "std.rst": "Std\n===\n\nSee :term:`zebra`.\n",
}


@pytest.fixture
def built_once(project: Project) -> Project:
    """Give a project that has been built."""
    project.write(FILES)
    project.build()
    return project


def edit(project: Project, old: str, new: str, name: str = "terms.yaml") -> None:
    """Change a file of the project."""
    text = project.src.joinpath(name).read_text(encoding="utf-8")
    assert old in text
    project.write({name: text.replace(old, new)})


def outputs(folder: Path) -> dict[str, str]:
    """Give all pages of an output folder."""
    files = [*folder.rglob("*.html"), *folder.rglob("*.txt"), *folder.rglob("*.xhtml")]
    return {
        str(file.relative_to(folder)): without_checksums(file.read_text(encoding="utf-8"))
        for file in sorted(files)
    }


def assert_as_clean(project: Project, built: Built, builder: str = "html") -> None:
    """Compare with a clean build of the same sources."""
    clean = Project(project.root / "clean", project.conf)
    shutil.rmtree(clean.root, ignore_errors=True)
    shutil.copytree(project.src, clean.src)
    again = clean.build(builder, suppress_warnings=["medterm", "ref.term"])
    assert outputs(built.out) == outputs(again.out)


@pytest.mark.parametrize(
    ("old", "new", "written"),
    [
        ("an unlikely diagnosis", "a striped animal", {"words", "std"}),
        ("label: Zebra", "label: Quagga", {"words", "std"}),
        ("synonyms: [low", "synonyms: [too low", {"article", "words"}),
        ("gloss: without", "gloss: lacking", {"article", "words"}),
        ("A book of words", "A book of names", {"words"}),
        ("  zebra: ", "  zebra-key: ", {"words", "std"}),
        ("  zebra: {label: Zebra, definition: an unlikely diagnosis}\n", "", {"words", "std"}),
        ("  zebra: ", "  yak: {definition: another animal}\n  zebra: ", {"words"}),
        ("synonyms: [low red count]", "synonyms: [low red count, pallor]", {"words"}),
        ("abbreviations: [ANM]", "abbreviations: [ANM] # as said", set()),
        ("hidden_labels: [anemmia]", "hidden_labels: [anemmia, anemya]", set()),
        ("see_also: [hemoglobin]", "see_also: [hemoglobin, none]", set()),
        ("sources:\n", "sources:\n  unused: {title: Nobody reads it}\n", set()),
    ],
)
def test_edit_of_a_record_reads_nothing_and_writes_what_shows_it(
    built_once: Project, old: str, new: str, written: set[str]
) -> None:
    """One record, and only the pages it is shown or mentioned on."""
    edit(built_once, old, new)
    said = {
        "synonyms: [low": ["unknown term 'low red count'"],
        "  zebra: {label: Zebra, definition: an unlikely diagnosis}\n": [
            "term not in glossary: 'zebra'"
        ],
        "see_also: [hemoglobin]": ["no term has the key 'none'"],
    }
    built = built_once.build(warns=said.get(old, []))
    assert built.read == []
    assert set(built.written) - {"index"} == written
    assert_as_clean(built_once, built)


def test_second_build_without_change_reads_and_writes_nothing(built_once: Project) -> None:
    """Nothing is done for nothing."""
    built = built_once.build()
    assert (built.read, built.written) == ([], [])


def test_reordered_data_file_writes_nothing(built_once: Project) -> None:
    """Lines and comments of the data file are not shown."""
    built_once.write({"terms.yaml": f"# A comment.\n\n{TERMS}"})
    built = built_once.build()
    assert (built.read, built.written) == ([], [])


def test_new_synonym_heals_the_page_that_missed_it(project: Project) -> None:
    """The page is written again and its warning is gone."""
    project.write({**FILES, "article.rst": "Article\n=======\n\nOf :medterm:`low blood`.\n"})
    project.build(warns=["unknown term 'low blood'"])
    edit(project, "synonyms: [low red count]", "synonyms: [low red count, low blood]")
    built = project.build()
    assert built.one("section a.medterm", "article.html")["href"] == "words.html#medterm-anemia"
    assert_as_clean(project, built)


def test_page_read_again_keeps_its_entries_in_the_lists(built_once: Project) -> None:
    """Sphinx forgets what it has listed for a page before it reads it again."""
    edit(built_once, "Words\n=====", "Words\n=====\n\nNew prose.", "words.rst")
    built = built_once.build()
    assert built.read == ["words"]
    assert "medterm-zebra" in built.text("genindex.html")
    assert b"Zebra std:term" in zlib.decompress(
        built.out.joinpath("objects.inv").read_bytes().split(b"\n", 4)[4]
    )
    assert_as_clean(built_once, built)


def test_term_role_follows_a_label_that_several_terms_have(project: Project) -> None:
    """It leads where a mention leads, as long as there are several and when one is left."""
    project.write({**FILES, "std.rst": "Std\n===\n\nSee :term:`gore`.\n"})
    ant, bee = (f"  {key}: {{label: gore, definition: x}}\n" for key in ("ant", "bee"))
    edit(project, "  zebra: ", f"{bee}{ant}  zebra: ")
    built = project.build(warns=["'gore' is a name of several terms: ant, bee"])
    assert str(built.one("section p a", "std.html")["href"]).endswith("#medterm-ant")
    edit(project, ant, "")
    built = project.build()
    assert str(built.one("section p a", "std.html")["href"]).endswith("#medterm-bee")
    assert_as_clean(project, built)


def test_term_role_in_data_text_follows_the_terms(project: Project) -> None:
    """An entry that says ``:term:`` is written again when what it leads to comes or goes."""
    project.write({**FILES, "std.rst": "Std\n===\n"})
    edit(project, "loss of blood", "loss of :term:`gore`")
    project.build(warns=["term not in glossary: 'gore'"])
    edit(project, "  zebra: ", "  gore: {definition: blood}\n  zebra: ")
    built = project.build()
    assert (
        built.one("#medterm-bleeding .medterm-definition a", "words.html")["href"]
        == "#medterm-gore"
    )
    edit(project, "  gore: {definition: blood}\n", "")
    built = project.build(warns=["term not in glossary: 'gore'"])
    assert not built.html("words.html").select("#medterm-bleeding .medterm-definition a")
    assert_as_clean(project, built)


def test_removed_term_leaves_no_dead_link(built_once: Project) -> None:
    """Pages that used it are written again, and say so."""
    edit(built_once, "  zebra: {label: Zebra, definition: an unlikely diagnosis}\n", "")
    built = built_once.build(warns=["term not in glossary: 'zebra'"])
    assert built.read == []
    assert "medterm-zebra" not in built.text("std.html")
    assert_as_clean(built_once, built)


def test_entry_that_moves_takes_its_links_along(built_once: Project) -> None:
    """A new entry elsewhere changes the pages that link to it, and the glossary."""
    built_once.write({"plain.rst": "Plain\n=====\n\n.. medterm:: anemia\n"})
    built = built_once.build()
    assert built.read == ["plain"]
    assert built.one("section a.medterm", "article.html")["href"] == "plain.html#medterm-anemia"
    assert_as_clean(built_once, built)


def test_removed_page_takes_its_entries_along(built_once: Project) -> None:
    """Mentions become text, with a warning."""
    built_once.src.joinpath("words.rst").unlink()
    edit(built_once, "   words\n", "", "index.rst")
    built = built_once.build(
        warns=["the term 'anemia' has no entry", "term not in glossary: 'zebra'"]
    )
    assert built.read == ["index"]
    assert not built.html("article.html").select("a.medterm")
    assert not built.html("std.html").select("section p a.internal")
    assert "medterm-" not in built.text("genindex.html")


def test_used_glossary_follows_the_mentions_of_other_pages(project: Project) -> None:
    """A mention that comes or goes on one page changes the glossary on another."""
    words = "Words\n=====\n\n.. medterm:glossary::\n   :used:\n"
    project.write({**FILES, "words.rst": words, "std.rst": "Std\n===\n"})
    project.build()
    edit(project, "Nothing here.", "A :medterm:`zebra`.", "plain.rst")
    built = project.build()
    assert (built.read, set(built.written) - {"index"}) == (["plain"], {"plain", "words"})
    assert built.one("#medterm-zebra", "words.html")
    assert_as_clean(project, built)
    edit(project, "A :medterm:`zebra`.", "Nothing.", "plain.rst")
    built = project.build()
    assert not built.html("words.html").select("#medterm-zebra")
    assert_as_clean(project, built)


def test_broken_data_file_and_its_mending(built_once: Project) -> None:
    """What is lost with the file comes back with it."""
    built_once.write({"terms.yaml": "terms: ["})
    built_once.build(
        warns=[
            "no ']' closes this '['",
            "unknown term 'low red count'",
            "this glossary has no terms to show",
            "term not in glossary: 'zebra'",
        ]
    )
    built_once.write({"terms.yaml": TERMS})
    built = built_once.build()
    assert built.read == []
    assert_as_clean(built_once, built)


@pytest.mark.parametrize("first", ["html", "text", "epub", "dirhtml"])
@pytest.mark.parametrize("second", ["html", "text", "singlehtml"])
def test_two_builders_on_the_same_doctrees(project: Project, first: str, second: str) -> None:
    """What one builder has seen of a change, the other has not missed."""
    project.conf = {"copyright": "nobody", "version": "1"}
    project.write(FILES)
    project.build(first, out="one")
    project.build(second, out="two")
    edit(project, "an unlikely diagnosis", "a striped animal")
    project.build(first, out="one")
    built = project.build(second, out="two")
    assert any("a striped animal" in text for text in outputs(built.out).values())
    assert_as_clean(project, built, second)


def test_build_of_named_pages_does_not_hide_what_the_others_miss(built_once: Project) -> None:
    """Only what was written counts as fresh."""
    edit(built_once, "an unlikely diagnosis", "a striped animal")
    built_once.build(docs=["plain.rst"])
    built = built_once.build()
    assert "a striped animal" in built.text("words.html")
    assert_as_clean(built_once, built)


def test_damaged_digests_are_not_trusted(built_once: Project) -> None:
    """The pages are written again."""
    for file in built_once.root.joinpath("doctrees").glob("medterm-*.json"):
        file.write_text("[broken", encoding="utf-8")
    assert "words" in built_once.build().written


def test_configuration_changes_take_effect(built_once: Project) -> None:
    """Each value, without a clean build."""
    built = built_once.build(medterm_hide=["definition"])
    assert "an unlikely diagnosis" not in built.text("words.html")
    built = built_once.build(medterm_std_terms=False, warns=["term not in glossary: 'zebra'"])
    assert "an unlikely diagnosis" in built.text("words.html")
    assert not built.html("std.html").select("section p a.internal")
    built_once.write({"other.yaml": "terms: {x: {definition: y}}"})
    built = built_once.build(
        medterm_files=["other.yaml"],
        warns=["unknown term 'low red count'", "term not in glossary: 'zebra'"],
    )
    assert built.one("#medterm-x", "words.html")


def test_general_index_follows_the_data(built_once: Project) -> None:
    """New names are listed, old ones are gone, and none stands twice."""
    edit(built_once, "label: Zebra", "label: Quagga")
    built_once.build()
    edit(built_once, "[low red count]", "[few red cells]")
    index = built_once.build(warns=["unknown term 'low red count'"]).html("genindex.html")
    lines = [a.parent.get_text() for a in index.select("li a[href*=medterm-]") if a.parent]
    names = [line.partition(", see ")[0].strip() for line in lines]
    assert "Quagga" in names
    assert "few red cells" in names
    assert not {"Zebra", "low red count"} & set(names)
    assert len(names) == len(set(names))


def test_build_that_breaks_off_is_made_good_by_the_next(
    built_once: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Digests are kept only when all pages have been written."""
    edit(built_once, "an unlikely diagnosis", "a striped animal")
    edit(built_once, "[{label: anaemia, region: UK}]", "[anaemia, anæmia]")

    def fail(*_arguments: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("sphinx.builders.html.StandaloneHTMLBuilder.write_doc", fail)
        with pytest.raises(KeyboardInterrupt):
            built_once.build()
    assert_as_clean(built_once, built_once.build())


def build_until(project: Project, page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin a build that ends abruptly in the middle of a page."""
    write_page = StandaloneHTMLBuilder.write_doc

    def write_half(builder: StandaloneHTMLBuilder, docname: str, tree: nodes.document) -> None:
        write_page(builder, docname, tree)
        if docname == page:
            file = builder.outdir / f"{page}.html"
            file.write_text(file.read_text(encoding="utf-8")[:200], encoding="utf-8")
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(StandaloneHTMLBuilder, "write_doc", write_half)
        with pytest.raises(KeyboardInterrupt):
            project.build()


def test_data_taken_back_after_a_build_that_broke_off(
    built_once: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No page keeps what the data said in between."""
    edit(built_once, "an unlikely diagnosis", "a striped animal")
    edit(built_once, "{label: anaemia, region: UK}", "{label: anaemia, region: US}")
    build_until(built_once, "words", monkeypatch)
    built_once.write({"terms.yaml": TERMS})
    assert_as_clean(built_once, built_once.build())


@pytest.mark.parametrize("first", [["index.rst"], None])
def test_page_half_written_when_a_build_broke_off(
    built_once: Project, monkeypatch: pytest.MonkeyPatch, first: list[str] | None
) -> None:
    """It is written again, though it is younger than its source and mentions no term."""
    edit(built_once, "Nothing here.", "Nothing new.", "plain.rst")
    build_until(built_once, "plain", monkeypatch)
    built_once.build(docs=first, check=not first)  # naming pages does not hide the others
    assert_as_clean(built_once, built_once.build())


def test_terms_that_move_to_another_glossary_of_the_page_are_noticed(project: Project) -> None:
    """A term that is used no more leaves the glossary of used ones for the one below it."""
    project.write(
        {
            "terms.yaml": "terms: {ant: {definition: an insect}}",
            "index.rst": "I\n=\n\n.. toctree::\n\n   a\n   b\n",
            "a.rst": "A\n=\n\n:medterm:`ant`\n",
            "b.rst": "B\n=\n\n.. medterm:glossary::\n   :used:\n\nRest:\n\n.. medterm:glossary::\n",
        }
    )
    project.build(warns=["this glossary has no terms to show"])
    project.write({"a.rst": "A\n=\n\nNothing.\n"})
    built = project.build(warns=["this glossary has no terms to show"])
    assert "b" in built.written
    assert built.text("b.html").index("Rest:") < built.text("b.html").index("medterm-ant")
