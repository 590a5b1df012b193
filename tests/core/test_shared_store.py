"""A store that others use at the same time: threads, forked processes, and other builds."""

from __future__ import annotations

import gc
import os
import sqlite3
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from sphinx_medterm.codes import BUILT_IN
from sphinx_medterm.records.visible import In, Viewpoint
from sphinx_medterm.termbase import compile as compiling
from sphinx_medterm.termbase import load, own_files, store
from sphinx_medterm.termbase.base import Termbase
from sphinx_medterm.termbase.data_files import DataFiles
from sphinx_medterm.termbase.load import load_termbase, open_termbase
from sphinx_medterm.termbase.seal import seal
from sphinx_medterm.termbase.store import Store, StoreError

from .test_load import TERMS, run

DATA = [Path("terms.yaml")]
needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")


class Folder:
    """A folder with a data file and the store of it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.store = path / "store.sqlite"
        self.edit("two")

    def edit(self, definition: str) -> None:
        """Write the data file."""
        self.data = TERMS.replace("definition: two", f"definition: {definition}")
        self.path.joinpath("terms.yaml").write_text(self.data, encoding="utf-8")

    def open(self) -> Termbase:
        """Open the store, up to date."""
        return open_termbase(self.store, DATA, self.path)

    def others(self, definition: str) -> bytes:
        """Return the store that another build makes of other data."""
        folder = self.path / "other"
        folder.mkdir(exist_ok=True)
        Folder(folder).edit(definition)
        open_termbase(folder / "store.sqlite", DATA, folder)
        return folder.joinpath("store.sqlite").read_bytes()

    def put(self, content: bytes) -> None:
        """Put the store of another build in place, as that would."""
        part = own_files.part_of(self.store)
        part.write_bytes(content)
        part.replace(self.store)

    def change(self, statement: str, is_sealed: bool = True) -> None:
        """Change the store in place, as a fault in the code might."""
        connection = sqlite3.connect(self.store, isolation_level=None)
        connection.execute(statement)
        connection.close()
        if is_sealed:
            seal(self.store)

    def names(self) -> set[str]:
        """List the files, but for what only saves time."""
        return {file.name for file in self.path.iterdir()} - {
            "store-digests.json",
            "store-checked.json",
            "other",
        }


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Folder:
    """Return a folder with a data file; a system that refuses something does so at once."""
    monkeypatch.setattr(own_files, "PAUSES", ())
    return Folder(tmp_path)


def definition(termbase: Termbase) -> str | None:
    """Return what the data say of the term that is edited."""
    return termbase.term("bee").definition


def reads(termbase: Termbase, expected: str) -> bool:
    """Return whether the data say something of the term that is edited."""
    return definition(termbase) == expected


def in_child(act: Callable[[], bool]) -> bool:
    """Return what a process made by forking finds."""
    child = os.fork()
    if not child:
        code = 1
        try:
            code = 0 if act() else 2
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0


# ------------------------------------------------------------------ threads


@pytest.mark.parametrize("is_kept", [True, False])
def test_a_store_may_be_opened_in_one_thread_and_read_in_others(
    folder: Folder, is_kept: bool
) -> None:
    """As programs do that build in the background."""
    termbase = folder.open() if is_kept else load_termbase(DATA, base=folder.path)
    with ThreadPoolExecutor(4) as threads:
        found = list(threads.map(lambda _n: definition(termbase), range(200)))
    assert found == ["two"] * 200
    assert folder.names() == {"terms.yaml"} | ({"store.sqlite"} if is_kept else set())


def test_a_store_may_be_closed_in_another_thread(folder: Folder) -> None:
    """So may it be collected as garbage."""
    opened = Store.open(folder.store) or folder.open()._store
    thread = Thread(target=opened.close)
    thread.start()
    thread.join()
    with pytest.raises(sqlite3.ProgrammingError):
        opened._own_connection().execute("SELECT 1")


# ------------------------------------------------------------------ forks


@needs_fork
@pytest.mark.parametrize("is_kept", [True, False])
def test_a_process_made_by_forking_reads_what_its_parent_reads(
    folder: Folder, is_kept: bool
) -> None:
    """Both in the child and, afterwards, in the parent."""
    termbase = folder.open() if is_kept else load_termbase(DATA, base=folder.path)
    assert in_child(partial(reads, termbase, "two"))
    assert in_child(lambda: in_child(partial(reads, termbase, "two")))
    assert termbase.label("cat") == "cat"


@needs_fork
@pytest.mark.parametrize("becomes", ["other data", "something else", "missing"])
def test_a_process_made_by_forking_reads_the_same_store_whatever_becomes_of_its_name(
    folder: Folder, becomes: str
) -> None:
    """Pages that are written in parallel must agree with each other."""
    termbase = folder.open()
    if becomes == "other data":
        folder.put(folder.others("changed"))
    else:
        folder.store.unlink()
    if becomes == "something else":
        folder.store.write_text("no database", encoding="utf-8")
    for _child in range(2):
        assert in_child(partial(reads, termbase, "two"))
    assert definition(termbase) == "two"
    assert ("store.sqlite" in folder.names()) is (becomes != "missing")


@needs_fork
def test_a_process_can_be_forked_while_another_thread_reads(folder: Folder) -> None:
    """That thread is not there to let go of anything in the child."""
    termbase = folder.open()
    with termbase._store._lock:
        assert in_child(partial(reads, termbase, "two"))


WARNING = """
import gc, os, threading
termbase = open_termbase(Path("store.sqlite"), [Path("terms.yaml")], Path())
readers = [threading.Thread(target=termbase.term, args=["bee"]) for _ in range(3)]
for reader in readers:
    reader.start()
