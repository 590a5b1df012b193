"""The table ``[tool.medterm]`` of ``pyproject.toml``: found, read and checked."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from sphinx_medterm.formats.files import expand_globs
from sphinx_medterm.termbase.config_values import CONFIG_VALUES, FROM_TOML
from sphinx_medterm.termbase.settings import nearest_settings, read_settings, systems_of


def write(folder: Path, text: str, name: str = "pyproject.toml") -> Path:
    """Write a file."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return file


def faults(text: str, folder: Path) -> list[str]:
    """Return what is wrong with a table, without the name of the file."""
    file = write(folder, text)
    found = map(str, read_settings(file).diagnostics)
    return [fault.removeprefix(str(file)).removesuffix(" [medterm.option]") for fault in found]


GOOD = """\
[tool.medterm]
files = ["a.yaml", "b/*.yaml"]
hide = "codes"
audience = "both"
std_terms = false
cards = "text"
other_glossaries = true

[tool.medterm.sections]
plain = ["definition", "forms"]

[tool.medterm.code_systems.WARD]
pattern = 'x\\d'
"""


def test_a_table_has_the_values_of_conf_py(tmp_path: Path) -> None:
    """Under their names without the prefix, and settings of the command line."""
    settings = read_settings(write(tmp_path, GOOD))
    assert settings.diagnostics == []
    assert settings.values == {
        "files": ["a.yaml", "b/*.yaml"],
        "hide": ["codes"],
        "audience": "both",
        "std_terms": False,
        "cards": "text",
        "other_glossaries": True,
        "sections": {"plain": ["definition", "forms"]},
        "code_systems": {"WARD": {"pattern": r"x\d"}},
    }
    assert "WARD" in systems_of(settings)


@pytest.mark.parametrize("value", CONFIG_VALUES, ids=lambda value: value.name)
def test_every_value_of_conf_py_is_known(tmp_path: Path, value: object) -> None:
    """But for the one that names the file."""
    name = getattr(value, "name", "")
    found = faults(f"[tool.medterm]\n{name.removeprefix('medterm_')} = {{}}\n", tmp_path)
    assert any("unknown setting" in fault for fault in found) is (name == FROM_TOML)


NO_TABLE = ": error: this file has no table [tool.medterm] (add it, even if it is empty)"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", [NO_TABLE]),
        ("[tool]\nmedterm = 1\n", [NO_TABLE]),
        ("[tool.medterm]\n", []),
        ("tool.medterm = {files = []}\n", []),
        (
            "[tool.medterm]\n\nfils = ['a']\n",
            [
                ":3:1: error: tool.medterm.fils: unknown setting 'fils'; it is left out"
                " (did you mean 'files'?)"
            ],
        ),
        (
            "[tool.medterm]\nmedterm_files = ['a']\n",
            [
                ":2:1: error: tool.medterm.medterm_files: unknown setting 'medterm_files';"
                " it is left out (did you mean 'files'?)"
            ],
        ),
        (
            "[tool.medterm]\ncode-systems = {}\n",
            [
                ":2:1: error: tool.medterm.code-systems: unknown setting 'code-systems'; it is"
                " left out (did you mean 'code_systems'?)"
            ],
        ),
        (
            "[tool.medterm]\naudience = 'plian'\ncards = 1\nautolink = 'x'\n",
            [
                ":2:1: error: tool.medterm.audience: invalid value 'plian'; using the default,"
                " 'both' (did you mean 'plain'?)",
                ":3:1: error: tool.medterm.cards: invalid value '1'; using the default, 'full'"
                " (choose one of full, text, off)",
                ":4:1: error: tool.medterm.autolink: invalid value 'x'; using the default, 'off'"
                " (choose one of off, first, section, all)",
            ],
        ),
        (
            "[tool.medterm]\nstd_terms = 'true'\n",
            [
                ":2:1: error: tool.medterm.std_terms: invalid value 'true'; using the default, True"
                " (write true or false, without quotes)"
            ],
        ),
        (
            "[tool.medterm]\nfiles = {a = 1}\nhide = ['codes', 'cods', 1]\n",
            [
                ":2:1: error: tool.medterm.files: expected a list of texts; it is left out",
                ":3:1: error: tool.medterm.hide[1]: entries have no section 'cods'; it is left out"
                " (did you mean 'codes'?)",
                ":3:1: error: tool.medterm.hide[2]: '1' is not a text; it is left out"
                " (put it in quotes)",
            ],
        ),
        (
            "[tool.medterm]\nsections = ['codes', 'cods']\n",
            [
                ":2:1: error: tool.medterm.sections[1]: entries have no section 'cods'; it is left"
                " out (did you mean 'codes'?)",
            ],
        ),
        (
            "[tool.medterm.sections]\nplain = ['note']\nplian = []\nboth = 1\n",
            [
                ":2:1: error: tool.medterm.sections.plain[0]: entries have no section 'note'; it is"
                " left out (did you mean 'notes'?)",
                ":3:1: error: tool.medterm.sections.plian: unknown audience 'plian'; it is left"
                " out (did you mean 'plain'?)",
                ":4:1: error: tool.medterm.sections.both: expected a list of sections; it"
                ' is left out (write, for instance, ["definition", "synonyms"])',
            ],
        ),
        (
            "[tool.medterm.code_systems.WARD]\ntitle = 'W'\npatern = 'x'\n",
            [
                ":3:1: error: tool.medterm.code_systems.WARD.patern: unknown field 'patern';"
                " it is left out (did you mean 'pattern'?)"
            ],
        ),
        (
            "[tool.medterm]\ncode_systems = 1\n",
            [
                ":2:1: error: tool.medterm.code_systems: expected a mapping of code systems to"
                " their fields"
            ],
        ),
        ("[tool.medterm\n", [":1:14: error: not well-formed TOML: "]),
    ],
)
def test_faults_are_reported_where_they_are(tmp_path: Path, text: str, found: list[str]) -> None:
    """With line, column and what was most likely meant."""
    told = faults(text, tmp_path)
    assert len(told) == len(found)
    assert all(map(str.startswith, told, found)), told


