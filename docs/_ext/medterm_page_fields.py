"""The fields at the top of a page as reStructuredText, from the settings that they override."""

from __future__ import annotations

from collections.abc import Iterator

from medterm_words import expect_words

from sphinx_medterm.termbase.config_values import CONFIG_VALUES, ConfigValue

_FIELDS = {
    "medterm-audience": (
        "Audience of the entries and cards on the page, unless an entry or a mention has its own",
        "write/audiences",
    ),
    "medterm-sources": ("How the entries on the page list their sources", "write/sections"),
    "medterm-cards": ("What the cards of the page show", "write/cards"),
    "medterm-autolink": ("Which names in its running text are linked", "write/automatic-links"),
    "medterm-mentions": ("Which mentions by roles are links", "write/mention"),
}
"""The meaning of each field, and the page that explains its use."""

HOW_TOS = frozenset(page for _meaning, page in _FIELDS.values())
"""The pages that the table links to."""


def page_field_lines() -> Iterator[str]:
    """Yield a table of all fields.

    :raises UndescribedError: if a field has no words here, or words have no field.
    """
    values = [value for value in CONFIG_VALUES if value.by_page]
    expect_words("fields of pages", [value.field for value in values], _FIELDS)
    yield from (".. list-table::", "   :widths: 22 44 34", "   :header-rows: 1", "")
    yield from ("   * - Field", "     - Meaning and values", "     - Overrides")
    for value in values:
        yield from _row(value)


def _row(value: ConfigValue) -> Iterator[str]:
    meaning, page = _FIELDS[value.field]
    choices = ", ".join(
        f"``{choice}``{' (default)' if choice == value.default else ''}" for choice in value.choices
    )
    yield f"   * - ``{value.field}``"
    yield f"     - {meaning}: {choices}. See :doc:`/{page}`."
    yield f"     - :confval:`{value.name}`"
