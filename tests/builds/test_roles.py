"""Roles that show something of a term: what they show, where it leads, what they warn of."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from .conftest import Build, Built, Project
from .together import Together

GLOSSARY = "\n\n.. medterm:glossary::\n"
TERMS = """\
word_parts:
  haemato-: {kind: combining form, gloss: blood}
  -poiesis: {gloss: making}
  bare-: {note: no gloss}
terms:
  emh:
    label: extramedullary hematopoiesis
    pronunciation: {ipa: ˌhiːmətəʊpɔɪˈiːsɪs, respelling: HEE-muh}
    abbreviations: [EMH, {label: XMH, plural: XMH forms, status: deprecated}]
    synonyms: [myeloid metaplasia]
    variants: [{label: extramedullary haematopoiesis, region: UK}]
    forms: [{label: extramedullary hematopoieses, number: plural}]
    hidden_labels: [extramedulary hematopoiesis]
    definition: ":medterm:`formation of blood <blood>` outside the *marrow*\\n\\nAnd more."
    plain_definition: blood made in the wrong place
    etymology: {parts: [haemato-, -poiesis]}
    codes:
      - {system: MESH, code: D006411, display: "Hematopoiesis, Extramedullary"}
      - {system: HP, code: "0001978", match: exact}
      - NCIT:C3073
  blood:
    definition: a red fluid
    etymology: A *Germanic* word.
  cell:
    senses:
      biology: {definition: a unit of life, plain_definition: a tiny part}
      prison: {definition: a small room}
