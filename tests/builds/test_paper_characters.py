"""Characters that an engine of LaTeX lacks are set up in the preamble, and reported once a build.

That a PDF comes out, and what it shows, is for the judges.
"""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from .conftest import TITLES, Built, Project

FILE = "terms.json"
NO_SIGN = "cannot print"


def latex(project: Project, terms: dict[str, Any], page: str, **options: Any) -> Built:
    """Build a page after a title as LaTeX, with terms of its own."""
    project.write({FILE: json.dumps({"terms": terms}), "index.rst": f"Page\n====\n\n{page}\n"})
    return project.build("latex", medterm_files=[FILE], **{**TITLES, **options})


def declared(built: Built, document: str = "p.tex") -> dict[str, str]:
    """Return how the preamble of a document says that characters are written."""
    preamble = built.text(document).partition(r"\begin{document}")[0]
    pattern = r"\\medterm(?:phonetic)?sign\{(.)\}\{[0-9A-F]+\}\{[0-9A-F]+\}\{(.*)\}%$"
    return dict(re.findall(pattern, preamble, re.MULTILINE))


KINDS = {
    "a sign of the IPA": ("ə", r"\medtermipa{\textschwa}"),
    "a letter of Greek": ("α", r"\medtermgreek{\alpha}"),
    "an ancient letter of Greek": ("ἀ", r"\medtermover{\textquoteright{}}{\medtermgreek{\alpha}}"),
    "a sign of mathematics": ("≤", r"\ensuremath{\leq}"),
    "a raised letter": ("ʰ", r"\textsuperscript{h}"),
    "a fraction": ("⅓", "{1⁄3}"),
    "a mark": ("\u0329", r"\medtermmark{\medtermipa{\textsyllabic{}}}"),
    "nothing that can be seen": ("\u200c", "{}"),
}
LACKING = {
    "Cyrillic": "Б",
    "Hebrew": "ב",
    "Arabic": "ب",
    "Chinese": "中",
    "Korean": "한",
    "Thai": "ก",
    "a smiley": "😀",
    "a private character": "\ue000",
}


@pytest.mark.parametrize("kind", KINDS)
def test_pdflatex_is_told_how_to_write(project: Project, kind: str) -> None:
    """It would stop at each of these; there is nothing to warn about."""
    character, tex = KINDS[kind]
    built = latex(project, {"ant": {"definition": f"an x{character}y"}}, ".. medterm:: ant")
    assert declared(built)[character] == tex


@pytest.mark.parametrize("kind", LACKING)
def test_a_character_that_pdflatex_lacks(project: Project, kind: str) -> None:
    """The warning names the place of the term, and the line for ``conf.py``."""
    one = LACKING[kind]
    built = latex(project, {"ant": {"definition": one}}, ".. medterm:: ant", check=False)
    (warning,) = built.warnings
    assert f"{FILE}:1: WARNING: pdfLaTeX {NO_SIGN} " in warning
    assert f"U+{ord(one):04X}" in warning
    assert "first in the term 'ant'; it is printed as a box with its number" in warning
    assert "(set latex_engine = 'xelatex' in conf.py) [medterm.latex]" in warning
    assert declared(built)[one] == ""


FIELDS: dict[str, Any] = {
    "label": {"label": "xЖ", "definition": "an ant"},
    "definition": {"definition": "xЖ"},
    "plain definition": {"definition": "an ant", "plain_definition": "*xЖ*"},
    "synonym": {"definition": "an ant", "synonyms": ["xЖ"]},
    "literal": {"definition": "``xЖ``"},
    "translation": {"definition": "an ant", "translations": {"ru": {"label": "xЖ"}}},
    "etymology": {"definition": "an ant", "etymology": "xЖ"},
    "condition": {"definition": "an ant", "related_conditions": ["xЖ"]},
    "pronunciation": {"definition": "an ant", "pronunciation": {"ipa": "/xЖ/"}},
}


@pytest.mark.parametrize("field", FIELDS)
def test_every_field_is_looked_at(project: Project, field: str) -> None:
    """Whatever the entry shows must be written, in the index too."""
    built = latex(project, {"ant": FIELDS[field]}, ".. medterm:: ant", check=False)
    assert [NO_SIGN in one for one in built.warnings] == [True]
    assert "Ж" in declared(built)


PLACES = {
    "a mention": ":medterm:`ant`",
    "a definition in a sentence": "It is :medterm:def:`ant`.",
    "a title": "About :medterm:`ant`\n--------------------",
    "a caption": ".. list-table:: Of :medterm:`ant`\n\n   * - cell",
    "a cell": ".. list-table::\n\n   * - :medterm:`ant`",
    "an admonition": ".. note:: :medterm:`ant`",
    "a footnote": "Text [#]_.\n\n.. [#] :medterm:`ant`",
}


