"""The documentation: each reader's tasks are two clicks away, and no link leads nowhere."""

from __future__ import annotations

import posixpath
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

DOCS = Path(__file__).parents[2] / "docs"
MADE_BY_SPHINX = {"genindex", "search"}

AUTHOR, KEEPER, READER, INTEGRATOR = (
    "I write pages",
    "I keep the terms",
    "I read the pages",
    "I build and check",
)

WAYS: dict[str, Mapping[str, str]] = {
    AUTHOR: {
        "Link a word to its entry": "mention",
        "Show other words than the name of the term": "own-words",
        "Mean one sense of a word": "one-sense",
        "one of several terms that share a name": "which-term",
        "Leave one word unlinked": "unlinked-mentions",
        "Link a word only once on a page": "repeated-mentions",
        "Choose which links have cards, and what cards show": "cards",
        "Link a word without a card": "quiet-mentions",
        "Link names in running text without markup": "automatic-links",
        "exclude some": "unlinked-words",
        "see what would be linked": "dry-run",
        "Link to terms of another project": "other-projects",
        "Show the entry of a term": "entries",
        "Show a glossary": "glossaries",
        "the terms that you use": "used-terms",
        "Choose what entries show, and in which order": "sections",
        "Write a page for each letter": "letter-pages",
        "Write an abbreviation out at its first use": "abbreviations",
        "which plural is shown": "plurals",
        "Quote a definition, a pronunciation or a code": "quote",
        "Write for professionals and for lay readers": "audiences",
        "Find terms without a definition for your readers": "missing-definitions",
        "Have names completed in your editor": "in-your-editor",
        "Write in Jupyter Book": "jupyter-book",
    },
    KEEPER: {
        "Add a term, from one line to a complete record": "first-term",
        "Add synonyms, abbreviations and spellings": "names",
        "Give a word several meanings": "several-meanings",
        "its pronunciation": "pronunciation",
        "to conditions": "related-conditions",
        "Attach codes": "codes",
        "your own lists": "own-code-systems",
        "Cite sources": "sources",
        "Add pictures": "pictures",
        "Add names in other languages": "other-languages",
        "See mistakes while you type": "editor",
        "check without a terminal": "check-in-your-editor",
        "Find and fix mistakes": "check",
        "Date a review": "review-dates",
        "find reviews that are due": "reviews-due",
        "Replace an old name": "old-names",
        "Rename or merge terms": "former-keys",
        "Find out which codes and texts you may publish": "licenses",
        "Know when a text needs quotes": "texts-in-yaml",
        "Split terms over several files": "files",
        "Learn what key, label, sense and other words mean here": "vocabulary",
    },
    INTEGRATOR: {
        "Install sphinx-medterm": "install",
        "which versions work": "versions",
        "Upgrade": "upgrade",
        "what has changed": "changelog",
        "Set an option": "configuration",
        "GitHub Actions": "github-actions",
        "GitLab": "gitlab",
        "pre-commit": "pre-commit",
        "Use the exit status": "exit-status",
        "Fix a warning": "fix-warnings",
        "silence it": "silence-warnings",
        "Take data files from strangers": "security",
        "Make a PDF": "pdf",
        "Make pages that work offline": "offline-pages",
        "Change colors, fonts and dark mode": "look",
        "Change the colors of cards": "looks-of-cards",
        "turn them off": "cards",
        "Use classes and ids in your own style sheets and scripts": "html",
        "Translate a project": "translate",
        "Build fast with many terms": "large",
        "Cache a build": "what-is-kept",
        "Read terms from Python": "library",
    },
    READER: {
        "How do I open, use and close a card?": "reading-cards",
        "What do the lines of an entry tell me?": "reading-entries",
        "How do I find a term, or a letter?": "finding-terms",
        "Does it work with my keyboard, screen reader or phone?": "accessibility",
        "Can I print the explanations?": "print-a-page",
    },
    "Project": {
        "Changelog": "changelog",
        "Security": "security",
        "names of the Python library": "stable-names",
        "Contributing": "contributing",
    },
}
"""What readers want to do: by the first link they follow, their second one and where it leads, the
id of a heading or the last part of a page's name."""


