"""One answer per name: where roles of Sphinx, links of Markdown and mentions lead."""

from __future__ import annotations

import re
import shutil
import zlib
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

from .conftest import TITLES, Built, Project

NAMES = """\
terms:
  emh: {label: extramedullary hematopoiesis, abbreviations: [EMH], definition: outside}
  bone-marrow: {label: bone marrow, definition: a tissue}
  crohn: {label: Crohn disease, definition: a disease}
  calr: {label: CALR, definition: a gene}
  mg: {label: milligram, abbreviations: [mg], definition: a weight}
  magnesium: {label: magnesium, synonyms: [Mg], definition: a metal}
  mass: {label: Masse, definition: a mass}
  measures: {label: Maße, definition: measures}
  signs: {label: sign, senses: {seen: {definition: x}, heard: {definition: y}}}
"""
ROLES = {
    "any": ":any:`{}`",
    "term": ":term:`{}`",
    "medterm": ":medterm:`{}`",
    "long": ":medterm:long:`{}`",
}
SPELLINGS = {
    "Crohn disease": "crohn",
    "crohn Disease": "crohn",
    "crohn": "crohn",
    "CALR": "calr",
    "Calr": "calr",
    "EMH": "emh",
    "emh": "emh",
    "BONE marrow": "bone-marrow",
    "bone-marrow": "bone-marrow",
    "mg": "mg",
    "Mg": "magnesium",
    "Masse": "mass",
    "Maße": "measures",
    "signs": "signs",
    "sign#seen": "signs--seen",
}
MARKDOWN = {
    "[](#bone-marrow)": ("bone-marrow", "bone marrow"),
    "[](#BONE-marrow)": ("bone-marrow", "bone marrow"),
    "[](<#bone marrow>)": ("bone-marrow", "bone marrow"),
    "[](#EMH)": ("emh", "extramedullary hematopoiesis"),
    "[](#mg)": ("mg", "milligram"),
    "[](#Mg)": ("magnesium", "magnesium"),
    "[](#crohn)": ("crohn", "Crohn disease"),
    "[a *soft* tissue](#bone-marrow)": ("bone-marrow", "a soft tissue"),
    "[tissue](#medterm-bone-marrow)": ("bone-marrow", "tissue"),
    "[](#medterm-bone-marrow)": ("bone-marrow", "bone marrow"),
    "[seen](#medterm-signs--seen)": ("signs--seen", "seen"),
    "[](#sign#seen)": ("signs--seen", "sign"),
    "[](<project:#bone-marrow>)": ("bone-marrow", "bone marrow"),
    "<project:#bone-marrow>": ("bone-marrow", "bone marrow"),
    "[tissue](words.rst#medterm-bone-marrow)": ("bone-marrow", "tissue"),
    "{term}`EMH`": ("emh", "EMH"),
    "{any}`Crohn disease`": ("crohn", "Crohn disease"),
    "{medterm}`Mg`": ("magnesium", "Mg"),
}
HTML = ("html", "dirhtml", "singlehtml", "epub")
OTHERS = ("latex", "text", "man", "texinfo")


@pytest.fixture(params=[*HTML, *OTHERS])
def builder(request: pytest.FixtureRequest) -> str:
    """Return the name of a builder."""
    return str(request.param)


def built_of(project: Project, builder: str, pages: dict[str, str], **conf: Any) -> Built:
    """Build pages in nitpicky mode, with entries on another page."""
    contents = "".join(f"   {Path(name).stem}\n" for name in pages)
    project.write({"terms.yaml": NAMES, **pages})
    project.write({"words.rst": "Words\n=====\n\n.. medterm:glossary::\n"})
    project.write({"index.rst": f"Index\n=====\n\n.. toctree::\n\n   words\n{contents}"})
    conf = {**TITLES, "epub_show_urls": "no", "nitpicky": True, **conf}
    return project.build(builder, **conf)


