"""What a directive places on a page, as all that deals with placed things sees it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from docutils import nodes

    from sphinx_medterm.ext.nodes import medterm_block, medterm_placeholder
    from sphinx_medterm.termbase.base import Termbase


class Terms(Protocol):
    """The terms of a project, for a view that has to say which of them it shows."""

    def find(self, name: str) -> Sequence[str]:
        """Return the key of the term that a name leads to, if there is one."""

    def all(self) -> Iterable[str]:
        """Return the keys of all terms."""

    def used(self, docname: str) -> Iterable[str]:
        """Return the keys of the terms that pages mention or show, and of what these lead to.

        :param docname: the page of the view.
        """

    def without_entry(self, keys: Iterable[str]) -> list[str]:
        """Return those that have no entry yet, in the alphabetical order of their labels."""


class Entries(Protocol):
    """What renders the entries of a view when its page is written."""

    @property
    def termbase(self) -> Termbase:
        """All terms."""

    def members(self, placeholder: medterm_placeholder) -> Sequence[str]:
        """Return the keys of the terms that a view shows."""

    def leads_here(self, key: str, placeholder: medterm_placeholder) -> bool:
        """Return whether links to a term lead to its entry in this view."""

    def place(self, key: str) -> str:
        """Return where the entry stands that links to a term lead to: file and line."""

    def render(
        self,
        key: str,
        placeholder: medterm_placeholder,
        *,
        anchored: bool,
        remarks: Sequence[nodes.Node] = (),
    ) -> medterm_block:
        """Render an entry.

        :param anchored: whether it has the ids that links lead to.
        :param remarks: what the author of the page adds.
        """


@dataclass(frozen=True, slots=True, kw_only=True)
class View(ABC):
    """A directive on a page that shows entries, with its options.

    It is kept with the page: a change of its fields makes pages be read again.

    :ivar line: of the directive.
    :ivar hide: the sections of entries that are not shown.
    :ivar audience: whom it is for, if not those the page is for.
    """

    line: int | None = None
    hide: tuple[str, ...] = ()
    audience: str = ""

    @property
    @abstractmethod
    def turn(self) -> int:
        """When the view gets its terms: those of a lower turn come first."""

    @property
    def names(self) -> tuple[str, ...]:
        """The names of terms that its author has written."""
        return ()

    @property
    def is_anchored(self) -> bool:
        """Whether links to a term may lead to its entry here."""
        return True

    @abstractmethod
    def choose(self, docname: str, terms: Terms) -> list[str]:
        """Return the keys of the terms to show, in order; asked when all pages are read.

        :param docname: the page that the view is on.
        """

    @abstractmethod
    def build(self, placeholder: medterm_placeholder, entries: Entries) -> list[nodes.Node]:
        """Return what stands in the place of the directive; asked when its page is written."""
