"""Names in running text: which spans are names, and which of them count."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_medterm.names.normal import APOSTROPHES, HYPHENS
from sphinx_medterm.names.search import Found, Names, ProseFinder, longest
from sphinx_medterm.termbase.base import Termbase

from .conftest import compiled, finder_of

TERMS: dict[str, dict[str, Any]] = {
    "marrow": {},
    "bone-marrow": {"label": "bone marrow", "abbreviations": ["BM"]},
    "marrow-cell": {"label": "marrow cell line"},
    "t-cell": {"label": "T cell"},
    "cell": {},
    "graves": {"label": "Graves' disease"},
    "crohn": {"label": "Crohn disease"},
    "leukemia": {"label": "acute lymphoblastic leukaemia", "abbreviations": ["ALL"]},
    "sclerosis": {"label": "multiple sclerosis", "abbreviations": ["MS"]},
    "mrna": {"label": "messenger RNA", "abbreviations": ["mRNA"]},
    "extramedullary": {},
    "fibrosis": {"label": "acute myelofibrosis"},
    "b2m": {"label": "β2-microglobulin"},
    "cd4": {"label": "CD4+"},
    "jak2": {"label": "JAK2/CALR"},
    "calr": {"label": "CALR"},
    "vena": {"label": "vena cava"},
    "ribs": {"label": "true rib", "forms": ["true costae"]},
    "straße": {"label": "Straße"},
    "coeur": {"label": "cœur"},
    "ischemia": {"label": "ischémie", "hidden_labels": ["ishemia"]},
    "gvhd": {"label": "graft-versus-host disease"},
    "short": {"label": "of", "synonyms": ["up"]},
    "cold": {"autolink": False},
    "common-cold": {"label": "common cold", "autolink": False},
    "lead-1": {"label": "lead"},
    "lead-2": {"label": "lead", "autolink": False},
    "stroke-1": {"label": "heat stroke"},
    "stroke-2": {"label": "heat stroke"},
    "stroke": {},
    "kala-azar": {"label": "black fever"},
    "hindi": {"label": "हिन्दी"},
    "sjogren": {"label": "Sjögren syndrome"},
    "preeclampsia": {"label": "pre-eclampsia"},
    "sodium": {"abbreviations": ["Na"]},
    "sodium-ion": {"label": "Na⁺"},
    "chloride": {"label": "Cl⁻"},
    "chlorine": {"abbreviations": ["Cl"]},
}


@cache
def termbase() -> Termbase:
    """Compile the terms that are looked for."""
    return compiled({"terms": {key: {"definition": "x"} | term for key, term in TERMS.items()}})


@cache
def finder() -> ProseFinder:
    """Make what looks for them."""
    return finder_of(termbase())


def found_in(text: str) -> list[str]:
    """List the names that count as ``words=key/key``."""
    return [f"{text[f.start : f.end]}={'/'.join(f.keys)}" for f in finder().find(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The marrow.", ["marrow=marrow"]),
        ("MARROW, Marrow", ["MARROW=marrow", "Marrow=marrow"]),
        # the longest of those that overlap, and of two as long the first
        ("bone marrow", ["bone marrow=bone-marrow"]),
        ("bone marrow cell line", ["marrow cell line=marrow-cell"]),
        ("marrow bone marrow", ["marrow=marrow", "bone marrow=bone-marrow"]),
        # words that are names only with others
        ("bone of the marrow", ["marrow=marrow"]),
        ("acute leukaemia", []),
        # what stands between the words of a name
        ("bone\nmarrow", ["bone\nmarrow=bone-marrow"]),
        ("bone \t marrow", ["bone \t marrow=bone-marrow"]),
        ("bone\u00a0marrow", ["bone\u00a0marrow=bone-marrow"]),
        ("bone\u202fmarrow", ["bone\u202fmarrow=bone-marrow"]),
        (
            "bone-marrow bone‑marrow bone–marrow",
            ["bone-marrow=bone-marrow", "bone‑marrow=bone-marrow", "bone–marrow=bone-marrow"],
        ),
        ("bone—marrow", ["marrow=marrow"]),
        ("bone – marrow", ["marrow=marrow"]),
        ("bone - marrow", ["marrow=marrow"]),
        ("bone-\nmarrow", ["marrow=marrow"]),
        ("bone, marrow bone/marrow bone (marrow)", ["marrow=marrow"] * 3),
        ("bone\0marrow", ["marrow=marrow"]),
        # hyphens that join a name to something else
        ("T-cell and T cells", ["T-cell=t-cell", "T cells=t-cell"]),
        ("B-cell, cell-free, cell- and", []),
        ("non-extramedullary", []),
        ("non-bone-marrow bone-marrow-derived", []),
        ("extra-medullary", ["extra-medullary=extramedullary"]),
        ("acute myelo-fibrosis", ["acute myelo-fibrosis=fibrosis"]),
        ("graft versus host disease", ["graft versus host disease=gvhd"]),
        ("graft‑versus‑host disease", ["graft‑versus‑host disease=gvhd"]),
        # boundaries
        ("cells/marrow (cell) “cell”", ["cells=cell", "marrow=marrow", "cell=cell", "cell=cell"]),
        ("cellmarrow marrows1 my_cell cell_2", []),
        ("cell.marrow cell@marrow.org marrow.", ["marrow=marrow"]),
        ("cell…marrow", ["cell=cell", "marrow=marrow"]),
        # possessives and plurals
        ("Graves' disease", ["Graves' disease=graves"]),
        ("Graves’ disease", ["Graves’ disease=graves"]),
        ("Graves disease", ["Graves disease=graves"]),
        ("Crohn’s disease", ["Crohn’s disease=crohn"]),
        ("the marrow's cells", ["marrow's=marrow", "cells=cell"]),
        ("venae cavae", ["venae cavae=vena"]),
        ("true ribs", ["true ribs=ribs"]),
        ("true costae", ["true costae=ribs"]),
        ("acute lymphoblastic leukemias", ["acute lymphoblastic leukemias=leukemia"]),
        # capitals
        ("ALL of all in All", ["ALL=leukemia"]),
        ("MS and ms, BMs", ["MS=sclerosis", "BMs=bone-marrow"]),
        ("mRNA mRNAs MRNA", ["mRNA=mrna", "mRNAs=mrna"]),
        ("CALR Calr", ["CALR=calr"]),
        ("up OF of", []),
        # other scripts and signs
        ("STRASSE Straße", ["STRASSE=straße", "Straße=straße"]),
        ("β2-microglobulin", ["β2-microglobulin=b2m"]),
        ("beta-2 microglobulin", ["beta-2 microglobulin=b2m"]),
        ("coeur", ["coeur=coeur"]),
        ("ische\u0301mie", ["ische\u0301mie=ischemia"]),
        ("ishemia", ["ishemia=ischemia"]),
        ("mar\u00adrow", ["mar\u00adrow=marrow"]),
        ("mar\u200crow \u200fmarrow\u200e", ["mar\u200crow=marrow", "marrow\u200e=marrow"]),
        ("हिन्\u200dदी", ["हिन्\u200dदी=hindi"]),
        ("CD4+ cells", ["CD4+=cd4", "cells=cell"]),
        ("CD4⁺ cells", ["CD4⁺=cd4", "cells=cell"]),
        ("Sjogren, SJOEGREN SYNDROME", ["SJOEGREN SYNDROME=sjogren"]),
        ("Sjo\u0308gren-syndrome", ["Sjo\u0308gren-syndrome=sjogren"]),
        (
            "preeclampsia, pre eclampsia",
            ["preeclampsia=preeclampsia", "pre eclampsia=preeclampsia"],
        ),
        # a charge belongs to the symbol before it
        ("Na Na+ Na⁺", ["Na=sodium", "Na+=sodium-ion", "Na⁺=sodium-ion"]),
        ("Cl Cl⁻ Cl- Cl+ Cl⁺", ["Cl=chlorine", "Cl⁻=chloride"]),
        ("JAK2/CALR", ["JAK2/CALR=jak2"]),
        ("हिन्दी हिन्दीय", ["हिन्दी=hindi"]),
        # keys are not written for readers
        ("kala-azar, black fever, b2m", ["black fever=kala-azar"]),
        # terms that must not be linked hide the shorter names inside theirs
        ("cold common cold", ["cold=cold", "common cold=common-cold"]),
        ("lead", ["lead=lead-1"]),
        ("heat stroke stroke", ["heat stroke=stroke-1/stroke-2", "stroke=stroke"]),
        ("", []),
    ],
    ids=repr,
)
def test_names_that_count(text: str, found: list[str]) -> None:
    """Longest names at word boundaries, by the rules of matching that are safe in running text."""
    assert found_in(text) == found


# ---------------------------------------------------------------------- laws

_WORD = re.compile(r"\w[\w\u0301\u00ad]*(?:'[\w\u0301\u00ad]+)*")
_SIGN = re.compile(r"[^\w\s'\-\u0301\u00ad\0—⁃]")
_GAP = re.compile(r"'?\s+|'?-|")
_BEGINS = re.compile(r"(?:\A(?!\s)|[.!?:;…])[\s'’“]*\Z")
_PLAIN = str.maketrans(
    dict.fromkeys(set(HYPHENS) - {"—", "⁃"}, "-") | dict.fromkeys(APOSTROPHES, "'")
)


def by_force(base: Termbase, text: str) -> set[Found]:
    """Look up all spans of tokens, one by one."""
    plain = text.translate(_PLAIN)
    words = [match.span() for match in _WORD.finditer(plain)]
    taken = {place for start, end in words for place in range(start, end)}
    signs = [m.span() for m in _SIGN.finditer(plain) if m.start() not in taken]
    tokens = sorted([*words, *signs])
    found = set()
    for first, (start, _end) in enumerate(tokens):
        if (start, _end) not in words or not _begins(plain, start):
            continue
        for last in range(first, len(tokens)):
            end = tokens[last][1]
            if last > first and not _GAP.fullmatch(plain[tokens[last - 1][1] : tokens[last][0]]):
                break
            inside = text[start].isupper() and not _BEGINS.search(text[:start])
            name = " ".join(text[start:end].split())
            keys = base.lookup.find_in_prose(name, inside=inside)
            if keys and _ends(plain, start, end):
                found.add(Found(start, end, keys))
    return found


def _begins(text: str, start: int) -> bool:
    before = text[:start]
    return not re.search(r"(?:-|[^\W_][.@])\Z", before)


def _ends(text: str, start: int, end: int) -> bool:
    charges = "[+⁺⁻-]" if end - start <= 2 else "[⁻-]"
    return not re.match(rf"{charges}|[.@][^\W_]", text[end:])


PIECES = (
    "bone marrow Marrows cell cells T t graves Crohn's disease’s acute lymphoblastic leukaemia"
    " leukemias ALL all MS mRNAs extra medullary extramedullary β2 beta 2 microglobulin CD4 CD4+"
    " JAK2 CALR venae vena cavae cava true ribs cœur COEUR ische\u0301mie mar\u00adrow graft versus"
    " host disease of up common cold lead heat stroke STRASSE myelo fibrosis"
    " Sjögren Sjoegren SJOGREN"
    " syndrome pre eclampsia preeclampsia Na Na+ Na⁺ Cl Cl⁻"
)
pieces = st.sampled_from(PIECES.split())
gaps = st.sampled_from(
    [" ", " ", " ", "\n", "-", "‑", "–", "—", "/", ", ", ". ", ".", "'", "’ ", "\0"]
)
prose = st.lists(st.tuples(pieces, gaps), max_size=12).map(
    lambda parts: "".join(piece + gap for piece, gap in parts)
)


@given(text=prose)
def test_all_names_are_those_of_a_search_by_force(text: str) -> None:
    """The index leaves nothing out, and adds nothing."""
    assert set(finder().find_all(text)) == by_force(termbase(), text)


@given(text=st.one_of(prose, st.text(max_size=60)))
def test_names_that_count_do_not_overlap_and_begin_and_end_with_words(text: str) -> None:
    """Nothing is linked twice, and no part of a word."""
    found = finder().find(text)
    assert all(one.end <= other.start for one, other in pairwise(found))
    for each in found:
        assert not text[each.start - 1 : each.start].isalnum()
        assert not text[each.end : each.end + 1].isalnum()


words = st.sampled_from(["ala", "os", "ossa", "T", "cells", "cell", "bed", "be", "d", "haem"])
labels = st.lists(st.tuples(words, st.sampled_from([" ", "-", "/", "'s "])), min_size=1, max_size=3)
names = labels.map(lambda parts: "".join(word + gap for word, gap in parts).strip(" -/'s"))


@given(
    labels=st.lists(names.filter(bool), min_size=1, max_size=6), text=st.lists(names, max_size=4)
)
def test_every_name_that_a_search_by_force_finds_is_in_the_index(
    labels: list[str], text: list[str]
) -> None:
    """The same for other names."""
    terms = {f"t{n}": {"label": label, "definition": "x"} for n, label in enumerate(labels)}
    base = compiled({"terms": terms})
    prose = " ".join(text)
    assert set(finder_of(base).find_all(prose)) == by_force(base, prose)


spans = st.lists(st.tuples(st.integers(0, 30), st.integers(1, 8)), max_size=12).map(
    lambda pairs: [Found(start, start + length, ("x",)) for start, length in pairs]
)


@given(found=spans)
def test_choice_is_as_large_as_can_be(found: list[Found]) -> None:
    """Each name that is not chosen overlaps one that is at least as long."""
    chosen = longest(found)
    assert all(one.end <= other.start for one, other in pairwise(chosen))
    for each in found:
        assert any(
            each.start < other.end
            and other.start < each.end
            and other.end - other.start >= each.end - each.start
            for other in chosen
        )


# ---------------------------------------------------------------------- many names


def test_index_of_many_names_is_made_in_linear_time() -> None:
    """With a hundred thousand names, quadratic time would be minutes."""
    index = Names([f"word{n % 5000} thing{n % 700} part{n}" for n in range(100_000)])
    assert list(index.spans("a word7 thing7 part7 of")) == [(2, 20)]


def test_digest_of_names_follows_names_and_not_definitions() -> None:
    """With the same digest, the same is found in a text."""

    def digest(**term: object) -> str:
        base = compiled({"terms": {"ant": {"definition": "x"} | term, "bee": {"definition": "x"}}})
        return base.lookup.names_in_prose[1]

    assert digest() == digest(definition="y") == digest(see_also=["bee"])
    others = [
        digest(label="mier"),
        digest(synonyms=["emmet"]),
        digest(abbreviations=["A"]),
        digest(abbreviations=["a"]),
        digest(synonyms=["Emmet"]),
        digest(autolink=False),
        digest(hidden_labels=["amt"]),
    ]
    assert len({digest(), *others}) == len(others) + 1