def linked(built: Built, builder: str, page: str) -> list[tuple[str, str]]:
    """List the links of a page: the addresses from its folder, and the texts."""
    suffix = "xhtml" if builder == "epub" else "html"
    name = {"singlehtml": "index.html", "dirhtml": f"{page}/index.html"}
    body = BeautifulSoup(built.text(name.get(builder, f"{page}.{suffix}")), "html.parser")
    links = body.select(f"section#{page} li a.internal")
    return [(str(link["href"]), link.get_text()) for link in links]


def address(builder: str, target_id: str) -> str:
    """Return the address of an entry from another page."""
    pages = {"singlehtml": "", "dirhtml": "../words/", "epub": "words.xhtml"}
    return f"{pages.get(builder, 'words.html')}#medterm-{target_id}"


def bullets(items: Any) -> str:
    """Write a list."""
    return "".join(f"* {item}\n" for item in items)


@pytest.mark.parametrize("role", ROLES)
def test_roles_lead_to_the_entry_whatever_the_case(
    project: Project, builder: str, role: str
) -> None:
    """One answer for each spelling, in every format, and no warning."""
    text = bullets(ROLES[role].format(name) for name in SPELLINGS)
    built = built_of(project, builder, {"page.rst": f"Page\n====\n\n{text}"})
    if builder in HTML:
        found = [href for href, _text in linked(built, builder, "page")]
        assert found == [address(builder, target_id) for target_id in SPELLINGS.values()]
    if builder == "latex":
        found = re.findall(r"hyperref\[\\detokenize\{words:medterm-(.*?)\}", built.text("p.tex"))
        assert found == [*SPELLINGS.values()]


def test_links_of_markdown_lead_to_entries(project: Project, builder: str) -> None:
    """By key, name or id, with the label as their text if they have none."""
    page = {"page.md": f"# Page\n\n{bullets(MARKDOWN)}"}
    extensions = ["myst_parser", "sphinx_medterm"]
    built = built_of(project, builder, page, extensions=extensions)
    if builder in HTML:
        expected = [(address(builder, target), text) for target, text in MARKDOWN.values()]
        assert linked(built, builder, "page") == expected
    if builder == "text":
        shown = re.findall(r"^\* (.*)$", built.text("page.txt"), re.MULTILINE)
        texts = [line.strip('*"').replace("*", "") for line in shown]
        assert texts == [text for _target, text in MARKDOWN.values()]


def test_pages_follow_the_entries_that_links_of_markdown_lead_to(project: Project) -> None:
    """Each of them, when labels change and when entries move to another page."""
    forms = [form for form in MARKDOWN if "words.rst" not in form]
    pages = {f"page{n}.md": f"# Page\n\n* {form}\n" for n, form in enumerate(forms)}
    extensions = ["myst_parser", "sphinx_medterm"]
    built_of(project, "html", pages, extensions=extensions)
    there = {Path(name).stem for name in pages}
    labels = {name: MARKDOWN[form][1] for name, form in zip(pages, forms, strict=True)}
    project.write({"terms.yaml": NAMES.replace("definition: a", "definition: the")})
    assert there - {*project.build(extensions=extensions).written} <= {
        Path(name).stem for name, label in labels.items() if label in ("seen", "sign")
    }
    project.write({"words.rst": "Words\n=====\n"})
    project.write({"more.rst": ":orphan:\n\nMore\n====\n\n.. medterm:glossary::\n"})
    built = project.build(extensions=extensions)
    assert there <= {*built.written}
    found = [built.html(f"{page}.html").select("li > p > a.internal") for page in sorted(there)]
    assert all(links and str(links[0]["href"]).startswith("more.html#") for links in found)


def test_the_order_of_extensions_does_not_matter(project: Project) -> None:
    """MyST resolves its links after us."""
    page = {"page.md": "# Page\n\n* [](#bone-marrow)\n"}
    built = built_of(project, "html", page, extensions=["sphinx_medterm", "myst_parser"])
    assert linked(built, "html", "page") == [("words.html#medterm-bone-marrow", "bone marrow")]