"""


@pytest.fixture
def say(page: Build, project: Project) -> Callable[..., str]:
    """Build a page of one paragraph with a glossary of terms that have all there is to show."""
    project.write({"terms.yaml": TERMS})

    def build(text: str, **options: Any) -> str:
        built = page(text + GLOSSARY, **options)
        shown = built.html().select_one("section > p")
        assert shown is not None
        return " ".join(shown.get_text().split())

    return build


KINDS = {
    ":medterm:short:`EMH`": "EMH",
    ":medterm:short:`extramedullary hematopoiesis`": "EMH",
    ":medterm:short:`XMH`": "XMH",
    ":medterm:short:`EMHs`": "EMHs",
    ":medterm:short:`XMH forms`": "XMH forms",
    ":medterm:short:`extramedullary hematopoieses`": "EMHs",
    ":medterm:short:`EMH +plural`": "EMHs",
    ":medterm:long:`EMH`": "extramedullary hematopoiesis",
    ":medterm:long:`emh`": "extramedullary hematopoiesis",
    ":medterm:long:`EMHs`": "extramedullary hematopoieses",
    ":medterm:long:`EMH +plural`": "extramedullary hematopoieses",
    ":medterm:long:`EMH +capital`": "Extramedullary hematopoiesis",
    ":medterm:long:`EMH +plural +capital`": "Extramedullary hematopoieses",
    ":medterm:long:`Extramedullary haematopoiesis`": "Extramedullary haematopoiesis",
    ":medterm:long:`myeloid metaplasia`": "myeloid metaplasia",
    ":medterm:long:`extramedulary hematopoiesis`": "extramedullary hematopoiesis",
    ":medterm:full:`EMH`": "extramedullary hematopoiesis (EMH)",
    ":medterm:full:`EMHs`": "extramedullary hematopoieses (EMHs)",
    ":medterm:full:`EMH +capital`": "Extramedullary hematopoiesis (EMH)",
    ":medterm:full:`terms:EMH`": "extramedullary hematopoiesis (EMH)",
    ":medterm:abbr:`EMH`": "extramedullary hematopoiesis (EMH)",
    ":medterm:abbr:`EMH` :medterm:abbr:`EMH`": "extramedullary hematopoiesis (EMH) EMH",
    ":medterm:abbr:`EMH` :medterm:abbr:`XMH`": "extramedullary hematopoiesis (EMH) EMH",
    ":medterm:full:`XMH forms`": "extramedullary hematopoieses (EMHs)",
    ":medterm:long:`XMH`": "extramedullary hematopoiesis",
    ":medterm:abbr:`this <EMH>` :medterm:abbr:`!EMH`": "this EMH",
    ":medterm:def:`EMH`": "formation of blood outside the marrow",
    ":medterm:def:`EMH +plain`": "blood made in the wrong place",
    ":medterm:plain:`EMH`": "blood made in the wrong place",
    ":medterm:def:`cell`": "a unit of life",
    ":medterm:def:`cell#prison`": "a small room",
    ":medterm:def:`this <EMH>`": "this",
    ":medterm:pron:`EMH`": "/ˌhiːmətəʊpɔɪˈiːsɪs/ HEE-muh",
    ":medterm:etym:`EMH`": "haemato- “blood” + -poiesis “making”",
    ":medterm:etym:`blood`": "A Germanic word.",
    ":medterm:part:`haemato-`": "haemato- (“blood”)",
    ":medterm:part:`haem <haemato->`": "haem (“blood”)",
    ":medterm:part:`bare-`": "bare-",
    ":medterm:code:`MESH:D006411`": "MeSH D006411 (Hematopoiesis, Extramedullary)",
    ":medterm:code:`HP:0001978`": "HP:0001978 (extramedullary hematopoiesis)",
    ":medterm:code:`the code <MESH:D006411>`": "the code",
    ":medterm:code:`LOCAL:1`": "LOCAL 1",
    ":medterm:code:`NCIT:C3073`": "NCI Thesaurus C3073",
}


@pytest.fixture(scope="module")
def kinds(tmp_path_factory: pytest.TempPathFactory) -> Together:
    """Build pages with what is written."""
    project = Project(tmp_path_factory.mktemp("kinds"))
    project.write({"conf.py": "", "terms.yaml": TERMS, "index.rst": f"Page\n====\n{GLOSSARY}"})
    return Together(project, KINDS, suppress_warnings=["medterm.deprecated"])


@pytest.mark.parametrize(("written", "shown"), KINDS.items())
def test_each_kind_shows_its_part_of_the_term(kinds: Together, written: str, shown: str) -> None:
    """What is typed decides number, capital and spelling, unless an option does."""
    paragraph = kinds.built.one("section > p", kinds.page(written))
    assert " ".join(paragraph.get_text().split()) == shown


@pytest.mark.parametrize("kind", ["abbr", "short", "long", "full"])
def test_names_are_linked_and_abbreviations_marked(
    page: Build, project: Project, kind: str
) -> None:
    """One link holds it all; the short form is an ``abbr``."""
    project.write({"terms.yaml": TERMS})
    link = page(f":medterm:{kind}:`EMH`{GLOSSARY}").one("section > p > a.medterm")
    assert link["href"] == "#medterm-emh"
    assert [a.get_text() for a in link.select("abbr")] == ["EMH"] * (kind != "long")


def test_code_leads_to_its_official_page(page: Build, project: Project) -> None:
    """The display follows behind the link."""
    project.write({"terms.yaml": TERMS})
    link = page(f":medterm:code:`MESH:D006411`{GLOSSARY}").one("section > p > a.external")
    assert link["href"] == "https://meshb.nlm.nih.gov/record/ui?ui=D006411"
    assert link.get_text() == "MeSH D006411"


def test_links_in_a_definition_stay_links(page: Build, project: Project) -> None:
    """The definition of another term is shown with what it mentions."""
    project.write({"terms.yaml": TERMS})
    shown = page(f":medterm:def:`EMH`{GLOSSARY}").one("section > p > .medterm-text-def")
    assert shown.select_one("a")["href"] == "#medterm-blood"  # type: ignore[index]
    assert shown.select_one("em") is not None


@pytest.mark.parametrize(
    ("written", "warning"),
    [
        (":medterm:abbr:`blood`", "the term 'blood' has no abbreviations to show"),
        (":medterm:pron:`blood`", "the term 'blood' has no pronunciation to show"),
        (":medterm:etym:`cell`", "the term 'cell' has no etymology to show"),
        (":medterm:part:`hemato-`", "unknown word part 'hemato-' (did you mean 'haemato-'"),
        (":medterm:code:`nonsense`", "'nonsense' is not a code (write a code as SYSTEM:CODE, such"),
        (":medterm:code:`D000740`", "'D000740' is not a code (did you mean 'MESH:D000740'?)"),
        (":medterm:code:`HP 1903`", "'HP 1903' is not a code (did you mean 'HP:0001903'?)"),
        (":medterm:code:`MESH:nonsense`", "nonsense"),
        (":medterm:abbr:`EMJ`", "unknown term 'EMJ'"),
        (":medterm:def:`cell#jail`", "unknown term 'cell#jail' (it has the senses cell#biology"),
    ],
)
def test_what_cannot_be_shown_is_warned_of_at_its_line(
    say: Callable[..., str], written: str, warning: str
) -> None:
    """The text that was typed, or the name of the term, stands in its place."""
    assert say(f"Text {written}.", warns=[warning]).startswith("Text ")


PLURALS = """\
terms:
  lupus: {definition: x, synonyms: [lupus erythematosus], abbreviations: [LE]}
  aids: {label: immune deficiency, definition: x, abbreviations: [AIDS, IDS]}
  cns: {label: nervous system, definition: x, abbreviations: [{label: CNS, plural: CNS}]}
  medullary: {definition: x, part_of_speech: adjective}
  naevus: {definition: x, abbreviations: [NV]}
  corpus-luteum: {label: corpus luteum, definition: x}
  otitis-media:
    label: otitis media
    definition: x
    forms: [{label: ear infections, number: plural}]
