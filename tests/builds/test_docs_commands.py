"""Every command in the docs and the README is run, here or by the gate, or marked with a reason.

A comment before a block marks it in its page: ``.. not-run: needs a server``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from docutils import nodes
from medterm_words import below

from sphinx_medterm.cli.main import parser
from tests.doc_blocks import ROOT, Block, blocks, small_project, trees

from .repository import make_repository, run_in

NOT_RUN = {
    "pre-commit install": "tests/judges/test_pre_commit.py runs the hook",
    "sphinx-autobuild": "a server that does not end",
    ".ci/run": "the gate itself",
    "python3 -m venv .venv-judges": "the gate makes the same environment in a folder of its own",
    "MEDTERM_JUDGES=required": "the gate runs all judges",
    "python3.11 -m venv .venv-book": "the gate makes the same environment in a folder of its own",
    "make latexpdf": "needs TeX; tests/judges/test_pdf.py makes the PDF",
    ".venv/bin/pip install -q -e '.[bench]'": "measures, and takes minutes",
    ".venv/bin/pip install -q english-words": "needs lists of words that the gate does not install",
    ".venv/bin/twine upload": "publishes a release",
    'pip install "jupyter-book<2"': "tests/judges/test_jupyter_book.py builds the book",
}
"""The blocks that are marked, by the beginning of their first command, each with its reason."""

RUN_BY_GATE = {
    "README": ["README: build the docs", "README: run the tests", "commands_of start/tutorial"],
    "start/tutorial": ["commands_of start/tutorial"],
}
"""The pages whose commands the gate runs one after the other, and where it says so."""

CONSOLE = ("console", "sh", "bash", "shell", "doscon", "powershell")
MAKE_TERMS = 'echo \'{"terms": {"pallor": {"definition": "unusual paleness of the skin"}}}\''
SETTINGS = '[tool.medterm]\nfiles = ["docs/terms.yaml", "terms"]\n'
ANEMIA = "terms:\n  anemia: {definition: too little hemoglobin in the blood}\n"
PARTS = '[word_parts."an-"]\ngloss = "without"\n'


def consoles() -> list[Block]:
    """List the blocks of commands that are written in pages or included from the README."""
    return [
        block
        for block in blocks()
        if block.language in CONSOLE and (block.written or block.origin.endswith("README.md"))
    ]


def unmarked() -> Iterator[tuple[Block, str]]:
    """List the commands that are to be run."""
    for block in consoles():
        if not block.not_run:
            yield from ((block, command) for command in block.commands)


def bare(command: str) -> str:
    """Leave out the folder of the environment that a program is in."""
    return re.sub(r"(?<!\S)\S*/bin/", "", command.strip())


GATE = ROOT.joinpath(".ci", "run").read_text("utf-8")
GATE_LINES = {bare(line.replace('"', "")) for line in GATE.splitlines()}


def runs_here(command: str) -> bool:
    """Whether the test below runs a command."""
    return bare(command).split()[0] in ("medterm", "sphinx-build", "make-terms")


def runs_in_gate(block: Block, command: str) -> bool:
    """Whether the gate runs a command, or all tests of the folder that it names."""
    if block.page in RUN_BY_GATE or block.origin.endswith("README.md"):
        return True
    if bare(command).startswith("pytest "):
        return all(ROOT.joinpath(path).exists() for path in re.findall(r"tests/\S+", command))
    return bare(command) in GATE_LINES or command in release_lines()


def release_lines() -> list[str]:
    """Return the commands that the gate runs to make the package."""
    (first, last) = re.findall(r"commands_of contributing .*'/\^(.+?)/,/(.+?)\$/p'", GATE)[0]
    lines = [command for block, command in unmarked() if block.page == "contributing"]
    start = next(number for number, line in enumerate(lines) if line.startswith(first))
    end = next(number for number, line in enumerate(lines) if line.endswith(last))
    return lines[start : end + 1]


# ---------------------------------------------------------------------- each is decided upon


def test_every_command_is_run_or_marked() -> None:
    """A new one must be among those that can be run here, or in the gate, or have a mark."""
    assert [
        f"{block.place}: {command}"
        for block, command in unmarked()
        if not runs_here(command) and not runs_in_gate(block, command)
    ] == []


def test_every_mark_is_a_decision() -> None:
    """The blocks that are not run are these, each for the reason that its page gives."""
    marked = {block.commands[0]: block.not_run for block in blocks() if block.not_run}
    unknown = [first for first in marked if not first.startswith(tuple(NOT_RUN))]
    assert unknown == []
    for beginning, reason in NOT_RUN.items():
        assert {why for first, why in marked.items() if first.startswith(beginning)} == {reason}


def test_no_output_is_typed_into_a_block_of_commands() -> None:
    """What a command prints is included from a sample, or made by a directive."""
    typed = [
        f"{block.place}: {line}"
        for block in consoles()
        if block.language != "sh"
        for line in block.text.replace("\\\n", "").splitlines()
        if line and not line.startswith("$ ")
    ]
    assert typed == []


@pytest.mark.parametrize("page", RUN_BY_GATE)
def test_the_gate_runs_the_commands_of_a_page(page: str) -> None:
    """The steps are there that say so."""
    assert [step for step in RUN_BY_GATE[page] if step not in GATE] == []
    assert any(block.page == page for block in consoles())


def test_what_to_install_is_written_once() -> None:
    """On the day of a release, the line of the README changes, and all pages include it."""
    line = next(block.text.strip() for block in blocks() if block.text.startswith("pip install"))
    package = line.split()[-1]
    places = [(block, command) for block, command in unmarked() if package in command.split()]
    assert {command for _, command in places} == {line}
    assert [block.place for block, _ in places if block.written and block.page != "README"] == []
    written = [node.astext() for tree in trees().values() for node in tree.findall(nodes.literal)]
    assert [text for text in written if text.startswith("pip") and package in text.split()] == []


# ---------------------------------------------------------------------- they are run


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a repository with the pages of the tutorial, further terms and settings."""
    made = tmp_path_factory.mktemp("commands")
    files = {f"docs/{name}": text for name, text in small_project().items()}
    files |= {"pyproject.toml": SETTINGS, "terms/a.yaml": ANEMIA, "parts.toml": PARTS}
    make_repository(made, files, {"make-terms": MAKE_TERMS})
    return made


