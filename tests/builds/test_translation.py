"""Data texts are translated by the catalogue of the page that shows them."""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from .conftest import Project, write_catalogue


def test_data_text_is_translated(project: Project) -> None:
    """Markup in the translation works as in the original; words of the format are shown too."""
    write_catalogue(project, "es", "index", {"loss of blood": "pérdida de *sangre*"})
    project.write({"index.rst": "Page\n====\n\n.. medterm:: bleeding\n"})
    built = project.build(language="es", locale_dirs=["locale"])
    definition = built.one("#medterm-bleeding .medterm-definition")
    assert definition.get_text(strip=True) == "pérdida desangre"
    assert definition.select("em")[0].get_text() == "sangre"


def header_only(text: bytes) -> bytes:
    """Write a catalogue that has nothing but a header."""
    start = struct.pack("<9I2I", 0x950412DE, 0, 1, 28, 36, 0, 0, 0, 44, len(text), 45)
    return start + b"\0" + text + b"\0"


DAMAGED = {
    "empty": b"",
    "garbage": b"no catalogue",
    "magic alone": b"\xde\x12\x04\x95",
    "cut header": b"\xde\x12\x04\x95" + bytes(9),
    "offsets outside": struct.pack("<7I", 0x950412DE, 0, 9, 999, 9999, 0, 0),
    "other version": struct.pack("<7I", 0x950412DE, 9 << 16, 0, 28, 28, 0, 0),
    "not UTF-8": header_only(b"Content-Type: text/plain; charset=utf-8\nX: \xff"),
    "unknown charset": header_only(b"Content-Type: text/plain; charset=nowhere\nX: \xff"),
    "charset left out": header_only(b"Content-Type: text/plain"),
    "no plural rule": header_only(b"Plural-Forms: nplurals"),
    "wrong plural rule": header_only(b"Plural-Forms: nplurals=2; plural=(n"),
}


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_catalogue_translates_nothing(project: Project, content: bytes) -> None:
    """Sphinx passes over it, and so does the extension."""
    file = project.src / "locale/es/LC_MESSAGES/index.mo"
    file.parent.mkdir(parents=True)
    file.write_bytes(content)
    project.write({"index.rst": "Page\n====\n\n.. medterm:: bleeding\n"})
    built = project.build(language="es", locale_dirs=["locale"])
    definition = built.one("#medterm-bleeding .medterm-definition")
    assert definition.get_text(strip=True) == "loss of blood"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")
@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("index.mo", Path.mkdir),
        ("index.mo", lambda file: file.symlink_to("nowhere")),
        ("other.mo", lambda file: os.mkfifo(file)),  # Sphinx itself would wait for index.mo
        ("other.mo", lambda file: file.symlink_to("/dev/zero")),
        ("other.mo", lambda file: file.symlink_to(file)),
    ],
    ids=["folder", "dangling link", "pipe", "device", "link to itself"],
)
def test_what_is_no_regular_file_is_no_catalogue(
    project: Project, name: str, make: Callable[[Path], object]
) -> None:
    """Whatever is called like one, nothing is waited for."""
    folder = project.src / "locale/es/LC_MESSAGES"
    folder.mkdir(parents=True)
    make(folder / name)
    project.write({"index.rst": "Page\n====\n\n.. medterm:: bleeding\n"})
    for _again in range(2):
        built = project.build(language="es", locale_dirs=["locale"])
        definition = built.one("#medterm-bleeding .medterm-definition")
        assert definition.get_text(strip=True) == "loss of blood"


def test_names_of_languages_follow_the_project(project: Project) -> None:
    """CLDR names in the language of the project."""
    project.write({"index.rst": "Page\n====\n\n.. medterm:: anemia\n   :show: translations\n"})
    built = project.build(language="de")
    assert "Deutsch: " in built.one(".medterm-translations").get_text()


@pytest.mark.parametrize(
    ("translation", "reason"),
    [
        ("bell\x07", "the control character U+0007"),
        ("a\u202eb", "U+202E"),
        ("  ", "no visible character"),
        ("e" + "\u0301" * 50, "marks on one letter"),
        ("a\u2067b", "U+2067"),
    ],
)
def test_translations_are_checked_as_data_files_are(
    project: Project, translation: str, reason: str
) -> None:
    """The text itself is shown, and that is told once however often it is shown."""
    text = "See :medterm:`zebra` :medterm:def:`zebra`\n\n.. medterm:: zebra\n"
    project.write({"index.rst": f"Page\n====\n\n{text}"})
    write_catalogue(project, "de", "index", {"an unlikely diagnosis": translation})
    built = project.build(language="de", locale_dirs=["locale"], warns=[reason])
    assert "index.mo: the translation of" in built.warnings[0]
    assert built.text("index.html").count("an unlikely diagnosis") == 3


def test_blank_lines_of_translations_end_no_paragraph(project: Project) -> None:
    """In LaTeX they would, in the middle of a command."""
    project.write({"index.rst": "P\n=\n\n:medterm:def:`zebra`\n\n.. medterm:: zebra\n"})
    write_catalogue(project, "de", "index", {"an unlikely diagnosis": "eins\n\nzwei"})
    built = project.build(
        "latex",
        language="de",
        locale_dirs=["locale"],
        latex_documents=[("index", "book.tex", "B", "A", "howto")],
    )
    assert built.text("book.tex").count("eins zwei") == 2


MEANWHILE = """
import os
from pathlib import Path

extensions = ["sphinx_medterm"]
language = "es"
locale_dirs = ["locale"]
gettext_auto_build = False

def other(app, *_):
    '''Put another catalogue in place while pages are written.'''
    file = Path(app.srcdir, "locale/es/LC_MESSAGES/index.mo")
    if (new := file.with_name("other")).exists():
        file.rename(file.with_name("right"))
        new.rename(file)

def right(app, *_):
    '''Put the right one back.'''
    file = Path(app.srcdir, "locale/es/LC_MESSAGES/index.mo")
    if (old := file.with_name("right")).exists():
        file.unlink()
        old.rename(file)

def setup(app):
    app.connect("write-started", other)
    app.connect("build-finished", right)
"""


@pytest.mark.parametrize("parallel", [0, 2])
def test_a_catalogue_is_read_once_in_a_build(project: Project, parallel: int) -> None:
    """A page shows what its digest is made of, or it would stay wrong for good."""
    folder = project.src / "locale" / "es" / "LC_MESSAGES"
    for name, text in (("other", "otra cosa"), ("index.mo", "pérdida de sangre")):
        catalogue = Catalog(locale="es")
        catalogue.add("loss of blood", text)
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / name).open("wb") as file:
            write_mo(file, catalogue)
    project.write({"conf.py": MEANWHILE, "index.rst": "Page\n====\n\n.. medterm:: bleeding\n"})
    for _again in range(2):
        text = project.build(out="html", parallel=parallel).text("index.html")
        assert "pérdida de sangre" in text
