"""The surroundings in which a build renders entries, cards and the words of mentions."""

from __future__ import annotations

from functools import cache, partial
from typing import TYPE_CHECKING, Any

from sphinx_medterm.ext.audience import BOTH, audience_of
from sphinx_medterm.ext.translation import language_name, translator

if TYPE_CHECKING:
    from sphinx_medterm.ext.domain import MedtermDomain
    from sphinx_medterm.ext.render import Context


class Contexts:
    """Makes the context of each term that is rendered.

    What it needs is imported late: a build without changes renders nothing.
    """

    def __init__(self, domain: MedtermDomain, *, report: bool = True) -> None:
        """Prepare for one process.

        :param report: whether to warn of faults in data text; what shows it a second time need not.
        """
        self._domain = domain
        self._report = report
        self._translator = cache(partial(translator, domain.env))

    def make(self, key: str, docname: str, audience: str = "", **own: Any) -> Context:
        """Make a context.

        :param key: of the term.
        :param docname: the page that the term is shown on.
        :param audience: whom it is for, if that is not the page's.
        :param own: further attributes of the context.
        """
        from sphinx_medterm.ext.render import Context
        from sphinx_medterm.ext.render.wording import worded

        domain, extract = self._domain, self._domain.extracts_messages
        return Context(
            termbase=domain.termbase,
            key=key,
            docname=docname,
            translate=str if extract else self._translator(docname),
            word=worded,
            language_name=partial(language_name, domain.env.config.language or "en"),
            audience=BOTH if extract else audience_of(domain.env, docname, audience),
            extract=extract,
            targets=domain.needs_targets,
            reports=self._report,
            **own,
        )