@pytest.mark.parametrize("builder", ["html", "dirhtml", "singlehtml"])
def test_all_of_them_have_the_same_card(project: Project, builder: str) -> None:
    """One card, to which each link leads."""
    pages = {
        "page.rst": "Page\n====\n\n* :any:`EMH`\n* :term:`EMH`\n* :medterm:`EMH`\n",
        "down.md": "# Down\n\n* [](#emh)\n* [x](#medterm-emh)\n* {any}`emh`\n",
    }
    built = built_of(project, builder, pages, extensions=["myst_parser", "sphinx_medterm"])
    for page in ("page", "down"):
        name = {"singlehtml": "index.html", "dirhtml": f"{page}/index.html"}
        html = BeautifulSoup(built.text(name.get(builder, f"{page}.html")), "html.parser")
        assert len(html.select(f"section#{page} li a.medterm-word")) == 3
        assert 'id="medterm_card-emh"' in str(html)


@pytest.mark.parametrize(
    ("config", "cards"),
    [({"medterm_card_roles": ["any"]}, 2), ({"medterm_card_roles": ["term"]}, 1)],
)
def test_links_of_markdown_have_cards_as_the_role_any_has(
    project: Project, config: dict[str, Any], cards: int
) -> None:
    """They ask for anything of this name, too."""
    page = {"page.md": "# Page\n\n* [](#emh)\n* {any}`emh`\n* {term}`emh`\n"}
    extensions = ["myst_parser", "sphinx_medterm"]
    built = built_of(project, "html", page, extensions=extensions, **config)
    assert len(built.html("page.html").select("li a.medterm-word")) == cards


# ---------------------------------------------------------------------- what comes first

LABEL = ".. _{}:\n\nSection\n-------\n\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f":any:`crohn`\n\n{LABEL.format('crohn')}", "#crohn"),
        (":any:`calr`\n\n.. glossary::\n\n   calr\n      mine\n", "#term-calr"),
        (":term:`calr`\n\n.. glossary::\n\n   calr\n      mine\n", "#term-calr"),
        (":term:`Calr`\n\n.. glossary::\n\n   calr\n      mine\n", "#term-calr"),
        (":term:`CALR`\n\n.. glossary::\n\n   calr\n      mine\n", "words.html#medterm-calr"),
        (":medterm:`calr`\n\n.. glossary::\n\n   calr\n      mine\n", "words.html#medterm-calr"),
        (":any:`words`", "words.html"),
    ],
)
def test_what_sphinx_knows_exactly_comes_first(project: Project, text: str, expected: str) -> None:
    """A label, a term of its own glossary, an object or a page, but not for our own role."""
    # Sphinx may tell of several targets.
    built = built_of(project, "html", {"page.rst": f"Page\n====\n\n{text}"}, check=False)
    assert not [one for one in built.warnings if "[medterm." in one]
    assert built.one("section#page > p > a.internal", "page.html")["href"] == expected


def test_headings_and_labels_of_markdown_come_first(project: Project) -> None:
    """As far as MyST finds them by itself."""
    page = "# Page\n\n* [](#crohn)\n* [](#there)\n\n## Crohn\n\nx\n\n(there)=\n## There\n\nx\n"
    project.write({"conf.py": "myst_heading_anchors = 2\n"})
    built = built_of(
        project, "html", {"page.md": page}, extensions=["myst_parser", "sphinx_medterm"]
    )
    assert [href for href, _ in linked(built, "html", "page")] == ["#crohn", "#there"]


def test_shared_names_lead_to_one_entry_by_all_roles(project: Project) -> None:
    """A label counts more than a synonym, whichever entry stands first."""
    project.write(
        {
            "terms.yaml": "terms:\n"
            "  a: {label: one, synonyms: [pith], definition: x}\n"
            "  z: {label: pith, definition: y}\n"
        }
    )
    text = ":any:`pith` :term:`pith` :medterm:`pith`\n\n.. medterm:: a\n\n.. medterm:: z\n"
    project.write({"index.rst": f"Index\n=====\n\n{text}"})
    links = project.build().html().select("section > p > a.internal")
    assert [link["href"] for link in links] == ["#medterm-z"] * 3
    inventory = (project.root / "html" / "objects.inv").read_bytes()
    listed = zlib.decompress(inventory.split(b"\n", 4)[4]).decode().splitlines()
    assert {line.split()[3] for line in listed if line.startswith("pith m")} == {
        "index.html#medterm-z"
    }


