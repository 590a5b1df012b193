"""``medterm explain``: what each type of warning means, and the messages that lead there."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from sphinx_medterm.cli.main import main
from sphinx_medterm.diagnostics import Diagnostic, Severity, Subtype
from sphinx_medterm.reports.explanation_lines import (
    as_markdown,
    explanation_lines,
    language_of,
    type_lines,
)
from sphinx_medterm.reports.explanations import (
    BUILD,
    FOLDER,
    MESSAGES,
    Block,
    Explanation,
    blocks,
    explanation,
)
from sphinx_medterm.reports.listing import as_annotation
from sphinx_medterm.reports.terminal import painted, painter

from .british import british

PLAIN, COLORED = painter(is_colored=False), painter(is_colored=True)
DOCS = Path(__file__).parents[2] / "docs"
EXPLAINED = [explanation(subtype) for subtype in Subtype]
WIDEST_LINE = 80
"""Columns of an example that fit on a page."""

Out = pytest.CaptureFixture[str]


def name_of(explained: Explanation) -> str:
    """Return the name of a test case."""
    return str(explained.subtype)


each = pytest.mark.parametrize("explained", EXPLAINED, ids=name_of)


# ---------------------------------------------------------------------- the texts


def test_each_type_has_its_file_and_no_file_is_left_over() -> None:
    """As many as there are types, and the messages of all."""
    files = {file.name for file in FOLDER.iterdir()}
    assert files == {*(f"{subtype}.toml" for subtype in Subtype), MESSAGES.name}
    assert list(json.loads(MESSAGES.read_text("utf-8"))) == [*Subtype]


@each
def test_an_explanation_is_complete(explained: Explanation) -> None:
    """Whole sentences in American English, and literals that are closed."""
    texts = [explained.summary, explained.effect, explained.fix, *explained.causes]
    texts += [explained.silence] if explained.silence else []
    assert explained.causes
    for text in texts:
        assert re.fullmatch(r"[^\s].*[.]", text), text
        assert text.count("`") % 2 == 0
        assert "  " not in text
        assert {*british(text)} == set()
    assert not re.search(r"[.] ", explained.summary), "a list shows one sentence"
    assert {*explained.reported_by} <= {BUILD, "check", "check --notes"}
    assert all((DOCS / f"{page}.rst").is_file() for page in explained.see)
    assert explained.see


@each
def test_an_example_changes_what_it_shows(explained: Explanation) -> None:
    """What is fixed or silenced is a file of the example, and differs from it."""
    for changed in (explained.fixed, explained.silenced):
        assert all(explained.example.get(name) != text for name, text in changed.items())
    assert explained.fixed
    assert bool(explained.silenced) == bool(explained.silence)
    for files in (explained.example, explained.fixed, explained.silenced):
        for text in files.values():
            assert text.endswith("\n")
            assert max(map(len, text.splitlines())) <= WIDEST_LINE


@each
def test_messages_of_an_example_have_its_type(explained: Explanation) -> None:
    """Tests of builds compare them with what is reported."""
    assert explained.messages
    assert all(one.endswith(f" [medterm.{explained.subtype}]") for one in explained.messages)


# ---------------------------------------------------------------------- forms


SMALL = Explanation(
    subtype=Subtype.UNKNOWN,
    summary="A term is unknown.",
    effect="The `mention` is shown as text.",
    causes=["The name is misspelled.", "The data lack it."],
    reported_by=["build", "check"],
    fix="Correct it.",
    example={"index.rst": ":medterm:`anemai`\n\n.. medterm:glossary::\n"},
    fixed={"index.rst": ":medterm:`anemia`\n"},
    messages=["index.rst:1: WARNING: unknown term 'anemai' [medterm.unknown]"],
    silence="Put `!` before it.",
    silenced={"index.rst": ":medterm:`!anemai`\n"},
)
LINES = """\
medterm.unknown

A term is unknown. The `mention`
is shown as text.

Causes
- The name is misspelled.
- The data lack it.

Example
index.rst
    :medterm:`anemai`

    .. medterm:glossary::

A build reports:

    index.rst:1: WARNING: unknown term 'anemai' [medterm.unknown]

Fix
Correct it.