@pytest.mark.parametrize("place", PLACES)
def test_words_of_mentions_are_looked_at(project: Project, place: str) -> None:
    """Also on a page without the entry, whose place in the data the warning names."""
    terms = {"ant": {"label": "жук", "definition": "жук"}}
    other = "Other\n=====\n\n.. medterm:: ant\n   :hide: definition\n"
    project.write({"other.rst": f":orphan:\n\n{other}"})
    page = PLACES[place].replace(":medterm:`ant`", ":medterm:`жук <ant>`")
    built = latex(project, terms, f"{page}\n\n.. toctree::\n\n   other", check=False)
    assert sum(NO_SIGN in one for one in built.warnings) == 1
    assert "ж" in declared(built)


def test_text_of_pages_is_left_alone(project: Project) -> None:
    """How to write it is between its author and Sphinx."""
    built = latex(project, {"ant": {"definition": "an ant"}}, "Жук ə.\n\n.. medterm:: ant")
    assert declared(built) == {}


def test_warning_counts_all_and_names_a_few(project: Project) -> None:
    """One warning for all documents of a build, however many terms there are."""
    terms = {f"t{n}": {"definition": f"{chr(0x4E00 + n)} in {chr(0x4E00 + n)}"} for n in range(9)}
    documents = [(name, f"{name}.tex", "P", "A", "manual") for name in ("index", "other")]
    project.write({"other.rst": ":orphan:\n\nOther\n=====\n\n.. medterm:glossary::\n"})
    page = ".. medterm:glossary::"
    built = latex(project, terms, page, latex_documents=documents, check=False)
    (warning,) = [one for one in built.warnings if "medterm.latex" in one]
    assert "一 (U+4E00), 丁 (U+4E01), 丂 (U+4E02) and 6 more" in warning
    assert "their 36 occurrences are printed as boxes with their numbers" in warning
    assert "一" in declared(built, "index.tex")
    assert "一" in declared(built, "other.tex")


def test_each_document_declares_its_own(project: Project) -> None:
    """And not what the document before it needs."""
    terms = {"ant": {"definition": "α"}, "bee": {"definition": "β"}}
    documents = [(name, f"{name}.tex", "P", "A", "manual") for name in ("index", "other")]
    project.write({"other.rst": ":orphan:\n\nOther\n=====\n\n.. medterm:: bee\n"})
    built = latex(project, terms, ".. medterm:: ant", latex_documents=documents)
    assert {*declared(built, "index.tex")} == {"α", "Α"}
    assert {*declared(built, "other.tex")} == {"β", "Β"}


def test_warning_can_be_silenced(project: Project) -> None:
    """As all of ours."""
    ant = {"ant": {"definition": "中"}}
    latex(project, ant, ".. medterm:: ant", suppress_warnings=["medterm.latex"])


def test_preamble_follows_the_data(project: Project) -> None:
    """A second build has what the data have now, and the preamble of the project."""
    own = {"preamble": r"\def\own{}"}
    latex(project, {"ant": {"definition": "α"}}, ".. medterm:: ant", latex_elements=own)
    terms = {"ant": {"definition": "β"}}
    built = latex(project, terms, ".. medterm:: ant", latex_elements=own)
    assert {*declared(built)} == {"β", "Β"}
    assert r"\def\own{}" in built.text("p.tex")


SET_UP: dict[str, dict[str, Any]] = {
    "a declaration": {"latex_elements": {"preamble": r"\DeclareUnicodeCharacter{0416}{zh}"}},
    "a new character": {"latex_elements": {"preamble": r"\newunicodechar{Ж}{zh}"}},
    "fonts for Cyrillic": {"latex_elements": {"fontenc": r"\usepackage[T2A,T1]{fontenc}"}},
    "a language with them": {"language": "ru"},
    "XeLaTeX": {"latex_engine": "xelatex"},
    "LuaLaTeX": {"latex_engine": "lualatex"},
    "upLaTeX": {"latex_engine": "uplatex"},
    "pLaTeX": {"latex_engine": "platex"},
}


@pytest.mark.parametrize("how", SET_UP)
def test_characters_of_the_project_are_its_own(project: Project, how: str) -> None:
    """What a project sets up is neither reported nor set up again."""
    built = latex(project, {"ant": {"definition": "Ж"}}, ".. medterm:: ant", **SET_UP[how])
    assert declared(built) == {}


UNICODE = ("xelatex", "lualatex")


@pytest.mark.parametrize("engine", UNICODE)
def test_fonts_of_xelatex_lack_chinese(project: Project, engine: str) -> None:
    """They would drop it; IPA and Greek they have."""
    terms = {"ant": {"definition": "ə α Ж 中"}}
    built = latex(project, terms, ".. medterm:: ant", latex_engine=engine, check=False)
    (warning,) = built.warnings
    assert f"LaTeX {NO_SIGN} 中 (U+4E2D) in data texts, first in the term" in warning
    assert r"set latex_elements = {'fontpkg': r'\setmainfont{…}'} in conf.py" in warning
    assert declared(built) == {"中": ""}


