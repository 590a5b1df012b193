"""``medterm check`` and a build say the same of data files."""

from __future__ import annotations

import json
import re
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sphinx_medterm.cli.main import main
from sphinx_medterm.termbase.load import load_termbase

from .conftest import Project
from .written_data import DAMAGES, KEYS, DataFile, styles, terms

INDEX = "Page\n====\n\n.. medterm:glossary::\n"
NAMES = ("ants", "none", "nones", "a-", "z-", "HP:0001903", "HP:19", "MESHH:D1", "x", "ant#no")

mentions = st.builds(
    ":medterm:{}:`{}`".format,
    st.sampled_from(["term", "abbr", "short", "full", "long", "def", "plain", "pron", "etym"]),
    st.sampled_from([*KEYS, *NAMES]),
) | st.builds(":medterm:{}:`{}`".format, st.sampled_from(["code", "part"]), st.sampled_from(NAMES))
texts = st.lists(mentions | st.sampled_from(["*x", "<b>", "word"]), min_size=1, max_size=4).map(
    " ".join
)
written = st.builds(
    lambda term, text, note: {**term, "definition": text, **({"etymology": note} if note else {})},
    terms,
    texts,
    st.just("") | texts,
)
files = st.builds(
    DataFile,
    name=st.sampled_from(["terms.yaml", "terms.json"]),
    terms=st.dictionaries(st.sampled_from(KEYS), written, min_size=1),
    style=styles,
    damage=st.sampled_from(["", "", "", *DAMAGES]),
)

Check = Callable[..., list[str]]


@pytest.fixture
def check(project: Project, monkeypatch: pytest.MonkeyPatch, capfd: Any) -> Check:
    """Check data files in the folder of the pages."""
    monkeypatch.chdir(project.src)

    def run(*arguments: str) -> list[str]:
        capfd.readouterr()
        main(["check", "--quiet", *arguments])
        found: list[str] = capfd.readouterr().out.splitlines()
        return sorted(found)

    return run


def told(project: Project) -> list[str]:
    """List what a build says of its data files, as ``check`` words it."""
    built = project.build(check=False)
    place = re.escape(f"{project.src.as_posix()}/")
    found = [re.sub(rf"^(WARNING: )?{place}([^:]*: )?", r"\2\1", line) for line in built.warnings]
    about_pages = ("medterm.no_entry", "medterm.audience", "medterm.empty_glossary", "[ref.")
    return sorted(line for line in found if not any(kind in line for kind in about_pages))


def as_warnings(lines: list[str]) -> list[str]:
    """Word what ``check`` says as a build does, to which everything is a warning."""
    return sorted(re.sub(r"^(\S+?): (?:error|warning): ", r"\1: WARNING: ", one) for one in lines)


@settings(
    max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(file=files)
def test_the_findings_are_equal(project: Project, check: Check, file: DataFile) -> None:
    """Of files of all kinds, in a project that has no other glossaries."""
    for old in project.src.glob("terms.*"):
        old.unlink()
    project.write({"index.rst": INDEX})
    project.src.joinpath(file.name).write_bytes(file.content())
    assert told(project) == as_warnings(check(file.name))


def test_every_build_says_the_same(project: Project, check: Check) -> None:
    """A second build without changes, another builder, and a page that shows no term."""
    data = {
        "terms": {
            "ant": {"definition": "of :medterm:`nobody` and :medterm:code:`HP:19`"},
            "bee": {"definition": "by :medterm:`nobody`, :medterm:pron:`ant`"},
        }
    }
    project.src.joinpath("terms.yaml").unlink()
    project.write({"terms.json": json.dumps(data, indent=1), "index.rst": INDEX})
    expected = as_warnings(check("terms.json"))
    assert len(expected) == 3
    assert expected[0].startswith("terms.json:4:")
    assert "mentioned in 2 records" in " ".join(expected)
    assert told(project) == told(project) == expected
    project.write({"index.rst": "Page\n====\n\nNothing.\n"})
    assert told(project) == expected


def test_what_other_projects_know_is_left_to_a_build(project: Project) -> None:
    """Names that are ignored, or known elsewhere, are no findings there."""
    project.src.joinpath("terms.yaml").unlink()
    data = {"terms": {"ant": {"definition": "of :medterm:`nobody` and :medterm:`no one`"}}}
    project.write({"terms.json": json.dumps(data), "index.rst": INDEX})
    ignore = [("medterm:term", "nobody")]
    known = project.build(nitpicky=True, nitpick_ignore=ignore, warns=["unknown term 'no one'"])
    assert "terms.ant.definition: unknown term" in known.warnings[0]
    project.build(warns=["unknown term 'nobody'", "unknown term 'no one'"])


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("terms.json", '{"terms": [', "could not be read completely"),
        ("more.yaml", "terms: {cat: {definition: [}}", "could not be read completely"),
    ],
)
def test_unknown_names_that_may_follow_from_a_broken_file_are_one_finding(
    project: Project, check: Check, name: str, content: str, reason: str
) -> None:
    """On pages and in other data files; the broken file is what the hand must go to."""
    mentions = "Page\n====\n\n:medterm:`lynx`\n:medterm:`puma`\n\n.. medterm:: cougar\n"
    text = "of :medterm:`lion`, :medterm:`tiger`"
    data = {"terms": {"ant": {"definition": text, "see_also": ["cat"]}}}
    project.src.joinpath("terms.yaml").unlink()
    project.write({name: content, "good.json": json.dumps(data), "index.rst": mentions})
    built = project.build(check=False, medterm_files=[name, "good.json"])
    about_names = [line for line in built.warnings if reason in line]
    assert ["3 unknown terms: 'lynx', 'puma', 'cougar'" in line for line in about_names] == [
        False,
        True,
    ]
    assert "3 names and keys are unknown" in about_names[0], about_names
    assert name in about_names[0]
    said = check(name, "good.json")
    assert [line for line in said if "unknown" in line] == [line for line in said if reason in line]


