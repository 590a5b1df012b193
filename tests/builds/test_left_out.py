"""What a build leaves out of a page is neither a place nor a use."""

from __future__ import annotations

import re
from typing import NamedTuple

import pytest

from .conftest import TITLES, Built, Project

BUILDERS = ["html", "dirhtml", "singlehtml", "epub", "latex", "text", "man", "texinfo", "xml"]


class Way(NamedTuple):
    """A way to leave a text out of a page.

    :ivar before: what stands before the text, which is indented.
    """

    before: str
    inner: str = ""

    def write(self, text: str) -> str:
        """Write a text so that it is left out."""
        if self.inner:
            text = Way(self.inner).write(text)
        lines = [f"   {line}".rstrip() for line in text.splitlines()]
        return "\n".join([self.before, "", *lines, "", ""])


WAYS = {
    "a tag": Way(".. only:: leaflet"),
    "one of two tags": Way(".. only:: manual", ".. only:: leaflet"),
    "the other of two tags": Way(".. only:: leaflet", ".. only:: manual"),
    "a tag that is set": Way(".. only:: not manual"),
    "a setting": Way(".. ifconfig:: release == 'beta'"),
    "a tag and a setting": Way(".. only:: manual", ".. ifconfig:: release == 'beta'"),
    "a to-do note": Way(".. todo::"),
}
"""Every way that Sphinx knows to leave blocks out."""


@pytest.fixture(params=WAYS)
def way(request: pytest.FixtureRequest) -> Way:
    """Leave blocks out in every way."""
    return WAYS[request.param]


CASES = [
    *((way, "html") for way in WAYS.values()),
    *((WAYS["a tag"], builder) for builder in BUILDERS[1:]),
    (WAYS["a setting"], "latex"),
    (WAYS["a to-do note"], "text"),
]
"""Every way and every builder."""


@pytest.fixture
def parts(project: Project) -> Project:
    """Give a project with all extensions that leave something out."""
    project.conf = {
        **TITLES,
        "extensions": ["sphinx_medterm", "sphinx.ext.ifconfig", "sphinx.ext.todo"],
        "nitpicky": True,
        "release": "1",
    }
    project.write({"conf.py": "tags.add('manual')\n"})
    return project


def pages(project: Project, index: str, **others: str) -> None:
    """Write pages, all of which the first one lists."""
    listed = "".join(f"   {name}\n" for name in others)
    contents = f".. toctree::\n\n{listed}\n" if others else ""
    project.write({f"{name}.rst": f"{name}\n=====\n\n{text}" for name, text in others.items()})
    project.write({"index.rst": f"Index\n=====\n\n{index}\n{contents}"})


def links(built: Built, name: str = "index.html") -> list[str]:
    """List where the links of a page lead that mention terms."""
    return [str(link["href"]) for link in built.html(name).select("a.medterm")]


OLD_NAME = """\
terms:
  zebra: {definition: a horse, synonyms: [{label: old horse, status: deprecated}]}
"""
ENTRY, GLOSSARY = ".. medterm:: zebra\n\n", ".. medterm:glossary::\n   :used:\n\n"


@pytest.mark.parametrize(("way", "builder"), CASES)
def test_an_entry_that_is_left_out_is_no_place(parts: Project, way: Way, builder: str) -> None:
    """Links lead to the entry that is shown, and nobody is told of two."""
    pages(parts, f"Of :medterm:`zebra`.\n\n{way.write(ENTRY)}{ENTRY}")
    built = parts.build(builder)
    if builder == "html":
        assert links(built) == ["#medterm-zebra"]
        assert len(built.html().select("#medterm-zebra")) == 1


def test_a_glossary_lists_what_is_left_out_elsewhere(parts: Project, way: Way) -> None:
    """Since there is no other entry of the term."""
    pages(parts, f"Of :medterm:`zebra`.\n\n{way.write(ENTRY)}", terms=GLOSSARY)
    assert links(parts.build()) == ["terms.html#medterm-zebra"]


@pytest.mark.parametrize(("way", "builder"), CASES)
def test_a_term_whose_only_entry_is_left_out_is_reported(
    parts: Project, way: Way, builder: str
) -> None:
    """It has none in this output."""
    pages(parts, f"Of :medterm:`zebra`.\n\n{way.write(ENTRY)}")
    built = parts.build(builder, warns=["the term 'zebra' has no entry"])
    (warning,) = built.warnings
    assert re.search(r"its entry at \S+index.rst:\d+ is left out of this build", warning)


