"""Data files in a build: finding them, and what becomes of bad ones."""

from __future__ import annotations

import os
import sys

import pytest

from .conftest import Build, Project

GLOSSARY = ".. medterm:glossary::\n"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("terms.yaml", "terms: {x: {definition: y}}"),
        ("terms.yml", "terms: {x: {definition: y}}"),
        ("terms.toml", '[terms.x]\ndefinition = "y"'),
        ("terms.json", '{"terms": {"x": {"definition": "y"}}}'),
    ],
)
def test_default_files_are_found(page: Build, project: Project, name: str, text: str) -> None:
    """A project with a file of the usual name needs no configuration."""
    project.src.joinpath("terms.yaml").unlink()
    project.write({name: text})
    assert page(GLOSSARY).one("#medterm-x")


def test_no_data_file_warns_and_says_what_to_do(page: Build, project: Project) -> None:
    """The extension without data is a mistake."""
    project.src.joinpath("terms.yaml").unlink()
    built = page("Text.\n", warns=["no data file found (create terms.yaml next to conf.py"])
    assert "or name a TOML file that lists them in medterm_from_toml" in built.warnings[0]
    assert "[medterm.file]" in built.warnings[0]


def test_files_and_globs_are_relative_to_conf_py(page: Build, project: Project) -> None:
    """Many files make one termbase."""
    project.write(
        {
            "data/a.yaml": "terms: {x: {definition: y, see_also: [z]}}",
            "data/b.json": '{"terms": {"z": {"definition": "y"}}}',
            "data/c.txt": "nothing",
        }
    )
    built = page(GLOSSARY, medterm_files=["data/*.yaml", "data/b.json"])
    shown = [tag["id"] for tag in built.html().select(".medterm-entry")]
    assert shown == ["medterm-x", "medterm-z"]


def test_glob_without_a_match_and_missing_file_warn(page: Build, project: Project) -> None:
    """Each by its name; the other files are used."""
    page(
        GLOSSARY,
        medterm_files=["terms.yaml", "data/*.yaml", "missing.yaml"],
        warns=["no data file matches 'data/*.yaml'", "missing.yaml: the file does not exist"],
    )


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files and names")
def test_files_that_are_none_and_names_that_are_no_text_do_no_harm(
    page: Build, project: Project
) -> None:
    """A pipe and an endless device are not read; a file of any name is, and is told of."""
    os.mkfifo(project.src / "pipe.yaml")
    (project.src / "endless.yaml").symlink_to("/dev/zero")
    for name in (b"gr\xf6\xdfe.yaml", b"a\x1b[31m\n.yaml"):
        file = project.src / os.fsdecode(name)
        file.write_text(f"terms: {{x{len(name)}: {{definition: y, foo: z}}}}", encoding="utf-8")
    built = page(
        GLOSSARY,
        medterm_files=["gr*.yaml", "a*.yaml", "pipe.yaml", "endless.yaml"],
        warns=[
            f"{project.src}/gr\\xf6\\xdfe.yaml:1:30: WARNING: terms.x10.foo: unknown field",
            f"{project.src}/a\\x1b[31m\\n.yaml:1:30: WARNING: terms.x12.foo: unknown field",
            f"{project.src}/pipe.yaml: the file cannot be read: it is a pipe, not a regular file",
            f"{project.src}/endless.yaml: the file cannot be read: it is a device",
        ],
    )
    shown = [tag["id"] for tag in built.html().select(".medterm-entry")]
    assert shown == ["medterm-x10", "medterm-x12"]


def test_a_mistake_that_is_made_often_is_summed_up(page: Build, project: Project) -> None:
    """As on the command line: the first few, and the number of the others."""
    fields = "".join(f", f{number}: z" for number in range(50))
    project.write({"terms.yaml": f"terms: {{x: {{definition: y{fields}}}}}"})
    first = [f"unknown field 'f{number}'" for number in range(20)]
    page(GLOSSARY, warns=[*first, "30 more of this kind from here on: unknown field 'f20'"])


def test_a_name_of_very_many_terms_makes_a_short_warning(page: Build, project: Project) -> None:
    """On a page and in a data text."""
    terms = "".join(f"  k{number:03}: {{label: Q, definition: y}}\n" for number in range(300))
    terms += "  z: {definition: 'a :medterm:`Q`'}\n"
    project.write({"terms.yaml": f"terms:\n{terms}"})
    built = page(f":medterm:`Q`\n\n{GLOSSARY}", warns=["and 290 more"] * 2)
    assert all(len(warning) < 500 for warning in built.warnings)


