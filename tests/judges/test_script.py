"""TypeScript judges the types of the scripts."""

from __future__ import annotations

from pathlib import Path

import sphinx_medterm
from tests.judges.judges import npm_file, program, run

SCRIPTS = sorted(Path(sphinx_medterm.__file__).parent.joinpath("static").rglob("*.js"))
LIBRARIES = "es2022,dom,dom.iterable"


def test_scripts_are_sound_in_their_types() -> None:
    """As strictly as it goes; the types are in the comments."""
    assert SCRIPTS
    program("node", "nodejs")
    compiler = npm_file("MEDTERM_TSC", "typescript", ".bin/tsc")
    options = ["--noEmit", "--allowJs", "--checkJs", "--strict", "--noUncheckedIndexedAccess"]
    done = run(compiler, *options, "--target", "es2022", "--lib", LIBRARIES, *SCRIPTS)
    assert (done.returncode, done.stdout) == (0, "")