for reader in readers:
    reader.join()
if child := os.fork():
    os.waitpid(child, 0)
assert termbase.term("bee").definition == "two"
del termbase
gc.collect()
print(len(os.listdir("/proc/self/fd")) if os.path.exists("/proc/self/fd") else 4)
"""


@needs_fork
def test_nothing_stays_open(folder: Folder) -> None:
    """Neither in the process that has opened the store nor, of its own, in its child."""
    head = "import sys, warnings\nwarnings.simplefilter('error')\n"
    done = run(head + WARNING, folder.path)
    assert (done.stdout, done.stderr) == ("5\n4\n", "")


# ------------------------------------------------------------------ damage


def failing(code: int | None, message: str, kind: type[sqlite3.Error]) -> Any:
    """Return a connection that cannot be read."""
    error = kind(message)
    if code is not None:
        error.sqlite_errorcode = code

    class Failing:
        def execute(self, *_: object) -> None:
            raise error

        def close(self) -> None:
            pass

    return Failing()


@pytest.mark.parametrize(
    ("code", "message", "kind", "is_damage"),
    [
        (sqlite3.SQLITE_CORRUPT, "database disk image is malformed", sqlite3.DatabaseError, True),
        (sqlite3.SQLITE_CORRUPT_INDEX, "malformed", sqlite3.DatabaseError, True),
        (sqlite3.SQLITE_NOTADB, "file is not a database", sqlite3.DatabaseError, True),
        (sqlite3.SQLITE_ERROR, "no such table: records", sqlite3.OperationalError, True),
        (sqlite3.SQLITE_ERROR, "no such column: senses", sqlite3.OperationalError, True),
        (None, "Could not decode to UTF-8 column", sqlite3.OperationalError, True),
        (None, "created in a thread can only be used there", sqlite3.ProgrammingError, False),
        (sqlite3.SQLITE_MISUSE, "bad parameter", sqlite3.InterfaceError, False),
        (sqlite3.SQLITE_BUSY, "database is locked", sqlite3.OperationalError, False),
        (sqlite3.SQLITE_IOERR_READ, "disk I/O error", sqlite3.OperationalError, False),
        (sqlite3.SQLITE_CANTOPEN, "unable to open database file", sqlite3.OperationalError, False),
        (sqlite3.SQLITE_FULL, "database or disk is full", sqlite3.OperationalError, False),
        (sqlite3.SQLITE_NOMEM, "out of memory", sqlite3.OperationalError, False),
        (sqlite3.SQLITE_ERROR, "too many terms in compound SELECT", sqlite3.Error, False),
    ],
)
def test_only_a_damaged_store_is_removed(
    folder: Folder, code: int | None, message: str, kind: type[sqlite3.Error], is_damage: bool
) -> None:
    """Another fault may be gone in the next build, and the store is sound."""
    opened = folder.open()._store
    opened._connection = failing(code, message, kind)
    with pytest.raises((StoreError, sqlite3.Error), match=message):
        opened.rows("SELECT 1")
    assert folder.store.exists() is not is_damage


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE records SET data = '{' WHERE key = 'bee'",
        "UPDATE records SET data = CAST(x'ff' AS TEXT) WHERE key = 'bee'",
        "ALTER TABLE records RENAME COLUMN data TO dada",
        "UPDATE records SET senses = '{' WHERE key = 'bee'",
        "UPDATE records SET names = '{' WHERE key = 'bee'",
        "UPDATE records SET abbreviations = '{' WHERE key = 'bee'",
    ],
)
def test_a_damaged_record_is_reported_and_the_store_made_anew(
    folder: Folder, statement: str
) -> None:
    """Whichever column it is."""
    folder.open()
    folder.change(statement)
    with pytest.raises(StoreError, match=r"store\.sqlite are damaged.*build again"):
        read_all(folder.open())
    assert not folder.store.exists()
    assert definition(folder.open()) == "two"


def read_all(termbase: Termbase) -> None:
    """Read every column of a term."""
    termbase.depends.look("bee", Viewpoint(In.ENTRY))
    termbase.term("bee")
    termbase.brief("bee")
    termbase.abbreviations("bee")
    termbase.lookup.senses("bee")


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM meta",
        "INSERT INTO meta SELECT * FROM meta",
        "UPDATE meta SET version = CAST(x'ff' AS TEXT)",
        "ALTER TABLE meta RENAME COLUMN version TO date",
        "DROP TABLE meta",
    ],
)
def test_a_store_that_says_something_else_of_itself_is_not_opened(
    folder: Folder, statement: str
) -> None:
    """It may be of any other version, with other columns."""
    folder.open()
    folder.change(statement)
    assert Store.open(folder.store) is None
    assert definition(folder.open()) == "two"


def test_damage_of_a_store_that_was_replaced_meanwhile_leaves_the_new_one(folder: Folder) -> None:
    """It is not the one that was found to be damaged."""
    termbase = folder.open()
    others = folder.others("changed")
    folder.change("UPDATE records SET data = '{' WHERE key = 'bee'")
    folder.put(others)
    with pytest.raises(StoreError, match="damaged"):
        termbase.term("bee")
    assert folder.store.read_bytes() == others


def test_a_damaged_store_that_cannot_be_removed_is_not_trusted_again(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows removes no file that is open."""
    folder.open()
    folder.change("UPDATE records SET data = '{' WHERE key = 'bee'")
    termbase = folder.open()
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", refuse)
        with pytest.raises(StoreError, match="damaged"):
            termbase.term("bee")
    assert definition(folder.open()) == "two"


