"""Examples in the docs: their Markdown, which is derived, means what the reStructuredText means."""

from __future__ import annotations

import re
import textwrap
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

from medterm_example import to_markdown

from .conftest import Project

DOCS = Path(__file__).parents[2] / "docs"
_DIRECTIVE = re.compile(
    r"^\.\. medterm-(example|mentions)::\n((?:   :[\w-]+:.*\n)*)\n((?:(?:   .*)?\n)+)", re.MULTILINE
)


def examples() -> Iterator[tuple[str, str]]:
    """List the examples of all pages that are in both markups, each with a name for the test."""
    for page in sorted(DOCS.rglob("*.rst")):
        found = _DIRECTIVE.findall(page.read_text("utf-8") + "\n")
        for number, (kind, options, text) in enumerate(found, 1):
            if ":only:" in options:  # the other markup has no such thing
                continue
            written = textwrap.dedent(text).strip("\n")
            if kind == "mentions":
                written = "\n\n".join(line.partition(" -- ")[0] for line in written.splitlines())
            if "external" not in written:  # no other project is there
                yield f"{page.relative_to(DOCS).with_suffix('').as_posix()}-{number}", written


EXAMPLES = dict(examples())


def test_the_examples_of_the_docs_are_found() -> None:
    """Each directive is, or the next test would pass for nothing."""
    pages = [page.read_text("utf-8") for page in DOCS.rglob("*.rst")]
    written = sum(len(re.findall(r"^\.\. medterm-(?:example|mentions)::", p, re.M)) for p in pages)
    alone = sum(len(re.findall(r"^   :only: \w+$", p, re.M)) for p in pages)
    assert 10 < len(EXAMPLES) <= written - alone <= len(EXAMPLES) + 2


def test_both_markups_of_an_example_give_the_same_page(project: Project) -> None:
    """Authors can copy either."""
    bodies: dict[str, list[str]] = {}
    for suffix, convert in ((".rst", str), (".md", to_markdown)):
        for name, text in EXAMPLES.items():
            title = "Title\n=====" if suffix == ".rst" else "# Title"
            project.write({f"{name}{suffix}": f"{title}\n\n{convert(text)}\n"})
        project.write({"index.rst": "All\n===\n\n.. medterm:glossary::\n"})
        built = project.build(
            check=False,  # the same terms have entries on many of these pages
            extensions=["sphinx_medterm", "myst_parser"],
            medterm_files=[str(DOCS / "terms.yaml")],
        )
        for name in EXAMPLES:
            body = built.html(f"{name}.html").select_one("[role=main]")
            assert body, name
            bodies.setdefault(name, []).append(str(body))
            project.src.joinpath(f"{name}{suffix}").unlink()
    for name, (of_rst, of_markdown) in bodies.items():
        assert of_rst == of_markdown, name


def test_examples_in_e_books_are_well_formed(project: Project) -> None:
    """Readers of e-books see both markups, since the buttons of tabs would break the page."""
    project.write(
        {
            "terms.yaml": "terms:\n  anemia: {definition: too few red cells}\n",
            "index.rst": "Page\n====\n\n.. medterm-example::\n\n   A :medterm:`!anemia`.\n",
        }
    )
    extensions = ["sphinx_medterm", "myst_parser", "sphinx_design", "medterm_example"]
    book = project.build("epub", extensions=extensions, version="1", copyright="2026")
    assert ET.fromstring(book.text("index.xhtml")) is not None
    seen = book.html("index.xhtml")
    assert [title.text for title in seen.select("p.rubric")] == ["RST", "MARKDOWN"]
    assert len(seen.select("pre")) == 2
