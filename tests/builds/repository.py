"""A repository in which commands are run as the docs write them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from tests.doc_blocks import ROOT
from tests.samples import MODULES


def make_repository(
    folder: Path, files: Mapping[str, str], programs: Mapping[str, str] | None = None
) -> None:
    """Commit files, and tag them as a release.

    :param programs: scripts to be found on the path, beside the programs of this package.
    """
    scripts = {
        name: f'exec "{sys.executable}" -m {module} "$@"' for name, module in MODULES.items()
    }
    scripts.update(programs or {})
    made = {f"bin/{name}": f"#!/bin/sh\n{script}\n" for name, script in scripts.items()}
    for name, text in {**files, **made}.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        file.chmod(0o755)
    run_in(folder, "git init -q && git add -A && git commit -q -m one && git tag v1.0")


def run_in(folder: Path, command: str, given: str = "", status: int = 0) -> str:
    """Run a command line in the root of a repository, as people and services do.

    :param given: the standard input.
    :param status: the exit status that it must have.
    :returns: what it prints.
    """
    person = {
        f"GIT_{role}_{what}": "x" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", command],
        cwd=folder,
        env={
            **os.environ,
            **person,
            "PATH": f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "PYTHONPATH": str(ROOT),
            "CI_MERGE_REQUEST_DIFF_BASE_SHA": "v1.0",  # as GitLab sets it
        },
        input=given,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == status, f"{command}\n{done.stdout}"
    return done.stdout