"""
NOT_CERTAIN = "is not certain; it is shown as it is"


@pytest.mark.parametrize(
    ("written", "shown", "warning"),
    [
        (
            ":medterm:long:`LE +plural`",
            "lupus",
            f"the plural of 'lupus' {NOT_CERTAIN} (list its plural among the 'forms' of the term "
            "'lupus': {label: …, number: plural}; or use the singular)",
        ),
        (
            ":medterm:long:`Lupus erythematosus +plural`",
            "Lupus erythematosus",
            f"the plural of 'Lupus erythematosus' {NOT_CERTAIN} (write its plural yourself: "
            "':medterm:`… <Lupus erythematosus>`')",
        ),
        (":medterm:full:`LE +plural`", "lupus (LEs)", f"the plural of 'lupus' {NOT_CERTAIN}"),
        (":medterm:abbr:`LEs`", "lupus (LEs)", f"the plural of 'lupus' {NOT_CERTAIN}"),
        (":medterm:short:`LE +plural`", "LEs", ""),
        (":medterm:long:`medullary +plural`", "medullary", f"of 'medullary' {NOT_CERTAIN}"),
        (
            ":medterm:short:`AIDS +plural`",
            "AIDS",
            f"the plural of the abbreviation 'AIDS' {NOT_CERTAIN} (add 'plural' to it in the term "
            "'aids': {label: AIDS, plural: …})",
        ),
        (":medterm:short:`IDS +plural`", "IDS", f"the abbreviation 'IDS' {NOT_CERTAIN}"),
        (":medterm:full:`AIDS +plural`", "immune deficiencies (AIDS)", "abbreviation 'AIDS'"),
        (":medterm:long:`AIDS +plural`", "immune deficiencies", ""),
        (":medterm:full:`CNS +plural`", "nervous systems (CNS)", ""),
        (":medterm:long:`naevus +plural`", "naevi", ""),
        (":medterm:long:`nevus +plural`", "nevi", ""),
        (":medterm:long:`naevi`", "naevi", ""),
        (":medterm:full:`naevus +plural`", "naevi (NVs)", ""),
        (":medterm:long:`corpus luteum +plural`", "corpora lutea", ""),
        (":medterm:long:`otitis-media +plural`", "ear infections", ""),
        (":medterm:long:`otitis media +plural`", "ear infections", ""),
        (":medterm:long:`Otitis media +plural`", "Ear infections", ""),
        (":medterm:long:`corpus-luteum`", "corpus luteum", ""),
        (":medterm:`lupus +plural`", "lupus", ""),
    ],
)
def test_plural_that_is_not_certain_is_warned_of(
    page: Build, project: Project, written: str, shown: str, warning: str
) -> None:
    """The name stays in the singular, and the hint says where to declare its plural."""
    project.write({"terms.yaml": PLURALS})
    built = page(f"Text {written}{GLOSSARY}", warns=[warning] if warning else [])
    assert built.one("section > p").get_text() == f"Text {shown}"


def test_uncertain_plural_is_told_once_in_every_build(project: Project) -> None:
    """Also by a build that reads and writes nothing, and with its place in a data text."""
    quoting = "  quoting: {definition: 'of :medterm:long:`LE +plural`, :medterm:long:`LE`'}\n"
    text = ":medterm:long:`LE +plural` :medterm:long:`lupus +plural`"
    pages = {"conf.py": "", "index.rst": f"Page\n====\n\n{text}{GLOSSARY}"}
    project.write({**pages, "terms.yaml": PLURALS + quoting})
    first = project.build(warns=["the plural of 'lupus'"] * 2)
    assert "terms.yaml:12:29" in "".join(first.warnings)
    again = project.build(warns=["the plural of 'lupus'"] * 2)
    assert sorted(again.warnings) == sorted(first.warnings)


def test_term_without_entry_needs_none_to_be_quoted(page: Build, project: Project) -> None:
    """A definition in the text is no link, so nothing is missing."""
    project.write({"terms.yaml": TERMS})
    built = page("A :medterm:def:`blood` and :medterm:pron:`EMH`.")
    assert "a red fluid" in built.html().get_text()


# ---------------------------------------------------------------------- first use

USES = """
Page
====

