"""Random histories of edits and builds: what is left is what a clean build gives.

Each history is one of two builders that work on one folder of doctrees. By default two histories
are tried with each pair, and twenty with ``-m long``, always the same ones; with
``--hypothesis-profile=random`` there are ten times as many, and others in each run.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)

from .conftest import Built, Project
from .edited_project import Edit, EditedProject, edits, page_texts
from .editions import installed
from .killing import Moment, at_once, is_killed
from .outcome import compare_outputs, compare_warnings
from .random_settings import OF_PAGES, Setting
from .random_settings import settings as random_settings
from .written_data import terms

PAIRS = (
    ("html", "text"),
    ("dirhtml", "html"),
    ("html", "latex"),
    ("epub", "dirhtml"),
    ("singlehtml", "html"),
    ("text", "epub"),
    ("gettext", "html"),
)

some_edits = st.lists(edits, min_size=1, max_size=2)
moments = st.builds(
    Moment,
    change=st.integers(0, 40),
    calls=st.one_of(st.just(0), st.integers(0, 2000)),
    cut=st.booleans(),
)
take_back = st.just([Edit("take_back", {})])
kills = st.tuples(moments, st.one_of(take_back, some_edits))
once = st.one_of(st.none(), st.none(), st.none(), random_settings)
OTHERS = ("xml", "man", "texinfo", "json")
"""Builders that are not compared; of each format, others are."""


class Histories(RuleBasedStateMachine):
    """Edits pages and data, builds, and compares."""

    def __init__(self, builders: tuple[str, str], folder: Path, *, may_race: bool = True) -> None:
        super().__init__()
        self.may_race = may_race
        self.builders = list(builders)
        self.folder = Path(tempfile.mkdtemp(dir=folder))
        self.project = EditedProject(self.folder / "project")

    def teardown(self) -> None:
        """Remove the project."""
        shutil.rmtree(self.folder, ignore_errors=True)

    @initialize(
        number=st.integers(0, 1 << 32),
        pages=st.fixed_dictionaries(page_texts),
        some=st.fixed_dictionaries({"ant": terms, "bee": terms, "cat": terms}),
        more=st.fixed_dictionaries({"dog": terms, "eel": terms}),
    )
    def begin(
        self, number: int, pages: dict[str, str], some: dict[str, Any], more: dict[str, Any]
    ) -> None:
        """Write and build a first state."""
        assume(number)  # the simplest history is tried first, and would show nothing
        for page, text in pages.items():
            self.project.edit_page(page, text)
        self.project.edit_page("a", f".. medterm:glossary::\n\n{pages['a']}")
        self.project.files[0].terms, self.project.files[1].terms = some, more
        self.project.write_data()
        for builder in self.builders:
            self.build(builder, 0)
        self.project.keep_data()

    @rule(
        edits=some_edits,
        kill=st.one_of(st.none(), st.none(), kills),
        other=st.booleans(),
        parallel=st.sampled_from([0, 0, 4]),
        before=st.sampled_from(["", "", "", "both", *OTHERS]),
        once=once,
        tags=st.sampled_from([(), (), (), ("leaflet",)]),
    )
    def go_on(
        self,
        edits: list[Edit],
        kill: tuple[Moment, list[Edit]] | None,
        other: bool,
        parallel: int,
        before: str,
        once: Setting | None,
        tags: tuple[str, ...],
    ) -> None:
        """Edit, maybe begin a build that is killed, build, and compare with a clean build.

        :param before: the builder that builds before, or ``both`` for both at the same time.
        :param once: a setting that holds only for this build, and so do the tags.
        """
        builder = self.builders[other]
        self.project.edit(edits)
        if kill:
            moment, more_edits = kill
            self.kill(builder, parallel, moment)
            self.project.edit(more_edits)
        if before == "both" and self.may_race:
            acts = [partial(self.build, one, parallel) for one in self.builders]
            self.project.is_steady &= at_once(acts)
        elif before in OTHERS:
            self.build(before, parallel)
        own = {once.name: once.value} if once and self.project.is_steady else {}
        if once and once.name in OF_PAGES:
            self.project.touch_pages()
        options: dict[str, Any] = {**own, "tags": tags if self.project.is_steady else ()}
        built = self.build(builder, parallel, **options)
        clean = Project(self.folder / "clean", self.project.conf, search=True)
        shutil.rmtree(clean.root, ignore_errors=True)
        shutil.copytree(self.project.src, clean.src)
        with installed(self.project.edition):
            expected = clean.build(builder, check=False, **options)
        if once and once.name in OF_PAGES:
            self.project.touch_pages()
        compare_outputs(built, expected)
        compare_warnings(built, expected)
        self.project.keep_data()
        self.project.is_steady = True

    def build(self, builder: str, parallel: int, **options: Any) -> Built:
        """Build, and let the clock tick, so that each edit is younger than the build before."""
        # Sphinx requires a folder of its own for the pages that messages are taken from.
        doctrees = "doctrees-gettext" if builder == "gettext" else "doctrees"
        with installed(self.project.edition):
            built = self.project.build(
                builder, parallel=parallel, doctrees=doctrees, check=False, **options
            )
        time.sleep(0.01)
        return built

    def kill(self, builder: str, parallel: int, moment: Moment) -> None:
        """Begin a build, and kill it."""
        act = partial(self.build, builder, parallel)
        out, saved = self.project.root / builder, self.folder / "saved"
        shutil.copytree(out, saved)
        if is_killed(act, self.project.root, moment):
            # Sphinx keeps the pages it has read by then, but not by which configuration values.
            self.project.is_steady = False
            # It never mends half a copy of its own files, and stops at half a note to itself.
            if out.joinpath("_static").exists():
                shutil.copytree(saved / "_static", out / "_static", dirs_exist_ok=True)
            out.joinpath(".buildinfo").unlink(missing_ok=True)
        shutil.rmtree(saved)


@pytest.mark.parametrize("builders", PAIRS, ids="-".join)
@pytest.mark.parametrize(
    "share", [50, pytest.param(5, marks=pytest.mark.long)], ids=["few", "many"]
)
def test_histories(
    builders: tuple[str, str], share: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever happened before, a build gives what a clean one gives."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    # Which of two builds comes first is not the same in every run.
    machine = partial(Histories, builders, tmp_path, may_race=not settings().derandomize)
    if settings().derandomize:  # else all pairs would have the same histories
        machine = seed(PAIRS.index(builders))(machine)
    run_state_machine_as_test(
        machine,  # type: ignore[arg-type]
        settings=settings(
            max_examples=settings().max_examples // share,
            stateful_step_count=12,
            suppress_health_check=list(HealthCheck),
        ),
    )
