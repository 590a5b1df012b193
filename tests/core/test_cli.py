"""The command line: what it prints, where, and with which exit status."""

from __future__ import annotations

import argparse
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from sphinx_medterm import __version__
from sphinx_medterm.cli.main import COMMANDS, _parsed, main, parser

PROJECT = Path(__file__).parents[2]
GOOD = "terms:\n  a: {definition: x}\n"
WARNED = "terms:\n  bone marrow: {definition: x}\n"
WRONG = "terms:\n  a: {definition: x, lable: A}\n  b: {definition: y}\n"
FINDING = (
    "wrong.yaml:2:22: error: terms.a.lable: unknown field 'lable'; it is left out"
    " (did you mean 'label'?) [medterm.field]\n"
)
WARNING = (
    "warned.yaml:2:3: warning: terms.bone-marrow: the key 'bone marrow' is read as 'bone-marrow'"
    " (write 'bone-marrow', and the name in 'label') [medterm.value]\n"
)
NOTHING = (
    "medterm check: error: no data file found; name files or folders (a dot stands for this"
    " folder), list them under 'files' in the table [tool.medterm] of pyproject.toml, or create"
    " terms.yaml in this folder\n"
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with a good, a doubtful and a wrong file."""
    for name, content in {"good": GOOD, "warned": WARNED, "wrong": WRONG}.items():
        (tmp_path / f"{name}.yaml").write_text(content, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "status", "out", "err"),
    [
        (["good.yaml"], 0, "", "1 term in 1 file: 0 errors, 0 warnings\n"),
        (["wrong.yaml"], 1, FINDING, "2 terms in 1 file: 1 error, 0 warnings\n"),
        (["warned.yaml"], 0, WARNING, "1 term in 1 file: 0 errors, 1 warning\n"),
        (["-W", "warned.yaml"], 1, WARNING, "1 term in 1 file: 0 errors, 1 warning\n"),
        (["warned.yaml", "--warnings-as-errors", "-q"], 1, WARNING, ""),
        (["-W", "good.yaml"], 0, "", "1 term in 1 file: 0 errors, 0 warnings\n"),
        (["-q", "wrong.yaml"], 1, FINDING, ""),
        (["--quiet", "good.yaml"], 0, "", ""),
        (
            ["w*.yaml"],
            1,
            WARNING + FINDING,
            "3 terms in 2 files: 1 error, 1 warning\n",
        ),
        (
            ["wrong.yaml", "warned.yaml"],
            1,
            FINDING + WARNING,
            "3 terms in 2 files: 1 error, 1 warning\n",
        ),
        (
            ["none.yaml", "good.yaml"],
            1,
            "none.yaml: error: the file does not exist (check the path) [medterm.file]\n",
            "1 term in 2 files: 1 error, 0 warnings\n",
        ),
        (
            ["none", "good.yaml"],
            1,
            "none: error: no file or folder has this name (check the path) [medterm.file]\n",
            "1 term in 2 files: 1 error, 0 warnings\n",
        ),
        (
            ["no*.yaml", "good.yaml"],
            0,
            "warning: no data file matches 'no*.yaml' (globs are relative to .) [medterm.file]\n",
            "1 term in 1 file: 0 errors, 1 warning\n",
        ),
        (
            ["no*.yaml"],
            2,
            "warning: no data file matches 'no*.yaml' (globs are relative to .) [medterm.file]\n",
            NOTHING,
        ),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_check_reports_findings(
    capsys: pytest.CaptureFixture[str], arguments: list[str], status: int, out: str, err: str
) -> None:
    """Findings go to the output, one a line, the summary elsewhere, and errors to the status."""
    assert main(["check", *arguments]) == status
    assert capsys.readouterr() == (out, err)


OWN = {
    "own.yaml": "LOCAL:\n  pattern: '[a-z]+'\n  prefixed: true\n",
    "own.toml": "[LOCAL]\npattern = '[a-z]+'\nprefixed = true\n",
    "own.json": '{"LOCAL": {"pattern": "[a-z]+", "prefixed": true}}',
}
CODED = "terms:\n  a: {definition: x, codes: ['LOCAL:1', 'local:ab']}\n"
WRONG_CODE = (
    "coded.yaml:2:30: warning: terms.a.codes[0]: '1' does not look like a code of LOCAL:"
    " expected text that matches [a-z]+; it is shown as written (run 'medterm explain code')"
    " [medterm.code]\n"
)


@pytest.mark.parametrize("name", OWN)
def test_code_systems_of_the_project_are_read_from_a_file(
    folder: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """In each of the formats; without the option, the system is unknown and any code is right."""
    (folder / "coded.yaml").write_text(CODED, encoding="utf-8")
    (folder / name).write_text(OWN[name], encoding="utf-8")
    assert main(["check", "-q", "coded.yaml"]) == 0
    assert main(["check", "-q", "--code-systems", name, "coded.yaml"]) == 0
    assert capsys.readouterr().out == WRONG_CODE


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        (
            "LOCAL:\n  page: ftp://a.example/{code}\n",
            "own.yaml:2:3: error: LOCAL.page: it is not an address: only http:// and https:// are"
            " accepted; it is left out (run 'medterm explain option') [medterm.option]\n",
        ),
        (
            "LOCAL: {patern: x}\n",
            "own.yaml:1:9: error: LOCAL.patern: unknown field 'patern'; it is left out"
            " (did you mean 'pattern'?) [medterm.option]\n",
        ),
        (
            "- LOCAL\n",
            "own.yaml:1:1: error: expected a mapping of code systems to their fields"
            " (run 'medterm explain option') [medterm.option]\n",
        ),
        ("", ""),
        (
            None,
            "own.yaml: error: the file does not exist (check the path) [medterm.file]\n",
        ),
    ],
)
def test_faults_in_the_file_of_code_systems_are_reported(
    folder: Path, capsys: pytest.CaptureFixture[str], text: str | None, finding: str
) -> None:
    """At file, line and column, and they are errors; the data files are checked all the same."""
    if text is not None:
        (folder / "own.yaml").write_text(text, encoding="utf-8")
    assert main(["check", "-q", "good.yaml", "--code-systems", "own.yaml"]) == bool(finding)
    assert capsys.readouterr().out == finding


@pytest.mark.parametrize(
    ("arguments", "usage", "said"),
    [
        ([], "medterm", "the following arguments are required: COMMAND"),
        (["chek", "good.yaml"], "medterm", "unknown command 'chek' (did you mean 'check'?)"),
        (["x"], "medterm", "unknown command 'x' (the commands are check, "),
        (["--fast"], "medterm", "required: COMMAND"),
        (["check", "--fast"], "medterm check", "unrecognized arguments: --fast"),
        (["check", "a", "--colour", "b"], "medterm check", "--colour (did you mean '--color'?)"),
        (["check", "--ntoes"], "medterm check", "--ntoes (did you mean '--notes'?)"),
        (["check", "--format", "xml"], "medterm check", "argument --format: invalid choice"),
        (["check", "--select", "markdown"], "medterm check", "unknown type 'markdown'"),
        (["check", "--ignore", "medterm.marcup"], "medterm check", "mean 'medterm.markup'?"),
        (["check", "--stdin-filename", "a"], "medterm check", "the file that '-' stands for"),
        (["check", "--warn", "a"], "medterm check", "(did you mean '--warnings-as-errors'?)"),
        (["check", "--stdin-filename", "a", "b"], "medterm check", "(write '-' among the files)"),
        (["show"], "medterm show", "the following arguments are required: NAME#"),
        (["schema", "good.yaml"], "medterm schema", "unrecognized arguments: good.yaml"),
        (["schema", "--ouput", "x"], "medterm schema", "(did you mean '--output'?)"),
    ],
)
def test_wrong_usage_is_told(
    capsys: pytest.CaptureFixture[str], arguments: list[str], usage: str, said: str
) -> None:
    """With status 2, a hint, and the usage of the very command that was meant."""
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    told = capsys.readouterr().err
    assert re.match(rf"usage: {usage} (\[|\{{)", told)
    assert said in " ".join(told.split()) + "#"


def test_options_may_stand_between_files(capsys: pytest.CaptureFixture[str]) -> None:
    """As in most commands."""
    assert main(["check", "good.yaml", "-q", "warned.yaml", "-W"]) == 1
    assert capsys.readouterr().out == WARNING


def test_nothing_to_check_is_wrong_use(capsys: pytest.CaptureFixture[str]) -> None:
    """With a message that names all ways to name files."""
    assert main(["check"]) == 2
    assert capsys.readouterr() == ("", NOTHING)


def test_the_version_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """``--version`` says which release this is."""
    with pytest.raises(SystemExit) as ended:
        main(["--version"])
    assert ended.value.code == 0
    assert capsys.readouterr().out == f"medterm {__version__}\n"


def test_the_schema_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    """Without more, the schema goes to the output."""
    assert main(["schema"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_the_schema_is_written(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The option writes the very same text to a file."""
    main(["schema"])
    printed = capsys.readouterr().out
    assert main(["schema", "-o", "schema.json"]) == 0
    assert (folder / "schema.json").read_text(encoding="utf-8") == printed
    assert capsys.readouterr() == ("", "")


def test_a_schema_that_cannot_be_written_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """A wrong path gives a message and status 2, and no traceback."""
    file = Path("none", "schema.json")
    assert main(["schema", "--output", str(file)]) == 2
    assert capsys.readouterr().err == f"medterm: {file}: No such file or directory\n"


def run(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python in a process of its own."""
    system = {name: value for name, value in os.environ.items() if name == "SYSTEMROOT"}  # Windows
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=folder,
        env={"PYTHONPATH": str(PROJECT), "PATH": "", **system, **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_package_runs_as_a_module(folder: Path) -> None:
    """``python -m sphinx_medterm`` is the command, its exit status included."""
    done = run(folder, "-m", "sphinx_medterm", "check", "wrong.yaml")
    assert (done.returncode, done.stdout) == (1, FINDING)
    assert done.stderr == "2 terms in 1 file: 1 error, 0 warnings\n"
    assert run(folder, "-m", "sphinx_medterm", "check", "good.yaml").returncode == 0


def test_the_console_script_is_the_command() -> None:
    """The project installs the same function as ``medterm``."""
    settings = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))
    scripts = settings["project"]["scripts"]
    assert scripts == {"medterm": f"{main.__module__}:{main.__name__}"}


COUNT = '''
"""``medterm count``: count the terms of data files."""

from pathlib import Path

from sphinx_medterm.termbase.load import load_termbase


def add_to(commands):
    """Add the command with its options, and return its parser."""
    count = commands.add_parser("count", help="count terms")
    count.add_argument("files", nargs="+", type=Path)
    return count


def run(options):
    """Print the number of terms."""
    print(len(load_termbase(options.files)))
    return 0
'''


def test_a_command_is_a_file_and_a_line(folder: Path) -> None:
    """Dropped into the package and named in its list, it is in the help, and runs."""
    package = folder / "sphinx_medterm"
    shutil.copytree(PROJECT / "sphinx_medterm", package)
    (package / "cli" / "count.py").write_text(COUNT, encoding="utf-8")
    listing = package / "cli" / "main.py"
    lines = listing.read_text(encoding="utf-8").splitlines(keepends=True)
    (place,) = (n for n, line in enumerate(lines) if line.startswith("COMMANDS = ("))
    lines[place] = lines[place].replace(")", ', "count")')
    listing.write_text("".join(lines), encoding="utf-8")
    command = ("-m", "sphinx_medterm")
    told = run(folder, *command, "--help", PYTHONPATH=str(folder))
    assert "count terms" in told.stdout
    done = run(folder, *command, "count", "good.yaml", "wrong.yaml", PYTHONPATH=str(folder))
    assert (done.returncode, done.stdout, done.stderr) == (0, "2\n", "")


def test_any_terminal_can_show_the_findings(folder: Path) -> None:
    """Letters that a terminal does not have are written as escapes, and end in no traceback."""
    (folder / "größe.yaml").write_text("terms: {貧血: {variants: x}}\n", encoding="utf-8")
    done = run(folder, "-m", "sphinx_medterm", "check", "*.yaml", PYTHONIOENCODING="ascii")
    assert "gr\\xf6\\xdfe.yaml:1:9: error: terms.\\u8ca7\\u8840: a term with neither" in done.stdout
    assert "Traceback" not in done.stderr


def test_a_reader_may_have_seen_enough(folder: Path) -> None:
    """As ``head`` has after some lines: that is no reason for a traceback."""
    (folder / "many.yaml").write_text(
        "terms:\n" + "".join(f"  t{n}: {{definition: x, f{n % 500}x: y}}\n" for n in range(5_000)),
        encoding="utf-8",
    )
    command = [sys.executable, "-m", "sphinx_medterm", "check", "--format", "json", "many.yaml"]
    environment = {**os.environ, "PYTHONPATH": str(PROJECT)}
    with subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()
    assert process.returncode == 1


def example_lines() -> list[str]:
    """Return the examples in the help of all commands."""
    (subparsers,) = (a for a in parser()._actions if isinstance(a, argparse._SubParsersAction))
    shown = [parser(), *subparsers.choices.values()]
    return [
        re.split(r"  +", line.strip())[0]
        for one in shown
        for line in (one.epilog or "").splitlines()[1:]
    ]


def test_each_command_has_examples() -> None:
    """A newcomer sees a command line to copy in the help of every command."""
    assert {line.split()[1] for line in example_lines()} >= set(COMMANDS)


@pytest.mark.parametrize("line", example_lines())
def test_the_examples_of_the_help_are_accepted(line: str) -> None:
    """What the help shows can be typed: the parser takes it."""
    name, *arguments = shlex.split(line)
    assert name == "medterm"
    if "--help" in arguments:
        with pytest.raises(SystemExit) as stopped:
            _parsed(arguments)
        assert not stopped.value.code
    else:
        assert callable(_parsed(arguments).run)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_prints_its_help(capsys: pytest.CaptureFixture[str], command: str) -> None:
    """With its usage, its arguments and its options."""
    with pytest.raises(SystemExit) as stopped:
        main([command, "--help"])
    assert stopped.value.code == 0
    assert f"usage: medterm {command} " in capsys.readouterr().out


def test_help_needs_no_model(folder: Path) -> None:
    """Only the command that is run loads what takes long to load."""
    code = (
        "import sys\n"
        "from sphinx_medterm.cli.main import parser\n"
        "parser().format_help()\n"
        "print('pydantic' in sys.modules)\n"
    )
    assert run(folder, "-c", code).stdout == "False\n"


def test_the_core_needs_neither_sphinx_nor_docutils(folder: Path) -> None:
    """Importing the whole core and checking files loads nothing of either."""
    code = (
        "import importlib, pkgutil, sys, sphinx_medterm\n"
        "def modules(package, name):\n"
        "    for found in pkgutil.iter_modules(package.__path__, name + '.'):\n"
        "        if found.name not in ('sphinx_medterm.ext', 'sphinx_medterm.__main__'):\n"
        "            module = importlib.import_module(found.name)\n"
        "            if found.ispkg: modules(module, found.name)\n"
        "modules(sphinx_medterm, 'sphinx_medterm')\n"
        "from sphinx_medterm.cli.main import main\n"
        "status = main(['check', '-q', 'good.yaml', 'wrong.yaml'])\n"
        "loaded = {name.partition('.')[0] for name in sys.modules}\n"
        "print(status, sorted(loaded & {'sphinx', 'docutils', 'jinja2'}),\n"
        "      sorted(name for name in sys.modules if name.startswith('sphinx_medterm.ext')))\n"
    )
    done = run(folder, "-c", code)
    assert done.stderr == ""
    assert done.stdout.splitlines()[-1] == "1 [] []"


@pytest.mark.parametrize("long", ["a" * 5000, "a/" * 5000, "a" * 5000 + "*"])
def test_names_that_no_file_can_have_are_reported(
    capsys: pytest.CaptureFixture[str], long: str
) -> None:
    """As names of files that do not exist."""
    assert main(["check", long]) in (1, 2)
    assert "[medterm.file]" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["check"], ["show", "a"], ["diff", "wrong.yaml"]])
def test_commands_work_without_a_console(
    monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    """Programs without one have no standard streams."""
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert main([*arguments, "good.yaml"]) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is full")
@pytest.mark.parametrize(
    "arguments", [["check", "wrong.yaml"], ["show", "a", "good.yaml"], ["schema"]]
)
def test_a_full_disk_is_told(arguments: list[str]) -> None:
    """In a line, with the status for failure."""
    command = [sys.executable, "-m", "sphinx_medterm", *arguments]
    with open("/dev/full", "w") as full:  # noqa: PTH123
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode == 2
    assert f"medterm {arguments[0]}: error: the output cannot be written: " in done.stderr
    assert "Traceback" not in done.stderr


def test_a_name_that_is_not_text_is_no_name(capsys: pytest.CaptureFixture[str]) -> None:
    """A terminal may send any bytes."""
    assert main(["show", os.fsdecode(b"\xff"), "good.yaml"]) == 1
    assert "no term has the name" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["none", "none.txt", "good.yaml/x", "good.yamll"])
def test_a_file_that_does_not_exist_is_told_as_such(
    capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """Whatever its suffix, for that may be what was mistyped."""
    assert main(["check", name]) == 1
    assert f"{name}: error: no file or folder has this name" in (out := capsys.readouterr().out)
    assert "suffix" not in out
