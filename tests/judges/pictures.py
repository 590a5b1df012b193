"""The pictures of the documentation: ``python -m tests.judges.pictures [name ...]``.

Without a name, all are taken. It needs Chromium, the programs that typeset the PDF, and from npm
``monaco-editor@0.52``, ``yaml-language-server`` and ``sharp``.
"""

from __future__ import annotations

import base64
import sys
import tempfile
from pathlib import Path

from tests.judges import frames, screens, sheets
from tests.judges.chromium import chromium
from tests.judges.demo import DOCS
from tests.judges.studio import Studio, Taker, shrink, web

IMAGES = DOCS / "images"

_COLUMN = (720, 1600)
_NARROW = (560, 1600)
_PHONE = (360, 640)

PICTURES: dict[str, Taker] = {
    "hero": web(frames.article_with_card, size=(860, 600)),
    "entry": web(frames.article_entry, density=1.35),
    "manual": web(frames.article_meanings, "medterm_audience=professional", density=1.75),
    "leaflet": web(frames.article_meanings, "medterm_audience=plain", density=1.75),
    "gallery-alabaster": web(frames.whole_entry, "html_theme=alabaster", size=_NARROW),
    "gallery-book": web(frames.whole_entry, "html_theme=sphinx_book_theme", size=_NARROW),
    "gallery-furo": web(frames.whole_entry, size=_NARROW),
    "gallery-pydata": web(frames.whole_entry, "html_theme=pydata_sphinx_theme", size=_NARROW),
    "gallery-rtd": web(frames.whole_entry, "html_theme=sphinx_rtd_theme", size=_NARROW),
    "gallery-dark": web(frames.whole_entry, scheme="dark", size=_NARROW),
    "gallery-phone": web(frames.entry_in_window, size=_PHONE, touch=True),
    "gallery-phone-card": web(frames.card_by_finger, size=_PHONE, touch=True),
    "gallery-print": sheets.print_out,
    "gallery-paper": sheets.book,
    "gallery-epub": screens.e_book,
    "gallery-editor": screens.editor,
    "gallery-terminal": screens.terminal,
    "gallery-index": web(frames.letter_of_index, size=_COLUMN),
    "how-it-works": sheets.drawing,
    "gallery-search": web(frames.search_results, size=_COLUMN),
}
"""What takes each picture, by the name of its file without suffix."""


_BLANK = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGP4DwABAQEAsTj2FAAAAABJRU5ErkJggg=="
)
"""A white pixel: pages that show a picture must be built before it can be taken."""


def main(names: list[str]) -> None:
    """Take pictures, and print how large each is."""
    if unknown := set(names) - PICTURES.keys():
        sys.exit(
            f"no picture is called {', '.join(sorted(unknown))}; there are {', '.join(PICTURES)}"
        )
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        studio = Studio(browser, Path(folder))
        files = {name: IMAGES / f"{name}.png" for name in names or PICTURES}
        for file in files.values():
            if not file.exists():
                file.write_bytes(_BLANK)
        for name, file in files.items():
            PICTURES[name](studio, file)
            shrink(file)
            print(f"{file}: {file.stat().st_size // 1024} kB", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
