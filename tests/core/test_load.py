"""A termbase that is kept up to date says what one that is compiled anew says."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sphinx_medterm.codes import BUILT_IN
from sphinx_medterm.formats import yaml
from sphinx_medterm.records.collected import Records
from sphinx_medterm.records.validation import read_records
from sphinx_medterm.termbase import compile as compiling
from sphinx_medterm.termbase.base import Termbase
from sphinx_medterm.termbase.load import load_termbase, open_termbase
from sphinx_medterm.termbase.store import StoreError

from .conftest import entry_digest

TERMS = """\
sources:
  book: {title: A book}
terms:
  ant:
    definition: one
    see_also: [bee]
  bee:
    label: Bee
    definition: two
  cat: {definition: three, sources: [book]}
"""


@pytest.fixture
def opened(tmp_path: Path) -> Callable[[str], Termbase]:
    """Give a function that writes the data file and opens the store of it."""

    def opened(text: str) -> Termbase:
        file = tmp_path / "terms.yaml"
        file.write_text(text, encoding="utf-8")
        return open_termbase(tmp_path / "store.sqlite", [Path("terms.yaml")], tmp_path)

    return opened


Opened = Callable[[str], Termbase]


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note the keys of all terms that are read while compiling."""
    keys: list[str] = []

    def noted(document: Any, systems: Any) -> Records:
        records = read_records(document, systems)
        keys.extend(records.terms)
        return records

    monkeypatch.setattr(compiling, "read_records", noted)
    return keys


# ------------------------------------------------------------------ what is read again


def test_an_unchanged_file_is_not_read(opened: Opened, read: list[str]) -> None:
    """The store says it all."""
    opened(TERMS)
    read.clear()
    assert opened(TERMS).label("bee") == "Bee"
    assert read == []


@pytest.mark.parametrize(
    ("old", "new", "keys"),
    [
        ("definition: two", "definition: zwei", ["bee"]),
        ("  bee:\n", "  bug: {definition: new}\n  bee:\n", ["bug"]),
        ("    definition: one\n", "    definition: one\n    # a remark\n", ["ant"]),
        ("terms:\n", "# a remark\n\nterms:\n", []),
        ("A book", "Another book", []),
        ("  cat: {definition: three, sources: [book]}\n", "", []),
    ],
)
def test_a_change_reads_the_records_that_have_changed(
    opened: Opened, read: list[str], old: str, new: str, keys: list[str]
) -> None:
    """And no others, however many there are."""
    opened(TERMS)
    read.clear()
    termbase = opened(TERMS.replace(old, new))
    assert read == keys
    assert termbase.diagnostics == []


def test_moved_records_are_not_read_but_found_on_their_new_lines(
    opened: Opened, read: list[str]
) -> None:
    """Lines are those of the file as it is now."""
    opened(TERMS)
    read.clear()
    termbase = opened(f"# one\n# two\n\n{TERMS}")
    assert read == []
    assert termbase.origin("bee").line == 10


def test_a_record_with_a_finding_is_read_each_time_its_file_changes(
    opened: Opened, read: list[str]
) -> None:
    """So that the finding is told with the line it is on now."""
    faulty = TERMS.replace("label: Bee", "lable: Bee")
    assert [d.position for d in opened(faulty).diagnostics] == [(8, 5)]
    read.clear()
    assert [d.position for d in opened(f"\n\n{faulty}").diagnostics] == [(10, 5)]
    assert read == ["bee"]


def test_the_progress_names_the_files_that_are_read(tmp_path: Path) -> None:
    """Those that have not changed are not among them."""
    files = [Path("a.yaml"), Path("b.yaml")]
    shown: list[Path] = []

    def progress(changed: Any) -> Any:
        shown.extend(changed)
        return changed

    for name in files:
        tmp_path.joinpath(name).write_text(f"terms: {{{name.stem}: x}}", encoding="utf-8")
    open_termbase(tmp_path / "store", files, tmp_path, progress)
    tmp_path.joinpath("b.yaml").write_text("terms: {}", encoding="utf-8")
    open_termbase(tmp_path / "store", files, tmp_path, progress)
    assert shown == [*files, Path("b.yaml")]


