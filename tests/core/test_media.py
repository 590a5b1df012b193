"""The pictures and sounds that terms name: which names are accepted, and what is said of files."""

from __future__ import annotations

import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_medterm.diagnostics import Severity, Subtype
from sphinx_medterm.records.attached import attached_in
from sphinx_medterm.records.collected import Records
from sphinx_medterm.records.media_files import (
    PICTURES,
    SOUNDS,
    candidates,
    file_flaw,
    pattern_of,
)
from sphinx_medterm.records.pictures import Figure
from sphinx_medterm.reports.changes import changes_between
from sphinx_medterm.reports.entry_data import entry_of
from sphinx_medterm.reports.entry_lines import entry_lines
from sphinx_medterm.reports.terminal import painter
from sphinx_medterm.termbase import attachments
from sphinx_medterm.termbase.base import Termbase
from sphinx_medterm.termbase.load import load_termbase, open_termbase

Load = Callable[..., Termbase]
Check = Callable[..., Records]

SVG = '<svg xmlns="http://www.w3.org/2000/svg"/>'

# ---------------------------------------------------------------------- names


@pytest.mark.parametrize(
    "name",
    ["a.svg", "figures/a.PNG", "../a.jpg", "a b.jpeg", "ä.gif", "a.b.pdf", "a.*", "./a.svg"],
)
def test_names_of_pictures(name: str) -> None:
    """Relative to the data file, with the suffix of a format that builders know, or of any."""
    assert file_flaw(name, PICTURES) is None


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("/etc/a.svg", "not the name of a file near"),
        ("//host/a.svg", "not the name of a file near"),
        ("C:/a.svg", "not the name of a file near"),
        ("http://example.org/a.svg", "not the name of a file near"),
        ("file:a.svg", "not the name of a file near"),
        ("data:image/svg+xml,a.svg", "not the name of a file near"),
        ("figures\\a.svg", "backslash"),
        ("a\u202e.svg", "cannot be seen"),
        ("a.exe", "its suffix is not .svg, .pdf"),
        ("a.html", "its suffix"),
        ("a.svgz", "its suffix"),
        ("a.mp3", "its suffix"),
        ("a", "its suffix"),
        (".svg", "its suffix"),
        ("folder/", "its suffix"),
    ],
)
def test_names_that_are_not_accepted(check: Check, name: str, reason: str) -> None:
    """Data files may come from strangers; the picture alone is left out, with a hint."""
    records = check(
        f"terms: {{a: {{definition: x, figures: [{{file: {json.dumps(name)}, alt: y}}, b.svg]}}}}"
    )
    refused, *_ = records.diagnostics
    assert reason in refused.message
    assert refused.hint
    assert refused.severity is Severity.ERROR
    assert [figure.file for figure in records.terms["a"].figures] == ["b.svg"]


@given(st.text("aA.*/\\: svgpnjdfi3", max_size=12).map(str.strip))
def test_editors_accept_what_checks_accept(name: str) -> None:
    """The pattern of the schema leaves only what cannot be seen to the checks."""
    matches = re.search(pattern_of(PICTURES), name) is not None
    is_nameless = Path(name).suffix == ""  # such as '.svg', the name of a hidden file
    assert matches == (file_flaw(name, PICTURES) is None) or is_nameless


def test_any_format_stands_for_all() -> None:
    """In the order in which builders of web pages would choose."""
    assert candidates("f/a.*", SOUNDS) == ["f/a.mp3", "f/a.ogg", "f/a.wav"]
    assert candidates("f/a.svg", PICTURES) == ["f/a.svg"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [("image: a.svg", "figures"), ("pictures: [a.svg]", "figures")],
)
def test_other_names_of_the_field(check: Check, written: str, meant: str) -> None:
    """A hint says what it is called here."""
    (fault,) = check(f"terms: {{a: {{definition: x, {written}}}}}").diagnostics
    assert f"did you mean '{meant}'?" in fault.hint


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("src: a.svg", "file"),
        ("alt_text: x", "alt"),
        ("author: x", "credit"),
        ("license: x", "licence"),
        ("legend: x", "caption"),
    ],
)
def test_other_names_of_the_fields_of_a_picture(check: Check, written: str, meant: str) -> None:
    """As other formats have them."""
    content = f"terms: {{a: {{definition: x, figures: [{{file: a.svg, alt: x, {written}}}]}}}}"
    found = check(content).diagnostics
    assert f"did you mean '{meant}'?" in found[0].hint


# ---------------------------------------------------------------------- records


