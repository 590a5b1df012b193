"""Digests of data files: read again whenever the file may have changed, and only then."""

from __future__ import annotations

import os
from hashlib import blake2b
from pathlib import Path

import pytest

from sphinx_medterm.formats.files import content_and_status
from sphinx_medterm.termbase import file_digests
from sphinx_medterm.termbase.file_digests import Digests, Status, status_of
from sphinx_medterm.termbase.own_files import keep_json

SECOND = 10**9


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note the files that are read."""
    names: list[str] = []

    def noted(file: Path) -> tuple[bytes, os.stat_result | None]:
        names.append(file.name)
        return content_and_status(file)

    monkeypatch.setattr(file_digests, "content_and_status", noted)
    return names


class Builds:
    """A data file, and builds that ask for its digest."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "a.yaml"
        self.kept = folder / "digests.json"
        self.edit("one")

    def edit(self, text: str) -> None:
        """Write the data file."""
        self.file.write_text(text, encoding="utf-8")

    def build(self, age: float) -> bytes:
        """Ask for the digest, so many seconds after the last change of the file."""
        status = status_of(self.file)
        last = max(status.modified, status.changed) if status else 0
        kept = Digests(self.file.parent, self.kept)
        digest = kept.of(self.file.name, last + int(age * SECOND))
        kept.save()
        return digest


@pytest.fixture
def builds(tmp_path: Path) -> Builds:
    """Return a data file that has just been written."""
    return Builds(tmp_path)


def digest(text: str) -> bytes:
    """Return the digest of a text."""
    return blake2b(text.encode(), digest_size=16).digest()


def test_a_file_that_has_settled_is_read_once(builds: Builds, read: list[str]) -> None:
    """Its status tells that it is the same."""
    assert [builds.build(age) for age in (5, 10, 15)] == [digest("one")] * 3
    assert read == ["a.yaml"]


def test_a_file_built_right_after_an_edit_is_read_until_it_has_settled(
    builds: Builds, read: list[str]
) -> None:
    """And not in every later build."""
    for age in (0.1, 1.9, 2.0, 9, 99):
        builds.build(age)
    assert read == ["a.yaml"] * 3


def test_a_file_from_the_future_is_read_each_time(builds: Builds, read: list[str]) -> None:
    """A clock that is wrong tells nothing."""
    for _build in range(3):
        builds.build(-3600)
    assert read == ["a.yaml"] * 3


def test_an_edit_that_keeps_the_status_is_seen_while_the_file_has_not_settled(
    builds: Builds, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two edits within one tick of a coarse clock have the same times."""
    status = status_of(builds.file)
    assert status
    monkeypatch.setattr(file_digests, "status_of", lambda _file: status)
    monkeypatch.setattr(Status, "of", lambda _found: status)
    assert builds.build(1) == digest("one")
    builds.edit("two")
    assert builds.build(1) == digest("two")
    assert builds.build(9) == digest("two")


@pytest.mark.parametrize("age", [1, 9])
def test_an_edit_that_keeps_size_and_time_is_seen(builds: Builds, age: float) -> None:
    """As by tools that restore the times of files."""
    builds.build(age)
    times = builds.file.stat()
    builds.edit("two")
    os.utime(builds.file, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert builds.build(age) == digest("two")


def test_a_file_that_is_missing_now_and_then_is_told_from_what_it_was(builds: Builds) -> None:
    """What is not there has a digest of its own."""
    there = builds.build(9)
    builds.file.unlink()
    missing = builds.build(9)
    builds.edit("one")
    assert missing != there == builds.build(9)


@pytest.mark.skipif(not hasattr(os, "symlink"), reason="needs links")
@pytest.mark.parametrize("way", ["a link", "another file of this name", "in place"])
def test_a_file_that_is_something_else_while_it_is_read_is_read_again(
    builds: Builds, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    """Whatever leads back to the file from before, with the very same status."""
    right, wrong = builds.file.with_name("right"), builds.file.with_name("wrong")
    right.write_text("one", encoding="utf-8")
    wrong.write_text("two", encoding="utf-8")
    before = right.stat()

    def lead_to(file: Path) -> None:
        builds.file.unlink()
        if way == "a link":
            builds.file.symlink_to(file)
        elif way == "another file of this name":
            os.link(file, builds.file)
        else:
            builds.file.write_bytes(file.read_bytes())
            os.utime(builds.file, ns=(before.st_atime_ns, before.st_mtime_ns))

    def read_meanwhile(file: Path) -> tuple[bytes, os.stat_result | None]:
        lead_to(wrong)
        found = content_and_status(file)
        lead_to(right)
        return found

    lead_to(right)
    with monkeypatch.context() as patch:
        patch.setattr(file_digests, "content_and_status", read_meanwhile)
        assert builds.build(9) == digest("two")
    assert builds.build(9) == digest("one")
    assert builds.build(99) == digest("one")


@pytest.mark.parametrize(
    "other", [None, [], {"a.yaml": 1}, {"a.yaml": [[1], "00"]}, {"a.yaml": [[1, 2, 3, 4], "x"]}]
)
def test_digests_of_another_form_are_not_trusted(builds: Builds, other: object) -> None:
    """They only save time."""
    builds.build(9)
    keep_json(builds.kept, other)
    assert builds.build(9) == digest("one")


def test_nothing_is_written_when_nothing_is_new(builds: Builds) -> None:
    """A build without changes leaves the file as it is."""
    builds.build(9)
    before = builds.kept.stat()
    builds.build(10)
    assert builds.kept.stat() == before
