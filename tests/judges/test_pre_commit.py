"""pre-commit runs the hook of this repository, as it does in the repositories of users."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.judges.judges import need_modules, program

PROJECT = Path(__file__).parents[2]
NEEDED = ("sphinx_medterm", "pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml")
SETTINGS = '[tool.medterm]\nfiles = ["terms"]\n'
GOOD = "terms:\n  a: {definition: x, see_also: [b]}\n"
OTHER = "terms:\n  b: {definition: x}\n"
WRONG = "terms:\n  a: {definition: x, lable: y}\n"


def git(folder: Path, *arguments: str) -> None:
    """Run Git."""
    identity = ("-c", "user.name=x", "-c", "user.email=x@x.example")
    subprocess.run([program("git", "git"), *identity, *arguments], cwd=folder, check=True)


def committed(folder: Path) -> Path:
    """Make a repository of a folder, with one commit."""
    git(folder, "init", "-q")
    git(folder, "add", ".")
    git(folder, "commit", "-q", "-m", "x")
    return folder


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a repository of what a release has."""
    folder = tmp_path_factory.mktemp("hooks")
    for name in NEEDED:
        if (PROJECT / name).is_dir():
            ignore = shutil.ignore_patterns("__pycache__")
            shutil.copytree(PROJECT / name, folder / name, ignore=ignore)
        else:
            shutil.copy(PROJECT / name, folder / name)
    return committed(folder)


def test_the_hook_checks_the_terms_of_a_repository(hooks: Path, tmp_path: Path) -> None:
    """All files together, whichever have changed; it installs what it needs from PyPI."""
    need_modules("pre_commit")
    project = tmp_path / "project"
    (project / "terms").mkdir(parents=True)
    (project / "pyproject.toml").write_text(SETTINGS, encoding="utf-8")
    for name, text in {"a": GOOD, "b": OTHER}.items():
        (project / "terms" / f"{name}.yaml").write_text(text, encoding="utf-8")
    committed(project)
    command = [sys.executable, "-m", "pre_commit", "try-repo", str(hooks), "medterm-check"]
    environment = {**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "home"), "NO_COLOR": "1"}
    environment.pop("PYTHONPATH", None)  # the hook must find its own installation

    def run(*files: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [*command, "--files", *files],
            cwd=project,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )

    done = run("terms/a.yaml")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "check medical terms" in done.stdout
    (project / "terms" / "a.yaml").write_text(WRONG, encoding="utf-8")
    git(project, "add", ".")
    done = run("terms/b.yaml")
    assert done.returncode == 1
    assert f"{Path('terms', 'a.yaml')}:2:22: error: terms.a.lable: " in done.stdout
