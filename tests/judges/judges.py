"""The programs that judge the output, and what it means if one is missing."""

from __future__ import annotations

import importlib.util
import os
import shutil
from functools import cache
from pathlib import Path
from typing import NoReturn

import pytest

REQUIRED = os.environ.get("MEDTERM_JUDGES") == "required"
"""Whether a judge that is missing is a failure, as it is in continuous integration."""


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


@cache
def _has_module(name: str) -> bool:
    return importlib.util.find_spec(name) is not None


def need_modules(*names: str) -> None:
    """Ask for Python modules of the extra ``judges``."""
    for name in names:
        if not _has_module(name):
            missing(name, "pip install -e '.[judges]'")
