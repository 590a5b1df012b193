"""A small project in a temporary folder, built for real."""

from __future__ import annotations

import io
import logging
import re
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import sphinx_testing
from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from bs4 import BeautifulSoup, Tag
from bs4.element import Script, Stylesheet
from docutils import nodes
from sphinx.locale import translators
from sphinx.util.docutils import docutils_namespace
from sphinx.util.logging import get_node_location

from .lean import lean_builds

TERMS = """\
sources:
  book: {title: A book of words, authors: Doe J, year: 2001, doi: 10.1000/xyz123, pmid: "12345"}
word_parts:
  an-: {kind: prefix, lang: grc, form: ἀν-, gloss: without}
  -emia: {kind: suffix, lang: grc, form: αἷμα, gloss: blood, sources: [book]}
terms:
  anemia:
    part_of_speech: noun
    pronunciation: {ipa: əˈniːmiə, respelling: uh-NEE-mee-uh}
    variants: [{label: anaemia, region: UK}]
    synonyms: [low red count]
    abbreviations: [ANM]
    forms: [{label: anemias, number: plural}]
    hidden_labels: [anemmia]
    senses:
      blood:
        subject_field: hematology
        definition: "too little :medterm:`hemoglobin` in the *blood*"
        plain_definition: thin blood
        scope_note: a finding, no disease
        examples: [anemia of pregnancy]
        sources: [book]
      figurative:
        definition: lack of force
    etymology: {parts: [an-, -emia], note: By way of Latin., sources: [book]}
    related_conditions:
      - {term: bleeding, relation: cause, note: a common one, sources: [book]}
      - {label: Malaria, codes: ["ICD10:B54", "MESH:D008288"]}
    codes: [{system: HP, code: "0001903", display: Anemia}]
    contrast: [polycythemia]
    see_also: [hemoglobin]
    translations: {de: {label: Anämie, definition: Blutarmut}}
    reviewed: {date: 2026-11-22, by: the editors, due: 2027-11-22}
    sources: [book]
  bleeding: {definition: loss of blood, codes: ["HP:0001892"]}
  hemoglobin: {definition: the red protein of blood}
  polycythemia: {definition: too many red cells}
  zebra: {label: Zebra, definition: an unlikely diagnosis}
"""


TITLES: dict[str, Any] = {
    "latex_documents": [("index", "p.tex", "P", "A", "manual")],
    "man_pages": [("index", "p", "p", ["A"], 1)],
    "texinfo_documents": [("index", "p", "P", "A", "p", "p", "P")],
    "epub_copyright": "A",
    "version": "1",
}
"""The configuration by which documents of every format have short names."""

DEFAULTS: dict[str, Any] = {"extensions": ["sphinx_medterm"], "show_warning_types": True}
"""The configuration of all builds; Sphinx before 8 does not show the types by itself."""


def parsed(html: str) -> BeautifulSoup:
    """Parse a page, and put what is in templates in their place, where it can be selected."""
    kinds = {"script": Script, "style": Stylesheet}
    page = BeautifulSoup(html, "html.parser", string_containers=kinds)
    for template in page.find_all("template"):
        template.unwrap()
    return page


@dataclass
class Built:
    """What a build has left behind.

    :ivar shown: what it has said of its progress.
    :ivar reports: the warnings by what they were about: ``data`` for the data files, ``reading``,
        the name of a page for what was said while it was written, and ``writing`` for the rest.
    """

    out: Path
    warnings: list[str]
    read: list[str]
    written: list[str]
    shown: str = ""
    reports: dict[str, list[str]] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """Give a file of the output."""
        return (self.out / name).read_text(encoding="utf-8")

    def html(self, name: str = "index.html") -> BeautifulSoup:
        """Return a page of the output, parsed, with what scripts find in templates."""
        return parsed(self.text(name))

    def one(self, selector: str, name: str = "index.html") -> Tag:
        """Give the one element of a page that a selector finds."""
        (found,) = self.html(name).select(selector)
        return found


