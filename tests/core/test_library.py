"""The package as a library: what is public, and what the documentation says of it."""

from __future__ import annotations

import ast
import inspect
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from textwrap import dedent

import pytest

import sphinx_medterm
from sphinx_medterm import Diagnostic, Match, Severity, Subtype, Term, Termbase, load_termbase

PROJECT = Path(__file__).parents[2]
PAGE = PROJECT / "docs" / "reference" / "library.rst"
EXAMPLE = re.compile(
    r"\.\. code-block:: python\n\n((?: {3}.*\n|\n)+)"
    r"(?:[^\n.].*\n+)?\.\. code-block:: text\n\n((?: {3}.*\n|\n)+)"
)
EXAMPLES = [tuple(map(dedent, found)) for found in EXAMPLE.findall(PAGE.read_text("utf-8"))]
LAZY = [name for name in sphinx_medterm.__all__ if name not in ("__version__", "setup")]


def run(folder: Path, code: str) -> str:
    """Run a script in a process of its own, and return what it prints."""
    environment = {**os.environ, "PYTHONPATH": str(PROJECT), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stderr == ""
    return done.stdout


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Write a data file with a fault."""
    file = tmp_path / "terms.yaml"
    file.write_text(
        "terms:\n  b: {definition: x, lable: B}\n  a: {definition: y, see_also: [b]}\n",
        encoding="utf-8",
    )
    return file


# ------------------------------------------------------------------ the documentation


def test_every_example_says_what_it_prints() -> None:
    """So that all of them are run."""
    assert len(EXAMPLES) == PAGE.read_text("utf-8").count("code-block:: python") == 2


@pytest.mark.parametrize(("code", "printed"), EXAMPLES)
def test_examples_print_what_the_page_says(tmp_path: Path, code: str, printed: str) -> None:
    """They are run exactly as they stand there, beside the file that the page shows."""
    (included,) = re.findall(r"literalinclude:: (\S+)", PAGE.read_text("utf-8"))
    content = (PAGE.parent / included).read_text("utf-8")
    tmp_path.joinpath("terms.yaml").write_text(content, encoding="utf-8")
    assert run(tmp_path, code) == printed.rstrip() + "\n"


def test_every_public_name_is_documented() -> None:
    """On the page about the library, each in code."""
    text = PAGE.read_text("utf-8")
    assert [name for name in LAZY if not re.search(rf"``{name}\b", text)] == []


def test_every_public_class_and_function_has_a_docstring() -> None:
    """Editors show it."""
    named = {name: getattr(sphinx_medterm, name).__doc__ for name in LAZY}
    assert [name for name, text in named.items() if not text] == []


# ------------------------------------------------------------------ the public names


def test_public_names_are_the_same_for_python_and_for_type_checkers() -> None:
    """These read the imports that Python skips."""
    tree = ast.parse(Path(sphinx_medterm.__file__).read_text("utf-8"))
    typed = {
        alias.name: node.module
        for block in tree.body
        if isinstance(block, ast.If)
        for node in block.body
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sphinx_medterm.")
        for alias in node.names
    }
    modules = {name: f"sphinx_medterm.{at}" for name, at in sphinx_medterm._MODULES.items()}
    assert typed == modules
    assert sorted(typed) == sorted(LAZY)
    for name, module in typed.items():
        assert getattr(sphinx_medterm, name) is getattr(sys.modules[str(module)], name)


def test_the_package_lists_its_public_names(tmp_path: Path) -> None:
    """``dir()`` has them before they are used, and editors complete them."""
    code = "import sphinx_medterm; print(set(sphinx_medterm.__all__) <= set(dir(sphinx_medterm)))"
    assert run(tmp_path, code) == "True\n"


def test_a_name_that_does_not_exist_is_an_attribute_error() -> None:
    """As of any module, and for type checkers as well."""
    with pytest.raises(AttributeError, match=r"module 'sphinx_medterm' has no attribute 'Terms'"):
        sphinx_medterm.Terms  # type: ignore[attr-defined]  # noqa: B018


@pytest.mark.parametrize(
    ("code", "not_loaded"),
    [
        ("import sphinx_medterm", ["pydantic", "sphinx", "docutils", "sqlite3", "yaml"]),
        ("from sphinx_medterm import Diagnostic", ["pydantic", "sphinx", "docutils"]),
        ("from sphinx_medterm import *", ["sphinx", "docutils"]),
    ],
)
def test_importing_loads_what_is_used(tmp_path: Path, code: str, not_loaded: list[str]) -> None:
    """Nothing of the library when Sphinx reads the version, and never Sphinx itself."""
    assert run(tmp_path, f"{code}\nimport sys; print({set(not_loaded)} & set(sys.modules))") == (
        "set()\n"
    )


# ------------------------------------------------------------------ a termbase


def test_files_may_be_given_in_any_way(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One or several, as text or path, once or twice."""
    monkeypatch.chdir(file.parent)
    several = (Path("terms.yaml"), "./terms.yaml")
    ways: list[str | Path | Iterable[str | Path]] = ["terms.yaml", Path("terms.yaml"), several]
    for files in [*ways, ["terms.yaml"], iter(["terms.yaml"]), Path().glob("*.yaml")]:
        termbase = load_termbase(files)
        assert (list(termbase), len(termbase.diagnostics)) == (["a", "b"], 1)
    for base in (file.parent, str(file.parent)):
        assert list(load_termbase("terms.yaml", base=base)) == ["a", "b"]


def test_no_files_make_an_empty_termbase() -> None:
    """Which nothing is wrong with."""
    termbase = load_termbase([])
    assert (list(termbase), termbase.diagnostics) == ([], [])


@pytest.mark.parametrize("files", [None, 1, [None], b"terms.yaml", [b"terms.yaml"]])
def test_what_is_not_a_path_is_a_type_error(files: object) -> None:
    """Faults of a program raise errors, those of data do not."""
    with pytest.raises(TypeError):
        load_termbase(files)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ["none.yaml", ".", "a.txt", "*.yaml", ""])
def test_files_that_cannot_be_read_are_reported(tmp_path: Path, name: str) -> None:
    """As a diagnostic, like every other fault of data."""
    (tmp_path / "a.txt").touch()
    (found,) = load_termbase(name, base=tmp_path).diagnostics
    assert (found.severity, found.subtype) == (Severity.ERROR, Subtype.FILE)


def test_a_termbase_has_terms_and_diagnostics(file: Path) -> None:
    """With the types that the page names."""
    termbase: Termbase = load_termbase(file)
    term: Term = termbase.term("a")
    assert (term.definition, term.see_also) == ("y", ("b",))
    assert ("a" in termbase, "c" in termbase, len(termbase)) == (True, False, 2)
    match: Match = termbase.find("A")
    assert (match.keys, match.sense, match.plural) == (("a",), "", False)
    found: list[Diagnostic] = termbase.diagnostics
    assert [(f.subtype, f.file, f.position, f.path) for f in found] == [
        ("field", file, (2, 22), ("terms", "b", "lable"))
    ]


@pytest.mark.parametrize("method", ["term", "word_part", "source", "label", "origin"])
def test_unknown_keys_are_key_errors(file: Path, method: str) -> None:
    """For each kind of record."""
    with pytest.raises(KeyError):
        getattr(load_termbase(file), method)("none")


def test_signature_of_load_termbase_can_be_read_in_help() -> None:
    """The default of a parameter is not spelt out over many screens."""
    assert len(str(inspect.signature(load_termbase))) < 200
