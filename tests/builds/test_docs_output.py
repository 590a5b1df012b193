"""What the command line prints, as the docs show it, and the build that says the same."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from medterm_output import output_of
from medterm_words import WIDTH, wrapped

from sphinx_medterm.cli.main import main

from .conftest import Build, Built, Project

STATES = Path(__file__).parents[2] / "docs" / "samples" / "checking"
CONF: dict[str, Any] = {"extensions": ["sphinx_medterm", "medterm_output"], "medterm_files": []}
WRONG = "terms:\n  anemia:\n    definition: x\n    lable: anemia\n"
FOUND = (
    "x.yaml:4:5: error: terms.anemia.lable: unknown field 'lable'; it is left out"
    " (did you mean 'label'?) [medterm.field]"
)


def shown(built: Built) -> str:
    """Return the block of code on the page."""
    (block,) = built.html().select("pre")
    return block.get_text()


def put(project: Project, text: str = WRONG) -> None:
    """Write a data file into a folder beside the page."""
    project.write({"more/x.yaml": text})


def test_a_command_is_shown_with_what_it_prints(page: Build, project: Project) -> None:
    """Findings come first, then the summary; a long line is wrapped, and nothing is lost."""
    put(project)
    built = page(".. medterm-output:: check  x.yaml\n   :folder: more\n   :status: 1", **CONF)
    command, *lines = shown(built).splitlines()
    assert command == "$ medterm check x.yaml"
    assert max(map(len, lines)) <= WIDTH
    assert " ".join(map(str.strip, lines)) == f"{FOUND} 1 term in 1 file: 1 error, 0 warnings"
    assert [line.startswith("   ") for line in lines] == [False, True, False]


def test_names_in_quotes_are_one_argument(page: Build, project: Project) -> None:
    """As in a shell, and they are shown as they are written."""
    put(project, "terms:\n  a: {label: red marrow}\n")
    built = page('.. medterm-output:: show "red marrow" more/x.yaml', **CONF)
    assert shown(built).splitlines()[:2] == [
        '$ medterm show "red marrow" more/x.yaml',
        "red marrow",
    ]


@pytest.mark.parametrize(
    "variables", [{"FORCE_COLOR": "1"}, {"COLUMNS": "30"}, {"COLUMNS": "500"}, {"NO_COLOR": "1"}]
)
def test_the_output_does_not_depend_on_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variables: dict[str, str]
) -> None:
    """Whoever builds the pages gets the same ones."""
    long = "word " * 60
    tmp_path.joinpath("x.yaml").write_text(f"{WRONG}    note: {long}\n", encoding="utf-8")
    for arguments in (["check", "x.yaml"], ["show", "anemia", "x.yaml"]):
        plain = output_of(arguments, tmp_path)
        with monkeypatch.context() as changed:
            for name, value in variables.items():
                changed.setenv(name, value)
            assert output_of(arguments, tmp_path) == plain
        assert "\x1b" not in plain[1]


@pytest.mark.parametrize(
    ("directive", "message"),
    [
        ("check x.yaml\n   :folder: more", "'medterm check x.yaml' has the exit status 1, not 0"),
        ("check\n   :folder: more\n   :status: 1", "has the exit status 2, not 1; it prints:"),
        ("chekc", "has the exit status 2, not 0"),
        ("check x.yaml\n   :folder: mroe", "there is no folder 'mroe'"),
        ('check "x.yaml\n   :folder: more', "No closing quotation"),
        ("", "1 argument(s) required, 0 supplied"),
        ("check\n   :status: -1", "must be positive or zero"),
    ],
)
def test_what_does_not_run_as_it_should_is_reported_in_its_place(
    page: Build, project: Project, directive: str, message: str
) -> None:
    """A page never shows a command that has begun to fail."""
    put(project)
    built = page(f".. medterm-output:: {directive}\n\nThe rest.", check=False, **CONF)
    told = "\n".join(built.warnings)
    assert re.search(r"index\.rst:4: ERROR: ", told)
    assert message in told
    assert "The rest." in built.text("index.html")


def test_a_page_is_read_again_when_its_files_change(page: Build, project: Project) -> None:
    """What it shows follows from them."""
    put(project)
    text = ".. medterm-output:: check x.yaml\n   :folder: more\n   :status: 1"
    page(text, **CONF)
    assert project.build(**CONF).read == []
    put(project, WRONG.replace("lable", "labell"))
    built = project.build(**CONF)
    assert built.read == ["index"]
    assert "labell" in shown(built)


@pytest.mark.parametrize("indent", ["", "    "])
def test_long_lines_keep_their_words_and_their_indentation(indent: str) -> None:
    """What continues a line is indented more than the line; a short one stays as it is."""
    line = indent + "word  two " * 20 + "x" * (WIDTH + 10)
    parts = wrapped(f"short  {indent}\n{line}\n").splitlines()
    assert parts[0] == f"short  {indent}"
    assert parts[1].startswith(f"{indent}word")
    assert all(part.startswith(f"{indent}   ") for part in parts[2:])
    assert " ".join(parts[1:]).split() == line.split()


# ---------------------------------------------------------------------- the file that is checked


@pytest.mark.parametrize("state", ["as-typed", "half-way", "clean", "released"])
def test_a_build_reports_what_the_check_on_the_page_shows(
    project: Project, state: str, capsys: pytest.CaptureFixture[str], monkeypatch: Any
) -> None:
    """Each finding once, in the same words."""
    text = STATES.joinpath(state, "terms.yaml").read_text("utf-8")
    project.write({"terms.yaml": text, "index.rst": "Page\n====\n\n.. medterm:glossary::\n"})
    built = project.build(check=False)
    said = sorted(re.sub(r"^.*/(?=terms\.yaml:)", "", warning) for warning in built.warnings)
    monkeypatch.chdir(project.src)
    main(["check", "--quiet", "terms.yaml"])
    found = capsys.readouterr().out.splitlines()
    assert said == sorted(
        re.sub(r"(?<=\d): (?:error|warning): ", ": WARNING: ", one) for one in found
    )
