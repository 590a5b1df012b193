"""The general index: names that refer to labels, and texts that MathJax must not touch."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from docutils import nodes
from markupsafe import Markup, escape
from sphinx import addnodes
from sphinx.application import Sphinx
from sphinx.locale import _ as sphinx_text
from sphinx.transforms.post_transforms import SphinxPostTransform

from sphinx_medterm.ext.ids import parse_id
from sphinx_medterm.ext.nodes import MATHJAX_IGNORES, looks_like_tex

_SPAN = Markup(f'<span class="{" ".join(MATHJAX_IGNORES)}">{{}}</span>')  # noqa: S704
Links = Sequence[tuple[str, str]]
"""Whether each link leads to a main entry, and its address."""
Entries = Sequence[tuple[str, tuple[Links, Sequence[tuple[str, Links]], Any]]]
"""Names with their links, the names below them with their links, and a sort key."""


def show_names(
    _app: Sphinx,
    _page: str,
    template: str,
    context: dict[str, Any],
    _tree: nodes.document | None,
) -> None:
    """Let names on a page of the general index refer to labels, and keep MathJax from them.

    Sphinx sorts references below the name, each on a line of its own.
    """
    if not template.startswith("genindex"):
        return
    letters = context.get("genindexentries", [])
    context["genindexentries"] = [(letter, _shown(entries)) for letter, entries in letters]
    if "entries" in context:  # of one letter
        context["entries"] = _shown(context["entries"])


def _shown(entries: Entries) -> Entries:
    # What stands before and after the label, in the language of the project.
    before, _label, after = str(sphinx_text("see %s")).partition("%s")
    return [
        (_reference(name, below, before, after), ([], [], key))
        if not links and below and all(_is_reference(*one, before, after) for one in below)
        else (_name(name), (links, [(_name(inner), to) for inner, to in below], key))
        for name, (links, below, key) in entries
    ]


def _name(name: str) -> str:
    return _SPAN.format(name) if looks_like_tex(name) else name


def _is_reference(name: str, links: Links, before: str, after: str) -> bool:
    """Return whether what is below a name refers to the label of a term."""
    is_single = len(links) == 1 and name.startswith(before) and name.endswith(after)
    return is_single and parse_id(links[0][1].rpartition("#")[2]) is not None


def _reference(name: str, below: Sequence[tuple[str, Links]], before: str, after: str) -> Markup:
    """Return a name with links to the labels that it stands for, on one line."""
    told = [str(escape(_name(name)))]
    for inner, links in below:
        label = _name(inner.removeprefix(before).removesuffix(after))
        told.append(f'{before}<a href="{escape(links[0][1])}">{escape(label)}</a>{after}')
    return Markup(", ".join(told))  # noqa: S704  # all that is not ours is escaped


class ReferencesInTexinfo(SphinxPostTransform):
    """Writes out what refers to a label, since Sphinx writes such entries as they are stored."""

    default_priority: ClassVar[int] = 6  # after the entries of terms are in their places
    formats = ("texinfo",)

    def run(self, **kwargs: Any) -> None:
        """Change the entries of the general index that are ours."""
        for index in self.document.findall(addnodes.index):
            index["entries"] = [
                ("single", _written_out(value), target, *rest)
                if kind == "see" and parse_id(target)
                else (kind, value, target, *rest)
                for kind, value, target, *rest in index["entries"]
            ]


def _written_out(value: str) -> str:
    name, _semicolon, label = value.partition("; ")
    return f"{name}, {sphinx_text('see %s') % label}"