def test_a_change_that_keeps_size_and_time_is_seen(opened: Opened, tmp_path: Path) -> None:
    """A file is another one when it has been written, whatever its time says."""
    opened(TERMS)
    before = tmp_path.joinpath("terms.yaml").stat()
    for _pass in range(2):
        file = tmp_path / "terms.yaml"
        file.write_text(TERMS.replace("two", "TWO"), encoding="utf-8")
        os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns - 10**10))
        found = open_termbase(tmp_path / "store.sqlite", [Path("terms.yaml")], tmp_path)
        assert found.term("bee").definition == "TWO"


def test_folders_may_have_any_name(tmp_path: Path) -> None:
    """Signs that mean something in addresses are only signs."""
    folder = tmp_path / ("50 % #1 é" if os.name == "nt" else "50 % #1 é?")
    folder.mkdir()
    folder.joinpath("terms.yaml").write_text(TERMS, encoding="utf-8")
    termbase = open_termbase(folder / "store.sqlite", [Path("terms.yaml")], folder)
    assert termbase.label("bee") == "Bee"
    assert sorted(f.name for f in tmp_path.rglob("*.sqlite*")) == ["store.sqlite"]


# ------------------------------------------------------------------ a store in doubt


def damaged(store: Path) -> dict[str, Callable[[], Any]]:
    """List ways in which a store can be damaged."""
    content = store.read_bytes()
    middle = len(content) // 2
    return {
        "cut short": lambda: store.write_bytes(content[:middle]),
        "empty": lambda: store.write_bytes(b""),
        "something else": lambda: store.write_text("no database", encoding="utf-8"),
        "one byte": lambda: store.write_bytes(
            content[:middle] + bytes([content[middle] ^ 1]) + content[middle + 1 :]
        ),
        "missing": store.unlink,
    }


@pytest.mark.parametrize("how", ["cut short", "empty", "something else", "one byte", "missing"])
def test_a_damaged_store_is_made_anew(
    opened: Opened, tmp_path: Path, read: list[str], how: str
) -> None:
    """Nothing of it is trusted."""
    opened(TERMS)
    read.clear()
    damaged(tmp_path / "store.sqlite")[how]()
    assert opened(TERMS).label("bee") == "Bee"
    assert read == ["ant", "bee", "cat"]