def test_a_name_of_several_terms_is_reported_by_all_roles(project: Project) -> None:
    """The same one is used as for mentions."""
    project.write(
        {"terms.yaml": "terms: {a: {label: x, definition: y}, b: {label: x, definition: y}}"}
    )
    project.write({"index.rst": "Index\n=====\n\n:term:`x` :any:`x`\n\n.. medterm:glossary::\n"})
    built = project.build(warns=["'x' is a name of several terms: a, b"] * 2)
    links = built.html().select("section > p > a.internal")
    assert [link["href"] for link in links] == ["#medterm-a"] * 2
    project.write(
        {"index.rst": "Index\n=====\n\n:medterm:`x` :term:`X`\n\n.. medterm:glossary::\n"}
    )
    project.build(warns=["'x' is a name of several terms: a, b"])


# ---------------------------------------------------------------------- other glossaries

PLAIN = "Plain\n=====\n\n.. glossary::\n\n   Loose Word\n      x\n\n   other\n      y\n"


@pytest.mark.parametrize(
    "mention",
    [
        ":medterm:`Loose Word`",
        ":medterm:`loose word`",
        ":medterm:abbr:`loose WORD`",
        ":medterm:def:`LOOSE WORD`",
        ":medterm:`shown <loose word>`",
    ],
)
def test_mentions_find_terms_of_plain_glossaries(
    project: Project, builder: str, mention: str
) -> None:
    """They link as they are typed, without a card and without a warning."""
    pages = {"page.rst": f"Page\n====\n\n* {mention}\n", "plain.rst": PLAIN}
    built = built_of(project, builder, pages)
    if builder not in HTML:
        return
    ((href, text),) = linked(built, builder, "page")
    page = address(builder, "").partition("#")[0].replace("words", "plain")
    assert href == f"{page}#term-Loose-Word"
    typed = mention.partition("`")[2].rstrip("`")
    assert text == ("shown" if "<" in typed else typed)


def test_data_texts_find_terms_of_plain_glossaries(project: Project) -> None:
    """Whatever the case, and nothing is reported."""
    definition = "a :medterm:`LOOSE word` and an :medterm:abbr:`Other`"
    project.write({"terms.yaml": f"terms: {{a: {{definition: '{definition}'}}}}"})
    project.write({"plain.rst": PLAIN})
    contents = ".. toctree::\n\n   plain\n\n.. medterm:: a\n"
    project.write({"index.rst": f"Index\n=====\n\n{contents}"})
    links = project.build(nitpicky=True).html().select(".medterm-definition a")
    assert [link["href"] for link in links] == [
        "plain.html#term-Loose-Word",
        "plain.html#term-other",
    ]


def test_our_terms_come_before_plain_glossaries(project: Project) -> None:
    """Also if the entry is missing, which is reported."""
    project.write({"plain.rst": f"{PLAIN}\n   anemia\n      z\n\n   Zebra\n      z\n"})
    contents = ".. toctree::\n\n   plain\n\n.. medterm:: anemia\n   :show: codes\n"
    text = f":medterm:`anemia` :medterm:`Zebra`\n\n{contents}"
    project.write({"index.rst": f"Index\n=====\n\n{text}"})
    built = project.build(warns=["the term 'zebra' has no entry"])
    links = built.html().select("section > p > a.internal")
    assert [link["href"] for link in links] == ["#medterm-anemia"]


@pytest.mark.parametrize("std_terms", [True, False])
@pytest.mark.parametrize("spelt", ["Zebra", "zebra", "ZEBRA", "zeBRA"])
@pytest.mark.parametrize("listed", ["Zebra", "zebra", "ZEBRA"])
def test_roles_of_sphinx_agree_on_terms_of_plain_glossaries(
    project: Project, listed: str, spelt: str, std_terms: bool
) -> None:
    """Whatever the case of the term there, of its mention, and of our own term."""
    text = f":term:`{spelt}` :any:`{spelt}`\n\n.. glossary::\n\n   {listed}\n      x\n"
    project.write({"index.rst": f"Index\n=====\n\n{text}\n.. medterm:: zebra\n"})
    built = project.build(medterm_std_terms=std_terms)
    term, any_ = (link["href"] for link in built.html().select("section > p > a.internal"))
    assert term == any_


