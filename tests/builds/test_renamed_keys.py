"""Keys that were renamed or merged: mentions, references and links from outside stay alive."""

from __future__ import annotations

from typing import Any

import pytest
from sphinx.util.inventory import InventoryFile

from .conftest import Build, Built, Project

OLD = """\
terms:
  red-marrow:
    label: bone marrow
    senses: {adult: x, fetal: {definition: y, subject_field: embryology}}
  spleen: {definition: ":medterm:`red-marrow#adult` elsewhere", broader: [red-marrow]}
"""
NEW = OLD.replace("  red-marrow:\n", "  marrow:\n    former_keys: [red-marrow]\n")
ONE_SENSE = "terms:\n  marrow: {former_keys: [old], senses: {adult: x}}\n"
PAGE = (
    "Page\n====\n\n:medterm:`x <red-marrow>` :medterm:abbr:`y <red-marrow#adult>`\n"
    ":medterm:def:`red-marrow`\n\n.. medterm:: red-marrow\n\n.. medterm:glossary::\n"
)
NOTE = "index.rst:4: 'red-marrow', mentioned 3 times here, is a former key of 'marrow'"


@pytest.fixture
def renamed(project: Project) -> Project:
    """Give a project whose pages use a key that was renamed."""
    project.write({"terms.yaml": NEW, "index.rst": PAGE})
    return project


def test_mentions_and_directives_with_a_former_key_work(renamed: Project) -> None:
    """Without a warning, so that a rename breaks no build; a note says what to write."""
    built = renamed.build()
    links = [a["href"] for a in built.html().select("section > p > a.medterm")]
    assert links == ["#medterm-marrow", "#medterm-marrow--adult"]
    assert built.one(".medterm-text-def").get_text() == "x"
    assert built.one("#medterm-marrow .medterm-label").get_text() == "bone marrow"
    spleen = built.one("#medterm-spleen")
    assert [a["href"] for a in spleen.select("a.medterm")] == [
        "#medterm-marrow--adult",
        "#medterm-marrow",
    ]
    assert [a["href"] for a in built.one("#medterm-marrow").select("a.medterm")] == [
        "#medterm-spleen"
    ]
    assert NOTE in built.shown
    assert "write 'marrow'" in built.shown
    assert NOTE in renamed.build().shown  # in a build without changes, too


IDS = ["red-marrow", "red-marrow--adult", "red-marrow--fetal", "marrow", "marrow--adult"]


@pytest.mark.parametrize("builder", ["html", "singlehtml", "epub"])
def test_old_addresses_lead_to_the_entry(renamed: Project, builder: str) -> None:
    """Those of senses as well, each once."""
    file = "index.xhtml" if builder == "epub" else "index.html"
    about: dict[str, Any] = {"copyright": "none", "version": "1"}
    built = renamed.build(builder, **about)
    for one in IDS:
        assert len(built.html(file).select(f"#medterm-{one}")) == 1
    entry = built.one("#medterm-marrow", file)
    (old,) = built.html(file).select("#medterm-red-marrow")
    assert old in entry.descendants or entry in old.descendants or old.find_next() == entry


def test_old_addresses_are_labels_on_paper(renamed: Project) -> None:
    """A PDF can be linked to by them."""
    text = renamed.build("latex").text("projectnamenotset.tex")
    for one in IDS:
        assert text.count(rf"\label{{\detokenize{{index:medterm-{one}}}}}") == 1


@pytest.mark.parametrize("builder", ["text", "man", "texinfo", "xml", "gettext"])
def test_other_formats_are_written_without_a_warning(renamed: Project, builder: str) -> None:
    """Former keys are not shown to readers."""
    renamed.build(builder)


def test_an_only_sense_keeps_its_old_address(page: Build, project: Project) -> None:
    """It is not an item of a list."""
    project.write({"terms.yaml": ONE_SENSE})
    built = page(".. medterm:: marrow")
    assert built.one("#medterm-old--adult")
    assert built.one("#medterm-marrow--adult")


def inventory(built: Built) -> dict[tuple[str, str], str]:
    """Return the addresses in the inventory of a build, by type and name."""
    with built.out.joinpath("objects.inv").open("rb") as file:
        found = InventoryFile.load(file, "", lambda base, uri: uri)
    return {
        (kind, name): item[2] if isinstance(item, tuple) else item.uri  # a tuple before Sphinx 8.2
        for kind, items in found.items()
        if kind.startswith("medterm:")
        for name, item in items.items()
    }


def test_the_inventory_keeps_old_keys(renamed: Project) -> None:
    """Links of other projects are found by them."""
    renamed.write({"terms.yaml": OLD})
    before = inventory(renamed.build())
    renamed.write({"terms.yaml": NEW})
    built = renamed.build()
    after = inventory(built)
    assert before.keys() <= after.keys()
    assert after["medterm:term", "red-marrow"] == "index.html#medterm-marrow"
    assert after["medterm:sense", "red-marrow#adult"] == "index.html#medterm-marrow--adult"
    assert "red-marrow" not in built.text("genindex.html")


def test_a_hidden_section_has_no_old_addresses_of_senses(project: Project) -> None:
    """Nor new ones."""
    text = ".. medterm:: marrow\n   :hide: definition\n"
    project.write({"terms.yaml": NEW, "index.rst": f"Page\n====\n\n{text}"})
    assert ("medterm:sense", "red-marrow#adult") not in inventory(project.build())


def test_only_the_entry_that_links_lead_to_has_old_addresses(page: Build, project: Project) -> None:
    """Ids must be unique on a page."""
    project.write({"terms.yaml": ONE_SENSE})
    built = page(".. medterm:: marrow\n\n.. medterm:: marrow\n   :no-index:\n")
    assert len(built.html().select("[id*='-old']")) == 2


STATES: list[tuple[str, str]] = [
    ("renamed", NEW),
    ("as before", OLD),
    ("merged", NEW.replace("[red-marrow]", "[red-marrow, pulp]")),
    ("split", NEW + "  red-marrow: {definition: another}\n"),
    ("taken by a name", NEW.replace("spleen: {", "spleen: {synonyms: [red marrow], ")),
]


@pytest.mark.parametrize(("name", "after"), STATES, ids=[name for name, _ in STATES])
@pytest.mark.parametrize(("start", "before"), STATES[:2], ids=["from renamed", "from before"])
def test_a_rename_writes_what_a_clean_build_does_and_reads_nothing(
    project: Project, start: str, before: str, name: str, after: str
) -> None:
    """References, links, ids and the inventory follow, in a parallel build as well."""
    options: dict[str, Any] = {"check": False}
    index = PAGE.replace("\n.. medterm:glossary", "\n.. toctree::\n\n   a\n\n.. medterm:glossary")
    project.write({"index.rst": index, "a.rst": "A\n=\n\n:medterm:`red-marrow`\n"})
    project.write({"terms.yaml": before})
    project.build(out="kept", **options)
    project.write({"terms.yaml": after})
    kept = project.build(out="kept", **options)
    assert kept.read == []
    anew = project.build(out="anew", doctrees="other", **options)
    parallel = project.build(out="parallel", doctrees="third", parallel=2, **options)
    for other in (anew, parallel):
        assert inventory(kept) == inventory(other)
        assert kept.warnings == other.warnings
        for file in ("index.html", "a.html", "genindex.html"):
            assert kept.text(file) == other.text(file)
