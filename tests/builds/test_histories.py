"""Random histories of edits and builds: what is left is what a clean build gives.

Each history is one of two builders that work on one folder of doctrees. The variable
MEDTERM_HISTORIES of the environment says how many random histories are tried with each pair; by
default, there are a few and always the same ones, so that a run tells whether a change broke
something.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
from copy import deepcopy
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    precondition,
    rule,
    run_state_machine_as_test,
)

from .conftest import Built, Project
from .killing import Moment, is_killed
from .outcome import compare_outputs, compare_warnings
from .written_data import DAMAGES, KEYS, DataFile, Style, styles, terms

PAIRS = (
    ("html", "text"),
    ("html", "dirhtml"),
    ("html", "latex"),
    ("dirhtml", "epub"),
    ("singlehtml", "html"),
    ("text", "epub"),
    ("gettext", "html"),
)
PAGES = ("a", "b", "sub/c", "d")
NAMES = (*KEYS, "Ant", "insect", "bees", "ant#small", "nonsense")
CONF = {
    "html_theme": "basic",
    "html_copy_source": False,
    "project": "P",
    "author": "A",
    "copyright": "C",
    "version": "1",
    "language": "en",
    "today": "now",
    "epub_show_urls": "no",
    "latex_documents": [("index", "p.tex", "P", "A", "manual")],
}
# Sphinx itself does not write the neighbours of a page again when it comes or goes.
# Half of the time of a small build goes into templates, unless they are kept.
CONF_PY = """\
from jinja2 import FileSystemBytecodeCache

def without_neighbours(app, page, template, context, doctree):
    context.update(prev=None, next=None, rellinks=[])

def with_kept_templates(app):
    if getattr(app.builder, "templates", None):
        folder = app.confdir.parents[2]
        app.builder.templates.environment.bytecode_cache = FileSystemBytecodeCache(folder)

def setup(app):
    app.connect("html-page-context", without_neighbours)
    app.connect("builder-inited", with_kept_templates)
