"""Pictures and sounds of entries: copied, shown or named, and right after every kind of build."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from bs4 import Tag

from .conftest import TITLES, Built, Project, write_catalogue

SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0{}"/></svg>'
PDF = "%PDF-1.4 {}"
GIF = "GIF89a {}"
SOUND = "ID3 {}"

TERMS = """\
sources: {book: {title: Book}}
terms:
  marrow:
    pronunciation: {ipa: a, audio: m.mp3, region: US}
    definition: inside of bones
    figures:
      - file: pics/m.*
        alt: a *long* bone
        caption: "See the :medterm:`cord`.\\n\\n- or not"
        credit: Doe J
        licence: CC0-1.0
        sources: [book]
  cord:
    senses:
      one:
        definition: in the spine
        figures: [{file: ../shared/m.svg, alt: a spine}]
"""
PAGES = {
    "index.rst": "I\n=\n\n.. toctree::\n\n   one\n   two\n\nText.\n",
    "one.rst": "One\n===\n\n.. medterm:: marrow\n\n.. medterm:: cord\n",
    "two.rst": "Two\n===\n\n.. medterm:: marrow\n   :no-index:\n",
}
FILES = {
    "data/terms.yaml": TERMS,
    "data/m.mp3": SOUND.format(1),
    "data/pics/m.svg": SVG.format(1),
    "data/pics/m.pdf": PDF.format(1),
    "shared/m.svg": SVG.format(2),
    "shared/m.gif": GIF.format(1),
}
CONF: dict[str, Any] = {**TITLES, "medterm_files": ["data/terms.yaml"]}
NOT_SHOWN = "'../shared/m.svg' cannot be shown by the builder '{}'; its words are shown"


@pytest.fixture
def project(project: Project) -> Project:
    """Write two terms with pictures of the same name in different folders."""
    project.write({**PAGES, **FILES})
    project.conf |= CONF
    return project


def images(built: Built, page: str = "one.html") -> list[Tag]:
    """Return the pictures on a page."""
    return built.html(page).select(".medterm-entry img")


def content(built: Built, image: Tag, page: str = "one.html") -> str:
    """Return what is in the file that a picture on a page leads to."""
    return (built.out / page).parent.joinpath(str(image["src"])).read_text(encoding="utf-8")


# ---------------------------------------------------------------------- formats


@pytest.mark.parametrize(
    ("builder", "page"),
    [
        ("html", "one.html"),
        ("dirhtml", "one/index.html"),
        ("singlehtml", "index.html"),
        ("epub", "one.xhtml"),
    ],
)
def test_web_pages_and_books_show_pictures(project: Project, builder: str, page: str) -> None:
    """Each with its own file, though two have one name, with its words, and its caption."""
    built = project.build(builder)
    first, *_, last = images(built, page)[:2] if builder != "singlehtml" else images(built, page)
    assert first["alt"] == "a long bone"
    assert content(built, first, page) == SVG.format(1)
    caption = built.html(page).select_one("figure.medterm-figure figcaption")
    assert caption
    assert re.sub(r"\s+", " ", caption.text.strip()) == (
        "See the cord. or not [a] Credit: Doe J. License: CC0-1.0"
    )
    second = built.html(page).select_one("[id=medterm-cord--one] img")
    assert second
    assert second["alt"] == "a spine"
    assert content(built, second, page) == SVG.format(2)
    assert last


def test_paper_takes_the_format_for_paper(project: Project) -> None:
    """What has none is named, and a warning says so, whichever pages are written."""
    for _again in range(2):
        built = project.build("latex", warns=[NOT_SHOWN.format("latex")])
    (name,) = re.findall(r"sphinxincludegraphics\{\{(.*?)\}\.pdf\}", built.text("p.tex"))[:1]
    assert (built.out / f"{name}.pdf").read_text(encoding="utf-8") == PDF.format(1)
    assert r"\begin{figure}[H]" in built.text("p.tex")
    assert r"\caption" not in built.text("p.tex")
    assert "Figure:" in built.text("p.tex")
    assert "a spine" in built.text("p.tex")


def test_other_formats_of_a_file_are_taken_where_they_suit(project: Project) -> None:
    """Texinfo shows neither SVG nor PDF, but GIF."""
    terms = TERMS.replace("m.svg", "m.*").replace("pics/m.*", "../shared/m.*")
    project.write({"data/terms.yaml": terms})
    built = project.build("texinfo")
    (name, *_) = re.findall(r"@image\{p-figures/([^,]*),", built.text("p.texi"))
    assert (built.out / "p-figures" / f"{name}.gif").read_text(encoding="utf-8") == GIF.format(1)


@pytest.mark.parametrize(("builder", "file"), [("text", "one.txt"), ("man", "p.1")])
def test_plain_text_names_pictures(project: Project, builder: str, file: str) -> None:
    """With their words, captions and credits; sounds are nothing there."""
    text = project.build(builder).text(file).replace("\\-", "-")
    assert "a long bone" in text
    assert "a spine" in text
    assert "Credit: Doe J. License: CC0-1.0" in text
    assert "image" not in text
    assert "mp3" not in text


def test_messages_have_the_words_of_pictures(project: Project) -> None:
    """Each text once, also of a picture that is not there."""
    (project.src / "shared/m.svg").unlink()
    catalogue = project.build("gettext", warns=["'../shared/m.svg' does not exist"]).text("one.pot")
    for text in ("a *long* bone", "See the :medterm:`cord`.", "or not", "a spine"):
        assert catalogue.count(f'msgid "{text}"') == 1


def test_words_of_pictures_are_translated(project: Project) -> None:
    """What screen readers say, too; a new translation writes the page again."""
    project.build()
    conf: dict[str, Any] = {"language": "de", "locale_dirs": ["locale"], "gettext_compact": False}
    project.build(**conf)
    see = "See the :medterm:`cord`."
    said = {"a *long* bone": "ein *langer* Knochen", see: "Siehe :medterm:`cord`."}
    write_catalogue(project, "de", "one", said)
    built = project.build(**conf)
    assert images(built)[0]["alt"] == "ein langer Knochen"
    assert "Siehe cord" in built.html("one.html").text


def test_converters_of_sphinx_convert_pictures(project: Project) -> None:
    """As those of pages: what an extension makes PDF of can be shown on paper."""
    project.write({"conf.py": CONVERTING})
    built = project.build("latex")
    found = re.findall(r"sphinxincludegraphics\{\{(.*?)\}\.pdf\}", built.text("p.tex"))
    texts = {(built.out / f"{name}.pdf").read_text(encoding="utf-8") for name in found}
    assert texts == {PDF.format(1), "%PDF converted"}


CONVERTING = """
from pathlib import Path
from sphinx.transforms.post_transforms.images import ImageConverter