def test_pages_follow_plain_glossaries(project: Project) -> None:
    """A term that comes, moves or goes changes the pages that mention it, and no other."""
    mention = "Page\n====\n\n:medterm:`loose word`\n"
    project.write({"plain.rst": PLAIN, "page.rst": mention, "rest.rst": "Rest\n====\n\nx\n"})
    contents = ".. toctree::\n\n   page\n   plain\n   rest\n"
    project.write({"index.rst": f"Index\n=====\n\n{contents}"})
    project.build()
    assert project.build().written == []
    project.write({"plain.rst": PLAIN.replace("Loose Word", "loose-word")})
    built = project.build(warns=["unknown term 'loose word'"])
    assert set(built.written) >= {"page", "plain"}
    assert "rest" not in built.written
    assert not built.html("page.html").select("section > p > a")
    project.write({"plain.rst": PLAIN.replace("Loose Word", "LOOSE WORD")})
    built = project.build()
    assert built.one("section > p > a", "page.html")["href"] == "plain.html#term-LOOSE-WORD"


# ---------------------------------------------------------------------- other projects


def inventory_of(root: Path, name: str = "index", **conf: Any) -> str:
    """Build another project, and return its inventory.

    :param name: the page with its entries.
    """
    there = Project(root)
    senses = "senses: {one: {definition: x}}"
    data = f"terms: {{ruga: {{label: Gastric ruga, abbreviations: [GR], {senses}}}}}\n"
    there.write({"conf.py": "", "terms.yaml": data})
    glossary = ".. medterm:glossary::\n\n.. glossary::\n\n   Plain Word\n      x\n"
    there.write({"index.rst": "Index\n=====\n\n.. toctree::\n   :glob:\n\n   more*\n"})
    there.write({f"{name}.rst": f"Page\n====\n\n{glossary}"})
    return str(there.build(**conf).out / "objects.inv")


FOREIGN = {
    ":medterm:`ruga`": "medterm-ruga",
    ":medterm:`RUGA`": "medterm-ruga",
    ":medterm:`gastric  Ruga`": "medterm-ruga",
    ":medterm:`gr`": "medterm-ruga",
    ":medterm:abbr:`gr`": "medterm-ruga",
    ":medterm:def:`GASTRIC RUGA`": "medterm-ruga",
    ":medterm:`Ruga#one`": "medterm-ruga--one",
    ":medterm:`the stomach's <gastric ruga>`": "medterm-ruga",
    ":medterm:`there:gastric ruga`": "medterm-ruga",
    ":medterm:`Plain Word`": "term-Plain-Word",
    ":medterm:`plain word`": "term-Plain-Word",
    ":medterm:abbr:`there:plain word`": "term-Plain-Word",
    ":external:medterm:term:`gastric RUGA`": "medterm-ruga",
    ":external+there:medterm:term:`gastric RUGA`": "medterm-ruga",
    ":external+there:medterm:abbr:`gr`": "medterm-ruga",
}


@pytest.mark.parametrize("std_terms", [True, False])
def test_mentions_find_terms_of_other_projects_whatever_the_case(
    project: Project, tmp_path: Path, std_terms: bool
) -> None:
    """Of the same extension, and of plain glossaries."""
    inventory = inventory_of(tmp_path / "other", medterm_std_terms=std_terms)
    built = built_of(
        project,
        "html",
        {"page.rst": f"Page\n====\n\n{bullets(FOREIGN)}"},
        extensions=["sphinx_medterm", "sphinx.ext.intersphinx"],
        intersphinx_mapping={"there": ("https://example.org/", inventory)},
    )
    links = [link["href"] for link in built.html("page.html").select("li > p > a.external")]
    assert links == [f"https://example.org/index.html#{target}" for target in FOREIGN.values()]