class Reporter(logging.Handler):
    """Notes the warnings of a build when they are given, and at which step of it."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.step = "reading"
        self.records: list[logging.LogRecord] = []
        self.reports: dict[str, list[str]] = {}

    def emit(self, record: logging.LogRecord) -> None:
        """Note a warning; Sphinx hands on those that it has held back once more."""
        if any(record is known for known in self.records):
            return
        self.records.append(record)
        place = getattr(record, "location", None)
        if isinstance(place, nodes.Node):
            place = get_node_location(place)
        kind = f"[{getattr(record, 'type', '')}.{getattr(record, 'subtype', '')}]"
        text = f"{place or ''}: {record.getMessage()} {kind}"
        self.reports.setdefault(self.step, []).append(text)

    def start_writing(self, *_: object) -> None:
        """Begin with the next step."""
        self.step = "writing"

    def end_page(self, _app: object, _tree: object, docname: str) -> None:
        """Take the warnings since the last page for those of this one."""
        self.reports.setdefault(docname, []).extend(self.reports.pop("writing", []))


@dataclass
class Project:
    """A documentation project that a test writes, builds and changes.

    :ivar search: whether builds write the index for the search, too.
    :ivar theme_files: whether they copy what the theme has for browsers, too.
    """

    root: Path
    conf: dict[str, Any] = field(default_factory=dict)
    search: bool = False
    theme_files: bool = False

    @property
    def src(self) -> Path:
        """The folder of its sources."""
        return self.root / "src"

    def write(self, files: Mapping[str, str]) -> None:
        """Write source files, with a time that differs from the last build's."""
        for name, text in files.items():
            file = self.src / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")

    def build(
        self,
        builder: str = "html",
        *,
        warns: list[str] | None = None,
        parallel: int = 0,
        out: str = "",
        doctrees: str = "doctrees",
        docs: list[str] | None = None,
        tags: Sequence[str] = (),
        check: bool = True,
        **conf: Any,
    ) -> Built:
        """Build it, and fail on any warning that is not expected.

        :param warns: a part of each warning, in any order.
        :param out: name of the output folder; default: that of the builder.
        :param doctrees: name of the folder for the pages that were read.
        :param docs: names of source files, to build these only.
        :param tags: the tags that are set, besides those of ``conf.py``.
        :param check: whether to compare the warnings at all.
        :param conf: configuration values.
        """
        outdir = self.root / (out or builder)
        outdir.mkdir(exist_ok=True)
        self.root.joinpath(doctrees).mkdir(exist_ok=True)
        stream, shown = io.StringIO(), io.StringIO()
        read: list[str] = []
        written: list[str] = []
        reporter = Reporter()
        translators.clear()  # or the language of the last build would go on
        lean = lean_builds(search=self.search, theme_files=self.theme_files)
        with docutils_namespace(), lean:
            app = sphinx_testing.TestApp(
                srcdir=str(self.src),
                outdir=str(outdir),
                doctreedir=str(self.root / doctrees),
                buildername=builder,
                confoverrides={**DEFAULTS, **self.conf, **conf},
                status=shown,
                warning=stream,
                parallel=parallel,
                tags=[*tags],
            )
            reporter.reports["data"] = _lines(stream.getvalue())
            app.connect("source-read", lambda _app, doc, _content: read.append(doc))
            app.connect("write-started", reporter.start_writing)
            app.connect("doctree-resolved", reporter.end_page)
            app.connect("doctree-resolved", lambda _app, _tree, doc: written.append(doc))
            logger = logging.getLogger("sphinx")
            logger.addHandler(reporter)
            try:
                app.build(False, [str(self.src / name) for name in docs] if docs else None)
            finally:
                logger.removeHandler(reporter)
                app.cleanup()
        warnings = _lines(stream.getvalue())
        if check:
            compare_warnings(warnings, warns or [])
        return Built(
            out=outdir,
            warnings=warnings,
            read=sorted(set(read)),
            written=sorted(set(written)),
            shown=shown.getvalue(),
            reports=reporter.reports,
        )


def _lines(text: str) -> list[str]:
    lines = re.sub(r"\x1b\[[0-9;]*m", "", text).splitlines()
    return [line for line in lines if line.strip()]


def compare_warnings(warnings: list[str], expected: list[str]) -> None:
    """Expect just these warnings, of each a part, in any order."""
    left = list(warnings)
    for part in expected:
        hit = next((line for line in left if part in line), None)
        assert hit is not None, f"no warning with {part!r} in {warnings}"
        left.remove(hit)
    assert not left, f"unexpected warnings: {left}"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Give a project with a data file of a few terms and no page yet."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    made = Project(tmp_path)
    made.write({"conf.py": "", "terms.yaml": TERMS})
    return made


Build = Callable[..., Built]


@pytest.fixture
def page(project: Project) -> Iterator[Build]:
    """Build a project of one page: its text goes under a title."""

    def build(text: str, **options: Any) -> Built:
        project.write({"index.rst": f"Page\n====\n\n{text}\n"})
        return project.build(**options)

    yield build


def write_catalogue(project: Project, language: str, page: str, messages: dict[str, str]) -> None:
    """Write the translations of a page's messages."""
    catalogue = Catalog(locale=language)
    for text, translation in messages.items():
        catalogue.add(text, translation)
    folder = project.src / "locale" / language / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{page}.po").open("wb") as file:
        write_po(file, catalogue)
