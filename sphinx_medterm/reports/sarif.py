"""Problems in SARIF 2.1.0 (OASIS), which GitHub code scanning and many other tools read."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import quote

from sphinx_medterm.diagnostics import Diagnostic, Position, Subtype, format_path
from sphinx_medterm.reports.explanation_lines import as_markdown, explanation_lines
from sphinx_medterm.reports.explanations import explanation
from sphinx_medterm.reports.terminal import painter

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)

_WIDTH = 80
"""Columns of the text that explains a rule."""

_ROOT = "%SRCROOT%"
"""What relative addresses are relative to: by custom, the folder that is checked out (§3.14.14)."""

Lines = Callable[[PurePath], Sequence[str]]
"""Returns the lines of a file."""


def as_sarif(diagnostics: Sequence[Diagnostic], version: str, lines: Lines) -> str:
    """Return findings as a SARIF log.

    :param version: that of this package.
    :param lines: returns the lines of a file; SARIF counts columns in another unit than we do.
    """
    places = {subtype: index for index, subtype in enumerate(Subtype)}
    lines = cache(lines)
    run = {
        "tool": {"driver": _driver(version)},
        "columnKind": "utf16CodeUnits",
        "results": [
            _result(diagnostic, places[diagnostic.subtype], lines) for diagnostic in diagnostics
        ],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2)


# ---------------------------------------------------------------------- rules


def _driver(version: str) -> dict[str, Any]:
    docs = _docs_address()
    return {
        "name": "medterm",
        "version": version,
        **({"informationUri": docs} if docs else {}),
        "rules": [_rule(subtype, docs) for subtype in Subtype],
    }


def _rule(subtype: Subtype, docs: str) -> dict[str, Any]:
    explained = explanation(subtype)
    text = "\n".join(explanation_lines(explained, _WIDTH, painter(is_colored=False)))
    page = f"{docs.rstrip('/')}/reference/warnings.html#warntype-medterm.{subtype}"
    return {
        "id": f"medterm.{subtype}",
        "shortDescription": {"text": explained.summary},
        "fullDescription": {"text": f"{explained.summary} {explained.effect}"},
        "help": {"text": text, "markdown": as_markdown(explained)},
        **({"helpUri": page} if docs else {}),
    }


def _docs_address() -> str:
    """Return the address of the documentation that the installed package names; empty if none."""
    with suppress(PackageNotFoundError):
        for named in metadata("sphinx-medterm").get_all("Project-URL") or []:
            label, _comma, address = str(named).partition(",")
            if label.strip().lower() == "documentation":
                return address.strip()
    return ""


# ---------------------------------------------------------------------- results


def _result(diagnostic: Diagnostic, rule: int, lines: Lines) -> dict[str, Any]:
    hint = f" ({diagnostic.hint})" if diagnostic.hint else ""
    result: dict[str, Any] = {
        "ruleId": f"medterm.{diagnostic.subtype}",
        "ruleIndex": rule,
        "level": str(diagnostic.severity),
        "message": {"text": f"{diagnostic.message}{hint}"},
    }
    if diagnostic.file is not None:
        place: dict[str, Any] = {"artifactLocation": _artifact(diagnostic.file)}
        if diagnostic.position:
            place["region"] = _region(diagnostic.position, lines(diagnostic.file))
        location: dict[str, Any] = {"physicalLocation": place}
        if diagnostic.path:
            name = format_path(diagnostic.path)
            location["logicalLocations"] = [{"fullyQualifiedName": name}]
        result["locations"] = [location]
    if diagnostic.count > 1:
        result["occurrenceCount"] = diagnostic.count
    return result


def _artifact(file: PurePath) -> dict[str, str]:
    """Return where a file is, relative to the current folder if it is in it."""
    whole = Path(os.path.abspath(file))  # noqa: PTH100  # links stay as they are
    try:
        name = whole.relative_to(Path.cwd())
    except ValueError:
        return {"uri": whole.as_uri()}
    return {"uri": quote(os.fsencode(name.as_posix())), "uriBaseId": _ROOT}


def _region(position: Position, lines: Sequence[str]) -> dict[str, int]:
    line, column = position
    before = lines[line - 1][: column - 1] if line <= len(lines) else ""
    return {"startLine": line, "startColumn": column + sum(sign > "\uffff" for sign in before)}
