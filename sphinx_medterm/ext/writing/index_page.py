"""The general index, where MathJax must not process names if every page loads it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docutils import nodes
from markupsafe import Markup
from sphinx.application import Sphinx

from sphinx_medterm.ext.nodes import MATHJAX_IGNORES, looks_like_tex

_SPAN = Markup(f'<span class="{" ".join(MATHJAX_IGNORES)}">{{}}</span>')  # noqa: S704
Entries = Sequence[tuple[str, tuple[Any, Sequence[tuple[str, Any]], Any]]]
"""Names with their links, the names below them with their links, and a sort key."""


def shield_names(
    _app: Sphinx,
    _page: str,
    template: str,
    context: dict[str, Any],
    _tree: nodes.document | None,
) -> None:
    """Keep MathJax from the names on a page of the general index."""
    if not template.startswith("genindex"):
        return
    letters = context.get("genindexentries", [])
    context["genindexentries"] = [(letter, _shielded(entries)) for letter, entries in letters]
    if "entries" in context:  # of one letter
        context["entries"] = _shielded(context["entries"])


def _shielded(entries: Entries) -> Entries:
    return [
        (_name(name), (links, [(_name(inner), to) for inner, to in below], key))
        for name, (links, below, key) in entries
    ]


def _name(name: str) -> str:
    return _SPAN.format(name) if looks_like_tex(name) else name
