"""Random histories of edits and builds: what is left is what a clean build gives.

Several builders work on one folder of doctrees. The variable MEDTERM_HISTORIES of the environment
says how many histories are tried; for a thorough check, some hundreds.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from pathlib import Path

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule

from .conftest import Built, Project

PAGES = ("a", "b", "sub/c")
KEYS = ("ant", "bee", "cat", "dog")
NAMES = (*KEYS, "Ant", "insect", "bees", "nonsense")
TITLE = {page: page[-1].upper() for page in PAGES}
CONF = {"html_theme": "basic", "html_copy_source": False, "project": "P", "version": "1"}

names = st.sampled_from(NAMES)
fragments = st.one_of(
    names.map(":medterm:`{}`".format),
    names.map(":medterm:`shown <{}>`".format),
    names.map(":term:`{}`".format),
    names.map("\n\n.. medterm:: {}\n\n".format),
    names.map("\n\n.. medterm:: {}\n   :no-index:\n   :hide: relations\n\n".format),
    st.sampled_from(["\n\n.. medterm:glossary::\n\n", "\n\n.. medterm:glossary::\n   :used:\n\n"]),
)
texts = st.lists(fragments, max_size=4).map("\n\n".join)
keys = st.lists(st.sampled_from(KEYS), max_size=2, unique=True)
records = st.fixed_dictionaries(
    {"definition": st.sampled_from(["one", "two", "of :medterm:`bee`", "a :medterm:`nonsense`"])},
    optional={
        "label": st.sampled_from(["Label", "Ant", "bee"]),
        "synonyms": st.lists(st.sampled_from(["insect", "bees"]), max_size=1),
        "see_also": keys,
        "broader": keys,
        "sources": st.just(["book"]),
    },
)


class Histories(RuleBasedStateMachine):
    """Edits pages and data, builds, and compares."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.project = Project(self.folder / "project", dict(CONF))
        self.terms: dict[str, object] = {}
        self.book = "A book"

    def teardown(self) -> None:
        """Remove the project."""
        shutil.rmtree(self.folder, ignore_errors=True)

    @initialize(term=records)
    def begin(self, term: object) -> None:
        """Write a first state."""
        toctree = "".join(f"   {page}\n" for page in PAGES)
        self.project.write({"conf.py": "", "index.rst": f"I\n=\n\n.. toctree::\n\n{toctree}"})
        for page in PAGES:
            self.edit_page(page, "")
        self.edit_page("a", ".. medterm:glossary::\n")
        self.edit_term("ant", term)

    @rule(page=st.sampled_from(PAGES), text=texts)
    def edit_page(self, page: str, text: str) -> None:
        """Replace what a page says."""
        self.project.write({f"{page}.rst": f"{TITLE[page]}\n=\n\n{text}\n"})

    @rule(key=st.sampled_from(KEYS), term=records)
    def edit_term(self, key: str, term: object) -> None:
        """Add or change a term."""
        self.terms[key] = term
        self.write_terms()

    @rule(key=st.sampled_from(KEYS))
    def remove_term(self, key: str) -> None:
        """Remove a term."""
        self.terms.pop(key, None)
        self.write_terms()

    @rule(title=st.sampled_from(["A book", "Another book"]))
    def edit_source(self, title: str) -> None:
        """Change a source."""
        self.book = title
        self.write_terms()

    @rule()
    def break_data(self) -> None:
        """Leave a data file that cannot be read; the next edit of the data mends it."""
        self.project.write({"terms.yaml": "terms: [\n"})

    @rule(hide=st.sampled_from([[], ["relations"], ["definition", "sources"]]))
    def configure(self, hide: list[str]) -> None:
        """Change a configuration value."""
        self.project.conf["medterm_hide"] = hide

    def write_terms(self) -> None:
        """Write the data file."""
        data = {"sources": {"book": {"title": self.book}}, "terms": self.terms}
        self.project.write({"terms.yaml": json.dumps(data)})

    @rule(
        builder=st.sampled_from(["html", "html", "dirhtml", "singlehtml", "text"]),
        parallel=st.sampled_from([0, 0, 2]),
    )
    def build(self, builder: str, parallel: int) -> None:
        """Build on top of all that went before, and compare with a clean build."""
        built = self.project.build(builder, parallel=parallel, check=False)
        clean = Project(self.folder / "clean", self.project.conf)
        shutil.rmtree(clean.root, ignore_errors=True)
        shutil.copytree(self.project.src, clean.src)
        expected = clean.build(builder, check=False)
        assert pages_of(built) == pages_of(expected)
        compare_warnings(built, expected)

    @rule()
    def build_again(self) -> None:
        """Build web pages, as most builds do: staleness shows only in a second build of a kind."""
        self.build("html", 0)


def pages_of(built: Built) -> dict[str, bytes]:
    """Give all written pages, and the inventory."""
    kinds = ("*.html", "*.txt", "objects.inv")
    files = sorted(file for kind in kinds for file in built.out.rglob(kind))
    return {str(file.relative_to(built.out)): file.read_bytes() for file in files}


def placeless(warning: str) -> str:
    """Take the folder off a warning; and its place, if any page that is built may show it."""
    text = re.sub(r"/\S*/src/", "", warning)
    return text.partition("WARNING: ")[2] if "medterm.no_entry" in text else text


def compare_warnings(built: Built, clean: Built) -> None:
    """Expect no other warnings than a clean build gives, and all those of the pages written."""
    got = {placeless(warning) for warning in built.warnings}
    assert got <= {placeless(warning) for warning in clean.warnings}
    written = [f"{page}.rst:" for page in built.written]
    for warning in clean.warnings:
        text = re.sub(r"/\S*/src/", "", warning)
        if text.startswith(("terms.yaml", *written)) and "medterm.no_entry" not in text:
            assert placeless(warning) in got or "terms.yaml" in text


MANY = os.environ.get("MEDTERM_HISTORIES")

TestHistories = Histories.TestCase
TestHistories.settings = settings(
    max_examples=int(MANY or "8"),
    derandomize=not MANY,  # by default, a run tells whether this change broke something
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
