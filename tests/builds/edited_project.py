"""A small project whose pages, data files and configuration are edited at random."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import write_po
from hypothesis import strategies as st

from .conftest import Project
from .page_texts import (
    MODES,
    MODULE,
    PART,
    block,
    conditions,
    markdown_texts,
    module_of,
    page_of,
    parts,
    texts,
)
from .random_settings import FILES, OF_PAGES, TOML, Setting, settings, tomls
from .written_data import DAMAGES, KEYS, DataFile, Style, definitions, styles, terms

PAGES = ("a", "b", "sub/c", "d", "sub/e", "m")
MARKDOWN = ("m",)
FOLDER = "sub/"
CONF: dict[str, Any] = {
    "extensions": [
        "sphinx_medterm",
        "sphinx.ext.autodoc",
        "sphinx.ext.ifconfig",
        "sphinx.ext.todo",
        "myst_parser",
    ],
    "html_theme": "basic",
    "html_copy_source": False,
    "project": "P",
    "author": "A",
    "copyright": "C",
    "version": "1",
    "today": "now",
    "todo_link_only": True,
    "smartquotes_excludes": {},
    "suppress_warnings": ["toc.not_included"],
}
DEFAULTS: dict[str, Any] = {
    "language": "en",
    "latex_documents": [("index", "p.tex", "P", "A", "manual")],
    "medterm_files": FILES,
    "release": "1",
    "rst_prolog": ".. |EM| replace:: em\n",
}
"""What ``conf.py`` says at first."""
# Sphinx itself does not write the neighbours of a page again when it comes or goes, nor what is
# below it, and repeats notes in the order in which it has read them. Python would import a module
# only once, or take it for the one of a second ago.
CONF_PY = f"""\
import importlib, sys
from pathlib import Path
from sphinx.pycode import ModuleAnalyzer

def without_neighbours(app, page, template, context, doctree):
    context.update(prev=None, next=None, parents=[], rellinks=[])

def sort_notes(app, env):
    todos = env.get_domain("todo").data["todos"]
    pages = sorted(todos.items())
    todos.clear()
    todos.update(pages)

def setup(app):
    app.connect("html-page-context", without_neighbours)
    app.connect("env-updated", sort_notes)