:medterm:abbr:`EMH` and :medterm:abbr:`EMH`.

On :medterm:abbr:`EMH`
----------------------

:medterm:abbr:`EMH`, a table and a note [#n]_.

=====================  =
:medterm:abbr:`EMHs`   x
=====================  =

.. [#n] :medterm:abbr:`EMH`.
"""
FULL = "extramedullary hematopoiesis (EMH)"


def _project_of_two(project: Project, *order: str) -> None:
    toctree = "".join(f"   {name}\n" for name in order)
    project.write(
        {
            "terms.yaml": TERMS,
            "index.rst": f"I\n=\n\n.. toctree::\n\n{toctree}{GLOSSARY}",
            "a.rst": "A\n=\n\n:medterm:abbr:`EMH` :medterm:abbr:`EMH`\n",
            "b.rst": "B\n=\n\n:medterm:abbr:`EMH` :medterm:abbr:`EMH`\n",
        }
    )


def _shown(built: object, name: str) -> str:
    paragraph = built.html(f"{name}.html").select_one("section > p")  # type: ignore[attr-defined]
    return " ".join(paragraph.get_text().split())


@pytest.mark.parametrize(
    ("scope", "times"),
    [("document", 1), ("section", 2), ("project", 1)],
)
def test_abbreviation_is_written_out_at_its_first_use(
    project: Project, scope: str, times: int
) -> None:
    """Once on the page, in each section, or in all; never in a title."""
    project.write({"terms.yaml": TERMS, "index.rst": USES, "g.rst": f":orphan:\n\nG\n={GLOSSARY}"})
    built = project.build(medterm_first_use=scope)
    text = " ".join(built.html().select_one("section").get_text().split())  # type: ignore[union-attr]
    assert text.count(FULL) == times
    assert "On EMH" in text
    assert "EMHs x" in text


@pytest.mark.parametrize("order", ["ab", "ba"])
@pytest.mark.parametrize("parallel", [0, 2])
def test_first_use_in_the_project_follows_the_order_of_reading(
    project: Project, order: str, parallel: int
) -> None:
    """The table of contents says which page is read first, in every kind of build."""
    _project_of_two(project, *order)
    built = project.build(medterm_first_use="project", parallel=parallel)
    first, second = list(order)
    assert _shown(built, first) == f"{FULL} EMH"
    assert _shown(built, second) == "EMH EMH"


def test_first_use_moves_when_pages_change_places(project: Project) -> None:
    """An edit of the table of contents writes both pages again, and reads neither."""
    _project_of_two(project, "a", "b")
    project.build(medterm_first_use="project")
    _project_of_two(project, "b", "a")
    project.src.joinpath("a.rst").touch()
    built = project.build(medterm_first_use="project")
    assert {"a", "b"} <= set(built.written)
    assert (_shown(built, "a"), _shown(built, "b")) == ("EMH EMH", f"{FULL} EMH")


@pytest.mark.parametrize("builder", ["singlehtml", "latex"])
@pytest.mark.parametrize(("scope", "times"), [("document", 2), ("project", 1)])
def test_assembled_documents_count_in_their_own_order(
    project: Project, builder: str, scope: str, times: int
) -> None:
    """In one file, pages stay documents, and the project is the whole file."""
    _project_of_two(project, "b", "a")
    built = project.build(
        builder,
        medterm_first_use=scope,
        latex_documents=[("index", "p.tex", "P", "A", "manual")],
    )
    name = {"singlehtml": "index.html", "latex": "p.tex"}[builder]
    text = " ".join(built.text(name).split())
    assert text.count("extramedullary hematopoiesis (") == times


def test_what_is_left_out_is_no_first_use(page: Build, project: Project) -> None:
    """The directive ``only`` hides a use from one format and not from the other."""
    project.write({"terms.yaml": TERMS})
    text = f".. only:: latex\n\n   :medterm:abbr:`EMH`\n\n:medterm:abbr:`EMH`{GLOSSARY}"
    built = page(text, medterm_first_use="project")
    assert FULL in built.html().select_one("section > p").get_text()  # type: ignore[union-attr]


def test_entry_stands_by_itself(page: Build, project: Project) -> None:
    """In the text of an entry the abbreviation is written out, whatever the page has said."""
    project.write(
        {
            "terms.yaml": TERMS
            + "  spleen: {definition: 'site of :medterm:abbr:`EMH`, :medterm:abbr:`EMH`'}\n"
        }
    )
    built = page(f":medterm:abbr:`EMH`{GLOSSARY}")
    entry = built.one("#medterm-spleen .medterm-definition")
    assert entry.get_text() == f"site of {FULL}, EMH"


# ---------------------------------------------------------------------- everywhere


def test_roles_work_in_markdown(project: Project) -> None:
    """MyST has the same roles under the same names."""
    project.write(
        {
            "terms.yaml": TERMS,
            "index.md": "# Page\n\n{medterm:abbr}`EMH`, {medterm:abbr}`EMH +plural`, "
            "{medterm:def}`cell#prison`, {medterm:code}`MESH:D006411`\n\n"
            "| a |\n| --- |\n| {medterm:full}`EMH` |\n\n```{medterm:glossary}\n```\n",
        }
    )
    built = project.build(extensions=["sphinx_medterm", "myst_parser"])
    shown = built.html().select_one("section > p").get_text()  # type: ignore[union-attr]
    assert shown == f"{FULL}, EMHs, a small room, MeSH D006411 (Hematopoiesis, Extramedullary)"
    assert built.one("td").get_text() == FULL


def test_default_role_can_be_medterm(say: Callable[..., str]) -> None:
    """Then backticks are enough."""
    assert say("`EMH` and `blood`", default_role="medterm") == "EMH and blood"


def test_roles_work_in_captions_and_footnotes(page: Build, project: Project) -> None:
    """Wherever inline markup does."""
    project.write({"terms.yaml": TERMS, "x.png": ""})
    built = page(
        ".. figure:: x.png\n\n   Of :medterm:abbr:`EMH`\n\nNote [#a]_.\n\n"
        f".. [#a] :medterm:def:`blood`\n{GLOSSARY}"
    )
    assert FULL in built.one("figcaption").get_text()
    assert "a red fluid" in built.one("aside.footnote").get_text()


RST_PLACES = """
{use}

Title {use}
===========================================================

- {use}

.. list-table:: Table {use}
   :header-rows: 1

   * - head {use}
   * - {use}

.. figure:: x.png

   Figure {use}

   Legend {use}

term {use}
   {use}

Note [#n]_.

.. [#n] {use}

.. note:: {use}
"""
MYST_PLACES = """
{use}

# Title {use}

- {use}

~~~{list-table} Table {use}
:header-rows: 1

* - head {use}
* - {use}
~~~

~~~{figure} x.png

Figure {use}

Legend {use}
~~~

term {use}
: {use}

Note [^n].

[^n]: {use}

~~~{note} {use}
~~~
"""


IN_PLACES = [
    ("term", "blood", "blood"),
    ("abbr", "EMH", "EMH"),
    ("short", "EMH", "EMH"),
    ("long", "EMH", "extramedullary hematopoiesis"),
    ("full", "EMH", FULL),
    ("def", "blood", "a red fluid"),
    ("plain", "EMH", "blood made in the wrong place"),
    ("pron", "EMH", "/ˌhiːmətəʊpɔɪˈiːsɪs/ HEE-muh"),
    ("etym", "blood", "A Germanic word."),
    ("code", "MESH:D006411", "MeSH D006411 (Hematopoiesis, Extramedullary)"),
    ("part", "haemato-", "haemato- (“blood”)"),
]


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build a page for each role and markup."""
    project = Project(tmp_path_factory.mktemp("places"))
    words = f"Page\n====\n{GLOSSARY}"
    project.write({"conf.py": "", "terms.yaml": TERMS, "index.rst": words, "x.png": ""})
    for kind, target, _shown in IN_PLACES:
        rst = RST_PLACES.replace("{use}", f":medterm:{kind}:`{target}`")
        myst = MYST_PLACES.replace("{use}", f"{{medterm:{kind}}}`{target}`")
        project.write(
            {
                f"rst-{kind}.rst": f":orphan:\n\nPage\n####\n\n{rst}",
                f"md-{kind}.md": f"---\norphan: true\n---\n# Page\n\n{myst}",
            }
        )
    return project.build(
        extensions=["sphinx_medterm", "myst_parser"],
        myst_enable_extensions=["deflist"],
        medterm_cards="off",
    )


@pytest.mark.parametrize("markup", ["rst", "md"])
@pytest.mark.parametrize(("kind", "shown"), [(kind, shown) for kind, _target, shown in IN_PLACES])
def test_each_role_works_in_each_place(places: Built, markup: str, kind: str, shown: str) -> None:
    """Titles, lists, tables, captions, legends, definition lists, footnotes and notes, in both."""
    page = places.one("[role=main]", f"{markup}-{kind}.html")
    text = " ".join(page.get_text().split())
    if kind == "abbr":
        assert text.count(FULL) == 1
    assert text.count(shown) == 12


def test_roles_work_inside_definitions(page: Build, project: Project) -> None:
    """A definition may quote another; what is quoted quotes nothing in turn."""
    project.write(
        {
            "terms.yaml": "terms:\n"
            "  a: {definition: 'one, :medterm:def:`b`'}\n"
            "  b: {definition: 'two, :medterm:def:`this <c>` :medterm:def:`a`',"
            " abbreviations: [B]}\n"
            "  c: {definition: ':medterm:short:`b` :medterm:code:`HP:0001978`'}\n"
        }
    )
    built = page(GLOSSARY)
    assert built.one("#medterm-a .medterm-definition").get_text() == "one, two, this a"
    assert built.one("#medterm-c .medterm-definition").get_text() == "B HP:0001978"


@pytest.mark.parametrize("builder", ["text", "man", "latex", "epub"])
def test_every_format_shows_the_words(page: Build, project: Project, builder: str) -> None:
    """First use, definition and code are there on paper, too."""
    project.write({"terms.yaml": TERMS})
    built = page(
        f":medterm:abbr:`EMH` :medterm:def:`blood` :medterm:code:`MESH:D006411`{GLOSSARY}",
        builder=builder,
        epub_copyright="C",
        version="1",
        man_pages=[("index", "p", "P", ["A"], 1)],
        latex_documents=[("index", "p.tex", "P", "A", "manual")],
    )
    name = {"text": "index.txt", "man": "p.1", "latex": "p.tex", "epub": "index.xhtml"}[builder]
    text = " ".join(built.text(name).split())
    for part in ("extramedullary hematopoiesis (", "EMH", "a red fluid", "D006411"):
        assert part in text


# ---------------------------------------------------------------------- after an edit

QUOTING = """\
  quoting:
    definition: ":medterm:part:`haemato-` :medterm:def:`cell#prison` :medterm:code:`MESH:D006411`"
  zebra: {definition: a striped animal}
"""


@pytest.mark.parametrize(
    ("written", "old", "new"),
    [
        (":medterm:abbr:`EMH`", "[EMH,", "[EMH, EH,"),
        (":medterm:long:`EMH`", "label: extramedullary hematopoiesis\n", "label: other\n"),
        (":medterm:def:`blood`", "a red fluid", "a blue fluid"),
        (":medterm:pron:`EMH`", "HEE-muh", "HAH-muh"),
        (":medterm:part:`haemato-`", "gloss: blood", "gloss: gore"),
        (":medterm:code:`MESH:D006411`", "Hematopoiesis, E", "Haematopoiesis, E"),
        (":medterm:`quoting`", "gloss: blood", "gloss: gore"),  # in its card
        (":medterm:`quoting`", "a small room", "a cell"),
        (":medterm:`quoting`", "Hematopoiesis, E", "Haematopoiesis, E"),
    ],
)
def test_a_change_of_what_is_shown_writes_the_page(
    project: Project, written: str, old: str, new: str
) -> None:
    """No page is read again, and a page that shows nothing of it is not written."""
    project.write(
        {
            "terms.yaml": TERMS + QUOTING,
            "index.rst": "I\n=\n\n.. toctree::\n\n   a\n   b\n   c\n",
            "a.rst": f"A\n=\n\n{written}\n",
            "b.rst": "B\n=\n\n:medterm:def:`zebra`\n",
            "c.rst": "C\n=\n\n.. medterm:: quoting\n",
        }
    )
    project.conf["suppress_warnings"] = ["medterm.no_entry"]
    project.build()
    assert old in TERMS
    project.write({"terms.yaml": (TERMS + QUOTING).replace(old, new, 1)})
    built = project.build()
    assert not built.read
    # Sphinx writes the page with the contents, too.
    assert set(built.written) - {"index", "c"} == {"a"}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (":medterm:`EMH`", "formation of blood outside the marrow"),
        (":medterm:`EMH +plain`", "blood made in the wrong place"),
        (":medterm:abbr:`EMH +plain`", "blood made in the wrong place"),
    ],
)
def test_option_chooses_the_audience_of_the_card(
    page: Build, project: Project, written: str, said: str
) -> None:
    """One mention may be explained to others than the readers of the page."""
    project.write({"terms.yaml": TERMS})
    built = page(written + GLOSSARY, medterm_audience="professional")
    link = built.one("section > p > a.medterm")
    start = next((c for c in link["class"] if c.startswith("medterm_card")), "medterm_card")
    card = built.one(f"#{start}-emh")
    assert said in " ".join(card.get_text().split())


def test_quoted_definition_follows_the_audience_and_misses_are_told(
    page: Build, project: Project
) -> None:
    """The page, or an option, says whose definition it is; what is missing is told of once."""
    project.write({"terms.yaml": TERMS})
    built = page(
        f"A :medterm:def:`EMH`, :medterm:def:`EMH +professional`, :medterm:def:`blood`{GLOSSARY}",
        medterm_audience="plain",
        medterm_hide=["definition"],
        warns=["the term 'blood' has no plain definition (its definition is shown instead"],
    )
    text = " ".join(built.html().get_text().split())
    assert "blood made in the wrong place, formation of blood outside the marrow, a red" in text


@pytest.mark.parametrize(
    ("written", "title"),
    [
        (":medterm:`EMH`", "EMH"),
        (":medterm:abbr:`EMH`", "EMH"),
        (":medterm:long:`EMH +capital`", "Extramedullary hematopoiesis"),
        (":medterm:def:`blood`", "a red fluid"),
        (":medterm:code:`HP:0001978`", "HP:0001978 (extramedullary hematopoiesis)"),
        (":medterm:part:`haemato-`", "haemato- (“blood”)"),
    ],
)
def test_roles_work_in_titles(project: Project, written: str, title: str) -> None:
    """The heading has the words, and so has the table of contents."""
    project.write(
        {
            "terms.yaml": TERMS,
            "index.rst": f"I\n=\n\n.. toctree::\n\n   a\n{GLOSSARY}",
            "a.rst": f"On {written}\n{'=' * 60}\n",
        }
    )
    built = project.build()
    heading = built.html("a.html").select("h1")[0]
    assert heading.get_text().removesuffix("¶") == f"On {title}"
    listing = built.html().select(".toctree-wrapper a")
    assert listing[0].get_text() == f"On {title}"


def test_content_is_read_alike_on_pages_and_in_data_text(page: Build, project: Project) -> None:
    """Titles, backslashes, senses, options and line breaks mean the same in both."""
    contents = [
        "cell",
        "cell#biology",
        "cell#biology +plain",
        "a  title <cell>",
        "a \\<b> <cell>",
        "ce\\ ll",
        "two\nlines <cell#prison +both>",
        "cell#",
        "!cell",
        "<cell>",
        "\\!cell",
        "a <>",
    ]
    cell = {"senses": {"biology": "a unit of life", "prison": "a small room"}}
    mentions = "\n\n".join(f":medterm:`{content}`" for content in contents)
    project.write(
        {"terms.json": json.dumps({"terms": {"x": {"definition": mentions}, "cell": cell}})}
    )
    built = page(
        f"{mentions}\n\n.. medterm:: x\n   :show: definition\n\n.. medterm:: cell\n",
        medterm_files=["terms.json"],
        medterm_cards="off",
        warns=[f"unknown term {name!r}" for name in ["cell#", "<cell>", "!cell", ""] * 2],
    )
    on_page, in_entry = (
        [" ".join(str(found).split()) for found in built.html().select(selector)]
        for selector in ("section > p", "#medterm-x .medterm-definition p")
    )
    assert len(on_page) == len(contents)
    assert on_page == in_entry
