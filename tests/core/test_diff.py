"""``medterm diff``: what changed between two states of a termbase."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from sphinx_medterm.cli.main import main
from sphinx_medterm.reports.change_lines import as_lines, as_markdown
from sphinx_medterm.reports.changes import Changes, changes_between
from sphinx_medterm.reports.terminal import painter

from .conftest import compiled

Data = dict[str, Any]
OLD: Data = {
    "label": "anemia",
    "definition": "too few",
    "synonyms": ["low count", {"label": "thin blood", "note": "old"}],
    "codes": ["HP:0001903", {"system": "MESH", "code": "D000740", "display": "Anemia"}],
    "senses": {"x": {"definition": "x", "examples": ["one", "two"]}, "y": {"definition": "y"}},
    "reviewed": {"date": "2020", "by": "us"},
}


def changed(old: Data, new: Data) -> Changes:
    """Return what changed between two states, each the terms of a file by key."""
    return changes_between(compiled({"terms": old}), compiled({"terms": new}))


def told(changes: Changes) -> list[str]:
    """Return changes in lines."""
    return list(as_lines(changes, painter(False)))


@pytest.mark.parametrize(
    "new",
    [
        OLD,
        dict(reversed(OLD.items())),
        {**OLD, "status": "preferred", "autolink": True, "variants": []},
        {**OLD, "synonyms": [{"label": "thin blood", "note": "old"}, {"label": "low count"}]},
        {**OLD, "codes": [*reversed(OLD["codes"])]},
        {
            **OLD,
            "codes": [{"system": "hp", "code": "HP:0001903"}, OLD["codes"][1]],
        },
        {**OLD, "senses": dict(reversed(OLD["senses"].items()))},
    ],
)
def test_order_and_spelling_of_the_file_are_no_change(new: Data) -> None:
    """Nor is what holds anyway, and the long form of a shorthand."""
    assert changed({"a": OLD, "b": OLD}, {"b": OLD, "a": new}) == {}


@pytest.mark.parametrize(
    ("change", "lines"),
    [
        ({"definition": "too little"}, ['definition: "too few" → "too little"']),
        ({"definition": None}, ['definition: - "too few"']),
        ({"part_of_speech": "noun"}, ['part_of_speech: + "noun"']),
        (
            {"synonyms": []},
            ['synonyms: - "low count"', 'synonyms: - {"label": "thin blood", "note": "old"}'],
        ),
        ({"synonyms": [*OLD["synonyms"], "x"]}, ['synonyms: + "x"']),
        (
            {"synonyms": ["low count", {"label": "thin blood", "note": "new"}]},
            ['synonyms[thin blood].note: "old" → "new"'],
        ),
        (
            {"codes": ["HP:0001903", "MESH:D000740", "LOINC:718-8"]},
            ['codes[MESH:D000740].display: - "Anemia"'],
        ),
        (
            {"codes": [{"system": "HP", "code": "0001903", "match": "exact"}, OLD["codes"][1]]},
            ['codes[HP:0001903].match: + "exact"'],
        ),
        (
            {"senses": {**OLD["senses"], "y": {"definition": "y", "codes": ["HP:0001744"]}}},
            ['senses.y.codes: + "HP:0001744"'],
        ),
        (
            {"codes": ["MESH:D000740"]},
            ['codes: - "HP:0001903"', 'codes[MESH:D000740].display: - "Anemia"'],
        ),
        (
            {"senses": {"x": {"definition": "x", "examples": ["two", "three"]}}},
            [
                'senses.x.examples: - "one"',
                'senses.x.examples: + "three"',
                'senses.y.definition: - "y"',
            ],
        ),
        ({"reviewed": {"date": "2021", "by": "us"}}, ['reviewed.date: "2020" → "2021"']),
        ({"status": "deprecated"}, ['status: + "deprecated"']),
        ({"autolink": False}, ["autolink: + false"]),
    ],
)
def test_changed_fields_are_told_in_the_words_of_the_file(change: Data, lines: list[str]) -> None:
    """The innermost field, from what to what; items of lists by their names."""
    found = told(changed({"a": OLD}, {"a": {**OLD, **change}}))
    assert found[:2] == ["terms: 1 changed", "~ a (anemia)"]
    assert [line.strip() for line in found[2:]] == lines


def test_terms_come_go_and_get_other_keys() -> None:
    """A new key is found by the label, if that leaves no doubt."""
    old = {
        key: {"label": label, "definition": "d"} for key, label in ("aA", "bB", "cC", "dD", "eD")
    }
    new = {key: {"label": label, "definition": "d"} for key, label in ("aA", "fB", "gD", "hH")}
    new["fB"[0]]["definition"] = "e"
    assert told(changed(old, new)) == [
        "terms: 2 added, 3 removed, 1 renamed",
        "+ g (D)",
        "+ h (H)",
        "- c (C)",
        "- d (D)",
        "- e (D)",
        "~ b → f (B)",
        '    definition: "d" → "e"',
    ]


def test_a_key_that_was_the_label_is_no_change_of_the_label() -> None:
    """It only stands in another place now."""
    changes = changed({"a": {"definition": "d"}}, {"b": {"label": "a", "definition": "d"}})
    assert told(changes) == ["terms: 1 renamed", "~ a → b (a)"]


def test_word_parts_and_sources_are_compared() -> None:
    """Each in a section of its own, and the order of word parts counts."""
    sources, part = {"s": {"title": "A"}}, {"gloss": "x"}
    old = {"sources": sources, "word_parts": {"a-": part, "-b": part}}
    new = {"sources": {"s": {"title": "B"}}, "word_parts": {"a-": part, "-b": {"gloss": "y"}}}
    one, two = (
        {"terms": {"t": {"definition": "d", "etymology": {"parts": parts}}}}
        for parts in (["a-", "-b"], ["-b", "a-"])
    )
    assert told(changes_between(compiled({**old, **one}), compiled({**new, **two}))) == [
        "terms: 1 changed",
        "~ t",
        '    etymology.parts: ["a-", "-b"] → ["-b", "a-"]',
        "",
        "word parts: 1 changed",
        "~ -b",
        '    gloss: "x" → "y"',
        "",
        "sources: 1 changed",
        "~ s (B)",
        '    title: "A" → "B"',
    ]


def test_markdown_shows_texts_as_they_are() -> None:
    """Signs of markup in data are escaped."""
    old = {
        "a": {"definition": "x"},
        "b": {"definition": "x"},
        "e": {"label": "E", "definition": "x"},
    }
    new = {
        "a": {"label": "A [1]", "definition": "*x* `y`\n\n| <z> #"},
        "c": {"definition": "y", "label": "_c_"},
        "f": {"label": "E", "definition": "x"},
    }
    assert "\n".join(as_markdown(changed(old, new))) == (
        "## Added terms\n\n- **\\_c\\_** (`c`)\n\n"
        "## Removed terms\n\n- **b**\n\n"
        "## Renamed terms\n\n- **E**: `e` was renamed to `f`\n\n"
        "## Changed terms\n\n- **A \\[1\\]** (`a`)\n"
        '  - definition: "x" → "\\*x\\* \\`y\\`\\\\n\\\\n\\| \\<z\\> \\#"\n'
        '  - label: added "A \\[1\\]"\n'
    )


# ---------------------------------------------------------------------- the command


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with two states of a termbase."""
    monkeypatch.chdir(tmp_path)
    for state, text in {"old": "x", "new": "y"}.items():
        folder = tmp_path / state
        folder.mkdir()
        (folder / "a.yaml").write_text(f"terms:\n  a: {{definition: {text}}}\n", encoding="utf-8")
    return tmp_path