"""

names = st.sampled_from(NAMES)
fragments = st.one_of(
    names.map(":medterm:`{}`".format),
    names.map(":medterm:`shown <{}>`".format),
    names.map(":term:`{}`".format),
    names.map(":any:`{}`".format),
    names.map("\n\n.. medterm:: {}\n\n".format),
    names.map("\n\n.. medterm:: {}\n   :no-index:\n   :hide: relations\n\n".format),
    names.map("\n\n.. medterm:: {}\n   :hide: definition, nothing\n\n".format),
    st.sampled_from(["\n\n.. medterm:glossary::\n\n", "\n\n.. medterm:glossary::\n   :used:\n\n"]),
)
texts = st.lists(fragments, max_size=4).map("\n\n".join)
pages, keys, files = st.sampled_from(PAGES), st.sampled_from(KEYS), st.sampled_from([0, 1])
moments = st.builds(
    Moment,
    change=st.integers(0, 40),
    calls=st.one_of(st.just(0), st.integers(0, 2000)),
    cut=st.booleans(),
)
values = st.one_of(
    st.tuples(st.just("medterm_hide"), st.sampled_from([[], ["relations"], ["definition"]])),
    st.tuples(st.just("medterm_std_terms"), st.booleans()),
    st.tuples(
        st.just("medterm_files"), st.sampled_from([["terms.yaml", "more.*"], ["more.*", "*.yaml"]])
    ),
)


class Histories(RuleBasedStateMachine):
    """Edits pages and data, builds, and compares."""

    def __init__(self, builders: tuple[str, str], folder: Path) -> None:
        super().__init__()
        self.builders = list(builders)
        self.folder = Path(tempfile.mkdtemp(dir=folder))
        self.project = Project(self.folder / "project", dict(CONF))
        self.files = [DataFile("terms.yaml"), DataFile("more.json")]
        self.built_files = deepcopy(self.files)
        self.texts = dict.fromkeys(PAGES, "")
        self.unfinished: set[str] = set()

    def teardown(self) -> None:
        """Remove the project."""
        shutil.rmtree(self.folder, ignore_errors=True)

    @initialize(first=terms, second=terms)
    def begin(self, first: Any, second: Any) -> None:
        """Write a first state."""
        self.project.conf["medterm_files"] = ["terms.yaml", "more.*"]
        self.project.write({"conf.py": CONF_PY})
        self.texts["a"] = ".. medterm:glossary::\n"
        for page in PAGES:
            self.turn_page(page)
            self.turn_page(page)
        self.files[0].terms = {"ant": first, "bee": second}
        self.write_data()

    # ------------------------------------------------------------------ pages

    @rule(page=pages, text=texts)
    def edit_page(self, page: str, text: str) -> None:
        """Replace what a page says."""
        self.texts[page] = text
        self.project.write({f"{page}.rst": f"{page[-1].upper()}\n=\n\n{text}\n"})
        self.list_pages()

    @rule(page=pages)
    def turn_page(self, page: str) -> None:
        """Remove a page, or bring it back."""
        file = self.project.src / f"{page}.rst"
        if not file.exists():
            self.edit_page(page, self.texts[page])
            return
        file.unlink()
        self.list_pages()
        # Sphinx leaves what it has written of a page that is gone.
        for builder in self.builders:
            out = self.project.root / builder
            for old in (*out.glob(f"{page}.*"), *out.glob(f"{page}/*"), *out.glob("sub.pot")):
                old.unlink()

    def list_pages(self) -> None:
        """Name all pages that are there in the table of contents."""
        there = [page for page in PAGES if self.project.src.joinpath(f"{page}.rst").exists()]
        toctree = "".join(f"   {page}\n" for page in there)
        self.project.write({"index.rst": f"I\n=\n\n.. toctree::\n\n{toctree}"})

    # ------------------------------------------------------------------ data

    @rule(file=files, key=keys, term=st.one_of(terms, terms, st.none()))
    def edit_term(self, file: int, key: str, term: Any) -> None:
        """Add, change or remove a term."""
        self.files[file].terms[key] = term
        if term is None:
            del self.files[file].terms[key]
        self.write_data()

    @rule(
        how=st.sampled_from(["rename", "swap", "copy"]),
        file=files,
        key=keys,
        to_file=files,
        to=keys,
    )
    def carry_term(self, how: str, file: int, key: str, to_file: int, to: str) -> None:
        """Give a term another key or file, or swap two terms, or write a term twice."""
        here, there = self.files[file].terms, self.files[to_file].terms
        term, other = here.get(key), there.get(to)
        if term is None:
            return
        if how != "copy":
            del here[key]
        if how == "swap" and other is not None:
            here[key] = other
        there[to] = term
        self.write_data()

    @rule(file=files, book=st.sampled_from(["A book", "B book"]), gloss=st.sampled_from("xy"))
    def edit_shared_records(self, file: int, book: str, gloss: str) -> None:
        """Change a source or a word part, which several terms may use."""
        self.files[file].book, self.files[file].gloss = book, gloss
        self.write_data()

    @rule(file=files, style=styles)
    def rearrange(self, file: int, style: Style) -> None:
        """Write the same data in another way."""
        self.files[file].style = style
        self.write_data()

    @rule(file=files, damage=st.one_of(st.just(""), st.sampled_from(sorted(DAMAGES))))
    def damage(self, file: int, damage: str) -> None:
        """Break a data file, or mend it."""
        self.files[file].damage = damage
        self.write_data()

    @rule(file=files)
    def turn_file(self, file: int) -> None:
        """Remove a data file, or bring it back."""
        self.files[file].is_there = not self.files[file].is_there
        self.write_data()

    @rule(name=st.sampled_from(["more.json", "more.yaml"]))
    def rename_file(self, name: str) -> None:
        """Write a data file in another format."""
        self.project.src.joinpath(self.files[1].name).unlink(missing_ok=True)
        self.files[1].name = name
        self.write_data()

    @rule()
    def take_back(self) -> None:
        """Undo all edits of the data since the last build that came to its end."""
        for file in self.files:
            self.project.src.joinpath(file.name).unlink(missing_ok=True)
        self.files = deepcopy(self.built_files)
        self.write_data()

    def write_data(self) -> None:
        """Write the data files that differ from what is to be in them."""
        for file in self.files:
            path, content = self.project.src / file.name, file.content()
            if not file.is_there:
                path.unlink(missing_ok=True)
            elif not path.exists() or path.read_bytes() != content:
                path.write_bytes(content)

    # ------------------------------------------------------------------ builds

    # Sphinx remembers of a build that was killed neither that it read pages nor by which values.
    @precondition(lambda self: not self.unfinished)
    @rule(value=values)
    def configure(self, value: tuple[str, Any]) -> None:
        """Change a configuration value."""
        self.project.conf |= dict([value])

    @rule(parallel=st.sampled_from([0, 4]))
    def build(self, parallel: int) -> None:
        """Build on top of all that went before, and compare with a clean build."""
        builder = self.builders[0]
        built = self.run(builder, parallel)
        self.unfinished.discard(doctrees_of(builder))
        clean = Project(self.folder / "clean", self.project.conf)
        shutil.rmtree(clean.root, ignore_errors=True)
        shutil.copytree(self.project.src, clean.src)
        expected = clean.build(builder, check=False)
        compare_outputs(built, expected)
        compare_warnings(built, expected)
        self.built_files = deepcopy(self.files)

    @rule()
    def build_again(self) -> None:
        """Build as most builds do."""
        self.build(0)

    @rule()
    def build_other(self) -> None:
        """Build with the other builder."""
        self.builders.reverse()
        self.build(0)

    @rule(moment=moments, parallel=st.sampled_from([0, 0, 4]))
    def kill(self, moment: Moment, parallel: int) -> None:
        """Begin to build."""
        builder = self.builders[0]
        if not is_killed(partial(self.run, builder, parallel), self.project.root, moment):
            return
        self.unfinished.add(doctrees_of(builder))
        # Sphinx never mends a file of its own of which half was copied.
        shutil.rmtree(self.project.root / builder / "_static", ignore_errors=True)

    def run(self, builder: str, parallel: int) -> Built:
        """Build, and let the clock tick, so that each edit is younger than the build before."""
        built = self.project.build(
            builder, parallel=parallel, doctrees=doctrees_of(builder), check=False
        )
        time.sleep(0.01)
        return built


def doctrees_of(builder: str) -> str:
    """Name the folder of doctrees; Sphinx requires one of its own for messages."""
    return "doctrees-gettext" if builder == "gettext" else "doctrees"


MANY = os.environ.get("MEDTERM_HISTORIES")


@pytest.mark.parametrize("builders", PAIRS, ids="-".join)
def test_histories(
    builders: tuple[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever happened before, a build gives what a clean one gives."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    machine = partial(Histories, builders, tmp_path)
    run_state_machine_as_test(
        machine if MANY else seed(PAIRS.index(builders))(machine),  # type: ignore[arg-type]
        settings=settings(
            max_examples=int(MANY or "2"),
            database=None,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