@pytest.mark.parametrize(
    "elements",
    [
        {"fontpkg": r"\setmainfont{Noto Serif CJK SC}"},
        {"preamble": r"\usepackage{xeCJK}"},
        {"extrapackages": r"\usepackage{ctex}"},
        {"preamble": r"\setmainfont{Noto Serif}"},
    ],
)
def test_fonts_of_a_project_are_trusted(project: Project, elements: dict[str, str]) -> None:
    """Nobody knows them without running TeX."""
    settings: dict[str, Any] = {"latex_engine": "xelatex", "latex_elements": elements}
    built = latex(project, {"ant": {"definition": "中"}}, ".. medterm:: ant", **settings)
    assert declared(built) == {}


def test_marks_are_joined_to_letters_for_pdflatex(project: Project) -> None:
    """Where Unicode has both as one character; LaTeX knows no mark after a letter."""
    terms = {
        "ant": {"label": "e\u0301", "definition": "e\u0301 *a\u0308*", "synonyms": ["u\u0308"]}
    }
    built = latex(project, terms, ".. medterm:: ant")
    text = built.text("p.tex")
    assert declared(built) == {}
    assert not re.search("[\u0301\u0308]", text)
    assert {"é", "ä", "ü"} <= {*text}


def test_addresses_have_only_ascii(project: Project) -> None:
    """Other characters are escaped in links, and shown as they are."""
    data = {"definition": "see `it <https://example.org/Жук%20a?b=c#d>`_"}
    built = latex(project, {"ant": data}, ".. medterm:: ant", latex_engine="xelatex")
    assert r"https://example.org/\%D0\%96\%D1\%83\%D0\%BA\%20a?b=c\#d" in built.text("p.tex")


def entries(built: Built) -> list[str]:
    """List the entries of the index."""
    return re.findall(r"\\index\{(.*?)\}(?=\\index|\\ignorespaces|\n)", built.text("p.tex"))


def test_index_is_in_the_font_of_the_text(project: Project) -> None:
    """Sphinx's own entries are in that of code."""
    page = ".. medterm:: ant\n\n.. index:: own"
    built = latex(project, {"ant": {"definition": "an ant", "synonyms": ["a (b)"]}}, page)
    assert {r"ant@\medtermindexed{ant}", r"a (b)@\medtermindexed{a}\spxextra{b}|see{ant}"} <= {
        *entries(built)
    }
    assert r"\index{own@\spxentry{own}}" in built.text("p.tex")


@pytest.mark.parametrize(
    ("label", "key"),
    [
        ("α-fetoprotein", "alpha-fetoprotein"),
        ("Ångström", "angstrom"),
        ("Жук", ":жук"),
        ("a@b!c|d", None),
        ("don't", "don't"),
    ],
)
def test_index_of_makeindex_sorts_by_letters_it_knows(
    project: Project, label: str, key: str | None
) -> None:
    """It would put half a character at the head of a group, where pdfLaTeX stops."""
    built = latex(
        project,
        {"ant": {"label": label, "definition": "an ant"}},
        ".. medterm:: ant",
        suppress_warnings=["medterm.latex"],
    )
    (entry,) = entries(built)
    if key is not None:
        assert entry.partition("@")[0].lower().startswith(key)
    assert entry.partition(r"@\medtermindexed{")[0].isascii() or entry.startswith(":")


def test_index_of_xindy_sorts_by_the_names(project: Project) -> None:
    """It knows all letters."""
    terms = {"ant": {"label": "Жук", "definition": "an ant"}}
    built = latex(project, terms, ".. medterm:: ant", latex_engine="xelatex")
    assert entries(built) == [r"Жук@\medtermindexed{Жук}"]


def test_words_from_right_to_left_keep_their_order(project: Project) -> None:
    """TeX would set the first word first."""
    terms = {"ant": {"definition": "it is נקי עברית, and one word: עברית"}}
    built = latex(project, terms, ".. medterm:: ant", latex_engine="xelatex")
    assert r"it is \medtermreversed{נקי עברית}, and one word: עברית" in built.text("p.tex")


def test_titles_lead_nowhere(project: Project) -> None:
    """A link in the contents must lead to the section, and not to an entry."""
    page = "About :medterm:`ant`\n--------------------\n\n:medterm:`ant`\n\n.. medterm:: ant"
    text = latex(project, {"ant": {"definition": "an ant"}}, page).text("p.tex")
    assert r"\chapter{About ant}" in text
    assert r"\sphinxcrossref{ant}" in text