def test_terms_of_other_projects_are_plain_words_in_links(project: Project, tmp_path: Path) -> None:
    """As those of the own project are, by whichever role."""
    inventory = inventory_of(tmp_path / "other")
    mentions = [*FOREIGN, ":external:term:`Plain Word`", ":term:`Plain Word`", ":any:`Plain Word`"]
    names = [f"link {number}" for number in range(len(mentions))]
    links = "".join(f"|{name}|_\n\n.. _{name}: https://example.org\n\n" for name in names)
    pairs = zip(names, mentions, strict=True)
    replaced = "\n".join(f".. |{name}| replace:: {mention}" for name, mention in pairs)
    built = built_of(
        project,
        "html",
        {"page.rst": f"Page\n====\n\n{links}\n{replaced}\n"},
        extensions=["sphinx_medterm", "sphinx.ext.intersphinx"],
        intersphinx_mapping={"there": ("https://example.org/", inventory)},
    )
    page = built.html("page.html")
    assert len(page.select('a[href="https://example.org"]')) == len(mentions)
    assert [str(link) for link in page.select("a a")] == []


def test_plain_glossaries_here_come_before_other_projects(project: Project, tmp_path: Path) -> None:
    """What stands nearer is meant."""
    inventory = inventory_of(tmp_path / "other")
    glossary = ".. glossary::\n\n   plain word\n      mine\n"
    built = built_of(
        project,
        "html",
        {"page.rst": f"Page\n====\n\n* :medterm:`PLAIN word`\n\n{glossary}"},
        extensions=["sphinx_medterm", "sphinx.ext.intersphinx"],
        intersphinx_mapping={"there": ("https://example.org/", inventory)},
    )
    assert linked(built, "html", "page") == [("#term-plain-word", "PLAIN word")]


def test_pages_follow_inventories(project: Project, tmp_path: Path) -> None:
    """A new address is written, although no source has changed."""
    inventory = inventory_of(tmp_path / "other")
    project.write({"index.rst": "Index\n=====\n\n:medterm:`gr`\n\n.. toctree::\n\n   rest\n"})
    project.write(
        {"rest.rst": "Rest\n====\n\n:medterm:`anemia`\n\n.. medterm:: anemia\n   :show: codes\n"}
    )
    project.conf["extensions"] = ["sphinx_medterm", "sphinx.ext.intersphinx"]

    def built_again() -> Built:
        mapping = {"there": ("https://example.org/", inventory)}  # which intersphinx changes
        return project.build(intersphinx_mapping=mapping)

    for name in ("more-1", "more-2"):
        shutil.rmtree(tmp_path / "other")
        inventory_of(tmp_path / "other", name)
        built = built_again()
        link = built.one("section > p > a.external")
        assert link["href"] == f"https://example.org/{name}.html#medterm-ruga"
    assert (built.read, built.written) == ([], ["index"])
    assert built_again().written == []


@pytest.mark.parametrize(
    ("mention", "conf", "counts"),
    [
        ("[marrow](#bone-marrow)", {}, True),
        ("[](#medterm-bone-marrow)", {}, True),
        ("{any}`BONE marrow`", {}, True),
        ("{term}`bone marrow`", {}, True),
        ("{term}`Bone Marrow`", {"medterm_std_terms": False, "suppress_warnings": ["ref"]}, False),
        ("{term}`Loose Word`", {}, False),
        ("{medterm}`bone marrow`", {}, True),
        ("{medterm:code}`HP:0001903`", {}, False),
    ],
)
def test_what_counts_as_the_first_mention_of_a_term(
    project: Project, mention: str, conf: dict[str, Any], counts: bool
) -> None:
    """Whatever leads to its entry, by whichever role; then no name in the text is linked."""
    project.write(
        {"terms.yaml": NAMES, "plain.rst": PLAIN, "all.rst": "A\n=\n\n.. medterm:glossary::\n"}
    )
    project.write(
        {"index.md": f"# I\n\n{mention} and bone marrow.\n\n```{{toctree}}\nplain\nall\n```\n"}
    )
    extensions = ["sphinx_medterm", "myst_parser"]
    built = project.build(extensions=extensions, medterm_autolink="first", **conf)
    assert bool(built.html().select("a.medterm-auto")) is not counts
