"""Values that ``conf.py`` takes over from a TOML file with ``medterm_from_toml``."""

from __future__ import annotations

import pytest

from .conftest import Project

PAGE = "Page\n====\n\n.. medterm:: a\n"
TERM = "terms:\n  {}: {{definition: first, plain_definition: second, codes: ['WARD:1']}}\n"
CONF = 'medterm_from_toml = "../pyproject.toml"\n'
CODES = "[tool.medterm.code_systems.WARD]\ntitle = 'Ward list'\n"


@pytest.fixture
def shared(project: Project) -> Project:
    """Give a project whose settings stand in the folder above that of ``conf.py``."""
    (project.src / "terms.yaml").unlink()
    project.write({"index.rst": PAGE, "conf.py": CONF, "../data/a.yaml": TERM.format("a")})
    return project


def settings(project: Project, *lines: str) -> None:
    """Write the settings."""
    project.write({"../pyproject.toml": "\n".join(["[tool.medterm]", *lines]) + "\n"})


@pytest.mark.parametrize("files", ["data/a.yaml", "data", "data/*.yaml", "./**/a.yaml"])
def test_files_are_relative_to_the_settings(shared: Project, files: str) -> None:
    """As paths, folders and globs."""
    settings(shared, f"files = ['{files}']", CODES)
    assert "Ward list" in shared.build().text("index.html")


def test_conf_py_and_the_command_line_win(shared: Project) -> None:
    """What they leave open is taken over."""
    settings(shared, "files = ['data']", "audience = 'plain'", "hide = ['codes']", CODES)
    text = shared.build().text("index.html")
    assert ("first" in text, "second" in text, "Ward list" in text) == (False, True, False)
    text = shared.build(medterm_audience="both").text("index.html")
    assert ("first" in text, "second" in text, "Ward list" in text) == (True, True, False)
    shared.write({"conf.py": f"{CONF}medterm_hide = []\nmedterm_audience = 'professional'\n"})
    text = shared.build().text("index.html")
    assert ("first" in text, "second" in text, "Ward list" in text) == (True, False, True)


def test_an_edit_of_the_settings_is_an_edit_of_conf_py(shared: Project) -> None:
    """It reads and writes the same pages again, and none without an edit."""
    values = ["audience = 'plain'", "hide = ['definition']", "autolink = 'all'"]
    values += ["autolink_skip = ['lead']"]
    shared.write({"other.rst": ":orphan:\n\nOther\n=====\n"})
    settings(shared, "files = ['data']")
    shared.build()
    for value in values:
        settings(shared, "files = ['data']", value)
        by_settings = shared.build()
        again = shared.build()
        assert (again.read, again.written) == ([], [])
        settings(shared, "files = ['data']")
        shared.build()
        shared.write({"conf.py": f"{CONF}medterm_{value}\n"})
        by_conf = shared.build()
        assert (by_settings.read, by_settings.written) == (by_conf.read, by_conf.written)
        assert by_settings.written
        shared.write({"conf.py": CONF})
        shared.build()


def test_faults_of_the_settings_are_warned_of(shared: Project) -> None:
    """With file, line and hint; the defaults are used in their place."""
    settings(shared, "files = ['data']", "audience = 'plan'", "hiden = ['codes']")
    built = shared.build(
        warns=[
            "pyproject.toml:3:1: WARNING: tool.medterm.audience: invalid value 'plan'",
            "pyproject.toml:4:1: WARNING: tool.medterm.hiden: unknown setting 'hiden'; it is"
            " left out (did you mean 'hide'?) [medterm.option]",
        ]
    )
    assert "first" in built.text("index.html")


@pytest.mark.parametrize(
    ("text", "warning"),
    [
        (None, "pyproject.toml: the file does not exist (check the path) [medterm.file]"),
        ("[tool.other]\n", "pyproject.toml: this file has no table [tool.medterm]"),
        ("[tool.medterm\n", "pyproject.toml:1:14: WARNING: not well-formed TOML"),
    ],
)
def test_settings_that_are_missing_are_warned_of(
    shared: Project, text: str | None, warning: str
) -> None:
    """A project that names a file wants it to be there."""
    shared.write({"terms.yaml": TERM.format("a")})
    if text is not None:
        shared.write({"../pyproject.toml": text})
    shared.build(warns=[warning])


def test_settings_of_the_command_line_are_not_warned_of(shared: Project) -> None:
    """One table serves both."""
    settings(shared, "files = ['data']", "other_glossaries = true")
    shared.build()
