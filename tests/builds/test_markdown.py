"""MyST Markdown pages give the same result as reStructuredText."""

from __future__ import annotations

from bs4 import BeautifulSoup

from .conftest import Project

RST = """\
Page
====

Text with :medterm:`Anaemia`, :medterm:`thin <anemia#blood>`, :medterm:`!word`.

.. medterm:: anemia
   :hide: codes
   :class: big

   A *remark*.

.. medterm:glossary::
   :used:
"""
MYST = """\
# Page

Text with {medterm}`Anaemia`, {medterm}`thin <anemia#blood>`, {medterm}`!word`.

```{medterm} anemia
:hide: codes
:class: big

A *remark*.
```

```{medterm:glossary}
:used:
```
"""


def body(html: str) -> str:
    """Give the content of a page."""
    section = BeautifulSoup(html, "html.parser").select("section#page")[0]
    return str(section)


def test_markdown_page_gives_the_same_html(project: Project) -> None:
    """The very same elements, data text included, which stays reStructuredText."""
    project.conf = {"extensions": ["sphinx_medterm", "myst_parser"]}
    project.write({"index.rst": RST})
    rst = project.build(out="rst").text("index.html")
    project.src.joinpath("index.rst").unlink()
    project.write({"index.md": MYST})
    myst = project.build(out="myst").text("index.html")
    assert body(rst) == body(myst)


def test_unknown_term_in_markdown_warns_at_its_line(project: Project) -> None:
    """The location is that of the Markdown source."""
    project.conf = {"extensions": ["sphinx_medterm", "myst_parser"]}
    project.write({"index.md": "# Page\n\nText.\n\n{medterm}`anemai`\n"})
    project.build(warns=["index.md:5: WARNING: unknown term 'anemai'"])