CHANGE = 'terms: 1 changed\n~ a\n    definition: "x" → "y"\n'


@pytest.mark.parametrize(
    ("arguments", "status", "out"),
    [
        (["old", "new"], 0, CHANGE),
        (["old/a.yaml", "new/*.yaml", "--exit-code"], 1, CHANGE),
        (["old", "old", "--exit-code"], 0, ""),
        (["--format", "markdown", "old", "old"], 0, ""),
        (["old", "none*"], 2, ""),
    ],
)
def test_two_states_are_compared(
    folder: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], status: int, out: str
) -> None:
    """Files, folders or globs; the exit status is that of ``git diff``."""
    assert main(["diff", *arguments]) == status
    assert capsys.readouterr().out == out


def test_changes_as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """By section, as the docs describe it."""
    assert main(["diff", "old", "new", "--format", "json"]) == 0
    change = {"path": "definition", "old": "x", "new": "y"}
    one = {"key": "a", "label": "a", "was": "", "merged": False, "changes": [change]}
    terms = {"added": [], "removed": [], "renamed": [], "changed": [one]}
    assert json.loads(capsys.readouterr().out) == {"version": 1, "changes": {"terms": terms}}


def test_what_is_left_out_for_errors_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """It may look as if it had gone."""
    (folder / "new/a.yaml").write_text("terms: {a: {definition: y, lable: x}}", encoding="utf-8")
    main(["diff", "old", "new"])
    assert capsys.readouterr().err == "medterm diff: 1 error in new, so some of it is left out\n"


