"""A page for each letter of the glossary, written before pages are read."""

from __future__ import annotations

import shutil
import subprocess
import sys

import pytest
import sphinx_testing
from sphinx.util.docutils import docutils_namespace

from .conftest import DEFAULTS, Built, Project
from .outcome import compare_outputs

TERMS = """\
terms:
  anemia: {definition: too little blood, plain_definition: tired blood}
  Angina: {definition: pain}
  blood: {definition: "a fluid; its lack is :medterm:`anemia`", codes: [{system: X, code: y}]}
  beta: {label: "β-thalassemia", definition: x}
  five: {label: 5-HT, definition: x}
"""
INDEX = """\
Page
====

Of :medterm:`anemia` and :medterm:`blood`.

.. toctree::

   glossary/index
"""
PAGES = {"glossary/index", "glossary/0-9", "glossary/a", "glossary/b", "glossary/u0392"}


@pytest.fixture
def letters(project: Project) -> Project:
    """Give a project with such pages."""
    project.conf["medterm_letter_pages"] = {"glossary/": {}}
    project.conf |= {"nitpicky": True}
    project.write({"terms.yaml": TERMS, "index.rst": INDEX})
    return project


def sources(project: Project, folder: str = "glossary") -> set[str]:
    """List the files in a folder of the sources."""
    return {file.name for file in (project.src / folder).iterdir()}


def heading(built: Built, name: str) -> str:
    """Return the title of a page, which stands below that of the project."""
    return built.one("section > h1", name).get_text().removesuffix("¶")


def test_each_letter_has_a_page_and_one_page_lists_them(letters: Project) -> None:
    """In the first build; links lead to the pages."""
    built = letters.build()
    assert set(built.read) == {"index", *PAGES}
    listed = built.html("glossary/index.html").select("div.toctree-wrapper a")
    assert [link.get_text() for link in listed] == ["#", "A", "B", "Β"]
    assert heading(built, "glossary/a.html") == "Glossary: A"
    assert heading(built, "glossary/0-9.html") == "Glossary: #"
    assert built.html("glossary/a.html").select("#medterm-anemia")
    assert built.html("glossary/u0392.html").select("#medterm-beta")
    links = built.html().select("a.medterm")
    assert [link["href"] for link in links] == [
        "glossary/a.html#medterm-anemia",
        "glossary/b.html#medterm-blood",
    ]


def test_second_build_reads_and_writes_nothing(letters: Project) -> None:
    """No file is touched that would stay the same."""
    letters.build()
    times = {name: (letters.src / f"{name}.rst").stat().st_mtime_ns for name in PAGES}
    again = letters.build()
    assert (again.read, again.written) == ([], [])
    assert times == {name: (letters.src / f"{name}.rst").stat().st_mtime_ns for name in PAGES}


@pytest.mark.parametrize("parallel", [0, 2])
def test_a_new_letter_has_its_page_in_the_same_build(letters: Project, parallel: int) -> None:
    """And one without terms has none any more; the outcome is that of a clean build."""
    letters.build(parallel=parallel)
    letters.write({"terms.yaml": TERMS.replace("blood:", "zebra:").replace("five", "six")})
    letters.write({"index.rst": INDEX.replace("`blood`", "`zebra`")})
    built = letters.build(parallel=parallel)
    if not parallel:
        assert set(built.read) == {"index", "glossary/index", "glossary/z"}
    assert sources(letters) == {"0-9.rst", "a.rst", "index.rst", "u0392.rst", "z.rst"}
    assert built.html("glossary/z.html").select("#medterm-zebra")
    for name in ("glossary/b.html", "_sources/glossary/b.rst.txt"):
        built.out.joinpath(name).unlink(missing_ok=True)  # which Sphinx never does
    clean = Project(letters.root / "clean", letters.conf)
    shutil.copytree(letters.src, clean.src, ignore=lambda *_: ["glossary"])
    compare_outputs(built, clean.build())


def test_a_changed_definition_writes_its_page_only(letters: Project) -> None:
    """The sources do not depend on what entries say."""
    letters.build(medterm_cards="off")
    letters.write({"terms.yaml": TERMS.replace("pain", "chest pain")})
    built = letters.build(medterm_cards="off")
    assert built.read == []
    lists = {"index", "glossary/index"}  # one of which Sphinx writes as well, by its release
    assert {*built.written} - lists == {"glossary/a"}


def test_options_are_those_of_the_glossary(letters: Project) -> None:
    """With titles of one's own, and without references."""
    options = {
        "title": "Words *of* blood",
        "letter_title": "{letter} …",
        "audience": "plain",
        "hide": ["codes"],
        "cross_references": False,
    }
    letters.conf["medterm_letter_pages"] = {"words/by-letter": options}
    letters.write({"index.rst": INDEX.replace("glossary", "words/by-letter")})
    built = letters.build(check=False)
    assert heading(built, "words/by-letter/index.html") == "Words of blood"
    page = built.html("words/by-letter/a.html")
    assert heading(built, "words/by-letter/a.html") == "A …"
    assert "tired blood" in page.get_text()
    assert not built.html("words/by-letter/b.html").select(".medterm-codes")


