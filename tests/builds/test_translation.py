"""Data texts are translated by the catalogue of the page that shows them."""

from __future__ import annotations

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po

from .conftest import Project


def write_catalogue(project: Project, language: str, page: str, messages: dict[str, str]) -> None:
    """Write the translations of a page's messages."""
    catalogue = Catalog(locale=language)
    for text, translation in messages.items():
        catalogue.add(text, translation)
    folder = project.src / "locale" / language / "LC_MESSAGES"
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / f"{page}.po").open("wb") as file:
        write_po(file, catalogue)


def test_data_text_is_translated(project: Project) -> None:
    """Markup in the translation works as in the original; words of the format are shown too."""
    write_catalogue(project, "es", "index", {"loss of blood": "pérdida de *sangre*"})
    project.write({"index.rst": "Page\n====\n\n.. medterm:: bleeding\n"})
    built = project.build(language="es", locale_dirs=["locale"])
    definition = built.one("#medterm-bleeding .medterm-definition")
    assert definition.get_text(strip=True) == "pérdida desangre"
    assert definition.select("em")[0].get_text() == "sangre"


def test_names_of_languages_follow_the_project(project: Project) -> None:
    """CLDR names in the language of the project."""
    project.write({"index.rst": "Page\n====\n\n.. medterm:: anemia\n   :show: translations\n"})
    built = project.build(language="de")
    assert "Deutsch: " in built.one(".medterm-translations").get_text()
