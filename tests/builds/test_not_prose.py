"""What is not running text, whoever made it: labels, titles, outputs, bibliographies, own classes.

Pages have the elements and classes that other extensions make; those extensions themselves are in
``tests/judges/test_neighbours.py``.
"""

from __future__ import annotations

from typing import Any

import pytest

from sphinx_medterm.termbase.config_values import NOT_PROSE

from .conftest import TERMS, Build, Project
from .test_autolink import ALL, GLOSSARY, PROSE, linked
from .test_incremental import assert_as_clean
from .together import Together

LATE = ["sphinx_medterm", "tests.builds.late_list"]
"""The extensions of a project with lists that are added when a page is written."""

TABS = """\
.. container:: sphinx-tabs

   .. container::

      .. container::

         .. container::

            Anemia{label}

      .. container::

         Zebra
"""
"""What sphinx-tabs makes for formats without tabs; its containers have no classes."""

SKIPPED = {
    **{f"class {name}": f".. of-class:: {name}\n\n   Of *anemia*." for name in NOT_PROSE},
    "words with a class": ".. role:: sd-badge\n\n:sd-badge:`anemia`",
    "citation": "[x]_\n\n.. [x] On anemia, and *bleeding*.",
    "attribution": "   A quotation.\n\n   -- The anemia people",
    "names of people": ".. acks::\n\n   * Ann Anemia\n   * Bea Bleeding",
    "footnotes of citations": "[#a]_ [#b]_\n\n.. container::\n\n   .. [#a] anemia\n"
    "   .. [#b] anemia",
    "label of a tab": TABS.format(label="").replace("Zebra", "Text"),
    "list added late": ".. late-list::",
}
IN = {
    "footnote": "[#a]_\n\n.. [#a] anemia",
    "footnotes in a container with a class": "[#a]_\n\n.. container:: notes\n\n   .. [#a] anemia",
    "footnotes among text": "[#a]_\n\n.. container::\n\n   Text.\n\n   .. [#a] anemia",
    "container without a class": ".. container::\n\n   .. container::\n\n      anemia",
    "content of a tab": TABS.format(label="").replace("Anemia", "Text").replace("Zebra", "Anemia"),
    "body of a card": ".. container:: sd-card\n\n   .. container:: sd-card-body\n\n      anemia",
}


def together(folder: Any, texts: Any) -> Together:
    """Build pages with these texts, and one with a glossary."""
    project = Project(folder, {**ALL, "extensions": LATE})
    words = f"Page\n====\n{GLOSSARY}"
    project.write({"conf.py": "", "terms.yaml": TERMS, "index.rst": words})
    return Together(project, texts)


@pytest.fixture(scope="module")
def skipped(tmp_path_factory: pytest.TempPathFactory) -> Together:
    """Build pages with names outside running text."""
    return together(tmp_path_factory.mktemp("skipped"), SKIPPED.values())


@pytest.mark.parametrize("text", SKIPPED.values(), ids=SKIPPED)
def test_not_in(skipped: Together, text: str) -> None:
    """No name is linked in what other extensions mark as a label, a title or an output."""
    name = skipped.page(text)
    assert "nemia" in skipped.built.text(name)
    assert linked(skipped.built, name) == []


@pytest.fixture(scope="module")
def searched(tmp_path_factory: pytest.TempPathFactory) -> Together:
    """Build pages with names in running text."""
    return together(tmp_path_factory.mktemp("searched"), IN.values())


@pytest.mark.parametrize("text", IN.values(), ids=IN)
def test_in(searched: Together, text: str) -> None:
    """What stands beside these is running text."""
    shown = [text.lower() for text in linked(searched.built, searched.page(text))]
    assert shown in (["anemia"], ["anemia=anemia"])


# ---------------------------------------------------------------------- the setting

OWN = """\
.. container:: lead

   Anemia

.. epigraph::

   Bleeding

.. container:: other

   Zebra
"""