def test_two_folders_make_two_glossaries(letters: Project) -> None:
    """Links lead to one of them."""
    second = {"audience": "plain", "no_index": True, "cross_references": False}
    letters.conf["medterm_letter_pages"] = {"glossary": {}, "a-words": second}
    letters.write({"index.rst": INDEX + "   a-words/index\n"})
    built = letters.build(check=False)
    assert "tired blood" in built.html("a-words/a.html").get_text()
    assert not built.html("a-words/a.html").select("[id^=medterm]")
    assert built.html().select("a[href='glossary/a.html#medterm-anemia']")


def test_entries_elsewhere_are_referred_to(letters: Project) -> None:
    """So no page is empty, and the glossary has every term."""
    letters.write({"index.rst": INDEX + "\n.. medterm:: five\n"})
    built = letters.build()
    assert built.one("a.medterm", "glossary/0-9.html")["href"] == "../index.html#medterm-five"


def test_files_of_others_stay_as_they_are(letters: Project) -> None:
    """Each is named in a warning; what is beside them does not matter."""
    own = "Mine\n====\n\n.. toctree::\n   :glob:\n\n   [a-z0-9]*\n"
    letters.write({"glossary/index.rst": own, "glossary/a.txt": "x", "glossary/b.rst": "B\n=\n"})
    stays = "is not one that medterm_letter_pages has made; it stays as it is"
    built = letters.build(
        warns=[
            f"index.rst:1: WARNING: this file {stays}",
            f"b.rst:1: WARNING: this file {stays}",
            "the term 'blood' has no entry",
        ]
    )
    assert (letters.src / "glossary/index.rst").read_text(encoding="utf-8") == own
    assert (letters.src / "glossary/a.txt").exists()
    assert built.html("glossary/a.html").select("#medterm-anemia")
    letters.src.joinpath("glossary/b.rst").unlink()
    letters.conf["medterm_letter_pages"] = {"glossary": {"index": False}}
    letters.build()


@pytest.mark.parametrize(
    ("given", "warning"),
    [
        ({"../x": {}}, "'../x' is not a folder for pages (name a folder inside"),
        ({"/x": {}}, "'/x' is not a folder for pages"),
        ({"": {}}, "'' is not a folder for pages"),
        ({3: {}}, "'3' is not a folder for pages"),
        ({"glossary": {}, "glossary/": {}}, "the folder 'glossary' is named twice"),
        ({"glossary": None}, "expected a mapping of options (write {} for none)"),
        ({"glossary": {"titel": "x"}}, "unknown option 'titel' (did you mean 'title'?)"),
        ({"glossary": {"letter_title": "{lettre}"}}, "invalid value '{lettre}' (write '{letter}'"),
        ({"glossary": {"title": 3}}, "invalid value '3' (write a text on one line)"),
        ({"glossary": {"title": "A\nB"}}, r"invalid value 'A\nB' (write a text on one line)"),
        ({"glossary": {"letter_title": " "}}, "invalid value ' ' (write a text on one line)"),
        ({"glossary": {"title": "\udc80"}}, r"invalid value '\udc80' (write a text on one line)"),
        ({"a\0b": {}}, r"'a\x00b' is not a folder for pages"),
        ({"a\nb": {}}, r"'a\nb' is not a folder for pages"),
        ({"a\udc80": {}}, r"'a\udc80' is not a folder for pages"),
        ({"glossary": {"index": "no"}}, "invalid value 'no' (write True or False)"),
        ({"glossary": {"hide": 3}}, "invalid value '3' (write names of sections)"),
        ({"glossary": {"hide": "coeds"}}, "entries have no section 'coeds'"),
        ({"glossary": {"audience": "all"}}, "invalid value 'all' for 'audience'"),
    ],
)
def test_wrong_settings_are_reported(letters: Project, given: object, warning: str) -> None:
    """With the place in ``conf.py``, and nothing breaks."""
    built = letters.build(check=False, medterm_letter_pages=given)
    said = [line for line in built.warnings if "conf.py: medterm_letter_pages" in line]
    assert len(said) == 1
    assert warning in said[0]
    assert not (letters.root / "x").exists()


def test_pages_that_cannot_be_written_are_reported(letters: Project) -> None:
    """Each once, whatever the system has against their names."""
    built = letters.build(check=False, medterm_letter_pages={"x" * 300: {"index": False}})
    said = [line for line in built.warnings if "cannot be written" in line]
    assert len(said) == len(PAGES) - 1
    assert all("medterm.file" in line for line in said)


