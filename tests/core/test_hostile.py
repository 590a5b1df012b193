"""Files that are none, names that spoil a line, and mistakes that are made thousands of times.

What is large here is large enough for anything but linear work to be noticed.
"""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from sphinx_medterm.cli.main import main
from sphinx_medterm.diagnostics import (
    LISTED,
    SHOWN_OF_A_KIND,
    Diagnostic,
    Severity,
    Subtype,
    file_name,
    listed,
    summed_up,
)
from sphinx_medterm.formats import _yaml_aliases, files
from sphinx_medterm.formats._yaml_aliases import MAX_ALIASED_TEXT
from sphinx_medterm.formats.document import Document
from sphinx_medterm.formats.read import read_file
from sphinx_medterm.termbase.base import Termbase
from sphinx_medterm.termbase.file_digests import Digests, status_of
from sphinx_medterm.termbase.load import load_termbase, open_termbase

Read = Callable[..., Document]
Load = Callable[..., Termbase]

GOOD = "terms:\n  a: {definition: x}\n"
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such files")


# ------------------------------------------------------------------ what is no file


def make_pipe(file: Path) -> None:
    """Make a pipe that nobody writes to."""
    os.mkfifo(file)


def make_socket(file: Path) -> None:
    """Make a socket, whose full path may be too long for the system."""
    folder = Path.cwd()
    os.chdir(file.parent)
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(file.name)
    finally:
        os.chdir(folder)


def make_endless(file: Path) -> None:
    """Link to a device that never comes to an end."""
    file.symlink_to("/dev/zero")


def make_huge(file: Path) -> None:
    """Make a file that is too large, but takes no room."""
    with file.open("wb") as made:
        made.truncate(2**40)


NO_FILES = [
    (make_pipe, "it is a pipe, not a regular file", "file"),
    (make_socket, "it is a socket, not a regular file", "file"),
    (make_endless, "it is a device, not a regular file", "file"),
    (Path.mkdir, "it is a folder, not a regular file", "file"),
    (make_huge, "it has more than 256 MB", "limit"),
]


@posix_only
@pytest.mark.parametrize(("make", "reason", "subtype"), NO_FILES)
def test_what_is_no_regular_file_is_told_and_not_waited_for(
    tmp_path: Path, make: Callable[[Path], None], reason: str, subtype: str
) -> None:
    """Whatever asks for its content or its digest; the other files are used."""
    file = tmp_path / "terms.yaml"
    make(file)
    (tmp_path / "good.yaml").write_text(GOOD, encoding="utf-8")
    names = [Path("terms.yaml"), Path("good.yaml")]
    for _again in range(2):
        termbase = open_termbase(tmp_path / "store", names, tmp_path)
        assert list(map(str, termbase.diagnostics)) == [
            f"terms.yaml: error: the file cannot be read: {reason} [medterm.{subtype}]"
        ]
        assert list(termbase) == ["a"]
    digests = Digests(tmp_path)
    assert digests.of(file.name) != digests.of("none.yaml")


@posix_only
def test_a_pipe_that_becomes_a_file_is_read(tmp_path: Path) -> None:
    """What is kept of a file that could not be read does not outlive the reason."""
    file, store = tmp_path / "terms.yaml", tmp_path / "store"
    os.mkfifo(file)
    assert len(open_termbase(store, [Path("terms.yaml")], tmp_path)) == 0
    file.unlink()
    file.write_text(GOOD, encoding="utf-8")
    assert list(open_termbase(store, [Path("terms.yaml")], tmp_path)) == ["a"]


@posix_only
def test_a_file_that_is_replaced_by_a_pipe_while_it_is_opened_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The kind of the open file counts, not what was there when the system was asked first."""
    file = tmp_path / "terms.yaml"
    file.write_text(GOOD, encoding="utf-8")
    before = file.stat()
    file.unlink()
    os.mkfifo(file)
    monkeypatch.setattr(files, "status_on_disk", lambda _file: before)
    (finding,) = read_file(file).diagnostics
    assert finding.message == "the file cannot be read: it is a pipe, not a regular file"


def test_a_file_that_grows_beyond_the_limit_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The size that the system states is not relied upon."""
    monkeypatch.setattr(files, "MAX_SIZE", 2**20)
    monkeypatch.setattr(files, "_check", lambda _status: None)
    file = tmp_path / "terms.yaml"
    file.write_bytes(b" " * (2**20 + 1))
    (finding,) = read_file(file).diagnostics
    assert finding.message == "the file cannot be read: it has more than 1 MB"


