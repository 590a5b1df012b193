"""Configuration of the documentation, which is also the demo."""

from __future__ import annotations

import sys
from pathlib import Path

import sphinx_medterm

sys.path.insert(0, str(Path(__file__).parent / "_ext"))

project = "sphinx-medterm"
author = "the sphinx-medterm contributors"
copyright = "2026, the sphinx-medterm contributors"
version = release = sphinx_medterm.__version__

extensions = [
    "sphinx_medterm",
    "myst_parser",
    "sphinx_design",
    "medterm_example",
    "medterm_output",
    "medterm_plan",
    "medterm_reference",
    "medterm_search_words",
    "medterm_source",
]
exclude_patterns = ["_build", "samples", "start/example*", "write/jupyter-book/*"]
nitpicky = True

medterm_files = ["terms.yaml", "terms/examples"]
medterm_code_systems = {
    "WARD": {
        "title": "Ward list",
        "pattern": r"[A-Z]{2}-\d+",
        "looks_like": "2 capital letters, a hyphen and a number",
        "example": "HM-12",
        "page": "https://wards.example.org/codes/{code}",
    },
}

schema = Path(sphinx_medterm.__file__).parent / "schema" / "medterm.schema.json"

html_theme = "furo"
html_title = f"sphinx-medterm {release}"
html_extra_path = [str(schema)]
html_static_path = ["_static"]
html_css_files = ["docs.css"]
html_logo = html_favicon = "images/logo.svg"

epub_title = project
epub_author = epub_publisher = author
epub_copyright = copyright
epub_show_urls = "no"
epub_tocscope = "includehidden"  # the tables of contents, which web pages have in the sidebar
epub_exclude_files = [schema.name]

latex_engine = "xelatex"
latex_elements = {
    "extraclassoptions": "openany,oneside",  # no blank pages before chapters
    "figure_align": "H",  # pictures stay with the text about them
    # Sphinx would call it by the first caption in the sidebar.
    "tableofcontents": r"\renewcommand{\contentsname}{Contents}\sphinxtableofcontents",
}
latex_documents = [("index", "sphinx-medterm.tex", project, author, "manual")]

man_pages = [
    ("index", "sphinx-medterm", "medical terms in Sphinx documentation", [author], 7),
    ("reference/command-line", "medterm", "work with files of medical terms", [author], 1),
]

texinfo_documents = [
    (
        "index",
        "sphinx-medterm",
        project,
        author,
        "sphinx-medterm",
        "Medical terms in Sphinx documentation",
        "Documentation tools",
    )
]

del schema
