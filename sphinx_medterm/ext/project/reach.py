"""The terms that entries and quotations lead readers to, directly and in turn."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from functools import cache, partial
from typing import TYPE_CHECKING

from sphinx_medterm.ext.page_settings import audience_of
from sphinx_medterm.ext.project.looks import Look
from sphinx_medterm.ext.project.translation import catalogue_of, translator_by
from sphinx_medterm.ext.reading.uses import PageUses
from sphinx_medterm.names.audiences import BOTH
from sphinx_medterm.names.mentions import KINDS, Mention
from sphinx_medterm.termbase.base import Termbase
from sphinx_medterm.termbase.config_values import SECTIONS
from sphinx_medterm.termbase.contents import Contents, Surroundings, entry_item

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment


class Reach:
    """Finds the terms that readers may want to look up in turn, by what they are shown."""

    def __init__(self, env: BuildEnvironment, termbase: Termbase, *, extracts: bool) -> None:
        """Prepare for one build.

        :param extracts: whether messages are extracted, which shows texts as they are.
        """
        self._termbase = termbase
        self._contents = Contents(termbase, translator_by)
        self._audience = cache(partial(audience_of, env))
        self._catalogue = cache(lambda docname: "" if extracts else catalogue_of(env, docname))

    def of_entry(self, key: str, looks: Set[Look]) -> Iterable[str]:
        """List the terms that the entries of a term lead to, given how they are shown."""
        seen = {self._seen(look) for look in looks}
        if _WHOLE in seen:  # nothing else shows more, and no text need be parsed
            return self._termbase.depends.leads_to(key)
        entries = (entry_item(key, around, sections) for around, sections in seen)
        return {one for entry in entries for one in self._contents.leads_to(entry)}

    def _seen(self, look: Look) -> tuple[Surroundings, tuple[str, ...]]:
        around = Surroundings(look.audience, self._catalogue(look.docname))
        return around, tuple(sorted(look.sections))

    def of_quotations(self, pages: Mapping[str, PageUses]) -> set[str]:
        """List the terms that texts of others, which pages quote, link to."""
        found: set[str] = set()
        for docname, uses in pages.items():
            around = Surroundings(self._audience(docname), self._catalogue(docname))
            for kind, name, own in uses.insertions:
                if KINDS[kind].quotes:
                    shown = self._contents.of_mention(Mention(kind, name), around.made_for(own))
                    found |= self._contents.linked_in(shown)
        return found


_WHOLE = Surroundings(BOTH), tuple(sorted(SECTIONS))
