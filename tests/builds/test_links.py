"""Links: what mentions have become when other extensions and the writers see them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from .conftest import Project

CONF = """\
import json
from pathlib import Path
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
        [
            f"{type(link).__module__}.{type(link).__name__}",
            link.tagname,
            [name for name, value in sorted(link.attributes.items()) if value != []],
        ]
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


# ---------------------------------------------------------------------- other extensions


def test_external_role_leads_to_the_other_project(project: Project, tmp_path: Path) -> None:
    """Also to a term that this project has, which is not mentioned by it."""
    other = Project(tmp_path / "other", {"project": "Other", "version": "1"})
    data = "terms: {zebra: {definition: x, synonyms: [wild horse], abbreviations: [ZB]}}\n"
    other.write({"conf.py": "", "terms.yaml": data})
    other.write({"index.rst": "Index\n=====\n\n.. medterm:glossary::\n"})
    inventory = other.build().out / "objects.inv"
    kinds = ("term", "abbr", "def")
    text = " ".join(f":external:medterm:{kind}:`zebra`" for kind in kinds)
    text += " :external:medterm:term:`none`\n\n.. medterm:: anemia"
    project.write({"index.rst": f"Index\n=====\n\n{text}\n\n.. medterm:glossary::\n   :used:\n"})
    built = project.build(
        extensions=["sphinx_medterm", "sphinx.ext.intersphinx"],
        intersphinx_mapping={"other": ("https://example.org/", str(inventory))},
        warns=["external medterm:term reference target not found: none"],
    )
    links = [link["href"] for link in built.html().select("a.external[title]")]
    assert links == ["https://example.org/index.html#medterm-zebra"] * len(kinds)
    assert not built.html().select("#medterm-zebra")


REFERENCES = """\
from docutils import nodes
from sphinx import addnodes


def refer(name, rawtext, text, lineno, inliner, options={}, content=[]):
    target = addnodes.pending_xref("", nodes.inline("", text), reftype="doc", reftarget=text)
    return [target], []


def setup(app):
    app.add_role("refer", refer)
"""


def test_references_without_domain_are_left_to_others(project: Project) -> None:
    """Sphinx itself does not ask for one."""
    text = ":refer:`index` :medterm:long:`ANM`\n\n.. medterm:glossary::\n"
    project.write({"conf.py": REFERENCES, "index.rst": f"Index\n=====\n\n{text}"})
    assert project.build(medterm_autolink="all").one(
        "section > p > a.medterm[href='#medterm-anemia']"
    )


ONE_PAGE = """\
from sphinx.builders.singlehtml import SingleFileHTMLBuilder


class Printed(SingleFileHTMLBuilder):
    name = "printed"
"""


def test_links_of_any_builder_of_one_page_stay_on_it(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Builders made of Sphinx's own have names of their own."""
    project.write({"one_page.py": ONE_PAGE + "\n\ndef setup(app):\n    app.add_builder(Printed)\n"})
    monkeypatch.syspath_prepend(project.src)
    project.write({"index.rst": "Index\n=====\n\n.. toctree::\n\n   words\n\nAn :medterm:`ANM`.\n"})
    project.write({"words.rst": "Words\n=====\n\nBleeding.\n\n.. medterm:glossary::\n"})
    built = project.build(
        "printed", extensions=["sphinx_medterm", "one_page"], medterm_autolink="all"
    )
    links = {str(link["href"]) for link in built.html().select("a.medterm")}
    assert {"#medterm-anemia", "#medterm-bleeding"} < links
    assert all(link.startswith("#medterm-") for link in links)


# ---------------------------------------------------------------------- what links stand in


@pytest.mark.parametrize("mention", [":medterm:`Zebra`", ":medterm:long:`Zebra`"])
def test_no_link_stands_in_another(project: Project, mention: str) -> None:
    """In a contents and the titles that lead back to it, a mention is a plain word."""
    title = f"Of {mention}\n-------------------------\n"
    text = f".. contents::\n   :local:\n\n{title}\n{mention}\n\n.. medterm:glossary::\n"
    project.write({"index.rst": f"Index\n=====\n\n{text}"})
    built = project.build()
    assert not built.html().select("a a")
    assert built.one(".contents a").get_text() == "Of Zebra"
    assert built.one("h2 a.toc-backref").get_text() == "Of Zebra"
    assert built.one("p > a.medterm-word[href='#medterm-zebra']")


@pytest.mark.parametrize("outer", ["https://example.org", "other.md", "#there"])
def test_no_link_stands_in_a_link_of_markdown(project: Project, outer: str) -> None:
    """The outer one is what readers follow."""
    links = f"[a {{medterm}}`Zebra`]({outer}) and [**{{medterm}}`Zebra`**]({outer})"
    project.write({"other.md": "---\norphan: true\n---\n\n# Other\n"})
    glossary = "```{medterm:glossary}\n```\n"
    project.write({"index.md": f"(there)=\n# Index\n\n{links}\n\n{glossary}"})
    built = project.build(extensions=["sphinx_medterm", "myst_parser"])
    assert not built.html().select("a a")
    words = [link.get_text() for link in built.html().select("section > p > a")]
    assert words == ["a Zebra", "Zebra"]


def test_glossary_before_a_name_with_an_apostrophe_is_not_shown(project: Project) -> None:
    """On the page it has become a typographic one."""
    project.write({"terms.yaml": "terms: {x: {label: Crohn's disease, definition: y}}\n"})
    text = ":medterm:`terms:Crohn's disease`\n\n.. medterm:glossary::\n"
    project.write({"index.rst": f"Index\n=====\n\n{text}"})
    assert project.build().one("p > a.medterm").get_text() == "Crohn’s disease"


def test_mentions_in_a_list_of_things_to_do_show_what_they_show_in_place(project: Project) -> None:
    """Also if the page of the list alone is written, and has no mentions of its own."""
    todo = ".. todo:: The :medterm:def:`zebra`, or :medterm:full:`ANM`\n\n.. medterm:glossary::"
    project.conf = {"extensions": ["sphinx_medterm", "sphinx.ext.todo"], "todo_include_todos": True}
    project.write({"index.rst": f"Index\n=====\n\n.. toctree::\n\n   list\n\n{todo}\n"})
    project.write({"list.rst": "List\n====\n\n.. todolist::\n"})
    project.build()
    project.write({"list.rst": "List\n====\n\n.. todolist::\n\nThat is all.\n"})
    said = project.build().one(".admonition-todo", "list.html").get_text()
    assert "The an unlikely diagnosis, or anemia (ANM)" in said
