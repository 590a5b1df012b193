"""LaTeX judges data texts of all scripts: a PDF comes out, and no character is lost in silence.

A character that an engine lacks is printed as a box with its number. The text of the PDF, as
readers search and copy it, has the character itself.
"""

from __future__ import annotations

import json
import random
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest

from sphinx_medterm.names.characters import IGNORABLE
from tests.builds.conftest import TITLES, Built, Project
from tests.judges.judges import program, run
from tests.judges.printed import Book, typeset

SEED = 17
ENGINES = ("pdflatex", "xelatex")
NO_TEXT = "Cc", "Cf", "Cn", "Cs", "Zl", "Zp", "Zs"
LOST = re.compile(r"Missing character: There is no (.) ")

WORDS = {
    "IPA": "ˈθæləˌsiːmiə ɜː ʊ ɒ ŋ ʒ ʃ ɹ ʔ",
    "marks of the IPA": "ɑ\u0303 t\u0361ʃ n\u0329 d\u0325",
    "modifiers": "tʰ kʷ dʲ",
    "Greek": "αίμα ΑΒΓ Ω ς",
    "ancient Greek": "ἀν- αἷμα ῥεῦμα ᾠόν",
    "Cyrillic": "кровь Йод",
    "Hebrew": "עצם נקי",
    "Arabic": "عظم نقي",
    "Chinese": "骨髓",
    "Japanese": "こつずい",
    "Korean": "골수",
    "Thai": "ไขกระดูก",
    "Devanagari": "अस्थि",
    "mathematics": "≤ ≥ ≠ ≈ ± × − ∞ → ↔ ∅",
    "raised and lowered": "10⁻³ CO₂ Ca²⁺ xⁿ",
    "fractions and circles": "½ ⅓ ⅞ ① ⅷ",
    "units": "㎎ ℃ Å µ Ω",
    "Vietnamese": "tế bào",
    "letters decomposed": unicodedata.normalize("NFD", "Sjögren Ångström ἀν"),
    "marks on anything": "x\u0301 q\u0308 5\u0302",
    "smileys": "😀 👩\u200d🔬 ❤\ufe0f",
    "private": "\ue000 \U000f0000",
    "invisible": "zero\u200bwidth no\u2060break soft\u00adhyphen thin\u2009space",
    "signs of TeX": r"50 % & \# _ ~ ^ { } $ \\ [ ] < > | \" '",
    "alphabets of mathematics": "𝛼 𝐱 ℝ ℵ",
    "full width": "ＡＢＣ １２３",
    "boxes": "■ □ ▲ ◆ ● ★",
}


def random_rows() -> Iterator[str]:
    """List two characters of each row of 256 of the first two planes of Unicode."""
    choose = random.Random(SEED)  # noqa: S311
    for start in range(0x100, 0x20000, 256):
        row = [chr(code) for code in range(start, start + 256)]
        # Characters of later editions of Unicode may be known to one Python and not to another.
        row = [one for one in row if unicodedata.category(one) not in (*NO_TEXT, "Co")]
        if row:
            yield " ".join(f"x{one}" for one in choose.sample(row, min(2, len(row))))


def terms() -> dict[str, Any]:
    """Make terms with all of this in names, definitions and all else that stands in an index."""
    texts = [*WORDS.values(), *random_rows()]
    escaped = [re.sub(r"([\\`*_|<>:])", r"\\\1", text) for text in texts]
    return {
        f"t{number}": {
            "label": f"{texts[number]} {number}",
            "definition": f"a {text} b *{text}* c ``{texts[number]}``",
            "synonyms": [f"{texts[number].partition(' ')[0]} {number} synonym"],
            "translations": {"de": {"label": texts[number]}},
        }
        for number, text in enumerate(escaped)
    }


TITLE = "ə ἀν- кровь 骨髓 עצם ≤"
PAGE = f"""\
Page
====

:medterm:`{TITLE} <t0>`
----------------------------------------

.. medterm:glossary::
"""


@pytest.fixture(scope="module", params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """Give each engine in turn."""
    return str(request.param)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, engine: str) -> Built:
    """Build a glossary of characters; the warnings are up to the tests."""
    project = Project(tmp_path_factory.mktemp(engine))
    data = json.dumps({"terms": terms()}, ensure_ascii=False)
    project.write({"conf.py": "", "terms.json": data, "index.rst": PAGE})
    settings = {**TITLES, "latex_engine": engine, "medterm_files": ["terms.json"]}
    return project.build("latex", check=False, **settings)


@pytest.fixture(scope="module")
def printed(built: Built, engine: str) -> Book:
    """Typeset it."""
    return typeset(built.out, engine)


def kept(text: str) -> str:
    """Return the characters that a text shows, without the order of marks."""
    plain = unicodedata.normalize("NFKD", text)
    return "".join(one for one in plain if unicodedata.category(one) not in NO_TEXT)


def test_a_pdf_has_all_characters(printed: Book, built: Built) -> None:
    """None is lost: what is printed as a box can be searched and copied."""
    whole = run(program("pdftotext", "poppler-utils"), built.out / "p.pdf", "-").stdout
    there = {*kept(whole)}
    texts = (*WORDS.values(), *random_rows())
    lost = {one for text in texts for one in kept(text) if one not in there}
    # Sphinx has ticks and crosses of formulas, and LaTeX one hyphen for two characters.
    assert sorted(lost - IGNORABLE - {*"✓✔✕✖\u2010"}) == []


def test_no_font_is_asked_for_what_it_lacks(printed: Book) -> None:
    """Save for what cannot be seen."""
    lines = printed.complaints("Missing character")
    lost = {found[1] for line in lines if (found := LOST.search(line))}
    assert lost <= IGNORABLE


def test_one_warning_says_what_to_set(built: Built, engine: str) -> None:
    """It counts the characters, and names the first term."""
    (warning,) = [one for one in built.warnings if "[medterm.latex]" in one]
    assert "terms.json:1: WARNING: " in warning
    setting = "latex_engine = 'xelatex'" if engine == "pdflatex" else "latex_elements = "
    assert f"(set {setting}" in warning


def test_titles_have_their_words_everywhere(printed: Book, built: Built) -> None:
    """In the text, in the table of contents, and in bookmarks."""
    written = (built.out / "p.out").read_bytes().decode("latin-1")
    marks = [
        re.sub(r"\\(\d{3})", lambda code: chr(int(code[1], 8)), mark).encode("latin-1")
        for mark in re.findall(r"\]\{[^{}]*\}\{([^{}]*)\}", written)
    ]
    assert TITLE in [mark.decode("utf-16") for mark in marks if mark.startswith(b"\xfe\xff")]
    text = kept(printed.text)
    assert "кровь骨髓" in text
    assert "КРОВЬ骨髓" in text


def test_index_lists_every_name(printed: Book, built: Built) -> None:
    """In the font of the text, and in groups with whole letters."""
    index = (built.out / "p.ind").read_text(encoding="utf-8", errors="strict")
    assert index.count(r"\medtermindexed{") == 2 * len(terms())
    assert r"\spxentry{" not in index
