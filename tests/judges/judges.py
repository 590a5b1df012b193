"""The programs that judge the output, and what it means if one is missing."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import NoReturn

import pytest

_ROOT = Path(__file__).parents[2]
REQUIRED = os.environ.get("MEDTERM_JUDGES") == "required"
"""Whether a judge that is missing is a failure, as it is in continuous integration."""

JAVA_FLAGS = ("-Xss4m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""For programs in Java that run for seconds; they take half the time."""


def missing(judge: str, remedy: str) -> NoReturn:
    """Leave a test out, or fail it, since its judge is not on this machine."""
    reason = f"{judge} is missing: {remedy}"
    if REQUIRED:
        pytest.fail(reason, pytrace=False)
    pytest.skip(reason)


def program(name: str, package: str) -> Path:
    """Find a program.

    :param package: the package of Debian that has it.
    """
    found = shutil.which(name)
    return Path(found) if found else missing(name, f"apt-get install {package}")


def npm_file(variable: str, package: str, path: str) -> Path:
    """Find a file of a package from npm.

    :param variable: of the environment; it may say where the file is.
    :param path: of the file in the folder ``node_modules`` at the root of the project.
    """
    said = os.environ.get(variable)
    file = Path(said) if said else _ROOT / "node_modules" / path
    return file if file.exists() else missing(str(file), f"npm install {package}, or {variable}")


def run(*command: str | Path, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a program and catch what it says; what its exit status means is up to the caller."""
    return subprocess.run(
        command,
        cwd=folder,
        env=os.environ | {"max_print_line": "10000"},  # TeX would break lines of its log
        capture_output=True,
        encoding="utf-8",
        errors="replace",
        check=False,
    )


@cache
def _has_module(name: str) -> bool:
    return importlib.util.find_spec(name) is not None


def need_modules(*names: str) -> None:
    """Ask for Python modules of the extra ``judges``."""
    for name in names:
        if not _has_module(name):
            missing(name, "pip install -e '.[judges]'")