def test_a_term_lists_its_files(check: Check) -> None:
    """With the place of each in the record."""
    term = check(
        """
terms:
  a:
    pronunciation: [{ipa: x, audio: a.mp3}, {ipa: y}]
    figures: [{file: a.svg, alt: x}]
    senses: {one: {definition: x, figures: [{file: b.*, alt: x}]}}
"""
    ).terms["a"]
    assert list(attached_in(term)) == [
        (("pronunciation", 0, "audio"), "a.mp3", SOUNDS),
        (("figures", 0, "file"), "a.svg", PICTURES),
        (("senses", "one", "figures", 0, "file"), "b.*", PICTURES),
    ]


@pytest.mark.parametrize(
    ("figures", "path"),
    [
        ("figures: a.svg", ("terms", "a", "figures", 0)),
        ("figures: [{file: a.svg, alt: x}, b.svg]", ("terms", "a", "figures", 1)),
        (
            "senses: {one: {definition: y, figures: [a.svg]}}",
            ("terms", "a", "senses", "one", "figures", 0),
        ),
    ],
)
def test_a_picture_without_words_is_reported(
    check: Check, figures: str, path: tuple[str | int, ...]
) -> None:
    """It is kept; readers who cannot see it would have nothing (WCAG 2.2 SC 1.1.1)."""
    records = check(f"terms: {{a: {{label: x, {figures}}}}}")
    (found,) = records.diagnostics
    assert (found.subtype, found.severity) == (Subtype.MEDIA, Severity.WARNING)
    assert found.path == path
    assert "'alt' is missing" in found.message
    assert found.hint
    assert len(list(attached_in(records.terms["a"]))) == figures.count(".svg")


@pytest.mark.parametrize(
    ("figure", "message"),
    [
        ("{file: a.svg, alt: TODO}", "is not written yet"),
        ("{file: a.svg, alt: x, caption: '???'}", "is not written yet"),
        ("{file: a.svg, alt: x, credit: tbd}", "is not written yet"),
        ("{file: a.svg, alt: x, caption: '<b>'}", "HTML"),
    ],
)
def test_words_of_pictures_are_looked_through(load: Load, figure: str, message: str) -> None:
    """As all texts of records are."""
    termbase = load(f"terms: {{a: {{definition: x, figures: [{figure}]}}}}")
    assert [one for one in termbase.diagnostics if message in one.message]


# ---------------------------------------------------------------------- files


def faults(folder: Path, figures: str, name: str = "data/terms.yaml") -> list[str]:
    """Return what is wrong with pictures that exist in a project, without their places."""
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"terms: {{a: {{definition: x, figures: {figures}}}}}", encoding="utf-8")
    found = load_termbase([name], base=folder).diagnostics
    assert all(one.position and one.subtype == Subtype.MEDIA and one.hint for one in found)
    return [f"{one.message} ({one.hint})" for one in found]


def test_files_that_can_be_shown(tmp_path: Path) -> None:
    """Beside the data file, below it, and elsewhere in the project."""
    for name in ("data/a.svg", "data/b/c.svg", "shared/d.svg"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(SVG, encoding="utf-8")
    names = ("a.svg", "b/c.svg", "../shared/d.svg", "b/../a.svg", "../shared/d.*")
    assert faults(tmp_path, f"[{', '.join(f'{{file: {one!r}, alt: x}}' for one in names)}]") == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("marow.svg", "'marow.svg' does not exist; it is left out (did you mean 'marrow.svg'?)"),
        ("zzz.svg", "'zzz.svg' does not exist; it is left out (it is looked for at data/zzz.svg)"),
        ("no/a.svg", "does not exist"),
        ("zzz.*", "'zzz.*' has no format that can be used; it is left out (it is looked for at"),
        ("../../out.svg", "is neither in the folder of the data file nor in the project"),
        ("../../out.*", "is neither in the folder of the data file nor in the project"),
        ("../../missing.svg", "is neither in the folder of the data file nor in the project"),
        ("folder.svg", "cannot be read: it is a folder"),
        ("page.svg", "is not the kind of file that its suffix says"),
        ("page.png", "is not the kind of file that its suffix says"),
        ("large.gif", "has more than 20 MB"),
    ],
)
def test_files_that_cannot_be_shown(tmp_path: Path, name: str, expected: str) -> None:
    """Each is reported with its place and a hint, and everything else of the term is kept."""
    project = tmp_path / "project"
    (project / "data/folder.svg").mkdir(parents=True)
    (tmp_path / "out.svg").write_text(SVG, encoding="utf-8")
    (project / "data/marrow.svg").write_text(SVG, encoding="utf-8")
    for page in ("page.svg", "page.png"):
        (project / "data" / page).write_text("<html><script>", encoding="utf-8")
    with (project / "data/large.gif").open("wb") as large:
        large.truncate(attachments.MAX_MEDIA_SIZE + 1)
    (fault,) = faults(project, f"[{{file: {name!r}, alt: x}}]")
    assert expected in fault


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes need a privilege there")
def test_links_and_pipes(tmp_path: Path) -> None:
    """A link may lead to another picture of the project, but not out of it; no pipe is read."""
    project = tmp_path / "project"
    (project / "data").mkdir(parents=True)
    (project / "a.svg").write_text(SVG, encoding="utf-8")
    (tmp_path / "out.svg").write_text(SVG, encoding="utf-8")
    (project / "data/inside.svg").symlink_to("../a.svg")
    (project / "data/outside.svg").symlink_to("../../out.svg")
    (project / "data/folder").symlink_to(tmp_path)
    (project / "data/loop.svg").symlink_to("loop.svg")
    os.mkfifo(project / "data/pipe.svg")
    names = ("inside.svg", "outside.svg", "folder/out.svg", "loop.svg", "pipe.svg")
    found = faults(project, f"[{', '.join(f'{{file: {one}, alt: x}}' for one in names)}]")
    outside, folder, loop, pipe = found
    assert "is neither in" in outside
    assert "is neither in" in folder
    assert "does not exist" in loop
    assert "it is a pipe" in pipe