index.rst
    :medterm:`anemia`

Silence
Put `!` before it.

index.rst
    :medterm:`!anemai`

- In all builds: add `suppress_warnings = ["medterm.unknown"]` to `conf.py`.
- On the command line: `medterm check --ignore medterm.unknown`.
"""
MARKDOWN = """\
A term is unknown. The `mention` is shown as text.

## Causes

- The name is misspelled.
- The data lack it.

## Example

`index.rst`

```rst
:medterm:`anemai`

.. medterm:glossary::
```

A build reports:

```text
index.rst:1: WARNING: unknown term 'anemai' [medterm.unknown]
```

## Fix

Correct it.

`index.rst`

```rst
:medterm:`anemia`
```

## Silence

Put `!` before it.

`index.rst`

```rst
:medterm:`!anemai`
```

- In all builds: add `suppress_warnings = ["medterm.unknown"]` to `conf.py`.
- On the command line: `medterm check --ignore medterm.unknown`."""


def test_an_explanation_as_lines() -> None:
    """Words are wrapped; what is to be copied stays as it is."""
    wrapped = "\n".join(explanation_lines(SMALL, 34, PLAIN)).split("\n- In all")[0]
    assert wrapped == LINES.split("\n- In all")[0]
    assert "\n".join(explanation_lines(SMALL, 80, PLAIN)).endswith(LINES.split("\n\n")[-1].strip())


def test_an_example_of_one_format_names_its_builder() -> None:
    """Other builders have nothing to report of it."""
    shown = "\n".join(explanation_lines(SMALL._replace(builder="latex"), 80, PLAIN))
    assert "\nA build with the builder `latex` reports:\n" in shown


def test_an_explanation_as_markdown() -> None:
    """With the language of each example."""
    assert as_markdown(SMALL) == MARKDOWN


def test_notes_are_silenced_by_not_asking_for_them() -> None:
    """No build reports them."""
    last = [block.text for block in blocks(explanation(Subtype.REVIEW))][-1]
    assert last == "On the command line: leave out `--notes`, or add `--ignore medterm.review`."


@pytest.mark.parametrize(
    ("title", "language"),
    [("conf.py", "python"), ("a.rst", "rst"), ("a.toml", "toml"), ("a.yaml", "yaml"), ("", "text")],
)
def test_the_language_of_a_file(title: str, language: str) -> None:
    """By its suffix; messages are text."""
    assert language_of(Block("code", "x", title)) == language


@each
def test_all_forms_show_everything(explained: Explanation) -> None:
    """Colours and width change nothing but blanks."""
    said = " ".join(block.text for block in blocks(explained)).split()
    for lines in (
        [*explanation_lines(explained, 30, PLAIN)],
        [*explanation_lines(explained, 100, COLORED)],
        as_markdown(explained).splitlines(),
    ):
        shown = {word for line in lines for word in re.sub(r"\x1b\[\d+m", "", line).split()}
        assert {*said} <= shown


def test_types_are_listed_within_the_width() -> None:
    """Each with its summary, and in a narrow terminal as well."""
    lines = [*type_lines(Subtype, 60, PLAIN)]
    assert max(map(len, lines)) <= 60
    assert [line.split()[0] for line in lines if line.startswith("medterm.")] == [
        f"medterm.{subtype}" for subtype in Subtype
    ]
    assert len([*type_lines(Subtype, 1, PLAIN)]) > len(lines)


# ---------------------------------------------------------------------- the command


def test_without_a_type_all_are_listed(capsys: Out, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the width of the terminal."""
    monkeypatch.setenv("COLUMNS", "70")
    assert main(["explain"]) == 0
    assert capsys.readouterr() == ("\n".join(type_lines(Subtype, 70, PLAIN)) + "\n", "")


