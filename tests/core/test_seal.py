"""The seal of a store: whatever happens to the file is found out before anything is read of it."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from sphinx_medterm.termbase.load import load_termbase, open_termbase
from sphinx_medterm.termbase.open_file import OpenFile
from sphinx_medterm.termbase.seal import is_sound, status_file
from sphinx_medterm.termbase.store import Store, StoreError

NAMES = [Path("terms.yaml")]

needs_links = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs links and pipes")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """Return the store of some terms, and pages that nothing uses any more."""
    file = tmp_path / "medterm.sqlite"
    for number in (400, 40):
        terms = "terms:\n" + "".join(
            f"  t{n}: {{definition: number {n}, label: T{n}}}\n" for n in range(number)
        )
        (tmp_path / "terms.yaml").write_text(terms, encoding="utf-8")
        open_termbase(file, NAMES, tmp_path)
    return file


def stated(file: Path) -> list[object]:
    """Open a store, and return all that it says of terms."""
    return list(open_termbase(file, NAMES, file.parent).stated("terms"))


def right(file: Path) -> list[object]:
    """Return what the data file says of terms, without a store."""
    return list(load_termbase(NAMES, base=file.parent).stated("terms"))


def keep_times(file: Path, change: Callable[[], object]) -> None:
    """Change a file as a fault of the disk or a careless tool might: its times stay."""
    times = file.stat()
    change()
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))


def test_a_flipped_bit_is_found_out_wherever_it_is(store: Path) -> None:
    """In the header, the seal itself, pages in use, and pages that nothing uses."""
    content = store.read_bytes()
    with sqlite3.connect(store) as connection:
        ((unused,),) = connection.execute("PRAGMA freelist_count").fetchall()
    connection.close()
    assert unused
    places = [*range(100), *range(100, len(content), 997), len(content) - 1]
    for place in places:
        flipped = bytearray(content)
        flipped[place] ^= 1 << place % 8
        store.write_bytes(flipped)
        assert Store.open(store) is None, place
        opened = OpenFile(store)
        assert not is_sound(opened), place
        opened.close()


def cut(file: Path) -> None:
    """Leave only the first half."""
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def cut_a_byte(file: Path) -> None:
    """Leave all but the last byte."""
    file.write_bytes(file.read_bytes()[:-1])


def lengthen(file: Path) -> None:
    """Add a page that nothing refers to."""
    file.write_bytes(file.read_bytes() + bytes(4096))


def empty(file: Path) -> None:
    """Leave nothing."""
    file.write_bytes(b"")


def swap_pages(file: Path) -> None:
    """Exchange two pages."""
    content = file.read_bytes()
    file.write_bytes(content[:4096] + content[8192:12288] + content[4096:8192] + content[12288:])


def change_a_definition(file: Path) -> None:
    """Let the database say something else, in good order."""
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("UPDATE records SET data = replace(data, 'number', 'nonsense')")
    connection.close()


def replace_by_a_link(file: Path) -> None:
    """Link to a changed copy."""
    copy = file.with_name("copy")
    file.rename(copy)
    change_a_definition(copy)
    file.symlink_to(copy)


def replace_by_a_circle(file: Path) -> None:
    """Link to itself."""
    file.unlink()
    file.symlink_to(file)


def replace_by_a_pipe(file: Path) -> None:
    """Leave a pipe that nobody writes to."""
    file.unlink()
    os.mkfifo(file)


def replace_by_a_device(file: Path) -> None:
    """Link to a device without end."""
    file.unlink()
    file.symlink_to("/dev/zero")


def replace_by_another_database(file: Path) -> None:
    """Leave a database of another program."""
    file.unlink()
    connection = sqlite3.connect(file)
    connection.execute("CREATE TABLE meta (version)")
    connection.close()


def replace_by_that_of_another_project(file: Path) -> None:
    """Leave a sound store of other data, whose files have the same names."""
    folder = file.parent / "other"
    folder.mkdir()
    (folder / "terms.yaml").write_text("terms: {t1: {definition: other}}\n", encoding="utf-8")
    open_termbase(folder / file.name, NAMES, folder)
    (folder / file.name).replace(file)


def protect(file: Path) -> None:
    """Allow nobody to write to it, once it is wrong."""
    change_a_definition(file)
    file.chmod(0o444)


WAYS = [
    cut,
    cut_a_byte,
    lengthen,
    empty,
    swap_pages,
    change_a_definition,
    replace_by_another_database,
    replace_by_that_of_another_project,
    protect,
]
LINKS = [replace_by_a_link, replace_by_a_circle, replace_by_a_pipe, replace_by_a_device]


@pytest.mark.parametrize(
    "spoil",
    [*WAYS, *(pytest.param(way, marks=needs_links) for way in LINKS)],
    ids=lambda w: w.__name__,
)
def test_a_store_that_is_not_what_it_was_is_made_again(
    store: Path, spoil: Callable[[Path], None]
) -> None:
    """Nothing is raised or reported, and nothing wrong is read, in this build or the next."""
    stated(store)
    if spoil in LINKS:
        spoil(store)
    else:
        keep_times(store, lambda: spoil(store))
    for _again in range(2):
        assert stated(store) == right(store)
    assert store.is_file()
    assert not store.is_symlink()


def test_a_folder_in_the_place_of_a_store_is_an_error_that_says_so(store: Path) -> None:
    """The folder may hold what somebody needs, so it stays."""
    store.unlink()
    store.mkdir()
    with pytest.raises(StoreError) as caught:
        stated(store)
    assert caught.value.message.endswith("medterm.sqlite: it is a folder")
    assert caught.value.hint == "remove this folder"
    assert [file.name for file in store.parent.glob("*.part")] == []
    store.rmdir()
    assert stated(store) == right(store)


def test_a_large_store_is_read_once_after_it_has_settled(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build without changes reads no more of it than it needs."""
    read: list[Path] = []
    chunks = OpenFile.chunks

    def noted(opened: OpenFile) -> object:
        read.append(opened.path)
        return chunks(opened)

    monkeypatch.setattr(OpenFile, "chunks", noted)
    last = store.stat().st_ctime_ns
    for seconds, times in ((0.1, 1), (1.9, 2), (2.1, 3), (5, 3), (99, 3)):
        monkeypatch.setattr(time, "time_ns", lambda at=seconds: last + int(at * 10**9))
        assert len(stated(store)) == 40
        assert len(read) == times
    keep_times(store, lambda: change_a_definition(store))
    assert stated(store) == right(store)


@pytest.mark.parametrize("content", [b"", b"x", b"null", b"[]", b"\xff" * 99])
def test_a_damaged_note_of_a_check_is_not_trusted(store: Path, content: bytes) -> None:
    """The store is checked again."""
    stated(store)
    status_file(store).write_bytes(content)
    keep_times(store, lambda: change_a_definition(store))
    status_file(store).write_bytes(content)
    assert stated(store) == right(store)
