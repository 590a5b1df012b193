"""Several builds of one application, as servers for editors have them, and several applications."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path

import pytest
import sphinx
import sphinx_testing
from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.locale import translators
from sphinx.util.docutils import docutils_namespace

from sphinx_medterm.ext.api import termbase_of

from .conftest import DEFAULTS, Built, Project
from .lean import lean_builds
from .outcome import without_checksums
from .test_incremental import assert_as_clean

FILES = {
    "index.rst": "Page\n====\n\n.. toctree::\n\n   article\n   words\n   other\n",
    "article.rst": ":medterm-cards: full\n\nArticle\n=======\n\nOf :medterm:`anemia`, a zebra, and"
    " :medterm:abbr:`anemia`.\n",
    "words.rst": "Words\n=====\n\n.. medterm:glossary::\n",
    "other.rst": "Other\n=====\n\nNothing.\n",
}


@contextmanager
def application(
    project: Project, builder: str = "html", warnings: StringIO | None = None
) -> Iterator[Sphinx]:
    """Yield an application that builds a project, without building it.

    :param warnings: where its warnings go.
    """
    out = project.root / builder
    out.mkdir(exist_ok=True)
    project.root.joinpath("doctrees").mkdir(exist_ok=True)
    translators.clear()
    with docutils_namespace(), lean_builds(search=False, theme_files=False):
        app = sphinx_testing.TestApp(
            srcdir=str(project.src),
            outdir=str(out),
            doctreedir=str(project.root / "doctrees"),
            buildername=builder,
            confoverrides={
                **DEFAULTS,
                "suppress_warnings": ["medterm", "ref.term"],
                **project.conf,
            },
            status=StringIO(),
            warning=warnings or StringIO(),
        )
        try:
            yield app
        finally:
            app.cleanup()


@pytest.fixture
def edit(project: Project) -> Callable[..., None]:
    """Return a function that edits a file."""

    def change(name: str, old: str, new: str) -> None:
        text = project.src.joinpath(name).read_text(encoding="utf-8")
        assert old in text
        project.write({name: text.replace(old, new)})

    return change


PAGE = "P\n=\n\n.. medterm:glossary::\n"

EDITS = {
    "data": ("terms.yaml", "an unlikely diagnosis", "a striped animal"),
    "new term": ("terms.yaml", "  zebra: ", "  article: {definition: this}\n  zebra: "),
    "cards off": ("article.rst", "cards: full", "cards: off"),
    "audience": ("article.rst", "medterm-cards: full", "medterm-audience: plain"),
    "hidden sections": ("words.rst", "glossary::", "glossary::\n   :hide: definition"),
    "glossary gone": ("words.rst", ".. medterm:glossary::", "No words."),
    "entry elsewhere": ("other.rst", "Nothing.", ".. medterm:: anemia"),
    "first use elsewhere": ("index.rst", "====\n", "====\n\n:medterm:abbr:`anemia`\n"),
}


@pytest.mark.parametrize("builder", ["html", "text"])
@pytest.mark.parametrize("name", EDITS)
def test_next_build_of_an_application_follows_an_edit(
    project: Project, edit: Callable[..., None], name: str, builder: str
) -> None:
    """The pages are those of a clean build, and a new application finds nothing to write."""
    project.conf.update(medterm_autolink="all", medterm_first_use="project")
    project.write(FILES)
    with application(project, builder) as app:
        app.build()
        edit(*EDITS[name])
        app.build()
    built = Built(project.root / builder, [], [], [])
    assert_as_clean(project, built, builder)
    again = project.build(builder, check=False, suppress_warnings=["medterm", "ref.term"])
    assert again.written == []


@pytest.mark.parametrize("fails", [False, True])
def test_edits_between_the_builds_of_an_application_add_up(
    project: Project, edit: Callable[..., None], fails: bool
) -> None:
    """One application follows one edit after another, also after a build that has failed."""
    project.conf.update(medterm_autolink="all", medterm_first_use="project")
    project.write(FILES)
    with application(project) as app:
        app.build()
        for name in ("data", "new term", "cards off", "glossary gone", "entry elsewhere"):
            edit(*EDITS[name])
            if fails:
                failing = app.connect("env-updated", _fail, priority=900)
                with pytest.raises(SphinxError):
                    app.build()
                app.disconnect(failing)
            app.build()
    assert_as_clean(project, Built(Path(app.outdir), [], [], []))


@pytest.mark.parametrize(
    ("builder", "autolink"),
    [
        ("singlehtml", "all"),
        ("latex", "all"),
        ("medterm-autolink", "all"),
        ("medterm-autolink", "off"),
    ],
)
def test_next_build_of_any_builder_has_the_new_data(
    project: Project, edit: Callable[..., None], builder: str, autolink: str
) -> None:
    """Builders that assemble pages, or write none, follow the data, too."""
    project.conf.update(medterm_autolink=autolink)
    project.write({**FILES, "article.rst": "Article\n=======\n\nA quagga and zebra.\n"})
    with application(project, builder) as app:
        app.build()
        edit("terms.yaml", "label: Zebra", "label: Quagga")
        app.build()
    clean = Project(project.root / "clean", project.conf)
    clean.write({file.name: file.read_text(encoding="utf-8") for file in project.src.iterdir()})
    built = clean.build(builder, check=False)
    names = {"singlehtml": "index.html", "latex": "projectnamenotset.tex"}
    name = names.get(builder, "autolink.txt")
    written = Path(app.outdir, name).read_text(encoding="utf-8")
    assert without_checksums(written) == without_checksums(built.text(name))


def _fail(*_: object) -> None:
    raise SphinxError("the build fails")


def test_data_files_are_reported_in_each_build_of_an_application(
    project: Project, edit: Callable[..., None]
) -> None:
    """A fault in a data file is a warning of the build after the edit, and of no later one."""
    project.conf["suppress_warnings"] = ["medterm.no_entry"]
    project.write(FILES)
    warnings = StringIO()
    with application(project, warnings=warnings) as app:
        app.build()
        seen = []
        for old, new in [("zebra: {label", "zebra: {lable"), ("{lable", "{label")]:
            edit("terms.yaml", old, new)
            warnings.truncate(0)
            app.build()
            seen.append("lable" in warnings.getvalue())
    assert seen == [True, False]


@pytest.mark.filterwarnings("ignore:'tags' will become")  # Sphinx does not pass them itself
@pytest.mark.parametrize(
    ("event", "priority"),
    [
        ("env-updated", 100),
        ("env-updated", 900),
        ("env-check-consistency", 500),
        ("write-started", 100),
        ("html-page-context", 100),
        ("build-finished", 100),
    ],
)
def test_pages_resolved_by_an_extension_are_written_as_ever(
    project: Project, edit: Callable[..., None], event: str, priority: int
) -> None:
    """An extension may ask Sphinx for all finished pages, at any step of a build."""
    project.conf.update(medterm_autolink="all", medterm_first_use="project")
    project.write(FILES)

    def resolve(app: Sphinx, *_: object) -> None:
        for docname in app.env.found_docs:
            app.env.get_and_resolve_doctree(docname, app.builder)

    for old, new in [("zebra", "zebra"), EDITS["data"][1:]]:
        edit("terms.yaml", old, new)
        with application(project) as app:
            app.connect(event, resolve, priority=priority)
            app.build()
        assert_as_clean(project, Built(Path(app.outdir), [], [], []))


def test_builder_that_an_extension_puts_in_place_has_cards(project: Project) -> None:
    """The builder that counts is the one at the start of the build."""
    project.write(FILES)

    def replace(app: Sphinx) -> None:
        app.builder = app.create_builder("html")
        app.builder.init()

    with application(project) as app:
        replace(app)
        app.build()
    assert_as_clean(project, Built(Path(app.outdir), [], [], []))


@pytest.mark.filterwarnings("ignore:'tags' will become")
@pytest.mark.skipif(
    sphinx.version_info[:2] == (8, 2), reason="Sphinx 8.2 resolves no page while it reads one"
)
def test_page_resolved_before_all_are_read_does_not_affect_its_cards(project: Project) -> None:
    """An extension may ask Sphinx for a finished page at any time; what is written is the same."""
    project.write({**FILES, "aaa.rst": ":orphan:\n\nFirst\n=====\n\n:medterm:`anemia`\n"})

    def resolve(app: Sphinx, docname: str, _source: object) -> None:
        if docname == "words":
            app.env.get_and_resolve_doctree("aaa", app.builder)

    with application(project) as app:
        app.connect("source-read", resolve)
        app.build()
    assert_as_clean(project, Built(Path(app.outdir), [], [], []))


def test_two_applications_at_once_have_their_own_terms(tmp_path: Path) -> None:
    """Two projects in one process do not see each other's data."""
    projects = [Project(tmp_path / name) for name in ("one", "two")]
    for each in projects:
        terms = f"terms:\n  {each.root.name}: {{definition: of project {each.root.name}}}\n"
        each.root.mkdir()
        each.write({"conf.py": "", "terms.yaml": terms, "index.rst": PAGE})
    with application(projects[0], "text") as one, application(projects[1], "text") as two:
        for app in (one, two, one):
            app.build(force_all=True)
        assert [list(termbase_of(app)) for app in (one, two)] == [["one"], ["two"]]
    texts = [Path(app.outdir, "index.txt").read_text(encoding="utf-8") for app in (one, two)]
    assert ["of project one" in texts[0], "of project two" in texts[1]] == [True, True]


def test_finished_application_is_released(project: Project) -> None:
    """A process that builds many times does not keep the environment of every build in memory."""
    project.write({**FILES, "conf.py": "extensions = ['sphinx_medterm']\n"})
    environments = []
    src, out, doctrees = (str(project.root / name) for name in ("src", "out", "doctrees"))
    for _ in range(3):
        with docutils_namespace():
            app = Sphinx(src, src, out, doctrees, "html", status=None, warning=None, freshenv=True)
            app.build()
            environments.append(weakref.ref(app.env))
        del app
    gc.collect()
    assert [env() for env in environments[:-1]] == [None, None]  # roles keep the last page