@pytest.mark.parametrize("name", ["a\0b.yaml", "\ud800.yaml"])
def test_a_name_that_no_file_can_have_is_told(tmp_path: Path, name: str) -> None:
    """The system refuses some names before it looks for the file."""
    (finding,) = load_termbase([Path(name)], base=tmp_path).diagnostics
    assert finding.subtype is Subtype.FILE
    assert status_of(tmp_path / name) is None


# ------------------------------------------------------------------ pipes on the command line


def fed(file: Path, content: str) -> threading.Thread:
    """Make a pipe, and write to it as soon as it is read."""
    os.mkfifo(file)
    thread = threading.Thread(target=file.write_text, args=[content], daemon=True)
    thread.start()
    return thread


@posix_only
def test_pipes_that_are_named_one_by_one_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each once, however often its content is asked for; one without suffix is YAML or JSON."""
    monkeypatch.chdir(tmp_path)
    writers = [
        fed(Path("terms.toml"), "[terms.a]\ndefinition = 'x'\nsee_also = ['none']\n"),
        fed(Path("yaml"), "terms:\n  a: {definition: y}\n"),
        fed(Path("json"), '{"terms": {"b": {"definition": "x", "codes": ["LOCAL:1"]}}}'),
        fed(Path("codes"), "LOCAL: {pattern: '[a-z]'}"),
    ]
    assert main(["check", "terms.toml", "yaml", "json", "--code-systems", "codes"]) == 1
    lines = capsys.readouterr().out.replace(": warning: ", ": error: ").splitlines()
    found = [line.partition(": error: ") for line in lines]
    assert [(place, text.partition(";")[0]) for place, _error, text in found] == [
        ("terms.toml:3:1", "terms.a.see_also[0]: no term has the key 'none'"),
        ("yaml:2:3", "terms.a: 'a' is already defined"),
        (
            "json:1:47",
            "terms.b.codes[0]: '1' does not look like a code of LOCAL: expected text that"
            " matches [a-z]",
        ),
    ]
    for writer in writers:
        writer.join(10)
    assert not files.is_piped(Path("yaml"))


@posix_only
def test_a_pipe_without_end_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """At the size that no data file may have."""
    monkeypatch.setattr(files, "MAX_SIZE", 2**20)
    monkeypatch.chdir(tmp_path)
    os.mkfifo("endless")
    stop = threading.Event()

    def write() -> None:
        try:
            with Path("endless").open("wb", buffering=0) as pipe:
                while not stop.is_set():
                    pipe.write(b"x" * 2**16)
        except BrokenPipeError:
            pass

    writer = threading.Thread(target=write, daemon=True)
    writer.start()
    assert main(["check", "-q", "endless"]) == 1
    stop.set()
    writer.join(10)
    assert capsys.readouterr().out == (
        "endless: error: the file cannot be read: it has more than 1 MB"
        " (run 'medterm explain limit') [medterm.limit]\n"
    )


@posix_only
def test_pipes_that_a_glob_matches_are_reported_and_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Only who names a pipe wants it to be waited for."""
    monkeypatch.chdir(tmp_path)
    os.mkfifo("pipe.yaml")
    Path("good.yaml").write_text(GOOD, encoding="utf-8")
    assert main(["check", "*.yaml"]) == 1
    assert capsys.readouterr() == (
        "pipe.yaml: error: the file cannot be read: it is a pipe, not a regular file"
        " (run 'medterm explain file') [medterm.file]\n",
        "1 term in 2 files: 1 error, 0 warnings\n",
    )