def test_commands_run_as_they_are_written(folder: Path) -> None:
    """Each ends well, and no build warns of anything."""
    lines = {bare(command) for _, command in unmarked() if runs_here(command)}
    assert len(lines) > 15
    for line in sorted(lines):
        printed = run_in(folder, line, given=ANEMIA.replace("anemia", "anemias"))
        assert not line.startswith("sphinx-build") or "WARNING" not in printed, f"{line}\n{printed}"


def test_commands_in_sentences_have_arguments_that_exist() -> None:
    """Options and subcommands in running text are those of the program."""
    options = {command.prog: {*command._option_string_actions} for command in below(parser())}
    texts = {
        (page, " ".join(node.astext().split()))
        for page, tree in trees().items()
        for node in tree.findall(nodes.literal)
        if re.match(r"medterm\s+[a-z]", node.astext())
    }
    assert len(texts) > 10
    for page, text in sorted(texts):
        program, _, rest = text.partition(" ")
        command, *arguments = rest.split()
        assert f"{program} {command}" in options, f"{page}: {text}"
        given = {word.partition("=")[0] for word in arguments if word.startswith("--")}
        assert given <= options[f"{program} {command}"], f"{page}: {text}"


def test_modules_of_tests_in_sentences_exist() -> None:
    """Those who change the code run them by these names."""
    names = {
        (page, name)
        for page, tree in trees().items()
        for node in tree.findall(nodes.literal)
        for name in re.findall(r"python -m (tests[.\w]*)", node.astext())
    }
    assert names
    for page, name in names:
        module = ROOT / name.replace(".", "/")
        assert module.with_suffix(".py").is_file() or (module / "__main__.py").is_file(), (
            page,
            name,
        )
