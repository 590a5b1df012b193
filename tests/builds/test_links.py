"""Links: what mentions have become when other extensions and the writers see them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from .conftest import Project

CONF = """\
import json
from pathlib import Path

asked = []


def setup(app):
    app.connect("missing-reference", ask, priority=1)
    app.connect("doctree-resolved", keep)


def ask(app, env, node, contnode):
    asked.append((type(node).__name__, node["reftarget"]))


def keep(app, doctree, docname):
    from docutils import nodes
    links = [
        [f"{type(link).__module__}.{type(link).__name__}", link.tagname, sorted(link.attributes)]
        for link in doctree.findall(nodes.reference)
        if "medterm" in link["classes"]
    ]
    Path(app.outdir, "kept.json").write_text(json.dumps({"links": links, "asked": asked}))
"""
MENTIONS = "\n\n".join(
    (
        ":medterm:`anemia`, :medterm:`ANM` and :medterm:`thin *blood* <anemia>`",
        ":medterm:long:`ANM` and :medterm:`anemia +professional`",
        ".. medterm:glossary::",
    )
)
PLAIN = {"classes", "dupnames", "ids", "internal", "names", "refid", "refuri"}
"""The attributes of any link in a project."""

CARDS = {"medterm_role", "medterm_audience"}
"""Those that only the builders with cards have, for these."""


def _kept(
    project: Project, text: str, builder: str, warns: list[str] | None = None
) -> dict[str, Any]:
    project.write({"conf.py": CONF, "index.rst": f"Index\n=====\n\n{text}\n"})
    kept: dict[str, Any] = json.loads(project.build(builder, warns=warns).text("kept.json"))
    return kept


@pytest.mark.parametrize("builder", ["html", "singlehtml", "latex", "texinfo", "text"])
def test_mentions_are_plain_links_when_a_page_is_resolved(project: Project, builder: str) -> None:
    """Themes, other extensions and builders of others see what they see of all links."""
    links = _kept(project, MENTIONS, builder)["links"]
    allowed = PLAIN | (CARDS if "html" in builder else set())
    assert len(links) > 5  # those in entries, too
    for name, tag, attributes in links:
        assert (name, tag) == ("docutils.nodes.reference", "reference")
        assert set(attributes) <= allowed


def test_only_unknown_names_are_asked_for_elsewhere(project: Project) -> None:
    """What no record declares goes Sphinx's own way, which other projects are on."""
    kept = _kept(
        project, f"{MENTIONS}\n\n:medterm:`nonsense <xyz>`", "html", warns=["unknown term 'xyz'"]
    )
    assert {tuple(asked) for asked in kept["asked"]} == {("pending_xref", "xyz")}


def test_format_without_links_shows_mentions_as_text(project: Project) -> None:
    """No page of a manual has an address."""
    kept = _kept(project, MENTIONS, "man")
    assert kept == {"links": [], "asked": []}