# ------------------------------------------------------------------ names of files


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("some folder/größe (1).yaml", "some folder/größe (1).yaml"),
        ("کتاب\u200cها.yaml", "کتاب\u200cها.yaml"),
        ("a\x1b[31m.yaml", r"a\x1b[31m.yaml"),
        ("a\nb\rc\td.yaml", r"a\nb\rc\td.yaml"),
        ("a\u202eb\u2028.yaml", r"a\u202eb\u2028.yaml"),
        ("gr\udcf6\udcdfe.yaml", r"gr\xf6\xdfe.yaml"),
        ("\ud800.yaml", r"\ud800.yaml"),
    ],
)
def test_names_of_files_are_written_on_one_line(name: str, shown: str) -> None:
    """Ordinary names can be clicked on; what would spoil the line is escaped."""
    assert file_name(Path(name)) == shown
    finding = Diagnostic(
        severity=Severity.ERROR, subtype=Subtype.FILE, message="no", file=Path(name)
    )
    assert str(finding) == f"{shown}: error: no [medterm.file]"


@posix_only
@pytest.mark.parametrize("name", [b"gr\xf6\xdfe", b"\x1b[31m", b"a\nb", "größe".encode()])
def test_files_of_any_name_are_read_and_told_of(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsysbinary: pytest.CaptureFixture[bytes],
    name: bytes,
) -> None:
    """By name or by a glob, from the store too, with places in files of such names."""
    monkeypatch.chdir(tmp_path)
    for number in (1, 2):
        file = os.fsdecode(name + b"%d.yaml" % number)
        text = f"terms:\n  a: {{definition: x{number}, see_also: [none]}}\n"
        Path(file).write_text(text, encoding="utf-8")
    first = file_name(os.fsdecode(name + b"1.yaml"))
    assert main(["check", "*.yaml", os.fsdecode(name + b"2.yaml")]) == 1
    out = capsysbinary.readouterr().out.decode()
    assert f"{first}:2:34: error: terms.a.see_also[0]: no term has" in out
    assert f"(the first one is at {first}:2)" in out
    files = [Path(os.fsdecode(name + b"1.yaml"))]
    for _again in range(2):
        termbase = open_termbase(tmp_path / "store", files, tmp_path)
        assert str(termbase.origin("a")) == f"{first}:2"


@posix_only
def test_a_file_is_read_and_named_where_the_system_knows_ascii_only(tmp_path: Path) -> None:
    """As in containers and in jobs that run at night."""
    tmp_path.joinpath("é.yaml").write_text("terms: {a: {definition: ü, nope: x}}", encoding="utf-8")
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    for given in ("é.yaml", "."):
        done = subprocess.run(
            [sys.executable, "-m", "sphinx_medterm", "check", given],
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2]), **ascii_only},
            capture_output=True,
            check=False,
        )
        assert done.returncode == 1
        assert b".yaml:1:28: error: terms.a.nope: unknown field 'nope'" in done.stdout
        assert b"Traceback" not in done.stderr


# ------------------------------------------------------------------ half characters


@pytest.mark.parametrize(
    ("content", "place", "path"),
    [
        (
            '{"terms": {"a": {"definition": "x",\n "n\\ud800": 1}}}',
            (2, 2),
            ("terms", "a", "n\ud800"),
        ),
        ('{"terms": {"a": {"definition": "x"},\n "\\udfff": {}}}', (2, 2), ("terms", "\udfff")),
        ('{"\\ud800": [{"\\ud800": 1}], "terms": {"a": "x"}}', None, None),
        ('{"terms": {"a": {"definition": "x",\n "senses": {"\\ud800": {}}}}}', None, None),
        ('{"terms": {"a": {"definition": "x",\n "translations": {"\\ud800": "x"}}}}', None, None),
        ('{"terms": {"a": {"definition": "x",\n "synonyms": ["\\ud800"]}}}', None, None),
    ],
)
def test_half_characters_in_json_are_told_at_their_place(
    load: Load, content: str, place: tuple[int, int] | None, path: tuple[str, ...] | None
) -> None:
    """In keys and values, on every level; a whole one written in two halves is right."""
    found = load({"t.json": content}).diagnostics
    assert found
    assert all(finding.position for finding in found)
    "\n".join(map(str, found)).encode()
    if place:
        assert (found[0].position, found[0].path) == (place, path)
        assert "contains half a character; it is left out with its value" in found[0].message
    assert not load({"t.json": '{"terms": {"a": {"definition": "\\ud83e\\ude78"}}}'}).diagnostics


