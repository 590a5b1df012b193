"""Builds that share a folder of doctrees at the same time, as with ``make -j2 html text``."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Thread

import pytest
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace

from .conftest import TERMS, Built, Project
from .outcome import contents

ROOT = Path(__file__).parents[2]

CONF = """
import os, time
from pathlib import Path

extensions = ["sphinx_medterm"]
medterm_autolink = "first"

def meet(*_):
    '''Wait for the other build, so that both do the same at the same time.'''
    if not (place := os.environ.get("MEET")):
        return
    meet.times = getattr(meet, "times", 0) + 1
    Path(place, f"{meet.times}-{os.getpid()}").touch()
    for _wait in range(2000):
        if len(list(Path(place).glob(f"{meet.times}-*"))) > 1:
            return
        time.sleep(0.005)

def setup(app):
    app.connect("builder-inited", meet, priority=1)
    app.connect("env-updated", meet, priority=1)
    app.connect("write-started", meet, priority=1)
    app.connect("build-finished", meet, priority=1)
"""


@pytest.fixture(autouse=True)
def whole(project: Project) -> None:
    """Write all that other processes write."""
    project.search = project.theme_files = True


def pages(word: str) -> dict[str, str]:
    """Make pages with names of terms, mentions and a glossary."""
    made = {
        f"p{number}.rst": f"Page {number}\n======\n\n{word} anemia, a zebra and :medterm:`ANM`.\n"
        for number in range(4)
    }
    made["index.rst"] = "I\n=\n\n.. toctree::\n   :glob:\n\n   p*\n\n.. medterm:glossary::\n"
    return made


def arguments(builder: str, src: Path, out: Path, form: str) -> list[str]:
    """Write the command line in one of the two forms that Sphinx has."""
    if form == "-M":
        return ["-M", builder, str(src), str(out), "-q", "-W"]
    return ["-q", "-W", "-b", builder, "-d", str(out / "doctrees"), str(src), str(out / builder)]


def start(options: Sequence[str], place: Path) -> subprocess.Popen[str]:
    """Begin a build in a process of its own."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), "MEET": str(place)}
    return subprocess.Popen(
        [sys.executable, "-m", "sphinx", *options],
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def finish(builds: Sequence[subprocess.Popen[str]]) -> None:
    """Expect builds to end well."""
    told = [build.communicate()[0] for build in builds]
    assert [build.returncode for build in builds] == [0] * len(builds), told


@pytest.mark.parametrize(("form", "jobs"), [("-b", []), ("-M", ["-j", "2"])])
def test_two_builds_at_once_leave_what_two_clean_builds_leave(
    project: Project, form: str, jobs: list[str]
) -> None:
    """At first, and again after an edit of the data and the pages."""
    out = project.root / "out"
    for edit in ("one", "two"):
        terms = TERMS.replace("an unlikely diagnosis", f"edit {edit}")
        project.write({"conf.py": CONF, "terms.yaml": terms, **pages(edit)})
        place = project.root / f"meet-{edit}"
        place.mkdir()
        finish(
            [
                start([*arguments(builder, project.src, out, form), *jobs], place)
                for builder in ("html", "text")
            ]
        )
        assert not list(out.rglob("*.part"))
    for builder in ("html", "text"):
        clean = project.build(builder, out=f"clean-{builder}", doctrees=f"clean-{builder}-doctrees")
        assert contents(out / builder) == contents(clean.out)


OTHERS = """
from pathlib import Path

extensions = ["sphinx_medterm"]

def edit_and_build(app, *_):
    '''Do what somebody does who edits the data and begins another build meanwhile.'''
    if app.builder.name != "html" or not Path(app.srcdir, "next.yaml").exists():
        return
    Path(app.srcdir, "next.yaml").replace(Path(app.srcdir, "terms.yaml"))
    from sphinx_medterm.termbase.load import open_termbase
    file = Path(app.srcdir, "terms.yaml")
    open_termbase(Path(app.doctreedir, "medterm.sqlite"), [file], Path(app.srcdir))

def setup(app):
    app.connect("write-started", edit_and_build)
"""


def test_a_build_sees_the_data_of_its_beginning_although_another_build_sees_newer(
    project: Project,
) -> None:
    """The pages agree with each other, and later builds are right, also if the edit is undone."""
    edited = TERMS.replace("an unlikely diagnosis", "a striped one").replace("zebra:", "horse:")
    project.write({"conf.py": OTHERS, "next.yaml": edited, **pages("a")})
    before = project.build(parallel=2, out="html")
    texts = {name: before.text(f"{name}.html") for name in ("index", "p0", "p3")}
    assert "an unlikely diagnosis" in texts["index"]
    assert "a striped one" not in "".join(texts.values())
    after = project.build(parallel=2, out="html")
    assert "a striped one" in after.text("index.html")
    project.write({"terms.yaml": TERMS})
    undone = project.build(parallel=2, out="html")
    assert {name: undone.text(f"{name}.html") for name in texts} == texts


def test_a_build_may_be_made_ready_in_one_thread_and_run_in_another(project: Project) -> None:
    """As in programs that show a preview."""
    project.write(pages("a"))
    out, doctrees = project.root / "out", project.root / "doctrees"
    options = {"extensions": ["sphinx_medterm"], "medterm_autolink": "first"}
    with docutils_namespace():
        app = Sphinx(
            project.src, None, out, doctrees, "html", options, None, None, warningiserror=True
        )
        store = doctrees / "medterm.sqlite"
        number = store.stat().st_ino
        thread = Thread(target=app.build)
        thread.start()
        thread.join()
    assert app.statuscode == 0
    assert "medterm-anemia" in (out / "p0.html").read_text(encoding="utf-8")
    assert store.stat().st_ino == number


def test_files_that_cannot_be_replaced_or_removed_cost_time_only(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on a system that refuses both while another build reads them."""

    def refusing(method: str) -> Callable[..., object]:
        allowed = getattr(Path, method)

        def act(path: Path, *rest: object, **options: object) -> object:
            if path.name.startswith("medterm"):
                raise PermissionError(13, "used by another process", str(path))
            return allowed(path, *rest, **options)

        return act

    monkeypatch.setattr("sphinx_medterm.termbase.own_files.PAUSES", ())
    project.conf["medterm_autolink"] = "first"
    project.write(pages("a"))
    project.build()
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", refusing("replace"))
        patch.setattr(Path, "unlink", refusing("unlink"))
        project.write({"terms.yaml": TERMS.replace("an unlikely", "a rare"), **pages("b")})
        assert "a rare diagnosis" in project.build().text("index.html")
    again = project.build()
    assert compare_to_clean(project, again)


def compare_to_clean(project: Project, built: Built) -> bool:
    """Return whether a build has left what a clean one leaves."""
    shutil.rmtree(project.root / "doctrees")
    return contents(built.out) == contents(project.build(out="clean").out)