# ------------------------------------------------------------------ other builds


def refuse(path: Path, *_: object, **__: object) -> None:
    """Refuse to do something with a file, as Windows does while another program has it open."""
    raise PermissionError(13, "used by another process", str(path))


def test_a_store_that_cannot_be_moved_is_used_by_this_build_alone(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The next build finds the one from before, and is right."""
    folder.open()
    before = folder.store.read_bytes()
    folder.edit("zwei")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", refuse)
        termbase = folder.open()
    assert definition(termbase) == "zwei"
    if hasattr(os, "fork"):
        assert in_child(partial(reads, termbase, "zwei"))
        assert definition(termbase) == "zwei"
    assert folder.store.read_bytes() == before
    del termbase
    gc.collect()
    assert folder.names() == {"terms.yaml", "store.sqlite"}
    assert definition(folder.open()) == "zwei"


def test_a_build_goes_on_although_others_replace_its_store_again_and_again(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After some attempts it keeps a store for itself."""
    others = folder.others("changed")

    def replaced(file: Path, *rest: Any) -> Store | None:
        made = store.replace(file, *rest)
        folder.put(others)
        return made

    monkeypatch.setattr(load, "replace", replaced)
    termbase = folder.open()
    assert definition(termbase) == "two"
    assert folder.store.read_bytes() == others
    del termbase
    gc.collect()
    assert folder.names() == {"terms.yaml", "store.sqlite"}


def test_a_store_that_another_build_has_made_of_the_same_data_is_used(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says the same, so nothing is compiled again."""
    folder.open()
    same = folder.store.read_bytes()
    folder.store.unlink()
    made = []

    def replaced(file: Path, *rest: Any) -> Store | None:
        made.append(store.replace(file, *rest))
        folder.put(same)
        return made[-1]

    monkeypatch.setattr(load, "replace", replaced)
    assert definition(folder.open()) == "two"
    assert made == [None]
    assert folder.store.read_bytes() == same


def test_a_store_that_vanishes_at_once_is_made_again(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody may clean up while a build begins."""

    def replaced(file: Path, *rest: Any) -> Store | None:
        made = store.replace(file, *rest)
        file.unlink(missing_ok=True)
        return made

    monkeypatch.setattr(load, "replace", replaced)
    assert definition(folder.open()) == "two"


def test_the_copy_to_be_changed_is_of_the_store_that_was_opened(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By now its name may lead to one of other data."""
    folder.open()
    others = folder.others("changed")
    folder.edit("zwei")
    copied = Store.copy_to

    def copy(opened: Store, target: Path) -> None:
        folder.put(others)
        copied(opened, target)

    monkeypatch.setattr(Store, "copy_to", copy)
    read: list[str] = []
    noted = partial(note_records, read)
    monkeypatch.setattr(compiling, "read_records", noted)
    assert definition(folder.open()) == "zwei"
    assert read[0] == "bee"


def note_records(keys: list[str], document: Any, systems: Any = BUILT_IN) -> Any:
    """Read records, and note the keys of terms."""
    from sphinx_medterm.records.validation import read_records

    records = read_records(document, systems)
    keys.extend(records.terms)
    return records


def test_a_build_removes_what_killed_builds_have_left_but_not_what_others_are_writing(
    folder: Folder,
) -> None:
    """Sometime: when a store is made again."""
    folder.open()
    killed, writing = own_files.part_of(folder.store), own_files.part_of(folder.store)
    for part in (killed, writing):
        part.write_bytes(b"x")
    os.utime(killed, (10**9, 10**9))
    folder.edit("zwei")
    folder.open()
    assert folder.names() == {"terms.yaml", "store.sqlite", writing.name}


# ------------------------------------------------------------------ data files that are edited


def ticked(file: Path) -> None:
    """Wait until a change of a file shows in its times."""
    probe = file.with_name("probe")
    probe.write_bytes(b"")
    before = probe.stat().st_ctime_ns
    while probe.stat().st_ctime_ns == before:
        probe.write_bytes(b"")
    probe.unlink()


@pytest.mark.parametrize("reader", ["read_in_parts", "records"])
def test_a_data_file_that_is_changed_while_it_is_compiled_and_back_is_compiled_again(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, reader: str
) -> None:
    """Its digest is that of the right content, but what was read is something else."""
    data = folder.path / "terms.yaml"
    right = TERMS.replace("see_also: [bee]", "see_also: [bee, none]")
    data.write_text(right, encoding="utf-8")
    read = getattr(DataFiles, reader)
    changes = ["wrong"]

    def changed(*arguments: Any) -> Any:
        ticked(data)
        if changes:
            text = right.replace("definition: one", f"definition: {changes.pop()}")
            data.write_text(text, encoding="utf-8")
        found = read(*arguments)
        found = found if reader == "records" else iter(list(found))
        data.write_text(right, encoding="utf-8")
        return found

    monkeypatch.setattr(DataFiles, reader, changed)
    assert folder.open().term("ant").definition == "one"
    monkeypatch.undo()
    assert folder.open().term("ant").definition == "one"


def test_a_data_file_that_is_saved_all_the_time_does_not_hold_a_build_up(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It says what stood there at some moment; the next build sees the rest."""
    edits = iter(range(100))
    read_in_parts = DataFiles.read_in_parts

    def changed(*arguments: Any) -> Any:
        found = list(read_in_parts(*arguments))
        ticked(folder.store)
        folder.edit(f"edit {next(edits)}")
        return iter(found)

    monkeypatch.setattr(DataFiles, "read_in_parts", changed)
    assert (definition(folder.open()) or "").startswith("edit ")
    last = next(edits) - 1
    assert last < 5
    monkeypatch.undo()
    assert definition(folder.open()) == f"edit {last}"
