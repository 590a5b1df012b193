"""The interface of views, which directives place on pages."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar, NamedTuple, Protocol

from sphinx_medterm.termbase.contents import NAMES, Item, Surroundings, entry_item
from sphinx_medterm.termbase.entry_sections import NOTHING_ASKED, Asked

if TYPE_CHECKING:
    from docutils import nodes

    from sphinx_medterm.diagnostics import Subtype
    from sphinx_medterm.ext.nodes import medterm_block, medterm_placeholder
    from sphinx_medterm.termbase.base import Termbase


class Terms(Protocol):
    """The terms of a project, for a view that chooses which of them to show."""

    def find(self, name: str) -> Sequence[str]:
        """Return the key of the term with a name, if there is one."""

    def all(self) -> Iterable[str]:
        """Return the keys of all terms."""

    def mentioned(self) -> Iterable[str]:
        """Return the keys of the terms that pages themselves mention or show."""

    def mentioned_on(self, docname: str) -> Iterable[str]:
        """Return the keys of the terms that one page itself mentions or shows."""

    def used(self, docname: str, view: View) -> Iterable[str]:
        """Return the same, and the keys of the terms that their entries lead to, and so on.

        :param docname: the page of the view.
        :param view: the view, on whose sections and audience it depends what its entries show.
        """

    def letter(self, key: str) -> str:
        """Return the letter that a term is listed under."""

    def in_order(self, keys: Iterable[str]) -> list[str]:
        """Return the keys of terms, sorted by label."""

    def without_entry(self, keys: Iterable[str]) -> list[str]:
        """Return the keys of terms without an entry so far, sorted by label."""


class Fault(NamedTuple):
    """What is wrong with what a view shows."""

    subtype: Subtype
    message: str
    hint: str


class Placed(Protocol):
    """Where the entries of terms are, for a view that is checked."""

    @property
    def termbase(self) -> Termbase:
        """All terms."""

    def leads_here(self, key: str) -> bool:
        """Return whether links to a term lead to its entry in this view."""

    def place(self, key: str) -> str:
        """Return the file and line of the entry that links to a term lead to, if it has one."""


class Entries(Protocol):
    """Renders entries, and links to them, when the page of a view is written."""

    @property
    def termbase(self) -> Termbase:
        """All terms."""

    @property
    def has_bars(self) -> bool:
        """Whether the format is HTML, where a bar of links helps to find one's way."""

    @property
    def has_filters(self) -> bool:
        """Whether pages are for browsers, in which a script filters entries."""

    def number(self, placeholder: medterm_placeholder) -> int:
        """Return the number of a glossary in its document; 0 for a copy on another page."""

    def members(self, placeholder: medterm_placeholder) -> Sequence[str]:
        """Return the keys of the terms that a view shows."""

    def leads_here(self, key: str, placeholder: medterm_placeholder) -> bool:
        """Return whether links to a term lead to its entry in this view."""

    def render(
        self,
        key: str,
        placeholder: medterm_placeholder,
        *,
        anchored: bool,
        remarks: Sequence[nodes.Node] = (),
        level: int = 0,
    ) -> medterm_block:
        """Render an entry.

        :param anchored: whether it has the ids that links lead to.
        :param remarks: the content that the author of the page added.
        :param level: the level of its headword as a heading, for screen readers.
        """

    def link(self, key: str, placeholder: medterm_placeholder, text: str = "") -> nodes.Element:
        """Return a link to the entry of a term, if it has one.

        :param text: what the link shows; by default the label of the term.
        """

    def page_title(self, key: str, placeholder: medterm_placeholder) -> str:
        """Return the title of the page with the entry of a term, if it is another page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class View(ABC):
    """A directive on a page that shows terms, with its options.

    It is pickled with the page, so a change of its fields requires pages to be re-read.

    :ivar line: the line of the directive.
    :ivar file: the file with that line, if it is not the page itself: an included file, a program.
    :ivar asked: the sections of entries that its author asks for.
    :ivar audience: its audience, if it differs from that of the page.
    :ivar is_anchored: whether links to a term may lead to its entry here.
    :ivar index: its number among the views of its page, noted when the page is read.
    :cvar has_letters: whether it shows letters, whose ids need its number.
    """

    has_letters: ClassVar[bool] = False

    line: int | None = None
    file: str = ""
    asked: Asked = NOTHING_ASKED
    audience: str = ""
    is_anchored: bool = True
    index: int = -1

    @property
    @abstractmethod
    def turn(self) -> int:
        """When the view chooses its terms: a lower turn comes first."""

    def names(self, knows: Callable[[str], bool]) -> Sequence[str]:
        """Return the names of terms that its author has given.

        :param knows: returns whether there is a term of a name, which may tell where a name ends.
        """
        return ()

    @property
    def leaves_out_links(self) -> bool:
        """Whether its author leaves out terms that its entries mention, on purpose."""
        return False

    @abstractmethod
    def choose(self, docname: str, terms: Terms) -> list[str]:
        """Return the keys of the terms to show, in order; called when all pages have been read.

        :param docname: the page that the view is on.
        """

    def items(
        self, key: str, around: Surroundings, sections: Sequence[str], *, leads_here: bool
    ) -> Iterator[Item]:
        """List what readers see of one of the terms; by default its whole entry.

        The page is written again when any of this changes, so a view that shows something else has
        to say so here.

        :param sections: the sections that entries show in this view, in order.
        :param leads_here: whether links to the term lead to its entry in this view.
        """
        yield entry_item(key, around, sections, leads_here=leads_here)
        if leads_here and "synonyms" not in sections:
            yield Item(NAMES, key)  # the index lists them even so

    def check(self, members: Sequence[str], entries: Placed) -> Iterator[Fault]:
        """Find what is wrong with what the view shows, apart from the names it was given.

        It is reported in every build, whichever pages that writes.

        :param members: the keys of the terms that it shows.
        """
        yield from ()

    @abstractmethod
    def build(self, placeholder: medterm_placeholder, entries: Entries) -> list[nodes.Node]:
        """Return the nodes that replace the placeholder; called when the page is written."""