def test_a_file_that_is_missing_is_reported(tmp_path: Path) -> None:
    """Like one of another format, and a folder."""
    (tmp_path / "folder.toml").mkdir()
    write(tmp_path, "tool: {medterm: {files: [a]}}", "settings.yaml")
    for name, said in {
        "none.toml": "the file does not exist",
        "folder.toml": "it is a folder",
        "settings.yaml": "settings are read from TOML files only",
    }.items():
        settings = read_settings(tmp_path / name)
        (fault,) = settings.diagnostics
        assert said in fault.message
        assert settings.values == {}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("own/codes.toml", "[WARD]\npattern = 'x'\npatern = 'y'\n"),
        ("own/codes.yaml", "WARD:\n  pattern: x\n  patern: y\n"),
        ("own/codes.json", '{"WARD":\n {"pattern": "x",\n "patern": "y"}}'),
    ],
)
def test_code_systems_may_stand_in_a_file(tmp_path: Path, name: str, text: str) -> None:
    """Relative to the settings; what is wrong with it is reported there."""
    write(tmp_path, text, name)
    settings = read_settings(write(tmp_path, f"[tool.medterm]\ncode_systems = '{name}'\n"))
    assert settings.values == {"code_systems": {"WARD": {"pattern": "x"}}}
    (fault,) = settings.diagnostics
    assert fault.file == tmp_path / name
    assert fault.position is not None
    assert fault.position.line == 3
    missing = read_settings(write(tmp_path, "[tool.medterm]\ncode_systems = 'none.toml'\n"))
    assert [str(fault.file) for fault in missing.diagnostics] == [str(tmp_path / "none.toml")]


# ---------------------------------------------------------------------- where they are


@pytest.mark.parametrize("place", [".", "a", "a/b/c", "a/b/c/d"])
def test_the_nearest_table_counts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    """Files without the table are passed over, on the way up."""
    write(tmp_path, "[tool.medterm]\nfiles = ['top']\n")
    write(tmp_path, "[project]\nname = 'x'\n", "a/b/pyproject.toml")
    write(tmp_path, "[project\n", "a/b/c/pyproject.toml")
    write(tmp_path, "[tool.medterm]\nfiles = ['deep']\nx = 1\n", "a/b/c/d/pyproject.toml")
    monkeypatch.chdir(tmp_path / place)
    settings = nearest_settings(Path())
    is_deep = place.endswith("d")
    assert settings.values["files"] == ["deep" if is_deep else "top"]
    assert [str(fault.file) for fault in settings.diagnostics] == ["pyproject.toml"] * is_deep


def test_a_broken_file_that_may_have_the_table_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is not passed over in silence."""
    write(tmp_path, "[tool.medterm]\nfiles = ['top']\n")
    write(tmp_path, "[tool.medterm]\nfiles = [\n", "a/pyproject.toml")
    monkeypatch.chdir(tmp_path / "a")
    settings = nearest_settings(Path())
    assert settings.values == {}
    assert [fault.subtype for fault in settings.diagnostics] == ["syntax"]


def test_a_project_need_not_have_settings(tmp_path: Path) -> None:
    """Then there are none, and nothing is wrong."""
    settings = nearest_settings(tmp_path)
    assert (settings.file, settings.values, settings.diagnostics) == (None, {}, [])
    assert settings.files(tmp_path) == []


@pytest.mark.parametrize("home", [".", "docs", "other/[1] x"])
@pytest.mark.parametrize(
    ("named", "found"),
    [
        ("docs/a.yaml", ["docs/a.yaml"]),
        ("docs", ["docs/[b]/c.yaml", "docs/a.yaml"]),
        ("./docs/*.yaml", ["docs/a.yaml"]),
        ("**/c.yaml", ["docs/[b]/c.yaml"]),
        ("docs/[b]/c.yaml", ["docs/[b]/c.yaml"]),
        ("docs/[b]", ["docs/[b]/c.yaml"]),
    ],
)
def test_files_are_relative_to_the_settings(
    tmp_path: Path, home: str, named: str, found: list[str]
) -> None:
    """Whatever folder they are read from, and whatever signs are in the names of folders."""
    root = tmp_path / "[p]"
    for name in ("docs/a.yaml", "docs/[b]/c.yaml", "other/[1] x/d.txt"):
        write(root, "", name)
    settings = read_settings(write(root, f"[tool.medterm]\nfiles = ['{named}', '{root}/none*']\n"))
    base = root / home
    files, _faults = expand_globs(settings.files(base), base)
    shown = [os.path.normpath(base / file) for file in files]
    assert shown == [os.path.normpath(root / name) for name in found]
