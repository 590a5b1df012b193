"""A mention inside a link, or in a title that is one, shows the word and is no link itself."""

from __future__ import annotations

import re
import zipfile

import pytest
from bs4 import BeautifulSoup

from sphinx_medterm.names.mentions import KINDS

from .conftest import Project

WORDS = {
    **{f"medterm:{kind}": "ANM" for kind in KINDS},
    "medterm": "anemia",
    "medterm:def": "anemia#blood",
    "medterm:code": "HP:0001903",
    "medterm:part": "an-",
    "term": "ANM",
    "any": "anemia",
}
"""What a mention of each kind names, by its role."""

MARKDOWN = """\
# Page

{links}

```{{medterm:glossary}}
```
"""
SUBSTITUTED = """\
Page
====

{links}

.. medterm:glossary::

{substitutions}
"""
TITLES = """\
Page
====

.. contents::

.. medterm:glossary::

{titles}
"""

LINKS = r"hyperref\[[^\]]*\]|sphinxhref\{[^}]*\}|href\{[^}]*\}"
"""What links begin with in LaTeX."""


def pages() -> dict[str, str]:
    """Return a page for each way by which a mention comes into a link."""
    roles = WORDS.items()
    in_markdown = "\n\n".join(f"[a {{{r}}}`{w}` b](https://example.org)" for r, w in roles)
    names = {role: role.replace(":", "-") for role in WORDS}
    links = "\n\n".join(f"|{n}|_" for n in names.values())
    links += "\n\n" + "\n".join(f".. _{n}: https://example.org/{n}" for n in names.values())
    replaced = "\n".join(f".. |{names[r]}| replace:: :{r}:`{w}`" for r, w in roles)
    titles = "\n\n".join(f"Of :{r}:`{w}`\n{'-' * 60}\n\nText." for r, w in roles)
    return {
        "markdown.md": MARKDOWN.format(links=in_markdown),
        "substituted.rst": SUBSTITUTED.format(links=links, substitutions=replaced),
        "titles.rst": TITLES.format(titles=titles),
    }


@pytest.fixture(params=pages())
def linked(request: pytest.FixtureRequest, project: Project) -> Project:
    """Return a project of one page, whose mentions are all in links."""
    project.conf = {
        "extensions": ["sphinx_medterm", "myst_parser"],
        "exclude_patterns": [],
        "epub_copyright": "A",
        "version": "1",
        "latex_documents": [("index", "p.tex", "P", "A", "howto")],
        "medterm_autolink": "all",
        "medterm_card_roles": ["medterm", "term", "any", "autolink"],
    }
    name, text = request.param, pages()[request.param]
    project.write({f"index.{name.rpartition('.')[2]}": text})
    return project


@pytest.mark.parametrize("builder", ["html", "singlehtml", "epub"])
def test_no_link_is_inside_a_link(linked: Project, builder: str) -> None:
    """HTML has no links in links: browsers end the first where the second begins."""
    built = linked.build(builder)
    if builder == "epub":
        with zipfile.ZipFile(next(built.out.glob("*.epub"))) as book:
            text = book.read("index.xhtml").decode()
    else:
        text = built.text("index.html")
    # The lenient parsers of pages would move the inner link out of the other.
    page = BeautifulSoup(text, "html.parser")
    assert page.select("a")
    assert [str(link) for link in page.select("a a")] == []


def test_no_link_is_inside_a_link_on_paper(linked: Project) -> None:
    """In a PDF, readers could not tell which of two places they get to."""
    text = linked.build("latex").text("p.tex")
    depth, links = 0, 0
    open_links: list[int] = []
    for found in re.finditer(rf"\\(?:{LINKS})\{{|[{{}}]", text):
        if found[0] == "}":
            depth -= 1
            if open_links and open_links[-1] == depth:
                open_links.pop()
            continue
        if len(found[0]) > 1:
            assert not open_links, text[found.start() - 80 : found.end() + 80]
            open_links.append(depth)
            links += 1
        depth += 1
    assert links


def test_a_word_in_a_link_is_the_one_it_is_elsewhere(linked: Project) -> None:
    """Only its link is missing."""
    text = " ".join(linked.build("html").html().get_text().split())
    for words in ("too little hemoglobin in the blood", "HP:0001903", "“without”", "ANM"):
        assert words in text