@pytest.mark.parametrize(
    ("states", "reason"),
    [
        (["none.yaml", "new"], "none.yaml: the file does not exist"),
        (["old", "none"], "none: no file or folder has this name"),
        (["latin-1.yaml", "new"], "latin-1.yaml:1:25: the file is not UTF-8: byte 0xe4"),
        (["old", "broken.toml"], "broken.toml:1:7: not well-formed TOML"),
    ],
)
@pytest.mark.parametrize("form", ["text", "json", "markdown"])
def test_a_state_that_cannot_be_read_is_not_taken_for_an_empty_one(
    folder: Path, capsys: pytest.CaptureFixture[str], states: list[str], reason: str, form: str
) -> None:
    """Or all terms would seem to have come, or to have gone."""
    (folder / "latin-1.yaml").write_bytes(b"terms: {a: {definition: \xe4}}")
    (folder / "broken.toml").write_text("[terms", encoding="utf-8")
    assert main(["diff", *states, "--format", form]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith(f"medterm diff: error: {reason}")
    assert told.err.count("\n") == 1


@pytest.mark.parametrize("states", [[], ["old"], ["old", "new", "old"]])
def test_two_states_are_needed(
    folder: Path, capsys: pytest.CaptureFixture[str], states: list[str]
) -> None:
    """Anything else is wrong use."""
    with pytest.raises(SystemExit) as ended:
        main(["diff", *states])
    assert ended.value.code == 2
    assert "two states are needed, the old and the new one, or --git" in capsys.readouterr().err


def git(*arguments: str) -> None:
    """Run Git."""
    identity = ["-c", "user.name=x", "-c", "user.email=x@x.example", "-c", "core.autocrlf=false"]
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)


@pytest.mark.parametrize(
    ("place", "arguments"),
    [
        (".", ["new/a.yaml"]),
        (".", ["new"]),
        (".", ["{here}/new"]),
        ("old", ["{here}/new/*.yaml"]),
        (".", ["n*/*.yaml"]),
        (".", []),
        ("new", ["a.yaml"]),
        ("new", ["."]),
        ("old", ["../new"]),
        ("new", []),
    ],
)
def test_a_state_is_read_from_git(
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    place: str,
    arguments: list[str],
) -> None:
    """From any folder of the repository, with the files that the settings name by default."""
    (folder / "pyproject.toml").write_text('[tool.medterm]\nfiles = ["new"]\n', encoding="utf-8")
    file = folder / "new" / "a.yaml"
    after = file.read_text(encoding="utf-8")
    file.write_bytes((folder / "old" / "a.yaml").read_bytes())
    git("init", "-q")
    git("add", ".")
    git("commit", "-q", "-m", "x")
    git("tag", "v1")
    file.write_text(after, encoding="utf-8")
    monkeypatch.chdir(folder / place)
    named = [argument.format(here=folder) for argument in arguments]
    assert main(["diff", "--git", "v1", *named]) == 0
    assert capsys.readouterr() == (CHANGE, "")


@pytest.mark.parametrize("outside", ["..", "../*.yaml", "new/../../x.yaml", "{here}/../x.yaml"])
def test_files_outside_the_repository_have_no_state_in_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], outside: str
) -> None:
    """Neither does what else is where the commit is written to for a while."""
    git("init", "-q", "old")
    monkeypatch.chdir(folder / "old")
    git("add", ".")
    git("commit", "-q", "-m", "x")
    assert main(["diff", "--git", "HEAD", outside.format(here=folder / "old")]) == 2
    assert "is not in the Git repository" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("names", "status", "out"),
    [
        (["new/b.yaml"], 0, "terms: 1 added\n+ b\n"),
        (["new/a.yaml"], 0, "terms: 1 removed\n- a\n"),
        (["none.yaml"], 2, ""),
    ],
)
def test_a_file_may_be_missing_from_one_of_two_commits(
    folder: Path, capsys: pytest.CaptureFixture[str], names: list[str], status: int, out: str
) -> None:
    """It came or went; one that is in neither is a slip."""
    git("init", "-q")
    git("add", ".")
    git("commit", "-q", "-m", "x")
    (folder / "new/a.yaml").unlink()
    (folder / "new/b.yaml").write_text("terms: {b: {definition: x}}", encoding="utf-8")
    assert main(["diff", "--git", "HEAD", *names]) == status
    assert capsys.readouterr().out == out


@pytest.mark.parametrize("revision", ["none", "--output=x", "HEAD"])
def test_what_git_refuses_is_told(
    folder: Path, capsys: pytest.CaptureFixture[str], revision: str
) -> None:
    """In its own words, and without a traceback."""
    git("init", "-q")
    assert main(["diff", f"--git={revision}", "new"]) == 2
    assert capsys.readouterr().err.startswith("medterm diff: error: ")


def test_a_system_without_git_is_told(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The other commands do not need it."""
    monkeypatch.setenv("PATH", str(folder))
    assert main(["diff", "--git", "HEAD", "new"]) == 2
    assert capsys.readouterr().err.startswith("medterm diff: error: Git cannot be run: ")
