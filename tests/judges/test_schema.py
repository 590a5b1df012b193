"""Other tools judge the JSON Schema: the engine of editors' expressions, validators, an editor."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import sphinx_medterm
from sphinx_medterm.codes import SYSTEMS
from sphinx_medterm.records.model import Code, Source, Term
from sphinx_medterm.records.term_file import TermFile
from tests.core.samples import PATTERN_SAMPLES
from tests.core.test_json_schema import PATTERNS
from tests.judges.judges import need_modules, npm_file, program, run
from tests.judges.language_server import LanguageServer, yaml_server

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


COMPILE = """
const [ajv, schema] = process.argv.slice(2);
const Ajv = require(ajv + "/dist/2020");
const log = [];
const note = (...words) => log.push(words.join(" "));
const made = new Ajv({ logger: { log: note, warn: note, error: note } });
made.compile(JSON.parse(require("fs").readFileSync(schema, "utf8")));
console.log(JSON.stringify(log.filter((line) => !line.includes("strictTypes"))));
"""


def test_a_strict_validator_accepts_the_schema(tmp_path: Path) -> None:
    """It knows all keywords, and compiles all expressions with the flag u."""
    script = tmp_path / "compile.js"
    script.write_text(COMPILE)
    node = program("node", "nodejs")
    done = run(node, script, npm_file("MEDTERM_AJV", "ajv", "ajv"), SCHEMA)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == []


# ------------------------------------------------------------------ editors


@pytest.fixture(scope="module")
def editor() -> Iterator[LanguageServer]:
    """Run the language server that editors use for YAML."""
    path = "yaml-language-server/bin/yaml-language-server"
    server = npm_file("MEDTERM_YAML_SERVER", "yaml-language-server", path)
    with yaml_server(program("node", "nodejs"), server, SCHEMA) as running:
        yield running


def test_an_editor_finds_nothing_wrong_with_the_demo(editor: LanguageServer) -> None:
    """Its first line names the schema, so that this holds in any editor."""
    assert editor.findings(DEMO, DEMO.read_text(encoding="utf-8")) == []


def term(*fields: str) -> str:
    """Write a file with one term."""
    return "terms:\n  a:\n" + "".join(f"    {field}\n" for field in fields)


@pytest.mark.parametrize(
    "text",
    [
        term("label: 5", "synonyms:", "codes: ZZ:5", "autolink: no", "hidden_labels: [1, no]"),
        term("definition: 1E30", "examples: 5", "broader: b", "etymology: [a-, -b]"),
        term("label: a", "abbreviations: {label: X}", "related_conditions: b", "senses:"),
        "glossary: {version: 2026, title: 5}\nterms:\n",
        "sources:\n  s:\n    authors: [A, B]\n    isbn: 0306406152\n    pmid: 22\n    year: 2010\n",
        "sources: {s: {doi: 'https://doi.org/10.1000/182', pmcid: 22}}\n",
        "word_parts: {-emia: blood, an-: {gloss: 5, note: }}\n",
    ],
)
def test_an_editor_accepts_what_is_meant_well(
    editor: LanguageServer, tmp_path: Path, text: str
) -> None:
    """Numbers and truth values are texts, empty fields are absent, and one is a list of one."""
    assert editor.findings(tmp_path / "t.yaml", text) == []


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        (term("label: a", "lable: b"), "Property lable is not allowed."),
        (term("codes: ZZ:5"), 'Missing property "label".'),
        (term("label: a", "status: nope"), "Value is not accepted. Valid values: "),
        (term("label: a").replace("a:", "a b:"), "String does not match the pattern of "),
        (term("label: a", "translations: {e_s: b}"), "String does not match the pattern of "),
    ],
)
def test_an_editor_marks_mistakes(
    editor: LanguageServer, tmp_path: Path, text: str, finding: str
) -> None:
    """While they are typed."""
    (found,) = editor.findings(tmp_path / "t.yaml", text)
    assert found.startswith(finding)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("|", {*TermFile.model_fields}),
        (term("|"), {*Term.model_fields}),
        ("sources:\n  a:\n    |", {*Source.model_fields}),
        (term("label: a", "codes:", "  - |"), {*Code.model_fields}),
        (term("label: a", "status: |"), {"preferred", "admitted", "deprecated", "superseded"}),
        (term("label: a", "autolink: |"), {"true", "false"}),
        (term("label: a", "codes:", "  - system: |"), {*SYSTEMS}),
        (term("label: a", "codes: |"), {f"{s.key}:{s.example}" for s in SYSTEMS.values()}),
    ],
    ids=["sections", "fields", "source", "code", "status", "truth", "systems", "codes"],
)
def test_an_editor_completes(
    editor: LanguageServer, tmp_path: Path, text: str, names: set[str]
) -> None:
    """Sections, fields, enumerations and code systems, and never what nobody would type."""
    found = editor.completions(tmp_path / "t.yaml", text)
    assert names <= found.keys()
    assert [written for written in found.values() if re.search(r"null|\{\}|\[\]", written)] == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("ter|ms:\n  a:\n    label: b\n", "Terms, each under its key."),
        (term("label: a", "sta|tus: admitted"), "Whether people should use the term."),
        (term("label: a", "codes: [{sys|tem: ZZ, code: 5}]"), "Key of the code system"),
    ],
)
def test_an_editor_explains_fields(
    editor: LanguageServer, tmp_path: Path, text: str, words: str
) -> None:
    """What a field is for, is a gesture away."""
    assert words in editor.hover(tmp_path / "t.yaml", text)
