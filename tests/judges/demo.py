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
    builder: str,
    out: Path,
    doctrees: Path,
    settings: Iterable[str] = (),
    conf: Path = DOCS,
    *,
    fresh: bool = True,
) -> None:
    """Build the demo.

    :param settings: of the configuration, ``name=value``.
    :param conf: the folder of the configuration.
    :param fresh: whether pages are read again that the doctrees have already.
    """
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", builder, "-d", str(doctrees)]
    command += ["-c", str(conf), *(["-E"] if fresh else [])]
    command += [argument for setting in settings for argument in ("-D", setting)]
    done = subprocess.run([*command, DOCS, out], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
