"""How views show entries: their audience, their sections, and the order of these.

This is decided when all pages have been read, from what the author of a view asks for, its page,
and the settings. So no page is read again when a setting changes.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import TYPE_CHECKING, NamedTuple

from sphinx_medterm.ext.page_settings import audience_of
from sphinx_medterm.names.audiences import AUDIENCES, BOTH
from sphinx_medterm.termbase.config_values import SECTIONS, as_list
from sphinx_medterm.termbase.entry_sections import Asked, read_section_lists, shown_sections

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

    from sphinx_medterm.ext.views.view import View


class Look(NamedTuple):
    """How a view shows entries.

    :ivar docname: the page that it is on.
    :ivar audience: whom it is for.
    :ivar sections: the sections that entries show, in order.
    """

    docname: str
    audience: str
    sections: tuple[str, ...]

    @property
    def has_senses(self) -> bool:
        """Whether entries show senses, which links can lead to."""
        return "definition" in self.sections


class Looks:
    """Finds how views show entries."""

    def __init__(self, env: BuildEnvironment, *, extracts: bool) -> None:
        """Prepare for one build.

        :param extracts: whether messages are extracted, for all audiences together.
        """
        self._extracts = extracts
        self._audience = cache(partial(audience_of, env))
        by_audience, _faults = read_section_lists(env.config.medterm_sections)
        hidden = [name for name in as_list(env.config.medterm_hide) if name in SECTIONS]
        self._shown: Callable[[Asked, str], tuple[str, ...]]
        self._shown = cache(partial(shown_sections, by_audience, hidden))

    def of(self, docname: str, view: View) -> Look:
        """Return how a view on a page shows entries."""
        audience = BOTH if self._extracts else self._audience(docname, view.audience)
        return Look(docname, audience, self.sections(view.asked, audience))

    def sections(self, asked: Asked, audience: str) -> tuple[str, ...]:
        """Return the sections that readers are shown where an author asks for some."""
        if not self._extracts:
            return self._shown(asked, audience)
        shown = {name for one in AUDIENCES for name in self._shown(asked, one)}
        return tuple(name for name in SECTIONS if name in shown)