class Converter(ImageConverter):
    conversion_rules = [("image/svg+xml", "application/pdf")]

    def is_available(self):
        return True

    def convert(self, source, target):
        Path(target).write_text("%PDF converted")
        return True

def setup(app):
    app.add_post_transform(Converter)
"""


# ---------------------------------------------------------------------- sounds


@pytest.mark.parametrize(
    ("builder", "page"),
    [("html", "one.html"), ("dirhtml", "one/index.html"), ("singlehtml", "index.html")],
)
def test_web_pages_play_sounds(project: Project, builder: str, page: str) -> None:
    """With the control of the browser, named for screen readers, and nothing loaded unasked."""
    project.write({"data/terms.yaml": TERMS.replace("m.mp3", "m.*"), "data/m.ogg": "OggS"})
    built = project.build(builder)
    control = built.one(".medterm-entry[id=medterm-marrow] audio", page)
    assert control.attrs == {
        "controls": "controls",
        "preload": "none",
        "aria-label": "Pronunciation of marrow (US)",
    }
    kinds = [source["type"] for source in control.select("source")]
    assert kinds == ["audio/mpeg", "audio/ogg"]
    assert [link["href"] for link in control.select("a")] == [control.select("source")[0]["src"]]
    for source in control.select("source"):
        assert (built.out / page).parent.joinpath(str(source["src"])).is_file()
    assert not built.html(page).select(".medterm-card audio, .medterm-card img")


def test_books_play_what_all_their_readers_play(project: Project) -> None:
    """And have it in their list of files."""
    project.write({"data/terms.yaml": TERMS.replace("m.mp3", "m.*"), "data/m.ogg": "OggS"})
    built = project.build("epub")
    control = built.html("one.xhtml").select_one("audio")
    assert control
    assert [source["type"] for source in control.select("source")] == ["audio/mpeg"]
    assert not control.select("a"), "EPUB has links to pages only"
    assert built.text("content.opf").count("audio/mpeg") == 1


def test_sounds_are_hidden_with_the_pronunciation(project: Project) -> None:
    """And pictures with the section of their own, those of senses too."""
    project.write({"one.rst": PAGES["one.rst"].replace("cord\n", "cord\n   :hide: figures\n")})
    built = project.build(medterm_hide=["pronunciation"])
    assert not built.html("one.html").select("audio")
    assert len(images(built)) == 1


# ---------------------------------------------------------------------- after every kind of build


def written(project: Project) -> list[str]:
    """Build web pages again, and return those with entries that were written."""
    built = project.build()
    assert built.read == []
    return [name for name in built.written if name != "index"]  # it lists the others


@pytest.mark.parametrize("builder", ["html", "singlehtml", "epub", "latex"])
def test_a_picture_that_has_changed_is_copied_again(project: Project, builder: str) -> None:
    """Under the name it had, though neither the data nor a page has changed."""
    conf: dict[str, Any] = {"suppress_warnings": ["medterm.media"]}
    before = project.build(builder, **conf)
    files = sorted(file.name for file in before.out.rglob("m-*"))
    suffix, new = ("pdf", PDF.format(7)) if builder == "latex" else ("svg", SVG.format(7))
    project.write({f"data/pics/m.{suffix}": new})
    after = project.build(builder, **conf)
    assert sorted(file.name for file in after.out.rglob("m-*")) == files
    found = [file.read_bytes().decode() for file in after.out.rglob(f"m-*.{suffix}")]
    assert new in found


def test_only_pages_with_the_picture_are_written_again(project: Project) -> None:
    """A build without changes writes none."""
    project.build()
    assert written(project) == []
    project.write({"shared/m.svg": SVG.format(5)})
    assert written(project) == ["one"]
    project.write({"data/m.mp3": SOUND.format(5)})
    assert written(project) == ["one", "two"]
    assert written(project) == []


def test_a_picture_that_appears_or_goes_heals(project: Project) -> None:
    """The entry is shown without it meanwhile, and each build reports it."""
    picture = project.src / "shared/m.svg"
    kept = picture.read_text(encoding="utf-8")
    picture.unlink()
    fault = "terms.cord.senses.one.figures[0].file: '../shared/m.svg' does not exist"
    for _again in range(2):
        built = project.build(warns=[fault])
        assert "in the spine" in built.html("one.html").text
        assert "a spine" not in built.text("one.html")
    picture.write_text(kept, encoding="utf-8")
    assert written(project) == ["one"]
    picture.unlink()
    assert "one" in project.build(warns=[fault]).written


def test_names_of_files_do_not_depend_on_what_is_written(project: Project) -> None:
    """The tenth build, one in parallel and one of a single page have the same as the first."""
    page = ".. image:: shared/m.svg\n.. image:: data/pics/m.svg\n"
    first = project.build(out="first", doctrees="first-trees")
    project.write({"index.rst": PAGES["index.rst"] + page})
    project.build(out="first", doctrees="first-trees")
    project.write({"two.rst": PAGES["two.rst"] + "\nMore.\n"})
    late = project.build(out="first", doctrees="first-trees")
    fresh = project.build(out="fresh", doctrees="fresh-trees")
    parallel = project.build(out="parallel", doctrees="parallel-trees", parallel=2)
    for page in ("one.html", "two.html", "index.html"):
        assert late.text(page) == fresh.text(page) == parallel.text(page)
    names = [
        sorted(file.name for file in (built.out / "_images").iterdir())
        for built in (late, fresh, parallel)
    ]
    assert names[0] == names[1] == names[2]
    assert first.out == late.out


def test_pages_may_show_the_same_pictures(project: Project) -> None:
    """A picture of a page and one of an entry have files of their own."""
    project.write({"index.rst": PAGES["index.rst"] + "\n.. figure:: shared/m.svg\n\n   Fig.\n"})
    built = project.build(numfig=True)
    (own,) = built.html("index.html").select("img")
    assert own["src"] == "_images/m.svg"
    assert (built.out / "_images/m.svg").is_file()
    assert "m-" in str(images(built)[0]["src"])


# ---------------------------------------------------------------------- strangers


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
def test_files_of_strangers_lead_nowhere_else(project: Project, tmp_path: Path) -> None:
    """Neither a link nor a path out of the project has anything copied."""
    secret = tmp_path / "secret.svg"
    secret.write_text(SVG.format(9), encoding="utf-8")
    (project.src / "data/pics/link.svg").symlink_to(secret)
    outside = os.path.relpath(secret, project.src / "data")
    terms = TERMS.replace("pics/m.*", "pics/link.svg").replace("../shared/m.svg", outside)
    project.write({"data/terms.yaml": terms})
    fault = "is neither in the folder of the data file nor in the project"
    built = project.build(warns=[fault, fault])
    assert images(built) == []
    assert not (built.out / "_images").exists() or not list(built.out.glob("_images/*.svg"))


def test_files_named_strangely_are_copied_under_plain_names(project: Project) -> None:
    """Spaces, percent signs and letters of other scripts are trouble in addresses and in TeX."""
    names = ["a b.svg", "100%.svg", "костный мозг.svg", "#a&{}.svg"]
    figures = "".join(f"      - {{file: 'pics/{name}', alt: x}}\n" for name in names)
    terms = (
        f"terms:\n  marrow:\n    definition: x\n    figures:\n{figures}  cord: {{definition: y}}\n"
    )
    project.write({"data/terms.yaml": terms, **{f"data/pics/{n}": SVG.format(1) for n in names}})
    built = project.build()
    assert len(images(built)) == len(names)
    for image in images(built):
        assert re.fullmatch(r"_images/[A-Za-z0-9-]+\.svg", str(image["src"]))
        assert content(built, image) == SVG.format(1)


def test_a_picture_and_a_sound_may_share_a_name(project: Project) -> None:
    """Without its suffix: each is shown as what it is."""
    shared = "{audio: m.*}, figures: [{file: m.*, alt: x}]"
    terms = (
        f"terms:\n  marrow: {{definition: x, pronunciation: {shared}}}\n  cord: {{definition: y}}\n"
    )
    project.write({"data/terms.yaml": terms, "data/m.svg": SVG.format(1)})
    built = project.build()
    (image,) = images(built)
    assert content(built, image) == SVG.format(1)
    assert len(built.html("one.html").select("audio")) == 1