def test_data_files_elsewhere_have_pictures_of_their_own(tmp_path: Path) -> None:
    """One that is not in the project may name what is in its own folder."""
    project, other = tmp_path / "project", tmp_path / "other"
    project.mkdir()
    other.mkdir()
    (other / "a.svg").write_text(SVG, encoding="utf-8")
    assert faults(project, "[{file: a.svg, alt: x}]", "../other/terms.yaml") == []


@pytest.mark.parametrize(
    ("suffix", "content", "usable"),
    [
        (".svg", b"<?xml version='1.0'?>\n<svg>", True),
        (".svg", b"<x:svg xmlns:x='http://www.w3.org/2000/svg'>", True),
        (".pdf", b"%PDF-1.7", True),
        (".pdf", b"<svg>", False),
        (".png", b"\x89PNG\r\n\x1a\n", True),
        (".jpg", b"\xff\xd8\xff\xe0", True),
        (".jpeg", b"\x89PNG\r\n\x1a\n", False),
        (".gif", b"GIF89a", True),
    ],
)
def test_content_is_what_the_suffix_says(
    tmp_path: Path, suffix: str, content: bytes, usable: bool
) -> None:
    """TeX stops at a picture that is something else."""
    (tmp_path / "data").mkdir()
    (tmp_path / f"data/a{suffix}").write_bytes(content)
    assert bool(faults(tmp_path, f"[{{file: a{suffix}, alt: x}}]")) != usable


def test_formats_that_can_be_shown_are_taken(tmp_path: Path) -> None:
    """Of several, one that is broken does not keep the others from being shown."""
    (tmp_path / "a.svg").write_text(SVG, encoding="utf-8")
    (tmp_path / "a.png").write_text("no picture", encoding="utf-8")
    terms = "terms: {a: {definition: x, figures: [{file: a.*, alt: x}]}}"
    (tmp_path / "terms.yaml").write_text(terms, encoding="utf-8")
    termbase = load_termbase(["terms.yaml"], base=tmp_path)
    assert termbase.diagnostics == []
    assert termbase.media("a", "a.*", PICTURES) == [("a.svg", tmp_path / "a.svg")]
    assert termbase.all_media() == {("a", "a.*"): ["a.svg"]}


# ---------------------------------------------------------------------- the store


def test_the_store_follows_pictures(tmp_path: Path) -> None:
    """One that comes, changes or goes is noted, though no data file has changed."""
    terms = "terms: {a: {definition: x, figures: [{file: a.svg, alt: x}]}, b: {definition: y}}"
    (tmp_path / "terms.yaml").write_text(terms, encoding="utf-8")
    picture = tmp_path / "a.svg"

    def state() -> tuple[int, str, str]:
        termbase = open_termbase(tmp_path / "store", [Path("terms.yaml")], tmp_path)
        seen = termbase.media_digest("a", ["a.svg"])
        return len(termbase.diagnostics), termbase.digest_of_files, seen

    states = [state(), state()]
    assert states[0] == states[1]
    assert states[0][0] == 1
    for content in (SVG, SVG + " ", SVG):
        picture.write_text(content, encoding="utf-8")
        states.append(state())
        assert states[-1][0] == 0
        assert states[-1] not in states[:2]
    assert states[-1] == states[-3] != states[-2]
    picture.unlink()
    assert state() == states[0]


