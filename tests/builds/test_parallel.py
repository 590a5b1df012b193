"""Parallel builds give the same output and the same warnings as serial ones."""

from __future__ import annotations

from .conftest import Project

NAMES = [f"p{number:02}" for number in range(12)]


def pages() -> dict[str, str]:
    """Make pages with mentions, good and bad, entries and a glossary."""
    made = {
        name: f"{name}\n===\n\n:medterm:`anaemia` :medterm:`nonsense{name}` :term:`Zebra`\n"
        for name in NAMES
    }
    made["p03"] += "\n.. medterm:: zebra\n"
    made["p07"] += "\n.. medterm:: zebra\n"
    made["p05"] += "\n.. medterm:glossary::\n   :used:\n"
    toctree = "\n".join(f"   {name}" for name in NAMES)
    made["index"] = f"Page\n====\n\n.. toctree::\n\n{toctree}\n"
    return {f"{name}.rst": text for name, text in made.items()}


def test_parallel_build_equals_serial_build(project: Project) -> None:
    """Byte for byte, and warning for warning."""
    project.write(pages())
    expected = [
        *(f"{name}.rst:4: WARNING: unknown term 'nonsense{name}'" for name in NAMES),
        "p07.rst:6: WARNING: the term 'zebra' already has an entry",
    ]
    serial = project.build(out="serial", warns=expected)
    project.root.joinpath("doctrees").rename(project.root / "old")
    parallel = project.build(out="parallel", parallel=4, warns=expected)
    assert serial.warnings == parallel.warnings
    for name in [*NAMES, "index", "genindex"]:
        assert serial.text(f"{name}.html") == parallel.text(f"{name}.html")
    inventories = [built.out.joinpath("objects.inv").read_bytes() for built in (serial, parallel)]
    assert inventories[0] == inventories[1]


def test_parallel_build_is_really_parallel(project: Project) -> None:
    """Sphinx says so when an extension keeps it from reading in parallel."""
    project.write(pages())
    project.build(parallel=2, suppress_warnings=["medterm"])