@pytest.mark.parametrize(
    ("skip", "found"),
    [
        ([], ["Anemia=anemia", "Bleeding=bleeding", "Zebra=zebra"]),
        (["lead"], ["Bleeding=bleeding", "Zebra=zebra"]),
        (("lead", "other"), ["Bleeding=bleeding"]),
        (["block_quote"], ["Anemia=anemia", "Zebra=zebra"]),
        (["container", "epigraph"], []),
        (["Lead", "lea", "nothing"], ["Anemia=anemia", "Bleeding=bleeding", "Zebra=zebra"]),
    ],
)
def test_own_classes_and_elements(page: Build, skip: Any, found: list[str]) -> None:
    """A project names what it wants to be left alone."""
    built = page(OWN + GLOSSARY, **ALL, medterm_autolink_skip=skip)
    assert linked(built, within=PROSE) == found


def test_own_names_are_added_to_the_others(page: Build) -> None:
    """Who names a class need not repeat those that are known."""
    text = f".. container:: sd-badge\n\n   Anemia\n\n{OWN}"
    built = page(text + GLOSSARY, **ALL, medterm_autolink_skip=["lead"])
    assert linked(built, within=PROSE) == ["Bleeding=bleeding", "Zebra=zebra"]


@pytest.mark.parametrize("builder", ["html", "text"])
def test_another_setting_takes_effect(project: Project, builder: str) -> None:
    """Pages are read again, and written as in a clean build, also back again."""
    project.conf = dict(ALL)
    text = f"{OWN}\n\nHemoglobin.\n\n.. medterm:glossary::\n   :used:\n"
    project.write({"index.rst": f"Page\n====\n\n{text}"})
    project.build(builder)
    for skip in (["lead"], ["lead", "epigraph", "other"], []):
        project.conf = {**project.conf, "medterm_autolink_skip": skip}
        built = project.build(builder)
        assert built.read == ["index"]
        assert_as_clean(project, built, builder)
        again = project.build(builder)
        assert (again.read, again.written) == ([], [])


def test_terms_without_a_use_leave_the_glossary_of_used_ones(project: Project) -> None:
    """A name that is not in running text is not a use."""
    text = ".. container:: lead\n\n   Anemia\n\nA zebra.\n\n.. medterm:glossary::\n   :used:\n"
    project.write({"index.rst": f"Page\n====\n\n{text}"})
    ids = []
    for skip in ([], ["lead"]):
        built = project.build(**ALL, medterm_autolink_skip=skip)
        ids.append([entry["id"] for entry in built.html().select(".medterm-entry")])
    assert "medterm-anemia" in ids[0]
    assert ids[1] == ["medterm-zebra"]


@pytest.mark.parametrize("autolink", ["off", "all"])
def test_the_dry_run_lists_none_of_them(project: Project, autolink: str) -> None:
    """Whatever the setting of the project, and on every page."""
    text = f".. container:: sd-card-title\n\n   Anemia\n\n.. late-list::\n\n{OWN}{GLOSSARY}"
    project.write({"index.rst": f"Page\n====\n\n{text}"})
    built = project.build(
        "medterm-autolink",
        extensions=LATE,
        medterm_autolink=autolink,
        medterm_autolink_skip=["lead"],
    )
    rows = [line for line in built.text("autolink.txt").splitlines() if "index.rst" in line]
    assert [row.partition(": ")[2] for row in rows] == [
        '"Bleeding" -> bleeding',
        '"Zebra" -> zebra',
    ]


def test_old_names_in_them_are_not_reported(project: Project) -> None:
    """``medterm_deprecated_in_text`` goes by the same text."""
    old = "terms: {seizure: {synonyms: [{label: fit, status: deprecated}], definition: x}}\n"
    text = ".. container:: sd-card-title\n\n   A fit.\n\n.. container:: lead\n\n   A fit.\n"
    project.write({"terms.yaml": old, "index.rst": f"Page\n====\n\n{text}"})
    warns = ["index.rst:10: WARNING: 'fit' should no longer be used"]
    project.build(warns=warns, medterm_deprecated_in_text=True)
    project.build(medterm_deprecated_in_text=True, medterm_autolink_skip=["lead"])