def test_a_store_of_another_version_is_made_anew(
    opened: Opened, read: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other code may put other things into it."""
    opened(TERMS)
    read.clear()
    monkeypatch.setattr("sphinx_medterm.termbase.store._version", lambda _settings: "another")
    opened(TERMS)
    assert read == ["ant", "bee", "cat"]


def test_a_store_of_other_code_systems_is_made_anew(tmp_path: Path, read: list[str]) -> None:
    """What has been checked by the systems of another configuration is not trusted."""
    text = "terms:\n  a:\n    definition: x\n    codes: [LOCAL:12, LOCAL:ab]\n"
    (tmp_path / "t.yaml").write_text(text, encoding="utf-8")
    local = BUILT_IN.with_own({"LOCAL": {"pattern": "[a-z]+"}})
    other = BUILT_IN.with_own({"LOCAL": {"pattern": "[0-9]+"}})
    found = {}
    for name, systems in {"none": BUILT_IN, "local": local, "same": local, "other": other}.items():
        read.clear()
        termbase = open_termbase(
            tmp_path / "store.sqlite", [Path("t.yaml")], tmp_path, systems=systems
        )
        assert [code.code for code in termbase.term("a").codes] == ["12", "ab"]
        odd = [finding.message.split("'")[1] for finding in termbase.diagnostics]
        found[name] = (read == ["a"], odd)
    assert found == {
        "none": (True, []),
        "local": (True, ["12"]),
        "same": (False, ["12"]),
        "other": (True, ["ab"]),
    }


def test_a_store_that_cannot_be_written_says_where_and_what_to_do(
    opened: Opened, tmp_path: Path
) -> None:
    """What was there before stays."""
    opened(TERMS)
    store, elsewhere = tmp_path / "store.sqlite", tmp_path / "elsewhere"
    store.rename(elsewhere)
    store.mkdir()
    with pytest.raises(StoreError, match=r"store\.sqlite: it is a folder; remove this folder"):
        opened(TERMS.replace("two", "zwei"))
    store.rmdir()
    elsewhere.rename(store)
    assert opened(TERMS).term("bee").definition == "two"
    assert not list(tmp_path.glob("*.part"))


def run(code: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run some Python in a process of its own that works in a folder."""
    head = "from pathlib import Path\nfrom sphinx_medterm.termbase.load import open_termbase\n"
    return subprocess.run(
        [sys.executable, "-c", head + code],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        capture_output=True,
        text=True,
        check=False,
    )


FULL_DISK = """
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
open_termbase(Path("store.sqlite"), [Path("terms.yaml")], Path())
"""


@pytest.mark.skipif(os.name == "nt", reason="no limit for the size of files can be set")
def test_a_full_disk_leaves_no_part_of_a_store(tmp_path: Path) -> None:
    """It is written whole or not at all."""
    records = "".join(f"  t{number}: {{definition: {'x' * 500}}}\n" for number in range(200))
    tmp_path.joinpath("terms.yaml").write_text(f"terms:\n{records}", encoding="utf-8")
    done = run(FULL_DISK, tmp_path)
    assert "StoreError: the compiled terms cannot be stored in store.sqlite" in done.stderr
    assert sorted(file.name for file in tmp_path.iterdir()) == ["terms.yaml"]


FORKED = """
import os
termbase = open_termbase(Path("store.sqlite"), [Path("terms.yaml")], Path())
assert termbase.label("ant") == "ant"
if child := os.fork():
    print(os.waitpid(child, 0)[1], termbase.label("cat"))
else:
    os._exit(termbase.term("bee").definition != "two")
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are not made by forking")
def test_a_store_is_read_in_a_process_made_by_forking(opened: Opened, tmp_path: Path) -> None:
    """Builds do so with ``-j``."""
    opened(TERMS)
    assert run(FORKED, tmp_path).stdout == "0 cat\n"


LOADED = """
import sys
from sphinx_medterm.termbase.contents import ENTRY, Contents, Item
termbase = open_termbase(Path("store.sqlite"), [Path("terms.yaml")], Path())
assert termbase.find("BEE").key == "bee"
assert Contents(termbase).digest_of(Item(ENTRY, "ant"))
late = {"pydantic", "yaml", "rapidfuzz", "tomllib", "sphinx_medterm.names.word_lists"}
print(sorted(late & set(sys.modules)))
"""


def test_what_has_not_changed_needs_neither_model_nor_readers(
    opened: Opened, tmp_path: Path
) -> None:
    """They take longer to load than a build without changes may take."""
    opened(TERMS)
    assert run(LOADED, tmp_path).stdout == "[]\n"


# ------------------------------------------------------------------ the same as compiled anew

RECORDS = [
    "  a:\n    definition: one\n",
    "  a:\n    definition: other\n    see_also: [b, none]\n",
    "  b: {definition: two, broader: [a], related: [c]}\n",
    "  b:\n    # a remark\n    definition: two\n\n",
    "  c:\n    definition: >\n      folded :medterm:`b`\n\n      text\n",
    '  c:\n    definition: "over\n      lines"\n    narrower: [a]\n',
    "  d: &d\n    definition: an anchor\n",
    "  e: *d\n",
    "  e: {definition: *d}\n",
    "  d: {definition: &d y, label: *d}\n",
    "  f: {definition: [wrong], synonyms: [g]}\n",
    "  f: {definition: x, labell: y, synonyms: [G]}\n",
    '  g:\n    definition: "not closed\n',
    "  two words: {definition: x}\n",
    "  two-words: {definition: y}\n",
    "  i:\n    definition: |\n      terms:\n      a: b\n",
    '  j: {definition: "like\n  b: a record"}\n',
    "  ? k\n  : {definition: x}\n",
    "  m:\n    definition: x\n    sources: [s1, s2]\n    etymology: {parts: [p-, q-]}\n",
    "  n: {definition: x, related_conditions: [{term: a}, {relation: y}, {label: z}]}\n",
    "  o: {definition: x, codes: ['MESH:D006411', wrong]}\n",
    "  p: {definition: x, former_keys: [a, old, old-c]}\n",
    "  q:\n    definition: x\n    former_keys: [old]\n    related_conditions: [{term: old}]\n",
    "  r: {definition: 'of :medterm:`old`', broader: [old, none], replaced_by: old-c}\n",
    "  p: {definition: x, broader: [q], related: [r]}\n",
    "  q: {definition: x, broader: [r], narrower: [p]}\n",
    "  r: {definition: x, broader: [p, r], contrast: [q, q]}\n",
    "  r: {definition: x, narrower: [q], status: superseded, replaced_by: s}\n",
    "  s: {definition: x, status: superseded, replaced_by: r}\n",
    "  s: {definition: x, status: superseded, replaced_by: t, translations: {ger: T}}\n",
    "  t: {definition: x}\n",
    "# at the margin\n",
    "\n",
    "    deeper: x\n",
    " less: x\n",
    "\tx: tab\n",
    "---\n",
    "sources:\n  s1: {title: One}\n  s2:\n    title: Two\nterms:\n",
]
SOUND = [record for record in RECORDS if record.startswith("  ") and "not closed" not in record]
HEADS = [
    "sources:\n  s1: {title: One}\nterms:\n",
    "sources: {s1: {title: One}, s2: {title: Two}}\nword_parts:\n  p-: {gloss: p}\nterms:\n",
    "terms:\n",
    "glossary: {title: x, wrong: y}\nword_parts:\n  q-:\n    note: ':medterm:`a`'\nterms: # here\n",
    "terms: &all\n",
    "",
]


def texts(records: list[str], most: int) -> st.SearchStrategy[str]:
    """Make files of some records."""
    parts = st.lists(st.sampled_from(records), max_size=most).map("".join)
    return st.builds(str.__add__, st.sampled_from(HEADS), parts)


@pytest.mark.parametrize("end", ["\x85", "\u2028", "\u2029"], ids=ascii)
@pytest.mark.parametrize("part", [1, 5000])
def test_line_ends_that_only_yaml_knows_make_no_difference_to_later_builds(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, end: str, part: int
) -> None:
    """Lines are counted alike, whether a record is read with those before it or without."""
    monkeypatch.setattr(yaml, "PART", part)
    long = f"  g:\n    definition: x{end}    label: c\n"
    other = "  f:\n    definition: x\n    related: [c1]\n"
    for records in (other + long, long + other):
        (tmp_path / "terms.yaml").write_text(f"terms:\n{records}", encoding="utf-8")
        kept = open_termbase(tmp_path / "store.sqlite", [Path("terms.yaml")], tmp_path)
        assert told(kept) == told(load_termbase([Path("terms.yaml")], base=tmp_path))


FILES = st.one_of(texts(SOUND, 8), texts(SOUND, 8), texts(RECORDS, 6), st.none())
STATES = st.lists(st.tuples(FILES, FILES, st.booleans()), min_size=2, max_size=5)


def told(termbase: Termbase) -> dict[str, Any]:
    """Tell all that a termbase says."""
    names = ["a", "B", "g", "two words", "none", "c#x", "old", "Old-C", *termbase]
    return {
        "findings": [str(finding) for finding in termbase.diagnostics],
        "terms": {key: termbase.term(key) for key in termbase},
        "briefs": [termbase.brief(key) for key in termbase],
        "origins": [str(termbase.origin(key)) for key in termbase],
        "digests": [entry_digest(termbase, key) for key in termbase],
        "former": termbase.lookup.former,
        "leads": [sorted(termbase.depends.leads_to(key)) for key in termbase],
        "found": [termbase.find(name) for name in names],
        "hints": [termbase.lookup.hint(name) for name in ("bb", "two word", "a#x")],
    }


@settings(max_examples=settings().max_examples // 2)  # each compiles files a dozen times
@given(STATES, st.sampled_from([1, 2, 5000]))
def test_a_store_kept_up_to_date_equals_one_made_anew(
    states: list[tuple[str | None, str | None, bool]], part: int
) -> None:
    """Law: whatever became of the files, in whatever order, and however large the parts."""
    folder = Path(tempfile.mkdtemp())
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(yaml, "PART", part)
            for one, two, swapped in states:
                for name, text in (("one.yaml", one), ("two.yaml", two)):
                    folder.joinpath(name).unlink(missing_ok=True)
                    if text is not None:
                        folder.joinpath(name).write_text(text, encoding="utf-8")
                files = [Path("two.yaml"), Path("one.yaml")][:: 1 if swapped else -1]
                kept = open_termbase(folder / "store.sqlite", files, folder)
                patch.setattr(yaml, "PART", 5000)
                assert told(kept) == told(load_termbase(files, base=folder))
                patch.setattr(yaml, "PART", part)
    finally:
        shutil.rmtree(folder)