sys.dont_write_bytecode = True
others = [one for one in sys.path if not Path(one, "{MODULE}.py").exists()]
sys.path[:] = [str(Path(__file__).parent), *others]
sys.modules.pop({MODULE!r}, None)
importlib.invalidate_caches()
ModuleAnalyzer.cache.clear()
"""


class EditedProject(Project):
    """A project that knows what is in its files.

    :ivar texts: what each page says, or said before it was removed.
    :ivar modes: which names in running text each page says are linked; empty if it does not.
    :ivar contents: the order of pages in tables of contents: the first so many stand in the main
        one, or all if its entries are patterns; the next one stands in that of the first page.
    :ivar translations: of data texts, by catalogue.
    :ivar edition: the edition of the package that builds it.
    :ivar settings: what ``conf.py`` sets.
    :ivar has_tag: whether it sets a tag.
    :ivar is_steady: whether the configuration may be changed.
    """

    def __init__(self, root: Path) -> None:
        super().__init__(root, dict(CONF), search=True)
        self.texts = dict.fromkeys(PAGES, "")
        self.revision = 0
        self.modes = dict.fromkeys(PAGES, "")
        self.files = [DataFile("terms.yaml"), DataFile("more.json")]
        self.kept_files = deepcopy(self.files)
        self.contents = Contents()
        self.translations: dict[str, dict[str, str]] = {}
        self.edition = 0
        self.is_steady = True
        self.settings = dict(DEFAULTS)
        self.has_tag = False
        self.write_settings()
        self.edit_part("")
        self.edit_module("")
        self.edit_toml("[tool.medterm]\n")

    def edit(self, edits: Iterable[Edit]) -> None:
        """Do some of what follows here."""
        for edit in edits:
            getattr(self, edit.name)(**edit.arguments)

    # ------------------------------------------------------------------ pages

    def file_of(self, page: str) -> Path:
        """Return the file of a page."""
        return self.src / f"{page}{'.md' if page in MARKDOWN else '.rst'}"

    def edit_page(self, page: str, text: str) -> None:
        """Replace what a page says, or bring it back."""
        self.texts[page] = text
        fields = [f":medterm-autolink: {mode}"] if (mode := self.modes[page]) else []
        is_markdown = page in MARKDOWN
        text += toctree(self._below(page), is_markdown=is_markdown)
        written = page_of(text, page[-1].upper(), fields, is_markdown=is_markdown)
        self.write({self.file_of(page).relative_to(self.src).as_posix(): written})
        self.list_pages()

    def edit_part(self, text: str) -> None:
        """Replace what stands in the file that pages include."""
        self.write({PART: f"{text}\n"})
        self.touch_pages()

    def edit_module(self, text: str) -> None:
        """Replace what stands in the docstrings of the module that pages document."""
        self.write({f"{MODULE}.py": module_of(text)})
        self.touch_pages()

    def touch_pages(self) -> None:
        """Edit all pages, after another edit for which Sphinx reads them again.

        What it reads again for one builder it does not write for another.
        """
        for page in (*self._there(PAGES), "index"):
            self.file_of(page).touch()

    def move_page(self, page: str, to: str) -> None:
        """Give a page another name, maybe in another folder."""
        if page == to or (page in MARKDOWN) != (to in MARKDOWN):
            return
        if self.file_of(page).exists():
            self.turn_page(page)
        self.edit_page(to, self.texts[page])

    def turn_folder(self) -> None:
        """Remove all pages of a folder, or bring them back."""
        pages = [page for page in PAGES if page.startswith(FOLDER)]
        there = self._there(pages)
        for page in there or pages:
            self.turn_page(page)

    def link_page(self, page: str, mode: str) -> None:
        """Say at the top of a page which names in its text are linked."""
        self.modes[page] = mode
        if self.file_of(page).exists():
            self.edit_page(page, self.texts[page])

    def turn_page(self, page: str) -> None:
        """Remove a page, or bring it back as it was."""
        file = self.file_of(page)
        if not file.exists():
            self.edit_page(page, self.texts[page])
            return
        file.unlink()
        self.list_pages()
        # Sphinx leaves what it has written of a page that is gone.
        for pattern in (f"*/{page}.*", f"*/{page}/*", "gettext/sub.pot"):
            for old in self.root.glob(pattern):
                if not old.relative_to(self.root).parts[0].startswith("doctrees"):
                    old.unlink()

    def list_pages(self) -> None:
        """Name the pages that are there in the main table of contents."""
        contents = self.contents
        listed = contents.patterns or self._there(contents.order[: contents.length])
        table = toctree(listed).strip()
        if contents.condition:
            table = block(contents.condition, ":medterm:`ant`", table).strip()
        # With patterns, what Sphinx reads again for one builder it does not write for another. Nor
        # does it write a list of notes again when these change.
        self.revision += 1
        changed = f"{' '.join(self._there(PAGES))} {self.revision * contents.has_notes}"
        notes = ".. todolist::\n\n" if contents.has_notes else ""
        text = f".. {changed}\n\nI\n=\n\n{table}\n\n{notes}"
        file = self.src / "index.rst"
        if not file.exists() or file.read_text(encoding="utf-8") != text:
            self.write({"index.rst": text})

    def order_pages(self, contents: Contents) -> None:
        """Arrange the tables of contents in another way."""
        before = self.contents.order[0]
        self.contents = contents
        for page in self._there({before, contents.order[0]}):
            self.edit_page(page, self.texts[page])
        self.list_pages()

    def _there(self, pages: Iterable[str]) -> list[str]:
        return [page for page in pages if self.file_of(page).exists()]

    def _below(self, page: str) -> Sequence[str]:
        """List the pages in the table of contents of a page."""
        length, order = self.contents.length, self.contents.order
        return order[length : length + 1] if page == order[0] else ()

    def translate(self, catalogue: str, text: str, translation: str) -> None:
        """Translate a data text on some pages, or leave it as it is if there is no translation."""
        messages = self.translations.setdefault(catalogue, {})
        messages[text] = translation
        folder = self.src / "locales" / "en" / "LC_MESSAGES"
        folder.mkdir(parents=True, exist_ok=True)
        written = Catalog(locale="en", creation_date=datetime(2026, 1, 1))
        for message, said in messages.items():
            written.add(message, said)
        for suffix, write in ((".po", write_po), (".mo", write_mo)):
            with folder.joinpath(catalogue + suffix).open("wb") as file:
                write(file, written)

    def upgrade(self, edition: int) -> None:
        """Install another edition of the package."""
        self.edition = edition

    # ------------------------------------------------------------------ data

    def edit_term(self, file: int, key: str, term: Any) -> None:
        """Add or change a term, or remove it, in a file that is there and sound."""
        self.files[file].is_there, self.files[file].damage = True, ""
        self.files[file].terms[key] = term
        if term is None:
            del self.files[file].terms[key]
        self.write_data()

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

    def edit_shared(self, file: int, book: str, gloss: str) -> None:
        """Change a source or a word part, which several terms may use."""
        self.files[file].book, self.files[file].gloss = book, gloss
        self.write_data()

    def rearrange(self, file: int, style: Style) -> None:
        """Write the same data in another way."""
        self.files[file].style = style
        self.write_data()

    def damage(self, file: int, damage: str) -> None:
        """Break a data file, or mend it."""
        self.files[file].damage = damage
        self.write_data()

    def turn_file(self, file: int) -> None:
        """Remove a data file, or bring it back."""
        self.files[file].is_there = not self.files[file].is_there
        self.write_data()

    def rename_file(self, name: str) -> None:
        """Write a data file in another format."""
        self.src.joinpath(self.files[1].name).unlink(missing_ok=True)
        self.files[1].name = name
        self.write_data()

    def keep_data(self) -> None:
        """Remember the data files as they are."""
        self.kept_files = deepcopy(self.files)

    def take_back(self) -> None:
        """Undo all edits of the data since then."""
        for file in self.files:
            self.src.joinpath(file.name).unlink(missing_ok=True)
        self.files = deepcopy(self.kept_files)
        self.write_data()

    def write_data(self) -> None:
        """Write the data files that differ from what is to be in them."""
        for file in self.files:
            path, content = self.src / file.name, file.content()
            if not file.is_there:
                path.unlink(missing_ok=True)
            elif not path.exists() or path.read_bytes() != content:
                path.write_bytes(content)

    # ------------------------------------------------------------------ configuration

    def configure(self, setting: Setting) -> None:
        """Change a configuration value."""
        if self.is_steady:
            self.settings[setting.name] = setting.value
            self.write_settings()
            if setting.name in OF_PAGES:
                self.touch_pages()

    def turn_tag(self) -> None:
        """Set a tag, or remove it."""
        if self.is_steady:
            self.has_tag = not self.has_tag
            self.write_settings()

    def edit_toml(self, text: str) -> None:
        """Change the settings that ``conf.py`` may take over."""
        if self.is_steady:
            self.write({TOML: text})

    def write_settings(self) -> None:
        """Write ``conf.py``."""
        lines = [f"{name} = {value!r}" for name, value in self.settings.items()]
        lines += ["tags.add('leaflet')"] if self.has_tag else []
        text = "\n".join([CONF_PY, *lines, ""])
        self.write({"conf.py": text})


@dataclass(frozen=True)
class Contents:
    """How tables of contents are arranged.

    :ivar length: the number of pages in the main one.
    :ivar patterns: what stands in it instead of them.
    :ivar condition: on what it depends whether a build has the main one; empty for nothing.
    :ivar has_notes: whether all to-do notes are repeated below it.
    """

    order: tuple[str, ...] = PAGES
    length: int = len(PAGES)
    patterns: tuple[str, ...] = ()
    condition: str = ""
    has_notes: bool = False


def toctree(entries: Sequence[str], *, is_markdown: bool = False) -> str:
    """Write a table of contents, if it has entries."""
    if not entries:
        return ""
    if is_markdown:
        return "\n\n```{toctree}\n:glob:\n\n" + "".join(f"/{one}\n" for one in entries) + "```\n"
    return "\n\n.. toctree::\n   :glob:\n\n" + "".join(f"   /{entry}\n" for entry in entries)


@dataclass(frozen=True)
class Edit:
    """One edit, not yet done."""

    name: str
    arguments: dict[str, Any]

    def __repr__(self) -> str:
        arguments = ", ".join(f"{name}={value!r}" for name, value in self.arguments.items())
        return f"{self.name}({arguments})"


def _edit(name: str, /, **arguments: st.SearchStrategy[Any]) -> st.SearchStrategy[Edit]:
    return st.builds(partial(Edit, name), st.fixed_dictionaries(arguments))


contents = st.builds(
    Contents,
    order=st.permutations(PAGES).map(tuple),
    length=st.integers(1, len(PAGES)),
    patterns=st.sampled_from([(), (), ("*", "sub/*"), ("sub/*", "[ab]")]),
    condition=st.one_of(st.just(""), conditions),
    has_notes=st.booleans(),
)
_page, _key, _file = st.sampled_from(PAGES), st.sampled_from(KEYS), st.sampled_from([0, 1])
_edit_term = _edit("edit_term", file=_file, key=_key, term=st.one_of(terms, terms, st.none()))
_carry_term = _edit(
    "carry_term",
    how=st.sampled_from(["rename", "swap", "copy"]),
    file=_file,
    key=_key,
    to_file=_file,
    to=_key,
)
page_texts = {page: markdown_texts if page in MARKDOWN else texts for page in PAGES}
page_edits = _page.flatmap(
    lambda page: _edit("edit_page", page=st.just(page), text=page_texts[page])
)
edits = st.one_of(
    _edit_term,
    _edit_term,
    _edit_term,
    _carry_term,
    _carry_term,
    _edit("edit_shared", file=_file, book=st.sampled_from("AB"), gloss=st.sampled_from("xy")),
    _edit("rearrange", file=_file, style=styles),
    _edit("damage", file=_file, damage=st.sampled_from(sorted(DAMAGES))),
    _edit("turn_file", file=_file),
    _edit("rename_file", name=st.sampled_from(["more.json", "more.yaml"])),
    _edit("take_back"),
    page_edits,
    page_edits,
    _edit("edit_part", text=parts),
    _edit("edit_module", text=parts),
    _edit("move_page", page=_page, to=_page),
    _edit("turn_folder"),
    _edit("turn_page", page=_page),
    _edit("link_page", page=_page, mode=st.sampled_from(["", *MODES])),
    _edit("order_pages", contents=contents),
    _edit(
        "translate",
        catalogue=st.sampled_from(["a", "b", "sub", "d"]),
        text=definitions,
        translation=st.one_of(definitions, st.just("")),
    ),
    _edit("upgrade", edition=st.integers(0, 2)),
    _edit("configure", setting=settings),
    _edit("configure", setting=settings),
    _edit("configure", setting=settings),
    _edit("turn_tag"),
    _edit("edit_toml", text=tomls),
)
