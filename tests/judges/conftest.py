"""The demo, built once for all tests in each format and theme, and a browser to look at it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.builds.conftest import Project, page
from tests.builds.conftest import project as lean_project
from tests.judges.chromium import chromium
from tests.judges.demo import THEMES, build_demo
from tests.judges.judges import need_modules

if TYPE_CHECKING:
    from playwright.sync_api import Browser

__all__ = ["browser", "demo", "lean_project", "page", "project"]


@pytest.fixture
def project(lean_project: Project) -> Project:
    """Give a project whose builds write all that those of users do."""
    lean_project.search = lean_project.theme_files = True
    return lean_project


Demo = Callable[..., Path]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """Give a function that builds the demo; several processes share what one has built."""

    def build(builder: str = "html", theme: str = "furo", *settings: str, name: str = "") -> Path:
        """Build the demo, if that has not been done, and give the folder.

        :param settings: further settings, ``name=value``.
        :param name: of the folder, to tell builds with other settings apart.
        """
        need_modules("filelock", THEMES[theme])
        from filelock import FileLock

        out = _shared(tmp_path_factory) / (name or f"{builder}-{theme}")
        with FileLock(f"{out}.lock"):
            if not out.exists():
                _build_whole(builder, out, [f"html_theme={theme}", *settings])
        return out

    return build


def _build_whole(builder: str, out: Path, settings: list[str]) -> None:
    """Build the demo in a folder that is there only once all is in it."""
    part = out.with_suffix(".part")
    build_demo(builder, part, Path(f"{out}-doctrees"), settings)
    part.rename(out)


def _shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder that all processes of a run have in common."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Give a browser, started once; every test opens a page of its own in it."""
    with chromium() as started:
        yield started
