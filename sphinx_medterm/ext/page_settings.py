"""Settings of the project that a page may replace by its own, in a field at its top."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sphinx_medterm.diagnostics import Subtype
from sphinx_medterm.ext.config import CONFIG_VALUES
from sphinx_medterm.ext.messages import warn
from sphinx_medterm.records.visible import AUDIENCES

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.environment import BuildEnvironment

_VALUES = {value.name: value for value in CONFIG_VALUES if value.by_page}

_OFF = {"false": "off", "no": "off"}  # what YAML makes of the word at the top of a Markdown page


def page_setting(env: BuildEnvironment, docname: str, name: str, usual: str = "") -> str:
    """Return a setting that holds on a page: its own, or else the project's.

    :param name: of the configuration value.
    :param usual: takes the place of the project's.
    """
    value = _VALUES[name]
    own = env.metadata.get(docname, {}).get(value.field)
    if own is not None and (known := _chosen(own, value.choices)):
        return known
    of_project = usual or env.config[name]
    return str(of_project if of_project in value.choices else value.default)  # Sphinx has warned


def audience_of(env: BuildEnvironment, docname: str, own: str = "") -> str:
    """Return whom something on a page is for.

    :param own: the audience that it was given itself, if any.
    """
    return own if own in AUDIENCES else page_setting(env, docname, "medterm_audience")


def fields_of_pages(env: BuildEnvironment) -> Iterator[tuple[str, str, str]]:
    """List what pages set for themselves: page, field and value."""
    for docname in sorted(env.metadata):
        said = env.metadata[docname]
        for value in _VALUES.values():
            if value.field in said:
                yield docname, value.field, said[value.field]


def check_fields(app: Sphinx, _doctree: nodes.document) -> None:
    """Warn about fields of a page that has just been read, if they say what cannot be."""
    docname = app.env.docname
    for value in _VALUES.values():
        said = app.env.metadata[docname].get(value.field)
        if said is not None:
            known_choice(said, value.choices, value.field, (docname, None))


def known_choice(said: Any, choices: Sequence[str], option: str, location: Any) -> str:
    """Return what has been chosen, in the case it is known in; empty, with a warning, if unknown.

    :param option: what has been set to it.
    """
    if not (known := _chosen(said, choices)):
        hint = f"choose one of {', '.join(choices)}"
        warn(Subtype.OPTION, f"{option!r} cannot be {str(said)!r}", location, hint)
    return known


def _chosen(said: Any, choices: Sequence[str]) -> str:
    word = str(said).strip().lower()
    word = word if word in choices else _OFF.get(word, word)
    return word if word in choices else ""
