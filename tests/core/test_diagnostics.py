"""How a finding is written."""

from __future__ import annotations

from pathlib import Path

import pytest

from sphinx_medterm.diagnostics import (
    Diagnostic,
    Position,
    RecordPath,
    Severity,
    Subtype,
    format_path,
    quoted,
)


@pytest.mark.parametrize(
    ("file", "position", "path", "hint", "text"),
    [
        (
            Path("d/t.yaml"),
            Position(3, 5),
            ("terms", "a", "codes", 0),
            "do so",
            f"{Path('d/t.yaml')}:3:5: error: terms.a.codes[0]: it is wrong (do so) [medterm.value]",
        ),
        (Path("t.yaml"), None, (), "", "t.yaml: error: it is wrong [medterm.value]"),
        (None, None, (), "", "error: it is wrong [medterm.value]"),
    ],
)
def test_a_finding_is_one_line(
    file: Path | None, position: Position | None, path: RecordPath, hint: str, text: str
) -> None:
    """File, line and column come first, so that editors can lead to the place."""
    finding = Diagnostic(
        severity=Severity.ERROR,
        subtype=Subtype.VALUE,
        message="it is wrong",
        file=file,
        position=position,
        path=path,
        hint=hint,
    )
    assert str(finding) == text


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ((), ""),
        (("terms",), "terms"),
        (("terms", "a b", "senses", "c.d", "sources", 0), "terms.a b.senses.c.d.sources[0]"),
        ((0, 1), "[0][1]"),
        (("a\nb", "\ud800"), "'a\\nb'.'\\ud800'"),
        (("x" * 41,), f"'{'x' * 37}…'"),
    ],
)
def test_paths_are_spoken(path: RecordPath, text: str) -> None:
    """A path is written with dots and brackets; names that would spoil the line are quoted."""
    assert format_path(path) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("it's", '"it\'s"'),
        ("a\tb", "'a\\tb'"),
        ("x" * 40, f"'{'x' * 40}'"),
        ("x" * 41, f"'{'x' * 37}…'"),
    ],
)
def test_texts_are_quoted(text: str, written: str) -> None:
    """A text in a message is told apart from its words, and cut where it is long."""
    assert quoted(text) == written
