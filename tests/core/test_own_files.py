"""Files that several builds may write at once: whole, and harmless to the others."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from sphinx_medterm.termbase import own_files
from sphinx_medterm.termbase.own_files import (
    keep_json,
    kept_json,
    part_of,
    remove,
    remove_leftovers,
)

Refuse = Callable[[str, int], list[Path]]

DAY = 24 * 3600


@pytest.fixture
def refuse(monkeypatch: pytest.MonkeyPatch) -> Refuse:
    """Return a function that has the system refuse something a number of times, as Windows does."""
    monkeypatch.setattr(own_files, "PAUSES", (0, 0))

    def refuse(method: str, times: int) -> list[Path]:
        allowed = getattr(Path, method)
        refused: list[Path] = []

        def act(path: Path, *rest: object, **options: object) -> object:
            if len(refused) < times:
                refused.append(path)
                raise PermissionError(13, "used by another process", str(path))
            return allowed(path, *rest, **options)

        monkeypatch.setattr(Path, method, act)
        return refused

    return refuse


def names(folder: Path) -> list[str]:
    """List the files of a folder."""
    return sorted(file.name for file in folder.iterdir())


def test_parts_have_names_of_their_own_in_the_folder_of_the_file(tmp_path: Path) -> None:
    """Only in the same folder can they be moved in one step."""
    file = tmp_path / "some.json"
    parts = {part_of(file) for _ in range(100)}
    assert len(parts) == 100
    assert {part.parent for part in parts} == {tmp_path}


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_process_made_by_forking_has_other_names(tmp_path: Path) -> None:
    """Whatever state it inherits."""
    part_of(tmp_path / "x")
    read, write = os.pipe()
    if not (child := os.fork()):
        os.write(write, str(part_of(tmp_path / "x")).encode())
        os._exit(0)
    os.waitpid(child, 0)
    os.close(write)
    with os.fdopen(read) as told:
        assert told.read() != str(part_of(tmp_path / "x"))


def test_a_kept_file_replaces_the_one_before(tmp_path: Path) -> None:
    """And nothing else is left in the folder."""
    file = tmp_path / "some.json"
    keep_json(file, "one")
    keep_json(file, "two")
    assert (names(tmp_path), kept_json(file)) == (["some.json"], "two")


@pytest.mark.parametrize(("times", "kept"), [(1, "two"), (2, "two"), (3, "one")])
def test_a_refused_move_is_tried_again_for_a_moment(
    tmp_path: Path, refuse: Refuse, times: int, kept: str
) -> None:
    """Then the file stays as it was, which only costs time."""
    file = tmp_path / "some.json"
    keep_json(file, "one")
    assert len(refuse("replace", times)) == 0
    keep_json(file, "two")
    assert (names(tmp_path), kept_json(file)) == (["some.json"], kept)


def test_a_kept_file_in_which_a_bit_is_flipped_keeps_nothing(tmp_path: Path) -> None:
    """Wherever it is."""
    file = tmp_path / "some.json"
    keep_json(file, {"a": ["b", 1]})
    content = file.read_bytes()
    for place in range(len(content)):
        flipped = bytearray(content)
        flipped[place] ^= 1 << place % 8
        file.write_bytes(flipped)
        assert kept_json(file) is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs pipes")
def test_a_pipe_in_the_place_of_a_kept_file_is_not_waited_for(tmp_path: Path) -> None:
    """It is replaced."""
    file = tmp_path / "some.json"
    os.mkfifo(file)
    assert kept_json(file) is None
    keep_json(file, "text")
    assert kept_json(file) == "text"


@pytest.mark.parametrize("content", [None, b"", b"{", b"{}", b"\xff", b"[" * 100_000])
def test_a_damaged_file_keeps_nothing(tmp_path: Path, content: bytes | None) -> None:
    """No more than one that is missing."""
    file = tmp_path / "some.json"
    if content is not None:
        file.write_bytes(content)
    assert kept_json(file) is None


def test_a_file_that_cannot_be_written_leaves_nothing(tmp_path: Path) -> None:
    """Neither an error nor a part."""
    file = tmp_path / "some.json"
    file.mkdir()
    keep_json(file, "text")
    keep_json(tmp_path / "no folder" / "some.json", "text")
    assert names(tmp_path) == ["some.json"]


@pytest.mark.parametrize(("times", "left"), [(0, []), (2, []), (3, ["some.json"])])
def test_a_file_that_cannot_be_removed_is_emptied(
    tmp_path: Path, refuse: Refuse, times: int, left: list[str]
) -> None:
    """Nobody must take it for what it was."""
    file = tmp_path / "some.json"
    keep_json(file, "text")
    refuse("unlink", times)
    remove(file)
    assert names(tmp_path) == left
    assert not left or file.read_bytes() == b""


def test_parts_of_killed_builds_are_removed_when_nobody_can_be_writing_to_them(
    tmp_path: Path,
) -> None:
    """A part that was written to lately may be in use, and other files are not ours."""
    old, new, other = part_of(tmp_path / "a"), part_of(tmp_path / "a"), tmp_path / "video.part"
    for file, age in ((old, DAY + 60), (new, DAY - 60), (other, 9 * DAY)):
        file.write_bytes(b"")
        os.utime(file, (10**9 - age, 10**9 - age))
    remove_leftovers(tmp_path, now=10**9)
    assert names(tmp_path) == sorted([new.name, other.name])