@pytest.mark.parametrize("name", ["unknown", "medterm.unknown", "[medterm.unknown]"])
def test_a_type_is_explained(capsys: Out, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    """Under its name, as a message has it or short."""
    monkeypatch.setenv("COLUMNS", "70")
    assert main(["explain", name]) == 0
    expected = "\n".join(explanation_lines(explanation(Subtype.UNKNOWN), 70, PLAIN))
    assert capsys.readouterr() == (f"{expected}\n", "")


def test_several_types_are_explained_in_their_order(capsys: Out) -> None:
    """Each once, even if it is named twice."""
    assert main(["explain", "value", "code", "medterm.value"]) == 0
    heads = [line for line in capsys.readouterr().out.splitlines() if line.startswith("medterm.")]
    assert heads == ["medterm.value", "medterm.code"]


def test_colors_are_shown_if_wanted(capsys: Out) -> None:
    """As in all commands."""
    assert main(["explain", "code", "--color", "always"]) == 0
    assert capsys.readouterr().out.startswith("\x1b[1mmedterm.code\x1b[0m\n")


@pytest.mark.parametrize(
    ("arguments", "types"),
    [([], [*Subtype]), (["code", "medterm.file"], [Subtype.CODE, Subtype.FILE])],
)
def test_explanations_as_json(capsys: Out, arguments: list[str], types: list[Subtype]) -> None:
    """For programs; without a type, all of them."""
    assert main(["explain", *arguments, "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["version"] == 1
    assert [one["type"] for one in data["types"]] == [f"medterm.{subtype}" for subtype in types]
    for one, subtype in zip(data["types"], types, strict=True):
        assert one["summary"] == explanation(subtype).summary
        assert one["messages"] == [*explanation(subtype).messages]
        assert one["example"] == explanation(subtype).example


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("unknwn", " (did you mean 'unknown'?)"),
        ("medterm.unknwn", " (did you mean 'medterm.unknown'?)"),
        ("no-entry", " (did you mean 'no_entry'?)"),
        ("ref.term", ""),
        ("", ""),
    ],
)
@pytest.mark.parametrize("command", [["explain"], ["check", "--select"]])
def test_an_unknown_type_is_wrong_usage(
    capsys: Out, command: list[str], name: str, hint: str
) -> None:
    """With the type that may have been meant, written in the same way."""
    if not name and command[0] == "check":
        return  # an empty list
    with pytest.raises(SystemExit) as stopped:
        main([*command, name])
    assert stopped.value.code == 2
    assert capsys.readouterr().err.endswith(f"unknown type {name!r}{hint}\n")


# ---------------------------------------------------------------------- what leads there


def finding(hint: str) -> Diagnostic:
    """Return a finding."""
    path = ("terms", "a")
    return Diagnostic(
        severity=Severity.ERROR, subtype=Subtype.VALUE, message="is wrong", path=path, hint=hint
    )


@pytest.mark.parametrize(
    ("hint", "shown"), [("", "run 'medterm explain value'"), ("write it", "write it")]
)
def test_a_finding_without_a_hint_leads_to_its_explanation(hint: str, shown: str) -> None:
    """In what people read; programs get the type, and the library knows no command line."""
    one = finding(hint)
    assert painted(one, PLAIN) == f"error: terms.a: is wrong ({shown}) [medterm.value]"
    assert as_annotation(one).endswith(f"::terms.a: is wrong ({shown})")
    assert str(one) == f"error: {one.text} [medterm.value]"
    assert one.text == ("terms.a: is wrong (write it)" if hint else "terms.a: is wrong")


def test_programs_get_the_hint_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Out
) -> None:
    """JSON has an empty one; a rule of SARIF has the explanation itself."""
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text("terms: {a: {definition: x, status: old}}\n", encoding="utf-8")
    main(["check", "-q", "a.yaml", "--format", "json"])
    (found,) = json.loads(capsys.readouterr().out)["diagnostics"]
    assert (found["type"], found["hint"]) == ("medterm.value", "")
    main(["check", "-q", "a.yaml", "--format", "sarif"])
    (run,) = json.loads(capsys.readouterr().out)["runs"]
    (result,) = run["results"]
    assert "medterm explain" not in result["message"]["text"]
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    explained = explanation(Subtype.VALUE)
    assert rule["shortDescription"]["text"] == explained.summary
    assert rule["fullDescription"]["text"] == f"{explained.summary} {explained.effect}"
    assert rule["help"] == {
        "text": "\n".join(explanation_lines(explained, 80, PLAIN)),
        "markdown": as_markdown(explained),
    }
