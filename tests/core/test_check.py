"""``medterm check``: which files it reads, which findings it shows, and in which form."""

from __future__ import annotations

import io
import json
import os
import re
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from sphinx_medterm.cli.main import main
from sphinx_medterm.diagnostics import Diagnostic, Position, Severity, Subtype
from sphinx_medterm.reports.listing import as_annotation
from sphinx_medterm.reports.terminal import LARGE, showing_progress, wants_color

Files = Callable[[Mapping[str, str]], Path]
Out = pytest.CaptureFixture[str]

GOOD = "terms:\n  {}: {{definition: x}}\n"
WRONG = "terms:\n  a: {definition: x, lable: A}\n"
MANY = """\
terms:
  a: {definition: "*open", lable: A}
  b c: {definition: x}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in an empty folder of a project."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def write(folder: Path) -> Files:
    """Return a function that writes files, by name."""

    def write(texts: Mapping[str, str]) -> Path:
        for name, text in texts.items():
            folder.joinpath(name).parent.mkdir(parents=True, exist_ok=True)
            folder.joinpath(name).write_text(text, encoding="utf-8")
        return folder

    return write


def type_in(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    """Let a text be the standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))


def found(capsys: Out, *arguments: str) -> list[Any]:
    """Return the findings of a check."""
    main(["check", "--format", "json", *arguments])
    return list(json.loads(capsys.readouterr().out)["diagnostics"])


# ---------------------------------------------------------------------- files


@pytest.mark.parametrize(
    ("arguments", "count"),
    [
        (["terms"], 4),
        (["terms/"], 4),
        (["."], 5),
        (["terms/more", "top.yaml"], 3),
        (["terms", "terms/a.yaml", "t*/*.yaml"], 4),
        (["terms/**/*.json"], 1),
    ],
)
def test_a_folder_stands_for_the_data_files_in_it(
    write: Files, capsys: Out, arguments: list[str], count: int
) -> None:
    """Also in those below, but not for hidden files, other files and the file of the settings."""
    names = ["terms/a.yaml", "terms/B.YML", "terms/more/c.json", "terms/more/d.toml", "top.yaml"]
    texts = {name: GOOD.format(f"t{n}") for n, name in enumerate(names)}
    texts["terms/more/c.json"] = '{"terms": {"t2": {"definition": "x"}}}'
    texts["terms/more/d.toml"] = "[terms.t3]\ndefinition = 'x'\n"
    hidden = ["terms/.e.yaml", ".venv/f.yaml", "terms/more/.g/h.yaml"]
    other = ["terms/readme.txt", "pyproject.toml", "terms/more/noyaml"]
    other += ["terms/more/medterm.schema.json"]  # where an editor needs it
    write(texts | dict.fromkeys([*hidden, *other], "x = ["))
    main(["check", *arguments])
    told = capsys.readouterr()
    plural = "s" if count > 1 else ""
    assert told.err.startswith(f"{count} term{plural} in {count} file{plural}: ")


def test_files_of_a_folder_are_read_in_the_order_of_their_names(write: Files, capsys: Out) -> None:
    """So that all machines keep the same of two records with one key."""
    write({f"terms/{name}.yaml": GOOD.format("a") for name in ("c", "b/x", "a")})
    shown = [Path(finding["file"]).as_posix() for finding in found(capsys, "terms")]
    assert shown == ["terms/b/x.yaml", "terms/c.yaml"]


def test_a_folder_without_data_files_is_warned_of(write: Files, capsys: Out) -> None:
    """It is most likely another one that is meant."""
    write({"empty/readme.txt": "", "a.yaml": GOOD.format("a")})
    assert main(["check", "-q", "empty", "a.yaml"]) == 0
    assert "warning: the folder 'empty' contains no data file" in capsys.readouterr().out
    assert main(["check", "-q", "empty"]) == 2


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        ("x/a.yaml", WRONG, "x/a.yaml:2:22: "),
        ("a.json", '{"terms": {"a": {"definition": "x", "lable": "A"}}}', "a.json:1:37: "),
        ("a.toml", "[terms.a]\ndefinition = 'x'\nlable = 'A'\n", "a.toml:3:1: "),
        ("[a].yaml", WRONG, "[a].yaml:2:22: "),
        ("", WRONG, "<stdin>:2:22: "),
        ("a.txt", WRONG, "a.txt: error: unknown suffix '.txt' of a data file"),
    ],
)
def test_the_standard_input_is_read(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Out,
    name: str,
    text: str,
    shown: str,
) -> None:
    """By the suffix of the name that editors give to it, which messages show."""
    type_in(monkeypatch, text)
    named = ["--stdin-filename", name] if name else []
    assert main(["check", "-q", "-", *named]) == 1
    assert capsys.readouterr().out.replace("\\", "/").startswith(shown)