def test_a_mention_that_is_left_out_is_no_use(parts: Project, way: Way) -> None:
    """Neither for the glossary of terms in use, nor for cards and warnings."""
    pages(
        parts, way.write("Of :medterm:`zebra`, :any:`bleeding` and :medterm:`nobody`."), t=GLOSSARY
    )
    built = parts.build(warns=["this glossary has no terms"])
    assert not built.html("t.html").select(".medterm-entry")


@pytest.mark.parametrize(
    ("scope", "builder"), [("document", "text"), ("section", "latex"), ("project", "html")]
)
def test_an_abbreviation_that_is_left_out_is_not_the_first(
    parts: Project, way: Way, scope: str, builder: str
) -> None:
    """The first that readers see is written out."""
    short = ":medterm:abbr:`ANM`"
    pages(
        parts, f"{way.write(short)}Then {short}, {short}.\n\n.. medterm:: anemia\n   :show: forms\n"
    )
    built = parts.build(builder, medterm_first_use=scope)
    name = {"html": "index.html", "latex": "p.tex", "text": "index.txt"}[builder]
    text = built.html().get_text() if builder == "html" else built.text(name)
    assert text.count("anemia (") == 1


def test_a_name_that_is_left_out_is_not_the_first_to_be_linked(parts: Project, way: Way) -> None:
    """The first that readers see is linked."""
    pages(parts, f"{way.write('A zebra.')}Then a zebra, a zebra.\n\n{ENTRY}")
    built = parts.build(medterm_autolink="first")
    assert links(built) == ["#medterm-zebra"]


def test_old_names_that_are_left_out_are_not_reported(parts: Project, way: Way) -> None:
    """As they are not printed."""
    parts.write({"terms.yaml": OLD_NAME})
    pages(parts, f"{way.write('An old horse, :medterm:`old horse`.')}{ENTRY}")
    parts.build(medterm_deprecated_in_text=True)


ALTERNATIVES = {
    "tags": (".. only:: leaflet", ".. only:: not leaflet"),
    "settings": (".. ifconfig:: release == '2'", ".. ifconfig:: release != '2'"),
    "builders": (".. only:: latex or text", ".. only:: not (latex or text)"),
}


@pytest.mark.parametrize("what", ALTERNATIVES)
def test_two_alternatives_of_an_entry_follow_what_is_built(parts: Project, what: str) -> None:
    """Over the same pages read, in any order of builders, tags and settings."""
    one, two = (Way(before) for before in ALTERNATIVES[what])
    pages(parts, ":medterm:`zebra`\n", a=one.write(ENTRY), b=two.write(ENTRY))
    for builder in ["html", "latex", "text", "html", "singlehtml", "epub", "html"]:
        built = parts.build(builder)
        if builder == "html":
            assert links(built) == ["b.html#medterm-zebra"]
    parts.write({"conf.py": "tags.add('leaflet')\n"})
    built = parts.build("html", release="2")
    expected = "b" if what == "builders" else "a"
    assert links(built) == [f"{expected}.html#medterm-zebra"]
    for builder in ["latex", "text", "singlehtml"]:
        parts.build(builder, release="2")


def test_a_substitution_counts_where_it_is_used(parts: Project) -> None:
    """Its definition is no use, be it on the page or in the prolog of all pages."""
    parts.conf["rst_prolog"] = ".. |EMH| replace:: :medterm:abbr:`ANM`\n"
    pages(parts, f".. |gone| replace:: :medterm:`nobody`\n\n{ENTRY}", a="|EMH|", b="b", t=GLOSSARY)
    built = parts.build(medterm_first_use="project")
    assert "anemia (ANM)" in built.one("[role=main]", "a.html").get_text()
    assert not built.html("b.html").select(".medterm-card")
    pages(parts, f"{ENTRY}", a="a", b="b", t=GLOSSARY)
    parts.build(warns=["this glossary has no terms"])


def test_an_entry_that_links_avoid_is_named(parts: Project) -> None:
    """As its author must remove the option."""
    pages(parts, f":medterm:`zebra`\n\n{ENTRY.rstrip()}\n   :no-index:\n")
    (warning,) = parts.build(check=False).warnings
    assert "index.rst:6 has the option ':no-index:'" in warning


