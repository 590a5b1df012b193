"""Problems as JSON for any program, and as annotations for GitHub Actions."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from sphinx_medterm.diagnostics import Diagnostic, Severity, file_name

VERSION = 1
"""The version of the JSON, to be raised if a field changes its meaning or goes."""

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


class Findings(NamedTuple):
    """What a check has found.

    :ivar terms: how many terms there are.
    :ivar files: how many files were read.
    :ivar left: what only a build can check, and how often it occurs.
    """

    diagnostics: Sequence[Diagnostic]
    terms: int
    files: int
    left: dict[str, int]

    def counts(self) -> Counter[Severity]:
        """Count the findings, with those that are summed up."""
        counts: Counter[Severity] = Counter()
        for diagnostic in self.diagnostics:
            counts[diagnostic.severity] += diagnostic.count
        return counts


def as_json(findings: Findings) -> str:
    """Return findings as a JSON object; the page *Command line* of the docs describes it."""
    counts = findings.counts()
    data = {
        "version": VERSION,
        "diagnostics": [_plain(diagnostic) for diagnostic in findings.diagnostics],
        "summary": {
            "terms": findings.terms,
            "files": findings.files,
            **{f"{severity}s": counts[severity] for severity in Severity},
            "left_to_builds": findings.left,
        },
    }
    return json.dumps(data, indent=2)


def _plain(diagnostic: Diagnostic) -> dict[str, Any]:
    line, column = diagnostic.position or (None, None)
    return {
        "file": None if diagnostic.file is None else str(diagnostic.file),
        "line": line,
        "column": column,
        "severity": str(diagnostic.severity),
        "type": f"medterm.{diagnostic.subtype}",
        "path": list(diagnostic.path),
        "message": diagnostic.message,
        "hint": diagnostic.hint,
        "count": diagnostic.count,
    }


def as_annotation(diagnostic: Diagnostic) -> str:
    """Return a finding as a workflow command of GitHub Actions."""
    properties: dict[str, object] = {}
    if diagnostic.file is not None:
        properties["file"] = file_name(diagnostic.file.as_posix())
    if diagnostic.position:
        properties["line"], properties["col"] = diagnostic.position
    properties["title"] = f"medterm.{diagnostic.subtype}"
    stated = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{_COMMANDS[diagnostic.severity]} {stated}::{_escaped(diagnostic.advice)}"


def _escaped(text: str) -> str:
    """Escape a text as GitHub's own toolkit does."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")