# ------------------------------------------------------------------ aliases


def test_aliases_may_not_multiply_the_text_of_a_file(read: Read) -> None:
    """A few hundred aliases of one long text would make a store of hundreds of megabytes."""
    length = MAX_ALIASED_TEXT // 100
    start = f"a: &x {{k: [{'y' * (length - 1)}]}}\n"
    document = read(start + "".join(f"b{n}: *x\n" for n in range(100)))
    assert document.diagnostics == []
    document = read(start + "".join(f"b{n}: *x\n" for n in range(101)))
    (finding,) = document.diagnostics
    assert (finding.subtype, finding.position) == (Subtype.LIMIT, (102, 7))
    assert finding.message == "aliases add more than 5,000,000 characters"
    assert document.data is None


def test_what_an_anchor_holds_is_measured_once(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    """However many aliases repeat it."""
    measured: list[Any] = []
    measure = _yaml_aliases._measure

    def noted(value: Any) -> _yaml_aliases.Size:
        measured.append(value)
        return measure(value)

    monkeypatch.setattr(_yaml_aliases, "_measure", noted)
    document = read("a: &x [y, z]\nb: [" + "*x , " * 1000 + "]\nc: &unused [y]\n")
    assert (len(document.data["b"]), len(measured)) == (1000, 1)


# ------------------------------------------------------------------ many findings


def finding(message: str, file: str = "t.yaml", subtype: Subtype = Subtype.FIELD) -> Diagnostic:
    """Make an error."""
    return Diagnostic(severity=Severity.ERROR, subtype=subtype, message=message, file=Path(file))


def test_findings_of_one_kind_are_counted_after_the_first_few() -> None:
    """In each file for itself; other kinds between them are not concerned."""
    other = finding("it is something else")
    found = [finding(f"unknown field 'it\\'s {n}' of {n}") for n in range(1000)]
    shown = summed_up([*found[:500], other, *found[500:], *(finding("x 1", "u.yaml"),) * 21])
    assert shown[:SHOWN_OF_A_KIND] == found[:SHOWN_OF_A_KIND]
    first, *rest = shown[SHOWN_OF_A_KIND:]
    assert first.message == f"980 more of this kind from here on: {found[20].message}"
    assert (first.count, first.severity, first.subtype) == (980, "error", "field")
    assert rest == [other, *(finding("x 1", "u.yaml"),) * 21]


N = 30_000
MANY = {
    "unknown fields": (
        "t.yaml",
        "terms:\n  a:\n    definition: x\n" + "".join(f"    f{n}: x\n" for n in range(N)),
        f"{N - 20:,} more of this kind from here on: unknown field 'f20'",
    ),
    "the same key": (
        "t.yaml",
        "terms:\n  a:\n    definition: x\n    label: x\n" + "    label: y\n" * N,
        f"{N - 20:,} more of this kind from here on: the key 'label' appears twice",
    ),
    "the same key in JSON": (
        "t.json",
        '{"terms": {"a": {"definition": "x"' + ',\n"label": "x"' * N + "}}}",
        f"{N - 21:,} more of this kind from here on: the key 'label' appears twice",
    ),
    "faulty codes": (
        "t.yaml",
        "terms:\n  a:\n    definition: x\n    codes:\n"
        + "".join(f"    - MESH:{n}\n    - MESH:D006411\n" for n in range(N // 4)),
        f"{N // 4 - 20:,} more of this kind from here on: '20' does not look like a code of MESH",
    ),
    "forbidden characters": (
        "t.yaml",
        GOOD + "# \x07\n" * N,
        f"{N - 20:,} more of this kind from here on: YAML does not allow the control character",
    ),
    "commas in braces": (
        "t.yaml",
        f"terms:\n  a: {{definition: 'x',{' b,' * N}}}\n",
        f"{N - 20:,} more of this kind from here on: inside {{…}}, no colon follows 'b'",
    ),
    "nothing in a list, and what leads nowhere behind it": (
        "t.yaml",
        "terms:\n  a:\n    definition: x\n    see_also:\n"
        + "    - ''\n" * (N // 4)
        + "".join(f"    - b{n}\n" for n in range(N // 4)),
        f"{N // 4 - 20:,} more of this kind from here on: no term has the key 'b20'",
    ),
    "conditions": (
        "t.yaml",
        "terms:\n  a:\n    definition: x\n    related_conditions:\n"
        + "    - {relation: x}\n    - {label: x, codes: [MEHS:1]}\n" * (N // 20),
        f"{N // 20 - 20:,} more of this kind from here on: unknown code system 'MEHS'",
    ),
}


@pytest.mark.parametrize(("name", "content", "message"), MANY.values(), ids=MANY)
def test_a_mistake_that_is_made_very_often_is_summed_up(
    load: Load, name: str, content: str, message: str
) -> None:
    """In time that grows with the file and no faster, at the place of the first not listed."""
    found = load({name: content}).diagnostics
    text = "\n".join(map(str, found))
    assert len(text) < 10_000
    summary = [finding for finding in found if finding.message.startswith(message)]
    assert len(summary) == 1
    assert summary[0].position is not None
    assert sum(finding.count for finding in found) >= N // 20


def test_the_places_of_items_behind_those_left_out_are_right(load: Load) -> None:
    """Also in lists inside of lists, and when items are left out more than once."""
    codes = "codes: ['MESH:1', MEHS:2, [], MEHS:4]"
    text = (
        "terms:\n  a:\n    definition: x\n    related_conditions:\n"
        f"    - {{relation: x}}\n    - {{label: x, {codes}}}\n"
        f"    - [no]\n    - {{label: y, {codes}}}\n"
    )
    found = load(text).diagnostics
    places = {d.path[2:]: d.position.line for d in found if d.position}
    conditions = {("related_conditions", number): 5 + number for number in (0, 2)}
    inside = {
        ("related_conditions", place, "codes", number): 5 + place
        for place in (1, 3)
        for number in range(4)
    }
    assert places == conditions | inside


def test_the_summary_counts_all_findings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Those that are not listed, too, of data files and of code systems."""
    monkeypatch.chdir(tmp_path)
    fields = "".join(f", f{n}: x" for n in range(50))
    Path("t.yaml").write_text(f"terms: {{a: {{definition: x{fields}}}}}", encoding="utf-8")
    system = {f"f{n}": 1 for n in range(51)}
    Path("c.json").write_text(json.dumps({"A": system}), encoding="utf-8")
    assert main(["check", "t.yaml", "--code-systems", "c.json"]) == 1
    printed = capsys.readouterr()
    assert len(printed.out.splitlines()) == 2 * (SHOWN_OF_A_KIND + 1)
    assert printed.err == "1 term in 1 file: 101 errors, 0 warnings\n"


# ------------------------------------------------------------------ long lists


def test_long_lists_in_messages_are_cut() -> None:
    """The first few names, and the number of the others; a long name is cut, too."""
    names = [f"n{n}" for n in range(1, LISTED + 1)]
    assert listed(["a", "b"]) == "a, b"
    assert listed([*names, "last"], " or ") == " or ".join([*names, "last"])
    assert listed([*names, *names]) == f"{', '.join(names)} and {LISTED} more"
    assert len(listed(["x" * 1000])) < 110


def test_a_name_of_thousands_of_terms_makes_a_short_hint(load: Load) -> None:
    """It says how many terms there are, and does not ask for the glossary of each."""
    terms = {f"k{n:05}": {"label": "x", "definition": "d"} for n in range(32_000)}
    termbase = load({"t.json": json.dumps({"terms": terms})})
    hint = termbase.lookup.which(termbase.find("x"))
    assert hint.startswith("write a key (k00000, k00001, ")
    assert hint.endswith(" and 31,990 more)")
