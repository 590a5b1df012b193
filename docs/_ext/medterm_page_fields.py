"""The fields at the top of a page as reStructuredText, from the settings that they override."""

from __future__ import annotations

from collections.abc import Iterator

from medterm_configuration import how_to
from medterm_words import expect_words

from sphinx_medterm.termbase.config_values import CONFIG_VALUES, ConfigValue

_MEANINGS = {
    "medterm-audience": (
        "Audience of the entries and cards on the page, unless an entry or a mention has its own"
    ),
    "medterm-sources": "How the entries on the page list their sources",
    "medterm-cards": "What the cards of the page show",
    "medterm-autolink": "Which names in its running text are linked",
    "medterm-mentions": "Which mentions by roles are links",
}


def page_field_lines() -> Iterator[str]:
    """Yield a table of all fields.

    :raises UndescribedError: if a field has no words here, or words have no field.
    """
    values = [value for value in CONFIG_VALUES if value.by_page]
    expect_words("fields of pages", [value.field for value in values], _MEANINGS)
    yield from (".. list-table::", "   :widths: 22 44 34", "   :header-rows: 1", "")
    yield from ("   * - Field", "     - Meaning and values", "     - Overrides")
    for value in values:
        yield from _row(value)


def _row(value: ConfigValue) -> Iterator[str]:
    choices = ", ".join(
        f"``{choice}``{' (default)' if choice == value.default else ''}" for choice in value.choices
    )
    yield f"   * - ``{value.field}``"
    yield f"     - {_MEANINGS[value.field]}: {choices}. See {how_to(value.name)}."
    yield f"     - :confval:`{value.name}`"
