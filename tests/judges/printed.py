"""Books on paper: typeset by XeLaTeX or pdfLaTeX, and read back as text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tests.judges.judges import need_modules, program, run

_TEX = {
    "make": "make",
    "latexmk": "latexmk",
    "pdflatex": "texlive-latex-base",
    "xelatex": "texlive-xetex",
    "xindy": "xindy",
    "pdftotext": "poppler-utils",
}
# Where the text of a page is, on US letter, in points: below the running head, above the folio.
_TYPE_AREA = {"-x": 0, "-y": 52, "-W": 612, "-H": 675}


@dataclass
class Book:
    """A book that has been typeset.

    :ivar pages: the lines of each page, without running head and folio; empty ones are left out.
    :ivar log: what TeX had to say.
    """

    pages: list[list[str]]
    log: str

    @property
    def text(self) -> str:
        """The text of all pages, for :func:`squeeze` and its like."""
        return "\n".join(line for page in self.pages for line in page)

    def complaints(self, *patterns: str) -> list[str]:
        """Find lines of the log."""
        return [
            line
            for line in self.log.splitlines()
            if any(re.search(pattern, line) for pattern in patterns)
        ]


def typeset(folder: Path, engine: str = "xelatex") -> Book:
    """Make a book of the one LaTeX document in a folder, as ``make`` there does; at most once."""
    for name, package in _TEX.items():
        program(name, package)
    need_modules("filelock")
    from filelock import FileLock

    (source,) = folder.glob("*.tex")
    with FileLock(folder / "typeset.lock"):
        if not source.with_suffix(".done").exists():
            _make(folder, engine)
            source.with_suffix(".done").touch()
    log = source.with_suffix(".log").read_text(encoding="utf-8", errors="replace")
    return Book(_read(source.with_suffix(".pdf")), log)


def _make(folder: Path, engine: str) -> None:
    """Make a PDF, in which no error is passed over."""
    options = (
        f"{'-pdf' if engine == 'pdflatex' else '-xelatex'} -interaction=nonstopmode -halt-on-error"
    )
    done = run("make", f"LATEXMKOPTS={options}", folder=folder)
    assert done.returncode == 0, done.stdout[-5000:] + done.stderr[-5000:]


def _read(pdf: Path) -> list[list[str]]:
    area = [str(part) for option in _TYPE_AREA.items() for part in option]
    pages = run("pdftotext", "-layout", *area, pdf, "-").stdout.split("\f")[:-1]
    return [[line.strip() for line in page.splitlines() if line.strip()] for page in pages]


def squeeze(text: str) -> str:
    """Take out what typesetting changes: spaces, line ends, hyphens, ligatures."""
    return re.sub(r"[\s‐-]", "", unicodedata.normalize("NFKC", text))


def not_in(book: Book, texts: Iterable[str]) -> list[str]:
    """List the texts that a book does not have."""
    printed = squeeze(book.text)
    return [text for text in texts if squeeze(text) not in printed]
