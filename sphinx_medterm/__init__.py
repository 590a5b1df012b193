"""Medical terms from data files, defined, linked and explained in every Sphinx output format.

As a library it needs no Sphinx: ``from sphinx_medterm import load_termbase``. The names in
``__all__`` are public; they are imported when they are first used, so that importing the package
itself loads next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.util.typing import ExtensionMetadata

    from sphinx_medterm.diagnostics import Diagnostic, Position, Severity, Subtype
    from sphinx_medterm.records.model import Sense, Source, Term, WordPart
    from sphinx_medterm.termbase.base import Origin, Termbase
    from sphinx_medterm.termbase.load import load_termbase
    from sphinx_medterm.termbase.lookup import Match

__version__ = "0.1.0.dev0"

__all__ = [
    "Diagnostic",
    "Match",
    "Origin",
    "Position",
    "Sense",
    "Severity",
    "Source",
    "Subtype",
    "Term",
    "Termbase",
    "WordPart",
    "__version__",
    "load_termbase",
    "setup",
]

_MODULES = {
    "Diagnostic": "diagnostics",
    "Match": "termbase.lookup",
    "Origin": "termbase.base",
    "Position": "diagnostics",
    "Sense": "records.model",
    "Severity": "diagnostics",
    "Source": "records.model",
    "Subtype": "diagnostics",
    "Term": "records.model",
    "Termbase": "termbase.base",
    "WordPart": "records.model",
    "load_termbase": "termbase.load",
}
"""The modules that the public names of the library are in."""


if not TYPE_CHECKING:  # with it, type checkers would accept any name

    def __getattr__(name: str) -> object:
        """Import a public name when it is first used (PEP 562)."""
        if name not in _MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        value: object = getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
        globals()[name] = value
        return value


def __dir__() -> list[str]:
    """List the names that are not imported yet as well."""
    return sorted({*globals(), *_MODULES})


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the extension with Sphinx."""
    from sphinx_medterm.ext import setup as setup_extension

    return setup_extension(app)