def test_terms_without_pictures_ask_for_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither the disk nor the tables."""
    monkeypatch.setattr(attachments, "status_of", lambda _file: pytest.fail("asked the disk"))
    (tmp_path / "terms.yaml").write_text("terms: {b: {definition: y}}", encoding="utf-8")
    termbase = load_termbase(["terms.yaml"], base=tmp_path)
    assert termbase.media_digest("b", []) == ""


def test_a_record_that_is_left_out_names_nothing(tmp_path: Path) -> None:
    """The second term of a key is not shown, so its picture may be missing."""
    for name in ("one.yaml", "two.yaml"):
        figure = ", figures: [{file: no.svg, alt: x}]" if name == "two.yaml" else ""
        content = f"terms: {{a: {{definition: x{figure}}}}}"
        (tmp_path / name).write_text(content, encoding="utf-8")
    found = load_termbase(["one.yaml", "two.yaml"], base=tmp_path).diagnostics
    assert [one.subtype for one in found] == [Subtype.DUPLICATE_KEY]


# ---------------------------------------------------------------------- reports

SHOWN = """
sources: {book: {title: Book}}
terms:
  a:
    pronunciation: [{ipa: x, audio: a.mp3, region: UK}]
    figures:
      - {file: a.svg, alt: a *thing*, caption: "See :medterm:`a`.", credit: Doe J, licence: CC0,
         sources: [book]}
    senses:
      one: {definition: x, figures: [{file: b.svg, alt: of one}]}
"""


def test_entries_in_a_terminal_name_files(load: Load) -> None:
    """With all that is said of them."""
    lines = "\n".join(entry_lines(entry_of(load(SHOWN), "a"), 200, painter(False)))
    assert "Figures  a.svg a thing. See a. Credit: Doe J. License: CC0. [1]" in lines
    assert "Sounds   a.mp3 (UK)" in lines
    assert "Figure: b.svg of one." in lines


def test_changes_name_pictures_by_their_files(load: Load) -> None:
    """A new caption is a change of that picture."""
    before = load(SHOWN)
    after = load({"new.yaml": SHOWN.replace("of one", "of two").replace("CC0", "CC BY 4.0")})
    (changed,) = changes_between(before, after)["terms"].changed
    assert [(one.path, one.old, one.new) for one in changed.changes] == [
        ("senses.one.figures[b.svg].alt", "of one", "of two"),
        ("figures[a.svg].licence", "CC0", "CC BY 4.0"),
    ]


def test_a_text_is_short_for_a_picture() -> None:
    """As elsewhere in the data files."""
    assert Figure.model_validate("a.svg").file == "a.svg"


def test_the_demo_has_each_drawing_in_all_formats() -> None:
    """Those for paper are made from those for the web by hand."""
    folder = Path(__file__).parents[2] / "docs/figures"
    drawings = sorted(folder.glob("*.svg"))
    assert [drawing.stem for drawing in drawings] == ["marrow", "spinal-canal"]
    for drawing in drawings:
        text = drawing.read_text(encoding="utf-8")
        assert "<title" in text
        assert "<desc" in text
        assert not re.search(r"<script|<foreignObject|<style|font-face|href|url\(|\son\w+=", text)
        for suffix in (".pdf", ".png"):
            assert drawing.with_suffix(suffix).is_file()


def test_a_file_is_looked_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many pictures of however many terms it is, and however large."""
    looked: list[str] = []
    flaw_of = attachments.flaw_of

    def look(path: Path, data_file: str, base: Path) -> attachments.Flaw | None:
        looked.append(str(path))
        return flaw_of(path, data_file, base)

    monkeypatch.setattr(attachments, "flaw_of", look)
    (tmp_path / "a.svg").write_text(SVG, encoding="utf-8")
    figures = ", ".join(f"{{file: a.svg, alt: x{n}}}" for n in range(30))
    terms = "\n".join(f"  t{n}: {{definition: x, figures: [{figures}]}}" for n in range(30))
    (tmp_path / "terms.yaml").write_text(f"terms:\n{terms}\n", encoding="utf-8")
    assert load_termbase(["terms.yaml"], base=tmp_path).diagnostics == []
    assert looked == ["a.svg"]


def test_many_pictures_take_no_more_than_their_share(tmp_path: Path) -> None:
    """A term with 5,000 of them would hang if each asked for all others."""
    figures = "\n".join(f"      - {{file: a{n}.svg, alt: x}}" for n in range(5_000))
    content = f"terms:\n  t:\n    definition: x\n    figures:\n{figures}\n"
    (tmp_path / "terms.yaml").write_text(content, encoding="utf-8")
    (tmp_path / "a1.svg").write_text(SVG, encoding="utf-8")
    termbase = load_termbase(["terms.yaml"], base=tmp_path)
    assert sum(one.count for one in termbase.diagnostics) == 4_999
    assert termbase.media_digest("t", [f"a{n}.svg" for n in range(5_000)])
    assert [n for n in range(5_000) if termbase.media("t", f"a{n}.svg", PICTURES)] == [1]
