"""Results of Sphinx's own search: which term a name or a code stands for.

Sphinx shows the name of an object and of its type. So here each term gets a type of its own, of all
that stands for it. The inventory keeps the few types that the domain has.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from html import escape, unescape
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sphinx
from sphinx.locale import _ as sphinx_text

from sphinx_medterm.ext.ids import parse_id
from sphinx_medterm.ext.project.build import Build, build_of

if TYPE_CHECKING:
    from sphinx.application import Sphinx

SCORER = "search/medterm-scorer.js"
"""The file, among the static ones, by which exact names come first; a project may have its own."""

_STANDING_FOR = ("name", "form", "code")
"""The types of objects that stand for a term."""

Index = dict[str, Any]
"""The index of a search, as Sphinx writes it."""


def explain_results(app: Sphinx) -> list[tuple[str, dict[str, Any], str]]:
    """Let the index of the search say what each name stands for, when it is written.

    :returns: no further pages.
    """
    # Sphinx has none for builders without a search, and other search engines have none either.
    if (indexer := getattr(app.builder, "indexer", None)) is not None:
        indexer.freeze = partial(_explained, build_of(app.env), indexer.freeze)
    return []


def _explained(build: Build, freeze: Callable[[], Index]) -> Index:
    index = freeze()
    shown, kinds = dict(index["objnames"]), dict(index["objtypes"])
    ours = {number: names[1] for number, names in shown.items() if names[0] == "medterm"}
    see, numbers, free = str(sphinx_text("see %s")), dict[str, int](), count(len(shown))
    objects: dict[str, list[tuple[Any, ...]]] = {}
    for prefix, rows in index["objects"].items():
        for row in rows:
            page, number, priority, target, name, *rest = row
            if number not in ours:
                objects.setdefault(prefix, []).append(row)
                continue
            place = parse_id(target) if ours[number] in _STANDING_FOR else None
            if place is not None:
                key, _sense = place
                if key not in numbers:
                    new = numbers[key] = next(free)
                    told = escape(see % build.termbase.label(key))
                    shown[new] = ("medterm", _STANDING_FOR[0], _as_escaped(told))
                    kinds[new] = f"medterm:{_STANDING_FOR[0]}"
                number = numbers[key]
            found = (page, number, priority, target, _as_escaped(name), *rest)
            objects.setdefault(_as_escaped(prefix), []).append(found)
    return {**index, "objects": objects, "objnames": shown, "objtypes": kinds}


@cache
def _script_escapes() -> bool:
    """Return whether the script of the search escapes what it shows, which it does from 8.3."""
    script = Path(sphinx.__file__).parent / "themes" / "basic" / "static" / "searchtools.js"
    return "_escapeHTML" in script.read_text(encoding="utf-8")


def _as_escaped(text: str) -> str:
    """Return an escaped text as the script of the search expects it.

    Sphinx still escapes the names of objects where the script does it again.
    """
    return unescape(text) if "&" in text and _script_escapes() else text
