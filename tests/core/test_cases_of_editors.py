"""What the pages for editors tell of one file, from its first draft to its next release."""

from __future__ import annotations

import configparser
import difflib
import json
import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import pytest

from sphinx_medterm.cli.main import main
from sphinx_medterm.names.mentions import KINDS
from sphinx_medterm.reports.notes import notes
from sphinx_medterm.termbase.load import load_termbase

GUIDE = Path(__file__).parents[2] / "docs" / "terms"
PAGE = "".join(
    GUIDE.joinpath(page).read_text("utf-8") for page in ("check.rst", "review.rst", "old-names.rst")
)
FOLDER = GUIDE.parent / "samples" / "checking"

STATES: dict[str, list[tuple[int, str]]] = {
    "as-typed": [
        (13, "syntax"),
        (20, "field"),
        (22, "code"),
        (25, "value"),
        (28, "reference"),
        (29, "code"),
        (30, "value"),
        (36, "markup"),
    ],
    "half-way": [(14, "value"), (28, "unknown"), (29, "reference"), (32, "reference")],
    "correct": [],
    "clean": [],
    "released": [],
}
"""The line and the type of each finding, in the order of the page."""

NOTES: dict[str, list[tuple[int, str]]] = {
    "correct": [(26, "review"), (47, "undefined")],
    "clean": [],
    "released": [],
}

EXPLAINED = re.compile(r"^Line (\d+), \*(.+)\*$", re.MULTILINE)
INCLUDED = re.compile(
    r"^\.\. literalinclude:: /samples/checking/([\w-]+)/terms\.yaml\n((?:   .+\n)+)", re.MULTILINE
)


def text_of(state: str) -> str:
    """Return the file in a state."""
    return FOLDER.joinpath(state, "terms.yaml").read_text("utf-8")


def findings(state: str) -> list[tuple[int, str, str]]:
    """Check a state: the line, the type and the message of each finding."""
    file = FOLDER / state / "terms.yaml"
    found = load_termbase([file]).diagnostics
    return [(d.position.line if d.position else 0, str(d.subtype), d.message) for d in found]


@pytest.mark.parametrize("state", STATES)
def test_each_state_has_exactly_the_findings_that_the_page_explains(state: str) -> None:
    """From the first to the last line, and no others."""
    assert [(line, kind) for line, kind, _message in findings(state)] == STATES[state]


@pytest.mark.parametrize("state", NOTES)
def test_notes_lead_from_the_correct_state_to_the_clean_one(state: str) -> None:
    """They are the same on any day after the one on which the review was due."""
    found = notes(load_termbase([FOLDER / state / "terms.yaml"]), date(2026, 11, 26))
    assert [(d.position.line if d.position else 0, d.subtype) for d in found] == NOTES[state]