# ---------------------------------------------------------------------- glossaries of others

UNCONVERTED = Path(__file__).parent / "glossaries" / "unconverted"
GLOSSARIES = ("garden.yaml", "library.yaml", "music.json")
WORD = re.compile(r"[^\W_]{3,}")
UNSEEN = re.compile(
    r":[a-zA-Z:]+:(?=`)|(?<=`):[a-z]+:|\{term\}|<[^<> ]+>(?=`)|</?\w+>|&amp;|``:|```text"
    r"|(?m:^ *\.\. [\w-]+::|^ *:\w+:)|\]\(\S+?\)"
)
"""What readers of a glossary do not see of its markup: roles, addresses, tags, directives."""


def read_back(project: Project, builder: str) -> str:
    """Build a project, and return what readers see."""
    built = project.build(builder, check=False)
    if builder == "html":
        return built.html().get_text(" ")
    if builder == "epub":
        (book,) = built.out.glob("*.epub")
        with zipfile.ZipFile(book) as archive:
            return BeautifulSoup(archive.read("index.xhtml"), "html.parser").get_text(" ")
    (file,) = [*built.out.glob("*.t[ex][xt]*"), *built.out.glob("*.1")][:1]
    command = r"\\f[BIR]|\\[a-z]?" if builder == "man" else r"\\[a-zA-Z]+|\\"
    return re.sub(command, " ", file.read_text(encoding="utf-8"))


@pytest.fixture
def glossary(project: Project, request: pytest.FixtureRequest) -> tuple[Project, str]:
    """Return a project with the entries of one glossary, as its authors wrote them for Sphinx."""
    name: str = request.param
    project.src.joinpath("terms.yaml").unlink()
    text = UNCONVERTED.joinpath(name).read_text(encoding="utf-8")
    project.write({name: text, "index.rst": INDEX})
    project.conf = {"medterm_files": [name], "extensions": ["sphinx_medterm", "sphinx.ext.mathjax"]}
    return project, name


@pytest.mark.parametrize("glossary", GLOSSARIES, indirect=True)
def test_check_says_of_a_glossary_what_a_build_says(
    glossary: tuple[Project, str], check: Check
) -> None:
    """Before anything in it has been converted."""
    project, name = glossary
    said = check(name)
    assert said
    assert told(project) == as_warnings(said)


@pytest.mark.parametrize("builder", ["html", "epub", "latex", "text", "man"])
@pytest.mark.parametrize("glossary", GLOSSARIES, indirect=True)
def test_a_glossary_loses_no_word_and_shows_no_sign(
    glossary: tuple[Project, str], builder: str
) -> None:
    """Whatever markup of Sphinx, Markdown or HTML it has, but for what is literal text."""
    project, name = glossary
    shown = read_back(project, builder)
    terms = load_termbase(name, base=project.src)
    for key in terms:
        term = terms.term(key)
        text = UNSEEN.sub(" ", f"{term.definition}")
        missing = Counter(WORD.findall(text)) - Counter(WORD.findall(shown))
        assert not missing, key
