"""The configuration values as reStructuredText, in groups, each with a link to its how-to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from medterm_words import as_rest, expect_words

from sphinx_medterm.termbase.config_values import CONFIG_VALUES, ConfigValue

GROUPS: Mapping[str, Mapping[str, str]] = {
    "data": {
        "medterm_files": "terms/files",
        "medterm_from_toml": "settings",
        "medterm_code_systems": "own-code-systems",
    },
    "links": {
        "medterm_mentions": "repeated-mentions",
        "medterm_first_use": "write/abbreviations",
        "medterm_autolink": "write/automatic-links",
        "medterm_autolink_captions": "unlinked-words",
        "medterm_autolink_skip": "unlinked-words",
        "medterm_deprecated_in_text": "old-names",
        "medterm_std_terms": "roles-of-sphinx",
        "medterm_term_anchors": "migrate",
    },
    "cards": {
        "medterm_cards": "write/cards",
        "medterm_card_roles": "quiet-mentions",
    },
    "audience": {"medterm_audience": "write/audiences"},
    "entries": {
        "medterm_sections": "sections-by-audience",
        "medterm_hide": "write/sections",
        "medterm_sources": "codes-and-sources",
        "medterm_cite": "write/sections",
    },
    "output": {
        "medterm_letter_pages": "write/letter-pages",
        "medterm_print_terms": "printed-terms",
    },
}
"""The groups of the reference: the values of each, with the page or the label of the section that
shows how to use them."""

HOW_TOS = {name: place for group in GROUPS.values() for name, place in group.items()}
"""The page or label of each value."""

_SETTING = re.compile(rf"``({'|'.join(value.name for value in CONFIG_VALUES)})``")


def group_lines(group: str) -> Iterator[str]:
    """Yield the description of the values of a group.

    :raises UndescribedError: if a value is in no group.
    """
    values = {value.name: value for value in CONFIG_VALUES}
    expect_words("configuration values", values, HOW_TOS)
    for name in GROUPS[group]:
        value = values[name]
        yield from (f".. confval:: {name}", f"   :type: {_types(value)}")
        yield from (f"   :default: ``{value.default!r}``", "")
        yield from (f"   {linked(value.help, but_to=name)}", "")
        yield from (f"   How to use it: {how_to(name)}", "")


def how_to(name: str) -> str:
    """Return a link to the page, or the section of one, that shows how to use a value."""
    place = HOW_TOS[name]
    return f":doc:`/{place}`" if "/" in place else f":ref:`{place}`"


def _types(value: ConfigValue) -> str:
    """Name what a value may be: one of a few, or of a type."""
    names = [repr(one) for one in value.choices] or [kind.__name__ for kind in value.types]
    return " or ".join(f"``{name}``" for name in names)


def linked(text: str, but_to: str = "") -> str:
    """Return a help text as reStructuredText, with links from the names of values to their places.

    :param but_to: a value that is not linked, since the text is its own.
    """
    return _SETTING.sub(
        lambda found: found[0] if found[1] == but_to else f":confval:`{found[1]}`", as_rest(text)
    )