def test_projects_in_markdown_have_pages_in_markdown(letters: Project) -> None:
    """With the same titles and entries."""
    letters.conf["extensions"] = ["myst_parser", "sphinx_medterm"]
    letters.conf["source_suffix"] = {".md": "markdown"}
    letters.src.joinpath("index.rst").unlink()
    letters.write({"index.md": "# Page\n\n```{toctree}\nglossary/index\n```\n"})
    built = letters.build()
    assert {f"{name}.md" for name in PAGES} == {f"glossary/{name}" for name in sources(letters)}
    assert heading(built, "glossary/0-9.html") == "Glossary: #"
    for key, page in (("five", "0-9"), ("anemia", "a"), ("beta", "u0392")):
        assert built.html(f"glossary/{page}.html").select(f"#medterm-{key}")
    assert letters.build().read == []


def test_pages_of_another_suffix_are_replaced(letters: Project) -> None:
    """No page is there twice."""
    letters.build()
    letters.conf["extensions"] = ["myst_parser", "sphinx_medterm"]
    letters.conf["source_suffix"] = {".md": "markdown", ".rest": "restructuredtext", ".rst": "x"}
    letters.src.joinpath("index.rst").rename(letters.src / "index.rest")
    letters.build(check=False)
    assert all(name.endswith(".rest") for name in sources(letters))


NULL_PARSER = """\
from docutils.parsers.null import Parser


def setup(app):
    app.add_source_parser(Parser)
"""


def test_a_project_that_reads_neither_is_told(letters: Project) -> None:
    """Nothing is written."""
    letters.conf["source_suffix"] = {".txt": "null"}
    letters.write({"index.txt": "x", "conf.py": NULL_PARSER})
    built = letters.build(check=False)
    assert any("letter pages cannot be written" in line for line in built.warnings)
    assert not (letters.src / "glossary").exists()


@pytest.mark.parametrize("builder", ["dirhtml", "singlehtml", "epub", "latex", "text", "gettext"])
def test_all_formats_have_the_pages(letters: Project, builder: str) -> None:
    """As sources, they are like any others."""
    built = letters.build(
        builder,
        version="1",
        epub_copyright="A",
        latex_documents=[("index", "p.tex", "T", "A", "manual")],
    )
    assert {"glossary/a", "glossary/index"} <= set(built.read)
    if builder == "text":
        assert "too little blood" in built.text("glossary/a.txt")
    if builder == "latex":
        assert "too little blood" in built.text("p.tex")


def test_settings_may_be_in_a_toml_file(letters: Project) -> None:
    """As a table of tables."""
    del letters.conf["medterm_letter_pages"]
    letters.write({"set.toml": "[tool.medterm.letter_pages]\n'glossary/' = {title = 'Words'}\n"})
    letters.write({"conf.py": "medterm_from_toml = 'set.toml'\n"})
    built = letters.build()
    assert heading(built, "glossary/a.html") == "Words: A"
    letters.write({"set.toml": "[tool.medterm.letter_pages]\n'glossary/' = {titel = 'Words'}\n"})
    warning = "set.toml: tool.medterm.letter_pages['glossary/']: WARNING: unknown option 'titel'"
    letters.build(warns=[warning])


def test_builders_side_by_side_leave_whole_pages(letters: Project) -> None:
    """What another one writes at the same time is the same."""
    letters.build()
    before = {name: (letters.src / f"{name}.rst").read_bytes() for name in PAGES}
    shutil.rmtree(letters.src / "glossary")
    settings = ["-D", "extensions=sphinx_medterm"]
    letters.write({"conf.py": "medterm_letter_pages = {'glossary/': {}}\n"})
    settings += ["-q", "-W", str(letters.src)]
    commands = [
        [sys.executable, "-m", "sphinx", *settings, "-b", name, str(letters.root / name)]
        for name in ("text", "xml", "pseudoxml")
    ]
    running = [subprocess.Popen(command) for command in commands]
    assert [one.wait() for one in running] == [0, 0, 0]
    assert before == {name: (letters.src / f"{name}.rst").read_bytes() for name in PAGES}
    assert sources(letters) == {f"{name.removeprefix('glossary/')}.rst" for name in PAGES}


def test_a_server_that_builds_again_follows_the_data(letters: Project) -> None:
    """A new letter has its page, and one that is gone has none, in the second build of an app."""
    outdir = letters.root / "html"
    outdir.mkdir()
    with docutils_namespace():
        app = sphinx_testing.TestApp(
            srcdir=str(letters.src),
            outdir=str(outdir),
            doctreedir=str(letters.root / "doctrees"),
            buildername="html",
            confoverrides={**DEFAULTS, **letters.conf},
        )
        try:
            app.build()
            text = TERMS.replace("blood:", "zebra:").replace("`anemia`", "`five`")
            letters.write({"terms.yaml": text, "index.rst": INDEX.replace("`blood`", "`zebra`")})
            app.build()
        finally:
            app.cleanup()
    assert (outdir / "glossary/z.html").exists()
    assert "glossary/b" not in app.env.all_docs
    assert "glossary/b.html" not in (outdir / "glossary/index.html").read_text(encoding="utf-8")
