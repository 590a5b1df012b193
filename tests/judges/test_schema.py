"""Other tools judge the JSON Schema: the engine of editors' expressions, and a validator."""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

import pytest

import sphinx_medterm
from tests.core.samples import PATTERN_SAMPLES
from tests.core.test_json_schema import PATTERNS
from tests.judges.judges import need_modules, program, run

SCHEMA = Path(sphinx_medterm.__file__).parent / "schema" / "medterm.schema.json"
DEMO = Path(__file__).parents[2] / "docs" / "terms.yaml"

MATCHES = """
const [patterns, samples] = JSON.parse(require("fs").readFileSync(process.argv[2], "utf8"));
const found = patterns.map((pattern) => {
  const expression = new RegExp(pattern, "u");
  return samples.map((sample) => expression.test(sample));
});
console.log(JSON.stringify(found));
"""


def test_patterns_mean_the_same_in_ecmascript(tmp_path: Path) -> None:
    """They compile with the flag u, as JSON Schema wants it, and match what the checks match."""
    node = program("node", "nodejs")
    script, asked = tmp_path / "matches.js", tmp_path / "asked.json"
    script.write_text(MATCHES)
    asked.write_text(json.dumps([PATTERNS, PATTERN_SAMPLES]))
    done = run(node, script, asked)
    assert (done.returncode, done.stderr) == (0, "")
    for pattern, matches in zip(PATTERNS, json.loads(done.stdout), strict=True):
        expected = [bool(re.search(pattern, sample)) for sample in PATTERN_SAMPLES]
        assert matches == expected, pattern


@pytest.mark.parametrize(
    "arguments",
    [["--check-metaschema", SCHEMA], ["--schemafile", SCHEMA, DEMO]],
    ids=["schema", "demo"],
)
def test_a_validator_accepts_the_schema_and_the_demo(arguments: list[str | Path]) -> None:
    """The schema is one by the rules of draft 2020-12, and the terms of the docs fit it."""
    need_modules("check_jsonschema")
    done = run(sys.executable, "-m", "check_jsonschema", *arguments)
    assert (done.returncode, done.stdout + done.stderr) == (0, "ok -- validation done\n")