@pytest.mark.parametrize("state", STATES)
def test_a_state_passes_if_nothing_is_wrong(state: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With warnings as errors, as before a release."""
    monkeypatch.chdir(FOLDER / state)
    assert main(["check", "-W", "terms.yaml"]) == int(bool(STATES[state]))


def test_the_page_explains_every_finding_once_and_quotes_its_message() -> None:
    """In the order in which the command lists them."""
    told = [one for state in STATES for one in findings(state)]
    explained = [(int(line), said.replace("\\", "")) for line, said in EXPLAINED.findall(PAGE)]
    assert [line for line, _said in explained] == [line for line, _kind, _message in told]
    for (_line, said), (_place, _kind, message) in zip(explained, told, strict=True):
        assert message.startswith(said)


def test_every_state_is_on_the_page_and_changes_the_one_before_it() -> None:
    """No file lies in the folder that the pages do not use."""
    assert {file.parent.name for file in FOLDER.glob("*/*")} == set(STATES)
    assert all(f"/samples/checking/{state}" in PAGE for state in STATES)
    assert len({text_of(state) for state in STATES}) == len(STATES)


def changed(before: str, after: str) -> list[int]:
    """Return the numbers of the lines of a text that an older one does not have."""
    pairs = difflib.SequenceMatcher(None, before.splitlines(), after.splitlines(), autojunk=False)
    spans = [(start, end) for tag, _, _, start, end in pairs.get_opcodes() if tag != "equal"]
    return [line + 1 for start, end in spans for line in range(start, end)]


def excerpts() -> Iterator[tuple[str, range, list[int]]]:
    """Yield what the page shows of the files: the state, its lines, and those that are set off."""
    for state, options in INCLUDED.findall(PAGE):
        given = dict(re.findall(r"^   :([\w-]+): (.+)$", options, re.MULTILINE))
        if "emphasize-lines" not in given:
            continue
        lines = text_of(state).splitlines()
        first = line_with(given["start-at"], lines, 0)
        end = line_with(given["end-before"], lines, first) if "end-before" in given else len(lines)
        spans = [span.partition("-") for span in given["emphasize-lines"].split(", ")]
        marks = [n for a, _dash, b in spans for n in range(int(a), int(b or a) + 1)]
        yield state, range(first + 1, end + 1), [first + mark for mark in marks]


def line_with(text: str, lines: Sequence[str], start: int) -> int:
    """Return the index of the first line that holds a text."""
    return next(n for n, line in enumerate(lines) if n >= start and text in line)


BEFORE = {"correct": "as-typed", "clean": "correct"}
"""The state with which a reader compares what is shown."""


def test_the_lines_that_are_set_off_are_those_that_have_changed() -> None:
    """Readers look for what the hand did."""
    seen = []
    for state, lines, marks in excerpts():
        new_lines = changed(text_of(BEFORE[state]), text_of(state))
        assert marks == [line for line in new_lines if line in lines]
        seen.append(state)
    assert seen == ["correct", "clean", "clean"]


@pytest.mark.parametrize("state", STATES)
def test_the_task_of_the_editor_reads_all_that_the_command_prints(
    state: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each finding with its place and severity, so that a click leads there."""
    (task,) = json.loads(GUIDE.joinpath("editor", "tasks.json").read_text("utf-8"))["tasks"]
    pattern = task["problemMatcher"]["pattern"]
    monkeypatch.chdir(FOLDER / state)
    main([*task["command"].split()[1:], "terms.yaml"])
    lines = capsys.readouterr().out.splitlines()
    found = [re.search(pattern["regexp"], line) for line in lines]
    places = [int(match[pattern["line"]]) for match in found if match]
    assert [match[pattern["file"]] for match in found if match] == ["terms.yaml"] * len(lines)
    assert set(places) >= {line for line, _kind in STATES[state]}


def test_the_settings_of_the_editor_name_the_schema_and_the_usual_files() -> None:
    """The page puts the schema into the root folder, and a project has files of these names."""
    told = json.loads(GUIDE.joinpath("editor", "settings.json").read_text("utf-8"))
    assert told == {"yaml.schemas": {"medterm.schema.json": ["terms.yaml", "terms/*.yaml"]}}


FIELDS_BELOW = (
    "write its fields on the lines below it, indented more, such as 'label: …' or 'definition: …'"
)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("terms:\n  a:\n", FIELDS_BELOW),
        ("terms:\n  a: too few red cells\n", FIELDS_BELOW),
        ("terms:\n  label: too few\n", "if 'label' is a field, indent it more than the key of its"),
        ("terms:\n  a: [b]\n", ""),
        (
            "terms:\n  a:\n    label: x\n    definition\n",
            "write a colon after it, or indent the line if it belongs to the text above it",
        ),
        (
            "terms:\n  a: {label: x}\n  a: {definition: y}\n",
            "put the contents of both under one of them, and delete the other",
        ),
    ],
)
def test_a_hint_says_what_the_hand_does(tmp_path: Path, text: str, hint: str) -> None:
    """To somebody who does not know what YAML calls the parts of a file."""
    file = tmp_path / "terms.yaml"
    file.write_text(text, encoding="utf-8")
    told = [finding.hint for finding in load_termbase([file]).diagnostics]
    assert len(told) == 1
    assert told[0].startswith(hint) if hint else told == [""]


@pytest.mark.parametrize("page", sorted(GUIDE.glob("*.rst")), ids=lambda page: page.stem)
def test_pages_with_commands_say_where_to_type_them(page: Path) -> None:
    """Those who keep terms may never have opened a terminal."""
    text = page.read_text("utf-8")
    assert ("open-a-terminal" in text) == ("medterm-output::" in text or ":: console" in text)


def test_rstcheck_is_told_all_our_roles() -> None:
    """By the file that the guide for writers shows."""
    settings = configparser.ConfigParser(interpolation=None)
    settings.read(GUIDE / "editor" / "rstcheck.cfg", encoding="utf-8")
    ignored = settings["rstcheck"]["ignore_roles"].replace("\n", " ").split(", ")
    assert [name.strip() for name in ignored] == ["medterm", *(f"medterm:{kind}" for kind in KINDS)]