class Pages(dict[str, BeautifulSoup]):
    """The pages of the built documentation by their names."""

    def __repr__(self) -> str:
        """Keep the pages out of reports of failures."""
        return f"{len(self)} pages"

    def inside(self, page: str, *, of: str = "") -> Iterator[tuple[Tag, str, str]]:
        """Yield the links of a page to pages of the documentation: link, page and id.

        :param of: a selector of the part of the page to look in.
        """
        for link in self[page].select(f"{of} a[href]"):
            address = urlsplit(str(link["href"]))
            if address.scheme or address.netloc:
                continue
            here = posixpath.dirname(page)
            file = posixpath.normpath(posixpath.join(here, address.path)) if address.path else ""
            yield link, (file.removesuffix(".html") or page), unquote(address.fragment)

    def follow(self, page: str, text: str, of: str) -> tuple[str, str]:
        """Follow the links of a text, which must all lead to one place."""
        found = {
            (target, name)
            for link, target, name in self.inside(page, of=of)
            if " ".join(link.get_text().split()) == text
        }
        assert len(found) == 1, (page, text, found)
        return found.pop()


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """Build the documentation, and parse its pages."""
    root = tmp_path_factory.mktemp("docs")
    command = [sys.executable, "-m", "sphinx", "-q", "-n", "-W", "--keep-going", "-b", "html"]
    done = subprocess.run(
        [*command, "-d", root / "doctrees", DOCS, root / "html"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    files = sorted(root.joinpath("html").rglob("*.html"))
    return Pages(
        (
            file.relative_to(root / "html").with_suffix("").as_posix(),
            BeautifulSoup(file.read_text("utf-8"), "html.parser"),
        )
        for file in files
        if "_static" not in file.parts
    )


def written(pages: Pages) -> Iterator[str]:
    """Yield the names of the pages that have a source."""
    return (page for page in pages if page not in MADE_BY_SPHINX)


@pytest.mark.parametrize("door", WAYS)
def test_a_task_is_two_clicks_away(pages: Pages, door: str) -> None:
    """The first link is on the first page or on top in its sidebar, the second among the tasks."""
    on_top = ".sidebar-tree > ul > li >" if door == "Project" else "article"
    tasks, _id = pages.follow("index", door, on_top)
    for text, end in WAYS[door].items():
        page, name = pages.follow(tasks, text, "article")
        assert (name or posixpath.basename(page)) == end
        assert not name or pages[page].find(id=name), (text, page, name)


def test_tasks_of_all_readers_are_listed() -> None:
    """They are the ones that the documentation is measured by."""
    assert sum(map(len, WAYS.values())) >= 30


def test_the_first_page_leads_on(pages: Pages) -> None:
    """To the four readers, and to one page or more for each thing that it praises."""
    links = [target for _link, target, _id in pages.inside("index", of="article")]
    assert {"write/index", "terms/index", "build/index", "read/index"} <= set(links)
    praise = pages["index"].select("article > h2 ~ ul > li, article section > ul > li")
    assert len(praise) == 6
    assert all(item.select("a.reference.internal") for item in praise)


def test_every_link_leads_to_a_place_that_exists(pages: Pages) -> None:
    """Pages as well as ids; the rest is on other servers."""
    dead = {
        f"{page}: {link['href']}"
        for page in pages
        for link, target, name in pages.inside(page)
        if _is_page(target) and (target not in pages or not _has(pages[target], name))
    }
    assert dead == set()


def _is_page(target: str) -> bool:
    """Return whether a link leads to a page, and not to a file such as a picture or a source."""
    return not posixpath.splitext(target)[1]


def _has(page: BeautifulSoup, name: str) -> bool:
    return not name or page.find(id=name) is not None


def test_every_page_leads_to_another(pages: Pages) -> None:
    """Nobody ends in a dead end."""
    alone = {
        page
        for page in written(pages)
        if not {target for _link, target, _id in pages.inside(page, of="article")} - {page}
    }
    assert alone == set()


def test_every_page_is_in_the_sidebar(pages: Pages) -> None:
    """A page that is in no table of contents is found by chance only."""
    listed = {target for _link, target, _id in pages.inside("index", of=".sidebar-tree")}
    assert set(written(pages)) - listed == {"index"}


def test_pages_of_a_list_are_chapters_of_a_book(pages: Pages) -> None:
    """A table of contents below a heading would put them into that section in a PDF."""
    nested = {
        page
        for page in written(pages)
        for tree in pages[page].select("article .toctree-wrapper")
        if len(tree.find_parents("section")) != 1
    }
    assert nested == set()


def test_every_page_has_a_description_of_its_own(pages: Pages) -> None:
    """Search engines show it: one sentence that is not cut off."""
    described = {}
    for page in written(pages):
        described[page] = [
            str(meta["content"]) for meta in pages[page].select('meta[name="description"]')
        ]
    assert {page: found for page, found in described.items() if len(found) != 1} == {}
    texts = Counter(text for found in described.values() for text in found)
    assert [text for text, count in texts.items() if count > 1 or len(text) > 155] == []


def test_every_page_has_one_title_of_its_own(pages: Pages) -> None:
    """It is the name of the page in the sidebar, in tabs and in search results."""
    titles: Counter[str] = Counter()
    for page in written(pages):
        (title,) = pages[page].select("h1")
        titles[title.get_text()] += 1
    assert [title for title, count in titles.items() if count > 1] == []


def test_every_page_has_logo_and_icon(pages: Pages) -> None:
    """Tabs of browsers show the icon."""
    for page in written(pages):
        assert pages[page].select_one("img.sidebar-logo")
        assert pages[page].select_one('link[rel~="icon"]')
