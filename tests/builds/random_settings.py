"""Settings for the random histories: every one of ours, and those of others that change pages."""

from __future__ import annotations

from typing import Any, NamedTuple

from hypothesis import strategies as st

from sphinx_medterm.termbase.config_values import CONFIG_VALUES, FROM_TOML, ConfigValue

FILES = ["terms.yaml", "more.*"]
TOML = "settings.toml"
OWN_CODES = {"MESH": {"title": "Own"}, "WARD": {"title": "Ward list"}}
SAMPLES: dict[str, list[Any]] = {
    FROM_TOML: ["", TOML],
    "medterm_files": [FILES, ["more.*", "*.yaml"]],
    "medterm_code_systems": [{}, OWN_CODES],
    "medterm_sections": [
        [],
        ["sources", "relations", "definition"],
        {"plain": ["relations", "definition", "codes"], "professional": ["notes", "synonyms"]},
        {"both": ["synonyms", "pronunciation"]},
    ],
    "medterm_hide": [[], ["relations"], ["definition", "sources"]],
    "medterm_card_roles": [["medterm", "term", "any", "autolink"], ["term"], [], ["def", "any"]],
    # of Sphinx and its extensions
    "release": ["1", "2"],
    "language": ["en", "de"],
    "todo_include_todos": [False, True],
    "rst_prolog": [
        ".. |EM| replace:: em\n",
        ".. |EM| replace:: :medterm:abbr:`ant`\n",
        ".. |EM| replace:: :medterm:`bee` \n.. |no| replace:: :medterm:`nobody`\n",
    ],
    "latex_documents": [
        [("index", "p.tex", "P", "A", "manual")],
        [("a", "p.tex", "P", "A", "howto")],
        [("index", "p.tex", "P", "A", "manual", True), ("b", "b.tex", "B", "A", "manual")],
        [(page, f"{page}.tex", "P", "A", "manual") for page in ("index", "a", "b")],
    ],
}
"""Settings, each with some of its values, for those that are neither choices nor switches."""

OF_PAGES = ("release", "language", "rst_prolog")
"""Those for which Sphinx reads all pages again."""


class Setting(NamedTuple):
    """A configuration value and what it is set to."""

    name: str
    value: Any


def samples(value: ConfigValue) -> list[Any]:
    """Return some values of one of our settings."""
    if value.name in SAMPLES:
        return SAMPLES[value.name]
    if value.choices:
        return [*value.choices]
    if value.types == (bool,):
        return [False, True]
    others = [[], value.default[:1], ["names"]] if list in value.types else []
    return [value.default, *others]


ALL = {value.name: samples(value) for value in CONFIG_VALUES} | SAMPLES

settings = st.sampled_from(sorted(ALL)).flatmap(
    lambda name: st.builds(Setting, st.just(name), st.sampled_from(ALL[name]))
)
"""Each setting comes as often as any other."""

tomls = st.sampled_from(
    ["", "hide = ['codes']", "audience = 'plain'\nautolink = 'all'", "first_use = 'project'"]
).map("[tool.medterm]\n{}\n".format)