def test_faults_are_reported_at_their_place_and_the_rest_is_used(
    page: Build, project: Project
) -> None:
    """All faults of all files at once, each with a subtype."""
    project.write(
        {
            "terms.yaml": "terms:\n"
            "  good: {definition: x, synonims: [y]}\n"
            "  bad: {variants: z}\n"
            "  worse: {definition: x, see_also: [godo]}\n",
            "more.toml": "[terms.other]\ndefinition = 7\n[terms.fine]\ndefinition = 'a'\n",
        }
    )
    yaml, toml = project.src / "terms.yaml", project.src / "more.toml"
    built = page(
        GLOSSARY,
        medterm_files=["terms.yaml", "more.toml"],
        warns=[
            f"{yaml}:2:25: WARNING: terms.good.synonims: unknown field 'synonims'; it is "
            "left out (did you mean 'synonyms'?) [medterm.field]",
            f"{yaml}:3:3: WARNING: terms.bad: a term with neither a label nor a definition",
            f"{yaml}:4:37: WARNING: terms.worse.see_also[0]: no term has the key 'godo'",
            f"{toml}:2:1: WARNING: terms.other.definition: expected text, not the number 7; it "
            'is left out (quote it: "7") [medterm.value]',
            f"{toml}:1:1: WARNING: terms.other: a term with neither a label nor a definition",
        ],
    )
    shown = [tag["id"] for tag in built.html().select(".medterm-entry")]
    assert shown == ["medterm-fine", "medterm-good", "medterm-worse"]


def test_data_warnings_come_again_in_every_build(page: Build, project: Project) -> None:
    """A fault does not go away by building twice."""
    project.write({"terms.yaml": "terms: {x: {definition: y, foo: z}}"})
    for _again in range(2):
        page(GLOSSARY, warns=["unknown field 'foo'"])


@pytest.mark.parametrize("label", ["лейкемия", "白血病", "לוקמיה", "IL-2 (α)", 'a "b" <c> & d'])
def test_labels_of_all_scripts_get_stable_ids(page: Build, project: Project, label: str) -> None:
    """Ids come from keys, not from labels."""
    project.write({"terms.yaml": f"terms: {{x1: {{label: '{label}', definition: y}}}}"})
    built = page(f":medterm:`shown <x1>`\n\n{GLOSSARY}")
    assert built.one("#medterm-x1 .medterm-label").get_text() == label
    assert built.one("section > p > a.medterm")["href"] == "#medterm-x1"


def test_keys_of_other_scripts_are_ids_too(page: Build, project: Project) -> None:
    """A key need not be ASCII."""
    project.write({"terms.yaml": "terms: {лейкемия: {definition: y}}"})
    assert page(GLOSSARY).one("#medterm-лейкемия")


def test_one_name_in_place_of_a_list_is_understood(page: Build, project: Project) -> None:
    """Sphinx warns about the type; the file is read all the same."""
    conf = "medterm_files = 'x.yaml'\n"
    project.write({"conf.py": conf, "x.yaml": "terms: {x: {definition: y}}"})
    message = "The config value `medterm_files' has type `str'"
    assert page(GLOSSARY, warns=[message]).one("#medterm-x")


def test_compiled_terms_that_cannot_be_kept_are_reported_and_the_build_goes_on(
    page: Build, project: Project
) -> None:
    """Where, why, and what to do; as soon as it is done, they are kept again."""
    folder = project.root / "doctrees" / "medterm.sqlite"
    folder.mkdir(parents=True)
    told = "medterm.sqlite: it is a folder (remove this folder; until then, each build reads all"
    for parallel in (0, 2):
        built = page(f"Built {parallel} times.\n\n{GLOSSARY}", warns=[told], parallel=parallel)
        assert built.one("#medterm-zebra")
    folder.rmdir()
    assert page(GLOSSARY).one("#medterm-zebra")
    assert folder.is_file()


def test_damaged_compiled_terms_are_made_anew(page: Build, project: Project) -> None:
    """A reader of the build notices nothing."""
    page(GLOSSARY)
    store = project.root / "doctrees" / "medterm.sqlite"
    store.write_bytes(store.read_bytes()[:5000])
    assert page(f"Changed.\n\n{GLOSSARY}").one("#medterm-zebra")


def test_a_build_shows_which_data_files_it_reads(project: Project) -> None:
    """Only those that have changed."""
    project.write({"index.rst": "Page\n====\n"})
    assert "reading terms" in project.build().shown
    assert "reading terms" not in project.build().shown