def test_only_a_glossary_that_shows_the_term_is_named(parts: Project) -> None:
    """Of several that links avoid, such as pages for letters: the others do not matter."""
    one, other = (f".. medterm:glossary::\n   :letters: {way}\n   :no-index:\n\n" for way in "AZ")
    pages(parts, f":medterm:`zebra`\n\n{one}{other}")
    warnings = parts.build(check=False).warnings
    (warning,) = (line for line in warnings if "'zebra'" in line)
    assert re.search(r"the glossary at \S+index.rst:10 has the option ':no-index:'", warning)
    pages(parts, f":medterm:`zebra`\n\n{one}")
    warnings = parts.build(check=False).warnings
    (warning,) = (line for line in warnings if "'zebra'" in line)
    assert "no-index" not in warning


def test_a_glossary_that_is_left_out_is_named(parts: Project, way: Way) -> None:
    """Of a term that would have its entry there."""
    pages(parts, f"Of :medterm:`zebra`.\n\n{way.write(GLOSSARY)}")
    (warning,) = parts.build(check=False).warnings
    assert re.search(r"the glossary at \S+index.rst:\d+ is left out of this build", warning)


# ---------------------------------------------------------------------- pages outside a document

OUTSIDE = {
    "an orphan": ({"rest.rst": ":orphan:\n\nRest\n====\n\n{}"}, ""),
    "a table of contents that is left out": (
        {"rest.rst": "Rest\n====\n\n{}"},
        ".. only:: leaflet\n\n   .. toctree::\n\n      rest\n",
    ),
    "below a page that is left out": (
        {
            "rest.rst": "Rest\n====\n\n{}",
            "between.rst": "Between\n=======\n\n.. toctree::\n\n   rest\n",
        },
        ".. ifconfig:: release == '2'\n\n   .. toctree::\n\n      between\n",
    ),
}
ASSEMBLED = ["singlehtml", "latex", "man", "texinfo"]


@pytest.mark.parametrize("outside", OUTSIDE)
@pytest.mark.parametrize("builder", [*ASSEMBLED, "html", "text"])
def test_pages_outside_of_a_document(parts: Project, outside: str, builder: str) -> None:
    """They are no places in documents that are assembled, but they are pages of their own."""
    files, contents = OUTSIDE[outside]
    parts.write(
        {name: text.format(f"{ENTRY}:medterm:`bleeding`\n") for name, text in files.items()}
    )
    pages(parts, f"Of :medterm:`zebra`.\n\n{contents}")
    is_assembled = builder in ASSEMBLED
    expected = [] if is_assembled else ["the term 'bleeding' has no entry"]
    parts.build(
        builder, warns=[*expected, *(["the term 'zebra' has no entry"] if is_assembled else [])]
    )
    pages(parts, f"Of :medterm:`zebra`.\n\n{contents}", terms=GLOSSARY)
    built = parts.build(builder)
    if builder == "html":
        assert links(built) == ["rest.html#medterm-zebra"]
    if builder == "singlehtml":
        assert links(built) == ["#medterm-zebra"]
        assert not built.html().select("#medterm-bleeding")


def test_documents_of_other_formats_have_their_own_pages(parts: Project) -> None:
    """As the configuration says where each begins, and which pages are added."""
    parts.write(
        {
            "conf.py": "",
            "more.rst": f":orphan:\n\nMore\n====\n\n{ENTRY}",
            "own.rst": ":orphan:\n\nOwn\n===\n\n:medterm:`zebra`\n",
        }
    )
    pages(parts, "Text.")
    own = [("own", "p.tex", "P", "A", "manual")]
    parts.build("latex", latex_documents=own, warns=["the term 'zebra' has no entry"])
    parts.build("latex", latex_documents=own, latex_appendices=["more"])
    listing = [("own", "p.tex", "P", "A", "manual", True)]
    parts.build("latex", latex_documents=listing)


