"""The contexts in which a build renders entries, cards and mentions."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING

from sphinx_medterm.ext.page_settings import audience_of
from sphinx_medterm.ext.project.shipping import Shipping
from sphinx_medterm.ext.project.translation import language_name, translator
from sphinx_medterm.names.audiences import BOTH
from sphinx_medterm.termbase.config_values import SECTIONS

if TYPE_CHECKING:
    from sphinx_medterm.ext.project.build import Build
    from sphinx_medterm.ext.render.context import Context


class Contexts:
    """Creates the context of each term that is rendered.

    Modules for rendering are imported late, since a build without changes renders nothing.
    """

    def __init__(self, build: Build) -> None:
        """Prepare for one process."""
        self._build = build
        self._translator = cache(partial(translator, build.env))

    def make(
        self,
        key: str,
        docname: str,
        audience: str = "",
        *,
        sections: tuple[str, ...] = tuple(SECTIONS),
        anchored: bool = True,
        old_ids: tuple[str, ...] = (),
    ) -> Context:
        """Return a context.

        :param key: the key of the term.
        :param docname: the page that shows the term.
        :param audience: its audience, if it differs from that of the page.
        :param sections: the sections that are shown, in order.
        :param anchored: whether the entry has ids.
        :param old_ids: further ids of the entry.
        """
        from sphinx_medterm.ext.render.context import Context
        from sphinx_medterm.ext.render.wording import render_mention

        build, extract = self._build, self._build.output.extracts_messages
        return Context(
            termbase=build.termbase,
            key=key,
            docname=docname,
            translate=str if extract else self._translator(docname),
            render_mention=render_mention,
            media=build.computed(Shipping),
            language_name=partial(language_name, build.env.config.language or "en"),
            audience=BOTH if extract else audience_of(build.env, docname, audience),
            extract=extract,
            targets=build.output.needs_targets,
            sections=sections,
            anchored=anchored,
            old_ids=old_ids,
            folds=build.output.is_for_browsers,
        )
