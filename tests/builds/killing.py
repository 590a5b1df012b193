"""Builds that are killed, as by a power cut: no tidying up, and files written in part."""

from __future__ import annotations

import os
import signal
import sys
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from pickle import UnpicklingError
from typing import Any

CHANGES = ("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "sqlite3.connect")


@dataclass(frozen=True)
class Moment:
    """When a build is killed.

    :ivar change: before which change of a file in the project's folder, counted from 0. Files
        that Sphinx copies are not counted.
    :ivar calls: how many calls of functions later; a file may be open by then.
    :ivar cut: whether the file that was opened last for writing has been written by half only.
    """

    change: int
    calls: int = 0
    cut: bool = False


@dataclass
class _Killer:
    moment: Moment
    folder: str
    seen: int = 0
    calls: int = 0
    last: str = ""

    def audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Count the changes of files."""
        if not self._is_change(event, arguments):
            return
        self.seen += 1
        if self.seen == self.moment.change + 1:
            if self.moment.cut and self.last:
                with suppress(OSError):
                    os.truncate(self.last, Path(self.last).stat().st_size // 2)
            if self.moment.cut or not self.moment.calls:
                self.kill()
            sys.setprofile(self.count)
        if event == "open":
            self.last = os.fspath(arguments[0])

    def _is_change(self, event: str, arguments: tuple[Any, ...]) -> bool:
        if event == "open":
            is_path = isinstance(arguments[0], str | os.PathLike)
            if not is_path or not arguments[2] & (os.O_WRONLY | os.O_RDWR):
                return False
        elif event not in CHANGES:
            return False
        path = os.fspath(arguments[0])
        return path.startswith(self.folder) and "_static" not in path

    def count(self, *_: object) -> None:
        """Count the calls of functions."""
        self.calls += 1
        if self.calls > self.moment.calls:
            self.kill()

    def kill(self) -> None:
        """End this process and those that it has started."""
        os.killpg(0, signal.SIGKILL)


BROKEN_OFF = 3
"""The exit code of a build that found a page of another one written by half.

Sphinx writes the pages that it has read in place, and stops at half a page.
"""


def at_once(acts: Sequence[Callable[[], object]]) -> bool:
    """Do several things at the same time, each in a process of its own.

    :returns: whether all have finished.
    """
    children = []
    for act in acts:
        if not (child := os.fork()):
            _end(act)
        children.append(child)
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    assert {*codes} <= {0, BROKEN_OFF}
    return not any(codes)


def _end(act: Callable[[], object]) -> None:
    """Never return, whatever happens: the tests go on in the other process."""
    code = 1
    try:
        act()
        code = 0
    except (EOFError, UnpicklingError):
        code = BROKEN_OFF
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def is_killed(act: Callable[[], object], folder: Path, moment: Moment) -> bool:
    """Do something in a process of its own, and kill it.

    :returns: whether the moment came before it had finished.
    """
    child = os.fork()
    if not child:
        _die(act, _Killer(moment, str(folder)))
    _pid, status = os.waitpid(child, 0)
    assert os.WIFSIGNALED(status) or os.waitstatus_to_exitcode(status) == 0
    return os.WIFSIGNALED(status)


def _die(act: Callable[[], object], killer: _Killer) -> None:
    def act_and_be_killed() -> None:
        os.setpgrp()
        sys.addaudithook(killer.audit)
        act()

    _end(act_and_be_killed)