@pytest.mark.parametrize("is_first", [True, False])
@pytest.mark.parametrize("is_whole", [True, False])
def test_the_standard_input_takes_the_place_of_its_file(
    write: Files, monkeypatch: pytest.MonkeyPatch, capsys: Out, is_first: bool, is_whole: bool
) -> None:
    """What an editor has not saved yet is checked together with the other files."""
    root = write(
        {"terms/a.yaml": WRONG, "terms/b.yaml": "terms: {b: {definition: x, see_also: [a]}}\n"}
    )
    type_in(monkeypatch, GOOD.format("a"))
    name = str(root / "terms/a.yaml" if is_whole else Path("terms", "a.yaml"))
    files = ["-", "terms"] if is_first else ["terms", "-"]
    assert main(["check", *files, "--stdin-filename", name]) == 0
    assert capsys.readouterr() == ("", "2 terms in 2 files: 0 errors, 0 warnings\n")


def test_a_file_that_is_named_in_several_ways_is_read_once(write: Files, capsys: Out) -> None:
    """Or its keys would be there twice."""
    root = write({"terms/a.yaml": GOOD.format("a")})
    assert main(["check", "terms", str(root / "terms"), "terms/../terms/*.yaml"]) == 0
    assert capsys.readouterr() == ("", "1 term in 1 file: 0 errors, 0 warnings\n")


# ---------------------------------------------------------------------- settings


TOML = """\
[tool.medterm]
files = ["terms", "more/*.yaml"]

[tool.medterm.code_systems.LOCAL]
pattern = "[a-z]+"
"""
CODED = "terms:\n  c: {definition: x, codes: ['LOCAL:1']}\n"


@pytest.mark.parametrize("place", [".", "more", "more/deep/er"])
def test_without_arguments_the_settings_say_what_is_checked(
    write: Files, monkeypatch: pytest.MonkeyPatch, capsys: Out, place: str
) -> None:
    """From any folder below; files are shown relative to the current one."""
    root = write(
        {
            "pyproject.toml": TOML,
            "terms/a.yaml": GOOD.format("a"),
            "more/c.yaml": CODED,
            "more/deep/pyproject.toml": "[tool.other]\n",
            "more/deep/er/unasked.yaml": WRONG,
        }
    )
    monkeypatch.chdir(root / place)
    (finding,) = found(capsys)
    assert (finding["type"], finding["line"]) == ("medterm.code", 2)
    assert finding["file"] == os.path.relpath(root / "more/c.yaml", root / place)


def test_without_files_in_the_settings_usual_names_are_looked_for(
    write: Files, capsys: Out
) -> None:
    """In the current folder."""
    write({"pyproject.toml": "[tool.medterm]\n", "terms.yaml": WRONG, "other.yaml": WRONG})
    assert [finding["file"] for finding in found(capsys)] == ["terms.yaml"]


def test_the_option_for_code_systems_wins_over_the_settings(write: Files, capsys: Out) -> None:
    """It takes their place as a whole."""
    write({"pyproject.toml": TOML, "more/c.yaml": CODED, "own.toml": "[WARD]\n"})
    assert main(["check", "-q", "more"]) == 0
    assert "does not look like a code of LOCAL" in capsys.readouterr().out
    assert main(["check", "-q", "more", "--code-systems", "own.toml"]) == 0
    assert capsys.readouterr().out == ""


UNKNOWN = "terms: {a: {definition: 'of :medterm:`x`, :medterm:`y` and :medterm:part:`z-`'}}\n"


