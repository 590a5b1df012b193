"""The demo documentation, built once for all tests in each format and theme."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.judges.judges import need_modules

DOCS = Path(__file__).parents[2] / "docs"
THEMES = {
    "alabaster": "alabaster",
    "furo": "furo",
    "pydata_sphinx_theme": "pydata_sphinx_theme",
    "sphinx_book_theme": "sphinx_book_theme",
    "sphinx_rtd_theme": "sphinx_rtd_theme",
}
"""The themes in which the demo is looked at, with the modules that have them."""

Demo = Callable[..., Path]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """Give a function that builds the demo; several processes share what one has built."""

    def build(builder: str = "html", theme: str = "furo", *settings: str, name: str = "") -> Path:
        """Build the demo, if that has not been done, and give the folder.

        :param settings: further settings, ``name=value``.
        :param name: of the folder, to tell builds with other settings apart.
        """
        need_modules("filelock", THEMES[theme])
        from filelock import FileLock

        out = _shared(tmp_path_factory) / (name or f"{builder}-{theme}")
        with FileLock(f"{out}.lock"):
            if not out.exists():
                _build(builder, out, [f"html_theme={theme}", *settings])
        return out

    return build


def _shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder that all processes of a run have in common."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


def _build(builder: str, out: Path, settings: list[str]) -> None:
    part = out.with_suffix(".part")
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", builder]
    command += ["-d", f"{out}-doctrees"]
    command += [argument for setting in settings for argument in ("-D", setting)]
    done = subprocess.run(
        [*command, DOCS, part], capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    part.rename(out)
