"""Entries stand wherever a directive can."""

from __future__ import annotations

from base64 import b64decode
from xml.etree import ElementTree

import pytest

from .conftest import TITLES, Project

PIXEL = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
"""An image, for a figure."""

TABLES = {
    "list-table": ".. list-table::\n\n   * - a\n     - {entry}\n",
    "its head": ".. list-table::\n   :header-rows: 1\n\n"
    "   * - a\n     - {entry}\n   * - b\n     - c\n",
    "csv-table": '.. csv-table::\n\n   a, "{entry}"\n',
    "grid": "+---+---------------------+\n| a | {entry:<19} |\n+---+---------------------+\n",
    "long table": ".. list-table::\n   :class: longtable\n\n   * - a\n     - {entry}\n",
    "note in a list in a table": ".. list-table::\n\n   * - a\n     - - x\n\n"
    "         .. note::\n\n            {entry}\n",
    "hlist": ".. hlist::\n\n   - {entry}\n   - b\n",
}
"""Pages with an entry in a table, or in what some formats write as one."""

PLACES = {
    "admonition": ".. note::\n\n   {entry}\n",
    "topic": ".. topic:: T\n\n   {entry}\n",
    "sidebar": ".. sidebar:: T\n\n   {entry}\n",
    "quote": "Text\n\n   {entry}\n",
    "bullets": "- a\n\n  {entry}\n",
    "numbers": "1. a\n\n   - b\n\n     {entry}\n",
    "definition": "word\n   {entry}\n",
    "field": ":word:\n   {entry}\n",
    "option": "--word  some\n\n        {entry}\n",
    "footnote": "A [#one]_.\n\n.. [#one] Text.\n\n   {entry}\n",
    "citation": "A [One]_.\n\n.. [One] Text.\n\n   {entry}\n",
    "legend": ".. figure:: x.png\n\n   Caption\n\n   {entry}\n",
    "function": ".. py:function:: f()\n\n   {entry}\n",
    "version": ".. versionadded:: 1.0\n\n   {entry}\n",
    "epigraph": ".. epigraph::\n\n   {entry}\n",
    "compound": ".. compound::\n\n   a\n\n   {entry}\n",
    "warning in a list": "- a\n\n  .. warning::\n\n     {entry}\n",
    "glossary": ".. glossary::\n\n   word\n      {entry}\n",
}
"""Pages with an entry in other places."""


def data(*keys: str, conditions: int = 2) -> str:
    """Return a data file with terms that are tied to some conditions."""
    condition = (
        "      - {{label: {key}-{n}, relation: cause, note: 'a note\n\n\n          Second.',"
        " codes: ['ICD10:B54']}}\n"
    )
    text = "terms:\n"
    for key in keys:
        text += f"  {key}:\n    definition: d\n    related_conditions:\n"
        text += "".join(condition.format(key=key, n=n) for n in range(conditions))
    return text


def write(project: Project, page: str) -> None:
    """Write a page with an entry."""
    text = page.format(entry=".. medterm:: marked")
    project.write({"index.rst": f"Page\n====\n\n{text}\n", "terms.yaml": data("marked")})


def write_all(project: Project) -> list[str]:
    """Write a page with an entry for each place, and return the keys of the terms."""
    project.conf = {**TITLES, "latex_engine": "xelatex"}
    pages = {f"m{number}": page for number, page in enumerate({**TABLES, **PLACES}.values())}
    for key, page in pages.items():
        text = page.format(entry=f".. medterm:: {key}")
        project.write({f"{key}.rst": f"Page {key}\n========\n\n{text}\n"})
    lines = "\n".join(f"   {key}" for key in pages)
    index = f"Page\n====\n\n.. toctree::\n\n{lines}\n"
    project.write({"index.rst": index, "terms.yaml": data(*pages, conditions=8)})
    (project.src / "x.png").write_bytes(PIXEL)
    return [*pages]


@pytest.mark.parametrize("place", TABLES)
def test_an_entry_in_a_table_has_all_its_conditions(project: Project, place: str) -> None:
    """They are a list, since most writers can have no table in another."""
    write(project, TABLES[place])
    page = ElementTree.fromstring(project.build("xml").text("index.xml"))
    (entry,) = [one for one in page.iter("container") if "medterm-entry" in one.get("classes", "")]
    assert list(entry.iter("table")) == []
    items = entry.findall(".//container[@classes='medterm-conditions medterm-section']//list_item")
    texts = [" ".join("".join(item.itertext()).split()) for item in items]
    assert texts == [f"marked-{n}: a note Second. (ICD-10 B54)" for n in range(2)]


@pytest.mark.parametrize("builder", ["text", "man", "texinfo", "latex", "html"])
def test_an_entry_is_written_wherever_it_is(project: Project, builder: str) -> None:
    """No writer stops, and each shows the conditions."""
    keys = write_all(project)
    built = project.build(builder)
    one = {"man": "p.1", "texinfo": "p.texi", "latex": "p.tex"}.get(builder)
    for key in keys:
        text = built.text(one or f"{key}.{'txt' if builder == 'text' else 'html'}")
        plain = "".join(text.split()).replace("\\-", "-").replace("\\sphinxhyphen{}", "-")
        assert f"{key}-7" in plain


def test_conditions_without_codes_or_relation_are_listed_by_name(project: Project) -> None:
    """Nothing is left of what is missing."""
    write(project, TABLES["list-table"])
    bare = "[{label: C0}, {label: C1, codes: ['ICD10:B54']}]"
    project.write({"terms.yaml": f"terms: {{marked: {{label: x, related_conditions: {bare}}}}}"})
    items = project.build().html().select(".medterm-conditions li")
    assert [" ".join(item.get_text().split()) for item in items] == ["C0", "C1 (ICD-10 B54)"]
