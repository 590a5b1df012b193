"""For whom a page, an entry or a mention is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sphinx_medterm.ext.page_settings import page_setting
from sphinx_medterm.records.visible import AUDIENCES

if TYPE_CHECKING:
    from sphinx.environment import BuildEnvironment

BOTH = AUDIENCES[0]


def audience_of(env: BuildEnvironment, docname: str, own: str = "") -> str:
    """Tell for whom something on a page is.

    :param own: the audience that it was given itself, if any.
    """
    return own if own in AUDIENCES else page_setting(env, docname, "medterm_audience")