@pytest.mark.parametrize(
    ("settings", "arguments", "is_listed"),
    [
        ("", [], True),
        ("", ["--other-glossaries"], False),
        ("other_glossaries = true", [], False),
        ("other_glossaries = false", [], True),
    ],
)
def test_names_that_a_build_may_find_elsewhere_are_counted(
    write: Files, capsys: Out, settings: str, arguments: list[str], is_listed: bool
) -> None:
    """If the project says that there are other glossaries; word parts are in none."""
    write({"pyproject.toml": f"[tool.medterm]\n{settings}\n", "a.yaml": UNKNOWN})
    assert main(["check", "a.yaml", "-W", *arguments]) == 1
    told = capsys.readouterr()
    unknown = [line.split(": ", 3)[3] for line in told.out.splitlines()]
    kind = "(run 'medterm explain unknown') [medterm.unknown]"
    part = f"unknown word part 'z-' {kind}"
    terms = [f"unknown term {name!r} {kind}" for name in "xy"]
    assert unknown == ([*terms, part] if is_listed else [part])
    left = "2 names are unknown here; a build looks them up in other projects\n"
    assert told.err.endswith(left) is not is_listed


def test_references_to_pages_are_counted(write: Files, capsys: Out) -> None:
    """Only a build can follow them."""
    write({"a.yaml": "terms: {a: {definition: 'see :ref:`x`, :ref:`y` and :term:`z`'}}\n"})
    assert main(["check", "a.yaml", "-W"]) == 0
    assert capsys.readouterr().err.splitlines()[1:] == [
        "3 references lead to pages, or to glossaries of Sphinx; a build follows them"
    ]


# ---------------------------------------------------------------------- findings


@pytest.mark.parametrize(
    ("arguments", "types", "status"),
    [
        ([], ["markup", "field", "value"], 1),
        (["--select", "markup"], ["markup"], 0),
        (["--select", "medterm.markup, value", "-W"], ["markup", "value"], 1),
        (["--select", "markup", "--select", "medterm.field"], ["markup", "field"], 1),
        (["--ignore", "medterm.field,markup"], ["value"], 0),
        (["--ignore", "field", "--ignore", "markup"], ["value"], 0),
        (["--select", "field,markup", "--ignore", "field"], ["markup"], 0),
        (["--select", "file"], [], 0),
    ],
)
def test_findings_are_selected_by_type(
    write: Files, capsys: Out, arguments: list[str], types: list[str], status: int
) -> None:
    """What is not shown does not count."""
    write({"a.yaml": MANY})
    assert main(["check", "--format", "json", *arguments, "a.yaml"]) == status
    told = json.loads(capsys.readouterr().out)
    assert sorted(one["type"] for one in told["diagnostics"]) == sorted(
        f"medterm.{name}" for name in types
    )
    assert sum(told["summary"][f"{one}s"] for one in ("error", "warning")) == len(types)


def test_notes_are_shown_on_demand(write: Files, capsys: Out) -> None:
    """They are counted apart, and never fail."""
    write({"a.yaml": "terms:\n  a: {definition: x, reviewed: {date: 2001, due: 2002}}\n"})
    assert main(["check", "a.yaml"]) == 0
    assert capsys.readouterr() == ("", "1 term in 1 file: 0 errors, 0 warnings\n")
    assert main(["check", "-W", "--notes", "a.yaml"]) == 0
    told = capsys.readouterr()
    assert told.out.startswith("a.yaml:2:1: note: terms.a.reviewed.due: the review of this term")
    assert told.err == "1 term in 1 file: 0 errors, 0 warnings, 1 note\n"


