"""The demo documentation, built in any format and theme."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"
THEMES = {
    "alabaster": "alabaster",
    "furo": "furo",
    "pydata_sphinx_theme": "pydata_sphinx_theme",
    "sphinx_book_theme": "sphinx_book_theme",
    "sphinx_rtd_theme": "sphinx_rtd_theme",
}
"""The themes in which the demo is looked at, with the modules that have them."""


def build_demo(
    builder: str, out: Path, doctrees: Path, settings: Iterable[str] = (), conf: Path = DOCS
) -> None:
    """Build the demo anew.

    :param settings: of the configuration, ``name=value``.
    :param conf: the folder of the configuration.
    """
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-E", "-b", builder, "-d", str(doctrees)]
    command += ["-c", str(conf)]
    command += [argument for setting in settings for argument in ("-D", setting)]
    done = subprocess.run([*command, DOCS, out], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
