"""Configuration values of the wrong type: each is warned of once, and its default is used."""

from __future__ import annotations

import pytest

from sphinx_medterm.termbase.config_values import CONFIG_VALUES

from .conftest import TERMS, Project

PAGE = "Page\n====\n\n.. medterm:: bleeding\n\nA :medterm:`bleeding` is one.\n"
WRONG = (
    "None",
    "5",
    "1.5",
    "print",
    "lambda: 1",
    "{}",
    "[]",
    "['full']",
    "['plain']",
    "True",
    "b''",
)
CHOICES = [value.name for value in CONFIG_VALUES if value.choices]
BY_TYPE = [
    value.name
    for value in CONFIG_VALUES
    if not value.choices and value.name != "medterm_code_systems"  # which has words of its own
]


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Build the page with what is set by default."""
    project = Project(tmp_path_factory.mktemp("usual"))
    project.write({"conf.py": "", "terms.yaml": TERMS, "index.rst": PAGE})
    return project.build().text("index.html")


def set_to(project: Project, name: str, value: str) -> None:
    """Write the page, and a configuration that sets one value."""
    project.write({"conf.py": f"{name} = {value}\n", "index.rst": PAGE})


@pytest.mark.parametrize("value", WRONG)
@pytest.mark.parametrize("name", CHOICES)
def test_what_is_no_choice_is_warned_of(
    project: Project, usual: str, name: str, value: str
) -> None:
    """Sphinx accepts lists of choices, even empty ones, and fails for numbers."""
    set_to(project, name, value)
    built = project.build(warns=[f"conf.py: {name}: WARNING: invalid value "])
    assert "(choose one of " in built.warnings[0]
    assert built.warnings[0].endswith("[medterm.option]")
    assert built.text("index.html") == usual


@pytest.mark.parametrize("value", ["None", "1.5", "1j", "len", "b''"])
@pytest.mark.parametrize("name", BY_TYPE)
def test_a_value_of_the_wrong_type_leaves_the_default(
    project: Project, usual: str, name: str, value: str
) -> None:
    """Sphinx warns of the type, and of a function because it cannot be kept."""
    set_to(project, name, value)
    built = project.build(warns=[f"The config value `{name}' has type "])
    assert built.text("index.html") == usual


@pytest.mark.parametrize(
    ("field", "hint"),
    [
        ("medterm-audiance", "did you mean 'medterm-audience'?"),
        ("medterm_cards", "did you mean 'medterm-cards'?"),
        ("medterm-xyzzy", "the fields are medterm-"),
    ],
)
def test_a_field_of_a_page_that_does_not_exist_is_reported(
    project: Project, field: str, hint: str
) -> None:
    """Or a leaflet would be for professionals, because of one letter."""
    project.write({"index.rst": f":{field}: plain\n:author: A\n\nP\n=\n"})
    (warning,) = project.build(check=False).warnings
    assert f"unknown page field '{field}' ({hint}" in warning
