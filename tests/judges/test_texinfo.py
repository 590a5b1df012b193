"""Makeinfo judges the Texinfo output."""

from __future__ import annotations

import re
from pathlib import Path

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


def links(info: str) -> dict[str, str]:
    """List the links of running text by their words, with the text that they lead to.

    Info files end with a table of all targets and their places, in bytes.
    """
    table = dict(re.findall(r"^(?:Node|Ref): (.+)\x7f(\d+)", info, re.MULTILINE))
    found = re.findall(r"\*note ([^:]+): ([^.,]+)[.,]", " ".join(info.split()))
    data = info.encode()
    return {
        words: data[int(table[target]) :][:200].decode(errors="ignore") for words, target in found
    }


def test_demo_is_sound(demo: Demo) -> None:
    """Makeinfo has nothing to say; no link leads to the blank that Sphinx makes of lost targets."""
    info, complaints = make_info(demo("texinfo"))
    assert complaints == ""
    reached = links(info)
    assert reached
    assert [words for words, text in reached.items() if text.partition("\n")[0].isspace()] == []


def test_links_lead_to_entries_and_sources(page: Build) -> None:
    """The text at the target begins with the label of the term, or is the source."""
    built = page(
        "See :medterm:`ANM`.\n\n.. medterm:glossary::\n",
        builder="texinfo",
        texinfo_documents=[("index", "small", "Small", "", "small", "Small", "Misc")],
    )
    info, complaints = make_info(built.out)
    assert complaints == ""
    expected = {"ANM": "‘anemia’", "bleeding": "‘bleeding’", "[a]": " [a] Doe J."}
    reached = links(info)
    assert {words: reached[words][: len(text)] for words, text in expected.items()} == expected
