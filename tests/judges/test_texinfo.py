"""Makeinfo judges the Texinfo output."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.builds.conftest import Build
from tests.judges.conftest import Demo
from tests.judges.judges import program, run


def make_info(folder: Path) -> tuple[str, str]:
    """Make an Info file of the one Texinfo file in a folder; give its text and all complaints."""
    (source,) = folder.glob("*.texi")
    info = folder / "made.info"
    makeinfo = program("makeinfo", "texinfo")
    done = run(makeinfo, "--no-split", "-o", info, source.name, folder=folder)
    return info.read_text(encoding="utf-8") if info.exists() else "", done.stdout + done.stderr


def targets(info: str) -> set[str]:
    """List all that links can lead to: the nodes and anchors of the tag table."""
    return set(re.findall(r"^(?:Node|Ref): (.+)\x7f", info, re.MULTILINE))


def links(info: str) -> dict[str, str]:
    """List the links of running text, with their targets."""
    one_line = " ".join(info.split())
    return dict(re.findall(r"\*note ([^:]+): ([^.,]+)[.,]", one_line))


@pytest.fixture
def demo_info(demo: Demo) -> tuple[str, str]:
    """Give the demo as an Info file, and what makeinfo says."""
    return make_info(demo("texinfo"))


def test_demo_is_sound(demo_info: tuple[str, str]) -> None:
    """Makeinfo has nothing to say, and it checks all references."""
    info, complaints = demo_info
    assert complaints == ""
    assert links(info)


def test_mentions_lead_to_entries(page: Build) -> None:
    """In the Info file as well."""
    built = page(
        "See :medterm:`ANM`.\n\n.. medterm:glossary::\n",
        builder="texinfo",
        texinfo_documents=[("index", "small", "Small", "", "small", "Small", "Misc")],
    )
    info, complaints = make_info(built.out)
    assert complaints == ""
    assert {"ANM", "hemoglobin", "bleeding", "polycythemia"} <= links(info).keys()
    assert set(links(info).values()) <= targets(info)
