"""Extensions that projects use beside ours: what they make is not taken for running text."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builds.conftest import Project
from tests.builds.test_autolink import linked
from tests.judges.judges import need_modules

BIB = "@article{doe, author={Doe, J}, title={On anemia and bleeding}, journal={Zebra}, year=2001}\n"

CARDS = """\
.. card:: Anemia

   Bleeding

   .. card-header::

      Zebra

.. card:: Anemia
   :link: https://example.org

   Zebra

.. dropdown:: Anemia

   A second bleeding

.. tab-set::

   .. tab-item:: Anemia

      A third bleeding

:bdg:`anemia` :bdg-link-primary:`anemia <https://example.org>` :bdg-ref-info:`anemia <index>`

.. button-link:: https://example.org

   Anemia

.. button-ref:: index
   :ref-type: doc

   Anemia
"""

TABS = """\
.. tabs::

   .. tab:: Anemia

      Bleeding

   .. group-tab:: Of *anemia*

      A second bleeding

   .. code-tab:: python Anemia

      anemia
"""

INLINE_TABS = """\
.. tab:: Anemia

   Bleeding

.. tab:: Of *anemia*

   A second bleeding
"""

CITED = ":cite:`doe` :cite:t:`doe` :footcite:p:`doe`. Of bleeding.\n\n"

NEIGHBOURS: dict[str, tuple[str, str, int]] = {
    "cards, tabs, badges and buttons": ("sphinx_design", CARDS, 3),
    "tabs": ("sphinx_tabs.tabs", TABS, 2),
    "tabs without a directive around them": ("sphinx_inline_tabs", INLINE_TABS, 2),
    "citations": (
        "sphinxcontrib.bibtex",
        f"{CITED}.. bibliography::\n\n.. footbibliography::\n",
        1,
    ),
    "bibliography as a list": (
        "sphinxcontrib.bibtex",
        "Of bleeding.\n\n.. bibliography::\n   :list: bullet\n   :all:\n",
        1,
    ),
}
"""Each with its extension, a page, and how often the page's only term is linked."""


@pytest.mark.parametrize("builder", ["html", "singlehtml", "dirhtml"])
@pytest.mark.parametrize("name", NEIGHBOURS)
def test_their_labels_and_titles_are_not_linked(project: Project, name: str, builder: str) -> None:
    """Only what they hold of running text is."""
    extension, text, count = NEIGHBOURS[name]
    shown = linked(_build(project, extension, text, builder))
    assert [word.rpartition("=")[2] for word in shown] == ["bleeding"] * count


@pytest.mark.parametrize("builder", ["latex", "text", "medterm-autolink"])
@pytest.mark.parametrize("name", NEIGHBOURS)
def test_nor_are_they_in_other_formats(project: Project, name: str, builder: str) -> None:
    """Where the extensions make other elements."""
    extension, text, count = NEIGHBOURS[name]
    built = _build(project, extension, text, builder)
    if builder == "latex":
        body = built.text("p.tex").partition("loss of blood")[0]
        assert body.count(r"{\hyperref[\detokenize{index:medterm-bleeding}]") == count
        assert body.count(r"{\hyperref[\detokenize{index:medterm-") == count
    elif builder == "medterm-autolink":
        rows = built.text("autolink.txt").splitlines()
        assert [row.rpartition(" ")[2] for row in rows if " -> " in row] == ["bleeding"] * count


def _build(project: Project, extension: str, text: str, builder: str) -> Any:
    """Build a page with an extension, and with the entries of the terms that it names."""
    need_modules(extension.partition(".")[0], extension)
    views = "".join(f"\n.. medterm:: {key}\n   :show: codes\n" for key in ("bleeding", "anemia"))
    views += "\n.. medterm:: zebra\n   :show: codes\n"
    terms = "terms:\n  anemia: {definition: x}\n  bleeding: {definition: loss of blood}\n"
    terms += "  zebra: {definition: x}\n"
    page = f"Page\n====\n\n{text}\n{views}"
    project.write({"index.rst": page, "terms.yaml": terms, "a.bib": BIB})
    own: dict[str, Any] = {"bibtex_bibfiles": ["a.bib"]} if "bibtex" in extension else {}
    return project.build(
        builder,
        extensions=["sphinx_medterm", extension],
        medterm_autolink="all",
        **own,
        latex_documents=[("index", "p.tex", "P", "A", "manual")],
    )