@pytest.mark.parametrize("builder", ["latex", "texinfo"])
def test_a_document_of_listed_pages_has_them_whatever_is_around_the_list(
    parts: Project, builder: str
) -> None:
    """Sphinx takes all tables of contents from the first page, and nothing else of it."""
    listed = ".. only:: leaflet\n\n   .. toctree::\n\n      a\n"
    pages(parts, f"{listed}\n", a=ENTRY, b="Of :medterm:`zebra`.")
    parts.conf |= {
        "latex_documents": [("index", "p.tex", "P", "A", "manual", True)],
        "texinfo_documents": [("index", "p", "P", "A", "p", "p", "P", True)],
    }
    parts.build(builder)


@pytest.mark.parametrize("builder", ["latex", "man", "texinfo", "text"])
def test_first_uses_in_each_document(parts: Project, builder: str) -> None:
    """Who reads one of several documents has not read the others, even if they are short."""
    short = "Of :medterm:abbr:`ANM`, :medterm:abbr:`ANM`.\n"
    pages(parts, "Text.\n", a=short, b=short, t=GLOSSARY)
    names = ["a", "b"]
    parts.conf |= {
        "latex_documents": [(name, f"{name}.tex", "P", "A", "manual") for name in names],
        "man_pages": [(name, name, "p", ["A"], 1) for name in names],
        "texinfo_documents": [(name, name, "P", "A", "p", "p", "P") for name in names],
        "latex_appendices": ["t"],
        "texinfo_appendices": ["t"],
    }
    built = parts.build(builder, check=False, medterm_first_use="project")
    ending = {"latex": "tex", "man": "1", "texinfo": "texi", "text": "txt"}[builder]
    counts = [built.text(f"{name}.{ending}").count("anemia (") for name in names]
    assert counts == ([1, 0] if builder == "text" else [1, 1])


@pytest.mark.parametrize("builder", ["html", "singlehtml", "latex", "text", "xml"])
@pytest.mark.parametrize("part", ["header", "footer"])
def test_headers_and_footers_are_left_out(parts: Project, part: str, builder: str) -> None:
    """As no builder of Sphinx prints them: some skip them, and the others would stop."""
    inside = Way(f".. {part}::").write(f":medterm:abbr:`ANM` :medterm:`nobody`\n\n{ENTRY}")
    entries = f"{ENTRY}.. medterm:: anemia\n   :show: forms\n"
    pages(parts, f"{inside}Of :medterm:abbr:`ANM`.\n\n{entries}")
    built = parts.build(builder)
    if builder == "html":
        assert built.one("[role=main]").get_text().count("anemia (ANM)") == 1
        assert len(built.html().select("#medterm-zebra")) == 1


@pytest.mark.parametrize("what", ALTERNATIVES)
@pytest.mark.parametrize("shown", [ENTRY, ".. medterm:glossary::\n\n"])
def test_alternatives_are_no_repetitions_when_messages_are_extracted(
    parts: Project, what: str, shown: str
) -> None:
    """Sphinx extracts those of all alternatives, since translators need them all."""
    one, two = (Way(before) for before in ALTERNATIVES[what])
    pages(parts, f":medterm:`zebra`\n\n{one.write(shown)}{two.write(shown)}")
    assert "an unlikely diagnosis" in parts.build("gettext").text("index.pot")


ONLY = ".. only:: leaflet\n\n   .. todo::\n\n      {}\n"
NOTES = {
    "a part that is left out": ("note.rst", f"Note\n====\n\n{ONLY}"),
    "a page that is left out": ("rest.rst", ":orphan:\n\nRest\n====\n\n.. todo::\n\n   {}\n"),
}


@pytest.mark.parametrize("where", NOTES)
@pytest.mark.parametrize("builder", ["html", "singlehtml", "latex"])
def test_a_list_of_notes_uses_what_it_shows(parts: Project, where: str, builder: str) -> None:
    """Sphinx lists the to-do notes of all pages, whatever else a build leaves out."""
    name, note = NOTES[where]
    pages(parts, ".. todolist::\n", t=GLOSSARY, note="Note.")
    parts.write({name: note.format("Of :medterm:`zebra` and :medterm:`nobody`.")})
    built = parts.build(builder, todo_include_todos=True, check=False)
    (warning,) = (line for line in built.warnings if "[medterm." in line)
    assert re.search(rf"{name}:\d+: WARNING: unknown term 'nobody'", warning)
    if builder != "latex":
        (link,) = links(built)
        assert link.endswith("#medterm-zebra")
    parts.build(builder, out="without", warns=["this glossary has no terms"])