@pytest.mark.parametrize(
    ("arguments", "shown"),
    [
        (["--select", "undefined"], ["undefined"]),
        (["--select", "medterm.review,field"], ["review"]),
        (["--select", "undefined", "--ignore", "undefined"], []),
        (["--select", "ambiguous"], []),
        (["--ignore", "undefined"], []),
    ],
)
def test_to_select_a_type_that_only_notes_have_asks_for_notes(
    write: Files, capsys: Out, arguments: list[str], shown: list[str]
) -> None:
    """Without the notes, nothing of the type could ever be shown."""
    write({"a.yaml": "terms:\n  a: {label: x, reviewed: {date: 2001, due: 2002}}\n"})
    assert main(["check", "--format", "json", *arguments, "a.yaml"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [one["type"] for one in told["diagnostics"]] == [f"medterm.{one}" for one in shown]


def test_findings_as_json(write: Files, capsys: Out) -> None:
    """An object with a version, a list and a summary."""
    write({"a.yaml": WRONG})
    assert main(["check", "--format", "json", "a.yaml", "-q"]) == 1
    assert json.loads(capsys.readouterr().out) == {
        "version": 1,
        "diagnostics": [
            {
                "file": "a.yaml",
                "line": 2,
                "column": 22,
                "severity": "error",
                "type": "medterm.field",
                "path": ["terms", "a", "lable"],
                "message": "unknown field 'lable'; it is left out",
                "hint": "did you mean 'label'?",
                "count": 1,
            }
        ],
        "summary": {
            "terms": 1,
            "files": 1,
            "errors": 1,
            "warnings": 0,
            "notes": 0,
            "left_to_builds": {},
        },
    }


# ---------------------------------------------------------------------- SARIF


def sarif(capsys: Out, *arguments: str) -> Any:
    """Return the SARIF log of a check; the judges hold it against the schema."""
    main(["check", "--format", "sarif", "-q", *arguments])
    return json.loads(capsys.readouterr().out)


def test_findings_as_sarif(write: Files, capsys: Out) -> None:
    """With a rule for each type of finding, and places that code scanning shows."""
    write({"größe %1.yaml": MANY})
    (run,) = sarif(capsys, "größe %1.yaml", "none*.yaml")["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == [f"medterm.{subtype}" for subtype in Subtype]
    assert all(rule["shortDescription"]["text"].endswith(".") for rule in rules)
    results = {result["ruleId"]: result for result in run["results"]}
    assert all(rules[one["ruleIndex"]]["id"] == name for name, one in results.items())
    levels = {name: result["level"] for name, result in results.items()}
    assert levels["medterm.field"] == "error"
    assert levels["medterm.value"] == levels["medterm.file"] == "warning"
    assert "locations" not in results["medterm.file"]
    (location,) = results["medterm.field"]["locations"]
    assert location == {
        "physicalLocation": {
            "artifactLocation": {"uri": "gr%C3%B6%C3%9Fe%20%251.yaml", "uriBaseId": "%SRCROOT%"},
            "region": {"startLine": 2, "startColumn": 28},
        },
        "logicalLocations": [{"fullyQualifiedName": "terms.a.lable"}],
    }


def test_sarif_counts_columns_in_units_of_utf_16(write: Files, capsys: Out) -> None:
    """A letter outside the first plane counts for two, one of two code points as well."""
    text = 'terms:\n  a: {definition: "𝛼𝛽 é", lable: A}\n  b: {définition: x}\n'
    write({"a.yaml": text})
    (run,) = sarif(capsys, "a.yaml")["runs"]
    assert run["columnKind"] == "utf16CodeUnits"
    regions = [one["locations"][0]["physicalLocation"]["region"] for one in run["results"]]
    column = text.splitlines()[1].index("lable")
    units = len(text.splitlines()[1][:column].encode("utf-16-le")) // 2
    assert regions[0] == {"startLine": 2, "startColumn": units + 1}
    assert units == column + 2


def test_sarif_names_files_elsewhere_as_a_whole(
    write: Files, monkeypatch: pytest.MonkeyPatch, capsys: Out
) -> None:
    """Only what is in the current folder can be relative to it."""
    root = write({"a.yaml": WRONG, "x/b.yaml": ""})
    monkeypatch.chdir(root / "x")
    (run,) = sarif(capsys, str(Path("..", "a.yaml")))["runs"]
    place = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert place == {"uri": (root / "a.yaml").as_uri()}


# ---------------------------------------------------------------------- GitHub


@pytest.mark.parametrize(
    ("severity", "file", "position", "message", "line"),
    [
        (
            Severity.ERROR,
            Path("a,b:c%.yaml"),
            Position(3, 5),
            "100 % wrong:\r\nsee, here",
            "::error file=a%2Cb%3Ac%25.yaml,line=3,col=5,title=medterm.value"
            "::100 %25 wrong:%0D%0Asee, here (do so)",
        ),
        (Severity.WARNING, None, None, "x", "::warning title=medterm.value::x (do so)"),
        (Severity.NOTE, Path("a"), None, "x", "::notice file=a,title=medterm.value::x (do so)"),
    ],
)
def test_annotations_are_escaped_as_github_does(
    severity: Severity, file: Path | None, position: Position | None, message: str, line: str
) -> None:
    """Commas and colons only where they would end a property."""
    finding = Diagnostic(
        severity=severity,
        subtype=Subtype.VALUE,
        message=message,
        file=file,
        position=position,
        hint="do so",
    )
    assert as_annotation(finding) == line


def test_findings_as_annotations(write: Files, capsys: Out) -> None:
    """One line each, the summary elsewhere."""
    write({"a.yaml": WRONG})
    assert main(["check", "--format", "github", "a.yaml"]) == 1
    assert capsys.readouterr().out == (
        "::error file=a.yaml,line=2,col=22,title=medterm.field::terms.a.lable: unknown field"
        " 'lable'; it is left out (did you mean 'label'?)\n"
    )


# ---------------------------------------------------------------------- terminals


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        """Say so."""
        return True


@pytest.mark.parametrize(
    ("choice", "stream", "environment", "wanted"),
    [
        ("auto", Terminal(), {}, True),
        ("auto", io.StringIO(), {}, False),
        ("auto", Terminal(), {"NO_COLOR": "1"}, False),
        ("auto", Terminal(), {"NO_COLOR": ""}, True),
        ("auto", Terminal(), {"TERM": "dumb"}, False),
        ("auto", io.StringIO(), {"FORCE_COLOR": "1"}, True),
        ("auto", io.StringIO(), {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ("always", io.StringIO(), {"NO_COLOR": "1"}, True),
        ("never", Terminal(), {"FORCE_COLOR": "1"}, False),
    ],
)
def test_colours_are_for_those_who_want_them(
    choice: str, stream: io.StringIO, environment: dict[str, str], wanted: bool
) -> None:
    """The option comes first, then the environment, then the kind of stream."""
    assert wants_color(choice, stream, environment) is wanted


def test_colours_change_no_word(write: Files, capsys: Out) -> None:
    """They only come around the words."""
    write({"a.yaml": WRONG})
    main(["check", "-q", "--color", "never", "a.yaml"])
    plain = capsys.readouterr().out
    main(["check", "-q", "--color", "always", "a.yaml"])
    colored = capsys.readouterr().out
    assert colored.startswith("\x1b[1ma.yaml:2:22:\x1b[0m \x1b[1;31merror:\x1b[0m ")
    assert re.sub(r"\x1b\[[\d;]*m", "", colored) == plain


def test_long_work_is_shown_on_a_terminal(write: Files) -> None:
    """A large file at once, small ones after a second; and all of it is wiped off at the end."""
    root = write({"large.yaml": "#" * (LARGE + 1), "a.yaml": "", "b.yaml": ""})
    times = iter([0.0, 0.1, 0.2, 1.5])
    files = [root / "a.yaml", root / "large.yaml", root / "b.yaml"]
    stream = Terminal()
    assert list(showing_progress(stream, lambda: next(times))(files)) == files
    assert stream.getvalue().split("\r\x1b[K") == [
        "",
        "reading large.yaml (2 of 3)",
        "reading b.yaml (3 of 3)",
        "",
    ]


def test_quick_work_and_other_streams_show_nothing(write: Files) -> None:
    """A file in which the output of a command is kept has no progress in it."""
    root = write({"large.yaml": "#" * (LARGE + 1), "a.yaml": ""})
    other, terminal = io.StringIO(), Terminal()
    assert list(showing_progress(other)([root / "large.yaml"]))
    assert list(showing_progress(terminal, lambda: 0.0)([root / "a.yaml"]))
    assert other.getvalue() + terminal.getvalue() == ""
