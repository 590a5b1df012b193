"""Settings of the project that a page may override by a field at its top."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from sphinx_medterm.diagnostics import Subtype
from sphinx_medterm.ext.messages import Location, warn
from sphinx_medterm.names.audiences import AUDIENCES
from sphinx_medterm.names.suggest import did_you_mean
from sphinx_medterm.termbase.config_values import CONFIG_VALUES

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_VALUES = {value.name: value for value in CONFIG_VALUES if value.by_page}

_OFF = {"false": "off", "no": "off"}  # what YAML makes of ``off`` at the top of a Markdown page


def page_setting(env: BuildEnvironment, docname: str, name: str, default: str = "") -> str:
    """Return a setting of a page: its own, or else that of the project.

    :param name: the name of the configuration value.
    :param default: replaces the setting of the project.
    """
    value = _VALUES[name]
    own = env.metadata.get(docname, {}).get(value.field)
    if own is not None and (known := _matching_choice(own, value.choices)):
        return known
    setting = default or env.config[name]
    return str(setting if setting in value.choices else value.default)  # Sphinx has warned


def is_searched(env: BuildEnvironment, docname: str) -> bool:
    """Return whether names in the running text of a page are looked for."""
    is_linked = page_setting(env, docname, "medterm_autolink") != "off"
    return is_linked or bool(env.config.medterm_deprecated_in_text)


def audience_of(env: BuildEnvironment, docname: str, own: str = "") -> str:
    """Return the audience of something on a page.

    :param own: its own audience, if any.
    """
    return own if own in AUDIENCES else page_setting(env, docname, "medterm_audience")


def fields_of_pages(env: BuildEnvironment) -> Iterator[tuple[str, str, str]]:
    """List the settings that pages override: page, field and value."""
    for docname in sorted(env.metadata):
        fields = env.metadata[docname]
        for value in _VALUES.values():
            if value.field in fields:
                yield docname, value.field, fields[value.field]


def check_fields(app: Sphinx, _doctree: nodes.document) -> None:
    """Warn about unknown fields of ours, and invalid values, on a page that was just read."""
    docname = app.env.docname
    values = {value.field: value for value in _VALUES.values()}
    for field, given in app.env.metadata[docname].items():
        if field in values:
            checked_choice(given, values[field].choices, field, (docname, None))
        elif field.startswith("medterm"):
            hint = did_you_mean(field, values, 1) or f"the fields are {', '.join(values)}"
            warn(Subtype.OPTION, f"unknown page field {field!r}", (docname, None), hint)


def checked_choice(given: object, choices: Sequence[str], option: str, location: Location) -> str:
    """Return the choice that was given, in its proper case; empty, with a warning, if unknown.

    :param option: the name of the option or field.
    """
    if not (known := _matching_choice(given, choices)):
        hint = f"choose one of {', '.join(choices)}"
        warn(Subtype.OPTION, f"invalid value {str(given)!r} for {option!r}", location, hint)
    return known


def _matching_choice(given: object, choices: Sequence[str]) -> str:
    word = str(given).strip().lower()
    word = word if word in choices else _OFF.get(word, word)
    return word if word in choices else ""
